//! Cards: what is known of a historic race, and how the unknown rest is filled in.
//!
//! [`complete`] works in steps: the arithmetic of the card alone (`model`), a plan of who is away when (`planner`), the
//! sprints under that plan (`model` again), attacks that bring no lap (`attacks`), and the order across the last line
//! (`line`). `dead_heats` chooses how riders who share a rank cross it. [`verify`] checks the outcome and knows none of these steps. Nothing here knows how riders move between two
//! instants.

mod attacks;
mod between;
mod brancher;
mod complete;
mod contradiction;
mod dead_heats;
mod diagnose;
mod effort;
mod groups;
mod limit;
mod line;
mod model;
mod numbers;
mod pace;
mod placing;
mod plan;
mod planner;
mod problem;
mod pulled;
mod ranks;
mod shares;
mod short;
mod splits;
mod stated;
mod timeline;
mod unnamed;
mod verify;

pub use complete::{complete, complete_within, contradiction};
pub use contradiction::{CardFact, Conflict, Contradiction};
pub use effort::Effort;
pub use limit::{Limit, limit, most_riders};
pub use numbers::NUMBERS;
pub use short::short_of_the_last;
pub use stated::{RowProvenance, points_of, stated};
pub use unnamed::complete_unnamed;
pub use verify::verify;

use std::fmt;

use crate::rules::{RaceRules, Ruling, Status};
use crate::units::{Bib, Provenance};

/// The race a card belongs to: everything that completing the card needs besides the card itself.
#[derive(Debug, Clone, Copy)]
pub struct CardRace<'a> {
    /// The start list.
    pub riders: &'a [Bib],
    pub rules: &'a RaceRules,
    /// Length of the track in metres.
    pub lap_m: f64,
    /// Mean speed of the race in km/h. It sets how long moves take, and the race time if the card has none.
    pub mean_kmh: f64,
    /// Points from earlier races with which riders start, in the order of `riders`; empty if nobody has any.
    pub start_points: &'a [i32],
}

impl CardRace<'_> {
    /// Points with which rider `r` of the start list starts.
    fn starts_with(&self, r: usize) -> i32 {
        self.start_points.get(r).copied().unwrap_or(0)
    }
}

/// What is known of a race. Anything may be missing; a bare final table is enough.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    pub table: Vec<TableRow>,
    pub sprints: Vec<KnownSprint>,
    pub laps: Vec<KnownLap>,
    pub stops: Vec<KnownStop>,
    pub away: Vec<KnownAway>,
    pub scores: Vec<KnownScore>,
    /// Known places in the order across the last line: (place from 1, rider).
    pub last_line: Vec<(u32, Bib)>,
    /// Riders known to have crossed the last line in a dead heat, behind those who score.
    pub together: Vec<Vec<Bib>>,
    /// Seconds from the gun to the first rider across the last line.
    pub time_s: Option<f64>,
}

impl Card {
    /// Whether the table ranks riders who were pulled out by when that was.
    #[must_use]
    pub fn ranks_pulled(&self) -> bool {
        self.table.iter().any(|row| row.status == Status::Pul && row.rank.is_some())
    }

    /// Whether the table lets `bib` start: no row says that they did not.
    #[must_use]
    pub fn starts(&self, bib: Bib) -> bool {
        !self.table.iter().any(|row| row.bib == bib && row.status == Status::Dns)
    }

    /// What the commissaires took off `bib`.
    #[must_use]
    pub fn penalty(&self, bib: Bib) -> Option<&KnownPenalty> {
        self.table.iter().find(|row| row.bib == bib)?.penalty.as_ref()
    }

    /// Riders who were put last in a sprint, with its number.
    pub fn relegated(&self) -> impl Iterator<Item = (u32, &KnownRelegation)> + Clone {
        self.sprints.iter().flat_map(|sprint| sprint.relegated.iter().map(|rider| (sprint.n, rider)))
    }

    /// Why the commissaires ruled so, in their words, if a source says.
    #[must_use]
    pub fn reason(&self, ruling: &Ruling) -> Option<&str> {
        match *ruling {
            Ruling::Penalty { bib, .. } => self.penalty(bib)?.reason.as_deref(),
            Ruling::Moved { relegated: true, sprint, bib, .. } => {
                let mut relegated = self.relegated().filter(|(n, _)| *n == sprint);
                relegated.find(|(_, rider)| rider.bib == bib)?.1.reason.as_deref()
            }
            _ => None,
        }
    }
}

/// A rider's row in the official table, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    pub bib: Bib,
    pub rank: Option<u32>,
    pub sprint_points: Option<i32>,
    pub laps: Option<i32>,
    pub total: Option<i32>,
    pub penalty: Option<KnownPenalty>,
    /// `Finished`, or how the rider left the race.
    pub status: Status,
    /// Keys of the sources; empty if the file gives one for the whole table.
    pub sources: Vec<String>,
}

/// Points that the commissaires took off a rider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPenalty {
    /// 1 or more.
    pub points: i32,
    /// Why, in their words.
    pub reason: Option<String>,
    /// The sprint (from 1) after which they ruled, before the next; `None`: after the finish.
    pub after: Option<u32>,
}

/// What is known of one sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSprint {
    /// From 1.
    pub n: u32,
    pub cells: Vec<KnownCell>,
    /// Riders who crossed the line among the first and were put last.
    pub relegated: Vec<KnownRelegation>,
}

/// A rider who was put last in a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRelegation {
    pub bib: Bib,
    /// Why, in the words of the judges.
    pub reason: Option<String>,
}

