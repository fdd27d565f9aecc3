//! The screen in ASCII, for terminals and readers without the shapes: one table, applied after drawing.
//!
//! Panes draw one way only; this is the last step before the terminal.

use ratatui::buffer::Buffer;

/// Replaces every cell that is not ASCII by the nearest thing that is.
pub fn flatten(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if !cell.symbol().is_ascii() {
            let plain = cell.symbol().chars().next().map_or(' ', plain);
            cell.set_char(plain);
        }
    }
}

/// The nearest ASCII character.
fn plain(c: char) -> char {
    match c {
        '─' | '╌' | '–' | '—' | '−' | '·' => '-',
        '━' => '=',
        '│' | '┃' | '║' | '▏' | '▌' | '▐' => '|',
        '┼' | '┿' | '╋' | '┬' | '┴' | '╂' => '+',
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

/// Latin letters lose their marks; others become a question mark.
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
    fn names_stay_readable() {
        let mut buf = Buffer::with_lines(["KADLEČEK · Rafał ÅSMUND"]);
        flatten(&mut buf);
        assert_eq!(buf, Buffer::with_lines(["KADLECEK - Rafal ASMUND"]));
    }

    #[test]
    fn nothing_but_ascii_is_left() {
        let mut buf = Buffer::with_lines(["⣿⠉ 王 ▲▼ ━┃ 🚴 −17"]);
        flatten(&mut buf);
        assert!(buf.content.iter().all(|c| c.symbol().is_ascii()));
    }
}
