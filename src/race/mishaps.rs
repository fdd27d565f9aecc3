//! Who is off the track after a mishap, and what goes wrong next for each rider. Moves nobody.

use super::incident::Incident;
use crate::units::Bib;

/// What is going on beside the track.
#[derive(Debug, Clone)]
pub(super) struct Mishaps {
    /// Riders in order of bib, so that the order of the start list decides nothing.
    pub by_bib: Vec<usize>,
    /// The next entry of the plan for each rider.
    pub next: Vec<usize>,
    /// Riders who are off the track after a mishap, in start-list order.
    pub out: Vec<Option<Out>>,
    /// How many riders are off the track.
    pub waiting: usize,
    /// Metres off the back of each rider since they lost laps, less those in the bunch.
    pub off_m: Vec<f64>,
    /// The last kilometre has begun: nobody returns any more.
    pub last_km: bool,
    /// Somebody has left the track or come back in this tick.
    pub is_changed: bool,
}

/// A rider who is off the track.
#[derive(Debug, Clone)]
pub(super) struct Out {
    /// The group they were in: the bunch, other riders, or nobody.
    pub group: FormerGroup,
    /// Metres they had ridden.
    pub ridden_m: f64,
    /// Their race distance, m.
    pub race_m: f64,
    /// Laps after which they are ready to ride on. In the last kilometre they never are.
    pub laps: u32,
    /// Metres their group has ridden since.
    pub missed_m: f64,
    /// Laps lost beyond the allowance.
    pub lost: u32,
}

/// The group that a rider was in when something went wrong.
#[derive(Debug, Clone)]
pub(super) enum FormerGroup {
    Bunch,
    /// With these riders.
    With(Vec<usize>),
    /// Metres ahead of the front of the bunch, or (negative) behind its tail.
    Alone(f64),
}

impl Mishaps {
    /// Nobody is off the track. `plan` goes rider by rider and by metres; `bibs` are in start-list order.
    pub fn new(plan: &[Incident], bibs: impl Iterator<Item = Bib>) -> Self {
        assert!(
            plan.is_sorted_by(|a, b| (a.rider, a.at_m) <= (b.rider, b.at_m)),
            "a plan that does not go rider by rider and by metres: {plan:?}"
        );
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

    /// From now on things go wrong as in `plan`.
    pub fn plan_anew(&mut self, plan: &[Incident]) {
        for (r, next) in self.next.iter_mut().enumerate() {
            *next = plan.partition_point(|i| i.rider < r);
        }
    }

    /// Rider `r` is out of the race for good.
    pub fn forget(&mut self, r: usize) {
        self.take(r);
    }

    /// Takes rider `r` off the list of those who are off the track.
    pub fn take(&mut self, r: usize) -> Option<Out> {
        let out = self.out[r].take();
        self.waiting -= usize::from(out.is_some());
        out
    }

    /// Puts rider `r` on the list of those who are off the track.
    pub fn put(&mut self, r: usize, out: Out) {
        assert!(self.out[r].is_none(), "rider {r} is off the track already: {:?}", self.out[r]);
        self.out[r] = Some(out);
        self.waiting += 1;
    }

    /// Laps until rider `r` is back, the present one included. `None` if they are not off the track after a mishap, `Some(None)`
    /// if they will not come back.
    pub fn laps_left(&self, r: usize, lap_m: f64) -> Option<Option<u32>> {
        let out = self.out[r].as_ref()?;
        let left = f64::from(out.laps) - out.missed_m / lap_m;
        Some((!self.last_km).then(|| libm::ceil(left).max(1.0) as u32))
    }
}
