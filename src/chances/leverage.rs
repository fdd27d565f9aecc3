//! How much something moved the chances: those after it against those before. Knows no races, only numbers.

use super::ForkTally;
use crate::sweep::Z;

/// How much something moved the chances.
///
/// Leverage is half the sum over all riders of |chance after − chance before|: the share of races whose winner is another.
/// Taken straight from counts, chance alone would look like leverage. So one half of the forks says whether a rider's chance
/// rose or fell, the other half by how much, and the other way round; where nothing moved, the figure is nought on average
/// (and may be negative).
#[derive(Debug, Clone, PartialEq)]
pub struct Leverage {
    /// Share of 1.
    pub size: f64,
    /// Half its 95 % interval, as wide as it is where nothing moved; elsewhere it holds more often.
    pub half: f64,
    /// Riders with what each chance rose by, from all forks; from the largest change on, without those who have none.
    pub moved: Vec<(usize, f64)>,
}

/// From `before` to `after`; `None` where there are not two races of each.
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
    // Each race counts plus or minus a half, by whether its winner's chance rose or fell.
    let variance = |tally: &ForkTally| -> Option<f64> {
        let (mut mean, mut square) = (0.0, 0.0);
        for r in riders.clone() {
            let (share, sign) = (tally.chance(r)?.share, sign(all(r)?));
            mean += share * sign;
            square += share * sign * sign;
        }
        Some((square - mean * mean).max(0.0) / f64::from(tally.races()))
    };
    // Where nothing moved, the two halves agree by chance: |x||y| of two normal numbers has the mean 2/π of x²'s.
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
    fn a_race_turned_over_has_a_leverage_of_one_and_the_end_of_it_none() {
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
    fn where_both_halves_tell_who_rose_and_who_fell_leverage_is_what_the_riser_won() {
        // Of every ten races rider 0 won so many, rider 1 so many, rider 2 the rest; each half of the forks counts the same.
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
    fn chance_alone_is_no_leverage_on_average_and_the_interval_holds_the_truth() {
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
