//! Whether chances of winning are kept.
//!
//! Rides free races of all the ready fields and of the riders of the races on record, says at several moments of each how likely
//! every rider is to win, from forks, and sees who did. Truth and forks are of one model: what is tried is whether a fork is as
//! open as the race it comes from, not whether the model is.

use std::{env, fs};

use rayon::prelude::*;
use velodrome::chances::calibration::{Calibration, Forecast};
use velodrome::chances::{Event, EventKind, Forks, Rides, events};
use velodrome::chart::{self, Size as ChartSize, Theme};
use velodrome::player::Replay;
use velodrome::scenario;
use velodrome::units::Micros;

use crate::{Size, block};

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

/// Forks from each moment.
const FORKS: u32 = 200;

/// The table, and the same as a chart. Arguments that name an SVG or a CSV file get the chart, or every case.
pub fn table_and_chart(size: Size) -> String {
    let races = size.of(300, 10) as usize;
    let all: Vec<Vec<Forecast>> = (0..races).into_par_iter().map(|race| said(race, FORKS)).collect();
    let calibration = Calibration::of(&all.concat());
    let chart = chart::calibration::chart(&calibration, &format!("{FORKS} forks from each moment"));
    if let Some(path) = env::args().find(|a| a.ends_with(".svg")) {
        let size = ChartSize { width: 720, height: 640 };
        fs::write(path, chart::svg::draw(&chart, Theme::Auto, size)).expect("the chart");
    }
    if let Some(path) = env::args().find(|a| a.ends_with(".csv")) {
        let line =
            |s: &Forecast| format!("{},{},{},{},{}\n", s.race, IDS[s.race % 10], s.chance[0], s.chance[1], s.won);
        let lines: String = all.iter().flatten().map(line).collect();
        fs::write(path, format!("race,field,even,odd,won\n{lines}")).expect("the cases");
    }
    let drawn = chart::text::draw(&chart, ChartSize { width: 100, height: 34 }, false);
    format!("{}\n{}", table(&calibration, FORKS), block(&drawn))
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
