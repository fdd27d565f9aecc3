//! Riders pulled out by the commissaires whom the sheet ranks by when that was.

use velodrome::event::{Fact, StopKind};
use velodrome::rules::{EditionId, Status};

use super::{file, parsed, refused, replayed, sheet, table};
use crate::own_rules::screens::{shown, shows};
use crate::program::stdout;

const FILE: &str = "tests/sheets/pulled.toml";

#[test]
fn riders_who_were_pulled_out_stop_in_the_order_of_their_ranks_and_keep_these() {
    for seed in 1..=5 {
        let replay = replayed(&file("pulled.toml"), seed);
        let expected = [
            "1 ASH 25 +0 25",
            "2 BIRCH 17 +0 17",
            "3 CEDAR 11 +0 11",
            "4 ELDER 7 +0 7",
            "5 FIR 4 +0 4",
            "6 pul HAZEL",
            "7 pul JUNIPER",
            "8 pul LARCH",
            "8 pul MAPLE",
            "dnf OAK",
        ];
        assert_eq!(table(&replay), expected, "seed {seed}");
        let pulled = |fact: &Fact| match *fact {
            Fact::Stop { bib, kind: StopKind::Pul, at } => Some((at, replay.scenario().name(bib))),
            _ => None,
        };
        let stops: Vec<_> = replay.facts().iter().filter_map(pulled).collect();
        let names: Vec<&str> = stops.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["LARCH", "MAPLE", "JUNIPER", "HAZEL"], "seed {seed}");
        assert!(stops[0].0 == stops[1].0 && stops[1].0 < stops[2].0 && stops[2].0 < stops[3].0, "seed {seed}");
    }
}

#[test]
fn outputs_have_the_ranks_and_the_status() {
    let text = stdout(&["result", FILE]);
    let line = |name: &str| {
        let line = text.lines().find(|line| line.contains(name)).expect("a line");
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(line("HAZEL"), ["6.", "Guy", "HAZEL", "2", "0", "pul"]);
    assert_eq!(line("MAPLE")[0], "8.");
    let csv = stdout(&["result", FILE, "--format", "csv"]);
    assert!(csv.contains("7,7,Ivo Juniper,,0,-1,-20,pul,0,,"), "{csv}");
    // Another edition knows nothing of this decision.
    let other = stdout(&["result", FILE, "--format", "csv", "--rules", "2023"]);
    assert!(other.contains("6,7,Ivo Juniper") && other.contains("6,9,Lou Maple"), "one place for all: {other}");
}

#[test]
fn the_screen_has_the_ranks_and_the_status() {
    let replay = replayed(&file("pulled.toml"), 1);
    let at_the_end = shown(replay.clone(), (110, 30), 0, "G");
    for row in ["6. HAZEL pul 2 · 2", "7. JUNIPER pul 0 −1 −20", "8. LARCH pul 0 −1", "8. MAPLE pul 0 −1", "dnf OAK"]
    {
        shows(&at_the_end, row);
    }
    // Another edition knows nothing of this decision.
    let other = shown(replay.under(EditionId::E2023), (110, 30), 0, "G");
    shows(&other, "pul HAZEL 2 · 2");
}

#[test]
fn without_ranks_it_is_as_the_edition_says() {
    for (edition, rank) in [("2004", None), ("2023", Some(4))] {
        let points = if edition == "2004" { [10, 6, 4] } else { [15, 9, 6] };
        let rows = [
            format!("rank = 1, rider = \"X A\", sprint_points = {}", points[0]),
            format!("rank = 2, rider = \"X B\", sprint_points = {}", points[1]),
            format!("rank = 3, rider = \"X C\", sprint_points = {}", points[2]),
            "rider = \"X D\", status = \"pul\"".to_owned(),
            "rider = \"X E\", status = \"pul\"".to_owned(),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let replay = replayed(&sheet(20, edition, &rows, ""), 1);
        let pulled = replay.standings().rows.into_iter().filter(|row| row.status == Status::Pul);
        let ranks: Vec<Option<u32>> = pulled.map(|row| row.rank).collect();
        assert_eq!(ranks, [rank, rank], "{edition}");
    }
}

#[test]
fn ranks_of_riders_who_were_pulled_out_come_behind_the_finishers_and_fit_the_stops() {
    let rows = |ranks: [&str; 3]| {
        let finished = ["rank = 1, rider = \"X A\"", "rank = 2, rider = \"X B\"", "rank = 3, rider = \"X C\""];
        let pulled =
            ["D", "E", "F"].iter().zip(ranks).map(|(n, rank)| format!("{rank}rider = \"X {n}\", status = \"pul\""));
        finished.map(str::to_owned).into_iter().chain(pulled).collect::<Vec<_>>()
    };
    let cases = [
        (
            ["rank = 3, ", "rank = 4, ", "rank = 5, "],
            "",
            "record.table[4].rank = 3: 3 riders finished, and 3 were pulled out",
        ),
        (["rank = 4, ", "rank = 5, ", "rank = 7, "], "", "record.table[6].rank = 7: 3 riders finished"),
        (["rank = 4, ", "rank = 5, ", ""], "", "record.table[6]: was pulled out, and has no rank while others have"),
        (
            ["rank = 4, ", "rank = 5, ", "rank = 6, "],
            "stop = [{ rider = \"D\", between = [5, 10] }, { rider = \"F\", between = [20, 30] }]",
            "record.table[4]: F is ranked behind D and was pulled out later, after lap 20",
        ),
    ];
    for (ranks, more, message) in cases {
        let rows = rows(ranks);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let said = refused(&sheet(40, "2004", &rows, more));
        assert!(said.contains(message), "{message}: {said}");
    }
    let rows = rows(["rank = 4, ", "rank = 5, ", "rank = 6, "]);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert!(parsed(&sheet(40, "2004", &rows, "")).overrides.rank_pulled);
    for status in ["dnf", "abd", "dsq", "dns"] {
        let other: Vec<String> = rows.iter().map(|row| row.replace("pul", status)).collect();
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        let said = refused(&sheet(40, "2004", &other, ""));
        assert!(said.contains("a rider who did not finish has no rank"), "{status}: {said}");
    }
}
