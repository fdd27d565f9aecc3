//! The list of scenarios, and how to run one.

use serde::Serialize;

use super::Day;
use super::table::{Align, Table};
use super::words::{count, metres};
use crate::rules::EditionId;
use crate::scenario::{SavedRun, Scenario};
use crate::text::clean;

/// The version of the JSON shape.
pub const SCHEMA: &str = "velodrome.list/1";

/// One scenario in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListEntry {
    /// What to type for SCENARIO on the command line.
    pub id: String,
    pub title: String,
    pub date: Option<String>,
    pub venue: Option<String>,
    pub edition: EditionId,
    pub laps: u32,
    pub lap_m: f64,
    pub riders: usize,
    /// It is a real race, of which something is known.
    pub recorded: bool,
    /// The file also asks for a run: orders, other legs, or a moment from which riders decide.
    pub what_if: bool,
    /// The code of a saved run; `null` for a scenario.
    pub run: Option<String>,
    /// The file; `null` for a built-in scenario.
    pub path: Option<String>,
}

impl ListEntry {
    /// The entry for `scenario`, with its `path` if it was read from a file.
    #[must_use]
    pub fn of(scenario: &Scenario, path: Option<&str>) -> Self {
        Self {
            id: clean(path.unwrap_or(&scenario.id)),
            title: clean(&scenario.title),
            date: scenario.date.as_deref().map(clean),
            venue: scenario.venue.as_deref().map(clean),
            edition: scenario.edition,
            laps: scenario.track.laps,
            lap_m: scenario.track.lap_m,
            riders: scenario.starters().count(),
            recorded: scenario.card.is_some(),
            what_if: !scenario.preset.is_empty(),
            run: None,
            path: path.map(clean),
        }
    }
}

impl ListEntry {
    /// The entry for a run of `scenario` that is saved in the file at `path`.
    #[must_use]
    pub fn of_run(scenario: &Scenario, saved: &SavedRun, path: &str) -> Self {
        let entry = Self::of(scenario, Some(path));
        let title = saved.title.as_deref().map_or(entry.title, clean);
        Self { title, run: Some(clean(&saved.code)), ..entry }
    }

    /// What `velodrome watch` shows without further options.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match (self.run.is_some(), self.what_if, self.recorded) {
            (true, ..) => "saved run",
            (_, true, _) => "what-if",
            (.., true) => "replay",
            (.., false) => "simulated",
        }
    }
}

/// The list as a table.
#[must_use]
pub fn table(entries: &[ListEntry]) -> String {
    let mut table = Table::new(&[
        ("scenario", Align::Left),
        ("race", Align::Left),
        ("course", Align::Left),
        ("riders", Align::Right),
        ("edition", Align::Left),
        ("watched as", Align::Left),
    ]);
    for e in entries {
        table.row([
            e.id.clone(),
            e.title.clone(),
            format!("{} × {} m", e.laps, metres(e.lap_m)),
            e.riders.to_string(),
            e.edition.name().to_owned(),
            e.kind().to_owned(),
        ]);
    }
    table.render()
}

/// The list as JSON.
#[must_use]
pub fn json(entries: &[ListEntry]) -> String {
    #[derive(Serialize)]
    struct ListJson<'a> {
        schema: &'static str,
        scenarios: &'a [ListEntry],
    }
    let list = ListJson { schema: SCHEMA, scenarios: entries };
    serde_json::to_string_pretty(&list).expect("a list is plain data") + "\n"
}

/// A scenario in a short line: `replay · 24 August 2004 · 160 laps of 250 m · 23 riders`.
#[must_use]
pub fn facts(entry: &ListEntry) -> String {
    let day = entry.date.as_deref().map(|d| d.parse::<Day>().map_or_else(|_| d.to_owned(), Day::words));
    let course = format!("{} of {} m", count(entry.laps, "lap"), metres(entry.lap_m));
    let riders = count(entry.riders as u32, "rider");
    let parts = [Some(entry.kind().to_owned()), day, Some(course), Some(riders)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How to use a scenario; shown under the list when the program is started without arguments and not on a terminal.
#[must_use]
pub fn how_to_run(entries: &[ListEntry]) -> String {
    let id = entries.first().map_or("FILE.toml", |e| e.id.as_str());
    let free = entries
        .iter()
        .find(|e| e.recorded)
        .map_or(String::new(), |e| format!("the same free  velodrome watch {} --free-from 0\n", e.id));
    format!(
        "\nwatch one      velodrome watch {id}\n{free}its result     velodrome result {id}\nall commands   velodrome --help\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_scenario_of_a_file_is_run_by_its_path() {
        let scenario = sample::scenario();
        let (builtin, file) = (ListEntry::of(&scenario, None), ListEntry::of(&scenario, Some("scenarios/x.toml")));
        assert_eq!((builtin.id.as_str(), builtin.path), ("sample", None));
        assert_eq!((file.id.as_str(), file.path.as_deref()), ("scenarios/x.toml", Some("scenarios/x.toml")));
        assert!(how_to_run(&[file]).contains("velodrome watch scenarios/x.toml\n"));
    }

    #[test]
    fn a_scenario_fits_into_a_line() {
        assert_eq!(
            facts(&ListEntry::of(&sample::scenario(), None)),
            "simulated · 25 August 2004 · 20 laps of 250 m · 4 riders"
        );
    }
}
