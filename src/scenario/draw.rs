//! Problems drawn for a screen: the source line, the place underlined, the remedy below. Names the drawing library,
//! and nothing else of the layer does.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents};
use miette::{SourceCode, SourceSpan, SpanContents};

use super::problem::{Problem, Problems, Severity};

impl Problems {
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
