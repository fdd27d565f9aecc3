//! Riders after a mishap: off the track, neutralised, and then back in the position they had. Decides nothing: what goes wrong
//! stands in the plan, and what it costs is up to the referee.
//!
//! UCI 3.2.020bis is read like this. A rider who has a recognised mishap may miss the laps nearest 1250 m (1300 m before 2019),
//! counted as the group rides that they were in, and is put back at its tail. If that group gained a lap meanwhile, they do not
//! get it. They lose a lap for each lap beyond the allowance. In the last kilometre of the head nobody returns. The last
//! kilometre stays begun, even when a lap gained takes the head of the race back.

use super::free::Free;
use super::groups::NONE as NO_GROUP;
use super::happened::Happened;
use super::incident::{Fate, Incident, IncidentKind};
use super::mishaps::{FormerGroup, Out};
use super::numbers::{FALL_M, GLANCE_TICKS, NOBODY_MPS, PUSH_OFF_M, RETURN_LANE, SHY_M, TAKE_PLACE_M};
use super::pack::PackRider;
use crate::event::{Fact, Note, Noted, StopKind};
use crate::math::wrap;
use crate::physics::BIKE_M;
use crate::units::Micros;

/// Where a rider may come back into the race.
struct ReturnPlace {
    /// Race distance, m.
    race_m: f64,
    /// m/s
    speed: f64,
    /// It is the tail of a group, behind which they take their place; otherwise it is their own place.
    is_tail: bool,
}

impl Free {
    /// Looks at `at`, the end of a tick of `dt_s` seconds, what goes wrong, who comes back, and who leaves the race. The first
    /// `so_far` facts are of earlier ticks.
    pub(super) fn incidents(&mut self, at: Micros, dt_s: f64, so_far: usize, happened: &mut Happened) {
        self.look_for_last_km(at, happened);
        for k in 0..self.mishaps.by_bib.len() {
            let r = self.mishaps.by_bib[k];
            self.wait(r, dt_s, at, happened);
        }
        for k in 0..if self.pack.is_in_trouble() { self.mishaps.by_bib.len() } else { 0 } {
            let r = self.mishaps.by_bib[k];
            while let Some(incident) = self.due(r) {
                self.go_wrong(&incident, at, happened);
            }
        }
        if let Some(habits) = self.spec.incidents.habits {
            self.withdraw(&habits, at, so_far, happened);
            if self.is_glance() {
                self.give_up(&habits, f64::from(GLANCE_TICKS) * dt_s, at, happened);
            }
        }
        if std::mem::take(&mut self.mishaps.is_changed) {
            self.pack.assemble();
            self.pack.look(at, &mut happened.facts);
        }
    }

    /// Begins the last kilometre, if it is time. Riders who have used up their allowance by then have not finished.
    fn look_for_last_km(&mut self, at: Micros, happened: &mut Happened) {
        if !self.nears_last_km() {
            return;
        }
        let lap_m = self.spec.track.lap_m;
        let no_return_m = self.spec.track.race_m() - self.spec.incidents.no_return_m;
        let head_m = self.pack.on_track().map(|s| s.race_m(lap_m)).fold(0.0, f64::max);
        if head_m < no_return_m {
            return;
        }
        self.mishaps.last_km = true;
        let excused_m = f64::from(self.spec.incidents.excused_laps) * lap_m;
        for r in self.mishaps.by_bib.clone() {
            if self.mishaps.out[r].as_ref().is_some_and(|out| out.missed_m > excused_m) {
                self.stop(r, StopKind::Dnf, at, happened);
            }
        }
    }

    /// The next entry of the plan for rider `r`, if it is due. What would have happened while they were off the track does not.
    fn due(&mut self, r: usize) -> Option<Incident> {
        let s = &self.pack.rider(r);
        let next = &mut self.mishaps.next[r];
        let incident = *self.spec.incidents.plan.get(*next).filter(|i| i.rider == r && i.at_m <= s.ridden_m)?;
        *next += 1;
        let then_m = self.spec.incidents.plan.get(*next).filter(|i| i.rider == r).map_or(f64::INFINITY, |i| i.at_m);
        let races = s.riding && !s.finished;
        self.pack.rider_mut(r).trouble_m = then_m;
        races.then_some(incident)
    }

