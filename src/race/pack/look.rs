//! A look round after a tick: who is where, with whom, and who has come round to whom.

use super::Pack;
use crate::event::Fact;
use crate::physics::BIKE_M;
use crate::race::effort::{least, most};
use crate::race::groups::NONE as NO_GROUP;
use crate::race::numbers::{HEADS, MOST_GROUPS, NEAR_M};
use crate::tactics::{LOST_M, NOBODY, Role};
use crate::units::Micros;

impl Pack {
    /// Looks round after a tick: who is with whom, and who has come round to whom.
    pub fn look(&mut self, at: Micros, facts: &mut Vec<Fact>) {
        if self.is_as_it_was() {
            return;
        }
        self.sort();
        if self.is_as_it_was() {
            // Somebody has only overtaken within their group.
            return;
        }
        self.rotate();
        self.regroup();
        self.meet(at, facts);
    }

    /// Nobody has overtaken, joined or left anybody, and the widest gap is where it was. So it is in most ticks.
    fn is_as_it_was(&self) -> bool {
        let n = self.line.len();
        if n < 2 || self.is_new {
            return false;
        }
        let seam = self.line[n - 1].scan_m + self.track.lap_m - self.line[0].scan_m;
        let (joins, parts) = (self.contact_m + BIKE_M, 2.0 * self.contact_m + BIKE_M);
        let mut ahead = (self.line[0].scan_m, self.line[0].group);
        let mut same = true;
        for s in &self.line[1..] {
            let gap = ahead.0 - s.scan_m;
            let limit = if s.group == ahead.1 { (0.0, parts) } else { (joins, seam) };
            // Groups are numbered from the front: a rider who has fallen through a whole group belongs to none of them.
            same &= gap >= limit.0 && gap <= limit.1 && s.group >= ahead.1;
            ahead = (s.scan_m, s.group);
        }
        same
    }

    /// Puts the scan in order again by insertion, as few have overtaken in a tick.
    fn sort(&mut self) {
        for i in 1..self.line.len() {
            let mut k = i;
            while k > 0 && self.line[k - 1].scan_m < self.line[k].scan_m {
                self.line.swap(k - 1, k);
                k -= 1;
            }
        }
    }

    /// Begins the scan behind the widest gap, so that no group lies across its ends.
    fn rotate(&mut self) {
        let n = self.line.len();
        if n < 2 {
            return;
        }
        let mut widest = (0, self.line[n - 1].scan_m + self.track.lap_m - self.line[0].scan_m);
        for (k, pair) in self.line.windows(2).enumerate() {
            let gap = pair[0].scan_m - pair[1].scan_m;
            if gap > widest.1 {
                widest = (k + 1, gap);
            }
        }
        if widest.0 > 0 {
            self.line.rotate_left(widest.0);
            for s in &mut self.line[n - widest.0..] {
                s.scan_m -= self.track.lap_m;
            }
        }
    }

    /// Parts the scan into groups as [`split`](crate::race::groups::split) does, and finds the bunch.
    fn regroup(&mut self) {
        let (mut group, mut before): (u8, _) = (0, (f64::INFINITY, NO_GROUP));
        let mut sizes: [(u16, u16); MOST_GROUPS] = [(0, 0); MOST_GROUPS];
        for s in &mut self.line {
            let gap = before.0 - BIKE_M - s.scan_m;
            if gap > self.contact_m && before.0 < f64::INFINITY {
                let together = s.group == before.1 && s.group != NO_GROUP && gap <= 2.0 * self.contact_m;
                group += u8::from(!together && usize::from(group) + 1 < MOST_GROUPS);
            }
            before = (s.scan_m, s.group);
            s.group = group;
            let size = &mut sizes[usize::from(group)];
            size.0 += 1;
            size.1 += u16::from(s.role == Role::Bunch);
        }
        // Of equal groups, the one with most riders of the last bunch; if these are equal too, the one with the lowest bib.
        let lowest = |g: usize| self.line.iter().filter(|s| usize::from(s.group) == g).map(|s| s.bib).min();
        let mut bunch = 0;
        for g in 1..=usize::from(group) {
            if sizes[g] > sizes[bunch] || (sizes[g] == sizes[bunch] && lowest(g) < lowest(bunch)) {
                bunch = g;
            }
        }
        self.bunch = bunch as u8;
        assert!(
            self.line.is_empty() || usize::from(sizes[bunch].0) * (usize::from(group) + 1) >= self.line.len(),
            "{}: a bunch of {} in {} groups of {}",
            self.checks.at_tick(self.tick),
            sizes[bunch].0,
            usize::from(group) + 1,
            self.line.len()
        );
    }

