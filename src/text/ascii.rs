//! Text in ASCII, for terminals and readers that show nothing else. Does not know what the text says.

use unicode_width::UnicodeWidthChar;

use super::letters::plain_latin;

/// `text` with every character that is not ASCII replaced by the nearest one that is, or by the signs that say the same. The
/// width stays the same, but for dots of omission.
#[must_use]
pub fn text(text: &str) -> String {
    // The blanks around it make room, so that columns stay where they are.
    let text = text.replace(" ± ", "+/-").replace('±', "+/-").replace('…', "...");
    let flat = |c: char| {
        let width = if c.is_ascii() { 1 } else { c.width().unwrap_or(0) };
        let first = (width > 0).then(|| if c.is_ascii() { c } else { plain(c) });
        first.into_iter().chain(std::iter::repeat_n(' ', width.saturating_sub(1)))
    };
    text.chars().flat_map(flat).collect()
}

/// The nearest ASCII character; ASCII characters stay as they are.
#[must_use]
pub fn plain(c: char) -> char {
    match c {
        c if c.is_ascii() => c,
        '─' | '╌' | '–' | '—' | '−' | '·' => '-',
        '━' => '=',
        '│' | '┃' | '║' | '┤' | '├' | '▏' | '▌' | '▐' => '|',
        '└' | '┘' | '┌' | '┐' | '┼' | '┿' | '╋' | '┬' | '┴' | '╂' | '±' => '+',
        '┊' => ':',
        '█' | '▟' | '▙' | '▜' | '▛' | '▀' | '▄' | '▓' => '#',
        '░' | '▒' | '…' | '•' | '\u{2800}'..='\u{28ff}' => '.',
        '●' => 'o',
        '◆' => '#',
        '■' => '%',
        '○' => 'c',
        // Not the asterisk, which marks what is simulated.
        '★' => '@',
        '▶' | '▸' | '→' | '›' | '»' => '>',
        '◀' | '←' | '‹' | '«' => '<',
        '▲' | '↑' => '^',
        '▼' | '↓' => 'v',
        '†' => '!',
        '×' | '✕' => 'x',
        '²' => '2',
        '³' => '3',
        '°' => 'o',
        '‘' | '’' | '′' => '\'',
        '“' | '”' | '″' => '"',
        c => letter(c),
    }
}

/// A Latin letter without its marks, the first if it takes two; a question mark for any other character.
fn letter(c: char) -> char {
    let small = c.to_lowercase().next().unwrap_or(c);
    let plain = plain_latin(small).and_then(|plain| plain.chars().next()).unwrap_or('?');
    if c == small { plain } else { plain.to_ascii_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_lines_and_its_width() {
        assert_eq!(text("飯島 7 – 13\nKADLEČEK"), "? ?  7 - 13\nKADLECEK");
        assert_eq!(text("e\u{301} · 12.0 ± 0.3 …\u{200b}"), "e - 12.0+/-0.3 ...");
    }

    #[test]
    fn letters_lose_their_marks_and_shapes_become_the_nearest_sign() {
        let flat = |text: &str| text.chars().map(plain).collect::<String>();
        assert_eq!(flat("KADLEČEK Rafał +3 −17 ▲ 王"), "KADLECEK Rafal +3 -17 ^ ?");
    }
}
