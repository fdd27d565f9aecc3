//! When riders who are laps down leave the race, by the custom of an era.

use crate::event::StopKind;
use crate::rules::{Edition, RaceRules, Unfinished};

/// When riders who are laps down leave the race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habits {
    /// With this many laps lost, net, a rider is withdrawn when the bunch has come round to him; `None`: never.
    pub withdraw_at: Option<u32>,
    /// Having lost this many, net, a rider who is off the back has nothing left to ride for …
    pub gives_up_at: u32,
    /// … and gives up when he has since been there for so many laps more than in the bunch.
    pub gives_up_after_laps: f64,
    /// What the books of the era call him then.
    pub gives_up_as: StopKind,
}

impl Habits {
    /// The habit of the era of `rules`.
    ///
    /// Riders a lap or more down may be withdrawn at the panel's discretion (UCI 3.2.127). In the final tables at hand 13
    /// finishers had lost one lap, net, and none two; the one rider who had lost two did not finish (2002–2016). So two it
    /// is, and nothing tells the eras apart. When riders give up is on no record: an estimate. Until ABD was told from DNF,
    /// tables call both DNF.
    #[must_use]
    pub fn of(rules: &RaceRules) -> Self {
        let gives_up_as = match Edition::get(rules.edition).unfinished.value {
            Unfinished::Unranked => StopKind::Dnf,
            Unfinished::SharePlaceAfterFinishers => StopKind::Abd,
        };
        Self { withdraw_at: Some(2), gives_up_at: 1, gives_up_after_laps: 6.0, gives_up_as }
    }
}
