//! The riders of a free race on the surface, each within their legs. Knows wishes, not minds.
//!
//! They are kept in their order on the track, backwards from behind the widest gap. [`ride`] moves them, [`look`] sees who has
//! come where, [`check`] holds what must be true of them.

mod check;
mod look;
mod ride;

use super::check::{Checks, bounds};
use super::effort::{Efforts, least, most};
use super::groups::NONE as NO_GROUP;
use super::incident::Incident;
use super::midway::Midway;
use super::numbers::{EDGE_M, FEWEST_LANES, HEADS, LANE_M, LANES, LOOK_S};
use super::sample::{self, Sample};
use super::spec::{Entrant, RaceSpec};
use crate::course::Track;
use crate::event::Fact;
use crate::physics::{BIKE_M, GRAVITY, RESIST_W};
use crate::rider::Legs;
use crate::tactics::{Intent, RiderInSight, Role, Sight, Wish};
use crate::units::{Bib, Micros};

/// A rider on the track or off it, with all that a tick needs of them in one place.
#[derive(Debug, Clone)]
pub struct PackRider {
    /// Index in the start list.
    r: u16,
    pub group: u8,
    lane: u8,
    /// Lane they are still leaving.
    leaving: u8,
    pub riding: bool,
    pub finished: bool,
    role: Role,
    /// Laps gained minus laps lost.
    pub balance: i32,
    /// Whole laps ridden.
    laps: u32,
    /// What they asked for last.
    wish: Wish,
    /// Where they are along the scan, m: their place on the track, plus or minus whole laps so that it falls from rider to rider.
    scan_m: f64,
    pub ridden_m: f64,
    /// Metres ridden at which something goes wrong.
    pub trouble_m: f64,
    /// Metres ridden at the next crossing of the line.
    next_line_m: f64,
    /// m/s
    pub speed: f64,
    /// Speed of the line they ride in, without its surges, m/s.
    flow: f64,
    /// Metres up the surface.
    height_m: f64,
    /// Chain depth of the shelter they have.
    chain: f64,
    /// Their weight with bicycle, N: what each m/s of height costs, in watts.
    weight_n: f64,
    pub bib: Bib,
}

impl PackRider {
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
            weight_n: legs.body.mass_kg * GRAVITY,
            bib,
        }
    }

    /// Race distance, m.
    pub fn race_m(&self, lap_m: f64) -> f64 {
        self.ridden_m - f64::from(self.balance) * lap_m
    }

    /// On the track and in the bunch.
    pub fn is_in_bunch(&self) -> bool {
        self.riding && self.role == Role::Bunch
    }

    /// They are in `lane`, or not yet out of it.
    pub fn holds(&self, lane: u8) -> bool {
        self.lane == lane || self.leaving == lane
    }
}

/// Where riders put what they ask for. It holds until they ask for something else.
#[derive(Debug)]
pub struct Wishes<'p> {
    at: &'p [u16],
    line: &'p mut [PackRider],
    efforts: &'p mut Efforts,
}

impl Wishes<'_> {
    /// Rider `r`, who is on the track, asks for `wish`.
    pub fn put(&mut self, r: usize, wish: Wish) {
        // Every comparison with NaN is false.
        assert!(wish.most_w >= RESIST_W && wish.gap_m >= 0.0 && wish.pace >= f64::MIN, "rider {r}: asks for {wish:?}");
        self.line[usize::from(self.at[r])].wish = wish;
        self.efforts.set_most_w(r, wish.most_w);
    }
}

