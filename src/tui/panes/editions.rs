//! The same race under other rules: the table under the chosen edition, beside the ranks it was ridden for.
//!
//! ```text
//! scored by the rules of another era ───────────────
//!  2000  [2004]  2016  2019  2023  2026
//!      rider        spr laps total    2004
//! (1)  LLANERAS      22   +3    82    (2)  ▲1
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::heading;
use crate::player::Mode;
use crate::rules::{Edition, EditionId, Standing};
use crate::tui::scene::Scene;
use crate::tui::text::{number, pad, paint_row, put, put_right, signed};

/// Draws the editions, and the table with what changes.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "scored by the rules of another era", area, buf);
    let mut x = 0;
    for edition in EditionId::ALL {
        let (text, style) = match edition == scene.programme.edition {
            true => (format!("[{}]", edition.name()), theme.leader),
            false => (format!(" {} ", edition.name()), theme.dim),
        };
        x = put(buf, area, x, 0, &text, style) + 1;
    }
    let Some(comparison) = scene.comparison else { return };
    let moved = scene.standings().rows.iter().filter(|r| shift(scene, r) != 0).count();
    let text = match moved {
        _ if comparison.own == scene.programme.edition => "the rules the race was ridden by".to_owned(),
        0 => "every rider keeps their place".to_owned(),
        1 => "one rider has another place".to_owned(),
        n => format!("{n} riders have another place"),
    };
    let edition = Edition::get(scene.programme.edition);
    put(buf, area, 0, 1, edition.title, theme.strong);
    put(buf, area, 0, 2, edition.span, theme.dim);
    let x = put(buf, area, 0, 3, &text, theme.text);
    if scene.programme.mode != Mode::Directed && comparison.own != scene.programme.edition {
        put(buf, area, x, 3, &format!("; they raced by {}", comparison.own.name()), theme.dim);
    }
    let end = usize::from(area.width).min(56);
    put(buf, area, 6, 4, "rider", theme.dim);
    let parts = PartColumns::of(scene, end);
    let columns = [
        (Some(end - 4.min(end)), comparison.own.name()),
        (Some(end.saturating_sub(11)), "total"),
        (parts.fit.then_some(parts.laps), "laps"),
        (parts.fit.then_some(parts.points), "spr"),
        (parts.off, "off"),
        (parts.start, "start"),
    ];
    for (right, text) in columns.into_iter().filter_map(|(right, text)| Some((right?, text))) {
        put_right(buf, area, right, 4, text, theme.dim);
    }
    let rows = usize::from(area.height).saturating_sub(5);
    let all = &scene.standings().rows;
    let skip = scene.scroll.min(all.len().saturating_sub(rows));
    for (i, row) in all.iter().skip(skip).take(rows).enumerate() {
        draw(scene, row, (end, &parts), Rect { y: area.y + 5 + i as u16, height: 1, ..area }, buf);
    }
}

/// Where the columns end whose sum is the total; those of starting points and points taken off only where there are some.
struct PartColumns {
    /// Cells for the name.
    name: usize,
    /// Whether there is room for the parts of the total.
    fit: bool,
    start: Option<usize>,
    points: usize,
    laps: usize,
    off: Option<usize>,
}

impl PartColumns {
    fn of(scene: &Scene, end: usize) -> Self {
        let rows = &scene.standings().rows;
        let off = rows.iter().any(|row| row.penalty_points != 0).then(|| end.saturating_sub(17));
        let laps = end.saturating_sub(if off.is_some() { 22 } else { 17 });
        let points = laps.saturating_sub(5);
        let start = rows.iter().any(|row| row.start_points != 0).then(|| points.saturating_sub(5));
        let name = start.unwrap_or(points).saturating_sub(10);
        match name {
            0..8 => Self { name: end.saturating_sub(22), fit: false, start: None, points, laps, off: None },
            _ => Self { name, fit: true, start, points, laps, off },
        }
    }
}

fn draw(scene: &Scene, row: &Standing, (end, parts): (usize, &PartColumns), area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    put_right(buf, area, 4, 0, &scene.rank(row), if row.rank == Some(1) { theme.leader } else { theme.text });
    put(buf, area, 6, 0, &pad(&scene.programme.family(row.bib), parts.name), theme.strong);
    let (points_mark, laps_mark) = scene.marks(row);
    let cells = [
        (parts.points, parts.fit.then(|| number(row.sprint_points)), points_mark),
        (parts.laps, parts.fit.then(|| if row.laps == 0 { "·".into() } else { signed(row.laps) }), laps_mark),
        (parts.start.unwrap_or(0), parts.start.map(|_| number(row.start_points)), ""),
        (
            parts.off.unwrap_or(0),
            parts.off.filter(|_| row.penalty_points != 0).map(|_| signed(-row.penalty_points)),
            "",
        ),
    ];
    for (right, text, mark) in cells.into_iter().filter_map(|(right, text, mark)| Some((right, text?, mark))) {
        put_right(buf, area, right, 0, &text, theme.text);
        put(buf, area, right, 0, mark, theme.dim);
    }
    put_right(buf, area, end.saturating_sub(11), 0, &number(row.total), theme.strong);
    if let Some(own) = own(scene, row) {
        put_right(buf, area, end.saturating_sub(4), 0, &scene.rank(own), theme.dim);
    }
    match shift(scene, row) {
        0 => {}
        n => {
            let (sign, style) = if n > 0 { ("▲", theme.gain) } else { ("▼", theme.loss) };
            put(buf, area, end.saturating_sub(3), 0, &format!("{sign}{}", n.unsigned_abs()), style);
        }
    }
    if scene.selected == Some(row.bib) {
        paint_row(buf, area, 0, theme.selected);
    }
}

/// The rider's row under the rules the race was ridden by.
fn own<'a>(scene: &Scene<'a>, row: &Standing) -> Option<&'a Standing> {
    scene.comparison?.standings.rows.iter().find(|r| r.bib == row.bib)
}

/// Places won by the change of rules.
fn shift(scene: &Scene, row: &Standing) -> i32 {
    match (own(scene, row).and_then(|o| o.rank), row.rank) {
        (Some(was), Some(is)) => was as i32 - is as i32,
        _ => 0,
    }
}
