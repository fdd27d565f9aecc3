//! Questions and misreadings as rows of a table: a kind of race brings such a table, and lessons, course and screen know no
//! more of it.

use super::answer::Answer;
use super::confusion::Confusion;
use super::stage::Stage;
use crate::units::{Bib, Micros};

/// Something that can be asked at a moment of a race. What the referee says is the right answer.
#[derive(Debug)]
pub struct Question {
    /// Its word in lesson files.
    pub word: &'static str,
    /// What it asks, for the manual.
    pub about: &'static str,
    /// How many riders it is about.
    pub riders: usize,
    /// The question itself, with what one needs to know to answer it. `None` where it makes no sense.
    pub text: fn(&Stage) -> Option<String>,
    /// The right answer, from what the referee rules. `None` where there is none, or more than one.
    pub right: fn(&Stage) -> Option<Answer>,
    /// What there is to know about what an answer names, to be told beside it; empty if nothing.
    pub detail: fn(&Stage, &Answer) -> String,
    /// When the answer can be seen.
    pub seen: fn(&Stage) -> Micros,
    /// What is seen then, in a sentence.
    pub shown: fn(&Stage) -> String,
    /// The rider whose row is lit then.
    pub lit: fn(&Stage) -> Option<Bib>,
    /// The wrong answers it knows.
    pub misreadings: &'static [Misreading],
}

/// A wrong answer, and the confusion behind it.
#[derive(Debug)]
pub struct Misreading {
    /// Its word in lesson files.
    pub word: &'static str,
    pub confusion: Confusion,
    /// What whoever is so confused answers. `None` where the confusion says nothing.
    pub answer: fn(&Stage) -> Option<Answer>,
    /// What is wrong with it, in a sentence.
    pub reply: &'static str,
}

impl Question {
    /// The misreading called `word`.
    #[must_use]
    pub fn misreading(&self, word: &str) -> Option<&'static Misreading> {
        self.misreadings.iter().find(|misreading| misreading.word == word)
    }
}