/// All riders of a free race.
#[derive(Debug, Clone)]
pub struct Pack {
    track: Track,
    contact_m: f64,
    dt: f64,
    lanes: u8,
    tick: u32,
    /// Ticks from one look round to the next.
    every: u32,
    /// Riders on the track, backwards from behind the widest gap.
    line: Vec<PackRider>,
    /// Riders off the track.
    out: Vec<PackRider>,
    efforts: Efforts,
    checks: Checks,
    /// Nobody is as fast as this, m/s.
    most_mps: f64,
    /// The head of the race has finished: nobody gains or loses a lap any more.
    over: bool,
    /// A rider has come to where something goes wrong for them.
    in_trouble: bool,
    /// The scan was lined up anew, and nobody has asked for anything since.
    is_new: bool,
    /// The group that is the bunch.
    bunch: u8,
    /// Where each rider of the start list was in the line when it was last noted.
    at: Vec<u16>,
    /// What riders see, as it was last noted: everybody, the first of the bunch, those away, and the size of each group.
    seen: Vec<RiderInSight>,
    heads: Vec<u16>,
    away: Vec<u16>,
    sizes: Vec<u16>,
    /// Race distance of front and tail of the bunch as they were last noted, m.
    front_m: f64,
    tail_m: f64,
}

impl Pack {
    /// Riders two abreast at the start, each `start_m` past the line (behind it, below 0), at `speed` m/s.
    pub fn new(spec: &RaceSpec, start_m: &[f64], speed: f64, dt: f64) -> Self {
        let rider = |(r, e): (usize, &Entrant)| PackRider::new(r, e.bib, &e.legs, start_m[r], speed, &spec.track);
        let mut line: Vec<PackRider> = spec.riders.iter().enumerate().map(rider).collect();
        line.sort_by(|a, b| b.scan_m.total_cmp(&a.scan_m).then(a.bib.cmp(&b.bib)));
        for (k, rider) in line.iter_mut().enumerate() {
            rider.lane = (k % 2) as u8;
            (rider.leaving, rider.height_m) = (rider.lane, f64::from(rider.lane) * LANE_M);
        }
        let mut pack = Self::of(spec, line, dt);
        pack.look(Micros::ZERO, &mut Vec::new());
        pack
    }

    /// Riders in the middle of a race, as they are at `tick` and the moment `at`. If somebody has just reached the bunch, or it
    /// has reached them, that goes to `facts`.
    pub(in crate::race) fn midway(
        spec: &RaceSpec,
        riders: &[Midway],
        tick: u32,
        at: Micros,
        dt: f64,
        facts: &mut Vec<Fact>,
    ) -> Self {
        let rider = |(r, e): (usize, &Entrant)| {
            let m = &riders[r];
            let mut s = PackRider::new(r, e.bib, &e.legs, m.ridden_m, m.speed, &spec.track);
            (s.riding, s.balance, s.height_m) = (m.riding, m.balance, m.height_m);
            (s.lane, s.leaving) = (m.lane.min(LANES as u8 - 1), m.leaving.min(LANES as u8 - 1));
            s.role = if m.in_bunch { Role::Bunch } else { Role::Off };
            s.laps = libm::floor(m.ridden_m / spec.track.lap_m).max(0.0) as u32;
            s.next_line_m = f64::from(s.laps + 1) * spec.track.lap_m;
            s
        };
        let (line, out) = spec.riders.iter().enumerate().map(rider).partition(|s| s.riding);
        let mut pack = Self { tick, out, ..Self::of(spec, line, dt) };
        for (r, m) in riders.iter().enumerate() {
            pack.efforts.begin(r, m);
        }
        pack.assemble();
        pack.look(at, facts);
        pack
    }

    fn of(spec: &RaceSpec, line: Vec<PackRider>, dt: f64) -> Self {
        let n = spec.riders.len();
        let most_mps = bounds::most_mps(&spec.riders);
        let mut pack = Self {
            track: spec.track,
            contact_m: spec.contact_m,
            dt,
            lanes: ((spec.track.width_m - EDGE_M) / LANE_M).clamp(FEWEST_LANES, LANES as f64) as u8,
            tick: 0,
            every: (LOOK_S / dt).max(1.0) as u32,
            line,
            out: Vec::new(),
            efforts: Efforts::new(spec.riders.iter().map(|e| &e.legs), spec.track.lap_m, most_mps, dt),
            checks: spec.checks.clone(),
            most_mps,
            over: false,
            in_trouble: false,
            is_new: true,
            bunch: 0,
            at: vec![0; n],
            seen: vec![RiderInSight::default(); n],
            heads: Vec::with_capacity(HEADS),
            away: Vec::with_capacity(n),
            sizes: Vec::with_capacity(n),
            front_m: 0.0,
            tail_m: 0.0,
        };
        for s in &pack.line {
            pack.efforts.set_most_w(usize::from(s.r), s.wish.most_w);
        }
        pack.expect_trouble(&spec.incidents.plan);
        pack
    }

