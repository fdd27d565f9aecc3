//! Files of races, a line for each race and rider, under a head that says what they are: of a sweep, of a comparison or of a
//! number that is varied. With these an experiment is resumed, and joined from parts. Rides nothing and reads no files itself.

mod experiment;
mod header;
mod lines;
mod not_a_header;
mod row;
mod run_header;
mod starter;

pub use experiment::{Experiment, Varying};
pub use header::Header;
pub use not_a_header::NotAHeader;
pub use run_header::{ANY_SEED, RunHeader};
pub use starter::Starter;
