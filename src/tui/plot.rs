//! A chart drawn on the screen: lines of braille dots (of letters, in ASCII) with axes, and names at the ends of the lines.
//!
//! ```text
//! points
//! 80┤                            ⢰⠒⠒⠒⠒ A IGNATIEV 73
//!   │                    ⢰⠒⠒⠒⠒⠒⠒⠒⠾⠒⠒⠒⠒ B KADLEC 65
//! 40┤         ⢰⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠃
//!  0┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣸
//!   └┴────┴────┴────┴────┴────┴────┴────┴────┴
//!    0        40        80       120     160 laps
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::text::{cut, put, put_all, put_right, width};
use super::theme::ScreenTheme;
use crate::chart::text::{canvas, has_letters, letter, named, row};
use crate::chart::{Axis, Chart, Panel, Series, Tone};

/// Rows of the x axis: the line with its marks, and the labels.
const AXIS: usize = 2;
/// Rows from which on every panel has a title.
const TITLED: usize = 10;
/// Guides closer than this many columns are only marked on the axis.
const APART: usize = 5;

/// A chart, and how to draw it.
#[derive(Debug, Clone, Copy)]
pub struct Plot<'a> {
    pub chart: &'a Chart,
    /// The lead that stands out.
    pub marked: Option<usize>,
    pub ascii: bool,
    pub theme: &'static ScreenTheme,
}

