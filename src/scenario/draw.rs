//! Draws problems for a screen: the source line, the place underlined, the remedy below. The only file that names the drawing
//! library.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::problem::{Problem, Problems, Severity};

/// Fewest columns that are assumed; on a narrower screen lines wrap.
const NARROWEST: usize = 40;

impl Problems {
    /// The problems with their source lines and the place underlined, for a screen of `width` columns.
    #[must_use]
    pub fn graphical(&self, width: usize, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(width.max(NARROWEST));
        let mut out = String::new();
        for problem in &self.list {
            out += &renderer.render(&[report(&self.name, problem)]);
            out.push('\n');
        }
        if self.more > 0 {
            out += &format!("  and {} more\n", self.more);
        }
        out
    }
}

/// One problem in the library's terms.
fn report<'p>(name: &'p str, problem: &'p Problem) -> Group<'p> {
    let level = match problem.severity {
        Severity::Problem => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = Group::with_title(level.primary_title(problem.what.as_str()));
    let origin = Origin::path(name).line(problem.line).char_column(problem.column);
    let help = Level::HELP.message(problem.remedy.as_str());
    if problem.source_line.is_empty() {
        return title.element(origin).element(help);
    }
    let place = AnnotationKind::Primary.span(problem.marked.clone());
    let line = Snippet::source(problem.source_line.as_str()).line_start(problem.line).annotation(place);
    // The library counts the column in the line that it is given. A long line is kept only around the place, and there
    // the column has to be told.
    let counted = problem.source_line[..problem.marked.start].chars().count() + 1;
    if counted == problem.column {
        title.element(line.path(name)).element(help)
    } else {
        title.element(origin).element(line).element(help)
    }
}
