//! One run ridden many times, each time with different luck and without a tape, for when only the results matter. If the run
//! has a fork, all of them share the race up to it.

use super::free::{most_ticks, ride_until};
use super::refusal::ReplayError;
use super::stage;
use crate::event::{Fact, StopKind};
use crate::free;
use crate::race::{self, Checks, Happened, Race, RaceSpec, Tape};
use crate::rules::RaceRules;
use crate::run::Run;
use crate::scenario::Scenario;
use crate::tactics::Params;
use crate::units::{Bib, Micros};

/// A run, ready to be ridden with any luck.
#[derive(Debug, Clone)]
pub struct Many {
    scenario: Scenario,
    run: Run,
    rules: RaceRules,
    params: Params,
    /// The race at the fork, and what has happened by then; `None` if the races share nothing.
    fork: Option<(Race, Happened)>,
}

impl Many {
    /// Rides the part that all races share.
    ///
    /// # Errors
    /// As [`Replay::of`](super::Replay::of).
    pub fn of(scenario: Scenario, run: &Run) -> Result<Self, ReplayError> {
        Self::with_minds(scenario, run, Params::STANDARD)
    }

    /// The same, with tactics of `params`.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn with_minds(scenario: Scenario, run: &Run, params: Params) -> Result<Self, ReplayError> {
        let recorded = scenario;
        // Riders who decide for themselves do not know that a race was cut short.
        let scenario = recorded.as_planned();
        let rules = scenario.rules(run.edition);
        let from = run.free_from(&scenario).filter(|from| !from.is_gun());
        let fork = match from {
            None => None,
            Some(from) => {
                let (race, spec) = if scenario.card.is_some() {
                    let staged = stage::stage(&recorded, run, Checks::of(&run.again(&recorded)))?;
                    (Race::new(staged.spec.clone(), staged.director), staged.spec)
                } else {
                    let (spec, tactics) = free::race_of(&scenario, &rules, run, run.seed, params);
                    (Race::new(spec.clone(), tactics), spec)
                };
                Some(shared(race, from, &spec)?)
            }
        };
        Ok(Self { scenario, run: run.clone(), rules, params, fork })
    }

    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The rules that riders race under.
    #[must_use]
    pub fn rules(&self) -> &RaceRules {
        &self.rules
    }

    /// The start list, including riders who do not start.
    #[must_use]
    pub fn starters(&self) -> Vec<Bib> {
        self.scenario.riders.iter().map(|r| r.bib).collect()
    }

    /// The facts of the race of `luck`, as in [`Self::ridden`].
    #[must_use]
    pub fn facts(&self, luck: u64) -> Vec<Fact> {
        self.ridden(luck).facts
    }

    /// What happens in the race of `luck`, which is the seed if the race is free from the gun. Has no notes from before a fork.
    #[must_use]
    pub fn ridden(&self, luck: u64) -> Happened {
        self.checked(luck, None)
    }

    /// The same with these checks on the way, if there are any but those that are always made.
    #[must_use]
    pub fn checked(&self, luck: u64, checks: Option<Checks>) -> Happened {
        let absent = |bib: &Bib| Fact::Stop { bib: *bib, kind: StopKind::Dns, at: Micros::ZERO };
        let mut happened = self.raced(luck, checks);
        happened.facts.splice(0..0, self.run.absent(&self.scenario).iter().map(absent));
        happened
    }

    /// The same, without a fact for riders who do not start.
    fn raced(&self, luck: u64, checks: Option<Checks>) -> Happened {
        let Some((race, so_far)) = &self.fork else {
            let run = Run { seed: luck, ..self.run.clone() };
            let (spec, tactics) = free::race_of(&self.scenario, &self.rules, &run, luck, self.params);
            let spec = with(spec, checks);
            let ridden = race::ride(spec, tactics);
            return Happened { facts: ridden.facts, notes: ridden.notes };
        };
        let mut happened = so_far.clone();
        let mut race = race.clone();
        if self.scenario.card.is_some() {
            let (spec, tactics) = free::race_of(&self.scenario, &self.rules, &self.run, luck, self.params);
            let spec = with(spec, checks);
            let (free, change) = race.let_go(spec, tactics, &happened.facts);
            happened.facts.extend(change.facts);
            happened.notes.extend(change.notes);
            race = free;
        } else if luck != self.run.seed {
            let run = Run { luck: Some(luck), ..self.run.clone() };
            let checks = checks.unwrap_or_else(|| Checks::of(&run.again(&self.scenario)));
            race.change_luck(luck, free::incidents(&self.scenario, &self.rules, &self.run, luck), checks);
        }
        race::finish(&mut race, &mut happened);
        happened
    }
}

/// `spec` with these checks, if there are any.
fn with(spec: RaceSpec, checks: Option<Checks>) -> RaceSpec {
    RaceSpec { checks: checks.unwrap_or(spec.checks), ..spec }
}

/// Rides `race` until `when`.
fn shared(mut race: Race, when: crate::tactics::When, spec: &RaceSpec) -> Result<(Race, Happened), ReplayError> {
    let mut tape = Tape::begin(&race, most_ticks(spec));
    ride_until(&mut race, &mut tape, when, spec)?;
    Ok((race, Happened { facts: tape.facts().to_vec(), notes: Vec::new() }))
}
