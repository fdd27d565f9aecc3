//! A bare final table is enough: tables of real races, one file each with its source.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use velodrome::card::{Card, CardFact, Contradiction, MoveKind, TableRow};
use velodrome::rules::{EditionId, HeadRule, RaceRules, RankBy, SprintPlan, Status};
use velodrome::units::Bib;

use super::support::{Race, completes, dnf};

#[derive(Deserialize)]
struct Table {
    edition: EditionId,
    laps: u32,
    lap_m: f64,
    sprint_every: u32,
    last_factor: u32,
    lap_points: i32,
    starters: u16,
    /// Starters without a row finished below the last row. If false, they did not finish.
    unlisted_finished: bool,
    riders: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    rank: Option<u32>,
    sprint_points: Option<i32>,
    laps: Option<i32>,
    total: Option<i32>,
    #[serde(default)]
    dnf: bool,
}

/// Every table, by file name.
pub fn tables() -> Vec<(String, Race)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), race(&fs::read_to_string(path).unwrap()))).collect()
}

fn race(text: &str) -> Race {
    let table: Table = serde_json::from_str(text).unwrap();
    let laps_first = table.edition == EditionId::E2000;
    let rules = RaceRules {
        edition: table.edition,
        laps: table.laps,
        sprint_plan: SprintPlan::Every(table.sprint_every),
        scale: [5, 3, 2, 1],
        doubled: Vec::new(),
        last_factor: table.last_factor,
        gain_points: table.lap_points,
        loss_points: -table.lap_points,
        rank_by: if laps_first { RankBy::LapsThenPoints } else { RankBy::Points },
        head: HeadRule::BunchTakesSprint,
        mishap_laps: 5,
        no_return_laps: 4,
        rank_pulled: false,
        stopped_of: None,
        restart: None,
    };
    let row = |(r, bib): (&Row, u16)| TableRow {
        bib: Bib(bib),
        rank: r.rank,
        sprint_points: r.sprint_points,
        laps: r.laps,
        total: r.total,
        penalty: None,
        status: if r.dnf { Status::Dnf } else { Status::Finished },
        sources: vec![],
    };
    let mut rows: Vec<TableRow> = table.riders.iter().zip(1..).map(row).collect();
    if !table.unlisted_finished {
        rows.extend((rows.len() as u16 + 1..=table.starters).map(dnf));
    }
    let card = Card { table: rows, ..Card::default() };
    Race { riders: (1..=table.starters).map(Bib).collect(), rules, lap_m: table.lap_m, mean_kmh: 48.0, card }
}

#[test]
fn tables_of_real_races_are_completed() {
    let tables = tables();
    assert!(tables.len() >= 10, "{} tables", tables.len());
    for (name, race) in tables.iter().filter(|t| t.0 != DISPUTED) {
        for seed in 1..=3 {
            completes(name, race, seed);
        }
    }
}

/// A table of sixteen finishers whose points are one short of what the sprints hand out.
fn short_of_a_point(starters: usize) -> Race {
    let (_, mut race) = tables().into_iter().find(|t| t.0 == "2024-worlds-w").unwrap();
    race.riders.truncate(starters);
    race
}

#[test]
fn a_table_whose_points_do_not_add_up_is_reported_as_a_sum_with_a_remedy() {
    let Err(Contradiction::Facts(conflicts)) = short_of_a_point(16).complete(1) else { panic!("completed") };
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].facts, [CardFact::Sum { sprints: 10, handed_out: 121, table: 120 }]);
    assert!(conflicts[0].remedy.contains("did not finish"), "{}", conflicts[0].remedy);
}

/// The table whose columns sprint by sprint give two riders more points than its totals.
pub const DISPUTED: &str = "2003-worlds-w";

#[test]
fn a_published_table_that_contradicts_itself_is_reported_row_by_row() {
    let (_, race) = tables().into_iter().find(|t| t.0 == DISPUTED).unwrap();
    let Err(Contradiction::Facts(conflicts)) = race.complete(1) else { panic!("completed") };
    let of = |bib, points, total| {
        [CardFact::SprintPoints { bib: Bib(bib), points }, CardFact::Total { bib: Bib(bib), total }]
    };
    let facts: Vec<_> = conflicts.into_iter().map(|c| c.facts).collect();
    assert_eq!(facts, [of(5, 10, 8), of(8, 7, 6)]);
}

#[test]
fn a_rider_who_did_not_finish_may_have_the_missing_point() {
    let mut race = short_of_a_point(17);
    race.card.table.push(dnf(17));
    completes("with a rider who did not finish", &race, 1);
}

#[test]
fn an_unlisted_rider_may_have_the_missing_point_a_lap_down() {
    // The last listed rider has neither points nor laps, so a rider who scored and is ranked lower has lost a lap.
    let completed = completes("with an unlisted rider", &short_of_a_point(17), 1);
    let lost = completed.moves.iter().find(|m| m.kind == MoveKind::Loss).unwrap();
    assert_eq!(lost.riders, [Bib(17)]);
}
