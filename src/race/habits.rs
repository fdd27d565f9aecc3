//! When riders who are laps down leave the race, by the custom of an era.

use super::numbers::{GIVES_UP_AFTER_LAPS, GIVES_UP_AT, WITHDRAW_AT};
use crate::event::StopKind;
use crate::rules::{Edition, RaceRules, Unfinished};

/// When riders who are laps down leave the race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habits {
    /// Laps lost, net, at which a rider is withdrawn when the bunch has come round to them; `None`: never.
    pub withdraw_at: Option<u32>,
    /// Laps lost, net, at which a rider who is off the back has nothing left to ride for …
    pub gives_up_at: u32,
    /// … and gives up after so many laps there, less those ridden in the bunch since.
    pub gives_up_after_laps: f64,
    /// How the books of the era record that.
    pub gives_up_as: StopKind,
}

impl Habits {
    /// The habit of the era of `rules`.
    ///
    /// Riders a lap or more down may be withdrawn at the discretion of the commissaires (UCI 3.2.127). The numbers are the same
    /// for every era, as nothing is known that tells them apart. Tables of the eras that did not know ABD call it DNF.
    #[must_use]
    pub fn of(rules: &RaceRules) -> Self {
        let gives_up_as = match Edition::get(rules.edition).unfinished.value {
            Unfinished::Unranked => StopKind::Dnf,
            Unfinished::SharePlaceAfterFinishers => StopKind::Abd,
        };
        Self {
            withdraw_at: Some(WITHDRAW_AT),
            gives_up_at: GIVES_UP_AT,
            gives_up_after_laps: GIVES_UP_AFTER_LAPS,
            gives_up_as,
        }
    }
}
