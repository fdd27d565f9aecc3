//! A race ridden to its end without a tape: for the thousands of races of which only the result matters.

use super::free::Free;
use super::happened::Happened;
use super::numbers::{PATIENCE, SHORTEST_TICKS, SLOW_RACE_MPS, SPARE_LAPS, TALLY_TICKS, TICK_S, WHEEL_M};
use super::spec::RaceSpec;
use super::under_way::Race;
use crate::event::{Fact, Noted};
use crate::tactics::Tactics;
use crate::units::Micros;

/// What a race without a tape leaves behind.
#[derive(Debug, Clone)]
pub struct RiddenRace {
    /// In order of time.
    pub facts: Vec<Fact>,
    pub notes: Vec<Noted>,
    /// From the gun until the last rider has crossed the last line.
    pub duration: Micros,
    /// Every rider on the track has crossed the last line; otherwise the race took longer than a race can.
    pub done: bool,
    /// Share of rider-time spent near the wheel in front.
    pub on_a_wheel: f64,
    /// Mean power of all riders, W.
    pub mean_w: f64,
    /// Share of rider-time above critical power.
    pub above_cp: f64,
    /// How often a rider set out to get away.
    pub attempts: u32,
}

/// Rides `race` to its end, or for [`most_ticks`]; what happens is added to `happened`.
pub fn finish(race: &mut Race, happened: &mut Happened) {
    let most_ticks = most_ticks(race.spec());
    while !race.is_done() && race.tick() < most_ticks {
        let tick = race.step();
        happened.facts.extend(tick.facts);
        happened.notes.extend(tick.notes);
    }
}

/// Ticks after which a race of `spec` that has not ended never will.
#[must_use]
pub fn most_ticks(spec: &RaceSpec) -> u32 {
    (PATIENCE * spec.track.race_m() / SLOW_RACE_MPS / TICK_S) as u32 + SHORTEST_TICKS
}

/// Rides `spec` as riders with these minds want to, to the end or for [`most_ticks`].
#[must_use]
pub fn ride(spec: RaceSpec, tactics: Tactics) -> RiddenRace {
    spec.check();
    let most_ticks = most_ticks(&spec);
    let mut race = Free::new(spec, tactics, TICK_S);
    // Room for a crossing of the line in every lap, laps gained included.
    let crossings = race.spec().riders.len() * (race.spec().track.laps + SPARE_LAPS) as usize;
    let mut happened = Happened { facts: Vec::with_capacity(crossings), ..Happened::default() };
    let (mut on_a_wheel, mut above_cp, mut watts, mut samples) = (0, 0, 0.0, 0);
    while !race.is_done() && race.tick() < most_ticks {
        let so_far = happened.facts.len();
        race.step_from(so_far, &mut happened);
        if race.pack().is_over() || !race.tick().is_multiple_of(TALLY_TICKS) {
            continue;
        }
        for (gap_m, power_w, cp_w) in race.pack().efforts() {
            on_a_wheel += u64::from(gap_m < WHEEL_M);
            above_cp += u64::from(power_w > cp_w);
            watts += power_w;
            samples += 1;
        }
    }
    let count = samples.max(1) as f64;
    assert!(
        on_a_wheel <= samples && above_cp <= samples,
        "{}: {on_a_wheel} on a wheel and {above_cp} above critical power, of {samples}",
        race.spec().checks.at_tick(race.tick())
    );
    RiddenRace {
        facts: happened.facts,
        notes: happened.notes,
        duration: Micros::from_secs(race.now_s()),
        done: race.is_done(),
        on_a_wheel: on_a_wheel as f64 / count,
        mean_w: watts / count,
        above_cp: above_cp as f64 / count,
        attempts: race.tactics.attempts(),
    }
}
