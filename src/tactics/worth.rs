//! What points are worth to a rider's place now: the referee's books, and the worth of a lap or a sprint by them.
//!
//! The worth of `x` points to rider `i` is the sum over his rivals of the change in the chance to end before each of
//! them, weighted by what that rival's place is worth; chances are those of a normal difference whose spread shrinks as
//! laps and sprints run out. Leaders have little to win by a lap and much to lose by another's; outsiders the reverse.

use crate::event::Fact;
use crate::rules::{RaceRules, RankBy, Ruling, Scoreboard, Status};
use crate::units::Bib;

/// Laps gained by a rider in a race, for the spread of what is to come.
const LAPS_A_RACE: f64 = 0.4;
/// Variance of a rider's points in a sprint of 11 points among 23.
const SPRINT_VARIANCE: f64 = 1.5;
/// Where laps rank first, a lap counts as this many points: more than riders take in sprints.
const LAP_FIRST: f64 = 40.0;

/// The standings as riders weigh them.
#[derive(Debug, Clone)]
pub struct Books {
    board: Scoreboard,
    rules: RaceRules,
    /// Riders in order of bib, so that sums do not depend on the start list; what follows is in this order.
    bibs: Vec<Bib>,
    /// Where each rider of the start list is in it.
    at: Vec<usize>,
    /// Points, laps included.
    score: Vec<f64>,
    racing: Vec<bool>,
    /// Weight of each rider's place.
    weight: Vec<f64>,
    /// Room for a sum's terms.
    terms: Vec<f64>,
    /// Worth of a lap and of one point.
    lap: Vec<f64>,
    point: Vec<f64>,
    sigma: f64,
    norm: f64,
    stale: bool,
    /// What things are worth to a rider has been worked out since.
    known: Vec<bool>,
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
            weight: vec![0.0; n],
            terms: vec![0.0; n],
            lap: vec![1.0; n],
            point: vec![0.05; n],
            sigma: 1.0,
            norm: 1.0,
            stale: true,
            known: vec![false; n],
            over: false,
        }
    }

    /// What a lap counts, in points.
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
                Ruling::Bell { .. } | Ruling::Mishap { .. } => continue,
            }
            self.stale = true;
        }
    }

    /// Works out what things are worth again, if anything has changed, with `to_go` of the race left (1 at the gun).
    pub fn refresh(&mut self, to_go: f64) {
        if !self.stale {
            return;
        }
        self.stale = false;
        let left = f64::from(self.rules.sprints()) * to_go;
        let factor = f64::from(self.rules.last_factor);
        let lap = self.lap_points();
        let spread = |to_go: f64, left: f64| {
            (2.0 * (SPRINT_VARIANCE * (left + factor * factor - 1.0) + lap * lap * LAPS_A_RACE * to_go)).sqrt()
        };
        self.sigma = spread(to_go, left).max(3.0);
        // In order of bib they stand already, which decides between equals.
        let mut order: Vec<usize> = (0..self.bibs.len()).filter(|&r| self.racing[r]).collect();
        order.sort_by(|&a, &b| self.score[b].total_cmp(&self.score[a]));
        self.weight.fill(0.0);
        for (k, r) in order.into_iter().enumerate() {
            self.weight[r] = match k + 1 {
                1 => 5.0,
                2 => 3.0,
                3 => 2.0,
                rank => 1.0 / rank as f64,
            };
        }
        let all: f64 = self.weight.iter().sum();
        // The unit of worth: what a lap is worth at the gun to a rider among equals.
        self.norm = all * (chance(lap / spread(1.0, f64::from(self.rules.sprints()))) - 0.5);
        self.known.fill(false);
    }

    /// Works out what things are worth to rider `r`, if that has changed since he last asked.
    pub fn ask(&mut self, r: usize) {
        let r = self.at[r];
        if !self.known[r] {
            self.known[r] = true;
            self.lap[r] = self.gain(r, self.lap_points());
            self.point[r] = self.gain(r, 5.0) / 5.0;
        }
    }

    /// Worth of `x` points to rider `r`.
    fn gain(&mut self, r: usize, x: f64) -> f64 {
        changes(&self.score, &self.weight, self.score[r], x, self.sigma, &mut self.terms);
        self.terms[r] = 0.0;
        self.terms.iter().sum::<f64>() / self.norm
    }

    /// Worth of a lap to rider `r`, as of when he last asked.
    #[must_use]
    pub fn lap(&self, r: usize) -> f64 {
        self.lap[self.at[r]]
    }

    /// Worth of a point to rider `r`, as of when he last asked.
    #[must_use]
    pub fn point(&self, r: usize) -> f64 {
        self.point[self.at[r]]
    }

    /// What rider `r` loses by a lap of rider `by`.
    #[must_use]
    pub fn hurt(&self, r: usize, by: usize) -> f64 {
        let (r, by) = (self.at[r], self.at[by]);
        let apart = self.score[r] - self.score[by];
        let lost = chance(apart / self.sigma) - chance((apart - self.lap_points()) / self.sigma);
        // He loses his own place, and to the best of places most.
        (self.weight[r].max(self.weight[by]) + 0.5) * lost / self.norm * 3.0
    }

    /// How much of a threat rider `r` is: 1 a leader, 0 anyone.
    #[must_use]
    pub fn threat(&self, r: usize) -> f64 {
        let r = self.at[r];
        (self.weight[r] / 5.0).min(1.0) * (1.0 - 1.0 / (1.0 + 0.05 * self.score[r].max(0.0)))
    }

    /// Rider `r` has something to ride for: he has scored, and stands in the better half of those who race.
    #[must_use]
    pub fn has_hopes(&self, r: usize) -> bool {
        let mine = self.score[self.at[r]];
        let others = self.score.iter().zip(&self.racing).filter(|(_, racing)| **racing);
        let (better, all) =
            others.fold((0, 0), |(better, all), (score, _)| (better + i32::from(*score > mine), all + 1));
        mine > 0.0 && 2 * better < all
    }

    /// Points of `sprint` that are still to be had, in order of place.
    #[must_use]
    pub fn prizes(&self, sprint: u32, taken: usize) -> [f64; 4] {
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

/// How much `x` points change, for a rider with `mine`, the chance to end before each rival, times what the rival's place weighs.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512vl+avx512dq+avx512bw", "x86_64+avx2"))]
fn changes(score: &[f64], weight: &[f64], mine: f64, x: f64, sigma: f64, changes: &mut [f64]) {
    for ((score, weight), change) in score.iter().zip(weight).zip(changes) {
        let apart = mine - score;
        *change = weight * (chance((apart + x) / sigma) - chance(apart / sigma));
    }
}

/// The normal distribution function to three percent, by a square root instead of an integral.
#[inline(always)]
fn chance(z: f64) -> f64 {
    0.5 * (1.0 + z / (z * z + 0.5 * std::f64::consts::PI).sqrt())
}
