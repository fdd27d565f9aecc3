//! Dead heats in sprints: the same place, the same points, and the next place is not given (UCI 3.2.118).

use velodrome::event::Fact;
use velodrome::player::Replay;
use velodrome::units::Micros;

use super::{file, parsed, refused, replayed, sheet, table};
use crate::program::stdout;

const FILE: &str = "tests/sheets/dead-heat.toml";

/// The places of a sprint: "1. ONE 5".
fn placed(replay: &Replay, n: u32) -> Vec<String> {
    let sprints = replay.sprints(replay.duration());
    let sprint = sprints.iter().find(|s| s.n == n).expect("a sprint");
    sprint.places.iter().map(|p| format!("{}. {} {}", p.place, replay.scenario().name(p.bib), p.points)).collect()
}

/// When the rider called `name` ended race lap `lap`.
fn crossed(replay: &Replay, name: &str, lap: u32) -> Micros {
    let bib = replay.scenario().find(name).expect("a rider");
    let line = |fact: &Fact| match *fact {
        Fact::Line { bib: who, ridden, at } if who == bib && ridden == lap => Some(at),
        _ => None,
    };
    replay.facts().iter().find_map(line).expect("a crossing")
}

#[test]
fn two_first_in_a_sprint_cross_it_together_have_five_points_each_and_the_next_is_third() {
    for seed in 1..=8 {
        let replay = replayed(&file("dead-heat.toml"), seed);
        assert_eq!(table(&replay), ["1 ONE 15 +0 15", "2 TWO 11 +0 11", "3 THREE 6 +0 6", "4 FOUR 3 +0 3"]);
        assert_eq!(placed(&replay, 1), ["1. ONE 5", "1. TWO 5", "3. THREE 2", "4. FOUR 1"], "seed {seed}");
        assert_eq!(placed(&replay, 2), ["1. ONE 10", "2. TWO 6", "3. THREE 4", "4. FOUR 2"], "seed {seed}");
        let [one, two, three] = ["One", "Two", "Three"].map(|name| crossed(&replay, name, 10));
        assert_eq!(one, two, "seed {seed}");
        assert!(two < three, "seed {seed}");
    }
}

#[test]
fn every_output_has_both_riders_in_their_place() {
    let json: serde_json::Value = serde_json::from_str(&stdout(&["result", FILE, "--format", "json"])).expect("JSON");
    let places: Vec<(u64, u64, &str)> = json["sprints"][0]["places"]
        .as_array()
        .expect("places")
        .iter()
        .map(|p| (p["place"].as_u64().unwrap(), p["points"].as_u64().unwrap(), p["name"].as_str().unwrap()))
        .collect();
    assert_eq!(places, [(1, 5, "A One"), (1, 5, "B Two"), (3, 2, "C Three"), (4, 1, "D Four")]);
    let text = stdout(&["result", FILE]);
    assert!(text.contains("ONE / TWO") && text.contains("THREE"), "{text}");
    let csv = stdout(&["result", FILE, "--format", "csv"]);
    assert!(csv.contains("1,2,A One,,15,0,15,finished,2,1,"), "both are winners of the sprint: {csv}");
    assert!(csv.contains("2,4,B Two,,11,0,11,finished,1,2,"), "{csv}");
    let events = stdout(&["events", FILE]);
    let firsts = events.lines().filter(|line| line.contains("sprint 1 1. +5 recorded")).count();
    assert_eq!(firsts, 2, "{events}");
    let told = stdout(&["watch", FILE]);
    let heat = told.lines().find(|line| line.contains("ead heat")).expect("a dead heat");
    assert!(heat.contains("print 1") && heat.contains("ONE and TWO"), "{told}");
    stdout(&["result", FILE, "--check"]);
}

/// Riders and their points, what is known of the sprints, and the places of sprint 1.
type Case = (&'static [(&'static str, u32)], &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    (
        &[("A One", 10), ("B Two", 6), ("C Three", 5), ("D Four", 2)],
        "{ n = 1, first = \"One\", second = [\"Two\", \"Three\"], fourth = \"Four\" }",
        &["1. ONE 5", "2. TWO 3", "2. THREE 3", "4. FOUR 1"],
    ),
    // Three for first: 5 each, and the next is fourth.
    (
        &[("A One", 8), ("B Two", 7), ("D Four", 6), ("C Three", 6)],
        "{ n = 1, first = [\"One\", \"Two\", \"Three\"], fourth = \"Four\" }, { n = 2, first = \"Four\", second = \"One\", \
         third = \"Two\", fourth = \"Three\" }",
        &["1. ONE 5", "1. TWO 5", "1. THREE 5", "4. FOUR 1"],
    ),
    (
        &[("A One", 10), ("B Two", 6), ("C Three", 4), ("D Four", 3), ("E Five", 0)],
        "{ n = 1, third = { tied = [\"Three\", \"Four\"] } }",
        &["3. THREE 2", "3. FOUR 2"],
    ),
    // Two for fourth: five riders score.
    (
        &[("E Five", 6), ("A One", 6), ("B Two", 5), ("D Four", 4), ("C Three", 2)],
        "{ n = 1, first = \"One\", fourth = { tied = [\"Five\", \"Four\"] } }, { n = 2, first = \"Five\" }",
        &["4. FOUR 1", "4. FIVE 1"],
    ),
];

