//! Free races with every tick checked closely ([`velodrome::race::check`]). Shared by a test and by `benches/heavy.rs`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use velodrome::event::Fact;
use velodrome::free;
use velodrome::race::{Race, RaceSpec, most_ticks};
use velodrome::scenario::Scenario;
use velodrome::tactics::{Params, Tactics};

/// What was seen of a race in which every check held.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    pub ticks: u64,
    pub laps_gained: u32,
    pub top_kmh: f64,
    /// The most that a speed changed in a tick, m/s.
    pub jolt: f64,
}

/// Rides the race of `scenario` and `seed`, and says which check failed first.
pub fn check(scenario: &Scenario, seed: u64) -> Result<Seen, String> {
    let (spec, tactics) = free::race(scenario, &scenario.rules(None), seed, Params::STANDARD);
    let spec = RaceSpec { checks: spec.checks.clone().closely(true), ..spec };
    catch_unwind(AssertUnwindSafe(|| ride(spec, tactics))).unwrap_or_else(|failed| {
        let text = failed.downcast_ref::<String>().cloned();
        Err(text.or_else(|| failed.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default())
    })
}

fn ride(spec: RaceSpec, tactics: Tactics) -> Result<Seen, String> {
    let most_ticks = most_ticks(&spec);
    let mut race = Race::new(spec, tactics);
    let (mut seen, mut before, mut now) = (Seen::default(), Vec::new(), Vec::new());
    race.sample(&mut before);
    while !race.is_done() {
        if race.tick() > most_ticks {
            return Err(format!("{}: not over yet", race.spec().checks.at_tick(race.tick())));
        }
        let facts = race.step().facts;
        seen.laps_gained += facts.iter().filter(|fact| matches!(fact, Fact::Tail { .. })).count() as u32;
        now.clear();
        race.sample(&mut now);
        for (a, b) in before.iter().zip(&now).filter(|(a, b)| a.riding() && b.riding()) {
            seen.top_kmh = seen.top_kmh.max(3.6 * f64::from(b.speed));
            seen.jolt = seen.jolt.max(f64::from((b.speed - a.speed).abs()));
        }
        std::mem::swap(&mut before, &mut now);
        seen.ticks += 1;
    }
    Ok(seen)
}
