//! A chart as plain text: lines of braille dots (or of letters, in ASCII) with their names at their ends. Knows nothing
//! of races.
//!
//! Context is left out. Laps gained and lost are marked with the letter of their line.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::braille::{Canvas, Stroke};
use super::labels::spread;
use super::rows::{has_rows, lines};
use super::{Axis, Chart, Form, LEADS, Panel, Series, Sign, Size, Tone};
use crate::text::ascii::plain;
use crate::text::{LongWord, clean, wrap};

/// Smaller text than this is unreadable, so it is drawn at this size.
const SMALLEST: Size = Size { width: 40, height: 12 };

/// Draws `chart` in at most `size.width` columns and about `size.height` rows; with `ascii`, in ASCII only.
#[must_use]
pub fn draw(chart: &Chart, size: Size, ascii: bool) -> String {
    let width = size.width.max(SMALLEST.width) as usize;
    let head = [&chart.title, &chart.subtitle].map(|words| wrap(words, width, LongWord::Whole)).concat();
    let mut foot = wrap(&chart.source, width, LongWord::Whole);
    if chart.panels.iter().any(has_laps) {
        foot.splice(0..0, wrap("A letter on a line: a lap gained or lost.", width, LongWord::Whole));
    }
    let lines = |p: &Panel| p.y.ticks().iter().map(|t| p.y.label(*t).width()).max().unwrap_or(0);
    let left = chart.panels.iter().map(lines).max().unwrap_or(0);
    let names =
        chart.panels.iter().flat_map(|p| &p.series).map(|s| name(s, true).width()).max().unwrap_or(0).min(width / 3);
    let columns = width.saturating_sub(left + 1 + if names > 0 { names + 1 } else { 0 }).max(10);
    let taken = head.len() + foot.len() + 4 + chart.panels.len();
    let rows = (size.height.max(SMALLEST.height) as usize).saturating_sub(taken).max(6 * chart.panels.len());
    let all: f64 = chart.panels.iter().map(|p| p.share).sum();
    let mut out = head.join("\n") + "\n";
    for panel in &chart.panels {
        let rows = ((rows as f64 * panel.share / all) as usize).max(4);
        out += &format!("\n{}\n", clean(&panel.y.title));
        for line in field(chart, panel, (columns, rows), ascii) {
            out += line.trim_end();
            out.push('\n');
        }
    }
    out += &foot_axis(&chart.x, left, columns);
    out += &format!("\n{}\n", foot.join("\n"));
    // Cut every line to the width: long names have not been cut so far.
    let cut = |line: &str| {
        let mut used = 0;
        let fits = |c: &char| {
            used += c.width().unwrap_or(0);
            used <= width
        };
        line.chars().take_while(fits).map(|c| if ascii { plain(c) } else { c }).collect::<String>()
    };
    out.lines().map(|line| cut(line).trim_end().to_owned() + "\n").collect()
}

/// The rows of one panel: ticks, dots, names.
fn field(chart: &Chart, panel: &Panel, (columns, rows): (usize, usize), ascii: bool) -> Vec<String> {
    let left =
        chart.panels.iter().flat_map(|p| p.y.ticks().into_iter().map(|t| p.y.label(t).width())).max().unwrap_or(0);
    if has_rows(panel) {
        let line = |(name, bars): (String, String)| format!("{}{name}┤{bars}", " ".repeat(left - name.width()));
        return lines(chart, panel, columns, ascii).into_iter().map(line).collect();
    }
    let mut canvas = canvas(&chart.x, panel, (columns, rows), false);
    let letters = has_letters(panel);
    if letters && !has_laps(panel) {
        let middles = panel.series.iter().filter_map(|series| Some((series, middle(panel, series)?)));
        middles.for_each(|(s, point)| canvas.sign(dot(&chart.x, &panel.y, point, (columns, rows)), letter(s)));
    }
    let ticks: Vec<(usize, String)> =
        panel.y.ticks().iter().map(|t| (row(&panel.y, *t, rows), panel.y.label(*t))).collect();
    let mut names = vec![String::new(); rows];
    for (row, series) in named(panel, rows) {
        names[row] = name(series, letters);
    }
    (0..rows)
        .map(|row| {
            let tick = ticks.iter().find(|t| t.0 == row).map_or("", |t| &t.1);
            let pad = " ".repeat(left - tick.width());
            format!("{pad}{tick}{}{} {}", if tick.is_empty() { '│' } else { '┤' }, canvas.row(row, ascii), names[row])
        })
        .collect()
}

/// The lines of `panel` on a grid of cells; the pen of each is its [`letter`]. With `strokes`, each has a stroke of its own, and
/// its letter in the middle.
#[must_use]
pub fn canvas(x: &Axis, panel: &Panel, (columns, rows): (usize, usize), strokes: bool) -> Canvas {
    let mut canvas = Canvas::new(columns, rows);
    let at = |p: &(f64, f64)| dot(x, &panel.y, *p, (columns, rows));
    let letters = has_letters(panel);
    for series in
        panel.series.iter().filter(|s| !s.name.is_empty() || !matches!(s.form, Form::Line | Form::Step | Form::Area))
    {
        let pen = letter(series);
        for piece in &series.pieces {
            let points: Vec<(i64, i64)> = piece.iter().map(at).collect();
            match series.form {
                Form::Bars => {
                    // A bar takes six tenths of its room.
                    let half = (0.3 * series.room * (columns * 2) as f64 / (x.to - x.from)) as i64;
                    let foot = at(&(0.0, panel.y.from.max(series.base))).1;
                    for (x, y) in points {
                        (x - half..=x + half).for_each(|x| canvas.line((x, y), (x, foot), 1, pen));
                    }
                }
                Form::Band => {
                    // Join the two edges wherever the band has a point.
                    let edges = points.iter().zip(points.iter().rev()).take(points.len() / 2);
                    edges.for_each(|(here, there)| canvas.line(*here, *there, 2, pen));
                }
                form => {
                    canvas.set_stroke(match series.tone {
                        Tone::Lead(k) if strokes => Stroke::ALL[k % Stroke::ALL.len()],
                        _ => Stroke::SOLID,
                    });
                    let every = if series.tone == Tone::Reference { 4 } else { 1 };
                    canvas.path(&points, form == Form::Step, every, pen);
                }
            }
        }
        for dot in series.dots.iter().filter(|d| letters && is_lap(d.sign)) {
            canvas.sign(at(&(dot.x, dot.y)), pen);
        }
    }
    if strokes && letters {
        let middles = panel.series.iter().filter_map(|series| Some((series, middle(panel, series)?)));
        middles.for_each(|(series, point)| canvas.sign(at(&point), letter(series)));
    }
    canvas
}

