//! Legs: what a rider can give and how it comes back. Knows neither the track nor the race.

use crate::math::exp;
use crate::params::params;
use crate::physics::Body;
use crate::rng::{Purpose, Stream};
use crate::units::Bib;

params! {
    /// Numbers of legs: classes of riders, their spread, and how power fades and comes back.
    pub NUMBERS;

    /// Share of critical power lost with each joule of work per kilogram of rider and bicycle.
    CREEP: f64 = 0.03 / 9_000.0, "kg/J", 2e-6..=5e-6,
        "guess: the middle of the 2–4 % that reports give for 45 minutes, at the 9 kJ/kg of a points race";
    /// Work per kilogram after which the losses of long races set in.
    LONG_J_KG: f64 = 15_000.0, "J/kg", 9_000.0..=30_000.0, "studies of durability in road riders";
    /// Share of critical power lost with each joule per kilogram beyond that.
    LONG: f64 = 0.07 / 30_000.0, "kg/J", 1.6e-6..=3.4e-6, "studies of durability: 5–10 % at 45 kJ/kg";
    /// Share of critical power that is left at worst.
    LEAST_CP: f64 = 0.5, "1", 0.3..=0.9, "guess: a floor that no race reaches";
    /// What bicycle, shoes, helmet and skinsuit weigh.
    pub KIT_KG: f64 = 8.5, "kg", 7.0..=10.0, "guess: the 6.8 kg that the UCI asks of a bicycle, and clothing";

    /// Reserve below which it counts as this much, so that nothing is divided by zero.
    pub LEAST_J: f64 = 1e-3, "J", 1e-6..=1.0, "rounding";

    /// Body mass of a typical international man of track endurance.
    MEN_KG: f64 = 70.0, "kg", 60.0..=85.0, "guess: the light end of the 70–82 kg of elite track endurance riders";
    /// Drag area of men in the drops, in a skinsuit.
    MEN_CDA_M2: f64 = 0.235, "m²", 0.21..=0.27,
        "guess: near the middle of the 0.21–0.27 m² that are published for the drops";
    /// Critical power of men.
    MEN_CP_W: f64 = 400.0, "W", 380.0..=420.0,
        "Pugh et al. 2022: internationals 407 ± 4 W; somewhat lower for the spread of an Olympic field";
    /// Work above critical power of men.
    MEN_W_PRIME_J: f64 = 26_000.0, "J", 24_000.0..=29_300.0,
        "Pugh et al. 2022: internationals 27.2 ± 2.8 kJ; somewhat lower for the spread of an Olympic field";
    /// Peak power of men.
    MEN_PEAK_W: f64 = 1250.0, "W", 1000.0..=1450.0,
        "guess: near the middle of the 1000–1450 W that endurance riders reach";
    /// Mean speed of men's points races.
    MEN_KMH: f64 = 50.0, "km/h", 49.5..=52.0, "world championships and Olympic Games: 49.5–52 km/h";

    /// Body mass of a typical international woman of track endurance.
    WOMEN_KG: f64 = 59.5, "kg", 50.0..=70.0, "guess: typical of endurance riders";
    /// Drag area of women in the drops, in a skinsuit.
    WOMEN_CDA_M2: f64 = 0.210, "m²", 0.20..=0.23, "guess: near the middle of the 0.20–0.23 m² that are published";
    /// Critical power of women.
    WOMEN_CP_W: f64 = 285.0, "W", 260.0..=310.0, "guess: the middle of the 260–310 W that are published";
    /// Work above critical power of women.
    WOMEN_W_PRIME_J: f64 = 17_500.0, "J", 15_000.0..=20_000.0, "guess: the middle of the 15–20 kJ that are published";
    /// Peak power of women.
    WOMEN_PEAK_W: f64 = 880.0, "W", 750.0..=1000.0,
        "guess: the middle; Peiffer et al. 2018 measured 886 W in road sprints";
    /// Mean speed of women's points races.
    WOMEN_KMH: f64 = 45.6, "km/h", 43.0..=48.0, "mean of five races";

    /// Body mass of a typical junior man.
    JUNIOR_KG: f64 = 67.0, "kg", 55.0..=80.0, "guess: a little lighter than the men";
    /// Drag area of junior men in the drops, in a skinsuit.
    JUNIOR_CDA_M2: f64 = 0.230, "m²", 0.20..=0.27, "guess: the men's, by mass to the power one half";
    /// Critical power of junior men.
    JUNIOR_CP_W: f64 = 360.0, "W", 320.0..=400.0, "guess: a tenth below the men";
    /// Work above critical power of junior men.
    JUNIOR_W_PRIME_J: f64 = 23_000.0, "J", 20_000.0..=27_000.0, "guess: an eighth below the men";
    /// Peak power of junior men.
    JUNIOR_PEAK_W: f64 = 1100.0, "W", 900.0..=1300.0, "guess: an eighth below the men";
    /// Mean speed of junior men's points races.
    JUNIOR_KMH: f64 = 47.5, "km/h", 44.0..=50.0, "guess: a twentieth below the men";

    /// Body mass of a typical junior woman.
    JUNIOR_WOMEN_KG: f64 = 57.5, "kg", 48.0..=68.0, "guess: a little lighter than the women";
    /// Drag area of junior women in the drops, in a skinsuit.
    JUNIOR_WOMEN_CDA_M2: f64 = 0.206, "m²", 0.19..=0.23, "guess: the women's, by mass to the power one half";
    /// Critical power of junior women.
    JUNIOR_WOMEN_CP_W: f64 = 256.0, "W", 230.0..=285.0, "guess: a tenth below the women";
    /// Work above critical power of junior women.
    JUNIOR_WOMEN_W_PRIME_J: f64 = 15_500.0, "J", 13_000.0..=18_000.0, "guess: an eighth below the women";
    /// Peak power of junior women.
    JUNIOR_WOMEN_PEAK_W: f64 = 770.0, "W", 650.0..=900.0, "guess: an eighth below the women";
    /// Mean speed of junior women's points races.
    JUNIOR_WOMEN_KMH: f64 = 43.0, "km/h", 40.0..=46.0, "guess: a twentieth below the women";

    /// Drag area grows with body mass to this power, and watts with it: what is known or drawn of riders is what they can
    /// give for a square metre.
    AREA_BY_MASS: f64 = 0.5, "1", 0.3..=0.67,
        "guess: a little less than surfaces do, for lack of tests of the riders themselves";
    /// Spread of critical power among riders of one class (standard deviation, as a share).
    pub CP_SD: f64 = 0.05, "1", 0.02..=0.07,
        "guess: Pugh et al. 2022 found 1–4 % within levels of ability; an open field is wider";
    /// Spread of W′.
    W_PRIME_SD: f64 = 0.10, "1", 0.05..=0.15, "Pugh et al. 2022: 6–10 %, and no difference between levels";
    /// Spread of peak power.
    pub PEAK_SD: f64 = 0.12, "1", 0.05..=0.15, "guess: 10–12 %";
    /// Correlation of critical power and peak power: a big engine goes with a small peak.
    ENGINE_OR_SPRINT: f64 = -0.3, "1", -0.7..=0.0, "guess: endurance riders against sprinters";
    /// Spread of drag area: one position on the bicycle, many bodies.
    CDA_SD: f64 = 0.025, "1", 0.0..=0.06, "guess: small, since all ride in the drops";
    /// Spread of the time constant of slow recovery.
    RECOVERY_SD: f64 = 0.20, "1", 0.0..=0.4, "guess: Bartram et al. 2018 advise individual rates";
    /// No legs are drawn farther than this from the typical rider's, in standard deviations.
    DRAW_SD: f64 = 2.5, "sd", 2.0..=3.0, "guess: keeps freaks out of a field of two dozen";

    /// Share of W′ in the pool that comes back fast.
    FAST_SHARE: f64 = 0.45, "1", 0.3..=0.6, "Chorley et al. 2022: 0.507 in trained riders";
    /// Time constant of the fast pool.
    FAST_S: f64 = 22.0, "s", 15.0..=30.0, "Chorley et al. 2022: 21.5 s";
    /// Time constant of the slow pool.
    SLOW_S: f64 = 200.0, "s", 150.0..=390.0,
        "guess: Chorley et al. 2022 have 388 s in trained riders, and elites recover faster (Bartram et al. 2018)";
    /// How far below critical power the time constants hold; recovery is faster farther below.
    EASE_W: f64 = 200.0, "W", 100.0..=300.0, "guess: riding in the wheels";
    /// Recovery is at most this many times as fast.
    EASE_MOST: f64 = 1.75, "1", 1.0..=2.5, "guess: about that of rolling without pedalling";
    /// How much slower the slow pool fills once `TIRED_AFTER` is spent, as a share of its time constant.
    TIRED_SLOWS: f64 = 0.25, "1", 0.0..=1.0, "guess: Chorley et al. 2022 saw recovery slow down from bout to bout";
    /// Work above critical power for that, in fillings of W′.
    TIRED_AFTER: f64 = 5.0, "W′", 1.0..=10.0, "guess: about a points race";
    /// An effort is all out above this share of critical power.
    ALL_OUT: f64 = 1.5, "1", 1.3..=2.0, "guess: what can be held for about two minutes";
    /// Time constant with which an all-out effort fades.
    FADE_S: f64 = 25.0, "s", 15.0..=40.0,
        "guess: a sprint fades within its length; the exponential form is that of Dunst and Grüneberger 2021";
    /// How many times as fast the legs come back from it.
    REGAIN: f64 = 2.0, "1", 1.0..=4.0, "guess: a minute after a sprint it is forgotten";
    /// A rider spends at most all of W′ divided by this in one tick.
    NEVER_EMPTY: f64 = 1.001, "1", 1.0..=1.01, "guess: keeps rounding from taking more than there is";
}

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
    /// Factor on the time constant of slow recovery (1: as a typical rider's; more is slower).
    pub recovery: f64,
}

