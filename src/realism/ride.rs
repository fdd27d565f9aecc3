//! The ride of one simulated race: a scenario's field, riders who decide, no tape. Judges nothing.

use super::Ridden;
use crate::free;
use crate::race;
use crate::scenario::Scenario;
use crate::tactics::Params;

/// Rides `scenario` free from the gun, whatever is on record of it, by minds of `params`.
#[must_use]
pub fn ride(scenario: &Scenario, seed: u64, params: Params) -> Ridden {
    let (spec, tactics) = free::race(scenario, &scenario.rules(None), seed, params);
    let ridden = race::ride(spec, tactics);
    Ridden {
        facts: ridden.facts,
        notes: ridden.notes,
        on_wheel: Some(ridden.on_a_wheel),
        attempts: Some(ridden.attempts),
    }
}
