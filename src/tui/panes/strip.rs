//! The track unrolled, for screens without room for an oval: one lap from line to line, with every rider in place.
//!
//! ```text
//!        IGNATIEV              LLANERAS
//! ┃──────◆★───────────────●●●●▶●●●●●────────○─────┃
//! ```
//!
//! Riders go from left to right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::track::{importance, look, riders};
use crate::tui::scene::Scene;
use crate::tui::text::{cut, is_blank, put, width};
use crate::tui::theme::ScreenTheme;

/// Draws the strip in the last row of `area`, and names above it if there is a second one.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    let (cells, y) = (usize::from(area.width), usize::from(area.height) - 1);
    let lit = scene.flash.map(|_| ScreenTheme::drawn(theme.bell));
    put(buf, area, 0, y, &"─".repeat(cells), lit.unwrap_or(theme.faint));
    let line = if scene.view().counter.bell { ScreenTheme::drawn(theme.bell) } else { theme.strong };
    for x in [0, cells - 1] {
        put(buf, area, x, y, "┃", line);
    }
    let column = |place_m: f64| {
        let inside = cells.saturating_sub(2) as f64;
        1 + libm::floor(place_m / scene.view().lap_m * inside).clamp(0.0, (inside - 1.0).max(0.0)) as usize
    };
    let riders = riders(scene);
    for rider in &riders {
        let (sign, style) = look(scene, rider);
        put(buf, area, column(rider.place_m), y, sign, style);
    }
    for rider in riders.into_iter().rev().filter(|r| y > 0 && importance(scene, r) >= 2) {
        let name = cut(&scene.programme.family(rider.bib), 14);
        let (_, style) = look(scene, rider);
        let x = column(rider.place_m).saturating_sub(width(&name) / 2).min(cells.saturating_sub(width(&name)));
        if is_blank(buf, area, x.saturating_sub(1), 0, width(&name) + 2) {
            put(buf, area, x, 0, &name, style.remove_modifier(Modifier::REVERSED));
        }
    }
}
