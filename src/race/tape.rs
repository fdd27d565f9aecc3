//! A whole race as it was ridden: samples of every tick, facts, notes. What a player winds back and forth.

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

    /// A tape on which is how `race` stands at the gun; it will not be longer than `most_ticks`.
    #[must_use]
    pub fn begin(race: &Race, most_ticks: u32) -> Self {
        let riders = race.riders();
        let samples = Vec::with_capacity(riders * most_ticks as usize);
        let mut tape = Self { riders, samples, facts: Vec::new(), notes: Vec::new() };
        race.sample(&mut tape.samples);
        tape
    }

    /// Rides `race` on, as long as it goes on and `more` says so.
    pub fn run(&mut self, race: &mut Race, more: impl Fn(&Race) -> bool) {
        while !race.is_done() && more(race) {
            let happened = race.step();
            self.add(happened);
            race.sample(&mut self.samples);
        }
    }

    /// Something has happened at the last tick on the tape.
    pub fn add(&mut self, happened: Happened) {
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

    /// Ticks on the tape, the gun included.
    #[must_use]
    pub fn ticks(&self) -> usize {
        self.samples.len() / self.riders
    }

    /// From the gun to the last tick.
    #[must_use]
    pub fn duration(&self) -> Micros {
        Micros::from_secs((self.ticks() - 1) as f64 * TICK_S)
    }

    /// All riders at `tick` (the last tick beyond the end).
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
