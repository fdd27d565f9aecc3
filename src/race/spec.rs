//! What a race is ridden with: the track, the riders' legs, and what the rules leave open.

use super::check::Checks;
use super::incidents::Incidents;
use crate::course::Track;
use crate::event::Fact;
use crate::physics::BIKE_M;
use crate::rider::Legs;
use crate::units::{Bib, Micros};

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
    /// Points from earlier races, with which the rider starts.
    pub start_points: i32,
}

impl Entrant {
    /// A rider who starts without points.
    #[must_use]
    pub fn new(bib: Bib, legs: Legs) -> Self {
        Self { bib, legs, start_points: 0 }
    }
}

impl RaceSpec {
    /// What is said at the gun: who starts with points.
    pub(super) fn carried_over(&self, at: Micros) -> impl Iterator<Item = Fact> + '_ {
        let with_points = self.riders.iter().filter(|rider| rider.start_points != 0);
        with_points.map(move |rider| Fact::Start { bib: rider.bib, points: rider.start_points, at })
    }

    /// Checks what [`Race::new`](super::Race::new) relies on.
    pub(super) fn check(&self) {
        let at = |bib| self.checks.at(0, bib);
        let Track { lap_m, laps, width_m } = self.track;
        assert!(
            lap_m > BIKE_M && lap_m < f64::INFINITY && laps > 0 && width_m > 0.0,
            "{}: {laps} laps of {lap_m} m, {width_m} m wide",
            self.checks.at_tick(0)
        );
        assert!(
            self.contact_m > 0.0 && self.contact_m < lap_m,
            "{}: a contact of {} m",
            self.checks.at_tick(0),
            self.contact_m
        );
        for (r, Entrant { bib, legs, .. }) in self.riders.iter().enumerate() {
            assert!(self.riders[..r].iter().all(|other| other.bib != *bib), "{}: on the start list twice", at(*bib));
            let numbers = [legs.cp_w, legs.w_prime_j, legs.peak_w, legs.recovery, legs.body.mass_kg, legs.body.cda_m2];
            let are_sound = numbers.iter().all(|x| *x > 0.0 && *x < f64::INFINITY);
            assert!(are_sound, "{}: nobody can ride with {legs:?}", at(*bib));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::check::message;
    use crate::rider::MEN;

    #[test]
    fn what_is_no_race_is_refused() {
        let riders = [4, 9].map(|bib| Entrant::new(Bib(bib), MEN.legs(None))).to_vec();
        let track = Track { lap_m: 250.0, laps: 10, width_m: 7.0 };
        let checks = Checks::of("velodrome watch men-elite --seed 7");
        let spec = RaceSpec { track, riders, contact_m: 5.0, incidents: Incidents::none(), checks };
        spec.check();
        let said = |damage: fn(&mut RaceSpec)| {
            let mut spec = spec.clone();
            damage(&mut spec);
            message(|| spec.check())
        };
        let at = "velodrome watch men-elite --seed 7: tick 0";
        assert_eq!(said(|spec| spec.track.laps = 0), format!("{at}: 0 laps of 250 m, 7 m wide"));
        assert_eq!(said(|spec| spec.contact_m = f64::NAN), format!("{at}: a contact of NaN m"));
        assert_eq!(said(|spec| spec.riders[1].bib = Bib(4)), format!("{at}, bib 4: on the start list twice"));
        let told = said(|spec| spec.riders[1].legs.w_prime_j = -1.0);
        assert!(told.starts_with(&format!("{at}, bib 9: nobody can ride with Legs {{")), "{told}");
    }
}
