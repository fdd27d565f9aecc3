//! How hard a completion may be searched for, counted in steps of the solver and in plans, never in seconds: so every machine
//! gives up at the same place.

use super::brancher::Steps;

/// What is left to be spent on a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    steps: u32,
    plans: u32,
}

impl Effort {
    /// At most `steps` steps of the solver (decisions and conflicts; some 10,000 a second) and `plans` plans of who is away
    /// when.
    #[must_use]
    pub const fn new(steps: u32, plans: u32) -> Self {
        Self { steps, plans }
    }

    /// Nothing is left of one of the two.
    #[must_use]
    pub const fn is_spent(&self) -> bool {
        self.steps == 0 || self.plans == 0
    }

    /// Takes out as much as there is of `most`.
    #[must_use]
    pub fn lend(&mut self, most: Self) -> Self {
        let lent = Self::new(most.steps.min(self.steps), most.plans.min(self.plans));
        *self = Self::new(self.steps - lent.steps, self.plans - lent.plans);
        lent
    }

    /// Puts back what was lent and is left.
    pub const fn put_back(&mut self, rest: Self) {
        *self = Self::new(self.steps + rest.steps, self.plans + rest.plans);
    }

    /// Takes up to `most` steps for one search.
    pub(super) fn steps(&mut self, most: u32) -> Steps {
        let taken = most.min(self.steps);
        self.steps -= taken;
        Steps(taken)
    }

    /// The steps that a search has not needed.
    pub(super) fn give_back(&mut self, rest: Steps) {
        self.steps += rest.0;
    }

    /// Takes so many plans, or what is left of them; `false` if nothing is left.
    pub(super) fn plans(&mut self, many: u32) -> bool {
        let any = !self.is_spent();
        self.plans = self.plans.saturating_sub(many);
        any
    }
}
