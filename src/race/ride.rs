//! A race ridden to its end without a tape: for the thousands of races whose result alone matters.

use super::free::Free;
use super::happened::Happened;
use super::numbers::TICK_S;
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
    /// Every rider on the track has crossed the last line; false: the race did not end in time.
    pub done: bool,
    /// Share of rider-time spent within 3 m of the wheel in front.
    pub on_a_wheel: f64,
    /// Mean power of all riders, W.
    pub mean_w: f64,
    /// Share of rider-time above critical power.
    pub above_cp: f64,
    /// How often somebody set out to get away.
    pub attempts: u32,
}

/// A wheel this near shelters, m.
const WHEEL_M: f64 = 3.0;
/// Ticks between one count of who is on a wheel and the next.
const TALLY_TICKS: u32 = 16;

/// Rides `race` to its end, or for three times as long as a slow race takes; what happens is added to `happened`.
pub fn finish(race: &mut Race, happened: &mut Happened) {
    let most_ticks = most_ticks(race.spec());
    while !race.is_done() && race.tick() < most_ticks {
        let tick = race.step();
        happened.facts.extend(tick.facts);
        happened.notes.extend(tick.notes);
    }
}

fn most_ticks(spec: &RaceSpec) -> u32 {
    (3.0 * spec.track.race_m() / 11.0 / TICK_S) as u32 + 1000
}

/// Rides `spec` as riders with these minds want it, to the end or for three times as long as a slow race takes.
#[must_use]
pub fn ride(spec: RaceSpec, tactics: Tactics) -> RiddenRace {
    let most_ticks = most_ticks(&spec);
    let mut race = Free::new(spec, tactics, TICK_S);
    // Room for a crossing of the line in every lap, and some laps gained.
    let crossings = race.spec().riders.len() * (race.spec().track.laps as usize + 8);
    let mut happened = Happened { facts: Vec::with_capacity(crossings), ..Happened::default() };
    let (mut on_a_wheel, mut above_cp, mut watts, mut samples) = (0_u64, 0_u64, 0.0, 0_u64);
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
