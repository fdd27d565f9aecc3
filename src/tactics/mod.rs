//! What riders want: each weighs, from what he sees, whether to sit in, move up, pull, attack, follow, bridge, chase,
//! sprint or ease, and asks his legs for a speed. It moves nobody and ranks nobody; the race rides what it asks.
//!
//! `sight` is what there is to see, `worth` what points are worth now, `choose` weighs, `mind` remembers, `lead` how far
//! somebody has got; `follow` carries through, `order` tells them what to do instead, `wish` turns an intent into watts. All
//! numbers of the minds are in [`Params`].

mod choose;
mod follow;
mod lead;
mod mind;
mod order;
mod params;
mod sight;
mod tell;
mod wish;
mod worth;

pub use mind::Intent;
pub use order::{Action, Order, Refusal, When};
pub use params::{ChaseModel, Params};
pub use sight::{LOST_M, NOBODY, Role, Seen, Sight};
pub use wish::Wish;

use crate::course::Track;
use crate::event::{Fact, Note};
use crate::rider::Legs;
use crate::rng::{Purpose, Stream};
use crate::rules::RaceRules;
use crate::units::Bib;
use lead::Lead;
use mind::Mind;
use order::Orders;
use tell::Teller;
use worth::Books;

/// The minds of a field. Cloned, they go on in the same way.
#[derive(Debug, Clone)]
pub struct Tactics {
    track: Track,
    params: Params,
    legs: Vec<Legs>,
    /// Riders in order of bib, so that the order of the start list decides nothing.
    by_bib: Vec<usize>,
    minds: Vec<Mind>,
    /// Luck of each.
    streams: Vec<Stream>,
    books: Books,
    teller: Teller,
    orders: Orders,
    /// Metres from one sprint to the next.
    sprint_m: f64,
    sprints: u32,
    per_sprint_m: f64,
    /// Where each lines up, metres behind the first.
    grid_m: Vec<f64>,
    /// The lane in which each rides when he sits in: the lowest, unless the field is too long for one line of it.
    home: Vec<u8>,
    /// Smoothed speed of the front of the bunch, m/s.
    bunch_mps: f64,
    /// Share of W′ left to the first of the bunch, on average.
    fresh: f64,
    /// Riders at work to bring a break back.
    chasing: u32,
    /// Who is farthest ahead of the bunch, and by how much.
    ahead: (u16, Lead),
    /// The sprint to which the bunch is on its way.
    sprint: u32,
    /// What the bunch and those who are away have for a sprint, and for which one, how many laps before it.
    strength: [((u32, u8), f64, f64); 2],
    /// When the field as a whole was last looked at.
    looked_s: f64,
    /// When somebody next looks up.
    due_s: f64,
}

