//! Ranks riders by points, laps and the order across the last line.

use serde::{Deserialize, Serialize};

use super::{RankBy, Unfinished};
use crate::event::StopKind;
use crate::units::{Bib, Micros};

/// Whether a rider is in the race, has finished it, or how they left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In the race and not yet finished.
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

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// `None` for riders who are not ranked. Riders may share a rank.
    pub rank: Option<u32>,
    pub bib: Bib,
    /// Points from earlier races, with which the rider started.
    pub start_points: i32,
    /// Points that the commissaires have taken off, as a number of 0 or more.
    pub penalty_points: i32,
    pub sprint_points: i32,
    /// Laps gained minus laps lost.
    pub laps: i32,
    /// Starting points, sprint points and points for laps, less penalty points.
    pub total: i32,
    pub sprints_won: u32,
    /// Place in the order across the last line; `None` until the rider has crossed it.
    pub last_line: Option<u32>,
    pub status: Status,
}

impl Standing {
    /// The points that rank riders of equal laps where laps rank first.
    #[must_use]
    pub fn points_beside_laps(&self) -> i32 {
        self.start_points + self.sprint_points - self.penalty_points
    }
}

/// The table, best first; unranked riders at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Standings {
    pub rows: Vec<Standing>,
    /// Number of sprints that have a winner so far.
    pub sprints_done: u32,
    /// The race is over and every rider on the track has finished.
    pub is_final: bool,
}

impl Standings {
    /// Gives riders the best of their ranks where a final table has them share one and only the last line parts them.
    pub fn share(&mut self, groups: &[Vec<Bib>], by: RankBy) {
        let score = |row: &Standing| match by {
            RankBy::Points => (0, row.total),
            RankBy::LapsThenPoints => (row.laps, row.points_beside_laps()),
        };
        for group in groups.iter().filter(|_| self.is_final) {
            let rows = || self.rows.iter().filter(|row| group.contains(&row.bib));
            let level =
                rows().all(|row| row.status == Status::Finished) && rows().map(score).is_sorted_by(|a, b| a == b);
            let Some(best) = rows().filter_map(|row| row.rank).min().filter(|_| level) else { continue };
            for row in self.rows.iter_mut().filter(|row| group.contains(&row.bib)) {
                row.rank = Some(best);
            }
        }
    }
}

/// Sorts `rows` best first and gives them their ranks. `pulled` has when riders were pulled out, if they are ranked by that.
///
/// Riders still racing are ranked provisionally among those who have finished. Riders equal in everything share a rank, in
/// order of bib. Riders who left the race follow by status (UCI 3.3.012: DNF and PUL, ABD, DNS, DSQ) and then by bib.
pub fn rank(rows: &mut [Standing], by: RankBy, unfinished: Unfinished, pulled: &[(Bib, Micros)]) {
    let out_at = |row: &Standing| pulled.iter().find(|(bib, _)| *bib == row.bib).map(|(_, at)| *at);
    let class = |row: &Standing| match (row.status, out_at(row)) {
        (Status::Pul, Some(_)) => Class::Pulled,
        (status, _) => Class::of(status),
    };
    let merit = |row: &Standing| match class(row) {
        Class::InTheRace => merit(row, by),
        Class::Pulled => [-out_at(row).map_or(0, |at| at.0), 0, 0, 0],
        _ => Default::default(),
    };
    rows.sort_by_key(|row| (class(row), merit(row), row.bib));
    let ranked = rows.partition_point(|row| class(row) <= Class::Pulled);
    for i in 0..rows.len() {
        rows[i].rank = match class(&rows[i]) {
            Class::InTheRace | Class::Pulled
                if i > 0 && class(&rows[i]) == class(&rows[i - 1]) && merit(&rows[i]) == merit(&rows[i - 1]) =>
            {
                rows[i - 1].rank
            }
            Class::InTheRace | Class::Pulled => Some(i as u32 + 1),
            Class::Stopped if unfinished == Unfinished::SharePlaceAfterFinishers => Some(ranked as u32 + 1),
            _ => None,
        };
    }
}

/// The order of statuses in the final ranking (UCI 3.3.012).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    InTheRace,
    /// Pulled out, in a race that ranks them by when.
    Pulled,
    Stopped,
    GaveUp,
    Absent,
    Disqualified,
}

impl Class {
    fn of(status: Status) -> Self {
        match status {
            Status::Racing | Status::Finished => Self::InTheRace,
            Status::Dnf | Status::Pul => Self::Stopped,
            Status::Abd => Self::GaveUp,
            Status::Dns => Self::Absent,
            Status::Dsq => Self::Disqualified,
        }
    }
}

/// What riders are ranked by; smaller is better.
fn merit(row: &Standing, by: RankBy) -> [i64; 4] {
    let last_line = row.last_line.map_or(i64::MAX, i64::from);
    match by {
        RankBy::Points => [-i64::from(row.total), last_line, 0, 0],
        RankBy::LapsThenPoints => {
            [-i64::from(row.laps), -i64::from(row.points_beside_laps()), -i64::from(row.sprints_won), last_line]
        }
    }
}
