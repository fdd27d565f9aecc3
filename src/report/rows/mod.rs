//! Files of races, a line for each race and rider, under a head that says what they are: of a sweep, of a comparison or of a
//! number that is varied. With these an experiment is resumed, and joined from parts. Rides nothing and reads no files itself.

mod header;
mod holds;
mod lines;
mod not_a_header;
mod ridden;
mod row;
mod starter;

pub use header::Header;
pub use holds::{Holds, Varying};
pub use not_a_header::NotAHeader;
pub use ridden::{ANY_SEED, Ridden};
pub use starter::Starter;
