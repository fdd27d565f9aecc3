//! The screen in ASCII, for terminals and readers without the other shapes: one table, applied after drawing.
//!
//! Panes draw the same way in both cases, except that charts use letters for their lines. This is the last step before
//! the terminal.

use ratatui::buffer::Buffer;

use crate::report::ascii::plain;

/// Replaces every cell that is not ASCII by the nearest ASCII character.
pub fn flatten(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if !cell.symbol().is_ascii() {
            let plain = cell.symbol().chars().next().map_or(' ', plain);
            cell.set_char(plain);
        }
    }
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
    fn only_ascii_is_left() {
        let mut buf = Buffer::with_lines(["⣿⠉ 王 ▲▼ ━┃ 🚴 −17"]);
        flatten(&mut buf);
        assert!(buf.content.iter().all(|c| c.symbol().is_ascii()));
    }
}
