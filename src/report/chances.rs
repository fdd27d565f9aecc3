//! Chances of winning as tables, JSON and CSV. Does no counting itself.

use serde_json::{Value, json};

use super::csv_table::CsvTable;
use super::sheet::{mode_name, mode_word};
use super::table::{Align, Table};
use super::words::{RiderNames, figure, list, metres, rounded, signed};
use crate::chances::{Curve, Event, EventKind, ForkTally, Leverage, WinChance};
use crate::player::{Mode, Replay};
use crate::text::clean;
use crate::units::{Bib, Micros};

/// The version of the JSON.
pub const SCHEMA: &str = "velodrome.chances/1";
/// How many riders get a column of their own.
const COLUMNS: usize = 5;
/// How many riders are named when several gain a lap together; of more, all but the first are only counted.
const NAMED: usize = 3;

/// The chances over the race and what moved them; `code` is the run code.
#[must_use]
pub fn over(replay: &Replay, curve: &Curve, races: u32, code: &str) -> String {
    let names = RiderNames::of(replay.scenario());
    let shown: Vec<usize> = curve.leading().into_iter().take(COLUMNS).collect();
    let mut out = heading(replay, races);
    let families: Vec<String> = shown.iter().map(|&r| names.family(bib(replay, r))).collect();
    let mut columns = vec![("lap", Align::Right), ("after", Align::Left)];
    columns.extend(families.iter().map(|family| (family.as_str(), Align::Right)));
    columns.push(("others", Align::Right));
    let mut table = Table::new(&columns);
    let mut row = |lap: String, after: String, tally: &ForkTally| {
        let others = tally.races() - shown.iter().map(|&r| tally.wins(r)).sum::<u32>();
        let chances = shown.iter().map(|&r| tally.chance(r).map_or(String::new(), cell));
        let others = format!("{:.0}", 100.0 * f64::from(others) / f64::from(tally.races().max(1)));
        table.row([lap, after].into_iter().chain(chances).chain([others]));
    };
    if let Some((_, gun)) = curve.moments.first() {
        row("0".into(), "the gun".into(), gun);
    }
    for event in &curve.events {
        if let Some(tally) = curve.tally(event.after) {
            row(lap(event), what(event, &names), tally);
        }
    }
    out += &format!("{}\n{}", table.render(), moved(replay, curve, &names).render());
    out += "\nChances in per cent, in parentheses the 95 % interval (Wilson's). Leverage: half the sum of all changes of chances, from the \
            bell of a sprint to its last points, from leaving the bunch to the lap gained; one half of the races says who rose or \
            fell, the other by how much, so that chance alone comes to nought on average.\n";
    out + &foot(replay, code)
}

/// What moved the chances, largest leverage first.
fn moved(replay: &Replay, curve: &Curve, names: &RiderNames) -> Table {
    let mut table = Table::new(&[
        ("leverage", Align::Right),
        ("lap", Align::Right),
        ("what moved the chances", Align::Left),
        ("helped", Align::Left),
        ("hurt", Align::Left),
    ]);
    for (event, leverage) in curve.leverages() {
        let most = |way: f64| {
            let found = leverage.moved.iter().find(|m| m.1 * way > 0.0);
            found.map_or(String::new(), |&(r, more)| format!("{} {}", names.family(bib(replay, r)), points(more)))
        };
        table.row([size(&leverage), lap(event), what(event, names), most(1.0), most(-1.0)]);
    }
    table
}

/// The chances of all riders at the only moment of `curve`; `code` is the run code.
#[must_use]
pub fn at(replay: &Replay, curve: &Curve, races: u32, code: &str) -> String {
    let mut out = heading(replay, races);
    let Some((at, tally)) = curve.moments.first() else { return out };
    let names = RiderNames::of(replay.scenario());
    let standings = replay.scoreboard(*at).standings();
    let counter = replay.scoreboard(*at).counter();
    out += &format!("at {}, {} laps to go\n\n", at.clock(), counter.to_go);
    let mut table = Table::new(&[
        ("rider", Align::Left),
        ("noc", Align::Left),
        ("wins", Align::Right),
        ("95 %", Align::Right),
        ("rank", Align::Right),
        ("points", Align::Right),
        ("laps", Align::Right),
    ]);
    for r in tally.by_chance().into_iter().filter(|&r| replay.scenario().riders[r].starts) {
        let (bib, chance) = (bib(replay, r), tally.chance(r));
        let (Some(row), Some(chance)) = (standings.rows.iter().find(|row| row.bib == bib), chance) else { continue };
        table.row([
            names.family(bib),
            names.noc(bib).unwrap_or_default(),
            format!("{:.1} %", 100.0 * chance.share),
            format!("{:.1} – {:.1}", 100.0 * chance.interval.low, 100.0 * chance.interval.high),
            row.rank.map_or(super::result::status_word(row.status).to_owned(), |n| format!("({n})")),
            figure(row.total),
            signed(row.laps),
        ]);
    }
    out += &table.render();
    out + &foot(replay, code)
}

fn heading(replay: &Replay, races: u32) -> String {
    let scenario = replay.scenario();
    format!(
        "{}\n{} laps of {} m · edition {} · {} · seed {} · chances of winning, from {races} races at each moment\n\n",
        clean(&scenario.title),
        scenario.track.laps,
        metres(scenario.track.lap_m),
        replay.edition().name(),
        mode_name(replay.mode()),
        replay.seed(),
    )
}

fn foot(replay: &Replay, code: &str) -> String {
    let whose = match replay.mode() {
        Mode::Directed => {
            "Of a replay these are what the model's riders would do, let go at that moment; not what was known that day.\n"
        }
        Mode::Forked => "Up to the fork these are what the model's riders would do, let go at that moment.\n",
        Mode::Free => "",
    };
    format!("{whose}\nrun: {}\n", clean(code))
}

