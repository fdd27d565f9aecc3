//! The statistics by which real and simulated races are compared: each says how to read it from a real race and from a
//! simulated one. Knows nothing about tests and verdicts.

use super::outcome::{SimulatedRace, SimulatedRow};
use super::races::{Gained, RealRace};

/// How the values of several races become one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool {
    Mean,
    Median,
}

/// How a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatisticUnit {
    /// Points, laps, riders.
    Count,
    /// A share of 1, shown in per cent.
    Share,
    Kmh,
    /// Between −1 and 1.
    Correlation,
}

/// A statistic.
#[derive(Debug, Clone, Copy)]
pub struct Statistic {
    pub name: &'static str,
    pub unit: StatisticUnit,
    pub pool: Pool,
    pub real: fn(&RealRace) -> Option<f64>,
    /// The real race shows how much of the simulated one its sources would have reported.
    pub simulated: fn(&SimulatedRace, &RealRace) -> Option<f64>,
}

/// The one statistic whose real values may be lower bounds.
pub(super) const GAINED: &str = "riders with a net lap";

/// Compared in each column.
pub const BY_COLUMN: &[Statistic] = &[
    Statistic {
        name: "winner's total",
        unit: StatisticUnit::Count,
        pool: Pool::Mean,
        real: |r| r.total.map(f64::from),
        simulated: |o, _| o.winner().map(|w| f64::from(w.total)),
    },
    Statistic {
        name: "winner's net laps",
        unit: StatisticUnit::Count,
        pool: Pool::Mean,
        real: |r| r.net_laps.map(f64::from),
        simulated: |o, _| o.winner().map(|w| f64::from(w.laps)),
    },
    Statistic {
        name: "winner's sprint points",
        unit: StatisticUnit::Count,
        pool: Pool::Mean,
        real: |r| r.sprint_points.map(f64::from),
        simulated: |o, _| o.winner().map(|w| f64::from(w.sprint_points)),
    },
    Statistic {
        name: "margin first to second",
        unit: StatisticUnit::Count,
        pool: Pool::Mean,
        real: |r| r.margin.map(f64::from),
        simulated: |o, _| margin(o),
    },
    Statistic {
        name: "the same, median",
        unit: StatisticUnit::Count,
        pool: Pool::Median,
        real: |r| r.margin.map(f64::from),
        simulated: |o, _| margin(o),
    },
    Statistic {
        name: GAINED,
        unit: StatisticUnit::Count,
        pool: Pool::Mean,
        real: |r| match r.gained {
            Gained::Exactly(n) | Gained::AtLeast(n) => Some(f64::from(n)),
            Gained::Somebody | Gained::Unknown => None,
        },
        simulated: |o, _| Some(gained(o)),
    },
    Statistic {
        name: "races without a net lap",
        unit: StatisticUnit::Share,
        pool: Pool::Mean,
        real: |r| match r.gained {
            Gained::Exactly(n) => Some(f64::from(u8::from(n == 0))),
            Gained::AtLeast(_) | Gained::Somebody => Some(0.0),
            Gained::Unknown => None,
        },
        simulated: |o, _| Some(f64::from(u8::from(gained(o) == 0.0))),
    },
    Statistic {
        name: "starters who stopped",
        unit: StatisticUnit::Share,
        pool: Pool::Mean,
        real: |r| Some(f64::from(r.stopped?) / f64::from(r.starters?)),
        simulated: |o, _| Some(o.rows.iter().filter(|r| !r.finished).count() as f64 / o.starters as f64),
    },
    Statistic {
        name: "mean speed",
        unit: StatisticUnit::Kmh,
        pool: Pool::Mean,
        real: RealRace::kmh,
        simulated: |o, _| Some(o.kmh).filter(|v| *v > 0.0),
    },
];

