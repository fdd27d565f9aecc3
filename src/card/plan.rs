//! What a plan of the race is: who is away when, and the sums that it starts from. `planner` draws it.

use super::CardFact;
use super::timeline::Slot;

/// How far a plan may depart from what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Liberty {
    /// Groups of two to five.
    Usual,
    /// Groups of up to eight; riders not known to have been together may go separately; riders stop late.
    Wide,
    /// As `Wide`; and riders may help others to gain a lap and lose theirs again, so that nobody has to go alone.
    Escorted,
    /// As `Wide`; and laps are gained and lost as fast as can be ridden at all.
    Hard,
}

/// A move in its place, with the indices of the known laps that it accounts for.
#[derive(Debug, Clone)]
pub(super) struct PlannedMove {
    pub slot: Slot,
    pub known: Vec<usize>,
}

/// Who is away when.
#[derive(Debug, Clone)]
pub(super) struct RacePlan {
    pub moves: Vec<PlannedMove>,
    /// Lap at which each rider stops; infinite for those who finish, 0 for those who do not start.
    pub stops: Vec<f64>,
    /// Laps are gained and lost as fast as can be ridden at all.
    pub hard: bool,
}

/// A group for which a plan had no place.
#[derive(Debug, Clone)]
pub(super) struct Unplaced {
    pub fact: CardFact,
    /// Not even in a race without any other move.
    pub alone: bool,
}

/// What the arithmetic has settled before the plan is drawn.
pub(super) struct SettledSums<'a> {
    /// Gains and losses of every rider.
    pub laps: &'a [(i32, i32)],
    /// Sprint points every rider ends with, as far as known or guessed.
    pub points: &'a [i32],
    /// Points for laps at each known intermediate score.
    pub lap_points_at: &'a [i32],
}
