//! What a race is ridden with: the track, the riders' legs, and the few numbers that rules leave to the race.

use super::check::Checks;
use super::incidents::Incidents;
use crate::course::Track;
use crate::rider::Legs;
use crate::units::Bib;

/// Everything the tick needs that does not change. Made by the scenario; cannot be wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct RaceSpec {
    pub track: Track,
    /// In start-list order.
    pub riders: Vec<Entrant>,
    /// Metres between wheels at which a rider has reached the bunch (5: USA Cycling's rule, the only published figure).
    pub contact_m: f64,
    /// What goes wrong by itself in a free race; a directed race has none of it: its script says what happens.
    pub incidents: Incidents,
    /// What is checked while it is ridden, and the command that rides it again.
    pub checks: Checks,
}

/// A rider of the start list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entrant {
    pub bib: Bib,
    pub legs: Legs,
}
