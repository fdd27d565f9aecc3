//! The tick of a free race: riders on the surface, each within his legs. Knows wishes, not minds.
//!
//! Riders are kept and taken in their order on the track, from behind the widest gap backwards, so that whoever is in front
//! has moved when the one behind him is asked: nobody rides into anybody. All that a rider needs of those before him are
//! the last riders in the lanes beside him, so a tick costs the same for every rider, however many there are.

use super::effort::{Asked, Efforts, least, most};
use super::groups::NONE as NO_GROUP;
use super::lanes::{self, LANE_M};
use super::spec::RaceSpec;
use super::{BRAKE, Sample, WAKE_M, tape};
use crate::course::Track;
use crate::event::Fact;
use crate::physics::{BIKE_M, GRAVITY, RISE, detour, wake};
use crate::rider::Legs;
use crate::tactics::{Intent, NOBODY, Role, Seen, Sight, Wish};
use crate::units::{Bib, Micros};

/// Lanes of the surface that a bunch uses.
const LANES: usize = 8;
/// Heads of the bunch that riders look at.
const HEADS: usize = 8;
/// A rider nears the wheel he wants at this rate, 1/s.
const CLOSING: f64 = 0.3;
/// No faster than this does a rider come up to a wheel, m/s.
const MOST_CLOSING: f64 = 1.5;
/// Riders this near ride in one line, whose speed they feel through those in front, m.
const LINE_M: f64 = 4.0;
const FLOW: f64 = 0.7;
/// The least between wheels, m.
const LEAST_M: f64 = 0.15;
/// Whoever is ahead of a wheel by this much and wants to come down in front of it is let in, m.
const COURTESY_M: f64 = 0.9;
/// A rider this far ahead is nobody's wheel, m.
const NEAR_M: f64 = 30.0;
/// More groups than this are counted as one with the last.
const MOST_GROUPS: usize = 128;
/// Ticks after which critical power is worked out again for those who tire.
const TIRE_TICKS: u32 = 40;
/// Nobody is there.
const NONE: usize = usize::MAX;

/// A rider on the track, with all that a tick needs of him in one place.
#[derive(Debug, Clone)]
pub struct Rider {
    /// Index in the start list.
    r: u16,
    pub group: u8,
    lane: u8,
    leaving: u8,
    pub riding: bool,
    pub finished: bool,
    role: Role,
    pub balance: i32,
    laps: u32,
    wish: Wish,
    /// Where he is along the scan, m.
    scan_m: f64,
    pub ridden_m: f64,
    /// Metres ridden at which something goes wrong.
    pub trouble_m: f64,
    /// Metres ridden at the next crossing of the line.
    next_line_m: f64,
    pub speed: f64,
    /// Speed of the line he rides in, without its surges, m/s.
    flow: f64,
    height_m: f64,
    /// Chain depth of the shelter he has, and the share of his wake that the rider behind takes.
    chain: f64,
    taken: f64,
    shelter: f64,
    power_w: f64,
    /// Index in the scan of the wheel he follows, or [`NONE`].
    wheel: usize,
    /// What height takes from him, W for each m/s of it.
    weight_n: f64,
    legs: Legs,
    bib: Bib,
}

impl Rider {
    fn new(r: usize, bib: Bib, legs: &Legs, start_m: f64, speed: f64, track: &Track) -> Self {
        Self {
            r: r as u16,
            group: NO_GROUP,
            lane: 0,
            leaving: 0,
            riding: true,
            finished: false,
            role: Role::Bunch,
            balance: 0,
            laps: 0,
            wish: Wish::default(),
            scan_m: start_m,
            ridden_m: start_m,
            trouble_m: f64::INFINITY,
            next_line_m: track.lap_m,
            speed,
            flow: speed,
            height_m: 0.0,
            chain: 0.0,
            taken: 0.0,
            shelter: 1.0,
            power_w: 0.0,
            wheel: NONE,
            weight_n: legs.body.mass_kg * GRAVITY,
            legs: *legs,
            bib,
        }
    }

    pub fn race_m(&self, lap_m: f64) -> f64 {
        self.ridden_m - f64::from(self.balance) * lap_m
    }

    pub fn holds(&self, lane: u8) -> bool {
        self.lane == lane || self.leaving == lane
    }
}

