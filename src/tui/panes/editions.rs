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
        0 => "every rider keeps his place".to_owned(),
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
    let columns = [
        (end - 4.min(end), comparison.own.name()),
        (end.saturating_sub(11), "total"),
        (end.saturating_sub(17), "laps"),
    ];
    for (right, text) in columns {
        put_right(buf, area, right, 4, text, theme.dim);
    }
    put_right(buf, area, end.saturating_sub(22), 4, "spr", theme.dim);
    let rows = usize::from(area.height).saturating_sub(5);
    let all = &scene.standings().rows;
    let skip = scene.scroll.min(all.len().saturating_sub(rows));
    for (i, row) in all.iter().skip(skip).take(rows).enumerate() {
        draw(scene, row, end, Rect { y: area.y + 5 + i as u16, height: 1, ..area }, buf);
    }
}

fn draw(scene: &Scene, row: &Standing, end: usize, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    put_right(buf, area, 4, 0, &scene.rank(row), if row.rank == Some(1) { theme.leader } else { theme.text });
    put(buf, area, 6, 0, &pad(&scene.programme.family(row.bib), end.saturating_sub(32)), theme.strong);
    put_right(buf, area, end.saturating_sub(22), 0, &number(row.sprint_points), theme.text);
    put_right(
        buf,
        area,
        end.saturating_sub(17),
        0,
        &if row.laps == 0 { "·".into() } else { signed(row.laps) },
        theme.text,
    );
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