    fn go_wrong(&mut self, incident: &Incident, at: Micros, happened: &mut Happened) {
        if !self.can_spare_one() {
            return;
        }
        let r = incident.rider;
        if incident.kind == IncidentKind::Stop && self.tactics.has_hopes(r) {
            return;
        }
        let mut down = vec![(r, incident.fate)];
        for (o, fate) in self.close_behind(r).into_iter().zip(incident.behind) {
            down.extend(fate.map(|fate| (o, fate)));
        }
        let mut bibs = Vec::new();
        for (r, fate) in down {
            if self.can_spare_one() {
                bibs.push(self.spec.riders[r].bib);
                self.go_down(r, fate, at, happened);
            }
        }
        let note = match (incident.kind, incident.fate) {
            (IncidentKind::Fall, _) => Note::Falls { bibs },
            (IncidentKind::Stop, _) => Note::GivesUp { bib: bibs[0] },
            // The fact that they are out says it all.
            (IncidentKind::Mechanical, Fate::Unrecognised) => return,
            (IncidentKind::Mechanical, _) => Note::Puncture { bib: bibs[0] },
        };
        happened.notes.push(Noted { at, note });
    }

    /// Whether one more rider may leave the track. A race in which more than half of the riders are down is stopped
    /// (UCI 3.2.133); that is not modelled, so it must not happen.
    pub(super) fn can_spare_one(&self) -> bool {
        let left = self.pack.on_track().filter(|s| !s.finished).count();
        left > self.spec.riders.len().div_ceil(2).max(2)
    }

    /// Riders whose front wheels are close behind rider `r`, nearest first.
    fn close_behind(&self, r: usize) -> Vec<usize> {
        let track = &self.spec.track;
        let behind_m = |o: usize| wrap(self.pack.rider(r).ridden_m - self.pack.rider(o).ridden_m, track.lap_m);
        let near =
            |&o: &usize| o != r && self.pack.rider(o).riding && !self.pack.rider(o).finished && behind_m(o) <= FALL_M;
        let mut near: Vec<usize> = self.mishaps.by_bib.iter().copied().filter(near).collect();
        near.sort_by(|&a, &b| behind_m(a).total_cmp(&behind_m(b)));
        near
    }

    /// Rider `r` leaves the track, to come back or not.
    fn go_down(&mut self, r: usize, fate: Fate, at: Micros, happened: &mut Happened) {
        let track = self.spec.track;
        let (ridden_m, race_m) = (self.pack.rider(r).ridden_m, self.race_m(r));
        let laps = match fate {
            Fate::Unrecognised => {
                let kind = self.spec.incidents.habits.map_or(StopKind::Abd, |habits| habits.gives_up_as);
                return self.stop(r, kind, at, happened);
            }
            // In the last kilometre a rider who has a mishap is placed as they stand, hurt or not.
            Fate::CannotGoOn if !self.mishaps.last_km => return self.stop(r, StopKind::Dnf, at, happened),
            Fate::CannotGoOn => 0,
            Fate::Returns { after_m } => libm::round(after_m / track.lap_m).max(1.0) as u32,
        };
        let group = self.group_left_behind(r, race_m);
        self.take_off(r);
        self.mishaps.off_m[r] = 0.0;
        self.mishaps.put(r, Out { group, ridden_m, race_m, laps, missed_m: 0.0, lost: 0 });
        happened.facts.push(Fact::Mishap { bib: self.spec.riders[r].bib, at });
    }

    /// The group that rider `r`, at race distance `race_m`, is about to leave.
    fn group_left_behind(&self, r: usize, race_m: f64) -> FormerGroup {
        if self.in_bunch(r) {
            return FormerGroup::Bunch;
        }
        let with = |&o: &usize| o != r && self.pack.rider(o).riding && self.group_of(o) == self.group_of(r);
        let with: Vec<usize> = self.mishaps.by_bib.iter().copied().filter(with).collect();
        let (front_m, tail_m) = self.bunch_ends();
        match race_m - front_m {
            _ if !with.is_empty() => FormerGroup::With(with),
            lead_m if lead_m > 0.0 => FormerGroup::Alone(lead_m),
            _ => FormerGroup::Alone((race_m - tail_m).min(0.0)),
        }
    }

