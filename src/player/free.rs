//! From a scenario to a free race: legs drawn where the scenario leaves them open, minds for everyone, and off.

use super::stage::{CONTACT_M, class, legs};
use crate::race::{Entrant, Race, RaceSpec, TICK_S, Tape};
use crate::rules::RaceRules;
use crate::scenario::Scenario;
use crate::tactics::{Params, Tactics};

/// What a free race of `scenario` under `rules` is ridden with, for [`race::ride`](crate::race::ride) or a tape.
///
/// The legs of riders of whom the scenario says nothing are drawn by `seed`, each from a stream of his own.
#[must_use]
pub fn free_race(scenario: &Scenario, rules: &RaceRules, seed: u64, params: Params) -> (RaceSpec, Tactics) {
    let class = class(scenario.level);
    let riders: Vec<Entrant> = scenario
        .riders
        .iter()
        .map(|r| Entrant { bib: r.bib, legs: legs(class.drawn(r.mass_kg, seed, r.bib), r) })
        .collect();
    let field: Vec<_> = riders.iter().map(|e| (e.bib, e.legs)).collect();
    let tactics = Tactics::new(scenario.track, rules.clone(), &field, seed, params);
    (RaceSpec { track: scenario.track, riders, contact_m: CONTACT_M }, tactics)
}

/// Slower than this no race is, m/s: one that is not over by then never will be.
const SLOWEST_MPS: f64 = 5.0;

/// Rides a free race onto a tape.
pub(super) fn ride(scenario: &Scenario, rules: &RaceRules, seed: u64) -> (RaceSpec, Tape) {
    let (spec, tactics) = free_race(scenario, rules, seed, Params::STANDARD);
    let most_ticks = (spec.track.race_m() / SLOWEST_MPS / TICK_S) as u32 + 1000;
    let tape = Tape::record(Race::new(spec.clone(), tactics), most_ticks);
    (spec, tape)
}