/// A bunch and all around it.
#[derive(Debug, Clone)]
pub struct Pack {
    track: Track,
    contact_m: f64,
    dt: f64,
    lanes: u8,
    tick: u32,
    /// Riders on the track, from behind the widest gap backwards.
    line: Vec<Rider>,
    /// Riders who are not.
    out: Vec<Rider>,
    efforts: Efforts,
    /// The head of the race has finished, and nobody gains or loses a lap any more.
    over: bool,
    /// Somebody has come to where something goes wrong for him.
    in_trouble: bool,
    /// The scan was lined up anew.
    is_new: bool,
    bunch: u8,
    /// Where each rider was in the line when it was last written down.
    at: Vec<u16>,
    seen: Vec<Seen>,
    wishes: Vec<Wish>,
    heads: Vec<u16>,
    away: Vec<u16>,
    sizes: Vec<u16>,
    front_m: f64,
    tail_m: f64,
}

impl Pack {
    /// Riders two abreast behind the line, each `start_m` past it, at `speed` m/s.
    pub fn new(spec: &RaceSpec, start_m: &[f64], speed: f64, dt: f64) -> Self {
        let n = spec.riders.len();
        let rider = |(r, e): (usize, &super::Entrant)| Rider::new(r, e.bib, &e.legs, start_m[r], speed, &spec.track);
        let mut line: Vec<Rider> = spec.riders.iter().enumerate().map(rider).collect();
        for incident in spec.incidents.plan.iter().rev() {
            line[incident.rider].trouble_m = incident.at_m;
        }
        line.sort_by(|a, b| b.scan_m.total_cmp(&a.scan_m).then(a.bib.cmp(&b.bib)));
        for (k, rider) in line.iter_mut().enumerate() {
            rider.lane = (k % 2) as u8;
            (rider.leaving, rider.height_m) = (rider.lane, f64::from(rider.lane) * LANE_M);
        }
        let mut pack = Self {
            track: spec.track,
            contact_m: spec.contact_m,
            dt,
            lanes: ((spec.track.width_m - 0.5) / LANE_M).clamp(2.0, LANES as f64) as u8,
            tick: 0,
            line,
            out: Vec::new(),
            efforts: Efforts::new(spec.riders.iter().map(|e| &e.legs), dt),
            over: false,
            in_trouble: false,
            is_new: true,
            bunch: 0,
            at: vec![0; n],
            seen: vec![Seen::default(); n],
            wishes: vec![Wish::default(); n],
            heads: Vec::with_capacity(HEADS),
            away: Vec::with_capacity(n),
            sizes: Vec::with_capacity(n),
            front_m: 0.0,
            tail_m: 0.0,
        };
        pack.look(Micros::ZERO, &mut Vec::new());
        pack
    }

    /// Every rider on the track has crossed the last line.
    pub fn is_done(&self) -> bool {
        self.over && self.line.iter().all(|s| s.finished)
    }

    /// The head of the race has crossed the last line.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The head of the race has finished: from now on nobody gains or loses a lap.
    pub fn end(&mut self) {
        self.over = true;
    }

    /// Rider `bib` has finished.
    pub fn finish(&mut self, bib: Bib) {
        if let Some(s) = self.line.iter_mut().find(|s| s.bib == bib) {
            s.finished = true;
        }
    }

    /// What riders see, and where they put down what they ask.
    pub fn sight(&mut self, now_s: f64) -> (Sight<'_>, &mut [Wish]) {
        let sight = Sight {
            now_s,
            riders: &self.seen,
            heads: &self.heads,
            away: &self.away,
            sizes: &self.sizes,
            front_m: self.front_m,
            tail_m: self.tail_m,
        };
        (sight, &mut self.wishes)
    }

    /// What riders ask holds from now on.
    pub fn take_wishes(&mut self) {
        for rider in &mut self.line {
            rider.wish = self.wishes[usize::from(rider.r)];
        }
    }

