//! Moments of a race at which a question can be asked: for whoever writes a lesson.

use std::sync::Arc;

use super::exercise::Asked;
use super::lesson::{Exercise, Part};
use super::moment::Moment;
use super::points;
use super::question::{Misreading, Question};
use super::{Confusion, Races};
use crate::player::Replay;
use crate::rules::EditionId;
use crate::units::Bib;

/// An exercise that can be asked.
#[derive(Debug, Clone)]
pub struct Fit {
    pub question: &'static Question,
    pub moment: String,
    /// Riders it is about, by name.
    pub riders: Vec<String>,
    pub misreadings: Vec<&'static Misreading>,
    pub asked: Asked,
}

/// Everything that can be asked about `race`, scored under `rules`, with an answer on offer that comes from `confusion`, or any.
/// At each moment as many wrong answers are on offer as fit, up to three.
#[must_use]
pub fn find(races: &mut Races, race: &str, rules: Option<EditionId>, confusion: Option<Confusion>) -> Vec<Fit> {
    let Ok(replay) = races.get(race, rules) else { return Vec::new() };
    let mut found = Vec::new();
    for question in points::QUESTIONS {
        if confusion.is_some_and(|c| !question.misreadings.iter().any(|m| m.confusion == c)) {
            continue;
        }
        for moment in moments(&replay) {
            for riders in subjects(&replay, question, &moment) {
                let exercise = |misreadings| Exercise {
                    part: Part::First,
                    race: race.to_owned(),
                    rules,
                    moment: Moment::read(&moment).expect("moments are written as they are read"),
                    riders: riders.clone(),
                    question,
                    misreadings,
                    setting: None,
                };
                let Some((misreadings, asked)) = widest(question, confusion, exercise, races) else { continue };
                found.push(Fit { question, moment: moment.clone(), riders: riders.clone(), misreadings, asked });
            }
        }
    }
    found
}

/// The most wrong answers that differ, those of `confusion` first; two at least, one of them of `confusion`.
fn widest(
    question: &'static Question,
    confusion: Option<Confusion>,
    exercise: impl Fn(Vec<&'static Misreading>) -> Exercise,
    races: &mut Races,
) -> Option<(Vec<&'static Misreading>, Asked)> {
    let mut wanted: Vec<&'static Misreading> = question.misreadings.iter().collect();
    wanted.sort_by_key(|m| confusion.is_some_and(|c| m.confusion != c));
    let (mut chosen, mut asked) = (Vec::new(), None);
    for misreading in wanted {
        if chosen.len() == 3 {
            break;
        }
        chosen.push(misreading);
        match exercise(chosen.clone()).open(races) {
            Ok(open) => asked = Some(open),
            Err(_) => {
                chosen.pop();
            }
        }
    }
    let is_about = |m: &&Misreading| confusion.is_none_or(|c| m.confusion == c);
    (chosen.len() >= 2 && chosen.iter().any(is_about)).then_some((chosen, asked?))
}

/// Moments worth asking at.
fn moments(race: &Replay) -> Vec<String> {
    let sprints = race.rules().sprints();
    let gains = race.lap_changes().iter().filter(|change| change.change > 0).count();
    let each = |n: u32| {
        [format!("sprint {n} + 1 s"), format!("bell {n} - 10 s"), format!("bell {n} + 2 s"), format!("bell again {n}")]
    };
    let about_gains = (1..=gains).flat_map(|n| [format!("gain {n} - 2 s"), format!("gain {n} + 3 s")]);
    (1..=sprints).flat_map(each).chain(about_gains).chain(["finish".to_owned()]).collect()
}

/// Riders a question may be about: nobody, one who has gained or lost a lap by the moment, two who end level.
fn subjects(race: &Arc<Replay>, question: &Question, moment: &str) -> Vec<Vec<String>> {
    let name = |bib: Bib| race.scenario().name(bib);
    match question.riders {
        0 => vec![Vec::new()],
        1 => {
            let Some(at) = Moment::read(moment).and_then(|moment| moment.at(race)) else { return Vec::new() };
            let table = race.scoreboard(race.duration()).standings();
            let now = race.scoreboard(at).standings();
            let of_note = |row: &&crate::rules::Standing| row.laps != 0 || row.start_points != 0;
            let now = now.rows.iter().filter(of_note).map(|row| row.bib);
            let mut riders: Vec<Bib> = now.chain(table.rows.iter().filter(of_note).map(|row| row.bib)).collect();
            let mut seen = Vec::new();
            riders.retain(|bib| {
                !seen.contains(bib) && {
                    seen.push(*bib);
                    true
                }
            });
            riders.into_iter().map(|bib| vec![name(bib)]).collect()
        }
        _ if moment != "finish" => Vec::new(),
        _ => {
            let table = race.standings();
            let level = table.rows.windows(2).filter(|rows| rows[0].total == rows[1].total && rows[0].rank.is_some());
            level.map(|rows| vec![name(rows[0].bib), name(rows[1].bib)]).collect()
        }
    }
}
