//! Calibration: do 30 % of the riders win who were given a chance of 30 %? Knows no races, only forecasts and outcomes.
//!
//! A forecast from a few hundred forks is itself a sample: the riders with the highest forecasts were lucky in it and win
//! less often than forecast, although nothing is wrong. So one half of the forks chooses a rider's bin, and the other half,
//! which is independent of that choice, gives their chance; then the other way round, each counting for half.

use crate::sweep::{Interval, Z, score};

/// A rider's chance at a moment of a race, and whether they won.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The number of the race; outcomes of riders and moments of one race are not independent.
    pub race: usize,
    /// The chance by each half of the forks.
    pub chance: [f64; 2],
    /// The forecast of somebody who knows only the number of starters.
    pub blind: f64,
    pub won: bool,
}

/// Riders with about the same forecast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// From this chance up to but not including `to`; the last bin includes it.
    pub from: f64,
    pub to: f64,
    /// How many forecasts; each counts once per rider and moment.
    pub n: f64,
    /// Races they come from.
    pub races: usize,
    /// Mean forecast.
    pub said: f64,
    /// Share who won.
    pub won: f64,
    /// The 95 % interval of `won`, with the riders and moments of each race as one cluster.
    pub interval: Interval,
}

impl Bin {
    /// Whether the mean forecast lies within the interval of the share who won.
    #[must_use]
    pub fn holds(&self) -> bool {
        (self.interval.low..=self.interval.high).contains(&self.said)
    }
}

/// The bins, and figures over all forecasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    pub bins: Vec<Bin>,
    pub races: usize,
    /// Mean squared difference between forecast and outcome (Brier, Mon. Weather Rev. 78, 1950), corrected for the sampling
    /// error of the forecasts.
    pub brier: f64,
    /// The same for somebody who knows only the number of starters.
    pub blind: f64,
    /// Slope of the share who win over the forecast, 1 if calibrated; and half its 95 % interval.
    pub slope: (f64, f64),
}

/// Ends of the bins, closer together where most riders are.
const ENDS: [f64; 13] = [0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// What one race adds to a bin.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    n: f64,
    said: f64,
    won: f64,
}

impl Calibration {
    /// The calibration of `all` forecasts, whose races are numbered from 0.
    #[must_use]
    pub fn of(all: &[Forecast]) -> Self {
        let races = all.iter().map(|s| s.race + 1).max().unwrap_or(0);
        let bins = ENDS.windows(2).filter_map(|ends| bin(all, races, (ends[0], ends[1])));
        let n = all.len().max(1) as f64;
        let came = |s: &Forecast| f64::from(u8::from(s.won));
        // The errors of the halves are independent, so they average out of the product.
        let brier = all.iter().map(|s| (s.chance[0] - came(s)) * (s.chance[1] - came(s))).sum::<f64>() / n;
        let blind = all.iter().map(|s| (s.blind - came(s)) * (s.blind - came(s))).sum::<f64>() / n;
        Self { bins: bins.collect(), races, brier, blind, slope: slope(all, races) }
    }
}

/// The bin of chances from `ends.0` to below `ends.1`; `None` if it is empty.
fn bin(all: &[Forecast], races: usize, (from, to): (f64, f64)) -> Option<Bin> {
    let mut sums = vec![Sum::default(); races];
    for said in all {
        for half in 0..2 {
            let chosen = said.chance[half];
            if chosen >= from && (chosen < to || (to >= 1.0 && chosen <= to)) {
                let sum = &mut sums[said.race];
                sum.n += 0.5;
                sum.said += 0.5 * said.chance[1 - half];
                sum.won += 0.5 * f64::from(u8::from(said.won));
            }
        }
    }
    sums.retain(|sum| sum.n > 0.0);
    let total = |of: fn(&Sum) -> f64| sums.iter().map(of).sum::<f64>();
    let (n, races) = (total(|s| s.n), sums.len());
    if races == 0 {
        return None;
    }
    let (said, won) = (total(|s| s.said) / n, total(|s| s.won) / n);
    Some(Bin { from, to, n, races, said, won, interval: score(won, independent(&sums, won, n)) })
}

