//! Sheets that say how many started and do not name them all.

use velodrome::rules::Status;

use super::{file, parsed, refused, replayed, sheet};
use crate::program::{Folder, in_one_line, stdout};

const FILE: &str = "tests/sheets/unnamed.toml";

#[test]
fn riders_whom_nobody_names_start_score_what_is_left_and_finish_behind_or_leave() {
    let scenario = parsed(&file("unnamed.toml"));
    assert_eq!((scenario.riders.len(), scenario.starters().count()), (13, 12));
    let unnamed: Vec<_> = scenario.riders.iter().filter(|r| !r.named).collect();
    assert_eq!(
        unnamed.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(),
        ["unnamed 1", "unnamed 2", "unnamed 3", "unnamed 4", "unnamed 5", "unnamed 6"]
    );
    assert_eq!(
        unnamed.iter().map(|r| r.bib.0).collect::<Vec<_>>(),
        [8, 9, 10, 11, 12, 13],
        "numbered after the others"
    );
    let (mut finished, mut left) = (0, 0);
    for seed in 1..=6 {
        let replay = replayed(&file("unnamed.toml"), seed);
        let standings = replay.standings();
        let name = |row: &velodrome::rules::Standing| replay.scenario().name(row.bib);
        let first: Vec<(String, Option<u32>, i32)> =
            standings.rows.iter().take(6).map(|row| (name(row), row.rank, row.total)).collect();
        let expected = [("AARTS", 38), ("BERG", 16), ("CONTI", 9), ("DUBOIS", 6), ("EGGER", 4), ("FUCHS", 2)];
        let expected: Vec<_> = (1..).zip(expected).map(|(n, (who, total))| (who.to_owned(), Some(n), total)).collect();
        assert_eq!(first, expected, "seed {seed}");
        let others: Vec<_> = standings.rows.iter().filter(|row| name(row).starts_with("UNNAMED")).collect();
        assert_eq!(others.len(), 6);
        // Six sprints hand out 66 points, and the table has 55 of them.
        assert_eq!(others.iter().map(|row| row.sprint_points).sum::<i32>(), 11, "seed {seed}");
        for row in others {
            match row.status {
                Status::Finished => {
                    assert!(row.rank.is_some_and(|rank| rank > 6), "seed {seed}: {row:?}");
                    finished += 1;
                }
                Status::Dnf => left += 1,
                other => panic!("seed {seed}: {other:?}"),
            }
        }
    }
    assert!(finished > 0 && left > 0, "{finished} finished, {left} left");
}

#[test]
fn outputs_say_who_is_unnamed() {
    let json: serde_json::Value = serde_json::from_str(&stdout(&["result", FILE, "--format", "json"])).expect("JSON");
    let rows = json["standings"].as_array().expect("rows");
    let unnamed: Vec<&str> =
        rows.iter().filter(|row| row["named"] == false).map(|row| row["name"].as_str().unwrap()).collect();
    assert!(unnamed.len() == 6 && unnamed.iter().all(|name| name.starts_with("unnamed ")), "{unnamed:?}");
    assert_eq!(rows.iter().filter(|row| row["named"] == true).count(), 7);
    let check = in_one_line(&["check", FILE]);
    assert!(check.contains("12 riders (6 of them unnamed; 1 more did not start)"), "{check}");
    let told = stdout(&["watch", FILE]);
    assert!(told.contains("welve riders"), "{told}");
    // A free race has them too, and they can be told what to do there.
    let folder = Folder::new("unnamed");
    folder.write("unnamed.toml", &file("unnamed.toml"));
    let (free, _) = folder.done(&["result", "unnamed.toml", "--order", "20 8 sit in", "--format", "csv"]);
    assert!(free.contains("unnamed 1"), "{free}");
}

#[test]
fn with_a_start_list_the_others_come_after_it() {
    let text = sheet(20, "2004", &["rank = 1, rider = \"One\", sprint_points = 10"], "")
        .replace("level = \"men\"", "level = \"men\", starters = 5")
        .replace("[record]", "riders = [{ name = \"A One\", bib = 40 }, { name = \"B Two\" }]\n\n[record]");
    let replay = replayed(&text, 1);
    let bibs: Vec<u16> = replay.scenario().riders.iter().map(|r| r.bib.0).collect();
    assert_eq!(bibs, [40, 1, 41, 42, 43]);
    assert_eq!(replay.standings().rows[0].rank, Some(1));
    assert_eq!(replay.scenario().name(replay.standings().rows[0].bib), "ONE");
}

#[test]
fn no_fact_names_an_unnamed_rider_and_no_fewer_start_than_are_listed() {
    let with = |more: &str, starters: u32| {
        let rows: Vec<String> = ["One", "Two", "Three"].map(|n| format!("rider = \"X {n}\"")).to_vec();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        sheet(40, "2004", &rows, more).replace("level = \"men\"", &format!("level = \"men\", starters = {starters}"))
    };
    for more in [
        "sprint = [{ n = 1, first = \"unnamed 1\" }]",
        "sprint = [{ n = 1, first = 4 }]",
        "lap = [{ riders = [5] }]",
        "stop = [{ rider = \"Unnamed 2\", between = [3, 9] }]",
        "last_line = [{ place = 4, rider = 4 }]",
    ] {
        let said = refused(&with(more, 5));
        assert!(said.contains("an unnamed rider, of whom no source says anything"), "{more}: {said}");
    }
    let said = refused(&with("", 2));
    assert!(said.contains("field.starters = 2: 3 riders are listed who started; write 3 or more"), "{said}");
    let said = refused(&with("", 151));
    assert!(said.contains("field.starters = 151: above 150 riders"), "{said}");
    assert_eq!(parsed(&with("", 3)).riders.len(), 3);
}
