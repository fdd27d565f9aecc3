//! A chart as SVG: titles, axes, lines with their names at their ends. Knows nothing of races.
//!
//! The same chart, theme and size give the same bytes on every machine: positions come from plain arithmetic and the
//! embedded font alone.

use super::font::{self, Cut, fit, width, wrap};
use super::ink::{Anchor, Ink};
use super::labels::spread;
use super::line::thinned;
use super::theme::style;
use super::{Chart, Form, LEADS, Panel, Series, Size, Theme, Tone};
use crate::report::table::escape_markup as escape;

/// Weight and size of each kind of text.
const TITLE: (Cut, f64) = (Cut::SemiBold, 21.0);
const SUBTITLE: (Cut, f64) = (Cut::Regular, 14.0);
const NAME: (Cut, f64) = (Cut::SemiBold, 13.0);
const VALUE: (Cut, f64) = (Cut::Regular, 13.0);
const TICK: (Cut, f64) = (Cut::Regular, 12.0);
const SMALL: (Cut, f64) = (Cut::Regular, 11.0);

/// Space around everything.
const MARGIN: f64 = 24.0;
/// From the end of a line to its name.
const REACH: f64 = 14.0;
/// Height of a name at the end of a line.
const NAME_ROW: f64 = 17.0;

/// The plot area: left and right edge, shared by all panels, and the room for names to the right of it.
struct Frame {
    left: f64,
    right: f64,
    names: f64,
}

/// Draws `chart` as a complete SVG document.
#[must_use]
pub fn draw(chart: &Chart, theme: Theme, size: Size) -> String {
    let (w, h) = (f64::from(size.width), f64::from(size.height));
    let mut ink = Ink::default();
    ink.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"velodrome\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" \
         height=\"{h}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n<style>{}</style>\n",
        font::FAMILY,
        escape(&chart.title),
        escape(&chart.subtitle),
        style(theme)
    ));
    ink.block("ground", (0.0, 0.0), (w, h));
    let top = head(&mut ink, chart, w);
    let foot = source(&mut ink, chart, (w, h));
    let ticks = chart.panels.iter().flat_map(|p| p.y.ticks().into_iter().map(|t| p.y.label(t)));
    let tick_room = ticks.map(|t| width(TICK.0, TICK.1, &t)).fold(0.0, f64::max);
    let names = chart.panels.iter().flat_map(|p| &p.series).map(|s| name_width(s, w));
    let name_room = names.fold(0.0, f64::max);
    let left = MARGIN + tick_room + 8.0;
    let reach = if name_room > 0.0 { REACH } else { 0.0 };
    let frame = Frame { left, right: (w - MARGIN - name_room - reach).max(left + 10.0), names: name_room };
    panels(&mut ink, chart, &frame, (top, foot));
    ink.raw("</svg>\n");
    ink.done()
}

/// Draws title, subtitle and key; returns the y below them.
fn head(ink: &mut Ink, chart: &Chart, w: f64) -> f64 {
    let room = w - 2.0 * MARGIN;
    let mut y = MARGIN;
    for line in wrap(TITLE.0, TITLE.1, &chart.title, room, 3) {
        y += 20.0;
        ink.text((MARGIN, y), "ink", Anchor::Start, TITLE, &line);
        y += 6.0;
    }
    let beside = if chart.panels.iter().any(|p| p.beside) { ". Lines that meet are drawn side by side" } else { "" };
    for line in wrap(SUBTITLE.0, SUBTITLE.1, &format!("{}{beside}", chart.subtitle), room, 3) {
        y += 15.0;
        ink.text((MARGIN, y), "quiet", Anchor::Start, SUBTITLE, &line);
        y += 4.0;
    }
    let mut x = MARGIN;
    for (i, (sign, meaning)) in chart.key.iter().enumerate() {
        let wide = 20.0 + width(TICK.0, TICK.1, meaning) + 18.0;
        if i == 0 || x + wide > w - MARGIN {
            (x, y) = (MARGIN, y + 20.0);
        }
        ink.sign(*sign, (x + 6.0, y - 4.0), "sign", "hollow-sign");
        let words = fit(TICK.0, TICK.1, meaning, room - 20.0);
        ink.text((x + 18.0, y), "quiet", Anchor::Start, TICK, &words);
        x += wide;
    }
    y + 12.0
}

