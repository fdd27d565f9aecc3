//! Chances of winning over laps: who was likely to win at which point. Draws what was counted, and counts nothing.

use super::caption::{FIRST, lap_axis, race, source, sprint_guides};
use super::laps::Laps;
use super::{Axis, Chart, Dot, Form, LEADS, NumberStyle, Panel, Series, Sign, Tone};
use crate::chances::{Curve, EventKind, ForkTally};
use crate::player::{Mode, Replay};
use crate::report::words::RiderNames;
use crate::units::{Bib, Micros};

/// The `curve` of `replay` for `bibs`, or for the riders who had the best chances. `again` is the command that shows
/// the run.
#[must_use]
pub fn chart(replay: &Replay, curve: &Curve, bibs: &[Bib], again: &str) -> Chart {
    let riders = &replay.scenario().riders;
    let (laps, names) = (Laps::of(replay), RiderNames::of(replay.scenario()));
    let index = |bib: &Bib| riders.iter().position(|rider| rider.bib == *bib);
    let shown: Vec<usize> = match bibs {
        [] => curve.leading().into_iter().take(FIRST).collect(),
        _ => bibs.iter().filter_map(index).take(LEADS).collect(),
    };
    let series = |(i, &r): (usize, &usize)| {
        let line = rider(curve, &laps, r, riders[r].bib, Tone::Lead(i));
        let best = line.pieces.iter().flatten().map(|p| p.1).fold(0.0, f64::max);
        line.named(names.family(riders[r].bib), format!("best {best:.0} %"))
    };
    // Drawn in reverse, so that the first rider lies on top.
    let series: Vec<Series> = shown.iter().enumerate().rev().map(series).collect();
    let races = curve.moments.iter().map(|moment| moment.1.races()).max().unwrap_or(0);
    let whose = if replay.mode() == Mode::Directed { ", by the model's riders" } else { "" };
    let gained = series.iter().any(|s| !s.dots.is_empty());
    Chart {
        title: title(curve, &laps, |r| names.name(riders[r].bib)),
        subtitle: format!("{}. Chance of winning, from {races} races ridden on from each moment{whose}", race(replay)),
        key: gained.then(|| (Sign::Up { hollow: false }, "lap gained".to_owned())).into_iter().collect(),
        x: lap_axis(replay),
        guides: sprint_guides(replay),
        panels: vec![Panel::of(Axis::exact("chance of winning", (0.0, 100.0), 5, NumberStyle::Percent), series)],
        source: source(replay, again),
    }
}

/// One rider's chances in per cent, with the laps they gained.
fn rider(curve: &Curve, laps: &Laps, r: usize, bib: Bib, tone: Tone) -> Series {
    let percent = |tally: &ForkTally| tally.chance(r).map(|chance| 100.0 * chance.share);
    let point = |(at, tally): &(Micros, ForkTally)| Some((laps.at(*at), percent(tally)?));
    let points = curve.moments.iter().filter_map(point).collect();
    let gains = curve.events.iter().filter(|event| matches!(&event.what, EventKind::Gain(bibs) if bibs.contains(&bib)));
    let dot =
        |at: Micros| Some(Dot { x: laps.at(at), y: percent(curve.tally(at)?)?, sign: Sign::Up { hollow: false } });
    Series { dots: gains.filter_map(|event| dot(event.after)).collect(), ..Series::new(Form::Line, tone, points) }
}

/// Since when the final favourite has been the favourite.
fn title(curve: &Curve, laps: &Laps, name: impl Fn(usize) -> String) -> String {
    let first = |tally: &ForkTally| tally.by_chance().first().copied();
    let Some(winner) = curve.moments.last().and_then(|moment| first(&moment.1)) else { return "Chances".to_owned() };
    let since = curve.moments.iter().rev().take_while(|moment| first(&moment.1) == Some(winner)).last();
    let name = name(winner);
    match since.map(|moment| laps.at(moment.0)) {
        Some(lap) if lap >= 0.5 => format!("{name} is the likeliest winner from lap {lap:.0} on"),
        _ => format!("{name} is the likeliest winner from the gun on"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chances::{events, moments};
    use crate::scenario;

    #[test]
    fn the_lines_are_the_chances_and_the_title_says_since_when_the_favourite_led() {
        let tiny = Replay::free(scenario::load("tiny").unwrap(), None, 2);
        let events = events(&tiny);
        let at = moments(&events, tiny.duration());
        let tally = |k: usize| {
            let mut tally = ForkTally::new(4);
            (0..10).for_each(|fork| tally.add(fork, Some(if k > 0 && fork < 6 { 2 } else { 1 })));
            tally
        };
        let moments = at.iter().enumerate().map(|(k, &at)| (at, tally(k))).collect();
        let chart = chart(&tiny, &Curve { moments, events }, &[], "again");
        let lines: Vec<(f64, f64)> =
            chart.panels[0].series.iter().rev().map(|s| (s.pieces[0][0].1, s.end().unwrap().1)).collect();
        assert_eq!(lines[..2], [(100.0, 40.0), (0.0, 60.0)]);
        let name = &tiny.scenario().riders[2].name;
        let since = Laps::of(&tiny).at(at[1]);
        assert_eq!(chart.title, format!("{name} is the likeliest winner from lap {since:.0} on"));
    }
}
