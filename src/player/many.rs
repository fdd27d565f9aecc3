//! One run ridden many times, each time by another luck and without a tape: for the thousands of races whose result alone
//! matters. From a fork on, the past of all of them is the same.

use super::free::{most_ticks, ride_until};
use super::stage::{self, ReplayError};
use crate::event::{Fact, StopKind};
use crate::free;
use crate::race::{self, Happened, Race, RaceSpec, Tape};
use crate::rules::RaceRules;
use crate::run::Run;
use crate::scenario::Scenario;
use crate::tactics::Params;
use crate::units::{Bib, Micros};

/// A run, ready to be ridden by any luck.
#[derive(Debug, Clone)]
pub struct Many {
    scenario: Scenario,
    run: Run,
    rules: RaceRules,
    params: Params,
    /// Where all of them part, and what has happened until then; `None`: at the gun.
    fork: Option<(Race, Happened)>,
}

impl Many {
    /// Rides the part that all share.
    ///
    /// # Errors
    /// As [`Replay::of`](super::Replay::of); and without a moment from which riders decide there is nothing to ride.
    pub fn of(scenario: Scenario, run: &Run) -> Result<Self, ReplayError> {
        Self::with_minds(scenario, run, Params::STANDARD)
    }

    /// The same with minds of `params`.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn with_minds(scenario: Scenario, run: &Run, params: Params) -> Result<Self, ReplayError> {
        let rules = scenario.rules(run.edition);
        let from = run.free_from(&scenario).filter(|from| !from.is_gun());
        let fork = match from {
            None => None,
            Some(from) => {
                let (race, spec) = if scenario.card.is_some() {
                    let staged = stage::stage(&scenario, run)?;
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

    /// The rules it is ridden by.
    #[must_use]
    pub fn rules(&self) -> &RaceRules {
        &self.rules
    }

    /// The start list, with riders who do not start.
    #[must_use]
    pub fn starters(&self) -> Vec<Bib> {
        self.scenario.riders.iter().map(|r| r.bib).collect()
    }

    /// The facts of the race of `luck`, as [`Self::ridden`] has them.
    #[must_use]
    pub fn facts(&self, luck: u64) -> Vec<Fact> {
        self.ridden(luck).facts
    }

    /// What happens in the race of `luck`: of the seed, where the race is free from the gun. Of what was said before a fork
    /// there are no notes.
    #[must_use]
    pub fn ridden(&self, luck: u64) -> Happened {
        let absent = |bib: &Bib| Fact::Stop { bib: *bib, kind: StopKind::Dns, at: Micros::ZERO };
        let mut happened = self.raced(luck);
        happened.facts.splice(0..0, self.run.without.iter().map(absent));
        happened
    }

    /// The same of those who start.
    fn raced(&self, luck: u64) -> Happened {
        let Some((race, so_far)) = &self.fork else {
            let run = Run { seed: luck, ..self.run.clone() };
            let (spec, tactics) = free::race_of(&self.scenario, &self.rules, &run, luck, self.params);
            let ridden = race::ride(spec, tactics);
            return Happened { facts: ridden.facts, notes: ridden.notes };
        };
        let mut happened = so_far.clone();
        let mut race = race.clone();
        if self.scenario.card.is_some() {
            let (spec, tactics) = free::race_of(&self.scenario, &self.rules, &self.run, luck, self.params);
            let (free, change) = race.let_go(spec, tactics, &happened.facts);
            happened.facts.extend(change.facts);
            happened.notes.extend(change.notes);
            race = free;
        } else if luck != self.run.seed {
            race.change_luck(luck, free::incidents(&self.scenario, &self.rules, &self.run, luck));
        }
        race::finish(&mut race, &mut happened);
        happened
    }
}

/// Rides `race` until it is `when`.
fn shared(mut race: Race, when: crate::tactics::When, spec: &RaceSpec) -> Result<(Race, Happened), ReplayError> {
    let mut tape = Tape::begin(&race, most_ticks(spec));
    ride_until(&mut race, &mut tape, when, spec)?;
    Ok((race, Happened { facts: tape.facts().to_vec(), notes: Vec::new() }))
}
