//! The tick of a directed race: riders follow a script, and their power is what the motion needs.
//!
//! A tick has two phases: everyone decides from the old state, then all new states are written.

use super::check::closely::{self, Ticks};
use super::check::ledger::Ledger;
use super::decisions::Decisions;
use super::groups::NONE as NO_GROUP;
use super::happened::Happened;
use super::midway::Midway;
use super::numbers::{
    BRAKE, EDGE_M, FEWEST_LANES, LANE_M, LEAST_PUSH, OVERLAP_WAKE_M, PHOTO_S, RECORD_MPS, ROUNDING, SCRIPT_EASE,
    SCRIPT_LANES, SCRIPT_NEARING, SCRIPT_RATE, SCRIPT_SLOW_MPS, SCRIPT_WAIT_MPS, TICK_S, WAKE_M, WAKES,
};
use super::sample::Sample;
use super::spec::RaceSpec;
use super::{groups, lanes, sample};
use crate::director::{BunchSeen, Cue, Demand, Director, RiderSeen};
use crate::event::{Fact, Noted};
use crate::physics::{BIKE_M, DRIVE, RESIST_W, RISE, WHEELS_KG, detour, shelter, wake};
use crate::rider::Reserve;
use crate::units::Micros;

/// A rider on the track.
#[derive(Debug, Clone, Copy, PartialEq)]
struct DirectedRider {
    riding: bool,
    /// Has crossed the last line, or any line since the race ended.
    finished: bool,
    ridden_m: f64,
    /// Whole laps ridden.
    laps: u32,
    speed: f64,
    height_m: f64,
    lane: u8,
    leaving: u8,
    balance: i32,
    power_w: f64,
    shelter: f64,
    reserve: Reserve,
    work_j: f64,
    beyond: bool,
    beyond_ticks: u16,
}

/// A directed race under way.
#[derive(Debug, Clone)]
pub struct Directed {
    spec: RaceSpec,
    director: Director,
    riders: Vec<DirectedRider>,
    tick: u32,
    group: Vec<u8>,
    groups: u8,
    bunch: Vec<bool>,
    /// Riders on the track by place, foremost first.
    order: Vec<usize>,
    /// Metres past the line, by rider.
    place: Vec<f64>,
    /// The head of the race has crossed the last line.
    over: bool,
    /// The laps that facts have told of.
    ledger: Ledger,
    /// What the commissaires have yet to rule.
    decisions: Decisions,
    /// Nobody is faster than this, m/s.
    most_mps: f64,
}

impl Directed {
    /// Lines the riders up for the gun of a flying start (UCI 3.2.120–121).
    #[must_use]
    pub fn new(spec: RaceSpec, director: Director) -> Self {
        let speed = director.start_speed();
        let riders: Vec<DirectedRider> = (0..spec.riders.len())
            .map(|r| {
                let start = director.start_m(r);
                DirectedRider {
                    riding: start.is_some(),
                    finished: false,
                    ridden_m: start.unwrap_or(0.0),
                    laps: 0,
                    speed,
                    height_m: 0.0,
                    lane: 0,
                    leaving: 0,
                    balance: 0,
                    power_w: 0.0,
                    shelter: 1.0,
                    reserve: Reserve::full(&spec.riders[r].legs),
                    work_j: 0.0,
                    beyond: false,
                    beyond_ticks: 0,
                }
            })
            .collect();
        let n = riders.len();
        let decisions = Decisions::of(director.script(), |r| spec.riders[r].bib);
        let mut race = Self {
            spec,
            director,
            riders,
            tick: 0,
            group: vec![NO_GROUP; n],
            groups: 0,
            bunch: vec![false; n],
            order: Vec::with_capacity(n),
            place: Vec::with_capacity(n),
            over: false,
            decisions,
            ledger: Ledger::new((0..n).map(|_| 0)),
            most_mps: RECORD_MPS.max(speed),
        };
        race.line_up();
        race.regroup();
        race
    }

