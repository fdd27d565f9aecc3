//! Cards of which only totals are known: whether they ride, how totals are split, and how often a seed has to take the witness.

use std::fmt::Write;

use rayon::prelude::*;
use velodrome::player::Replay;
use velodrome::run::Run;
use velodrome::scenario::{builtins, parse};

use super::Size;

/// Races of different lengths and editions, and fields of 5 to 24 riders.
const LAPS: [u32; 6] = [40, 60, 80, 100, 120, 160];
const EDITIONS: [&str; 5] = ["2004", "2004", "2016", "2019", "2026"];

/// What is known of one drawn race.
#[derive(Debug, Default, Clone, Copy)]
struct Split {
    rides: u32,
    refused: u32,
    witness: u32,
    /// Riders in all draws, and by how many laps they are off, in sum and without regard to the sign.
    riders: u32,
    off: i64,
    apart: i64,
    winners: u32,
    winners_right: u32,
}

impl Split {
    fn and(self, other: Self) -> Self {
        Self {
            rides: self.rides + other.rides,
            refused: self.refused + other.refused,
            witness: self.witness + other.witness,
            riders: self.riders + other.riders,
            off: self.off + other.off,
            apart: self.apart + other.apart,
            winners: self.winners + other.winners,
            winners_right: self.winners_right + other.winners_right,
        }
    }
}

/// Totals-only tables of simulated races, drawn by several seeds each; and the built-in replays.
pub fn drawn(size: Size) -> String {
    const SEEDS: u64 = 20;
    let races = size.of(300, 6);
    let split = (1..=races).into_par_iter().map(|race| totals(race, SEEDS)).reduce(Split::default, Split::and);
    let seeds = size.of(500, 20);
    let replays: Vec<_> =
        builtins().iter().filter_map(|b| parse(b.id, b.text).ok()).filter(|s| s.card.is_some()).collect();
    let own = |seed: u64| {
        let witness = |s: &velodrome::scenario::Scenario| {
            Replay::of(s.clone(), &Run::of_seed(seed)).map_or(1, |replay| u32::from(replay.is_witness()))
        };
        replays.iter().map(witness).sum::<u32>()
    };
    let shared: u32 = (1..=seeds).into_par_iter().map(own).sum();
    let mut out = String::new();
    let share = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
    let ridden = split.rides + split.refused;
    let _ = writeln!(out, "| | |\n|---|--:|");
    let _ = writeln!(
        out,
        "| totals-only tables of {races} simulated races, {SEEDS} seeds each: ridden to their totals | {:.1} % |",
        share(split.rides, ridden)
    );
    let _ =
        writeln!(out, "| … of these by the witness that such seeds share | {:.2} % |", share(split.witness, ridden));
    let _ = writeln!(
        out,
        "| laps drawn less true laps, mean of all riders | {:+.3} |",
        split.off as f64 / f64::from(split.riders.max(1))
    );
    let _ = writeln!(
        out,
        "| the same without regard to the sign | {:.3} |",
        split.apart as f64 / f64::from(split.riders.max(1))
    );
    let _ = writeln!(out, "| draws with the winner's true laps | {:.0} % |", share(split.winners_right, split.winners));
    let _ = writeln!(
        out,
        "| built-in replays, {seeds} seeds each: by the witness | {:.2} % |",
        share(shared, seeds as u32 * replays.len() as u32)
    );
    out
}

/// One simulated race whose totals alone are put on record.
fn totals(race: u64, seeds: u64) -> Split {
    let pick = |n: usize, salt: u64| (race.wrapping_mul(2_654_435_761).wrapping_add(salt * 40_503) >> 7) as usize % n;
    let (riders, laps, edition) = (5 + pick(20, 1), LAPS[pick(LAPS.len(), 2)], EDITIONS[pick(EDITIONS.len(), 3)]);
    let level = ["men", "women"][pick(2, 4)];
    let head = format!(
        "schema = 1\ncourse = {{ laps = {laps} }}\nrules = {{ edition = \"{edition}\" }}\nfield = {{ level = \"{level}\" }}\n"
    );
    let list: String = (1..=riders).map(|i| format!("  {{ name = \"R{i:02}\" }},\n")).collect();
    let free = parse("free.toml", &format!("{head}riders = [\n{list}]\n")).expect("a field");
    let truth = Replay::free(free, None, race).standings();
    let finished = |r: &velodrome::rules::Standing| r.status == velodrome::rules::Status::Finished;
    let row = |r: &velodrome::rules::Standing| match r.rank.filter(|_| finished(r)) {
        Some(rank) => format!("  {{ rank = {rank}, rider = \"R{:02}\", total = {} }},\n", r.bib.0, r.total),
        None => format!("  {{ rider = \"R{:02}\", status = \"dnf\" }},\n", r.bib.0),
    };
    let rows: String = truth.rows.iter().map(row).collect();
    let known = parse("totals.toml", &format!("{head}riders = [\n{list}]\n\n[record]\ntable = [\n{rows}]\n"));
    let known = known.unwrap_or_else(|problems| panic!("race {race}: {problems}"));
    let mut split = Split::default();
    for seed in 1..=seeds {
        let Ok(replay) = Replay::of(known.clone(), &Run::of_seed(seed)) else {
            split.refused += 1;
            continue;
        };
        let drawn = replay.standings();
        split.rides += 1;
        split.witness += u32::from(replay.is_witness());
        for was in truth.rows.iter().filter(|r| finished(r)) {
            let is = drawn.rows.iter().find(|r| r.bib == was.bib).expect("the same riders");
            assert_eq!(is.total, was.total, "race {race}, seed {seed}");
            split.riders += 1;
            split.off += i64::from(is.laps - was.laps);
            split.apart += i64::from((is.laps - was.laps).abs());
            if was.rank == Some(1) {
                split.winners += 1;
                split.winners_right += u32::from(is.laps == was.laps);
            }
        }
    }
    split
}
