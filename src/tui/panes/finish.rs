//! The card at the end: who won, what decided it, how to see it again, and what to try next.
//!
//! ```text
//! the end ─────────────────────────────────────────
//! 1.  Mikhail Ignatiev  RUS            93 points
//! 2.  Joan Llaneras     ESP            82
//! 3.  Guido Fulst       GER            79
//!
//! IGNATIEV has led since lap 118, when he gained a lap.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::parts::heading;
use crate::chances::EventKind;
use crate::tui::keys::spelt;
use crate::tui::scene::Scene;
use crate::tui::text::{cut, put, put_right, width, wrap, wrap_whole};

/// What to try next, by key.
const NEXT: [(&str, &str); 6] = [
    ("space", "again from the gun"),
    ("{", "back to the last sprint"),
    ("w", "why these points?"),
    ("r", "the same race under other rules"),
    ("b", "at any moment before: what if …?"),
    ("q", "this card away, and again: quit"),
];

/// Draws as much of the card as fits.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "the end", area, buf);
    let end = usize::from(area.width).saturating_sub(1);
    let mut y = 0;
    for row in scene.standings().rows.iter().filter(|row| row.rank.is_some_and(|rank| rank <= 3)) {
        let Some(entry) = scene.programme.entry(row.bib) else { continue };
        let style = if row.rank == Some(1) { theme.leader } else { theme.strong };
        let score = scene.score(row) + if row.rank == Some(1) && !scene.programme.laps_first { " points" } else { "" };
        put_right(buf, area, 4, y, &scene.rank(row), style);
        let room = end.saturating_sub(6 + width(&score) + 2);
        put(buf, area, 6, y, &cut(&format!("{}  {}", entry.name, entry.noc), room), style);
        put_right(buf, area, end, y, &score, style);
        y += 1;
    }
    let mut say = |y: &mut usize, text: &str, style: Style| {
        *y += 1;
        for line in wrap(text, usize::from(area.width)) {
            put(buf, area, 0, *y, &line, style);
            *y += 1;
        }
    };
    let guessed = scene.guessing.map(|guessing| guessing.result());
    for said in [scene.decided, lever(scene).as_deref(), guessed.as_deref()].into_iter().flatten() {
        say(&mut y, said, theme.text);
    }
    let code = scene.code().map(|code| wrap_whole(code, usize::from(area.width))).unwrap_or_default();
    // A code is there whole, or not at all.
    if !code.is_empty() && y + 2 + code.len() <= usize::from(area.height) {
        put(buf, area, 0, y + 1, "this run, to open or to share:", theme.dim);
        for (i, line) in code.iter().enumerate() {
            put(buf, area, 0, y + 2 + i, line, theme.text);
        }
        y += 2 + code.len();
    }
    y += 1;
    for (key, word) in NEXT {
        put(buf, area, 0, y, &spelt(key, scene.ascii), theme.strong);
        put(buf, area, 8, y, word, theme.dim);
        y += 1;
    }
}

/// What moved the chances of winning most, if they have been counted.
fn lever(scene: &Scene) -> Option<String> {
    let known = scene.chances?.curve.leverages();
    let (event, leverage) = known.first().filter(|(_, leverage)| leverage.size > leverage.half)?;
    let what = match &event.what {
        EventKind::Sprint(n) => format!("sprint {n}"),
        EventKind::Gain(bibs) => {
            let names: Vec<String> = bibs.iter().map(|bib| scene.programme.family(*bib)).collect();
            format!("the lap gained by {}", crate::report::words::list(&names))
        }
    };
    let share = libm::round(100.0 * leverage.size);
    Some(format!("Most was moved by {what}: {share} in 100 of the races ridden on from there have another winner."))
}
