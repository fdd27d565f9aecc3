//! What happens in a race: facts for the referee, notes for the commentator.
//!
//! A fact is integers only and carries no opinion; what the commissaires make of it is a
//! [`Ruling`](crate::rules::Ruling). A note is for words alone: leaving all notes out changes no result.

use serde::{Deserialize, Serialize};

use crate::units::{Bib, Micros};

/// Why a rider is no longer in the race (UCI 3.3.012).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopKind {
    /// Entered, did not start.
    Dns,
    /// Did not finish: a recognised mishap, or a stop whose reason no source gives.
    Dnf,
    /// Abandoned: gave up, or stopped for an unrecognised mishap.
    Abd,
    /// Disqualified.
    Dsq,
    /// Pulled out by the commissaires or the doctor; ranked like `Dnf`.
    Pul,
}

/// What the judges on the line and on the track saw, in order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "lowercase")]
pub enum Fact {
    /// `bib` crossed the finish line and has now ridden `ridden` whole laps since the gun (his own count, from 1).
    Line { bib: Bib, ridden: u32, at: Micros },
    /// `bib`, ahead of the bunch, has come round to its tail.
    Tail { bib: Bib, at: Micros },
    /// The front of the bunch, having come round, has reached `bib`: on the track, or still beside it after a mishap
    /// although the laps he may miss are over.
    Front { bib: Bib, at: Micros },
    /// A recognised mishap (a legitimate fall, a puncture, the breakage of an essential part: UCI 3.2.021) has taken
    /// `bib` off the track. Until his return he is neutralised.
    Mishap { bib: Bib, at: Micros },
    /// `bib` is back in the position he had. His count of whole laps goes on from `ridden`, in which the laps he was
    /// excused from are contained; laps beyond the allowance are not, they are lost ([`Fact::Front`]).
    Return { bib: Bib, ridden: u32, at: Micros },
    /// `bib` is out of the race.
    Stop { bib: Bib, kind: StopKind, at: Micros },
}

impl Fact {
    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Micros {
        match *self {
            Self::Line { at, .. } | Self::Tail { at, .. } | Self::Front { at, .. } => at,
            Self::Mishap { at, .. } | Self::Return { at, .. } | Self::Stop { at, .. } => at,
        }
    }

    /// To whom it happened.
    #[must_use]
    pub fn bib(&self) -> Bib {
        match *self {
            Self::Line { bib, .. } | Self::Tail { bib, .. } | Self::Front { bib, .. } => bib,
            Self::Mishap { bib, .. } | Self::Return { bib, .. } | Self::Stop { bib, .. } => bib,
        }
    }
}

/// Something worth a sentence that no rule needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// Riders leave the front of the bunch together, and at least one of them means to.
    Attack { bibs: Vec<Bib> },
    /// Riders are clear of the bunch together, though none of them has attacked: after a sprint, or where a wheel was let go.
    Clear { bibs: Vec<Bib> },
    /// Riders who were away are back in the bunch without a lap.
    Caught { bibs: Vec<Bib> },
    /// Riders who are away have half a lap.
    HalfLap { bibs: Vec<Bib> },
    /// A rider has lost the wheels and is off the back.
    Dropped { bib: Bib },
    /// A rider who was off the back is in the bunch again, on the same lap.
    Back { bib: Bib },
    /// A rider sets out from the bunch for those who are away.
    Bridge { bib: Bib },
    /// A rider comes to the front of the bunch to bring back those who are away.
    Chase { bib: Bib },
    /// A rider whom a break costs most looks round: nobody pulls, and neither does he.
    NobodyPulls { bib: Bib },
    /// A rider who was away gives up.
    SitsUp { bib: Bib },
    /// Riders come down; the first of them brings down the others.
    Falls { bibs: Vec<Bib> },
    /// A tyre or an essential part of a rider's bicycle has given way.
    Puncture { bib: Bib },
    /// A rider is back in the race after a mishap.
    Returns { bib: Bib },
    /// The commissaires wave a rider off who is laps down.
    Withdrawn { bib: Bib },
    /// A rider who is off the back and laps down leaves the track of his own will.
    GivesUp { bib: Bib },
}

/// A note with its moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Noted {
    pub at: Micros,
    #[serde(flatten)]
    pub note: Note,
}
