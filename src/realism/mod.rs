//! How simulated races compare with real ones: the same statistics of both, and whether the real figures could have come
//! from the simulation. Does not know how races are ridden: the caller brings the ride.
//!
//! Each real race is compared with simulated races of its own kind: the same length, number of starters and rules, each with
//! a field of its own drawn from the level. So averaging over races of 30 and 40 km needs no correction.

mod compare;
pub mod numbers;
mod outcome;
mod patterns;
mod races;
mod report;
mod ride;
mod statistics;

pub use compare::{Compared, OFF, STANDS, Verdict};
pub use races::{Column, RACES};
pub use report::{ComparisonLine, PatternLine, Report, report};
pub use ride::{RideLog, ScenarioRide, ride};
pub use statistics::StatisticUnit;
