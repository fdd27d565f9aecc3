//! What points are worth to a rider now: the standings, and by them the worth of a lap or a sprint.
//!
//! The worth of `x` points to a rider is a sum over all rivals: the change in the chance of finishing ahead of each,
//! times what that rival's place is worth. The difference between two riders is taken as normal, with a spread that
//! shrinks as laps and sprints run out. So leaders have little to win by a lap of their own and much to lose by
//! another's; with outsiders it is the reverse.

use super::numbers::{
    BRONZE, FIRST_POINT, GOLD, HURT, HURT_ANYWAY, LAP_FIRST, LAPS_A_RACE, LEAST_SIGMA, SILVER, SPRINT_VARIANCE,
    SPRINT_WIN, THREAT_A_POINT,
};
use crate::event::Fact;
use crate::rules::{RaceRules, RankBy, Ruling, Scoreboard, SprintPlan, Status};
use crate::units::Bib;

/// Places of a sprint that score.
const PLACES: usize = 4;
/// The points that the spread of scores was worked out for (UCI 3.2.118).
const USUAL_SCALE: [u32; PLACES] = [5, 3, 2, 1];

/// The standings as riders weigh them.
#[derive(Debug, Clone)]
pub struct Books {
    board: Scoreboard,
    rules: RaceRules,
    /// Riders in order of bib, so that sums do not depend on the start list. The other lists are in this order.
    bibs: Vec<Bib>,
    /// Where each rider of the start list is in that order.
    at: Vec<usize>,
    /// Points, laps included.
    score: Vec<f64>,
    racing: Vec<bool>,
    /// Points from earlier races, with which each rider started.
    started: Vec<f64>,
    /// The fewest of them.
    least_start: f64,
    /// Weight of each rider's place.
    weight: Vec<f64>,
    /// Room for a sum's terms.
    terms: Vec<f64>,
    /// Worth of a lap to each.
    lap: Vec<f64>,
    /// Worth of a point to each.
    point: Vec<f64>,
    /// Spread of the difference of two riders by the finish, points.
    sigma: f64,
    /// Worth of a lap at the gun to a rider among equals: the unit of worth.
    norm: f64,
    /// The standings have changed since the last refresh.
    stale: bool,
    /// `lap` and `point` of each have been computed since the last refresh.
    known: Vec<bool>,
    /// The head of the race has finished.
    over: bool,
    /// Riders placed in each sprint so far.
    placed: Vec<u8>,
}

impl Books {
    /// Books for the riders of a start list.
    #[must_use]
    pub fn new(rules: RaceRules, bibs: Vec<Bib>) -> Self {
        let n = bibs.len();
        let board = Scoreboard::new(rules.clone(), &bibs);
        let mut sorted = bibs.clone();
        sorted.sort_unstable();
        let at = bibs.iter().map(|bib| sorted.binary_search(bib).unwrap_or(0)).collect();
        Self {
            board,
            placed: vec![0; rules.sprints() as usize + 1],
            rules,
            bibs: sorted,
            at,
            score: vec![0.0; n],
            racing: vec![true; n],
            started: vec![0.0; n],
            least_start: 0.0,
            weight: vec![0.0; n],
            terms: vec![0.0; n],
            lap: vec![1.0; n],
            point: vec![FIRST_POINT; n],
            sigma: 1.0,
            norm: 1.0,
            stale: true,
            known: vec![false; n],
            over: false,
        }
    }

    /// The referee's books.
    pub fn board(&self) -> &Scoreboard {
        &self.board
    }

    /// What a lap counts for, in points.
    fn lap_points(&self) -> f64 {
        match self.rules.rank_by {
            RankBy::LapsThenPoints => LAP_FIRST,
            RankBy::Points => f64::from(self.rules.gain_points),
        }
    }