/// Draws the source at the foot; returns the y above it.
fn source(ink: &mut Ink, chart: &Chart, (w, h): (f64, f64)) -> f64 {
    let lines = wrap(SMALL.0, SMALL.1, &chart.source, w - 2.0 * MARGIN, 3);
    let top = h - 14.0 - 15.0 * lines.len() as f64;
    for (i, line) in lines.iter().enumerate() {
        ink.text((MARGIN, top + 15.0 * (i as f64 + 1.0) - 3.0), "quiet", Anchor::Start, SMALL, line);
    }
    top - 8.0
}

/// Draws all panels with what they share: guides, the ticks of x and the title of x.
fn panels(ink: &mut Ink, chart: &Chart, frame: &Frame, (top, foot): (f64, f64)) {
    let at_x = |x: f64| frame.left + chart.x.share(x) * (frame.right - frame.left);
    let between = 12.0;
    // Each panel has a row for the title of its axis; below the first comes a row for the labels of the guides.
    let (title_row, guide_row, tick_row) = (24.0, if chart.guides.is_empty() { 0.0 } else { 14.0 }, 42.0);
    let all = chart.panels.iter().map(|p| p.share).sum::<f64>().max(1e-9);
    let rows = title_row * chart.panels.len() as f64 + between * (chart.panels.len() as f64 - 1.0);
    let room = (foot - top - tick_row - guide_row - rows).max(10.0);
    let mut y = top;
    let mut bounds = Vec::new();
    for (i, panel) in chart.panels.iter().enumerate() {
        y += if i == 0 { 14.0 } else { between + 14.0 };
        let title = fit(TICK.0, TICK.1, &panel.y.title, frame.right - MARGIN);
        ink.text((MARGIN, y), "quiet", Anchor::Start, TICK, &title);
        y += title_row - 14.0 + if i == 0 { guide_row } else { 0.0 };
        bounds.push((y, y + room * panel.share / all));
        y = bounds[i].1;
    }
    let Some(&(_, last)) = bounds.last() else { return };
    for (panel, &edges) in chart.panels.iter().zip(&bounds) {
        back(ink, chart, panel, frame, edges);
    }
    for (i, &edges) in bounds.iter().enumerate() {
        guides(ink, chart, i == 0, &at_x, edges);
    }
    for (panel, &edges) in chart.panels.iter().zip(&bounds) {
        lines(ink, chart, panel, frame, edges);
        names(ink, chart, panel, frame, edges);
    }
    let mut free_from = f64::MIN;
    for tick in chart.x.ticks() {
        let (x, label) = (at_x(tick), chart.x.label(tick));
        let half = 0.5 * width(TICK.0, TICK.1, &label);
        if x - half > free_from && !label.is_empty() {
            ink.stroke("base", (x, last), (x, last + 4.0));
            ink.text((x, last + 17.0), "quiet", Anchor::Middle, TICK, &label);
            free_from = x + half + 8.0;
        }
    }
    let title = fit(TICK.0, TICK.1, &chart.x.title, frame.right - frame.left);
    ink.text((0.5 * (frame.left + frame.right), last + 34.0), "quiet", Anchor::Middle, TICK, &title);
}

