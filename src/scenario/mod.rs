//! Scenario files: text that anyone may write, parsed into values that cannot be wrong.
//!
//! [`load`] finds a scenario by id or path, [`parse`] reads its text, and [`check`] also returns warnings.
//! Knows nothing of how a race is ridden or shown.

mod arithmetic;
mod based;
mod build;
mod builtin;
mod clash;
mod cut_short;
mod draw;
mod file;
mod lesson;
mod load;
mod log;
mod moment;
mod names;
mod number;
mod own_rules;
mod parse;
mod preset;
mod problem;
mod read;
mod record;
mod roster;
mod saved;
mod sources;
mod syntax;
mod when;
mod word;

pub use builtin::{Builtin, builtins};
pub use clash::{beyond, contradicted};
pub use lesson::{
    ExerciseFile, LESSON_ENDING, LessonFile, Written, Wrong, is_lesson, lesson_schema, load_lesson, parse_lesson,
};
pub use load::{Found, LoadError, Local, Pipes, check_reach, find, load, local, read as read_text};
pub use parse::{check, json_schema, parse, refused};
pub use problem::{Problem, Problems, Severity};
pub use saved::{ENDING, RUNS, SavedRun, fingerprint, is_saved, load_saved, parse_saved, saved_runs};
pub use when::is_date;

use crate::card::Card;
use crate::course::Track;
use crate::rules::{Edition, EditionId, Overrides, RaceRules};
use crate::tactics::{Order, When};
use crate::told::Change;
use crate::units::Bib;

/// Air densities that can be ridden in, kg/m³: from tracks at high altitude to cold winter air at sea level.
pub const AIR: std::ops::RangeInclusive<f64> = 0.8..=1.4;

/// A race that can be ridden, and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    pub id: String,
    /// "Athens 2004 · men's points race"
    pub title: String,
    /// "2004-08-24", as far as known.
    pub date: Option<String>,
    pub venue: Option<String>,
    /// Plain sentences about the race that give nothing away, for the menu and the start page.
    pub about: Vec<String>,
    /// Plain sentences on how it went.
    pub story: Vec<String>,
    pub edition: EditionId,
    pub overrides: Overrides,
    pub track: Track,
    pub level: Level,
    /// Whether riders of a free race crash, puncture, are withdrawn and give up.
    pub incidents: bool,
    /// Drag area of the riders as a share of their level's, which depends on the clothing and bicycles of the year.
    pub drag: f64,
    /// How ready the bunch is to chase, relative to men's races up to 2016.
    pub chase: f64,
    /// Density of the air in kg/m³.
    pub air: f64,
    /// In start-list order; never empty.
    pub riders: Vec<RiderSpec>,
    /// What is known of the race; `None` if it was never ridden.
    pub card: Option<Card>,
    /// How the race on record came to have fewer laps than planned; `None` if it went the distance.
    pub cut: Option<CutShort>,
    pub sources: Vec<Source>,
    pub disputes: Vec<Dispute>,
    /// Later decisions about the result, oldest first.
    pub adjudications: Vec<Adjudication>,
    /// What the file says about the run.
    pub preset: Preset,
}

/// Why a race had fewer laps than planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutShort {
    /// Laps it was to have.
    pub planned: u32,
    /// It was stopped for good, where it had no finish; otherwise it was shortened, and had one.
    pub stopped: bool,
}

/// What a file says about the run: the what-if that it describes, unless the command line overrides it. Usually empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preset {
    pub seed: Option<u64>,
    /// The edition to race under, if not the scenario's own.
    pub edition: Option<EditionId>,
    /// From when on riders decide for themselves.
    pub from: Option<When>,
    /// The seed of all luck from then on.
    pub luck: Option<u64>,
    /// Riders who do not start.
    pub without: Vec<Bib>,
    pub orders: Vec<Order<Bib>>,
    pub legs: Vec<Change>,
}

impl Preset {
    /// Whether the file says nothing about the run.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The kind of field whose legs the defaults are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Men,
    Women,
    /// Junior men.
    Junior,
    JuniorWomen,
}

