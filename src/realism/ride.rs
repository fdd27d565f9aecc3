//! The ride of one simulated race: a scenario's field, riders who decide, no tape. Judges nothing.

use super::Ridden;
use crate::field;
use crate::race::{self, Entrant, RaceSpec};
use crate::scenario::{RiderSpec, Scenario};
use crate::tactics::{Params, Tactics};

/// Metres between the judged bunch and a rider who has reached it (USA Cycling; the UCI gives no figure).
const CONTACT_M: f64 = 5.0;

/// Rides `scenario` free from the gun, whatever is on record of it, by minds of `params`.
#[must_use]
pub fn ride(scenario: &Scenario, seed: u64, params: Params) -> Ridden {
    let entrant = |(rider, legs): (&RiderSpec, _)| Entrant { bib: rider.bib, legs };
    let riders: Vec<Entrant> = scenario.riders.iter().zip(field::legs(scenario, seed)).map(entrant).collect();
    let minds: Vec<_> = riders.iter().map(|e| (e.bib, e.legs)).collect();
    let tactics = Tactics::new(scenario.track, scenario.rules(None), &minds, seed, params);
    let ridden = race::ride(RaceSpec { track: scenario.track, riders, contact_m: CONTACT_M }, tactics);
    Ridden { facts: ridden.facts, notes: ridden.notes, on_wheel: Some(ridden.on_a_wheel) }
}
