//! Why a card cannot be completed, as facts that a person can look up and correct. Knows nothing of how they were found.

use std::fmt;

use crate::units::Bib;

/// One statement of a card.
#[derive(Debug, Clone, PartialEq)]
pub enum CardFact {
    /// A place in a sprint: one of `riders` took it.
    Cell { sprint: u32, place: u32, riders: Vec<Bib> },
    /// A rider who was put last in a sprint.
    Relegation { sprint: u32, bib: Bib },
    /// A rider's sprint points in the table.
    SprintPoints { bib: Bib, points: i32 },
    /// A rider's laps in the table.
    Laps { bib: Bib, laps: i32 },
    /// A rider's total in the table.
    Total { bib: Bib, total: i32 },
    /// A rider's rank in the table.
    Rank { bib: Bib, rank: u32 },
    /// A rider's sprint points after a sprint.
    PointsAfter { bib: Bib, after: u32, points: i32 },
    /// A rider's total after a sprint.
    TotalAfter { bib: Bib, after: u32, total: i32 },
    /// A rider's place in the order across the last line.
    LastLine { bib: Bib, place: u32 },
    /// A lap gained (+1) or lost (−1), and the laps between which it was.
    Lap { riders: Vec<Bib>, change: i32, between: Option<(f64, f64)> },
    /// A stretch away.
    Away { riders: Vec<Bib>, from_lap: f64, to_lap: f64 },
    /// A rider who stopped, and the laps between which it was.
    Stop { bib: Bib, between: (f64, f64) },
    /// The card names a rider who is not in the start list.
    Stranger { bib: Bib },
    /// All points the sprints hand out against all points of the table. Stands for the sprint points of every rider.
    Sum { sprints: u32, handed_out: i32, table: i32 },
    /// How many riders finish according to the table.
    Finishers { riders: usize },
    /// Why the sprint points beside it cannot all be true: so many places are `there` that are worth `worth` points or more
    /// (or less, if not `at_least`), and the points allow for at most (need at least) so many as `table` says.
    Places { worth: i32, at_least: bool, there: i32, table: i32 },
}

/// A smallest set of facts that cannot all be true, and what to do about them.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    pub facts: Vec<CardFact>,
    pub remedy: &'static str,
}

/// A card that no race fits.
#[derive(Debug, Clone, PartialEq)]
pub enum Contradiction {
    /// The facts contradict each other by arithmetic; conflicts share no fact.
    Facts(Vec<Conflict>),
    /// The arithmetic works out, but no order of breaks was found in which these laps can be gained and lost.
    Schedule(Conflict),
}

impl CardFact {
    /// The fact as a phrase, with riders as `name` writes them.
    #[must_use]
    pub fn words(&self, name: &dyn Fn(Bib) -> String) -> String {
        let names = |riders: &[Bib]| riders.iter().map(|&b| name(b)).collect::<Vec<_>>();
        match self {
            Self::Cell { sprint, place, riders } => {
                format!("sprint {sprint}: {} is {}", ordinal(*place), names(riders).join(" or "))
            }
            Self::Relegation { sprint, bib } => format!("sprint {sprint}: {} is put last", name(*bib)),
            Self::SprintPoints { bib, points } => {
                format!("table: {} has {}", name(*bib), counted(*points, "sprint point"))
            }
            Self::Laps { bib, laps } => format!("table: {} has {}", name(*bib), counted(*laps, "lap")),
            Self::Total { bib, total } => format!("table: {} has {total} in total", name(*bib)),
            Self::Rank { bib, rank } => format!("table: {} is {}", name(*bib), ordinal(*rank)),
            Self::PointsAfter { bib, after, points } => {
                format!("after sprint {after}: {} has {}", name(*bib), counted(*points, "sprint point"))
            }
            Self::TotalAfter { bib, after, total } => {
                format!("after sprint {after}: {} has {total} in total", name(*bib))
            }
            Self::LastLine { bib, place } => format!("last line: {} is {}", name(*bib), ordinal(*place)),
            Self::Lap { riders, change, between } => {
                let verb = if *change < 0 { "lose" } else { "gain" };
                let when = between.map_or(String::new(), |(a, b)| format!(" between laps {a} and {b}"));
                format!(
                    "{} {verb}{} a lap{when}",
                    names(riders).join(" and "),
                    if riders.len() == 1 { "s" } else { "" }
                )
            }
            Self::Away { riders, from_lap, to_lap } => {
                let be = if riders.len() == 1 { "is" } else { "are" };
                format!("{} {be} away from lap {from_lap} to lap {to_lap}", names(riders).join(" and "))
            }
            Self::Stop { bib, between: (a, b) } => format!("{} stops between laps {a} and {b}", name(*bib)),
            Self::Stranger { bib } => format!("{} is not in the start list", name(*bib)),
            Self::Sum { sprints, handed_out, table } => {
                format!("{sprints} sprints hand out {handed_out} points, the table accounts for {table}")
            }
            Self::Places { worth, at_least: true, there, table } => format!(
                "the sprints have {} of {worth} points or more, and these points are those of {table} such places at most",
                counted(*there, "place")
            ),
            Self::Places { worth, at_least: false, there, table } => format!(
                "the sprints have {} of {worth} points or less, and these points take {table} such places at least",
                counted(*there, "place")
            ),
            Self::Finishers { riders } => format!("only {} of the start list finish", counted(*riders as i32, "rider")),
        }
    }
}

