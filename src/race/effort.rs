//! Watts and metres of a tick: what riders ask of their legs, and how far it takes them. Knows nobody's neighbours.
//!
//! Eight riders are worked out side by side without a branch, which machines turn into vectors; the numbers are the same
//! on all of them, as every rider's are his own.

use super::check::numbers::ROUNDING;
use super::midway::Midway;
use super::numbers::BRAKE;
use crate::physics::{AIR_DENSITY, DRIVE, GRAVITY, RESIST_W, ROLLING, WHEELS_KG};
use crate::physics::{detour, lean_drag, lean_load, shelter};
use crate::rider::{ABREAST, Abreast, Legs, Tanks, Tick};

/// A rider nears the speed he wants at this rate, 1/s.
const NEARING: f64 = 1.2;
/// How riders slow down and speed up of themselves, m/s².
const EASE: f64 = -1.0;
const PUSH: f64 = 2.5;

/// The smaller of two numbers, neither of which is NaN: one instruction, where `f64::min` must think of NaN.
pub fn least(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The larger of two numbers, neither of which is NaN.
pub fn most(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// What a rider asks for in a tick, and the state he asks it in.
#[derive(Debug, Clone, Copy)]
pub struct EffortAsked {
    pub speed: f64,
    /// Not faster than this, m/s.
    pub pace: f64,
    /// Speeding up no harder than this, m/s², because of a wheel.
    pub hurry: f64,
    /// Height on the banking, m, and power to climb, W.
    pub height_m: f64,
    pub rise_w: f64,
    /// Chain depth of his shelter, and the share of his own wake that is taken.
    pub chain: f64,
    pub behind: f64,
}

/// Legs at a moment.
#[derive(Debug, Clone, Copy)]
pub struct LegState {
    pub joules: f64,
    /// Share of W′ left.
    pub share: f64,
    pub cp_w: f64,
    /// The most he can give, W.
    pub cap_w: f64,
}

/// Riders abreast.
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
    /// Not 0 for whoever gives more than they have, or is nowhere.
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

    /// What shelter they have asked in.
    #[inline(always)]
    fn take_shelter(&mut self) {
        for i in 0..ABREAST {
            self.shelter[i] = shelter(self.chain[i], self.behind[i]);
        }
    }

    #[inline(always)]
    fn ride(&mut self, around: f64, most_mps: f64, tick: &Tick) {
        let dt = tick.dt();
        for i in 0..ABREAST {
            let v = self.speed[i] * (1.0 + around * self.height_m[i]);
            let left = most(self.tanks.joules(i), 1e-3);
            // One division for two.
            let fast = most(v, 3.0);
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
            // No comparison with NaN holds.
            let share = self.tanks.share(i);
            let sound = (power_w <= most_w) & (power_w >= RESIST_W) & (share >= 0.0) & (share <= 1.0 + ROUNDING);
            self.unsound[i] = u64::from(!(sound & (speed <= most_mps)));
        }
    }

    #[inline(always)]
    fn is_sound(&self) -> bool {
        self.unsound.iter().fold(0, |all, one| all | one) == 0
    }
}

/// All of them ride for a tick. No machine fuses a product with a sum here, so that all of them round alike.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512vl+avx512dq+avx512bw", "x86_64+avx2"))]
fn ride(eights: &mut [Eight], around: f64, most_mps: f64, tick: &Tick, anew: bool) -> bool {
    let mut sound = true;
    for eight in eights {
        if anew {
            eight.take_shelter();
        }
        eight.ride(around, most_mps, tick);
        sound &= eight.is_sound();
    }
    sound
}

/// The efforts of a field, by rider of the start list.
#[derive(Debug, Clone)]
pub struct Efforts {
    legs: Vec<Legs>,
    eights: Vec<Eight>,
    /// Share by which the way round grows with each metre of height.
    around: f64,
    /// Nobody is as fast as this, m/s.
    most_mps: f64,
    tick: Tick,
}

impl Efforts {
    /// Fresh riders with these legs, in order, beyond them somebody who is nobody, on a track of `lap_m` metres, with ticks of `dt` seconds.
    pub fn new<'l>(legs: impl Iterator<Item = &'l Legs>, lap_m: f64, most_mps: f64, dt: f64) -> Self {
        // One more than there are riders, so that there is somebody to push who is nobody.
        let tick = Tick::of(dt);
        let legs: Vec<Legs> = legs.copied().collect();
        let eights = vec![Eight::NOBODY; legs.len() / ABREAST + 1];
        let mut efforts = Self { legs, eights, around: detour(1.0, lap_m) - 1.0, most_mps, tick };
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

    /// Writes down what the rider at `k` asks for.
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

    /// The rider at `k` is willing to give no more than `most_w` W from now on.
    pub fn set_most_w(&mut self, k: usize, most_w: f64) {
        let (eight, i) = self.slot(k);
        eight.most_w[i] = most_w;
    }

    /// The rider at `k` feels a rider behind, who takes this share of his wake.
    pub fn push(&mut self, k: usize, share: f64) {
        let (eight, i) = self.slot(k);
        eight.behind[i] = most(eight.behind[i], share);
    }

    /// Everyone gives what he asked for, as far as he has it; `anew`: what he has asked since the last tick.
    ///
    /// Returns who has given more than they had, or is faster than anybody can be; nobody, unless this program is wrong.
    #[must_use]
    pub fn ride(&mut self, anew: bool) -> Option<usize> {
        if ride(&mut self.eights, self.around, self.most_mps, &self.tick, anew) { None } else { self.unsound() }
    }

    #[cold]
    fn unsound(&self) -> Option<usize> {
        self.eights.iter().flat_map(|eight| eight.unsound).position(|unsound| unsound != 0)
    }

    /// What came of it for the rider at `k`: his speed, m/s, and the way he has gone, m.
    pub fn given(&self, k: usize) -> (f64, f64) {
        let (eight, i) = (&self.eights[k / ABREAST], k % ABREAST);
        (eight.speed[i], eight.way_m[i])
    }

    /// Power the rider at `k` has given, W.
    pub fn power_w(&self, k: usize) -> f64 {
        self.eights[k / ABREAST].power_w[k % ABREAST]
    }

    /// Share of the drag of somebody alone that was left to him.
    pub fn shelter(&self, k: usize) -> f64 {
        self.eights[k / ABREAST].shelter[k % ABREAST]
    }

    /// The rider at `k` tires for what he has done so far.
    pub fn tire(&mut self, k: usize) {
        let (tick, legs) = (self.tick, self.legs[k]);
        let (eight, i) = self.slot(k);
        eight.tanks.tire(i, &legs);
        eight.cap_w[i] = eight.tanks.cap_w(i, &tick);
    }

    /// The rider at `k` goes on from where he is, with what is left to him.
    pub fn begin(&mut self, k: usize, now: &Midway) {
        let (tick, legs) = (self.tick, self.legs[k]);
        let (eight, i) = self.slot(k);
        eight.tanks.fill_with(i, &legs, &now.reserve, now.work_j);
        eight.cap_w[i] = eight.tanks.cap_w(i, &tick);
        (eight.power_w[i], eight.shelter[i]) = (now.power_w, now.shelter);
    }

    /// The rider at `k` is off his bicycle: from now on his legs rest.
    pub fn rest(&mut self, k: usize) {
        self.ask(
            k,
            &EffortAsked { speed: 0.0, pace: 0.0, hurry: 0.0, height_m: 0.0, rise_w: 0.0, chain: 0.0, behind: 0.0 },
        );
        self.set_most_w(k, 0.0);
    }

    /// What the legs of the rider at `k` are like now.
    pub fn state(&self, k: usize) -> LegState {
        let (eight, i) = (&self.eights[k / ABREAST], k % ABREAST);
        let tanks = &eight.tanks;
        LegState { joules: tanks.joules(i), share: tanks.share(i), cp_w: tanks.cp_w(i), cap_w: eight.cap_w[i] }
    }

    /// Share of W′ left, critical power and the most he can give, W, of the rider at `k`.
    pub fn share(&self, k: usize) -> f64 {
        let (tanks, i) = self.tanks(k);
        tanks.share(i)
    }

    /// The most that anybody with the legs of the rider at `k` ever gives, W.
    pub fn most_w(&self, k: usize) -> f64 {
        self.legs[k].peak_w.max(self.legs[k].cp_w)
    }

    pub fn cp_w(&self, k: usize) -> f64 {
        let (tanks, i) = self.tanks(k);
        tanks.cp_w(i)
    }

    pub fn cap_w(&self, k: usize) -> f64 {
        self.eights[k / ABREAST].cap_w[k % ABREAST]
    }
}
