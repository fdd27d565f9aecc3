//! Many races of one scenario that differ in nothing but luck, and what they come to together. Knows neither files nor
//! terminals, and not how a race is ridden: whoever asks brings the [`SeedRide`].
//!
//! Race k of a sweep has the sweep's seed + k. Several runs may be ridden by the same lucks: whatever [`Count`]s their races,
//! one [`Sweep`] rides them, stops and is taken up again. What is kept are counts and sums of integers, so the figures are the same
//! for any number of threads, in any order, and from any number of parts.

mod figures;
mod histogram;
mod interval;
mod order;
mod outcome;
mod paired;
mod plan;
mod ride;
mod run;
mod tally;

pub use figures::{FIGURES, FigureUnit, RaceFigure};
pub use histogram::Histogram;
pub use interval::{Interval, Z, proportion, score, student};
pub use outcome::{RaceOutcome, RiderOutcome};
pub use paired::{Paired, PairedFigure, RiderPair};
pub use plan::{Shard, ShardError, SweepPlan};
pub use ride::{ride, ride_again};
pub use run::{CHUNK, Count, SeedRide, Sweep};
pub use tally::{Extreme, FigureTally, RiderTally, SweepTally};
