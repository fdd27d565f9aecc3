//! An edition applied to a course: the numbers of one race. Knows nothing of riders.

use serde::Serialize;

use super::{Edition, EditionId, HeadRule, RankBy, SprintPlan};

/// How a race went on in the same session after it was stopped (UCI 3.2.133 since 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Restart {
    /// Laps the race was to have.
    pub planned: u32,
    /// Laps the head had ridden when it was stopped.
    pub at_lap: u32,
    /// What the lap counter shows at the restart: one less than at the last sprint held.
    pub to_go: u32,
}

impl Restart {
    /// The restart of a race under `rules` that is stopped when its head has ridden `at_lap` laps; `None` if no sprint had been
    /// held.
    #[must_use]
    pub fn of(rules: &RaceRules, at_lap: u32) -> Option<Self> {
        let held = rules.sprint_laps().into_iter().filter(|lap| *lap <= at_lap).max()?;
        Some(Self { planned: rules.laps, at_lap, to_go: rules.laps - held - 1 })
    }

    /// Laps that are ridden in all.
    #[must_use]
    pub fn ridden(&self) -> u32 {
        self.at_lap + self.to_go
    }
}

/// How one race deviates from its edition.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Overrides {
    /// Where the sprints are.
    pub sprints: Option<SprintPlan>,
    /// Points of the first four; 0 for places that do not score.
    pub scale: Option<[u32; 4]>,
    /// Sprints (from 1) that count double. The last sprint may be one of them.
    pub doubled: Vec<u32>,
    /// Factor on the points of the last sprint.
    pub last_factor: Option<u32>,
    /// Points for a lap gained.
    pub gain_points: Option<i32>,
    /// Points for a lap lost, 0 or negative.
    pub loss_points: Option<i32>,
    /// Riders whom the commissaires pull out are ranked by when, behind the finishers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rank_pulled: bool,
    /// Laps the race was to have, if it was stopped for good after fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_of: Option<u32>,
    /// How it went on after a stop, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart: Option<Restart>,
}

impl Overrides {
    /// Only that the sprints are where `rules` has them, and that the race ended where it did.
    #[must_use]
    pub fn sprints_of(rules: &RaceRules) -> Self {
        let RaceRules { sprint_plan, stopped_of, restart, .. } = rules.clone();
        Self { sprints: Some(sprint_plan), stopped_of, restart, ..Self::default() }
    }
}

/// Why no race can be ridden under these numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    #[error("{0} laps: a race has between 1 and {max} laps", max = RaceRules::MAX_LAPS)]
    Laps(u32),
    #[error("a lap of {0} mm: a lap is between 50 m and 10 km")]
    LapLength(u32),
    #[error("a sprint every {every} laps in a race of {laps}: there has to be one sprint at least, so 1 to {laps}")]
    NoSprint { every: u32, laps: u32 },
    #[error("no sprint by lap {0}, where the race was stopped")]
    NoSprintHeld(u32),
    #[error("sprints at laps {at:?} of {laps}: the laps have to rise, and the last to be {laps}")]
    SprintLaps { at: Vec<u32>, laps: u32 },
    #[error("a scale of {0:?}: from {max} down, no place more than the one before, and something for the first",
        max = RaceRules::MAX_POINTS)]
    Scale([u32; 4]),
    #[error("sprint {n} is doubled, and the race has {sprints}")]
    Doubled { n: u32, sprints: u32 },
    #[error("the last sprint is doubled, and yet counts {0} times: leave one of the two out")]
    DoubledLast(u32),
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
    /// Laps from the gun to the end of the race: to its finish, or to where it was stopped for good.
    pub laps: u32,
    /// Laps the race was to have, if it was stopped for good after fewer. Sprints are counted from there, and the end is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_of: Option<u32>,
    /// How the race went on after a stop, if it did: `laps` are those that were ridden in all, and the counter starts anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart: Option<Restart>,
    /// Where the sprints are.
    #[serde(flatten)]
    pub sprint_plan: SprintPlan,
    /// Points of the first four; 0 for places that do not score.
    pub scale: [u32; 4],
    /// Sprints before the last (from 1) that count double, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubled: Vec<u32>,
    /// Factor on the points of the last sprint.
    pub last_factor: u32,
    pub gain_points: i32,
    pub loss_points: i32,
    pub rank_by: RankBy,
    pub head: HeadRule,
    /// Laps a rider may miss after a recognised mishap.
    pub mishap_laps: u32,
    /// Nobody returns after a mishap with this many laps to go or fewer.
    pub no_return_laps: u32,
    /// Riders whom the commissaires pull out are ranked behind the finishers, the later the better; otherwise as the edition
    /// says.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rank_pulled: bool,
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
            stopped_of: overrides.stopped_of.filter(|planned| *planned > laps),
            restart: overrides.restart.filter(|restart| restart.ridden() == laps),
            sprint_plan: overrides.sprints.clone().unwrap_or_else(|| SprintPlan::Every(self.sprint_every(lap_mm))),
            scale: overrides.scale.unwrap_or(self.scale.value),
            doubled: Vec::new(),
            last_factor: overrides.last_factor.unwrap_or(self.last_factor.value),
            gain_points: overrides.gain_points.unwrap_or(self.gain_points.value),
            loss_points: overrides.loss_points.unwrap_or(self.loss_points.value),
            rank_by: self.rank_by.value,
            head: self.head.value,
            mishap_laps: self.mishap_laps(lap_mm),
            no_return_laps: 1000 * self.no_return_m() / lap_mm,
            rank_pulled: overrides.rank_pulled,
        };
        rules.check()?;
        rules.with_doubled(overrides)
    }
}

