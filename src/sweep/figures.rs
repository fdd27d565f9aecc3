//! What is read from every race of a sweep as a whole: each figure a whole number of its smallest unit.

use super::Outcome;

/// How a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Points,
    Laps,
    Riders,
    Attacks,
    /// Seconds, kept in tenths.
    Seconds,
    /// km/h, kept in hundredths.
    Kmh,
}

impl Unit {
    /// The unit in parts as which figures are kept.
    #[must_use]
    pub fn parts(self) -> f64 {
        match self {
            Self::Points | Self::Laps | Self::Riders | Self::Attacks => 1.0,
            Self::Seconds => 10.0,
            Self::Kmh => 100.0,
        }
    }
}

/// A figure of a race.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// The key in data.
    pub key: &'static str,
    pub name: &'static str,
    pub unit: Unit,
    of: fn(&Outcome, f64) -> Option<i64>,
}

impl Figure {
    /// The figure of a race over `race_m` metres, in parts of its unit; `None` if the race has none.
    #[must_use]
    pub fn read(&self, outcome: &Outcome, race_m: f64) -> Option<i64> {
        (self.of)(outcome, race_m)
    }
}

/// Every figure, in the order of outputs.
pub const FIGURES: &[Figure] = &[
    Figure {
        key: "winner_total",
        name: "winner's points",
        unit: Unit::Points,
        of: |o, _| Some(i64::from(o.nth(1)?.total)),
    },
    Figure {
        key: "winner_sprint_points",
        name: "winner's sprint points",
        unit: Unit::Points,
        of: |o, _| Some(i64::from(o.nth(1)?.sprint_points)),
    },
    Figure { key: "winner_laps", name: "winner's net laps", unit: Unit::Laps, of: |o, _| Some(o.nth(1)?.laps()) },
    Figure {
        key: "margin",
        name: "margin first to second",
        unit: Unit::Points,
        of: |o, _| Some(i64::from(o.nth(1)?.total) - i64::from(o.nth(2)?.total)),
    },
    Figure {
        key: "third_total",
        name: "points that won third place",
        unit: Unit::Points,
        of: |o, _| Some(i64::from(o.nth(3)?.total)),
    },
    Figure {
        key: "laps_gained",
        name: "laps gained by anyone",
        unit: Unit::Laps,
        of: |o, _| Some(o.riders.iter().map(|line| i64::from(line.gained)).sum()),
    },
    Figure {
        key: "riders_with_a_net_lap",
        name: "riders with a net lap",
        unit: Unit::Riders,
        of: |o, _| Some(o.riders.iter().filter(|line| line.place().is_some() && line.laps() > 0).count() as i64),
    },
    Figure { key: "attacks", name: "attacks", unit: Unit::Attacks, of: |o, _| Some(o.attacks.into()) },
    Figure {
        key: "stopped",
        name: "riders who did not finish",
        unit: Unit::Riders,
        of: |o, _| Some(o.riders.len() as i64 - i64::from(o.placed())),
    },
    Figure {
        key: "time_s",
        name: "time",
        unit: Unit::Seconds,
        // Whole tenths, a half rounded up.
        of: |o, _| Some((o.time?.0 + 50_000).div_euclid(100_000)),
    },
    Figure {
        key: "kmh",
        name: "mean speed",
        unit: Unit::Kmh,
        of: |o, race_m| Some(libm::round(race_m / o.time?.secs() * 360.0) as i64),
    },
];
