//! Whether chances of winning are kept: `cargo bench --bench calibration -- RACES [FORKS] [FILE.svg]`.
//!
//! Rides free races of all the ready fields and of the riders of the races on record, says at several moments of each how likely
//! every rider is to win, from forks, and sees who did. Truth and forks are of one model: what is tried is whether a fork is as
//! open as the race it comes from, not whether the model is. Prints a table and a chart; with a file it draws one; with
//! `README_UPDATE=1` it writes the table into the README. A FILE.csv gets every case.
#![expect(clippy::print_stdout, reason = "printing is what this does")]

use std::path::Path;
use std::{env, fs};

use rayon::prelude::*;
use velodrome::chances::calibration::{Calibration, Forecast};
use velodrome::chances::{Event, EventKind, Forks, Rides, events};
use velodrome::chart::{self, Size, Theme};
use velodrome::player::Replay;
use velodrome::scenario;
use velodrome::units::Micros;

const IDS: [&str; 10] = [
    "men-elite",
    "women-elite",
    "men-elite-2016",
    "women-elite-2016",
    "junior-men",
    "junior-women",
    "tiny",
    "athens-2004-men",
    "beijing-2008-men",
    "athens-2004-women",
];
/// After the sprints at about these parts of the race.
const PARTS: [f64; 5] = [0.125, 0.25, 0.5, 0.75, 0.875];
/// Seeds that nobody has looked at while the model was made.
const FIRST_SEED: u64 = 700_000;

fn main() {
    let numbers: Vec<u32> = env::args().filter_map(|a| a.parse().ok()).collect();
    let (races, forks) = (numbers.first().copied().unwrap_or(40), numbers.get(1).copied().unwrap_or(200));
    let all: Vec<Vec<Forecast>> = (0..races as usize).into_par_iter().map(|race| said(race, forks)).collect();
    let calibration = Calibration::of(&all.concat());
    let table = table(&calibration, forks);
    println!("{table}");
    let source =
        format!("{forks} forks from each moment. Repeat it: cargo bench --bench calibration -- {races} {forks}");
    let chart = chart::calibration::chart(&calibration, &source);
    println!("{}", chart::text::draw(&chart, Size { width: 100, height: 34 }, false));
    if let Some(path) = env::args().find(|a| a.ends_with(".svg")) {
        fs::write(path, chart::svg::draw(&chart, Theme::Auto, Size { width: 720, height: 640 })).expect("the chart");
    }
    if let Some(path) = env::args().find(|a| a.ends_with(".csv")) {
        let line =
            |s: &Forecast| format!("{},{},{},{},{}\n", s.race, IDS[s.race % 10], s.chance[0], s.chance[1], s.won);
        let lines: String = all.iter().flatten().map(line).collect();
        fs::write(path, format!("race,field,even,odd,won\n{lines}")).expect("the cases");
    }
    if env::var_os("README_UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let text = fs::read_to_string(&path).expect("the README");
        let marker = "<!-- calibration -->\n";
        let (before, after) = text.split_once(marker).expect("a line with the name of the table");
        let (_, rest) = after.split_once("\n\n").expect("a line after the table");
        fs::write(path, format!("{before}{marker}{table}\n{rest}")).expect("the README");
    }
}

/// What is said of every rider of a race at its moments, and who won.
fn said(race: usize, forks: u32) -> Vec<Forecast> {
    let field = scenario::load(IDS[race % IDS.len()]).expect("a built-in scenario");
    // A seed of its own: races of one seed share their riders' form and bad luck, whatever the field.
    let replay = Replay::free(field, None, FIRST_SEED + race as u64);
    let winner = replay.standings().rows.iter().find(|row| row.rank == Some(1)).map(|row| row.bib);
    let starters: Vec<_> = replay.scenario().riders.iter().map(|r| r.bib).collect();
    let rides = Forks::of(replay.clone());
    let mut all = Vec::new();
    for at in moments(&events(&replay), replay.rules().sprints()) {
        let tally = rides.count(at, 0..forks, &|| true).expect("nobody says stop");
        for (r, bib) in starters.iter().enumerate() {
            let half = |half| tally.share_in(half, r).expect("races in both halves");
            let blind = 1.0 / starters.len() as f64;
            all.push(Forecast { race, chance: [half(0), half(1)], blind, won: Some(*bib) == winner });
        }
    }
    all
}

fn moments(events: &[Event], sprints: u32) -> Vec<Micros> {
    let mut wanted: Vec<u32> = PARTS
        .iter()
        .map(|part| (part * f64::from(sprints)).round().clamp(1.0, f64::from(sprints - 1)) as u32)
        .collect();
    wanted.dedup();
    let after = |n: &u32| events.iter().find(|event| event.what == EventKind::Sprint(*n)).map(|event| event.after);
    wanted.iter().filter_map(after).collect()
}

/// A table in Markdown.
fn table(calibration: &Calibration, forks: u32) -> String {
    let percent = |share: f64| format!("{:.1}", 100.0 * share);
    let mut out = format!(
        "| said ({} races, {forks} forks from each moment) | riders at moments | races | mean said, % | won, % | 95 % interval | |\n\
         |---|--:|--:|--:|--:|--:|---|\n",
        calibration.races
    );
    for b in &calibration.bins {
        out += &format!(
            "| {:.0} – {:.0} % | {:.0} | {} | {} | {} | {} – {} | {} |\n",
            100.0 * b.from,
            100.0 * b.to,
            b.n,
            b.races,
            percent(b.said),
            percent(b.won),
            percent(b.interval.low),
            percent(b.interval.high),
            if b.holds() { "" } else { "off" },
        );
    }
    out += &format!(
        "| all: slope {:.2} ± {:.2} (kept: 1), Brier score {:.4} (number of starters alone: {:.4}) | | | | | | |\n",
        calibration.slope.0, calibration.slope.1, calibration.brier, calibration.blind
    );
    out
}
