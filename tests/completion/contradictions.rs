//! Cards that no race fits: the facts in conflict are named, and only those.

use velodrome::card::{CardFact, Contradiction, KnownAway, KnownCell, KnownLap, KnownScore, KnownSprint};
use velodrome::units::{Bib, Provenance};

use super::support::{athens_men, cell, completes, gain};

/// The facts of each conflict as phrases; facts and conflicts are sorted.
fn conflicts(why: &Contradiction) -> Vec<Vec<String>> {
    let Contradiction::Facts(conflicts) = why else { panic!("{why}") };
    let words = |f: &CardFact| f.words(&|bib| format!("#{bib}"));
    let sorted = |mut phrases: Vec<String>| {
        phrases.sort();
        phrases
    };
    sorted_by_first(conflicts.iter().map(|c| sorted(c.facts.iter().map(words).collect())).collect())
}

fn sorted_by_first(mut conflicts: Vec<Vec<String>>) -> Vec<Vec<String>> {
    conflicts.sort();
    conflicts
}

#[test]
fn the_misprints_of_athens_are_named_and_nothing_else() {
    // Tables in circulation give Henderson 18 and Kadlec 15 sprint points beside totals of 68 and 65. A lap is worth 20, so
    // no number of laps makes up the difference of 50.
    let mut race = athens_men();
    race.card.table[3].sprint_points = Some(18);
    race.card.table[4].sprint_points = Some(15);
    let why = race.complete(1).unwrap_err();
    let henderson = ["table: #4 has 18 sprint points", "table: #4 has 68 in total"];
    let kadlec = ["table: #5 has 15 sprint points", "table: #5 has 65 in total"];
    assert_eq!(conflicts(&why), [henderson, kadlec]);
}

#[test]
fn a_row_whose_laps_do_not_fit_is_named_with_its_laps() {
    let mut race = athens_men();
    race.card.table[3].sprint_points = Some(28);
    let why = race.complete(1).unwrap_err();
    let henderson = ["table: #4 has 28 sprint points", "table: #4 has 3 laps", "table: #4 has 68 in total"];
    assert_eq!(conflicts(&why), [henderson]);
}

#[test]
fn without_totals_the_misprints_are_reported_as_a_sum() {
    let mut race = athens_men();
    race.card.table[3].sprint_points = Some(18);
    race.card.table[4].sprint_points = Some(15);
    race.card.table.iter_mut().for_each(|row| row.total = None);
    race.card.table.iter_mut().for_each(|row| row.rank = None);
    let why = race.complete(1).unwrap_err();
    assert_eq!(conflicts(&why), [["16 sprints hand out 176 points, the table accounts for 194"]]);
}

#[test]
fn a_place_worth_more_than_all_points_of_its_rider_is_named_with_them() {
    let mut race = athens_men();
    race.card.sprints.push(cell(3, 1, 19));
    let why = race.complete(1).unwrap_err();
    assert_eq!(conflicts(&why), [["sprint 3: first is #19", "table: #19 has 3 sprint points"]]);
}

#[test]
fn a_place_taken_by_two_riders_is_named_for_both() {
    let mut race = athens_men();
    race.card.sprints.push(cell(2, 1, 6));
    let why = race.complete(1).unwrap_err();
    assert_eq!(conflicts(&why), [["sprint 2: first is #6", "sprint 2: first is #7"]]);
}

#[test]
fn level_riders_ranked_against_the_last_sprint_are_named() {
    let mut race = athens_men();
    // Curuchet and Pearce have 23 points each. Curuchet is ranked higher, but Pearce is third across the line.
    race.card.sprints.push(cell(16, 3, 14));
    race.card.sprints.push(cell(16, 2, 7));
    let why = race.complete(1).unwrap_err();
    let all = conflicts(&why).concat();
    assert!(all.contains(&"sprint 16: third is #14".to_owned()), "{all:?}");
    assert!(all.contains(&"table: #13 is 13th".to_owned()), "{all:?}");
    assert!(all.contains(&"table: #14 is 14th".to_owned()), "{all:?}");
}

