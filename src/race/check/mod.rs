//! What must hold in every race, whatever its riders choose. A race that breaks any of it is a bug of this program.
//!
//! Numbers are finite, nobody gives more than they have or is faster than any rider on record, facts come in order of time,
//! lines are crossed one by one, no lap is gained or lost without a fact, and the table has the points that were handed out.
//! These checks are cheap and always on, in release builds too. They stand where their values are: `effort` and `directed` check
//! each tick, `pack` each crossing of the line and once a minute where everybody is, and this module facts, laps and points.
//! The costly checks of `closely` are made on request only ([`Checks::closely`]).
//!
//! A failed check panics. Its message has the command that rides the race again, the tick, the bib, and the figures.

pub(super) mod bounds;
pub(super) mod closely;
pub(super) mod ledger;
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
    pub fn at(&self, tick: u32, bib: Bib) -> MessageStart<'_> {
        MessageStart { again: &self.again, tick, bib: Some(bib) }
    }

    /// The beginning of a message about nobody in particular.
    #[must_use]
    pub fn at_tick(&self, tick: u32) -> MessageStart<'_> {
        MessageStart { again: &self.again, tick, bib: None }
    }
}

/// The beginning of the message of a failed check: the command that rides the race again, the tick, and the bib.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageStart<'a> {
    again: &'a str,
    tick: u32,
    bib: Option<Bib>,
}

impl fmt::Display for MessageStart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.again.is_empty() {
            write!(f, "{}: ", self.again)?;
        }
        write!(f, "tick {}", self.tick)?;
        self.bib.map_or(Ok(()), |bib| write!(f, ", bib {bib}"))
    }
}

/// The message of the check that fails in `broken`.
#[cfg(test)]
pub(super) fn message(broken: impl FnOnce()) -> String {
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(broken)).expect_err("the check holds");
    failed
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| failed.downcast_ref::<&str>().map(ToString::to_string))
        .expect("a text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_begins_with_the_command_the_tick_and_the_bib() {
        let checks = Checks::of("velodrome watch athens-2004-men --seed 7 --free-from 139");
        assert_eq!(
            checks.at(6688, Bib(7)).to_string(),
            "velodrome watch athens-2004-men --seed 7 --free-from 139: tick 6688, bib 7"
        );
        assert_eq!(Checks::default().at_tick(3).to_string(), "tick 3", "where nobody knows a command");
    }
}
