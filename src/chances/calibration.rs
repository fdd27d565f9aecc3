//! Whether chances are kept: of riders of whom 30 % was said, do 30 % win? Knows no races, only what was said and what came.
//!
//! What a few hundred forks say is itself a sample: riders of whom most is said were lucky in it, and win less often than said,
//! although nothing is wrong. So one half of the forks chooses the bin of a rider, and the other half, which knows nothing of
//! the choice, says his chance; then the other way round, each counting for half.

use crate::sweep::{Interval, Z, score};

/// What was said of a rider at a moment of a race, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The race: what comes of the riders and moments of one race is not independent.
    pub race: usize,
    /// His chance by either half of the forks.
    pub chance: [f64; 2],
    /// What is said by somebody who knows only the number of starters.
    pub blind: f64,
    pub won: bool,
}

/// Riders of whom about the same was said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// From this chance to below that one; the last includes its end.
    pub from: f64,
    pub to: f64,
    /// Riders at moments.
    pub n: f64,
    /// Races they were in.
    pub races: usize,
    /// Mean chance said.
    pub said: f64,
    /// Share that won.
    pub won: f64,
    /// Its 95 % interval, with the riders and moments of a race taken together.
    pub interval: Interval,
}

impl Bin {
    /// What was said lies within the interval of what came.
    #[must_use]
    pub fn holds(&self) -> bool {
        (self.interval.low..=self.interval.high).contains(&self.said)
    }
}

/// Bins, and figures over all.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    pub bins: Vec<Bin>,
    pub races: usize,
    /// Mean square of chance minus what came (Brier, Mon. Weather Rev. 78, 1950), without what the small number of forks adds;
    /// and the same of who knows only the number of starters.
    pub brier: f64,
    pub blind: f64,
    /// By how much the share that wins rises with the chance said, 1 if chances are kept; and half its 95 % interval.
    pub slope: (f64, f64),
}

/// Ends of the bins: finer where most riders are.
const ENDS: [f64; 13] = [0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// A bin as one half of the forks fills it: sums over one race.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    n: f64,
    said: f64,
    won: f64,
}

impl Calibration {
    /// Of `all`, whose races are numbered from 0.
    #[must_use]
    pub fn of(all: &[Forecast]) -> Self {
        let races = all.iter().map(|s| s.race + 1).max().unwrap_or(0);
        let bins = ENDS.windows(2).filter_map(|ends| bin(all, races, (ends[0], ends[1])));
        let n = all.len().max(1) as f64;
        let came = |s: &Forecast| f64::from(u8::from(s.won));
        // Both halves err independently of each other, so their product has no share of their errors.
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

/// As many independent cases would say as much of the share `won`: by the variance between races of a ratio of sums (Cochran,
/// Sampling Techniques, 1977, 6.3).
fn independent(sums: &[Sum], won: f64, n: f64) -> f64 {
    let races = sums.len() as f64;
    let square = |sum: &Sum| (sum.won - won * sum.n) * (sum.won - won * sum.n);
    let variance = races / (races - 1.0).max(1.0) * sums.iter().map(square).sum::<f64>() / (n * n);
    // Where all or none won, the races are all that is known to be independent.
    if variance <= 0.0 { races.min(n) } else { (won * (1.0 - won) / variance).min(n) }
}

/// The slope of what came over what was said, each half of the forks being the instrument of the other; clustered by race.
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

    /// Races of two halves of `forks` forks each, whose first rider wins with a chance that is drawn, and bent by `bend` in
    /// what is said.
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
    fn chances_that_are_kept_are_found_to_be_however_few_the_forks() {
        let all = said(3000, 12, |p| p);
        let calibration = Calibration::of(&all);
        assert!((calibration.slope.0 - 1.0).abs() < calibration.slope.1, "{:?}", calibration.slope);
        assert!(calibration.slope.1 < 0.06);
        assert!(calibration.bins.iter().filter(|b| b.holds()).count() + 1 >= calibration.bins.len(), "{calibration:?}");
        assert!((calibration.bins.iter().map(|b| b.n).sum::<f64>() - all.len() as f64).abs() < 1e-6);
        assert!(calibration.brier < calibration.blind);
    }

    #[test]
    fn chances_that_are_too_bold_are_found_out() {
        let bold = Calibration::of(&said(3000, 50, |p| if p < 0.5 { 0.6 * p } else { 1.0 - 0.6 * (1.0 - p) }));
        assert!(bold.slope.0 + bold.slope.1 < 1.0, "{:?}", bold.slope);
        let off = bold.bins.iter().filter(|b| !b.holds()).count();
        assert!(off >= 3, "{bold:?}");
    }

    #[test]
    fn riders_of_one_race_are_no_evidence_of_their_own() {
        let once = said(200, 50, |p| p);
        // The same riders told of ten times over.
        let often: Vec<Forecast> = once.iter().flat_map(|s| [*s; 10]).collect();
        let (few, many) = (Calibration::of(&once), Calibration::of(&often));
        for (a, b) in few.bins.iter().zip(&many.bins) {
            // Ten times the evidence would have intervals of less than a third.
            assert!(b.interval.half() > 0.6 * a.interval.half(), "{a:?} {b:?}");
        }
        assert!((many.slope.1 - few.slope.1).abs() < 1e-9);
    }
}
