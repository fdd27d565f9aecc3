//! A line before it is said: its phrase, what it is about, and what to remember once it is said. Knows no race.

use super::phrase::Phrase;
use crate::units::Bib;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    Gun,
    Bell,
    Sprint,
    /// A lap gained or lost.
    Lap,
    /// Attacks, chases, catches, riders dropped.
    Move,
    /// Crashes, mechanicals, riders who leave the race.
    Mishap,
    /// What the commissaires decided, and races stopped.
    Decision,
    /// The table after a quarter of the race.
    Recap,
    /// What the table asks of riders.
    Needs,
    /// Nothing happens.
    Quiet,
    Finish,
}

/// What to remember of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Remark {
    /// A lap would put the rider there.
    Stake(Bib, u32),
    /// Who was said to be away, and how far, m.
    Away(Vec<Bib>, f64),
    /// The speed of the bunch, km/h.
    Speed(f64),
    /// What a line, or a sentence that is soon old, was about.
    Topic(&'static str),
    /// The rider cannot be caught on sprints.
    Safe(Bib),
    /// The riders have got across.
    Across(Vec<Bib>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub topic: Topic,
    pub phrase: Phrase,
    pub remarks: Vec<Remark>,
}

impl Line {
    pub fn new(topic: Topic, phrase: Phrase) -> Self {
        Self { topic, phrase, remarks: Vec::new() }
    }

    pub fn remark(mut self, remark: impl IntoIterator<Item = Remark>) -> Self {
        self.remarks.extend(remark);
        self
    }
}
