//! Editions against the tables of the regulations and published results.

use proptest::prelude::*;
use velodrome::rules::{
    Confidence, Edition, EditionId, HeadRule, Overrides, RaceRules, RankBy, RulesError, SprintPlan,
};

fn race(edition: EditionId, laps: u32, lap_mm: u32) -> RaceRules {
    Edition::get(edition).on(laps, lap_mm, &Overrides::default()).unwrap()
}

#[test]
fn championship_distances_have_the_sprints_of_the_article() {
    use EditionId::{E2004, E2019, E2023, E2026};
    // UCI 3.2.117, finals and heats: (edition, lap in mm, [(laps, sprints)]).
    let before_2023 = [
        (E2004, 250_000, vec![(160, 16), (100, 10), (80, 8), (60, 6), (40, 4)]),
        (E2019, 200_000, vec![(200, 20), (125, 12), (100, 10), (75, 7), (50, 5)]),
        (E2019, 333_333, vec![(120, 20), (60, 10), (48, 8), (30, 5)]),
        (E2019, 400_000, vec![(100, 20), (65, 13), (50, 10), (40, 8), (25, 5)]),
    ];
    let since_2023 = [
        (E2023, 166_000, vec![(180, 18), (90, 9)]),
        (E2023, 250_000, vec![(160, 16), (100, 10), (80, 8), (60, 6), (40, 4)]),
        (E2023, 285_714, vec![(140, 14), (84, 8), (70, 7), (56, 5), (35, 3)]),
        (E2023, 333_330, vec![(120, 24), (75, 15), (60, 12), (48, 9), (30, 6)]),
        (E2026, 333_330, vec![(120, 15), (75, 9), (60, 7), (48, 6), (30, 3)]),
        (E2026, 333_333, vec![(120, 15)]),
        (E2026, 400_000, vec![(100, 20), (65, 13), (50, 10), (40, 8), (25, 5)]),
        (E2026, 200_000, vec![(200, 20), (125, 12)]),
    ];
    for (edition, lap_mm, rows) in before_2023.into_iter().chain(since_2023) {
        for (laps, sprints) in rows {
            assert_eq!(race(edition, laps, lap_mm).sprints(), sprints, "{edition}: {laps} laps of {lap_mm} mm");
        }
    }
}

#[test]
fn until_2023_the_interval_is_the_number_of_laps_nearest_to_two_kilometres_and_ten_on_short_tracks() {
    // UCI 3.2.116 lists 285.714 m, 333.33 m and 400 m, and 250 m or less.
    for (lap_mm, every) in [(166_000, 10), (200_000, 10), (250_000, 10), (285_714, 7), (333_330, 6), (400_000, 5)] {
        assert_eq!(Edition::get(EditionId::E2019).sprint_every(lap_mm), every, "{lap_mm} mm");
    }
    for lap_mm in (250_001..700_000).step_by(997) {
        let off = |laps: i64| (laps * i64::from(lap_mm) - 2_000_000).abs();
        let every = i64::from(Edition::get(EditionId::E2004).sprint_every(lap_mm));
        assert!(off(every) <= off(every - 1) && off(every) <= off(every + 1), "{lap_mm} mm: {every}");
    }
}

#[test]
fn odd_laps_come_before_the_first_sprint() {
    // The example of UCI 3.2.117: of 56 laps with a sprint every 10, the first is after 16.
    let rules = race(EditionId::E2023, 56, 285_714);
    assert_eq!(rules.sprint_laps(), [16, 26, 36, 46, 56]);
    let at: Vec<Option<u32>> = [0, 6, 16, 17, 56, 57, 66, -4].map(|lap| rules.sprint_at(lap)).to_vec();
    assert_eq!(at, [None, None, Some(1), None, Some(5), None, None, None]);
}