    /// The rolling start is two abreast: every second rider is one lane up.
    fn line_up(&mut self) {
        self.sort();
        self.order.sort_by(|&a, &b| self.riders[b].ridden_m.total_cmp(&self.riders[a].ridden_m));
        for (k, &r) in self.order.iter().enumerate() {
            let lane = (k % 2) as u8;
            let rider = &mut self.riders[r];
            (rider.lane, rider.leaving, rider.height_m) = (lane, lane, f64::from(lane) * LANE_M);
        }
    }

    /// What the race is ridden with.
    #[must_use]
    pub fn spec(&self) -> &RaceSpec {
        &self.spec
    }

    /// Every rider on the track has crossed the last line.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.riders.iter().all(|s| !s.riding || s.finished)
    }

    /// The present tick, from 0 at the gun.
    #[must_use]
    pub fn tick(&self) -> u32 {
        self.tick
    }

    /// The greatest race distance of a rider on the track, m.
    pub(super) fn head_m(&self) -> f64 {
        let riding = (0..self.riders.len()).filter(|&r| self.riders[r].riding);
        riding.map(|r| self.race_m(r)).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Rider `r` as they are now.
    pub(super) fn midway(&self, r: usize) -> Midway {
        let s = &self.riders[r];
        Midway {
            riding: s.riding,
            in_bunch: self.bunch[r],
            ridden_m: s.ridden_m,
            speed: s.speed,
            height_m: s.height_m,
            lane: s.lane,
            leaving: s.leaving,
            balance: s.balance,
            power_w: s.power_w,
            shelter: s.shelter,
            reserve: s.reserve,
            work_j: s.work_j,
        }
    }

    /// Race distance of a rider, m.
    fn race_m(&self, r: usize) -> f64 {
        self.riders[r].ridden_m - f64::from(self.riders[r].balance) * self.spec.track.lap_m
    }

    /// One sample for each rider of the start list.
    pub fn sample(&self, into: &mut Vec<Sample>) {
        for (r, s) in self.riders.iter().enumerate() {
            into.push(Sample {
                ridden_m: s.ridden_m,
                speed: s.speed as f32,
                height_m: s.height_m as f32,
                power_w: s.power_w as f32,
                asked_w: s.power_w as f32,
                shelter: s.shelter as f32,
                reserve: s.reserve.share(&self.spec.riders[r].legs) as f32,
                balance: s.balance as i16,
                beyond_ticks: s.beyond_ticks,
                group: if s.riding { self.group[r] } else { NO_GROUP },
                flags: sample::flags(s.riding, s.beyond, self.bunch[r]),
                intent: sample::number(None),
                out: sample::out(None),
            });
        }
    }

    /// Rides for one tick.
    pub fn step(&mut self, happened: &mut Happened) {
        if self.spec.checks.closely {
            closely::ride_tick(self, 0, happened);
        } else {
            self.ride_tick(0, happened);
        }
    }
}

impl Ticks for Directed {
    fn spec(&self) -> &RaceSpec {
        &self.spec
    }

    fn tick(&self) -> u32 {
        self.tick
    }

    fn dt_s(&self) -> f64 {
        TICK_S
    }

    fn sample(&self, into: &mut Vec<Sample>) {
        self.sample(into);
    }

