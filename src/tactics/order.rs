//! Orders as values: what a rider can be told to do instead of what they would choose, when, and why it may be refused.
//! Carries nothing out.

use crate::units::Micros;

/// What a rider is told to do. `R` names other riders: an index of the start list, a bib, or `()` where that is still
/// open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action<R> {
    /// Attack out of the group now. From the back of the bunch the rider moves up first; one who is boxed in goes as
    /// soon as there is a way out.
    Attack,
    /// Ride across to those who are away.
    Bridge,
    /// Stay near this rider, go when they go, sprint when they sprint.
    Follow(R),
    /// Stay in the wheels: no attack, no chase, no sprint, no turn longer than it takes to swing off.
    SitIn,
    /// Ride at the front of the group and do its work.
    Pull,
    /// Ride at the front of the bunch until those who are away are caught.
    Chase,
    /// Contest the next sprint.
    Sprint,
    /// Leave the next sprint to others.
    Skip,
    /// Sit up until at the back of the bunch.
    Ease,
    /// Sit up until this rider, who is behind, has come up.
    WaitFor(R),
    /// Leave the race.
    Abandon,
    /// Ride their own race again.
    Release,
}

impl<R> Action<R> {
    /// The same action with riders named as `name` has it; `None` if `name` is.
    pub fn about<S>(self, name: impl Fn(R) -> Option<S>) -> Option<Action<S>> {
        Some(match self {
            Self::Attack => Action::Attack,
            Self::Bridge => Action::Bridge,
            Self::Follow(other) => Action::Follow(name(other)?),
            Self::SitIn => Action::SitIn,
            Self::Pull => Action::Pull,
            Self::Chase => Action::Chase,
            Self::Sprint => Action::Sprint,
            Self::Skip => Action::Skip,
            Self::Ease => Action::Ease,
            Self::WaitFor(other) => Action::WaitFor(name(other)?),
            Self::Abandon => Action::Abandon,
            Self::Release => Action::Release,
        })
    }
}

/// A moment of a race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// When the head of the race has ridden this many laps for the first time; 0 is the gun.
    Lap(f64),
    /// This long after the gun.
    Time(Micros),
}

impl When {
    /// The gun.
    pub const GUN: Self = Self::Lap(0.0);

    /// The moment has come at `now`, with the head of the race `head_m` metres from where it started.
    #[must_use]
    pub fn has_come(self, now: Micros, head_m: f64, lap_m: f64) -> bool {
        match self {
            Self::Lap(laps) => head_m >= laps * lap_m || laps <= 0.0,
            Self::Time(at) => now >= at,
        }
    }

    /// The moment is the gun.
    #[must_use]
    pub fn is_gun(self) -> bool {
        match self {
            Self::Lap(laps) => laps <= 0.0,
            Self::Time(at) => at <= Micros::ZERO,
        }
    }
}

/// An order to a rider. `R` names riders: an index of the start list in a race, a bib where people write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order<R> {
    pub at: When,
    pub rider: R,
    pub action: Action<R>,
}

impl<R> Order<R> {
    /// The same order with riders named as `name` has it; `None` if `name` is.
    pub fn about<S>(self, name: impl Fn(R) -> Option<S>) -> Option<Order<S>> {
        Some(Order { at: self.at, rider: name(self.rider)?, action: self.action.about(name)? })
    }
}

/// Why an order was not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("the rider is not on the track")]
    NotRiding,
    #[error("the rider has finished")]
    Finished,
    #[error("the rider is off the back")]
    IsOff,
    #[error("the rider is not in the bunch")]
    NotInTheBunch,
    #[error("nobody is away")]
    NobodyAway,
    #[error("the other is the same rider")]
    SameRider,
    #[error("the other is not on the track")]
    OtherNotRiding,
    #[error("the other is not behind")]
    NotBehind,
    #[error("there is no sprint left")]
    NoSprint,
    #[error("it was never the time for it")]
    NeverCame,
}

/// The orders of a race, in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub(super) struct Orders {
    pub given: Vec<Order<usize>>,
    /// What has become of each: not due yet, accepted, or refused.
    pub fate: Vec<Option<Result<(), Refusal>>>,
    /// Riders who are to leave the race now.
    pub leaving: Vec<usize>,
}