/// Draws what lies under the lines: shades, the grid, the ticks of y.
fn back(ink: &mut Ink, chart: &Chart, panel: &Panel, frame: &Frame, (top, bottom): (f64, f64)) {
    let at_x = |x: f64| frame.left + chart.x.share(x) * (frame.right - frame.left);
    for &(from, to) in &panel.spans {
        // At least 1.5 units wide: a second of a race would be too thin to see.
        let (from, to) = (at_x(from), at_x(to));
        ink.block("shade", (from, top), ((to - from).max(1.5), bottom - top));
    }
    // Names of rows must not be higher than the rows.
    let row = panel.y.step / (panel.y.to - panel.y.from) * (bottom - top);
    let size = if panel.y.names.is_empty() { TICK.1 } else { TICK.1.min(0.95 * row).max(6.0) };
    for tick in panel.y.ticks() {
        let y = bottom - panel.y.share(tick) * (bottom - top);
        let class = if tick == 0.0 && panel.y.names.is_empty() { "base" } else { "grid" };
        ink.stroke(class, (frame.left, y), (frame.right, y));
        ink.text((frame.left - 8.0, y + 4.0), "quiet", Anchor::End, (TICK.0, size), &panel.y.label(tick));
    }
}

/// Draws the guides in a panel and, if `labelled`, as many of their labels above it as fit.
fn guides(ink: &mut Ink, chart: &Chart, labelled: bool, at_x: &dyn Fn(f64) -> f64, (top, bottom): (f64, f64)) {
    let mut free_from = f64::MIN;
    for guide in &chart.guides {
        let x = at_x(guide.x);
        ink.stroke("guide", (x, top), (x, bottom));
        let label = fit(SMALL.0, SMALL.1, &guide.label, 2.0 * MARGIN);
        let half = 0.5 * width(SMALL.0, SMALL.1, &label);
        if labelled && x - half > free_from {
            ink.text((x, top - 5.0), "quiet", Anchor::Middle, SMALL, &label);
            free_from = x + half + 5.0;
        }
    }
}

/// Draws every series of a panel and the marks on it.
fn lines(ink: &mut Ink, chart: &Chart, panel: &Panel, frame: &Frame, (top, bottom): (f64, f64)) {
    let at = |&(x, y): &(f64, f64)| {
        let x = frame.left + chart.x.share(x) * (frame.right - frame.left);
        (x, bottom - panel.y.share(y) * (bottom - top))
    };
    for series in &panel.series {
        let foot = at(&(0.0, panel.y.from.max(series.base))).1;
        let aside = beside(panel, series);
        let class = match series.tone {
            Tone::Lead(i) => format!("line l{}", i % LEADS),
            Tone::Context => "other".into(),
            Tone::Reference => "level".into(),
        };
        let mass = match series.tone {
            Tone::Lead(i) => format!("{}{}", if series.form == Form::Bars { "b" } else { "a" }, i % LEADS),
            Tone::Context | Tone::Reference => "mass".into(),
        };
        for piece in &series.pieces {
            let points: Vec<(f64, f64)> = piece.iter().map(at).map(|(x, y)| (x, y + aside)).collect();
            match series.form {
                Form::Line => ink.path(&class, &thinned(&points, 0.25), false),
                Form::Step => ink.path(&class, &points, true),
                Form::Area => {
                    let thin = thinned(&points, 0.25);
                    ink.ground(&mass, &thin, foot);
                    if matches!(series.tone, Tone::Lead(_)) {
                        ink.path(&format!("{class} edge"), &thin, false);
                    }
                }
                Form::Bars => {
                    let unit = series.room * (frame.right - frame.left) / (chart.x.to - chart.x.from);
                    for (x, y) in points {
                        let (high, low) = (y.min(foot), y.max(foot));
                        ink.block(&mass, (x - 0.4 * unit, high), (0.8 * unit, low - high));
                    }
                }
                Form::Band => ink.field(&mass, &points),
                Form::Whiskers => ink.path(&format!("{class} edge"), &points, false),
            }
        }
        if let Tone::Lead(i) = series.tone {
            let (solid, hollow) = (format!("d{}", i % LEADS), format!("h{}", i % LEADS));
            for dot in &series.dots {
                let (x, y) = at(&(dot.x, dot.y));
                ink.sign(dot.sign, (x, y + aside), &solid, &hollow);
            }
        }
    }
}

