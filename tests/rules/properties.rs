//! What holds in every race, however it goes, over random races.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use velodrome::event::Fact;
use velodrome::rules::{Edition, EditionId, Ruling, Scoreboard, Standing, Status};
use velodrome::units::{Bib, Micros};

use super::logs::{Log, log, relabel};

fn edition() -> impl Strategy<Value = &'static Edition> {
    prop::sample::select(EditionId::ALL.to_vec()).prop_map(Edition::get)
}

fn score(log: &Log, edition: &Edition) -> (Scoreboard, Vec<Ruling>) {
    Scoreboard::score(log.rules(edition), &log.starters, &log.facts)
}

fn by_bib(board: &Scoreboard) -> Vec<Standing> {
    let mut rows = board.standings().rows;
    rows.sort_by_key(|row| row.bib);
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(2008), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_of_one_moment_may_come_in_any_order(log in log(), edition in edition()) {
        let mut turned = log.clone();
        turned.facts.sort_by_key(|fact| (fact.at(), std::cmp::Reverse(fact.bib())));
        prop_assert_eq!(by_bib(&score(&turned, edition).0), by_bib(&score(&log, edition).0));
    }

    #[test]
    fn other_bibs_give_the_same_table(log in log(), edition in edition()) {
        let relabelled = by_bib(&score(&log.relabelled(), edition).0);
        let renamed = relabelled.into_iter().rev().map(|row| Standing { bib: relabel(row.bib), ..row });
        prop_assert_eq!(renamed.collect::<Vec<_>>(), by_bib(&score(&log, edition).0));
    }

    #[test]
    fn the_table_is_the_sum_of_its_reasons(log in log(), edition in edition()) {
        let (board, rulings) = score(&log, edition);
        for row in board.standings().rows {
            let (mut start, mut off, mut sprint_points, mut laps, mut lap_points) = (0, 0, 0, 0, 0);
            for ruling in rulings.iter().filter(|ruling| ruling.bib() == row.bib && ruling.counts()) {
                match *ruling {
                    Ruling::Start { points, .. } => start += points,
                    Ruling::Penalty { points, .. } => off -= points,
                    Ruling::Place { points, .. } => sprint_points += points as i32,
                    Ruling::Moved { points, .. } => sprint_points += points,
                    Ruling::Gain { points, .. } => (laps, lap_points) = (laps + 1, lap_points + points),
                    Ruling::Loss { points, .. } => (laps, lap_points) = (laps - 1, lap_points + points),
                    other => prop_assert!(false, "{:?} gives no points", other),
                }
            }
            prop_assert_eq!((row.start_points, row.penalty_points), (start, off));
            prop_assert_eq!((row.sprint_points, row.laps), (sprint_points, laps));
            prop_assert_eq!(row.total, start + sprint_points + lap_points - off);
            prop_assert_eq!(board.balance(row.bib), laps);
        }
    }

    #[test]
    fn every_ruling_names_the_fact_it_follows_from(log in log(), edition in edition()) {
        for ruling in score(&log, edition).1 {
            let because = ruling.because();
            let fact = log.facts[because.fact];
            prop_assert_eq!(fact.at(), ruling.at());
            // Who makes way, or moves up, does so because of a fact about another rider.
            match ruling {
                Ruling::Moved { relegated: false, .. } => {}
                Ruling::Moved { relegated: true, sprint, .. } => {
                    prop_assert_eq!(fact, Fact::Relegation { bib: ruling.bib(), sprint, at: ruling.at() });
                }
                _ => prop_assert_eq!(fact.bib(), ruling.bib()),
            }
            prop_assert_eq!(because.edition, edition.id);
            prop_assert!(!because.article.is_empty());
        }
    }

    #[test]
    fn fact_by_fact_is_the_whole_log(log in log(), edition in edition()) {
        let mut board = Scoreboard::new(log.rules(edition), &log.starters);
        let mut rulings = Vec::new();
        let mut sprints_done = 0;
        for fact in &log.facts {
            rulings.extend(board.apply(fact));
            let standings = board.standings();
            prop_assert_eq!(standings.rows.len(), log.starters.len());
            prop_assert!(standings.sprints_done >= sprints_done);
            sprints_done = standings.sprints_done;
            let counter = board.counter();
            prop_assert_eq!(counter.to_go + counter.head_laps, log.laps);
            prop_assert_eq!(counter.over, counter.next_sprint.is_none());
        }
        prop_assert_eq!((board, rulings), score(&log, edition));
    }

    #[test]
    fn without_dead_heats_no_place_is_given_twice(log in log(), edition in edition()) {
        let mut log = log;
        // Who moves up takes a place that another had before.
        log.facts.retain(|fact| !matches!(fact, Fact::Relegation { .. }));
        for (i, fact) in log.facts.iter_mut().enumerate() {
            let (Fact::Start { at, .. }
            | Fact::Relegation { at, .. }
            | Fact::Penalty { at, .. }
            | Fact::Line { at, .. }
            | Fact::Tail { at, .. }
            | Fact::Front { at, .. }
            | Fact::Mishap { at, .. }
            | Fact::Return { at, .. }
            | Fact::Stop { at, .. }) = fact;
            *at = Micros(i as i64);
        }
        let rulings = score(&log, edition).1;
        for sprint in 1..=log.laps / log.every {
            let places: Vec<u32> = rulings.iter().filter_map(|ruling| match *ruling {
                Ruling::Place { sprint: n, place, .. } if n == sprint => Some(place),
                _ => None,
            }).collect();
            prop_assert_eq!(&places, &(1..=places.len() as u32).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_race_is_over_once_and_no_lap_counts_afterwards(log in log(), edition in edition()) {
        let rulings = score(&log, edition).1;
        let over: Vec<Micros> =
            rulings.iter().filter(|r| matches!(r, Ruling::Over { .. })).map(Ruling::at).collect();
        prop_assert!(over.len() <= 1);
        for end in over {
            let laps = |r: &&Ruling| matches!(r, Ruling::Gain { .. } | Ruling::Loss { .. });
            prop_assert!(rulings.iter().filter(laps).all(|r| r.at() <= end));
        }
    }

    #[test]
    fn a_rider_is_out_once_and_can_be_disqualified_once_more(log in log(), edition in edition()) {
        let rulings = score(&log, edition).1;
        for bib in &log.starters {
            let out: Vec<Status> = rulings.iter().filter_map(|ruling| match *ruling {
                Ruling::Out { bib: rider, status, .. } if rider == *bib => Some(status),
                _ => None,
            }).collect();
            prop_assert!(out.len() <= 1 || matches!(out[..], [first, Status::Dsq] if first != Status::Dsq), "{:?}", out);
        }
    }

    #[test]
    fn the_head_rules_of_2016_and_2019_have_the_same_effect(log in log()) {
        let [before, after] = [EditionId::E2016, EditionId::E2019].map(|id| score(&log, Edition::get(id)));
        prop_assert_eq!(before.0.standings(), after.0.standings());
        prop_assert_eq!(before.0.counter(), after.0.counter());
    }

    #[test]
    fn facts_about_riders_who_are_not_in_the_race_change_nothing(log in log(), edition in edition()) {
        let mut more = log.clone();
        let stranger = Bib(7);
        more.facts.push(Fact::Tail { bib: stranger, at: Micros(1_000_000) });
        more.facts.push(Fact::Line { bib: stranger, ridden: log.laps, at: Micros(1_000_001) });
        prop_assert_eq!(score(&more, edition).0.standings(), score(&log, edition).0.standings());
        prop_assert_eq!(score(&more, edition).0.balance(stranger), 0);
        prop_assert!(score(&more, edition).1.iter().all(|ruling| ruling.bib() != stranger));
    }
}

#[test]
fn in_the_last_sprint_every_place_is_ruled_to_break_ties() {
    let starters: Vec<Bib> = (1..=6).map(Bib).collect();
    let facts = (1..=4).flat_map(|ridden| starters.iter().map(move |bib| (ridden, *bib)));
    let line = |(at, (ridden, bib))| Fact::Line { bib, ridden, at: Micros(at) };
    let log = Log { laps: 4, every: 2, facts: (1..).zip(facts).map(line).collect(), starters: starters.clone() };
    let places = |in_sprint: u32| -> Vec<(u32, u32)> {
        let of = |ruling: &Ruling| match *ruling {
            Ruling::Place { sprint, place, points, .. } if sprint == in_sprint => Some((place, points)),
            _ => None,
        };
        score(&log, Edition::get(EditionId::E2026)).1.iter().filter_map(of).collect()
    };
    assert_eq!(places(1), [(1, 5), (2, 3), (3, 2), (4, 1)]);
    assert_eq!(places(2), [(1, 10), (2, 6), (3, 4), (4, 2), (5, 0), (6, 0)]);
}
