//! Collects problems while a text is read: from byte offsets to lines, columns and the part of the line that is
//! shown. Knows nothing of what the text means.

use std::ops::Range;

use super::problem::{LONGEST_FILE_NAME, Problem, Problems, Severity};
use super::text::visible;

/// Problems that are shown; further ones are only counted.
const SHOWN: usize = 200;
/// Characters of a source line that are shown around the place of a problem.
const WINDOW: usize = 100;
/// Characters of a value that are repeated in a message.
const ECHO: usize = 40;

/// Collects problems while a text is read.
#[derive(Debug)]
pub(super) struct ProblemLog<'t> {
    text: &'t str,
    /// Byte offset of each line.
    lines: Vec<usize>,
    problems: Found,
    warnings: Found,
    gaps: bool,
}

impl<'t> ProblemLog<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { text, lines, problems: Found::default(), warnings: Found::default(), gaps: false }
    }

    /// Notes something that makes the file unusable.
    pub(super) fn problem(
        &mut self,
        place: &str,
        span: Range<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.note(Severity::Problem, place, span, what.into(), remedy.into());
    }

    /// Notes something that deserves a look.
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

    /// From here on, lines with problems are known to be misread: nothing more is said of them.
    pub(super) fn expect_gaps(&mut self) {
        self.gaps = true;
    }

    /// Parts of the text could not be read, so what seems to be missing may be there.
    pub(super) fn expects_gaps(&self) -> bool {
        self.gaps
    }

    /// Nothing further is kept; what costs time to explain need not be explained.
    pub(super) fn is_full(&self) -> bool {
        self.problems.list.len() >= SHOWN
    }

    /// The file cannot be used.
    pub(super) fn has_problems(&self) -> bool {
        !self.problems.list.is_empty()
    }

    /// A problem was found in `place` or below it.
    pub(super) fn has_problems_under(&self, place: &str) -> bool {
        self.problems.list.iter().any(|(_, p)| p.place.starts_with(place))
    }

    /// An item of `list`, or the `key` that names it, could not be read: what refers to it may be right.
    pub(super) fn has_unread_items(&self, list: &str, key: &str) -> bool {
        let unread = |place: &str| match place.strip_prefix(list) {
            Some(item) => !item.contains("].") || item.ends_with(&format!("].{key}")),
            None => false,
        };
        self.problems.list.iter().any(|(_, p)| unread(&p.place))
    }

    /// A problem was noted on the line of `offset`.
    pub(super) fn has_problem_on_line_of(&self, offset: usize) -> bool {
        let line = self.lines.partition_point(|&at| at <= offset);
        self.problems.list.iter().any(|(_, p)| p.line == line)
    }

    /// The source at `span`, as it may be shown in a message.
    pub(super) fn echo(&self, span: &Range<usize>) -> String {
        let (start, end) = (floor_char(self.text, span.start), floor_char(self.text, span.end));
        visible(self.text.get(start..end).unwrap_or_default().lines().next().unwrap_or_default(), ECHO)
    }

    /// Problems, and warnings, each in the order of the lines.
    pub(super) fn into_problems(self, name: &str) -> (Problems, Problems) {
        let name = visible(name, LONGEST_FILE_NAME);
        (self.problems.under(name.clone()), self.warnings.under(name))
    }
}

/// What was found, with byte offsets, and how much more there was.
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

/// The part of `line` around `marked`, fit to be printed, and where the mark is in it.
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