    fn ride_tick(&mut self, so_far: usize, happened: &mut Happened) {
        let now = Micros::from_secs(f64::from(self.tick) * TICK_S);
        let n = self.riders.len();
        if self.tick == 0 {
            happened.facts.extend(self.spec.carried_over(now));
        }
        let seen: Vec<RiderSeen> = (0..n)
            .map(|r| RiderSeen { race_m: self.race_m(r), speed: self.riders[r].speed, riding: self.riders[r].riding })
            .collect();
        let bunch = self.bunch_seen();
        let idle = Demand { target_m: 0.0, speed: 0.0, limit: 0.0, push: 0.0, haste: 0.0, lane: None, outside: None };
        let mut demands = vec![idle; n];
        for cue in self.director.direct(&seen, bunch, TICK_S, &mut demands) {
            self.carry_out(cue, now, happened);
        }
        for (r, demand) in demands.iter().enumerate() {
            let Demand { target_m, speed, limit, .. } = *demand;
            assert!(
                target_m.abs() < f64::INFINITY && speed.abs() < f64::INFINITY && !limit.is_nan(),
                "{}: the script asks for {demand:?}",
                self.spec.checks.at(self.tick, self.spec.riders[r].bib)
            );
        }
        self.ride(&demands, now, happened);
        self.judge(&mut happened.facts[so_far..]);
        self.tick += 1;
        self.sort();
        self.regroup();
        self.contacts(happened);
        let news = &mut happened.facts[so_far..];
        news.sort_by_key(|f| (f.at(), f.bib()));
        let until = Micros::from_secs(f64::from(self.tick) * TICK_S);
        let (riders, checks) = (&self.riders, &self.spec.checks);
        self.ledger.enter(news, until, &self.spec.riders, |r| riders[r].balance, checks, self.tick);
        let is_done = self.is_done();
        self.decisions.due(is_done, until, &mut happened.facts);
        self.check();
    }
}

impl Directed {
    /// Checks that numbers are finite, nobody is faster than a rider can be, and no reserve is below empty. The power that the
    /// motion takes may be beyond a rider's legs: that is flagged, and no error.
    fn check(&self) {
        if let Err((r, wrong)) = self.director.audit() {
            panic!("{}: {wrong}", self.spec.checks.at(self.tick, self.spec.riders[r].bib));
        }
        for (r, s) in self.riders.iter().enumerate() {
            let share = s.reserve.share(&self.spec.riders[r].legs);
            // Every comparison with NaN is false.
            assert!(
                s.ridden_m.abs() < f64::INFINITY
                    && (-ROUNDING..=self.most_mps).contains(&s.speed)
                    && (0.0..=1.0 + ROUNDING).contains(&share)
                    && s.power_w.abs() < f64::INFINITY,
                "{}: {} m ridden, at {} m/s of at most {}, with {share} of W′ left and {} W",
                self.spec.checks.at(self.tick, self.spec.riders[r].bib),
                s.ridden_m,
                s.speed,
                self.most_mps,
                s.power_w
            );
            self.ledger.compare(r, s.balance, &self.spec.riders, &self.spec.checks, self.tick);
        }
    }

    fn carry_out(&mut self, cue: Cue, now: Micros, happened: &mut Happened) {
        match cue {
            Cue::Stop { rider, kind } => {
                let bib = self.spec.riders[rider].bib;
                self.riders[rider].riding = false;
                happened.facts.push(Fact::Stop { bib, kind, at: now });
            }
            Cue::Say { riders, note } => {
                let bibs = riders.iter().map(|&r| self.spec.riders[r].bib).collect();
                happened.notes.push(Noted { at: now, note: note(bibs) });
            }
        }
    }

