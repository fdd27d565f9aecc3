//! What a lap gained costs a group: the power of riders who share the turns, the way to the tail, and the reserve it takes.
//! Knows no minds and no race.
//!
//! A group that goes `over` m/s faster than the bunch makes up a lap less the length of the bunch in `way / over` seconds.
//! Of n riders who share the turns each is in front for one nth of the time and on a wheel for the rest; what is asked of
//! him above critical power comes out of W′, as does the jump that sets him free.

use crate::physics::{Body, DRIVE, WHEELS_KG};

/// Drag factor in front with a rider close behind, and on the second and every later wheel of a close line (Broker 1999,
/// Fitton 2018, Blocken 2018: 0.97; 0.58–0.62; 0.46–0.54).
const FRONT: f64 = 0.97;
const WHEELS: [f64; 4] = [0.61, 0.54, 0.51, 0.48];

/// A group that means to gain a lap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    pub body: Body,
    /// Critical power of each, W.
    pub cp_w: f64,
    /// What each has left above it, J.
    pub reserve_j: f64,
    pub riders: usize,
}

impl Group {
    /// Mean power in W that each of the group gives at `v` m/s with even turns.
    #[must_use]
    pub fn mean_power(&self, v: f64) -> f64 {
        let n = self.riders.max(1);
        let place = |k: usize| match (k, n) {
            (0, 1) => 1.0,
            (0, _) => FRONT,
            (k, _) => WHEELS[(k - 1).min(WHEELS.len() - 1)],
        };
        (0..n).map(|k| self.body.power(v, 0.0, 0.0, place(k))).sum::<f64>() / n as f64
    }

    /// Joules of W′ that each needs to make up `way_m` metres on a bunch at `bunch` m/s by going `over` m/s faster.
    #[must_use]
    pub fn need_j(&self, bunch: f64, over: f64, way_m: f64) -> f64 {
        let v = bunch + over;
        let jump_j = 0.5 * (self.body.mass_kg + WHEELS_KG) * (v * v - bunch * bunch) / DRIVE;
        jump_j + (self.mean_power(v) - self.cp_w).max(0.0) * way_m / over
    }

    /// The fastest bunch, m/s, on which the group can make up `way_m` metres within `most_s` seconds.
    #[must_use]
    pub fn fastest_bunch(&self, way_m: f64, most_s: f64) -> f64 {
        let least_over = way_m / most_s;
        // The slower it gains, the less it gives above critical power, but the longer: the best is somewhere between.
        let affords = |bunch: f64| {
            (0..200).any(|k| self.need_j(bunch, least_over + 0.02 * f64::from(k), way_m) <= self.reserve_j)
        };
        let (mut low, mut high) = (5.0, 25.0);
        for _ in 0..40 {
            let middle = 0.5 * (low + high);
            if affords(middle) { low = middle } else { high = middle }
        }
        low
    }
}

/// Seconds to make up `way_m` metres on a bunch by going `over_kmh` km/h faster.
#[must_use]
pub fn seconds(way_m: f64, over_kmh: f64) -> f64 {
    way_m / (over_kmh / 3.6)
}
