//! What the commissaires decide, and what each decision rests on.

use serde::Serialize;

use super::{EditionId, Status};
use crate::units::{Bib, Micros};

/// What a ruling rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Index (from 0) in the log of the race of the fact that led to it.
    pub fact: usize,
    pub article: &'static str,
    pub edition: EditionId,
}

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "ruling", rename_all = "snake_case")]
pub enum Ruling {
    /// `bib` starts with `points` from earlier races.
    Start { bib: Bib, points: i32, at: Micros, because: Reason },
    /// The bell: `head` leads the race and has completed the lap before sprint `sprint`. If a gained lap makes another rider
    /// the head, the bell rings for them too.
    Bell { sprint: u32, head: Bib, at: Micros, because: Reason },
    /// The bell again, for a later group that may still score in sprint `sprint`; `head` is its first rider.
    BellAgain { sprint: u32, head: Bib, at: Micros, because: Reason },
    /// `bib` is placed in sprint `sprint`. Places without points are ruled in the last sprint only, where they decide ties.
    Place { sprint: u32, place: u32, points: u32, bib: Bib, at: Micros, because: Reason },
    /// `bib`, placed in sprint `sprint` before, has another place: relegated to the last, or moved because of riders who are.
    /// `points` is the difference. Moves without points are ruled in the last sprint only.
    Moved { sprint: u32, from: u32, place: u32, points: i32, relegated: bool, bib: Bib, at: Micros, because: Reason },
    /// A lap gained on the bunch.
    Gain { bib: Bib, points: i32, balance: i32, at: Micros, because: Reason },
    /// A lap lost to the bunch.
    Loss { bib: Bib, points: i32, balance: i32, at: Micros, because: Reason },
    /// `bib` is neutralised after a recognised mishap, or (if `back`) has returned to the race.
    Mishap { bib: Bib, back: bool, at: Micros, because: Reason },
    /// `points` (negative) for `bib`, taken off by the commissaires.
    Penalty { bib: Bib, points: i32, at: Micros, because: Reason },
    /// Out of the race.
    Out { bib: Bib, status: Status, at: Micros, because: Reason },
    /// The race was stopped when `head` had completed the lap, and goes on with `to_go` laps on the counter. Points and laps so
    /// far are kept.
    Restart { head: Bib, to_go: u32, at: Micros, because: Reason },
    /// The head has finished: no more laps can be gained or lost.
    Over { head: Bib, at: Micros, because: Reason },
}

impl Ruling {
    /// The rider it is about.
    #[must_use]
    pub fn bib(&self) -> Bib {
        match *self {
            Self::Bell { head: bib, .. }
            | Self::BellAgain { head: bib, .. }
            | Self::Over { head: bib, .. }
            | Self::Restart { head: bib, .. } => bib,
            Self::Place { bib, .. } | Self::Gain { bib, .. } | Self::Loss { bib, .. } | Self::Out { bib, .. } => bib,
            Self::Start { bib, .. } | Self::Penalty { bib, .. } | Self::Mishap { bib, .. } => bib,
            Self::Moved { bib, .. } => bib,
        }
    }

    /// When it was made.
    #[must_use]
    pub fn at(&self) -> Micros {
        match *self {
            Self::Bell { at, .. } | Self::BellAgain { at, .. } | Self::Over { at, .. } | Self::Place { at, .. } => at,
            Self::Gain { at, .. } | Self::Loss { at, .. } | Self::Out { at, .. } => at,
            Self::Start { at, .. } | Self::Penalty { at, .. } | Self::Mishap { at, .. } => at,
            Self::Moved { at, .. } => at,
            Self::Restart { at, .. } => at,
        }
    }

    /// What it rests on.
    #[must_use]
    pub fn because(&self) -> Reason {
        match *self {
            Self::Bell { because, .. }
            | Self::BellAgain { because, .. }
            | Self::Over { because, .. }
            | Self::Place { because, .. } => because,
            Self::Gain { because, .. } | Self::Loss { because, .. } | Self::Out { because, .. } => because,
            Self::Start { because, .. } | Self::Penalty { because, .. } | Self::Mishap { because, .. } => because,
            Self::Moved { because, .. } => because,
            Self::Restart { because, .. } => because,
        }
    }

    /// Whether it changes the table: points, or a lap (even where laps give no points).
    #[must_use]
    pub fn counts(&self) -> bool {
        match *self {
            Self::Place { points, .. } => points > 0,
            Self::Moved { points, .. } => points != 0,
            Self::Start { .. } | Self::Penalty { .. } | Self::Gain { .. } | Self::Loss { .. } => true,
            Self::Bell { .. } | Self::BellAgain { .. } => false,
            Self::Mishap { .. } | Self::Out { .. } | Self::Over { .. } => false,
            Self::Restart { .. } => false,
        }
    }
}
