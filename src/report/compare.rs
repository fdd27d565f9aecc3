//! Two runs of a race compared: one race of each, or the differences over many. Rides nothing.

use serde_json::{Value, json};

use super::csv_table::CsvTable;
use super::rows::{Experiment, Header};
use super::table::{Align, Table};
use super::words::{RiderNames, figure, race_time, rounded, signed};
use crate::player::Replay;
use crate::rules::Standing;
use crate::sweep::{FigureUnit, Paired, PairedFigure, Sweep};
use crate::units::Micros;

/// The version of the JSON.
pub const SCHEMA: &str = "velodrome.compare/1";
/// How many riders the table shows.
const SHOWN: usize = 10;

/// One race of each run: when they first differ, and both tables.
#[must_use]
pub fn one(a: &Replay, b: &Replay, codes: [&str; 2]) -> String {
    use Align::{Left, Right};
    let names = RiderNames::of(a.scenario());
    let mut out = format!("A  {}\nB  {}\n\n{}\n\n", codes[0], codes[1], parting(a, b));
    let mut table = Table::new(&[
        ("rider", Left),
        ("noc", Left),
        ("A", Right),
        ("total", Right),
        ("laps", Right),
        ("B", Right),
        ("total", Right),
        ("laps", Right),
        ("points", Right),
    ]);
    let (first, second) = (a.standings(), b.standings());
    let rank = |row: &Standing| row.rank.map_or(super::result::status_word(row.status).to_owned(), |n| format!("{n}."));
    for row in &first.rows {
        let Some(other) = second.rows.iter().find(|r| r.bib == row.bib) else { continue };
        let more = other.total - row.total;
        table.row([
            names.family(row.bib),
            names.noc(row.bib).unwrap_or_default(),
            rank(row),
            figure(row.total),
            signed(row.laps),
            rank(other),
            figure(other.total),
            signed(other.laps),
            if more == 0 { String::new() } else { signed(more) },
        ]);
    }
    out += &table.render();
    out
}

/// When the facts of the two races first differ, in words.
fn parting(a: &Replay, b: &Replay) -> String {
    let pairs = a.facts().iter().zip(b.facts());
    let differs = pairs.clone().find(|(x, y)| x != y).map(|(x, y)| x.at().min(y.at()));
    let longer = a.facts().len().min(b.facts().len());
    let at: Option<Micros> = differs.or_else(|| [a, b].iter().find_map(|r| r.facts().get(longer)).map(|f| f.at()));
    match at {
        None => "Nothing differs.".to_owned(),
        Some(at) => format!("What is seen from the line differs first at {}.", at.clock()),
    }
}

/// The differences over many races as a table.
#[must_use]
pub fn many(header: &Header, sweep: &Sweep<Paired>) -> String {
    use Align::{Left, Right};
    let (paired, [a, b]) = (sweep.counts(), codes(header));
    let mut out =
        format!("A  {a}\nB  {b}\n\n{}, the same random draws in both\n", header.experiment.races(sweep.races()));
    out += &header.how_much(sweep);
    out.push('\n');
    let mut table = Table::new(&[
        ("rider", Left),
        ("wins A", Right),
        ("wins B", Right),
        ("B − A", Right),
        ("95 %", Right),
        ("points", Right),
        ("95 %", Right),
        ("rank", Right),
        ("95 %", Right),
        ("races needed", Right),
    ]);
    for rider in paired.by_effect().into_iter().take(SHOWN) {
        let share = |pair: &PairedFigure, of: usize| format!("{:.1} %", 100.0 * pair.of[of].mean().unwrap_or(0.0));
        table.row([
            header.rider(rider.bib).family.clone(),
            share(&rider.wins, 0),
            share(&rider.wins, 1),
            more(&rider.wins, 100.0, " %"),
            interval(&rider.wins, 100.0),
            more(&rider.points, 1.0, ""),
            interval(&rider.points, 1.0),
            more(&rider.ranks, 1.0, ""),
            interval(&rider.ranks, 1.0),
            rider.wins.races_needed().map_or("–".to_owned(), |n| n.to_string()),
        ]);
    }
    out += &table.render();
    let mut figures = Table::new(&[("race", Left), ("A", Right), ("B", Right), ("B − A", Right), ("95 %", Right)]);
    for (figure, pair) in paired.figures() {
        let scale = 1.0 / figure.unit.parts();
        let mean = |of: usize| match (figure.unit, pair.of[of].mean()) {
            (_, None) => "–".to_owned(),
            (FigureUnit::Seconds, Some(mean)) => race_time(Micros::from_secs(mean * scale)),
            (_, Some(mean)) => format!("{:.2}", mean * scale),
        };
        figures.row([figure.name.to_owned(), mean(0), mean(1), more(pair, scale, ""), interval(pair, scale)]);
    }
    out += &format!("\n{}", figures.render());
    out += "\nB − A with its 95 % interval over pairs of races (Student's). Races needed: for an interval of a difference as large \
            in the chance of winning to exclude zero four times in five.\n";
    out
}

