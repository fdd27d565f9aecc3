//! What there is to see before a tick: every rider, his group and whose wheel is in front of him. Old state only.

/// A wheel that has let its own wheel go by more than this is worth going round, m.
pub const LOST_M: f64 = 3.0;
/// No rider.
pub const NOBODY: u16 = u16::MAX;

/// Where a rider is with respect to the bunch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    Bunch,
    Away,
    Off,
}

/// A rider before the tick, as others and he himself see him.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    pub riding: bool,
    /// Has crossed the last line.
    pub finished: bool,
    pub role: Role,
    pub lane: u8,
    pub group: u8,
    /// Riders in line before him in his group.
    pub place: u16,
    /// The nearest rider in line ahead of him on the track, in any lane and of any group, or [`NOBODY`].
    pub near: u16,
    /// Metres to that rider's rear wheel; infinite without one.
    pub near_m: f64,
    /// That rider is of his group, and has let his own wheel go by more than [`LOST_M`].
    pub let_go: bool,
    pub race_m: f64,
    /// m/s along the measuring line.
    pub speed: f64,
    /// Share of W′ left, and in joules.
    pub share: f64,
    pub joules: f64,
    /// The most he can give now, W.
    pub cap_w: f64,
    /// Critical power as it is now, W: it sinks as the race goes on.
    pub cp_w: f64,
}

impl Default for Seen {
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

impl Seen {
    /// Takes part in the race at this moment.
    #[must_use]
    pub fn races(&self) -> bool {
        self.riding && !self.finished
    }

    /// His wheel has gone, or the one before it.
    #[must_use]
    pub fn has_lost_a_wheel(&self) -> bool {
        (self.near_m > LOST_M) | self.let_go
    }
}

/// All there is to see before a tick.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    pub now_s: f64,
    pub riders: &'a [Seen],
    /// The first riders in line of the bunch, foremost first.
    pub heads: &'a [u16],
    /// Riders away, foremost in race distance first.
    pub away: &'a [u16],
    /// Riders in line in each group.
    pub sizes: &'a [u16],
    /// Race distance of the first in line and of the last of the bunch.
    pub front_m: f64,
    pub tail_m: f64,
}

impl Sight<'_> {
    /// Riders in line in the group of `rider`.
    #[must_use]
    pub fn mates(&self, rider: &Seen) -> usize {
        usize::from(self.sizes[usize::from(rider.group)])
    }
}