#[test]
fn points_are_five_three_two_one_and_all_editions_but_2004_double_the_last_sprint() {
    for edition in EditionId::ALL {
        let rules = race(edition, 100, 250_000);
        let points = |sprint| (1..=5).map(|place| rules.points(sprint, place)).collect::<Vec<_>>();
        assert_eq!(points(9), [5, 3, 2, 1, 0], "{edition}");
        let last = if edition == EditionId::E2004 { [5, 3, 2, 1, 0] } else { [10, 6, 4, 2, 0] };
        assert_eq!(points(10), last, "{edition}");
        assert_eq!(rules.points(10, 0), 0);
    }
    // Sydney 2000, women, 10 sprints: the points in the table.
    let table = [19, 16, 15, 12, 12, 11, 10, 9, 7, 6, 2, 2];
    let rules = race(EditionId::E2000, 100, 250_000);
    let given: u32 =
        (1..=10).flat_map(|sprint| (1..=4).map(move |place| (sprint, place))).map(|(s, p)| rules.points(s, p)).sum();
    assert_eq!(given, table.iter().sum::<u32>());
}

#[test]
fn the_sprint_of_a_break_that_laps_is_the_bunchs_then_the_new_heads_then_its_own() {
    use HeadRule::{BunchTakesSprint, FixedAtBell, NewHead};
    let heads = EditionId::ALL.map(|id| Edition::get(id).head.value);
    assert_eq!(heads, [BunchTakesSprint, BunchTakesSprint, BunchTakesSprint, NewHead, FixedAtBell, FixedAtBell]);
}

#[test]
fn a_mishap_allows_the_laps_nearest_to_1250_m_and_to_1300_m_before_2019() {
    let tracks = [166_000, 200_000, 250_000, 285_714, 333_333, 400_000];
    let laps = |edition| tracks.map(|lap_mm| Edition::get(edition).mishap_laps(lap_mm));
    assert_eq!(laps(EditionId::E2026), [8, 6, 5, 4, 4, 3]);
    assert_eq!(laps(EditionId::E2016), [8, 7, 5, 5, 4, 3]);
    assert_eq!(Edition::get(EditionId::E2026).no_return_m.value, Some(1000));
}

#[test]
fn a_stopped_race_is_scored_to_its_end_and_from_its_restart() {
    for edition in Edition::all() {
        let reading = edition.stoppage.reading;
        assert!(reading.starts_with("a race stopped for good is scored as it stood"), "{}: {reading}", edition.id);
        let goes_on = edition.id >= EditionId::E2023;
        assert_eq!(reading.contains("running on is not modelled"), !goes_on, "{}: {reading}", edition.id);
    }
}

#[test]
fn the_result_of_a_stopped_race_stands_after_the_kilometres_of_the_table_and_since_2025_after_80_per_cent() {
    // UCI 3.2.133 until 2024, by race: 8 km of 10, 10 of 16, 15 of 20, 20 of 25, 25 of 30, 30 of 40. Laps of 250 m.
    let stands = |edition, ridden, planned| Edition::get(edition).result_stands.value.holds(ridden, planned, 250_000);
    for (planned, most) in [(40, 32), (60, 40), (64, 40), (80, 60), (100, 80), (120, 100), (160, 120)] {
        assert!(!stands(EditionId::E2004, most, planned) && stands(EditionId::E2019, most + 1, planned), "{planned}");
    }
    for (planned, most) in [(160, 128), (100, 80), (80, 64)] {
        assert!(!stands(EditionId::E2026, most, planned) && stands(EditionId::E2023, most + 1, planned), "{planned}");
    }
}

