//! Rides races in which riders decide for themselves, from the gun or from a fork of a race on record, and tapes them.

use super::refusal::ReplayError;
use super::stage::Staged;
use crate::free;
use crate::race::{Checks, Race, RaceSpec, TICK_S, Tape};
use crate::rules::RaceRules;
use crate::run::Run;
use crate::scenario::Scenario;
use crate::tactics::{Params, Refusal, When};
use crate::units::Micros;

/// No race is slower than this, m/s: one that is not over by then never ends. A guess.
const SLOWEST_MPS: f64 = 5.0;

/// Where riders began to decide for themselves, or where their luck changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fork {
    pub at: Micros,
    /// Laps that the head of the race had ridden by then.
    pub lap: f64,
}

/// A race on tape.
pub(super) struct TapedRace {
    pub spec: RaceSpec,
    pub tape: Tape,
    pub fork: Option<Fork>,
    /// Orders that were refused, by index in the run, and why.
    pub refused: Vec<(usize, Refusal)>,
}

/// Rides `scenario` free from the gun. If the run says so, the luck changes at a later moment.
pub(super) fn ride(
    scenario: &Scenario,
    rules: &RaceRules,
    run: &Run,
    checks: Checks,
) -> Result<TapedRace, ReplayError> {
    let (spec, tactics) = free::race_of(scenario, rules, run, run.seed, Params::STANDARD);
    let spec = RaceSpec { checks, ..spec };
    let mut race = Race::new(spec.clone(), tactics);
    let mut tape = Tape::begin(&race, most_ticks(&spec));
    let from = run.from.filter(|from| !from.is_gun());
    let fork = from.map(|from| ride_until(&mut race, &mut tape, from, &spec)).transpose()?;
    if fork.is_some() && run.luck() != run.seed {
        race.change_luck(run.luck(), free::incidents(scenario, rules, run, run.luck()), spec.checks.clone());
    }
    Ok(finish(race, tape, spec, fork))
}

/// Rides a staged race again until `from`, and then lets the riders decide.
pub(super) fn ride_from(
    staged: &Staged,
    scenario: &Scenario,
    rules: &RaceRules,
    run: &Run,
    from: When,
) -> Result<TapedRace, ReplayError> {
    let (spec, tactics) = free::race_of(scenario, rules, run, run.luck(), Params::STANDARD);
    let spec = RaceSpec { checks: staged.spec.checks.clone(), ..spec };
    let mut race = Race::new(staged.spec.clone(), staged.director.clone());
    let mut tape = Tape::begin(&race, most_ticks(&spec));
    let fork = ride_until(&mut race, &mut tape, from, &spec)?;
    let (race, happened) = race.let_go(spec.clone(), tactics, tape.facts());
    tape.add(happened);
    Ok(finish(race, tape, spec, Some(fork)))
}

/// Rides `race` onto `tape` until `when`.
pub(super) fn ride_until(race: &mut Race, tape: &mut Tape, when: When, spec: &RaceSpec) -> Result<Fork, ReplayError> {
    let lap_m = spec.track.lap_m;
    let now = |race: &Race| Micros::from_secs(f64::from(race.tick()) * TICK_S);
    tape.run(race, |race| !when.has_come(now(race), race.head_m(), lap_m));
    let (at, head_m) = (now(race), race.head_m());
    if head_m >= spec.track.race_m() || race.is_done() {
        return Err(ReplayError::TooLate { laps: spec.track.laps });
    }
    Ok(Fork { at, lap: (head_m / lap_m).max(0.0) })
}

fn finish(mut race: Race, mut tape: Tape, spec: RaceSpec, fork: Option<Fork>) -> TapedRace {
    let most = most_ticks(&spec);
    tape.run(&mut race, |race| race.tick() < most);
    TapedRace { spec, tape, fork, refused: race.refused() }
}

pub(super) fn most_ticks(spec: &RaceSpec) -> u32 {
    (spec.track.race_m() / SLOWEST_MPS / TICK_S) as u32 + 1000
}
