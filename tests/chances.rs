//! Chances of winning: counted from forks, the same whoever asks and in whatever order, certain once the race is over.

use std::thread;

use velodrome::chances::{EventKind, ForkTally, Forks, Rides, events, leverage, moments};
use velodrome::player::{Past, Replay};
use velodrome::report::{Sheet, result};
use velodrome::rules::outlook::WinChance;
use velodrome::rules::{Outlook, Ruling};
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::units::{Bib, Micros};

use crate::program;

const ON: fn() -> bool = || true;

fn replay(id: &str, run: &Run) -> Replay {
    Replay::of(scenario::load(id).expect("a built-in scenario"), run).expect("a race")
}

fn count(forks: &Forks, at: Micros, races: u32) -> ForkTally {
    forks.count(at, 0..races, &ON).expect("never told to stop")
}

#[test]
fn chances_sum_to_one_at_every_moment_and_are_certain_at_the_end() {
    for race in [replay("tiny", &Run::of_seed(3)), replay("athens-2004-women", &Run::of_seed(1))] {
        let forks = Forks::of(race.clone());
        let moments = moments(&events(&race), race.duration());
        assert!(moments.len() > 3, "{} moments", moments.len());
        for at in moments {
            let tally = count(&forks, at, 6);
            assert_eq!((0..tally.riders()).map(|r| tally.wins(r)).sum::<u32>(), 6, "at {at}");
        }
        let (end, winner) = (count(&forks, race.duration(), 6), race.standings().rows[0].bib);
        let winner = race.scenario().riders.iter().position(|r| r.bib == winner).expect("a starter");
        let chance = end.chance(winner).expect("races");
        assert!(end.is_decided() && chance.share == 1.0 && chance.interval.low == 1.0);
    }
}

#[test]
fn tallies_do_not_depend_on_threads_or_on_the_order_of_questions() {
    let race = replay("tiny", &Run::of_seed(5));
    let at = moments(&events(&race), race.duration());
    let whole: Vec<ForkTally> = at.iter().map(|&at| count(&Forks::of(race.clone()), at, 24)).collect();
    for threads in [2, 3] {
        let forks = Forks::of(race.clone());
        let mut parts: Vec<ForkTally> = at.iter().map(|_| ForkTally::new(race.scenario().riders.len())).collect();
        let units: Vec<(usize, u32)> = (0..at.len()).rev().flat_map(|k| [(k, 16), (k, 0), (k, 8)]).collect();
        let (forks, at, units) = (&forks, &at, &units);
        let done = thread::scope(|scope| {
            let worker = |t: usize| {
                scope.spawn(move || {
                    let mine = units.iter().skip(t).step_by(threads);
                    mine.map(|&(k, from)| (k, forks.count(at[k], from..from + 8, &ON).unwrap())).collect::<Vec<_>>()
                })
            };
            let workers: Vec<_> = (0..threads).map(worker).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
        });
        done.iter().for_each(|(k, tally)| parts[*k].join(tally));
        assert_eq!(parts, whole, "{threads} threads");
    }
}

#[test]
fn a_counted_fork_is_the_race_that_its_run_code_opens() {
    for (id, free) in [("athens-2004-men", false), ("men-elite-2016", true)] {
        let race = replay(id, &Run::of_seed(1));
        let past = Past::of(&race, &ON).unwrap();
        for lap in [60.0, 133.5] {
            let from = When::Lap(lap);
            let run = Run { from: Some(from), luck: Some(99), ..Run::of_seed(1) };
            let fork = replay(id, &run);
            let at = fork.fork().expect("a fork").at;
            let still = past.at(at, &ON).unwrap();
            assert_eq!(still.at(), at);
            assert!((still.lap() - fork.fork().unwrap().lap).abs() < 1e-9);
            assert_eq!(still.standings(), race.scoreboard(at).standings(), "{id} at lap {lap}");
            assert_eq!(past.ride(&still, 99, &ON).unwrap(), fork.standings(), "{id} from lap {lap}, free: {free}");
        }
    }
}

#[test]
fn a_fork_of_a_fork_keeps_the_past_before_and_after_the_first_fork() {
    let run = Run { from: Some(When::Lap(60.0)), luck: Some(5), ..Run::of_seed(2) };
    for id in ["beijing-2008-men", "women-elite"] {
        let race = replay(id, &run);
        let past = Past::of(&race, &ON).unwrap();
        for at in [race.duration().0 / 4, race.duration().0 / 4 * 3].map(Micros) {
            let still = past.at(at, &ON).unwrap();
            assert_eq!(still.standings(), race.scoreboard(still.at()).standings(), "{id} at {at}");
        }
        assert_eq!(past.at(race.duration(), &ON).unwrap().standings(), race.standings());
    }
}

