//! The minds of a field together: what they are, remember and have heard, and the small changes that all that decide
//! share. Weighs nothing.

use super::intent::Intent;
use super::lead::Lead;
use super::mind::Mind;
use super::numbers::{DROP_MORE, DROP_PLACES, GRID_M, LINE_M, LONGEST_LINE, MOST_ABREAST, SLOWEST, START};
use super::order::Orders;
use super::params::Params;
use super::sight::{NOBODY, RiderInSight, Sight};
use super::sprint_lines::SprintLines;
use super::tell::Teller;
use super::worth::Books;
use crate::course::Track;
use crate::event::Fact;
use crate::rider::Legs;
use crate::rng::{Purpose, Stream};
use crate::rules::{RaceRules, Scoreboard};
use crate::units::Bib;

/// The minds of a field. A clone goes on in the same way.
#[derive(Debug, Clone)]
pub struct Tactics {
    pub(super) track: Track,
    pub(super) params: Params,
    pub(super) legs: Vec<Legs>,
    /// Each rider's drag area, as a share of the field's mean.
    pub(super) size: Vec<f64>,
    /// Riders in order of bib, so that the order of the start list decides nothing.
    pub(super) by_bib: Vec<usize>,
    pub(super) minds: Vec<Mind>,
    /// Each rider's luck.
    pub(super) streams: Vec<Stream>,
    pub(super) books: Books,
    pub(super) teller: Teller,
    pub(super) orders: Orders,
    lines: SprintLines,
    /// Where each rider lines up, metres behind the first.
    grid_m: Vec<f64>,
    /// The lane in which each rider sits in: the lowest, unless the field is too long for one line.
    pub(super) home: Vec<u8>,
    /// Smoothed speed of the front of the bunch, m/s.
    pub(super) bunch_mps: f64,
    /// Mean share of W′ that the first riders of the bunch have left.
    pub(super) fresh: f64,
    /// Riders at work to bring a break back.
    pub(super) chasing: u32,
    /// Who is farthest ahead of the bunch, and by how much.
    pub(super) ahead: (u16, Lead),
    /// The next sprint of the bunch.
    pub(super) sprint: u32,
    /// Sum and count of sprint strengths, of the bunch and of those who are away; each for a sprint and laps before it.
    pub(super) strength: [((u32, u8), f64, f64); 2],
    /// When the field as a whole was last looked at, s.
    pub(super) looked_s: f64,
    /// When somebody next looks up, s.
    pub(super) due_s: f64,
}

impl Tactics {
    /// Minds for riders with these bibs and legs.
    #[must_use]
    pub fn new(track: Track, rules: RaceRules, riders: &[(Bib, Legs)], seed: u64, params: Params) -> Self {
        let n = riders.len();
        let bibs: Vec<Bib> = riders.iter().map(|r| r.0).collect();
        let mut by_bib: Vec<usize> = (0..n).collect();
        by_bib.sort_by_key(|&r| bibs[r]);
        let draw = |&r: &usize| Stream::of_rider(seed, Purpose::Staging, bibs[r]).bits();
        let mut grid = by_bib.clone();
        grid.sort_by_cached_key(|r| (draw(r), bibs[*r]));
        let mut grid_m = vec![0.0; n];
        for (k, &r) in grid.iter().enumerate() {
            grid_m[r] = GRID_M * k as f64;
        }
        let abreast = ((n as f64 * LINE_M / (LONGEST_LINE * track.lap_m)) as u8 + 1).min(MOST_ABREAST);
        let mut home = vec![0; n];
        for (k, &r) in by_bib.iter().enumerate() {
            home[r] = (k % usize::from(abreast)) as u8;
        }
        let mean_m2 = by_bib.iter().map(|&r| riders[r].1.body.cda_m2).sum::<f64>() / n as f64;
        let mut streams: Vec<Stream> = bibs.iter().map(|&bib| Stream::of_rider(seed, Purpose::Mind, bib)).collect();
        Self {
            home,
            lines: SprintLines::new(&track, &rules),
            track,
            params,
            legs: riders.iter().map(|r| r.1).collect(),
            size: riders.iter().map(|r| r.1.body.cda_m2 / mean_m2).collect(),
            minds: streams.iter_mut().map(|stream| Mind::new(stream, &params)).collect(),
            streams,
            teller: Teller::new(bibs.clone()),
            books: Books::new(rules, bibs),
            orders: Orders::default(),
            by_bib,
            grid_m,
            bunch_mps: 0.0,
            fresh: 1.0,
            chasing: 0,
            ahead: (NOBODY, Lead::of(0.0, 0.0)),
            sprint: 0,
            strength: [((0, 0), 0.0, 0.0); 2],
            looked_s: f64::NEG_INFINITY,
            due_s: 0.0,
        }
    }

