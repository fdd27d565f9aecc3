//! Athens 2004 by hand: everything known holds for every seed, and the cells filled in look like a race.

use std::sync::LazyLock;

use velodrome::card::{Card, Completed, KnownScore, MoveKind};
use velodrome::units::{Bib, Provenance};

use super::support::{Race, athens_men, completes, row, rules_2004};

/// Athens, completed with seeds 1 to 25.
static ATHENS: LazyLock<Vec<Completed>> = LazyLock::new(|| {
    let race = athens_men();
    (1..=25).map(|seed| completes("athens", &race, seed)).collect()
});

#[test]
fn athens_is_completed_for_every_seed_without_giving_anything_up() {
    assert_eq!(ATHENS.len(), 25);
    for completed in ATHENS.iter() {
        assert_eq!(completed.given_up, []);
    }
}

#[test]
fn a_bare_final_table_of_athens_is_enough() {
    let mut race = athens_men();
    race.card = Card { table: race.card.table, ..Card::default() };
    (1..=5).for_each(|seed| drop(completes("bare athens", &race, seed)));
}

#[test]
fn totals_alone_are_split_into_sprints_and_laps() {
    let mut race = athens_men();
    let table = race.card.table.iter_mut();
    table.for_each(|row| (row.sprint_points, row.laps) = (None, None));
    race.card = Card { table: race.card.table, ..Card::default() };
    completes("totals", &race, 1);
}

#[test]
fn the_same_seed_gives_the_same_race_on_every_machine() {
    let hashes: Vec<u64> = ATHENS[..3].iter().map(|completed| fnv(&format!("{completed:?}"))).collect();
    assert_eq!(hashes, GOLDEN, "the completion of a seed has changed: replays made before look different now");
}

const GOLDEN: [u64; 3] = [18_231_701_651_667_105_611, 16_530_338_155_980_544_677, 16_494_452_453_206_376_393];

/// FNV-1a, 64 bits (Fowler, Noll and Vo).
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn different_seeds_give_different_races() {
    let races = &ATHENS[..10];
    for (i, a) in races.iter().enumerate() {
        for b in &races[i + 1..] {
            let cells = a.sprints.iter().zip(&b.sprints).flat_map(|(a, b)| a.places.iter().zip(&b.places));
            let same = cells.filter(|(a, b)| a.bib == b.bib).count();
            assert!(same < 32, "{same} of 64 places are the same");
            assert_ne!(a.moves, b.moves);
            assert_ne!(a.last_line, b.last_line);
        }
    }
}

#[test]
fn laps_are_mostly_gained_in_company() {
    let (mut alone, mut all) = (0, 0);
    for completed in ATHENS.iter() {
        for m in completed.moves.iter().filter(|m| m.kind == MoveKind::Gain) {
            alone += usize::from(m.riders.len() == 1);
            all += m.riders.len();
        }
    }
    assert_eq!(all, 25 * 31, "gains");
    assert!(alone * 8 < all, "{alone} of {all} laps were gained alone");
}

#[test]
fn only_cells_on_record_are_marked_recorded() {
    let completed = &ATHENS[0];
    let places: Vec<_> = completed.sprints.iter().flat_map(|s| &s.places).collect();
    let recorded: Vec<_> = places.iter().filter(|p| p.provenance == Provenance::Recorded).collect();
    assert_eq!(recorded.len(), 7);
    assert!(recorded.iter().all(|p| !p.sources.is_empty()));
    let others: Vec<_> = places.iter().filter(|p| p.provenance != Provenance::Recorded).collect();
    assert!(others.len() == 57 && others.iter().all(|p| p.sources.is_empty()));
    let gains = completed.moves.iter().filter(|m| m.kind == MoveKind::Gain).flat_map(|m| &m.provenance);
    assert_eq!(gains.filter(|p| **p == Provenance::Recorded).count(), 15);
}

#[test]
fn places_that_follow_from_the_points_are_marked_derived() {
    // Two sprints of 11: rider 1 has both firsts, 2 both seconds, 3 both thirds, 4 both fourths.
    let table = [(1, 10), (2, 6), (3, 4), (4, 2), (5, 0), (6, 0)];
    let race = Race {
        riders: (1..=6).map(Bib).collect(),
        rules: rules_2004(20),
        lap_m: 250.0,
        mean_kmh: 48.0,
        card: Card {
            table: table.map(|(bib, points)| row(bib, u32::from(bib), points, 0)).to_vec(),
            ..Card::default()
        },
    };
    let completed = completes("forced", &race, 1);
    for sprint in &completed.sprints {
        let places: Vec<_> = sprint.places.iter().map(|p| (p.bib, p.provenance)).collect();
        assert_eq!(places, [1, 2, 3, 4].map(|bib| (Bib(bib), Provenance::Derived)));
    }
    assert_eq!(completed.sprints.len(), 2);
}

#[test]
fn a_score_known_part_way_is_reached() {
    let mut race = athens_men();
    let score =
        |bib, after, sprint_points, total| KnownScore { bib: Bib(bib), after, sprint_points, total, sources: vec![] };
    // Llaneras (2) has nothing before the fifth sprint, Fulst (3) has 50 after the eighth.
    race.card.scores = vec![score(2, 4, Some(0), None), score(3, 8, None, Some(50))];
    for seed in 1..=5 {
        let completed = completes("scores", &race, seed);
        let points = |bib, sprints: usize| -> u32 {
            let places = completed.sprints[..sprints].iter().flat_map(|s| &s.places);
            places.filter(|p| p.bib == Bib(bib)).map(|p| p.points).sum()
        };
        assert_eq!(points(2, 4), 0, "seed {seed}");
        let gains = completed.moves.iter().filter(|m| m.kind == MoveKind::Gain && m.riders.contains(&Bib(3)));
        let laps = gains.filter(|m| m.to_lap <= 80.0).count() as u32;
        assert_eq!(points(3, 8) + 20 * laps, 50, "seed {seed}");
    }
}

#[test]
fn a_field_of_150_on_30_sprints_is_completed() {
    let mut rows: Vec<_> = (0..150).map(|i| (i + 1, if i < 30 { 11 } else { 0 })).collect();
    rows.sort_by_key(|r| -r.1);
    let card =
        Card { table: rows.iter().zip(1..).map(|(&(bib, p), rank)| row(bib, rank, p, 0)).collect(), ..Card::default() };
    let race =
        Race { riders: (1..=150).map(Bib).collect(), rules: rules_2004(300), lap_m: 400.0, mean_kmh: 50.0, card };
    completes("150 riders", &race, 1);
}

#[test]
fn tiny_fields_are_completed() {
    for riders in 2..=5u16 {
        let race = Race {
            riders: (1..=riders).map(Bib).collect(),
            rules: rules_2004(30),
            lap_m: 250.0,
            mean_kmh: 45.0,
            card: Card::default(),
        };
        completes("tiny", &race, 1);
    }
}