    /// Lanes, speeds, places, watts.
    fn ride(&mut self, demands: &[Demand], now: Micros, happened: &mut Happened) {
        let track = self.spec.track;
        self.order.retain(|&r| self.riders[r].riding);
        let mut placed: Vec<lanes::LaneRider> = self
            .order
            .iter()
            .map(|&r| {
                let s = &self.riders[r];
                let behind_m = demands[r].target_m - self.race_m(r) - demands[r].speed * TICK_S;
                lanes::LaneRider {
                    place_m: self.place[r],
                    speed: s.speed,
                    lane: s.lane,
                    leaving: s.leaving,
                    wish: (demands[r].speed + (SCRIPT_NEARING * behind_m).clamp(-SCRIPT_WAIT_MPS, demands[r].haste))
                        .min(demands[r].limit),
                    behind_m,
                    home: demands[r].lane,
                    outside: demands[r].outside,
                }
            })
            .collect();
        let mut limits = vec![f64::INFINITY; placed.len()];
        let lane_count = ((track.width_m - EDGE_M) / LANE_M).clamp(FEWEST_LANES, SCRIPT_LANES) as u8;
        lanes::choose(&mut placed, track.lap_m, lane_count, BRAKE * TICK_S, &mut limits);
        let drag = self.shelters(&placed);
        for (k, p) in placed.iter().enumerate() {
            let r = self.order[k];
            let legs = self.spec.riders[r].legs;
            let s = &mut self.riders[r];
            assert!(
                p.lane < lane_count.max(p.leaving + 1) && !limits[k].is_nan(),
                "{}: in lane {} of {lane_count}, no faster than {} m/s",
                self.spec.checks.at(self.tick, self.spec.riders[r].bib),
                p.lane,
                limits[k]
            );
            s.lane = p.lane;
            let limit = limits[k].min(demands[r].limit);
            // They speed up no harder than their legs allow, but always a little: the script must be carried out.
            let rise = RISE * lanes::climb(s.height_m, s.lane, TICK_S) / TICK_S;
            let v = s.speed * detour(s.height_m, track.lap_m);
            let body = legs.body;
            let spare = (s.reserve.cap(&legs) - body.power(v, 0.0, rise, drag[k])) * DRIVE / v.max(SCRIPT_SLOW_MPS);
            let push = demands[r].push.min((spare / (body.mass_kg + WHEELS_KG)).max(LEAST_PUSH));
            let free = ((p.wish - s.speed) * SCRIPT_RATE).clamp(-SCRIPT_EASE, push);
            let held = (limit - s.speed) / TICK_S;
            let a = free.min(held).max(-BRAKE).max(-s.speed / TICK_S);
            let before_m = s.ridden_m;
            s.speed += a * TICK_S;
            s.ridden_m += (s.speed - 0.5 * a * TICK_S) * TICK_S;
            (s.height_m, s.leaving) = lanes::drift(s.height_m, s.lane, s.leaving, TICK_S);
            s.shelter = drag[k];
            let v = s.speed * detour(s.height_m, track.lap_m);
            s.power_w = legs.body.power(v, a, rise, s.shelter).max(RESIST_W);
            s.work_j += s.power_w.max(0.0) * TICK_S;
            s.beyond = !s.reserve.spend(&legs, s.power_w, TICK_S);
            s.beyond_ticks = s.beyond_ticks.saturating_add(u16::from(s.beyond));
            self.cross(r, before_m, now, happened);
        }
    }

    /// Notes a crossing of the line between two ticks, to the microsecond, if rider `r` has crossed it since `before_m`.
    fn cross(&mut self, r: usize, before_m: f64, now: Micros, happened: &mut Happened) {
        let (track, tick) = (self.spec.track, self.tick);
        let (bib, s) = (self.spec.riders[r].bib, &mut self.riders[r]);
        let laps = libm::floor(s.ridden_m / track.lap_m);
        let line_m = laps * track.lap_m;
        if before_m >= line_m || laps < 1.0 {
            return;
        }
        let part = (line_m - before_m) / (s.ridden_m - before_m);
        let at = Micros(now.0 + Micros::from_secs(part * TICK_S).0);
        assert!(
            laps as u32 == s.laps + 1,
            "{}: ends lap {laps} after lap {}, having ridden {} m",
            self.spec.checks.at(tick, bib),
            s.laps,
            s.ridden_m
        );
        s.laps = laps as u32;
        happened.facts.push(Fact::Line { bib, ridden: s.laps, at });
        let race_laps = laps as i64 - i64::from(s.balance);
        if self.over || race_laps >= i64::from(track.laps) {
            s.finished = true;
            self.over = true;
        }
        self.decisions.crossed(r, race_laps);
    }

