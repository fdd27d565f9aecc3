//! The costly checks: every tick is ridden twice, and every rider is compared with every other.

use super::MessageStart;
use super::bounds::most_mps;
use crate::event::Fact;
use crate::math::wrap;
use crate::physics::BIKE_M;
use crate::race::happened::Happened;
use crate::race::numbers::{CONTACTS, JOLT, ROUNDING, THROUGH_M, THROUGH_UP_M};
use crate::race::sample::Sample;
use crate::race::spec::RaceSpec;

/// A race that can be ridden for a tick, and looked at.
pub trait Ticks: Clone {
    fn spec(&self) -> &RaceSpec;
    fn tick(&self) -> u32;
    /// Seconds in a tick.
    fn dt_s(&self) -> f64;
    fn sample(&self, into: &mut Vec<Sample>);
    /// Rides for one tick. The first `so_far` facts of `happened` are of earlier ticks.
    fn ride_tick(&mut self, so_far: usize, happened: &mut Happened);
}

/// Rides `race` for one tick and checks it closely. The first `so_far` facts of `happened` are of earlier ticks.
///
/// # Panics
/// If a check fails.
pub fn ride_tick<R: Ticks>(race: &mut R, so_far: usize, happened: &mut Happened) {
    let mut twin = race.clone();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    race.sample(&mut before);
    let notes = happened.notes.len();
    race.ride_tick(so_far, happened);
    race.sample(&mut after);
    let tick = RiddenTick {
        spec: race.spec(),
        tick: race.tick(),
        dt_s: race.dt_s(),
        before,
        after,
        facts: &happened.facts[so_far..],
    };
    tick.check();
    let mut again = Happened::default();
    twin.ride_tick(0, &mut again);
    let mut samples = Vec::new();
    twin.sample(&mut samples);
    tick.compare(&again.facts, &samples);
    let said = &happened.notes[notes..];
    assert!(
        said == again.notes,
        "{}: ridden twice, it says first {said:?} and then {:?}",
        tick.spec.checks.at_tick(tick.tick),
        again.notes
    );
}

/// A tick that was ridden: everybody before it and after it, in start-list order, and what happened.
#[derive(Debug)]
struct RiddenTick<'a> {
    spec: &'a RaceSpec,
    tick: u32,
    dt_s: f64,
    before: Vec<Sample>,
    after: Vec<Sample>,
    facts: &'a [Fact],
}