impl Plot<'_> {
    /// Fills `area` with the chart. Draws nothing and returns `false` if there is too little room.
    #[must_use]
    pub fn view(&self, area: Rect, buf: &mut Buffer) -> bool {
        let panels = &self.chart.panels;
        let (all, height) = (usize::from(area.width), usize::from(area.height));
        // A title that repeats the heading is left out.
        let titled = |panel: &Panel| height >= TITLED && panel.y.title != self.chart.title;
        let titles = panels.iter().filter(|p| titled(p)).count();
        let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
        let left = 1 + widest(&mut panels.iter().flat_map(|p| p.y.ticks().into_iter().map(|t| width(&p.y.label(t)))));
        let names = panels.iter().flat_map(|p| p.series.iter().filter(|s| !s.name.is_empty()).map(|s| label(p, s)));
        let names = widest(&mut names.map(|[letter, name, value]| width(&letter) + width(&name) + width(&value)));
        let columns = all.saturating_sub(left + 1 + names.min(all / 3));
        let rows = height.saturating_sub(AXIS + titles);
        if columns < 8 || rows < 2 * panels.len() {
            return false;
        }
        let shares: f64 = panels.iter().map(|p| p.share).sum();
        let mut y = 0;
        for (k, panel) in panels.iter().enumerate() {
            if titled(panel) {
                put(buf, area, 0, y, &panel.y.title, self.theme.dim);
                y += 1;
            }
            // The last panel takes what rounding leaves.
            let part = ((rows as f64 * panel.share / shares) as usize).max(2);
            let rows = if k + 1 == panels.len() { height - AXIS - y } else { part };
            let field = Rect { y: area.y + y as u16, height: rows as u16, ..area };
            self.panel(panel, (left, columns), field, buf);
            y += rows;
        }
        self.axis((left, columns), y, area, buf);
        true
    }

    /// Draws ticks, guides, lines and names of a panel.
    fn panel(&self, panel: &Panel, (left, columns): (usize, usize), area: Rect, buf: &mut Buffer) {
        let rows = usize::from(area.height);
        for y in 0..rows {
            put(buf, area, left - 1, y, "│", self.theme.dim);
        }
        let ticks: Vec<(usize, f64)> =
            panel.y.ticks().into_iter().map(|tick| (row(&panel.y, tick, rows), tick)).collect();
        // Every tick, or every second, third …: as many as have rows of their own.
        let apart = |step: &usize| ticks.iter().step_by(*step).is_sorted_by(|below, above| below.0 > above.0);
        let step = (1..=ticks.len()).find(apart).unwrap_or(1);
        for &(y, tick) in ticks.iter().step_by(step) {
            put_right(buf, area, left - 1, y, &panel.y.label(tick), self.theme.dim);
            put(buf, area, left - 1, y, "┤", self.theme.dim);
        }
        let guides = self.guides(columns);
        if guides.windows(2).all(|w| w[1] - w[0] >= APART) {
            for (x, y) in guides.iter().flat_map(|x| (0..rows).map(move |y| (x, y))) {
                put(buf, area, left + x, y, "┊", self.theme.faint);
            }
        }
        let canvas = canvas(&self.chart.x, panel, (columns, rows), self.theme.strokes);
        for y in 0..rows {
            for (x, (shape, pen)) in canvas.cells(y, self.ascii).enumerate().filter(|(_, (shape, _))| *shape != ' ') {
                let style = panel.series.iter().find(|s| letter(s) == pen).map_or(self.theme.text, |s| self.style(s));
                put(buf, area, left + x, y, shape.encode_utf8(&mut [0; 4]), style);
            }
        }
        let ends = panel.series.iter().filter_map(|s| Some(s.end()?.0));
        let x = left + 1 + (column(&self.chart.x, ends.fold(0.0, f64::max), columns) + 1).min(columns);
        for (y, series) in named(panel, rows) {
            self.name(panel, series, (x, y), area, buf);
        }
    }

    /// Writes the name of a line after its end.
    fn name(&self, panel: &Panel, series: &Series, (x, y): (usize, usize), area: Rect, buf: &mut Buffer) {
        let [letter, name, value] = label(panel, series);
        let room = usize::from(area.width).saturating_sub(x + width(&letter) + width(&value));
        let style = if letter.is_empty() { self.style(series) } else { self.theme.text };
        // The blank before the name must cover what lies under it.
        put(buf, area, x - 1, y, " ", self.theme.text);
        let pieces = [(&*letter, self.style(series)), (&*cut(&name, room), style), (&*value, self.theme.strong)];
        let end = put_all(buf, area, x, y, &pieces);
        if self.marked.is_some_and(|k| series.tone == Tone::Lead(k)) {
            let cells = Rect { x: area.x + x as u16, y: area.y + y as u16, width: (end - x) as u16, height: 1 };
            buf.set_style(cells.intersection(buf.area), self.theme.selected);
        }
    }

    /// Draws the x axis, with the guides on it, and the labels of its ticks.
    fn axis(&self, (left, columns): (usize, usize), y: usize, area: Rect, buf: &mut Buffer) {
        let x = &self.chart.x;
        put(buf, area, left - 1, y, &format!("└{}", "─".repeat(columns)), self.theme.dim);
        for guide in self.guides(columns) {
            put(buf, area, left + guide, y, "┴", self.theme.dim);
        }
        let ticks = x.ticks();
        let last = ticks.len().saturating_sub(1);
        let label = |k: usize| {
            let text = x.label(ticks[k]);
            let from = (left + column(x, ticks[k], columns)).saturating_sub(width(&text) / 2);
            let text = text + if k == last { " laps" } else { "" };
            (from.min(usize::from(area.width).saturating_sub(width(&text))), text)
        };
        // Every label, or every second, third …, down to only the first and the last: as many as do not overlap.
        let labels = |step: usize| (0..=last).step_by(step).map(label).collect::<Vec<_>>();
        let apart = |labels: &Vec<(usize, String)>| labels.windows(2).all(|w| w[0].0 + width(&w[0].1) < w[1].0);
        let steps = (1..=last).filter(|step| last.is_multiple_of(*step));
        for (from, text) in steps.map(labels).find(apart).unwrap_or_else(|| vec![label(last)]) {
            put(buf, area, from, y + 1, &text, self.theme.dim);
        }
    }

    /// Columns of the guides, without repeats.
    fn guides(&self, columns: usize) -> Vec<usize> {
        let mut guides: Vec<usize> = self.chart.guides.iter().map(|g| column(&self.chart.x, g.x, columns)).collect();
        guides.dedup();
        guides
    }

    fn style(&self, series: &Series) -> Style {
        let style = match series.tone {
            Tone::Lead(k) => self.theme.line(k),
            Tone::Context => self.theme.faint,
            Tone::Reference => self.theme.dim,
        };
        // If one line stands out, it is the only bold one.
        match self.marked {
            Some(k) if series.tone == Tone::Lead(k) => style.add_modifier(Modifier::BOLD),
            Some(_) => style.remove_modifier(Modifier::BOLD),
            None => style,
        }
    }
}

/// The column, out of `columns`, in which `value` stands.
fn column(x: &Axis, value: f64, columns: usize) -> usize {
    libm::round(x.share(value) * (columns - 1) as f64) as usize
}

/// Letter, name and value of a line, with the blanks between them.
fn label(panel: &Panel, series: &Series) -> [String; 3] {
    let letter = if has_letters(panel) { format!("{} ", letter(series)) } else { String::new() };
    [letter, series.name.clone(), format!(" {}", series.value)]
}
