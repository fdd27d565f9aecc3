//! The typeface of drawings: how wide words are, where they break, and how they are cut. Knows nothing of charts.
//!
//! Widths are those of Inter, which is embedded (`font/README.md`); most other sans-serif faces are narrower.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use crate::text::wrap_where;

/// The font files, embedded.
pub const REGULAR: &[u8] = include_bytes!("font/Inter-Regular.otf");
pub const SEMIBOLD: &[u8] = include_bytes!("font/Inter-SemiBold.otf");

/// What to ask for where Inter itself is not installed.
pub const FAMILY: &str = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";

/// A weight of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    Regular,
    SemiBold,
}

static FONTS: LazyLock<[FontRef<'static>; 2]> =
    LazyLock::new(|| [REGULAR, SEMIBOLD].map(|data| FontRef::new(data).expect("the embedded type is a font")));

/// Width of `text` in `cut` at `size`, without kerning, in the units of `size`.
pub fn width(cut: Cut, size: f64, text: &str) -> f64 {
    let font = &FONTS[cut as usize];
    let (letters, metrics) = (font.charmap(), GlyphMetrics::new(font, Size::unscaled(), LocationRef::default()));
    let em = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    // A character that the font lacks counts as one em, the widest that a substitute is likely to be.
    let advance = |c: char| letters.map(c).and_then(|glyph| metrics.advance_width(glyph)).map_or(em, f64::from);
    text.chars().map(advance).sum::<f64>() / em * size
}

/// `text`, or as much of it as fits into `room`, with an ellipsis.
pub fn fit(cut: Cut, size: f64, text: &str, room: f64) -> String {
    // The room was often measured from this very text; sums of widths may differ by a hair.
    if width(cut, size, text) <= room + 0.01 {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut left = room - width(cut, size, "…");
    for c in text.chars() {
        left -= width(cut, size, c.encode_utf8(&mut [0; 4]));
        if left < 0.0 {
            break;
        }
        out.push(c);
    }
    out.trim_end().to_owned() + "…"
}

/// `text` in at most `most` lines no wider than `room` and of about equal width, broken between words. What is left
/// over is cut.
pub fn wrap(cut: Cut, size: f64, text: &str, room: f64, most: usize) -> Vec<String> {
    let lines = broken(cut, size, text, room, most);
    // Avoid a last line of a single word: a narrower column may need no more lines.
    let narrower = (1..=5).map(|k| broken(cut, size, text, room * (1.0 - 0.05 * f64::from(k)), most));
    let whole = |l: &Vec<String>| l.len() == lines.len() && !l.iter().any(|line| line.ends_with('…'));
    if lines.len() > 1 { narrower.take_while(whole).last().unwrap_or(lines.clone()) } else { lines }
}

fn broken(cut: Cut, size: f64, text: &str, room: f64, most: usize) -> Vec<String> {
    let mut lines = wrap_where(text, |_, line| width(cut, size, line) <= room);
    if lines.len() > most {
        let rest = lines.split_off(most.max(1) - 1).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| fit(cut, size, line, room)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // Inter 3.19 has 2816 units to the em and spaces of 792 of them.
        assert!((width(Cut::Regular, 2816.0, " ") - 792.0).abs() < 1e-9);
        assert!(width(Cut::SemiBold, 12.0, "IGNATIEV") > width(Cut::Regular, 12.0, "IGNATIEV"));
    }

    #[test]
    fn lines_break_between_words_and_the_last_is_cut() {
        let lines = wrap(Cut::Regular, 10.0, "one two three four five six seven", 60.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && lines.iter().all(|l| width(Cut::Regular, 10.0, l) <= 60.0), "{lines:?}");
        assert_eq!(fit(Cut::Regular, 10.0, "short", 60.0), "short");
    }

    #[test]
    fn the_font_has_the_letters_of_europe_and_others_count_as_one_em() {
        let letters = FONTS[0].charmap();
        assert!("KADLEČEK ÁÉÍÓŐ Łukasz Øß Şçğı Игнатьев Γιώργος ’–—…−×·†".chars().all(|c| letters.map(c).is_some()));
        assert!((width(Cut::Regular, 10.0, "王") - 10.0).abs() < 1e-9);
    }
}