#[test]
fn rules_that_no_race_can_follow_are_refused_in_words() {
    let on = |laps, lap_mm, overrides: Overrides| Edition::get(EditionId::E2026).on(laps, lap_mm, &overrides);
    let none = Overrides::default;
    let every = |n| Overrides { sprints: Some(SprintPlan::Every(n)), ..none() };
    let at = |laps: &[u32]| Overrides { sprints: Some(SprintPlan::At(laps.to_vec())), ..none() };
    let scale = |scale| Overrides { scale: Some(scale), ..none() };
    let doubled = |n: &[u32], last_factor| Overrides { doubled: n.to_vec(), last_factor, ..none() };
    let refused = [
        (on(0, 250_000, none()), RulesError::Laps(0)),
        (on(1_000_000_000, 250_000, none()), RulesError::Laps(1_000_000_000)),
        (on(160, 0, none()), RulesError::LapLength(0)),
        (on(160, u32::MAX, none()), RulesError::LapLength(u32::MAX)),
        (on(9, 250_000, none()), RulesError::NoSprint { every: 10, laps: 9 }),
        (on(9, 250_000, every(0)), RulesError::NoSprint { every: 0, laps: 9 }),
        (on(40, 250_000, at(&[10, 25])), RulesError::SprintLaps { at: vec![10, 25], laps: 40 }),
        (on(40, 250_000, at(&[10, 10, 40])), RulesError::SprintLaps { at: vec![10, 10, 40], laps: 40 }),
        (on(40, 250_000, at(&[0, 40])), RulesError::SprintLaps { at: vec![0, 40], laps: 40 }),
        (on(40, 250_000, at(&[])), RulesError::SprintLaps { at: vec![], laps: 40 }),
        (on(40, 250_000, scale([5, 6, 0, 0])), RulesError::Scale([5, 6, 0, 0])),
        (on(40, 250_000, scale([0; 4])), RulesError::Scale([0; 4])),
        (on(40, 250_000, scale([101, 1, 1, 1])), RulesError::Scale([101, 1, 1, 1])),
        (on(40, 250_000, doubled(&[5], None)), RulesError::Doubled { n: 5, sprints: 4 }),
        (on(40, 250_000, doubled(&[0], None)), RulesError::Doubled { n: 0, sprints: 4 }),
        (on(40, 250_000, doubled(&[2, 4], Some(3))), RulesError::DoubledLast(3)),
        (on(160, 250_000, Overrides { last_factor: Some(0), ..none() }), RulesError::LastFactor(0)),
        (on(160, 250_000, Overrides { gain_points: Some(-20), ..none() }), RulesError::GainPoints(-20)),
        (on(160, 250_000, Overrides { loss_points: Some(20), ..none() }), RulesError::LossPoints(20)),
    ];
    for (result, error) in refused {
        assert_eq!(result, Err(error));
    }
    let words = RulesError::NoSprint { every: 10, laps: 9 }.to_string();
    assert_eq!(words, "a sprint every 10 laps in a race of 9: there has to be one sprint at least, so 1 to 9");
}

#[test]
fn an_unknown_edition_suggests_the_one_of_that_year_or_the_nearest_name() {
    for id in EditionId::ALL {
        assert_eq!(id.name().parse(), Ok(id));
    }
    let suggested = |text: &str| text.parse::<EditionId>().unwrap_err().suggestion;
    assert_eq!(suggested("2008"), Some(EditionId::E2004));
    assert_eq!(suggested("1996"), Some(EditionId::E2000));
    assert_eq!(suggested("2024"), Some(EditionId::E2023));
    assert_eq!(suggested("204"), Some(EditionId::E2004));
    assert_eq!(suggested("olympic"), None);
    let words = "2008".parse::<EditionId>().unwrap_err().to_string();
    assert_eq!(words, "no edition `2008`: did you mean 2004? The editions are 2000, 2004, 2016, 2019, 2023 and 2026");
    let hostile = "\u{1b}[2J\n".parse::<EditionId>().unwrap_err().to_string();
    assert!(!hostile.contains(char::is_control));
}

#[test]
fn every_edition_has_the_same_fields_each_with_its_article() {
    let names = |edition: &Edition| edition.fields().iter().map(|field| field.name).collect::<Vec<_>>();
    for edition in Edition::all() {
        assert_eq!(names(edition), names(Edition::get(EditionId::E2000)));
        for field in edition.fields() {
            assert!(!field.value.is_empty() && !field.article.is_empty(), "{field:?}");
            let inferred = field.confidence == Confidence::Inferred;
            assert!(!inferred || !field.reading.is_empty(), "inferred without a reading: {field:?}");
        }
    }
}

