//! Whole numbers and how often each occurred: exact, whatever their order. Does not know what they count.

use std::collections::BTreeMap;
use std::ops::RangeBounds;

use super::interval::{Interval, student};

/// How often each value occurred.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram {
    counts: BTreeMap<i64, u64>,
    n: u64,
}

impl Histogram {
    /// Counts one more `value`.
    pub fn add(&mut self, value: i64) {
        *self.counts.entry(value).or_default() += 1;
        self.n += 1;
    }

    /// How many values were counted.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// How many of them are in `range`.
    #[must_use]
    pub fn count(&self, range: impl RangeBounds<i64>) -> u64 {
        self.counts.range(range).map(|(_, n)| n).sum()
    }

    /// Every value that occurred, smallest first, with its count.
    pub fn iter(&self) -> impl Iterator<Item = (i64, u64)> {
        self.counts.iter().map(|(value, n)| (*value, *n))
    }

    /// The mean; `None` without values.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.sum(1) as f64 / self.n as f64)
    }

    /// The standard deviation of the population, estimated from the values as a sample; `None` for fewer than two values.
    #[must_use]
    pub fn sd(&self) -> Option<f64> {
        let n = i128::from(self.n);
        // n Σx² − (Σx)² is exact in integers; subtracting the squared mean from the mean square would cancel digits.
        let spread = n * self.sum(2) - self.sum(1) * self.sum(1);
        (n > 1).then(|| libm::sqrt(spread as f64 / (n as f64 * (n - 1) as f64)))
    }

    /// The 95 % interval of the mean by Student's t (Biometrika 6, 1908). Counts are not normally distributed, but their
    /// means nearly are (central limit theorem). `None` for fewer than two values.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let (mean, sd) = (self.mean()?, self.sd()?);
        let half = student(self.n - 1) * sd / libm::sqrt(self.n as f64);
        Some(Interval { low: mean - half, high: mean + half })
    }

    /// The `q` quantile: the smallest value that at least a share `q` of all values does not exceed. `None` without values.
    #[must_use]
    pub fn quantile(&self, q: f64) -> Option<i64> {
        let wanted = q * self.n as f64;
        let mut so_far = 0;
        self.iter().find_map(|(value, n)| {
            so_far += n;
            (so_far as f64 >= wanted).then_some(value)
        })
    }

    /// Σ xᵏ.
    fn sum(&self, power: u32) -> i128 {
        self.iter().map(|(value, n)| i128::from(value).pow(power) * i128::from(n)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[i64]) -> Histogram {
        let mut histogram = Histogram::default();
        values.iter().for_each(|v| histogram.add(*v));
        histogram
    }

    #[test]
    fn student_s_own_data_have_the_figures_of_his_paper() {
        // Sleep gained with two drugs, difference in tenths of an hour (Student 1908, section IX): mean 1.58 h; with the
        // divisor n − 1, s 1.23 h, so the 95 % interval is 1.58 ± 2.262 × 1.23 / √10.
        let sleep = of(&[12, 24, 13, 13, 0, 10, 18, 8, 46, 14]);
        assert!((sleep.mean().unwrap() - 15.8).abs() < 1e-12);
        assert!((sleep.sd().unwrap() - 12.2999).abs() < 1e-3, "{:?}", sleep.sd());
        let interval = sleep.interval().unwrap();
        assert!((interval.low - 7.001).abs() < 0.01 && (interval.high - 24.599).abs() < 0.01, "{interval:?}");
    }

    #[test]
    fn the_order_of_the_values_does_not_matter() {
        assert_eq!(of(&[3, -1, 3, 7]), of(&[7, 3, 3, -1]));
        assert_eq!(of(&[3, -1, 3]).iter().collect::<Vec<_>>(), [(-1, 1), (3, 2)]);
    }

    #[test]
    fn a_small_spread_far_from_zero_is_exact() {
        let near = of(&[1, 2, 4]).sd();
        assert_eq!(of(&[1_000_000_001, 1_000_000_002, 1_000_000_004]).sd(), near);
    }

    #[test]
    fn quantiles_are_values_that_occurred() {
        let ten = of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!([0.0, 0.05, 0.5, 0.95, 1.0].map(|q| ten.quantile(q).unwrap()), [1, 1, 5, 10, 10]);
        assert_eq!(ten.count(2..=4), 3);
    }

    #[test]
    fn no_values_have_no_mean_and_one_value_has_no_spread() {
        assert_eq!((of(&[]).mean(), of(&[]).sd(), of(&[]).quantile(0.5)), (None, None, None));
        assert_eq!((of(&[5]).mean(), of(&[5]).sd(), of(&[5]).interval()), (Some(5.0), None, None));
    }
}
