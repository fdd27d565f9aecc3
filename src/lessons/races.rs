//! The races of lessons: ridden once, by the name a file gives them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::player::Replay;
use crate::rules::EditionId;
use crate::run::{self, Code, Origin, Run};
use crate::scenario::{self, Found, Pipes};

/// Races that were ridden for lessons.
#[derive(Debug, Default)]
pub struct Races {
    ridden: BTreeMap<(String, Option<EditionId>), Arc<Replay>>,
}

impl Races {
    /// The race that `name` means, an id, a path or a run code, scored under `rules`, or its own rules.
    ///
    /// # Errors
    /// In words, if there is no such race or it cannot be ridden.
    pub fn get(&mut self, name: &str, rules: Option<EditionId>) -> Result<Arc<Replay>, String> {
        let key = (name.to_owned(), rules);
        if let Some(race) = self.ridden.get(&key) {
            return Ok(Arc::clone(race));
        }
        let race = match rules {
            Some(edition) => self.get(name, None)?.under(edition),
            None => ride(name)?,
        };
        Ok(Arc::clone(self.ridden.entry(key).or_insert_with(|| Arc::new(race))))
    }
}

fn ride(name: &str) -> Result<Replay, String> {
    let code = Code::is_one(name).then(|| Code::read(name)).transpose().map_err(|e| e.to_string())?;
    let id = code.as_ref().map_or(name, |code| &code.scenario);
    let Found { scenario, text, is_builtin } = scenario::find(id, Pipes::Refused).map_err(|e| e.to_string())?;
    let hash = (!is_builtin).then(|| run::hash(&text));
    let run = match &code {
        Some(code) if code.hash != hash => return Err(format!("{id} is not what it was when this run was made")),
        Some(code) => code.run(&scenario).map_err(|e| e.to_string())?,
        None => Run::of_file(&scenario, 1),
    };
    let origin = Origin { name: id.to_owned(), hash, fingerprint: Some(scenario::fingerprint(&text)) };
    let race = Replay::of(scenario, &run).and_then(Replay::obeyed).map_err(|e| e.to_string())?;
    Ok(race.named(origin))
}
