//! Collects problems while a text is read, and turns byte offsets into lines, columns and the part of the line that is shown.
//! Knows nothing of what the text means.

use std::ops::Range;

use super::problem::{Problem, Problems, Severity};
use crate::text::{named, visible};

/// Most problems that are shown; further ones are only counted.
const SHOWN: usize = 200;
/// Most characters of a source line that are shown around the place of a problem.
const WINDOW: usize = 100;
/// Most characters of a value that a message repeats.
const ECHO: usize = 40;

/// Collects problems while a text is read.
#[derive(Debug)]
pub(super) struct ProblemLog<'t> {
    text: &'t str,
    /// Byte offset of each line.
    lines: Vec<usize>,
    problems: Found,
    warnings: Found,
    /// Parts of the text could not be read.
    gaps: bool,
}

impl<'t> ProblemLog<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { text, lines, problems: Found::default(), warnings: Found::default(), gaps: false }
    }

    /// Reports something that makes the file unusable.
    pub(super) fn problem(
        &mut self,
        place: &str,
        span: Range<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.note(Severity::Problem, place, span, what.into(), remedy.into());
    }

    /// Reports something that deserves a look.
    pub(super) fn warning(
        &mut self,
        place: &str,
        span: Range<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.note(Severity::Warning, place, span, what.into(), remedy.into());
    }

    fn note(&mut self, severity: Severity, place: &str, span: Range<usize>, what: String, remedy: String) {
        if self.gaps && self.has_problem_on_line_of(span.start) {
            return;
        }
        let found = if severity == Severity::Problem { &mut self.problems } else { &mut self.warnings };
        if found.list.len() >= SHOWN {
            found.more += 1;
            return;
        }
        let start = floor_char(self.text, span.start);
        let end = floor_char(self.text, span.end).max(start);
        let line = self.lines.partition_point(|&at| at <= start) - 1;
        let line_start = self.lines[line];
        let content = self.text[line_start..].split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let start_in_line = (start - line_start).min(content.len());
        let end_in_line = (end - line_start).clamp(start_in_line, content.len());
        let column = content[..start_in_line].chars().count();
        let (source_line, marked) = window(content, start_in_line..end_in_line, column);
        let problem = Problem {
            severity,
            place: place.to_owned(),
            line: line + 1,
            column: column + 1,
            what,
            remedy,
            source_line,
            marked,
        };
        found.list.push((start, problem));
    }

    /// Line and column of a byte of the text, both from 1; the column counts characters.
    pub(super) fn position(&self, byte: usize) -> (usize, usize) {
        let start = floor_char(self.text, byte);
        let line = self.lines.partition_point(|&at| at <= start) - 1;
        (line + 1, self.text[self.lines[line]..start].chars().count() + 1)
    }

    /// Marks parts of the text as unreadable. From here on, nothing more is reported for lines that already have a problem.
    pub(super) fn expect_gaps(&mut self) {
        self.gaps = true;
    }

    /// Whether parts of the text could not be read, so that what seems to be missing may be there.
    pub(super) fn expects_gaps(&self) -> bool {
        self.gaps
    }

    /// Whether further problems are only counted, so that costly explanations can be skipped.
    pub(super) fn is_full(&self) -> bool {
        self.problems.list.len() >= SHOWN
    }

    /// Whether there are problems, so that the file cannot be used.
    pub(super) fn has_problems(&self) -> bool {
        !self.problems.list.is_empty()
    }

    /// Whether there is a problem at `place` or below it.
    pub(super) fn has_problems_under(&self, place: &str) -> bool {
        self.problems.list.iter().any(|(_, p)| p.place.starts_with(place))
    }

    /// Whether an item of `list`, or the `key` that identifies it, could not be read, so that a reference to it may be right.
    pub(super) fn has_unread_items(&self, list: &str, key: &str) -> bool {
        let unread = |place: &str| match place.strip_prefix(list) {
            Some(item) => !item.contains("].") || item.ends_with(&format!("].{key}")),
            None => false,
        };
        self.problems.list.iter().any(|(_, p)| unread(&p.place))
    }

    /// Whether there is a problem on the line of `offset`.
    pub(super) fn has_problem_on_line_of(&self, offset: usize) -> bool {
        let line = self.lines.partition_point(|&at| at <= offset);
        self.problems.list.iter().any(|(_, p)| p.line == line)
    }

    /// The text at `span`, safe to show in a message.
    pub(super) fn echo(&self, span: &Range<usize>) -> String {
        let (start, end) = (floor_char(self.text, span.start), floor_char(self.text, span.end));
        visible(self.text.get(start..end).unwrap_or_default().lines().next().unwrap_or_default(), ECHO)
    }

    /// The problems and the warnings of the file called `name`, each in the order of the lines.
    pub(super) fn into_problems(self, name: &str) -> (Problems, Problems) {
        let name = named(name);
        (self.problems.under(name.clone()), self.warnings.under(name))
    }
}

/// Problems with their byte offsets, and the number of those beyond [`SHOWN`].
#[derive(Debug, Default)]
struct Found {
    list: Vec<(usize, Problem)>,
    more: usize,
}

impl Found {
    fn under(mut self, name: String) -> Problems {
        self.list.sort_by_key(|(at, _)| *at);
        Problems { name, list: self.list.into_iter().map(|(_, p)| p).collect(), more: self.more }
    }
}

/// The nearest start of a character at or before `at`.
fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The part of `line` around `marked`, safe to print, and where the mark is in it.
fn window(line: &str, marked: Range<usize>, column: usize) -> (String, Range<usize>) {
    let skipped = column.saturating_sub(WINDOW / 3);
    let from = line.char_indices().nth(skipped).map_or(line.len(), |(i, _)| i);
    let to = line[from..].char_indices().nth(WINDOW).map_or(line.len(), |(i, _)| from + i);
    let part = |range: Range<usize>| visible(&line[range], WINDOW);
    let mut shown = if skipped > 0 { String::from("…") } else { String::new() };
    shown += &part(from..marked.start.clamp(from, to));
    let start = shown.len();
    shown += &part(marked.start.clamp(from, to)..marked.end.clamp(from, to));
    let end = shown.len();
    shown += &part(marked.end.clamp(from, to)..to);
    if to < line.len() {
        shown.push('…');
    }
    (shown, start..end)
}
