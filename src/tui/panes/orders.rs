//! What if: the orders that a rider can be given from here on.
//!
//! ```text
//! from here on: IGNATIEV ────────────────────────────
//!   nothing: all decide for themselves
//! ▸ sit in       no attack, no chase, no sprint
//!   …
//! run:5:athens-2004-men:s1
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::heading;
use crate::tui::scene::Scene;
use crate::tui::text::{paint_row, put, width, wrap_code};

/// Draws the orders, with the chosen one in sight, and the code of the run so far.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let Some(offer) = scene.offer else { return };
    let area = heading(theme, &offer.heading, area, buf);
    let code = offer.code.as_deref().map(|code| wrap_code(code, usize::from(area.width))).unwrap_or_default();
    let rows = usize::from(area.height).saturating_sub(code.len() + usize::from(!code.is_empty())).max(1);
    let skip = (offer.at + 1).saturating_sub(rows);
    // All in full or all in few words: mixed, they would look like two kinds of orders.
    let fits = offer.rows.iter().all(|[full, _]| width(full) + 2 <= usize::from(area.width));
    for (y, (k, [full, short])) in offer.rows.iter().enumerate().skip(skip).take(rows).enumerate() {
        if k == offer.at {
            paint_row(buf, area, y, theme.selected);
            put(buf, area, 0, y, "▸", theme.leader);
        }
        put(buf, area, 2, y, if fits { full } else { short }, if k == offer.at { theme.strong } else { theme.text });
    }
    let below = usize::from(area.height).saturating_sub(code.len());
    for (k, line) in code.iter().enumerate() {
        if below > rows.min(offer.rows.len()) {
            put(buf, area, 0, below + k, line, theme.dim);
        }
    }
}