#[test]
fn a_rider_who_is_not_in_the_start_list_is_named() {
    let mut race = athens_men();
    race.card.sprints.push(cell(3, 1, 99));
    let why = race.complete(1).unwrap_err();
    assert_eq!(conflicts(&why), [["#99 is not in the start list"]]);
}

#[test]
fn a_lap_gained_impossibly_early_is_a_conflict_of_the_schedule() {
    let mut race = athens_men();
    race.card.laps.push(gain(&[6], (1.0, 2.0), false));
    let why = race.complete(1).unwrap_err();
    let Contradiction::Schedule(conflict) = &why else { panic!("{why}") };
    let lap = CardFact::Lap { riders: vec![Bib(6)], change: 1, between: Some((1.0, 2.0)) };
    assert_eq!(conflict.facts, [lap]);
}

#[test]
fn a_likely_place_gives_way_to_recorded_ones_and_is_named() {
    let mut race = athens_men();
    let likely = KnownCell {
        place: 1,
        riders: vec![Bib(19)],
        tied: false,
        provenance: Provenance::Recorded,
        likely: true,
        sources: vec![],
    };
    race.card.sprints.push(KnownSprint { n: 3, cells: vec![likely], relegated: vec![] });
    let completed = completes("likely", &race, 1);
    assert_eq!(completed.given_up, [CardFact::Cell { sprint: 3, place: 1, riders: vec![Bib(19)] }]);
}

#[test]
fn riders_who_are_away_at_a_sprint_take_its_first_places() {
    // Three in front at sprint 3, of whom two ended with two points: one of them had at least the three of its second place.
    let away = |riders: [u16; 3]| KnownAway {
        riders: riders.map(Bib).to_vec(),
        from_lap: 24.0,
        to_lap: 34.0,
        sources: vec![],
    };
    let mut race = athens_men();
    race.card.away.push(away([15, 19, 20]));
    let why = race.complete(1).unwrap_err();
    let too_few = [
        "#15 and #19 and #20 are away from lap 24 to lap 34",
        "table: #15 has 2 sprint points",
        "table: #20 has 2 sprint points",
    ];
    assert_eq!(conflicts(&why), [too_few]);

    // Somebody else is known to have won that sprint.
    let mut race = athens_men();
    race.card.away.push(away([6, 7, 8]));
    race.card.sprints.push(cell(3, 1, 10));
    let why = race.complete(1).unwrap_err();
    assert_eq!(conflicts(&why), [["#6 and #7 and #8 are away from lap 24 to lap 34", "sprint 3: first is #10"]]);
}

#[test]
fn a_likely_lap_gives_way_when_it_fits_nowhere() {
    let mut race = athens_men();
    race.card.laps.push(KnownLap { likely: true, ..gain(&[6], (1.0, 2.0), false) });
    let completed = completes("likely lap", &race, 1);
    assert!(completed.given_up.contains(&CardFact::Lap { riders: vec![Bib(6)], change: 1, between: Some((1.0, 2.0)) }));
}

#[test]
fn numbers_beyond_any_race_are_reported_without_a_search() {
    let mut race = athens_men();
    race.card.table[0].total = Some(i32::MAX);
    race.card.table[1].laps = Some(i32::MIN);
    race.card.table[2].sprint_points = Some(-4);
    let why = race.complete(1).unwrap_err();
    let expected =
        ["table: #1 has 2147483647 in total", "table: #2 has -2147483648 laps", "table: #3 has -4 sprint points"];
    assert_eq!(conflicts(&why).concat(), expected);
}

#[test]
fn a_score_in_a_race_without_sprints_is_refused_and_does_not_panic() {
    let mut race = athens_men();
    race.rules.laps = 8;
    assert!(race.complete(1).is_err());
    race.card.table.clear();
    race.card.laps.clear();
    race.card.scores.push(KnownScore { bib: Bib(1), after: 3, sprint_points: Some(0), total: None, sources: vec![] });
    assert!(race.complete(1).is_err());
}
