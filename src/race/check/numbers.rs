//! Numbers of the checks.

/// Faster than the fastest flying 200 m on record (8.941 s: 22.4 m/s), m/s.
pub const RECORD_MPS: f64 = 22.5;
/// Share of the peak that is left when a sprint is up to speed: a rider for whom this is more than the record takes has legs that
/// no human has.
pub const SPRINT_SHARE: f64 = 0.8;
/// Riders behind a wheel may be faster than the strongest alone by this factor.
pub const MARGIN: f64 = 1.25;
/// Watts, shares and metres that rounding may add.
pub const ROUNDING: f64 = 1e-6;
/// Ticks between two looks at where everybody is, where each tick is not looked at.
pub const CHECK_TICKS: u32 = 40;
/// Metres that rounding may put between a place and the metres ridden to it over a race.
pub const APART_M: f64 = 1e-3;
/// The most a speed changes, m/s².
pub const JOLT: f64 = 6.0;
/// Riders who have gained a lap are with the bunch: wheel to wheel no farther away than so many times the contact.
pub const CONTACTS: f64 = 2.0;
/// Two riders overlap where they are nearer than this along the track and up it, m.
pub const OVERLAP_M: f64 = 1.5;
pub const OVERLAP_UP_M: f64 = 0.4;