/// A rider of the start list.
#[derive(Debug, Clone, PartialEq)]
pub struct RiderSpec {
    pub bib: Bib,
    /// The bib is on record (otherwise it was assigned in start-list order).
    pub bib_known: bool,
    /// "Mikhail Ignatiev"
    pub name: String,
    /// "IGNATIEV", unique in the scenario (initials added where needed).
    pub family: String,
    /// Three-letter code of the nation, if known.
    pub noc: Option<String>,
    /// Whether the rider starts. One whom the record has as `dns` is listed in the result, and in no race.
    pub starts: bool,
    /// Whether a source names the rider. The others are known only by how many started, and are called "unnamed 1".
    pub named: bool,
    pub height_cm: Option<f64>,
    pub mass_kg: Option<f64>,
    /// Critical power in watts, if the file says.
    pub cp_w: Option<f64>,
    /// Work above critical power in joules, if the file says.
    pub w_prime_j: Option<f64>,
    /// Peak power in watts, if the file says.
    pub peak_w: Option<f64>,
    /// Drag area in m², if the file says.
    pub cda_m2: Option<f64>,
    /// Points from earlier races of the same competition, with which the rider starts.
    pub start_points: i32,
}

/// Where statements come from. They refer to it by `key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub key: String,
    pub title: String,
    pub url: Option<String>,
}

/// Two sources that contradict each other, and what decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The rider concerned, if there is one; that rider's row then carries a mark.
    pub bib: Option<Bib>,
    /// What it is about: "sprint points", "date of the decision".
    pub about: String,
    /// Race lap by which that has happened; `None` for the end of the race.
    pub lap: Option<u32>,
    pub claims: Vec<Claim>,
    /// The value that is shown.
    pub decided: String,
    /// Why it was chosen.
    pub because: String,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub value: String,
    pub source: String,
}

/// A decision after the race that changes the official table (not the race).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjudication {
    /// ISO date from which it is in force.
    pub date: String,
    pub text: String,
    /// Riders out of the table from this date on; the others move up.
    pub disqualified: Vec<Bib>,
    /// Riders back in the table from this date on.
    pub restored: Vec<Bib>,
    pub source: Option<String>,
}

/// The outcome of checking a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Why the file cannot be used; empty if it can.
    pub problems: Problems,
    /// What deserves a look but does not make the file unusable.
    pub warnings: Problems,
    /// The scenario, if there are no problems.
    pub scenario: Option<Scenario>,
}

impl Scenario {
    /// The rider with this number.
    #[must_use]
    pub fn rider(&self, bib: Bib) -> Option<&RiderSpec> {
        self.riders.iter().find(|rider| rider.bib == bib)
    }

    /// The riders who start, in start-list order.
    pub fn starters(&self) -> impl Iterator<Item = &RiderSpec> {
        self.riders.iter().filter(|rider| rider.starts)
    }

    /// Family name in capitals of the rider with this number; the number itself if there is no such rider.
    #[must_use]
    pub fn name(&self, bib: Bib) -> String {
        self.rider(bib).map_or_else(|| bib.to_string(), |rider| rider.family.clone())
    }

    /// The same course, rules and riders without the record, for showing a free race; the story of the historic race goes
    /// too.
    #[must_use]
    pub fn off_the_record(mut self) -> Self {
        self.card = None;
        self.story.clear();
        self.disputes.clear();
        self.adjudications.clear();
        self
    }

    /// The same race with the laps it was to have, for riders who decide for themselves: they do not know of its end.
    #[must_use]
    pub fn as_planned(&self) -> Self {
        let mut planned = self.clone();
        if let Some(restart) = planned.overrides.restart.take() {
            planned.track.laps = restart.planned;
        }
        if let Some(cut) = planned.cut.take() {
            planned.track.laps = cut.planned;
            planned.overrides.stopped_of = None;
        }
        planned
    }

    /// The same scenario without the riders `absent`.
    #[must_use]
    pub fn without(mut self, absent: &[Bib]) -> Self {
        self.riders.retain(|rider| !absent.contains(&rider.bib));
        self
    }

    /// The rules of this race: the scenario's own, or those of another edition on the same course.
    ///
    /// Under another edition the sprints stay where they were; all other overrides are dropped.
    ///
    /// # Panics
    /// If a number is outside the bounds that [`parse`] enforces.
    #[must_use]
    pub fn rules(&self, edition: Option<EditionId>) -> RaceRules {
        let on = |edition: EditionId, overrides: &Overrides| {
            let rules = Edition::get(edition).on(self.track.laps, self.track.lap_mm(), overrides);
            rules.unwrap_or_else(|why| panic!("{}: {why}", self.id))
        };
        let own = on(self.edition, &self.overrides);
        match edition.filter(|other| *other != self.edition) {
            Some(other) => on(other, &Overrides::sprints_of(&own)),
            None => own,
        }
    }
}