    /// Riders in the bunch who are on another lap than the bunch have gained or lost one.
    fn meet(&mut self, at: Micros, facts: &mut Vec<Fact>) {
        let (lap_m, bunch) = (self.track.lap_m, self.bunch);
        // The bunch is on the lap of those who were the bunch before.
        let mut of_bunch = self.line.iter().filter(|s| s.group == bunch);
        let first = of_bunch.clone().find(|s| s.role == Role::Bunch).or(of_bunch.next());
        let Some(lap_of_m) = first.map(|s| s.race_m(lap_m)) else { return };
        let over = self.over;
        for s in self.line.iter_mut().filter(|s| s.group == bunch) {
            while !over && s.race_m(lap_m) - lap_of_m > 0.5 * lap_m {
                s.balance += 1;
                facts.push(Fact::Tail { bib: s.bib, at });
            }
            while !over && lap_of_m - s.race_m(lap_m) > 0.5 * lap_m {
                s.balance -= 1;
                facts.push(Fact::Front { bib: s.bib, at });
            }
            s.role = Role::Bunch;
        }
        for s in self.line.iter_mut().filter(|s| s.group != bunch) {
            s.role = if s.race_m(lap_m) > lap_of_m { Role::Away } else { Role::Off };
        }
    }

    /// Notes what there is to see for riders.
    pub fn note(&mut self) {
        let lap_m = self.track.lap_m;
        (self.front_m, self.tail_m) = (f64::NEG_INFINITY, f64::INFINITY);
        self.heads.clear();
        self.away.clear();
        self.sizes.clear();
        self.sizes.resize(self.line.last().map_or(0, |s| usize::from(s.group)) + 1, 0);
        let mut near = (NOBODY, f64::INFINITY, NO_GROUP, false);
        for (k, s) in self.line.iter().enumerate() {
            self.at[usize::from(s.r)] = k as u16;
            let near_m = near.1 - BIKE_M - s.scan_m;
            let is_near = near_m < NEAR_M;
            let r = usize::from(s.r);
            let legs = self.efforts.state(r);
            let race_m = s.race_m(lap_m);
            let place = &mut self.sizes[usize::from(s.group)];
            let seen = &mut self.seen[r];
            seen.riding = true;
            seen.finished = s.finished;
            seen.role = s.role;
            seen.lane = s.lane;
            seen.group = s.group;
            seen.place = *place;
            seen.near = if is_near { near.0 } else { NOBODY };
            seen.near_m = if is_near { near_m } else { f64::INFINITY };
            seen.let_go = (near.2 == s.group) & near.3;
            seen.race_m = race_m;
            seen.speed = s.speed;
            seen.share = legs.share;
            seen.joules = legs.joules;
            seen.cap_w = legs.cap_w;
            seen.cp_w = legs.cp_w;
            if s.wish.in_line {
                near = (s.r, s.scan_m, s.group, (*place > 0) & (near_m > LOST_M));
                *place += 1;
            }
            match s.role {
                Role::Bunch => {
                    self.tail_m = least(self.tail_m, race_m);
                    if s.wish.in_line {
                        self.front_m = most(self.front_m, race_m);
                        if self.heads.len() < HEADS {
                            self.heads.push(s.r);
                        }
                    }
                }
                Role::Away => self.away.push(s.r),
                Role::Off => {}
            }
        }
        self.front_m = most(self.front_m, self.tail_m);
        // The scan may have passed a break before or after the bunch.
        let seen = &self.seen;
        self.away.sort_by(|a, b| seen[usize::from(*b)].race_m.total_cmp(&seen[usize::from(*a)].race_m));
    }
}
