//! The ranks of a table as constraints: the order, the edition's tie-breaks, and the ranks of riders the table leaves out.

use pumpkin_constraints::{equals, less_than_or_equals};
use pumpkin_core::predicate;
use pumpkin_core::variables::{AffineView, DomainId, Literal, TransformableVariable};

use super::CardFact;
use super::model::Model;

/// Least weight of a lap where laps rank first: more than the sprint points of any usual race.
const LAP_WEIGHT: i32 = 10_000;

impl Model<'_> {
    /// How many more points rider `a` has than rider `b` beside sprints and laps.
    fn beside(&self, a: usize, b: usize) -> i32 {
        self.problem.rows[a].beside - self.problem.rows[b].beside
    }

    /// The terms whose sum ranks rider `r`, times `sign`, apart from what they have beside sprints and laps.
    fn rank_key(&self, r: usize, sign: i32) -> [AffineView<DomainId>; 2] {
        let laps = if self.problem.laps_first() {
            self.net[r].scaled(LAP_WEIGHT.max(self.problem.most_points() + 1) * sign)
        } else {
            self.lap_points[r].scaled(sign)
        };
        [self.points[r].scaled(sign), laps]
    }

    pub(super) fn add_ranks(&mut self) {
        let problem = self.problem;
        let ranked = problem.ranked();
        let switches: Vec<Option<Literal>> =
            ranked.iter().map(|&(rank, r)| self.switch(CardFact::Rank { bib: problem.bib(r), rank })).collect();
        for i in 1..ranked.len() {
            let (above, below) = (ranked[i - 1], ranked[i]);
            let on = self.both(switches[i - 1], switches[i]);
            let terms: Vec<_> = self.rank_key(below.1, 1).into_iter().chain(self.rank_key(above.1, -1)).collect();
            let beside = self.beside(above.1, below.1);
            if above.0 == below.0 {
                self.post_if(on, equals(terms, beside, self.tag));
                if self.problem.laps_first() && self.problem.level_on_the_line(above.1, below.1) {
                    let wins: Vec<_> = self.wins(above.1, 1).into_iter().chain(self.wins(below.1, -1)).collect();
                    if !wins.is_empty() {
                        self.post_if(on, equals(wins, 0, self.tag));
                    }
                }
            } else {
                self.post_if(on, less_than_or_equals(terms, beside, self.tag));
                self.add_tie(above.1, below.1, on);
            }
        }
        self.add_unranked(&ranked, &switches);
    }

    /// Riders without a rank fill the ranks that the table leaves out: each ranked rider has as many riders above as the rank
    /// implies.
    fn add_unranked(&mut self, ranked: &[(u32, usize)], switches: &[Option<Literal>]) {
        let unranked: Vec<usize> = self.problem.finishers().filter(|&r| self.problem.rows[r].rank.is_none()).collect();
        if unranked.is_empty() {
            return;
        }
        for (i, &(rank, x)) in ranked.iter().enumerate() {
            let listed = ranked.iter().filter(|o| o.0 < rank).count();
            let missing = (rank as usize).saturating_sub(1 + listed);
            // In a run of consecutive ranks, the constraint on the last implies the others.
            let next_adjoins = ranked.get(i + 1).is_some_and(|next| next.0 <= rank + 1);
            if next_adjoins && missing == 0 {
                continue;
            }
            let mut above = Vec::new();
            for &u in &unranked {
                let below: Vec<_> = self.rank_key(u, 1).into_iter().chain(self.rank_key(x, -1)).collect();
                let beside = self.beside(x, u);
                if missing == 0 {
                    self.post_if(switches[i], less_than_or_equals(below, beside, self.tag));
                    self.add_tie(x, u, switches[i]);
                    continue;
                }
                let is_below = self.literal();
                self.solver.add_constraint(less_than_or_equals(below, beside, self.tag)).reify(is_below);
                let on = self.both(switches[i], Some(is_below));
                self.add_tie(x, u, on);
                above.push((!is_below).get_integer_variable());
            }
            if missing > 0 {
                self.post_if(switches[i], equals(above, missing as i32, self.tag));
            }
        }
    }

    /// The terms whose sum is the number of sprints that rider `r` wins, times `sign`.
    fn wins(&self, r: usize, sign: i32) -> Vec<AffineView<DomainId>> {
        let problem = self.problem;
        let won = self.chances[r].iter().filter(|c| problem.given[c.0][c.1] == 1 && problem.points[c.0][c.1] > 0);
        won.map(|c| c.2.get_integer_variable().scaled(sign)).collect()
    }

    /// If `above` and `below` are level, the edition's tie-breaks must put `above` first, as far as sprints decide them.
    fn add_tie(&mut self, above: usize, below: usize, on: Option<Literal>) {
        let terms: Vec<_> = self.rank_key(above, 1).into_iter().chain(self.rank_key(below, -1)).collect();
        let level = self.literal();
        let beside = self.beside(below, above);
        self.solver.add_constraint(less_than_or_equals(terms, beside, self.tag)).reify(level);
        let mut level = self.both(on, Some(level));
        if self.problem.laps_first() {
            let fewer: Vec<_> = self.wins(below, 1).into_iter().chain(self.wins(above, -1)).collect();
            if !fewer.is_empty() {
                self.post_if(level, less_than_or_equals(fewer, 0, self.tag));
                let as_many: Vec<_> = self.wins(above, 1).into_iter().chain(self.wins(below, -1)).collect();
                let same = self.literal();
                self.solver.add_constraint(less_than_or_equals(as_many, 0, self.tag)).reify(same);
                level = self.both(level, Some(same));
            }
        }
        let Some(last) = self.cells.last().cloned() else { return };
        let given = self.problem.given.last().cloned().unwrap_or_default();
        for (p, &cell) in last.iter().enumerate() {
            let ahead = last.iter().zip(&given).filter(|(_, place)| **place < given[p]);
            let ahead = ahead.map(|(&c, _)| predicate![c == above as i32]);
            let clause: Vec<_> = ahead.chain([predicate![cell != below as i32]]).collect();
            self.clause(level, clause);
        }
    }
}
