//! Rides one simulated race with a scenario's field, free from the gun. Judges nothing.

use crate::event::{Fact, Noted};
use crate::free;
use crate::race;
use crate::scenario::Scenario;
use crate::tactics::Params;

/// What is known of a race that was ridden.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RideLog {
    /// In order of time.
    pub facts: Vec<Fact>,
    /// In order of time.
    pub notes: Vec<Noted>,
    /// Share of the riders' time on the track spent within 3 m of a wheel, if it was measured.
    pub on_wheel: Option<f64>,
    /// How often a rider tried to get away, if it was counted.
    pub attempts: Option<u32>,
}

/// Rides a scenario with a seed; gives the same in every thread.
pub type ScenarioRide<'r> = &'r (dyn Fn(&Scenario, u64) -> RideLog + Sync);

/// Rides `scenario` free from the gun, even if it has a record, with minds of `params`.
#[must_use]
pub fn ride(scenario: &Scenario, seed: u64, params: Params) -> RideLog {
    let (spec, tactics) = free::race(scenario, &scenario.rules(None), seed, params);
    let ridden = race::ride(spec, tactics);
    RideLog {
        facts: ridden.facts,
        notes: ridden.notes,
        on_wheel: Some(ridden.on_a_wheel),
        attempts: Some(ridden.attempts),
    }
}
