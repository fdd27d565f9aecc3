//! Where scenarios come from: the program itself, ./scenarios, or a file.

use super::{Failure, out};
use crate::report::list::ListEntry;
use crate::run::{self, Code};
use crate::scenario::{self, LoadError, Problems, Scenario};

/// The scenario that `name` means: an id, or the path of a file.
pub fn open(name: &str) -> Result<Scenario, Failure> {
    scenario::load(name).map_err(|error| match error {
        LoadError::Unknown { .. } => Failure::wrong(error.to_string(), "all of them: velodrome list"),
        LoadError::Problems(problems) => Failure::Files(vec![problems]),
    })
}

/// The same, with the hash of its text if it is a file.
pub fn open_with_hash(name: &str) -> Result<(Scenario, Option<u32>), Failure> {
    let scenario = open(name)?;
    let is_builtin = scenario::builtins().iter().any(|b| b.id == name);
    let text = if is_builtin { None } else { scenario::text_of(name) };
    Ok((scenario, text.as_deref().map(run::hash)))
}

/// The problem that the race refused order `number` of the scenario `name`, with its place in the file.
pub fn refused(name: &str, number: usize, why: &str) -> Option<Problems> {
    let builtin = scenario::builtins().iter().find(|b| b.id == name).map(|b| b.text.to_owned());
    scenario::refused(name, &builtin.or_else(|| scenario::text_of(name))?, number, why)
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
        let scenario = Code::read(&saved.code).map_err(|e| e.to_string());
        let scenario = scenario.and_then(|code| scenario::load(&code.scenario).map_err(|e| e.to_string()));
        let complain = |why: String| out::complain(&format!("velodrome: {}: {why}\n", scenario::visible(&path, 200)));
        let scenario = scenario.map_err(complain).ok()?;
        let entry = ListEntry::of_run(&scenario, &saved, &path);
        let about = saved.note.clone().into_iter().chain([saved.code.clone()]).collect();
        Some((Scenario { about, ..scenario }, entry))
    })
}
