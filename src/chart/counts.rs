//! Charts of the riders of a sweep: who wins how often, who finishes where, what they score. Counts nothing itself.

use super::bins::{bar_of, bin, binned, edges};
use super::swept::per_cent;
use super::{Axis, Chart, Dot, Form, NumberStyle, Panel, Series, Sign, Swept, Tone};
use crate::sweep::{RiderTally, proportion};
use crate::units::Bib;

/// Riders shown if none are asked for.
const ROWS: usize = 10;
/// Longest name beside a row, in letters.
const LETTERS: usize = 18;
/// Share of a rider's races cut off at either end of the points chart.
const TAIL: f64 = 0.005;
/// Height of the highest bar, as a share of the distance between rows.
const HIGHEST: f64 = 0.85;

/// Chances of winning with their intervals, of `bibs` or of the likeliest winners.
#[must_use]
pub fn chances(swept: &Swept, bibs: &[Bib]) -> Chart {
    let (riders, races) = (riders(swept, bibs), swept.tally.races());
    let share = |hits: u64| 100.0 * hits as f64 / races as f64;
    let row = |(i, rider): (usize, &&RiderTally)| {
        let y = (riders.len() - i) as f64;
        let interval = proportion(rider.wins(), races)?;
        let dot = Dot { x: share(rider.wins()), y, sign: Sign::Point { hollow: false } };
        let ends = vec![(100.0 * interval.low, y), (100.0 * interval.high, y)];
        Some(Series { dots: vec![dot], ..Series::new(Form::Whiskers, Tone::Lead(0), ends) })
    };
    let series: Vec<Series> = riders.iter().enumerate().filter_map(row).collect();
    let most = series.iter().filter_map(|s| s.end()).map(|end| end.0).fold(0.0, f64::max);
    let names = named(swept, &riders, |rider| per_cent(share(rider.wins())));
    let first = riders.first();
    Chart {
        title: first.map_or_else(String::new, |rider| {
            let alone = riders.get(1).is_none_or(|next| next.wins() < rider.wins());
            let all = if bibs.is_empty() && alone { ", more than anyone else" } else { "" };
            format!("{} wins {} of the races{all}", family(swept, rider.bib), per_cent(share(rider.wins())))
        }),
        subtitle: format!(
            "{}. Chance of winning: the share of races won, and how far the long run's may be from it (95 % interval)",
            swept.what
        ),
        key: Vec::new(),
        x: Axis::exact("races won", (0.0, 1.04 * most), 5, NumberStyle::Percent),
        guides: Vec::new(),
        panels: vec![Panel::of(Axis::named("rider, races won", names, (0.6, 0.6)), series)],
        source: swept.source.clone(),
    }
}

/// How often each rider takes each place, for `bibs` or the likeliest winners.
#[must_use]
pub fn ranks(swept: &Swept, bibs: &[Bib]) -> Chart {
    let (riders, races, starters) = (riders(swept, bibs), swept.tally.races(), swept.riders.len());
    let places: Vec<String> = (1..=starters).map(|n| n.to_string()).chain(["", "out"].map(str::to_owned)).collect();
    // "out" stands one place apart from the last.
    let out = starters as i64 + 2;
    let often = |rider: &RiderTally, place: i64| match place == out {
        true => races - rider.places.n(),
        false => rider.places.count(place..=place),
    };
    let counts: Vec<Vec<(i64, u64)>> =
        riders.iter().map(|rider| (1..=out).map(|place| (place, often(rider, place))).collect()).collect();
    let names = named(swept, &riders, |rider| rider.ranks.mean().map_or_else(String::new, |mean| format!("{mean:.1}")));
    let title = riders.first().map_or_else(String::new, |rider| {
        let podiums = per_cent(100.0 * rider.podiums() as f64 / races as f64);
        format!("{} comes among the first three in {podiums} of the races", family(swept, rider.bib))
    });
    Chart {
        title,
        subtitle: format!("{}. How often each rider comes to each place, and does not finish (\"out\")", swept.what),
        key: vec![(
            Sign::Mass,
            format!("from the fourth place; the highest bar of all is {}", highest(&counts, races)),
        )],
        x: Axis::named("place", places, (0.6, 0.6)),
        guides: Vec::new(),
        panels: vec![Panel::of(
            Axis::named("rider, mean rank", names, (0.1, 0.95)),
            rows(&counts, 1, |place| place <= 3),
        )],
        source: swept.source.clone(),
    }
}

