//! A rider in the middle of a race: all that a fork hands over from a directed race to a free one.

use crate::rider::Reserve;

/// A rider of a race under way, on the track or off it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Midway {
    pub riding: bool,
    pub in_bunch: bool,
    pub ridden_m: f64,
    /// m/s
    pub speed: f64,
    /// Metres up the surface.
    pub height_m: f64,
    pub lane: u8,
    /// Lane they are still leaving.
    pub leaving: u8,
    /// Laps gained minus laps lost.
    pub balance: i32,
    pub power_w: f64,
    /// Drag factor.
    pub shelter: f64,
    pub reserve: Reserve,
    /// Work since the gun, J.
    pub work_j: f64,
}
