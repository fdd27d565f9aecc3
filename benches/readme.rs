//! The tables of the README that are counted over many seeds: what is known, what the motion asked for, the editions compared.
//!
//! Prints them; with `README_UPDATE=1` it also writes them into the README, each after the line with its name.

#![expect(clippy::print_stdout, reason = "printing is all this does")]

use std::fmt::Display;
use std::path::Path;
use std::{env, fs};

use velodrome::card::SprintPlace;
use velodrome::player::{Replay, RiderEffort};
use velodrome::rules::{Edition, EditionId, RankBy, Standing, Standings, Status};
use velodrome::scenario;
use velodrome::units::Provenance::{self, Derived, Reconstructed, Recorded};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=25;
const RACES: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];

fn main() {
    let races: Vec<(&str, Vec<Replay>)> = RACES.map(|id| (id, SEEDS.map(|seed| ride(id, seed)).collect())).into();
    let tables = [("known", known(&races)), ("powers", powers(&races)), ("editions", editions(&races[0].1))];
    for (name, table) in &tables {
        println!("{name}\n{table}");
    }
    for (id, replays) in &races {
        println!("{id}\n{}", agreement(replays));
    }
    if env::var_os("README_UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let mut text = fs::read_to_string(&path).expect("the README");
        for (name, table) in &tables {
            text = with_table(&text, name, table);
        }
        fs::write(path, text).expect("the README");
    }
}

/// `text` with the table after `<!-- name -->` replaced.
fn with_table(text: &str, name: &str, table: &str) -> String {
    let marker = format!("<!-- {name} -->\n");
    let (before, after) = text.split_once(&marker).expect("a line with the name of the table");
    let (_, rest) = after.split_once("\n\n").expect("a line after the table");
    format!("{before}{marker}{table}\n{rest}")
}

fn ride(id: &str, seed: u64) -> Replay {
    let scenario = scenario::load(id).expect("a built-in scenario");
    Replay::new(scenario, None, seed).expect("a race that was ridden")
}

/// How many places and laps of each race are on record; the same by every seed.
fn known(races: &[(&str, Vec<Replay>)]) -> String {
    let mut out = String::from(
        "| race | sprint places: recorded | derived | `?` | reconstructed | laps gained and lost: recorded | reconstructed |\n\
         |---|--:|--:|--:|--:|--:|--:|\n",
    );
    for (id, replays) in races {
        let sprints = replays[0].sprints(replays[0].duration());
        let places: Vec<&SprintPlace> = sprints.iter().flat_map(|s| &s.places).filter(|p| p.place <= 4).collect();
        let sure = |wanted: Provenance| places.iter().filter(|p| !p.likely && p.provenance == wanted).count();
        let likely = places.iter().filter(|p| p.likely).count();
        let changes = replays[0].lap_changes();
        let laps = |wanted: Provenance| changes.iter().filter(|c| c.provenance == wanted).count();
        out += &format!(
            "| {id} | {} | {} | {likely} | {} | {} | {} |\n",
            sure(Recorded),
            sure(Derived),
            sure(Reconstructed),
            laps(Recorded),
            laps(Reconstructed)
        );
    }
    out
}

/// Per race: the field's mean of each figure, and its highest anywhere.
fn powers(races: &[(&str, Vec<Replay>)]) -> String {
    let mut out = String::from(
        "| race | mean W | 5 min W | 15 s W | km/h | s beyond | share of the race |\n|---|--:|--:|--:|--:|--:|--:|\n",
    );
    for (id, replays) in races {
        let riders =
            |r: &Replay| r.scenario().riders.iter().filter_map(|rider| r.effort(rider.bib)).collect::<Vec<_>>();
        let efforts: Vec<RiderEffort> = replays.iter().flat_map(riders).collect();
        let cell = |of: fn(&RiderEffort) -> f64, places: usize| {
            let mean = efforts.iter().map(of).sum::<f64>() / efforts.len() as f64;
            let most = efforts.iter().map(of).fold(0.0, f64::max);
            format!("{mean:.places$} (≤ {most:.places$})")
        };
        let ridden: f64 = replays.iter().map(|r| r.race_time().secs() * r.scenario().riders.len() as f64).sum();
        let share = efforts.iter().map(|e| e.beyond_s).sum::<f64>() / ridden * 100.0;
        out += &format!(
            "| {id} | {} | {} | {} | {} | {} | {share:.1} % |\n",
            cell(|e| e.mean_w, 0),
            cell(|e| e.best_5min_w, 0),
            cell(|e| e.best_15s_w, 0),
            cell(|e| e.max_kmh, 1),
            cell(|e| e.beyond_s, 0),
        );
    }
    out
}

/// The tables of each seed under every edition.
fn under(replays: &[Replay]) -> Vec<Vec<Standings>> {
    EditionId::ALL.map(|e| replays.iter().map(|r| r.under(e).standings()).collect()).into()
}

/// Rank and score under every edition, with their bounds over all seeds.
fn editions(replays: &[Replay]) -> String {
    let heads = EditionId::ALL.map(EditionId::name).join(" | ");
    let mut out = format!("| rider | {heads} |\n|---|{}\n", "---|".repeat(EditionId::ALL.len()));
    let tables = under(replays);
    for rider in &replays[0].scenario().riders {
        let cells = EditionId::ALL.iter().zip(&tables).map(|(edition, tables)| {
            let rows: Vec<Standing> =
                tables.iter().map(|t| *t.rows.iter().find(|r| r.bib == rider.bib).expect("a row")).collect();
            let rank = bounds(rows.iter().filter_map(|r| r.rank), ".");
            let score = match Edition::get(*edition).rank_by.value {
                _ if rows[0].status != Status::Finished => "dnf".to_owned(),
                RankBy::Points => bounds(rows.iter().map(|r| r.total), ""),
                RankBy::LapsThenPoints => {
                    format!("{} + {}", rows[0].laps, bounds(rows.iter().map(|r| r.sprint_points), ""))
                }
            };
            format!("{rank} {score}").trim().to_owned()
        });
        out += &format!("| {} | {} |\n", rider.name, cells.collect::<Vec<_>>().join(" | "));
    }
    out
}

/// How often another edition comes to the medals and the order of the race's own.
fn agreement(replays: &[Replay]) -> String {
    let tables = under(replays);
    let order =
        |t: &Standings| t.rows.iter().filter(|r| r.status == Status::Finished).map(|r| r.bib).collect::<Vec<_>>();
    let own = EditionId::ALL.iter().position(|e| *e == replays[0].edition()).expect("an edition");
    let line = |(edition, under): (&EditionId, &Vec<Standings>)| {
        let pairs = || under.iter().zip(&tables[own]).map(|(a, b)| (order(a), order(b)));
        let medals = pairs().filter(|(a, b)| a[..3] == b[..3]).count();
        let whole = pairs().filter(|(a, b)| a == b).count();
        format!("{edition}: the same medals by {medals} of {} seeds, the same order by {whole}\n", replays.len())
    };
    EditionId::ALL.iter().zip(&tables).map(line).collect()
}

/// `2.–3.` or `2.`; nothing for nothing.
fn bounds<T: Ord + Display>(values: impl Iterator<Item = T> + Clone, mark: &str) -> String {
    match (values.clone().min(), values.max()) {
        (Some(a), Some(b)) if a == b => format!("{a}{mark}"),
        (Some(a), Some(b)) => format!("{a}{mark}–{b}{mark}"),
        _ => String::new(),
    }
}
