//! Charts of a race up to a moment: worked out once, cut off at any moment. They show nothing later than that but the
//! length of the race and where its sprints are.

use super::caption::{lap_axis, sprint_guides};
use super::curves::Selection;
use super::gap::Gaps;
use super::laps::Laps;
use super::points::Points;
use super::power::PowerCurves;
use super::{Chart, NumberStyle, Panel, Tone};
use crate::player::Replay;
use crate::report::words::RiderNames;
use crate::units::{Bib, Micros};

/// A rider who has been off the track for this many laps is taken to have left the race. A guess.
const GONE: f64 = 1.0;

/// Which chart of a race.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RaceChart {
    /// Points over laps.
    #[default]
    Points,
    /// Laps ahead of the bunch, over laps.
    Gap,
    /// Power of one rider and the reserve they have left, over laps.
    Power,
}

impl RaceChart {
    /// In the order in which the screen steps through them.
    pub const ALL: [Self; 3] = [Self::Points, Self::Gap, Self::Power];

    /// The chart `by` places on (or back), wrapping round.
    #[must_use]
    pub fn step(self, by: i32) -> Self {
        Self::ALL[(self as i32 + by).rem_euclid(Self::ALL.len() as i32) as usize]
    }
}

/// A race, ready for charts up to any moment.
#[derive(Debug)]
pub struct SoFar {
    replay: Replay,
    laps: Laps,
    points: Points,
    gaps: Gaps,
    /// The rider whose power was asked for last; `None` for one who was never on the track.
    power: Option<(Bib, Option<PowerCurves>)>,
}

impl SoFar {
    /// Reads the whole of `replay`.
    #[must_use]
    pub fn of(replay: Replay) -> Self {
        let laps = Laps::of(&replay);
        Self { points: Points::of(&replay), gaps: Gaps::of(&replay, &laps), power: None, laps, replay }
    }

    /// The chart of `kind` up to `until`, with `leads` named; a power chart shows `subject`. `None` if there is nothing
    /// to draw.
    pub fn chart(&mut self, kind: RaceChart, until: Micros, leads: &[Bib], subject: Option<Bib>) -> Option<Chart> {
        let selection = Selection { leads, others: false, until };
        let (title, panels) = match kind {
            RaceChart::Points => ("points".to_owned(), vec![self.points.panel(&self.laps, selection)]),
            RaceChart::Gap => ("distance to the bunch".to_owned(), vec![self.gaps.panel(&self.laps, selection)]),
            RaceChart::Power => {
                let panels = self.power(subject?, until)?;
                (format!("power of {}", RiderNames::of(self.replay.scenario()).family(subject?)), panels)
            }
        };
        Some(Chart {
            title,
            subtitle: String::new(),
            key: Vec::new(),
            x: lap_axis(&self.replay),
            guides: sprint_guides(&self.replay),
            panels,
            source: String::new(),
        })
    }

