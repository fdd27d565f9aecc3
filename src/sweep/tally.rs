//! The combined figures of a sweep's races. Races may be added in any order; no single race is kept.

use super::count::Count;
use super::figures::{FIGURES, RaceFigure};
use super::histogram::Histogram;
use super::interval::{Interval, proportion};
use super::outcome::{RaceOutcome, RiderOutcome};
use crate::units::Bib;

/// The races so far.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepTally {
    race_m: f64,
    races: u64,
    endless: u64,
    riders: Vec<RiderTally>,
    figures: Vec<FigureTally>,
}

/// A rider's races so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiderTally {
    pub bib: Bib,
    /// Their ranks in the races they finished.
    pub places: Histogram,
    /// Their ranks in all races; in one they did not finish, the rank after the last finisher.
    pub ranks: Histogram,
    /// Their points, race by race, from sprints and laps together.
    pub points: Histogram,
}

/// A figure of the races so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FigureTally {
    /// In parts of the figure's unit.
    pub histogram: Histogram,
    pub least: Option<Extreme>,
    pub most: Option<Extreme>,
}

/// The race with the smallest or largest value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extreme {
    /// In parts of the figure's unit.
    pub value: i64,
    /// The lowest seed with this value.
    pub seed: u64,
}

impl SweepTally {
    /// An empty tally for races of `race_m` metres by `starters`.
    #[must_use]
    pub fn new(race_m: f64, starters: &[Bib]) -> Self {
        let rider = |&bib: &Bib| RiderTally {
            bib,
            places: Histogram::default(),
            ranks: Histogram::default(),
            points: Histogram::default(),
        };
        Self {
            race_m,
            races: 0,
            endless: 0,
            riders: starters.iter().map(rider).collect(),
            figures: vec![FigureTally::default(); FIGURES.len()],
        }
    }

    /// Adds a race.
    ///
    /// # Panics
    /// If its riders are not the starters, in the same order.
    pub fn add(&mut self, outcome: &RaceOutcome) {
        assert_eq!(outcome.riders.len(), self.riders.len(), "race {}: another field", outcome.seed);
        self.races += 1;
        self.endless += u64::from(outcome.time.is_none());
        let after_the_last = outcome.placed() + 1;
        for (rider, line) in self.riders.iter_mut().zip(&outcome.riders) {
            assert_eq!(rider.bib, line.bib, "race {}: riders in another order", outcome.seed);
            rider.add(line, after_the_last);
        }
        for (figure, tally) in FIGURES.iter().zip(&mut self.figures) {
            if let Some(value) = figure.read(outcome, self.race_m) {
                tally.add(Extreme { value, seed: outcome.seed });
            }
        }
    }

    #[must_use]
    pub fn races(&self) -> u64 {
        self.races
    }

    /// Races that did not end, so that nobody won them.
    #[must_use]
    pub fn endless(&self) -> u64 {
        self.endless
    }

    /// In the order of the start list.
    #[must_use]
    pub fn riders(&self) -> &[RiderTally] {
        &self.riders
    }

    /// The same, likeliest winner first: by wins, podiums, mean rank and bib.
    #[must_use]
    pub fn by_chance(&self) -> Vec<&RiderTally> {
        let mut riders: Vec<&RiderTally> = self.riders.iter().collect();
        let rank = |rider: &RiderTally| rider.ranks.mean().unwrap_or(f64::INFINITY);
        riders.sort_by(|a, b| {
            let more = |count: fn(&RiderTally) -> u64| count(b).cmp(&count(a));
            let by_mean = rank(a).total_cmp(&rank(b));
            more(RiderTally::wins).then(more(RiderTally::podiums)).then(by_mean).then(a.bib.cmp(&b.bib))
        });
        riders
    }

    /// Every figure with its tally.
    pub fn figures(&self) -> impl Iterator<Item = (&'static RaceFigure, &FigureTally)> {
        FIGURES.iter().zip(&self.figures)
    }

    /// How precisely the leader's chance of winning is known: half its 95 % interval. `None` before the first race.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        let most = self.riders.iter().map(RiderTally::wins).max()?;
        proportion(most, self.races).as_ref().map(Interval::half)
    }
}

/// Counts the races of a single run.
impl Count for SweepTally {
    fn count(&mut self, races: &[RaceOutcome]) {
        races.iter().for_each(|race| self.add(race));
    }

    fn known(&self) -> Option<f64> {
        self.precision()
    }
}

impl RiderTally {
    /// Races won; riders who share first place have each won.
    #[must_use]
    pub fn wins(&self) -> u64 {
        self.places.count(..=1)
    }

    /// Races finished in the first three.
    #[must_use]
    pub fn podiums(&self) -> u64 {
        self.places.count(..=3)
    }

