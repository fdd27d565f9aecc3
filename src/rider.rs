//! Legs: what a rider can give and how it comes back. Knows neither the track nor the race.

use crate::physics::{Body, sprint_decay};
use crate::rng::{Purpose, Stream};
use crate::units::Bib;

/// A rider's powers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Legs {
    pub body: Body,
    /// Critical power, W: what can be held for a long time.
    pub cp_w: f64,
    /// Work that can be done above critical power, J.
    pub w_prime_j: f64,
    /// Peak power fresh, W.
    pub peak_w: f64,
    /// How much slower than a typical rider's the slow pool of W′ fills again (1: as a typical rider's).
    pub recovery: f64,
}

/// Critical power falls by this share with each kilojoule of work per kilogram of rider and bicycle: three per cent in the
/// 45 minutes and 9 kJ/kg of a points race (an estimate within the 2–4 % told of).
const CREEP: f64 = 0.03 / 9_000.0;
/// Work per kilogram from which long races tell, J/kg, and the share of critical power lost over the next 30 kJ/kg: 5–10 % at
/// 45 kJ/kg in studies of durability.
const LONG_J_KG: f64 = 15_000.0;
const LONG: f64 = 0.07 / 30_000.0;

impl Legs {
    /// Critical power in W after `work_j` joules of work since the gun.
    #[must_use]
    pub fn cp_after(&self, work_j: f64) -> f64 {
        let each = work_j / self.body.mass_kg;
        self.cp_w * (1.0 - CREEP * each.min(LONG_J_KG) - LONG * (each - LONG_J_KG).max(0.0)).max(0.5)
    }
}

/// Rider, bicycle, shoes, helmet and skinsuit weigh this much more than the rider, kg.
pub const KIT_KG: f64 = 8.5;

/// A class of riders, for values that a scenario leaves open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Class {
    /// Body mass of a typical rider, kg.
    pub mass_kg: f64,
    pub cda_m2: f64,
    pub cp_w: f64,
    pub w_prime_j: f64,
    pub peak_w: f64,
    /// Mean speed of a points race of this class where no time is on record, km/h.
    pub bunch_kmh: f64,
}

/// International men of track endurance; speed of races of the worlds and Olympics 49.5–52 km/h: critical power and W′ as Pugh et al. 2022 (407 ± 4 W, 27.2 ± 2.8 kJ), somewhat
/// lower for the spread of an Olympic field; drag area in the drops of a bunch 0.21–0.27 m².
pub const MEN: Class =
    Class { mass_kg: 70.0, cda_m2: 0.235, cp_w: 400.0, w_prime_j: 26_000.0, peak_w: 1250.0, bunch_kmh: 50.0 };
/// International women (mean of five races 45.6 km/h): critical power 260–310 W, W′ 15–20 kJ, peak 750–1000 W, drag area 0.20–0.23 m².
pub const WOMEN: Class =
    Class { mass_kg: 59.5, cda_m2: 0.210, cp_w: 285.0, w_prime_j: 17_500.0, peak_w: 880.0, bunch_kmh: 45.6 };
/// Junior men, by assumption a tenth below the men in critical power and an eighth in peak power.
pub const JUNIOR: Class =
    Class { mass_kg: 67.0, cda_m2: 0.230, cp_w: 360.0, w_prime_j: 23_000.0, peak_w: 1100.0, bunch_kmh: 47.5 };
/// Junior women, by the same assumption below the women.
pub const JUNIOR_WOMEN: Class =
    Class { mass_kg: 57.5, cda_m2: 0.206, cp_w: 256.0, w_prime_j: 15_500.0, peak_w: 770.0, bunch_kmh: 43.0 };

