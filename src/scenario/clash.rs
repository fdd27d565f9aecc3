//! Where in a file the statements stand that contradict each other. Finds no contradictions.

use std::ops::Range;

use super::Scenario;
use super::file::{File, Record};
use super::log::ProblemLog;
use super::problem::Problems;
use super::read::Located;
use super::syntax::{parse_table, without_mark};
use crate::card::{Card, CardFact, Conflict};
use crate::units::Bib;

/// A place in a file: its keys, and its bytes.
type Place = (String, Range<usize>);

/// The problems that `conflicts` of the record of `scenario`, whose file has this `text`, are: each with its facts and their
/// places. `None` if the text has no record of its own.
#[must_use]
pub fn contradicted(name: &str, text: &str, scenario: &Scenario, conflicts: &[Conflict]) -> Option<Problems> {
    let text = without_mark(text);
    let mut log = ProblemLog::new(text);
    let file: File = parse_table(text, &mut log)?;
    let (record, card) = (&file.record.as_ref()?.value, scenario.card.as_ref()?);
    for conflict in conflicts {
        let places: Vec<Option<Place>> = conflict.facts.iter().map(|fact| place(fact, record, card)).collect();
        let told = conflict.facts.iter().zip(&places).map(|(fact, place)| {
            let words = fact.words(&|bib| scenario.name(bib));
            match place {
                Some((_, span)) => {
                    let (line, column) = log.position(span.start);
                    format!("{words} ({line}:{column})")
                }
                None => words,
            }
        });
        let told: Vec<String> = told.collect();
        let (place, span) = places.into_iter().flatten().next().or_else(|| table(record))?;
        let head = if told.len() > 1 { "these cannot all be true" } else { "this cannot be true" };
        log.problem(&place, span, format!("{head}: {}", told.join(" · ")), conflict.remedy);
    }
    Some(log.into_problems(name).0)
}

/// The problem that a record which adds up is beyond what can be ridden: `what` says why, with `facts` in words, and `remedy`
/// what to change. `None` if the text has no record of its own.
#[must_use]
pub fn beyond(
    name: &str,
    text: &str,
    scenario: &Scenario,
    (what, remedy): (&str, &str),
    facts: &[CardFact],
) -> Option<Problems> {
    let text = without_mark(text);
    let mut log = ProblemLog::new(text);
    let file: File = parse_table(text, &mut log)?;
    let (located, card) = (file.record.as_ref()?, scenario.card.as_ref()?);
    let mut what = what.to_owned();
    let mut first = None;
    for fact in facts {
        let Some((key, span)) = place(fact, &located.value, card) else { continue };
        let words = fact.words(&|bib| scenario.name(bib));
        let (line, column) = log.position(span.start);
        what = what.replacen(&words, &format!("{words} ({line}:{column})"), 1);
        first.get_or_insert((key, span));
    }
    let (key, span) = first.unwrap_or_else(|| at(located));
    log.problem(&key, span, what, remedy);
    Some(log.into_problems(name).0)
}

fn at<T>(located: &Located<T>) -> Place {
    (located.place.clone(), located.span.clone())
}

fn table(record: &Record) -> Option<Place> {
    record.table.first().map(at)
}

/// Where `fact` stands. The statements of `card` are in the order of the file.
fn place(fact: &CardFact, record: &Record, card: &Card) -> Option<Place> {
    let row = |bib: &Bib| record.table.get(card.table.iter().position(|row| row.bib == *bib)?);
    match fact {
        CardFact::SprintPoints { bib, .. } => {
            row(bib).map(|r| r.value.sprint_points.as_ref().map_or_else(|| at(r), at))
        }
        CardFact::Laps { bib, .. } => row(bib).map(|r| r.value.laps.as_ref().map_or_else(|| at(r), at)),
        CardFact::Total { bib, .. } => row(bib).map(|r| r.value.total.as_ref().map_or_else(|| at(r), at)),
        CardFact::Rank { bib, .. } => row(bib).map(|r| r.value.rank.as_ref().map_or_else(|| at(r), at)),
        CardFact::Cell { sprint, place, .. } => {
            let table = record.sprint.iter().find(|t| t.value.n.as_ref().is_some_and(|n| n.value.0 == *sprint))?;
            let t = &table.value;
            let cell = [&t.first, &t.second, &t.third, &t.fourth].into_iter().nth(*place as usize - 1)?;
            Some(cell.as_ref().map_or_else(|| at(table), at))
        }
        CardFact::Relegation { sprint, .. } => {
            let table = record.sprint.iter().find(|t| t.value.n.as_ref().is_some_and(|n| n.value.0 == *sprint));
            table.map(at)
        }
        CardFact::PointsAfter { bib, after, .. } | CardFact::TotalAfter { bib, after, .. } => {
            let score = card.scores.iter().position(|s| s.bib == *bib && s.after == *after)?;
            record.score.get(score).map(at)
        }
        CardFact::LastLine { place, .. } => {
            record.last_line.iter().find(|l| l.value.place.as_ref().is_some_and(|p| p.value.0 == *place)).map(at)
        }
        CardFact::Lap { riders, change, between } => {
            // Some of those whom a statement names may be meant by themselves.
            let of = |l: &crate::card::KnownLap| l.change == *change && l.between == *between;
            let same = card.laps.iter().position(|l| of(l) && l.riders == *riders);
            let among = || card.laps.iter().position(|l| of(l) && riders.iter().all(|r| l.riders.contains(r)));
            record.lap.get(same.or_else(among)?).map(at)
        }
        CardFact::Away { riders, from_lap, .. } => {
            let same = |a: &crate::card::KnownAway| a.riders == *riders && a.from_lap == *from_lap;
            record.away.get(card.away.iter().position(same)?).map(at)
        }
        CardFact::Stop { bib, .. } => record.stop.get(card.stops.iter().position(|s| s.bib == *bib)?).map(at),
        CardFact::Sum { .. } => table(record),
        CardFact::Stranger { .. } | CardFact::Finishers { .. } | CardFact::Places { .. } => None,
    }
}
