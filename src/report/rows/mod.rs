//! Files of races, a line for each race and rider, under a head that says what they are: of a sweep, of a comparison or of a
//! number that is varied. With these an experiment is resumed, and joined from parts. Rides nothing and reads no files itself.

mod header;
mod holds;
mod lines;
mod ridden;
mod row;
mod starter;

pub use header::{FORM, Header, NotAHeader};
pub use holds::{Holds, Varying};
pub use ridden::{ANY_SEED, Ridden};
pub use starter::Starter;