impl RaceRules {
    fn check(&self) -> Result<(), RulesError> {
        let laps = self.planned_laps();
        if laps > Self::MAX_LAPS {
            return Err(RulesError::Laps(laps));
        }
        match &self.sprint_plan {
            SprintPlan::Every(every) if !(1..=laps).contains(every) => {
                return Err(RulesError::NoSprint { every: *every, laps });
            }
            SprintPlan::At(at)
                if at.first().is_none_or(|first| *first == 0)
                    || at.last() != Some(&laps)
                    || !at.is_sorted_by(|a, b| a < b) =>
            {
                return Err(RulesError::SprintLaps { at: at.clone(), laps });
            }
            SprintPlan::Every(_) | SprintPlan::At(_) => {}
        }
        if self.sprints() == 0 {
            return Err(RulesError::NoSprintHeld(self.laps));
        }
        let [first, ..] = self.scale;
        if !(1..=Self::MAX_POINTS).contains(&first) || !self.scale.is_sorted_by(|a, b| a >= b) {
            return Err(RulesError::Scale(self.scale));
        }
        match *self {
            Self { last_factor, .. } if !(1..=10).contains(&last_factor) => Err(RulesError::LastFactor(last_factor)),
            Self { gain_points, .. } if !(0..=1000).contains(&gain_points) => Err(RulesError::GainPoints(gain_points)),
            Self { loss_points, .. } if !(-1000..=0).contains(&loss_points) => Err(RulesError::LossPoints(loss_points)),
            _ => Ok(()),
        }
    }

    /// The same rules with the doubled sprints of `overrides`. A last sprint among them counts twice whatever the edition says.
    fn with_doubled(mut self, overrides: &Overrides) -> Result<Self, RulesError> {
        let sprints = self.sprint_plan.sprints(self.planned_laps());
        self.doubled.clone_from(&overrides.doubled);
        self.doubled.sort_unstable();
        self.doubled.dedup();
        if let Some(&n) = self.doubled.iter().find(|n| !(1..=sprints).contains(*n)) {
            return Err(RulesError::Doubled { n, sprints });
        }
        if self.doubled.pop_if(|n| *n == sprints).is_some() {
            match overrides.last_factor {
                None | Some(2) => self.last_factor = 2,
                Some(other) => return Err(RulesError::DoubledLast(other)),
            }
        }
        Ok(self)
    }
}

impl RaceRules {
    /// Most laps of a race: far beyond any real one, as 50 km on the shortest tracks are 300 laps.
    pub const MAX_LAPS: u32 = 2000;

    /// Most points of a place before any factor: far beyond any real scale.
    pub const MAX_POINTS: u32 = 100;

    /// Laps the race was to have.
    #[must_use]
    pub fn planned_laps(&self) -> u32 {
        self.stopped_of.or(self.restart.map(|restart| restart.planned)).unwrap_or(self.laps)
    }

