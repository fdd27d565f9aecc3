//! The race: one tick for all riders, whoever decides what they want.
//!
//! What happened comes out as facts in integers; what it took, as samples. It ranks nobody. In a directed race a script
//! has the last word and power is what the motion needs; in a free one riders ask, and get what their legs have.

mod directed;
mod effort;
mod fork;
mod free;
mod groups;
mod incident;
mod lanes;
mod mishap;
mod pack;
mod ride;
mod spec;
mod stops;
mod tape;
pub mod view;

pub use groups::NONE as NO_GROUP;
pub use incident::{Fate, Incident, Incidents, Kind, Rates};
pub use ride::{Ridden, finish, ride};
pub use spec::{Entrant, RaceSpec};
pub use stops::Habits;
pub use tape::{Sample, Tape};

use crate::director::Director;
use crate::event::{Fact, Noted};
use crate::tactics::Tactics;
use directed::Directed;
use free::Free;

/// Seconds in a tick.
pub const TICK_S: f64 = 0.25;
/// The most a rider slows down, m/s².
const BRAKE: f64 = 2.8;
/// Beyond this the wake of a rider is not felt, m.
const WAKE_M: f64 = 12.0;

/// A race under way.
#[derive(Debug, Clone)]
pub enum Race {
    /// Riders follow a script; their power is what the motion needs.
    Directed(Box<Directed>),
    /// Riders follow their own minds; their power is clamped to their legs.
    Free(Box<Free>),
}

/// Where riders' demands for speed come from.
pub trait Source {
    /// Lines the riders up for the gun of a flying start (UCI 3.2.120–121).
    fn race(self, spec: RaceSpec) -> Race;
}

impl Source for Director {
    fn race(self, spec: RaceSpec) -> Race {
        Race::Directed(Box::new(Directed::new(spec, self)))
    }
}

impl Source for Tactics {
    fn race(self, spec: RaceSpec) -> Race {
        Race::Free(Box::new(Free::new(spec, self, TICK_S)))
    }
}

/// What a tick brought.
#[derive(Debug, Clone, Default)]
pub struct Happened {
    /// In order of time; equal times by bib.
    pub facts: Vec<Fact>,
    pub notes: Vec<Noted>,
}

impl Race {
    /// Lines the riders up for the gun of a flying start (UCI 3.2.120–121).
    #[must_use]
    pub fn new(spec: RaceSpec, source: impl Source) -> Self {
        source.race(spec)
    }

    /// A free race in ticks of `dt` seconds instead of [`TICK_S`].
    #[must_use]
    pub fn in_ticks_of(dt: f64, spec: RaceSpec, tactics: Tactics) -> Self {
        Self::Free(Box::new(Free::new(spec, tactics, dt)))
    }

    /// What it is ridden with.
    #[must_use]
    pub fn spec(&self) -> &RaceSpec {
        match self {
            Self::Directed(race) => race.spec(),
            Self::Free(race) => race.spec(),
        }
    }

    /// Riders of the start list.
    #[must_use]
    pub fn riders(&self) -> usize {
        self.spec().riders.len()
    }

    /// Every rider on the track has crossed the last line.
    #[must_use]
    pub fn is_done(&self) -> bool {
        match self {
            Self::Directed(race) => race.is_done(),
            Self::Free(race) => race.is_done(),
        }
    }

    /// The present tick, from 0 at the gun.
    #[must_use]
    pub fn tick(&self) -> u32 {
        match self {
            Self::Directed(race) => race.tick(),
            Self::Free(race) => race.tick(),
        }
    }

    /// One sample for each rider of the start list.
    pub fn sample(&self, into: &mut Vec<Sample>) {
        match self {
            Self::Directed(race) => race.sample(into),
            Self::Free(race) => race.sample(into),
        }
    }

    /// Rides for one tick.
    pub fn step(&mut self) -> Happened {
        let mut happened = Happened::default();
        match self {
            Self::Directed(race) => race.step(&mut happened),
            Self::Free(race) => race.step(&mut happened),
        }
        happened
    }
}