/// How each rider's points are distributed, for `bibs` or the likeliest winners.
#[must_use]
pub fn points(swept: &Swept, bibs: &[Bib]) -> Chart {
    let (riders, races) = (riders(swept, bibs), swept.tally.races());
    let end = |share: f64| riders.iter().filter_map(move |rider| rider.points.quantile(share));
    let (least, most) = (end(TAIL).min().unwrap_or(0), end(1.0 - TAIL).max().unwrap_or(0));
    let wide = bin(least, most);
    let bars = |rider: &&RiderTally| {
        let mut bars = binned(&rider.points, wide);
        // One race in a hundred may lie so far out that the rest would have no room.
        bars.retain(|(start, _)| (least - wide + 1..=most).contains(start));
        bars
    };
    let counts: Vec<Vec<(i64, u64)>> = riders.iter().map(bars).collect();
    let mean =
        |rider: &RiderTally| rider.points.mean().map_or_else(String::new, |mean| NumberStyle::Plain.write(mean, 1));
    let title = riders.first().map_or_else(String::new, |rider| {
        format!("{} comes to {} points in the average race", family(swept, rider.bib), mean(rider))
    });
    Chart {
        title,
        subtitle: format!(
            "{}. How often each rider comes to so many points, sprints and laps together: {}, of which the highest is {}; the \
             farthest half per cent on either side is left out",
            swept.what,
            bar_of(wide, 1.0),
            highest(&counts, races)
        ),
        key: Vec::new(),
        x: Axis::exact("points", edges(least, most, wide), 8, NumberStyle::Plain),
        guides: Vec::new(),
        panels: vec![Panel::of(
            Axis::named("rider, mean points", named(swept, &riders, mean), (0.1, 0.95)),
            rows(&counts, wide, |_| true),
        )],
        source: swept.source.clone(),
    }
}

/// `bibs`, or those who win most often.
fn riders<'s>(swept: &'s Swept, bibs: &[Bib]) -> Vec<&'s RiderTally> {
    let by_chance = swept.tally.by_chance();
    match bibs {
        [] => by_chance.into_iter().take(ROWS).collect(),
        bibs => by_chance.into_iter().filter(|rider| bibs.contains(&rider.bib)).collect(),
    }
}

/// Labels of the rows, from the lowest row up: a name and a figure each.
fn named(swept: &Swept, riders: &[&RiderTally], value: impl Fn(&RiderTally) -> String) -> Vec<String> {
    let name = |rider: &&RiderTally| format!("{}  {}", family(swept, rider.bib), value(rider));
    riders.iter().rev().map(name).collect()
}

fn family(swept: &Swept, bib: Bib) -> String {
    let name = swept.riders.iter().find(|rider| rider.bib == bib).map_or_else(|| bib.to_string(), |r| r.family.clone());
    match name.char_indices().nth(LETTERS) {
        Some((cut, _)) => name[..cut].trim_end().to_owned() + "…",
        None => name,
    }
}

/// A row of bars for each rider, the first on top, all to one scale.
fn rows(counts: &[Vec<(i64, u64)>], wide: i64, is_lead: impl Fn(i64) -> bool) -> Vec<Series> {
    let most = counts.iter().flatten().map(|(_, n)| *n).max().unwrap_or(0).max(1) as f64;
    let half = 0.5 * (wide - 1) as f64;
    let row = |(i, counts): (usize, &Vec<(i64, u64)>)| {
        let base = (i + 1) as f64;
        [(Tone::Lead(0), true), (Tone::Context, false)].map(|(tone, lead)| {
            let bars = counts.iter().filter(|(value, n)| *n > 0 && is_lead(*value) == lead);
            let bar = |&(value, n): &(i64, u64)| (value as f64 + half, base + HIGHEST * n as f64 / most);
            Series { base, room: wide as f64, ..Series::new(Form::Bars, tone, bars.map(bar).collect()) }
        })
    };
    counts.iter().rev().enumerate().flat_map(row).collect()
}

/// The share of the most frequent value of all rows, in per cent.
fn highest(counts: &[Vec<(i64, u64)>], races: u64) -> String {
    let most = counts.iter().flatten().map(|(_, n)| *n).max().unwrap_or(0);
    per_cent(100.0 * most as f64 / races.max(1) as f64)
}
