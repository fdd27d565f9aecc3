//! Riders who did not start. They are listed in every output, and ride, rank and count nowhere.

use velodrome::event::{Fact, StopKind};
use velodrome::player::Replay;
use velodrome::report::Sheet;
use velodrome::rules::Status;
use velodrome::units::{Bib, Micros};

use super::{file, parsed, refused, replayed, sheet, table};
use crate::program::{Folder, in_one_line, stdout};

const FILE: &str = "tests/sheets/dns.toml";

/// Asserts that the riders of `replay` without a start are on the list and nowhere else.
fn ride_nowhere(replay: &Replay) {
    let absent: Vec<Bib> = replay.scenario().riders.iter().filter(|r| !r.starts).map(|r| r.bib).collect();
    assert!(!absent.is_empty());
    for &bib in &absent {
        let facts: Vec<&Fact> = replay.facts().iter().filter(|f| f.bib() == bib).collect();
        let stop = Fact::Stop { bib, kind: StopKind::Dns, at: Micros::ZERO };
        assert_eq!(facts, [&stop], "the referee hears of {bib} once, at the gun");
        assert_eq!(replay.effort(bib), None, "{bib}");
    }
    let mut seen = 0;
    for tenth in 0..=10 {
        let view = replay.view(Micros(replay.duration().0 / 10 * tenth));
        let riding = view.riders.iter().filter(|r| r.riding).map(|r| r.bib);
        let grouped = view.groups.iter().flat_map(|g| g.riders.iter().copied());
        let shown: Vec<Bib> = riding.chain(grouped).collect();
        assert!(absent.iter().all(|bib| !shown.contains(bib)), "on the track: {shown:?}");
        seen += shown.len();
        for row in view.standings.rows.iter().filter(|row| absent.contains(&row.bib)) {
            assert_eq!((row.rank, row.status, row.total), (None, Status::Dns, 0));
        }
    }
    assert!(seen > 0);
    let rows = replay.standings().rows;
    assert!(replay.standings().is_final && rows.iter().rev().zip(&absent).all(|(row, _)| row.status == Status::Dns));
}

#[test]
fn a_sheet_with_a_rider_who_did_not_start_is_replayed_to_the_same_sheet() {
    for seed in 1..=3 {
        let replay = replayed(&file("dns.toml"), seed);
        let expected = [
            "1 POHL 13 +1 33",
            "2 ROMANYUTA 25 +0 25",
            "3 GEBHARDT 20 +0 20",
            "4 CONFALONIERI 9 +0 9",
            "5 MISHINA 6 +0 6",
            "6 WOJTYRA 5 +0 5",
            "7 CECCHINI 3 +0 3",
            "8 SHARAKOVA 13 -1 -7",
            "9 MASIUKOVICH 6 -1 -14",
            "10 BUJAK 5 -1 -15",
            "11 PAVLENDOVÁ 4 -1 -16",
            "dnf ZABLOCKYTĖ",
            "dns JURADO",
        ];
        assert_eq!(table(&replay), expected, "seed {seed}");
        ride_nowhere(&replay);
    }
}

#[test]
fn every_output_lists_who_did_not_start_and_counts_who_did() {
    let json: serde_json::Value = serde_json::from_str(&stdout(&["result", FILE, "--format", "json"])).expect("JSON");
    let last = json["standings"].as_array().and_then(|rows| rows.last()).expect("rows");
    assert_eq!((&last["name"], &last["status"]), (&"Jessica Jurado".into(), &"dns".into()));
    assert!(last["rank"].is_null() && last["effort"].is_null() && last["last_line"].is_null(), "{last}");
    let csv = stdout(&["result", FILE, "--format", "csv"]);
    let (rank, rest) = csv.lines().last().and_then(|line| line.split_once(',')).expect("a line");
    let (_, rest) = rest.split_once(',').expect("a number");
    assert_eq!((rank, rest), ("", "Jessica Jurado,MEX,0,0,0,dns,0,,,recorded,recorded"), "{csv}");
    let text = stdout(&["result", FILE]);
    let line = text.lines().find(|line| line.contains("JURADO")).expect("a line");
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["dns", "Jessica", "JURADO", "MEX"]);
    let events = stdout(&["events", FILE]);
    let dns: Vec<&str> = events.lines().filter(|line| line.contains("Jurado")).collect();
    assert!(dns.len() == 2 && dns.iter().all(|line| line.contains("0:00:00.000000")), "{dns:?}");
    let told = stdout(&["watch", FILE]);
    let absent = told.lines().any(|line| line.contains("JURADO") && line.contains("start"));
    assert!(absent && told.contains("welve riders"), "{told}");
    let check = in_one_line(&["check", FILE]);
    assert!(check.contains("12 riders (1 more did not start); on record: 13 rows of the table"), "{check}");
    let points = stdout(&["chart", FILE, "--kind", "points", "--format", "svg"]);
    assert!(points.contains("POHL") && !points.contains("JURADO"), "no line for a rider who was not there");
}

