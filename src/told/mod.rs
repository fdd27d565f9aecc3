//! What riders are told and given before a race: orders and other legs, as values and in the words in which people write
//! them. Scenario files, the command line and run codes share the words. Knows no scenario: others know who is who.

mod when;
mod words;

pub use when::{order as when_order, read as read_when, write as write_when};
pub use words::{LIST, PLAIN, action_words, read_action, word};

use crate::tactics::{Action, When};
use crate::units::Bib;

/// An order to a rider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    pub at: When,
    pub rider: Bib,
    pub action: Action<Bib>,
}

impl Told {
    /// In the words in which orders are written: `130 IGNATIEV sit in`.
    #[must_use]
    pub fn write(&self, name: impl Fn(Bib) -> String) -> String {
        format!("{} {} {}", write_when(self.at), name(self.rider), action_words(self.action, name))
    }
}

/// A rider's legs, otherwise than they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    pub rider: Bib,
    pub power: Power,
    /// By so many per cent.
    pub percent: f64,
}

impl Change {
    /// Nobody's legs are changed by more.
    pub const PERCENT: std::ops::RangeInclusive<f64> = -50.0..=50.0;

    /// In the words in which changes are written: `IGNATIEV cp +3`.
    #[must_use]
    pub fn write(&self, name: impl Fn(Bib) -> String) -> String {
        format!("{} {} {:+}", name(self.rider), self.power.name(), self.percent)
    }
}

/// Which of a rider's powers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// Critical power.
    Critical,
    /// Work above critical power.
    Reserve,
    /// Peak power.
    Peak,
}

impl Power {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Reserve, Self::Peak];

    /// As it is written: `cp`, `wprime`, `peak`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "cp",
            Self::Reserve => "wprime",
            Self::Peak => "peak",
        }
    }
}
