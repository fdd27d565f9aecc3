//! The command line from outside: what is printed where, and with which exit code.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use serde_json::Value;

use crate::program::{self, Folder, command, run, sentences, stdout};

/// Every command that prints something about a race, with the fewest arguments that do.
const PRINTING: &[&[&str]] = &[
    &[],
    &["list"],
    &["list", "--format", "json"],
    &["watch", "athens-2004-men"],
    &["result", "athens-2004-men"],
    &["result", "athens-2004-men", "--format", "json"],
    &["result", "athens-2004-men", "--format", "csv"],
    &["result", "athens-2004-men", "--format", "markdown"],
    &["result", "tiny", "--format", "html"],
    &["chart", "athens-2004-men"],
    &["chart", "tiny", "--kind", "gap", "--format", "svg"],
    &["chart", "tiny", "--kind", "power", "--rider", "3", "--ascii"],
    &["chart", "tiny", "--kind", "chances", "--races", "8"],
    &["chances", "tiny", "--races", "8"],
    &["chances", "tiny", "--races", "8", "--at", "5", "--format", "json"],
    &["events", "athens-2004-men"],
    &["events", "athens-2004-men", "--format", "ndjson"],
    &["watch", "tiny"],
    &["result", "athens-2004-men", "--free-from", "0"],
    &["result", "men-elite", "--format", "markdown"],
    &["events", "tiny", "--format", "ndjson"],
    &["field", "women", "--riders", "5"],
    &["field", "athens-2004-men"],
    &["realism", "--races", "2"],
    &["sweep", "tiny", "--races", "20"],
    &["sweep", "athens-2004-men", "--free-from", "0", "--races", "2", "--format", "json"],
    &["sweep", "tiny", "--races", "300", "--format", "csv"],
    &["check", "scenarios/athens-2004-men.toml"],
    &["rules"],
    &["rules", "2019"],
    &["schema"],
    &["completions", "bash"],
    &["man"],
];

#[test]
fn results_go_to_standard_output_alone_and_without_colour() {
    for args in PRINTING {
        let output = run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.contains(&0x1b), "{args:?} writes escape sequences into a pipe");
    }
}

