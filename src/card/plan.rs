//! What a plan of the race is: who is away when, and what the arithmetic settled before it. `planner` draws it.

use super::timeline::Slot;

/// How far a plan may leave what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Liberty {
    /// Groups of two to five.
    Usual,
    /// Groups of up to eight, riders known apart may go apart, stops are late.
    Wide,
    /// A rider may gain a lap in company and lose it again, so that nobody has to go alone.
    Escorted,
}

/// A placed group with the known laps it fulfils.
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
}

/// What the arithmetic settled before the plan.
pub(super) struct SettledSums<'a> {
    /// Gains and losses of every rider.
    pub laps: &'a [(i32, i32)],
    /// Sprint points every rider ends with, as far as known or guessed.
    pub points: &'a [i32],
    /// Points that laps had brought at each known score.
    pub lap_points_at: &'a [i32],
}