/// What is known of one place in a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCell {
    /// From 1 to 4.
    pub place: u32,
    /// One rider who took the place, or several of whom one did.
    pub riders: Vec<Bib>,
    /// All of `riders` took the place, in a dead heat; the places after it that they take up are not given.
    pub tied: bool,
    /// `Recorded` or `Derived`.
    pub provenance: Provenance,
    /// The source can be read in another way.
    pub likely: bool,
    pub sources: Vec<String>,
}

/// A lap that each of `riders` is known to have gained or lost.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownLap {
    pub riders: Vec<Bib>,
    /// +1 or −1.
    pub change: i32,
    /// Race laps of the bunch between which the lap was completed.
    pub between: Option<(f64, f64)>,
    /// They did it in one group (otherwise only at about the same time).
    pub together: bool,
    pub likely: bool,
    pub sources: Vec<String>,
}

/// Riders known to have been away by themselves for a stretch of the race, whether or not they gained a lap by it: at a sprint
/// well within it they take the first places.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownAway {
    pub riders: Vec<Bib>,
    /// Approximate race lap at which they left the bunch.
    pub from_lap: f64,
    /// Approximate race lap at which they were caught.
    pub to_lap: f64,
    pub sources: Vec<String>,
}

/// A rider known to have left the race between two race laps.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownStop {
    pub bib: Bib,
    pub between: (f64, f64),
    pub sources: Vec<String>,
}

/// A known intermediate score: what `bib` had after sprint `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownScore {
    pub bib: Bib,
    pub after: u32,
    pub sprint_points: Option<i32>,
    pub total: Option<i32>,
    pub sources: Vec<String>,
}

/// A completed card: every sprint, lap change and stop, and the order across the last line.
#[derive(Clone, PartialEq)]
pub struct Completed {
    pub sprints: Vec<Sprint>,
    pub moves: Vec<Move>,
    pub stops: Vec<Stop>,
    /// Every finisher in the order across the last line.
    pub last_line: Vec<Bib>,
    /// Riders who cross the last line in a dead heat: each list is a stretch of `last_line`.
    pub together: Vec<Vec<Bib>>,
    /// Riders to whom the table gives one rank although they cross the last line one after the other, as no race with a dead
    /// heat fits it. Usually empty.
    pub shared: Vec<Vec<Bib>>,
    /// Seconds from the gun to the first rider across the last line.
    pub time_s: f64,
    pub time_provenance: Provenance,
    /// Facts that the card calls likely but that had to be dropped because nothing fits them; usually empty.
    pub given_up: Vec<CardFact>,
}

/// Leaves out dead heats and shared ranks where there are none: the text of a race without them is compared with what it was
/// before there were any.
impl fmt::Debug for Completed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sprints, moves, stops, last_line, together, shared, time_s, time_provenance, given_up } = self;
        let mut text = f.debug_struct("Completed");
        text.field("sprints", sprints).field("moves", moves).field("stops", stops).field("last_line", last_line);
        for (name, groups) in [("together", together), ("shared", shared)] {
            if !groups.is_empty() {
                text.field(name, groups);
            }
        }
        text.field("time_s", time_s).field("time_provenance", time_provenance).field("given_up", given_up).finish()
    }
}

impl Completed {
    /// Every finisher with their place across the last line, in order; riders in a dead heat share one.
    #[must_use]
    pub fn line_places(&self) -> Vec<(u32, Bib)> {
        let first =
            |bib: Bib| self.together.iter().find(|riders| riders.contains(&bib)).map_or(bib, |riders| riders[0]);
        let place = |bib: Bib| self.last_line.iter().position(|other| *other == first(bib)).map_or(0, |i| i as u32 + 1);
        let mut places: Vec<(u32, Bib)> = self.last_line.iter().map(|&bib| (place(bib), bib)).collect();
        places.sort_unstable();
        places
    }

    /// The same race, with riders across the last line at these `places`.
    #[must_use]
    pub fn with_line(self, places: &[(u32, Bib)]) -> Self {
        let bibs = |riders: &[(u32, Bib)]| riders.iter().map(|&(_, bib)| bib).collect::<Vec<_>>();
        let groups = places.chunk_by(|a, b| a.0 == b.0).filter(|riders| riders.len() > 1);
        Self { last_line: bibs(places), together: groups.map(bibs).collect(), ..self }
    }
}

/// A sprint with its places filled, in order of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sprint {
    pub n: u32,
    /// Race lap that decides the sprint by being completed.
    pub lap: u32,
    pub places: Vec<Place>,
}

/// A place in a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub place: u32,
    pub points: u32,
    pub bib: Bib,
    pub provenance: Provenance,
    pub likely: bool,
    pub sources: Vec<String>,
}

/// What a group of riders does together away from the bunch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveKind {
    /// Rides round to the tail of the bunch and gains a lap.
    Gain,
    /// Gets away and is caught again, without a lap.
    Away,
    /// Drops off the back until the bunch comes round, and loses a lap. Always a single rider.
    Loss,
}

/// A stretch that riders spend away from the bunch, in race laps of the front of the bunch.
///
/// An attack that stays away to the finish has a `to_lap` half a lap past the last lap.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    pub kind: MoveKind,
    /// In no particular order.
    pub riders: Vec<Bib>,
    /// When the riders leave the bunch.
    pub from_lap: f64,
    /// When they meet it again: at its tail (gain), at its front (loss), or when it catches them (away).
    pub to_lap: f64,
    /// Per rider, in the order of `riders`: where that rider's lap change comes from.
    pub provenance: Vec<Provenance>,
    pub sources: Vec<String>,
}

/// A rider who leaves the race.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub bib: Bib,
    pub status: Status,
    /// Race lap of the bunch at which the rider stops; 0 for one who does not start.
    pub lap: f64,
    pub provenance: Provenance,
}
