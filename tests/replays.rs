//! The three Olympic races over 25 seeds: the motion stays within what bicycles do, on one surface, in one piece.
//! Their results are held against the official tables, seed by seed, by `e2e_official`.

use std::thread;

use velodrome::player::Replay;
use velodrome::race::{Sample, TICK_S};
use velodrome::scenario;

const RACES: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];
/// Nose to tail of a bicycle, and elbow to elbow of two riders, m.
const LONG_M: f64 = 1.6;
const WIDE_M: f64 = 0.45;

fn replay(id: &str, seed: u64) -> Replay {
    let scenario = scenario::load(id).expect("a built-in scenario");
    Replay::new(scenario, None, seed).unwrap_or_else(|e| panic!("{id} --seed {seed}: {e}"))
}

/// Calls `check` with every race and seed, on as many threads as there are races.
fn every_replay(check: impl Fn(&str, u64, &Replay) + Sync) {
    thread::scope(|scope| {
        for id in RACES {
            let check = &check;
            scope.spawn(move || {
                for seed in 1..=25 {
                    check(id, seed, &replay(id, seed));
                }
            });
        }
    });
}

fn overlap(a: &Sample, b: &Sample, lap_m: f64) -> bool {
    let apart = (a.ridden_m - b.ridden_m).rem_euclid(lap_m);
    apart.min(lap_m - apart) < LONG_M && f64::from((a.height_m - b.height_m).abs()) < WIDE_M
}

#[test]
fn nobody_exceeds_72_kmh_or_3_ms_within_a_second_or_rides_through_another() {
    every_replay(|id, seed, replay| {
        let tape = replay.tape();
        let lap_m = replay.scenario().track.lap_m;
        let second = (1.0 / TICK_S) as usize;
        for tick in 0..tape.ticks() - second {
            let (now, later) = (tape.at(tick), tape.at(tick + second));
            for (r, (a, b)) in now.iter().zip(later).enumerate() {
                if !a.riding() || !b.riding() {
                    continue;
                }
                assert!(a.speed * 3.6 <= 72.0, "{id} {seed}: rider {r} at {} km/h in tick {tick}", a.speed * 3.6);
                let change = (a.speed - b.speed).abs();
                assert!(change <= 3.0, "{id} {seed}: rider {r} changes by {change} m/s after tick {tick}");
                let moved = b.ridden_m - a.ridden_m;
                assert!((0.0..=20.0).contains(&moved), "{id} {seed}: rider {r} moves {moved} m after tick {tick}");
                for (o, other) in now[..r].iter().enumerate() {
                    assert!(!other.riding() || !overlap(a, other, lap_m), "{id} {seed}: {o} and {r} in tick {tick}");
                }
            }
        }
    });
}

#[test]
fn what_is_on_record_is_ridden_as_recorded() {
    every_replay(|id, seed, replay| {
        let card = replay.scenario().card.as_ref().expect("a record");
        let sprints = replay.sprints(replay.duration());
        for known in &card.sprints {
            for cell in known.cells.iter().filter(|c| !c.likely) {
                let places = &sprints[known.n as usize - 1].places;
                let got = places.iter().find(|p| p.place == cell.place).expect("four places").bib;
                assert!(cell.riders.contains(&got), "{id} {seed}: sprint {} place {}: {got}", known.n, cell.place);
            }
        }
        let changes = replay.lap_changes();
        for known in card.laps.iter().filter(|l| !l.likely) {
            let (from, to) = known.between.unwrap_or((0.0, 1000.0));
            for &bib in &known.riders {
                // Planned within the window; the last metres to the wheel take what they take.
                let held = |c: &&velodrome::player::LapChange| {
                    c.bib == bib && c.change == known.change && (from - 0.5..=to + 0.5).contains(&c.lap)
                };
                assert!(
                    changes.iter().any(|c| held(&c)),
                    "{id} {seed}: {bib} between laps {from} and {to}: {changes:?}"
                );
            }
        }
        let rows = replay.standings().rows;
        for &(place, bib) in &card.last_line {
            let row = rows.iter().find(|r| r.bib == bib).expect("a starter");
            assert_eq!(row.last_line, Some(place), "{id} {seed}: {bib} across the last line");
        }
    });
}

#[test]
fn athens_takes_the_time_on_record() {
    for seed in 1..=5 {
        let time = replay("athens-2004-men", seed).race_time().secs();
        // 48:32, Financial Times, 25 August 2004.
        assert!((time - 2912.0).abs() <= 1.0, "seed {seed}: {time}");
    }
}

#[test]
fn a_replay_opens_at_any_instant_and_agrees_with_the_referee() {
    let replay = replay("beijing-2008-men", 2);
    let end = replay.duration();
    for k in 0..=400 {
        let at = velodrome::units::Micros(end.0 * k / 400);
        let view = replay.view(at);
        assert_eq!(view.standings, replay.scoreboard(at).standings());
        let in_groups: usize = view.groups.iter().map(|g| g.riders.len()).sum();
        assert_eq!(in_groups, view.riders.iter().filter(|r| r.riding).count(), "at {at}");
        assert!(view.riders.iter().all(|r| r.power_w.is_finite() && (0.0..=1.0).contains(&r.reserve)), "at {at}");
        for pair in view.groups.windows(2) {
            assert!(pair[0].kind <= pair[1].kind, "break, chase, bunch, off the back: {:?} at {at}", view.groups);
        }
    }
}