impl Legs {
    /// Critical power in W after `work_j` joules of work since the gun.
    #[must_use]
    pub fn cp_after(&self, work_j: f64) -> f64 {
        let each = work_j / self.body.mass_kg;
        self.cp_w * (1.0 - CREEP * each.min(LONG_J_KG) - LONG * (each - LONG_J_KG).max(0.0)).max(LEAST_CP)
    }
}

/// A class of riders, for values that a scenario leaves open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Class {
    /// Body mass of a typical rider, kg.
    pub mass_kg: f64,
    /// Drag area, m².
    pub cda_m2: f64,
    /// Critical power, W.
    pub cp_w: f64,
    /// Work above critical power, J.
    pub w_prime_j: f64,
    /// Peak power, W.
    pub peak_w: f64,
    /// Mean speed of a points race of this class, for races of which no time is on record, km/h.
    pub bunch_kmh: f64,
}

/// International men of track endurance.
pub const MEN: Class = Class {
    mass_kg: MEN_KG,
    cda_m2: MEN_CDA_M2,
    cp_w: MEN_CP_W,
    w_prime_j: MEN_W_PRIME_J,
    peak_w: MEN_PEAK_W,
    bunch_kmh: MEN_KMH,
};
/// International women of track endurance.
pub const WOMEN: Class = Class {
    mass_kg: WOMEN_KG,
    cda_m2: WOMEN_CDA_M2,
    cp_w: WOMEN_CP_W,
    w_prime_j: WOMEN_W_PRIME_J,
    peak_w: WOMEN_PEAK_W,
    bunch_kmh: WOMEN_KMH,
};
/// Junior men.
pub const JUNIOR: Class = Class {
    mass_kg: JUNIOR_KG,
    cda_m2: JUNIOR_CDA_M2,
    cp_w: JUNIOR_CP_W,
    w_prime_j: JUNIOR_W_PRIME_J,
    peak_w: JUNIOR_PEAK_W,
    bunch_kmh: JUNIOR_KMH,
};
/// Junior women.
pub const JUNIOR_WOMEN: Class = Class {
    mass_kg: JUNIOR_WOMEN_KG,
    cda_m2: JUNIOR_WOMEN_CDA_M2,
    cp_w: JUNIOR_WOMEN_CP_W,
    w_prime_j: JUNIOR_WOMEN_W_PRIME_J,
    peak_w: JUNIOR_WOMEN_PEAK_W,
    bunch_kmh: JUNIOR_WOMEN_KMH,
};

