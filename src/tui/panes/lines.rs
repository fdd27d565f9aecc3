//! The commentary, newest first.
//!
//! ```text
//! commentary ─────────────────────────────────────
//! 133  Ignatiev and Fulst have half a lap
//! 130  Sprint 13: LLANERAS 5 · FULST 3 · …
//! ```
//!
//! The number is the race lap of the head. If a rider is followed, only lines about that rider are shown.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::{empty, heading};
use crate::tui::scene::Scene;
use crate::tui::text::{put, put_right, wrap_in};

/// Draws as many lines as fit; long ones are wrapped.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    let followed = scene.followed().map(|bib| scene.programme.family(bib));
    let title = followed.as_ref().map_or_else(|| "commentary".to_owned(), |name| format!("commentary on {name}"));
    let area = heading(theme, &title, area, buf);
    let lines = &scene.programme.lines;
    let past = &lines[..lines.partition_point(|(at, _)| *at <= scene.at())];
    let about = |text: &str| followed.as_ref().is_none_or(|name| text.to_uppercase().contains(&name.to_uppercase()));
    let mut y = 0;
    for (i, (at, text)) in past.iter().rev().filter(|(_, text)| about(text)).enumerate() {
        if y >= usize::from(area.height) {
            break;
        }
        put_right(buf, area, 3, y, &scene.programme.laps_done(*at).to_string(), theme.dim);
        let (room, rows) = (usize::from(area.width).saturating_sub(5), usize::from(area.height) - y);
        for line in wrap_in(text, room, rows) {
            put(buf, area, 5, y, &line, if i == 0 { theme.strong } else { theme.text });
            y += 1;
        }
    }
    if y == 0 {
        let why = if followed.is_some() { "nothing about this rider so far" } else { "nothing has happened yet" };
        empty(theme, why, area, buf);
    }
}