#[test]
fn a_rider_who_did_not_start_rides_in_no_free_race_and_takes_no_orders() {
    let free = stdout(&["result", FILE, "--free-from", "0", "--format", "csv"]);
    assert_eq!(free.lines().count(), 1 + 12, "{free}");
    let forked = stdout(&["result", FILE, "--free-from", "50", "--format", "csv"]);
    assert!(forked.lines().count() == 1 + 13 && forked.contains("Jessica Jurado,MEX,0,0,0,dns"), "{forked}");
    let folder = Folder::new("dns");
    folder.write("dns.toml", &file("dns.toml"));
    let why = folder.refused(&["result", "dns.toml", "--free-from", "0", "--order", "0 Jurado attack"]);
    assert!(why.contains("JURADO does not start"), "{why}");
    let (swept, _) = folder.done(&["sweep", "dns.toml", "--free-from", "0", "--races", "2", "--format", "csv"]);
    assert_eq!(swept.lines().filter(|line| line.contains(",dns,") && line.contains("Jurado")).count(), 2, "{swept}");
    let (swept, _) = folder.done(&["sweep", "dns.toml", "--free-from", "50", "--races", "2", "--format", "csv"]);
    assert_eq!(swept.lines().filter(|line| line.contains(",dns,") && line.contains("Jurado")).count(), 2, "{swept}");
}

/// Rows of a table, more of the record, and the final table.
type Case = (u32, &'static str, &'static [&'static str], &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    // Three start, so every sprint has three places and hands out 10 points (UCI 3.2.118).
    (
        20,
        "2004",
        &[
            "rank = 1, rider = \"A One\", sprint_points = 10",
            "rank = 2, rider = \"B Two\", sprint_points = 6",
            "rank = 3, rider = \"C Three\", sprint_points = 4",
            "rider = \"D Four\", status = \"dns\"",
            "rider = \"E Five\", status = \"dns\"",
        ],
        "",
        &["1 ONE 10 +0 10", "2 TWO 6 +0 6", "3 THREE 4 +0 4", "dns FIVE", "dns FOUR"],
    ),
    // All but two: 5 and 3 in each sprint.
    (
        20,
        "2004",
        &[
            "rank = 1, rider = \"A One\", sprint_points = 10, laps = 0",
            "rank = 2, rider = \"B Two\", sprint_points = 6, laps = 0",
            "rider = \"C Three\", status = \"dns\"",
            "rider = \"D Four\", status = \"dns\"",
            "rider = \"E Five\", status = \"dns\"",
            "rider = \"F Six\", status = \"dns\"",
            "rider = \"G Seven\", status = \"dns\"",
        ],
        "",
        &["1 ONE 10 +0 10", "2 TWO 6 +0 6", "dns FIVE", "dns FOUR", "dns SEVEN", "dns SIX", "dns THREE"],
    ),
    // Beside riders who stopped: since 2023 these share the place after the last finisher, dns have none (UCI 3.3.012).
    (
        40,
        "2023",
        &[
            "rank = 1, rider = \"A One\", sprint_points = 23, laps = 0",
            "rank = 2, rider = \"B Two\", sprint_points = 17, laps = 0",
            "rank = 3, rider = \"C Three\", sprint_points = 9, laps = 0",
            "rank = 4, rider = \"D Four\", sprint_points = 5, laps = 0",
            "rider = \"E Five\", sprint_points = 1, laps = 0, status = \"dnf\"",
            "rider = \"F Six\", status = \"dns\"",
            "rider = \"G Seven\", sprint_points = 0, laps = 0, status = \"abd\"",
        ],
        "stop = [{ rider = \"Five\", between = [25, 38] }]\nsprint = [{ n = 4, second = \"Two\" }]",
        &["1 ONE 23 +0 23", "2 TWO 17 +0 17", "3 THREE 9 +0 9", "4 FOUR 5 +0 5", "5 dnf FIVE", "abd SEVEN", "dns SIX"],
    ),
];

#[test]
fn riders_who_did_not_start_stand_beside_every_other_fact() {
    for (laps, edition, rows, more, expected) in CASES {
        let replay = replayed(&sheet(*laps, edition, rows, more), 1);
        assert_eq!(table(&replay), *expected);
        ride_nowhere(&replay);
        assert_eq!(Sheet::of(&replay, None).standings.len(), rows.len());
    }
}

#[test]
fn what_a_rider_did_who_did_not_start_is_refused_with_its_place() {
    let rows = [
        "rider = \"A One\"",
        "rider = \"B Two\"",
        "rider = \"C Three\"",
        "rider = \"D Four\"",
        "rider = \"E Five\", status = \"dns\"",
    ];
    let table: [(&str, &str); 7] = [
        ("sprint = [{ n = 1, first = \"Five\" }]", "record.sprint[1].first = \"Five\": did not start"),
        ("sprint = [{ n = 1, first = [\"One\", \"Five\"] }]", "record.sprint[1].first[2] = \"Five\": did not start"),
        ("lap = [{ riders = [\"Five\"] }]", "record.lap[1].riders[1] = \"Five\": did not start"),
        (
            "away = [{ riders = [\"Five\"], from_lap = 2, to_lap = 8 }]",
            "record.away[1].riders[1] = \"Five\": did not start",
        ),
        ("stop = [{ rider = \"Five\", between = [2, 8] }]", "record.stop[1].rider = \"Five\": did not start"),
        (
            "score = [{ after = 1, rider = \"Five\", sprint_points = 0 }]",
            "record.score[1].rider = \"Five\": did not start",
        ),
        ("last_line = [{ place = 4, rider = \"Five\" }]", "record.last_line[1].rider = \"Five\": did not start"),
    ];
    for (more, message) in table {
        let said = refused(&sheet(40, "2004", &rows, more));
        assert!(said.contains(message), "{more}: {said}");
    }
    let said = refused(&sheet(40, "2004", &[rows[0], rows[4]], ""));
    assert!(said.contains("fewer than two riders start"), "{said}");
    let one = parsed(&sheet(40, "2004", &rows, ""));
    assert_eq!((one.riders.len(), one.starters().count()), (5, 4));
}
