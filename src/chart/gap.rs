//! Laps ahead of the bunch, over laps: who lapped the field, and how long it took. Knows the motion, and no points.

use super::caption::{in_words, lap_axis, leads, others, race, source, sprint_guides};
use super::curves::{Curves, Selection, balance};
use super::laps::{EVERY, Laps};
use super::{Axis, Chart, Dot, Form, NumberStyle, Panel, Series, Sign, Tone};
use crate::player::{Bunch, LapChange, Replay};
use crate::race::Sample;
use crate::report::words::{RiderNames, list, signed};
use crate::units::{Bib, Provenance};

/// Laps that riders are ahead of the bunch; `bibs` (or the first of the table) are named. `again` is the command that
/// shows the run.
#[must_use]
pub fn chart(replay: &Replay, bibs: &[Bib], again: &str) -> Chart {
    let laps = Laps::of(replay);
    let names = RiderNames::of(replay.scenario());
    let shown = leads(replay, bibs);
    let panel =
        Gaps::of(replay, &laps).panel(&laps, Selection { leads: &shown, others: true, until: replay.duration() });
    let title = match shown.first() {
        Some(&bib) => title(&names.name(bib), replay.lap_changes().iter().filter(|c| c.bib == bib)),
        None => "Distance to the bunch".into(),
    };
    Chart {
        title,
        subtitle: format!(
            "{}. Between two whole laps: how much is done of the way round, from the front of the bunch to its tail",
            race(replay)
        ),
        key: key(&panel.series),
        x: lap_axis(replay),
        guides: sprint_guides(replay),
        panels: vec![panel],
        source: source(replay, again),
    }
}

/// Laps that every rider is ahead of the bunch, second by second, with the laps they gained and lost.
#[derive(Debug)]
pub(super) struct Gaps(Curves);

impl Gaps {
    /// Reads the motion of `replay`; `laps` must be of the same replay.
    pub(super) fn of(replay: &Replay, laps: &Laps) -> Self {
        let names = RiderNames::of(replay.scenario());
        let changes = replay.lap_changes();
        let line = |(i, bib): (usize, Bib)| {
            let mut so_far = 0;
            let dot = |c: &LapChange| {
                so_far += c.change;
                let hollow = c.provenance == Provenance::Reconstructed;
                let sign = if c.change > 0 { Sign::Up { hollow } } else { Sign::Down { hollow } };
                Dot { x: c.at.secs(), y: f64::from(so_far), sign }
            };
            let dots = changes.iter().filter(|c| c.bib == bib).map(dot).collect();
            let line = Series::new(Form::Line, Tone::Context, Vec::new()).named(names.family(bib), "");
            (bib, Series { dots, pieces: distances(replay, laps, i), ..line })
        };
        let starters = replay.scenario().riders.iter().enumerate().filter(|(_, r)| r.starts);
        Self(Curves(starters.map(|(i, r)| (i, r.bib)).map(line).collect()))
    }

    /// The distances over laps.
    pub(super) fn panel(&self, laps: &Laps, selection: Selection) -> Panel {
        let series = self.0.over(laps, selection, |line| signed(balance(line)));
        let (low, high) = (series.iter().flat_map(|s| &s.pieces).flatten())
            .fold((0.0, 1.0), |(low, high): (f64, f64), p| (low.min(p.1), high.max(p.1)));
        let y = Axis {
            step: 1.0,
            ..Axis::exact("laps ahead of the bunch", (low - 0.1, high + 0.1), 5, NumberStyle::Signed)
        };
        Panel { beside: true, ..Panel::of(y, series) }
    }
}

