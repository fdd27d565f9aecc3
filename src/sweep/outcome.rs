//! The outcome of one race of a sweep: a line for each rider, integers only. Knows nothing of how it was ridden.

use crate::event::Fact;
use crate::rules::{RaceRules, Ruling, Scoreboard, Status};
use crate::units::{Bib, Micros};

/// The outcome of a race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaceOutcome {
    pub seed: u64,
    /// From the gun to the first crossing of the last line; `None` if the race did not end.
    pub time: Option<Micros>,
    /// How often riders attacked; in a forked race, since the fork. Facts do not hold attacks, so 0 unless they were counted.
    pub attacks: u32,
    /// One line for each rider, in the order of the start list.
    pub riders: Vec<RiderOutcome>,
}

/// A rider's outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiderOutcome {
    pub bib: Bib,
    /// Rank in the official result; `None` for riders who are not ranked.
    pub rank: Option<u32>,
    pub status: Status,
    pub sprint_points: i32,
    pub sprints_won: u32,
    /// Laps gained.
    pub gained: u32,
    /// Laps lost.
    pub lost: u32,
    pub total: i32,
    /// Place in the order across the last line.
    pub last_line: Option<u32>,
}

impl RiderOutcome {
    /// Laps gained minus laps lost.
    #[must_use]
    pub fn laps(&self) -> i64 {
        i64::from(self.gained) - i64::from(self.lost)
    }

    /// The rank of a rider who finished. (Some editions also rank those who did not.)
    #[must_use]
    pub fn place(&self) -> Option<u32> {
        self.rank.filter(|_| self.status == Status::Finished)
    }
}

impl RaceOutcome {
    /// Scores the `facts` of the race of `seed`. Attacks are left at 0.
    #[must_use]
    pub fn of(seed: u64, rules: &RaceRules, starters: &[Bib], facts: &[Fact]) -> Self {
        let (board, rulings) = Scoreboard::score(rules.clone(), starters, facts);
        let standings = board.standings();
        let over = rulings.iter().find_map(|ruling| match *ruling {
            Ruling::Over { at, .. } => Some(at),
            _ => None,
        });
        let laps = |bib: Bib| {
            rulings.iter().fold((0, 0), |(gained, lost), ruling| match *ruling {
                Ruling::Gain { bib: who, .. } if who == bib => (gained + 1, lost),
                Ruling::Loss { bib: who, .. } if who == bib => (gained, lost + 1),
                _ => (gained, lost),
            })
        };
        let line = |&bib: &Bib| {
            let row = standings.rows.iter().find(|row| row.bib == bib).expect("the books have every starter");
            let (gained, lost) = laps(bib);
            RiderOutcome {
                bib,
                // The ranks of a race that is not over are provisional.
                rank: row.rank.filter(|_| standings.is_final),
                status: row.status,
                sprint_points: row.sprint_points,
                sprints_won: row.sprints_won,
                gained,
                lost,
                total: row.total,
                last_line: row.last_line,
            }
        };
        Self {
            seed,
            time: over.filter(|_| standings.is_final),
            attacks: 0,
            riders: starters.iter().map(line).collect(),
        }
    }

    /// Riders who finished.
    #[must_use]
    pub fn placed(&self) -> u32 {
        self.riders.iter().filter(|line| line.place().is_some()).count() as u32
    }

    /// For the rider at `place` of the start list: 1 if they won, 1 if they were in the first three, their rank (if they did
    /// not finish, the one after the last finisher), and their points.
    #[must_use]
    pub fn marks(&self, place: usize) -> [i64; 4] {
        let line = &self.riders[place];
        let rank = line.place();
        let podium = rank.is_some_and(|rank| rank <= 3);
        [(rank == Some(1)).into(), podium.into(), rank.unwrap_or_else(|| self.placed() + 1).into(), line.total.into()]
    }

    /// The rider who is `nth` in the result, 1 for the winner; of riders who share a rank, the lower bib comes first.
    #[must_use]
    pub fn nth(&self, nth: usize) -> Option<&RiderOutcome> {
        let mut placed: Vec<&RiderOutcome> = self.riders.iter().filter(|line| line.place().is_some()).collect();
        placed.sort_unstable_by_key(|line| (line.rank, line.bib));
        placed.get(nth - 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::StopKind;
    use crate::rules::{Edition, EditionId, Overrides};

    /// Two sprints over 20 laps of 18 s. Rider 1 follows rider 2 by a tenth and gains a lap in lap 15; rider 3 stops in lap 5.
    fn facts(laps: u32) -> Vec<Fact> {
        let at = Micros::from_secs;
        let mut facts = vec![Fact::Stop { bib: Bib(3), kind: StopKind::Dnf, at: at(80.0) }];
        for lap in 1..=laps {
            for (behind, bib) in [2u16, 1].into_iter().enumerate() {
                let time = f64::from(lap) * 18.0 + 0.1 * behind as f64;
                let ahead = u32::from(bib == 1 && lap >= 15);
                facts.push(Fact::Line { bib: Bib(bib), ridden: lap + ahead, at: at(time) });
            }
        }
        if laps >= 15 {
            facts.push(Fact::Line { bib: Bib(1), ridden: 15, at: at(261.0) });
            facts.push(Fact::Tail { bib: Bib(1), at: at(262.0) });
        }
        facts.sort_by_key(|f| (f.at(), f.bib()));
        facts
    }

    fn outcome(edition: EditionId, facts: &[Fact]) -> RaceOutcome {
        let rules = Edition::get(edition).on(20, 250_000, &Overrides::default()).unwrap();
        RaceOutcome::of(7, &rules, &[Bib(3), Bib(2), Bib(1)], facts)
    }

    #[test]
    fn a_race_made_by_hand_gives_its_lines() {
        let outcome = outcome(EditionId::E2004, &facts(20));
        assert_eq!((outcome.seed, outcome.time), (7, Some(Micros(360_000_000))));
        assert_eq!(outcome.riders.iter().map(|l| l.bib.0).collect::<Vec<_>>(), [3, 2, 1], "as in the start list");
        let one = outcome.riders[2];
        assert_eq!((one.rank, one.total, one.gained, one.lost), (Some(1), 26, 1, 0), "20 for the lap, 3 and 3");
        assert_eq!((one.sprint_points, one.sprints_won, one.laps()), (6, 0, 1));
        assert_eq!(outcome.nth(2).map(|l| (l.bib, l.total, l.sprints_won)), Some((Bib(2), 10, 2)));
    }

    #[test]
    fn a_rider_who_stops_has_no_place_although_newer_editions_rank_them() {
        let newer = outcome(EditionId::E2026, &facts(20));
        assert_eq!((newer.riders[0].rank, newer.riders[0].place()), (Some(3), None));
        assert_eq!(outcome(EditionId::E2004, &facts(20)).riders[0].rank, None);
        assert_eq!((newer.placed(), newer.nth(3)), (2, None));
    }

    #[test]
    fn a_race_that_does_not_end_has_neither_time_nor_ranks() {
        let endless = outcome(EditionId::E2004, &facts(12));
        assert_eq!(endless.time, None);
        assert!(endless.riders.iter().all(|line| line.rank.is_none()));
    }
}
