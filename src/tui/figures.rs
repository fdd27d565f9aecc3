//! Big digits for the lap counter, readable from across the room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::put;

/// Columns of a digit in the plain size; two blank ones separate digits.
const WIDTH: usize = 6;
/// Rows of the plain size.
pub const HEIGHT: usize = 5;
/// Rows of the tall size.
pub const TALL: usize = 7;

const FIGURES: [[&str; HEIGHT]; 10] = [
    ["▟████▙", "██  ██", "██  ██", "██  ██", "▜████▛"],
    [" ▟██  ", "  ██  ", "  ██  ", "  ██  ", "██████"],
    ["▟████▙", "    ██", "▟████▛", "██    ", "██████"],
    ["▟████▙", "    ██", "  ███▌", "    ██", "▜████▛"],
    ["██  ██", "██  ██", "▜█████", "    ██", "    ██"],
    ["██████", "██    ", "█████▙", "    ██", "▜████▛"],
    ["▟████▙", "██    ", "█████▙", "██  ██", "▜████▛"],
    ["██████", "    ██", "    ██", "    ██", "    ██"],
    ["▟████▙", "██  ██", "▐████▌", "██  ██", "▜████▛"],
    ["▟████▙", "██  ██", "▜█████", "    ██", "▜████▛"],
];

/// Rows and columns of the plain size that make up the tall one; some are used twice.
const TALL_ROWS: [usize; TALL] = [0, 1, 1, 2, 3, 3, 4];
const TALL_COLS: [usize; 8] = [0, 1, 2, 2, 3, 3, 4, 5];

/// Draws `n` in the middle of `area`, in the tallest size that fits; nothing if none does. Returns the rows used.
pub fn view(n: u32, area: Rect, style: Style, buf: &mut Buffer) -> usize {
    let digits: Vec<usize> = n.to_string().bytes().map(|b| usize::from(b - b'0')).collect();
    let (w, h) = (usize::from(area.width), usize::from(area.height));
    let span = |figure: usize| digits.len() * (figure + 2) - 2;
    let (rows, cols): (&[usize], &[usize]) = if h >= TALL && w >= span(TALL_COLS.len()) {
        (&TALL_ROWS, &TALL_COLS)
    } else if h >= HEIGHT && w >= span(WIDTH) {
        (&[0, 1, 2, 3, 4], &[0, 1, 2, 3, 4, 5])
    } else {
        return 0;
    };
    let left = (w - span(cols.len())) / 2;
    for (i, &digit) in digits.iter().enumerate() {
        for (y, &row) in rows.iter().enumerate() {
            let line: Vec<char> = FIGURES[digit][row].chars().collect();
            let line: String = cols.iter().map(|&c| line[c]).collect();
            put(buf, area, left + i * (cols.len() + 2), y, &line, style);
        }
    }
    rows.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_a_full_block() {
        assert!(FIGURES.iter().flatten().all(|row| row.chars().count() == WIDTH));
    }

    #[test]
    fn a_number_that_does_not_fit_is_not_drawn() {
        let area = Rect::new(0, 0, 21, 5);
        let mut buf = Buffer::empty(area);
        assert_eq!(view(160, area, Style::new(), &mut buf), 0);
        assert_eq!(buf, Buffer::empty(area));
    }

    #[test]
    fn two_digits_stand_in_the_middle() {
        let area = Rect::new(0, 0, 16, 5);
        let mut buf = Buffer::empty(area);
        assert_eq!(view(42, area, Style::new(), &mut buf), 5);
        let expected =
            [" ██  ██  ▟████▙ ", " ██  ██      ██ ", " ▜█████  ▟████▛ ", "     ██  ██     ", "     ██  ██████ "];
        assert_eq!(buf, Buffer::with_lines(expected));
    }
}
