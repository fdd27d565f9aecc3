//! What there is to see before a tick: every rider, their group and whose wheel is in front of them. Old state only.

use super::numbers::LOST_M;

/// No rider.
pub const NOBODY: u16 = u16::MAX;

/// Where a rider is with respect to the bunch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// In it.
    #[default]
    Bunch,
    /// Ahead of it.
    Away,
    /// Off the back.
    Off,
}

/// A rider before the tick, as everybody sees them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiderInSight {
    pub riding: bool,
    /// Has crossed the last line.
    pub finished: bool,
    pub role: Role,
    pub lane: u8,
    pub group: u8,
    /// Riders in line before them in their group.
    pub place: u16,
    /// The nearest rider in line ahead on the track, in any lane and of any group, or [`NOBODY`].
    pub near: u16,
    /// Metres to that rider's rear wheel; infinite without one.
    pub near_m: f64,
    /// That rider is of the same group, and has let a gap of more than [`LOST_M`] open in front.
    pub let_go: bool,
    /// Race distance, m.
    pub race_m: f64,
    /// m/s along the measuring line.
    pub speed: f64,
    /// Share of W′ left.
    pub share: f64,
    /// Joules of W′ left.
    pub joules: f64,
    /// The most they can give now, W.
    pub cap_w: f64,
    /// Critical power as it is now, W: it sinks as the race goes on.
    pub cp_w: f64,
}

impl Default for RiderInSight {
    fn default() -> Self {
        Self {
            riding: false,
            finished: false,
            role: Role::Bunch,
            lane: 0,
            group: 0,
            place: 0,
            near: NOBODY,
            near_m: f64::INFINITY,
            let_go: false,
            race_m: 0.0,
            speed: 0.0,
            share: 1.0,
            joules: 0.0,
            cap_w: 0.0,
            cp_w: 0.0,
        }
    }
}

impl RiderInSight {
    /// Is racing at this moment.
    #[must_use]
    pub fn races(&self) -> bool {
        self.riding && !self.finished
    }

    /// The wheel in front has gone, or the one before it.
    #[must_use]
    pub fn has_lost_a_wheel(&self) -> bool {
        (self.near_m > LOST_M) | self.let_go
    }
}

/// All there is to see before a tick.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// Seconds since the gun.
    pub now_s: f64,
    pub riders: &'a [RiderInSight],
    /// The first riders in line of the bunch, foremost first.
    pub heads: &'a [u16],
    /// Riders who are away, foremost in race distance first.
    pub away: &'a [u16],
    /// Riders in line in each group.
    pub sizes: &'a [u16],
    /// Race distance of the first in line of the bunch, m.
    pub front_m: f64,
    /// Race distance of the last of the bunch, m.
    pub tail_m: f64,
}

impl Sight<'_> {
    /// Riders in line in the group of `rider`.
    #[must_use]
    pub fn mates(&self, rider: &RiderInSight) -> usize {
        usize::from(self.sizes[usize::from(rider.group)])
    }
}
