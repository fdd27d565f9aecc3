//! The pace of the bunch: its speed at every quarter of a lap. Fast before sprints, slow after them, and on time at the end.

use super::numbers::{
    END_LAPS, END_LIFT, GROUP_LULL, KNOTS, LULL, LULL_LAPS, LULL_SLOPE, MOOD_CLIP, MOOD_KEPT, MOOD_LAPS, MOOD_RATE,
    MOOD_SD, PACE_HIGH, PACE_LOW, ROLLING_START, RUN_UP_FROM, RUN_UP_LAPS, RUN_UP_LIFT, SHAPE_HIGH, SHAPE_LOW,
    SOLO_LULL, SPARE_LAPS, SPRINT_FALL, SPRINT_LIFT, SPRINT_RISE, START_KNOTS,
};
use super::script::{MoveEnd, Script};
use crate::course::Track;
use crate::rng::Stream;

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
        let mut factor = Vec::with_capacity((laps + SPARE_LAPS) * KNOTS + 1);
        let mut mood = 0.0;
        let mut knot_mood = 0.0;
        for knot in 0..=(laps + SPARE_LAPS) * KNOTS {
            if knot % (MOOD_LAPS * KNOTS) == 0 {
                mood = MOOD_KEPT * mood + MOOD_SD * stream.normal().clamp(-MOOD_CLIP, MOOD_CLIP);
            }
            knot_mood += MOOD_RATE * (mood - knot_mood);
            let lap = knot as f64 / KNOTS as f64;
            factor.push((1.0 + knot_mood + shape(script, lap, laps as f64)).clamp(PACE_LOW, PACE_HIGH));
        }
        for (knot, f) in factor.iter_mut().take(START_KNOTS).enumerate() {
            *f = ROLLING_START + (*f - ROLLING_START) * knot as f64 / START_KNOTS as f64;
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

/// How much faster than the mean the bunch rides at race lap `lap` because of what is going on, as a share.
fn shape(script: &Script, lap: f64, laps: f64) -> f64 {
    let mut f = 0.0;
    for sprint in &script.sprints {
        let to = f64::from(sprint.lap) - lap;
        if (0.0..=1.0).contains(&to) {
            f += SPRINT_LIFT - SPRINT_RISE * to;
        } else if (1.0..RUN_UP_FROM).contains(&to) {
            f += RUN_UP_LIFT * (RUN_UP_FROM - to) / RUN_UP_LAPS;
        } else if (-LULL_LAPS..0.0).contains(&to) {
            f += if to > -0.5 { SPRINT_LIFT + SPRINT_FALL * to } else { -LULL - LULL_SLOPE * (LULL_LAPS + to) };
        }
    }
    for m in &script.moves {
        if m.end == MoveEnd::Gain && (m.from_lap..m.to_lap).contains(&lap) {
            // Nobody chases: that is how laps are gained. The fewer riders are away, the less they could do about a chase.
            f -= if m.riders.len() == 1 { SOLO_LULL } else { GROUP_LULL };
        }
    }
    if laps - lap < END_LAPS {
        f += END_LIFT;
    }
    f.clamp(SHAPE_LOW, SHAPE_HIGH)
}