    /// Takes over riders who have been racing for `now_s` seconds: what has happened so far is no news to them.
    pub fn take_over(&mut self, now_s: f64) {
        self.teller.begin_midway();
        for mind in &mut self.minds {
            mind.weigh_s += now_s;
            mind.since_s = now_s;
        }
    }

    /// From here on riders choose by another luck; their characters stay.
    pub fn change_luck(&mut self, luck: u64) {
        let bibs = self.teller.bibs();
        self.streams = bibs.iter().map(|&bib| Stream::of_rider(luck, Purpose::Fork, bib)).collect();
    }

    /// Where rider `r` is when the gun goes, in metres past the line (behind it: negative).
    #[must_use]
    pub fn start_m(&self, r: usize) -> f64 {
        -self.grid_m[r]
    }

    /// Speed of the flying start, m/s.
    #[must_use]
    pub fn start_speed(&self) -> f64 {
        let sum: f64 = self.by_bib.iter().map(|&r| self.legs[r].body.steady_speed(self.legs[r].cp_w, 1.0)).sum();
        START * sum / self.legs.len() as f64
    }

    /// What rider `r` is doing.
    #[must_use]
    pub fn intent(&self, r: usize) -> Intent {
        self.minds[r].intent
    }

    /// Character of rider `r`: optimism, readiness to work, and metres before the line at which they open a sprint.
    #[must_use]
    pub fn character(&self, r: usize) -> (f64, f64, f64) {
        (self.minds[r].daring, self.minds[r].will, self.minds[r].launch_m)
    }

    /// How often anybody has tried to get away so far: attacked, followed or bridged.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.minds.iter().map(|m| m.attempts).sum()
    }

    /// Tells the riders what the referee has ruled on.
    pub fn hear(&mut self, fact: &Fact) {
        self.books.enter(fact);
    }

    /// The head of the race has finished, as the referee has it.
    #[must_use]
    pub fn race_is_over(&self) -> bool {
        self.books.is_over()
    }

    /// The referee's books, as the riders have heard them.
    #[must_use]
    pub fn board(&self) -> &Scoreboard {
        self.books.board()
    }

    /// Rider `r` has something to ride for: they have scored, and stand in the better half.
    #[must_use]
    pub fn has_hopes(&self, r: usize) -> bool {
        self.books.has_hopes(r)
    }

    /// Rider `bib` has finished, as the referee has it.
    #[must_use]
    pub fn has_finished(&self, bib: Bib) -> bool {
        self.books.has_finished(bib)
    }

    /// Metres to the next sprint line for a rider with race distance `race_m`, and the sprint's number (0: none is
    /// left).
    pub(super) fn next_sprint(&self, race_m: f64) -> (f64, u32) {
        self.lines.next(race_m)
    }

    /// Seconds that a lap takes at the speed of `seen`.
    pub(super) fn lap_s(&self, seen: &RiderInSight) -> f64 {
        self.track.lap_m / seen.speed.max(SLOWEST)
    }

    /// Metres from `lead_m` ahead of the bunch round to its tail.
    pub(super) fn way_to_tail_m(&self, lead_m: f64, sight: &Sight) -> f64 {
        self.track.lap_m - (sight.front_m - sight.tail_m) - lead_m
    }

    /// Rider `r` takes up `intent`, unless that is what they are doing already.
    pub(super) fn set(&mut self, r: usize, intent: Intent, now_s: f64) {
        if self.minds[r].intent != intent {
            self.minds[r].take_up(intent, now_s);
        }
    }

    /// Rider `r` leaves the front of the group for a place farther back.
    pub(super) fn swing_off(&mut self, r: usize, sight: &Sight) {
        let me = &sight.riders[r];
        let drop = DROP_PLACES + DROP_MORE * self.streams[r].unit();
        self.minds[r].slot = drop as u16;
        self.minds[r].swing_mps = me.speed;
        self.set(r, Intent::Swing, sight.now_s);
    }
}
