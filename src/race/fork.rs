//! A fork: riders in the middle of a race go on with minds of their own, from where they are and with what they have left.

use super::check::Checks;
use super::check::ledger::Ledger;
use super::directed::Directed;
use super::free::Free;
use super::happened::Happened;
use super::incidents::Incidents;
use super::midway::Midway;
use super::numbers::TICK_S;
use super::pack::Pack;
use super::spec::RaceSpec;
use super::under_way::Race;
use crate::event::Fact;
use crate::tactics::{Refusal, Tactics};
use crate::units::Micros;

impl Race {
    /// The greatest race distance of a rider on the track, m.
    #[must_use]
    pub fn head_m(&self) -> f64 {
        match self {
            Self::Directed(race) => race.head_m(),
            Self::Free(race) => race.pack.head_m(),
        }
    }

    /// Lets the riders of a directed race decide for themselves from now on: with the minds of `tactics`, which hear the `facts`
    /// so far, and with the legs and mishaps of `spec`. Returns the free race, and what the change itself brings: somebody may
    /// reach the tail of the bunch at this very moment.
    ///
    /// A free race is returned as it is.
    #[must_use]
    pub fn let_go(self, spec: RaceSpec, mut tactics: Tactics, facts: &[Fact]) -> (Self, Happened) {
        let mut happened = Happened::default();
        let Self::Directed(race) = self else { return (self, happened) };
        facts.iter().for_each(|fact| tactics.hear(fact));
        let race = race.let_go(spec, tactics, &mut happened);
        (Self::Free(Box::new(race)), happened)
    }

    /// The orders that riders of a free race refused, by number, and why.
    #[must_use]
    pub fn refused(&self) -> Vec<(usize, Refusal)> {
        match self {
            Self::Directed(_) => Vec::new(),
            Self::Free(race) => race.tactics.refused().collect(),
        }
    }

    /// From now on the choices of riders in a free race are drawn from `luck`, and mishaps come as in `incidents`. As another
    /// command then rides this race again, it has other `checks`, too.
    pub fn change_luck(&mut self, luck: u64, incidents: Incidents, checks: Checks) {
        if let Self::Free(race) = self {
            race.change_luck(luck, incidents, checks);
        }
    }
}

impl Directed {
    fn let_go(self, spec: RaceSpec, tactics: Tactics, happened: &mut Happened) -> Free {
        let bibs = |spec: &RaceSpec| spec.riders.iter().map(|entrant| entrant.bib).collect::<Vec<_>>();
        let (before, after) = (bibs(self.spec()), bibs(&spec));
        assert!(
            before == after,
            "{}: {before:?} ride, and {after:?} are to go on",
            self.spec().checks.at_tick(self.tick())
        );
        let riders: Vec<Midway> = (0..spec.riders.len()).map(|r| self.midway(r)).collect();
        let at = Micros::from_secs(f64::from(self.tick()) * TICK_S);
        let pack = Pack::midway(&spec, &riders, self.tick(), at, TICK_S, &mut happened.facts);
        let ledger = Ledger::new(riders.iter().map(|rider| rider.balance));
        Free::midway(spec, tactics, pack, ledger, self.tick(), happened)
    }
}

impl Free {
    fn change_luck(&mut self, luck: u64, incidents: Incidents, checks: Checks) {
        self.pack.set_checks(checks.clone());
        self.spec.checks = checks;
        self.tactics.change_luck(luck);
        self.set_incidents(incidents);
    }

    /// From now on things go wrong as in `incidents`. Riders who are off the track come back as they would have.
    pub(super) fn set_incidents(&mut self, mut incidents: Incidents) {
        let ridden_m = |r: usize| self.pack.rider(r).ridden_m;
        incidents.plan.retain(|i| i.at_m > ridden_m(i.rider));
        self.pack.expect_trouble(&incidents.plan);
        self.mishaps.plan_anew(&incidents.plan);
        self.spec.incidents = incidents;
    }
}