/// "sprint 5", "lap gained by FULST and SCHEP".
#[must_use]
pub fn what(event: &Event, names: &RiderNames) -> String {
    match &event.what {
        EventKind::Sprint(n) => format!("sprint {n}"),
        EventKind::Gain(bibs) if bibs.len() > NAMED => {
            let named = bibs.iter().take(NAMED - 1).map(|bib| names.family(*bib)).collect::<Vec<_>>().join(", ");
            format!("lap gained by {named} and {} more", bibs.len() + 1 - NAMED)
        }
        EventKind::Gain(bibs) => {
            format!("lap gained by {}", list(&bibs.iter().map(|b| names.family(*b)).collect::<Vec<_>>()))
        }
    }
}

/// "24 ± 5 %".
#[must_use]
pub fn size(leverage: &Leverage) -> String {
    format!("{:.0} ± {:.0} %", 100.0 * leverage.size.max(0.0), 100.0 * leverage.half)
}

/// A change of a chance in percentage points.
#[must_use]
pub fn points(more: f64) -> String {
    signed(libm::round(100.0 * more) as i32)
}

/// "12 (8–17)".
fn cell(chance: WinChance) -> String {
    let [share, low, high] = [chance.share, chance.interval.low, chance.interval.high].map(|x| libm::round(100.0 * x));
    if low == high { format!("{share}") } else { format!("{share} ({low}–{high})") }
}

fn lap(event: &Event) -> String {
    match event.what {
        EventKind::Sprint(_) => format!("{}", event.lap),
        EventKind::Gain(_) => format!("{:.1}", event.lap),
    }
}

fn bib(replay: &Replay, rider: usize) -> Bib {
    replay.scenario().riders[rider].bib
}

/// Laps the bunch has ridden at the moment `at`.
fn bunch_lap(replay: &Replay, at: Micros) -> f64 {
    let track = replay.scenario().track;
    let laps = replay.bunch(at).map_or(f64::from(track.laps), |bunch| bunch.front_m / track.lap_m);
    rounded(laps.clamp(0.0, f64::from(track.laps)), 2)
}

/// Everything as JSON. Chances are shares of 1.
#[must_use]
pub fn json(replay: &Replay, curve: &Curve, races: u32, code: &str) -> String {
    let names = RiderNames::of(replay.scenario());
    let riders = (0..replay.scenario().riders.len()).filter(|&r| replay.scenario().riders[r].starts);
    let moment = |(at, tally): &(Micros, ForkTally)| -> Value {
        let rider = |r: usize| {
            let chance = tally.chance(r)?;
            let [share, low, high] = [chance.share, chance.interval.low, chance.interval.high].map(|x| rounded(x, 6));
            Some(json!({"bib": bib(replay, r), "wins": tally.wins(r), "share": share, "low": low, "high": high}))
        };
        json!({
            "at_s": rounded(at.secs(), 3),
            "lap": bunch_lap(replay, *at),
            "decided": tally.is_decided(),
            "chances": riders.clone().filter_map(rider).collect::<Vec<_>>(),
        })
    };
    let event = |(event, leverage): (&Event, Leverage)| -> Value {
        let (kind, n, bibs) = match &event.what {
            EventKind::Sprint(n) => ("sprint", Some(*n), Vec::new()),
            EventKind::Gain(bibs) => ("gain", None, bibs.clone()),
        };
        let moved = leverage.moved.iter().map(|&(r, more)| json!({"bib": bib(replay, r), "change": rounded(more, 6)}));
        json!({
            "kind": kind,
            "sprint": n,
            "riders": bibs,
            "lap": rounded(event.lap, 2),
            "before_s": rounded(event.before.secs(), 3),
            "after_s": rounded(event.after.secs(), 3),
            "leverage": rounded(leverage.size, 6),
            "half": rounded(leverage.half, 6),
            "moved": moved.collect::<Vec<_>>(),
        })
    };
    let rider = |r: usize| {
        let bib = bib(replay, r);
        json!({"bib": bib, "name": names.name(bib), "noc": names.noc(bib)})
    };
    let document = json!({
        "schema": SCHEMA,
        "scenario": clean(&replay.scenario().id),
        "edition": replay.edition().name(),
        "seed": replay.seed(),
        "mode": mode_word(replay.mode()),
        "run": clean(code),
        "races": races,
        "confidence": 0.95,
        "riders": riders.clone().map(rider).collect::<Vec<_>>(),
        "moments": curve.moments.iter().map(moment).collect::<Vec<_>>(),
        "events": curve.leverages().into_iter().map(event).collect::<Vec<_>>(),
    });
    // Cannot fail: all keys are text, and all numbers are finite.
    serde_json::to_string_pretty(&document).expect("plain data") + "\n"
}

/// The chances as CSV, a line for each moment and rider. They are shares of 1.
#[must_use]
pub fn csv(replay: &Replay, curve: &Curve) -> String {
    let names = RiderNames::of(replay.scenario());
    let mut table = CsvTable::new(["at_s", "lap", "races", "bib", "name", "wins", "share", "low", "high"]);
    for (at, tally) in &curve.moments {
        for r in 0..tally.riders() {
            let Some(WinChance { share, interval }) = tally.chance(r) else { continue };
            let bib = bib(replay, r);
            let [share, low, high] = [share, interval.low, interval.high].map(|x| rounded(x, 6).to_string());
            table.row([
                rounded(at.secs(), 3).to_string(),
                bunch_lap(replay, *at).to_string(),
                tally.races().to_string(),
                bib.to_string(),
                names.name(bib),
                tally.wins(r).to_string(),
                share,
                low,
                high,
            ]);
        }
    }
    table.finish()
}
