//! A race under way, whether a script or the riders' minds decide what happens.

use super::directed::Directed;
use super::free::Free;
use super::happened::Happened;
use super::numbers::TICK_S;
use super::sample::Sample;
use super::spec::RaceSpec;
use crate::director::Director;
use crate::tactics::Tactics;

/// A race under way.
#[derive(Debug, Clone)]
pub enum Race {
    /// Riders follow a script; their power is what the motion takes.
    Directed(Box<Directed>),
    /// Riders follow their own minds; their power is limited by their legs.
    Free(Box<Free>),
}

/// Where riders' demands for speed come from.
pub trait DemandSource {
    /// Lines the riders up for the gun of a flying start (UCI 3.2.120–121).
    fn race(self, spec: RaceSpec) -> Race;
}

impl DemandSource for Director {
    fn race(self, spec: RaceSpec) -> Race {
        Race::Directed(Box::new(Directed::new(spec, self)))
    }
}

impl DemandSource for Tactics {
    fn race(self, spec: RaceSpec) -> Race {
        Race::Free(Box::new(Free::new(spec, self, TICK_S)))
    }
}

impl Race {
    /// Lines the riders up for the gun of a flying start (UCI 3.2.120–121).
    ///
    /// # Panics
    /// If `spec` is of no race: without a track, with a bib twice, or with legs that nobody can ride with.
    #[must_use]
    pub fn new(spec: RaceSpec, source: impl DemandSource) -> Self {
        spec.check();
        source.race(spec)
    }

    /// A free race with ticks of `dt` seconds instead of [`TICK_S`].
    #[must_use]
    pub fn in_ticks_of(dt: f64, spec: RaceSpec, tactics: Tactics) -> Self {
        spec.check();
        assert!(dt > 0.0 && dt < f64::INFINITY, "{}: a tick of {dt} s", spec.checks.at_tick(0));
        Self::Free(Box::new(Free::new(spec, tactics, dt)))
    }

    /// What the race is ridden with.
    #[must_use]
    pub fn spec(&self) -> &RaceSpec {
        match self {
            Self::Directed(race) => race.spec(),
            Self::Free(race) => race.spec(),
        }
    }

    /// Number of riders on the start list.
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