#[test]
fn dead_heats_for_every_place_are_ridden_as_they_were() {
    for (riders, sprints, expected) in CASES {
        let row = |(i, (name, points)): (usize, &(&str, u32))| {
            // Bibs by initial, so that "A One" has 1 wherever they stand in the table.
            let bib = name.as_bytes()[0] - b'A' + 1;
            format!("rank = {}, rider = \"{name}\", bib = {bib}, sprint_points = {points}, laps = 0", i + 1)
        };
        let rows: Vec<String> = riders.iter().enumerate().map(row).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let replay = replayed(&sheet(20, "2004", &rows, &format!("sprint = [{sprints}]")), 1);
        let places = placed(&replay, 1);
        assert!(expected.iter().all(|place| places.contains(&(*place).to_owned())), "{expected:?}: {places:?}");
        let points: Vec<i32> = replay.standings().rows.iter().map(|row| row.sprint_points).collect();
        assert_eq!(points, riders.iter().map(|(_, points)| *points as i32).collect::<Vec<_>>(), "{expected:?}");
    }
}

#[test]
fn what_is_known_of_the_places_after_it_says_whether_a_list_is_a_dead_heat() {
    let rows: Vec<String> =
        ["A One", "B Two", "C Three", "D Four", "E Five"].map(|n| format!("rider = \"{n}\"")).to_vec();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let cases = [
        ("first = [1, 2], third = 3, fourth = 4", true),
        ("first = [1, 2], second = 3, third = 4", false),
        ("first = [1, 2], second = 3, third = 4, fourth = 5", false),
        ("first = [1, 2], third = 3", false),
        ("first = [1, 2], fourth = 4", false),
        ("first = [1, 2]", false),
        ("first = [1, 2, 3], fourth = 4", true),
        ("first = [1, 2, 3], third = 5, fourth = 4", false),
        ("first = [1, 2, 3, 4]", false),
        ("first = 5, second = [1, 2], fourth = 4", true),
        ("second = [1, 2], fourth = 4", true),
        ("second = [1, 2], third = 3, fourth = 4", false),
        ("third = [1, 2]", false),
        ("fourth = [1, 2]", false),
        ("first = { among = [1, 2] }, third = 3, fourth = 4", false),
        ("first = { tied = [1, 2] }", true),
        ("fourth = { tied = [1, 2], likely = true }", true),
        ("third = { tied = [1, 2, 3] }", true),
    ];
    for (places, tied) in cases {
        let places_by_name = (1..=5).fold(places.to_owned(), |text, n| {
            let name = ["One", "Two", "Three", "Four", "Five"][n - 1];
            text.replace(&n.to_string(), &format!("\"{name}\""))
        });
        let more = format!("sprint = [{{ n = 1, {places_by_name} }}]");
        let card = parsed(&sheet(40, "2004", &rows, &more)).card.expect("a record");
        let several = card.sprints[0].cells.iter().find(|cell| cell.riders.len() > 1).expect("a list");
        assert_eq!(several.tied, tied, "{places}");
    }
}

#[test]
fn a_dead_heat_that_cannot_be_is_refused_with_its_place() {
    let rows: Vec<String> = ["A One", "B Two", "C Three", "D Four"].map(|n| format!("rider = \"{n}\"")).to_vec();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let cases = [
        (
            "first = { tied = [\"One\", \"Two\"] }, second = \"Three\"",
            "record.sprint[1].second = \"Three\": 2 riders share place 1, so place 2 is not given; the next rider has place 3",
        ),
        ("first = { tied = [\"One\"] }", "record.sprint[1].first: a dead heat of one rider"),
        (
            "first = { tied = [\"One\", \"Two\"], rider = \"Four\" }",
            "record.sprint[1].first: tied beside rider or among",
        ),
        ("first = { tied = [\"One\", \"One\"] }", "named twice"),
    ];
    for (places, message) in cases {
        let said = refused(&sheet(40, "2004", &rows, &format!("sprint = [{{ n = 1, {places} }}]")));
        assert!(said.contains(message), "{places}: {said}");
    }
}
