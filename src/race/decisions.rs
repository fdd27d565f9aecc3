//! What the commissaires of a directed race rule from what they saw: when each ruling of the script is due. Rides nothing.

use crate::director::{DecisionKind, Script};
use crate::event::Fact;
use crate::units::{Bib, Micros};

/// Decisions of a script that are still to come.
#[derive(Debug, Clone, Default)]
pub(super) struct Decisions {
    pending: Vec<Pending>,
}

#[derive(Debug, Clone)]
struct Pending {
    bib: Bib,
    kind: DecisionKind,
    /// The race lap of the sprint after which the ruling comes, and the riders who have yet to cross its line; `None`: after
    /// the finish.
    after: Option<(i64, Vec<usize>)>,
}

impl Decisions {
    /// The decisions of `script`; `bib` gives the number of a rider of the start list.
    pub(super) fn of(script: &Script, bib: impl Fn(usize) -> Bib) -> Self {
        let pending = script.decisions.iter().map(|decision| Pending {
            bib: bib(decision.rider),
            kind: decision.kind,
            after: decision.after.map(|n| (i64::from(script.sprints[n].lap), script.sprints[n].order.clone())),
        });
        Self { pending: pending.collect() }
    }

    /// `rider` has completed race lap `lap`.
    pub(super) fn crossed(&mut self, rider: usize, lap: i64) {
        for (of, waiting) in self.pending.iter_mut().filter_map(|pending| pending.after.as_mut()) {
            waiting.retain(|&r| r != rider || lap < *of);
        }
    }

    /// The rulings that are due `at` the end of a tick: once all who are placed in the sprint have crossed its line, or, when
    /// the race `is_done`, all that are left.
    pub(super) fn due(&mut self, is_done: bool, at: Micros, facts: &mut Vec<Fact>) {
        self.pending.retain(|pending| {
            let due = is_done || pending.after.as_ref().is_some_and(|(_, waiting)| waiting.is_empty());
            if due {
                facts.push(pending.fact(at));
            }
            !due
        });
    }
}

impl Pending {
    fn fact(&self, at: Micros) -> Fact {
        match self.kind {
            DecisionKind::Penalty(points) => Fact::Penalty { bib: self.bib, points, at },
            DecisionKind::Relegation(sprint) => Fact::Relegation { bib: self.bib, sprint, at },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::director::{DecisionScript, SprintScript};

    fn script() -> Script {
        let penalty = |rider, after| DecisionScript { rider, kind: DecisionKind::Penalty(5), after };
        Script {
            sprints: vec![
                SprintScript { lap: 10, order: vec![1, 0], heats: Vec::new() },
                SprintScript { lap: 20, order: vec![0, 1], heats: Vec::new() },
            ],
            moves: Vec::new(),
            stops: Vec::new(),
            decisions: vec![penalty(0, Some(0)), penalty(1, None)],
            time_s: 300.0,
        }
    }

    #[test]
    fn a_ruling_waits_for_the_riders_who_are_placed_and_no_longer_than_the_race() {
        let mut decisions = Decisions::of(&script(), |r| Bib(r as u16 + 4));
        let mut facts = Vec::new();
        decisions.crossed(1, 10);
        decisions.crossed(0, 9);
        decisions.due(false, Micros(100), &mut facts);
        assert_eq!(facts, []);
        decisions.crossed(0, 10);
        decisions.due(false, Micros(101), &mut facts);
        assert_eq!(facts, [Fact::Penalty { bib: Bib(4), points: 5, at: Micros(101) }]);
        decisions.due(true, Micros(200), &mut facts);
        assert_eq!(facts[1..], [Fact::Penalty { bib: Bib(5), points: 5, at: Micros(200) }]);
        decisions.due(true, Micros(200), &mut facts);
        assert_eq!(facts.len(), 2);
    }
}
