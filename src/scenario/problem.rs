//! What is wrong with a file, where, and what to do about it. Knows nothing of scenarios.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents};
use miette::{SourceCode, SourceSpan, SpanContents};

use super::text::visible;

/// Problems that are shown; further ones are only counted.
const SHOWN: usize = 200;
/// Characters of a source line that are shown around the place of a problem.
const WINDOW: usize = 120;
/// Characters of a value that are repeated in a message.
const ECHO: usize = 40;

/// Whether a problem stops the file from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The file cannot be used.
    Problem,
    /// The file can be used, and something in it deserves a look.
    Warning,
}

/// One thing that is wrong with a file. Safe to print: holds no raw control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// The key concerned, from the top of the file, items counted from 1: `riders[3].cp_w`; empty for the file.
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
    /// Bytes of `source_line` that are meant.
    marked: Range<usize>,
}

/// All problems of one file, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    /// The file, as it is named in messages.
    pub name: String,
    pub list: Vec<Problem>,
    /// Problems beyond those listed.
    pub more: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.remedy)
    }
}

impl Problems {
    /// One problem about the file as a whole: it cannot be read, is too large, is not text.
    #[must_use]
    pub fn of_file(name: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        let mut log = Log::new("");
        log.problem("", 0..0, what, remedy);
        log.into_problems(name)
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

    /// The same with the line drawn and the place underlined, for a screen of `width` columns.
    #[must_use]
    pub fn graphical(&self, width: usize, colour: bool) -> String {
        let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(width.max(40)).with_links(false);
        let mut out = String::new();
        for problem in &self.list {
            let report = Drawn { name: &self.name, problem };
            handler.render_report(&mut out, &report).expect("writing to a string cannot fail");
        }
        if self.more > 0 {
            out += &format!("  and {} more\n", self.more);
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

/// Collects problems while a text is read.
#[derive(Debug)]
pub(super) struct Log<'t> {
    text: &'t str,
    /// Byte offset of each line.
    lines: Vec<usize>,
    found: Vec<(usize, Problem)>,
    more: usize,
    unusable: bool,
}

impl<'t> Log<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { text, lines, found: Vec::new(), more: 0, unusable: false }
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
        self.unusable |= severity == Severity::Problem;
        if self.is_full() {
            self.more += 1;
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
        self.found.push((start, problem));
    }

    /// Nothing further is kept; what costs time to explain need not be explained.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= SHOWN
    }

    /// The file cannot be used.
    pub(super) fn has_problems(&self) -> bool {
        self.unusable
    }

    /// A problem was found in `place` or below it.
    pub(super) fn has_problems_under(&self, place: &str) -> bool {
        self.found.iter().any(|(_, p)| p.severity == Severity::Problem && p.place.starts_with(place))
    }

    /// A problem was noted on the line of `offset`.
    pub(super) fn has_problem_on_line_of(&self, offset: usize) -> bool {
        let line = self.lines.partition_point(|&at| at <= offset);
        self.found.iter().any(|(_, p)| p.line == line)
    }

    /// The source at `span`, as it may be shown in a message.
    pub(super) fn echo(&self, span: &Range<usize>) -> String {
        let (start, end) = (floor_char(self.text, span.start), floor_char(self.text, span.end));
        visible(self.text.get(start..end).unwrap_or_default().lines().next().unwrap_or_default(), ECHO)
    }

    pub(super) fn into_problems(mut self, name: &str) -> Problems {
        self.found.sort_by_key(|(at, _)| *at);
        Problems { name: visible(name, 200), list: self.found.into_iter().map(|(_, p)| p).collect(), more: self.more }
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

/// A problem as the drawing library wants it.
#[derive(Debug)]
struct Drawn<'p> {
    name: &'p str,
    problem: &'p Problem,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.what)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity {
            Severity::Problem => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.problem.remedy))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.problem.source_line.is_empty()).then_some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let Range { start, end } = self.problem.marked;
        Some(Box::new(std::iter::once(LabeledSpan::new(None, start, end - start))))
    }
}

/// The source is the one line that is kept, under the number it has in its file.
impl SourceCode for Drawn<'_> {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let line = &self.problem.source_line;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.to_owned(),
            line.as_bytes(),
            (0, line.len()).into(),
            self.problem.line - 1,
            self.problem.column - 1,
            1,
        )))
    }
}
