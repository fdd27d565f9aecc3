//! What the commissaires decide beside laps and sprints, and races that are stopped. The reasons are in their words.

use super::meaning;
use crate::commentary::grammar::counted;
use crate::commentary::line::{Line, Topic};
use crate::commentary::phrase::{Phrase, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::report::decisions;
use crate::report::words::{ordinal, race_time};
use crate::units::Bib;

fn line(scene: &Scene, voice: &mut Voice, phrase: Phrase) -> Line {
    let top = meaning::new_top(scene);
    Line::new(Topic::Decision, phrase.then(voice.fresh(top)))
}

pub(in crate::commentary) fn relegation(
    scene: &Scene,
    voice: &mut Voice,
    bib: Bib,
    sprint: u32,
    reason: Option<&str>,
    moved: &[(u32, Bib)],
) -> Line {
    let riders: Vec<Bib> = moved.iter().map(|(_, bib)| *bib).chain([bib]).collect();
    let moved: Vec<String> =
        moved.iter().map(|(place, bib)| format!("{} {}", scene.name(*bib), ordinal(*place))).collect();
    let said = decisions::relegation(&scene.name(bib), sprint, reason, &moved);
    line(scene, voice, Phrase::new("{who} is relegated", said).about(&riders))
}

pub(in crate::commentary) fn penalty(
    scene: &Scene,
    voice: &mut Voice,
    bib: Bib,
    points: i32,
    reason: Option<&str>,
) -> Line {
    let said = decisions::penalty(&scene.name(bib), points, reason);
    line(scene, voice, Phrase::new("The commissaires take {points} off {who}", said).about(&[bib]))
}

pub(in crate::commentary) fn restart(voice: &mut Voice, to_go: u32) -> Line {
    let laps = counted(to_go, "lap");
    let way = say!("The race is stopped, and goes on as one group with {laps} to go. Points and laps are kept.");
    Line::new(Topic::Decision, voice.must(vec![way]))
}

/// The end of a race that was stopped; the finish of any other is told with its last sprint.
pub(in crate::commentary) fn over(scene: &Scene, voice: &mut Voice, head: Bib) -> Option<Line> {
    let rules = scene.story.rules;
    let planned = rules.stopped_of?;
    let (ridden, laps, time, who) = (rules.laps, counted(planned, "lap"), race_time(scene.at), scene.name(head));
    let way =
        say!("The race is stopped after {ridden} of {laps}, at {time}, and the result stands. {who} was on the front.")
            .about(&[head]);
    Some(Line::new(Topic::Finish, voice.must(vec![way])))
}
