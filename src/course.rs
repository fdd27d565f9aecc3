//! Where the race is ridden: metres, laps and lanes. Knows nothing of riders or rules.

use crate::math::wrap;

/// A velodrome, and the length of a race on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Track {
    /// Length of the measuring line in metres.
    pub lap_m: f64,
    /// Laps from the gun to the finish.
    pub laps: u32,
    /// Width of the riding surface in metres.
    pub width_m: f64,
}

impl Track {
    /// The lap in whole millimetres, as the rules count it.
    #[must_use]
    pub fn lap_mm(&self) -> u32 {
        libm::round(self.lap_m * 1000.0) as u32
    }

    /// Place on the track of a rider who has ridden `ridden_m`: metres past the line, in `[0, lap_m)`.
    #[must_use]
    pub fn place(&self, ridden_m: f64) -> f64 {
        wrap(ridden_m, self.lap_m)
    }

    /// Race length in metres.
    #[must_use]
    pub fn race_m(&self) -> f64 {
        self.lap_m * f64::from(self.laps)
    }
}
