//! A race: completing a card, riding it tick by tick, opening it at any instant, scoring it. Prints times.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use velodrome::card::{CardRace, complete};
use velodrome::course::Track;
use velodrome::director::{Director, MoveEnd, MoveScript, Script, SprintScript};
use velodrome::player::Replay;
use velodrome::race::{Checks, Entrant, Incidents, Race, RaceSpec, Tape};
use velodrome::rider::MEN;
use velodrome::rules::{EditionId, Scoreboard};
use velodrome::scenario::{self, Scenario};
use velodrome::units::{Bib, Micros};

fn main() {
    divan::main();
}

const RACES: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];

fn load(id: &str) -> Scenario {
    scenario::load(id).expect("a built-in scenario")
}

fn ridden(id: &str) -> Replay {
    Replay::new(load(id), None, 1).expect("a race that was ridden")
}

fn starters(replay: &Replay) -> Vec<Bib> {
    replay.scenario().riders.iter().map(|r| r.bib).collect()
}

/// Filling the unknown cells of a card. Promise: at most 1 s.
#[divan::bench(args = RACES, sample_count = 10, sample_size = 1)]
fn completion(bencher: Bencher, id: &str) {
    let replay = ridden(id);
    let scenario = replay.scenario();
    let riders = starters(&replay);
    let card = scenario.card.as_ref().expect("a card");
    let mean_kmh = scenario.track.race_m() / replay.race_time().secs() * 3.6;
    let field =
        CardRace { riders: &riders, rules: replay.rules(), lap_m: scenario.track.lap_m, mean_kmh, start_points: &[] };
    bencher.bench_local(|| complete(black_box(card), &field, 1));
}

/// All the way from a scenario to a race on tape: completion, direction, motion, and the referee's check.
#[divan::bench(args = RACES, sample_count = 5, sample_size = 1)]
fn whole_race(bencher: Bencher, id: &str) {
    let scenario = load(id);
    bencher.with_inputs(|| scenario.clone()).bench_local_values(|scenario| Replay::new(scenario, None, 1));
}

/// The motion alone, per rider and tick: 23 riders break away, gain laps and sprint over 160 laps.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn rider_tick(bencher: Bencher) {
    const RIDERS: usize = 23;
    let track = Track { lap_m: 250.0, laps: 160, width_m: 7.0 };
    let order = |n: u32| (0..RIDERS).map(|i| (i * 7 + n as usize) % RIDERS).take(4).collect::<Vec<_>>();
    let mut sprints: Vec<SprintScript> =
        (1..=16).map(|n| SprintScript { lap: 10 * n, order: order(n), heats: Vec::new() }).collect();
    sprints[15].order = (0..RIDERS).collect();
    let moves = (0..10)
        .map(|k| MoveScript {
            end: MoveEnd::Gain,
            riders: vec![k, k + 10],
            from_lap: 2.0 + 15.0 * k as f64,
            to_lap: 9.0 + 15.0 * k as f64,
        })
        .collect();
    let script = Script { sprints, moves, stops: Vec::new(), decisions: Vec::new(), time_s: 2912.0 };
    let entrant = |bib: usize| Entrant::new(Bib(bib as u16), MEN.legs(None));
    let spec = RaceSpec {
        track,
        riders: (1..=RIDERS).map(entrant).collect(),
        contact_m: 5.0,
        incidents: Incidents::none(),
        checks: Checks::default(),
    };
    let race = Race::new(spec, Director::new(track, script, RIDERS, 1, 0));
    let ticks = Tape::record(race.clone(), 20_000).ticks();
    bencher
        .counter(ItemsCount::new(ticks * RIDERS))
        .with_inputs(|| race.clone())
        .bench_local_values(|race| Tape::record(race, 20_000));
}

/// Opening the race at instants all over it. Promise: at most 16 ms.
#[divan::bench(args = RACES, sample_size = 1, sample_count = 500)]
fn seek(bencher: Bencher, id: &str) {
    let replay = ridden(id);
    let end = replay.duration().0;
    // Steps of the golden section spread the instants evenly, each far from the one before.
    let mut at = 0;
    bencher.bench_local(|| {
        at = (at + end * 618 / 1000) % end;
        black_box(replay.view(Micros(at)))
    });
}

/// The referee scoring all facts of the race again under another edition.
#[divan::bench(args = EditionId::ALL, sample_size = 1, sample_count = 50)]
fn another_edition(bencher: Bencher, edition: EditionId) {
    let replay = ridden(RACES[0]);
    bencher.bench_local(|| black_box(replay.under(edition)));
}

/// The referee, per fact.
#[divan::bench(sample_size = 1, sample_count = 50)]
fn scoring(bencher: Bencher) {
    let replay = ridden(RACES[0]);
    let starters = starters(&replay);
    bencher
        .counter(ItemsCount::new(replay.facts().len()))
        .bench_local(|| Scoreboard::score(replay.rules().clone(), &starters, black_box(replay.facts())));
}