    /// From now on things go wrong as in `plan`, of which nothing has happened yet.
    pub(in crate::race) fn expect_trouble(&mut self, plan: &[Incident]) {
        for s in self.line.iter_mut().chain(&mut self.out) {
            let first = plan.iter().find(|i| i.rider == usize::from(s.r));
            s.trouble_m = first.map_or(f64::INFINITY, |i| i.at_m);
        }
    }

    /// The greatest race distance of a rider on the track, m.
    pub fn head_m(&self) -> f64 {
        self.line.iter().map(|s| s.race_m(self.track.lap_m)).fold(f64::NEG_INFINITY, most)
    }

    /// Every rider on the track has crossed the last line.
    pub fn is_done(&self) -> bool {
        self.over && self.line.iter().all(|s| s.finished)
    }

    /// The head of the race has crossed the last line.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The head of the race has finished.
    pub fn end(&mut self) {
        self.over = true;
    }

    /// Rider `bib` has finished.
    pub fn finish(&mut self, bib: Bib) {
        if let Some(s) = self.line.iter_mut().find(|s| s.bib == bib) {
            s.finished = true;
        }
    }

    /// Riders look round in this tick, and ask for something new.
    pub fn looks_up(&self) -> bool {
        self.is_new || self.tick.is_multiple_of(self.every)
    }

    /// What riders see, as it was last noted, and where they put what they ask for.
    pub fn sight(&mut self, now_s: f64) -> (Sight<'_>, Wishes<'_>) {
        let sight = Sight {
            now_s,
            riders: &self.seen,
            heads: &self.heads,
            away: &self.away,
            sizes: &self.sizes,
            front_m: self.front_m,
            tail_m: self.tail_m,
        };
        (sight, Wishes { at: &self.at, line: &mut self.line, efforts: &mut self.efforts })
    }

    /// One sample for each rider of the start list; `of` gives what a rider is doing and when they are back.
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
                power_w: if riding { self.efforts.power_w(r) as f32 } else { 0.0 },
                asked_w: least(s.wish.most_w, self.efforts.cap_w(r)) as f32,
                shelter: if riding { self.efforts.shelter(r) as f32 } else { 1.0 },
                reserve: self.efforts.share(r) as f32,
                balance: s.balance as i16,
                beyond_ticks: 0,
                group: if riding { s.group } else { NO_GROUP },
                flags: sample::flags(riding, false, riding && s.role == Role::Bunch),
                intent: sample::number(Some(intent)),
                out: sample::out(out),
            };
        }
    }

    /// For every rider on the track: metres to the rear wheel of the next rider ahead on it, watts, critical power.
    pub fn efforts(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        let ahead = self.line.last().map(|s| s.scan_m + self.track.lap_m);
        let ahead = ahead.into_iter().chain(self.line.iter().map(|s| s.scan_m));
        self.line.iter().zip(ahead).map(move |(s, ahead)| {
            let r = usize::from(s.r);
            (ahead - BIKE_M - s.scan_m, self.efforts.power_w(r), self.efforts.cp_w(r))
        })
    }
}

/// What happens beside the track.
impl Pack {
    /// A rider has come to where something goes wrong for them.
    pub fn is_in_trouble(&self) -> bool {
        self.in_trouble
    }

    /// Somebody on the track has lost a lap, net.
    pub fn has_lapped_riders(&self) -> bool {
        self.line.iter().any(|s| s.balance < 0)
    }

