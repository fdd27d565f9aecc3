//! What must hold in every race, whatever its riders choose: numbers are finite, nobody gives more than they have, facts come
//! in order of time, and no lap is gained or lost without a fact. A race that breaks one of these is a bug of this program.
//!
//! The cheap checks are always on, in release builds too. They stand where their values are: in [`effort`](super::effort)
//! each tick, in [`pack`](super::pack) and [`directed`](super::directed) at each crossing of the line, and here for facts,
//! laps and points. The costly ones of [`closely`] ride on request alone ([`Checks::closely`]).
//!
//! A failed check panics. Its message has the command that rides the race again, the tick, the bib, and the figures.

pub(super) mod bounds;
pub(super) mod closely;
pub(super) mod ledger;
pub(super) mod numbers;
pub(super) mod points;

use std::fmt;
use std::sync::Arc;

use crate::units::Bib;

pub use points::points;

/// What is checked of a race, and what a failed check says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Checks {
    /// The command line that rides this race again, for the message; empty where nobody knows one.
    pub again: Arc<str>,
    /// Also make the costly checks, at every tick: riders who overlap, laps gained without contact, jumps in speed, and
    /// ticks that come out differently when they are ridden twice. A race then takes several times as long.
    pub closely: bool,
}

impl Checks {
    /// The cheap checks alone; `again` is the command line that rides this race again.
    #[must_use]
    pub fn of(again: &str) -> Self {
        Self { again: again.into(), closely: false }
    }

    /// With the costly checks as well, if `closely`.
    #[must_use]
    pub fn closely(self, closely: bool) -> Self {
        Self { closely, ..self }
    }

    /// The beginning of a message about rider `bib` at `tick`.
    #[must_use]
    pub fn at(&self, tick: u32, bib: Bib) -> At<'_> {
        At { again: &self.again, tick, bib: Some(bib) }
    }

    /// The beginning of a message about nobody in particular.
    #[must_use]
    pub fn at_tick(&self, tick: u32) -> At<'_> {
        At { again: &self.again, tick, bib: None }
    }
}

/// The beginning of the message of a failed check: the command that rides the race again, the tick, and the bib.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At<'a> {
    again: &'a str,
    tick: u32,
    bib: Option<Bib>,
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.again.is_empty() {
            write!(f, "{}: ", self.again)?;
        }
        write!(f, "tick {}", self.tick)?;
        self.bib.map_or(Ok(()), |bib| write!(f, ", bib {bib}"))
    }
}
