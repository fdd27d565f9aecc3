//! Who is off the track after a mishap, and what goes wrong next for each. Moves nobody.

use super::incident::Incident;
use crate::units::Bib;

/// What is going on beside the track.
#[derive(Debug, Clone)]
pub(super) struct Mishaps {
    /// Riders in order of bib, so that the order of the start list decides nothing.
    pub by_bib: Vec<usize>,
    /// Entry of the plan that is next for each rider.
    pub next: Vec<usize>,
    pub out: Vec<Option<Out>>,
    /// How many they are.
    pub waiting: usize,
    /// Metres for which each has been off the back since he lost laps.
    pub off_m: Vec<f64>,
    /// The last kilometre has begun.
    pub last_km: bool,
    /// Somebody has left the track or come back in this tick.
    pub is_changed: bool,
}

/// A rider who is off the track.
#[derive(Debug, Clone)]
pub(super) struct Out {
    /// The group he was in: the bunch, other riders, or nobody.
    pub group: FormerGroup,
    pub ridden_m: f64,
    pub race_m: f64,
    /// Laps after which he is ready; in the last kilometre he never is.
    pub laps: u32,
    /// Metres his group has ridden since.
    pub missed_m: f64,
    /// Laps lost beyond the allowance.
    pub lost: u32,
}

/// The group that a rider was in when something went wrong.
#[derive(Debug, Clone)]
pub(super) enum FormerGroup {
    Bunch,
    With(Vec<usize>),
    /// Metres ahead of the front of the bunch, or (negative) behind its tail.
    Alone(f64),
}

impl Mishaps {
    /// Nobody is off the track. `bibs` in the order of the start list.
    pub fn new(plan: &[Incident], bibs: impl Iterator<Item = Bib>) -> Self {
        let bibs: Vec<_> = bibs.collect();
        let mut by_bib: Vec<usize> = (0..bibs.len()).collect();
        by_bib.sort_by_key(|&r| bibs[r]);
        Self {
            by_bib,
            next: (0..bibs.len()).map(|r| plan.partition_point(|i| i.rider < r)).collect(),
            out: vec![None; bibs.len()],
            waiting: 0,
            off_m: vec![0.0; bibs.len()],
            last_km: false,
            is_changed: false,
        }
    }

    /// Another plan of what is yet to come.
    pub fn plan_anew(&mut self, plan: &[Incident]) {
        for (r, next) in self.next.iter_mut().enumerate() {
            *next = plan.partition_point(|i| i.rider < r);
        }
    }

    /// Rider `r` is out of the race.
    pub fn forget(&mut self, r: usize) {
        self.take(r);
    }

    pub fn take(&mut self, r: usize) -> Option<Out> {
        let out = self.out[r].take();
        self.waiting -= usize::from(out.is_some());
        out
    }

    /// Rider `r`, who was on the track, is off it.
    pub fn put(&mut self, r: usize, out: Out) {
        self.out[r] = Some(out);
        self.waiting += 1;
    }

    /// Laps, begun ones counted, until rider `r` is back; `None` if he is not out after a mishap, `Some(None)` if he will not return.
    pub fn laps_left(&self, r: usize, lap_m: f64) -> Option<Option<u32>> {
        let out = self.out[r].as_ref()?;
        let left = f64::from(out.laps) - out.missed_m / lap_m;
        Some((!self.last_km).then(|| libm::ceil(left).max(1.0) as u32))
    }
}
