//! Results as real sheets have them: riders who did not start, shared ranks, dead heats, riders without a name, riders who
//! were pulled, races that were stopped. Each is ridden from a file that a user could have written.

mod dead_heats;
mod dns;
mod names;
mod pulled;
mod restarted;
mod shared_ranks;
mod stopped;
mod unnamed;

use std::fs;

use velodrome::player::Replay;
use velodrome::rules::Standing;
use velodrome::scenario::{self, Scenario};

/// The file `name` of this folder.
fn file(name: &str) -> String {
    fs::read_to_string(format!("tests/sheets/{name}")).expect("a file of this folder")
}

fn parsed(text: &str) -> Scenario {
    scenario::parse("sheet.toml", text).unwrap_or_else(|problems| panic!("{}", problems.plain()))
}

/// What is said of a file that cannot be used.
fn refused(text: &str) -> String {
    scenario::parse("sheet.toml", text).map_or_else(|problems| problems.plain(), |_| panic!("not refused:\n{text}"))
}

fn replayed(text: &str, seed: u64) -> Replay {
    Replay::new(parsed(text), None, seed).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{text}"))
}

/// The final table, a line for each rider: "1 POHL 13 +1 33", "dns JURADO".
fn table(replay: &Replay) -> Vec<String> {
    let line = |row: &Standing| {
        let who = replay.scenario().name(row.bib);
        let status = format!("{:?}", row.status).to_lowercase();
        match row.rank {
            Some(rank) if status == "finished" => {
                format!("{rank} {who} {} {:+} {}", row.sprint_points, row.laps, row.total)
            }
            Some(rank) => format!("{rank} {status} {who}"),
            None => format!("{status} {who}"),
        }
    };
    replay.standings().rows.iter().map(line).collect()
}

/// A file with this course, rules and rows of the table, and `more` of the record.
fn sheet(laps: u32, edition: &str, rows: &[&str], more: &str) -> String {
    let rows: String = rows.iter().map(|row| format!("  {{ {row} }},\n")).collect();
    format!(
        "schema = 1\ntitle = \"Sheet\"\ncourse = {{ laps = {laps} }}\nrules = {{ edition = \"{edition}\" }}\n\
         field = {{ level = \"men\" }}\n\n[record]\n{more}\ntable = [\n{rows}]\n"
    )
}
