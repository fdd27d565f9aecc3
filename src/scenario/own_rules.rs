//! From `[course]` and `[rules]` of a file to the track and the rules of the race: an edition, and what this race has of its
//! own. Knows no riders.

use super::cut_short::{cut, note_stop};
use super::file::{File, Rules};
use super::log::ProblemLog;
use super::number::{Laps, PlacePoints, SprintNumber};
use super::read::{Located, NonEmpty};
use crate::course::Track;
use crate::rules::{Edition, Overrides, RaceRules, RulesError, SprintPlan};

/// Default length of the track: that of championships.
const LAP_M: f64 = 250.0;
/// Default width of the track: about that of Athens (7.2 m).
const WIDTH_M: f64 = 7.0;
/// Longest race that is accepted, far beyond the 40 km of championships.
const LONGEST_M: f64 = 200_000.0;

/// The track, and the rules of a race on it.
pub(super) fn rules(file: &File, log: &mut ProblemLog) -> Option<(Track, Overrides, RaceRules)> {
    let course = &file.course.as_ref()?.value;
    let laps = course.laps.as_ref()?;
    let mut track = Track {
        lap_m: course.lap_m.as_ref().map_or(LAP_M, |l| l.value.0),
        laps: laps.value.0,
        width_m: course.width_m.as_ref().map_or(WIDTH_M, |w| w.value.0),
    };
    if track.race_m() > LONGEST_M {
        let why = format!("{} km in all, above {} km", track.race_m() / 1000.0, LONGEST_M / 1000.0);
        laps.complain(log, why, "check laps and lap_m");
    }
    let table = &file.rules.as_ref()?.value;
    let mut overrides = overrides(table, track.laps, log);
    let edition = Edition::get(table.edition.as_ref()?.value);
    if ["rules.sprint_laps", "rules.scale", "rules.doubled"].iter().any(|key| log.has_problems_under(key)) {
        return None;
    }
    cut(file, edition, &mut track, &mut overrides, log)?;
    match edition.on(track.laps, track.lap_mm(), &overrides) {
        Ok(rules) => {
            note_stop(file, &rules, &track, log);
            Some((track, overrides, rules))
        }
        Err(error) => {
            note(&error, table, laps, log);
            None
        }
    }
}

/// Reports why no race can be ridden under the numbers of `table`. The bounds of the keys rule out most errors.
fn note(error: &RulesError, table: &Rules, laps: &Located<Laps>, log: &mut ProblemLog) {
    match (error, &table.doubled) {
        (RulesError::Doubled { n, sprints }, Some(doubled)) => {
            let here = doubled.value.0.iter().find(|at| at.value.0 == *n);
            let why = if *sprints == 1 {
                "the race has one sprint".into()
            } else {
                format!("the race has {sprints} sprints")
            };
            if let Some(at) = here {
                at.complain(log, why, format!("write numbers from 1 to {sprints}"));
            }
        }
        (RulesError::DoubledLast(factor), Some(doubled)) => {
            let why = format!("the last sprint is among them, and last_factor = {factor} says otherwise");
            doubled.complain(log, why, "leave out last_factor, or the last sprint here");
        }
        (RulesError::NoSprint { every, .. }, _) => {
            let remedy = "make the race longer, or set sprint_every in [rules]";
            laps.complain(log, format!("a sprint every {every} laps leaves none"), remedy);
        }
        (error, _) => laps.complain(log, error.to_string(), "correct [rules]"),
    }
}

/// What the race has of its own; reports statements that no race can have.
fn overrides(table: &Rules, laps: u32, log: &mut ProblemLog) -> Overrides {
    let every = table.sprint_every.as_ref().map(|every| SprintPlan::Every(every.value.0));
    let at = table.sprint_laps.as_ref().map(|at| sprint_laps(at, laps, log));
    if let (Some(at), Some(_)) = (&table.sprint_laps, &table.sprint_every) {
        at.complain(log, "sprint_every says already where the sprints are", "keep one of the two");
    }
    Overrides {
        sprints: at.or(every),
        scale: table.scale.as_ref().and_then(|scale| places(scale, log)),
        doubled: table.doubled.as_ref().map(|doubled| numbers(doubled, log)).unwrap_or_default(),
        last_factor: table.last_factor.as_ref().map(|v| v.value.0),
        gain_points: table.gain_points.as_ref().map(|v| v.value.0),
        loss_points: table.loss_points.as_ref().map(|v| v.value.0),
        rank_pulled: false,
        stopped_of: None,
        restart: None,
    }
}

/// Laps that rise, and end with the race.
fn sprint_laps(at: &Located<NonEmpty<Laps>>, laps: u32, log: &mut ProblemLog) -> SprintPlan {
    let list = &at.value.0;
    for pair in list.windows(2) {
        let (before, lap) = (pair[0].value.0, &pair[1]);
        if lap.value.0 <= before {
            lap.complain(log, format!("not after lap {before}"), "list the laps in order, each once");
        }
    }
    if let Some(last) = list.last().filter(|last| last.value.0 != laps) {
        let why = format!("the race has {laps} laps, and its last sprint is the finish");
        last.complain(log, why, format!("end the list with {laps}"));
    }
    SprintPlan::At(list.iter().map(|lap| lap.value.0).collect())
}

/// Points of one to four places, none more than the place before.
fn places(scale: &Located<NonEmpty<PlacePoints>>, log: &mut ProblemLog) -> Option<[u32; 4]> {
    let list = &scale.value.0;
    let mut places = [0; 4];
    if list.len() > places.len() {
        let why = format!("{} places, and at most {} score", list.len(), places.len());
        scale.complain(log, why, "leave out the last numbers");
        return None;
    }
    for (place, points) in places.iter_mut().zip(list) {
        *place = points.value.0;
    }
    if let Some(first) = list.first().filter(|first| first.value.0 == 0) {
        first.complain(log, "nobody would score", "give the first place a point at least");
    }
    for pair in list.windows(2) {
        let (before, points) = (pair[0].value.0, &pair[1]);
        if points.value.0 > before {
            let why = format!("more than the {before} of the place before");
            points.complain(log, why, "write the points of the first place first");
        }
    }
    Some(places)
}

/// Numbers of sprints, each once.
fn numbers(doubled: &Located<NonEmpty<SprintNumber>>, log: &mut ProblemLog) -> Vec<u32> {
    let list = &doubled.value.0;
    for (i, n) in list.iter().enumerate() {
        if list[..i].iter().any(|other| other.value.0 == n.value.0) {
            n.complain(log, "named twice", "name each sprint once");
        }
    }
    list.iter().map(|n| n.value.0).collect()
}
