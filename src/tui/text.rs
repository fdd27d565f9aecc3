//! Text on its way to the screen: in lines, and written into the buffer.
//!
//! Scenario files come from strangers. Whatever they contain, only printable text of known width passes.

pub use crate::report::words::{figure as number, ordinal, scored, signed};
use crate::text::{self, LongWord};
pub use crate::text::{clean, cut, pad, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// `text` in lines of at most `cells` cells, broken between words; longer words are cut.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    text::wrap(text, cells, LongWord::Cut)
}

/// [`wrap`], in at most `rows` lines, with numbers kept beside what they number ("3. BERG"); an ellipsis stands for what is cut
/// off.
#[must_use]
pub fn wrap_in(text: &str, cells: usize, rows: usize) -> Vec<String> {
    const STICKY: &str = "\u{a0}";
    let mut words: Vec<String> = Vec::new();
    let is_number = |word: &str| word.strip_suffix('.').is_some_and(|n| n.parse::<u32>().is_ok());
    for word in text.split(' ') {
        match words.last_mut().filter(|last| is_number(last)) {
            Some(last) => *last += &format!("{STICKY}{word}"),
            None => words.push(word.to_owned()),
        }
    }
    let mut lines = wrap_whole(&words.join(" "), cells);
    if lines.len() > rows {
        let rest = lines.split_off(rows.saturating_sub(1)).join(" ");
        lines.extend((rows > 0).then(|| cut(&rest, cells)));
    }
    lines.into_iter().map(|line| line.replace(STICKY, " ")).collect()
}

/// Writes `text` at column `x` of row `y` of `area`, cut at its right edge; returns the column after it.
///
/// Positions outside the area or the buffer are skipped, so no terminal is too small.
pub fn put(buf: &mut Buffer, area: Rect, x: usize, y: usize, text: &str, style: Style) -> usize {
    let room = usize::from(area.width).saturating_sub(x);
    let text = cut(text, room);
    let next = x + width(&text);
    if let Some((cx, cy)) = cell_at(buf, area, x, y) {
        // `set_stringn` adds to the modifiers a cell has, so clear them first: bold and dim must not outlive their
        // text.
        for cell in (cx..buf.area.right()).take(width(&text)) {
            buf[(cell, cy)].modifier = Modifier::empty();
        }
        buf.set_stringn(cx, cy, &text, room, style);
    }
    next
}

/// Writes `text` so that it ends before column `end`; returns the column where it begins.
pub fn put_right(buf: &mut Buffer, area: Rect, end: usize, y: usize, text: &str, style: Style) -> usize {
    let text = cut(text, end);
    let x = end - width(&text);
    put(buf, area, x, y, &text, style);
    x
}

/// Writes `text` in the middle of row `y`.
pub fn put_centre(buf: &mut Buffer, area: Rect, y: usize, text: &str, style: Style) {
    let text = cut(text, usize::from(area.width));
    put(buf, area, (usize::from(area.width) - width(&text)) / 2, y, &text, style);
}

/// Writes pieces one after the other; returns the column after the last.
pub fn put_all(buf: &mut Buffer, area: Rect, x: usize, y: usize, pieces: &[(&str, Style)]) -> usize {
    pieces.iter().fold(x, |x, (text, style)| put(buf, area, x, y, text, *style))
}

/// Whether `cells` cells from column `x` of row `y` are inside the area and blank.
#[must_use]
pub fn is_blank(buf: &Buffer, area: Rect, x: usize, y: usize, cells: usize) -> bool {
    (x..x + cells).all(|x| cell_at(buf, area, x, y).is_some_and(|at| buf[at].symbol() == " "))
}

/// Whether there are no letters and no digits in `cells` cells from column `x` of row `y`.
#[must_use]
pub fn is_free_of_text(buf: &Buffer, area: Rect, x: usize, y: usize, cells: usize) -> bool {
    let is_text = |at: (u16, u16)| buf[at].symbol().chars().any(char::is_alphanumeric);
    !(x..x + cells).filter_map(|x| cell_at(buf, area, x, y)).any(is_text)
}

/// Like [`wrap`], but words longer than a line are broken, not cut: a run code that is cut opens nothing.
#[must_use]
pub fn wrap_whole(text: &str, cells: usize) -> Vec<String> {
    text::wrap(text, cells, LongWord::Broken)
}

/// Sets the style of row `y` of `area`, keeping its text. The text is written before: [`put`] takes modifiers away.
pub fn paint_row(buf: &mut Buffer, area: Rect, y: usize, style: Style) {
    if y < usize::from(area.height) {
        buf.set_style(Rect { y: area.y + y as u16, height: 1, ..area }.intersection(buf.area), style);
    }
}

fn cell_at(buf: &Buffer, area: Rect, x: usize, y: usize) -> Option<(u16, u16)> {
    let inside = x < usize::from(area.width) && y < usize::from(area.height);
    let (cx, cy) = inside.then(|| (area.x + x as u16, area.y + y as u16))?;
    buf.area.contains((cx, cy).into()).then_some((cx, cy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_with_its_name_and_what_is_cut_off_is_seen_to_be() {
        let text = "Result: 1. ASH 25, 2. BIRCH 17.";
        assert_eq!(wrap_in(text, 22, 4), ["Result: 1. ASH 25,", "2. BIRCH 17."]);
        assert_eq!(wrap_in(text, 14, 2), ["Result: 1. ASH", "25, 2. BIRCH…"]);
        assert!(wrap_in(text, 14, 0).is_empty());
    }

    #[test]
    fn writing_outside_the_area_changes_nothing() {
        let area = Rect::new(0, 0, 3, 1);
        let mut buf = Buffer::empty(area);
        put(&mut buf, Rect::new(2, 0, 9, 9), 0, 5, "abc", Style::new());
        put(&mut buf, Rect::new(2, 7, 9, 9), 0, 0, "abc", Style::new());
        assert_eq!(buf, Buffer::empty(area));
        put(&mut buf, Rect::new(1, 0, 9, 9), 0, 0, "abcdef", Style::new());
        assert_eq!(buf, Buffer::with_lines([" ab"]));
    }
}
