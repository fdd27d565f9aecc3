//! What a tick brings: facts for the referee, notes for the commentator.

use crate::event::{Fact, Noted};

/// What a tick brought.
#[derive(Debug, Clone, Default)]
pub struct Happened {
    /// In order of time; equal times by bib.
    pub facts: Vec<Fact>,
    pub notes: Vec<Noted>,
}
