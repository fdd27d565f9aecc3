//! Ranks that a sheet shares: riders level in everything cross the last line together.

use velodrome::player::witness;
use velodrome::report::Sheet;
use velodrome::scenario::parse;
use velodrome::units::Bib;

use super::{file, refused, replayed, sheet, table};
use crate::program::{in_one_line, stdout};

/// Rank, last line and marks of each rider: "3 B 2. ~".
fn ranks(replay: &velodrome::player::Replay) -> Vec<String> {
    let sheet = Sheet::of(replay, None);
    let lines = sheet.standings.iter().map(|row| {
        let mark = row.dead_heat.map_or("", |known| known.mark());
        format!("{} {} {}.{mark}", row.rank.unwrap_or(0), row.family, row.last_line.unwrap_or(0))
    });
    lines.collect()
}

/// Rows of names, ranks and points; no laps.
fn rows(riders: &[(&str, u32, u32)]) -> Vec<String> {
    let row = |(name, rank, points): &(&str, u32, u32)| {
        format!("rank = {rank}, rider = \"X {name}\", sprint_points = {points}, laps = 0")
    };
    riders.iter().map(row).collect()
}

/// Edition, riders, more of the record, and whom the last line does not part.
type Case = (&'static str, &'static [(&'static str, u32, u32)], &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    // Behind those who score in the last sprint.
    (
        "2004",
        &[("A", 1, 10), ("B", 2, 6), ("C", 3, 4), ("D", 4, 2), ("E", 5, 0), ("F", 5, 0), ("G", 7, 0)],
        "",
        &["E", "F"],
    ),
    // Three of them, and in an edition that doubles the last sprint.
    (
        "2016",
        &[("A", 1, 15), ("B", 2, 9), ("C", 3, 6), ("D", 4, 3), ("E", 5, 0), ("F", 5, 0), ("G", 5, 0), ("H", 8, 0)],
        "",
        &["E", "F", "G"],
    ),
    // The points of the table say that one sprint handed out 12: a dead heat for a place of the last.
    ("2004", &[("A", 1, 8), ("D", 2, 6), ("B", 3, 3), ("C", 3, 3), ("E", 5, 2), ("F", 6, 1)], "", &["B", "C"]),
    // The same with its place on record: second, 3 points each.
    (
        "2004",
        &[("A", 1, 8), ("D", 2, 6), ("B", 3, 3), ("C", 3, 3), ("E", 5, 2), ("F", 6, 1)],
        "sprint = [{ n = 2, first = \"A\", second = [\"B\", \"C\"], fourth = \"D\" }]",
        &["B", "C"],
    ),
    // Laps first: level on laps, points and sprints won.
    (
        "2000",
        &[("A", 1, 15), ("B", 2, 9), ("C", 3, 6), ("D", 4, 3), ("E", 5, 0), ("F", 5, 0), ("G", 7, 0)],
        "",
        &["E", "F"],
    ),
];

#[test]
fn riders_who_share_a_rank_cross_the_last_line_together() {
    for (edition, riders, more, level) in CASES {
        let rows = rows(riders);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        for seed in 1..=3 {
            let replay = replayed(&sheet(20, edition, &rows, more), seed);
            let (got, standings) = (ranks(&replay), replay.standings().rows);
            let expected: Vec<u32> = riders.iter().map(|r| r.1).collect();
            assert_eq!(standings.iter().filter_map(|row| row.rank).collect::<Vec<_>>(), expected, "{got:?}");
            let bib = |name: &str| replay.scenario().find(name).expect("a rider");
            let line = |bib: Bib| standings.iter().find(|row| row.bib == bib).and_then(|row| row.last_line);
            assert!(level.iter().all(|name| line(bib(name)) == line(bib(level[0]))), "seed {seed}: {got:?}");
            let mark = if more.is_empty() { ".~" } else { "." };
            let theirs = |name: &&&str| got.iter().any(|l| l.contains(&format!(" {name} ")) && l.ends_with(mark));
            assert_eq!(level.iter().filter(theirs).count(), level.len(), "seed {seed}: {got:?}");
        }
    }
}

#[test]
fn a_shared_rank_that_no_dead_heat_explains_is_kept_and_marked() {
    // Three and Four can only have scored in the last sprint, and the table leaves no points for a dead heat there.
    for seed in 1..=3 {
        let replay = replayed(&file("shared-rank.toml"), seed);
        let expected = ["1 ONE 15 +0 15", "2 TWO 11 +0 11", "3 THREE 9 +0 9", "3 FOUR 9 +0 9", "5 FIVE 0 +0 0"];
        assert_eq!(table(&replay), expected, "seed {seed}");
        let view = replay.view(replay.duration());
        assert_eq!(view.standings.rows.iter().filter(|row| row.rank == Some(3)).count(), 2, "on the screen too");
    }
    let csv = stdout(&["result", "tests/sheets/shared-rank.toml", "--format", "csv"]);
    assert_eq!(csv.matches("rank shared by the record, as the rules do not have it").count(), 2, "{csv}");
    let told = in_one_line(&["watch", "tests/sheets/shared-rank.toml"]);
    let said = "THREE and FOUR share a rank on record. By the rules, the last line would part them.";
    assert!(told.contains(said), "{told}");
    for format in ["table", "markdown"] {
        let result = in_one_line(&["result", "tests/sheets/shared-rank.toml", "--format", format]);
        assert!(result.contains(said), "{result}");
    }
    // Under rules that part them, nobody shares anything.
    let other = in_one_line(&["watch", "tests/sheets/shared-rank.toml", "--rules", "2023"]);
    assert!(other.contains(" wins") && !other.contains("share a rank"), "{other}");
}

#[test]
fn a_shared_rank_that_the_last_sprint_parts_is_refused() {
    let rows = rows(&[("A", 1, 10), ("B", 2, 5), ("C", 2, 5), ("D", 4, 2)]);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let said = refused(&sheet(20, "2004", &rows, "sprint = [{ n = 2, third = \"B\" }]"));
    assert!(said.contains("B and C share a rank, and the last sprint parts them"), "{said}");
    let level: Vec<String> = [("A", 10), ("B", 5), ("C", 5), ("D", 3)]
        .iter()
        .zip(1..)
        .map(|((name, points), rank)| {
            format!("rank = {rank}, rider = \"X {name}\", sprint_points = {points}, laps = 0")
        })
        .collect();
    let level: Vec<&str> = level.iter().map(String::as_str).collect();
    let heat = "sprint = [{ n = 2, second = { tied = [\"B\", \"C\"] } }]";
    let said = refused(&sheet(20, "2004", &level, heat));
    assert!(said.contains("B and C are level in everything, and do not share a rank"), "{said}");
    // Where the file has no ranks, they are counted with the dead heat.
    let unranked: Vec<String> = level.iter().map(|row| row.split_once(", ").expect("a rank").1.to_owned()).collect();
    let unranked: Vec<&str> = unranked.iter().map(String::as_str).collect();
    let counted = super::parsed(&sheet(20, "2004", &unranked, heat)).card.expect("a record");
    assert_eq!(counted.table.iter().filter_map(|row| row.rank).collect::<Vec<_>>(), [1, 2, 2, 4]);
}

#[test]
fn ranks_have_as_many_riders_above_as_they_say() {
    // The rank of each rider of a table, 0 for none, and whether such a table can be.
    for (ranks, can_be) in [
        (&[1, 2, 2][..], true),
        (&[1, 1, 3], true),
        (&[1, 1, 1], true),
        (&[1, 1, 3, 3], true),
        (&[1, 2, 3, 3], true),
        (&[1, 0, 3, 3], true),
        (&[0, 0, 3, 3], true),
        (&[1, 1, 0, 4], true),
        (&[1, 1, 2], false),
        (&[1, 2, 2, 3], false),
        (&[1, 3, 3], false),
        (&[2, 2, 3], false),
        (&[1, 0, 4, 4], false),
    ] {
        let row = |(i, rank): (usize, &u32)| match rank {
            0 => format!("  {{ rider = \"R{i}\", laps = 0 }},\n"),
            _ => format!("  {{ rank = {rank}, rider = \"R{i}\", laps = 0 }},\n"),
        };
        let table: String = ranks.iter().enumerate().map(row).collect();
        let text = format!(
            "schema = 1\ncourse = {{ laps = 40 }}\nrules = {{ edition = \"2004\" }}\n\n[record]\ntable = [\n{table}]\n"
        );
        match parse("ranks.toml", &text) {
            Ok(scenario) => {
                assert!(can_be, "{ranks:?} can be");
                witness(&scenario).unwrap_or_else(|e| panic!("{ranks:?}: {e}"));
            }
            Err(problems) => {
                assert!(!can_be, "{ranks:?}: {problems}");
                assert!(problems.plain().contains("rank above"), "{ranks:?}: {problems}");
            }
        }
    }
}
