//! Cards: what is known of a race that was ridden, and its completion to a whole race.
//!
//! [`complete`] goes in steps: the arithmetic of the card alone (`model`), a plan of who is away when (`plan`),
//! the sprints under that plan (`model` again), failed attacks (`attacks`), the order across the last line (`line`).
//! [`verify`] knows none of these steps. Nothing here knows how riders move between two instants.

mod attacks;
mod brancher;
mod complete;
mod contradiction;
mod diagnose;
mod groups;
mod line;
mod model;
mod pace;
mod placing;
mod plan;
mod planner;
mod problem;
mod ranks;
mod timeline;
mod verify;

pub use complete::complete;
pub use contradiction::{CardFact, Conflict, Contradiction};
pub use verify::verify;

use crate::rules::{RaceRules, Status};
use crate::units::{Bib, Provenance};

/// The race a card belongs to: all that completing it needs besides the card.
#[derive(Debug, Clone, Copy)]
pub struct CardRace<'a> {
    /// The start list.
    pub riders: &'a [Bib],
    pub rules: &'a RaceRules,
    /// Length of the track in metres.
    pub lap_m: f64,
    /// Mean speed of the race in km/h, for the length of moves and, when the card has no time, for the time.
    pub mean_kmh: f64,
}

/// What is known. Anything may be missing; a bare final table is enough.
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
    /// Seconds from the gun to the first rider across the last line.
    pub time_s: Option<f64>,
}

/// A rider's line in the official table, as far as known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    pub bib: Bib,
    pub rank: Option<u32>,
    pub sprint_points: Option<i32>,
    pub laps: Option<i32>,
    pub total: Option<i32>,
    /// `Finished`, or how he left the race.
    pub status: Status,
    /// Keys of sources; empty when the file gives one for the whole table.
    pub sources: Vec<String>,
}

/// What is known of one sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSprint {
    /// From 1.
    pub n: u32,
    pub cells: Vec<KnownCell>,
}

/// What is known of one place in a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCell {
    /// From 1 to 4.
    pub place: u32,
    /// One rider: he took it. Several: one of them did.
    pub riders: Vec<Bib>,
    /// `Recorded` or `Derived`.
    pub provenance: Provenance,
    /// The source leaves room for another reading.
    pub likely: bool,
    pub sources: Vec<String>,
}

/// A lap known to have been gained or lost, together by all `riders`.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownLap {
    pub riders: Vec<Bib>,
    /// +1 or −1.
    pub change: i32,
    /// Race laps of the bunch between which the lap was completed.
    pub between: Option<(f64, f64)>,
    /// They did it in one group (otherwise only about the same time).
    pub together: bool,
    pub likely: bool,
    pub sources: Vec<String>,
}

/// Riders known to have been away over a stretch of the race, whether or not a lap came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownAway {
    pub riders: Vec<Bib>,
    /// Race lap at which they left the bunch, about.
    pub from_lap: f64,
    /// Race lap at which they were caught, about.
    pub to_lap: f64,
    pub sources: Vec<String>,
}

/// A stop whose time is known or bounded.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownStop {
    pub bib: Bib,
    pub between: (f64, f64),
    pub sources: Vec<String>,
}

/// A score known part-way: what `bib` had after sprint `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownScore {
    pub bib: Bib,
    pub after: u32,
    pub sprint_points: Option<i32>,
    pub total: Option<i32>,
    pub sources: Vec<String>,
}

/// A card without unknown cells: every sprint, lap change, stop and the order across the last line.
#[derive(Debug, Clone, PartialEq)]
pub struct Completed {
    pub sprints: Vec<Sprint>,
    pub moves: Vec<Move>,
    pub stops: Vec<Stop>,
    /// Every rider who finishes, first across the last line first.
    pub last_line: Vec<Bib>,
    /// Seconds from the gun to the first across the last line.
    pub time_s: f64,
    pub time_provenance: Provenance,
    /// What the card calls likely but had to be given up for anything to fit; mostly empty.
    pub given_up: Vec<CardFact>,
}

/// A sprint with its places filled, in order of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sprint {
    pub n: u32,
    /// Race lap at whose end it is decided.
    pub lap: u32,
    pub places: Vec<SprintPlace>,
}

/// A place in a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SprintPlace {
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
    /// Gets away, is caught again: no lap.
    Away,
    /// Falls off the back until the bunch comes round: loses a lap. One rider each.
    Loss,
}

/// A stretch of the race away from the bunch, by race laps of the bunch's front.
///
/// An attack that holds to the finish has `to_lap` half a lap past the last lap.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    pub kind: MoveKind,
    /// In no particular order.
    pub riders: Vec<Bib>,
    /// Leaves the bunch.
    pub from_lap: f64,
    /// Contact: with the tail (gain), with the front (loss), or caught (away).
    pub to_lap: f64,
    /// Per rider, in the order of `riders`: whether the lap change of that rider is on record.
    pub provenance: Vec<Provenance>,
    pub sources: Vec<String>,
}

/// A rider who leaves the race.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub bib: Bib,
    pub status: Status,
    /// Race lap of the bunch at which he stops; 0 for a rider who does not start.
    pub lap: f64,
    pub provenance: Provenance,
}