/// The run codes of A and B.
fn codes(header: &Header) -> [&str; 2] {
    match &header.experiment {
        Experiment::Comparison([a, b]) => [a, b],
        _ => [""; 2],
    }
}

fn more(pair: &PairedFigure, scale: f64, unit: &str) -> String {
    pair.more.mean().map_or("–".to_owned(), |mean| format!("{:+.1}{unit}", mean * scale).replace('-', "−"))
}

fn interval(pair: &PairedFigure, scale: f64) -> String {
    let text = |i: crate::sweep::Interval| format!("{:+.1} – {:+.1}", i.low * scale, i.high * scale).replace('-', "−");
    pair.more.interval().map_or("–".to_owned(), text)
}

/// The differences over many races as CSV: a line for each figure of each rider and of the race.
#[must_use]
pub fn csv(header: &Header, paired: &Paired) -> String {
    let mut table = CsvTable::new(["bib", "name", "figure", "a", "b", "difference", "low", "high", "races_needed"]);
    let mut row = |bib: String, name: String, key: &str, pair: &PairedFigure, scale: f64| {
        let number = |x: Option<f64>| x.map_or_else(String::new, |x| rounded(x * scale, 5).to_string());
        let [a, b] = [0, 1].map(|of: usize| number(pair.of[of].mean()));
        let [low, high] = [pair.more.interval().map(|i| i.low), pair.more.interval().map(|i| i.high)].map(number);
        let needed = pair.races_needed().map_or_else(String::new, |n| n.to_string());
        table.row([bib, name, key.to_owned(), a, b, number(pair.more.mean()), low, high, needed]);
    };
    for rider in paired.by_effect() {
        let figures = [&rider.wins, &rider.podiums, &rider.ranks, &rider.points];
        for (key, pair) in ["wins", "podiums", "rank", "points"].into_iter().zip(figures) {
            row(rider.bib.to_string(), header.rider(rider.bib).name.clone(), key, pair, 1.0);
        }
    }
    for (figure, pair) in paired.figures() {
        row(String::new(), String::new(), figure.key, pair, 1.0 / figure.unit.parts());
    }
    table.finish()
}

/// The differences over many races as JSON.
#[must_use]
pub fn json(header: &Header, sweep: &Sweep<Paired>) -> String {
    let (paired, [a, b]) = (sweep.counts(), codes(header));
    let of = |pair: &PairedFigure, scale: f64| -> Value {
        let mean = |of: usize| pair.of[of].mean().map(|mean| rounded(mean * scale, 5));
        json!({
            "a": mean(0),
            "b": mean(1),
            "difference": pair.more.mean().map(|mean| rounded(mean * scale, 5)),
            "low": pair.more.interval().map(|i| rounded(i.low * scale, 5)),
            "high": pair.more.interval().map(|i| rounded(i.high * scale, 5)),
            "races_needed": pair.races_needed(),
        })
    };
    let rider = |rider: &crate::sweep::RiderPair| {
        json!({
            "bib": rider.bib,
            "name": header.rider(rider.bib).name,
            "wins": of(&rider.wins, 1.0),
            "podiums": of(&rider.podiums, 1.0),
            "rank": of(&rider.ranks, 1.0),
            "points": of(&rider.points, 1.0),
        })
    };
    let figures: serde_json::Map<String, Value> =
        paired.figures().map(|(f, pair)| (f.key.to_owned(), of(pair, 1.0 / f.unit.parts()))).collect();
    let document = json!({
        "schema": SCHEMA,
        "a": a,
        "b": b,
        "races": sweep.races(),
        "asked": sweep.asked(),
        "shard": header.plan.shard.name_of_part(),
        "partial": !sweep.is_done(),
        "riders": paired.by_effect().into_iter().map(rider).collect::<Vec<_>>(),
        "figures": figures,
    });
    // Cannot fail: all keys are text, and all numbers are finite.
    serde_json::to_string_pretty(&document).expect("plain data") + "\n"
}
