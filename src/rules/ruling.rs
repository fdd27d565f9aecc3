//! What the commissaires decide, each with what it rests on.

use serde::Serialize;

use super::EditionId;
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
    /// The bell: the head of the race begins the lap of sprint `sprint`.
    Bell { sprint: u32, head: Bib, at: Micros, because: Reason },
    /// `bib` is placed in sprint `sprint` (0 points beyond the fourth are not ruled, except in the last sprint, where the order decides ties).
    Place { sprint: u32, place: u32, points: u32, bib: Bib, at: Micros, because: Reason },
    /// A lap gained on the bunch.
    Gain { bib: Bib, points: i32, balance: i32, at: Micros, because: Reason },
    /// A lap lost to the bunch.
    Loss { bib: Bib, points: i32, balance: i32, at: Micros, because: Reason },
    /// Out of the race.
    Out { bib: Bib, status: super::Status, at: Micros, because: Reason },
    /// The head has finished: no lap can be gained or lost any more.
    Over { head: Bib, at: Micros, because: Reason },
}