/// Metres from rider to rider at the gun.
const GRID_M: f64 = 1.3;
/// Speed of the flying start as a share of what critical power alone in the wind gives.
const START: f64 = 0.8;
/// Metres from rider to rider in a line, and the share of a lap that one line takes at most.
const LINE_M: f64 = 2.2;
const LONGEST: f64 = 0.4;
/// Riders abreast at most.
const MOST_ABREAST: u8 = 5;
/// Seconds from one glance at the road to the next.
const GLANCE_S: f64 = 1.5;
/// Seconds within which riders have thought again after a sprint.
const AFTER_SPRINT_S: f64 = 6.0;
/// Seconds over which the speed of the bunch is judged.
const PACE_S: f64 = 5.0;

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
        // One line of riders may take this share of a lap; a larger field rides two or more abreast.
        let abreast = ((n as f64 * LINE_M / (LONGEST * track.lap_m)) as u8 + 1).min(MOST_ABREAST);
        let mut home = vec![0; n];
        for (k, &r) in by_bib.iter().enumerate() {
            home[r] = (k % usize::from(abreast)) as u8;
        }
        let mut streams: Vec<Stream> = bibs.iter().map(|&bib| Stream::of_rider(seed, Purpose::Mind, bib)).collect();
        Self {
            home,
            sprints: rules.sprints(),
            sprint_m: f64::from(rules.sprint_every) * track.lap_m,
            per_sprint_m: 1.0 / (f64::from(rules.sprint_every) * track.lap_m),
            track,
            params,
            legs: riders.iter().map(|r| r.1).collect(),
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

    /// They take over riders who have been racing for `now_s` seconds: what has happened so far is no news to them.
    pub fn take_over(&mut self, now_s: f64) {
        self.teller.begin_midway();
        for mind in &mut self.minds {
            mind.weigh_s += now_s;
            mind.since_s = now_s;
        }
    }

    /// From here on they choose by another luck; what each of them is like stays.
    pub fn change_luck(&mut self, luck: u64) {
        let bibs = self.teller.bibs();
        self.streams = bibs.iter().map(|&bib| Stream::of_rider(luck, Purpose::Fork, bib)).collect();
    }

    /// Metres behind the line at which rider `r` is when the gun goes.
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

    /// What rider `r` is about.
    #[must_use]
    pub fn intent(&self, r: usize) -> Intent {
        self.minds[r].intent
    }

    /// What rider `r` is like: his optimism, his readiness to work, and metres before the line at which he opens a sprint.
    #[must_use]
    pub fn character(&self, r: usize) -> (f64, f64, f64) {
        (self.minds[r].daring, self.minds[r].will, self.minds[r].launch_m)
    }

    /// How often somebody has set out to get away so far: attacked, followed or gone across.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.minds.iter().map(|m| m.attempts).sum()
    }

    /// The referee's fact reaches the riders.
    pub fn hear(&mut self, fact: &Fact) {
        self.books.enter(fact);
    }

    /// The head of the race has finished, as the referee has it.
    #[must_use]
    pub fn race_is_over(&self) -> bool {
        self.books.is_over()
    }

    /// Rider `r` has something to ride for: he has scored, and stands in the better half.
    #[must_use]
    pub fn has_hopes(&self, r: usize) -> bool {
        self.books.has_hopes(r)
    }

    /// Rider `bib` has finished, as the referee has it.
    #[must_use]
    pub fn has_finished(&self, bib: Bib) -> bool {
        self.books.has_finished(bib)
    }

    /// What everyone asks of his legs, from what there is to see; what is worth a sentence is told.
    ///
    /// A rider thinks at every glance, and one who is settled in the wheels when he has reason to. Until then he goes on
    /// with what he asked for.
    pub fn direct(&mut self, sight: &Sight, mut ask: impl FnMut(usize, Wish), mut tell: impl FnMut(Note)) {
        if sight.now_s - self.looked_s >= GLANCE_S {
            self.look(sight, &mut tell);
            self.pass_on_orders(sight);
        }
        let mut due_s = self.looked_s + GLANCE_S;
        for k in 0..self.by_bib.len() {
            let r = self.by_bib[k];
            if !sight.riders[r].riding {
                continue;
            }
            if self.stirs(r, sight) {
                ask(r, self.think(r, sight, &mut tell));
            }
            due_s = due_s.min(self.minds[r].due_s);
        }
        self.due_s = due_s;
    }

    /// Seconds since the gun at which somebody next looks up.
    #[must_use]
    pub fn due_s(&self) -> f64 {
        self.due_s
    }

    /// The field as a whole, at a glance.
    fn look(&mut self, sight: &Sight, tell: &mut impl FnMut(Note)) {
        self.looked_s = sight.now_s;
        self.books.refresh((1.0 - sight.front_m / self.track.race_m()).clamp(0.0, 1.0));
        self.chasing = self.minds.iter().filter(|m| m.intent == Intent::Chase).count() as u32;
        let heads = sight.heads.len().min(6);
        if heads > 0 {
            let of = |r: &u16| &sight.riders[usize::from(*r)];
            self.fresh = sight.heads[..heads].iter().map(|r| of(r).share).sum::<f64>() / heads as f64;
            let v = of(&sight.heads[0]).speed;
            self.bunch_mps += if self.bunch_mps > 0.0 { (v - self.bunch_mps) * GLANCE_S / PACE_S } else { v };
        }
        self.watch_lead(sight);
        let (_, sprint) = self.next_sprint(sight.front_m);
        if sprint != self.sprint {
            // A sprint is over: everybody looks who is spent and who is not.
            self.sprint = sprint;
            for k in 0..self.by_bib.len() {
                let r = self.by_bib[k];
                let soon_s = sight.now_s + AFTER_SPRINT_S * self.streams[r].unit();
                self.minds[r].weigh_s = self.minds[r].weigh_s.min(soon_s);
            }
        }
        self.teller.watch(sight, &self.minds, self.track.lap_m, &self.by_bib, tell);
    }

    /// Does whoever is farthest ahead get farther?
    fn watch_lead(&mut self, sight: &Sight) {
        let now_s = sight.now_s;
        let Some(&first) = sight.away.first() else {
            self.ahead = (NOBODY, Lead::of(0.0, now_s));
            return;
        };
        let lead_m = sight.riders[usize::from(first)].race_m - sight.front_m;
        // The one who was is back, a lap up or caught; somebody beside him only takes his turn.
        if first != self.ahead.0 && self.ahead.1.is_beyond(lead_m) {
            self.ahead = (first, Lead::of(lead_m, now_s));
        }
        self.ahead.1.becomes(lead_m, now_s);
    }

    /// Metres to the line of the next sprint of a rider with race distance `race_m`, and its number (0: none).
    fn next_sprint(&self, race_m: f64) -> (f64, u32) {
        let to_go = self.track.race_m() - race_m;
        if to_go <= 0.0 {
            return (f64::INFINITY, 0);
        }
        // Cutting off is rounding down here.
        let after = (to_go * self.per_sprint_m) as u32;
        (to_go - f64::from(after) * self.sprint_m, self.sprints.saturating_sub(after))
    }

    /// Seconds of a lap at the speed of `seen`.
    fn lap_s(&self, seen: &Seen) -> f64 {
        self.track.lap_m / seen.speed.max(5.0)
    }
}
