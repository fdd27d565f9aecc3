//! Scenario files: text that anyone may write, parsed into values that cannot be wrong.

use crate::card::Card;
use crate::course::Track;
use crate::rules::{EditionId, Overrides};
use crate::units::Bib;

/// A race to ride, and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub id: String,
    /// "Athens 2004 · men's points race"
    pub title: String,
    /// "2004-08-24", as far as known.
    pub date: Option<String>,
    pub venue: Option<String>,
    /// Plain sentences about the race, for the menu and the start page.
    pub about: Vec<String>,
    pub edition: EditionId,
    pub overrides: Overrides,
    pub track: Track,
    pub level: Level,
    /// In start-list order; never empty.
    pub riders: Vec<RiderSpec>,
    /// What is known of how it was ridden; `None` for a race that was never ridden.
    pub card: Option<Card>,
    pub sources: Vec<Source>,
    pub disputes: Vec<Dispute>,
    /// Later decisions about the result, oldest first.
    pub adjudications: Vec<Adjudication>,
}

/// Whose legs the defaults are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Men,
    Women,
    Junior,
}

/// A rider of the start list.
#[derive(Debug, Clone, PartialEq)]
pub struct RiderSpec {
    pub bib: Bib,
    /// The bib is on record (otherwise it was numbered in start-list order).
    pub bib_known: bool,
    /// "Mikhail Ignatiev"
    pub name: String,
    /// "IGNATIEV", unique in the scenario (initials added where needed).
    pub family: String,
    /// Three letters of the nation, if known.
    pub noc: Option<String>,
    pub height_cm: Option<f64>,
    pub mass_kg: Option<f64>,
    /// Critical power in watts, if the file says.
    pub cp_w: Option<f64>,
    /// Work above critical power in joules, if the file says.
    pub w_prime_j: Option<f64>,
    /// Peak power in watts, if the file says.
    pub peak_w: Option<f64>,
    /// Drag area in m², if the file says.
    pub cda_m2: Option<f64>,
}

/// Where a statement comes from. Cells refer to it by `key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub key: String,
    pub title: String,
    pub url: Option<String>,
}

/// Two sources that contradict each other, and what decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Rider concerned, if it is about one; his row then carries a mark.
    pub bib: Option<Bib>,
    /// What it is about: "sprint points", "date of the decision".
    pub about: String,
    pub claims: Vec<Claim>,
    /// The value shown, and the reason.
    pub decided: String,
    pub because: String,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub value: String,
    pub source: String,
}

/// A decision after the race that changes the official table (not the race).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjudication {
    /// ISO date from which it holds.
    pub date: String,
    pub text: String,
    /// Riders out of the table from this date on; the others move up.
    pub disqualified: Vec<Bib>,
    /// Riders back in the table from this date on.
    pub restored: Vec<Bib>,
    pub source: Option<String>,
}
