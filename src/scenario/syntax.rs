//! TOML syntax: from text to typed tables, reporting syntax errors. Knows nothing of scenarios.

use toml::de::{DeTable, DeValue};

use super::log::ProblemLog;
use super::problem::Problems;
use super::read::{Node, Read};
use crate::text::hostile;

/// Largest file that is read, in bytes.
pub(super) const LARGEST: usize = 1 << 20;
/// Largest file, in bytes, all of whose syntax errors are reported; of a larger one, only the first is.
const LARGEST_FOR_ALL_ERRORS: usize = 1 << 16;

/// The problem that a file is larger than [`LARGEST`].
pub(super) fn too_large(name: &str) -> Problems {
    let what = format!("the file is larger than {} KiB", LARGEST / 1024);
    Problems::of_file(name, what, "a scenario of a race needs a few; is this the right file?")
}

/// `text` without the byte order mark that some editors put first.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The typed table in `text`; `None` after reporting syntax errors.
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
        // The rest of the file was understood, so its problems are reported now and not on the next attempt.
        log.expect_gaps();
        T::read(&root, "", log);
    }
    None
}

/// Whether a syntax error is confined to its line, as a missing quote is and an open bracket is not.
fn is_local(message: &str) -> bool {
    ["duplicate key", "must be quoted", "missing value", "no value", "extra `=`", "leading zero", "sign", "`_`"]
        .iter()
        .any(|slip| message.contains(slip))
}

fn syntax_problem(error: &toml::de::Error, text: &str, log: &mut ProblemLog) {
    let span = error.span().unwrap_or(0..0);
    // The parser may report one error several times on its line.
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
