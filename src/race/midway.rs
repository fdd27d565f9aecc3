//! A rider in the middle of a race: all that a fork takes over from one kind of race into another.

use crate::rider::Reserve;

/// A rider of a race under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Midway {
    pub riding: bool,
    pub in_bunch: bool,
    pub ridden_m: f64,
    pub speed: f64,
    pub height_m: f64,
    pub lane: u8,
    pub leaving: u8,
    pub balance: i32,
    pub power_w: f64,
    pub shelter: f64,
    pub reserve: Reserve,
    /// Work since the gun, J.
    pub work_j: f64,
}
