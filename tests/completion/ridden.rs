//! Bare tables all the way: completed, replayed, and scored by the referee from the motion. The same table comes out.

use velodrome::card::{CardRace, TableRow, verify};
use velodrome::course::Track;
use velodrome::player::Replay;
use velodrome::rules::{Overrides, Status};
use velodrome::scenario::{Level, Preset, RiderSpec, Scenario};

use super::support::{Race, dnf};
use super::{invented, tables};

/// The scenario of a file that holds nothing but the table of `race`.
fn scenario(name: &str, race: &Race) -> Scenario {
    let rider = |bib: &velodrome::units::Bib| RiderSpec {
        bib: *bib,
        bib_known: false,
        name: format!("Rider {bib}"),
        family: format!("RIDER {bib}"),
        noc: None,
        starts: race.card.starts(*bib),
        named: true,
        height_cm: None,
        mass_kg: None,
        cp_w: None,
        w_prime_j: None,
        peak_w: None,
        cda_m2: None,
        start_points: 0,
    };
    Scenario {
        id: name.into(),
        title: name.into(),
        date: None,
        venue: None,
        story: Vec::new(),
        about: Vec::new(),
        edition: race.rules.edition,
        overrides: Overrides {
            sprints: Some(race.rules.sprint_plan.clone()),
            scale: None,
            doubled: Vec::new(),
            last_factor: Some(race.rules.last_factor),
            gain_points: Some(race.rules.gain_points),
            loss_points: Some(race.rules.loss_points),
            rank_pulled: race.rules.rank_pulled,
            stopped_of: race.rules.stopped_of,
            restart: race.rules.restart,
        },
        track: Track { lap_m: race.lap_m, laps: race.rules.laps, width_m: 7.0 },
        level: Level::Men,
        incidents: true,
        drag: 1.0,
        chase: 1.0,
        air: 1.17,
        preset: Preset::default(),
        riders: race.riders.iter().map(rider).collect(),
        card: Some(race.card.clone()),
        cut: None,
        sources: Vec::new(),
        disputes: Vec::new(),
        adjudications: Vec::new(),
    }
}

/// Replays `race` and has the verifier check its completed card. An error names the first row of the table that comes out
/// differently.
fn replay(name: &str, race: &Race, seed: u64) -> Result<(), String> {
    let replay = Replay::new(scenario(name, race), None, seed).map_err(|e| format!("{name}: {e}"))?;
    let completed = replay.completed().expect("a replay has a completed card");
    // The pace that the replay chose for a table without a time.
    let mean_kmh = race.lap_m * f64::from(race.rules.laps) / completed.time_s * 3.6;
    verify(&race.card, &CardRace { mean_kmh, ..race.field() }, completed).map_err(|e| format!("{name}: {e:?}"))?;
    let standings = replay.standings();
    for row in &race.card.table {
        let got = standings.rows.iter().find(|s| s.bib == row.bib).ok_or_else(|| format!("{name}: {}", row.bib))?;
        let finished = row.status == Status::Finished;
        let same = |wanted: Option<i32>, got: i32| wanted.is_none_or(|w| w == got);
        let right = same(row.sprint_points, got.sprint_points)
            && same(row.laps, got.laps)
            && same(row.total, got.total)
            && (!finished || row.rank.is_none() || row.rank == got.rank)
            && got.status == row.status;
        if !right {
            return Err(format!("{name}: {got:?} instead of {row:?}"));
        }
    }
    Ok(())
}

/// Replays every race, in parallel, and fails with the list of those that come out differently.
fn replays(races: &[(String, Race)]) {
    use rayon::prelude::*;
    let wrong: Vec<String> = races.par_iter().filter_map(|(name, race)| replay(name, race, 1).err()).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), races.len(), wrong.join("\n"));
}

#[test]
fn tables_of_real_races_are_replayed_to_the_same_table() {
    let races: Vec<_> = tables::tables().into_iter().filter(|t| t.0 != tables::DISPUTED).collect();
    assert!(races.len() >= 10);
    replays(&races);
}

#[test]
fn invented_tables_with_riders_who_did_not_start_are_replayed_to_the_same_table() {
    let race = |seed: u64| {
        let mut race = invented::race(seed);
        let riders = race.riders.len() as u16;
        for bib in riders + 1..=riders + 1 + (seed % 3) as u16 {
            race.riders.insert(usize::from(bib) % 5, velodrome::units::Bib(bib));
            race.card.table.push(TableRow { status: Status::Dns, ..dnf(bib) });
        }
        race
    };
    let races: Vec<_> = (0..30).map(|seed| (format!("invented {seed}, some did not start"), race(seed))).collect();
    replays(&races);
}

#[test]
fn two_hundred_invented_tables_are_completed_and_replayed_to_the_same_table() {
    let races: Vec<_> = (0..200).map(|seed| (format!("invented {seed}"), invented::race(seed))).collect();
    replays(&races);
}
