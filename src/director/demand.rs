//! What the director asks for: motion of every rider, and a few other things.

use crate::event::{Note, StopKind};
use crate::units::Bib;

/// What a rider is to do in the next tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Race distance they should have after the tick, m.
    pub target_m: f64,
    /// Speed of that target, m/s.
    pub speed: f64,
    /// No faster than this, m/s.
    pub limit: f64,
    /// The most they may speed up, m/s².
    pub push: f64,
    /// How much faster than the target they may ride to come up to it, m/s.
    pub haste: f64,
    /// Lane they would like to have for themselves.
    pub lane: Option<u8>,
    /// They come up on the outside, in no lane lower than this.
    pub outside: Option<u8>,
}

/// What the director wants done besides motion.
#[derive(Debug, Clone)]
pub enum Cue {
    /// A rider stops.
    Stop { rider: usize, kind: StopKind },
    /// Something to be said; riders are named by index.
    Say { riders: Vec<usize>, note: fn(Vec<Bib>) -> Note },
}
