//! Large letters of blocks, three rows high. Knows no riders.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::put;

/// Columns of a letter, with the blank one after it.
pub const WIDTH: usize = 5;
/// Rows of a letter: five halves of rows, and a blank half.
pub const HEIGHT: usize = 3;

/// Each letter in five rows of four dots.
const LETTERS: [(char, [&str; 5]); 37] = [
    ('A', [".##.", "#..#", "####", "#..#", "#..#"]),
    ('B', ["###.", "#..#", "###.", "#..#", "###."]),
    ('C', [".###", "#...", "#...", "#...", ".###"]),
    ('D', ["###.", "#..#", "#..#", "#..#", "###."]),
    ('E', ["####", "#...", "###.", "#...", "####"]),
    ('F', ["####", "#...", "###.", "#...", "#..."]),
    ('G', [".###", "#...", "#.##", "#..#", ".###"]),
    ('H', ["#..#", "#..#", "####", "#..#", "#..#"]),
    ('I', ["###.", ".#..", ".#..", ".#..", "###."]),
    ('J', ["..##", "...#", "...#", "#..#", ".##."]),
    ('K', ["#..#", "#.#.", "##..", "#.#.", "#..#"]),
    ('L', ["#...", "#...", "#...", "#...", "####"]),
    ('M', ["#..#", "####", "#..#", "#..#", "#..#"]),
    ('N', ["#..#", "##.#", "#.##", "#..#", "#..#"]),
    ('O', [".##.", "#..#", "#..#", "#..#", ".##."]),
    ('P', ["###.", "#..#", "###.", "#...", "#..."]),
    ('Q', [".##.", "#..#", "#..#", "#.#.", ".#.#"]),
    ('R', ["###.", "#..#", "###.", "#.#.", "#..#"]),
    ('S', [".###", "#...", ".##.", "...#", "###."]),
    ('T', ["###.", ".#..", ".#..", ".#..", ".#.."]),
    ('U', ["#..#", "#..#", "#..#", "#..#", ".##."]),
    ('V', ["#..#", "#..#", "#..#", ".##.", ".##."]),
    ('W', ["#..#", "#..#", "#..#", "####", "#..#"]),
    ('X', ["#..#", "#..#", ".##.", "#..#", "#..#"]),
    ('Y', ["#.#.", "#.#.", ".#..", ".#..", ".#.."]),
    ('Z', ["####", "...#", ".##.", "#...", "####"]),
    ('0', [".##.", "#..#", "#..#", "#..#", ".##."]),
    ('1', [".#..", "##..", ".#..", ".#..", "###."]),
    ('2', ["###.", "...#", ".##.", "#...", "####"]),
    ('3', ["###.", "...#", ".##.", "...#", "###."]),
    ('4', ["#..#", "#..#", "####", "...#", "...#"]),
    ('5', ["####", "#...", "###.", "...#", "###."]),
    ('6', [".##.", "#...", "###.", "#..#", ".##."]),
    ('7', ["####", "...#", "..#.", ".#..", ".#.."]),
    ('8', [".##.", "#..#", ".##.", "#..#", ".##."]),
    ('9', [".##.", "#..#", ".###", "...#", ".##."]),
    ('-', ["....", "....", "###.", "....", "...."]),
];

/// Writes `text` into `area` from column `x` on; what is not a capital, a digit or a minus is left blank.
pub fn write(buf: &mut Buffer, area: Rect, x: usize, text: &str, style: Style) {
    for (i, c) in text.chars().map(|c| if c == '\u{2212}' { '-' } else { c }).enumerate() {
        let Some((_, dots)) = LETTERS.iter().find(|(letter, _)| *letter == c) else { continue };
        let dot = |y: usize, x: usize| dots.get(y).is_some_and(|row| row.as_bytes()[x] == b'#');
        for y in 0..HEIGHT {
            let cell = |x: usize| match (dot(2 * y, x), dot(2 * y + 1, x)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            };
            put(buf, area, x + i * WIDTH, y, &(0..WIDTH - 1).map(cell).collect::<String>(), style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_three_rows_of_blocks() {
        let area = Rect::new(0, 0, 10, 3);
        let mut buf = Buffer::empty(area);
        write(&mut buf, area, 0, "L7", Style::new());
        assert_eq!(buf, Buffer::with_lines(["█    ▀▀▀█ ", "█     ▄▀  ", "▀▀▀▀  ▀   "]));
    }
}
