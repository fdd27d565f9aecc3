//! A phrase: sentences with their slots filled, each with the frame it was made from, and the riders it is about. Knows no race.

use crate::units::Bib;

/// One way to say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The sentences with empty slots: two phrases of one frame sound the same whoever they are about.
    pub frames: Vec<&'static str>,
    pub text: String,
    /// Whom it is about, by name or as one of "the three".
    pub about: Vec<Bib>,
}

impl Phrase {
    pub fn new(frame: &'static str, text: String) -> Self {
        Self { frames: vec![frame], text, about: Vec::new() }
    }

    /// This phrase, about `bibs` too.
    pub fn about(mut self, bibs: &[Bib]) -> Self {
        self.about.extend(bibs);
        self
    }

    /// This phrase and then another.
    pub fn then(mut self, next: Option<Self>) -> Self {
        if let Some(next) = next {
            self.frames.extend(next.frames);
            self.text = format!("{} {}", self.text, next.text);
            self.about.extend(next.about);
        }
        self
    }
}

/// Ways to say something about `bibs`.
pub(super) fn about(bibs: &[Bib], ways: Vec<Phrase>) -> Vec<Phrase> {
    ways.into_iter().map(|way| way.about(bibs)).collect()
}

/// A phrase of one frame: the words are those of `format!`, and the frame is the text with its slots empty.
macro_rules! say {
    ($frame:literal) => {
        $crate::commentary::phrase::Phrase::new($frame, format!($frame))
    };
}

pub(super) use say;
