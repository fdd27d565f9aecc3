//! The three Olympic races over 25 seeds: they end in the official tables, riders move as bicycles do, and they do what is
//! on record. All of it in one test, because making the 75 replays is what takes time.

use velodrome::player::{LapChange, Replay};
use velodrome::race::{Sample, TICK_S};
use velodrome::report::Sheet;
use velodrome::scenario;

use crate::e2e_official::{RACES, is_official};

/// Length of a bicycle and width of a rider, m, each a little less than in life.
const LONG_M: f64 = 1.6;
const WIDE_M: f64 = 0.45;

fn replay(id: &str, seed: u64) -> Replay {
    let scenario = scenario::load(id).expect("a built-in scenario");
    Replay::new(scenario, None, seed).unwrap_or_else(|e| panic!("{id} --seed {seed}: {e}"))
}

#[test]
fn every_replay_ends_in_the_official_table_moves_as_bicycles_do_and_follows_the_record() {
    use rayon::prelude::*;
    let all: Vec<(&str, u64)> = RACES.iter().flat_map(|id| (1..=25).map(move |seed| (*id, seed))).collect();
    all.into_par_iter().for_each(|(id, seed)| {
        let replay = replay(id, seed);
        is_official(id, &serde_json::to_value(Sheet::of(&replay, None)).expect("JSON"));
        moves_as_bicycles_do(id, seed, &replay);
        follows_the_record(id, seed, &replay);
    });
}

/// Nobody exceeds 72 km/h, changes speed by more than 3 m/s within a second, or rides through another.
fn moves_as_bicycles_do(id: &str, seed: u64, replay: &Replay) {
    let tape = replay.tape();
    let lap_m = replay.scenario().track.lap_m;
    let second = (1.0 / TICK_S) as usize;
    let mut seen = 0;
    for tick in 0..tape.ticks() - second {
        let (now, later) = (tape.at(tick), tape.at(tick + second));
        for (r, (a, b)) in now.iter().zip(later).enumerate() {
            if !a.riding() || !b.riding() {
                continue;
            }
            seen += 1;
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
    // More than half an hour for each of nineteen riders or more; most of them finish.
    assert!(seen > 19 * 1800 * second / 2, "{id} {seed}: {seen} samples of riders");
}

/// Every sprint place, lap change, last line and time that is on record, as ridden.
fn follows_the_record(id: &str, seed: u64, replay: &Replay) {
    let card = replay.scenario().card.as_ref().expect("a record");
    let sprints = replay.sprints(replay.duration());
    let mut compared = 0;
    for known in &card.sprints {
        for cell in known.cells.iter().filter(|c| !c.likely) {
            let places = &sprints[known.n as usize - 1].places;
            let got = places.iter().find(|p| p.place == cell.place).expect("four places").bib;
            assert!(cell.riders.contains(&got), "{id} {seed}: sprint {} place {}: {got}", known.n, cell.place);
            compared += 1;
        }
    }
    assert!(compared >= 7, "{id}: {compared} known places");
    let changes = replay.lap_changes();
    for known in card.laps.iter().filter(|l| !l.likely) {
        let (from, to) = known.between.unwrap_or((0.0, 1000.0));
        for &bib in &known.riders {
            // Moves are planned within the window; how long the last metres to the wheel take is left to the motion.
            let held =
                |c: &&LapChange| c.bib == bib && c.change == known.change && (from - 0.5..=to + 0.5).contains(&c.lap);
            assert!(changes.iter().any(|c| held(&c)), "{id} {seed}: {bib} between laps {from} and {to}: {changes:?}");
        }
    }
    let rows = replay.standings().rows;
    for &(place, bib) in &card.last_line {
        let row = rows.iter().find(|r| r.bib == bib).expect("a starter");
        assert_eq!(row.last_line, Some(place), "{id} {seed}: {bib} across the last line");
    }
    if let Some(time_s) = card.time_s {
        let time = replay.race_time().secs();
        assert!((time - time_s).abs() <= 1.0, "{id} {seed}: {time} s, on record {time_s}");
    }
}

fn overlap(a: &Sample, b: &Sample, lap_m: f64) -> bool {
    let apart = (a.ridden_m - b.ridden_m).rem_euclid(lap_m);
    apart.min(lap_m - apart) < LONG_M && f64::from((a.height_m - b.height_m).abs()) < WIDE_M
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
            assert!(pair[0].kind <= pair[1].kind, "not break, chase, bunch, off the back: {:?} at {at}", view.groups);
        }
    }
}
