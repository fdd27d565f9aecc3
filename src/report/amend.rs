//! The table as it stood on a given day: later decisions remove riders from the ranking or restore them. The race itself
//! stays as it was ridden.

use super::Day;
use crate::rules::{Standing, Standings, Status};
use crate::scenario::Adjudication;
use crate::units::Bib;

/// The decisions in force on `day`, oldest first; all of them for `None`.
pub fn in_force(adjudications: &[Adjudication], day: Option<Day>) -> impl Iterator<Item = &Adjudication> {
    // Adjudications have ISO dates, which sort as text.
    let day = day.map(|d| d.to_string());
    adjudications.iter().filter(move |a| day.as_deref().is_none_or(|d| a.date.as_str() <= d))
}

/// Riders who are disqualified on `day`.
#[must_use]
pub fn disqualified(adjudications: &[Adjudication], day: Option<Day>) -> Vec<Bib> {
    let mut out = Vec::new();
    for decision in in_force(adjudications, day) {
        out.extend(&decision.disqualified);
        out.retain(|bib| !decision.restored.contains(bib));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// `standings` without the riders in `out`: they go to the end of the table as `dsq`, and the others move up. Shared ranks
/// stay shared.
#[must_use]
pub fn without(standings: &Standings, out: &[Bib]) -> Standings {
    let gone = |row: &&Standing| out.contains(&row.bib);
    let mut rows: Vec<Standing> = standings.rows.iter().filter(|row| !gone(row)).copied().collect();
    for row in &mut rows {
        row.rank = row.rank.map(|rank| {
            let above = standings.rows.iter().filter(gone).filter(|r| r.rank.is_some_and(|r| r < rank)).count();
            rank - above as u32
        });
    }
    rows.extend(standings.rows.iter().filter(gone).map(|row| Standing { rank: None, status: Status::Dsq, ..*row }));
    Standings { rows, ..*standings }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(date: &str, disqualified: &[u16], restored: &[u16]) -> Adjudication {
        let bibs = |b: &[u16]| b.iter().copied().map(Bib).collect();
        Adjudication {
            date: date.into(),
            text: String::new(),
            disqualified: bibs(disqualified),
            restored: bibs(restored),
            source: None,
        }
    }

    fn table(ranks: &[(u16, Option<u32>)]) -> Standings {
        let row = |&(bib, rank): &(u16, Option<u32>)| Standing {
            rank,
            bib: Bib(bib),
            start_points: 0,
            penalty_points: 0,
            sprint_points: 0,
            laps: 0,
            total: 0,
            sprints_won: 0,
            last_line: None,
            status: if rank.is_some() { Status::Finished } else { Status::Dnf },
        };
        Standings { rows: ranks.iter().map(row).collect(), sprints_done: 10, is_final: true }
    }

    /// Athens 2004, women: out on 29 August 2004, back on 27 October 2005.
    fn athens() -> Vec<Adjudication> {
        vec![decision("2004-08-29", &[3], &[]), decision("2005-10-27", &[], &[3])]
    }

    #[test]
    fn a_decision_holds_from_its_day_until_the_next_one() {
        let on = |day: &str| disqualified(&athens(), Some(day.parse().unwrap()));
        assert_eq!(on("2004-08-28"), []);
        assert_eq!(on("2004-08-29"), [Bib(3)]);
        assert_eq!(on("2005-10-26"), [Bib(3)]);
        assert_eq!(on("2005-10-27"), []);
        assert_eq!(disqualified(&athens(), None), []);
    }

    #[test]
    fn those_below_a_disqualified_rider_move_up_and_ties_stay_ties() {
        let before = table(&[(1, Some(1)), (3, Some(2)), (4, Some(3)), (5, Some(3)), (6, Some(5)), (7, None)]);
        let after = without(&before, &[Bib(3)]);
        let seen: Vec<_> = after.rows.iter().map(|r| (r.bib.0, r.rank, r.status)).collect();
        let finished = Status::Finished;
        assert_eq!(
            seen,
            [
                (1, Some(1), finished),
                (4, Some(2), finished),
                (5, Some(2), finished),
                (6, Some(4), finished),
                (7, None, Status::Dnf),
                (3, None, Status::Dsq)
            ]
        );
        assert_eq!(without(&before, &[]), before);
    }
}
