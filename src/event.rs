//! What happens in a race: facts for the referee, notes for the commentator.
//!
//! A fact is made of integers and carries no opinion; what the commissaires make of it is a
//! [`Ruling`](crate::rules::Ruling). A note is only for words: without any notes, every result is the same.

use serde::{Deserialize, Serialize};

use crate::units::{Bib, Micros};

/// Why a rider is no longer in the race (UCI 3.3.012).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopKind {
    /// Did not start.
    Dns,
    /// Did not finish: a recognised mishap, or a stop whose reason no source gives.
    Dnf,
    /// Abandoned: gave up, or stopped for an unrecognised mishap.
    Abd,
    /// Disqualified.
    Dsq,
    /// Pulled out by the commissaires or the doctor. Ranked like `Dnf`.
    Pul,
}

/// What the judges saw on the line and on the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "lowercase")]
pub enum Fact {
    /// `bib` starts with `points` from earlier races of the same competition, as in the last race of an omnium.
    Start { bib: Bib, points: i32, at: Micros },
    /// `bib` crossed the finish line and has now ridden `ridden` whole laps since the gun (the rider's own count, from
    /// 1).
    Line { bib: Bib, ridden: u32, at: Micros },
    /// `bib` was ahead of the bunch and has come round to its tail.
    Tail { bib: Bib, at: Micros },
    /// The front of the bunch has come round and reached `bib`, who is on the track, or still off it after a mishap
    /// that has lasted longer than the laps a rider may miss.
    Front { bib: Bib, at: Micros },
    /// A recognised mishap (a legitimate fall, a puncture, the breakage of an essential part: UCI 3.2.021) has taken
    /// `bib` off the track. The rider is neutralised until they return.
    Mishap { bib: Bib, at: Micros },
    /// `bib` is back in the position they had. Their count of whole laps goes on from `ridden`, which includes the laps
    /// they were excused from. It does not include laps beyond the allowance; those are lost ([`Fact::Front`]).
    Return { bib: Bib, ridden: u32, at: Micros },
    /// The judges put `bib` last in `sprint` (from 1), as though they had crossed its line after everybody else.
    Relegation { bib: Bib, sprint: u32, at: Micros },
    /// The commissaires take `points` (1 or more) off what `bib` has.
    Penalty { bib: Bib, points: u32, at: Micros },
    /// `bib` is out of the race.
    Stop { bib: Bib, kind: StopKind, at: Micros },
}

impl Fact {
    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Micros {
        match *self {
            Self::Start { at, .. } | Self::Relegation { at, .. } | Self::Penalty { at, .. } => at,
            Self::Line { at, .. } | Self::Tail { at, .. } | Self::Front { at, .. } => at,
            Self::Mishap { at, .. } | Self::Return { at, .. } | Self::Stop { at, .. } => at,
        }
    }

    /// Whom it happened to.
    #[must_use]
    pub fn bib(&self) -> Bib {
        match *self {
            Self::Start { bib, .. } | Self::Relegation { bib, .. } | Self::Penalty { bib, .. } => bib,
            Self::Line { bib, .. } | Self::Tail { bib, .. } | Self::Front { bib, .. } => bib,
            Self::Mishap { bib, .. } | Self::Return { bib, .. } | Self::Stop { bib, .. } => bib,
        }
    }
}

/// Something that is worth a sentence and that no rule needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// Riders leave the front of the bunch together, and at least one of them has attacked.
    Attack { bibs: Vec<Bib> },
    /// Riders are clear of the bunch together, and none of them has attacked: after a sprint, or where a wheel was let
    /// go.
    Clear { bibs: Vec<Bib> },
    /// Riders who were away are back in the bunch without a lap.
    Caught { bibs: Vec<Bib> },
    /// Riders who are away are half a lap up.
    HalfLap { bibs: Vec<Bib> },
    /// A rider has lost the wheels and is off the back.
    Dropped { bib: Bib },
    /// A rider who was off the back is in the bunch again, on the same lap.
    Back { bib: Bib },
    /// A rider sets out from the bunch for those who are away.
    Bridge { bib: Bib },
    /// A rider comes to the front of the bunch to bring back those who are away.
    Chase { bib: Bib },
    /// The rider at the front of the bunch looks round: nobody pulls, and neither do they.
    NobodyPulls { bib: Bib },
    /// A rider who was away gives up.
    SitsUp { bib: Bib },
    /// Riders come down; the first has brought down the others.
    Falls { bibs: Vec<Bib> },
    /// A tyre or an essential part of a rider's bicycle has failed.
    Puncture { bib: Bib },
    /// A rider is back in the race after a mishap.
    Returns { bib: Bib },
    /// The commissaires take off a rider who is laps down.
    Withdrawn { bib: Bib },
    /// A rider who is off the back and laps down leaves the track by choice.
    GivesUp { bib: Bib },
}

/// A note and when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Noted {
    pub at: Micros,
    #[serde(flatten)]
    pub note: Note,
}
