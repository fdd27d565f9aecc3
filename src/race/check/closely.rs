//! The costly checks: every tick is ridden twice, and everybody held against everybody.

use super::At;
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
/// If something of the tick does not hold.
pub fn ride_tick<R: Ticks>(race: &mut R, so_far: usize, happened: &mut Happened) {
    let mut twin = race.clone();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    race.sample(&mut before);
    let notes = happened.notes.len();
    race.ride_tick(so_far, happened);
    race.sample(&mut after);
    let tick = Tick {
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
struct Tick<'a> {
    spec: &'a RaceSpec,
    tick: u32,
    dt_s: f64,
    before: Vec<Sample>,
    after: Vec<Sample>,
    facts: &'a [Fact],
}

impl Tick<'_> {
    fn at(&self, r: usize) -> At<'_> {
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

    /// Forward, not too far, and without a jump in speed.
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

    /// Nobody has ridden into anybody. (Where riders are let go in the middle of a race, some may stand in each other.)
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
