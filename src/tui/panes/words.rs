//! The glossary on the screen: first the terms of what is in view, then all others.
//!
//! ```text
//! words ───────────────────────────────────────────
//! ★ leader      Whoever has most points at the …
//! ▶ head        …
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::parts::heading;
use crate::race::view::GroupKind;
use crate::report::glossary::{TERMS, Term};
use crate::rules::Status;
use crate::tui::scene::Scene;
use crate::tui::text::{put, width, wrap};

/// Draws the terms from the row that is scrolled to.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let area = heading(theme, "words: what is in view first", area, buf);
    let (mut seen, mut others): (Vec<&Term>, Vec<&Term>) = TERMS.iter().partition(|term| is_in_view(scene, term));
    seen.append(&mut others);
    let room = usize::from(area.width).saturating_sub(2);
    let mut lines: Vec<(usize, String, Style)> = Vec::new();
    for term in seen {
        let sign = if term.sign.is_empty() { String::new() } else { format!("  {}", term.sign) };
        lines.push((0, format!("{}{sign}", term.term), theme.strong));
        lines.extend(wrap(term.means, room).into_iter().map(|line| (2, line, theme.text)));
    }
    let skip = scene.scroll.min(lines.len().saturating_sub(usize::from(area.height)));
    for (y, (x, line, style)) in lines.iter().skip(skip).take(usize::from(area.height)).enumerate() {
        put(buf, area, *x, y, line, *style);
    }
    let more = format!(" page ↓ {} more rows ", lines.len().saturating_sub(skip + usize::from(area.height)));
    if lines.len() > skip + usize::from(area.height) && usize::from(area.width) > width(&more) + 30 && area.y > 0 {
        let above = Rect { y: area.y - 1, height: 1, ..area };
        put(buf, above, usize::from(area.width) - width(&more) - 1, 0, &more, theme.dim);
    }
}

/// Whether something on the screen is what the term is about.
fn is_in_view(scene: &Scene, term: &Term) -> bool {
    let rows = &scene.standings().rows;
    let group = |kind| scene.view().groups.iter().any(|group| group.kind == kind);
    let marked = |mark: &str| rows.iter().any(|row| scene.marks(row).0 == mark || scene.marks(row).1 == mark);
    match term.term {
        "laps to go" | "total" | "spr" | "laps" | "gap" | "bunch" => true,
        "leader" => scene.leader().is_some(),
        "head of the race" => scene.head().is_some(),
        "bell" => scene.view().counter.bell,
        "break" => group(GroupKind::Break),
        "chase" => group(GroupKind::Chase),
        "off the back" => group(GroupKind::OffTheBack),
        "lap gained" => rows.iter().any(|row| row.laps > 0),
        "lap lost" => rows.iter().any(|row| row.laps < 0),
        "places in parentheses" => !scene.standings().is_final,
        "starting points" => rows.iter().any(|row| row.start_points != 0),
        "points taken off" => rows.iter().any(|row| row.penalty_points != 0),
        "dnf" => rows.iter().any(|row| matches!(row.status, Status::Dnf | Status::Abd)),
        "derived" => marked("="),
        "reconstructed" => marked("~"),
        "disputed" => rows.iter().any(|row| scene.disputes(row.bib).next().is_some()),
        "last sprint" => scene.view().counter.next_sprint == Some(scene.view().sprints),
        _ => false,
    }
}
