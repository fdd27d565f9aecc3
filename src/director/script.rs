//! What is to happen, but not how: the director's input. Riders are indices into the start list.

use crate::event::StopKind;

/// A race as it was ridden, in outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// In order of lap. The order of the last may name every finisher.
    pub sprints: Vec<SprintScript>,
    pub moves: Vec<MoveScript>,
    pub stops: Vec<StopScript>,
    pub decisions: Vec<DecisionScript>,
    /// Seconds from the gun to the first rider across the last line.
    pub time_s: f64,
}

/// Who crosses the line first at the end of race lap `lap`, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintScript {
    pub lap: u32,
    pub order: Vec<usize>,
    /// Riders who cross it level with one another: each list is a stretch of `order`.
    pub heats: Vec<Vec<usize>>,
}

/// What a move comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveEnd {
    /// Round to the tail of the bunch.
    Gain,
    /// Back into its front.
    Caught,
    /// Reached by its front from behind.
    Loss,
}

/// Riders away from the bunch from one race lap of its front to another.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveScript {
    pub end: MoveEnd,
    pub riders: Vec<usize>,
    pub from_lap: f64,
    pub to_lap: f64,
}

/// A rider who leaves the race when the front of the bunch is at race lap `lap`; lap 0: they do not start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StopScript {
    pub rider: usize,
    pub kind: StopKind,
    pub lap: f64,
}

/// What the commissaires rule on a rider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionScript {
    pub rider: usize,
    pub kind: DecisionKind,
    /// Index in [`Script::sprints`] of the sprint after which they rule; `None`: after the finish.
    pub after: Option<usize>,
}

/// What a decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    /// So many points are taken off.
    Penalty(u32),
    /// They are put last in the sprint of this number, from 1.
    Relegation(u32),
}
