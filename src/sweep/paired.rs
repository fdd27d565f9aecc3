//! Two runs ridden with the same random draws, compared race by race. Keeps counts of whole differences, so the figures do
//! not depend on the order of races or the number of threads.

use super::count::Count;
use super::figures::{FIGURES, RaceFigure};
use super::histogram::Histogram;
use super::outcome::RaceOutcome;
use crate::units::Bib;

/// The differences so far, the second run minus the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Paired {
    race_m: [f64; 2],
    riders: Vec<RiderPair>,
    figures: Vec<PairedFigure>,
}

/// One figure in both runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairedFigure {
    /// Its values in the first run and in the second.
    pub of: [Histogram; 2],
    /// The second minus the first, race by race.
    pub more: Histogram,
}

/// A rider in both runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiderPair {
    pub bib: Bib,
    /// 1 for a race won.
    pub wins: PairedFigure,
    /// 1 for a race finished in the first three.
    pub podiums: PairedFigure,
    /// In a race they did not finish, the rank after the last finisher.
    pub ranks: PairedFigure,
    pub points: PairedFigure,
}

impl PairedFigure {
    fn add(&mut self, values: [i64; 2]) {
        self.of.iter_mut().zip(values).for_each(|(of, value)| of.add(value));
        self.more.add(values[1] - values[0]);
    }

    /// Races needed to find a difference of this size significant at 95 % four times in five (a power of 80 %: the normal
    /// distribution's percentiles 1.96 and 0.84). `None` where nothing differs.
    #[must_use]
    pub fn races_needed(&self) -> Option<u64> {
        let (mean, sd) = (self.more.mean()?, self.more.sd()?);
        if mean == 0.0 {
            return None;
        }
        let ratio = (1.960 + 0.842) * sd / mean;
        Some(libm::ceil(ratio * ratio).max(2.0) as u64)
    }
}

impl Paired {
    /// Empty, for two runs of `race_m` metres each with the same `starters`.
    #[must_use]
    pub fn new(race_m: [f64; 2], starters: &[Bib]) -> Self {
        let rider = |&bib: &Bib| RiderPair {
            bib,
            wins: PairedFigure::default(),
            podiums: PairedFigure::default(),
            ranks: PairedFigure::default(),
            points: PairedFigure::default(),
        };
        Self {
            race_m,
            riders: starters.iter().map(rider).collect(),
            figures: vec![PairedFigure::default(); FIGURES.len()],
        }
    }

    /// Adds the race of one seed in both runs.
    ///
    /// # Panics
    /// If their riders are not the starters, in the same order.
    pub fn add(&mut self, race: &[RaceOutcome; 2]) {
        for (k, rider) in self.riders.iter_mut().enumerate() {
            assert!(race.iter().all(|race| race.riders[k].bib == rider.bib), "riders in another order");
            let [one, other] = [0, 1].map(|of| race[of].marks(k));
            let pairs = [&mut rider.wins, &mut rider.podiums, &mut rider.ranks, &mut rider.points];
            for (mark, pair) in pairs.into_iter().enumerate() {
                pair.add([one[mark], other[mark]]);
            }
        }
        for (figure, pair) in FIGURES.iter().zip(&mut self.figures) {
            if let [Some(one), Some(other)] = [0, 1].map(|of| figure.read(&race[of], self.race_m[of])) {
                pair.add([one, other]);
            }
        }
    }

    /// The riders, the one whose chance of winning differs most first.
    #[must_use]
    pub fn by_effect(&self) -> Vec<&RiderPair> {
        let size = |pair: &PairedFigure| pair.more.mean().map_or(0.0, f64::abs);
        let mut riders: Vec<&RiderPair> = self.riders.iter().collect();
        riders.sort_by(|a, b| {
            let by_wins = size(&b.wins).total_cmp(&size(&a.wins));
            by_wins.then(size(&b.points).total_cmp(&size(&a.points))).then(a.bib.cmp(&b.bib))
        });
        riders
    }

    /// Every figure in both runs.
    pub fn figures(&self) -> impl Iterator<Item = (&'static RaceFigure, &PairedFigure)> {
        FIGURES.iter().zip(&self.figures)
    }
}

impl Count for Paired {
    fn count(&mut self, races: &[RaceOutcome]) {
        self.add(races.try_into().expect("two runs"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Status;
    use crate::sweep::RiderOutcome;
    use crate::units::Micros;

    fn race(luck: u64, totals: [i32; 2]) -> RaceOutcome {
        let line = |bib: u16| {
            let (own, other) = (totals[usize::from(bib) - 1], totals[2 - usize::from(bib)]);
            let (rank, status) = (Some(if own >= other { 1 } else { 2 }), Status::Finished);
            let (sprint_points, sprints_won, gained, lost) = (own, 0, 0, 0);
            RiderOutcome {
                bib: Bib(bib),
                rank,
                status,
                sprint_points,
                sprints_won,
                gained,
                lost,
                total: own,
                last_line: None,
            }
        };
        RaceOutcome { seed: luck, time: Some(Micros(360_000_000)), attacks: 0, riders: vec![line(1), line(2)] }
    }

    #[test]
    fn differences_are_taken_between_races_of_the_same_seed() {
        let mut paired = Paired::new([5000.0; 2], &[Bib(1), Bib(2)]);
        for (luck, one, other) in [(1, [9, 5], [4, 5]), (2, [3, 5], [8, 5]), (3, [9, 2], [7, 2]), (4, [9, 2], [5, 6])] {
            paired.add(&[race(luck, one), race(luck, other)]);
        }
        let first = &paired.riders[0];
        assert_eq!(first.wins.more.iter().collect::<Vec<_>>(), [(-1, 2), (0, 1), (1, 1)]);
        assert_eq!((first.wins.of[0].mean(), first.wins.of[1].mean()), (Some(0.75), Some(0.5)));
        assert_eq!(first.points.more.mean(), Some((-5.0 + 5.0 - 2.0 - 4.0) / 4.0));
        assert_eq!(paired.by_effect()[0].bib, Bib(1));
        // A difference of a quarter with a standard deviation of 0.957 takes (2.802 × 0.957 / 0.25)² races.
        assert_eq!(first.wins.races_needed(), Some(116));
        assert_eq!(PairedFigure::default().races_needed(), None);
    }

    #[test]
    fn a_run_compared_with_itself_differs_in_nothing() {
        let mut paired = Paired::new([5000.0; 2], &[Bib(1), Bib(2)]);
        (1..9).for_each(|luck| paired.add(&[race(luck, [luck as i32, 4]), race(luck, [luck as i32, 4])]));
        assert!(paired.riders.iter().all(|r| r.points.more.count(0..=0) == 8 && r.points.races_needed().is_none()));
    }
}
