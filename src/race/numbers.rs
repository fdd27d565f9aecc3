//! Numbers of the tick that several files need.

/// Seconds in a tick.
pub const TICK_S: f64 = 0.25;
/// The most a rider slows down, m/s².
pub(super) const BRAKE: f64 = 2.8;
/// Beyond this the wake of a rider is not felt, m.
pub(super) const WAKE_M: f64 = 12.0;
