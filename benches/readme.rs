//! Prints the tables of the README that are counted over many seeds: what the motion asked for, and the editions compared.

#![expect(clippy::print_stdout, reason = "printing is all this does")]

use std::fmt::Display;

use velodrome::player::{Effort, Replay};
use velodrome::rules::{Edition, EditionId, RankBy, Standing, Standings, Status};
use velodrome::scenario;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=25;
const RACES: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];

fn main() {
    let replays: Vec<(&str, Vec<Replay>)> = RACES.map(|id| (id, SEEDS.map(|seed| ride(id, seed)).collect())).into();
    powers(&replays);
    for (id, replays) in &replays {
        editions(id, replays);
    }
}

fn ride(id: &str, seed: u64) -> Replay {
    let scenario = scenario::load(id).expect("a built-in scenario");
    Replay::new(scenario, None, seed).expect("a race that was ridden")
}

/// Per race: the field's mean of each figure, and its highest anywhere.
fn powers(replays: &[(&str, Vec<Replay>)]) {
    println!("| race | mean W | 5 min W | 15 s W | km/h | s beyond | share of the race |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (id, replays) in replays {
        let efforts: Vec<_> =
            replays.iter().flat_map(|r| r.scenario().riders.iter().filter_map(|rider| r.effort(rider.bib))).collect();
        let n = efforts.len() as f64;
        let cell = |of: fn(&Effort) -> f64, places: usize| {
            let mean = efforts.iter().map(of).sum::<f64>() / n;
            let most = efforts.iter().map(of).fold(0.0, f64::max);
            format!("{mean:.places$} (≤ {most:.places$})")
        };
        let ridden: f64 = replays.iter().map(|r| r.race_time().secs() * r.scenario().riders.len() as f64).sum();
        let share = efforts.iter().map(|e| e.beyond_s).sum::<f64>() / ridden * 100.0;
        println!(
            "| {id} | {} | {} | {} | {} | {} | {share:.1} % |",
            cell(|e| e.mean_w, 0),
            cell(|e| e.best_5min_w, 0),
            cell(|e| e.best_15s_w, 0),
            cell(|e| e.max_kmh, 1),
            cell(|e| e.beyond_s, 0),
        );
    }
}

/// Rank and score under every edition, with the bounds over all seeds, and how often it comes to the same.
fn editions(id: &str, replays: &[Replay]) {
    println!("\n{id}");
    println!("| rider | {} |", EditionId::ALL.map(EditionId::name).join(" | "));
    println!("|---|{}", "--|".repeat(EditionId::ALL.len()));
    let tables: Vec<Vec<Standings>> =
        EditionId::ALL.map(|e| replays.iter().map(|r| r.under(e).standings()).collect()).into();
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
        println!("| {} | {} |", rider.name, cells.collect::<Vec<_>>().join(" | "));
    }
    let order =
        |t: &Standings| t.rows.iter().filter(|r| r.status == Status::Finished).map(|r| r.bib).collect::<Vec<_>>();
    let own = EditionId::ALL.iter().position(|e| *e == replays[0].edition()).expect("an edition");
    for (edition, under) in EditionId::ALL.iter().zip(&tables) {
        let pairs = || under.iter().zip(&tables[own]).map(|(a, b)| (order(a), order(b)));
        let medals = pairs().filter(|(a, b)| a[..3] == b[..3]).count();
        let whole = pairs().filter(|(a, b)| a == b).count();
        println!("{edition}: the same medals by {medals} of {} seeds, the same order by {whole}", replays.len());
    }
}

/// `2.–3.` or `2.`; nothing for nothing.
fn bounds<T: Ord + Display>(values: impl Iterator<Item = T> + Clone, mark: &str) -> String {
    match (values.clone().min(), values.max()) {
        (Some(a), Some(b)) if a == b => format!("{a}{mark}"),
        (Some(a), Some(b)) => format!("{a}{mark}–{b}{mark}"),
        _ => String::new(),
    }
}
