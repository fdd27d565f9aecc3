//! Watts and metres of a tick: what riders ask of their legs, and how far it takes them. Knows nothing of who rides beside
//! whom.
//!
//! Eight riders are computed side by side without a branch, so that compilers turn the loop into vector instructions. No
//! rider's numbers depend on another's, so they are the same on every machine.

use super::midway::Midway;
use super::numbers::{BRAKE, EASE, NEARING, PUSH, ROUNDING, SLOW_MPS};
use crate::physics::{AIR_DENSITY, DRIVE, GRAVITY, RESIST_W, ROLLING, WHEELS_KG};
use crate::physics::{detour, lean_drag, lean_load, shelter};
use crate::rider::{ABREAST, Abreast, LEAST_J, Legs, Tanks, Tick};

/// The smaller of two numbers, neither of which is NaN: one instruction, where `f64::min` takes several to handle NaN.
pub fn least(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The larger of two numbers, neither of which is NaN.
pub fn most(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// What a rider asks for, and the state they ask it in.
#[derive(Debug, Clone, Copy)]
pub struct EffortAsked {
    pub speed: f64,
    /// No faster than this, m/s.
    pub pace: f64,
    /// The most they may speed up, because of the wheel in front, m/s².
    pub hurry: f64,
    /// Metres up the surface.
    pub height_m: f64,
    /// Power that goes into climbing the banking, W.
    pub rise_w: f64,
    /// Chain depth of the shelter they have (see [`shelter`]).
    pub chain: f64,
    /// Share of their own wake that a rider behind takes.
    pub behind: f64,
}

/// What a rider's legs are like at a moment.
#[derive(Debug, Clone, Copy)]
pub struct LegState {
    /// Work above critical power that is left, J.
    pub joules: f64,
    /// Share of W′ left.
    pub share: f64,
    /// Critical power as it is now, W.
    pub cp_w: f64,
    /// The most they can give, W.
    pub cap_w: f64,
}

/// The efforts of eight riders, side by side in memory.
#[derive(Debug, Clone, Copy)]
struct Eight {
    speed: Abreast,
    pace: Abreast,
    most_w: Abreast,
    hurry: Abreast,
    height_m: Abreast,
    rise_w: Abreast,
    chain: Abreast,
    behind: Abreast,
    air: Abreast,
    roll: Abreast,
    inertia_kg: Abreast,
    per_inertia: Abreast,
    tanks: Tanks,
    /// The most they can give as they are now, W.
    cap_w: Abreast,
    way_m: Abreast,
    power_w: Abreast,
    shelter: Abreast,
    /// Not 0 where a rider gave more than they had or went too far, or a number is NaN.
    unsound: [u64; ABREAST],
}

impl Eight {
    const NOBODY: Self = Self {
        speed: [0.0; ABREAST],
        pace: [0.0; ABREAST],
        most_w: [0.0; ABREAST],
        hurry: [0.0; ABREAST],
        height_m: [0.0; ABREAST],
        rise_w: [0.0; ABREAST],
        chain: [0.0; ABREAST],
        behind: [0.0; ABREAST],
        air: [0.0; ABREAST],
        roll: [0.0; ABREAST],
        inertia_kg: [1.0; ABREAST],
        per_inertia: [1.0; ABREAST],
        tanks: Tanks::NOBODY,
        cap_w: [0.0; ABREAST],
        way_m: [0.0; ABREAST],
        power_w: [0.0; ABREAST],
        shelter: [1.0; ABREAST],
        unsound: [0; ABREAST],
    };

    /// The drag factors of the wakes they asked in.
    #[inline(always)]
    fn take_shelter(&mut self) {
        for i in 0..ABREAST {
            self.shelter[i] = shelter(self.chain[i], self.behind[i]);
        }
    }

    #[inline(always)]
    fn ride(&mut self, around: f64, most_m: f64, tick: &Tick) {
        let dt = tick.dt();
        for i in 0..ABREAST {
            let v = self.speed[i] * (1.0 + around * self.height_m[i]);
            let left = most(self.tanks.joules(i), LEAST_J);
            // One division gives both 1/v and 1/left.
            let fast = most(v, SLOW_MPS);
            let per_both = 1.0 / (fast * left);
            let (per_v, per_left) = (left * per_both, fast * per_both);
            let force = self.air[i] * self.shelter[i] * lean_drag(v) * v * v + self.roll[i] * lean_load(v);
            let a = least(most((self.pace[i] - self.speed[i]) * NEARING, EASE), PUSH);
            let a = most(least(a, self.hurry[i]), -BRAKE);
            let wheel_w = (force + self.inertia_kg[i] * a) * v + self.rise_w[i];
            let asked_w = if wheel_w > 0.0 { wheel_w * (1.0 / DRIVE) } else { most(wheel_w, RESIST_W) };
            let most_w = least(self.most_w[i], self.cap_w[i]);
            let could = ((DRIVE * most_w - self.rise_w[i]) * per_v - force) * self.per_inertia[i];
            let (a, power_w) = if asked_w > most_w { (could, most_w) } else { (a, asked_w) };
            let speed = most(self.speed[i] + a * dt, 0.0);
            self.way_m[i] = 0.5 * (self.speed[i] + speed) * dt;
            self.speed[i] = speed;
            self.power_w[i] = power_w;
            self.tanks.give_one(i, power_w, per_left, tick);
            self.cap_w[i] = self.tanks.cap_w(i, tick);
            // Every comparison with NaN is false.
            let share = self.tanks.share(i);
            #[expect(clippy::manual_range_contains, reason = "without a branch, eight riders fit a vector")]
            let sound = (power_w <= most_w) & (power_w >= RESIST_W) & (share >= 0.0) & (share <= 1.0 + ROUNDING);
            self.unsound[i] = u64::from(!(sound & (self.way_m[i] <= most_m)));
        }
    }

    /// Nobody gave more than they had or went too far, and no number is NaN.
    #[inline(always)]
    fn is_sound(&self) -> bool {
        self.unsound.iter().fold(0, |all, one| all | one) == 0
    }
}

/// Everybody rides for a tick; whether everybody's numbers are sound. Products and sums are never fused here, so that all
/// machines round alike.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512vl+avx512dq+avx512bw", "x86_64+avx2"))]
fn ride(eights: &mut [Eight], around: f64, most_m: f64, tick: &Tick, anew: bool) -> bool {
    let mut sound = true;
    for eight in eights {
        if anew {
            eight.take_shelter();
        }
        eight.ride(around, most_m, tick);
        sound &= eight.is_sound();
    }
    sound
}

/// The efforts of a field, by rider of the start list.
#[derive(Debug, Clone)]
pub struct Efforts {
    legs: Vec<Legs>,
    eights: Vec<Eight>,
    /// Share by which a lap grows with each metre up the surface.
    around: f64,
    /// Nobody gets farther than this in a tick, m.
    most_m: f64,
    tick: Tick,
}

impl Efforts {
    /// Fresh riders with these legs, one slot each in start-list order, plus a spare slot that absorbs writes. The track is
    /// `lap_m` metres round, nobody reaches `most_mps`, and a tick takes `dt` seconds.
    pub fn new<'l>(legs: impl Iterator<Item = &'l Legs>, lap_m: f64, most_mps: f64, dt: f64) -> Self {
        let tick = Tick::of(dt);
        let legs: Vec<Legs> = legs.copied().collect();
        let eights = vec![Eight::NOBODY; legs.len() / ABREAST + 1];
        let mut efforts = Self { legs, eights, around: detour(1.0, lap_m) - 1.0, most_m: most_mps * dt, tick };
        for k in 0..efforts.legs.len() {
            let legs = efforts.legs[k];
            let (eight, i) = efforts.slot(k);
            eight.tanks.fill(i, &legs);
            eight.cap_w[i] = eight.tanks.cap_w(i, &tick);
            eight.air[i] = 0.5 * AIR_DENSITY * legs.body.cda_m2;
            eight.roll[i] = ROLLING * legs.body.mass_kg * GRAVITY;
            eight.inertia_kg[i] = legs.body.mass_kg + WHEELS_KG;
            eight.per_inertia[i] = 1.0 / eight.inertia_kg[i];
        }
        efforts
    }

    fn slot(&mut self, k: usize) -> (&mut Eight, usize) {
        (&mut self.eights[k / ABREAST], k % ABREAST)
    }

    fn tanks(&self, k: usize) -> (&Tanks, usize) {
        (&self.eights[k / ABREAST].tanks, k % ABREAST)
    }

    /// The rider in slot `k` asks for this.
    pub fn ask(&mut self, k: usize, asked: &EffortAsked) {
        let (eight, i) = self.slot(k);
        eight.speed[i] = asked.speed;
        eight.pace[i] = asked.pace;
        eight.hurry[i] = asked.hurry;
        eight.height_m[i] = asked.height_m;
        eight.rise_w[i] = asked.rise_w;
        eight.chain[i] = asked.chain;
        eight.behind[i] = asked.behind;
    }

    /// From now on the rider in slot `k` is willing to give no more than `most_w` watts.
    pub fn set_most_w(&mut self, k: usize, most_w: f64) {
        let (eight, i) = self.slot(k);
        eight.most_w[i] = most_w;
    }

    /// The rider in slot `k` has a rider behind who takes this share of their wake.
    pub fn push(&mut self, k: usize, share: f64) {
        let (eight, i) = self.slot(k);
        eight.behind[i] = most(eight.behind[i], share);
    }

    /// Everybody gives what they asked for, as far as they have it; `anew`: they have asked since the last tick.
    ///
    /// Returns the slot of a rider who gave more than they had, or is faster than anybody can be: `None`, unless there is a
    /// bug.
    #[must_use]
    pub fn ride(&mut self, anew: bool) -> Option<usize> {
        if ride(&mut self.eights, self.around, self.most_m, &self.tick, anew) { None } else { self.unsound() }
    }

    /// The first slot of a rider whose numbers are not sound.
    #[cold]
    fn unsound(&self) -> Option<usize> {
        self.eights.iter().flat_map(|eight| eight.unsound).position(|unsound| unsound != 0)
    }

    /// What came of it for the rider in slot `k`: speed, m/s, and way gone in the tick, m.
    pub fn given(&self, k: usize) -> (f64, f64) {
        let (eight, i) = (&self.eights[k / ABREAST], k % ABREAST);
        (eight.speed[i], eight.way_m[i])
    }

    /// Power that the rider in slot `k` gave in the last tick, W.
    pub fn power_w(&self, k: usize) -> f64 {
        self.eights[k / ABREAST].power_w[k % ABREAST]
    }

    /// Drag factor of the rider in slot `k`: 1 alone.
    pub fn shelter(&self, k: usize) -> f64 {
        self.eights[k / ABREAST].shelter[k % ABREAST]
    }

    /// Works out anew how tired the rider in slot `k` is after what they have done so far.
    pub fn tire(&mut self, k: usize) {
        let (tick, legs) = (self.tick, self.legs[k]);
        let (eight, i) = self.slot(k);
        eight.tanks.tire(i, &legs);
        eight.cap_w[i] = eight.tanks.cap_w(i, &tick);
    }

    /// The rider in slot `k` goes on in the middle of a race, with what is left to them.
    pub fn begin(&mut self, k: usize, now: &Midway) {
        let (tick, legs) = (self.tick, self.legs[k]);
        let (eight, i) = self.slot(k);
        eight.tanks.fill_with(i, &legs, &now.reserve, now.work_j);
        eight.cap_w[i] = eight.tanks.cap_w(i, &tick);
        (eight.power_w[i], eight.shelter[i]) = (now.power_w, now.shelter);
    }

    /// The rider in slot `k` is off the bicycle: from now on their legs rest.
    pub fn rest(&mut self, k: usize) {
        self.ask(
            k,
            &EffortAsked { speed: 0.0, pace: 0.0, hurry: 0.0, height_m: 0.0, rise_w: 0.0, chain: 0.0, behind: 0.0 },
        );
        self.set_most_w(k, 0.0);
    }

    /// What the legs of the rider in slot `k` are like now.
    pub fn state(&self, k: usize) -> LegState {
        let (eight, i) = (&self.eights[k / ABREAST], k % ABREAST);
        let tanks = &eight.tanks;
        LegState { joules: tanks.joules(i), share: tanks.share(i), cp_w: tanks.cp_w(i), cap_w: eight.cap_w[i] }
    }

    /// Share of W′ left to the rider in slot `k`.
    pub fn share(&self, k: usize) -> f64 {
        let (tanks, i) = self.tanks(k);
        tanks.share(i)
    }

    /// The most that the rider in slot `k` can ever give, fresh, W.
    pub fn most_w(&self, k: usize) -> f64 {
        self.legs[k].peak_w.max(self.legs[k].cp_w)
    }

    /// Critical power of the rider in slot `k` as it is now, W.
    pub fn cp_w(&self, k: usize) -> f64 {
        let (tanks, i) = self.tanks(k);
        tanks.cp_w(i)
    }

    /// The most that the rider in slot `k` can give now, W.
    pub fn cap_w(&self, k: usize) -> f64 {
        self.eights[k / ABREAST].cap_w[k % ABREAST]
    }
}