    /// Gives riders whom the script has cross a line together one instant, if the photo of the finish cannot part them.
    fn judge(&self, news: &mut [Fact]) {
        for (lap, heat) in self.director.heats() {
            let is_theirs = |fact: &Fact| match *fact {
                Fact::Line { bib, ridden, .. } => heat.iter().any(|&r| {
                    self.spec.riders[r].bib == bib
                        && i64::from(ridden) - i64::from(self.riders[r].balance) == i64::from(lap)
                }),
                _ => false,
            };
            let times: Vec<Micros> = news.iter().filter(|fact| is_theirs(fact)).map(Fact::at).collect();
            let (Some(&first), Some(&last)) = (times.iter().min(), times.iter().max()) else { continue };
            if times.len() < heat.len() || last.0 - first.0 > Micros::from_secs(PHOTO_S).0 {
                continue;
            }
            for fact in news.iter_mut().filter(|fact| is_theirs(fact)) {
                if let Fact::Line { at, .. } = fact {
                    *at = first;
                }
            }
        }
    }

    /// Drag factors of the riders of `placed`, foremost first.
    fn shelters(&self, placed: &[lanes::LaneRider]) -> Vec<f64> {
        let n = placed.len();
        let lap_m = self.spec.track.lap_m;
        let mut chain = vec![0.0_f64; n];
        let mut behind = vec![0.0_f64; n];
        let gap = |me: usize, ahead: usize| {
            let apart = placed[ahead].place_m - placed[me].place_m;
            (if apart < 0.0 { apart + lap_m } else { apart }) - BIKE_M
        };
        // Begin behind a gap, so that a chain of riders across the finish line is not cut in two.
        let start = (0..n).find(|&me| gap(me, (me + n - 1) % n) > WAKE_M).unwrap_or(0);
        for k in 0..n {
            let me = (start + k) % n;
            let mine = &self.riders[self.order[me]];
            let mut best = 0.0_f64;
            for back in 1..=WAKES.min(n - 1) {
                let j = (me + n - back) % n;
                let ahead = gap(me, j);
                if !(-OVERLAP_WAKE_M..WAKE_M).contains(&ahead) {
                    continue;
                }
                let w = wake(ahead, (self.riders[self.order[j]].height_m - mine.height_m).abs());
                best = best.max(w * (1.0 + chain[j]));
                behind[j] = behind[j].max(w);
            }
            chain[me] = best;
        }
        (0..n).map(|k| shelter(chain[k], behind[k])).collect()
    }

    /// Riders on the track by place, foremost first; equal places by start list.
    fn sort(&mut self) {
        let (riders, track) = (&self.riders, &self.spec.track);
        self.place.clear();
        self.place.extend(riders.iter().map(|s| track.place(s.ridden_m)));
        if self.order.is_empty() {
            self.order.extend(0..riders.len());
        }
        self.order.retain(|&r| riders[r].riding);
        // This sort is fast on what is nearly sorted, as riders are from one tick to the next.
        let place = &self.place;
        self.order.sort_by(|&a, &b| place[b].total_cmp(&place[a]).then(a.cmp(&b)));
    }

    fn regroup(&mut self) {
        for (r, s) in self.riders.iter().enumerate() {
            if !s.riding {
                self.group[r] = NO_GROUP;
            }
        }
        groups::split(
            &self.order,
            &self.place,
            self.spec.track.lap_m,
            self.spec.contact_m,
            &mut self.group,
            &mut self.groups,
        );
        let bunch = groups::bunch(&self.group, &self.bunch, self.groups);
        for r in 0..self.riders.len() {
            self.bunch[r] = bunch != NO_GROUP && self.group[r] == bunch;
        }
    }

    /// Front and tail of the bunch in race distance. Only riders within half a lap of its middle count.
    fn bunch_seen(&self) -> BunchSeen {
        let mut at: Vec<f64> = (0..self.riders.len()).filter(|&r| self.bunch[r]).map(|r| self.race_m(r)).collect();
        if at.is_empty() {
            return BunchSeen { front_m: 0.0, tail_m: 0.0 };
        }
        at.sort_by(f64::total_cmp);
        let middle = at[at.len() / 2];
        let near = |m: &&f64| (**m - middle).abs() < 0.5 * self.spec.track.lap_m;
        let front_m = *at.iter().rev().find(near).unwrap_or(&middle);
        let tail_m = *at.iter().find(near).unwrap_or(&middle);
        BunchSeen { front_m, tail_m }
    }

