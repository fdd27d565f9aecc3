//! One thing that goes wrong in a free race: to whom, where, and what becomes of it. Draws nothing and decides nothing.

/// Riders close behind a fall who may come down too.
pub(super) const NEAR: usize = 3;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncidentKind {
    Fall,
    /// A puncture, or the breakage of an essential part.
    Mechanical,
    /// He stops of himself.
    Stop,
}

/// What becomes of a rider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// He is back after about as many metres of his group.
    Returns { after_m: f64 },
    /// He is hurt, or has no bicycle to go on with.
    CannotGoOn,
    /// What stopped him is no mishap in the sense of the rules.
    Unrecognised,
}

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incident {
    /// Index in the start list.
    pub rider: usize,
    /// Metres he has then ridden.
    pub at_m: f64,
    pub kind: IncidentKind,
    pub fate: Fate,
    /// What becomes of the nearest riders behind him, nearest first; `None`: they get round him.
    pub behind: [Option<Fate>; NEAR],
}
