//! The races at every value of a parameter: counts at each value, and sums that show what the parameter changes.

use super::joint::Joint;
use crate::sweep::{Count, FIGURES, RaceFigure, RaceOutcome, SweepTally};
use crate::units::Bib;

/// The races so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    values: Vec<f64>,
    race_m: Vec<f64>,
    /// At each value, the tally that a sweep there would give.
    tallies: Vec<SweepTally>,
    /// Who starts at every value, in start-list order.
    riders: Vec<RiderJoint>,
    figures: Vec<Joint>,
}

/// A rider at every value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiderJoint {
    pub bib: Bib,
    /// 1 for a win, 1 for a place in the first three, rank, points: as in [`RaceOutcome::marks`].
    pub marks: [Joint; 4],
}

impl Varied {
    /// An empty tally per value, each with its race length in metres and its starters.
    #[must_use]
    pub fn new(values: Vec<f64>, race_m: Vec<f64>, starters: &[Vec<Bib>]) -> Self {
        let n = values.len();
        assert_eq!([race_m.len(), starters.len()], [n, n], "a race for each value");
        // All fields are the top of one start list, so the shortest holds the riders who always start.
        let common = starters.iter().min_by_key(|list| list.len()).cloned().unwrap_or_default();
        Self {
            values,
            tallies: race_m.iter().zip(starters).map(|(m, list)| SweepTally::new(*m, list)).collect(),
            race_m,
            riders: common
                .into_iter()
                .map(|bib| RiderJoint { bib, marks: std::array::from_fn(|_| Joint::new(n)) })
                .collect(),
            figures: vec![Joint::new(n); FIGURES.len()],
        }
    }

    /// Adds the races of one seed, one for each value.
    ///
    /// # Panics
    /// If their riders are not the starters.
    pub fn add(&mut self, races: &[RaceOutcome]) {
        assert_eq!(races.len(), self.values.len(), "a race for each value");
        self.tallies.iter_mut().zip(races).for_each(|(tally, race)| tally.add(race));
        for (k, rider) in self.riders.iter_mut().enumerate() {
            assert!(races.iter().all(|race| race.riders[k].bib == rider.bib), "riders in another order");
            let marks: Vec<[i64; 4]> = races.iter().map(|race| race.marks(k)).collect();
            for (mark, joint) in rider.marks.iter_mut().enumerate() {
                joint.add(&marks.iter().map(|at| at[mark]).collect::<Vec<_>>());
            }
        }
        for (figure, joint) in FIGURES.iter().zip(&mut self.figures) {
            let row: Option<Vec<i64>> = races.iter().zip(&self.race_m).map(|(race, m)| figure.read(race, *m)).collect();
            // A figure that is missing at one value cannot be compared for this seed.
            if let Some(row) = row {
                joint.add(&row);
            }
        }
    }

    /// The values of the parameter.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The tally at each value, as a sweep there would give it.
    #[must_use]
    pub fn tallies(&self) -> &[SweepTally] {
        &self.tallies
    }

    /// Who starts at every value, in start-list order.
    #[must_use]
    pub fn riders(&self) -> &[RiderJoint] {
        &self.riders
    }

    /// Every figure of the race at every value.
    pub fn figures(&self) -> impl Iterator<Item = (&'static RaceFigure, &Joint)> {
        FIGURES.iter().zip(&self.figures)
    }

    /// The `n` riders who win most often over all values, the likeliest first.
    #[must_use]
    pub fn favourites(&self, n: usize) -> Vec<Bib> {
        let count = |place: usize| {
            let of = |tally: &SweepTally| (tally.riders()[place].wins(), tally.riders()[place].podiums());
            self.tallies.iter().map(of).fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
        };
        let mut places: Vec<usize> = (0..self.riders.len()).collect();
        places.sort_by_key(|&place| (std::cmp::Reverse(count(place)), self.riders[place].bib));
        places.into_iter().take(n).map(|place| self.riders[place].bib).collect()
    }
}

impl Count for Varied {
    fn count(&mut self, races: &[RaceOutcome]) {
        self.add(races);
    }
}
