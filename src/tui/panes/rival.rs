//! Two runs of one race side by side: where they split, and both tables at the same race time.
//!
//! ```text
//! what-if against the record ──────────────────────────
//! they split at 0:39:20 · IGNATIEV: sit in
//!      rider        total   other
//! (1)  KADLEC          85      65  (5)  ▲4
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::{empty, heading};
use crate::player::Mode;
use crate::rules::Standing;
use crate::tui::scene::{OtherRun, Scene};
use crate::tui::text::{number, pad, paint_row, put, put_right};

/// What stands side by side: a run that forks from a record, or any two runs.
fn title(scene: &Scene) -> &'static str {
    if scene.programme.mode == Mode::Forked { "what-if against the record" } else { "this run against the other" }
}

/// Draws both tables.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, title(scene), area, buf);
    let Some(rival) = scene.rival else {
        return empty(theme, "there is only one run so far: b makes another", area, buf);
    };
    let part = match rival.parts {
        Some(at) if at > scene.at() => format!("they split at {}, later than now", at.clock()),
        Some(at) => format!("they split at {}", at.clock()),
        None => "they do not split".to_owned(),
    };
    put(buf, area, 0, 0, &format!("{part} · {}", rival.what), theme.text);
    let end = usize::from(area.width).min(56);
    put(buf, area, 6, 1, "rider", theme.dim);
    for (right, text) in [(end.saturating_sub(17), "total"), (end.saturating_sub(9), "other")] {
        put_right(buf, area, right, 1, text, theme.dim);
    }
    let rows = usize::from(area.height).saturating_sub(2);
    let all = &scene.standings().rows;
    let skip = scene.scroll.min(all.len().saturating_sub(rows));
    for (k, row) in all.iter().skip(skip).take(rows).enumerate() {
        draw(scene, rival, row, Rect { y: area.y + 2 + k as u16, height: 1, ..area }, end, buf);
        if scene.selected == Some(row.bib) {
            paint_row(buf, area, 2 + k, theme.selected);
        }
    }
}

/// Draws a rider's row: place and total here, and there; columns end at `end`.
fn draw(scene: &Scene, rival: &OtherRun, row: &Standing, area: Rect, end: usize, buf: &mut Buffer) {
    let theme = scene.theme;
    put_right(buf, area, 5, 0, &scene.rank(row), theme.text);
    put(buf, area, 6, 0, &pad(&scene.programme.family(row.bib), end.saturating_sub(30)), theme.text);
    put_right(buf, area, end.saturating_sub(17), 0, &number(row.total), theme.strong);
    let Some(other) = there(rival, row) else { return };
    put_right(buf, area, end.saturating_sub(9), 0, &number(other.total), theme.dim);
    let x = put(buf, area, end.saturating_sub(7), 0, &scene.rank_of(other, rival.standings.is_final), theme.dim);
    let moved = match (other.rank, row.rank) {
        (Some(was), Some(is)) => was as i32 - is as i32,
        _ => 0,
    };
    let (sign, style) = if moved > 0 { ("▲", theme.gain) } else { ("▼", theme.loss) };
    if moved != 0 {
        put(buf, area, x + 1, 0, &format!("{sign}{}", moved.abs()), style);
    }
}

/// The same rider's row in the other run.
fn there<'a>(rival: &'a OtherRun, row: &Standing) -> Option<&'a Standing> {
    rival.standings.rows.iter().find(|other| other.bib == row.bib)
}
