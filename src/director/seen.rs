//! What the director sees before a tick.

/// What the director sees of a rider: old state, before the tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiderSeen {
    pub race_m: f64,
    pub speed: f64,
    pub riding: bool,
}

/// The bunch as the judges see it, in race distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BunchSeen {
    pub front_m: f64,
    pub tail_m: f64,
}

/// A tick, as the moves see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct MoveTick<'a> {
    /// Race lap of the pace line, and its speed, m/s.
    pub lap: f64,
    pub pace: f64,
    pub seen: &'a [RiderSeen],
    pub bunch: BunchSeen,
    /// Seconds in the tick.
    pub dt: f64,
}
