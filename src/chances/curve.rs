//! The chances over a race, moment by moment, and what moved them. Combines what others counted.

use super::{Event, ForkTally, Leverage, leverage};
use crate::units::Micros;

/// The chances at several moments of a race, in order of time, and its events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    pub moments: Vec<(Micros, ForkTally)>,
    pub events: Vec<Event>,
}

impl Curve {
    /// The tally at the moment `at`, if there is one.
    #[must_use]
    pub fn tally(&self, at: Micros) -> Option<&ForkTally> {
        let k = self.moments.binary_search_by_key(&at, |moment| moment.0).ok()?;
        Some(&self.moments[k].1)
    }

    /// The events whose leverage is known, largest first; of equal ones, the earlier first.
    #[must_use]
    pub fn leverages(&self) -> Vec<(&Event, Leverage)> {
        let of = |event| Some((event, self.leverage(event)?));
        let mut known: Vec<(&Event, Leverage)> = self.events.iter().filter_map(of).collect();
        known.sort_by(|a, b| b.1.size.total_cmp(&a.1.size).then(a.0.after.cmp(&b.0.after)));
        known
    }

    /// How much `event` moved the chances, if it is known.
    #[must_use]
    pub fn leverage(&self, event: &Event) -> Option<Leverage> {
        leverage(self.tally(event.before)?, self.tally(event.after)?)
    }

    /// Riders, as places in the start list, sorted by the best chance they had at any moment.
    #[must_use]
    pub fn leading(&self) -> Vec<usize> {
        super::leading(self.moments.iter().map(|moment| &moment.1))
    }
}
