//! Power of one rider over laps, beside their critical power and the reserve they have left. Knows no points.

use super::caption::{lap_axis, race, source, sprint_guides};
use super::laps::{EVERY, Laps};
use super::{Axis, Chart, Form, NumberStyle, Panel, Series, Sign, Tone};
use crate::player::{Mode, Replay};
use crate::race::Sample;
use crate::report::words::RiderNames;
use crate::units::{Bib, Micros};

/// Lengths of the two moving means that are drawn, seconds.
const SHORT_S: usize = 5;
const LONG_S: usize = 60;

/// Power and reserve of `bib`; `None` if they were never on the track. `again` is the command that shows the run.
#[must_use]
pub fn chart(replay: &Replay, bib: Bib, again: &str) -> Option<Chart> {
    let effort = replay.effort(bib)?;
    let names = RiderNames::of(replay.scenario());
    let laps = Laps::of(replay);
    let panels = PowerCurves::of(replay, &laps, bib)?.panels(
        &laps,
        replay.duration(),
        true,
        ["critical power", "1-minute mean", "at the end"],
    );
    let watts = |figure: f64| NumberStyle::Plain.write(figure, 0);
    let mut key = vec![(Sign::Mass, format!("mean of {SHORT_S} s"))];
    if !panels[0].spans.is_empty() {
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
        panels,
        source: source(replay, again),
    })
}

/// A rider's power and reserve from the gun to the end; x is seconds since the gun.
#[derive(Debug)]
pub(super) struct PowerCurves {
    cp_w: f64,
    /// Power in each tick, W; `None` while they are not riding.
    given_w: Vec<Option<f32>>,
    short: Series,
    long: Series,
    /// Per cent of the work above critical power that is left.
    left: Series,
    /// Stretches in which the motion asks for more than the rider's legs have, seconds.
    beyond: Vec<(f64, f64)>,
}

impl PowerCurves {
    /// Reads `bib` from `replay`; `laps` must be of the same replay. `None` if they were never on the track.
    pub(super) fn of(replay: &Replay, laps: &Laps, bib: Bib) -> Option<Self> {
        let i = replay.scenario().riders.iter().position(|r| r.bib == bib)?;
        let samples: Vec<&Sample> = replay.tape().rider(i).collect();
        let given_w: Vec<Option<f32>> = samples.iter().map(|s| s.riding().then_some(s.power_w)).collect();
        let lines = |form, tone, value: &dyn Fn(usize) -> f64| {
            let pieces = pieces(&samples, laps, value);
            Series { pieces, ..Series::new(form, tone, Vec::new()) }
        };
        let mean = |seconds: usize| {
            let (given_w, half) = (&given_w, seconds * EVERY / 2);
            move |tick: usize| mean(given_w, tick, half)
        };
        let short = lines(Form::Area, Tone::Context, &mean(SHORT_S));
        let long = lines(Form::Line, Tone::Lead(0), &mean(LONG_S));
        let left = |tick: usize| 100.0 * f64::from(samples[tick].reserve).clamp(0.0, 1.0);
        let left = lines(Form::Area, Tone::Lead(2), &left);
        let cp_w = replay.view(Micros::ZERO).riders[i].cp_w;
        left.end()?;
        Some(Self { cp_w, short, long, left, beyond: beyond(&samples), given_w })
    }

