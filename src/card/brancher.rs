//! The search order of a completion: which cells to fill first, and with which riders. It does not decide what is possible.

use pumpkin_core::branching::{Brancher, BrancherEvent, SelectionContext};
use pumpkin_core::predicate;
use pumpkin_core::predicates::Predicate;
use pumpkin_core::termination::TerminationCondition;
use pumpkin_core::variables::DomainId;

use crate::rng::Stream;

/// A place to be filled: its variable, whose values are riders, and its points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blank {
    pub rider: DomainId,
    pub points: i32,
}

/// Fills the places with most points first, each with a rider drawn in proportion to the points that rider still lacks.
///
/// The places with one point come last and even things out, so that the search rarely has to backtrack.
#[derive(Debug)]
pub(super) struct SearchOrder {
    blanks: Vec<Blank>,
    /// Points each rider should end with, as far as known or guessed.
    wanted: Vec<f64>,
    /// A random number above 0 for each rider at each blank.
    luck: Vec<Vec<f64>>,
    /// Decisions to try before all others.
    first: Vec<Predicate>,
    /// Variables to set to their lower bound once all places are filled.
    rest: Vec<DomainId>,
}

impl SearchOrder {
    /// Draws the search order from `stream`.
    pub fn new(
        mut blanks: Vec<Blank>,
        wanted: Vec<f64>,
        first: Vec<Predicate>,
        rest: Vec<DomainId>,
        stream: &mut Stream,
    ) -> Self {
        stream.shuffle(&mut blanks);
        blanks.sort_by_key(|b| -b.points);
        let luck =
            blanks.iter().map(|_| wanted.iter().map(|_| -libm::log(1.0 - stream.unit()) + 1e-9).collect()).collect();
        Self { blanks, wanted, luck, first, rest }
    }
}

impl Brancher for SearchOrder {
    fn next_decision(&mut self, context: &mut SelectionContext) -> Option<Predicate> {
        if let Some(&p) = self.first.iter().find(|&&p| !context.is_predicate_assigned(p)) {
            return Some(p);
        }
        let mut lacking = self.wanted.clone();
        let mut open = None;
        for (i, blank) in self.blanks.iter().enumerate() {
            if context.is_integer_fixed(blank.rider) {
                lacking[context.lower_bound(blank.rider) as usize] -= f64::from(blank.points);
            } else if open.is_none() {
                open = Some(i);
            }
        }
        if let Some(i) = open {
            let blank = self.blanks[i];
            let candidates = context.lower_bound(blank.rider)..=context.upper_bound(blank.rider);
            // The smallest of exponential variables divided by rates is a draw in proportion to the rates.
            let wait = |r: i32| self.luck[i][r as usize] / lacking[r as usize].max(0.02);
            return candidates
                .filter(|&r| context.contains(blank.rider, r))
                .min_by(|&a, &b| wait(a).total_cmp(&wait(b)))
                .map(|r| predicate![blank.rider == r]);
        }
        let rest = self.rest.iter().find(|&&v| !context.is_integer_fixed(v))?;
        let least = context.lower_bound(*rest);
        Some(predicate![rest <= least])
    }

    fn subscribe_to_events(&self) -> Vec<BrancherEvent> {
        Vec::new()
    }
}

/// Stops a search after a number of steps (decisions and conflicts), which is the same on every machine, unlike a time.
#[derive(Debug)]
pub(super) struct Steps(pub u32);

impl TerminationCondition for Steps {
    fn should_stop(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 == 0
    }
}
