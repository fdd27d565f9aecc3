//! How much an event moved the chances: those after it compared with those before. Knows no races, only numbers.

use super::ForkTally;
use crate::sweep::Z;

/// How much an event moved the chances.
///
/// Leverage is half the sum over all riders of |chance after − chance before|: the share of races that get another winner.
/// Computed straight from counts, sampling noise alone would look like leverage. So one half of the forks decides whether a
/// rider's chance rose or fell, the other half by how much, and then the other way round. Where nothing moved, the figure is
/// zero on average (and may be negative).
#[derive(Debug, Clone, PartialEq)]
pub struct Leverage {
    /// As a share of 1.
    pub size: f64,
    /// Half its 95 % interval. Its width is that of an event that moves nothing; for others it covers more than 95 %.
    pub half: f64,
    /// By how much each rider's chance rose, from all forks; largest change first, without riders whose chance is unchanged.
    pub moved: Vec<(usize, f64)>,
}

/// The leverage of what happened between `before` and `after`; `None` if either has fewer than two races.
#[must_use]
pub fn leverage(before: &ForkTally, after: &ForkTally) -> Option<Leverage> {
    let riders = 0..after.riders();
    let more = |half: usize, r: usize| Some(after.share_in(half, r)? - before.share_in(half, r)?);
    let mut size = 0.0;
    for half in 0..2 {
        for r in riders.clone() {
            size += 0.25 * sign(more(half, r)?) * more(1 - half, r)?;
        }
    }
    let all = |r: usize| Some(after.chance(r)?.share - before.chance(r)?.share);
    // Each race contributes plus or minus a half, depending on whether its winner's chance rose or fell.
    let variance = |tally: &ForkTally| -> Option<f64> {
        let (mut mean, mut square) = (0.0, 0.0);
        for r in riders.clone() {
            let (share, sign) = (tally.chance(r)?.share, sign(all(r)?));
            mean += share * sign;
            square += share * sign * sign;
        }
        Some((square - mean * mean).max(0.0) / f64::from(tally.races()))
    };
    // Where nothing moved, the halves agree only by chance: for normal x and y the mean of |x||y| is 2/π times that of x².
    let together = 1.0 + std::f64::consts::FRAC_2_PI;
    let half = 0.5 * Z * libm::sqrt(together * (variance(before)? + variance(after)?));
    let mut moved: Vec<(usize, f64)> = riders.clone().filter_map(|r| Some((r, all(r)?))).collect();
    moved.retain(|&(_, more)| more != 0.0);
    moved.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    Some(Leverage { size, half, moved })
}

fn sign(x: f64) -> f64 {
    match x {
        x if x > 0.0 => 1.0,
        x if x < 0.0 => -1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Stream};

    /// `n` races in which rider r wins with chance `p[r]`.
    fn draw(p: [f64; 3], n: u32, stream: &mut Stream) -> ForkTally {
        let mut tally = ForkTally::new(3);
        for fork in 0..n {
            let u = stream.unit();
            tally.add(
                fork,
                Some(if u < p[0] {
                    0
                } else if u < p[0] + p[1] {
                    1
                } else {
                    2
                }),
            );
        }
        tally
    }

    #[test]
    fn turning_a_race_over_has_a_leverage_of_one_and_changing_nothing_has_none() {
        let won = |r: usize| {
            let mut tally = ForkTally::new(3);
            (0..10).for_each(|fork| tally.add(fork, Some(r)));
            tally
        };
        let turned = leverage(&won(0), &won(2)).unwrap();
        assert_eq!((turned.size, turned.half, turned.moved), (1.0, 0.0, vec![(0, -1.0), (2, 1.0)]));
        assert_eq!(leverage(&won(1), &won(1)).unwrap().size, 0.0);
        assert_eq!(leverage(&won(1), &ForkTally::new(3)), None);
    }

    #[test]
    fn where_both_halves_agree_who_rose_leverage_is_what_the_riser_gained() {
        // Of ten races rider 0 wins `first`, rider 1 `second` and rider 2 the rest, in both halves of the forks.
        let won = |first: u32, second: u32| {
            let mut tally = ForkTally::new(3);
            for fork in 0..20 {
                let k = fork / 2;
                tally.add(fork, Some(usize::from(k >= first) + usize::from(k >= first + second)));
            }
            tally
        };
        for (before, after, gained) in [((5, 3), (9, 1), 0.4), ((2, 2), (2, 7), 0.5), ((1, 1), (10, 0), 0.9)] {
            let seen = leverage(&won(before.0, before.1), &won(after.0, after.1)).unwrap();
            assert!((seen.size - gained).abs() < 1e-12, "{seen:?}");
            let most = seen.moved.iter().map(|m| m.1).fold(0.0, f64::max);
            assert!((most - gained).abs() < 1e-12, "{seen:?}");
        }
    }

    #[test]
    fn noise_alone_has_no_leverage_on_average_and_the_interval_holds_the_truth() {
        let mut stream = Stream::of_race(1, Purpose::Resampling);
        for (from, to, truth) in [([0.5, 0.3, 0.2], [0.5, 0.3, 0.2], 0.0), ([0.5, 0.3, 0.2], [0.7, 0.2, 0.1], 0.2)] {
            let (mut mean, mut held) = (0.0, 0);
            for _ in 0..400 {
                let seen = leverage(&draw(from, 200, &mut stream), &draw(to, 200, &mut stream)).unwrap();
                mean += seen.size / 400.0;
                held += u32::from((seen.size - truth).abs() <= seen.half);
            }
            assert!((mean - truth).abs() < 0.012, "{mean} instead of {truth}");
            assert!(held >= 360, "{held} of 400");
        }
    }
}
