//! Files of races: a row for each race and rider, under a header that says whether they belong to a sweep, a comparison or a
//! varied number. From such a file an experiment is resumed, or joined from parts. Rides nothing and opens no files itself.
//! [`plain`] is the same for other programs: CSV without header and checksums.

mod experiment;
mod header;
mod lines;
mod not_a_header;
pub mod plain;
mod row;
mod run_header;
mod starter;

pub use experiment::{Experiment, Varying};
pub use header::Header;
pub use not_a_header::{FORM, NotAHeader};
pub use run_header::{ANY_SEED, RunHeader};
pub use starter::Starter;
