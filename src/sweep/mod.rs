//! Many races of one scenario that differ in nothing but luck, and what they come to together. Knows neither files nor
//! terminals, and not how a race is ridden: whoever asks brings the [`Ride`].
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

pub use figures::{FIGURES, Figure, Unit};
pub use histogram::Histogram;
pub use interval::{Interval, Z, proportion, score, student};
pub use order::in_order;
pub use outcome::{Line, Outcome};
pub use paired::{Pair, Paired, RiderPair};
pub use plan::{Plan, Shard, ShardError};
pub use ride::{ride, ride_again};
pub use run::{CHUNK, Count, Ride, Sweep};
pub use tally::{Extreme, FigureTally, RiderTally, Tally};
