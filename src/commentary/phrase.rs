//! A phrase: sentences with their slots filled, each with the frame it was made from. Knows no race.

/// One way to say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The sentences with empty slots: two phrases of one frame sound the same whoever they are about.
    pub frames: Vec<&'static str>,
    pub text: String,
}

impl Phrase {
    pub fn new(frame: &'static str, text: String) -> Self {
        Self { frames: vec![frame], text }
    }

    /// This phrase and then another.
    pub fn then(mut self, next: Option<Self>) -> Self {
        if let Some(next) = next {
            self.frames.extend(next.frames);
            self.text = format!("{} {}", self.text, next.text);
        }
        self
    }
}

/// A phrase of one frame: the words are those of `format!`, and the frame is the text with its slots empty.
macro_rules! say {
    ($frame:literal) => {
        $crate::commentary::phrase::Phrase::new($frame, format!($frame))
    };
}

pub(super) use say;
