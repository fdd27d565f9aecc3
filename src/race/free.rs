//! A free race under way: minds that ask for something, and a pack that rides.

use super::check::closely::{self, Ticks};
use super::check::ledger::Ledger;
use super::check::points;
use super::happened::Happened;
use super::mishaps::Mishaps;
use super::numbers::TICK_S;
use super::pack::Pack;
use super::sample::Sample;
use super::spec::RaceSpec;
use crate::event::{Fact, Noted, StopKind};
use crate::tactics::Tactics;
use crate::units::Micros;

/// A free race under way.
#[derive(Debug, Clone)]
pub struct Free {
    pub(super) spec: RaceSpec,
    pub(super) tactics: Tactics,
    pub(super) pack: Pack,
    /// Who is off the track after a mishap, and what goes wrong next.
    pub(super) mishaps: Mishaps,
    /// The laps that facts have told of.
    ledger: Ledger,
    tick: u32,
    dt: f64,
    /// Length of a tick.
    every: Micros,
    /// The present moment.
    now: Micros,
}

impl Free {
    /// Lines the riders up for the gun of a flying start (UCI 3.2.120–121).
    #[must_use]
    pub fn new(spec: RaceSpec, tactics: Tactics, dt: f64) -> Self {
        let start_m: Vec<f64> = (0..spec.riders.len()).map(|r| tactics.start_m(r)).collect();
        let pack = Pack::new(&spec, &start_m, tactics.start_speed(), dt);
        let mishaps = Mishaps::new(&spec.incidents.plan, spec.riders.iter().map(|e| e.bib));
        // Where the field is longer than half a lap, some start on another lap than the bunch, and no fact says so.
        let ledger = Ledger::new((0..spec.riders.len()).map(|r| pack.rider(r).balance));
        Self { spec, tactics, pack, mishaps, ledger, tick: 0, dt, every: Micros::from_secs(dt), now: Micros::ZERO }
    }

    /// The race of riders who have ridden for `tick` ticks and decide for themselves from now on; `happened` is what the change
    /// has brought.
    pub(super) fn midway(
        spec: RaceSpec,
        tactics: Tactics,
        pack: Pack,
        ledger: Ledger,
        tick: u32,
        happened: &mut Happened,
    ) -> Self {
        let mishaps = Mishaps::new(&[], spec.riders.iter().map(|e| e.bib));
        let every = Micros::from_secs(TICK_S);
        let now = Micros(every.0 * i64::from(tick));
        let mut free = Self { spec, tactics, pack, mishaps, ledger, tick, dt: TICK_S, every, now };
        let incidents = std::mem::take(&mut free.spec.incidents);
        free.set_incidents(incidents);
        let now_s = free.now_s();
        free.tactics.take_over(now_s);
        free.hear(0, now, happened);
        free
    }

    /// What the race is ridden with.
    #[must_use]
    pub fn spec(&self) -> &RaceSpec {
        &self.spec
    }

    /// The riders on the track and beside it.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Every rider on the track has crossed the last line.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.pack.is_done()
    }

    /// The present tick, from 0 at the gun.
    #[must_use]
    pub fn tick(&self) -> u32 {
        self.tick
    }

    /// Seconds since the gun.
    #[must_use]
    pub fn now_s(&self) -> f64 {
        f64::from(self.tick) * self.dt
    }

    /// One sample for each rider of the start list.
    pub fn sample(&self, into: &mut Vec<Sample>) {
        let lap_m = self.spec.track.lap_m;
        self.pack.sample(|r| (self.tactics.intent(r), self.mishaps.laps_left(r, lap_m)), into);
    }

    /// Rides for one tick.
    pub fn step(&mut self, happened: &mut Happened) {
        self.step_from(0, happened);
    }

    /// Rides for one tick. The first `so_far` facts of `happened` are of earlier ticks.
    pub fn step_from(&mut self, so_far: usize, happened: &mut Happened) {
        if self.spec.checks.closely {
            closely::ride_tick(self, so_far, happened);
        } else {
            self.ride_tick(so_far, happened);
        }
    }
}

impl Ticks for Free {
    fn spec(&self) -> &RaceSpec {
        &self.spec
    }

    fn tick(&self) -> u32 {
        self.tick
    }

    fn dt_s(&self) -> f64 {
        self.dt
    }

    fn sample(&self, into: &mut Vec<Sample>) {
        self.sample(into);
    }

    fn ride_tick(&mut self, so_far: usize, happened: &mut Happened) {
        let now_s = self.now_s();
        let now = self.now;
        let so_far = if self.tick == 0 { self.carry_over(so_far, happened) } else { so_far };
        if self.pack.looks_up() && now_s >= self.tactics.due_s() {
            self.pack.note();
            let (sight, mut wishes) = self.pack.sight(now_s);
            let tell = |note| happened.notes.push(Noted { at: now, note });
            self.tactics.direct(&sight, |r, wish| wishes.put(r, wish), tell);
            let leaving = self.tactics.take_leaving();
            if !leaving.is_empty() {
                let kind = self.spec.incidents.habits.map_or(StopKind::Abd, |habits| habits.gives_up_as);
                leaving.into_iter().for_each(|r| self.stop(r, kind, now, happened));
                self.pack.assemble();
            }
        }
        self.pack.ride(now, &mut happened.facts);
        self.hear(so_far, Micros(now.0 + self.every.0), happened);
        let crossed = happened.facts.len();
        self.tick += 1;
        self.now = Micros(now.0 + self.every.0);
        let at = self.now;
        if self.pack.looks_up() {
            self.pack.look(at, &mut happened.facts);
        }
        if !self.spec.incidents.are_off() && !self.pack.is_over() && self.has_trouble(&happened.facts[crossed..]) {
            self.incidents(at, self.dt, crossed, happened);
        }
        self.hear(crossed, at, happened);
        self.pack.check(&self.ledger, &self.spec.riders);
        if self.pack.is_over() && self.is_done() {
            points(self.tactics.board(), &self.spec.checks, self.tick);
        }
    }
}

impl Free {
    /// Says at the gun who starts with points, so that riders know it when they first look up. Returns the number of facts so
    /// far.
    #[cold]
    fn carry_over(&mut self, so_far: usize, happened: &mut Happened) -> usize {
        happened.facts.extend(self.spec.carried_over(self.now));
        self.hear(so_far, self.now, happened);
        happened.facts.len()
    }

    /// Puts the facts from number `from` on in order of time, checks them, and lets the riders hear them. None is later than
    /// `until`.
    #[inline]
    fn hear(&mut self, from: usize, until: Micros, happened: &mut Happened) {
        if happened.facts.len() > from {
            self.hear_of(&mut happened.facts[from..], until);
        }
    }

    fn hear_of(&mut self, news: &mut [Fact], until: Micros) {
        news.sort_by_key(|f| (f.at(), f.bib()));
        let (riders, pack) = (&self.spec.riders, &self.pack);
        self.ledger.enter(news, until, riders, |r| pack.rider(r).balance, &self.spec.checks, self.tick);
        news.iter().for_each(|fact| self.tactics.hear(fact));
        // The referee decides who has finished.
        if self.tactics.race_is_over() {
            self.pack.end();
            for fact in news.iter().filter(|f| self.tactics.has_finished(f.bib())) {
                self.pack.finish(fact.bib());
            }
        }
    }
}
