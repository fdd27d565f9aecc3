//! A race from gun to finish, open at any instant: what screens, results and reports read.
//!
//! `stage` makes it (card, script, motion, referee's check), `look` reads one instant off the tape, `marks` finds what
//! is worth jumping to. Nothing here draws, prints or knows a clock on the wall.

mod effort;
mod free;
mod look;
mod marks;
mod stage;

use std::sync::Arc;

use crate::card::{Completed, MoveKind, Place, Sprint};
use crate::event::{Fact, Noted};
use crate::race::{RaceSpec, Tape};
use crate::rules::{EditionId, RaceRules, Ruling, Scoreboard, Standings};
use crate::scenario::Scenario;
use crate::units::{Bib, Micros, Provenance};

pub use crate::free::race as free_race;
pub use effort::Effort;
pub use look::Bunch;
pub use marks::Mark;
pub use stage::ReplayError;

/// Kind of race, as outputs name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Riders follow a completed card.
    Directed,
    /// Riders follow their own minds, within their own legs.
    Free,
}

/// A lap gained or lost, as the referee ruled it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LapChange {
    pub at: Micros,
    /// Race lap of the front of the bunch.
    pub lap: f64,
    pub bib: Bib,
    /// +1 or −1.
    pub change: i32,
    pub provenance: Provenance,
}

/// A race that has been ridden to its end, under one edition of the rules.
#[derive(Debug, Clone)]
pub struct Replay {
    scenario: Arc<Scenario>,
    /// The card as completed; `None` in a free race.
    completed: Option<Arc<Completed>>,
    spec: Arc<RaceSpec>,
    tape: Arc<Tape>,
    seed: u64,
    rules: RaceRules,
    starters: Vec<Bib>,
    rulings: Vec<Ruling>,
    /// The books after every [`PAGE`] facts, so that any instant is near one.
    pages: Vec<Scoreboard>,
}

/// Facts between two kept states of the scoreboard.
const PAGE: usize = 128;

impl Replay {
    /// Completes the card of `scenario` by `seed`, rides it, and scores it under `edition` (default: the scenario's own).
    ///
    /// # Errors
    /// If the scenario has no record, the record contradicts itself, or no motion was found that comes to it.
    pub fn new(scenario: Scenario, edition: Option<EditionId>, seed: u64) -> Result<Self, ReplayError> {
        let staged = stage::stage(&scenario, seed)?;
        let own = scenario.edition;
        let starters = scenario.riders.iter().map(|r| r.bib).collect();
        let replay = Self {
            scenario: Arc::new(scenario),
            completed: Some(Arc::new(staged.completed)),
            spec: Arc::new(staged.spec),
            tape: Arc::new(staged.tape),
            seed,
            rules: staged.rules,
            starters,
            rulings: Vec::new(),
            pages: Vec::new(),
        };
        Ok(match edition {
            Some(other) if other != own => replay.under(other),
            _ => replay.scored(),
        })
    }

    /// Lets the riders of `scenario` race as they see fit, by `seed`, under `edition` (default: the scenario's own); a
    /// card, if there is one, only says what the riders had in their legs. Riders race by the rules, so another edition is
    /// another race; both share their luck. Legs that nothing tells are drawn from the level, by the same seed.
    #[must_use]
    pub fn free(scenario: Scenario, edition: Option<EditionId>, seed: u64) -> Self {
        let rules = scenario.rules(edition);
        let (spec, tape) = free::ride(&scenario, &rules, seed);
        let starters = scenario.riders.iter().map(|r| r.bib).collect();
        let replay = Self {
            scenario: Arc::new(scenario.off_the_record()),
            completed: None,
            spec: Arc::new(spec),
            tape: Arc::new(tape),
            seed,
            rules,
            starters,
            rulings: Vec::new(),
            pages: Vec::new(),
        };
        replay.scored()
    }

    /// The same race under other rules: only the referee works again.
    ///
    /// Of a free race, this is the same motion scored otherwise, not the race the riders would have ridden.
    /// The sprints stay where they were ridden; what the scenario deviates from its own edition in besides is dropped.
    #[must_use]
    pub fn under(&self, edition: EditionId) -> Self {
        Self { rules: self.scenario.rules(Some(edition)), ..self.clone() }.scored()
    }

    /// Lets the referee read the facts.
    fn scored(mut self) -> Self {
        let mut board = Scoreboard::new(self.rules.clone(), &self.starters);
        self.pages = vec![board.clone()];
        self.rulings = Vec::new();
        for (k, fact) in self.tape.facts().iter().enumerate() {
            self.rulings.extend(board.apply(fact));
            if (k + 1) % PAGE == 0 {
                self.pages.push(board.clone());
            }
        }
        self
    }

    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The card as completed; `None` in a free race.
    #[must_use]
    pub fn completed(&self) -> Option<&Completed> {
        self.completed.as_deref()
    }

    /// Where the time of the race comes from.
    #[must_use]
    pub fn time_provenance(&self) -> Provenance {
        self.completed().map_or(Provenance::Simulated, |card| card.time_provenance)
    }

    #[must_use]
    pub fn edition(&self) -> EditionId {
        self.rules.edition
    }

    #[must_use]
    pub fn rules(&self) -> &RaceRules {
        &self.rules
    }

    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    #[must_use]
    pub fn mode(&self) -> Mode {
        if self.completed.is_some() { Mode::Directed } else { Mode::Free }
    }

