//! Figures of the races on record, counted over many seeds: what is known, what the motion asked for, the editions compared.

use std::fmt::Display;

use rayon::prelude::*;
use velodrome::card::Place;
use velodrome::player::{Replay, RiderEffort};
use velodrome::rules::{Edition, EditionId, RankBy, Standing, Standings, Status};
use velodrome::scenario;
use velodrome::units::Provenance::{self, Derived, Reconstructed, Recorded};

use crate::Size;

const RACES: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];

/// Each race on record with its replays, one a seed.
type Races = Vec<(&'static str, Vec<Replay>)>;

/// Replays of every race on record by as many seeds as `size` asks for.
pub fn races(size: Size) -> Races {
    let seeds = size.of(25, 3);
    let replays = |id| (1..=seeds).into_par_iter().map(|seed| ride(id, seed)).collect();
    RACES.map(|id| (id, replays(id))).into()
}

fn ride(id: &str, seed: u64) -> Replay {
    let scenario = scenario::load(id).expect("a built-in scenario");
    Replay::new(scenario, None, seed).expect("a race that was ridden")
}

/// How many places and laps of each race are on record; the same by every seed.
pub fn known(races: &Races) -> String {
    let mut out = String::from(
        "| race | sprint places: recorded | derived | `?` | reconstructed | laps gained and lost: recorded | reconstructed |\n\
         |---|--:|--:|--:|--:|--:|--:|\n",
    );
    for (id, replays) in races {
        let sprints = replays[0].sprints(replays[0].duration());
        let places: Vec<&Place> = sprints.iter().flat_map(|s| &s.places).filter(|p| p.place <= 4).collect();
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
pub fn powers(races: &Races) -> String {
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

/// The men's race of Athens under every edition: rank and score with their bounds over all seeds.
pub fn editions(races: &Races) -> String {
    let replays = &races[0].1;
    let heads = EditionId::ALL.map(EditionId::name).join(" | ");
    let mut out = format!("| rider | {heads} |\n|---|{}\n", "---|".repeat(EditionId::ALL.len()));
    let tables = under(replays);
    // In the order of the result, which all replays share.
    let order = replays[0].standings().rows;
    for rider in order.iter().filter_map(|row| replays[0].scenario().rider(row.bib)) {
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

/// Of each race, by how many seeds another edition comes to the medals and the order of its own.
pub fn agreement(races: &Races) -> String {
    let heads = EditionId::ALL.map(EditionId::name).join(" | ");
    let mut out =
        format!("| race | own edition | seeds | {heads} |\n|---|---|--:|{}\n", "---|".repeat(EditionId::ALL.len()));
    for (id, replays) in races {
        out +=
            &format!("| {id} | {} | {} | {} |\n", replays[0].edition(), replays.len(), agreements(replays).join(" | "));
    }
    out
}

fn agreements(replays: &[Replay]) -> Vec<String> {
    let tables = under(replays);
    let order =
        |t: &Standings| t.rows.iter().filter(|r| r.status == Status::Finished).map(|r| r.bib).collect::<Vec<_>>();
    let own = EditionId::ALL.iter().position(|e| *e == replays[0].edition()).expect("an edition");
    let cell = |under: &Vec<Standings>| {
        let pairs = || under.iter().zip(&tables[own]).map(|(a, b)| (order(a), order(b)));
        let medals = pairs().filter(|(a, b)| a[..3] == b[..3]).count();
        let whole = pairs().filter(|(a, b)| a == b).count();
        format!("medals {medals}, order {whole}")
    };
    tables.iter().map(cell).collect()
}

/// `2.–3.` or `2.`; nothing for nothing.
fn bounds<T: Ord + Display>(values: impl Iterator<Item = T> + Clone, mark: &str) -> String {
    match (values.clone().min(), values.max()) {
        (Some(a), Some(b)) if a == b => format!("{a}{mark}"),
        (Some(a), Some(b)) => format!("{a}{mark}–{b}{mark}"),
        _ => String::new(),
    }
}