/// Compared over the complete tables of all columns together.
pub const POOLED: &[Statistic] = &[
    Statistic {
        name: "starters without a sprint point",
        unit: StatisticUnit::Share,
        pool: Pool::Mean,
        real: |r| r.starters.filter(|_| complete(r)).map(|s| 1.0 - r.points.len() as f64 / f64::from(s)),
        simulated: |o, _| Some(o.rows.iter().filter(|r| r.sprint_points == 0).count() as f64 / o.starters as f64),
    },
    Statistic {
        name: "points of the first three scorers",
        unit: StatisticUnit::Share,
        pool: Pool::Mean,
        real: |r| complete(r).then(|| (0..3).map(|k| share(r, k)).sum()),
        simulated: |o, _| Some((0..3).map(|k| simulated_share(o, k)).sum()),
    },
    by_rank("points of the first scorer", |r| rank_share(r, 0), |o, _| Some(simulated_share(o, 0))),
    by_rank("second", |r| rank_share(r, 1), |o, _| Some(simulated_share(o, 1))),
    by_rank("third", |r| rank_share(r, 2), |o, _| Some(simulated_share(o, 2))),
    by_rank("fourth", |r| rank_share(r, 3), |o, _| Some(simulated_share(o, 3))),
    by_rank("fifth", |r| rank_share(r, 4), |o, _| Some(simulated_share(o, 4))),
    by_rank("sixth", |r| rank_share(r, 5), |o, _| Some(simulated_share(o, 5))),
    by_rank("seventh", |r| rank_share(r, 6), |o, _| Some(simulated_share(o, 6))),
    by_rank("eighth", |r| rank_share(r, 7), |o, _| Some(simulated_share(o, 7))),
    by_rank("ninth", |r| rank_share(r, 8), |o, _| Some(simulated_share(o, 8))),
    by_rank("tenth", |r| rank_share(r, 9), |o, _| Some(simulated_share(o, 9))),
    Statistic {
        name: "who scored scores in the next sprint",
        unit: StatisticUnit::Share,
        pool: Pool::Mean,
        real: |r| repeat(r.sheet),
        simulated: |o, _| repeat(&o.rows.iter().map(|r| &r.sheet[..]).collect::<Vec<_>>()),
    },
    Statistic {
        name: "sprints in which a scorer scores",
        unit: StatisticUnit::Count,
        pool: Pool::Mean,
        real: |r| per_scorer(r.sheet),
        simulated: |o, _| per_scorer(&o.rows.iter().map(|r| &r.sheet[..]).collect::<Vec<_>>()),
    },
    Statistic {
        name: "different winners of sprints",
        unit: StatisticUnit::Count,
        pool: Pool::Mean,
        real: |r| (!r.sheet.is_empty()).then(|| r.sheet.iter().filter(|points| points.contains(&5)).count() as f64),
        simulated: |o, _| Some(o.winners as f64),
    },
    Statistic {
        name: "place and order across the last line",
        unit: StatisticUnit::Correlation,
        pool: Pool::Mean,
        real: |r| {
            rank_correlation(
                &ordered(r.last_line.len()),
                &r.last_line.iter().map(|p| f64::from(*p)).collect::<Vec<_>>(),
            )
        },
        simulated: |o, r| {
            let shown: Vec<f64> =
                o.rows.iter().filter_map(|r| r.last_line.map(f64::from)).take(r.last_line.len()).collect();
            rank_correlation(&ordered(shown.len()), &shown)
        },
    },
];

/// The share of the sprint points of the scorer at one rank.
const fn by_rank(
    name: &'static str,
    real: fn(&RealRace) -> Option<f64>,
    simulated: fn(&SimulatedRace, &RealRace) -> Option<f64>,
) -> Statistic {
    Statistic { name, unit: StatisticUnit::Share, pool: Pool::Mean, real, simulated }
}

fn margin(outcome: &SimulatedRace) -> Option<f64> {
    let second = outcome.rows.get(1).filter(|row| row.finished)?;
    Some(f64::from(outcome.winner()?.total - second.total))
}

fn gained(outcome: &SimulatedRace) -> f64 {
    outcome.rows.iter().filter(|row| row.laps > 0).count() as f64
}

/// Whether the table lists every rider who scored.
fn complete(race: &RealRace) -> bool {
    !race.points.is_empty()
}

/// The share of the sprint points that scorer number `k` (from 0) took.
fn share(race: &RealRace, k: usize) -> f64 {
    let mut points = race.points.to_vec();
    points.sort_unstable_by(|a, b| b.cmp(a));
    points.get(k).map_or(0.0, |p| f64::from(*p) / f64::from(race.points_given()))
}

fn rank_share(race: &RealRace, k: usize) -> Option<f64> {
    complete(race).then(|| share(race, k))
}

