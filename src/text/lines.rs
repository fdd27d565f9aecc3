//! Text measured in the cells of a terminal: cut, filled up, and broken into lines.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::clean;

/// What becomes of a word that is longer than a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongWord {
    /// It is cut, with an ellipsis for what is missing.
    Cut,
    /// It stands on a line of its own, which is longer than the others.
    Whole,
    /// It goes on in the next line: nothing is missing, as in what is copied.
    Broken,
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
        return text;
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

/// `text`, cleaned, in lines of at most `cells` cells, broken between words.
#[must_use]
pub fn wrap(text: &str, cells: usize, long: LongWord) -> Vec<String> {
    let text = match long {
        LongWord::Broken => text.split(' ').map(|word| chunks(word, cells).join(" ")).collect::<Vec<_>>().join(" "),
        LongWord::Cut | LongWord::Whole => text.to_owned(),
    };
    let lines = wrap_where(&text, |_, line| width(line) <= cells);
    lines.into_iter().map(|line| if long == LongWord::Whole { line } else { cut(&line, cells) }).collect()
}

/// `text`, cleaned, in lines broken between words wherever the next word would make a line that does not `fit`; a line is
/// given with its number, from 0.
#[must_use]
pub fn wrap_where(text: &str, fit: impl Fn(usize, &str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        let nth = lines.len().saturating_sub(1);
        match lines.last().map(|line| format!("{line} {word}")).filter(|line| fit(nth, line)) {
            Some(longer) => lines[nth] = longer,
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A word in pieces of at most `cells` cells.
fn chunks(word: &str, cells: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let last = pieces.last().map_or(0, |piece| width(piece));
        if last > 0 && last + c.width().unwrap_or(0) > cells {
            pieces.push(String::new());
        }
        pieces.last_mut().expect("it begins with one").push(c);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        for long in [LongWord::Cut, LongWord::Whole, LongWord::Broken] {
            assert_eq!(wrap("gaining a lap in ~4 laps", 12, long), ["gaining a", "lap in ~4", "laps"]);
        }
    }

    #[test]
    fn words_longer_than_a_line_are_broken_cut_or_left_whole() {
        let text = "saved: runs/abcdef here";
        assert_eq!(wrap(text, 8, LongWord::Broken), ["saved:", "runs/abc", "def here"]);
        assert_eq!(wrap(text, 8, LongWord::Cut), ["saved:", "runs/ab…", "here"]);
        assert_eq!(wrap(text, 8, LongWord::Whole), ["saved:", "runs/abcdef", "here"]);
        assert_eq!(wrap("王小明王小", 5, LongWord::Broken), ["王小", "明王", "小"], "by cells, not letters");
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
}