impl Class {
    /// The typical legs of a rider of this class with body mass `mass_kg` (the class's own if unknown).
    ///
    /// What is known of riders is how fast they are, and on a flat board that goes by the watts they can hold against
    /// the air for each square metre of drag area: these are the same for all masses. Mass says how many watts and
    /// square metres that is, and what has to be sped up and lifted. What rolling takes at the mean speed of the class
    /// comes on top of the watts against the air.
    ///
    /// Drag area grows with a power of the mass. To keep within `+ − × ÷ √`, the power is replaced by its tangent at the
    /// class's mass.
    #[must_use]
    pub fn legs(&self, mass_kg: Option<f64>) -> Legs {
        let mass = mass_kg.unwrap_or(self.mass_kg);
        self.legs_of(mass, 1.0 + AREA_BY_MASS * (mass / self.mass_kg - 1.0))
    }

    /// The same for a rider of `mass_kg` whose drag area is `size` times the class's.
    #[must_use]
    pub fn legs_of(&self, mass_kg: f64, size: f64) -> Legs {
        let body = |mass: f64, cda_m2: f64| Body { mass_kg: mass + KIT_KG, cda_m2 };
        let rolling_w = |mass: f64| body(mass, 0.0).power(self.bunch_kmh / 3.6, 0.0, 0.0, 1.0);
        let against = |all_w: f64| (all_w - rolling_w(self.mass_kg)) * size + rolling_w(mass_kg);
        Legs {
            body: body(mass_kg, self.cda_m2 * size),
            cp_w: against(self.cp_w),
            w_prime_j: self.w_prime_j * size,
            peak_w: against(self.peak_w),
            recovery: 1.0,
        }
    }
}

