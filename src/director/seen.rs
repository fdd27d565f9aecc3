//! What the director sees before a tick.

/// What the director sees of a rider before the tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiderSeen {
    /// Race distance, m.
    pub race_m: f64,
    /// m/s
    pub speed: f64,
    pub riding: bool,
}

/// The bunch as the judges see it, in race distance, m.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BunchSeen {
    pub front_m: f64,
    pub tail_m: f64,
}

/// A tick, as the moves see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct MoveTick<'a> {
    /// Race lap of the pace line.
    pub lap: f64,
    /// Speed of the pace line, m/s.
    pub pace: f64,
    pub seen: &'a [RiderSeen],
    pub bunch: BunchSeen,
    /// Seconds in the tick.
    pub dt: f64,
}
