//! Patterns that emerge rather than being set by a parameter: when successful attacks begin, how many riders gain a lap
//! together, how solo attacks end, who rides on a wheel, and whether the strong win. Read from facts and notes of simulated
//! races.

use super::outcome::{SimulatedRace, SimulatedRow};
use super::statistics::rank_correlation;
use crate::event::{Fact, Note, Noted};
use crate::units::{Bib, Micros};

/// Riders who reach the tail of the bunch within this time of each other gained the lap together.
const TOGETHER: Micros = Micros(6_000_000);
/// Laps for which an attack counts as one "after a sprint".
const AFTER_LAPS: usize = 2;
/// The usual size of breaks in race reports.
const USUAL: std::ops::RangeInclusive<usize> = 2..=5;

/// The patterns of one race, as counts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Patterns {
    /// Attacks after the first sprint.
    pub attacks: u32,
    /// Of these, those within two laps after a sprint.
    pub attacks_after: u32,
    /// Attacks after the first sprint that gained a lap.
    pub stuck: u32,
    /// Of these, those that began within two laps after a sprint.
    pub stuck_after: u32,
    /// How often riders got clear of the bunch without an attack.
    pub drifts: u32,
    /// Attacks by one rider.
    pub solos: u32,
    /// Of the solos, those that gained the lap alone.
    pub solos_alone: u32,
    /// Of the solos, those that gained the lap, alone or with riders who bridged across.
    pub solos_gained: u32,
    /// Groups that gained a lap together.
    pub breaks: u32,
    /// Of these, groups of two to five.
    pub usual_breaks: u32,
    /// Share of all riders' time spent within 3 m of a wheel, if it was measured.
    pub on_wheel: Option<f64>,
    /// How often a rider tried to get away, if it was counted.
    pub attempts: Option<u32>,
    /// Rank correlation of critical power and place, if powers are known; 1 if the result is in order of strength.
    pub engine: Option<f64>,
    /// Rank correlation of peak power and sprint points.
    pub sprint: Option<f64>,
}

/// A rider's powers in watts, as far as patterns need them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    pub bib: Bib,
    pub cp_w: f64,
    pub peak_w: f64,
}

/// An attack and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Attack {
    at: Micros,
    riders: usize,
    /// If one of its riders gained a lap, how many gained it together.
    gained: Option<usize>,
}

impl Patterns {
    /// The patterns of a race.
    #[must_use]
    pub fn of(outcome: &SimulatedRace, facts: &[Fact], notes: &[Noted], strengths: &[Strength]) -> Self {
        let groups = groups_at_the_tail(facts);
        let attacks = attacks(notes, &groups);
        let sprints = &outcome.sprints;
        let after = |attack: &&Attack| laps_since(attack.at, sprints, facts).is_some_and(|laps| laps < AFTER_LAPS);
        let later = || attacks.iter().filter(|a| sprints.first().is_some_and(|first| *first <= a.at));
        let stuck = || later().filter(|a| a.gained.is_some());
        let solos = || attacks.iter().filter(|a| a.riders == 1);
        let count = |n: usize| n as u32;
        let strength = |bib: Bib| strengths.iter().find(|s| s.bib == bib);
        let ranked: Vec<(&SimulatedRow, &Strength)> =
            outcome.rows.iter().filter(|r| r.finished).filter_map(|r| Some((r, strength(r.bib)?))).collect();
        let places: Vec<f64> = (0..ranked.len()).map(|k| -(k as f64)).collect();
        let points: Vec<f64> = ranked.iter().map(|(row, _)| f64::from(row.sprint_points)).collect();
        let column = |of: fn(&Strength) -> f64| ranked.iter().map(|(_, s)| of(s)).collect::<Vec<f64>>();
        Self {
            attacks: count(later().count()),
            attacks_after: count(later().filter(after).count()),
            stuck: count(stuck().count()),
            stuck_after: count(stuck().filter(after).count()),
            drifts: count(notes.iter().filter(|n| matches!(n.note, Note::Clear { .. })).count()),
            solos: count(solos().count()),
            solos_alone: count(solos().filter(|a| a.gained == Some(1)).count()),
            solos_gained: count(solos().filter(|a| a.gained.is_some()).count()),
            breaks: count(groups.len()),
            usual_breaks: count(groups.iter().filter(|g| USUAL.contains(&g.riders.len())).count()),
            on_wheel: None,
            attempts: None,
            engine: rank_correlation(&column(|s| s.cp_w), &places),
            sprint: rank_correlation(&column(|s| s.peak_w), &points),
        }
    }
}

