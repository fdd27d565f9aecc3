//! One figure at every value of a parameter, over many seeds, as exact sums. They give the difference between any two values
//! and the slope over all of them, with intervals. Does not know what is counted.

use crate::sweep::{Interval, student};

/// Sums, and sums of products, over seeds; a column for each value of the parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    n: u64,
    sums: Vec<i128>,
    /// Σ xᵢxⱼ, row by row.
    products: Vec<i128>,
}

/// The effect of a parameter on a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedEffect {
    pub mean: f64,
    /// 95 % interval, paired by seed (Student's t); `None` for fewer than two seeds.
    pub interval: Option<Interval>,
}

impl PairedEffect {
    /// Whether the interval excludes zero.
    #[must_use]
    pub fn from_zero(&self) -> bool {
        self.interval.is_some_and(|i| i.low > 0.0 || i.high < 0.0)
    }

    /// The same in a smaller or larger unit, `scale` of which make one of the present unit.
    #[must_use]
    pub fn times(self, scale: f64) -> Self {
        let interval = self.interval.map(|i| Interval { low: i.low * scale, high: i.high * scale });
        Self { mean: self.mean * scale, interval }
    }
}

impl Joint {
    /// Empty, with a column for each of so many values.
    #[must_use]
    pub fn new(values: usize) -> Self {
        Self { n: 0, sums: vec![0; values], products: vec![0; values * values] }
    }

    /// Adds the figures of one seed, one for each value.
    pub fn add(&mut self, row: &[i64]) {
        assert_eq!(row.len(), self.sums.len(), "one figure for each value");
        self.n += 1;
        for (i, &x) in row.iter().enumerate() {
            self.sums[i] += i128::from(x);
            for (j, &y) in row.iter().enumerate() {
                self.products[i * row.len() + j] += i128::from(x) * i128::from(y);
            }
        }
    }

    /// The figure at the last value minus that at the first; `None` before the first seed.
    #[must_use]
    pub fn last_minus_first(&self) -> Option<PairedEffect> {
        let mut weights = vec![0.0; self.sums.len()];
        *weights.first_mut()? -= 1.0;
        *weights.last_mut()? += 1.0;
        self.combined(&weights)
    }

    /// The slope of the least-squares line through the figures at `values`, per unit of the parameter; `None` before the
    /// first seed.
    #[must_use]
    pub fn slope(&self, values: &[f64]) -> Option<PairedEffect> {
        let middle = values.iter().sum::<f64>() / values.len() as f64;
        let spread: f64 = values.iter().map(|x| (x - middle) * (x - middle)).sum();
        let weights: Vec<f64> = values.iter().map(|x| (x - middle) / spread).collect();
        self.combined(&weights).filter(|_| spread > 0.0)
    }

    /// The mean over seeds of Σ wᵢxᵢ. The weights sum to zero, so each seed's own level cancels.
    fn combined(&self, weights: &[f64]) -> Option<PairedEffect> {
        let (n, k) = (self.n as f64, self.sums.len());
        if self.n == 0 {
            return None;
        }
        // The weights sum to zero only nearly. Taking every figure relative to the first makes the effect on a figure that is
        // the same everywhere exactly zero.
        let mean = weights.iter().zip(&self.sums).map(|(w, sum)| w * ((sum - self.sums[0]) as f64 / n)).sum();
        if self.n < 2 {
            return Some(PairedEffect { mean, interval: None });
        }
        // n Σxᵢxⱼ − Σxᵢ Σxⱼ is exact in integers: only the last step rounds.
        let exact = |i: usize, j: usize| i128::from(self.n) * self.products[i * k + j] - self.sums[i] * self.sums[j];
        let spread =
            |i: usize, j: usize| (exact(i, j) - exact(i, 0) - exact(0, j) + exact(0, 0)) as f64 / (n * (n - 1.0));
        let variance: f64 = (0..k).flat_map(|i| (0..k).map(move |j| weights[i] * weights[j] * spread(i, j))).sum();
        let half = student(self.n - 1) * libm::sqrt(variance.max(0.0) / n);
        Some(PairedEffect { mean, interval: Some(Interval { low: mean - half, high: mean + half }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::Histogram;

    fn of(rows: &[[i64; 3]]) -> Joint {
        let mut joint = Joint::new(3);
        rows.iter().for_each(|row| joint.add(row));
        joint
    }

    const ROWS: [[i64; 3]; 5] = [[3, 5, 9], [-2, 1, 0], [7, 7, 12], [0, 4, 1], [10, 8, 15]];

    #[test]
    fn a_difference_has_the_interval_of_the_differences_seed_by_seed() {
        let told = of(&ROWS).last_minus_first().unwrap();
        let mut one_by_one = Histogram::default();
        ROWS.iter().for_each(|row| one_by_one.add(row[2] - row[0]));
        let (mean, interval) = (one_by_one.mean().unwrap(), one_by_one.interval().unwrap());
        let seen = told.interval.unwrap();
        assert!((told.mean - mean).abs() < 1e-12 && (seen.low - interval.low).abs() < 1e-12, "{told:?}");
        assert!(told.from_zero(), "six, two, five, one and five more");
    }

    #[test]
    fn the_slope_is_the_mean_of_the_slopes_of_all_seeds() {
        // Over 1, 2 and 4 the weights are −4/14, −1/14 and 5/14.
        let slopes: Vec<f64> = ROWS.iter().map(|r| (-4 * r[0] - r[1] + 5 * r[2]) as f64 / 14.0).collect();
        let mean = slopes.iter().sum::<f64>() / 5.0;
        let sd = (slopes.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / 4.0).sqrt();
        let told = of(&ROWS).slope(&[1.0, 2.0, 4.0]).unwrap();
        assert!((told.mean - mean).abs() < 1e-12);
        assert!((told.interval.unwrap().half() - 2.776 * sd / 5.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_figure_that_is_the_same_at_every_value_differs_by_exactly_zero() {
        let same = of(&[[4, 4, 4], [9, 9, 9], [-1, -1, -1]]);
        let told = same.last_minus_first().unwrap();
        assert_eq!((told.mean, told.interval), (0.0, Some(Interval { low: 0.0, high: 0.0 })));
        assert_eq!(same.slope(&[0.1, 0.3, 0.7]).unwrap(), told, "although 0.1, 0.3 and 0.7 have no exact mean");
        assert!(!told.from_zero());
    }

    #[test]
    fn the_order_of_seeds_does_not_matter_and_one_seed_has_no_interval() {
        let mut rows = ROWS;
        rows.reverse();
        assert_eq!(of(&rows), of(&ROWS));
        assert_eq!((of(&[]).last_minus_first(), of(&ROWS[..1]).last_minus_first().unwrap().interval), (None, None));
    }
}