    /// A tick beside the track for rider `r`: laps go by, and they come back when it is time.
    fn wait(&mut self, r: usize, dt_s: f64, at: Micros, happened: &mut Happened) {
        let Some(mut out) = self.mishaps.take(r) else { return };
        let (lap_m, excused) = (self.spec.track.lap_m, self.spec.incidents.excused_laps);
        let place = self.place_of(&out);
        out.missed_m += dt_s * place.as_ref().map_or(NOBODY_MPS, |place| place.speed);
        let bib = self.spec.riders[r].bib;
        let come_round_m = |laps: u32| f64::from(laps) * lap_m - PUSH_OFF_M;
        if !self.mishaps.last_km && out.missed_m >= come_round_m(excused + 1 + out.lost) {
            out.lost += 1;
            self.pack.rider_mut(r).balance -= 1;
            happened.facts.push(Fact::Front { bib, at });
        }
        if self.mishaps.last_km || out.missed_m < come_round_m(out.laps) {
            self.mishaps.put(r, out);
            return;
        }
        // They count what they rode, and at most the laps they may miss.
        let to_ridden_m = f64::from(self.pack.rider(r).balance) * lap_m;
        let most_m = out.ridden_m + f64::from(excused.min(out.laps)) * lap_m;
        let place =
            place.unwrap_or(ReturnPlace { race_m: out.race_m + out.missed_m, speed: NOBODY_MPS, is_tail: false });
        let behind_m = if place.is_tail { BIKE_M + TAKE_PLACE_M } else { 0.0 };
        let ridden_m = (place.race_m - behind_m + to_ridden_m).min(most_m).max(out.ridden_m);
        let ridden_m = self.put_back(r, ridden_m, out.ridden_m, place.speed);
        self.mishaps.next[r] = self.spec.incidents.plan.partition_point(|i| (i.rider, i.at_m) < (r, ridden_m));
        let next = self.spec.incidents.plan.get(self.mishaps.next[r]).filter(|i| i.rider == r);
        self.pack.rider_mut(r).trouble_m = next.map_or(f64::INFINITY, |i| i.at_m);
        assert!(
            (out.ridden_m..=most_m).contains(&ridden_m),
            "{}: comes back with {ridden_m} m, having ridden {} m, of at most {most_m} m",
            self.spec.checks.at(self.tick(), bib),
            out.ridden_m
        );
        let ridden = libm::floor(ridden_m / lap_m).max(0.0) as u32;
        happened.facts.push(Fact::Return { bib, ridden, at });
        happened.notes.push(Noted { at, note: Note::Returns { bib } });
    }

    /// The position that `out` had, as things are now; `None` if nobody is left to measure it by.
    fn place_of(&self, out: &Out) -> Option<ReturnPlace> {
        match &out.group {
            FormerGroup::Bunch => self.tail_of_bunch(),
            FormerGroup::With(riders) => self.tail_of(riders).or_else(|| self.tail_of_bunch()),
            FormerGroup::Alone(lead_m) => {
                let (front_m, tail_m) = self.bunch_ends();
                let lap_m = self.spec.track.lap_m;
                let bunch = self.tail_of_bunch()?;
                let race_m = if *lead_m > 0.0 {
                    (front_m + lead_m).min(tail_m + lap_m - SHY_M)
                } else {
                    (tail_m + lead_m).max(front_m - lap_m + SHY_M)
                };
                Some(ReturnPlace { race_m, is_tail: false, ..bunch })
            }
        }
    }

    fn tail_of_bunch(&self) -> Option<ReturnPlace> {
        let (_, tail_m) = self.bunch_ends();
        let lap_m = self.spec.track.lap_m;
        // Of riders side by side either will do, as their speeds hardly differ; the bib makes it always the same one.
        let last = self.pack.on_track().filter(|s| s.is_in_bunch()).min_by(|a, b| {
            let off_m = |s: &PackRider| (s.race_m(lap_m) - tail_m).abs();
            off_m(a).total_cmp(&off_m(b)).then(a.bib.cmp(&b.bib))
        })?;
        Some(ReturnPlace { race_m: tail_m, speed: last.speed, is_tail: true })
    }

