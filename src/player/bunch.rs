//! Where the bunch is at an instant, from the tape of a race.

use crate::race::{TICK_S, Tape};
use crate::units::Micros;

/// Front and tail of the bunch in race distance (m), and its mean speed (m/s).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bunch {
    pub front_m: f64,
    pub tail_m: f64,
    pub speed: f64,
}

/// The bunch at `at`; `None` if nobody is on the track.
pub(super) fn bunch(tape: &Tape, at: Micros, lap_m: f64) -> Option<Bunch> {
    let (tick, _) = instant(tape, at);
    let mut riders: Vec<(f64, f64)> = tape
        .at(tick)
        .iter()
        .filter(|s| s.riding() && s.in_bunch())
        .map(|s| (s.ridden_m - f64::from(s.balance) * lap_m, f64::from(s.speed)))
        .collect();
    riders.sort_by(|a, b| a.0.total_cmp(&b.0));
    let middle = riders.get(riders.len() / 2)?.0;
    let on_lap: Vec<&(f64, f64)> = riders.iter().filter(|r| (r.0 - middle).abs() < 0.5 * lap_m).collect();
    let (tail, front) = (on_lap.first()?, on_lap.last()?);
    let speed = on_lap.iter().map(|r| r.1).sum::<f64>() / on_lap.len() as f64;
    Some(Bunch { front_m: front.0, tail_m: tail.0, speed })
}

/// The tick before `at` and how far into it `at` is, 0 to 1.
pub(super) fn instant(tape: &Tape, at: Micros) -> (usize, f64) {
    let ticks = (at.secs().max(0.0) / TICK_S).min((tape.ticks() - 1) as f64);
    let tick = ticks as usize;
    (tick, ticks - tick as f64)
}
