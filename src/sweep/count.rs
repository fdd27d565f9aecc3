//! What is counted of the races of a sweep. Knows neither how they are ridden nor in what order.

use super::outcome::RaceOutcome;

/// Counts of races, which do not depend on their order.
pub trait Count {
    /// Adds the races of one seed, one per run.
    fn count(&mut self, races: &[RaceOutcome]);

    /// How precisely the leader's chance of winning is known; `None` before the first race, and for counts without it.
    fn known(&self) -> Option<f64> {
        None
    }
}