    fn power(&mut self, bib: Bib, until: Micros) -> Option<Vec<Panel>> {
        if self.power.as_ref().is_none_or(|(whose, _)| *whose != bib) {
            self.power = Some((bib, PowerCurves::of(&self.replay, &self.laps, bib)));
        }
        let (_, power) = self.power.as_ref()?;
        let mut panels = power.as_ref()?.panels(&self.laps, until, false, ["CP", "1 min", "left"]);
        if let Some(mean) = panels[0].series.last_mut() {
            mean.value = mean.end().map_or_else(String::new, |p| format!("{} W", NumberStyle::Plain.write(p.1, 0)));
        }
        // For a rider who has left the race, every line ends where they left.
        let left = panels[1].series[0].end().map_or(0.0, |p| p.0);
        if left + GONE < self.laps.at(until) {
            let levels = panels[0].series.iter_mut().filter(|series| series.tone == Tone::Reference);
            levels.flat_map(|level| level.pieces.iter_mut().flatten()).for_each(|point| point.0 = point.0.min(left));
        }
        Some(panels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    fn tiny() -> (Replay, SoFar) {
        let race = Replay::free(scenario::load("tiny").unwrap(), None, 7);
        (race.clone(), SoFar::of(race))
    }

    #[test]
    fn nothing_is_later_than_the_moment_and_nothing_earlier_changes_but_the_means_near_it() {
        let (race, mut so_far) = tiny();
        let bibs: Vec<Bib> = race.scenario().riders.iter().map(|r| r.bib).collect();
        let half = Micros(race.duration().0 / 2);
        let here = so_far.laps.at(half);
        let mut compared = 0;
        for kind in RaceChart::ALL {
            let whole = so_far.chart(kind, race.duration(), &bibs, Some(bibs[1])).unwrap();
            let part = so_far.chart(kind, half, &bibs, Some(bibs[1])).unwrap();
            for (series, all) in part.panels.iter().zip(&whole.panels).flat_map(|(p, w)| p.series.iter().zip(&w.series))
            {
                let points: Vec<_> = series.pieces.iter().flatten().copied().collect();
                assert!(points.iter().all(|p| p.0 <= here) && series.dots.iter().all(|d| d.x <= here), "{kind:?}");
                // Leave out the half minute that the mean may still change, and the point that extends a step to the
                // moment.
                let settled = so_far.laps.at(Micros(half.0 - 31_000_000));
                let before = |p: &&(f64, f64)| p.0 > 0.0 && p.0 < settled;
                let then: Vec<_> = all.pieces.iter().flatten().filter(before).collect();
                compared += then.len();
                assert_eq!(points.iter().filter(before).collect::<Vec<_>>(), then, "{kind:?} {}", series.name);
            }
        }
        assert!(compared > 100, "{compared} points were compared");
    }

    #[test]
    fn points_end_with_the_table_of_the_moment_and_the_reserve_with_the_riders() {
        let (race, mut so_far) = tiny();
        for second in (1..race.duration().secs() as u32).step_by(7) {
            let at = Micros::from_secs(second.into());
            let view = race.view(at);
            let leads: Vec<Bib> = view.standings.rows.iter().map(|r| r.bib).collect();
            let chart = so_far.chart(RaceChart::Points, at, &leads, None).unwrap();
            let values: Vec<i32> = chart.panels[0].series.iter().rev().map(|s| s.end().unwrap().1 as i32).collect();
            assert_eq!(values, view.standings.rows.iter().map(|r| r.total).collect::<Vec<_>>());
            let rider = view.riders[2];
            let power = so_far.chart(RaceChart::Power, at, &[], Some(rider.bib)).unwrap();
            let (_, left) = power.panels[1].series[0].end().unwrap();
            assert!(!rider.riding || (left - 100.0 * rider.reserve).abs() < 1.0, "{left} after {second} s");
        }
    }

    #[test]
    fn a_mean_uses_nothing_that_is_still_to_come() {
        let (race, mut so_far) = tiny();
        let bib = race.scenario().riders[0].bib;
        let at = Micros::from_secs(90.0);
        let chart = so_far.chart(RaceChart::Power, at, &[], Some(bib)).unwrap();
        let (_, drawn) = chart.panels[0].series.last().unwrap().end().unwrap();
        // From half a minute before the moment up to it, both ticks included.
        let given: Vec<f64> = (4 * 60..=4 * 90).map(|tick| f64::from(race.tape().at(tick)[0].power_w)).collect();
        let mean = given.iter().sum::<f64>() / given.len() as f64;
        assert!((drawn - mean).abs() < 1e-6, "{drawn} instead of {mean}");
    }

    #[test]
    fn the_lines_of_a_rider_who_left_the_race_end_where_they_left() {
        let athens = Replay::new(scenario::load("athens-2004-men").unwrap(), None, 1).unwrap();
        let newton = athens.scenario().find("Newton").unwrap();
        let place = athens.scenario().riders.iter().position(|rider| rider.bib == newton).unwrap();
        let left = athens.tape().rider(place).take_while(|sample| sample.riding()).count();
        let (mut so_far, at) = (SoFar::of(athens.clone()), athens.duration());
        let lap = so_far.laps.at_s(left as f64 / 4.0);
        let chart = so_far.chart(RaceChart::Power, at, &[], Some(newton)).unwrap();
        let ends = chart.panels.iter().flat_map(|panel| &panel.series).map(|series| series.end().unwrap().0);
        let ends: Vec<f64> = ends.collect();
        assert!(ends.len() >= 2 && ends.iter().all(|end| (end - lap).abs() < 0.2), "{lap} laps were ridden: {ends:?}");
    }

    #[test]
    fn charts_go_round_both_ways() {
        assert_eq!(RaceChart::Points.step(-1), RaceChart::Power);
        assert_eq!(RaceChart::Points.step(1).step(1).step(1), RaceChart::Points);
    }
}
