//! What must happen: who has won on sprints alone, who can still win, and what the first five need.
//!
//! ```text
//! what must happen ──────────────────────────────────
//! If nobody gains or loses a lap or leaves the race, with sprints 15 and 16 to come:
//! LLANERAS, KLUGE and NEWTON can still win on sprints.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::{empty, heading};
use crate::tui::scene::Scene;
use crate::tui::text::{put, wrap};

/// Draws as much of the answer as fits; the continued lines of a sentence are indented.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "what must happen", area, buf);
    if scene.outlook.is_empty() {
        return empty(theme, "nothing more: the race is over", area, buf);
    }
    let width = usize::from(area.width).saturating_sub(2);
    let lines = scene.outlook.iter().enumerate().flat_map(|(k, sentence)| {
        let style = if k == 0 { theme.dim } else { theme.text };
        wrap(sentence, width).into_iter().enumerate().map(move |(i, line)| (usize::from(i > 0) * 2, line, style))
    });
    for (y, (x, line, style)) in lines.skip(scene.scroll).take(usize::from(area.height)).enumerate() {
        put(buf, area, x, y, &line, style);
    }
}
