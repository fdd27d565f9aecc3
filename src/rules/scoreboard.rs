//! The fold: facts in, rulings and standings out.

use super::{RaceRules, Ruling, Standings};
use crate::event::Fact;
use crate::units::Bib;

/// What the lap counter shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    /// Laps to go for the head of the race.
    pub to_go: u32,
    /// Whole race laps the head has completed.
    pub head_laps: u32,
    /// The sprint being ridden for or next to come (from 1); `None` when all are decided.
    pub next_sprint: Option<u32>,
    /// The head is in the lap of a sprint: the bell has rung.
    pub bell: bool,
    /// The head has finished.
    pub over: bool,
}

/// The commissaires' books of one race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoreboard {
    rules: RaceRules,
    starters: Vec<Bib>,
}

impl Scoreboard {
    /// Opens the books for `starters`.
    #[must_use]
    pub fn new(rules: RaceRules, starters: &[Bib]) -> Self {
        Self { rules, starters: starters.to_vec() }
    }

    /// Scores a whole log; equal to [`Self::apply`] on each fact in turn.
    #[must_use]
    pub fn score(rules: RaceRules, starters: &[Bib], facts: &[Fact]) -> (Self, Vec<Ruling>) {
        let mut board = Self::new(rules, starters);
        let rulings = facts.iter().flat_map(|f| board.apply(f)).collect();
        (board, rulings)
    }

    /// Enters one fact and returns what follows from it, in order.
    ///
    /// Facts come in order of time. Facts about riders who are not in the race, or after its end, change nothing.
    pub fn apply(&mut self, _fact: &Fact) -> Vec<Ruling> {
        Vec::new()
    }

    /// The table as it stands now.
    #[must_use]
    pub fn standings(&self) -> Standings {
        let _ = (&self.rules, &self.starters);
        Standings::default()
    }

    /// What the lap counter shows now.
    #[must_use]
    pub fn counter(&self) -> Counter {
        Counter { to_go: self.rules.laps, head_laps: 0, next_sprint: Some(1), bell: false, over: false }
    }

    /// Laps gained minus laps lost, as ruled so far; 0 for a bib that is not in the race.
    #[must_use]
    pub fn balance(&self, _bib: Bib) -> i32 {
        0
    }

    /// Every ruling so far that gave or took points of `bib`, in order: the answer to "why has he these points?".
    #[must_use]
    pub fn why(&self, _bib: Bib) -> Vec<Ruling> {
        Vec::new()
    }
}
