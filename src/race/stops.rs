//! Who leaves a free race before its end: hurt, withdrawn by the commissaires, or of their own accord.

use super::free::Free;
use super::habits::Habits;
use super::happened::Happened;
use crate::event::{Fact, Note, Noted, StopKind};
use crate::units::{Bib, Micros};

impl Free {
    /// Rider `r` leaves the race for good.
    pub(super) fn stop(&mut self, r: usize, kind: StopKind, at: Micros, happened: &mut Happened) {
        self.take_off(r);
        self.mishaps.forget(r);
        let s = self.pack.rider(r);
        assert!(!s.riding, "{}: has stopped, and rides", self.spec.checks.at(self.tick(), s.bib));
        happened.facts.push(Fact::Stop { bib: self.spec.riders[r].bib, kind, at });
    }

    /// Withdraws riders whom the bunch has lapped in this tick, by `habits`. The first `so_far` facts are of earlier ticks.
    pub(super) fn withdraw(&mut self, habits: &Habits, at: Micros, so_far: usize, happened: &mut Happened) {
        let Some(most) = habits.withdraw_at else { return };
        // A rider who has just come back from a mishap, after more laps than they may miss, rides on until the bunch comes
        // round again.
        let news = &happened.facts[so_far..];
        let is_back = |bib| news.iter().any(|f| matches!(*f, Fact::Return { bib: b, .. } if b == bib));
        let lapped = news.iter().filter(|f| matches!(f, Fact::Front { .. }) && !is_back(f.bib()));
        let mut lapped: Vec<Bib> = lapped.map(Fact::bib).collect();
        lapped.sort_unstable();
        lapped.dedup();
        for bib in lapped {
            let Some(r) = self.spec.riders.iter().position(|e| e.bib == bib) else { continue };
            if self.is_in_the_race(r) && self.has_lost(r, most) && self.can_spare_one() {
                happened.notes.push(Noted { at, note: Note::Withdrawn { bib } });
                self.stop(r, StopKind::Pul, at, happened);
            }
        }
    }

    /// Lets riders give up who have been off the back for too long, by `habits`. The last time was `dt_s` seconds ago.
    pub(super) fn give_up(&mut self, habits: &Habits, dt_s: f64, at: Micros, happened: &mut Happened) {
        let tail_m = self.bunch_ends().1;
        for k in 0..self.mishaps.by_bib.len() {
            let r = self.mishaps.by_bib[k];
            if !self.is_in_the_race(r) || !self.has_lost(r, habits.gives_up_at) {
                self.mishaps.off_m[r] = 0.0;
                continue;
            }
            let is_off = !self.in_bunch(r) && self.race_m(r) < tail_m;
            let way_m = self.pack.rider(r).speed * dt_s;
            let off_m = (self.mishaps.off_m[r] + if is_off { way_m } else { -way_m }).max(0.0);
            self.mishaps.off_m[r] = off_m;
            if off_m > habits.gives_up_after_laps * self.spec.track.lap_m && self.can_spare_one() {
                let bib = self.spec.riders[r].bib;
                happened.notes.push(Noted { at, note: Note::GivesUp { bib } });
                self.stop(r, habits.gives_up_as, at, happened);
            }
        }
    }

    /// Rider `r` is on the track and has not finished.
    fn is_in_the_race(&self, r: usize) -> bool {
        self.pack.rider(r).riding && !self.pack.rider(r).finished
    }

    /// Rider `r` has lost at least so many laps, net.
    fn has_lost(&self, r: usize, laps: u32) -> bool {
        -i64::from(self.pack.rider(r).balance) >= i64::from(laps)
    }
}