/// Laps that rider `i` of the start list is ahead of the bunch, for every second in which they ride.
fn distances(replay: &Replay, laps: &Laps, i: usize) -> Vec<Vec<(f64, f64)>> {
    let lap_m = replay.scenario().track.lap_m;
    let race = f64::from(replay.scenario().track.laps);
    let mut pieces = vec![Vec::new()];
    for (s, lap, bunch) in laps.seconds() {
        let sample = &replay.tape().at(s * EVERY)[i];
        match bunch.filter(|_| sample.riding() && lap < race) {
            Some(bunch) => pieces.last_mut().expect("never empty").push((s as f64, ahead(sample, &bunch, lap_m))),
            None if pieces.last().is_some_and(|p| !p.is_empty()) => pieces.push(Vec::new()),
            None => {}
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}

/// Laps gained, plus the share already ridden of the way from the front of the bunch round to its tail. Behind the
/// tail, the share of that way already lost counts as negative. In the bunch it is a whole number.
fn ahead(sample: &Sample, bunch: &Bunch, lap_m: f64) -> f64 {
    let balance = f64::from(sample.balance);
    let race_m = sample.ridden_m - balance * lap_m;
    let round_m = (lap_m - (bunch.front_m - bunch.tail_m)).max(0.25 * lap_m);
    let off_m = (race_m - bunch.front_m).max(0.0) + (race_m - bunch.tail_m).min(0.0);
    balance + if sample.in_bunch() { 0.0 } else { (off_m / round_m).clamp(-1.0, 1.0) }
}

/// How often a rider lapped the field or was lapped, and when.
fn title<'a>(name: &str, changes: impl Iterator<Item = &'a LapChange>) -> String {
    let (gains, losses): (Vec<&LapChange>, Vec<&LapChange>) = changes.partition(|c| c.change > 0);
    let at = |changes: &[&LapChange]| {
        let laps: Vec<String> = changes.iter().map(|c| format!("{:.0}", c.lap)).collect();
        format!(
            "{} on the bunch, at {} {}",
            in_words(laps.len() as u32, "lap"),
            if laps.len() == 1 { "lap" } else { "laps" },
            list(&laps)
        )
    };
    match (gains.is_empty(), losses.is_empty()) {
        (false, _) => format!("{name} gains {}", at(&gains)),
        (true, false) => format!("{name} loses {}", at(&losses).replace(" on ", " to ")),
        (true, true) => format!("{name} neither gains nor loses a lap"),
    }
}

/// What the marks on the named series mean.
fn key(series: &[Series]) -> Vec<(Sign, String)> {
    let used = |wanted: Sign| series.iter().flat_map(|s| &s.dots).any(|d| d.sign == wanted);
    let words = [
        (Sign::Up { hollow: false }, "lap gained"),
        (Sign::Up { hollow: true }, "lap gained, by whom or when reconstructed by the seed"),
        (Sign::Down { hollow: false }, "lap lost"),
        (Sign::Down { hollow: true }, "lap lost, reconstructed by the seed"),
    ];
    words
        .into_iter()
        .filter(|(sign, _)| used(*sign))
        .map(|(sign, w)| (sign, w.to_owned()))
        .chain(others(series))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn every_lap_gained_is_a_climb_of_one() {
        let replay = Replay::new(scenario::load("athens-2004-men").unwrap(), None, 1).unwrap();
        let laps = Laps::of(&replay);
        let riders = &replay.scenario().riders;
        let changes = replay.lap_changes();
        assert_eq!(changes.len(), 31);
        for change in &changes {
            let i = riders.iter().position(|r| r.bib == change.bib).unwrap();
            let line = distances(&replay, &laps, i);
            let x = laps.at(change.at);
            let at = |wanted: f64| line.iter().flatten().rfind(|p| laps.at_s(p.0) <= wanted).unwrap().1;
            // On contact the rider has one whole lap more. Half a lap earlier they were on the last part of the way
            // round, so the line climbs and does not jump.
            let after = libm::round(at(x + 0.05));
            let before = at(x - 0.5);
            let so_far = changes.iter().filter(|c| c.bib == change.bib && c.at <= change.at).map(|c| c.change);
            assert_eq!(after as i32, so_far.sum::<i32>(), "bib {}", change.bib);
            assert!((0.0..0.7).contains(&(after - before)), "bib {}: {before} then {after}", change.bib);
        }
    }

    #[test]
    fn the_title_counts_in_words_and_says_when() {
        let change = |lap: f64, change: i32| LapChange {
            at: crate::units::Micros::ZERO,
            lap,
            bib: Bib(1),
            change,
            provenance: Provenance::Recorded,
        };
        let say = |changes: &[LapChange]| title("A B", changes.iter());
        assert_eq!(say(&[change(51.6, 1), change(96.0, 1)]), "A B gains two laps on the bunch, at laps 52 and 96");
        assert_eq!(say(&[change(51.6, -1)]), "A B loses one lap to the bunch, at lap 52");
        assert_eq!(say(&[]), "A B neither gains nor loses a lap");
    }
}