    /// Two panels over laps up to `until`: power above, reserve below. With `peaks`, the short mean lies behind the
    /// long one. The three words name critical power, the long mean and the reserve.
    pub(super) fn panels(&self, laps: &Laps, until: Micros, peaks: bool, [cp, long, left]: [&str; 3]) -> Vec<Panel> {
        let s = until.secs();
        let along = |line: Series| line.along(|s| laps.at_s(s));
        let mut given = Vec::new();
        if peaks {
            given.push(along(self.means(&self.short, SHORT_S, s)));
        }
        let level = vec![(0.0, self.cp_w), (laps.at(until), self.cp_w)];
        let watts = format!("{} W", NumberStyle::Plain.write(self.cp_w, 0));
        given.push(Series::new(Form::Line, Tone::Reference, level).named(cp, watts));
        given.push(along(self.means(&self.long, LONG_S, s)).named(long, ""));
        let most = given.iter().flat_map(|s| &s.pieces).flatten().map(|p| p.1).fold(0.0, f64::max);
        let reserve = along(self.left.until(s));
        let end = NumberStyle::Percent.write(reserve.end().map_or(0.0, |p| p.1), 0);
        let over = |span: &(f64, f64)| (laps.at_s(span.0), laps.at_s(span.1.min(s)));
        let spans: Vec<(f64, f64)> = self.beyond.iter().filter(|span| span.0 < s).map(over).collect();
        let per_cent = Axis::exact("reserve: work left above critical power", (0.0, 100.0), 2, NumberStyle::Percent);
        let power = Panel::of(Axis::round("power, W", (0.0, most), 8, NumberStyle::Plain), given);
        let reserve = Panel::of(Axis { step: 50.0, ..per_cent }, vec![reserve.named(left, end)]);
        vec![Panel { share: 2.0, spans: spans.clone(), ..power }, Panel { spans, ..reserve }]
    }

    /// The moving mean of `line` up to second `until`. Its last points are means over less, because nothing later than
    /// `until` counts.
    fn means(&self, line: &Series, seconds: usize, until: f64) -> Series {
        let half = seconds * EVERY / 2;
        let known = ((until * EVERY as f64) as usize + 1).min(self.given_w.len());
        let mut line = line.until(until);
        let late = line.pieces.iter_mut().rev().flat_map(|piece| piece.iter_mut().rev());
        for point in late.take_while(|point| point.0 as usize * EVERY + half >= known) {
            point.1 = mean(&self.given_w[..known], point.0 as usize * EVERY, half);
        }
        line
    }
}

/// Mean power of the ticks around `tick` in which the rider rides, W.
fn mean(given_w: &[Option<f32>], tick: usize, half: usize) -> f64 {
    let around = &given_w[tick.saturating_sub(half)..(tick + half + 1).min(given_w.len())];
    let (sum, n) = around.iter().flatten().fold((0.0, 0.0), |(sum, n), w| (sum + f64::from(*w), n + 1.0));
    // Braking returns no energy, so a negative mean counts as 0.
    if n > 0.0 { f64::max(sum / n, 0.0) } else { 0.0 }
}

/// `value` for every second in which the rider rides, in pieces.
fn pieces(samples: &[&Sample], laps: &Laps, value: impl Fn(usize) -> f64) -> Vec<Vec<(f64, f64)>> {
    let mut pieces = vec![Vec::new()];
    let mut before = -1.0;
    for (s, lap, _) in laps.seconds() {
        let tick = s * EVERY;
        match samples.get(tick).filter(|sample| sample.riding()) {
            // Once the bunch has finished, the lap count stands still.
            Some(_) if lap <= before => {}
            Some(_) => {
                before = lap;
                pieces.last_mut().expect("never empty").push((s as f64, value(tick)));
            }
            None if pieces.last().is_some_and(|p| !p.is_empty()) => pieces.push(Vec::new()),
            None => {}
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}

/// Stretches, in seconds, in which the motion asks for more than the rider's legs have.
fn beyond(samples: &[&Sample]) -> Vec<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> = Vec::new();
    for (s, second) in samples.chunks(EVERY).enumerate() {
        if !second.iter().any(|sample| sample.riding() && sample.beyond()) {
            continue;
        }
        let (from, to) = (s as f64, s as f64 + 1.0);
        match spans.last_mut() {
            Some(last) if last.1 >= from => last.1 = to,
            _ => spans.push((from, to)),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn the_one_minute_means_average_to_the_mean_of_the_whole_race() {
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