/// The dot of a point on a grid of cells.
fn dot(x: &Axis, y: &Axis, point: (f64, f64), (columns, rows): (usize, usize)) -> (i64, i64) {
    let (w, h) = ((columns * 2 - 1) as f64, (rows * 4 - 1) as f64);
    (libm::round(x.share(point.0) * w) as i64, libm::round((1.0 - y.share(point.1)) * h) as i64)
}

/// The row, out of `rows`, in which `value` stands.
#[must_use]
pub fn row(y: &Axis, value: f64, rows: usize) -> usize {
    (libm::round((1.0 - y.share(value)) * (rows * 4 - 1) as f64) / 4.0).max(0.0) as usize
}

/// The named series, each with a row of its own for its name, as near to its end as possible. Of several that end
/// alike, the first lead comes first.
#[must_use]
pub fn named(panel: &Panel, rows: usize) -> Vec<(usize, &Series)> {
    let wanted =
        |s: &Series| Some(if s.form == Form::Bars { rows / 2 } else { row(&panel.y, s.end()?.1, rows) } as f64 + 0.5);
    let mut named: Vec<(&Series, f64)> =
        panel.series.iter().rev().filter(|s| !s.name.is_empty()).filter_map(|s| Some((s, wanted(s)?))).collect();
    named.sort_by_key(|(s, _)| if let Tone::Lead(k) = s.tone { k } else { LEADS });
    let places = spread(&named.iter().map(|n| n.1).collect::<Vec<f64>>(), 1.0, (0.0, rows as f64));
    let row = |place: f64| (libm::round(place - 0.5).max(0.0) as usize).min(rows - 1);
    named.into_iter().zip(places).map(|((series, _), place)| (row(place), series)).collect()
}

/// The x axis: a line with ticks, their labels, and its title.
fn foot_axis(x: &Axis, left: usize, columns: usize) -> String {
    let column = |value: f64| left + 1 + libm::round(x.share(value) * (columns - 1) as f64) as usize;
    let mut rule: Vec<char> = format!("{}└{}", " ".repeat(left), "─".repeat(columns)).chars().collect();
    let mut labels = String::new();
    for tick in x.ticks() {
        let label = x.label(tick);
        if label.is_empty() {
            continue;
        }
        rule[column(tick)] = '┴';
        let from = column(tick).saturating_sub(label.width() / 2);
        if labels.is_empty() || from > labels.width() {
            labels += &" ".repeat(from - labels.width());
            labels += &label;
        }
    }
    let title = clean(&x.title);
    let middle = (left + 1 + columns / 2).saturating_sub(title.width() / 2);
    format!("{}\n{labels}\n{}{title}\n", rule.into_iter().collect::<String>(), " ".repeat(middle))
}

/// The letter that marks a series.
#[must_use]
pub fn letter(series: &Series) -> char {
    match series.tone {
        Tone::Lead(i) => char::from(b'A' + (i % 26) as u8),
        Tone::Context => '.',
        Tone::Reference => '-',
    }
}

/// Letter, name and value, as written at the end of a line.
fn name(series: &Series, letters: bool) -> String {
    if series.name.is_empty() {
        return String::new();
    }
    let letter = if letters { format!("{} ", letter(series)) } else { String::new() };
    format!("{letter}{} {}", clean(&series.name), clean(&series.value)).trim_end().to_owned()
}

fn is_lap(sign: Sign) -> bool {
    matches!(sign, Sign::Up { .. } | Sign::Down { .. })
}

/// Whether a lap gained or lost is marked on a line.
#[must_use]
pub fn has_laps(panel: &Panel) -> bool {
    panel.series.iter().any(|s| is_lead(s) && s.dots.iter().any(|d| is_lap(d.sign)))
}

/// Whether lines need letters: there are several to tell apart, or laps are marked on one.
#[must_use]
pub fn has_letters(panel: &Panel) -> bool {
    panel.series.iter().filter(|s| is_lead(s)).count() > 1 || has_laps(panel)
}

fn is_lead(series: &Series) -> bool {
    matches!(series.tone, Tone::Lead(_)) && !series.name.is_empty()
}

/// Where to put the letter of a line without marks: each line gets its own part of the way, so letters do not meet.
fn middle(panel: &Panel, series: &Series) -> Option<(f64, f64)> {
    let Tone::Lead(i) = series.tone else { return None };
    if !is_lead(series) {
        return None;
    }
    let leads = panel.series.iter().filter(|s| is_lead(s)).count();
    let points = series.pieces.iter().map(Vec::len).sum::<usize>();
    series.pieces.iter().flatten().nth(points * (i % leads + 1) / (leads + 1)).copied()
}
