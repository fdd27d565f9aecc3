//! Big digits for the lap counter, readable from across the room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::put;

/// Rows of the plain size.
pub const HEIGHT: usize = 5;

const FIGURES: [[&str; HEIGHT]; 10] = [
    ["██████", "██  ██", "██  ██", "██  ██", "██████"],
    [" ███  ", "  ██  ", "  ██  ", "  ██  ", "██████"],
    ["██████", "    ██", "██████", "██    ", "██████"],
    ["██████", "    ██", "  ████", "    ██", "██████"],
    ["██  ██", "██  ██", "██████", "    ██", "    ██"],
    ["██████", "██    ", "██████", "    ██", "██████"],
    ["██████", "██    ", "██████", "██  ██", "██████"],
    ["██████", "    ██", "    ██", "    ██", "    ██"],
    ["██████", "██  ██", "██████", "██  ██", "██████"],
    ["██████", "██  ██", "██████", "    ██", "██████"],
];

/// The sizes, largest first: rows and columns of the plain size, some of which are used more than once, and the blank columns
/// between digits.
const SIZES: [(&[usize], &[usize], usize); 5] = [
    (
        &[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4],
        &[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5],
        6,
    ),
    (&[0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4], &[0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5], 4),
    (&[0, 0, 1, 1, 2, 2, 3, 3, 4, 4], &[0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], 4),
    (&[0, 1, 1, 2, 3, 3, 4], &[0, 1, 2, 2, 3, 3, 4, 5], 2),
    (&[0, 1, 2, 3, 4], &[0, 1, 2, 3, 4, 5], 2),
];

/// Rows and columns that `n` takes in the largest size for which there are `rows` and `columns`; `None` if none is.
#[must_use]
pub fn size(n: u32, columns: usize, rows: usize) -> Option<(usize, usize)> {
    chosen(n, columns, rows).map(|(rows, cols, gap)| (span(n, cols, gap), rows.len()))
}

fn span(n: u32, cols: &[usize], gap: usize) -> usize {
    n.to_string().len() * (cols.len() + gap) - gap
}

fn chosen(n: u32, columns: usize, rows: usize) -> Option<(&'static [usize], &'static [usize], usize)> {
    SIZES.into_iter().find(|(r, c, gap)| rows >= r.len() && columns >= span(n, c, *gap))
}

/// Draws `n` in the middle of `area`, in the largest size that fits; nothing if none does. Returns the rows used.
pub fn view(n: u32, area: Rect, style: Style, buf: &mut Buffer) -> usize {
    let (w, h) = (usize::from(area.width), usize::from(area.height));
    let Some((rows, cols, gap)) = chosen(n, w, h) else { return 0 };
    let left = (w - span(n, cols, gap)) / 2;
    // The ground too, or some terminals leave a hairline between rows of blocks.
    let solid = style.fg.map_or(style, |colour| style.bg(colour));
    for (i, digit) in n.to_string().bytes().enumerate() {
        let digit = FIGURES[usize::from(digit - b'0')];
        for (y, &row) in rows.iter().enumerate() {
            let line: Vec<char> = digit[row].chars().collect();
            let line: Vec<char> = cols.iter().map(|&c| line[c]).collect();
            let mut x = left + i * (cols.len() + gap);
            for part in line.chunk_by(|a, b| a == b) {
                if part[0] != ' ' {
                    put(buf, area, x, y, &part.iter().collect::<String>(), solid);
                }
                x += part.len();
            }
        }
    }
    rows.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_a_full_block() {
        assert!(FIGURES.iter().flatten().all(|row| row.chars().count() == 6));
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
            [" ██  ██  ██████ ", " ██  ██      ██ ", " ██████  ██████ ", "     ██  ██     ", "     ██  ██████ "];
        assert_eq!(buf, Buffer::with_lines(expected));
    }
}