impl Class {
    /// The legs of a rider of this class with body mass `mass_kg` (the class's own if unknown).
    ///
    /// Power grows with mass to the power 0.67 and drag area to the power 0.5, as surfaces do (an assumption for lack of
    /// tests of the riders themselves); to keep within `+ − × ÷ √` both are taken as linear about the class's mass.
    #[must_use]
    pub fn legs(&self, mass_kg: Option<f64>) -> Legs {
        let mass = mass_kg.unwrap_or(self.mass_kg);
        let more = mass / self.mass_kg - 1.0;
        let by = |exponent: f64| 1.0 + exponent * more;
        Legs {
            body: Body { mass_kg: mass + KIT_KG, cda_m2: self.cda_m2 * by(0.5) },
            cp_w: self.cp_w * by(0.67),
            w_prime_j: self.w_prime_j * by(0.67),
            peak_w: self.peak_w * by(0.8),
            recovery: 1.0,
        }
    }
}

/// Spread of riders of one class about its values: standard deviations of critical power, W′ and peak power (Pugh et al. 2022
/// for the first two; W′ does not tell levels apart), and how much a big engine goes with a small peak (an estimate).
pub const CP_SD: f64 = 0.05;
const W_PRIME_SD: f64 = 0.10;
pub const PEAK_SD: f64 = 0.12;
const ENGINE_OR_SPRINT: f64 = -0.3;
/// Spread of drag area, of one position on the bicycle among many bodies (an estimate).
const CDA_SD: f64 = 0.025;
/// Spread of the time constant of slow recovery (an estimate; "individual rates advised", Bartram et al. 2018).
const RECOVERY_SD: f64 = 0.20;

impl Class {
    /// Legs of a rider of this class as the seed has them, where nothing is known of the rider but his mass.
    #[must_use]
    pub fn drawn(&self, mass_kg: Option<f64>, seed: u64, bib: Bib) -> Legs {
        let mut stream = Stream::of_rider(seed, Purpose::Legs, bib);
        let mut z = || stream.normal().clamp(-2.5, 2.5);
        let mut legs = self.legs(mass_kg);
        let (engine, own) = (z(), z());
        let sprint = ENGINE_OR_SPRINT * engine + (1.0 - ENGINE_OR_SPRINT * ENGINE_OR_SPRINT).sqrt() * own;
        legs.cp_w *= 1.0 + CP_SD * engine;
        legs.peak_w *= 1.0 + PEAK_SD * sprint;
        legs.w_prime_j *= 1.0 + W_PRIME_SD * z();
        legs.body.cda_m2 *= 1.0 + CDA_SD * z();
        legs.recovery *= 1.0 + RECOVERY_SD * z();
        legs
    }
}

/// Share of W′ in the pool that comes back fast.
const FAST_SHARE: f64 = 0.45;
/// Time constants of the two pools, s (Chorley 2022 in trained riders 21.5 and 388; elites recover faster, Bartram 2018).
const FAST_S: f64 = 22.0;
const SLOW_S: f64 = 200.0;

/// What is left above critical power, in two pools, and how long the rider has been going all out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reserve {
    fast_j: f64,
    slow_j: f64,
    /// Work above critical power since the gun, J: the slow pool comes back slower for it.
    spent_j: f64,
    /// Seconds of the present all-out effort.
    sprint_s: f64,
}

impl Reserve {
    /// A fresh rider's.
    #[must_use]
    pub fn full(legs: &Legs) -> Self {
        Self {
            fast_j: FAST_SHARE * legs.w_prime_j,
            slow_j: (1.0 - FAST_SHARE) * legs.w_prime_j,
            spent_j: 0.0,
            sprint_s: 0.0,
        }
    }

    /// Joules left.
    #[must_use]
    pub fn joules(&self) -> f64 {
        self.fast_j + self.slow_j
    }

    /// Share left: 1 full, 0 empty.
    #[must_use]
    pub fn share(&self, legs: &Legs) -> f64 {
        self.joules() / legs.w_prime_j
    }

    /// The most he can give now, W: the peak shrinks with what is left (after Morton) and with the seconds of the
    /// present effort (monoexponential, Dunst and Grüneberger 2021).
    #[must_use]
    pub fn cap(&self, legs: &Legs) -> f64 {
        let decay = if self.sprint_s > 0.0 { sprint_decay(self.sprint_s) } else { 1.0 };
        legs.cp_w + (legs.peak_w - legs.cp_w) * self.share(legs).max(0.0).sqrt() * decay
    }

