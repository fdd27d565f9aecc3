//! An edition applied to a course: the numbers of one race. Knows nothing of riders.

use serde::Serialize;

use super::{Edition, EditionId, HeadRule, RankBy};

/// How one race deviates from its edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Overrides {
    pub sprint_every: Option<u32>,
    pub last_factor: Option<u32>,
    pub gain_points: Option<i32>,
    pub loss_points: Option<i32>,
}

/// Why no race can be ridden under these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    #[error("{0} laps: a race has between 1 and {max} laps", max = RaceRules::MAX_LAPS)]
    Laps(u32),
    #[error("a lap of {0} mm: a lap is between 50 m and 10 km")]
    LapLength(u32),
    #[error("a sprint every {every} laps in a race of {laps}: there has to be one sprint at least, so 1 to {laps}")]
    NoSprint { every: u32, laps: u32 },
    #[error("the last sprint counts {0} times: between 1 and 10")]
    LastFactor(u32),
    #[error("{0} points for a lap gained: between 0 and 1000")]
    GainPoints(i32),
    #[error("{0} points for a lap lost: between -1000 and 0")]
    LossPoints(i32),
}

/// Everything the scoreboard needs to know about the rules. Made by [`Edition::on`], which checks the numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RaceRules {
    pub edition: EditionId,
    pub laps: u32,
    pub sprint_every: u32,
    pub scale: [u32; 4],
    pub last_factor: u32,
    pub gain_points: i32,
    pub loss_points: i32,
    pub rank_by: RankBy,
    pub head: HeadRule,
    /// Laps a rider may miss after a recognised mishap.
    pub mishap_laps: u32,
    /// Nobody returns after a mishap with this many laps to go or fewer.
    pub no_return_laps: u32,
}

impl Edition {
    /// The rules of a race of `laps` laps of `lap_mm` millimetres under this edition, with `overrides`.
    ///
    /// # Errors
    /// If a number is out of bounds or no sprint fits into the race.
    pub fn on(&self, laps: u32, lap_mm: u32, overrides: &Overrides) -> Result<RaceRules, RulesError> {
        if !(1..=RaceRules::MAX_LAPS).contains(&laps) {
            return Err(RulesError::Laps(laps));
        }
        if !(50_000..=10_000_000).contains(&lap_mm) {
            return Err(RulesError::LapLength(lap_mm));
        }
        let rules = RaceRules {
            edition: self.id,
            laps,
            sprint_every: overrides.sprint_every.unwrap_or_else(|| self.sprint_every(lap_mm)),
            scale: self.scale.value,
            last_factor: overrides.last_factor.unwrap_or(self.last_factor.value),
            gain_points: overrides.gain_points.unwrap_or(self.gain_points.value),
            loss_points: overrides.loss_points.unwrap_or(self.loss_points.value),
            rank_by: self.rank_by.value,
            head: self.head.value,
            mishap_laps: self.mishap_laps(lap_mm),
            no_return_laps: 1000 * self.no_return_m() / lap_mm,
        };
        match rules {
            RaceRules { sprint_every: every, .. } if !(1..=laps).contains(&every) => {
                Err(RulesError::NoSprint { every, laps })
            }
            RaceRules { last_factor, .. } if !(1..=10).contains(&last_factor) => {
                Err(RulesError::LastFactor(last_factor))
            }
            RaceRules { gain_points, .. } if !(0..=1000).contains(&gain_points) => {
                Err(RulesError::GainPoints(gain_points))
            }
            RaceRules { loss_points, .. } if !(-1000..=0).contains(&loss_points) => {
                Err(RulesError::LossPoints(loss_points))
            }
            rules => Ok(rules),
        }
    }
}

impl RaceRules {
    /// Most laps of a race: far beyond any real one, as 50 km on the shortest tracks are 300 laps.
    pub const MAX_LAPS: u32 = 2000;

    /// Number of sprints (UCI 3.2.117).
    #[must_use]
    pub fn sprints(&self) -> u32 {
        self.laps / self.sprint_every
    }

    /// Race laps at which sprints are decided, in order; the last is the finish. Sprints are counted from the finish, so a
    /// remainder of laps comes before the first (UCI 3.2.116–117).
    #[must_use]
    pub fn sprint_laps(&self) -> Vec<u32> {
        (1..=self.sprints()).map(|n| self.laps - (self.sprints() - n) * self.sprint_every).collect()
    }

    /// The sprint (from 1) that is decided by completing race lap `lap`, if there is one.
    #[must_use]
    pub fn sprint_at(&self, lap: i64) -> Option<u32> {
        let to_go = u32::try_from(i64::from(self.laps) - lap).ok().filter(|to_go| to_go % self.sprint_every == 0)?;
        self.sprints().checked_sub(to_go / self.sprint_every).filter(|n| *n > 0)
    }

    /// Points of `place` (from 1) in sprint `n` (from 1); 0 beyond the fourth.
    #[must_use]
    pub fn points(&self, n: u32, place: u32) -> u32 {
        let base = place.checked_sub(1).and_then(|i| self.scale.get(i as usize)).copied().unwrap_or(0);
        if n == self.sprints() { base * self.last_factor } else { base }
    }
}
