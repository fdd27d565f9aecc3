//! Power of one rider over laps, beside his critical power and what he has left above it. Knows no points.

use super::caption::{lap_axis, race, source, sprint_guides};
use super::laps::{EVERY, Laps};
use super::{Axis, Chart, Figure, Form, Panel, Series, Sign, Tone};
use crate::player::{Mode, Replay};
use crate::race::Sample;
use crate::report::words::Names;
use crate::units::{Bib, Micros};

/// Seconds of the two means that are drawn.
const SHORT_S: usize = 5;
const LONG_S: usize = 60;

/// Power and reserve of `bib`; `None` if he was never on the track. `again` is the run in words.
#[must_use]
pub fn chart(replay: &Replay, bib: Bib, again: &str) -> Option<Chart> {
    let effort = replay.effort(bib)?;
    let names = Names::of(replay.scenario());
    let i = replay.scenario().riders.iter().position(|r| r.bib == bib)?;
    let cp_w = replay.view(Micros::ZERO).riders[i].cp_w;
    let laps = Laps::of(replay);
    let samples: Vec<&Sample> = replay.tape().rider(i).collect();
    let watts = |figure: f64| Figure::Plain.write(figure, 0);
    let race_laps = f64::from(replay.scenario().track.laps);
    let short = means(&samples, &laps, SHORT_S);
    let most = short.iter().flatten().map(|p| p.1).fold(cp_w, f64::max);
    let reference = Series::new(Form::Line, Tone::Reference, vec![(0.0, cp_w), (race_laps, cp_w)]);
    let area = Series { pieces: short, ..Series::new(Form::Area, Tone::Context, Vec::new()) };
    let line = Series { pieces: means(&samples, &laps, LONG_S), ..Series::new(Form::Line, Tone::Lead(0), Vec::new()) };
    let left = Series { pieces: reserve(&samples, &laps), ..Series::new(Form::Area, Tone::Lead(2), Vec::new()) };
    let empty = left.end().map_or(0.0, |p| p.1);
    let spans = beyond(&samples, &laps);
    let mut key = vec![(Sign::Mass, format!("mean of {SHORT_S} s"))];
    if !spans.is_empty() {
        key.push((Sign::Span, format!("more than the legs have, {} s in all", watts(effort.beyond_s))));
    }
    let whose = match replay.mode() {
        Mode::Directed => "What the motion asks for on the way to the recorded result",
        Mode::Free => "What the rider gives",
        Mode::Forked => "What the motion asks for up to the fork, and what the rider gives from there on",
    };
    Some(Chart {
        title: format!(
            "{} rides at {} W on average and {} W over the best 15 seconds",
            names.name(bib),
            watts(effort.mean_w),
            watts(effort.best_15s_w)
        ),
        subtitle: format!("{}. {whose}, and what it leaves in reserve", race(replay)),
        key,
        x: lap_axis(replay),
        guides: sprint_guides(replay),
        panels: vec![
            Panel {
                y: Axis::round("power, W", (0.0, most), 8, Figure::Plain),
                share: 2.0,
                series: vec![
                    area,
                    reference.named("critical power", format!("{} W", watts(cp_w))),
                    line.named("1-minute mean", String::new()),
                ],
                spans: spans.clone(),
                beside: false,
            },
            Panel {
                y: Axis {
                    step: 50.0,
                    ..Axis::exact("reserve: work left above critical power", (0.0, 100.0), 2, Figure::Percent)
                },
                share: 1.0,
                series: vec![left.named("at the end", Figure::Percent.write(empty, 0))],
                spans,
                beside: false,
            },
        ],
        source: source(replay, again),
    })
}

/// Means over `seconds` around every second in which he rides.
fn means(samples: &[&Sample], laps: &Laps, seconds: usize) -> Vec<Vec<(f64, f64)>> {
    let half = seconds * EVERY / 2;
    pieces(samples, laps, |tick| {
        let around = &samples[tick.saturating_sub(half)..(tick + half + 1).min(samples.len())];
        let riding = around.iter().filter(|s| s.riding());
        let (sum, n) = riding.fold((0.0, 0.0), |(sum, n), s| (sum + f64::from(s.power_w), n + 1.0));
        // Braking gives nothing back: a mean below 0 is nothing given.
        if n > 0.0 { f64::max(sum / n, 0.0) } else { 0.0 }
    })
}

/// What is left above critical power, in per cent.
fn reserve(samples: &[&Sample], laps: &Laps) -> Vec<Vec<(f64, f64)>> {
    pieces(samples, laps, |tick| 100.0 * f64::from(samples[tick].reserve).clamp(0.0, 1.0))
}

/// `value` of every second in which he rides, in pieces.
fn pieces(samples: &[&Sample], laps: &Laps, value: impl Fn(usize) -> f64) -> Vec<Vec<(f64, f64)>> {
    let mut pieces = vec![Vec::new()];
    let mut before = -1.0;
    for (s, lap, _) in laps.seconds() {
        let tick = s * EVERY;
        match samples.get(tick).filter(|sample| sample.riding()) {
            // Once the bunch is home, laps stand still.
            Some(_) if lap <= before => {}
            Some(_) => {
                before = lap;
                pieces.last_mut().expect("never empty").push((lap, value(tick)));
            }
            None if pieces.last().is_some_and(|p| !p.is_empty()) => pieces.push(Vec::new()),
            None => {}
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}

/// Stretches in which the motion asks for more than he has.
fn beyond(samples: &[&Sample], laps: &Laps) -> Vec<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> = Vec::new();
    for (s, lap, _) in laps.seconds() {
        let ticks = samples.iter().skip(s * EVERY).take(EVERY);
        if !ticks.clone().any(|sample| sample.riding() && sample.beyond()) {
            continue;
        }
        let to = laps.at(Micros::from_secs(s as f64 + 1.0));
        match spans.last_mut() {
            Some(last) if last.1 >= lap => last.1 = to,
            _ => spans.push((lap, to)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn the_minutes_drawn_have_the_mean_of_the_whole_race() {
        let athens = Replay::new(scenario::load("athens-2004-men").unwrap(), None, 1).unwrap();
        let bib = athens.scenario().find("Ignatiev").unwrap();
        let chart = chart(&athens, bib, "").unwrap();
        let line = chart.panels[0].series.iter().find(|s| s.name == "1-minute mean").unwrap();
        let drawn: Vec<f64> = line.pieces.iter().flatten().map(|p| p.1).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let effort = athens.effort(bib).unwrap();
        assert!((mean / effort.mean_w - 1.0).abs() < 0.01, "{mean} of {}", effort.mean_w);
        let peak = drawn.iter().copied().fold(0.0, f64::max);
        assert!(peak >= effort.best_5min_w, "a best minute is no worse than a best five: {peak}");
    }

    #[test]
    fn the_reserve_drawn_is_that_of_the_race_and_stays_between_empty_and_full() {
        let race = Replay::free(scenario::load("tiny").unwrap(), None, 7);
        for (i, rider) in race.scenario().riders.iter().enumerate() {
            let chart = chart(&race, rider.bib, "").unwrap();
            let left: Vec<f64> = chart.panels[1].series[0].pieces.iter().flatten().map(|p| p.1).collect();
            assert!(left.iter().all(|p| (0.0..=100.0).contains(p)));
            let at_20_s = 100.0 * race.view(Micros::from_secs(20.0)).riders[i].reserve;
            assert!((left[20] - at_20_s).abs() < 1e-6, "{} instead of {at_20_s}", left[20]);
        }
    }
}
