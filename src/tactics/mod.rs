//! What riders want: each weighs, from what he sees, whether to sit in, move up, pull, attack, follow, bridge, chase,
//! sprint or ease, and asks his legs for a speed. It moves nobody and ranks nobody; the race rides what it asks.
//!
//! [`scene`] reads the track, [`worth`] says what points are worth now, [`choose`] weighs, [`mind`] remembers, [`ride`]
//! turns an intent into a speed and a power. All numbers of the minds are in [`Params`].

mod choose;
mod mind;
mod params;
mod ride;
mod scene;
mod worth;

pub use mind::Intent;
pub use params::{ChaseModel, Params};
pub use scene::{Seen, Sight};

use crate::course::Track;
use crate::event::{Fact, Note};
use crate::rider::Legs;
use crate::rng::{Purpose, Stream};
use crate::rules::RaceRules;
use crate::units::Bib;
use mind::Mind;
use scene::{Role, Scene};
use worth::Books;

/// What a rider asks of his legs in a tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Speed he would ride at, were nobody in the way, m/s.
    pub speed: f64,
    /// The most he is willing to give, W.
    pub power_w: f64,
    /// How far he feels from where he wants to be, m: positive seeks a way past, negative makes way.
    pub behind_m: f64,
    /// Lane he would like to have for himself.
    pub lane: Option<u8>,
    /// Stays behind a wheel instead of going round it.
    pub patient: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self { speed: 0.0, power_w: f64::INFINITY, behind_m: 0.0, lane: None, patient: false }
    }
}

/// Something a rider does that is worth a sentence; riders by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saying {
    Bridge(usize),
    Chase(usize),
    NobodyPulls(usize),
    SitsUp(usize),
}

/// The minds of a field. Cloned, they go on in the same way.
#[derive(Debug, Clone)]
pub struct Tactics {
    track: Track,
    params: Params,
    legs: Vec<Legs>,
    bibs: Vec<Bib>,
    /// Riders in order of bib, so that the order of the start list decides nothing.
    by_bib: Vec<usize>,
    minds: Vec<Mind>,
    books: Books,
    scene: Scene,
    /// Where each lines up, metres behind the first.
    grid_m: Vec<f64>,
    /// Who was away a tick ago.
    was_away: Vec<bool>,
    /// When each of what can be said was last said.
    said_s: [f64; 4],
}

