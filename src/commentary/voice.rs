//! The commentator's ear: which frames were used when, so that no line sounds like one just heard. Knows no race.

use std::collections::BTreeMap;

use super::phrase::Phrase;
use crate::rng::{Purpose, Stream};

/// A frame is not used again within this many lines.
pub(super) const APART: u32 = 5;

/// What was said, and how to choose what comes next.
#[derive(Debug)]
pub(super) struct Voice {
    /// The line, from 1, in which each frame was used last.
    used: BTreeMap<&'static str, u32>,
    /// The line being made.
    line: u32,
    /// Chooses among frames that are equally new: a race and a seed have their own sound.
    words: Stream,
}

impl Voice {
    pub fn new(seed: u64) -> Self {
        Self { used: BTreeMap::new(), line: 1, words: Stream::of_race(seed, Purpose::Commentary) }
    }

    /// Lines said so far.
    pub fn lines(&self) -> u32 {
        self.line - 1
    }

    /// Remembers that `phrase` was said, as a line of its own.
    pub fn said(&mut self, phrase: &Phrase) {
        for frame in &phrase.frames {
            self.used.insert(frame, self.line);
        }
        self.line += 1;
    }

    fn last(&self, phrase: &Phrase) -> u32 {
        phrase.frames.iter().filter_map(|frame| self.used.get(frame)).max().copied().unwrap_or(0)
    }

    fn is_fresh(&self, phrase: &Phrase) -> bool {
        let last = self.last(phrase);
        last == 0 || self.line - last >= APART
    }

    /// The way that was not heard for longest; `None` if all were heard in the last lines.
    pub fn fresh(&mut self, ways: Vec<Phrase>) -> Option<Phrase> {
        let ways: Vec<Phrase> = ways.into_iter().filter(|way| self.is_fresh(way)).collect();
        let oldest = ways.iter().map(|way| self.last(way)).min()?;
        let mut ways: Vec<Phrase> = ways.into_iter().filter(|way| self.last(way) == oldest).collect();
        let chosen = self.words.below(ways.len());
        Some(ways.swap_remove(chosen))
    }

    /// The same of the first of several things worth saying that can be said freshly.
    pub fn first(&mut self, things: Vec<Vec<Phrase>>) -> Option<Phrase> {
        things.into_iter().find_map(|ways| self.fresh(ways))
    }

    /// The same of something that must be said: if nothing is fresh, what was heard longest ago.
    pub fn must(&mut self, ways: Vec<Phrase>) -> Phrase {
        let oldest = ways.iter().min_by_key(|way| self.last(way)).cloned();
        self.fresh(ways).or(oldest).expect("a way to say it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways() -> Vec<Phrase> {
        ["a", "b", "c", "d", "e", "f"].map(|frame| Phrase::new(frame, frame.to_uppercase())).to_vec()
    }

    #[test]
    fn six_ways_are_enough_never_to_repeat_one_within_five_lines() {
        for seed in 1..=20 {
            let mut voice = Voice::new(seed);
            let mut said: Vec<String> = Vec::new();
            for _ in 0..60 {
                let phrase = voice.fresh(ways()).expect("one of six is fresh");
                voice.said(&phrase);
                assert!(said.iter().rev().take(APART as usize - 1).all(|line| *line != phrase.text), "{said:?}");
                said.push(phrase.text);
            }
            assert_eq!(voice.lines(), 60);
        }
    }

    #[test]
    fn nothing_fresh_is_left_unsaid_unless_it_must_be_said() {
        let mut voice = Voice::new(1);
        let only = || vec![Phrase::new("a", "A".into())];
        let phrase = voice.must(only());
        voice.said(&phrase);
        assert_eq!(voice.fresh(only()), None);
        assert_eq!(voice.first(vec![only(), ways()[1..2].to_vec()]).map(|phrase| phrase.text), Some("B".to_owned()));
        assert_eq!(voice.must(only()).text, "A");
    }

    #[test]
    fn a_seed_has_its_own_sound() {
        let first = |seed| Voice::new(seed).must(ways()).text;
        assert!((1..=20).any(|seed| first(seed) != first(0)));
        assert_eq!(first(3), first(3));
    }
}
