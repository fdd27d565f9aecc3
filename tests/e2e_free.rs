//! Free races from outside: every command that prints them, and fields that no organiser would start.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::program::{Folder, command, refused, sentences, stdout};

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&stdout(args)).expect("JSON")
}

/// The provenance of every cell of a result.
fn provenances(result: &Value) -> Vec<&Value> {
    let places = result["sprints"].as_array().unwrap().iter().flat_map(|s| s["places"].as_array().unwrap());
    let changes = result["lap_changes"].as_array().unwrap();
    let mut all: Vec<&Value> = places.chain(changes).map(|cell| &cell["provenance"]).collect();
    all.push(&result["race"]["time_provenance"]);
    all
}

#[test]
fn a_scenario_without_a_record_is_free_from_the_gun() {
    let result = json(&["result", "tiny", "--format", "json"]);
    assert_eq!((&result["mode"], &result["free_from_lap"]), (&"free".into(), &0.into()));
    assert_eq!((&result["seed"], &result["edition"]), (&1.into(), &"2026".into()));
    assert!(provenances(&result).iter().all(|p| **p == "simulated"), "{result}");
    assert_eq!(result["standings"].as_array().unwrap().len(), 4);
    let points: i64 =
        result["standings"].as_array().unwrap().iter().map(|r| r["sprint_points"].as_i64().unwrap()).sum();
    assert_eq!(points, 11 + 22, "two sprints, the last doubled");
    assert_eq!(
        result,
        json(&["result", "tiny", "--free-from", "0", "--format", "json"]),
        "--free-from 0 is the default"
    );
}

#[test]
fn a_race_on_record_that_is_simulated_shows_nothing_of_its_record() {
    let args = ["result", "athens-2004-women", "--free-from", "0", "--seed", "7"];
    let result = json(&[&args[..], &["--format", "json"]].concat());
    assert_eq!((&result["mode"], &result["free_from_lap"]), (&"free".into(), &0.into()));
    assert!(provenances(&result).iter().all(|p| **p == "simulated"));
    for key in ["disputes", "adjudications", "given_up"] {
        assert_eq!(result[key].as_array().map(Vec::len), Some(0), "{key}");
    }
    assert!(result["standings"].as_array().unwrap().iter().all(|r| r["marks"].as_array().unwrap().is_empty()));
    let table = stdout(&args);
    assert!(table.contains("simulated from the gun · seed 7"), "{table}");
    assert!(table.contains("* simulated") && !table.contains("~ reconstructed"), "{table}");
    assert!(table.ends_with("watch it: velodrome watch athens-2004-women --free-from 0 --seed 7\n"), "{table}");
    let markdown = stdout(&[&args[..], &["--format", "markdown"]].concat());
    assert!(markdown.contains("--free-from 0 --seed 7") && markdown.contains("simulated"));
    let csv = stdout(&[&args[..], &["--format", "csv"]].concat());
    assert_eq!(csv.lines().count(), 20);
    let directed = json(&["result", "athens-2004-women", "--format", "json"]);
    assert_eq!((&directed["mode"], &directed["free_from_lap"]), (&"directed".into(), &Value::Null));
}

#[test]
fn under_other_rules_a_free_race_is_ridden_differently() {
    let facts = |edition: &str| -> Vec<String> {
        let text = stdout(&["events", "men-elite", "--rules", edition, "--format", "ndjson"]);
        text.lines().filter(|l| l.contains("\"kind\":\"fact\"")).map(str::to_owned).collect()
    };
    assert_eq!(facts("2026"), facts("2026"));
    assert_ne!(facts("2000"), facts("2026"), "where laps come before points riders race for laps");
    assert_eq!(json(&["result", "men-elite", "--rules", "2000", "--format", "json"])["edition"], "2000");
}