#[test]
fn the_same_run_prints_the_same_bytes() {
    for args in [&["events", "athens-2004-men", "--seed", "3"][..], &["watch", "athens-2004-men", "--seed", "3"]] {
        assert_eq!(stdout(args), stdout(args), "{args:?}");
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for args in PRINTING {
        let mut child = command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let mut line = String::new();
        // As `head -1` does: read one line, then close the pipe.
        BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(!line.is_empty(), "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn wrong_arguments_end_with_2_and_a_remedy_on_standard_error() {
    let wrong: &[(&[&str], &str)] = &[
        (&["wach"], "watch"),
        (&["result"], "SCENARIO"),
        (&["result", "athens-2004-mne"], "athens-2004-men"),
        (&["result", "no-such-race"], "athens-2004-men"),
        (&["result", "athens-2004-men", "--seed", "one"], "--seed"),
        (&["result", "athens-2004-men", "--format", "xml"], "markdown"),
        (&["result", "athens-2004-men", "--rules", "2012"], "did you mean 2004"),
        (&["result", "athens-2004-men", "--as-of", "yesterday"], "2004-08-29"),
        (&["result", "athens-2004-men", "--as-of", "2004-02-30"], "February 2004 has 29 days"),
        (&["result", "athens-2004-women", "--as-of", "2004-08-24"], "--as-of 2004-08-25"),
        (&["watch", "athens-2004-men", "--at", "161"], "160"),
        (&["watch", "athens-2004-men", "--speed", "NaN"], "--speed"),
        (&["chart", "tiny", "--size", "wide"], "960x600"),
        (&["chart", "tiny", "--out", "chart.gif"], ".svg"),
        (&["chart", "athens-2004-men", "--rider", "Ignatieff"], "IGNATIEV"),
        (&["check"], "FILE"),
        (&["check", "no-such-file.toml"], "no-such-file.toml"),
        (&["rules", "1999"], "2000"),
        (&["completions", "tcsh"], "bash"),
    ];
    for (args, remedy) in wrong {
        let output = run(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?} prints although it failed");
        assert!(said.contains(remedy), "{args:?} should mention {remedy}: {said}");
        assert!(!said.contains('\u{1b}'), "{args:?} writes escape sequences into a pipe: {said}");
    }
}

/// The names of the commands in the short `help`. (Help for `help` is that of the program.)
fn commands(help: &str) -> Vec<&str> {
    let (_, listed) = help.split_once("Commands:\n").expect("a list");
    let names = listed.lines().take_while(|line| !line.is_empty());
    // Lines that go on are indented further.
    let names = names.filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty()));
    names.filter(|name| *name != "help").collect()
}

#[test]
fn every_command_has_a_short_and_a_long_help_on_standard_output() {
    let help = stdout(&["-h"]);
    let commands = commands(&help);
    assert!(commands.len() >= 18 && commands.contains(&"watch"), "{commands:?}");
    for name in commands {
        let (short, long) = (stdout(&[name, "-h"]), stdout(&[name, "--help"]));
        assert!(short.contains(&format!("Usage: velodrome {name}")), "{name}");
        assert!(long.contains("Examples:"), "{name} has no example");
        assert!(!short.contains("Examples:"), "the short help of {name} is not short");
    }
    assert!(!stdout(&["-h"]).contains("Examples:") && stdout(&["--help"]).contains("Examples:"));
}

#[test]
fn without_a_terminal_the_bare_program_lists_the_races_and_how_to_run_one() {
    let text = stdout(&[]);
    for id in ["athens-2004-men", "beijing-2008-men", "athens-2004-women"] {
        assert!(text.contains(id), "{text}");
    }
    assert!(text.contains("velodrome watch athens-2004-men"));
}

#[test]
fn without_a_terminal_watch_prints_commentary_line_by_line() {
    let text = sentences(&["watch", "athens-2004-men"]);
    assert_eq!(text, sentences(&["watch", "athens-2004-men", "--plain"]));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("0:00:00") && lines[0].contains("160 to go"), "{}", lines[0]);
    let (run, told) = lines.split_last().unwrap();
    assert!(told.iter().all(|l| l.contains(" to go  ") && l.ends_with('.')), "{text}");
    assert!(run.ends_with("  0 to go  This run: run:5:athens-2004-men:s1"), "{run}");
    assert!(lines.iter().any(|l| l.contains("IGNATIEV wins")), "{text}");
    let sprint = |n: u32| lines.iter().any(|l| l.contains(&format!("print {n}")));
    assert!((1..16).all(sprint) && text.contains("ast sprint"), "{text}");
}

#[test]
fn plain_commentary_begins_at_the_lap_asked_for() {
    let text = sentences(&["watch", "athens-2004-men", "--plain", "--at", "139"]);
    let to_go = |line: &str| line.split_whitespace().nth(1).unwrap().parse::<u32>().unwrap();
    assert!(text.lines().all(|l| to_go(l) <= 21), "{text}");
    assert!(text.contains("IGNATIEV wins"));
}

/// A run of every command that writes CSV.
const CSV: &[&[&str]] = &[
    &["result", "athens-2004-men"],
    &["chances", "tiny", "--races", "4"],
    &["sweep", "tiny", "--races", "4"],
    &["compare", "tiny", "--order-b", "2 1 sit in", "--races", "4"],
    &["vary", "tiny", "--param", "gain_points", "--from", "0", "--to", "20", "--steps", "2", "--races", "4"],
    &["merge", "tiny.rows"],
];

#[test]
fn csv_of_every_command_is_plain_and_read_by_any_reader() {
    let folder = Folder::new("csv");
    folder.done(&["sweep", "tiny", "--races", "4", "--out", "tiny.rows"]);
    for args in CSV {
        let (text, _) = folder.done(&[args, &["--format", "csv"][..]].concat());
        assert!(!text.contains('#') && !text.contains('\r') && text.ends_with('\n'), "{args:?}: {text}");
        // The reader refuses rows of another length than the first.
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names = reader.headers().expect("names of columns").clone();
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || "_0123456789".contains(c))));
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert!(rows.len() > 3, "{args:?}: {text}");
    }
    let writes_csv = |name: &&str| stdout(&[name, "--help"]).contains("- csv:");
    let help = stdout(&["-h"]);
    let mut writing: Vec<&str> = commands(&help).into_iter().filter(writes_csv).collect();
    let mut tried: Vec<&str> = CSV.iter().map(|args| args[0]).collect();
    writing.sort_unstable();
    tried.sort_unstable();
    assert_eq!(writing, tried, "commands that write CSV, and those tried here");
}

