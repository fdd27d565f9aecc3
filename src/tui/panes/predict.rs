//! The questions at a bell: who takes the sprint, and who leads after it.
//!
//! ```text
//! Who takes sprint 7? ──────────────────────────────
//! ▶ 1  IGNATIEV     73 points · 1st · ahead
//!   2  LLANERAS     57 points · 3rd · in the bunch
//!   …
//!   5  somebody else
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::heading;
use crate::race::view::GroupKind;
use crate::tui::block;
use crate::tui::scene::Scene;
use crate::tui::text::{ordinal, pad, paint_row, put, put_centre, width, wrap};
use crate::units::Bib;

/// Characters of a choice in large letters: number, blank, label.
const ROW: usize = 6;
/// The last choice.
const OTHERS: &str = "somebody else";

/// Draws the question and what there is to choose from.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let Some((asked, chosen)) = scene.guessing.and_then(|guessing| guessing.question()) else { return };
    let area = heading(theme, &asked.words(scene.view().sprints), area, buf);
    let names = asked.candidates.iter().map(|bib| width(&scene.programme.family(*bib)));
    let names = names.chain([if asked.others { width(OTHERS) } else { 0 }]).max().unwrap_or(0);
    let room = usize::from(area.width).saturating_sub(7 + names);
    let brief = asked.candidates.iter().any(|bib| width(&facts(scene, *bib, false)) > room);
    // A blank row between heading and choices, and before the hint, if there is room.
    let top = usize::from(usize::from(area.height) > asked.choices() + 3);
    for n in 0..asked.choices() {
        let y = top + n;
        let bib = asked.candidates.get(n);
        let name = bib.map_or(OTHERS.to_owned(), |bib| scene.programme.family(*bib));
        let facts = bib.map(|bib| facts(scene, *bib, brief)).unwrap_or_default();
        let style = if n == chosen { theme.strong } else { theme.text };
        put(buf, area, 2, y, &format!("{}  {}", n + 1, pad(&name, names)), style);
        put(buf, area, 7 + names, y, &facts, theme.dim);
        if n == chosen {
            put(buf, area, 0, y, "▶", theme.leader);
            paint_row(buf, area, y, theme.selected);
        }
    }
    let hint = "The race waits for you: 1 to 5, or enter; space skips a question, esc both.";
    for (i, line) in wrap(hint, usize::from(area.width)).iter().enumerate() {
        put(buf, area, 0, 2 * top + asked.choices() + i, line, theme.dim);
    }
}

/// "73 points · 1st · in the break", or in few words "73 · 1st · break"
fn facts(scene: &Scene, bib: Bib, brief: bool) -> String {
    let row = scene.standing(bib);
    let points = if brief || scene.programme.laps_first { "" } else { " points" };
    let score = row.map(|row| scene.score(row) + points);
    // Before anybody has points all are first, which says nothing.
    let rank = row.and_then(|row| row.rank).filter(|_| scene.leader().is_some()).map(ordinal);
    let group = scene.rider(bib).and_then(|rider| scene.group_of(rider)).map(|group| {
        let kind = match group.kind {
            GroupKind::Break => "in the break",
            GroupKind::Chase => "chasing",
            GroupKind::Bunch => "in the bunch",
            GroupKind::OffTheBack => "off the back",
        };
        let kind = if brief { kind.trim_start_matches("in the ").trim_end_matches(" the back") } else { kind };
        if !brief && group.riders.first() == Some(&bib) { format!("{kind}, in front") } else { kind.to_owned() }
    });
    [score, rank, group].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The same for a class: question, numbers and labels in large letters, if there is room.
pub fn large(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let Some((asked, chosen)) = scene.guessing.and_then(|guessing| guessing.question()) else { return };
    let words = asked.words(scene.view().sprints);
    let is_wide = words.chars().count() * block::WIDTH <= usize::from(area.width);
    let top = if is_wide { block::HEIGHT + 2 } else { 2 };
    let rows = asked.choices() * block::HEIGHT + top;
    let row = ROW * block::WIDTH + 2;
    if usize::from(area.height) < rows || usize::from(area.width) < row + 30 {
        return view(scene, area, buf);
    }
    if is_wide {
        let left = (usize::from(area.width) - words.chars().count() * block::WIDTH) / 2;
        block::write(buf, area, left, &words.to_uppercase(), theme.title);
    } else {
        put_centre(buf, area, 0, &words, theme.title);
    }
    let apart = (usize::from(area.height) - top) / asked.choices().max(1);
    let left = usize::from(area.width).saturating_sub(row + 40) / 2;
    let room = usize::from(area.width).saturating_sub(left + row + 2);
    let brief = asked.candidates.iter().any(|bib| width(&facts(scene, *bib, false)) > room);
    for n in 0..asked.choices() {
        let place = Rect { y: area.y + (top + n * apart) as u16, height: block::HEIGHT as u16, ..area };
        let bib = asked.candidates.get(n).copied();
        let label = bib.map_or("ELSE".to_owned(), |bib| scene.programme.label(bib));
        let style = if n == chosen { theme.leader } else { theme.strong };
        put(buf, place, left, 1, if n == chosen { "▶" } else { "" }, theme.leader);
        block::write(buf, place, left + 2, &(n + 1).to_string(), theme.dim);
        block::write(buf, place, left + 2 + 2 * block::WIDTH, &label, style);
        let x = left + row + 2;
        let name = bib.map_or(OTHERS.to_owned(), |bib| scene.programme.family(bib));
        put(buf, place, x, 0, &name, style);
        let facts = bib.map(|bib| facts(scene, bib, brief)).unwrap_or_default();
        put(buf, place, x, 1, &facts, theme.dim);
    }
}