#[test]
fn riders_who_cannot_win_any_more_never_do() {
    // Five seconds before the line no fork gains a lap any more, and no leader drops out.
    for id in ["athens-2004-men", "beijing-2008-men", "athens-2004-women"] {
        let race = replay(id, &Run::of_seed(1));
        let at = Micros(race.race_time().0 - 5_000_000);
        let tally = count(&Forks::of(race.clone()), at, 40);
        let outlook = Outlook::of(&race.scoreboard(at));
        let can: Vec<Bib> = [WinChance::Won, WinChance::Sprints].into_iter().flat_map(|c| outlook.with(c)).collect();
        assert!(!can.is_empty() && can.len() < 6, "{id}: {can:?}");
        for (r, rider) in race.scenario().riders.iter().enumerate() {
            assert!(can.contains(&rider.bib) || tally.wins(r) == 0, "{id}: {}", rider.family);
        }
    }
}

#[test]
fn events_are_the_sprints_and_the_lap_gains_of_the_race() {
    let race = replay("athens-2004-men", &Run::of_seed(1));
    let events = events(&race);
    let sprints = events.iter().filter(|e| matches!(e.what, EventKind::Sprint(_))).count();
    let gains: Vec<&Vec<Bib>> =
        events.iter().filter_map(|e| if let EventKind::Gain(bibs) = &e.what { Some(bibs) } else { None }).collect();
    let sheet = Sheet::of(&race, None);
    let lines = result::lap_changes(&sheet).render().lines().filter(|line| line.contains("+1")).count();
    assert_eq!((sprints, gains.len()), (16, lines), "as many as there are lines of laps gained in the result");
    let ruled = race.rulings().iter().filter(|r| matches!(r, Ruling::Gain { .. })).count();
    assert_eq!(gains.iter().map(|bibs| bibs.len()).sum::<usize>(), ruled);
    for event in &events {
        let seconds = event.after.secs() - event.before.secs();
        match event.what {
            // A lap takes about 18 s; the other places follow within a few seconds.
            EventKind::Sprint(_) => assert!((12.0..40.0).contains(&seconds), "{event:?}"),
            // Gaining a lap takes minutes.
            EventKind::Gain(_) => assert!((40.0..1200.0).contains(&seconds), "{event:?}"),
        }
    }
}

#[test]
fn from_an_open_start_to_a_sure_winner_there_is_leverage() {
    let race = replay("tiny", &Run::of_seed(3));
    let forks = Forks::of(race.clone());
    let (gun, end) = (count(&forks, Micros::ZERO, 200), count(&forks, race.duration(), 200));
    let winner = end.by_chance()[0];
    assert!(gun.wins(winner) < 200 && end.wins(winner) == 200);
    let moved = leverage(&gun, &end).expect("races");
    assert!(moved.size > moved.half, "{moved:?}");
    // The winner gained exactly what all the others lost.
    let others: f64 = moved.moved.iter().filter(|m| m.0 != winner).map(|m| m.1).sum();
    assert!(moved.moved[0].0 == winner && (moved.moved[0].1 + others).abs() < 1e-9, "{moved:?}");
    // In each half of the forks a rider near zero may seem to gain or lose, so the two agree only within the interval.
    assert!((moved.size - moved.moved[0].1).abs() <= moved.half, "leverage is what the winner gained: {moved:?}");
}

#[test]
fn counting_stops_when_it_is_told_to() {
    let race = replay("tiny", &Run::of_seed(1));
    assert!(Forks::of(race.clone()).count(Micros::ZERO, 0..9, &|| false).is_none());
    assert!(Past::of(&race, &|| false).is_none());
}

/// What the program prints for `args`, which are separated by blanks.
fn printed(args: &str) -> String {
    program::stdout(&args.split(' ').collect::<Vec<_>>())
}

#[test]
fn the_command_prints_the_same_bytes_for_any_number_of_threads() {
    for format in ["table", "json", "csv"] {
        let print = |threads: u32| printed(&format!("chances tiny --races 40 --threads {threads} --format {format}"));
        let one = print(1);
        assert!(one == print(2) && one == print(3), "{format}");
    }
}

#[test]
fn the_command_reports_one_moment_or_says_why_it_cannot() {
    let at = printed("chances tiny --at 7.5 --races 20");
    assert!(at.contains("13 laps to go") && at.contains("RIDER 1"), "{at}");
    let csv = printed("chances tiny --at 0:00:30 --races 20 --format csv");
    let shares: f64 = csv.lines().skip(1).map(|line| line.split(',').nth(6).unwrap().parse::<f64>().unwrap()).sum();
    assert!(csv.lines().count() == 5 && (shares - 1.0).abs() < 1e-9, "{csv}");
    for (wrong, remedy) in [
        ("--at 21", "write a lap from 0 to 20"),
        ("--at 2:00:00", "write a lap from 0 to 20"),
        ("--at soon", "write a lap (0 is the gun)"),
        ("--races 1", "2..=1000000"),
    ] {
        let said = program::refused(&format!("chances tiny {wrong}").split(' ').collect::<Vec<_>>());
        assert!(said.contains(remedy), "{wrong}: {said}");
    }
    let ascii = printed("chances athens-2004-women --at 50 --races 4 --ascii");
    assert!(ascii.is_ascii(), "{ascii}");
}
