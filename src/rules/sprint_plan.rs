//! Where the sprints of a race are. Knows no points and no riders.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The race laps at which sprints are decided; the last is always the finish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SprintPlan {
    /// Every so many laps. Sprints are counted from the finish, so a remainder of laps comes before the first
    /// (UCI 3.2.116–117).
    Every(u32),
    /// At the end of these laps, in order, as announced for the race; the last is the last lap.
    At(Vec<u32>),
}

impl SprintPlan {
    /// Number of sprints in a race of `laps` laps.
    #[must_use]
    pub fn sprints(&self, laps: u32) -> u32 {
        match self {
            Self::Every(every) => laps / every,
            Self::At(at) => at.len() as u32,
        }
    }

    /// The race lap that decides sprint `n` (from 1) in a race of `laps` laps; `None` if there is no such sprint.
    #[must_use]
    pub fn lap(&self, n: u32, laps: u32) -> Option<u32> {
        match self {
            Self::Every(every) => (1..=laps / every).contains(&n).then(|| laps - (laps / every - n) * every),
            Self::At(at) => at.get((n as usize).checked_sub(1)?).copied(),
        }
    }

    /// The sprint (from 1) that is decided by completing race lap `lap` of `laps`, if there is one.
    #[must_use]
    pub fn sprint_at(&self, lap: i64, laps: u32) -> Option<u32> {
        match self {
            Self::Every(every) => {
                let to_go = u32::try_from(i64::from(laps) - lap).ok().filter(|to_go| to_go % every == 0)?;
                (laps / every).checked_sub(to_go / every).filter(|n| *n > 0)
            }
            Self::At(at) => {
                let lap = u32::try_from(lap).ok()?;
                at.binary_search(&lap).ok().map(|k| k as u32 + 1)
            }
        }
    }

    /// Laps from one sprint to the next; `None` if they are at stated laps.
    #[must_use]
    pub fn every(&self) -> Option<u32> {
        match self {
            Self::Every(every) => Some(*every),
            Self::At(_) => None,
        }
    }
}

impl Serialize for SprintPlan {
    /// `sprint_every`, which is `null` where `sprint_laps` lists the laps instead.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("sprint_every", &self.every())?;
        if let Self::At(at) = self {
            map.serialize_entry("sprint_laps", at)?;
        }
        map.end()
    }
}
