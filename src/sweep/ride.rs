//! One race of a sweep: the run with another seed, scored by the referee. Keeps only the outcome.

use super::RaceOutcome;
use crate::event::Note;
use crate::player::{Checks, Many};
use crate::rules::RaceRules;
use crate::run::Run;
use crate::scenario::Scenario;

/// Rides `scenario` under `rules`, free from the gun even if it has a record; the same in every thread.
///
/// # Panics
/// Never: a race that is free from the gun can always be ridden.
#[must_use]
pub fn ride(scenario: &Scenario, rules: &RaceRules, seed: u64) -> RaceOutcome {
    let run = Run { edition: Some(rules.edition), from: Some(crate::tactics::When::GUN), ..Run::of_seed(seed) };
    let many = Many::of(scenario.clone(), &run).expect("a race that is free from the gun follows no record");
    ride_again(&many, seed)
}

/// Rides the run of `many` with the random draws of `luck`.
#[must_use]
pub fn ride_again(many: &Many, luck: u64) -> RaceOutcome {
    ride_checked(many, luck, None)
}

/// The same with these checks on the way, if there are any but those that are always made.
#[must_use]
pub fn ride_checked(many: &Many, luck: u64, checks: Option<Checks>) -> RaceOutcome {
    let ridden = many.checked(luck, checks);
    let attacks = ridden.notes.iter().filter(|noted| matches!(noted.note, Note::Attack { .. })).count();
    RaceOutcome { attacks: attacks as u32, ..RaceOutcome::of(luck, many.rules(), &many.starters(), &ridden.facts) }
}