#[test]
fn csv_has_a_header_and_a_line_for_every_rider() {
    let text = stdout(&["result", "beijing-2008-men", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        &reader.headers().unwrap().iter().take(8).collect::<Vec<_>>().join(","),
        "rank,bib,name,noc,sprint_points,laps,total,status"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 23);
    assert_eq!((&rows[0][0], &rows[0][2], &rows[0][6]), ("1", "Joan Llaneras", "60"));
    assert_eq!((&rows[20][2], &rows[20][6]), ("Christophe Riblon", "-17"));
    assert!(rows[21..].iter().all(|r| r[0].is_empty() && &r[7] == "dnf"));
}

#[test]
fn ndjson_has_one_versioned_object_a_line_and_every_ruling_names_its_article() {
    let text = stdout(&["events", "athens-2004-women", "--format", "ndjson"]);
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(lines.iter().all(|l| l["schema"] == "velodrome.event/1"));
    assert!(lines.windows(2).all(|w| w[0]["at_us"].as_i64() <= w[1]["at_us"].as_i64()), "not in order of time");
    let facts: Vec<&Value> = lines.iter().filter(|l| l["kind"] == "fact").collect();
    for (i, fact) in facts.iter().enumerate() {
        assert_eq!(fact["fact"], i);
    }
    let rulings: Vec<&Value> = lines.iter().filter(|l| l["kind"] == "ruling").collect();
    assert!(rulings.iter().all(|r| r["edition"] == "2004" && !r["article"].as_str().unwrap().is_empty()));
    assert!(rulings.iter().all(|r| r["fact"].as_u64().unwrap() < facts.len() as u64));
    // 10 sprints of 5 + 3 + 2 + 1.
    let points: i64 = rulings.iter().filter(|r| r["what"] == "place").map(|r| r["points"].as_i64().unwrap()).sum();
    assert_eq!(points, 110);
}

#[test]
fn other_rules_change_points_and_ranks_but_not_how_a_replay_was_ridden() {
    let ridden = |edition: &str| -> (Value, Vec<String>) {
        let run = ["athens-2004-men", "--rules", edition, "--format"];
        let result = stdout(&[&["result"], &run[..], &["json"]].concat());
        let events = stdout(&[&["events"], &run[..], &["ndjson"]].concat());
        let facts = events.lines().filter(|l| l.contains("\"kind\":\"fact\"")).map(str::to_owned).collect();
        (serde_json::from_str(&result).unwrap(), facts)
    };
    let mut first: Option<Vec<String>> = None;
    for edition in ["2000", "2004", "2016", "2019", "2023", "2026"] {
        let (json, facts) = ridden(edition);
        assert_eq!(json["edition"], edition);
        let rows = json["standings"].as_array().unwrap();
        assert_eq!(rows.len(), 23);
        let row = |name: &str| rows.iter().find(|row| row["name"] == name).expect("a starter");
        // Ignatiev gained four laps, which were worth no points before 2004; Renshaw won the last sprint, which counts
        // double in every edition but that of 2004.
        let total = if edition == "2000" { 13 } else { 93 };
        assert_eq!(row("Mikhail Ignatiev")["total"], total, "{edition}");
        let points = if edition == "2004" { 20 } else { 25 };
        assert_eq!(row("Mark Renshaw")["sprint_points"], points, "{edition}");
        // Four laps are more than three, so nobody passes the leader where laps come first either.
        assert_eq!(rows[0]["name"], "Mikhail Ignatiev", "{edition}");
        assert!(facts.len() > 1000, "{} facts", facts.len());
        assert_eq!(*first.get_or_insert_with(|| facts.clone()), facts, "{edition}");
    }
}

#[test]
fn the_schema_and_the_list_are_json() {
    let schema: Value = serde_json::from_str(&stdout(&["schema"])).unwrap();
    assert!(schema["$schema"].is_string());
    let list: Value = serde_json::from_str(&stdout(&["list", "--format", "json"])).unwrap();
    assert_eq!(list["schema"], "velodrome.list/1");
    assert_eq!(list["scenarios"][0]["id"], "athens-2004-men");
    assert_eq!(list["scenarios"][0]["riders"], 23);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130() {
    // Nobody empties the pipe, so the program is still writing when the signal arrives.
    let mut child =
        command(&["events", "athens-2004-men", "--format", "ndjson"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = [0];
    let mut pipe = child.stdout.take().unwrap();
    pipe.read_exact(&mut first).unwrap();
    program::send("INT", &child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
