//! A race from gun to finish, open at any instant: what screens, results and reports read.

use std::sync::Arc;

use crate::card::{Completed, Place, Sprint};
use crate::event::{Fact, Noted};
use crate::race::view::{GroupKind, GroupView, RaceView, RiderView};
use crate::rules::{EditionId, RaceRules, Ruling, Scoreboard, Standings};
use crate::scenario::Scenario;
use crate::units::{Bib, Micros, Provenance};

/// Kind of race, as outputs name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Riders follow a completed card.
    Directed,
}

/// A mark on the time bar; the jump keys go from mark to mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Sprint(u32),
    Gain(Bib),
    Loss(Bib),
    Attack,
    Stop(Bib),
    Finish,
}

/// A race that has been ridden to its end, under one edition of the rules.
#[derive(Debug, Clone)]
pub struct Replay {
    scenario: Arc<Scenario>,
    completed: Arc<Completed>,
    edition: EditionId,
    seed: u64,
    facts: Arc<Vec<Fact>>,
    notes: Arc<Vec<Noted>>,
    rulings: Vec<Ruling>,
}

/// Why a race cannot be ridden.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The scenario has no record to replay.
    #[error("{0} has no [record]: there is nothing to replay")]
    NoRecord(String),
    /// The record contradicts itself; the message lists the facts that do.
    #[error("{0}")]
    Contradiction(String),
}

impl Replay {
    /// Completes the card of `scenario` by `seed`, rides it, and scores it under `edition` (default: the scenario's own).
    pub fn new(scenario: Scenario, edition: Option<EditionId>, seed: u64) -> Result<Self, ReplayError> {
        let _ = edition;
        unreachable!("{} {seed}", scenario.id)
    }

    /// The same race under other rules: only the referee works again.
    #[must_use]
    pub fn under(&self, edition: EditionId) -> Self {
        Self { edition, ..self.clone() }
    }

    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    #[must_use]
    pub fn completed(&self) -> &Completed {
        &self.completed
    }

    #[must_use]
    pub fn edition(&self) -> EditionId {
        self.edition
    }

    #[must_use]
    pub fn rules(&self) -> RaceRules {
        unreachable!()
    }

    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    #[must_use]
    pub fn mode(&self) -> Mode {
        Mode::Directed
    }

    /// From the gun until the last rider has crossed the last line.
    #[must_use]
    pub fn duration(&self) -> Micros {
        Micros::ZERO
    }

    /// From the gun until the first rider crosses the last line.
    #[must_use]
    pub fn race_time(&self) -> Micros {
        Micros::ZERO
    }

    /// Every fact, in order of time.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Every note, in order of time.
    #[must_use]
    pub fn notes(&self) -> &[Noted] {
        &self.notes
    }

    /// Every ruling, in order of time.
    #[must_use]
    pub fn rulings(&self) -> &[Ruling] {
        &self.rulings
    }

    /// The final table as the referee computed it from the motion.
    #[must_use]
    pub fn standings(&self) -> Standings {
        Standings::default()
    }

    /// The scoreboard with all facts up to and including `at`.
    #[must_use]
    pub fn scoreboard(&self, at: Micros) -> Scoreboard {
        let _ = at;
        unreachable!()
    }

    /// The race at `at` (clamped to the race). Between ticks, motion is interpolated.
    #[must_use]
    pub fn view(&self, at: Micros) -> RaceView {
        let _ = (at, GroupKind::Bunch, None::<GroupView>, None::<RiderView>);
        unreachable!()
    }

    /// Sprints as the referee placed them, with the provenance of each cell, up to and including `at`.
    #[must_use]
    pub fn sprints(&self, at: Micros) -> Vec<Sprint> {
        let _ = (at, None::<Place>);
        Vec::new()
    }

    /// Laps gained and lost as ruled, in order: (moment, race lap of the bunch, rider, ±1, provenance).
    #[must_use]
    pub fn lap_changes(&self) -> Vec<(Micros, f64, Bib, i32, Provenance)> {
        Vec::new()
    }

    /// Marks of the time bar, in order of time.
    #[must_use]
    pub fn marks(&self) -> Vec<(Micros, Mark)> {
        Vec::new()
    }
}
