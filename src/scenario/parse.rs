//! Text to [`Scenario`]: syntax, then keys and values, then references and arithmetic; all problems at once.

use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use super::arithmetic;
use super::build;
use super::file::File;
use super::log::ProblemLog;
use super::problem::Problems;
use super::read::{Node, Read};
use super::text::hostile;
use super::{Checked, Scenario};

/// Largest file that is read, in bytes.
pub(super) const LARGEST: usize = 1 << 20;
/// Largest file whose syntax errors are all looked for; of a larger one, only the first is.
const LARGEST_FOR_ALL_ERRORS: usize = 1 << 16;

/// The scenario in `text`; `name` is the file, as messages call it and as the id is taken from if none is given.
///
/// # Errors
/// Every problem of the text.
pub fn parse(name: &str, text: &str) -> Result<Scenario, Problems> {
    let checked = check(name, text);
    checked.scenario.ok_or(checked.problems)
}

/// Everything there is to say about `text`: problems, warnings, and the scenario if it can be used.
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
    let scenario = file.as_ref().and_then(|file| build::scenario(name, file, &mut log));
    if let (Some(scenario), Some(record)) = (&scenario, file.as_ref().and_then(|file| file.record.as_ref())) {
        arithmetic::check(scenario, &record.value, &mut log);
    }
    let scenario = scenario.filter(|_| !log.has_problems());
    let (problems, warnings) = log.into_problems(name);
    Checked { problems, warnings, scenario }
}

/// The problem that order `number` (from 0) of the scenario in `text` was refused in the race: `why`, where it stands in the
/// file; `None` if there is no such order.
#[must_use]
pub fn refused(name: &str, text: &str, number: usize, why: &str) -> Option<Problems> {
    let text = without_mark(text);
    let mut log = ProblemLog::new(text);
    let file: File = parse_table(text, &mut log)?;
    let action = file.orders.get(number)?.value.action.as_ref()?;
    action.complain(&mut log, format!("refused in the race: {why}"), "tell him at another moment, or something else");
    Some(log.into_problems(name).0)
}

/// The problem of a file beyond [`LARGEST`].
pub(super) fn too_large(name: &str) -> Problems {
    let what = format!("the file is larger than {} KiB", LARGEST / 1024);
    Problems::of_file(name, what, "a scenario of a race needs a few; is this the right file?")
}

/// `text` without the mark that some editors put at its beginning.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The tables of `text`; `None` once syntax errors were noted.
pub(super) fn parse_table<T: Read>(text: &str, log: &mut ProblemLog) -> Option<T> {
    let (table, errors) = match DeTable::parse(text) {
        Ok(table) => (table, Vec::new()),
        Err(first) if text.len() > LARGEST_FOR_ALL_ERRORS => {
            syntax_problem(&first, text, log);
            return None;
        }
        Err(_) => DeTable::parse_recoverable(text),
    };
    for error in &errors {
        syntax_problem(error, text, log);
        if !is_local(error.message()) {
            break;
        }
    }
    let root = Node::new(table.span(), DeValue::Table(table.into_inner()));
    if errors.is_empty() {
        return T::read(&root, "", log);
    }
    if errors.iter().all(|e| is_local(e.message())) {
        // The rest of the file was understood: what it says wrong is said now, not on the next attempt.
        log.expect_gaps();
        T::read(&root, "", log);
    }
    None
}

/// A slip that ends with its line, as a word without quotes does and an open bracket does not.
fn is_local(message: &str) -> bool {
    ["duplicate key", "must be quoted", "missing value", "no value", "extra `=`", "leading zero", "sign", "`_`"]
        .iter()
        .any(|slip| message.contains(slip))
}

fn syntax_problem(error: &toml::de::Error, text: &str, log: &mut ProblemLog) {
    let span = error.span().unwrap_or(0..0);
    // The parser follows one slip through the rest of its line.
    if log.has_problem_on_line_of(span.start) {
        return;
    }
    let message = error.message();
    let here = text.get(span.start..).and_then(|rest| rest.chars().next());
    if let Some((c, why)) = here.filter(|c| !"\r\n\t".contains(*c)).and_then(|c| Some((c, hostile(c)?))) {
        log.problem("", span, format!("not TOML: {why}, U+{:04X}", u32::from(c)), "remove it");
        return;
    }
    let remedy = match message {
        m if m.contains("leading zero") => "write the number without it",
        m if m.contains("escaped") => "write \\\\ for a backslash",
        m if m.contains("duplicate key") => "keep one of them",
        m if m.contains("recurs") => "a scenario nests three deep at most",
        m if m.contains("string") || m.contains("quote") => "write text in quotes, on one line",
        m if m.contains("array") => "close the list with ], with commas between its items",
        m if m.contains("inline table") => "close the table with }, with commas between its keys",
        m if m.contains("table") => "write a table as [name], an item of a list as [[name]]",
        _ => "write key = value, text in quotes",
    };
    log.problem("", span, format!("not TOML: {message}"), remedy);
}

/// The JSON Schema of scenario files (draft 2020-12), with the explanation of every key.
#[must_use]
pub fn json_schema() -> Value {
    let mut defs = Map::new();
    let _root = File::schema(&mut defs);
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "velodrome scenario",
    });
    if let Some(Value::Object(file)) = defs.remove("File") {
        for (key, value) in file {
            schema[key] = value;
        }
    }
    schema["anyOf"] = json!([{"required": ["base"]}, {"required": ["course", "rules"]}]);
    schema["$defs"] = Value::Object(defs);
    schema
}
