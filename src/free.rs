//! From a scenario and a run to a race in which riders decide: puts legs, minds, orders and incidents together. Draws
//! and rides nothing itself.

use crate::field;
use crate::params::params;
use crate::physics::AIR_DENSITY;
use crate::race::{Checks, Entrant, Incidents, RaceSpec, Rates};
use crate::rider::Legs;
use crate::rules::RaceRules;
use crate::run::Run;
use crate::scenario::{RiderSpec, Scenario};
use crate::tactics::{Params, Tactics, When};
use crate::units::Bib;

params! {
    /// Numbers that judge a free race.
    pub NUMBERS;
    /// Distance from the bunch at which a rider has reached it.
    pub CONTACT_M: f64 = 5.0, "m", 0.0..=10.0, "USA Cycling; the UCI gives no figure";
}

/// What [`race::ride`](crate::race::ride) or a tape needs for a free race of `scenario` under `rules`: legs as
/// [`field::legs`] has them, and minds by `params` and the scenario's readiness to chase.
#[must_use]
pub fn race(scenario: &Scenario, rules: &RaceRules, seed: u64, params: Params) -> (RaceSpec, Tactics) {
    race_of(scenario, rules, &Run { from: Some(When::GUN), ..Run::of_seed(seed) }, seed, params)
}

/// The same for a `run`, with its changes and orders; minds and mishaps are drawn by `luck`.
#[must_use]
pub fn race_of(scenario: &Scenario, rules: &RaceRules, run: &Run, luck: u64, params: Params) -> (RaceSpec, Tactics) {
    let entrant = |(rider, mut legs): (&RiderSpec, Legs)| {
        run.change(rider.bib, &mut legs);
        breathe(scenario, run, &mut legs);
        Entrant { bib: rider.bib, legs, start_points: rider.start_points }
    };
    // Legs are drawn for the whole field, so that a missing rider changes nobody else's.
    let field = scenario.riders.iter().zip(field::legs(scenario, run.seed));
    let absent = run.absent(scenario);
    let riders: Vec<Entrant> = field.filter(|(rider, _)| !absent.contains(&rider.bib)).map(entrant).collect();
    let starters: Vec<Bib> = riders.iter().map(|e| e.bib).collect();
    let minds: Vec<_> = riders.iter().map(|e| (e.bib, e.legs)).collect();
    let is_standard = params == Params::STANDARD;
    let params = Params { chi: params.chi / scenario.chase, ..params };
    let mut tactics = Tactics::new(scenario.track, rules.clone(), &minds, luck, params);
    tactics.give(run.orders(&starters));
    let incidents = incidents(scenario, rules, run, luck);
    let checks = Checks::of(&again(scenario, rules, run, luck, is_standard));
    (RaceSpec { track: scenario.track, riders, contact_m: CONTACT_M, incidents, checks }, tactics)
}

/// The command that rides the race again, as far as there is one: minds have none.
fn again(scenario: &Scenario, rules: &RaceRules, run: &Run, luck: u64, is_standard: bool) -> String {
    let shown = Run {
        edition: Some(rules.edition).filter(|edition| *edition != scenario.edition),
        from: run.free_from(scenario).or(Some(When::GUN)).filter(|from| scenario.card.is_some() || !from.is_gun()),
        luck: Some(luck).filter(|luck| *luck != run.seed),
        ..run.clone()
    };
    shown.again(scenario) + if is_standard { "" } else { " (with minds of other numbers)" }
}

/// Adapts a rider's legs to the air of the `run`. Air drag is the product of density and drag area, and nothing else in
/// a race depends on either, so a change of density is written as a change of drag area.
pub fn breathe(scenario: &Scenario, run: &Run, legs: &mut Legs) {
    legs.body.cda_m2 *= run.air.unwrap_or(scenario.air) / AIR_DENSITY;
}

/// The incidents of a `run`, drawn by `luck`.
#[must_use]
pub fn incidents(scenario: &Scenario, rules: &RaceRules, run: &Run, luck: u64) -> Incidents {
    let absent = run.absent(scenario);
    let bibs: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).filter(|bib| !absent.contains(bib)).collect();
    match scenario.incidents && !run.calm {
        true => Incidents::draw(Rates::STANDARD, rules, &scenario.track, &bibs, luck),
        false => Incidents::none(),
    }
}