    /// What every rider did at every tick.
    #[must_use]
    pub fn tape(&self) -> &Tape {
        &self.tape
    }

    /// From the gun until the last rider has crossed the last line.
    #[must_use]
    pub fn duration(&self) -> Micros {
        self.tape.duration()
    }

    /// From the gun until the first rider crosses the last line.
    #[must_use]
    pub fn race_time(&self) -> Micros {
        let over = |ruling: &Ruling| match *ruling {
            Ruling::Over { at, .. } => Some(at),
            _ => None,
        };
        self.rulings.iter().find_map(over).unwrap_or_else(|| self.duration())
    }

    /// Every fact, in order of time.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        self.tape.facts()
    }

    /// Every note, in order of time.
    #[must_use]
    pub fn notes(&self) -> &[Noted] {
        self.tape.notes()
    }

    /// Every ruling, in order of time.
    #[must_use]
    pub fn rulings(&self) -> &[Ruling] {
        &self.rulings
    }

    /// The final table as the referee computed it from the motion.
    #[must_use]
    pub fn standings(&self) -> Standings {
        self.scoreboard(self.duration()).standings()
    }

    /// The scoreboard with all facts up to and including `at`.
    #[must_use]
    pub fn scoreboard(&self, at: Micros) -> Scoreboard {
        let count = self.facts().partition_point(|f| f.at() <= at);
        let page = count / PAGE;
        let mut board = self.pages[page].clone();
        for fact in &self.facts()[page * PAGE..count] {
            board.apply(fact);
        }
        board
    }

    /// Sprints as the referee placed them, with the provenance of each cell, up to and including `at`.
    #[must_use]
    pub fn sprints(&self, at: Micros) -> Vec<Sprint> {
        let laps = self.rules.sprint_laps();
        let mut sprints: Vec<Sprint> = Vec::new();
        for ruling in &self.rulings {
            let Ruling::Place { sprint, place, points, bib, at: when, .. } = *ruling else { continue };
            if when > at || points == 0 {
                continue;
            }
            if sprints.last().is_none_or(|s| s.n != sprint) {
                sprints.push(Sprint { n: sprint, lap: laps[sprint as usize - 1], places: Vec::new() });
            }
            let last = sprints.len() - 1;
            sprints[last].places.push(self.cell(sprint, place, points, bib));
        }
        sprints
    }

    /// A place as ruled, with what the card says of it. Under other rules a place may be nobody's cell of the card.
    fn cell(&self, sprint: u32, place: u32, points: u32, bib: Bib) -> Place {
        let card = self.completed().and_then(|card| card.sprints.iter().find(|s| s.n == sprint));
        let cell = card.and_then(|s| s.places.iter().find(|p| p.place == place && p.bib == bib));
        match cell {
            Some(cell) => Place { points, ..cell.clone() },
            None => {
                let provenance = self.otherwise();
                Place { place, points, bib, provenance, likely: false, sources: Vec::new() }
            }
        }
    }

    /// Laps gained and lost as ruled, in order.
    #[must_use]
    pub fn lap_changes(&self) -> Vec<LapChange> {
        let changes = self.rulings.iter().filter_map(|ruling| match *ruling {
            Ruling::Gain { bib, at, .. } => Some((at, bib, 1)),
            Ruling::Loss { bib, at, .. } => Some((at, bib, -1)),
            _ => None,
        });
        changes
            .map(|(at, bib, change)| {
                let lap = self.bunch_lap(at);
                LapChange { at, lap, bib, change, provenance: self.provenance_of(bib, change, lap) }
            })
            .collect()
    }

    /// Where the bunch is at `at`; `None` when nobody is on the track.
    #[must_use]
    pub fn bunch(&self, at: Micros) -> Option<Bunch> {
        look::bunch(&self.tape, at, self.spec.track.lap_m)
    }

    /// Race lap of the front of the bunch at `at`.
    fn bunch_lap(&self, at: Micros) -> f64 {
        self.bunch(at).map_or(0.0, |b| b.front_m / self.spec.track.lap_m)
    }

    /// Provenance of the scripted move of `bib` that ended nearest to `lap`.
    fn provenance_of(&self, bib: Bib, change: i32, lap: f64) -> Provenance {
        let kind = if change > 0 { MoveKind::Gain } else { MoveKind::Loss };
        let of = |m: &&crate::card::Move| m.kind == kind && m.riders.contains(&bib);
        let moves = self.completed().map_or(&[][..], |card| &card.moves);
        let nearest = moves.iter().filter(of).min_by(|a, b| {
            let far = |m: &crate::card::Move| (m.to_lap - lap).abs();
            far(a).total_cmp(&far(b))
        });
        nearest
            .and_then(|m| m.riders.iter().position(|&r| r == bib).map(|i| m.provenance[i]))
            .unwrap_or(self.otherwise())
    }

    /// Provenance of what no card says.
    fn otherwise(&self) -> Provenance {
        if self.completed.is_some() { Provenance::Reconstructed } else { Provenance::Simulated }
    }

    /// What the race asked of `bib`; `None` for a rider who is not on the start list or did not start.
    #[must_use]
    pub fn effort(&self, bib: Bib) -> Option<Effort> {
        let rider = self.spec.riders.iter().position(|r| r.bib == bib)?;
        Effort::of(self.tape.rider(rider))
    }
}
