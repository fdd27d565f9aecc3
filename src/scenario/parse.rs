//! From text to a [`Scenario`]: syntax, then keys and values, then references and arithmetic. Reports all problems at once.

use serde_json::{Value, json};

use super::arithmetic;
use super::based;
use super::build;
use super::file::File;
use super::log::ProblemLog;
use super::problem::Problems;
use super::read::document_schema;
use super::syntax::{LARGEST, parse_table, too_large, without_mark};
use super::{Checked, Scenario};

/// The scenario in `text`. `name` is the file: messages use it, and the id is made of it if the text gives none.
///
/// # Errors
/// Every problem of the text.
pub fn parse(name: &str, text: &str) -> Result<Scenario, Problems> {
    let checked = check(name, text);
    checked.scenario.ok_or(checked.problems)
}

/// The problems and warnings of `text`, and the scenario if there are no problems.
#[must_use]
pub fn check(name: &str, text: &str) -> Checked {
    if text.len() > LARGEST {
        return Checked { problems: too_large(name), warnings: Problems::none(name), scenario: None };
    }
    let text = without_mark(text);
    let mut log = ProblemLog::new(text);
    if text.trim().is_empty() {
        log.problem("", 0..0, "the file is empty", "a scenario begins with schema = 1; `velodrome schema` explains it");
        return Checked { problems: log.into_problems(name).0, warnings: Problems::none(name), scenario: None };
    }
    let file: Option<File> = parse_table(text, &mut log);
    let scenario = file.as_ref().and_then(|file| match &file.base {
        Some(base) => based::scenario(name, file, base, &mut log),
        // Whoever has written a base, however wrongly, does not lack a course.
        None if log.has_problems_under("base") => None,
        None => build::scenario(name, file, &mut log),
    });
    if let (Some(scenario), Some(record)) = (&scenario, file.as_ref().and_then(|file| file.record.as_ref())) {
        arithmetic::check(scenario, &record.value, &mut log);
    }
    let scenario = scenario.filter(|_| !log.has_problems());
    let (problems, warnings) = log.into_problems(name);
    Checked { problems, warnings, scenario }
}

/// The problem that order `number` (from 0) of the scenario in `text` was refused in the race, with the reason `why` and its
/// place in the file; `None` if there is no such order.
#[must_use]
pub fn refused(name: &str, text: &str, number: usize, why: &str) -> Option<Problems> {
    let text = without_mark(text);
    let mut log = ProblemLog::new(text);
    let file: File = parse_table(text, &mut log)?;
    let action = file.orders.get(number)?.value.action.as_ref()?;
    action.complain(&mut log, format!("refused in the race: {why}"), "tell it at another moment, or something else");
    Some(log.into_problems(name).0)
}

/// The JSON Schema of scenario files (draft 2020-12), with the explanation of every key.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = document_schema::<File>("velodrome scenario", "File");
    schema["anyOf"] = json!([{"required": ["base"]}, {"required": ["course", "rules"]}]);
    schema
}
