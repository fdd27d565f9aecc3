//! Bars and whiskers in rows of their own, as text: one line per row. Knows nothing of races.

use super::{Chart, Form, Panel, Series};

/// The heights of a bar within one cell, lowest first.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const PLAIN: [char; 8] = ['.', ':', '-', '=', '+', '*', '#', '@'];

/// Whether the panel has named rows and bars or whiskers to stand in them.
pub fn has_rows(panel: &Panel) -> bool {
    !panel.y.names.is_empty() && panel.series.iter().any(|s| matches!(s.form, Form::Bars | Form::Whiskers))
}

/// Name and line of each row, the highest first; a line has `columns` cells.
pub fn lines(chart: &Chart, panel: &Panel, columns: usize, ascii: bool) -> Vec<(String, String)> {
    let all = || panel.series.iter().filter(|s| s.form == Form::Bars);
    let heights = all().flat_map(|s| s.pieces.iter().flatten().map(|bar| bar.1 - s.base));
    let most = heights.fold(f64::MIN_POSITIVE, f64::max);
    let line = |row: usize| {
        let mut cells = vec![' '; columns];
        let is_here = |y: f64| libm::round(y) as usize == row;
        for series in &panel.series {
            match series.form {
                Form::Bars if is_here(series.base) => bars(chart, series, most, ascii, &mut cells),
                Form::Whiskers if series.end().is_some_and(|end| is_here(end.1)) => {
                    whiskers(chart, series, ascii, &mut cells);
                }
                _ => {}
            }
        }
        cells.into_iter().collect::<String>()
    };
    (1..=panel.y.names.len()).rev().map(|row| (panel.y.label(row as f64), line(row))).collect()
}

/// The cell of `x`; at the right end, the one past the last.
fn cell(chart: &Chart, x: f64, columns: usize) -> usize {
    (chart.x.share(x) * columns as f64) as usize
}

/// Draws bars in eighths of a cell; a bar of height `most` fills it.
fn bars(chart: &Chart, series: &Series, most: f64, ascii: bool, cells: &mut [char]) {
    let (columns, half) = (cells.len(), 0.5 * series.room);
    let shapes = if ascii { PLAIN } else { BLOCKS };
    // Leave a gap between bars that are at least four cells wide.
    let gap = usize::from(series.room / (chart.x.to - chart.x.from) * columns as f64 >= 4.0);
    for &(x, y) in series.pieces.iter().flatten() {
        // Rounded up, so that anything that occurred is visible.
        let level = libm::ceil((y - series.base) / most * 8.0).clamp(0.0, 8.0) as usize;
        let Some(shape) = level.checked_sub(1).map(|k| shapes[k]) else { continue };
        let (from, to) = (cell(chart, x - half, columns).min(columns - 1), cell(chart, x + half, columns));
        let to = to.saturating_sub(gap).clamp(from + 1, columns);
        for cell in &mut cells[from..to] {
            // Where two bars share a cell, the higher one shows.
            let lower = shapes.iter().position(|s| s == cell).is_none_or(|k| k < level);
            *cell = if lower { shape } else { *cell };
        }
    }
}

/// Draws a line from end to end, and a mark at each dot.
fn whiskers(chart: &Chart, series: &Series, ascii: bool, cells: &mut [char]) {
    let columns = cells.len();
    let at = |x: f64| cell(chart, x, columns).min(columns - 1);
    let (line, mark) = if ascii { ('-', 'o') } else { ('─', '●') };
    for piece in &series.pieces {
        if let [(from, _), .., (to, _)] = piece[..] {
            cells[at(from)..=at(to).max(at(from))].fill(line);
        }
    }
    series.dots.iter().for_each(|dot| cells[at(dot.x)] = mark);
}
