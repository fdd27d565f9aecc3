//! From a scenario to a free race: legs, minds, and off. Draws nothing and rides nothing itself.

use crate::field;
use crate::race::{Entrant, Incidents, RaceSpec, Rates};
use crate::rules::RaceRules;
use crate::scenario::{RiderSpec, Scenario};
use crate::tactics::{Params, Tactics};

/// Metres between the judged bunch and a rider who has reached it (USA Cycling; the UCI gives no figure).
pub const CONTACT_M: f64 = 5.0;

/// What a free race of `scenario` under `rules` is ridden with, for [`race::ride`](crate::race::ride) or a tape: legs as
/// [`field::legs`] has them, minds by `params` and the scenario's readiness to chase.
#[must_use]
pub fn race(scenario: &Scenario, rules: &RaceRules, seed: u64, params: Params) -> (RaceSpec, Tactics) {
    let entrant = |(rider, legs): (&RiderSpec, _)| Entrant { bib: rider.bib, legs };
    let riders: Vec<Entrant> = scenario.riders.iter().zip(field::legs(scenario, seed)).map(entrant).collect();
    let minds: Vec<_> = riders.iter().map(|e| (e.bib, e.legs)).collect();
    let params = Params { chi: params.chi / scenario.chase, ..params };
    let tactics = Tactics::new(scenario.track, rules.clone(), &minds, seed, params);
    let bibs: Vec<_> = minds.iter().map(|rider| rider.0).collect();
    let incidents = match scenario.incidents {
        true => Incidents::draw(Rates::STANDARD, rules, &scenario.track, &bibs, seed),
        false => Incidents::none(),
    };
    (RaceSpec { track: scenario.track, riders, contact_m: CONTACT_M, incidents }, tactics)
}