    /// The tail of the group in which most of `riders` are now; of equal groups, that of the lowest bib.
    fn tail_of(&self, riders: &[usize]) -> Option<ReturnPlace> {
        let riding = || riders.iter().copied().filter(|&r| self.pack.rider(r).riding);
        let in_group = |g: u8| riding().filter(|&r| self.group_of(r) == g).count();
        let mut best: Option<(usize, usize)> = None;
        for r in riding().filter(|&r| self.group_of(r) != NO_GROUP) {
            let count = in_group(self.group_of(r));
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, r));
            }
        }
        let (_, mate) = best?;
        let (mate_m, half_m) = (self.race_m(mate), 0.5 * self.spec.track.lap_m);
        let with = |&r: &usize| {
            self.pack.rider(r).riding
                && self.group_of(r) == self.group_of(mate)
                && (self.race_m(r) - mate_m).abs() < half_m
        };
        let with = self.mishaps.by_bib.iter().copied().filter(with);
        let last = with.min_by(|&a, &b| self.race_m(a).total_cmp(&self.race_m(b)))?;
        Some(ReturnPlace { race_m: self.race_m(last), speed: self.pack.rider(last).speed, is_tail: true })
    }
}

/// What mishaps and stops ask of the pack.
impl Free {
    /// Whether there is anything to look after: something is due to go wrong, somebody is off the track or has just been lapped,
    /// or it is time to look at lapped riders or for the last kilometre.
    pub(super) fn has_trouble(&self, news: &[Fact]) -> bool {
        self.pack.is_in_trouble()
            || self.mishaps.waiting > 0
            || news.iter().any(|f| matches!(f, Fact::Front { .. }))
            || self.is_glance() && (self.pack.has_lapped_riders() || self.nears_last_km())
    }

    /// Whether the last kilometre may be about to begin. Nobody is more than a lap ahead of the bunch.
    fn nears_last_km(&self) -> bool {
        let no_return_m = self.spec.track.race_m() - self.spec.incidents.no_return_m;
        !self.mishaps.last_km && self.pack.front_m() + 2.0 * self.spec.track.lap_m >= no_return_m
    }

    /// Whether it is time for one of the looks that are not taken at every tick.
    fn is_glance(&self) -> bool {
        self.tick().is_multiple_of(GLANCE_TICKS)
    }

    /// Rider `r` leaves the track.
    pub(super) fn take_off(&mut self, r: usize) {
        self.pack.take_off(r);
        self.mishaps.is_changed = true;
    }

    /// Rider `r` is pushed off at `speed` on the outside, with `ridden_m` behind them or as much less as gives them room, but no
    /// less than `least_m`. Returns the metres that count for them.
    fn put_back(&mut self, r: usize, ridden_m: f64, least_m: f64, speed: f64) -> f64 {
        let lap_m = self.spec.track.lap_m;
        let lane = self.pack.outer(RETURN_LANE);
        let has_room = |ridden_m: f64| {
            let mut there = self.pack.on_track().filter(|o| o.holds(lane));
            there.all(|o| {
                let ahead_m = wrap(o.ridden_m - ridden_m, lap_m);
                ahead_m.min(lap_m - ahead_m) > BIKE_M + 0.5 * TAKE_PLACE_M
            })
        };
        let step_m = 0.5 * BIKE_M;
        let mut tries = (0..(lap_m / step_m) as u32).map(|k| ridden_m - step_m * f64::from(k));
        let ridden_m = tries.find(|&m| m < least_m || has_room(m)).filter(|&m| m >= least_m).unwrap_or(ridden_m);
        self.pack.put_back(r, ridden_m, speed, lane);
        self.mishaps.is_changed = true;
        ridden_m
    }

    /// Race distance of rider `r`, m.
    pub(super) fn race_m(&self, r: usize) -> f64 {
        self.pack.rider(r).race_m(self.spec.track.lap_m)
    }

    /// Rider `r` is on the track and in the bunch.
    pub(super) fn in_bunch(&self, r: usize) -> bool {
        self.pack.is_in_bunch(r)
    }

    /// The group of rider `r`, or none.
    fn group_of(&self, r: usize) -> u8 {
        let s = self.pack.rider(r);
        if s.riding { s.group } else { NO_GROUP }
    }

    /// Front and tail of the bunch in race distance, m.
    pub(super) fn bunch_ends(&self) -> (f64, f64) {
        self.pack.bunch_ends()
    }
}
