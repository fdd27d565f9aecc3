//! Text in ASCII, for terminals and readers that show nothing else. Does not know what the text says.

use unicode_width::UnicodeWidthChar;

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
        '★' => '*',
        '▶' | '→' | '›' | '»' => '>',
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

/// A Latin letter without its marks; a question mark for any other character.
fn letter(c: char) -> char {
    const TABLE: [(&str, char); 52] = [
        ("àáâãäåāăą", 'a'),
        ("ÀÁÂÃÄÅĀĂĄ", 'A'),
        ("çćĉċč", 'c'),
        ("ÇĆĈĊČ", 'C'),
        ("ďđð", 'd'),
        ("ĎĐÐ", 'D'),
        ("èéêëēĕėęě", 'e'),
        ("ÈÉÊËĒĔĖĘĚ", 'E'),
        ("ĝğġģ", 'g'),
        ("ĜĞĠĢ", 'G'),
        ("ĥħ", 'h'),
        ("ĤĦ", 'H'),
        ("ìíîïĩīĭįı", 'i'),
        ("ÌÍÎÏĨĪĬĮİ", 'I'),
        ("ĵ", 'j'),
        ("Ĵ", 'J'),
        ("ķ", 'k'),
        ("Ķ", 'K'),
        ("ĺļľŀł", 'l'),
        ("ĹĻĽĿŁ", 'L'),
        ("ñńņň", 'n'),
        ("ÑŃŅŇ", 'N'),
        ("òóôõöøōŏő", 'o'),
        ("ÒÓÔÕÖØŌŎŐ", 'O'),
        ("ŕŗř", 'r'),
        ("ŔŖŘ", 'R'),
        ("śŝşšșß", 's'),
        ("ŚŜŞŠȘ", 'S'),
        ("ţťŧț", 't'),
        ("ŢŤŦȚ", 'T'),
        ("ùúûüũūŭůűų", 'u'),
        ("ÙÚÛÜŨŪŬŮŰŲ", 'U'),
        ("ŵ", 'w'),
        ("Ŵ", 'W'),
        ("ýÿŷ", 'y'),
        ("ÝŸŶ", 'Y'),
        ("źżž", 'z'),
        ("ŹŻŽ", 'Z'),
        ("æ", 'a'),
        ("Æ", 'A'),
        ("œ", 'o'),
        ("Œ", 'O'),
        ("þ", 't'),
        ("Þ", 'T'),
        ("ə", 'e'),
        ("Ə", 'E'),
        ("ơ", 'o'),
        ("Ơ", 'O'),
        ("ư", 'u'),
        ("Ư", 'U'),
        ("ẞ", 'S'),
        ("µ", 'u'),
    ];
    TABLE.iter().find(|(from, _)| from.contains(c)).map_or('?', |(_, to)| *to)
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