fn simulated_share(outcome: &SimulatedRace, k: usize) -> f64 {
    let mut points: Vec<u32> = outcome.rows.iter().map(|row: &SimulatedRow| row.sprint_points).collect();
    points.sort_unstable_by(|a, b| b.cmp(a));
    points.get(k).map_or(0.0, |p| f64::from(*p) / f64::from(outcome.given))
}

/// How often a rider who scored in one sprint also scored in the next.
fn repeat<P: Copy + PartialOrd + From<u8>>(sheet: &[&[P]]) -> Option<f64> {
    let scored = |p: &P| *p > P::from(0);
    let pairs = || sheet.iter().flat_map(|points| points.windows(2)).filter(|pair| scored(&pair[0]));
    let first = pairs().count();
    (first > 0).then(|| pairs().filter(|pair| scored(&pair[1])).count() as f64 / first as f64)
}

/// In how many sprints a rider scores on average, among riders who score at all.
fn per_scorer<P: Copy + PartialOrd + From<u8>>(sheet: &[&[P]]) -> Option<f64> {
    let times = sheet.iter().map(|points| points.iter().filter(|p| **p > P::from(0)).count()).filter(|n| *n > 0);
    let (scorers, all) = times.fold((0usize, 0usize), |(scorers, all), n| (scorers + 1, all + n));
    (scorers > 0).then(|| all as f64 / scorers as f64)
}

fn ordered(n: usize) -> Vec<f64> {
    (1..=n).map(|k| k as f64).collect()
}

/// Spearman's rank correlation of two lists of equal length; equal values share the mean of their ranks. `None` for fewer
/// than three pairs, or if all values of a list are equal.
#[must_use]
pub fn rank_correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let ranks = |values: &[f64]| -> Vec<f64> {
        let rank = |v: &f64| {
            let below = values.iter().filter(|w| *w < v).count() as f64;
            let level = values.iter().filter(|w| *w == v).count() as f64;
            below + 0.5 * (level - 1.0)
        };
        values.iter().map(rank).collect()
    };
    if a.len() < 3 {
        return None;
    }
    let middle = (a.len() - 1) as f64 / 2.0;
    let (a, b) = (ranks(a), ranks(b));
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| (x - middle) * (y - middle)).sum::<f64>();
    let spread = product(&a, &a) * product(&b, &b);
    (spread > 0.0).then(|| product(&a, &b) / spread.sqrt())
}

#[cfg(test)]
mod tests {
    use super::super::races::RACES;
    use super::*;

    fn mean(statistic: &str) -> f64 {
        let statistic = POOLED.iter().find(|s| s.name == statistic).unwrap();
        let values: Vec<f64> = RACES.iter().filter_map(statistic.real).collect();
        values.iter().sum::<f64>() / values.len() as f64
    }

    #[test]
    fn the_share_of_points_falls_from_17_percent_to_3_and_a_half_by_rank_in_nine_real_tables() {
        assert_eq!(RACES.iter().filter(|r| complete(r)).count(), 9);
        for (name, share) in [("points of the first scorer", 0.172), ("fifth", 0.082), ("tenth", 0.035)] {
            assert!((mean(name) - share).abs() < 0.001, "{name}: {}", mean(name));
        }
        assert!((mean("points of the first three scorers") - 0.431).abs() < 0.001);
        assert!((mean("starters without a sprint point") - 0.193).abs() < 0.001);
    }

    #[test]
    fn real_scorers_score_in_three_sprints_and_again_in_the_next_with_probability_27_percent() {
        assert!((mean("who scored scores in the next sprint") - 0.27).abs() < 0.005);
        assert!((mean("sprints in which a scorer scores") - 3.0).abs() < 0.05);
        assert!((mean("different winners of sprints") - 7.0).abs() < 1e-9);
    }

    #[test]
    fn spearmans_rank_correlation_of_a_textbook_example() {
        // Ten pairs, sum of squared differences of ranks 194: 1 − 6·194/990 = −0.1758.
        let iq = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let television = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        assert!((rank_correlation(&iq, &television).unwrap() + 0.175_757_575).abs() < 1e-6);
        assert_eq!(rank_correlation(&[1.0, 2.0], &[1.0, 2.0]), None);
        assert_eq!(rank_correlation(&[1.0, 2.0, 3.0], &[4.0, 4.0, 4.0]), None);
    }
}