impl Class {
    /// Legs drawn by `seed` for a rider of this class of whom nothing but the mass is known.
    #[must_use]
    pub fn drawn(&self, mass_kg: Option<f64>, seed: u64, bib: Bib) -> Legs {
        let mut stream = Stream::of_rider(seed, Purpose::Legs, bib);
        let mut z = || stream.normal().clamp(-DRAW_SD, DRAW_SD);
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

/// Share of the peak that is left after `seconds` of an all-out effort.
fn sprint_decay(seconds: f64) -> f64 {
    exp(-seconds / FADE_S)
}

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

    /// The most the rider can give now, W: the peak shrinks with what is left (after Morton), and exponentially with
    /// the seconds of the present effort (Dunst and Grüneberger 2021).
    #[must_use]
    pub fn cap(&self, legs: &Legs) -> f64 {
        let decay = if self.sprint_s > 0.0 { sprint_decay(self.sprint_s) } else { 1.0 };
        legs.cp_w + (legs.peak_w - legs.cp_w) * self.share(legs).max(0.0).sqrt() * decay
    }

    /// Takes `power_w` for `dt` seconds. Returns `false` if that was more than the rider had; the pools then stop at
    /// empty.
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
            let ease = (-above / EASE_W).min(EASE_MOST);
            let slow_s = SLOW_S * (1.0 + TIRED_SLOWS * self.spent_j / (TIRED_AFTER * legs.w_prime_j));
            self.fast_j += ease * (FAST_SHARE * legs.w_prime_j - self.fast_j) * dt / FAST_S;
            self.slow_j += ease * ((1.0 - FAST_SHARE) * legs.w_prime_j - self.slow_j) * dt / slow_s;
        }
        if power_w > ALL_OUT * legs.cp_w {
            self.sprint_s += dt;
        } else {
            self.sprint_s = (self.sprint_s - REGAIN * dt).max(0.0);
        }
        within && (above <= 0.0 || self.joules() > 0.0)
    }
}

/// The factors by which a tick of the clock changes [`Tanks`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    dt: f64,
    /// Factor on the peak in a tick all out.
    fades: f64,
    /// Factor on the peak in any other tick.
    regains: f64,
    /// A little less than one over the tick, 1/s, so that nobody empties W′ to the last joule.
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
        let (fades, regains) = (exp(-dt / FADE_S), exp(REGAIN * dt / FADE_S));
        Self { dt, fades, regains, per_dt: 1.0 / (NEVER_EMPTY * dt) }
    }
}

