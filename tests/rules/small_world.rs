//! The small world, exhausted: four riders, two sprints, every order in both, a lap gained by every rider at every moment,
//! under every edition.

use velodrome::event::Fact;
use velodrome::rules::{Edition, Ruling, Scoreboard};
use velodrome::units::{Bib, Micros};

use super::logs::{Log, relabel};
use super::second_scorer;

const RIDERS: [u16; 4] = [10, 20, 30, 40];

/// Four laps with a sprint every two, and an order across the line for each lap. `gain` is a rider who reaches the tail, and
/// before which crossing. At the end everyone crosses once more, so that all can finish.
fn race(first: &[u16; 4], second: &[u16; 4], gain: Option<(u16, usize)>) -> Log {
    let laps = [&RIDERS, first, &RIDERS, second, &RIDERS];
    let crossings = (1..).zip(laps).flat_map(|(ridden, order)| order.map(|bib| (bib, Some(ridden))));
    let mut moments: Vec<(u16, Option<u32>)> = crossings.collect();
    if let Some((bib, place)) = gain {
        moments.insert(place, (bib, None));
    }
    let fact = |(at, (bib, ridden)): (i64, (u16, Option<u32>))| match ridden {
        Some(ridden) => Fact::Line { bib: Bib(bib), ridden, at: Micros(at) },
        None => Fact::Tail { bib: Bib(bib), at: Micros(at) },
    };
    Log { laps: 4, every: 2, starters: RIDERS.map(Bib).to_vec(), facts: (1..).zip(moments).map(fact).collect() }
}

fn orders() -> Vec<[u16; 4]> {
    let all = (0..256).map(|n| [n % 4, n / 4 % 4, n / 16 % 4, n / 64].map(|i| RIDERS[i]));
    all.filter(|order| RIDERS.iter().all(|bib| order.contains(bib))).collect()
}

pub fn every_race(mut visit: impl FnMut(&Log, &Edition)) {
    let gains = RIDERS.iter().flat_map(|bib| (0..=16).map(|place| Some((*bib, place))));
    let gains: Vec<_> = std::iter::once(None).chain(gains).collect();
    for first in &orders() {
        for second in &orders() {
            for gain in &gains {
                let log = race(first, second, *gain);
                Edition::all().iter().for_each(|edition| visit(&log, edition));
            }
        }
    }
}

#[test]
fn the_small_world_has_every_order_and_every_gain() {
    let mut races = 0;
    every_race(|_, _| races += 1);
    assert_eq!(races, 24 * 24 * (1 + 4 * 17) * 6);
}

#[test]
fn each_sprint_gives_the_points_of_as_many_places_as_riders_completed_its_lap() {
    every_race(|log, edition| {
        let rules = log.rules(edition);
        let (_, rulings) = Scoreboard::score(rules.clone(), &log.starters, &log.facts);
        for sprint in 1..=2 {
            let given: Vec<u32> = rulings.iter().filter_map(|ruling| points(ruling, sprint)).collect();
            let scale: Vec<u32> = (1..=4).map(|place| rules.points(sprint, place)).collect();
            // Only a rider who gained a lap and finishes a lap short can miss the last sprint.
            assert!(given == scale || sprint == 2 && given == scale[..3], "{given:?} in {log:?}");
        }
    });
}

fn points(ruling: &Ruling, in_sprint: u32) -> Option<u32> {
    match *ruling {
        Ruling::Place { sprint, points, .. } if sprint == in_sprint => Some(points),
        _ => None,
    }
}

#[test]
fn everyone_finishes_and_the_ranking_is_a_total_order() {
    every_race(|log, edition| {
        let standings = Scoreboard::score(log.rules(edition), &log.starters, &log.facts).0.standings();
        assert!(standings.is_final, "{log:?}");
        let ranks: Vec<_> = standings.rows.iter().map(|row| row.rank).collect();
        assert_eq!(ranks, [1, 2, 3, 4].map(Some), "{log:?}");
    });
}

#[test]
fn other_bibs_give_the_same_race() {
    every_race(|log, edition| {
        let other = log.relabelled();
        let (board, rulings) = Scoreboard::score(log.rules(edition), &log.starters, &log.facts);
        let (relabelled, renamed) = Scoreboard::score(log.rules(edition), &other.starters, &other.facts);
        let table = |board: &Scoreboard| board.standings().rows.iter().map(|r| (r.bib, r.rank, r.total)).collect();
        let expected: Vec<_> = table(&board);
        let expected: Vec<_> = expected.into_iter().map(|(bib, rank, total)| (relabel(bib), rank, total)).collect();
        assert_eq!(table(&relabelled), expected, "{log:?}");
        assert!(rulings.iter().map(|r| relabel(r.bib())).eq(renamed.iter().map(Ruling::bib)), "{log:?}");
    });
}

#[test]
fn the_second_scorer_agrees() {
    every_race(|log, edition| {
        let mut rows = Scoreboard::score(log.rules(edition), &log.starters, &log.facts).0.standings().rows;
        rows.sort_by_key(|row| row.bib);
        assert_eq!(rows, second_scorer::table(log, edition.id.name()), "{log:?}");
    });
}

#[test]
fn editions_differ_only_after_a_gain_between_bell_and_line() {
    let holder = |log: &Log, edition: &Edition| -> Vec<Bib> {
        let (_, rulings) = Scoreboard::score(log.rules(edition), &log.starters, &log.facts);
        let first = rulings.iter().filter(|ruling| matches!(ruling, Ruling::Place { place: 1, .. }));
        first.map(Ruling::bib).collect()
    };
    let editions = Edition::all();
    let same = |log: &Log, a: usize, b: usize| holder(log, &editions[a]) == holder(log, &editions[b]);
    for order in &orders() {
        for bib in RIDERS {
            for place in 0..=16 {
                let log = race(order, order, Some((bib, place)));
                assert!(same(&log, 1, 2) && same(&log, 2, 3) && same(&log, 4, 5), "{log:?}");
                let laps_done = log.facts[..place].iter().filter(|fact| fact.bib() == Bib(bib)).count();
                assert!(same(&log, 3, 4) || laps_done == 1 || laps_done == 3, "{log:?}");
            }
        }
    }
}
