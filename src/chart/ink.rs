//! Marks on an SVG page: lines, shapes and words, with every text escaped. Knows nothing of charts.

use std::fmt::Write as _;

use super::Sign;
use super::font::{Cut, width};
use crate::report::table::escape_markup;
use crate::text::clean;

/// An SVG document under construction.
#[derive(Debug, Default)]
pub struct Ink {
    out: String,
}

/// Which point of the words stands at x.
#[derive(Debug, Clone, Copy)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A coordinate to one decimal, without a trailing `.0`.
#[must_use]
pub fn number(x: f64) -> String {
    let tenths = libm::round(x * 10.0) as i64;
    let (sign, whole, rest) = (if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

impl Ink {
    /// Adds markup as it is.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Words on one line with their baseline at `y`. Those that start at `x` are stretched to their measured width,
    /// whatever font the reader has.
    pub fn text(&mut self, (x, y): (f64, f64), class: &str, anchor: Anchor, (cut, size): (Cut, f64), text: &str) {
        let anchor = match anchor {
            Anchor::Start if text.is_empty() => String::new(),
            Anchor::Start => {
                let room = number(width(cut, size, &clean(text)));
                format!(" textLength=\"{room}\" lengthAdjust=\"spacingAndGlyphs\"")
            }
            Anchor::Middle => " text-anchor=\"middle\"".into(),
            Anchor::End => " text-anchor=\"end\"".into(),
        };
        let weight = if cut == Cut::SemiBold { " font-weight=\"600\"" } else { "" };
        let (x, y, size) = (number(x), number(y), number(size));
        let text = escape_markup(text);
        let _ = writeln!(
            self.out,
            "<text x=\"{x}\" y=\"{y}\" class=\"{class}\" font-size=\"{size}\"{weight}{anchor}>{text}</text>"
        );
    }

    /// A straight line.
    pub fn stroke(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = writeln!(
            self.out,
            "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>",
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1)
        );
    }

    /// A path through `points`; with `steps`, level until the next point.
    pub fn path(&mut self, class: &str, points: &[(f64, f64)], steps: bool) {
        let _ = writeln!(self.out, "<path class=\"{class}\" d=\"{}\"/>", path_data(points, steps));
    }

    /// Fills the area between a path and `foot`.
    pub fn ground(&mut self, class: &str, points: &[(f64, f64)], foot: f64) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let (foot, from, to) = (number(foot), number(first.0), number(last.0));
        let _ = writeln!(
            self.out,
            "<path class=\"{class}\" d=\"{}L{to} {foot}L{from} {foot}Z\"/>",
            path_data(points, false)
        );
    }

    /// Fills a closed path.
    pub fn field(&mut self, class: &str, points: &[(f64, f64)]) {
        let _ = writeln!(self.out, "<path class=\"{class}\" d=\"{}Z\"/>", path_data(points, false));
    }

    /// A rectangle from its upper left corner.
    pub fn block(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, width, height) = (number(x), number(y), number(width.max(0.0)), number(height.max(0.0)));
        let _ =
            writeln!(self.out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
    }

    /// A sign centred on (x, y), with the class `solid` or `hollow`.
    pub fn sign(&mut self, sign: Sign, (x, y): (f64, f64), solid: &str, hollow: &str) {
        let class = |is_hollow: bool| if is_hollow { hollow } else { solid };
        let triangle = |out: &mut String, class: &str, way: f64| {
            let (left, right, foot, top) =
                (number(x - 5.5), number(x + 5.5), number(y + 4.0 * way), number(y - 6.0 * way));
            let _ =
                writeln!(out, "<path class=\"dot {class}\" d=\"M{left} {foot}L{} {top}L{right} {foot}Z\"/>", number(x));
        };
        match sign {
            Sign::Point { hollow } => {
                let (x, y, class) = (number(x), number(y), class(hollow));
                let _ = writeln!(self.out, "<circle class=\"dot {class}\" cx=\"{x}\" cy=\"{y}\" r=\"3.2\"/>");
            }
            Sign::Up { hollow } => triangle(&mut self.out, class(hollow), 1.0),
            Sign::Down { hollow } => triangle(&mut self.out, class(hollow), -1.0),
            Sign::Span => self.block("shade", (x - 6.0, y - 6.0), (12.0, 12.0)),
            Sign::Context => self.stroke("other", (x - 6.0, y), (x + 8.0, y)),
            Sign::Mass => self.block("mass", (x - 6.0, y - 6.0), (12.0, 12.0)),
        }
    }

    /// The finished document.
    pub fn done(self) -> String {
        self.out
    }
}

fn path_data(points: &[(f64, f64)], steps: bool) -> String {
    let mut out = String::new();
    let mut before = None;
    for &(x, y) in points {
        let (x, y) = (number(x), number(y));
        let _ = match &before {
            None => write!(out, "M{x} {y}"),
            Some((_, level)) if steps && *level == y => write!(out, "H{x}"),
            Some((column, _)) if steps && *column == x => write!(out, "V{y}"),
            Some(_) if steps => write!(out, "H{x}V{y}"),
            Some(_) => write!(out, "L{x} {y}"),
        };
        before = Some((x, y));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_written_to_one_decimal() {
        assert_eq!([12.0, 12.34, -0.04, -3.26].map(number).join(" "), "12 12.3 0 -3.3");
    }

    #[test]
    fn a_step_is_level_until_the_next_point() {
        assert_eq!(path_data(&[(0.0, 9.0), (5.0, 4.0), (5.0, 2.0), (8.0, 2.0)], true), "M0 9H5V4V2H8");
    }
}