    /// One sample for each rider of the start list.
    pub fn sample(&self, of: impl Fn(usize) -> (Intent, Option<Option<u32>>), into: &mut Vec<Sample>) {
        let base = into.len();
        into.resize(base + self.seen.len(), Sample::NONE);
        for s in self.line.iter().chain(&self.out) {
            let (r, riding) = (usize::from(s.r), s.riding);
            let (intent, out) = of(r);
            into[base + r] = Sample {
                ridden_m: s.ridden_m,
                speed: s.speed as f32,
                height_m: s.height_m as f32,
                power_w: s.power_w as f32,
                asked_w: least(s.wish.most_w, self.efforts.cap_w(r)) as f32,
                shelter: s.shelter as f32,
                reserve: self.efforts.share(r) as f32,
                balance: s.balance as i16,
                beyond_ticks: 0,
                group: if riding { s.group } else { NO_GROUP },
                flags: tape::flags(riding, false, riding && s.role == Role::Bunch),
                intent: tape::number(Some(intent)),
                out: tape::out(out),
            };
        }
    }

    /// For every rider on the track: metres to the rear wheel of the one before him on it, watts, critical power.
    pub fn efforts(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let ahead = self.line.last().map(|s| s.scan_m + self.track.lap_m);
        let ahead = ahead.into_iter().chain(self.line.iter().map(|s| s.scan_m));
        let cp_w = |s: &Rider| self.efforts.cp_w(usize::from(s.r));
        self.line.iter().zip(ahead).map(move |(s, ahead)| (ahead - BIKE_M - s.scan_m, s.power_w, cp_w(s)))
    }

    /// Lanes, speeds, places and watts of everyone for a tick; crossings of the line go to `facts`.
    pub fn ride(&mut self, now: Micros, facts: &mut Vec<Fact>) {
        self.tick += 1;
        self.ask();
        self.efforts.ride();
        self.go(now, facts);
    }

    /// Everyone looks at the riders before him, chooses a lane and asks his legs for what it takes.
    fn ask(&mut self) {
        let dt = self.dt;
        let around = detour(1.0, self.track.lap_m) - 1.0;
        // Gaps change by centimetres in a tick: to feel the air in every other is often enough.
        let feels = self.tick % 2 == 1;
        let seam = self.seam();
        let mut tails = [NONE; LANES + 1];
        for k in 0..self.line.len() {
            let (before, rest) = self.line.split_at_mut(k);
            let Some((s, after)) = rest.split_first_mut() else { return };
            if s.lane == s.leaving && (s.wish.lane != s.lane || !s.wish.patient) {
                s.lane = choose_lane(s, before, after, &tails, self.lanes);
            }
            let lane = usize::from(s.lane);
            // The wheel: the last rider in each lane he holds.
            s.wheel = tails[lane];
            if s.leaving != s.lane {
                let other = tails[usize::from(s.leaving)];
                let is_nearer = |o: &Rider| before.get(s.wheel).is_none_or(|w| o.scan_m < w.scan_m);
                if before.get(other).is_some_and(is_nearer) {
                    s.wheel = other;
                }
            }
            let gap_m = s.wish.gap_m;
            let (mut pace, mut flow, mut hurry) = (s.wish.pace, s.speed, f64::INFINITY);
            if let Some(wheel) = before.get(s.wheel) {
                let gap = wheel.scan_m - BIKE_M - s.scan_m;
                pace = least(pace, wheel.flow + closing(gap - gap_m));
                if gap < LINE_M {
                    flow = FLOW * wheel.flow + (1.0 - FLOW) * flow;
                }
                if gap < 2.0 * gap_m {
                    hurry = 2.0 * (wheel.speed - s.speed + gap - LEAST_M);
                }
            } else if seam[lane].0 < NEAR_M + s.scan_m {
                let gap = seam[lane].0 - BIKE_M - s.scan_m;
                pace = least(pace, seam[lane].1 + closing(gap - gap_m));
                hurry = 2.0 * (seam[lane].1 - s.speed + gap - LEAST_M);
            }
            // Whoever comes down in front of him is let in.
            if let Some(above) = before.get(tails[lane + 1])
                && above.wish.lane < above.lane
                && above.wish.in_line
                && above.scan_m - s.scan_m > COURTESY_M
            {
                pace = least(pace, above.flow + closing(above.scan_m - BIKE_M - s.scan_m - gap_m));
            }
            // Beside a line he means to ride in, he goes no faster than it does.
            if lane > 0
                && s.wish.patient
                && let Some(below) = before.get(tails[lane - 1])
            {
                pace = least(pace, below.flow + closing(below.scan_m - BIKE_M - s.scan_m - gap_m));
            }
            // Shelter, from the last riders in the lanes around him, who note what he takes of their wake.
            let behind = s.taken;
            if feels {
                (s.chain, s.taken) = (0.0, 0.0);
                for &tail in &tails[lane.saturating_sub(1)..=lane + 1] {
                    let Some(tail) = before.get_mut(tail) else { continue };
                    let gap = tail.scan_m - BIKE_M - s.scan_m;
                    if gap < WAKE_M && gap > -0.4 {
                        let w = wake(gap, (tail.height_m - s.height_m).abs());
                        s.chain = most(s.chain, w * (1.0 + tail.chain));
                        tail.taken = most(tail.taken, w);
                    }
                }
            }
            s.flow = flow;
            let rise_w =
                if s.lane == s.leaving { 0.0 } else { s.weight_n * RISE * lanes::climb(s.height_m, s.lane, dt) / dt };
            let asked = Asked {
                speed: s.speed,
                pace,
                most_w: s.wish.most_w,
                hurry,
                around: 1.0 + around * s.height_m,
                rise_w,
                chain: s.chain,
                behind,
            };
            self.efforts.ask(usize::from(s.r), &asked);
            tails[usize::from(s.leaving)] = k;
            tails[lane] = k;
        }
    }