/// The number of independent cases that would give the share `won` with the same precision, from the variance of a ratio of
/// sums between races (Cochran, Sampling Techniques, 1977, 6.3).
fn independent(sums: &[Sum], won: f64, n: f64) -> f64 {
    let races = sums.len() as f64;
    let square = |sum: &Sum| (sum.won - won * sum.n) * (sum.won - won * sum.n);
    let variance = races / (races - 1.0).max(1.0) * sums.iter().map(square).sum::<f64>() / (n * n);
    // If all or none won there is no variance; then only the races are known to be independent.
    if variance <= 0.0 { races.min(n) } else { (won * (1.0 - won) / variance).min(n) }
}

/// The slope of outcomes over forecasts, with half its 95 % interval: each half of the forks is the instrumental variable for
/// the other; errors are clustered by race.
fn slope(all: &[Forecast], races: usize) -> (f64, f64) {
    let n = all.len().max(1) as f64;
    let said = all.iter().map(|s| 0.5 * (s.chance[0] + s.chance[1])).sum::<f64>() / n;
    let came = |s: &Forecast| f64::from(u8::from(s.won));
    let won = all.iter().map(came).sum::<f64>() / n;
    let both = |s: &Forecast| [(s.chance[0] - said, s.chance[1] - said), (s.chance[1] - said, s.chance[0] - said)];
    let (mut with_won, mut with_said) = (0.0, 0.0);
    for s in all {
        for (z, x) in both(s) {
            with_won += z * (came(s) - won);
            with_said += z * x;
        }
    }
    if with_said <= 0.0 {
        return (0.0, f64::INFINITY);
    }
    let slope = with_won / with_said;
    let mut scores = vec![0.0; races];
    for s in all {
        for (z, x) in both(s) {
            scores[s.race] += z * (came(s) - won - slope * x);
        }
    }
    (slope, Z * libm::sqrt(scores.iter().map(|x| x * x).sum::<f64>()) / with_said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Stream};

    /// Forecasts for races of two riders, each from two halves of `forks` forks. The first rider's true chance is drawn at
    /// random; forecasts see it bent by `bend`.
    fn said(races: usize, forks: u32, bend: impl Fn(f64) -> f64) -> Vec<Forecast> {
        let mut stream = Stream::of_race(1, Purpose::Resampling);
        let mut all = Vec::new();
        for race in 0..races {
            let truth = stream.unit() * stream.unit();
            let won = stream.chance(truth);
            for _ in 0..3 {
                let mut half = || (0..forks).filter(|_| stream.chance(bend(truth))).count() as f64 / f64::from(forks);
                let chance = [half(), half()];
                all.push(Forecast { race, chance, blind: 0.5, won });
                all.push(Forecast { race, chance: chance.map(|p| 1.0 - p), blind: 0.5, won: !won });
            }
        }
        all
    }

    #[test]
    fn calibrated_forecasts_are_found_calibrated_however_few_the_forks() {
        let all = said(3000, 12, |p| p);
        let calibration = Calibration::of(&all);
        assert!((calibration.slope.0 - 1.0).abs() < calibration.slope.1, "{:?}", calibration.slope);
        assert!(calibration.slope.1 < 0.06);
        assert!(calibration.bins.iter().filter(|b| b.holds()).count() + 1 >= calibration.bins.len(), "{calibration:?}");
        assert!((calibration.bins.iter().map(|b| b.n).sum::<f64>() - all.len() as f64).abs() < 1e-6);
        assert!(calibration.brier < calibration.blind);
    }

    #[test]
    fn forecasts_that_are_too_bold_are_found_out() {
        let bold = Calibration::of(&said(3000, 50, |p| if p < 0.5 { 0.6 * p } else { 1.0 - 0.6 * (1.0 - p) }));
        assert!(bold.slope.0 + bold.slope.1 < 1.0, "{:?}", bold.slope);
        let off = bold.bins.iter().filter(|b| !b.holds()).count();
        assert!(off >= 3, "{bold:?}");
    }

    #[test]
    fn riders_of_one_race_are_not_independent_evidence() {
        let once = said(200, 50, |p| p);
        // Each forecast repeated ten times.
        let often: Vec<Forecast> = once.iter().flat_map(|s| [*s; 10]).collect();
        let (few, many) = (Calibration::of(&once), Calibration::of(&often));
        assert!(few.bins.len() > 3 && few.bins.len() == many.bins.len(), "{few:?}");
        for (a, b) in few.bins.iter().zip(&many.bins) {
            // Ten times the evidence would shrink intervals to less than a third.
            assert!(b.interval.half() > 0.6 * a.interval.half(), "{a:?} {b:?}");
        }
        assert!((many.slope.1 - few.slope.1).abs() < 1e-9);
    }
}
