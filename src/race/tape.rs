//! A whole race as it was ridden: samples of every tick, facts, notes. A player winds it back and forth.

use super::happened::Happened;
use super::numbers::TICK_S;
use super::sample::Sample;
use super::under_way::Race;
use crate::event::{Fact, Noted};
use crate::units::Micros;

/// A race from the gun until the last rider has crossed the last line.
#[derive(Debug, Clone)]
pub struct Tape {
    riders: usize,
    samples: Vec<Sample>,
    facts: Vec<Fact>,
    notes: Vec<Noted>,
}

impl Tape {
    /// Rides `race` to its end, or for `most_ticks`.
    #[must_use]
    pub fn record(mut race: Race, most_ticks: u32) -> Self {
        let mut tape = Self::begin(&race, most_ticks);
        tape.run(&mut race, |race| race.tick() < most_ticks);
        tape
    }

    /// A tape that begins with `race` as it stands now; there is room for `most_ticks`.
    #[must_use]
    pub fn begin(race: &Race, most_ticks: u32) -> Self {
        let riders = race.riders();
        let samples = Vec::with_capacity(riders * most_ticks as usize);
        let mut tape = Self { riders, samples, facts: Vec::new(), notes: Vec::new() };
        race.sample(&mut tape.samples);
        tape
    }

    /// Rides `race` on until it is over or `more` says no.
    pub fn run(&mut self, race: &mut Race, more: impl Fn(&Race) -> bool) {
        while !race.is_done() && more(race) {
            let happened = race.step();
            self.add(happened);
            race.sample(&mut self.samples);
            assert!(
                self.samples.len().is_multiple_of(self.riders),
                "{}: {} samples of {} riders",
                race.spec().checks.at_tick(race.tick()),
                self.samples.len(),
                self.riders
            );
        }
    }

    /// Adds what has happened at the last tick on the tape.
    ///
    /// # Panics
    /// If it happened before what is on the tape.
    pub fn add(&mut self, happened: Happened) {
        if let (Some(last), Some(next)) = (self.facts.last(), happened.facts.first()) {
            assert!(last.at() <= next.at(), "tick {}: {next:?} comes after {last:?}", self.ticks());
        }
        self.facts.extend(happened.facts);
        self.notes.extend(happened.notes);
    }

    /// Every fact, in order of time.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Every note, in order of time.
    #[must_use]
    pub fn notes(&self) -> &[Noted] {
        &self.notes
    }

    /// Ticks on the tape; the gun counts as one.
    #[must_use]
    pub fn ticks(&self) -> usize {
        self.samples.len() / self.riders
    }

    /// From the gun to the last tick.
    #[must_use]
    pub fn duration(&self) -> Micros {
        Micros::from_secs((self.ticks() - 1) as f64 * TICK_S)
    }

    /// All riders at `tick`; beyond the end, at the last tick.
    #[must_use]
    pub fn at(&self, tick: usize) -> &[Sample] {
        let tick = tick.min(self.ticks() - 1);
        &self.samples[tick * self.riders..(tick + 1) * self.riders]
    }

    /// One rider over all ticks.
    pub fn rider(&self, rider: usize) -> impl Iterator<Item = &Sample> {
        self.samples.iter().skip(rider).step_by(self.riders)
    }
}
