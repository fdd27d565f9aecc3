//! The gun: how far, and how often they sprint. Rules are told only where a race has its own.

use crate::commentary::grammar::{capital, counted, number};
use crate::commentary::line::{Line, Topic};
use crate::commentary::phrase::say;
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::report::own_rules;
use crate::rules::{RankBy, SprintPlan};
use crate::units::Bib;

pub(in crate::commentary) fn gun(scene: &Scene, voice: &mut Voice) -> Line {
    let rules = scene.story.rules;
    let (laps, riders) = (counted(rules.planned_laps(), "lap"), counted(scene.now.racing().count() as u32, "rider"));
    let many = capital(&riders);
    let away = match &rules.sprint_plan {
        SprintPlan::Every(every) => {
            let every = number(*every);
            vec![
                say!("They're away: {riders}, {laps}, a sprint every {every}."),
                say!("And they're off: {riders}, {laps}, with a sprint every {every}."),
                say!("{many} on the start, {laps} to ride, a sprint every {every}: they're away."),
            ]
        }
        SprintPlan::At(_) => {
            vec![say!("They're away: {riders}, {laps}."), say!("And they're off: {laps} for {riders}.")]
        }
    };
    let mut phrase = voice.must(away);
    if let Some(own) = own_rules::deviations(rules) {
        let own = capital(&own.replace(" · ", "; "));
        phrase = phrase.then(Some(say!("{own}.")));
    }
    if rules.rank_by == RankBy::LapsThenPoints {
        phrase = phrase.then(Some(say!("Laps count before points.")));
    }
    Line::new(Topic::Gun, phrase)
}

/// Who starts with points from earlier races, and with most.
pub(in crate::commentary) fn starts(scene: &Scene, bib: Bib, points: i32) -> Line {
    let who = scene.name(bib);
    Line::new(Topic::Gun, say!("{who} starts with most points: {points}.").about(&[bib]))
}
