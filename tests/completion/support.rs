//! Cards written by hand, and how tests complete them.

use velodrome::card::{
    Card, CardRace, Completed, Contradiction, KnownCell, KnownLap, KnownSprint, KnownStop, TableRow, complete, verify,
};
use velodrome::rules::{EditionId, HeadRule, RaceRules, RankBy, SprintPlan, Status};
use velodrome::units::{Bib, Provenance};

/// Everything that a completion needs.
pub struct Race {
    pub riders: Vec<Bib>,
    pub rules: RaceRules,
    pub lap_m: f64,
    pub mean_kmh: f64,
    pub card: Card,
}

impl Race {
    pub fn field(&self) -> CardRace<'_> {
        CardRace {
            riders: &self.riders,
            rules: &self.rules,
            lap_m: self.lap_m,
            mean_kmh: self.mean_kmh,
            start_points: &[],
        }
    }

    pub fn complete(&self, seed: u64) -> Result<Completed, Contradiction> {
        complete(&self.card, &self.field(), seed)
    }
}

/// Completes `race`, and has the verifier check the result.
pub fn completes(name: &str, race: &Race, seed: u64) -> Completed {
    let completed = race.complete(seed).unwrap_or_else(|why| panic!("{name}, seed {seed}: {why}"));
    assert_eq!(verify(&race.card, &race.field(), &completed), Ok(()), "{name}, seed {seed}");
    completed
}

/// Rules of 2004 over `laps`, with a sprint every ten.
pub fn rules_2004(laps: u32) -> RaceRules {
    RaceRules {
        edition: EditionId::E2004,
        laps,
        sprint_plan: SprintPlan::Every(10),
        scale: [5, 3, 2, 1],
        doubled: Vec::new(),
        last_factor: 1,
        gain_points: 20,
        loss_points: -20,
        rank_by: RankBy::Points,
        head: HeadRule::BunchTakesSprint,
        mishap_laps: 5,
        no_return_laps: 4,
        rank_pulled: false,
        stopped_of: None,
        restart: None,
    }
}

pub fn row(bib: u16, rank: u32, sprint_points: i32, laps: i32) -> TableRow {
    TableRow {
        bib: Bib(bib),
        rank: Some(rank),
        sprint_points: Some(sprint_points),
        laps: Some(laps),
        total: Some(sprint_points + 20 * laps),
        penalty: None,
        status: Status::Finished,
        sources: vec![],
    }
}

pub fn dnf(bib: u16) -> TableRow {
    TableRow {
        bib: Bib(bib),
        rank: None,
        sprint_points: None,
        laps: None,
        total: None,
        penalty: None,
        status: Status::Dnf,
        sources: vec![],
    }
}

pub fn cell(n: u32, place: u32, bib: u16) -> KnownSprint {
    let cell = KnownCell {
        place,
        riders: vec![Bib(bib)],
        tied: false,
        provenance: Provenance::Recorded,
        likely: false,
        sources: vec!["s".into()],
    };
    KnownSprint { n, cells: vec![cell], relegated: vec![] }
}

pub fn gain(riders: &[u16], between: (f64, f64), together: bool) -> KnownLap {
    KnownLap {
        riders: riders.iter().map(|&b| Bib(b)).collect(),
        change: 1,
        between: Some(between),
        together,
        likely: false,
        sources: vec!["s".into()],
    }
}

/// The men's race of Athens 2004: 31 laps gained by 15 riders. Bibs are ranks.
pub fn athens_men() -> Race {
    let table = [
        (13, 4),
        (22, 3),
        (19, 3),
        (8, 3),
        (5, 3),
        (20, 2),
        (18, 2),
        (9, 2),
        (6, 2),
        (3, 2),
        (5, 1),
        (4, 1),
        (3, 1),
        (3, 1),
        (2, 1),
        (13, 0),
        (9, 0),
        (7, 0),
        (3, 0),
        (2, 0),
    ];
    let mut rows: Vec<TableRow> =
        table.iter().zip(1..).map(|(&(points, laps), rank)| row(rank as u16, rank, points, laps)).collect();
    rows.extend([21, 22, 23].map(dnf));
    let likely = KnownLap { likely: true, ..gain(&[3], (140.0, 149.0), true) };
    let card = Card {
        table: rows,
        sprints: vec![
            cell(2, 1, 7),
            cell(5, 2, 2),
            cell(8, 1, 4),
            cell(13, 1, 2),
            cell(14, 1, 2),
            cell(15, 1, 2),
            cell(16, 1, 6),
        ],
        laps: vec![
            gain(&[9, 11, 5, 15, 8], (5.0, 50.0), true),
            gain(&[1, 2], (50.0, 60.0), false),
            gain(&[3], (0.0, 80.0), false),
            gain(&[3], (0.0, 80.0), false),
            gain(&[2, 4], (80.0, 90.0), false),
            gain(&[1], (90.0, 100.0), false),
            gain(&[1], (110.0, 120.0), false),
            gain(&[1], (140.0, 150.0), false),
            likely,
            gain(&[2], (150.0, 160.0), false),
        ],
        stops: vec![KnownStop { bib: Bib(21), between: (78.0, 84.0), sources: vec![] }],
        last_line: vec![(1, Bib(6)), (8, Bib(1))],
        time_s: Some(2912.0),
        ..Card::default()
    };
    Race { riders: (1..=23).map(Bib).collect(), rules: rules_2004(160), lap_m: 250.0, mean_kmh: 49.45, card }
}