impl Contradiction {
    /// The whole message, with riders as `name` writes them; one line per fact.
    #[must_use]
    pub fn words(&self, name: &dyn Fn(Bib) -> String) -> String {
        let (head, conflicts) = match self {
            Self::Facts(conflicts) => ("these facts contradict each other:", conflicts.as_slice()),
            Self::Schedule(conflict) => (unplanned(conflict), std::slice::from_ref(conflict)),
        };
        conflicts
            .iter()
            .map(|c| {
                let facts: String = told(&c.facts, name).iter().map(|fact| format!("\n  {fact}")).collect();
                format!("{head}{facts}\n  remedy: {}", c.remedy)
            })
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl Conflict {
    /// What was not found, in one line, with riders as `name` writes them: for a conflict that is not one of arithmetic.
    #[must_use]
    pub fn unplanned(&self, name: &dyn Fn(Bib) -> String) -> String {
        let facts: Vec<String> = self.facts.iter().map(|fact| fact.words(name)).collect();
        [unplanned(self).to_owned(), facts.join(" · ")].join(" ").trim_end().to_owned()
    }
}

/// What was not found.
fn unplanned(conflict: &Conflict) -> &'static str {
    if conflict.facts.is_empty() {
        "no way was found to share out the places of the sprints"
    } else {
        "no order of breaks was found in which"
    }
}

/// Riders with the same points are told in one line from this many on.
const MANY: usize = 4;

/// The facts, each in a line of its own, but for many riders with the same points.
fn told(facts: &[CardFact], name: &dyn Fn(Bib) -> String) -> Vec<String> {
    let points = |fact: &CardFact| match fact {
        CardFact::SprintPoints { bib, points } => Some((*points, *bib)),
        _ => None,
    };
    let sharing = |of: i32| facts.iter().filter_map(points).filter(move |(points, _)| *points == of);
    let mut lines = Vec::new();
    for fact in facts {
        match points(fact) {
            Some((of, bib)) if sharing(of).count() >= MANY => {
                if sharing(of).next().is_some_and(|(_, first)| first == bib) {
                    let names: Vec<String> = sharing(of).map(|(_, bib)| name(bib)).collect();
                    lines.push(format!(
                        "table: {} have {} each: {}",
                        counted(names.len() as i32, "rider"),
                        counted(of, "sprint point"),
                        names.join(", ")
                    ));
                }
            }
            _ => lines.push(fact.words(name)),
        }
    }
    lines
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(&|bib| format!("rider {bib}")))
    }
}

impl std::error::Error for Contradiction {}

fn ordinal(n: u32) -> String {
    match n {
        1 => "first".into(),
        2 => "second".into(),
        3 => "third".into(),
        4 => "fourth".into(),
        _ if (11..=13).contains(&(n % 100)) => format!("{n}th"),
        _ => format!("{n}{}", ["th", "st", "nd", "rd"].get(n as usize % 10).unwrap_or(&"th")),
    }
}

fn counted(n: i32, what: &str) -> String {
    format!("{n} {what}{}", if n.unsigned_abs() == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_those_of_english() {
        let written = [(1, "first"), (4, "fourth"), (5, "5th"), (11, "11th"), (12, "12th"), (21, "21st")];
        let more = [(22, "22nd"), (43, "43rd"), (50, "50th"), (111, "111th"), (113, "113th"), (121, "121st")];
        for (n, words) in written.into_iter().chain(more) {
            assert_eq!(ordinal(n), words);
        }
    }
}
