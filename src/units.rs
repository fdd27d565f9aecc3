//! The units that everything else counts in: bibs and moments, and where a fact comes from. Knows nothing of races.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The number a rider wears. Decides ties that no rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bib(pub u16);

impl fmt::Display for Bib {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A moment of the race: whole microseconds since the gun.
///
/// Times become integers once, where a wheel meets the line; no ruling compares two floats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// The gun.
    pub const ZERO: Self = Self(0);

    /// The nearest microsecond to `seconds`.
    #[must_use]
    pub fn from_secs(seconds: f64) -> Self {
        let micros = seconds * 1e6;
        // `as` cuts off, so half a microsecond is added first, away from zero.
        Self((micros + 0.5_f64.copysign(micros)) as i64)
    }

    /// Seconds since the gun.
    #[must_use]
    pub fn secs(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// `h:mm:ss`, as a race clock shows it (whole seconds, cut, not rounded).
    #[must_use]
    pub fn clock(self) -> String {
        let s = self.0.max(0) / 1_000_000;
        format!("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.clock())
    }
}

/// Where a fact of the race comes from; shown wherever the fact is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// A source states it.
    Recorded,
    /// It follows by arithmetic from what sources state.
    Derived,
    /// The completion chose it, by seed, among what is possible.
    Reconstructed,
    /// A free race produced it.
    Simulated,
}

impl Provenance {
    /// The mark beside a cell on the screen; nothing for what is recorded.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Recorded => "",
            Self::Derived => "=",
            Self::Reconstructed => "~",
            Self::Simulated => "*",
        }
    }

    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Derived => "derived",
            Self::Reconstructed => "reconstructed",
            Self::Simulated => "simulated",
        }
    }
}
