//! The screen in ASCII, for terminals and readers without the other shapes: one table, applied after drawing.
//!
//! Panes draw the same way in both cases, except that charts use letters for their lines. This is the last step before
//! the terminal.

use ratatui::buffer::Buffer;

use crate::text::ascii::plain;

/// Replaces every cell that is not ASCII by the nearest ASCII character. Dots of omission are three, as far as there are letters
/// before them.
pub fn flatten(buf: &mut Buffer) {
    let width = usize::from(buf.area.width).max(1);
    for i in 0..buf.content.len() {
        if buf.content[i].symbol().is_ascii() {
            continue;
        }
        if buf.content[i].symbol() == "±" && (1..width - 1).contains(&(i % width)) {
            // The blanks around it make room.
            for (k, sign) in [(i - 1, '+'), (i, '/'), (i + 1, '-')] {
                buf.content[k].set_char(sign);
            }
            continue;
        }
        let is_cut = buf.content[i].symbol() == "…";
        let plain = buf.content[i].symbol().chars().next().map_or(' ', plain);
        buf.content[i].set_char(plain);
        for k in (1..=2).take_while(|k| is_cut && i % width >= *k) {
            if buf.content[i - k].symbol() == " " {
                break;
            }
            buf.content[i - k].set_char('.');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_readable() {
        let mut buf = Buffer::with_lines(["KADLEČEK · Rafał ÅSMUND RENSH… … 5 ± 2"]);
        flatten(&mut buf);
        assert_eq!(buf, Buffer::with_lines(["KADLECEK - Rafal ASMUND REN... . 5+/-2"]));
    }

    #[test]
    fn only_ascii_is_left() {
        let mut buf = Buffer::with_lines(["⣿⠉ 王 ▲▼ ━┃ 🚴 −17"]);
        flatten(&mut buf);
        assert!(buf.content.iter().all(|c| c.symbol().is_ascii()));
    }
}