    /// `power_w` for `dt` seconds. Returns false if that was more than he had; the pools then stop at empty.
    pub fn spend(&mut self, legs: &Legs, power_w: f64, dt: f64) -> bool {
        let within = power_w <= self.cap(legs);
        let above = power_w - legs.cp_w;
        if above > 0.0 {
            let cost = above * dt;
            self.spent_j += cost;
            let left = self.joules();
            let keep = if left > cost { 1.0 - cost / left } else { 0.0 };
            self.fast_j *= keep;
            self.slow_j *= keep;
        } else {
            let ease = (-above / 200.0).min(1.75);
            let slow_s = SLOW_S * (1.0 + 0.25 * self.spent_j / (5.0 * legs.w_prime_j));
            self.fast_j += ease * (FAST_SHARE * legs.w_prime_j - self.fast_j) * dt / FAST_S;
            self.slow_j += ease * ((1.0 - FAST_SHARE) * legs.w_prime_j - self.slow_j) * dt / slow_s;
        }
        if power_w > 1.5 * legs.cp_w {
            self.sprint_s += dt;
        } else {
            self.sprint_s = (self.sprint_s - 2.0 * dt).max(0.0);
        }
        within && (above <= 0.0 || self.joules() > 0.0)
    }
}

/// Seconds over which an all-out effort fades, and twice as fast as which the legs come back from it.
const FADE_S: f64 = 25.0;

/// What the clock does to [`Tanks`] in a tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    dt: f64,
    /// Factors on the peak in a tick all out, and in one that is not.
    fades: f64,
    regains: f64,
    /// One over the tick, a little less, 1/s: nobody empties himself to the last joule.
    per_dt: f64,
}

impl Tick {
    /// Its length, s.
    #[must_use]
    pub fn dt(&self) -> f64 {
        self.dt
    }

    /// A tick of `dt` seconds.
    #[must_use]
    pub fn of(dt: f64) -> Self {
        let (fades, regains) = (crate::math::exp(-dt / FADE_S), crate::math::exp(2.0 * dt / FADE_S));
        Self { dt, fades, regains, per_dt: 1.0 / (1.001 * dt) }
    }
}

/// How many riders' legs are worked out side by side.
pub const ABREAST: usize = 8;

/// A number for each of [`ABREAST`] riders.
pub type Abreast = [f64; ABREAST];

/// The legs of riders of a free race, number beside number, so that the machine works out several at once: the pools
/// of [`Reserve`], step by step, and critical power that sinks with the work done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tanks {
    fast_j: Abreast,
    slow_j: Abreast,
    fast_full_j: Abreast,
    slow_full_j: Abreast,
    /// One over W′, 1/J, and over the time constant of the slow pool, 1/s.
    per_j: Abreast,
    slow_rate: Abreast,
    /// Share of the peak that is left after the present all-out effort.
    peak: Abreast,
    peak_w: Abreast,
    /// Critical power as it is now, W.
    cp_w: Abreast,
    /// Work above critical power and all work since the gun, J.
    spent_j: Abreast,
    work_j: Abreast,
}

impl Tanks {
    /// Nobody's legs: empty, and harmless to work out.
    pub const NOBODY: Self = Self {
        fast_j: [0.0; ABREAST],
        slow_j: [0.0; ABREAST],
        fast_full_j: [0.0; ABREAST],
        slow_full_j: [0.0; ABREAST],
        per_j: [1.0; ABREAST],
        slow_rate: [0.0; ABREAST],
        peak: [1.0; ABREAST],
        peak_w: [0.0; ABREAST],
        cp_w: [0.0; ABREAST],
        spent_j: [0.0; ABREAST],
        work_j: [0.0; ABREAST],
    };