#[test]
fn only_the_oldest_edition_ranks_by_laps_first() {
    for edition in Edition::all() {
        let laps_first = edition.rank_by.value == RankBy::LapsThenPoints;
        assert_eq!(laps_first, edition.id == EditionId::E2000);
        assert_eq!((edition.gain_points.value, edition.loss_points.value), if laps_first { (0, 0) } else { (20, -20) });
    }
}

#[test]
fn that_sprints_won_part_level_riders_is_inferred_and_the_other_reading_is_named() {
    // No text of the points race before 2002 was read; the UCI has sprints won for criteriums only (2.7.023).
    let tie = Edition::get(EditionId::E2000).tie_break;
    assert_eq!((tie.confidence, tie.article), (Confidence::Inferred, "UCI 2.7.023"));
    assert!(tie.reading.contains("the other reading is the last sprint alone"), "{}", tie.reading);
    for edition in &Edition::all()[1..] {
        let tie = edition.tie_break;
        assert_eq!((tie.value, tie.confidence, tie.article), ("the last sprint", Confidence::Text, "UCI 3.2.119"));
    }
}

#[test]
fn a_doubled_sprint_counts_twice_and_the_last_by_its_own_factor_unless_it_is_listed() {
    let factors = |edition, doubled: &[u32], last_factor| {
        let overrides = Overrides { doubled: doubled.to_vec(), last_factor, ..Overrides::default() };
        let rules = Edition::get(edition).on(40, 250_000, &overrides).unwrap();
        (1..=4).map(|n| rules.factor(n)).collect::<Vec<_>>()
    };
    assert_eq!(factors(EditionId::E2004, &[2], None), [1, 2, 1, 1]);
    assert_eq!(factors(EditionId::E2004, &[4, 2], None), [1, 2, 1, 2]);
    assert_eq!(factors(EditionId::E2016, &[2], None), [1, 2, 1, 2], "the last is doubled by the edition");
    assert_eq!(factors(EditionId::E2016, &[2, 4], None), [1, 2, 1, 2], "and no more than that if it is listed");
    assert_eq!(factors(EditionId::E2016, &[2, 4], Some(2)), [1, 2, 1, 2]);
    assert_eq!(factors(EditionId::E2016, &[2], Some(1)), [1, 2, 1, 1]);
    assert_eq!(factors(EditionId::E2016, &[2], Some(3)), [1, 2, 1, 3]);
}

proptest! {
    #[test]
    fn sprints_at_stated_laps_are_found_at_these_laps_and_nowhere_else(
        laps in 1_u32..400,
        at in proptest::collection::btree_set(1_u32..400, 0..40),
    ) {
        let mut at: Vec<u32> = at.into_iter().filter(|lap| *lap < laps).collect();
        at.push(laps);
        let overrides = Overrides { sprints: Some(SprintPlan::At(at.clone())), ..Overrides::default() };
        let rules = Edition::get(EditionId::E2023).on(laps, 250_000, &overrides).unwrap();
        prop_assert_eq!(rules.sprints() as usize, at.len());
        prop_assert_eq!(&rules.sprint_laps(), &at);
        for lap in -5..i64::from(laps) + 5 {
            let here = at.iter().position(|sprint| i64::from(*sprint) == lap).map(|k| k as u32 + 1);
            prop_assert_eq!(rules.sprint_at(lap), here, "lap {}", lap);
        }
    }

    #[test]
    fn even_sprints_are_the_same_whether_told_by_interval_or_by_laps(laps in 1_u32..400, every in 1_u32..50) {
        prop_assume!(every <= laps);
        let on = |plan| {
            let overrides = Overrides { sprints: Some(plan), ..Overrides::default() };
            Edition::get(EditionId::E2023).on(laps, 250_000, &overrides).unwrap()
        };
        let even = on(SprintPlan::Every(every));
        let stated = on(SprintPlan::At(even.sprint_laps()));
        prop_assert_eq!(even.sprint_laps(), stated.sprint_laps());
        for lap in -5..i64::from(laps) + 5 {
            prop_assert_eq!(even.sprint_at(lap), stated.sprint_at(lap), "lap {}", lap);
        }
    }
}