    /// Enters a fact.
    pub fn enter(&mut self, fact: &Fact) {
        let lap = self.lap_points();
        for ruling in self.board.apply(fact) {
            let Ok(r) = self.bibs.binary_search(&ruling.bib()) else { continue };
            match ruling {
                Ruling::Start { points, .. } => self.start(r, f64::from(points)),
                Ruling::Penalty { points, .. } | Ruling::Moved { points, .. } => self.score[r] += f64::from(points),
                Ruling::Place { points, sprint, .. } => {
                    self.score[r] += f64::from(points);
                    self.placed[sprint as usize] += 1;
                }
                Ruling::Gain { .. } => self.score[r] += lap,
                Ruling::Loss { points, .. } => {
                    self.score[r] += if self.rules.rank_by == RankBy::Points { f64::from(points) } else { -lap };
                }
                Ruling::Out { status, .. } => self.racing[r] = status == Status::Racing,
                Ruling::Over { .. } => {
                    self.over = true;
                    continue;
                }
                Ruling::Bell { .. } | Ruling::BellAgain { .. } | Ruling::Mishap { .. } | Ruling::Restart { .. } => {
                    continue;
                }
            }
            self.stale = true;
        }
    }

    /// The rider at `r` starts with `points`. What all have tells nobody who is a threat.
    fn start(&mut self, r: usize, points: f64) {
        self.score[r] += points;
        self.started[r] += points;
        self.least_start = self.started.iter().copied().fold(f64::INFINITY, f64::min);
    }

    /// Weighs the standings anew if they have changed, with the share `to_go` of the race left (1 at the gun).
    pub fn refresh(&mut self, to_go: f64) {
        if !self.stale {
            return;
        }
        self.stale = false;
        let left = self.sprints_left(to_go);
        let factor = f64::from(self.rules.last_factor);
        let lap = self.lap_points();
        let variance = SPRINT_VARIANCE * self.scale_squared();
        let spread = |to_go: f64, left: f64| {
            (2.0 * (variance * (left + factor * factor - 1.0) + lap * lap * LAPS_A_RACE * to_go)).sqrt()
        };
        self.sigma = spread(to_go, left).max(LEAST_SIGMA);
        // The sort is stable, so that bibs decide between equals.
        let mut order: Vec<usize> = (0..self.bibs.len()).filter(|&r| self.racing[r]).collect();
        order.sort_by(|&a, &b| self.score[b].total_cmp(&self.score[a]));
        self.weight.fill(0.0);
        for (k, r) in order.into_iter().enumerate() {
            self.weight[r] = match k + 1 {
                1 => GOLD,
                2 => SILVER,
                3 => BRONZE,
                rank => 1.0 / rank as f64,
            };
        }
        let all: f64 = self.weight.iter().sum();
        self.norm = all * (chance(lap / spread(1.0, self.sprints_left(1.0))) - 0.5);
        self.known.fill(false);
    }

    /// How many single sprints those are that are left with the share `to_go` of the race: a doubled one is four, since spreads
    /// add up as squares. The factor of the last sprint is not in it.
    fn sprints_left(&self, to_go: f64) -> f64 {
        let more = (3 * self.rules.doubled.len()) as f64;
        match &self.rules.sprint_plan {
            SprintPlan::Every(_) => (f64::from(self.rules.sprints()) + more) * to_go,
            SprintPlan::At(at) => {
                let ridden = (1.0 - to_go) * f64::from(self.rules.laps);
                at.iter().filter(|lap| f64::from(**lap) > ridden).count() as f64 + more * to_go
            }
        }
    }

    /// What the scale gives, in squares, beside the scale that the spread was worked out for.
    fn scale_squared(&self) -> f64 {
        let squares = |scale: [u32; PLACES]| f64::from(scale.iter().map(|points| points * points).sum::<u32>());
        squares(self.rules.scale) / squares(USUAL_SCALE)
    }

    /// Computes what a lap and a point are worth to rider `r`, unless that is known.
    pub fn ask(&mut self, r: usize) {
        let r = self.at[r];
        if !self.known[r] {
            self.known[r] = true;
            self.lap[r] = self.gain(r, self.lap_points());
            self.point[r] = self.gain(r, SPRINT_WIN) / SPRINT_WIN;
        }
    }

    /// Worth of `x` points to rider `r`.
    fn gain(&mut self, r: usize, x: f64) -> f64 {
        changes(&self.score, &self.weight, self.score[r], x, self.sigma, &mut self.terms);
        self.terms[r] = 0.0;
        self.terms.iter().sum::<f64>() / self.norm
    }

    /// Worth of a lap to rider `r`, as of the last [`Self::ask`].
    #[must_use]
    pub fn lap(&self, r: usize) -> f64 {
        self.lap[self.at[r]]
    }