    /// Puts a fresh rider with these legs in slot `i`.
    pub fn fill(&mut self, i: usize, legs: &Legs) {
        let (fast_j, slow_j) = (FAST_SHARE * legs.w_prime_j, (1.0 - FAST_SHARE) * legs.w_prime_j);
        (self.fast_j[i], self.fast_full_j[i]) = (fast_j, fast_j);
        (self.slow_j[i], self.slow_full_j[i]) = (slow_j, slow_j);
        self.per_j[i] = 1.0 / legs.w_prime_j;
        (self.peak[i], self.peak_w[i], self.cp_w[i]) = (1.0, legs.peak_w, legs.cp_w);
        (self.spent_j[i], self.work_j[i]) = (0.0, 0.0);
        self.tire(i, legs);
    }

    /// Puts a rider in slot `i` who has `reserve` left and has done `work_j` joules of work.
    pub fn fill_with(&mut self, i: usize, legs: &Legs, reserve: &Reserve, work_j: f64) {
        self.fill(i, legs);
        (self.fast_j[i], self.slow_j[i]) = (reserve.fast_j, reserve.slow_j);
        (self.spent_j[i], self.work_j[i]) = (reserve.spent_j, work_j);
        self.peak[i] = sprint_decay(reserve.sprint_s);
        self.tire(i, legs);
    }

    /// Joules left to the rider in slot `i`.
    #[must_use]
    pub fn joules(&self, i: usize) -> f64 {
        self.fast_j[i] + self.slow_j[i]
    }

    /// Share of W′ left to him: 1 full, 0 empty.
    #[must_use]
    pub fn share(&self, i: usize) -> f64 {
        self.joules(i) * self.per_j[i]
    }

    /// His critical power as it is now, W.
    #[must_use]
    pub fn cp_w(&self, i: usize) -> f64 {
        self.cp_w[i]
    }

    /// The most he can give for a tick, W; the law is that of [`Reserve::cap`].
    #[must_use]
    pub fn cap_w(&self, i: usize, tick: &Tick) -> f64 {
        let above = if self.peak_w[i] > self.cp_w[i] { self.peak_w[i] - self.cp_w[i] } else { 0.0 };
        let left = self.joules(i);
        let (peak, all) = (above * (left * self.per_j[i]).sqrt() * self.peak[i], left * tick.per_dt);
        self.cp_w[i] + if peak < all { peak } else { all }
    }

    /// Every rider gives his `power_w`, which he has, for a tick.
    pub fn give(&mut self, power_w: &Abreast, tick: &Tick) {
        for (i, &power_w) in power_w.iter().enumerate() {
            self.give_one(i, power_w, 1.0 / self.joules(i).max(1e-3), tick);
        }
    }

    /// The rider in slot `i` gives `power_w`, which he has, for a tick; `per_left` is one over the joules left to him.
    #[inline(always)]
    pub fn give_one(&mut self, i: usize, power_w: f64, per_left: f64, tick: &Tick) {
        let above = power_w - self.cp_w[i];
        let (over, under) = if above > 0.0 { (above, 0.0) } else { (0.0, -above) };
        let cost = over * tick.dt;
        self.spent_j[i] += cost;
        self.work_j[i] += if power_w > 0.0 { power_w } else { 0.0 } * tick.dt;
        let keep = 1.0 - cost * per_left;
        let keep = if keep > 0.0 { keep } else { 0.0 };
        let ease = under * (1.0 / 200.0);
        let ease = if ease < 1.75 { ease } else { 1.75 } * tick.dt;
        let (fast_j, slow_j) = (self.fast_j[i] * keep, self.slow_j[i] * keep);
        self.fast_j[i] = fast_j + ease * (self.fast_full_j[i] - fast_j) * (1.0 / FAST_S);
        self.slow_j[i] = slow_j + ease * (self.slow_full_j[i] - slow_j) * self.slow_rate[i];
        let factor = if power_w > 1.5 * self.cp_w[i] { tick.fades } else { tick.regains };
        let peak = self.peak[i] * factor;
        self.peak[i] = if peak < 1.0 { peak } else { 1.0 };
    }

