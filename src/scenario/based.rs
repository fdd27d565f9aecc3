//! Scenarios that take everything but the run, and perhaps title and description, from a built-in race: a what-if in a few
//! lines.

use super::build::{self, id_of};
use super::file::File;
use super::log::ProblemLog;
use super::preset::preset;
use super::read::Located;
use super::roster::Roster;
use super::syntax::parse_table;
use super::word::Slug;
use super::{Builtin, Scenario, builtins};
use crate::text::nearest;

/// The scenario that `file` makes of the built-in race called `base`; `None` only if a problem was reported.
pub(super) fn scenario(name: &str, file: &File, base: &Located<Slug>, log: &mut ProblemLog) -> Option<Scenario> {
    let id = base.value.0.as_str();
    let Some(builtin) = builtins().iter().find(|b| b.id == id) else {
        let ids: Vec<&str> = builtins().iter().map(|b| b.id).collect();
        let remedy = match nearest(id, ids.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of {}", ids.join(", ")),
        };
        base.complain(log, "no built-in race", remedy);
        return None;
    };
    note_what_it_has(file, id, log);
    let race = built_in(builtin);
    let roster = Roster::of(race.riders.clone());
    let preset = preset(file, Some(race.track.laps), race.card.is_some(), &roster, log);
    let [about, story] = [&file.about, &file.story].map(|said| said.iter().map(|sentence| sentence.value.0.clone()));
    let is_told = !file.about.is_empty() || !file.story.is_empty();
    Some(Scenario {
        id: file.id.as_ref().map_or_else(|| id_of(name), |id| id.value.0.clone()),
        title: file.title.as_ref().map_or(race.title, |title| title.value.0.clone()),
        about: if is_told { about.collect() } else { race.about },
        story: if is_told { story.collect() } else { race.story },
        preset,
        ..race
    })
}

/// Reports keys that the file must leave to the race called `id`.
fn note_what_it_has(file: &File, id: &str, log: &mut ProblemLog) {
    macro_rules! places {
        ($($key:ident)+) => { [$( file.$key.iter().next().map(|at| (stringify!($key), at.span.clone())) ),+] };
    }
    let said = places!(date venue course rules field riders record sources disputes adjudications);
    for (key, span) in said.into_iter().flatten() {
        log.problem(key, span, format!("{key}: is that of {id}"), "leave it out, or leave out base");
    }
}

/// The built-in race itself.
fn built_in(builtin: &Builtin) -> Scenario {
    let mut log = ProblemLog::new(builtin.text);
    let file: Option<File> = parse_table(builtin.text, &mut log);
    file.and_then(|file| build::scenario(builtin.id, &file, &mut log)).expect("a built-in race holds")
}
