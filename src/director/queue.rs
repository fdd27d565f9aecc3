//! The order of the bunch: who is where in it, who comes through, who drifts back. Knows places, not metres.

use super::numbers::{COMES_UP, FEW_RIDERS};
use crate::rng::Stream;

/// The bunch from front to tail.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Queue {
    order: Vec<usize>,
}

impl Queue {
    /// A bunch in this order.
    #[must_use]
    pub fn new(order: Vec<usize>) -> Self {
        Self { order }
    }

    /// Number of riders in the bunch.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Riders from front to tail.
    #[must_use]
    pub fn riders(&self) -> &[usize] {
        &self.order
    }

    /// A rider leaves the bunch.
    pub fn leave(&mut self, rider: usize) {
        self.order.retain(|&r| r != rider);
    }

    /// A rider joins at the tail.
    pub fn join_tail(&mut self, rider: usize) {
        self.leave(rider);
        self.order.push(rider);
    }

    /// A rider in the bunch, or one who joins it, heads for place `place` from the front (0 is first).
    pub fn send(&mut self, rider: usize, place: usize) {
        self.leave(rider);
        self.order.insert(place.min(self.order.len()), rider);
    }

    /// The front rider has done their turn and swings off; now and then somebody comes up from the rear half.
    pub fn stir(&mut self, stream: &mut Stream) {
        let n = self.order.len();
        if n < FEW_RIDERS {
            return;
        }
        let front = self.order[0];
        self.send(front, 2 + stream.below(n - 2));
        if stream.chance(COMES_UP) {
            let from = n / 2 + stream.below(n - n / 2);
            self.send(self.order[from], 1 + stream.below(n / 3 + 1));
        }
    }

    /// Sorts the bunch by `key`, smallest at the front; equal keys keep their order.
    pub fn arrange(&mut self, mut key: impl FnMut(usize) -> f64) {
        let mut keyed: Vec<(f64, usize)> = self.order.iter().map(|&r| (key(r), r)).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.order = keyed.into_iter().map(|(_, r)| r).collect();
    }
}
