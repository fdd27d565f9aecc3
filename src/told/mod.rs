//! What riders are told and given before a race: orders and changed legs, and the words in which people write them.
//! Scenario files, the command line and run codes share these words. Knows no scenario: its users know who is who.

mod when;
mod words;

pub use when::{WhenError, laps as read_laps, order as when_order, read as read_when, write as write_when};
pub use words::{LIST, PLAIN, action_words, read_action, word};

use crate::tactics::Order;
use crate::units::Bib;

impl Order<Bib> {
    /// The order in words, as people write it: `130 IGNATIEV sit in`.
    #[must_use]
    pub fn write(&self, name: impl Fn(Bib) -> String) -> String {
        format!("{} {} {}", write_when(self.at), name(self.rider), action_words(self.action, name))
    }
}

/// A change of one rider's legs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    pub rider: Bib,
    pub power: LegPower,
    /// How much more, in per cent; negative: less.
    pub percent: f64,
}

impl Change {
    /// Per cent by which legs may change.
    pub const PERCENT: std::ops::RangeInclusive<f64> = -50.0..=50.0;

    /// The change in words, as people write it: `IGNATIEV cp +3`.
    #[must_use]
    pub fn write(&self, name: impl Fn(Bib) -> String) -> String {
        format!("{} {} {:+}", name(self.rider), self.power.name(), self.percent)
    }
}

/// Which of a rider's powers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegPower {
    /// Critical power.
    Critical,
    /// Work above critical power.
    Reserve,
    /// Peak power.
    Peak,
}

impl LegPower {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Reserve, Self::Peak];

    /// The word for it: `cp`, `wprime`, `peak`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "cp",
            Self::Reserve => "wprime",
            Self::Peak => "peak",
        }
    }
}