    fn add(&mut self, line: &RiderOutcome, after_the_last: u32) {
        if let Some(place) = line.place() {
            self.places.add(place.into());
        }
        self.ranks.add(line.place().unwrap_or(after_the_last).into());
        self.points.add(line.total.into());
    }
}

impl FigureTally {
    fn add(&mut self, race: Extreme) {
        self.histogram.add(race.value);
        let first = |a: Extreme, b: Extreme, better: bool| {
            if better || (a.value == b.value && a.seed < b.seed) { a } else { b }
        };
        self.least = Some(self.least.map_or(race, |least| first(race, least, race.value < least.value)));
        self.most = Some(self.most.map_or(race, |most| first(race, most, race.value > most.value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Status;
    use crate::units::Micros;

    /// A race of three riders: (bib, rank, total, laps); no rank means the rider stopped.
    fn race(seed: u64, secs: i64, rows: [(u16, Option<u32>, i32, u32); 3]) -> RaceOutcome {
        let line = |(bib, rank, total, gained): (u16, Option<u32>, i32, u32)| RiderOutcome {
            bib: Bib(bib),
            rank,
            status: if rank.is_some() { Status::Finished } else { Status::Dnf },
            sprint_points: total - 20 * gained as i32,
            sprints_won: 0,
            gained,
            lost: 0,
            total,
            last_line: None,
        };
        RaceOutcome { seed, time: Some(Micros(secs * 1_000_000)), attacks: 0, riders: rows.map(line).to_vec() }
    }

    fn races() -> [RaceOutcome; 3] {
        [
            race(4, 400, [(1, Some(2), 10, 0), (2, Some(1), 26, 1), (3, None, 2, 0)]),
            race(5, 360, [(1, Some(1), 31, 1), (2, Some(2), 26, 1), (3, Some(3), 2, 0)]),
            race(6, 400, [(1, Some(1), 9, 0), (2, Some(3), 3, 0), (3, Some(2), 5, 0)]),
        ]
    }

    fn tally(races: &[RaceOutcome]) -> SweepTally {
        let mut tally = SweepTally::new(5000.0, &[Bib(1), Bib(2), Bib(3)]);
        races.iter().for_each(|race| tally.add(race));
        tally
    }

    #[test]
    fn three_races_made_by_hand_give_their_counts() {
        let tally = tally(&races());
        let [one, two, three] = tally.riders() else { panic!("three riders") };
        assert_eq!([one, two, three].map(RiderTally::wins), [2, 1, 0]);
        assert_eq!([one, two, three].map(RiderTally::podiums), [3, 3, 2]);
        assert_eq!(
            three.ranks.iter().collect::<Vec<_>>(),
            [(2, 1), (3, 2)],
            "a rider who stopped ranks after the two who did not"
        );
        assert_eq!(two.points.mean(), Some(55.0 / 3.0));
        assert_eq!(tally.by_chance().iter().map(|r| r.bib.0).collect::<Vec<_>>(), [1, 2, 3]);
        let figure = |key: &str| tally.figures().find(|(f, _)| f.key == key).unwrap().1;
        assert_eq!(figure("winner_total").histogram.iter().collect::<Vec<_>>(), [(9, 1), (26, 1), (31, 1)]);
        assert_eq!(figure("third_total").histogram.iter().collect::<Vec<_>>(), [(2, 1), (3, 1)]);
        assert_eq!(figure("riders_with_a_net_lap").histogram.iter().collect::<Vec<_>>(), [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(figure("stopped").histogram.mean(), Some(1.0 / 3.0));
        assert_eq!(figure("kmh").most, Some(Extreme { value: 5000, seed: 5 }), "5 km in six minutes");
        assert_eq!(figure("time_s").most, Some(Extreme { value: 4000, seed: 4 }), "the first of two as slow");
    }

    #[test]
    fn the_order_of_the_races_does_not_matter() {
        let [a, b, c] = races();
        assert_eq!(tally(&[a.clone(), b.clone(), c.clone()]), tally(&[c, a, b]));
    }

    #[test]
    fn a_race_without_an_end_is_counted_and_won_by_nobody() {
        let endless = RaceOutcome { time: None, ..race(9, 0, [(1, None, 4, 0), (2, None, 0, 0), (3, None, 0, 0)]) };
        let tally = tally(&[endless]);
        assert_eq!((tally.races(), tally.endless()), (1, 1));
        assert!(tally.riders().iter().all(|r| r.podiums() == 0));
        assert!(
            tally
                .figures()
                .all(|(f, t)| t.histogram.n() == 0 || f.key.contains("lap") || ["stopped", "attacks"].contains(&f.key))
        );
    }
}
