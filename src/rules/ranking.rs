//! From points, laps and the order across the last line to ranks.

use serde::{Deserialize, Serialize};

use crate::event::StopKind;
use crate::units::Bib;

/// Where a rider stands with respect to the race.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// On the track, before the end.
    Racing,
    Finished,
    Dnf,
    Pul,
    Abd,
    Dns,
    Dsq,
}

impl From<StopKind> for Status {
    fn from(kind: StopKind) -> Self {
        match kind {
            StopKind::Dns => Self::Dns,
            StopKind::Dnf => Self::Dnf,
            StopKind::Abd => Self::Abd,
            StopKind::Dsq => Self::Dsq,
            StopKind::Pul => Self::Pul,
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// `None` for riders who are not ranked. Riders may share a rank.
    pub rank: Option<u32>,
    pub bib: Bib,
    pub sprint_points: i32,
    pub laps: i32,
    pub total: i32,
    pub sprints_won: u32,
    /// Place in the order across the last line, once he has crossed it.
    pub last_line: Option<u32>,
    pub status: Status,
}

/// The table, best first; unranked riders at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Standings {
    pub rows: Vec<Standing>,
    /// Sprints decided so far.
    pub sprints_done: u32,
    /// The race is over and every rider on the track has finished.
    pub is_final: bool,
}
