//! Numbers in scenario files: each kind with its bounds and unit, declared once. Knows nothing of races.

use serde_json::{Map, Value, json};
use toml::de::{DeInteger, DeValue};

use super::log::ProblemLog;
use super::read::{Node, Read, complain};

macro_rules! decimals {
    ($( $(#[doc = $doc:literal])+ $name:ident: $min:literal..=$max:literal $unit:literal; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub(super) struct $name(pub(super) f64);

        impl Read for $name {
            fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
                let number = number(node, place, log)?;
                within(number, Bounds { min: $min, max: $max, unit: $unit, whole: false }, node, place, log).map(Self)
            }

            fn schema(_: &mut Map<String, Value>) -> Value {
                json!({"type": "number", "minimum": $min, "maximum": $max})
            }
        }
    )+ };
}

macro_rules! wholes {
    ($( $(#[doc = $doc:literal])+ $name:ident: $min:literal..=$max:literal $unit:literal as $kind:ty; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub(super) struct $name(pub(super) $kind);

        impl Read for $name {
            fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
                let number = number(node, place, log)?;
                let number = within(number, Bounds { min: f64::from($min), max: f64::from($max), unit: $unit, whole: true }, node, place, log)?;
                if libm::trunc(number) != number {
                    let remedy = format!("write {}", libm::round(number));
                    complain(log, place, &node.span(), "a whole number is expected", remedy);
                    return None;
                }
                // Lossless: the number is whole and within bounds that fit the type.
                Some(Self(number as $kind))
            }

            fn schema(_: &mut Map<String, Value>) -> Value {
                json!({"type": "integer", "minimum": $min, "maximum": $max})
            }
        }
    )+ };
}

decimals! {
    /// Length of the measuring line: from the shortest six-day tracks to the longest outdoor ones.
    LapLength: 100.0..=1000.0 "m";
    /// Width of the riding surface.
    Width: 3.0..=20.0 "m";
    /// A rider's height.
    Height: 120.0..=230.0 "cm";
    /// A rider's mass.
    Mass: 30.0..=150.0 "kg";
    /// Critical power.
    CriticalPower: 80.0..=600.0 "W";
    /// Work above critical power.
    WPrime: 2.0..=60.0 "kJ";
    /// Peak power.
    PeakPower: 200.0..=2800.0 "W";
    /// Drag area.
    DragArea: 0.1..=0.6 "m²";
    /// Drag area as a share of the level's.
    DragShare: 0.5..=1.5 "";
    /// Readiness to chase.
    Chase: 0.1..=10.0 "";
    /// A race lap, with its fraction.
    LapTime: 0.0..=1000.0 "laps";
    /// Seconds from the gun.
    Seconds: 1.0..=86400.0 "s";
    /// How much more or less of something.
    Percent: -50.0..=50.0 "%";
    /// Density of the air, with the bounds of [`super::AIR`].
    AirDensity: 0.8..=1.4 "kg/m³";
}

wholes! {
    /// Version of the file format.
    SchemaVersion: 1..=1 "" as u32;
    /// Laps of a race, or a number of laps.
    Laps: 1..=1000 "laps" as u32;
    /// The number of a sprint, from 1.
    SprintNumber: 1..=1000 "" as u32;
    /// A factor on the points of a sprint.
    Factor: 1..=10 "" as u32;
    /// Points of a place in a sprint.
    PlacePoints: 0..=100 "points" as u32;
    /// Points for a lap gained.
    GainPoints: 0..=1000 "points" as i32;
    /// Points for a lap lost.
    LossPoints: -1000..=0 "points" as i32;
    /// Points from earlier races of a competition.
    StartPoints: 0..=1000 "points" as i32;
    /// Points taken off by the commissaires.
    PenaltyPoints: 1..=1000 "points" as i32;
    /// Points scored in sprints.
    SprintPoints: 0..=20000 "points" as i32;
    /// Points from sprints and for laps.
    Total: -100000..=100000 "points" as i32;
    /// Laps gained minus laps lost.
    Balance: -100..=100 "laps" as i32;
    /// A lap gained (1) or lost (-1).
    LapSign: -1..=1 "laps" as i32;
    /// A place in a table or across the line, from 1.
    Rank: 1..=150 "" as u32;
    /// How many riders started.
    Starters: 2..=150 "riders" as u16;
    /// A rider's number.
    BibNumber: 1..=999 "" as u16;
}

