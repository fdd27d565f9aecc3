//! What the commissaires decide, each with what it rests on.

use serde::Serialize;

use super::{EditionId, Status};
use crate::units::{Bib, Micros};

/// Why a ruling is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Number of the fact in the log of the race (from 0) that led to it.
    pub fact: usize,
    pub article: &'static str,
    pub edition: EditionId,
}

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "ruling", rename_all = "snake_case")]
pub enum Ruling {
    /// The bell: `head`, by completing the lap before sprint `sprint`, is the head of the race. When a lap gain makes
    /// another rider the head, it rings for him too. (The bell of a later group gives no ruling: groups are not facts.)
    Bell { sprint: u32, head: Bib, at: Micros, because: Reason },
    /// `bib` is placed in sprint `sprint` (0 points beyond the fourth are not ruled, except in the last sprint, where the order decides ties).
    Place { sprint: u32, place: u32, points: u32, bib: Bib, at: Micros, because: Reason },
    /// A lap gained on the bunch.
    Gain { bib: Bib, points: i32, balance: i32, at: Micros, because: Reason },
    /// A lap lost to the bunch.
    Loss { bib: Bib, points: i32, balance: i32, at: Micros, because: Reason },
    /// After a recognised mishap `bib` is neutralised, or, `back` in his position, in the race again.
    Mishap { bib: Bib, back: bool, at: Micros, because: Reason },
    /// Out of the race.
    Out { bib: Bib, status: Status, at: Micros, because: Reason },
    /// The head has finished: no lap can be gained or lost any more.
    Over { head: Bib, at: Micros, because: Reason },
}

impl Ruling {
    /// Whom it is about.
    #[must_use]
    pub fn bib(&self) -> Bib {
        match *self {
            Self::Bell { head: bib, .. } | Self::Over { head: bib, .. } => bib,
            Self::Place { bib, .. } | Self::Gain { bib, .. } | Self::Loss { bib, .. } | Self::Out { bib, .. } => bib,
            Self::Mishap { bib, .. } => bib,
        }
    }

    /// When it was made.
    #[must_use]
    pub fn at(&self) -> Micros {
        match *self {
            Self::Bell { at, .. } | Self::Over { at, .. } | Self::Place { at, .. } => at,
            Self::Gain { at, .. } | Self::Loss { at, .. } | Self::Out { at, .. } => at,
            Self::Mishap { at, .. } => at,
        }
    }

    /// What it rests on.
    #[must_use]
    pub fn because(&self) -> Reason {
        match *self {
            Self::Bell { because, .. } | Self::Over { because, .. } | Self::Place { because, .. } => because,
            Self::Gain { because, .. } | Self::Loss { because, .. } | Self::Out { because, .. } => because,
            Self::Mishap { because, .. } => because,
        }
    }

    /// Whether it counts in the table: points of a sprint, or a lap (even where laps give no points).
    #[must_use]
    pub fn counts(&self) -> bool {
        match *self {
            Self::Place { points, .. } => points > 0,
            Self::Gain { .. } | Self::Loss { .. } => true,
            Self::Bell { .. } | Self::Mishap { .. } | Self::Out { .. } | Self::Over { .. } => false,
        }
    }
}
