//! Real figures against simulated ones: is the mean of the n real races an outlier among means of n simulated races? Knows
//! nothing about races, only their values.

use crate::rng::{Purpose, Stream};

use super::statistics::Pool;

/// How many means of n simulated races are drawn for one comparison.
const DRAWS: usize = 10_000;
/// From this p up, nothing speaks against the simulation.
pub const STANDS: f64 = 0.10;
/// Below this p, the simulation is far off.
pub const OFF: f64 = 0.01;

/// A real race's value, and the values of simulated races of its kind.
#[derive(Debug, Clone, PartialEq)]
pub struct RealAndSimulated {
    pub real: f64,
    /// At least one.
    pub simulated: Vec<f64>,
}

/// The verdict of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// p ≥ 0.10: the real figure could be a simulated one.
    Stands,
    /// 0.01 ≤ p < 0.10.
    Doubtful,
    /// p < 0.01.
    Off,
}

impl Verdict {
    /// The verdict of `p`.
    #[must_use]
    pub fn of(p: f64) -> Self {
        match p {
            p if p >= STANDS => Self::Stands,
            p if p >= OFF => Self::Doubtful,
            _ => Self::Off,
        }
    }

    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Doubtful => "doubtful",
            Self::Off => "off",
        }
    }
}

/// The result of a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// Number of real races.
    pub n: usize,
    pub real: f64,
    /// The figure over all simulated races, with the same weight for each real race's kind.
    pub simulated: f64,
    /// 5 % of the figures of n simulated races are below this, and 5 % above `high`.
    pub low: f64,
    pub high: f64,
    /// The probability that n simulated races are as far out as the real ones, on either side; if the real figure is a lower
    /// bound, that they are at least as high.
    pub p: f64,
}

impl Compared {
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.p)
    }
}

/// Compares `pairs`; `None` without any. If `bound`, the real values are lower bounds, so only lower simulated ones speak
/// against the simulation. The draws depend on `seed`.
#[must_use]
pub fn compare(pairs: &[RealAndSimulated], pool: Pool, bound: bool, seed: u64) -> Option<Compared> {
    if pairs.is_empty() {
        return None;
    }
    let real = pooled(pool, &mut pairs.iter().map(|p| p.real).collect::<Vec<_>>());
    let mut stream = Stream::of_race(seed, Purpose::Resampling);
    let mut drawn: Vec<f64> = Vec::with_capacity(DRAWS);
    let mut values = Vec::with_capacity(pairs.len());
    for _ in 0..DRAWS {
        values.clear();
        values.extend(pairs.iter().map(|p| p.simulated[stream.below(p.simulated.len())]));
        drawn.push(pooled(pool, &mut values));
    }
    drawn.sort_by(f64::total_cmp);
    // Sums in another order differ in their last bits, but should count as equal.
    let slack = 1e-9 * (1.0 + real.abs());
    let beyond = |count: usize| (1 + count) as f64 / (1 + DRAWS) as f64;
    let above = beyond(drawn.iter().filter(|v| **v >= real - slack).count());
    let below = beyond(drawn.iter().filter(|v| **v <= real + slack).count());
    let quantile = |q: f64| drawn[((DRAWS - 1) as f64 * q) as usize];
    let simulated = match pool {
        Pool::Mean => pairs.iter().map(|p| mean(&p.simulated)).sum::<f64>() / pairs.len() as f64,
        Pool::Median => quantile(0.5),
    };
    Some(Compared {
        n: pairs.len(),
        real,
        simulated,
        low: quantile(0.05),
        high: quantile(0.95),
        p: if bound { above.min(1.0) } else { (2.0 * above.min(below)).min(1.0) },
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Mean or median of a list that is not empty; may reorder it.
fn pooled(pool: Pool, values: &mut [f64]) -> f64 {
    match pool {
        Pool::Mean => mean(values),
        Pool::Median => {
            values.sort_by(f64::total_cmp);
            let half = values.len() / 2;
            if values.len() % 2 == 1 { values[half] } else { 0.5 * (values[half - 1] + values[half]) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs with these real values and normally distributed simulated ones.
    fn pairs(real: &[f64], mean: f64, sd: f64) -> Vec<RealAndSimulated> {
        let mut stream = Stream::of_race(9, Purpose::Staging);
        let pair =
            |&real| RealAndSimulated { real, simulated: (0..500).map(|_| mean + sd * stream.normal()).collect() };
        real.iter().map(pair).collect()
    }

    #[test]
    fn the_p_of_a_mean_is_that_of_the_normal_distribution() {
        // Four values, sd 2: the mean has sd 1. 1.645 sd from the mean leave 5 % on each side.
        let compared = compare(&pairs(&[11.645; 4], 10.0, 2.0), Pool::Mean, false, 1).unwrap();
        assert!((compared.p - 0.10).abs() < 0.025, "{}", compared.p);
        assert!((compared.high - 11.645).abs() < 0.2 && (compared.low - 8.355).abs() < 0.2, "{compared:?}");
        assert!((compared.simulated - 10.0).abs() < 0.15);
    }

    #[test]
    fn a_real_mean_within_stands_and_one_far_out_is_off() {
        let verdict = |real: f64| compare(&pairs(&[real; 9], 10.0, 3.0), Pool::Mean, false, 1).unwrap().verdict();
        assert_eq!(verdict(10.2), Verdict::Stands);
        assert_eq!(verdict(12.1), Verdict::Doubtful);
        assert_eq!(verdict(14.0), Verdict::Off);
        assert_eq!(verdict(6.0), Verdict::Off, "too low is as far off as too high");
    }

    #[test]
    fn a_lower_bound_speaks_only_against_lower_simulated_values() {
        let p = |mean: f64| compare(&pairs(&[5.0; 6], mean, 2.0), Pool::Mean, true, 1).unwrap().p;
        assert!(p(9.0) > 0.99, "at least five, and the simulation has nine");
        assert!(p(2.0) < OFF, "at least five, and the simulation has two");
    }

    #[test]
    fn figures_from_the_simulation_itself_are_called_outliers_in_one_case_of_ten() {
        let mut stream = Stream::of_race(3, Purpose::Staging);
        let simulated: Vec<f64> = (0..400).map(|_| libm::floor(6.0 * stream.unit())).collect();
        let mut outliers = 0;
        for seed in 0..200 {
            let real = (0..8).map(|_| simulated[stream.below(simulated.len())]);
            let pairs: Vec<RealAndSimulated> =
                real.map(|real| RealAndSimulated { real, simulated: simulated.clone() }).collect();
            outliers += u32::from(compare(&pairs, Pool::Mean, false, seed).unwrap().p < STANDS);
        }
        assert!((8..=32).contains(&outliers), "{outliers} of 200");
    }

    #[test]
    fn the_same_seed_gives_the_same_p_and_nothing_real_gives_none() {
        let pairs = pairs(&[10.0, 11.0, 13.0], 10.0, 2.0);
        assert_eq!(compare(&pairs, Pool::Median, false, 5), compare(&pairs, Pool::Median, false, 5));
        assert_eq!(compare(&[], Pool::Mean, false, 5), None);
    }
}
