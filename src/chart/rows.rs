//! Bars that stand in rows of their own, as text: a line for each row, a cell or more for each bar. Knows nothing of races.

use super::{Chart, Form, Panel, Series};

/// Heights of a bar in one cell, the lowest first.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const PLAIN: [char; 8] = ['.', ':', '-', '=', '+', '*', '#', '@'];

/// The panel has names for rows, and bars in them.
pub fn has_rows(panel: &Panel) -> bool {
    !panel.y.names.is_empty() && panel.series.iter().any(|series| series.form == Form::Bars)
}

/// A line for each row, the highest first, of `columns` cells without its name.
pub fn lines(chart: &Chart, panel: &Panel, columns: usize, ascii: bool) -> Vec<(String, String)> {
    let bars = || panel.series.iter().filter(|series| series.form == Form::Bars);
    let height = |series: &Series, y: f64| y - series.base;
    let all = bars().flat_map(|s| s.pieces.iter().flatten().map(|bar| height(s, bar.1)));
    let most = all.fold(f64::MIN_POSITIVE, f64::max);
    let cell = |x: f64| (chart.x.share(x) * columns as f64) as usize;
    let line = |row: usize| {
        let mut cells = vec![0; columns];
        for series in bars().filter(|series| libm::round(series.base) as usize == row) {
            let half = 0.5 * series.room;
            // A gap between bars, where there is room for one.
            let gap = usize::from(series.room / (chart.x.to - chart.x.from) * columns as f64 >= 4.0);
            for &(x, y) in series.pieces.iter().flatten() {
                // What came at all is seen.
                let level = libm::ceil(height(series, y) / most * 8.0).clamp(0.0, 8.0) as usize;
                let (from, to) = (cell(x - half).min(columns - 1), cell(x + half));
                let to = to.saturating_sub(gap).max(from + 1);
                cells[from..to.min(columns)].iter_mut().for_each(|cell| *cell = level.max(*cell));
            }
        }
        let shapes = if ascii { PLAIN } else { BLOCKS };
        cells.into_iter().map(|level| level.checked_sub(1).map_or(' ', |k| shapes[k])).collect::<String>()
    };
    (1..=panel.y.names.len()).rev().map(|row| (panel.y.label(row as f64), line(row))).collect()
}