/// How many riders share one [`Tanks`].
pub const ABREAST: usize = 8;

/// A number for each of [`ABREAST`] riders.
pub type Abreast = [f64; ABREAST];

/// The legs of [`ABREAST`] riders of a free race, as arrays, so that the machine works on several riders at once. They
/// are the pools of [`Reserve`], and a critical power that sinks with the work done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tanks {
    fast_j: Abreast,
    slow_j: Abreast,
    fast_full_j: Abreast,
    slow_full_j: Abreast,
    /// One over W′, 1/J.
    per_j: Abreast,
    /// One over the time constant of the slow pool, 1/s.
    slow_rate: Abreast,
    /// Share of the peak that is left after the present all-out effort.
    peak: Abreast,
    peak_w: Abreast,
    /// Critical power as it is now, W.
    cp_w: Abreast,
    /// Work above critical power since the gun, J.
    spent_j: Abreast,
    /// All work since the gun, J.
    work_j: Abreast,
}

impl Tanks {
    /// Empty slots, which are harmless to compute with.
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

    /// Puts a fresh rider with these legs into slot `i`.
    pub fn fill(&mut self, i: usize, legs: &Legs) {
        let (fast_j, slow_j) = (FAST_SHARE * legs.w_prime_j, (1.0 - FAST_SHARE) * legs.w_prime_j);
        (self.fast_j[i], self.fast_full_j[i]) = (fast_j, fast_j);
        (self.slow_j[i], self.slow_full_j[i]) = (slow_j, slow_j);
        self.per_j[i] = 1.0 / legs.w_prime_j;
        (self.peak[i], self.peak_w[i], self.cp_w[i]) = (1.0, legs.peak_w, legs.cp_w);
        (self.spent_j[i], self.work_j[i]) = (0.0, 0.0);
        self.tire(i, legs);
    }

    /// Puts a rider into slot `i` who has `reserve` left and has done `work_j` joules of work.
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

    /// Share of W′ left to the rider in slot `i`: 1 full, 0 empty.
    #[must_use]
    pub fn share(&self, i: usize) -> f64 {
        self.joules(i) * self.per_j[i]
    }

    /// Critical power of the rider in slot `i` as it is now, W.
    #[must_use]
    pub fn cp_w(&self, i: usize) -> f64 {
        self.cp_w[i]
    }

    /// The most the rider in slot `i` can give for a tick, W; the law is that of [`Reserve::cap`].
    #[must_use]
    pub fn cap_w(&self, i: usize, tick: &Tick) -> f64 {
        let above = if self.peak_w[i] > self.cp_w[i] { self.peak_w[i] - self.cp_w[i] } else { 0.0 };
        let left = self.joules(i);
        let (peak, all) = (above * (left * self.per_j[i]).sqrt() * self.peak[i], left * tick.per_dt);
        self.cp_w[i] + if peak < all { peak } else { all }
    }

    /// Every rider gives `power_w` for a tick. None may be above [`Self::cap_w`].
    pub fn give(&mut self, power_w: &Abreast, tick: &Tick) {
        for (i, &power_w) in power_w.iter().enumerate() {
            self.give_one(i, power_w, 1.0 / self.joules(i).max(LEAST_J), tick);
        }
    }

    /// The rider in slot `i` gives `power_w`, at most [`Self::cap_w`], for a tick; `per_left` is one over the joules
    /// left.
    #[inline(always)]
    pub fn give_one(&mut self, i: usize, power_w: f64, per_left: f64, tick: &Tick) {
        let above = power_w - self.cp_w[i];
        let (over, under) = if above > 0.0 { (above, 0.0) } else { (0.0, -above) };
        let cost = over * tick.dt;
        self.spent_j[i] += cost;
        self.work_j[i] += if power_w > 0.0 { power_w } else { 0.0 } * tick.dt;
        let keep = 1.0 - cost * per_left;
        let keep = if keep > 0.0 { keep } else { 0.0 };
        let ease = under * (1.0 / EASE_W);
        let ease = if ease < EASE_MOST { ease } else { EASE_MOST } * tick.dt;
        let (fast_j, slow_j) = (self.fast_j[i] * keep, self.slow_j[i] * keep);
        self.fast_j[i] = fast_j + ease * (self.fast_full_j[i] - fast_j) * (1.0 / FAST_S);
        self.slow_j[i] = slow_j + ease * (self.slow_full_j[i] - slow_j) * self.slow_rate[i];
        let factor = if power_w > ALL_OUT * self.cp_w[i] { tick.fades } else { tick.regains };
        let peak = self.peak[i] * factor;
        self.peak[i] = if peak < 1.0 { peak } else { 1.0 };
    }