/// The number that all luck is drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seed(pub(super) u64);

impl Read for Seed {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        // Not read as a float, which would lose the last digits beyond 2^53.
        if let DeValue::Integer(number) = node.get_ref()
            && let Some(seed) = integer(number).and_then(|n| u64::try_from(n).ok())
        {
            return Some(Self(seed));
        }
        complain(log, place, &node.span(), "a seed is expected", "write a whole number from 0 on, without quotes");
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "integer", "minimum": 0})
    }
}

/// The number at `node`.
fn number(node: &Node, place: &str, log: &mut ProblemLog) -> Option<f64> {
    let parsed = match node.get_ref() {
        DeValue::Integer(i) => integer(i).map(|i| i as f64),
        DeValue::Float(f) => f.as_str().parse().ok(),
        other => {
            let remedy = match other.as_str().map(|s| s.trim().parse::<f64>()) {
                Some(Ok(_)) => "leave out the quotes",
                _ => "write a number without quotes",
            };
            complain(log, place, &node.span(), "a number is expected", remedy);
            return None;
        }
    };
    match parsed {
        Some(number) if number.is_finite() => Some(number),
        Some(_) => {
            complain(log, place, &node.span(), "not a finite number", "write a number, or leave the key out");
            None
        }
        None => {
            complain(log, place, &node.span(), "far too large a number", "write a smaller one");
            None
        }
    }
}

fn integer(integer: &DeInteger) -> Option<i64> {
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// The bounds of a kind of number.
struct Bounds {
    min: f64,
    max: f64,
    unit: &'static str,
    whole: bool,
}

impl Bounds {
    fn hold(&self, number: f64) -> bool {
        (self.min..=self.max).contains(&number) && (!self.whole || libm::trunc(number) == number)
    }

    /// The number that was probably meant: with the decimal point moved, in another multiple of the unit, or with the other
    /// sign.
    fn meant(&self, number: f64) -> Option<f64> {
        let scaled = [number / 10.0, number / 1000.0, number / 100.0, number * 10.0, number * 100.0, number * 1000.0];
        let slips = scaled.into_iter().filter(|_| !self.unit.is_empty()).chain([-number]);
        // A number with many decimals is not what somebody meant.
        slips.into_iter().find(|n| *n != 0.0 && self.hold(*n) && n.to_string().len() <= 7)
    }

    fn with_unit(&self, number: f64) -> String {
        match self.unit {
            "" => number.to_string(),
            unit if number.abs() == 1.0 => format!("{number} {}", unit.trim_end_matches('s')),
            unit => format!("{number} {unit}"),
        }
    }
}

/// `number` if it is within the bounds; otherwise reports a problem.
fn within(number: f64, bounds: Bounds, node: &Node, place: &str, log: &mut ProblemLog) -> Option<f64> {
    let Bounds { min, max, .. } = bounds;
    if (min..=max).contains(&number) {
        return Some(number);
    }
    let why = if min == max {
        format!("only {} is known", bounds.with_unit(min))
    } else if number > max {
        format!("above {}", bounds.with_unit(max))
    } else {
        format!("below {}", bounds.with_unit(min))
    };
    let remedy = match bounds.meant(number) {
        _ if min == max => format!("write {min}"),
        Some(meant) => format!("did you mean {meant}?"),
        None => format!("write a number from {min} to {}", bounds.with_unit(max)),
    };
    complain(log, place, &node.span(), &why, remedy);
    None
}
