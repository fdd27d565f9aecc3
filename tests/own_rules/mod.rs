//! Races with rules of their own, from the file to the result: each `NAME.toml` here beside `NAME.rows`, in which a person
//! has written down the result.
//!
//! ```text
//! standing 1 Ann Able   10 +1 30     rank, rider, sprint points, laps, total
//! sprint   2 lap 25   10 6           number of the sprint, its race lap, points of its places
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use velodrome::player::Replay;
use velodrome::report::Sheet;
use velodrome::rules::EditionId;
use velodrome::scenario::{self, Scenario};

fn files(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/own_rules");
    let all = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.extension().is_some_and(|end| end == ending)).collect();
    files.sort();
    files
}

fn read(path: &Path) -> Scenario {
    scenario::load(path.to_str().unwrap()).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn file(name: &str) -> Scenario {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/own_rules/{name}.toml")))
}

/// The result as a row file writes it.
fn rows(sheet: &Value) -> Vec<String> {
    let signed = |n: &Value| format!("{:+}", n.as_i64().unwrap());
    let standing = |row: &Value| {
        let rank = row["rank"].as_u64().map_or(row["status"].as_str().unwrap().to_owned(), |rank| rank.to_string());
        let name = row["name"].as_str().unwrap();
        format!("standing {rank} {name} {} {} {}", row["sprint_points"], signed(&row["laps"]), row["total"])
    };
    let sprint = |sprint: &Value| {
        let places = sprint["places"].as_array().unwrap();
        let points: Vec<String> = places.iter().map(|place| place["points"].to_string()).collect();
        format!("sprint {} lap {} {}", sprint["n"], sprint["lap"], points.join(" "))
    };
    let of = |key: &str| sheet[key].as_array().unwrap().clone();
    of("standings").iter().map(standing).chain(of("sprints").iter().map(sprint)).collect()
}

#[test]
fn every_file_ends_in_the_result_that_is_written_beside_it() {
    let files = files("toml");
    assert!(files.len() >= 2, "{} files", files.len());
    assert_eq!(files.len(), self::files("rows").len(), "a row file for each");
    for path in files {
        let text = fs::read_to_string(path.with_extension("rows")).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let wanted: Vec<String> = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for seed in 1..=5 {
            let replay = Replay::new(read(&path), None, seed).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
            let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
            assert_eq!(rows(&sheet), wanted, "{} with seed {seed}", path.display());
        }
    }
}

#[test]
fn a_race_keeps_its_stated_sprints_under_another_edition_and_nothing_else() {
    let race = file("stated-sprints");
    let later = race.rules(Some(EditionId::E2016));
    assert_eq!(later.sprint_laps(), [8, 25, 40]);
    assert_eq!((later.scale, later.factor(2), later.factor(3)), ([5, 3, 2, 1], 1, 2));
    let replay = Replay::new(race, Some(EditionId::E2016), 1).unwrap();
    let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
    assert_eq!(sheet["sprints"][2]["places"][0]["points"], 10);
    assert_eq!(sheet["sprints"][1]["places"].as_array().unwrap().len(), 4);
}

#[test]
fn the_rules_of_the_race_are_in_every_output() {
    let replay = Replay::new(file("stated-sprints"), None, 1).unwrap();
    let sheet = Sheet::of(&replay, None);
    let json = serde_json::to_value(&sheet).unwrap();
    assert_eq!(json["rules"]["sprint_every"], Value::Null);
    assert_eq!(json["rules"]["sprint_laps"], serde_json::json!([8, 25, 40]));
    assert_eq!(json["rules"]["scale"], serde_json::json!([5, 3, 0, 0]));
    assert_eq!(json["rules"]["doubled"], serde_json::json!([2]));
    let said = "sprints for 5-3 points · sprints at laps 8, 25 and 40 · sprint 2 counts double";
    assert!(velodrome::report::result::table(&sheet, "").contains(said));
    let by_the_book = scenario::load("athens-2004-men").unwrap();
    let rules = serde_json::to_value(by_the_book.rules(None)).unwrap();
    assert_eq!(rules["sprint_every"], 10);
    assert!(rules.get("sprint_laps").is_none() && rules.get("doubled").is_none(), "{rules}");
}

#[test]
fn riders_of_a_free_race_contest_the_sprints_where_they_are() {
    let text = fs::read_to_string("scenarios/tiny.toml").unwrap();
    let plan = "sprint_laps = [5, 9, 20]\nscale = [9, 1]\ndoubled = [2]\n";
    let text = text.replace("[rules]\n", &format!("[rules]\n{plan}"));
    let race = scenario::parse("tiny.toml", &text).unwrap_or_else(|why| panic!("{why}"));
    for seed in 1..=10 {
        let sheet = serde_json::to_value(Sheet::of(&Replay::free(race.clone(), None, seed), None)).unwrap();
        let sprints: Vec<String> = rows(&sheet).into_iter().filter(|row| row.starts_with("sprint")).collect();
        assert_eq!(sprints, ["sprint 1 lap 5 9 1", "sprint 2 lap 9 18 2", "sprint 3 lap 20 18 2"], "seed {seed}");
    }
}