    /// Tires the rider in slot `i` for the work done so far: critical power sinks, and the slow pool fills more slowly.
    pub fn tire(&mut self, i: usize, legs: &Legs) {
        self.cp_w[i] = legs.cp_after(self.work_j[i]);
        self.slow_rate[i] =
            1.0 / (SLOW_S * legs.recovery * (1.0 + TIRED_SLOWS / TIRED_AFTER * self.spent_j[i] * self.per_j[i]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_78_percent_comes_back_in_the_wheels_between_two_sprints() {
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
    fn tanks_follow_the_law_of_reserves() {
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
                let cap_w = reserve.cap(&fresh).min(fresh.cp_w + tanks.joules(i) / (NEVER_EMPTY * 0.25));
                assert!((cap_w / tanks.cap_w(i, &tick) - 1.0).abs() < 1e-2, "step {step}");
            }
        }
    }

    #[test]
    fn critical_power_falls_by_three_per_cent_in_a_points_race_and_a_tenth_in_a_long_road_race() {
        let legs = MEN.legs(None);
        let left = |kj_kg: f64| legs.cp_after(1000.0 * kj_kg * legs.body.mass_kg) / legs.cp_w;
        assert!((left(9.0) - 0.97).abs() < 1e-9);
        assert!((0.87..0.90).contains(&left(45.0)), "{}", left(45.0));
    }

    #[test]
    fn an_empty_rider_can_give_critical_power_and_no_more() {
        let legs = MEN.legs(None);
        let mut reserve = Reserve::full(&legs);
        while reserve.joules() > 0.0 {
            reserve.spend(&legs, 1000.0, 0.25);
        }
        assert!((reserve.cap(&legs) - legs.cp_w).abs() < 1e-9);
        assert!(!reserve.spend(&legs, legs.cp_w + 50.0, 0.25), "more is beyond them");
        assert!(reserve.joules() >= 0.0);
    }

    #[test]
    fn mass_leaves_the_speed_that_can_be_held_alone() {
        for class in [MEN, WOMEN, JUNIOR, JUNIOR_WOMEN] {
            let held = |mass_kg: f64| {
                let legs = class.legs(Some(mass_kg));
                legs.body.steady_speed(legs.cp_w, 1.0)
            };
            for more in [0.75, 0.9, 1.1, 1.25] {
                let (own, typical) = (held(more * class.mass_kg), held(class.mass_kg));
                assert!((own / typical - 1.0).abs() < 1e-3, "{more} of {} kg: {own} and {typical}", class.mass_kg);
            }
        }
    }

    #[test]
    fn mass_slows_the_jump_and_the_way_up_the_bank() {
        let v = 50.0 / 3.6;
        let jump = |legs: &Legs| {
            let spare_w = legs.peak_w - legs.body.power(v, 0.0, 0.0, 1.0);
            spare_w / (legs.body.power(v, 1.0, 0.0, 1.0) - legs.body.power(v, 0.0, 0.0, 1.0))
        };
        let climb = |legs: &Legs| {
            let rise = 0.1;
            (legs.body.power(v, 0.0, rise, 1.0) - legs.body.power(v, 0.0, 0.0, 1.0)) / legs.cp_w
        };
        let [light, heavy] = [55.0, 87.0].map(|kg| MEN.legs(Some(kg)));
        // Watts go with mass to the power one half, what has to be sped up with mass: by a fifth from 55 to 87 kg.
        let slower = jump(&light) / jump(&heavy);
        assert!((1.10..1.30).contains(&slower), "{slower}");
        assert!((1.10..1.30).contains(&(climb(&heavy) / climb(&light))), "{}", climb(&heavy) / climb(&light));
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
