//! The pace of the bunch: its speed at every quarter of a lap. Quick before sprints, slow after them, on time at the end.

use super::script::{MoveEnd, Script};
use crate::course::Track;
use crate::rng::Stream;

/// Knots in a lap.
const KNOTS: usize = 4;
/// Speed of the rolling start as a share of the mean.
const ROLLING_START: f64 = 0.86;

/// Speed as a function of the distance ridden by the front of the bunch.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    knot_m: f64,
    /// m/s at each knot; the last value holds beyond the end.
    speed: Vec<f64>,
    /// Seconds from the gun to each knot.
    clock: Vec<f64>,
}

impl Pace {
    /// A pace for `script` on `track` that takes `time_s` from the gun to the finish.
    #[must_use]
    pub fn new(track: &Track, script: &Script, time_s: f64, stream: &mut Stream) -> Self {
        let laps = track.laps as usize;
        let mut factor = Vec::with_capacity((laps + 4) * KNOTS + 1);
        let mut mood = 0.0;
        let mut knot_mood = 0.0;
        for knot in 0..=(laps + 4) * KNOTS {
            if knot % (2 * KNOTS) == 0 {
                mood = 0.6 * mood + 0.018 * stream.normal().clamp(-2.0, 2.0);
            }
            knot_mood += 0.25 * (mood - knot_mood);
            let lap = knot as f64 / KNOTS as f64;
            factor.push((1.0 + knot_mood + shape(script, lap, laps as f64)).clamp(0.84, 1.14));
        }
        for (knot, f) in factor.iter_mut().take(3).enumerate() {
            *f = ROLLING_START + (*f - ROLLING_START) * knot as f64 / 3.0;
        }
        let knot_m = track.lap_m / KNOTS as f64;
        let mean = track.race_m() / time_s;
        let mut pace = Self { knot_m, speed: factor.iter().map(|f| f * mean).collect(), clock: Vec::new() };
        pace.set_clock();
        let scale = pace.clock[laps * KNOTS] / time_s;
        pace.speed.iter_mut().for_each(|v| *v *= scale);
        pace.set_clock();
        pace
    }

    fn set_clock(&mut self) {
        let mut t = 0.0;
        self.clock = vec![0.0];
        for pair in self.speed.windows(2) {
            // Speed is linear in distance between knots; the mean of the ends is within 0.1 % of the exact time.
            t += 2.0 * self.knot_m / (pair[0] + pair[1]);
            self.clock.push(t);
        }
    }

    fn at(&self, values: &[f64], metres: f64) -> f64 {
        let x = (metres / self.knot_m).max(0.0);
        let i = x as usize;
        match values.get(i..i + 2) {
            Some(pair) => pair[0] + (pair[1] - pair[0]) * (x - i as f64),
            None => values[values.len() - 1],
        }
    }

    /// Speed in m/s when the front of the bunch has ridden `metres`.
    #[must_use]
    pub fn speed(&self, metres: f64) -> f64 {
        self.at(&self.speed, metres)
    }

    /// Seconds the bunch takes from `from` to `to` metres.
    #[must_use]
    pub fn seconds(&self, from: f64, to: f64) -> f64 {
        self.at(&self.clock, to) - self.at(&self.clock, from)
    }
}

/// How much faster than the mean the bunch is at race lap `lap`, from what is going on.
fn shape(script: &Script, lap: f64, laps: f64) -> f64 {
    let mut f = 0.0;
    for sprint in &script.sprints {
        let to = f64::from(sprint.lap) - lap;
        if (0.0..=1.0).contains(&to) {
            f += 0.085 - 0.03 * to;
        } else if (1.0..2.5).contains(&to) {
            f += 0.055 * (2.5 - to) / 1.5;
        } else if (-1.75..0.0).contains(&to) {
            f += if to > -0.5 { 0.085 + 0.25 * to } else { -0.04 - 0.01 * (1.75 + to) };
        }
    }
    for m in &script.moves {
        if m.end == MoveEnd::Gain && (m.from_lap..m.to_lap).contains(&lap) {
            // Nobody chases: that is how laps are gained, and the fewer are away the less can they do about a chase.
            f -= if m.riders.len() == 1 { 0.045 } else { 0.02 };
        }
    }
    if laps - lap < 4.0 {
        f += 0.02;
    }
    f.clamp(-0.08, 0.10)
}
