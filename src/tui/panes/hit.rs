//! Which rider a pointer is on: the one whose name it is over, whatever pane has written it, or whose sign on the track.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{track, view};
use crate::tui::layout::plan;
use crate::tui::page::Page;
use crate::tui::scene::Scene;
use crate::units::Bib;

/// The rider at `at` of the screen as it is drawn in `area`.
#[must_use]
pub fn rider(scene: &Scene, page: Page, area: Rect, at: Position) -> Option<Bib> {
    if !area.contains(at) {
        return None;
    }
    let mut buf = Buffer::empty(area);
    view(scene, page, area, &mut buf);
    let row: Vec<&str> = (area.left()..area.right()).map(|x| buf[(x, at.y)].symbol()).collect();
    let column = usize::from(at.x.checked_sub(area.x)?);
    let named = scene.programme.roster.iter().filter(|entry| covers(&row, column, &entry.family));
    // The longest, where one name is part of another.
    let named = named.max_by_key(|entry| entry.family.chars().count()).map(|entry| entry.bib);
    named.or_else(|| track::rider_at(scene, plan(area, scene.programme.roster.len()).track, at))
}

/// Whether `name` stands in `row` where `column` is.
fn covers(row: &[&str], column: usize, name: &str) -> bool {
    let letters: Vec<String> = name.chars().map(String::from).collect();
    let from = (column + 1).saturating_sub(letters.len());
    !letters.is_empty() && (from..=column).any(|x| row.get(x..x + letters.len()).is_some_and(|cells| cells == letters))
}
