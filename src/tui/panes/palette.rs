//! Everything the screen can do, by its name, and every rider.
//!
//! ```text
//! find ────────────────────────────────────────────
//! : spr_
//! ▶ previous sprint                               {
//!   next sprint                                   }
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::heading;
use crate::tui::keys::spelt;
use crate::tui::scene::Scene;
use crate::tui::text::{cut, paint_row, put, put_right, width};

/// Draws what was typed, and the entries with the chosen one in sight.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "find", area, buf);
    let Some(palette) = scene.palette else { return };
    let x = put(buf, area, 0, 0, &format!(": {}", palette.typed), theme.strong);
    put(buf, area, x, 0, "_", theme.figures);
    if palette.typed.is_empty() {
        put(buf, area, x + 2, 0, "a few letters of an action, or of a rider", theme.dim);
    }
    let entries = palette.entries(scene.programme);
    if entries.is_empty() {
        put(buf, area, 2, 1, "nothing is called that, and nobody", theme.dim);
        return;
    }
    let rows = usize::from(area.height).saturating_sub(1).max(1);
    let skip = (palette.at() + 1).saturating_sub(rows);
    for (y, (k, entry)) in entries.iter().enumerate().skip(skip).take(rows).enumerate() {
        let y = y + 1;
        let key = spelt(&entry.key, scene.ascii);
        let room = usize::from(area.width).saturating_sub(width(&key) + 4);
        put(buf, area, 2, y, &cut(&entry.text, room), if k == palette.at() { theme.strong } else { theme.text });
        put_right(buf, area, usize::from(area.width).saturating_sub(1), y, &key, theme.dim);
        if k == palette.at() {
            put(buf, area, 0, y, "▶", theme.leader);
            paint_row(buf, area, y, theme.selected);
        }
    }
}