/// Metres from rider to rider at the gun.
const GRID_M: f64 = 1.3;
/// Speed of the flying start as a share of what critical power alone in the wind gives.
const START: f64 = 0.8;

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
        grid.sort_by_key(|r| (draw(r), bibs[*r]));
        let mut grid_m = vec![0.0; n];
        for (k, &r) in grid.iter().enumerate() {
            grid_m[r] = GRID_M * k as f64;
        }
        Self {
            track,
            params,
            legs: riders.iter().map(|r| r.1).collect(),
            minds: bibs.iter().map(|&bib| Mind::new(seed, bib, &params)).collect(),
            books: Books::new(rules, bibs.clone()),
            bibs,
            by_bib,
            scene: Scene::default(),
            grid_m,
            was_away: vec![false; n],
            said_s: [f64::NEG_INFINITY; 4],
        }
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

    /// The referee's fact reaches the riders.
    pub fn hear(&mut self, fact: &Fact) {
        self.books.enter(fact);
    }

    /// What everyone asks of his legs, from what there is to see; what is worth a sentence goes to `notes`.
    pub fn direct(&mut self, sight: &Sight, wishes: &mut [Wish], notes: &mut Vec<Note>) {
        let minds = &self.minds;
        self.scene.read(sight, self.track.lap_m, |r| minds[r].intent.is_in_line());
        self.books.refresh((1.0 - sight.front_m / self.track.race_m()).clamp(0.0, 1.0));
        let mut said = Vec::new();
        for k in 0..self.by_bib.len() {
            let r = self.by_bib[k];
            if sight.riders[r].riding && !sight.riders[r].finished {
                self.carry_on(r, sight);
                self.consider(r, sight, &mut said);
            }
        }
        for (r, wish) in wishes.iter_mut().enumerate() {
            if sight.riders[r].riding {
                *wish = self.wish(r, sight);
            }
        }
        self.tell(sight, &said, notes);
    }

    fn set(&mut self, r: usize, intent: Intent, now_s: f64) {
        if self.minds[r].intent != intent {
            self.minds[r].take_up(intent, now_s);
        }
    }

    /// Whether what a rider is about is done, and what follows from that without weighing anything.
    fn carry_on(&mut self, r: usize, sight: &Sight) {
        let now_s = sight.now_s;
        let stand = self.scene.stands[r];
        let me = sight.riders[r];
        let for_s = self.minds[r].for_s(now_s);
        if stand.place == 0 {
            self.minds[r].front_s.get_or_insert(now_s);
        } else {
            self.minds[r].front_s = None;
        }
        let front_s = self.minds[r].front_s.map_or(0.0, |at| now_s - at);
        let lap_s = self.track.lap_m / me.speed.max(5.0);
        let clear_m = me.race_m - self.scene.front_m;
        let (to_m, sprint) = self.next_sprint(r, sight);
        let next = match (self.minds[r].intent, stand.role) {
            // The line has passed under him: his next sprint is another.
            (Intent::Sprint, _) if self.minds[r].contests != sprint => Intent::Ease,
            (Intent::Sprint, _) => return,
            (_, Role::Bunch | Role::Away) if self.opens_sprint(r, to_m, sprint, sight) => Intent::Sprint,
            (Intent::Attack | Intent::Bridge | Intent::Follow, Role::Away) if for_s > 5.0 && clear_m > 8.0 => {
                Intent::Away
            }
            (Intent::Attack | Intent::Bridge | Intent::Follow, _) if for_s > 14.0 => Intent::Sit,
            (Intent::Follow, _) if for_s > 2.0 && self.minds[self.minds[r].other].intent == Intent::Sit => Intent::Sit,
            (Intent::Away, Role::Bunch) => Intent::Sit,
            (Intent::Away, Role::Off) => Intent::Back,
            (Intent::Away, Role::Away) if front_s > self.params.break_turn_laps * lap_s && stand.mates > 1 => {
                Intent::Swing
            }
            (Intent::Swing, Role::Away) if stand.place + 1 >= stand.mates => Intent::Away,
            (Intent::Swing, Role::Away) if for_s > 8.0 => Intent::Away,
            (Intent::Swing, Role::Bunch) if for_s > 9.0 || stand.place > 9 => Intent::Sit,
            (Intent::Swing, Role::Off) => Intent::Back,
            (Intent::Chase, Role::Bunch) if stand.place == 0 && front_s > self.params.turn_laps * lap_s => {
                Intent::Swing
            }
            (Intent::Chase, _) if self.scene.away.is_empty() || for_s > 40.0 || stand.role != Role::Bunch => {
                Intent::Sit
            }
            (Intent::Sit | Intent::MoveUp, Role::Bunch)
                if stand.place == 0 && front_s > self.params.turn_laps * lap_s && to_m > 1.5 * self.track.lap_m =>
            {
                Intent::Swing
            }
            (Intent::MoveUp, Role::Bunch) if self.minds[r].contests != sprint => Intent::Sit,
            (Intent::Ease, _) if for_s > 5.0 => Intent::Sit,
            (Intent::Sit | Intent::MoveUp, Role::Off) => Intent::Back,
            (Intent::Sit | Intent::MoveUp, Role::Away) => Intent::Away,
            (Intent::Back, Role::Bunch) => Intent::Sit,
            (Intent::Back, Role::Away) => Intent::Away,
            _ => return,
        };
        self.set(r, next, now_s);
    }

    /// Is this the moment to go for the line?
    fn opens_sprint(&self, r: usize, to_m: f64, sprint: u32, sight: &Sight) -> bool {
        let mind = &self.minds[r];
        let stand = self.scene.stands[r];
        if sprint == 0 || matches!(mind.intent, Intent::Swing) {
            return false;
        }
        match stand.role {
            Role::Bunch => {
                // Whoever is passed by a sprint that has been opened goes with it.
                let gone = stand.near.is_some_and(|(o, gap)| gap < 6.0 && self.minds[o].intent == Intent::Sprint);
                mind.contests == sprint && to_m < mind.launch_m + if gone { 40.0 } else { 0.0 }
            }
            Role::Away => mind.contests == sprint && to_m < 0.6 * mind.launch_m && sight.riders[r].share > 0.15,
            Role::Off => false,
        }
    }

    /// What a rider thinks about in this tick, if anything.
    fn consider(&mut self, r: usize, sight: &Sight, said: &mut Vec<Saying>) {
        let now_s = sight.now_s;
        if let Some((attacker, at_s)) = self.minds[r].alarm
            && now_s >= at_s
        {
            self.answer(r, attacker, sight);
        }
        if now_s >= self.minds[r].round_s {
            self.round(r, sight, said);
        }
        if now_s >= self.minds[r].due_s {
            let lap_s = self.track.lap_m / sight.riders[r].speed.max(5.0);
            self.minds[r].due_s = now_s + 0.5 * lap_s;
            self.think(r, sight, said);
        }
    }

    /// Turns what happened among the riders into notes.
    fn tell(&mut self, sight: &Sight, said: &[Saying], notes: &mut Vec<Note>) {
        let bib = |r: usize| self.bibs[r];
        for saying in said {
            let (kind, every_s, note) = match *saying {
                Saying::Bridge(r) => (0, 0.0, Note::Bridge { bib: bib(r) }),
                Saying::Chase(r) => (1, 30.0, Note::Chase { bib: bib(r) }),
                Saying::NobodyPulls(r) => (2, 60.0, Note::NobodyPulls { bib: bib(r) }),
                Saying::SitsUp(r) => (3, 5.0, Note::SitsUp { bib: bib(r) }),
            };
            if sight.now_s - self.said_s[kind] > every_s {
                self.said_s[kind] = sight.now_s;
                notes.push(note);
            }
        }
        let (mut left, mut caught) = (Vec::new(), Vec::new());
        for k in 0..self.by_bib.len() {
            let r = self.by_bib[k];
            let seen = &sight.riders[r];
            let lead = seen.race_m - sight.front_m;
            let away = seen.riding
                && self.scene.stands[r].role == Role::Away
                && lead > if self.was_away[r] { 0.0 } else { 15.0 };
            if away && !self.was_away[r] {
                left.push(self.bibs[r]);
            }
            if !away && self.was_away[r] && seen.riding && seen.in_bunch && seen.race_m > sight.tail_m + 8.0 {
                caught.push(self.bibs[r]);
            }
            let half = away && lead > 0.5 * self.track.lap_m;
            if half && !self.minds[r].half_said {
                notes.push(Note::HalfLap { bibs: vec![self.bibs[r]] });
            }
            self.minds[r].half_said = half || (away && self.minds[r].half_said);
            self.was_away[r] = away;
        }
        if !left.is_empty() {
            notes.push(Note::Attack { bibs: left });
        }
        if !caught.is_empty() {
            notes.push(Note::Caught { bibs: caught });
        }
    }
}
