//! Random races as facts, plausible enough to touch every rule: dead heats, laps gained and lost, riders who stop, and
//! mishaps with and without a return, during which riders may still be seen to cross the line, points from before, points
//! taken off, and relegations in sprints before and after they are ridden.

use proptest::prelude::*;
use velodrome::event::{Fact, StopKind};
use velodrome::rules::{Edition, Overrides, RaceRules, SprintPlan};
use velodrome::units::{Bib, Micros};

/// A race of few laps and few riders.
#[derive(Debug, Clone)]
pub struct Log {
    pub laps: u32,
    pub every: u32,
    pub starters: Vec<Bib>,
    /// In order of time, then of bib.
    pub facts: Vec<Fact>,
}

impl Log {
    pub fn rules(&self, edition: &Edition) -> RaceRules {
        let overrides = Overrides { sprints: Some(SprintPlan::Every(self.every)), ..Overrides::default() };
        edition.on(self.laps, 250_000, &overrides).unwrap()
    }

    /// The same race with every bib changed, so that their order is reversed.
    pub fn relabelled(&self) -> Self {
        let mut facts: Vec<Fact> = self.facts.iter().map(|fact| with_bib(*fact, relabel(fact.bib()))).collect();
        facts.sort_by_key(|fact| (fact.at(), fact.bib()));
        Self { starters: self.starters.iter().map(|bib| relabel(*bib)).collect(), facts, ..self.clone() }
    }
}

pub fn relabel(bib: Bib) -> Bib {
    Bib(100 - bib.0)
}

fn with_bib(fact: Fact, bib: Bib) -> Fact {
    match fact {
        Fact::Start { points, at, .. } => Fact::Start { bib, points, at },
        Fact::Relegation { sprint, at, .. } => Fact::Relegation { bib, sprint, at },
        Fact::Penalty { points, at, .. } => Fact::Penalty { bib, points, at },
        Fact::Line { ridden, at, .. } => Fact::Line { bib, ridden, at },
        Fact::Tail { at, .. } => Fact::Tail { bib, at },
        Fact::Front { at, .. } => Fact::Front { bib, at },
        Fact::Mishap { at, .. } => Fact::Mishap { bib, at },
        Fact::Return { ridden, at, .. } => Fact::Return { bib, ridden, at },
        Fact::Stop { kind, at, .. } => Fact::Stop { bib, kind, at },
    }
}

/// What happens to a rider within a lap.
#[derive(Debug, Clone, Copy)]
enum Incident {
    Gain,
    Loss,
    Mishap,
    /// Back, credited with so many laps more than were ridden.
    Return(u32),
    Stop(StopKind),
    Penalty(u32),
    /// In the sprint of this number, which there may not be.
    Relegation(u32),
}

fn incident() -> impl Strategy<Value = Option<Incident>> {
    let kind = prop::sample::select(vec![StopKind::Dns, StopKind::Dnf, StopKind::Abd, StopKind::Dsq, StopKind::Pul]);
    prop_oneof![
        62 => Just(None),
        4 => Just(Some(Incident::Mishap)),
        6 => (0u32..3).prop_map(|laps| Some(Incident::Return(laps))),
        18 => Just(Some(Incident::Gain)),
        8 => Just(Some(Incident::Loss)),
        2 => kind.prop_map(|kind| Some(Incident::Stop(kind))),
        3 => (1u32..30).prop_map(|points| Some(Incident::Penalty(points))),
        5 => (0u32..6).prop_map(|sprint| Some(Incident::Relegation(sprint))),
    ]
}

/// Two to six riders over three to twelve laps. Times are multiples of a tenth of a short lap, so that dead heats are common.
/// Riders go on for up to four laps after the end.
pub fn log() -> impl Strategy<Value = Log> {
    (3u32..=12, 2usize..=6)
        .prop_flat_map(|(laps, riders)| {
            let ridden = prop::collection::vec((8i64..=12, 0i64..=8, incident()), laps as usize..=laps as usize + 4);
            let start = prop_oneof![2 => Just(0), 1 => 0i32..=30];
            (Just(laps), 1..=laps, prop::collection::vec((start, ridden), riders))
        })
        .prop_map(|(laps, every, ridden)| {
            let starters: Vec<Bib> = (1..=ridden.len() as u16).map(|n| Bib(10 * n)).collect();
            let mut facts: Vec<Fact> =
                starters.iter().zip(ridden).flat_map(|(bib, (start, laps))| facts_of(*bib, start, &laps)).collect();
            facts.sort_by_key(|fact| (fact.at(), fact.bib()));
            Log { laps, every, starters, facts }
        })
}

/// The facts of one rider, who starts with `start` points. Of each lap: how many tenths it takes, and perhaps an incident so
/// many tenths into it.
fn facts_of(bib: Bib, start: i32, laps: &[(i64, i64, Option<Incident>)]) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend((start != 0).then_some(Fact::Start { bib, points: start, at: Micros(0) }));
    let mut line = 0;
    for (ridden, (tenths, into, incident)) in (1..).zip(laps) {
        let at = Micros(line + into);
        facts.extend(incident.map(|incident| match incident {
            Incident::Gain => Fact::Tail { bib, at },
            Incident::Loss => Fact::Front { bib, at },
            Incident::Mishap => Fact::Mishap { bib, at },
            Incident::Return(laps) => Fact::Return { bib, ridden: ridden - 1 + laps, at },
            Incident::Stop(kind) => Fact::Stop { bib, kind, at },
            Incident::Penalty(points) => Fact::Penalty { bib, points, at },
            Incident::Relegation(sprint) => Fact::Relegation { bib, sprint, at },
        }));
        line += tenths;
        facts.push(Fact::Line { bib, ridden, at: Micros(line) });
    }
    facts
}
