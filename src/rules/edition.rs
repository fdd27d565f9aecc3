//! What an edition of the rules consists of. The editions themselves are in `editions.rs`. Knows neither riders nor races.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::{nearest, visible};

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

    /// The edition that most races of `year` were ridden under.
    ///
    /// Laps have given points since 2002 (10 in some races up to 2003), so those years are closest to 2004.
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

    /// Reads a name. The error suggests the edition of the year asked for, or the most similar name.
    fn from_str(text: &str) -> Result<Self, UnknownEdition> {
        if let Some(id) = Self::ALL.into_iter().find(|id| id.name() == text) {
            return Ok(id);
        }
        let of_year = text.trim().parse().ok().and_then(Self::of_year);
        let alike = || {
            let near = nearest(text, Self::ALL.map(Self::name))?;
            Self::ALL.into_iter().find(|id| id.name() == near)
        };
        Err(UnknownEdition { suggestion: of_year.or_else(alike), asked: visible(text, 40) })
    }
}

/// How well a rule of an edition is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The text of the regulation was read.
    Text,
    /// A race report or an encyclopaedia says so.
    Report,
    /// Inferred from results or from neighbouring texts.
    Inferred,
}

/// One rule of an edition, and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule<T> {
    pub value: T,
    /// The article (`UCI 3.2.118`) or the report.
    pub article: &'static str,
    pub confidence: Confidence,
    /// How the text was read where it is silent or ambiguous; empty where it is clear.
    pub reading: &'static str,
}

/// What a rule rests on that only this race has.
pub(super) const AS_ANNOUNCED: &str = "as announced for this race";

impl<T: PartialEq> Rule<T> {
    /// The article behind `used`, the value a race is ridden under, which may deviate from its edition.
    pub(super) fn article_for(&self, used: &T) -> &'static str {
        if *used == self.value { self.article } else { AS_ANNOUNCED }
    }
}

/// What finishers are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankBy {
    /// Laps, then points, then sprints won, then the last sprint.
    LapsThenPoints,
    /// Points, including those for laps, then the last sprint.
    Points,
}

/// Who takes a sprint when riders gain a lap between its bell and its line.
///
/// Under the first two rules the riders who gained have one race lap less: with their next crossing they only begin the
/// sprint's lap, and then contest the sprint with the bunch. Whoever completes the sprint's lap first takes it. The two rules
/// give the same rulings on every log. They are kept apart because one is a report of what judges did and the other is an
/// article, which adds that a break still away may be the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadRule {
    /// The lap counts; the sprint goes to the bunch, the next to complete the sprint's lap.
    BunchTakesSprint,
    /// The lap counts; the sprint goes to the new head (a break or the bunch) when it completes the sprint's lap.
    NewHead,
    /// The bell has fixed the head: riders who had begun the sprint's lap when they gained a lap keep it and take the sprint
    /// with their next crossing. In the last sprint that crossing is their finish.
    FixedAtBell,
}

/// What riders get when the judge cannot separate them on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieShare {
    /// The same place and points; the next place is not awarded.
    SamePlace,
}

/// The rank of riders who did not finish (DNF), were withdrawn (PUL) or gave up (ABD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unfinished {
    /// None of them is ranked.
    Unranked,
    /// DNF and PUL share the place after the last finisher, whatever their points; ABD are not ranked.
    SharePlaceAfterFinishers,
}

/// After how much of the distance the result of a race that is stopped for good stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StandsAfter {
    /// Per cent of the laps.
    PerCent(u32),
    /// By the length of the race: (longest race in m that the row is for, metres), shortest first.
    Metres(&'static [(u32, u32)]),
}

impl StandsAfter {
    /// Whether the result of a race of `planned` laps of `lap_mm` stands after `ridden` laps.
    #[must_use]
    pub fn holds(self, ridden: u32, planned: u32, lap_mm: u32) -> bool {
        let metres = |laps: u32| u64::from(laps) * u64::from(lap_mm) / 1000;
        match self {
            Self::PerCent(share) => 100 * u64::from(ridden) > u64::from(share) * u64::from(planned),
            Self::Metres(rows) => {
                let row = rows.iter().find(|(longest, _)| metres(planned) <= u64::from(*longest)).or(rows.last());
                row.is_none_or(|(_, after)| metres(ridden) > u64::from(*after))
            }
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, planned: u32, lap_mm: u32) -> String {
        match self {
            Self::PerCent(share) => format!("after more than {share} % of the laps"),
            Self::Metres(rows) => {
                let metres = u64::from(planned) * u64::from(lap_mm) / 1000;
                let row = rows.iter().find(|(longest, _)| metres <= u64::from(*longest)).or(rows.last());
                format!("after more than {} km of such a race", row.map_or(0, |(_, after)| after / 1000))
            }
        }
    }
}

/// The rules of one era.
#[derive(Debug, Clone, Serialize)]
pub struct Edition {
    pub id: EditionId,
    /// Our name for the era: "laps are points", "bell names the head".
    pub title: &'static str,
    /// When it was in force, in words.
    pub span: &'static str,
    pub rank_by: Rule<RankBy>,
    /// What parts riders who are level in that, in words; the order of [`RankBy`] goes on with it.
    pub tie_break: Rule<&'static str>,
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
    /// Laps between sprints by length of the track: (shortest track in mm that the row is for, laps), longest first.
    pub interval: Rule<&'static [(u32, u32)]>,
    /// Bell, counter and end of the race, in words.
    pub bell: Rule<&'static str>,
    /// Whether the bell rings again for every later group that may still score in the sprint.
    pub bell_again: Rule<bool>,
    pub unfinished: Rule<Unfinished>,
    /// Metres that a rider may miss after a recognised mishap, rounded to whole laps.
    pub mishap_m: Rule<u32>,
    /// Metres before the finish within which nobody returns after a mishap; `None` if no text was found.
    pub no_return_m: Rule<Option<u32>>,
    /// What happens when the race is stopped, in words. Only the end for good is modelled.
    pub stoppage: Rule<&'static str>,
    /// How much of the distance has to be ridden for the result to stand.
    pub result_stands: Rule<StandsAfter>,
}

impl Edition {
    /// Laps between sprints on a track of `lap_mm`.
    #[must_use]
    pub fn sprint_every(&self, lap_mm: u32) -> u32 {
        let row = self.interval.value.iter().find(|(from, _)| lap_mm >= *from);
        row.expect("the last row is for every length").1
    }

    /// Laps that a rider may miss after a recognised mishap on a track of `lap_mm`: [`Self::mishap_m`] rounded to laps.
    #[must_use]
    pub fn mishap_laps(&self, lap_mm: u32) -> u32 {
        (2 * 1000 * self.mishap_m.value + lap_mm) / (2 * lap_mm.max(1))
    }

    /// Metres before the finish within which nobody returns after a mishap. If no text was found, as in the first that was.
    #[must_use]
    pub fn no_return_m(&self) -> u32 {
        self.no_return_m.value.unwrap_or(1000)
    }
}
