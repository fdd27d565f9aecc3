//! What a tick brings: facts for the referee, notes for the commentator.

use crate::event::{Fact, Noted};

/// What a tick brought.
#[derive(Debug, Clone, Default)]
pub struct Happened {
    /// In order of time; those of the same moment in order of bib.
    pub facts: Vec<Fact>,
    /// In order of time.
    pub notes: Vec<Noted>,
}