/// How far down a series is shifted, so that leads with equal values do not hide each other.
fn beside(panel: &Panel, series: &Series) -> f64 {
    let leads = panel.series.iter().filter(|s| matches!(s.tone, Tone::Lead(_))).count();
    match series.tone {
        Tone::Lead(i) if panel.beside => 3.0 * (i as f64 - 0.5 * (leads as f64 - 1.0)),
        _ => 0.0,
    }
}

/// Room for the name and value of a series, at most 30 % of the width.
fn name_width(series: &Series, w: f64) -> f64 {
    if series.name.is_empty() {
        return 0.0;
    }
    (width(NAME.0, NAME.1, &series.name) + value_width(series)).min(0.3 * w)
}

fn value_width(series: &Series) -> f64 {
    if series.value.is_empty() { 0.0 } else { 5.0 + width(VALUE.0, VALUE.1, &series.value) }
}

/// Writes names at the ends of their lines, moved apart so that they do not overlap.
fn names(ink: &mut Ink, chart: &Chart, panel: &Panel, frame: &Frame, (top, bottom): (f64, f64)) {
    let named: Vec<(&Series, f64)> = panel
        .series
        .iter()
        .filter(|s| !s.name.is_empty())
        // The last series lies on top, so it comes first where several end together.
        .rev()
        .filter_map(|s| {
            // Bars have no end: their name stands at half height.
            let share = if s.form == Form::Bars { 0.5 } else { panel.y.share(s.end()?.1) };
            Some((s, beside(panel, s) + bottom - share * (bottom - top)))
        })
        .collect();
    let wanted: Vec<f64> = named.iter().map(|(_, y)| *y).collect();
    let places = spread(&wanted, NAME_ROW, (top - 0.5 * NAME_ROW, bottom + 0.5 * NAME_ROW));
    for ((series, y), place) in named.into_iter().zip(places) {
        let end = frame.left + series.end().map_or(1.0, |p| chart.x.share(p.0)) * (frame.right - frame.left);
        if end < frame.right - 12.0 && series.form != Form::Bars {
            ink.stroke("lead far", (end + 6.0, y), (frame.right, y));
        }
        if libm::fabs(place - y) > 2.0 {
            ink.path(
                "lead",
                &[(frame.right + 1.0, y), (frame.right + 4.0, y), (frame.right + REACH - 3.0, place)],
                false,
            );
        }
        let class = match series.tone {
            Tone::Lead(i) => format!("t{}", i % LEADS),
            Tone::Context | Tone::Reference => "ink".into(),
        };
        let name = fit(NAME.0, NAME.1, &series.name, (frame.names - value_width(series)).max(0.0));
        let x = frame.right + REACH;
        ink.text((x, place + 4.5), &class, Anchor::Start, NAME, &name);
        if !series.value.is_empty() {
            let x = x + width(NAME.0, NAME.1, &name) + 5.0;
            ink.text((x, place + 4.5), "ink", Anchor::Start, VALUE, &series.value);
        }
    }
}

// These tests read the drawings with the parser of the PNG painter.
#[cfg(all(test, feature = "png"))]
mod tests {
    use resvg::usvg::roxmltree::{Document, Node};

    use super::*;
    use crate::chart::{Axis, Dot, Guide, NumberStyle, Sign};

