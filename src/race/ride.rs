//! A race ridden to its end without a tape: for the thousands of races whose result alone matters.

use super::{Race, RaceSpec, Source, TICK_S};
use crate::event::{Fact, Noted};
use crate::units::Micros;

/// What a race without a tape leaves behind.
#[derive(Debug, Clone)]
pub struct Ridden {
    /// In order of time.
    pub facts: Vec<Fact>,
    pub notes: Vec<Noted>,
    /// From the gun until the last rider has crossed the last line.
    pub duration: Micros,
    /// Every rider on the track has crossed the last line; false: the race did not end in time.
    pub done: bool,
    /// Share of rider-time spent within 3 m of the wheel in front.
    pub on_a_wheel: f64,
    /// Mean power of all riders, W.
    pub mean_w: f64,
    /// Share of rider-time above critical power.
    pub above_cp: f64,
    /// Ticks in which a rider gave more than he had: 0 in a free race.
    pub beyond_ticks: u32,
}

/// A wheel this near shelters, m.
const WHEEL_M: f64 = 3.0;

/// Rides `spec` as `source` wants it, to the end or for three times as long as a slow race takes.
#[must_use]
pub fn ride(spec: RaceSpec, source: impl Into<Source>) -> Ridden {
    let most_ticks = (3.0 * spec.track.race_m() / 11.0 / TICK_S) as u32 + 1000;
    let mut race = Race::new(spec, source);
    let mut ridden = Ridden {
        facts: Vec::new(),
        notes: Vec::new(),
        duration: Micros::ZERO,
        done: false,
        on_a_wheel: 0.0,
        mean_w: 0.0,
        above_cp: 0.0,
        beyond_ticks: 0,
    };
    let mut samples = 0_u64;
    while !race.is_done() && race.tick() < most_ticks {
        let happened = race.step();
        ridden.facts.extend(happened.facts);
        ridden.notes.extend(happened.notes);
        if race.over {
            continue;
        }
        let n = race.order.len();
        for (k, &r) in race.order.iter().enumerate() {
            let ahead = race.order[(k + n - 1) % n];
            let apart = race.place[ahead] - race.place[r];
            let apart = if apart < 0.0 { apart + race.spec.track.lap_m } else { apart };
            ridden.on_a_wheel += f64::from(u8::from(apart < WHEEL_M + crate::physics::BIKE_M));
            ridden.mean_w += race.riders[r].power_w;
            ridden.above_cp += f64::from(u8::from(race.riders[r].power_w > race.spec.riders[r].legs.cp_w));
            samples += 1;
        }
    }
    let count = samples.max(1) as f64;
    (ridden.on_a_wheel, ridden.mean_w, ridden.above_cp) =
        (ridden.on_a_wheel / count, ridden.mean_w / count, ridden.above_cp / count);
    ridden.duration = Micros::from_secs(f64::from(race.tick()) * TICK_S);
    ridden.done = race.is_done();
    ridden.beyond_ticks = race.riders.iter().map(|s| u32::from(s.beyond_ticks)).sum();
    ridden
}