    /// Rider `r`, on the track or off it.
    pub fn rider(&self, r: usize) -> &PackRider {
        // Where they were when the line was last noted is a good guess.
        if let Some(s) = self.line.get(usize::from(self.at[r])).filter(|s| usize::from(s.r) == r) {
            return s;
        }
        let found = self.line.iter().chain(&self.out).find(|s| usize::from(s.r) == r);
        found.expect("every rider is on the track or off it")
    }

    /// Rider `r`, to be changed.
    pub fn rider_mut(&mut self, r: usize) -> &mut PackRider {
        let found = self.line.iter_mut().chain(&mut self.out).find(|s| usize::from(s.r) == r);
        found.expect("every rider is on the track or off it")
    }

    /// Riders on the track, in their order on it.
    pub fn on_track(&self) -> impl Iterator<Item = &PackRider> {
        self.line.iter()
    }

    /// The bib of rider `r` of the start list.
    pub fn bib_of(&self, r: usize) -> Bib {
        self.rider(r).bib
    }

    /// Rider `r` is on the track and in the bunch.
    pub fn is_in_bunch(&self, r: usize) -> bool {
        self.rider(r).is_in_bunch()
    }

    /// Front and tail of the bunch in race distance, m.
    pub fn bunch_ends(&self) -> (f64, f64) {
        let of_bunch = self.line.iter().filter(|s| s.role == Role::Bunch).map(|s| s.race_m(self.track.lap_m));
        let ends =
            of_bunch.fold((f64::NEG_INFINITY, f64::INFINITY), |(front, tail), m| (most(front, m), least(tail, m)));
        if ends.0 < ends.1 { (0.0, 0.0) } else { ends }
    }

    /// Race distance of the front of the bunch as it was last noted, m.
    pub fn front_m(&self) -> f64 {
        self.front_m
    }

    /// `lane`, or the outermost lane of a narrower track.
    pub fn outer(&self, lane: u8) -> u8 {
        lane.min(self.lanes - 1).max(1)
    }

    /// Rider `r` leaves the track.
    pub fn take_off(&mut self, r: usize) {
        let Some(k) = self.line.iter().position(|s| usize::from(s.r) == r) else { return };
        let mut s = self.line.remove(k);
        assert!(s.riding, "{}: leaves the track, and was not on it", self.checks.at(self.tick, s.bib));
        (s.riding, s.speed, s.group) = (false, 0.0, NO_GROUP);
        self.seen[r].riding = false;
        self.efforts.rest(r);
        self.out.push(s);
    }

    /// Rider `r` is on the track again, at `speed` in `lane`, with `ridden_m` behind them.
    pub fn put_back(&mut self, r: usize, ridden_m: f64, speed: f64, lane: u8) {
        let Some(k) = self.out.iter().position(|s| usize::from(s.r) == r) else { return };
        let mut s = self.out.swap_remove(k);
        assert!(
            !s.riding && !s.finished && lane < self.lanes && ridden_m < f64::INFINITY,
            "{}: comes back in lane {lane} of {} with {ridden_m} m, having ridden {} m",
            self.checks.at(self.tick, s.bib),
            self.lanes,
            s.ridden_m
        );
        self.efforts.set_most_w(r, s.wish.most_w);
        let lap_m = self.track.lap_m;
        (s.riding, s.ridden_m, s.speed, s.flow) = (true, ridden_m, speed, speed);
        (s.lane, s.leaving, s.height_m) = (lane, lane, f64::from(lane) * LANE_M);
        s.laps = libm::floor(ridden_m / lap_m).max(0.0) as u32;
        s.next_line_m = f64::from(s.laps + 1) * lap_m;
        // They are in no group before the pack has looked round, and above all do not count for the lap of the bunch.
        (s.role, s.group) = (Role::Off, NO_GROUP);
        self.line.push(s);
    }

    /// Lines the scan up anew after somebody has left the track or come back.
    pub fn assemble(&mut self) {
        for s in &mut self.line {
            s.scan_m = self.track.place(s.ridden_m);
        }
        self.line.sort_by(|a, b| b.scan_m.total_cmp(&a.scan_m).then(a.bib.cmp(&b.bib)));
        self.is_new = true;
    }
}