    fn chart(name: &str) -> Chart {
        let line = |i: usize, to: f64| Series {
            dots: vec![Dot { x: 5.0, y: to, sign: Sign::Up { hollow: i == 1 } }],
            ..Series::new(Form::Step, Tone::Lead(i), vec![(0.0, 0.0), (5.0, to), (10.0, to)]).named(name, "20")
        };
        Chart {
            title: name.into(),
            subtitle: name.into(),
            key: vec![(Sign::Up { hollow: false }, name.into())],
            x: Axis::exact(name, (0.0, 10.0), 5, NumberStyle::Plain),
            guides: vec![Guide { x: 5.0, label: name.into() }],
            panels: vec![Panel::of(
                Axis::round(name, (0.0, 20.0), 4, NumberStyle::Plain),
                vec![line(1, 20.0), line(0, 20.0)],
            )],
            source: name.into(),
        }
    }

    const SIZE: Size = Size { width: 640, height: 400 };

    #[test]
    fn any_name_gives_a_well_formed_picture_of_nothing_but_lines_and_words() {
        let long = "Wolfeschlegelsteinhausen".repeat(40);
        let hostile = [
            "</text><script>alert(1)</script>",
            "a & b \"c\" 'd'",
            "\u{1b}]0;x\u{7}\u{0}\u{202e}\u{ffff}",
            "]]>",
            "王小明",
            &long,
            "",
        ];
        for name in hostile {
            for theme in [Theme::Light, Theme::Dark, Theme::Auto] {
                let svg = draw(&chart(name), theme, SIZE);
                let document = Document::parse(&svg).unwrap_or_else(|e| panic!("{name}: {e}"));
                let known = ["svg", "title", "desc", "style", "rect", "path", "text", "circle"];
                for node in document.descendants().filter(|n| n.is_element()) {
                    assert!(known.contains(&node.tag_name().name()), "{name}: <{}>", node.tag_name().name());
                    assert!(node.attributes().all(|a| !a.name().starts_with("on") && a.name() != "href"), "{name}");
                }
            }
            assert!(crate::chart::png::paint(&draw(&chart(name), Theme::Light, SIZE)).is_some(), "{name}");
        }
    }

    #[test]
    fn words_stay_on_the_page_however_long_and_names_never_overlap() {
        for name in ["HENDERSON", &"Wolfeschlegelsteinhausen ".repeat(20)] {
            let svg = draw(&chart(name), Theme::Light, SIZE);
            let document = Document::parse(&svg).unwrap();
            let number = |node: Node<'_, '_>, key: &str| node.attribute(key).unwrap().parse::<f64>().unwrap();
            let words: Vec<Node<'_, '_>> = document.descendants().filter(|n| n.has_tag_name("text")).collect();
            for &word in &words {
                let cut = if word.attribute("font-weight").is_some() { Cut::SemiBold } else { Cut::Regular };
                let wide = width(cut, number(word, "font-size"), word.text().unwrap_or_default());
                let begins = number(word, "x")
                    - match word.attribute("text-anchor") {
                        Some("end") => wide,
                        Some(_) => 0.5 * wide,
                        None => 0.0,
                    };
                assert!(begins > 0.0 && begins + wide < 640.0, "{:?} at {begins}", word.text());
                assert!((0.0..400.0).contains(&number(word, "y")));
            }
            let names: Vec<f64> = words
                .iter()
                .filter(|w| w.attribute("class").is_some_and(|c| c.starts_with('t')))
                .map(|w| number(*w, "y"))
                .collect();
            assert!(names.len() == 2 && (names[0] - names[1]).abs() > 15.0, "{names:?}");
        }
    }

    #[test]
    fn the_same_chart_is_the_same_bytes_and_any_size_is_drawn() {
        let size = |width, height| Size { width, height };
        assert_eq!(draw(&chart("A"), Theme::Dark, SIZE), draw(&chart("A"), Theme::Dark, SIZE));
        for size in [size(20, 10), size(160, 120), size(4000, 4000)] {
            let svg = draw(&chart("A"), Theme::Light, size);
            assert!(Document::parse(&svg).is_ok() && !svg.contains("NaN") && !svg.contains("inf"), "{size:?}");
        }
    }
}
