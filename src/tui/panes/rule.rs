//! The rule behind what was just explained: what is going on, what one may believe, what holds, and the article.
//!
//! ```text
//! rule 1 of 12 ─────────────────────────────────────
//! SCHEP has won the sprint and is 7th with 5 points; FULST leads with 27 points.
//!
//! It is not so that whoever is in front … leads.
//! The race is led by whoever has the most points, wherever they ride: …
//!
//! UCI 3.2.114, 3.2.118
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::parts::{empty, heading};
use crate::lessons::Confusion;
use crate::tui::scene::Scene;
use crate::tui::text::{put, wrap};

/// Draws it from the row that is scrolled to.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let Some(moment) = scene.explained else {
        let area = heading(theme, "the rule", area, buf);
        return empty(theme, "nothing has been explained yet", area, buf);
    };
    let title = format!("rule {} of {}", moment.confusion.number(), Confusion::ALL.len());
    let area = heading(theme, &title, area, buf);
    let cleared = moment.confusion.cleared();
    let believed = format!("One may believe: {}.", cleared.belief);
    let parts: [(&str, Style); 4] = [
        (&moment.text, theme.strong),
        (&believed, theme.dim),
        (cleared.rule, theme.text),
        (cleared.article, theme.dim),
    ];
    let room = usize::from(area.width).saturating_sub(1);
    let lines: Vec<(String, Style)> = parts
        .iter()
        .flat_map(|(text, style)| {
            let blank = std::iter::once((String::new(), *style));
            wrap(text, room).into_iter().map(|line| (line, *style)).chain(blank)
        })
        .collect();
    // Blank rows go where there is no room for them.
    let is_low = lines.len() > usize::from(area.height) + 1;
    let shown = lines.iter().filter(|(line, _)| !is_low || !line.is_empty());
    for (y, (line, style)) in shown.skip(scene.scroll).take(usize::from(area.height)).enumerate() {
        put(buf, area, 0, y, line, *style);
    }
}