    /// Notes who has come round to the tail of the bunch, and to whom its front has come round.
    fn contacts(&mut self, happened: &mut Happened) {
        let at = Micros::from_secs(f64::from(self.tick) * TICK_S);
        let lap_m = self.spec.track.lap_m;
        let reach_m = lap_m - self.spec.contact_m - BIKE_M;
        // One at a time, those with the greatest lead or lag first: each contact may give the bunch a new tail or front.
        // Each rider once: in a bunch that reaches round the track, contacts would go on for ever.
        let mut joined = vec![false; self.riders.len()];
        loop {
            let bunch = self.bunch_seen();
            let riding = (0..self.riders.len()).filter(|&r| self.riders[r].riding && !joined[r]);
            let lead = |r: usize| self.race_m(r) - bunch.tail_m;
            let lag = |r: usize| bunch.front_m - self.race_m(r);
            let Some(r) = riding.max_by(|&a, &b| lead(a).max(lag(a)).total_cmp(&lead(b).max(lag(b)))) else { return };
            let bib = self.spec.riders[r].bib;
            if lead(r) >= reach_m {
                self.riders[r].balance += 1;
                happened.facts.push(Fact::Tail { bib, at });
                self.director.gained(r, self.race_m(r));
            } else if lag(r) >= reach_m {
                self.riders[r].balance -= 1;
                happened.facts.push(Fact::Front { bib, at });
                self.director.lost(r, self.race_m(r));
            } else {
                return;
            }
            self.bunch[r] = true;
            joined[r] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::Track;
    use crate::director::Script;
    use crate::race::check::{Checks, message};
    use crate::race::incidents::Incidents;
    use crate::race::spec::Entrant;
    use crate::rider::MEN;
    use crate::units::Bib;

    /// What is said of a replay of two riders once `damage` has been done to it.
    fn said(damage: impl FnOnce(&mut Directed)) -> String {
        let spec = RaceSpec {
            track: Track { lap_m: 250.0, laps: 10, width_m: 7.0 },
            riders: [4, 9].map(|bib| Entrant::new(Bib(bib), MEN.legs(None))).to_vec(),
            contact_m: 5.0,
            incidents: Incidents::none(),
            checks: Checks::of("velodrome watch athens-2004-men --seed 7"),
        };
        let script =
            Script { sprints: Vec::new(), moves: Vec::new(), stops: Vec::new(), decisions: Vec::new(), time_s: 200.0 };
        let mut race = Directed::new(spec.clone(), Director::new(spec.track, script, 2, 1, 0));
        race.step(&mut Happened::default());
        damage(&mut race);
        message(|| race.step(&mut Happened::default()))
    }

    #[test]
    fn a_replay_is_checked_too() {
        let at = "velodrome watch athens-2004-men --seed 7: tick 2, bib 9";
        let told = said(|race| race.riders[1].speed = 30.0);
        assert!(
            told.contains(&format!("{at}: ")) && told.contains(" m ridden, at 29.3 m/s of at most 22.5,"),
            "{told}"
        );
        assert_eq!(
            said(|race| race.riders[1].balance = 1),
            format!("{at}: a balance of +0 laps, and the facts say -1")
        );
        let at = "velodrome watch athens-2004-men --seed 7: tick 1, bib 9";
        let told = said(|race| race.riders[1].ridden_m = 749.9);
        assert!(told.starts_with(&format!("{at}: ends lap 3 after lap 0, having ridden 75")), "{told}");
        assert_eq!(
            said(|race| race.riders[1].speed = f64::NAN),
            format!("{at}: ends lap NaN after lap 0, having ridden NaN m")
        );
    }
}
