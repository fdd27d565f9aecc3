//! One rider at one tick, as small as a tape of a whole race needs it.

use super::groups::NONE as NO_GROUP;
use crate::tactics::Intent;

/// One rider at one tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    pub ridden_m: f64,
    /// m/s along the measuring line.
    pub speed: f32,
    /// Metres up the surface.
    pub height_m: f32,
    pub power_w: f32,
    /// The most they were willing and able to give; in a directed race, what the motion takes.
    pub asked_w: f32,
    /// Drag factor.
    pub shelter: f32,
    /// Share of W′ left.
    pub reserve: f32,
    /// Laps gained minus laps lost, by contacts.
    pub balance: i16,
    /// Ticks so far in which the motion took more than the rider had.
    pub beyond_ticks: u16,
    /// Group at this tick, or [`NO_GROUP`].
    pub group: u8,
    pub(super) flags: u8,
    pub(super) intent: u8,
    pub(super) out: u8,
}

/// In the race, or out of it for good.
const NOT_OUT: u8 = 0;
/// Out after a mishap, not to return.
const STAYS_OUT: u8 = u8::MAX;

/// [`Sample::out`] as it is kept in a sample.
pub(super) fn out(laps_left: Option<Option<u32>>) -> u8 {
    match laps_left {
        None => NOT_OUT,
        Some(None) => STAYS_OUT,
        Some(Some(laps)) => laps.clamp(1, u32::from(STAYS_OUT) - 1) as u8,
    }
}

/// An intent as it is kept in a sample: 0 for none.
pub(super) fn number(intent: Option<Intent>) -> u8 {
    intent.map_or(0, |i| i as u8 + 1)
}

const RIDING: u8 = 1;
const BEYOND: u8 = 2;
const BUNCH: u8 = 4;

/// What a rider is, as it is kept in a sample.
pub(super) fn flags(riding: bool, beyond: bool, bunch: bool) -> u8 {
    u8::from(riding) * RIDING + u8::from(beyond) * BEYOND + u8::from(bunch) * BUNCH
}

impl Sample {
    /// No rider: a place on a tape that is not written yet.
    pub(super) const NONE: Self = Self {
        ridden_m: 0.0,
        speed: 0.0,
        height_m: 0.0,
        power_w: 0.0,
        asked_w: 0.0,
        shelter: 1.0,
        reserve: 1.0,
        balance: 0,
        beyond_ticks: 0,
        group: NO_GROUP,
        flags: 0,
        intent: 0,
        out: 0,
    };

    /// On the track.
    #[must_use]
    pub fn riding(&self) -> bool {
        self.flags & RIDING != 0
    }

    /// The motion took more than the rider had.
    #[must_use]
    pub fn beyond(&self) -> bool {
        self.flags & BEYOND != 0
    }

    /// What the rider is about; `None` in a directed race.
    #[must_use]
    pub fn intent(&self) -> Option<Intent> {
        Intent::ALL.get(usize::from(self.intent).wrapping_sub(1)).copied()
    }

    /// Off the track after a mishap: laps until they are back, the present one included. `Some(None)` if they will not come back.
    #[must_use]
    pub fn out(&self) -> Option<Option<u32>> {
        match self.out {
            NOT_OUT => None,
            STAYS_OUT => Some(None),
            laps => Some(Some(u32::from(laps))),
        }
    }

    /// In the bunch.
    #[must_use]
    pub fn in_bunch(&self) -> bool {
        self.flags & BUNCH != 0
    }
}
