//! One thing that goes wrong in a free race: to whom, where, and what becomes of it. Draws nothing and decides nothing.

use super::numbers::BEHIND_A_FALL;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncidentKind {
    Fall,
    /// A puncture, or the breakage of an essential part.
    Mechanical,
    /// A rider stops of their own accord.
    Stop,
}

/// What becomes of a rider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// They are back after about as many metres of their group.
    Returns { after_m: f64 },
    /// They are hurt, or have no bicycle to go on with.
    CannotGoOn,
    /// What stopped them is no mishap in the sense of the rules.
    Unrecognised,
}

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incident {
    /// Index in the start list.
    pub rider: usize,
    /// Metres they have then ridden.
    pub at_m: f64,
    pub kind: IncidentKind,
    pub fate: Fate,
    /// What becomes of the nearest riders behind, nearest first; `None`: they get round.
    pub behind: [Option<Fate>; BEHIND_A_FALL],
}
