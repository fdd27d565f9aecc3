//! Many races of one scenario that differ only in their random draws, and their combined figures. Knows neither files nor
//! terminals, nor how a race is ridden: the caller brings the [`SeedRide`].
//!
//! Race k of a sweep has the sweep's seed + k. Several runs can be ridden with the same random draws. Whatever [`Count`]s
//! the races, a [`Sweep`] rides them, stops, and resumes. It keeps only counts and sums of integers, so the figures are the
//! same for any number of threads, in any order, and from any number of parts.

mod audit;
mod count;
mod figures;
mod histogram;
mod interval;
mod order;
mod outcome;
mod paired;
mod plan;
mod ride;
mod run;
mod sample;
mod tally;

pub use audit::{Misfit, Scoring};
pub use count::Count;
pub use figures::{FIGURES, FigureUnit, RaceFigure};
pub use histogram::Histogram;
pub use interval::{Interval, Z, proportion, score, student};
pub use outcome::{RaceOutcome, RiderOutcome};
pub use paired::{Paired, PairedFigure, RiderPair};
pub use plan::{Shard, ShardError, SweepPlan};
pub use ride::{ride, ride_again, ride_checked};
pub use run::{CHUNK, SeedRide, Sweep};
pub use sample::sample;
pub use tally::{Extreme, FigureTally, RiderTally, SweepTally};