/// Riders who reached the tail of the bunch together.
struct Arrived {
    riders: Vec<Bib>,
    at: Micros,
}

fn groups_at_the_tail(facts: &[Fact]) -> Vec<Arrived> {
    let mut groups: Vec<Arrived> = Vec::new();
    let mut last = Micros(i64::MIN / 2);
    for fact in facts {
        let Fact::Tail { bib, at } = *fact else { continue };
        match groups.last_mut() {
            Some(group) if at.0 - last.0 <= TOGETHER.0 && !group.riders.contains(&bib) => group.riders.push(bib),
            _ => groups.push(Arrived { riders: vec![bib], at }),
        }
        last = at;
    }
    groups
}

/// Every attack, and whether one of its riders reached the tail of the bunch before they were caught or attacked again.
fn attacks(notes: &[Noted], groups: &[Arrived]) -> Vec<Attack> {
    let attack = |(k, noted): (usize, &Noted)| {
        let Note::Attack { bibs } = &noted.note else { return None };
        let end = |bib: &Bib| {
            let over = |later: &&Noted| match &later.note {
                Note::Attack { bibs } | Note::Clear { bibs } | Note::Caught { bibs } => bibs.contains(bib),
                _ => false,
            };
            notes[k + 1..].iter().find(over).map_or(Micros(i64::MAX), |later| later.at)
        };
        let gains = |bib: &Bib| {
            let until = end(bib);
            groups.iter().find(|g| g.riders.contains(bib) && noted.at <= g.at && g.at <= until).map(|g| g.riders.len())
        };
        Some(Attack { at: noted.at, riders: bibs.len(), gained: bibs.iter().filter_map(gains).max() })
    };
    notes.iter().enumerate().filter_map(attack).collect()
}

/// Whole laps between the last sprint before `at` and `at`, by the rider who rode most; `None` before the first sprint.
fn laps_since(at: Micros, sprints: &[Micros], facts: &[Fact]) -> Option<usize> {
    let sprint = *sprints.iter().rfind(|s| **s <= at)?;
    let between = facts.iter().filter(|f| matches!(f, Fact::Line { .. }) && sprint < f.at() && f.at() <= at);
    let mut laps = std::collections::BTreeMap::<Bib, usize>::new();
    between.for_each(|f| *laps.entry(f.bib()).or_default() += 1);
    // Riders behind the sprint's winner cross the line of the sprint itself after it was won: that crossing is not a lap.
    Some(laps.values().copied().max().unwrap_or(0).saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(at: f64, note: Note) -> Noted {
        Noted { at: Micros::from_secs(at), note }
    }

    fn tail(bib: u16, at: f64) -> Fact {
        Fact::Tail { bib: Bib(bib), at: Micros::from_secs(at) }
    }

    #[test]
    fn an_attack_sticks_if_its_rider_reaches_the_tail_before_being_caught() {
        let facts = [tail(4, 300.0), tail(5, 302.0), tail(9, 900.0)];
        let groups = groups_at_the_tail(&facts);
        assert_eq!(groups.iter().map(|g| g.riders.len()).collect::<Vec<_>>(), [2, 1]);
        let notes = [
            noted(100.0, Note::Attack { bibs: vec![Bib(4)] }),
            noted(400.0, Note::Attack { bibs: vec![Bib(9)] }),
            noted(450.0, Note::Caught { bibs: vec![Bib(9)] }),
            noted(700.0, Note::Attack { bibs: vec![Bib(9)] }),
        ];
        let gained: Vec<Option<usize>> = attacks(&notes, &groups).iter().map(|a| a.gained).collect();
        assert_eq!(gained, [Some(2), None, Some(1)]);
    }

    #[test]
    fn laps_since_a_sprint_are_those_of_the_rider_who_rode_most() {
        let line = |bib, ridden, at: f64| Fact::Line { bib: Bib(bib), ridden, at: Micros::from_secs(at) };
        let facts =
            [line(1, 10, 180.0), line(2, 10, 180.4), line(1, 11, 198.0), line(2, 11, 198.2), line(2, 12, 216.0)];
        let sprint = [Micros::from_secs(180.0)];
        let laps = |at: f64| laps_since(Micros::from_secs(at), &sprint, &facts);
        assert_eq!(laps(100.0), None, "before the first sprint");
        assert_eq!((laps(181.0), laps(199.0), laps(220.0)), (Some(0), Some(1), Some(2)));
    }
}
