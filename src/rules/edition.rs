//! Editions: the rules of each era as data, every field with its article and how far it can be trusted.

use serde::{Deserialize, Serialize};

/// A set of points-race rules, named by the year it came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EditionId {
    #[serde(rename = "2000")]
    E2000,
    #[serde(rename = "2004")]
    E2004,
    #[serde(rename = "2016")]
    E2016,
    #[serde(rename = "2019")]
    E2019,
    #[serde(rename = "2023")]
    E2023,
    #[serde(rename = "2026")]
    E2026,
}

impl EditionId {
    /// Every edition, oldest first.
    pub const ALL: [Self; 6] = [Self::E2000, Self::E2004, Self::E2016, Self::E2019, Self::E2023, Self::E2026];

    /// The name as written in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::E2000 => "2000",
            Self::E2004 => "2004",
            Self::E2016 => "2016",
            Self::E2019 => "2019",
            Self::E2023 => "2023",
            Self::E2026 => "2026",
        }
    }
}

/// How well a value of an edition is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The text of the regulation was read.
    Text,
    /// A report or an encyclopaedia says so.
    Report,
    /// Inferred from results or from neighbouring texts.
    Inferred,
}

/// A value of an edition with what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Entry<T> {
    pub value: T,
    /// The article (`UCI 3.2.118`) or the report.
    pub article: &'static str,
    pub confidence: Confidence,
}

/// What decides the order of finishers first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankBy {
    /// Laps, then points, then sprints won, then the last sprint.
    LapsThenPoints,
    /// Points (laps are points), then the last sprint.
    Points,
}

/// Who takes a sprint when riders gain a lap between its bell and its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadRule {
    /// The lap counts; the sprint goes to the bunch, the next to complete the sprint's lap.
    BunchTakesSprint,
    /// The lap counts; the sprint goes to the new head (a break or the bunch) when it completes the sprint's lap.
    NewHead,
    /// The bell has named the head: those riders keep the lap and the sprint.
    FixedAtBell,
}

/// What riders get who cannot be told apart on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieShare {
    /// The same place and points; the next place is not awarded.
    SamePlace,
}

/// The rules of one era.
#[derive(Debug, Clone, Serialize)]
pub struct Edition {
    pub id: EditionId,
    /// What the era is called here: "Olympic", "bell names the head".
    pub title: &'static str,
    /// From when to when it was in force, in words.
    pub span: &'static str,
    pub rank_by: Entry<RankBy>,
    /// Points of the first four.
    pub scale: Entry<[u32; 4]>,
    /// Factor on the scale in the last sprint.
    pub last_factor: Entry<u32>,
    /// Points for a lap gained on the bunch (0 where laps rank first).
    pub gain_points: Entry<i32>,
    /// Points for a lap lost to the bunch (0 or negative).
    pub loss_points: Entry<i32>,
    pub head: Entry<HeadRule>,
    pub ties: Entry<TieShare>,
    /// Laps between sprints by the length of the track: (shortest track in mm this row is for, laps), longest first.
    pub interval: Entry<&'static [(u32, u32)]>,
}

/// Deviations of one race from its edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Overrides {
    pub sprint_every: Option<u32>,
    pub last_factor: Option<u32>,
    pub gain_points: Option<i32>,
    pub loss_points: Option<i32>,
}

/// An edition applied to a course: all the scoreboard needs to know.
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
}

impl RaceRules {
    /// Race laps at which sprints are decided, in order; the last is the finish (UCI 3.2.116–117:
    /// a sprint at every number of laps to go that the interval divides, so odd laps come before the first).
    #[must_use]
    pub fn sprint_laps(&self) -> Vec<u32> {
        let n = self.laps / self.sprint_every;
        (1..=n).map(|k| self.laps - (n - k) * self.sprint_every).collect()
    }

    /// Points of `place` (from 1) in sprint `n` (from 1); 0 beyond the fourth.
    #[must_use]
    pub fn points(&self, n: u32, place: u32) -> u32 {
        let base = place.checked_sub(1).and_then(|i| self.scale.get(i as usize)).copied().unwrap_or(0);
        if n == self.laps / self.sprint_every { base * self.last_factor } else { base }
    }
}