    /// Everyone goes as far as his legs take him, and no farther than the wheel in front.
    fn go(&mut self, now: Micros, facts: &mut Vec<Fact>) {
        let (dt, lap_m) = (self.dt, self.track.lap_m);
        let tires = self.tick.is_multiple_of(TIRE_TICKS);
        self.in_trouble = false;
        for k in 0..self.line.len() {
            let (before, rest) = self.line.split_at_mut(k);
            let Some(s) = rest.first_mut() else { return };
            let given = self.efforts.given(usize::from(s.r));
            let (mut speed, mut way_m) = (given.speed, given.way_m);
            if let Some(wheel) = before.get(s.wheel) {
                let room_m = wheel.scan_m - BIKE_M - LEAST_M - s.scan_m;
                if way_m > room_m {
                    way_m = most(room_m, 0.0);
                    speed = most(most(least(speed, wheel.speed), s.speed - 2.0 * BRAKE * dt), 0.0);
                }
            }
            s.speed = speed;
            s.power_w = given.power_w;
            s.shelter = given.shelter;
            s.scan_m += way_m;
            s.ridden_m += way_m;
            if s.lane != s.leaving {
                (s.height_m, s.leaving) = lanes::drift(s.height_m, s.lane, s.leaving, dt);
            }
            if tires {
                self.efforts.tire(usize::from(s.r), &s.legs);
            }
            self.in_trouble |= s.ridden_m >= s.trouble_m;
            if s.ridden_m >= s.next_line_m {
                let part = 1.0 - (s.ridden_m - s.next_line_m) / way_m;
                let at = Micros(now.0 + Micros::from_secs(part * dt).0);
                s.laps += 1;
                s.next_line_m = f64::from(s.laps + 1) * lap_m;
                facts.push(Fact::Line { bib: s.bib, ridden: s.laps, at });
            }
        }
    }

    /// The last riders of the scan are, a lap on, those before its first: where they are and how fast, by lane.
    fn seam(&self) -> [(f64, f64); LANES + 1] {
        let mut seam = [(f64::INFINITY, f64::INFINITY); LANES + 1];
        let n = self.line.len();
        if n > 1 && self.line[n - 1].scan_m + self.track.lap_m - self.line[0].scan_m < NEAR_M {
            for s in &self.line[n.saturating_sub(2 * LANES).max(1)..] {
                let at = (s.scan_m + self.track.lap_m, s.speed);
                seam[usize::from(s.lane)] = at;
                seam[usize::from(s.leaving)] = at;
            }
        }
        seam
    }

    /// Looks round after a tick: who is with whom, and who has come round to whom.
    pub fn look(&mut self, at: Micros, facts: &mut Vec<Fact>) {
        if self.is_as_it_was() {
            return;
        }
        self.sort();
        if self.is_as_it_was() {
            // Somebody has overtaken within his group.
            return;
        }
        self.is_new = false;
        self.rotate();
        self.regroup();
        self.meet(at, facts);
    }

