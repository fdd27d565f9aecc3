//! What an edition of the rules is made of. The editions themselves are in `editions.rs`; no riders here, no race.

use std::fmt;
use std::str::FromStr;

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

    /// The edition most of the races of `year` were ridden under.
    ///
    /// Laps were points from 2002 on, worth 10 in some races until 2003; those years are closest to 2004.
    fn of_year(year: u32) -> Option<Self> {
        match year {
            1980..=2001 => Some(Self::E2000),
            2002..=2016 => Some(Self::E2004),
            2017..=2019 => Some(Self::E2016),
            2020..=2022 => Some(Self::E2019),
            2023..=2025 => Some(Self::E2023),
            2026..=2100 => Some(Self::E2026),
            _ => None,
        }
    }
}

impl fmt::Display for EditionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// There is no edition of this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no edition `{asked}`{} The editions are 2000, 2004, 2016, 2019, 2023 and 2026", hint(*.suggestion))]
pub struct UnknownEdition {
    /// What was asked for, without control characters.
    pub asked: String,
    /// The edition that was probably meant.
    pub suggestion: Option<EditionId>,
}

fn hint(suggestion: Option<EditionId>) -> String {
    suggestion.map_or(".".into(), |id| format!(": did you mean {id}?"))
}

impl FromStr for EditionId {
    type Err = UnknownEdition;

    /// Reads a name. On error it suggests the edition of the year asked for, or the name most like it.
    fn from_str(text: &str) -> Result<Self, UnknownEdition> {
        if let Some(id) = Self::ALL.into_iter().find(|id| id.name() == text) {
            return Ok(id);
        }
        let asked: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
        let of_year = asked.trim().parse().ok().and_then(Self::of_year);
        let alike = || {
            let typo = |id: &Self| strsim::levenshtein(id.name(), &asked);
            Self::ALL.into_iter().min_by_key(typo).filter(|id| typo(id) <= 2)
        };
        Err(UnknownEdition { suggestion: of_year.or_else(alike), asked })
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
pub struct Rule<T> {
    pub value: T,
    /// The article (`UCI 3.2.118`) or the report.
    pub article: &'static str,
    pub confidence: Confidence,
    /// How it was read where the text is silent or can be read otherwise; empty where it decides.
    pub reading: &'static str,
}

impl<T: PartialEq> Rule<T> {
    /// The article behind `used`, the value a race is ridden by: a race may deviate from its edition.
    pub(super) fn article_for(&self, used: &T) -> &'static str {
        if *used == self.value { self.article } else { "as announced for this race" }
    }
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
///
/// Under the first two rules the riders who gained have one race lap less, and whoever next completes the sprint's lap
/// takes it: with their next crossing they only begin that lap, in the bunch, and sprint with it. The two give the same
/// rulings on every log; they are kept apart because one is a report of what judges did and the other is an article,
/// which adds that a break still away may be the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadRule {
    /// The lap counts; the sprint goes to the bunch, the next to complete the sprint's lap.
    BunchTakesSprint,
    /// The lap counts; the sprint goes to the new head (a break or the bunch) when it completes the sprint's lap.
    NewHead,
    /// The bell has named the head: riders who had begun the sprint's lap when they gained keep the lap, and take the
    /// sprint with their next crossing. In the last sprint that crossing is their finish.
    FixedAtBell,
}

/// What riders get who cannot be told apart on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieShare {
    /// The same place and points; the next place is not awarded.
    SamePlace,
}

/// The rank of riders who did not finish (DNF, or pulled out) and of those who gave up (ABD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unfinished {
    /// None of them is ranked.
    Unranked,
    /// DNF and PUL share the place after the last finisher, whatever their points; ABD are not ranked.
    SharePlaceAfterFinishers,
}

/// The rules of one era.
#[derive(Debug, Clone, Serialize)]
pub struct Edition {
    pub id: EditionId,
    /// What the era is called here: "laps are points", "bell names the head".
    pub title: &'static str,
    /// From when to when it was in force, in words.
    pub span: &'static str,
    pub rank_by: Rule<RankBy>,
    /// Points of the first four.
    pub scale: Rule<[u32; 4]>,
    /// Factor on the scale in the last sprint.
    pub last_factor: Rule<u32>,
    /// Points for a lap gained on the bunch (0 where laps rank first).
    pub gain_points: Rule<i32>,
    /// Points for a lap lost to the bunch (0 or negative).
    pub loss_points: Rule<i32>,
    pub head: Rule<HeadRule>,
    pub ties: Rule<TieShare>,
    /// Laps between sprints by the length of the track: (shortest track in mm this row is for, laps), longest first.
    pub interval: Rule<&'static [(u32, u32)]>,
    /// Bell, counter and end of the race, in words.
    pub bell: Rule<&'static str>,
    pub unfinished: Rule<Unfinished>,
    /// Metres that a rider may miss after a recognised mishap, to the nearest whole lap.
    pub mishap_m: Rule<u32>,
    /// Metres before the finish from which nobody returns after a mishap; `None` where no text was found.
    pub no_return_m: Rule<Option<u32>>,
    /// What follows when the race is stopped, in words: that is not modelled.
    pub stoppage: Rule<&'static str>,
}

impl Edition {
    /// Laps between sprints on a track of `lap_mm`.
    #[must_use]
    pub fn sprint_every(&self, lap_mm: u32) -> u32 {
        let row = self.interval.value.iter().find(|(from, _)| lap_mm >= *from);
        row.expect("the last row is for every length").1
    }

    /// Laps a rider may miss after a recognised mishap on a track of `lap_mm`: those nearest to [`Self::mishap_m`].
    #[must_use]
    pub fn mishap_laps(&self, lap_mm: u32) -> u32 {
        (2 * 1000 * self.mishap_m.value + lap_mm) / (2 * lap_mm.max(1))
    }

    /// Metres before the finish from which nobody returns after a mishap: where no text was found, as in the first that was.
    #[must_use]
    pub fn no_return_m(&self) -> u32 {
        self.no_return_m.value.unwrap_or(1000)
    }
}
