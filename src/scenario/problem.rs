//! What is wrong with a file, where, and how to fix it. Knows nothing of scenarios.

use std::fmt;
use std::ops::Range;

use crate::text::named;

/// Whether the file can be used in spite of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The file cannot be used.
    Problem,
    /// The file can be used, but something in it deserves a look.
    Warning,
}

/// One thing that is wrong with a file. Safe to print: contains no raw control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// The full path of the key concerned, with items counted from 1: `riders[3].cp_w`; empty for the whole file.
    pub place: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// `riders[3].cp_w = 4200: above 600 W`
    pub what: String,
    /// `did you mean 420?`
    pub remedy: String,
    /// The source line, or the part of it around the place.
    pub source_line: String,
    /// Bytes of `source_line` to underline.
    pub(super) marked: Range<usize>,
}

/// All problems of one file, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    /// The file, as it is named in messages.
    pub name: String,
    pub list: Vec<Problem>,
    /// Number of further problems that are not listed.
    pub more: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.remedy)
    }
}

impl Problems {
    /// No problems with the file called `name`.
    pub(super) fn none(name: &str) -> Self {
        Self { name: named(name), list: Vec::new(), more: 0 }
    }

    /// Whether there are no problems.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One problem about the file as a whole: it cannot be read, is too large, is not text.
    #[must_use]
    pub fn of_file(name: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        let problem = Problem {
            severity: Severity::Problem,
            place: String::new(),
            line: 1,
            column: 1,
            what: what.into(),
            remedy: remedy.into(),
            source_line: String::new(),
            marked: 0..0,
        };
        Self { list: vec![problem], ..Self::none(name) }
    }

    /// The first of them, as many as `fit`, but at least one; the others are only counted.
    #[must_use]
    pub fn first(&self, fit: impl Fn(&Self) -> bool) -> Self {
        let first = |n: usize| Self {
            name: self.name.clone(),
            list: self.list[..n].to_vec(),
            more: self.more + self.list.len() - n,
        };
        // Counted upwards: what is shown of a few does not depend on how many there are.
        let fitting = (1..=self.list.len()).map(first).take_while(|few| fit(few)).last();
        fitting.unwrap_or_else(|| first(self.list.len().min(1)))
    }

    /// Lines for a pipe: `path:line:col: message; remedy`, each followed by the source line, indented.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for p in &self.list {
            let kind = if p.severity == Severity::Warning { "warning: " } else { "" };
            out += &format!("{}:{}:{}: {kind}{p}\n", self.name, p.line, p.column);
            if !p.source_line.is_empty() {
                out += &format!("    {}\n", p.source_line);
            }
        }
        if self.more > 0 {
            out += &format!("{}: and {} more\n", self.name, self.more);
        }
        out
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.plain().trim_end())
    }
}

impl std::error::Error for Problems {}