    /// Number of sprints that are held (UCI 3.2.117).
    #[must_use]
    pub fn sprints(&self) -> u32 {
        let planned = self.sprint_plan.sprints(self.planned_laps());
        match self.stopped_of {
            Some(_) => (1..=planned).filter(|n| self.sprint_lap(*n).is_some_and(|lap| lap <= self.laps)).count() as u32,
            None => planned,
        }
    }

    /// The sprint at the finish; `None` for a race that was stopped before it.
    #[must_use]
    pub fn last_sprint(&self) -> Option<u32> {
        Some(self.sprints()).filter(|n| *n == self.sprint_plan.sprints(self.planned_laps()))
    }

    /// The race lap that decides sprint `n` (from 1), held or not; `None` if there is no such sprint.
    #[must_use]
    pub fn sprint_lap(&self, n: u32) -> Option<u32> {
        let lap = self.sprint_plan.lap(n, self.planned_laps())?;
        let to_go = self.planned_laps() - lap;
        Some(match self.restart {
            Some(restart) if to_go <= restart.to_go => self.laps - to_go,
            _ => lap,
        })
    }

    /// Laps to go when the head has ridden `lap` laps, as the counter shows them: after a restart it counts anew.
    #[must_use]
    pub fn to_go(&self, lap: u32) -> u32 {
        match self.restart {
            Some(restart) if lap >= restart.at_lap => self.laps.saturating_sub(lap),
            _ => self.planned_laps().saturating_sub(lap),
        }
    }

    /// Race laps at which sprints are decided, in order; the last is the finish, unless the race was stopped.
    #[must_use]
    pub fn sprint_laps(&self) -> Vec<u32> {
        (1..=self.sprints()).filter_map(|n| self.sprint_lap(n)).collect()
    }

    /// Race laps at which the order across the line counts: those of the sprints, and the end.
    #[must_use]
    pub fn line_laps(&self) -> Vec<u32> {
        let mut laps = self.sprint_laps();
        if laps.last() != Some(&self.laps) {
            laps.push(self.laps);
        }
        laps
    }

    /// The sprint (from 1) that is decided by completing race lap `lap`, if there is one.
    #[must_use]
    pub fn sprint_at(&self, lap: i64) -> Option<u32> {
        let again = self.restart.is_some_and(|restart| lap > i64::from(restart.at_lap));
        let planned = self.planned_laps();
        let lap = if again { lap + i64::from(planned) - i64::from(self.laps) } else { lap };
        self.sprint_plan.sprint_at(lap, planned).filter(|n| (1..=self.sprints()).contains(n))
    }

    /// How many times sprint `n` (from 1) counts.
    #[must_use]
    pub fn factor(&self, n: u32) -> u32 {
        if Some(n) == self.last_sprint() {
            self.last_factor
        } else if self.doubled.contains(&n) {
            2
        } else {
            1
        }
    }

    /// The places that score in a sprint, in the order across the line, for at most `riders` riders. `tied` is how many riders
    /// share a place, 1 where nobody does: two first are 1, 1, 3, 4, and two fourth 1, 2, 3, 4, 4 (UCI 3.2.118).
    #[must_use]
    pub fn places_given(&self, riders: usize, tied: impl Fn(u32) -> usize) -> Vec<u32> {
        let (mut places, mut next) = (Vec::new(), 1);
        while next <= self.scoring_places() {
            let sharing = tied(next).max(1);
            places.extend(std::iter::repeat_n(next, sharing));
            next += sharing as u32;
        }
        places.truncate(riders);
        places
    }

    /// Points of `place` (from 1) in sprint `n` (from 1); 0 beyond the places that score, and at the end of a race that was
    /// stopped.
    #[must_use]
    pub fn points(&self, n: u32, place: u32) -> u32 {
        let base = place.checked_sub(1).and_then(|i| self.scale.get(i as usize)).copied().unwrap_or(0);
        if n > self.sprints() { 0 } else { base * self.factor(n) }
    }

    /// Number of places that score in a sprint: four, or fewer under a scale of fewer numbers.
    #[must_use]
    pub fn scoring_places(&self) -> u32 {
        self.scale.iter().filter(|points| **points > 0).count() as u32
    }
}