    /// Nobody has overtaken, joined or left anybody, and the widest gap is where it was: as in most ticks.
    fn is_as_it_was(&self) -> bool {
        let n = self.line.len();
        if n < 2 || self.is_new {
            return false;
        }
        let seam = self.line[n - 1].scan_m + self.track.lap_m - self.line[0].scan_m;
        let (joins, parts) = (self.contact_m + BIKE_M, 2.0 * self.contact_m + BIKE_M);
        let mut ahead = (self.line[0].scan_m, self.line[0].group);
        let mut same = true;
        for s in &self.line[1..] {
            let gap = ahead.0 - s.scan_m;
            let limit = if s.group == ahead.1 { (0.0, parts) } else { (joins, seam) };
            same &= gap >= limit.0 && gap <= limit.1;
            ahead = (s.scan_m, s.group);
        }
        same
    }

    /// Puts the scan in order again; few have overtaken in a tick.
    fn sort(&mut self) {
        for i in 1..self.line.len() {
            let mut k = i;
            while k > 0 && self.line[k - 1].scan_m < self.line[k].scan_m {
                self.line.swap(k - 1, k);
                k -= 1;
            }
        }
    }

    /// Begins the scan behind the widest gap, so that no group lies across its ends.
    fn rotate(&mut self) {
        let n = self.line.len();
        if n < 2 {
            return;
        }
        let mut widest = (0, self.line[n - 1].scan_m + self.track.lap_m - self.line[0].scan_m);
        for (k, pair) in self.line.windows(2).enumerate() {
            let gap = pair[0].scan_m - pair[1].scan_m;
            if gap > widest.1 {
                widest = (k + 1, gap);
            }
        }
        if widest.0 > 0 {
            self.line.rotate_left(widest.0);
            for s in &mut self.line[n - widest.0..] {
                s.scan_m -= self.track.lap_m;
            }
        }
    }

    /// Parts the scan into groups as [`super::groups::split`] does, and finds the bunch.
    fn regroup(&mut self) {
        let (mut group, mut before) = (0_u8, (f64::INFINITY, NO_GROUP));
        let mut sizes = [(0_u16, 0_u16); MOST_GROUPS];
        for s in &mut self.line {
            let gap = before.0 - BIKE_M - s.scan_m;
            if gap > self.contact_m && before.0 < f64::INFINITY {
                let together = s.group == before.1 && s.group != NO_GROUP && gap <= 2.0 * self.contact_m;
                group += u8::from(!together && usize::from(group) + 1 < MOST_GROUPS);
            }
            before = (s.scan_m, s.group);
            s.group = group;
            let size = &mut sizes[usize::from(group)];
            size.0 += 1;
            size.1 += u16::from(s.role == Role::Bunch);
        }
        // Of equals, the one with most riders of the last bunch; of equals again, the one with the lowest bib.
        let lowest = |g: usize| self.line.iter().filter(|s| usize::from(s.group) == g).map(|s| s.bib).min();
        let mut bunch = 0;
        for g in 1..=usize::from(group) {
            if sizes[g] > sizes[bunch] || (sizes[g] == sizes[bunch] && lowest(g) < lowest(bunch)) {
                bunch = g;
            }
        }
        self.bunch = bunch as u8;
    }

    /// Riders in the bunch who are on another lap than it have gained or lost theirs.
    fn meet(&mut self, at: Micros, facts: &mut Vec<Fact>) {
        let (lap_m, bunch) = (self.track.lap_m, self.bunch);
        // The lap is that of those who were the bunch before.
        let mut of_bunch = self.line.iter().filter(|s| s.group == bunch);
        let first = of_bunch.clone().find(|s| s.role == Role::Bunch).or(of_bunch.next());
        let Some(lap_of_m) = first.map(|s| s.race_m(lap_m)) else { return };
        let over = self.over;
        for s in self.line.iter_mut().filter(|s| s.group == bunch) {
            while !over && s.race_m(lap_m) - lap_of_m > 0.5 * lap_m {
                s.balance += 1;
                facts.push(Fact::Tail { bib: s.bib, at });
            }
            while !over && lap_of_m - s.race_m(lap_m) > 0.5 * lap_m {
                s.balance -= 1;
                facts.push(Fact::Front { bib: s.bib, at });
            }
            s.role = Role::Bunch;
        }
        for s in self.line.iter_mut().filter(|s| s.group != bunch) {
            s.role = if s.race_m(lap_m) > lap_of_m { Role::Away } else { Role::Off };
        }
    }

