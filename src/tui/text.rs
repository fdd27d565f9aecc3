//! Text on its way to the screen: cleaned, measured in cells, cut, and written into the buffer.
//!
//! Scenario files come from strangers. Whatever they contain, only printable text of known width passes.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub use crate::report::words::{figure as number, ordinal, scored, signed};

/// Combining marks kept per letter; more would climb over the lines above.
const MARKS_PER_LETTER: usize = 2;

/// `text` without control characters, direction overrides and other invisible characters.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (b' '..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut marks = 0;
    let kept = text.chars().filter(|&c| {
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        !c.is_control() && !is_invisible(c) && marks <= MARKS_PER_LETTER
    });
    Cow::Owned(kept.collect())
}

/// Joiners, direction marks and overrides, line separators, the byte-order mark, tags.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Cells that `text` takes.
#[must_use]
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text`, cleaned, in at most `cells` cells; an ellipsis stands for what is cut off.
#[must_use]
pub fn cut(text: &str, cells: usize) -> String {
    let text = clean(text);
    if width(&text) <= cells {
        return text.into_owned();
    }
    let (mut out, mut used) = (String::new(), 0);
    for c in text.chars() {
        let w = c.width().unwrap_or(0);
        if used + w + 1 > cells {
            break;
        }
        used += w;
        out.push(c);
    }
    if cells > 0 {
        out.truncate(out.trim_end().len());
        out.push('…');
    }
    out
}

/// [`cut`], then filled with blanks to exactly `cells` cells.
#[must_use]
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = cut(text, cells);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(&out))));
    out
}

/// `text` in lines of at most `cells` cells, broken between words.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= cells => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(cut(word, cells)),
        }
    }
    lines
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

/// Like [`wrap`], but words longer than a line are broken, not cut.
#[must_use]
pub fn wrap_whole(text: &str, cells: usize) -> Vec<String> {
    let pieces: Vec<String> = text.split(' ').flat_map(|word| wrap_code(word, cells)).collect();
    wrap(&pieces.join(" "), cells)
}

/// A run code in lines of at most `cells` cells, never shortened: a code that is cut opens nothing.
#[must_use]
pub fn wrap_code(code: &str, cells: usize) -> Vec<String> {
    let chars: Vec<char> = code.chars().collect();
    chars.chunks(cells.max(1)).map(|line| line.iter().collect()).collect()
}

/// Sets the style of row `y` of `area`, keeping its text.
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
    fn words_longer_than_a_line_are_broken_and_not_cut() {
        assert_eq!(wrap_whole("saved: runs/abcdef here", 8), ["saved:", "runs/abc", "def here"]);
        assert_eq!(wrap("saved: runs/abcdef here", 8), ["saved:", "runs/ab…", "here"]);
    }

    #[test]
    fn a_number_stays_with_its_name_and_what_is_cut_off_is_seen_to_be() {
        let text = "Result: 1. ASH 25, 2. BIRCH 17.";
        assert_eq!(wrap_in(text, 22, 4), ["Result: 1. ASH 25,", "2. BIRCH 17."]);
        assert_eq!(wrap_in(text, 14, 2), ["Result: 1. ASH", "25, 2. BIRCH…"]);
        assert!(wrap_in(text, 14, 0).is_empty());
    }

    #[test]
    fn control_codes_and_direction_overrides_never_reach_the_screen() {
        assert_eq!(clean("\u{1b}[2JKad\u{202e}lec\u{7}\n"), "[2JKadlec");
    }

    #[test]
    fn letters_keep_their_marks_but_cannot_pile_them_up() {
        assert_eq!(clean("Rafa\u{301}l"), "Rafa\u{301}l");
        assert_eq!(clean(&format!("a{}", "\u{301}".repeat(40))).chars().count(), 1 + MARKS_PER_LETTER);
    }

    #[test]
    fn names_are_cut_by_width_not_by_bytes() {
        assert_eq!(cut("RATAJCZYK", 6), "RATAJ…");
        assert_eq!(cut("王小明王小明", 6), "王小…");
        assert_eq!(cut("ŁĄCKI", 5), "ŁĄCKI");
        assert_eq!(cut("anything", 0), "");
    }

    #[test]
    fn padding_counts_cells() {
        assert_eq!(width(&pad("王小", 7)), 7);
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

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("gaining a lap in ~4 laps", 12), ["gaining a", "lap in ~4", "laps"]);
    }
}
