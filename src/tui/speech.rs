//! Sentences for rulings and notes.

use crate::event::{Note, Noted};
use crate::rules::{Ruling, Status};
use crate::scenario::Scenario;
use crate::units::{Bib, Micros};

/// The running commentary, in order of time.
#[must_use]
pub fn lines(scenario: &Scenario, rulings: &[Ruling], notes: &[Noted]) -> Vec<(Micros, String)> {
    let name = |bib: Bib| name_of(scenario, bib);
    let names = |bibs: &[Bib]| join(&bibs.iter().map(|b| name(*b)).collect::<Vec<_>>());
    let noted = notes.iter().map(|n| {
        let text = match &n.note {
            Note::Attack { bibs } => format!("{} away from the bunch", names(bibs)),
            Note::Caught { bibs } => format!("{} back in the bunch, no lap", names(bibs)),
            Note::HalfLap { bibs } => format!("Half a lap for {}", names(bibs)),
            Note::Dropped { bib } => format!("{} off the back", name(*bib)),
            Note::Back { bib } => format!("{} back in the bunch", name(*bib)),
        };
        (n.at, text)
    });
    let ruled = rulings.iter().filter_map(|r| Some((at(r), sentence(scenario, rulings, r)?)));
    let mut all: Vec<_> = noted.chain(ruled).collect();
    all.sort_by_key(|(at, _)| *at);
    all
}

fn sentence(scenario: &Scenario, rulings: &[Ruling], ruling: &Ruling) -> Option<String> {
    let name = |bib: Bib| name_of(scenario, bib);
    match *ruling {
        Ruling::Place { sprint, place: 1, .. } => {
            let placed = rulings.iter().filter_map(|r| match *r {
                Ruling::Place { sprint: s, bib, points, .. } if s == sprint && points > 0 => {
                    Some(format!("{} {points}", name(bib)))
                }
                _ => None,
            });
            Some(format!("Sprint {sprint}: {}", placed.collect::<Vec<_>>().join(" · ")))
        }
        Ruling::Gain { bib, points, balance, .. } => {
            Some(format!("{} gains a lap ({}, {} in all)", name(bib), points, balance))
        }
        Ruling::Loss { bib, points, .. } => Some(format!("{} loses a lap ({points})", name(bib))),
        Ruling::Out { bib, status, .. } => Some(format!("{} is out ({})", name(bib), status_word(status))),
        Ruling::Over { head, .. } => Some(format!("The race is over: {} has finished", name(head))),
        Ruling::Bell { sprint, .. } => Some(format!("Bell for sprint {sprint}")),
        Ruling::Place { .. } => None,
    }
}

/// When it was ruled.
#[must_use]
pub fn at(ruling: &Ruling) -> Micros {
    match *ruling {
        Ruling::Bell { at, .. }
        | Ruling::Place { at, .. }
        | Ruling::Gain { at, .. }
        | Ruling::Loss { at, .. }
        | Ruling::Out { at, .. }
        | Ruling::Over { at, .. } => at,
    }
}

/// The word of the boards.
#[must_use]
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Racing | Status::Finished => "",
        Status::Dnf => "dnf",
        Status::Pul => "pul",
        Status::Abd => "abd",
        Status::Dns => "dns",
        Status::Dsq => "dsq",
    }
}

fn name_of(scenario: &Scenario, bib: Bib) -> String {
    scenario.riders.iter().find(|r| r.bib == bib).map_or_else(|| bib.to_string(), |r| r.family.clone())
}

fn join(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