    /// Worth of a point to rider `r`, as of the last [`Self::ask`].
    #[must_use]
    pub fn point(&self, r: usize) -> f64 {
        self.point[self.at[r]]
    }

    /// What rider `r` loses if rider `by` gains a lap.
    #[must_use]
    pub fn hurt(&self, r: usize, by: usize) -> f64 {
        let (r, by) = (self.at[r], self.at[by]);
        let apart = self.score[r] - self.score[by];
        let lost = chance(apart / self.sigma) - chance((apart - self.lap_points()) / self.sigma);
        // The better the place at stake, the more it hurts.
        (self.weight[r].max(self.weight[by]) + HURT_ANYWAY) * lost / self.norm * HURT
    }

    /// How much of a threat rider `r` is, from 0 (none) to 1 (a leader with many points).
    #[must_use]
    pub fn threat(&self, r: usize) -> f64 {
        let r = self.at[r];
        (self.weight[r] / GOLD).min(1.0)
            * (1.0 - 1.0 / (1.0 + THREAT_A_POINT * (self.score[r] - self.least_start).max(0.0)))
    }

    /// Rider `r` has something to ride for: they have scored, and stand in the better half of those who race.
    #[must_use]
    pub fn has_hopes(&self, r: usize) -> bool {
        let mine = self.score[self.at[r]];
        let others = self.score.iter().zip(&self.racing).filter(|(_, racing)| **racing);
        let (better, all) =
            others.fold((0, 0), |(better, all), (score, _)| (better + i32::from(*score > mine), all + 1));
        mine > self.least_start && 2 * better < all
    }

    /// Points of `sprint` that are still to be had, in order of place, if `taken` places are as good as gone.
    #[must_use]
    pub fn prizes(&self, sprint: u32, taken: usize) -> [f64; PLACES] {
        let gone = usize::from(self.placed[sprint as usize]).max(taken) as u32;
        std::array::from_fn(|k| f64::from(self.rules.points(sprint, gone + k as u32 + 1)))
    }

    /// The head of the race has finished.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Rider `bib` has finished.
    #[must_use]
    pub fn has_finished(&self, bib: Bib) -> bool {
        self.board.has_finished(bib)
    }
}

/// For a rider with `mine` points, how much `x` more change the chance of finishing ahead of each rival, times the
/// weight of that rival's place.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512vl+avx512dq+avx512bw", "x86_64+avx2"))]
fn changes(score: &[f64], weight: &[f64], mine: f64, x: f64, sigma: f64, changes: &mut [f64]) {
    for ((score, weight), change) in score.iter().zip(weight).zip(changes) {
        let apart = mine - score;
        *change = weight * (chance((apart + x) / sigma) - chance(apart / sigma));
    }
}

/// The normal distribution function, to three per cent, by a square root instead of an integral.
#[inline(always)]
fn chance(z: f64) -> f64 {
    0.5 * (1.0 + z / (z * z + 0.5 * std::f64::consts::PI).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Edition, EditionId, Overrides};
    use crate::units::Micros;

    /// The books of four riders of whom some start with points.
    fn books(start: [i32; 4]) -> Books {
        let rules = Edition::get(EditionId::E2026).on(40, 250_000, &Overrides::default()).expect("a points race");
        let mut books = Books::new(rules, [1, 2, 3, 4].map(Bib).to_vec());
        for (bib, points) in [1, 2, 3, 4].map(Bib).into_iter().zip(start) {
            books.enter(&Fact::Start { bib, points, at: Micros::ZERO });
        }
        books.refresh(1.0);
        (0..4).for_each(|r| books.ask(r));
        books
    }

    #[test]
    fn riders_weigh_the_points_they_start_with() {
        let books = books([118, 116, 60, 40]);
        assert!(books.threat(0) > books.threat(2) && books.threat(3) == 0.0, "who has most is a threat");
        assert!(books.has_hopes(0) && !books.has_hopes(3));
        assert!(books.lap(1) > books.lap(0), "a lap takes the second past the first, who has less to win by one");
    }

    #[test]
    fn points_that_all_start_with_change_nothing() {
        let (level, none) = (books([100; 4]), books([0; 4]));
        for r in 0..4 {
            assert_eq!((level.lap(r), level.point(r), level.threat(r)), (none.lap(r), none.point(r), none.threat(r)));
            assert!(!level.has_hopes(r) && !none.has_hopes(r));
        }
    }
}