    /// Writes down what there is to see.
    pub fn note(&mut self) {
        let lap_m = self.track.lap_m;
        (self.front_m, self.tail_m) = (f64::NEG_INFINITY, f64::INFINITY);
        self.heads.clear();
        self.away.clear();
        self.sizes.clear();
        self.sizes.resize(self.line.last().map_or(0, |s| usize::from(s.group)) + 1, 0);
        let mut near = (NOBODY, f64::INFINITY);
        for (k, s) in self.line.iter().enumerate() {
            self.at[usize::from(s.r)] = k as u16;
            let near_m = near.1 - BIKE_M - s.scan_m;
            let r = usize::from(s.r);
            let place = &mut self.sizes[usize::from(s.group)];
            let seen = Seen {
                riding: true,
                finished: s.finished,
                role: s.role,
                lane: s.lane,
                group: s.group,
                place: *place,
                near: if near_m < NEAR_M { near.0 } else { NOBODY },
                near_m: if near_m < NEAR_M { near_m } else { f64::INFINITY },
                race_m: s.race_m(lap_m),
                speed: s.speed,
                share: self.efforts.share(r),
                joules: self.efforts.joules(r),
                cap_w: self.efforts.cap_w(r),
                cp_w: self.efforts.cp_w(r),
            };
            self.seen[r] = seen;
            if s.wish.in_line {
                near = (s.r, s.scan_m);
                *place += 1;
            }
            match s.role {
                Role::Bunch => {
                    self.tail_m = least(self.tail_m, seen.race_m);
                    if s.wish.in_line {
                        self.front_m = most(self.front_m, seen.race_m);
                        if self.heads.len() < HEADS {
                            self.heads.push(s.r);
                        }
                    }
                }
                Role::Away => self.away.push(s.r),
                Role::Off => {}
            }
        }
        self.front_m = most(self.front_m, self.tail_m);
        // The scan may meet a break before or after the bunch.
        let seen = &self.seen;
        self.away.sort_by(|a, b| seen[usize::from(*b)].race_m.total_cmp(&seen[usize::from(*a)].race_m));
    }
}

/// What happens beside the track.
impl Pack {
    /// Somebody has come to where something goes wrong for him.
    pub fn is_in_trouble(&self) -> bool {
        self.in_trouble
    }

    pub fn has_riders_out(&self) -> bool {
        !self.out.is_empty()
    }

    pub fn has_lapped_riders(&self) -> bool {
        self.line.iter().any(|s| s.balance < 0)
    }

    /// Rider `r`, on the track or off it.
    pub fn rider(&self, r: usize) -> &Rider {
        // Where he was at the last look is a good guess.
        if let Some(s) = self.line.get(usize::from(self.at[r])).filter(|s| usize::from(s.r) == r) {
            return s;
        }
        let found = self.line.iter().chain(&self.out).find(|s| usize::from(s.r) == r);
        found.expect("every rider is on the track or off it")
    }

    pub fn rider_mut(&mut self, r: usize) -> &mut Rider {
        let found = self.line.iter_mut().chain(&mut self.out).find(|s| usize::from(s.r) == r);
        found.expect("every rider is on the track or off it")
    }

