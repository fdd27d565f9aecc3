//! Where scenarios come from: the program itself, ./scenarios, or a file.

use std::path::Path;

use super::{Failure, out};
use crate::player::ReplayError;
use crate::report::list::ListEntry;
use crate::run::Code;
use crate::scenario::{self, Found, LoadError, Pipes, Problems, Scenario};

/// The scenario that `name` means: an id, or the path of a file or (if `pipes` are allowed) of a pipe.
pub fn open(name: &str, pipes: Pipes) -> Result<Found, Failure> {
    scenario::find(name, pipes).map_err(|error| match error {
        LoadError::Unknown { .. } => Failure::wrong(error.to_string(), "all of them: velodrome list"),
        LoadError::Problems(problems) => Failure::Files(vec![problems]),
    })
}

/// Why the record of `scenario`, whose file `name` has this `text`, cannot be ridden, with the places of the facts; `None` if
/// `error` is not about the record.
pub fn refusal(name: &str, text: &str, scenario: &Scenario, error: &ReplayError) -> Option<Problems> {
    let (placed, remedy) = match error {
        ReplayError::Contradiction { conflicts, .. } => {
            let placed = scenario::contradicted(name, text, scenario, conflicts);
            (placed.filter(|problems| !problems.list.is_empty()), "correct one of these facts, or leave it out")
        }
        ReplayError::Beyond(limit) => {
            let what = format!("the record adds up, but is beyond what can be ridden here: {}", limit.why);
            return scenario::beyond(name, text, scenario, (&what, limit.remedy), &limit.facts)
                .or_else(|| Some(Problems::of_file(name, what, limit.remedy)));
        }
        _ => return None,
    };
    placed.or_else(|| Some(Problems::of_file(name, error.to_string(), remedy)))
}

/// Every scenario that can be run, built-in ones first. Problems of unusable files in ./scenarios go to standard error.
pub fn all() -> Vec<(Scenario, ListEntry)> {
    let builtin = scenario::builtins().iter().map(|b| (b.id.to_owned(), None));
    let local = scenario::local().into_iter().filter_map(|file| match file.error {
        None => Some((file.id, Some(file.path.display().to_string()))),
        Some(problems) => {
            out::complain_of(&problems);
            None
        }
    });
    let load = |(id, path): (String, Option<String>)| {
        let scenario = scenario::load(path.as_deref().unwrap_or(&id)).ok()?;
        let entry = ListEntry::of(&scenario, path.as_deref());
        Some((scenario, entry))
    };
    builtin.chain(local).filter_map(load).chain(saved()).collect()
}

/// The runs saved in ./runs. Unreadable files and invalid codes are reported on standard error.
fn saved() -> impl Iterator<Item = (Scenario, ListEntry)> {
    scenario::saved_runs().into_iter().filter_map(|(path, saved)| {
        let path = path.display().to_string();
        let saved = saved.map_err(|problems| out::complain_of(&problems)).ok()?;
        let complain = |why: String| out::complain(&format!("velodrome: {}: {why}", crate::text::named(&path)));
        let code = Code::read(&saved.code).map_err(|e| complain(e.to_string())).ok()?;
        scenario::check_reach(Path::new(&path), &code.scenario).map_err(|problems| out::complain_of(&problems)).ok()?;
        let scenario = scenario::load(&code.scenario).map_err(|e| complain(e.to_string())).ok()?;
        let entry = ListEntry::of_run(&scenario, &saved, &path);
        let about = saved.note.clone().into_iter().chain([saved.code.clone()]).collect();
        Some((Scenario { about, ..scenario }, entry))
    })
}
