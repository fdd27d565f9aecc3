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
use crate::tui::text::{put, put_right, wrap, wrap_in};

/// Draws as many lines as fit; long ones are wrapped.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let theme = scene.theme;
    let followed = scene.followed();
    let of = |bib| format!("commentary on {}", scene.programme.family(bib));
    let title = followed.map_or_else(|| "commentary".to_owned(), of);
    let area = heading(theme, &title, area, buf);
    let past = scene.programme.said(scene.at()).iter().rev();
    let mut y = 0;
    for (i, said) in past.filter(|said| followed.is_none_or(|bib| said.bibs.contains(&bib))).enumerate() {
        if y >= usize::from(area.height) {
            break;
        }
        put_right(buf, area, 3, y, &scene.programme.laps_done(said.at).to_string(), theme.dim);
        let (room, rows) = (usize::from(area.width).saturating_sub(5), usize::from(area.height) - y);
        for line in wrap_in(whole(&said.text, room, rows), room, rows) {
            put(buf, area, 5, y, &line, if i == 0 { theme.strong } else { theme.text });
            y += 1;
        }
    }
    if y == 0 {
        let why = if followed.is_some() { "nothing about this rider so far" } else { "nothing has happened yet" };
        empty(theme, why, area, buf);
    }
}

/// As many whole sentences of `text` as fit in `rows` lines of `room` cells, if one does; else all of it, to be cut.
pub(super) fn whole(text: &str, room: usize, rows: usize) -> &str {
    let fits = |part: &&str| wrap(part, room).len() <= rows;
    // A single letter before the full stop is an initial.
    let is_initial = |at: usize| text[..at].rsplit(' ').next().is_some_and(|word| word.chars().count() < 2);
    let ends = text.match_indices(". ").map(|(at, _)| at).filter(|at| !is_initial(*at));
    let parts: Vec<&str> = ends.map(|at| &text[..=at]).chain([text]).collect();
    parts.into_iter().rev().find(fits).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_does_not_fit_ends_with_a_sentence_if_it_can() {
        let text = "KLUGE and M. LI take a lap, 20 points each. KLUGE leads.";
        assert_eq!(whole(text, 60, 1), text);
        assert_eq!(whole(text, 50, 1), "KLUGE and M. LI take a lap, 20 points each.");
        assert_eq!(whole(text, 24, 2), "KLUGE and M. LI take a lap, 20 points each.");
        assert_eq!(whole(text, 20, 1), text, "no sentence fits");
        assert_eq!(whole("Caught: LI. FULST leads by a point.", 20, 1), "Caught: LI.");
    }
}