    /// Tires the rider in slot `i` for what he has done so far: critical power sinks, and the slow pool fills more slowly.
    pub fn tire(&mut self, i: usize, legs: &Legs) {
        self.cp_w[i] = legs.cp_after(self.work_j[i]);
        self.slow_rate[i] = 1.0 / (SLOW_S * legs.recovery * (1.0 + 0.25 / 5.0 * self.spent_j[i] * self.per_j[i]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_sprints_in_the_wheels_about_78_percent_comes_back() {
        let legs = MEN.legs(None);
        let mut reserve = Reserve::full(&legs);
        for _ in 0..20 {
            reserve.spend(&legs, legs.cp_w + 2000.0, 0.25);
        }
        let spent = legs.w_prime_j - reserve.joules();
        for _ in 0..(180 * 4) {
            reserve.spend(&legs, legs.cp_w - 200.0, 0.25);
        }
        let regained = 1.0 - (legs.w_prime_j - reserve.joules()) / spent;
        assert!((regained - 0.78).abs() < 0.03, "{regained}");
    }

    #[test]
    fn tanks_are_reserves_worked_out_step_by_step_and_side_by_side() {
        let fresh = Legs { body: Body { mass_kg: f64::INFINITY, ..MEN.legs(None).body }, ..MEN.legs(None) };
        let tick = Tick::of(0.25);
        let (mut reserves, mut tanks) = ([Reserve::full(&fresh); ABREAST], Tanks::NOBODY);
        (0..ABREAST).for_each(|i| tanks.fill(i, &fresh));
        for step in 0..4000 {
            let mut power_w = std::array::from_fn(|i| [150.0, 900.0, 380.0, 40.0, 450.0][(step / 40 + i) % 5]);
            for (i, w) in power_w.iter_mut().enumerate() {
                *w = if *w > tanks.cap_w(i, &tick) { fresh.cp_w } else { *w };
                reserves[i].spend(&fresh, *w, 0.25);
            }
            tanks.give(&power_w, &tick);
            for (i, reserve) in reserves.iter().enumerate() {
                tanks.tire(i, &fresh);
                assert!((reserve.share(&fresh) - tanks.share(i)).abs() < 1e-3, "step {step}");
                let cap_w = reserve.cap(&fresh).min(fresh.cp_w + tanks.joules(i) / (1.001 * 0.25));
                assert!((cap_w / tanks.cap_w(i, &tick) - 1.0).abs() < 1e-2, "step {step}");
            }
        }
    }

    #[test]
    fn three_per_cent_of_critical_power_are_gone_after_a_points_race_and_a_tenth_after_a_long_road_race() {
        let legs = MEN.legs(None);
        let left = |kj_kg: f64| legs.cp_after(1000.0 * kj_kg * legs.body.mass_kg) / legs.cp_w;
        assert!((left(9.0) - 0.97).abs() < 1e-9);
        assert!((0.87..0.90).contains(&left(45.0)), "{}", left(45.0));
    }

    #[test]
    fn an_empty_rider_can_give_his_critical_power_and_no_more() {
        let legs = MEN.legs(None);
        let mut reserve = Reserve::full(&legs);
        while reserve.joules() > 0.0 {
            reserve.spend(&legs, 1000.0, 0.25);
        }
        assert!((reserve.cap(&legs) - legs.cp_w).abs() < 1e-9);
        assert!(!reserve.spend(&legs, legs.cp_w + 50.0, 0.25), "asking more is beyond him");
        assert!(reserve.joules() >= 0.0);
    }

    #[test]
    fn reserve_stays_between_empty_and_full() {
        let legs = WOMEN.legs(Some(51.0));
        let mut reserve = Reserve::full(&legs);
        for step in 0..4000 {
            reserve.spend(&legs, if step % 7 < 2 { 900.0 } else { 90.0 }, 0.25);
            assert!((0.0..=1.0 + 1e-12).contains(&reserve.share(&legs)));
        }
    }
}
