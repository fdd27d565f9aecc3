//! How the figures of a table are known: stated by it, forced by what it states, or chosen. Completes nothing.

use super::problem::CardProblem;
use super::{Card, CardRace, Sprint, splits};
use crate::rules::Status;
use crate::units::{Bib, Provenance};

/// How a rider's figures in the final table are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowProvenance {
    pub sprint_points: Provenance,
    pub laps: Provenance,
}

/// How the sprint points and the laps of every rider are known, in the order of the start list.
#[must_use]
pub fn stated(card: &Card, field: &CardRace) -> Vec<RowProvenance> {
    let chosen = RowProvenance { sprint_points: Provenance::Reconstructed, laps: Provenance::Reconstructed };
    let Ok(problem) = CardProblem::new(card, field) else { return vec![chosen; field.riders.len()] };
    let only = splits::only(&problem);
    let known = |r: usize| {
        let row = &problem.rows[r];
        row.status == Status::Dns || row.sprint_points.is_some() || (row.total.is_some() && row.laps.is_some())
    };
    // If the others have taken everything, nothing is left for riders of whom nothing is said.
    let points = |r: usize| {
        let row = &problem.rows[r];
        let by_total = || Some(row.total? - problem.lap_points(problem.split(r, row.laps?)));
        row.sprint_points.or_else(by_total).unwrap_or(0)
    };
    let taken: i32 = (0..problem.rows.len()).filter(|&r| known(r)).map(points).sum();
    let nothing_left = taken == problem.handed_out();
    let row = |r: usize| {
        let row = &problem.rows[r];
        if row.status == Status::Dns {
            return RowProvenance { sprint_points: Provenance::Recorded, laps: Provenance::Recorded };
        }
        let divided = only[r].is_some();
        let sprint_points = match (row.sprint_points, row.total, row.laps) {
            (Some(_), ..) => Provenance::Recorded,
            (None, Some(_), Some(_)) => Provenance::Derived,
            _ if divided || nothing_left => Provenance::Derived,
            _ => Provenance::Reconstructed,
        };
        let laps = match (row.laps, row.total) {
            (Some(_), _) => Provenance::Recorded,
            (None, Some(_)) if divided || (row.sprint_points.is_some() && problem.rules.gain_points != 0) => {
                Provenance::Derived
            }
            _ => Provenance::Reconstructed,
        };
        RowProvenance { sprint_points, laps }
    };
    (0..problem.rows.len()).map(row).collect()
}

/// How the sprint points of `bib` in `sprints` are known: as well as the place in each of them, or else, as nobody else can have
/// a place that is known, as the least certain place of each sprint without them. `after` is a number of sprints after which a
/// source states the points.
#[must_use]
pub fn points_of(sprints: &[Sprint], bib: Bib, after: Option<u32>) -> Provenance {
    let of = |sprint: &Sprint| {
        let own = sprint.places.iter().find(|place| place.bib == bib).map(|place| place.provenance);
        own.or_else(|| sprint.places.iter().map(|place| place.provenance).max()).unwrap_or(Provenance::Recorded)
    };
    let rest = sprints.iter().filter(|sprint| after.is_none_or(|n| sprint.n > n));
    rest.map(of).max().unwrap_or(Provenance::Recorded)
}
