//! Where everybody is, checked: every so often in any race, at every tick on request.

use super::{Pack, PackRider};
use crate::math::wrap;
use crate::race::check::ledger::Ledger;
use crate::race::check::{At, Checks};
use crate::race::numbers::{APART_M, CHECK_TICKS, LANE_M, LANES, ROUNDING};
use crate::race::spec::Entrant;
use crate::units::Bib;

impl Pack {
    /// The beginning of a message about rider `bib`.
    pub(super) fn at(&self, bib: Bib) -> At<'_> {
        self.checks.at(self.tick, bib)
    }

    /// From now on messages begin as `checks` say.
    pub(in crate::race) fn set_checks(&mut self, checks: Checks) {
        self.checks = checks;
    }

    /// What there is to say of rider `r`, who has given more than they have, or is faster than anybody can be.
    #[cold]
    pub(super) fn gives_too_much(&self, r: usize) -> String {
        let (legs, power_w) = (self.efforts.state(r), self.efforts.power_w(r));
        format!(
            "{}: {power_w:.1} W, {:.4} of W′ left, {:.2} m/s of at most {:.2}",
            self.at(self.bib_of(r)),
            legs.share,
            self.efforts.given(r).0,
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
        for s in self.line.iter().chain(&self.out) {
            let r = usize::from(s.r);
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
