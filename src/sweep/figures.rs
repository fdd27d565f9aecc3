//! The figures that are read from every race of a sweep, each a whole number of its smallest unit.

use super::RaceOutcome;

/// How a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureUnit {
    Points,
    Laps,
    Riders,
    Attacks,
    /// Seconds, kept in tenths.
    Seconds,
    /// km/h, kept in hundredths.
    Kmh,
}

impl FigureUnit {
    /// How many of the parts that figures are kept in make one unit.
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
pub struct RaceFigure {
    /// The key in data.
    pub key: &'static str,
    pub name: &'static str,
    pub unit: FigureUnit,
    of: fn(&RaceOutcome, f64) -> Option<i64>,
}

impl RaceFigure {
    /// The figure of a race of `race_m` metres, in parts of its unit; `None` if the race does not have it.
    #[must_use]
    pub fn read(&self, outcome: &RaceOutcome, race_m: f64) -> Option<i64> {
        (self.of)(outcome, race_m)
    }
}

/// Every figure, in the order of outputs.
pub const FIGURES: &[RaceFigure] = &[
    RaceFigure {
        key: "winner_total",
        name: "winner's points",
        unit: FigureUnit::Points,
        of: |o, _| Some(i64::from(o.nth(1)?.total)),
    },
    RaceFigure {
        key: "winner_sprint_points",
        name: "winner's sprint points",
        unit: FigureUnit::Points,
        of: |o, _| Some(i64::from(o.nth(1)?.sprint_points)),
    },
    RaceFigure {
        key: "winner_laps",
        name: "winner's net laps",
        unit: FigureUnit::Laps,
        of: |o, _| Some(o.nth(1)?.laps()),
    },
    RaceFigure {
        key: "margin",
        name: "margin first to second",
        unit: FigureUnit::Points,
        of: |o, _| Some(i64::from(o.nth(1)?.total) - i64::from(o.nth(2)?.total)),
    },
    RaceFigure {
        key: "third_total",
        name: "points that won third place",
        unit: FigureUnit::Points,
        of: |o, _| Some(i64::from(o.nth(3)?.total)),
    },
    RaceFigure {
        key: "laps_gained",
        name: "laps gained by anyone",
        unit: FigureUnit::Laps,
        of: |o, _| Some(o.riders.iter().map(|line| i64::from(line.gained)).sum()),
    },
    RaceFigure {
        key: "riders_with_a_net_lap",
        name: "riders with a net lap",
        unit: FigureUnit::Riders,
        of: |o, _| Some(o.riders.iter().filter(|line| line.place().is_some() && line.laps() > 0).count() as i64),
    },
    RaceFigure { key: "attacks", name: "attacks", unit: FigureUnit::Attacks, of: |o, _| Some(o.attacks.into()) },
    RaceFigure {
        key: "stopped",
        name: "riders who did not finish",
        unit: FigureUnit::Riders,
        of: |o, _| Some(o.riders.len() as i64 - i64::from(o.placed())),
    },
    RaceFigure {
        key: "time_s",
        name: "time",
        unit: FigureUnit::Seconds,
        // Whole tenths, a half rounded up.
        of: |o, _| Some((o.time?.0 + 50_000).div_euclid(100_000)),
    },
    RaceFigure {
        key: "kmh",
        name: "mean speed",
        unit: FigureUnit::Kmh,
        of: |o, race_m| Some(libm::round(race_m / o.time?.secs() * 360.0) as i64),
    },
];