    /// Riders on the track.
    pub fn riding(&self) -> impl Iterator<Item = usize> + '_ {
        self.line.iter().map(|s| usize::from(s.r))
    }

    pub fn is_in_bunch(&self, r: usize) -> bool {
        let s = self.rider(r);
        s.riding && s.role == Role::Bunch
    }

    /// Front and tail of the bunch in race distance, m.
    pub fn bunch_ends(&self) -> (f64, f64) {
        let of_bunch = self.line.iter().filter(|s| s.role == Role::Bunch).map(|s| s.race_m(self.track.lap_m));
        let ends =
            of_bunch.fold((f64::NEG_INFINITY, f64::INFINITY), |(front, tail), m| (most(front, m), least(tail, m)));
        if ends.0 < ends.1 { (0.0, 0.0) } else { ends }
    }

    /// The lane from the outside in that is no lower than `lane`, if there are so many.
    pub fn outer(&self, lane: u8) -> u8 {
        lane.min(self.lanes - 1).max(1)
    }

    /// Rider `r` leaves the track.
    pub fn take_off(&mut self, r: usize) {
        let Some(k) = self.line.iter().position(|s| usize::from(s.r) == r) else { return };
        let mut s = self.line.remove(k);
        (s.riding, s.speed, s.power_w, s.shelter, s.group) = (false, 0.0, 0.0, 1.0, NO_GROUP);
        self.seen[r].riding = false;
        self.efforts.rest(r);
        self.out.push(s);
    }

    /// Rider `r` is on the track again, at `speed` in `lane`, with `ridden_m` behind him.
    pub fn put_back(&mut self, r: usize, ridden_m: f64, speed: f64, lane: u8) {
        let Some(k) = self.out.iter().position(|s| usize::from(s.r) == r) else { return };
        let mut s = self.out.swap_remove(k);
        let lap_m = self.track.lap_m;
        (s.riding, s.ridden_m, s.speed, s.flow) = (true, ridden_m, speed, speed);
        (s.lane, s.leaving, s.height_m) = (lane, lane, f64::from(lane) * LANE_M);
        s.laps = libm::floor(ridden_m / lap_m).max(0.0) as u32;
        s.next_line_m = f64::from(s.laps + 1) * lap_m;
        // He is in no group before the pack has looked round, least of all one that tells the lap of the bunch.
        (s.role, s.group) = (Role::Off, NO_GROUP);
        self.line.push(s);
    }

    /// Lines the scan up anew, after somebody has left the track or come back.
    pub fn assemble(&mut self) {
        for s in &mut self.line {
            s.scan_m = self.track.place(s.ridden_m);
        }
        self.line.sort_by(|a, b| b.scan_m.total_cmp(&a.scan_m).then(a.bib.cmp(&b.bib)));
        self.is_new = true;
    }
}

/// The lane in which `s` rides on; `before` and `after` are the riders ahead of him and behind.
fn choose_lane(s: &Rider, before: &[Rider], after: &[Rider], tails: &[usize; LANES + 1], lanes: u8) -> u8 {
    // Held up by the last rider of a lane, as one who would ride faster than he does.
    let blocked = |lane: u8| {
        before.get(tails[usize::from(lane)]).is_some_and(|tail| {
            let closing = least(s.wish.pace, s.speed + 2.0) - tail.speed;
            closing > 0.12 && tail.scan_m - BIKE_M - s.scan_m < 0.8 + 2.5 * closing
        })
    };
    let up = s.lane + 1;
    if up < lanes && (s.wish.lane > s.lane || (!s.wish.patient && blocked(s.lane))) {
        return if is_free(s, up, before, after, tails) { up } else { s.lane };
    }
    if s.wish.lane < s.lane && (s.wish.patient || !blocked(s.lane - 1)) && is_free(s, s.lane - 1, before, after, tails)
    {
        return s.lane - 1;
    }
    s.lane
}

/// May `s` move into `lane` without coming too near to anyone who holds it?
fn is_free(s: &Rider, lane: u8, before: &[Rider], after: &[Rider], tails: &[usize; LANES + 1]) -> bool {
    if let Some(tail) = before.get(tails[usize::from(lane)])
        && tail.scan_m - BIKE_M - s.scan_m < 0.4 + 1.2 * most(s.speed - tail.speed, 0.0)
    {
        return false;
    }
    for other in after {
        let gap = s.scan_m - BIKE_M - other.scan_m;
        if gap > 4.0 {
            break;
        }
        if other.holds(lane) && gap < 0.4 + 1.2 * most(other.speed - s.speed, 0.0) {
            return false;
        }
    }
    true
}

/// By how many m/s a rider goes faster than a line from whose wheel he is `off_m` too far.
fn closing(off_m: f64) -> f64 {
    least(CLOSING * off_m, MOST_CLOSING)
}
