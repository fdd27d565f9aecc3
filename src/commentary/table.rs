//! The table as a commentator reads it: who leads by how much, who is level, what a lap would change. Says nothing itself.

use super::grammar::{number, some};
use crate::rules::{RaceRules, RankBy, Standing, Standings, Status};
use crate::units::Bib;

/// The table of one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'a> {
    pub standings: &'a Standings,
    pub rules: &'a RaceRules,
}

/// What separates two riders: laps where laps rank first, else points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Laps(u32),
    Points(u32),
}

/// What riders are ranked by, as long as the last line has not parted them.
type Score = (i32, i32);

impl<'a> Table<'a> {
    /// Riders who are still in the race, best first.
    pub fn racing(self) -> impl Iterator<Item = &'a Standing> {
        self.standings.rows.iter().filter(|row| matches!(row.status, Status::Racing | Status::Finished))
    }

    pub fn row(self, bib: Bib) -> Option<&'a Standing> {
        self.racing().find(|row| row.bib == bib)
    }

    fn score(self, row: &Standing, more: i32) -> Score {
        match self.rules.rank_by {
            RankBy::Points => (row.total + more * self.rules.gain_points, 0),
            RankBy::LapsThenPoints => (row.laps + more, row.points_beside_laps()),
        }
    }

    fn of(self, bib: Bib, more: i32) -> Option<Score> {
        self.row(bib).map(|row| self.score(row, more))
    }

    /// The place of `bib`: one more than the riders who have a better score. Riders who are level share it.
    pub fn place(self, bib: Bib) -> Option<u32> {
        let mine = self.of(bib, 0)?;
        Some(1 + self.racing().filter(|row| self.score(row, 0) > mine).count() as u32)
    }

    /// The place of `bib` with a lap more, if of the others only those of `with` gain one too. Drawing level is not enough to be
    /// ahead.
    pub fn place_with_a_lap(self, bib: Bib, with: &[Bib]) -> Option<u32> {
        let mine = self.of(bib, 1)?;
        let more = |row: &Standing| i32::from(with.contains(&row.bib));
        let ahead = |row: &&Standing| row.bib != bib && self.score(row, more(row)) >= mine;
        Some(1 + self.racing().filter(ahead).count() as u32)
    }

    /// Whether a lap takes `other` past `bib`.
    pub fn would_pass(self, other: Bib, bib: Bib) -> bool {
        let (Some(mine), Some(now), Some(then)) = (self.of(bib, 0), self.of(other, 0), self.of(other, 1)) else {
            return false;
        };
        now <= mine && then > mine
    }

    /// Whether anybody has anything yet.
    pub fn is_blank(self) -> bool {
        self.racing().all(|row| self.score(row, 0) == (0, 0))
    }

    /// Riders level at the top, in the order of the table.
    pub fn top(self) -> Vec<Bib> {
        let best = self.racing().map(|row| self.score(row, 0)).max();
        self.racing().filter(|row| Some(self.score(row, 0)) == best).map(|row| row.bib).collect()
    }

    /// The leader, if nobody is level with them.
    pub fn leader(self) -> Option<&'a Standing> {
        let mut rows = self.racing();
        let (first, second) = (rows.next()?, rows.next());
        second.is_none_or(|second| self.score(second, 0) < self.score(first, 0)).then_some(first)
    }

    /// The row at `place`, from 1, in the order of the table.
    pub fn at(self, place: usize) -> Option<&'a Standing> {
        self.racing().nth(place - 1)
    }

    /// The score of `row` as a number of points or of laps and points.
    pub fn is_level(self, one: &Standing, other: &Standing) -> bool {
        self.score(one, 0) == self.score(other, 0)
    }

    /// Others who have the same score as `bib`.
    pub fn level_with(self, bib: Bib) -> Vec<Bib> {
        let mine = self.of(bib, 0);
        self.racing().filter(|row| row.bib != bib && Some(self.score(row, 0)) == mine).map(|row| row.bib).collect()
    }

    /// From `ahead` to `behind`.
    pub fn gap(self, ahead: &Standing, behind: &Standing) -> Gap {
        let (first, second) = (self.score(ahead, 0), self.score(behind, 0));
        match self.rules.rank_by {
            RankBy::Points => Gap::Points((first.0 - second.0).unsigned_abs()),
            RankBy::LapsThenPoints if first.0 != second.0 => Gap::Laps((first.0 - second.0).unsigned_abs()),
            RankBy::LapsThenPoints => Gap::Points((first.1 - second.1).unsigned_abs()),
        }
    }

    /// From the leader to the second, if somebody leads alone.
    pub fn lead(self) -> Option<Gap> {
        Some(self.gap(self.leader()?, self.at(2)?))
    }

    /// Points of the best places in the sprints after the first `done`.
    pub fn points_left(self, done: u32) -> u32 {
        (done + 1..=self.rules.sprints()).map(|n| self.rules.points(n, 1)).sum()
    }
}

impl Gap {
    /// As an amount: `a point`, `four`, `14`, `a lap`.
    pub fn short(self) -> String {
        match self {
            Self::Laps(n) => some(n, "lap"),
            Self::Points(1) => "a point".into(),
            Self::Points(n) => number(n),
        }
    }

    /// With its noun: `a point`, `four points`, `14 points`, `a lap`.
    pub fn full(self) -> String {
        match self {
            Self::Laps(n) => some(n, "lap"),
            Self::Points(n) => some(n, "point"),
        }
    }

    /// With its noun, and what it is in laps if it is one or more.
    pub fn in_laps(self, rules: &RaceRules) -> String {
        let lap = rules.gain_points.unsigned_abs();
        match self {
            Self::Points(n) if rules.rank_by == RankBy::Points && lap > 0 && n >= lap => {
                let measure = match (n / lap, n % lap) {
                    (1, 0) => "exactly a lap".to_owned(),
                    (1, _) => "more than a lap".to_owned(),
                    (laps, 0) => format!("exactly {} laps", number(laps)),
                    (laps, _) => format!("more than {} laps", number(laps)),
                };
                format!("{}, {measure}", self.full())
            }
            _ => self.full(),
        }
    }

    pub fn is_nothing(self) -> bool {
        matches!(self, Self::Laps(0) | Self::Points(0))
    }
}
