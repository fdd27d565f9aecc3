//! A free race onto a tape.

use crate::free;
use crate::race::{Race, RaceSpec, TICK_S, Tape};
use crate::rules::RaceRules;
use crate::scenario::Scenario;
use crate::tactics::Params;

/// Slower than this no race is, m/s: one that is not over by then never will be.
const SLOWEST_MPS: f64 = 5.0;

/// Rides `scenario` free from the gun.
pub(super) fn ride(scenario: &Scenario, rules: &RaceRules, seed: u64) -> (RaceSpec, Tape) {
    let (spec, tactics) = free::race(scenario, rules, seed, Params::STANDARD);
    let most_ticks = (spec.track.race_m() / SLOWEST_MPS / TICK_S) as u32 + 1000;
    let tape = Tape::record(Race::new(spec.clone(), tactics), most_ticks);
    (spec, tape)
}
