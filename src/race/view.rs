//! The race at one instant as plain values, in the commissaires' words: what screens and reports draw.

use crate::rules::{Counter, Standings};
use crate::units::{Bib, Micros};

/// Everything about one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct RaceView {
    pub at: Micros,
    pub lap_m: f64,
    pub laps: u32,
    /// The lap counter and bell.
    pub counter: Counter,
    /// Sprints in the race.
    pub sprints: u32,
    /// Laps until the next sprint is decided, for the head of the race; fractional.
    pub laps_to_sprint: Option<f64>,
    /// The head of the race: the rider with the greatest race distance.
    pub head: Option<Bib>,
    /// Speed of the bunch, km/h.
    pub bunch_kmh: f64,
    /// In start-list order.
    pub riders: Vec<RiderView>,
    /// Foremost in race distance first.
    pub groups: Vec<GroupView>,
    pub standings: Standings,
}

/// One rider at one instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiderView {
    pub bib: Bib,
    /// On the track: not stopped, and not finished and gone.
    pub riding: bool,
    /// Metres ridden since the gun, along the measuring line.
    pub ridden_m: f64,
    /// Race distance: `ridden − balance × lap`.
    pub race_m: f64,
    /// Metres past the finish line on the track, in `[0, lap_m)`.
    pub place_m: f64,
    /// Metres up the banking from the measuring line.
    pub height_m: f64,
    pub speed_kmh: f64,
    /// Mechanical power that the motion takes, W.
    pub power_w: f64,
    /// The most they are willing and able to give, W, if riders decide for themselves; the motion may take less.
    pub asked_w: Option<f64>,
    /// Drag relative to riding alone: 1 alone, about 0.5 on a wheel.
    pub shelter: f64,
    /// Critical power, W.
    pub cp_w: f64,
    /// What is left above critical power: 1 full, 0 empty.
    pub reserve: f64,
    /// The motion takes more than they have.
    pub beyond: bool,
    /// Seconds so far in which the motion took more than they had.
    pub beyond_s: f64,
    /// What they are doing, in words ("sits in"), if riders decide for themselves; of a neutralised rider, when they will be
    /// back ("out, back in 3 laps").
    pub intent: Option<&'static str>,
    /// Index into `groups`, if riding.
    pub group: Option<usize>,
}

/// What a group is, seen from the bunch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupKind {
    /// Ahead of the bunch, foremost.
    Break,
    /// Ahead of the bunch, behind another break.
    Chase,
    /// The largest group.
    Bunch,
    /// Behind the bunch.
    OffTheBack,
}

/// Riders who ride together.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupView {
    pub kind: GroupKind,
    /// Foremost first.
    pub riders: Vec<Bib>,
    /// Metres to the bunch: ahead of its front (positive) or behind its tail (negative). 0 for the bunch.
    pub gap_m: f64,
    /// The same in seconds, at the speed of the group behind.
    pub gap_s: f64,
    /// For groups ahead: metres still to make up to reach the tail of the bunch and gain a lap.
    pub to_lap_m: Option<f64>,
    /// Speed of the group's first rider, km/h.
    pub speed_kmh: f64,
    /// A plain sentence: "gaining a lap in ~4 laps", "half a lap", "losing ground".
    pub sentence: String,
}