#[test]
fn the_events_of_a_free_race_are_marked_simulated_and_may_be_cut_off_by_the_reader() {
    let text = stdout(&["events", "men-elite", "--format", "ndjson"]);
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let scored = |l: &&Value| ["place", "gain", "loss"].contains(&l["what"].as_str().unwrap()) && l["points"] != 0;
    assert!(lines.iter().filter(scored).count() >= 64);
    assert!(lines.iter().filter(scored).all(|l| l["provenance"] == "simulated"));
    let mut child = command(&["events", "men-elite", "--format", "ndjson"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut line = String::new();
    BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(line.ends_with("}\n"));
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn impossible_runs_are_refused_with_a_remedy() {
    let wrong: &[(&[&str], &str)] = &[
        (&["result", "athens-2004-men", "--free-from", "160"], "write 0 to 159"),
        (&["watch", "tiny", "--free-from", "20"], "write 0 to 19"),
        (&["watch", "athens-2004-men", "--free-from", "1:30:00"], "is over by then"),
        (&["result", "tiny", "--luck", "3"], "--free-from"),
        (&["events", "tiny", "--free-from", "gun"], "--free-from"),
        (&["result", "tiny", "--as-of", "2026-01-01"], "leave it out"),
        (&["result", "athens-2004-women", "--free-from", "0", "--as-of", "2004-08-29"], "leave out --as-of"),
        (&["result", "men-elit"], "did you mean men-elite?"),
        (&["result", "tinny"], "did you mean tiny?"),
    ];
    for (args, remedy) in wrong {
        let said = refused(args);
        assert!(said.contains(remedy), "{args:?}: {said}");
    }
}

#[test]
fn the_list_distinguishes_replays_from_free_races() {
    let list = json(&["list", "--format", "json"]);
    let of = |recorded: bool| -> Vec<&str> {
        let all = list["scenarios"].as_array().unwrap().iter().filter(|s| s["path"].is_null());
        all.filter(|s| s["recorded"] == recorded).map(|s| s["id"].as_str().unwrap()).collect()
    };
    assert_eq!((of(true).len(), of(false).len()), (3, 8));
    let table = stdout(&["list"]);
    for (ids, kind) in [(of(true), "replay"), (of(false), "simulated")] {
        for id in ids {
            let row = table.lines().find(|l| l.split_whitespace().next() == Some(id)).unwrap();
            assert!(row.ends_with(kind), "{row}");
        }
    }
    for shell in ["bash", "zsh"] {
        assert!(stdout(&["completions", shell]).contains("junior-men junior-women tiny"), "{shell}");
    }
    assert!(stdout(&["check", "tiny"]).contains("no record, so every race is simulated"));
}

#[test]
fn a_free_race_is_printed_as_commentary_line_by_line() {
    let text = sentences(&["watch", "athens-2004-men", "--free-from", "0", "--plain", "--no-teach"]);
    let (run, told) = text.trim_end().rsplit_once('\n').map(|(told, run)| (run, told)).unwrap();
    assert!(told.lines().all(|l| l.contains(" to go  ") && l.ends_with('.')), "{told}");
    assert!(run.ends_with("This run: run:5:athens-2004-men:s1:f0"), "{run}");
    let sprint = |n: u32| told.lines().any(|l| l.contains(&format!("print {n}")));
    assert!((1..16).all(sprint) && told.contains("ast sprint"), "{told}");
    assert!(told.lines().last().unwrap().contains(" wins"));
    assert_ne!(text, sentences(&["watch", "athens-2004-men", "--plain", "--no-teach"]));
    assert_eq!(text, sentences(&["watch", "athens-2004-men", "--free-from", "0", "--plain", "--no-teach"]));
}

/// The rows of the result of a race of `riders`, each with what `legs` writes about them, on `course`.
fn rows(riders: u32, legs: impl Fn(u32) -> &'static str, course: &str) -> usize {
    let rider = |i| format!("  {{ bib = {}, name = \"Rider {}\"{} }},\n", i + 1, i + 1, legs(i));
    let list: String = (0..riders).map(rider).collect();
    let folder = Folder::new("field");
    folder.write("field.toml", &format!("schema = 1\nid = \"field\"\nriders = [\n{list}]\n{course}"));
    let (result, said) = folder.done(&["result", "field.toml", "--format", "csv"]);
    assert_eq!(said, "");
    result.lines().count() - 1
}

#[test]
fn fields_that_nobody_would_start_come_to_a_result() {
    let average = |_| "";
    let unlike =
        |i| if i % 2 == 0 { ", cp_w = 600, peak_w = 2500" } else { ", cp_w = 80, w_prime_kj = 2, peak_w = 200" };
    let weak = |_| ", cp_w = 80, w_prime_kj = 2, peak_w = 200";
    let heavy = |i| if i % 2 == 0 { ", mass_kg = 150, cda_m2 = 0.6" } else { ", mass_kg = 30, cda_m2 = 0.1" };
    let course = |laps: u32, lap_m: f64, sprint_every: u32| {
        format!(
            "course = {{ laps = {laps}, lap_m = {lap_m} }}\n\
             rules = {{ edition = \"2026\", sprint_every = {sprint_every} }}\nfield = {{ level = \"men\" }}\n"
        )
    };
    assert_eq!(rows(2, average, &course(20, 250.0, 10)), 2);
    assert_eq!(rows(2, average, &course(1, 250.0, 1)), 2);
    assert_eq!(rows(2, unlike, &course(20, 250.0, 5)), 2);
    assert_eq!(rows(100, average, &course(20, 250.0, 5)), 100);
    assert_eq!(rows(150, average, &course(20, 250.0, 5)), 150);
    assert_eq!(rows(60, unlike, &course(40, 250.0, 10)), 60);
    assert_eq!(rows(12, weak, &course(40, 250.0, 10)), 12);
    assert_eq!(rows(20, heavy, &course(40, 333.33, 10)), 20);
    assert_eq!(rows(80, unlike, &course(20, 133.0, 5)), 80);
}