impl RiddenTick<'_> {
    fn at(&self, r: usize) -> MessageStart<'_> {
        self.spec.checks.at(self.tick, self.spec.riders[r].bib)
    }

    /// A fact about rider `r` says so.
    fn says(&self, r: usize, wanted: fn(&Fact) -> bool) -> bool {
        self.facts.iter().any(|fact| fact.bib() == self.spec.riders[r].bib && wanted(fact))
    }

    fn check(&self) {
        let most_m = most_mps(&self.spec.riders) * self.dt_s;
        for (r, (a, b)) in self.before.iter().zip(&self.after).enumerate() {
            match (a.riding(), b.riding()) {
                (true, true) => self.motion(r, most_m),
                (false, true) => assert!(
                    self.says(r, |fact| matches!(fact, Fact::Return { .. })),
                    "{}: back on the track, and no fact says so",
                    self.at(r)
                ),
                (true, false) => assert!(
                    self.says(r, |fact| matches!(fact, Fact::Stop { .. } | Fact::Mishap { .. })),
                    "{}: off the track, and no fact says so",
                    self.at(r)
                ),
                (false, false) => {}
            }
            if b.riding() && self.says(r, |fact| matches!(fact, Fact::Tail { .. })) {
                self.contact(r);
            }
        }
        self.overlaps();
    }

    /// Rider `r` has moved forwards, not too far, and without a jump in speed.
    fn motion(&self, r: usize, most_m: f64) {
        let (a, b) = (&self.before[r], &self.after[r]);
        let (way_m, jolt) = (b.ridden_m - a.ridden_m, f64::from((b.speed - a.speed).abs()));
        assert!((-ROUNDING..=most_m).contains(&way_m), "{}: {way_m:.3} m in a tick of {} s", self.at(r), self.dt_s);
        assert!(
            jolt <= JOLT * self.dt_s,
            "{}: from {:.2} to {:.2} m/s in a tick of {} s",
            self.at(r),
            a.speed,
            b.speed,
            self.dt_s
        );
    }

    /// Rider `r` has gained a lap: somebody of the bunch is near.
    fn contact(&self, r: usize) {
        let me = &self.after[r];
        let gap_m = |o: &Sample| self.apart_m(me, o) - BIKE_M;
        let others = self.after.iter().enumerate().filter(|&(o, s)| o != r && s.riding() && s.in_bunch());
        let nearest_m = others.map(|(_, s)| gap_m(s)).fold(f64::INFINITY, f64::min);
        assert!(
            nearest_m <= CONTACTS * self.spec.contact_m,
            "{}: a lap gained, and the nearest of the bunch is {nearest_m:.1} m away",
            self.at(r)
        );
    }

    /// Nobody has ridden into anybody. Riders who overlapped already may part: a fork can begin with such riders.
    fn overlaps(&self) {
        let overlap = |all: &[Sample], r: usize, o: usize| {
            let (a, b) = (&all[r], &all[o]);
            let up_m = f64::from((a.height_m - b.height_m).abs());
            a.riding() && b.riding() && up_m < THROUGH_UP_M && self.apart_m(a, b) < THROUGH_M
        };
        for r in 0..self.after.len() {
            for o in r + 1..self.after.len() {
                assert!(
                    !overlap(&self.after, r, o) || overlap(&self.before, r, o),
                    "{}: rides into bib {}: {:.2} m apart along the track and {:.2} m up it",
                    self.at(r),
                    self.spec.riders[o].bib,
                    self.apart_m(&self.after[r], &self.after[o]),
                    (self.after[r].height_m - self.after[o].height_m).abs()
                );
            }
        }
    }

    /// Metres between two riders along the track.
    fn apart_m(&self, a: &Sample, b: &Sample) -> f64 {
        let lap_m = self.spec.track.lap_m;
        let ahead_m = wrap(a.ridden_m - b.ridden_m, lap_m);
        ahead_m.min(lap_m - ahead_m)
    }

    /// Ridden once more, the tick came to these facts and samples.
    fn compare(&self, facts: &[Fact], samples: &[Sample]) {
        for (r, (once, twice)) in self.after.iter().zip(samples).enumerate() {
            assert!(once == twice, "{}: ridden twice, first {once:?} and then {twice:?}", self.at(r));
        }
        assert!(
            self.facts == facts,
            "{}: ridden twice, it comes first to {:?} and then to {facts:?}",
            self.spec.checks.at_tick(self.tick),
            self.facts
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::Track;
    use crate::race::check::{Checks, message};
    use crate::race::incidents::Incidents;
    use crate::race::sample;
    use crate::race::spec::Entrant;
    use crate::rider::MEN;
    use crate::units::{Bib, Micros};

    fn spec() -> RaceSpec {
        RaceSpec {
            track: Track { lap_m: 250.0, laps: 10, width_m: 7.0 },
            riders: [4, 9].map(|bib| Entrant::new(Bib(bib), MEN.legs(None))).to_vec(),
            contact_m: 5.0,
            incidents: Incidents::none(),
            checks: Checks::of("velodrome watch men-elite --seed 7"),
        }
    }

    /// A rider in the bunch, or not.
    fn rider(ridden_m: f64, in_bunch: bool) -> Sample {
        Sample { ridden_m, speed: 14.0, flags: sample::flags(true, false, in_bunch), ..Sample::NONE }
    }

    /// What is said of a tick between these two moments.
    fn said(before: [Sample; 2], after: [Sample; 2], facts: &[Fact]) -> String {
        let spec = spec();
        let tick =
            RiddenTick { spec: &spec, tick: 12, dt_s: 0.25, before: before.to_vec(), after: after.to_vec(), facts };
        message(|| tick.check())
    }

    const AT: &str = "velodrome watch men-elite --seed 7: tick 12, bib ";

    #[test]
    fn nobody_rides_backwards_or_too_far() {
        let before = [rider(100.0, true), rider(50.0, true)];
        let of = |m: f64| said(before, [rider(103.5, true), rider(m, true)], &[]);
        assert_eq!(of(49.0), format!("{AT}9: -1.000 m in a tick of 0.25 s"));
        assert_eq!(of(60.0), format!("{AT}9: 10.000 m in a tick of 0.25 s"));
    }

    #[test]
    fn no_speed_jumps() {
        let before = [rider(100.0, true), rider(50.0, true)];
        let after = [rider(103.5, true), Sample { speed: 10.0, ..rider(53.5, true) }];
        assert_eq!(said(before, after, &[]), format!("{AT}9: from 14.00 to 10.00 m/s in a tick of 0.25 s"));
    }

    #[test]
    fn nobody_leaves_the_track_or_comes_back_to_it_without_a_fact() {
        let (on, off) = ([rider(100.0, true), rider(50.0, true)], [rider(100.0, true), Sample::NONE]);
        assert_eq!(said(off, on, &[]), format!("{AT}9: back on the track, and no fact says so"));
        assert_eq!(said(on, off, &[]), format!("{AT}9: off the track, and no fact says so"));
    }

    #[test]
    fn nobody_gains_a_lap_far_from_the_bunch() {
        let (before, after) = ([rider(350.0, true), rider(120.0, true)], [rider(353.5, true), rider(123.5, true)]);
        let tail = Fact::Tail { bib: Bib(4), at: Micros(3_000_000) };
        assert_eq!(
            said(before, after, &[tail]),
            format!("{AT}4: a lap gained, and the nearest of the bunch is 18.3 m away")
        );
    }

    #[test]
    fn nobody_rides_into_anybody_but_who_stand_in_each_other_may_part() {
        let (apart, into) = ([rider(100.0, true), rider(98.0, true)], [rider(103.0, true), rider(102.0, true)]);
        assert_eq!(
            said(apart, into, &[]),
            format!("{AT}4: rides into bib 9: 1.00 m apart along the track and 0.00 m up it")
        );
        let spec = spec();
        let (before, after) = (vec![rider(100.0, true); 2], into.to_vec());
        RiddenTick { spec: &spec, tick: 12, dt_s: 0.25, before, after, facts: &[] }.check();
    }

    #[test]
    fn a_tick_that_is_ridden_twice_comes_out_the_same() {
        let spec = spec();
        let after = vec![rider(100.0, true), rider(50.0, true)];
        let facts = [Fact::Tail { bib: Bib(4), at: Micros(1) }];
        let tick = RiddenTick {
            spec: &spec,
            tick: 12,
            dt_s: 0.25,
            before: after.clone(),
            after: after.clone(),
            facts: &facts,
        };
        tick.compare(&facts, &after);
        let other = [rider(100.0, true), rider(50.5, true)];
        let told = message(|| tick.compare(&facts, &other));
        assert!(told.starts_with(&format!("{AT}9: ridden twice, first Sample {{ ridden_m: 50.0,")), "{told}");
        assert_eq!(
            message(|| tick.compare(&[], &after)),
            "velodrome watch men-elite --seed 7: tick 12: ridden twice, it comes first to [Tail { bib: Bib(4), at: Micros(1) }] \
             and then to []"
        );
    }
}
