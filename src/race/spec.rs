//! What a race is ridden with: the track, the riders' legs, and what the rules leave open.

use super::check::Checks;
use super::incidents::Incidents;
use crate::course::Track;
use crate::physics::BIKE_M;
use crate::rider::Legs;
use crate::units::Bib;

/// Everything the tick needs that does not change. Made by the scenario; cannot be wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct RaceSpec {
    pub track: Track,
    /// In start-list order.
    pub riders: Vec<Entrant>,
    /// Metres between wheels at which a rider has reached the bunch (USA Cycling says 5, the only published figure).
    pub contact_m: f64,
    /// What goes wrong in a free race. In a directed race nothing does: its script says what happens.
    pub incidents: Incidents,
    /// What is checked while it is ridden, and the command that rides it again.
    pub checks: Checks,
}

/// A rider of the start list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entrant {
    pub bib: Bib,
    pub legs: Legs,
}

impl RaceSpec {
    /// Checks what [`Race::new`](super::Race::new) relies on.
    pub(super) fn check(&self) {
        let at = |bib| self.checks.at(0, bib);
        let Track { lap_m, laps, width_m } = self.track;
        assert!(
            lap_m > BIKE_M && lap_m < f64::INFINITY && laps > 0 && width_m > 0.0,
            "{}: {laps} laps of {lap_m} m, {width_m} m wide",
            self.checks.at_tick(0)
        );
        assert!(!self.riders.is_empty(), "{}: nobody starts", self.checks.at_tick(0));
        assert!(
            self.contact_m > 0.0 && self.contact_m < lap_m,
            "{}: a contact of {} m",
            self.checks.at_tick(0),
            self.contact_m
        );
        for (r, Entrant { bib, legs }) in self.riders.iter().enumerate() {
            assert!(self.riders[..r].iter().all(|other| other.bib != *bib), "{}: on the start list twice", at(*bib));
            let numbers = [legs.cp_w, legs.w_prime_j, legs.peak_w, legs.recovery, legs.body.mass_kg, legs.body.cda_m2];
            let are_sound = numbers.iter().all(|x| *x > 0.0 && *x < f64::INFINITY);
            assert!(are_sound, "{}: nobody can ride with {legs:?}", at(*bib));
        }
    }
}
