//! A race made by hand to test reports: 20 laps of 250 m, four riders, two sprints, one lap gained.

use super::sheet::SheetInput;
use crate::card::{Place, RowProvenance, Sprint};
use crate::course::Track;
use crate::player::{LapChange, Mode, RiderEffort};
use crate::rules::{Edition, EditionId, Overrides, RaceRules, Standing, Standings, Status};
use crate::scenario::{Adjudication, Claim, Dispute, Level, Preset, RiderSpec, Scenario};
use crate::units::{Bib, Micros, Provenance};

/// Bibs and names of the start list.
const RIDERS: [(u16, &str, &str, Option<&str>); 4] = [
    (7, "Ada Ám", "ÁM", Some("AUT")),
    (3, "Bo Be", "BE", Some("BEL")),
    (12, "Cy Ce", "CE", None),
    (9, "Di De", "DE", Some("DEN")),
];

pub fn scenario() -> Scenario {
    let rider = |(bib, name, family, noc): (u16, &str, &str, Option<&str>)| RiderSpec {
        bib: Bib(bib),
        bib_known: bib != 12,
        name: name.into(),
        family: family.into(),
        noc: noc.map(Into::into),
        starts: true,
        named: true,
        height_cm: None,
        mass_kg: None,
        cp_w: None,
        w_prime_j: None,
        peak_w: None,
        cda_m2: None,
        start_points: 0,
    };
    let decision = |date: &str, out: &[Bib], back: &[Bib]| Adjudication {
        date: date.into(),
        text: "a decision".into(),
        disqualified: out.to_vec(),
        restored: back.to_vec(),
        source: None,
    };
    Scenario {
        id: "sample".into(),
        title: "Sample · points race".into(),
        date: Some("2004-08-25".into()),
        venue: Some("a hall".into()),
        story: Vec::new(),
        about: Vec::new(),
        edition: EditionId::E2004,
        overrides: Overrides::default(),
        track: Track { lap_m: 250.0, laps: 20, width_m: 7.0 },
        level: Level::Men,
        incidents: true,
        drag: 1.0,
        chase: 1.0,
        air: 1.17,
        preset: Preset::default(),
        riders: RIDERS.map(rider).to_vec(),
        card: None,
        cut: None,
        sources: Vec::new(),
        disputes: vec![Dispute {
            lap: None,
            bib: Some(Bib(3)),
            about: "sprint points".into(),
            claims: vec![Claim { value: "18".into(), source: "a book".into() }],
            decided: "8".into(),
            because: "A sprint hands out 11 points.".into(),
        }],
        adjudications: vec![decision("2004-08-29", &[Bib(3)], &[]), decision("2005-10-27", &[], &[Bib(3)])],
    }
}

pub fn rules() -> RaceRules {
    Edition::get(EditionId::E2004).on(20, 250_000, &Overrides::default()).expect("a race")
}

pub fn sheet_input(scenario: &Scenario) -> SheetInput<'_> {
    let row = |(rank, bib, points, laps, won, line): (Option<u32>, u16, i32, i32, u32, Option<u32>)| Standing {
        rank,
        bib: Bib(bib),
        start_points: 0,
        penalty_points: 0,
        sprint_points: points,
        laps,
        total: points + 20 * laps,
        sprints_won: won,
        last_line: line,
        status: if rank.is_some() { Status::Finished } else { Status::Dnf },
    };
    let rows = [
        (Some(1), 7, 8, 1, 1, Some(2)),
        (Some(2), 3, 8, 0, 1, Some(1)),
        (Some(3), 12, 4, 0, 0, Some(3)),
        (None, 9, 2, 0, 0, None),
    ];
    let place = |(place, points, bib, provenance, likely): (u32, u32, u16, Provenance, bool)| Place {
        place,
        points,
        bib: Bib(bib),
        provenance,
        likely,
        sources: Vec::new(),
    };
    use Provenance::{Derived, Reconstructed, Recorded};
    let sprint = |n: u32, places: [(u32, u32, u16, Provenance, bool); 4]| Sprint {
        n,
        lap: n * 10,
        places: places.map(place).to_vec(),
    };
    SheetInput {
        scenario,
        rules: rules(),
        seed: 7,
        mode: Mode::Directed,
        fork: None,
        orders: Vec::new(),
        conditions: Vec::new(),
        race_time: Micros(360_000_400),
        time_provenance: Recorded,
        shared: Vec::new(),
        standings: Standings { rows: rows.map(row).to_vec(), sprints_done: 2, is_final: true },
        witness: false,
        stated: [(7, Recorded, Recorded), (3, Derived, Recorded), (9, Reconstructed, Reconstructed)]
            .map(|(bib, sprint_points, laps)| (Bib(bib), RowProvenance { sprint_points, laps }))
            .to_vec(),
        sprints: vec![
            sprint(
                1,
                [
                    (1, 5, 7, Recorded, false),
                    (2, 3, 3, Recorded, true),
                    (3, 2, 9, Derived, false),
                    (4, 1, 12, Reconstructed, false),
                ],
            ),
            sprint(
                2,
                [
                    (1, 5, 3, Recorded, false),
                    (2, 3, 7, Derived, false),
                    (3, 3, 12, Reconstructed, false),
                    (4, 0, 9, Reconstructed, false),
                ],
            ),
        ],
        lap_changes: vec![LapChange {
            at: Micros(216_000_000),
            lap: 12.004,
            bib: Bib(7),
            change: 1,
            provenance: Recorded,
        }],
        decisions: Vec::new(),
        given_up: Vec::new(),
        efforts: vec![(
            Bib(7),
            RiderEffort { mean_w: 310.4, best_5min_w: 390.0, best_15s_w: 805.5, beyond_s: 1.25, max_kmh: 61.23 },
        )],
    }
}
