//! What if: the orders that a rider can be given from here on.
//!
//! ```text
//! IGNATIEV from here on: 45 to go, 0:39:20 ───────────
//!   nothing: all decide for themselves
//! ▶ sit in       no attack, no chase, no sprint
//!   …
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::heading;
use crate::tui::scene::Scene;
use crate::tui::text::{paint_row, put, width};

/// Draws the orders, with the chosen one in sight.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let Some(offer) = scene.offer else { return };
    let area = heading(theme, &offer.heading, area, buf);
    let rows = usize::from(area.height).max(1);
    let skip = (offer.at + 1).saturating_sub(rows);
    // All in full or all in few words: mixed, they would look like two kinds of orders.
    let fits = offer.rows.iter().all(|[full, _]| width(full) + 2 <= usize::from(area.width));
    for (y, (k, [full, short])) in offer.rows.iter().enumerate().skip(skip).take(rows).enumerate() {
        put(buf, area, 2, y, if fits { full } else { short }, if k == offer.at { theme.strong } else { theme.text });
        if k == offer.at {
            put(buf, area, 0, y, "▶", theme.leader);
            paint_row(buf, area, y, theme.selected);
        }
    }
}
