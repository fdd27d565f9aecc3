//! Where everybody is, checked: every so often in any race, at every tick on request.

use super::{Pack, PackRider};
use crate::math::wrap;
use crate::race::check::ledger::Ledger;
use crate::race::check::{Checks, MessageStart};
use crate::race::numbers::{APART_M, CHECK_TICKS, LANE_M, LANES, ROUNDING};
use crate::race::spec::Entrant;
use crate::units::Bib;

impl Pack {
    /// The beginning of a message about rider `bib`.
    pub(super) fn at(&self, bib: Bib) -> MessageStart<'_> {
        self.checks.at(self.tick, bib)
    }

    /// From now on messages begin as `checks` say.
    pub(in crate::race) fn set_checks(&mut self, checks: Checks) {
        self.checks = checks;
    }

    /// What there is to say of rider `r`, who has given more than they have, or is faster than anybody can be.
    #[cold]
    pub(super) fn gives_too_much(&self, r: usize) -> String {
        let (legs, power_w, (speed, way_m)) = (self.efforts.state(r), self.efforts.power_w(r), self.efforts.given(r));
        format!(
            "{}: {power_w:.1} W, {:.4} of W′ left, {way_m:.2} m in a tick at {speed:.2} m/s, of at most {:.2} m/s",
            self.at(self.bib_of(r)),
            legs.share,
            self.most_mps
        )
    }

    /// Checks where everybody is, if it is time for that.
    ///
    /// # Panics
    /// If somebody is nowhere, in no lane, on another lap than counted, or has laps that no fact has told of.
    #[inline]
    pub fn check(&self, ledger: &Ledger, riders: &[Entrant]) {
        if self.checks.closely || self.tick.is_multiple_of(CHECK_TICKS) {
            self.check_all(ledger, riders);
        }
    }

    fn check_all(&self, ledger: &Ledger, riders: &[Entrant]) {
        assert!(
            self.line.len() + self.out.len() == riders.len(),
            "{}: {} riders on the track and {} off it, of {}",
            self.checks.at_tick(self.tick),
            self.line.len(),
            self.out.len(),
            riders.len()
        );
        for s in &self.line {
            self.check_rider(s);
        }
        let mut found = vec![false; riders.len()];
        for s in self.line.iter().chain(&self.out) {
            let r = usize::from(s.r);
            assert!(!std::mem::replace(&mut found[r], true), "{}: there twice", self.at(s.bib));
            assert!(riders[r].bib == s.bib, "{}: in the place of bib {}", self.at(s.bib), riders[r].bib);
            ledger.compare(r, s.balance, riders, &self.checks, self.tick);
        }
    }

    fn check_rider(&self, s: &PackRider) {
        let lap_m = self.track.lap_m;
        assert!(s.riding, "{}: on the track, and yet not riding", self.at(s.bib));
        assert!(
            (0.0..=self.most_mps).contains(&s.speed),
            "{}: {} m/s, of at most {}",
            self.at(s.bib),
            s.speed,
            self.most_mps
        );
        // A comparison with NaN never holds, so what passes is finite.
        assert!(
            s.ridden_m < s.next_line_m && (s.laps == 0 || s.ridden_m >= f64::from(s.laps) * lap_m - ROUNDING),
            "{}: {} m ridden, and {} whole laps counted",
            self.at(s.bib),
            s.ridden_m,
            s.laps
        );
        let apart_m = wrap(s.scan_m - s.ridden_m, lap_m);
        assert!(
            apart_m.min(lap_m - apart_m) < APART_M,
            "{}: at {} m of the scan, having ridden {} m",
            self.at(s.bib),
            s.scan_m,
            s.ridden_m
        );
        assert!(
            usize::from(s.lane.max(s.leaving)) < LANES,
            "{}: in lane {}, out of {}",
            self.at(s.bib),
            s.lane,
            s.leaving
        );
        assert!(
            (-ROUNDING..=(LANES - 1) as f64 * LANE_M + ROUNDING).contains(&s.height_m),
            "{}: {} m up the track",
            self.at(s.bib),
            s.height_m
        );
        let (share, power_w) = (self.efforts.share(usize::from(s.r)), self.efforts.power_w(usize::from(s.r)));
        let most_w = self.efforts.most_w(usize::from(s.r));
        assert!((0.0..=1.0 + ROUNDING).contains(&share), "{}: {share} of W′ left", self.at(s.bib));
        assert!(power_w <= most_w + ROUNDING, "{}: {power_w:.1} W of a peak of {most_w:.1} W", self.at(s.bib));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::Track;
    use crate::race::check::message;
    use crate::race::incidents::Incidents;
    use crate::race::spec::RaceSpec;
    use crate::rider::MEN;
    use crate::units::Micros;

    /// A pack of three who have just started, the spec they ride by, and what facts have told: nothing.
    fn pack() -> (Pack, RaceSpec, Ledger) {
        let spec = RaceSpec {
            track: Track { lap_m: 250.0, laps: 10, width_m: 7.0 },
            riders: [4, 9, 2].map(|bib| Entrant::new(Bib(bib), MEN.legs(None))).to_vec(),
            contact_m: 5.0,
            incidents: Incidents::none(),
            checks: Checks::of("velodrome watch men-elite --seed 7"),
        };
        let pack = Pack::new(&spec, &[0.0, -3.0, -6.0], 13.0, 0.25);
        let ledger = Ledger::new([0, 0, 0].into_iter());
        (pack, spec, ledger)
    }

    /// What is said of a pack that has ridden a tick and that `damage` has been done to since, after the command line.
    fn said(damage: impl FnOnce(&mut Pack)) -> String {
        let (mut pack, spec, ledger) = pack();
        pack.ride(Micros::ZERO, &mut Vec::new());
        pack.check_all(&ledger, &spec.riders);
        damage(&mut pack);
        let told = message(|| pack.check_all(&ledger, &spec.riders));
        told.strip_prefix("velodrome watch men-elite --seed 7: tick 1").map(str::to_owned).unwrap_or(told)
    }

    #[test]
    fn a_lost_rider_is_missed() {
        assert_eq!(said(|pack| pack.line.truncate(2)), ": 2 riders on the track and 0 off it, of 3");
        assert_eq!(said(|pack| pack.line[0].r = 1), ", bib 4: in the place of bib 9");
        assert_eq!(said(|pack| pack.line[2] = pack.line[1].clone()), ", bib 9: there twice");
    }

    #[test]
    fn a_lap_that_no_fact_tells_of_is_found() {
        assert_eq!(said(|pack| pack.line[1].balance = 1), ", bib 9: a balance of +1 laps, and the facts say +0");
    }

    #[test]
    fn a_speed_that_is_none_or_beyond_any_record_is_found() {
        assert_eq!(said(|pack| pack.line[0].speed = f64::NAN), ", bib 4: NaN m/s, of at most 22.5");
        assert_eq!(said(|pack| pack.line[0].speed = 23.0), ", bib 4: 23 m/s, of at most 22.5");
        assert_eq!(said(|pack| pack.line[0].speed = -0.5), ", bib 4: -0.5 m/s, of at most 22.5");
    }

    #[test]
    fn whole_laps_are_those_of_the_metres_ridden() {
        assert_eq!(
            said(|pack| {
                pack.line[0].ridden_m += 500.0;
                pack.line[0].scan_m += 500.0;
            })
            .split("m ridden")
            .last(),
            Some(", and 0 whole laps counted")
        );
    }

    #[test]
    fn the_place_on_the_track_is_that_of_the_metres_ridden() {
        let told = said(|pack| pack.line[0].scan_m += 7.0);
        assert!(told.starts_with(", bib 4: at 10.") && told.contains(" m of the scan, having ridden 3."), "{told}");
    }

    #[test]
    fn riders_are_in_lanes_of_the_track() {
        assert_eq!(said(|pack| pack.line[0].lane = 8), ", bib 4: in lane 8, out of 0");
        assert_eq!(said(|pack| pack.line[0].height_m = 9.0), ", bib 4: 9 m up the track");
        assert_eq!(said(|pack| pack.line[0].riding = false), ", bib 4: on the track, and yet not riding");
    }

    #[test]
    fn whoever_gives_more_than_they_have_is_found_in_the_same_tick() {
        let (mut pack, ..) = pack();
        pack.line[1].speed = 30.0;
        let told = message(|| pack.ride(Micros::ZERO, &mut Vec::new()));
        assert_eq!(
            told,
            "velodrome watch men-elite --seed 7: tick 1, bib 9: 738.3 W, 0.9967 of W′ left, 7.47 m in a tick at 29.75 m/s, of at \
             most 22.50 m/s"
        );
        let (mut pack, ..) = self::pack();
        pack.line[1].speed = f64::NAN;
        let told = message(|| pack.ride(Micros::ZERO, &mut Vec::new()));
        assert_eq!(
            told,
            "velodrome watch men-elite --seed 7: tick 1, bib 9: -80.0 W, 1.0000 of W′ left, NaN m in a tick at 0.00 m/s, of at \
             most 22.50 m/s"
        );
    }

    #[test]
    fn a_line_is_crossed_once_a_lap() {
        let (mut pack, ..) = pack();
        pack.line[0].next_line_m = -400.0;
        let told = message(|| pack.ride(Micros::ZERO, &mut Vec::new()));
        assert!(told.starts_with("velodrome watch men-elite --seed 7: tick 1, bib 4: "), "{told}");
        assert!(told.contains(" m ridden as lap 1 ends, at -"), "{told}");
    }

    #[test]
    fn a_rider_who_falls_through_a_whole_group_between_two_looks_is_in_one_behind_it() {
        let (mut pack, ..) = pack();
        let mut facts = Vec::new();
        pack.line[1].scan_m = pack.line[0].scan_m - 30.0;
        pack.look(Micros::ZERO, &mut facts);
        pack.line[0].scan_m -= 60.0;
        pack.is_new = false;
        pack.look(Micros::ZERO, &mut facts);
        let groups: Vec<u8> = pack.line.iter().map(|s| s.group).collect();
        assert!(groups.is_sorted() && groups.len() == 3, "{groups:?}");
        pack.note();
    }

    #[test]
    fn a_wish_that_is_none_is_refused() {
        let (mut pack, ..) = pack();
        pack.note();
        let (_, mut wishes) = pack.sight(0.0);
        let told = message(|| wishes.put(1, crate::tactics::Wish { most_w: f64::NAN, ..Default::default() }));
        assert!(told.starts_with("rider 1: asks for Wish { pace: inf, most_w: NaN,"), "{told}");
    }
}
