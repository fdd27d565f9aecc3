//! A grid of braille dots with letters over them, on which lines are drawn as text. Knows nothing of charts.

/// A grid of dots, two across and four down in each cell, with letters over them.
#[derive(Debug, Clone)]
pub struct Canvas {
    columns: usize,
    rows: usize,
    /// One byte per cell: the bits of its braille pattern.
    dots: Vec<u8>,
    /// The pen that drew in each cell last, and whether it left a letter there.
    pens: Vec<(char, bool)>,
    /// The stroke of the next lines.
    stroke: Stroke,
}

/// Dots drawn and dots left out, in turns, along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stroke(pub i64, pub i64);

impl Stroke {
    pub const SOLID: Self = Self(1, 0);
    /// Strokes that can be told apart without colours.
    pub const ALL: [Self; 5] = [Self::SOLID, Self(6, 4), Self(1, 2), Self(10, 2), Self(2, 6)];
}

impl Canvas {
    /// An empty grid of `columns` by `rows` cells.
    #[must_use]
    pub fn new(columns: usize, rows: usize) -> Self {
        Self {
            columns,
            rows,
            dots: vec![0; columns * rows],
            pens: vec![(' ', false); columns * rows],
            stroke: Stroke::SOLID,
        }
    }

    /// Draws the next lines with `stroke`.
    pub fn set_stroke(&mut self, stroke: Stroke) {
        self.stroke = stroke;
    }

    fn cell(&self, (x, y): (i64, i64)) -> Option<usize> {
        let inside = (0..self.columns as i64 * 2).contains(&x) && (0..self.rows as i64 * 4).contains(&y);
        inside.then(|| (y / 4) as usize * self.columns + (x / 2) as usize)
    }

    fn dot(&mut self, (x, y): (i64, i64), pen: char) {
        // Bits of the Unicode braille patterns: left column, right column, from the top.
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        if let Some(cell) = self.cell((x, y)) {
            self.dots[cell] |= BITS[(y % 4) as usize][(x % 2) as usize];
            // A letter keeps its pen, even where another line crosses the cell.
            if !self.pens[cell].1 {
                self.pens[cell].0 = pen;
            }
        }
    }

    /// Puts the letter of `pen` into the cell of a dot, over all dots.
    pub fn sign(&mut self, at: (i64, i64), pen: char) {
        if let Some(cell) = self.cell(at) {
            self.pens[cell] = (pen, true);
        }
    }

    /// Draws a straight line; `every` = 2 sets every second dot, and so on.
    pub fn line(&mut self, (x, y): (i64, i64), (to_x, to_y): (i64, i64), every: i64, pen: char) {
        let long = (to_x - x).abs().max((to_y - y).abs()).max(1);
        let part = |from: i64, to: i64, k: i64| from + libm::round((to - from) as f64 * k as f64 / long as f64) as i64;
        // By the column, so that a path of many short lines has one stroke; what goes straight up or down is whole.
        let Stroke(on, off) = self.stroke;
        for k in (0..=long).step_by(every as usize) {
            let dot = (part(x, to_x, k), part(y, to_y, k));
            if x == to_x || dot.0.rem_euclid(on + off) < on {
                self.dot(dot, pen);
            }
        }
    }

    /// Draws a path through `points`: straight lines or, with `steps`, level until the next point.
    pub fn path(&mut self, points: &[(i64, i64)], steps: bool, every: i64, pen: char) {
        if let [only] = points {
            self.dot(*only, pen);
        }
        for w in points.windows(2) {
            let corner = if steps { (w[1].0, w[0].1) } else { w[0] };
            if steps {
                self.line(w[0], corner, every, pen);
            }
            self.line(corner, w[1], every, pen);
        }
    }

    /// One row of cells as text: braille or, in ASCII, the letters of the pens.
    #[must_use]
    pub fn row(&self, row: usize, ascii: bool) -> String {
        self.cells(row, ascii).map(|(shape, _)| shape).collect()
    }

    /// The cells of a row: the character of each, and the pen that drew there last.
    pub fn cells(&self, row: usize, ascii: bool) -> impl Iterator<Item = (char, char)> {
        (row * self.columns..(row + 1) * self.columns).map(move |i| match (self.pens[i], self.dots[i]) {
            ((pen, true), _) => (pen, pen),
            ((pen, _), 0) => (' ', pen),
            ((pen, _), _) if ascii => (pen.to_ascii_lowercase(), pen),
            ((pen, _), dots) => (char::from_u32(0x2800 + u32::from(dots)).unwrap_or(' '), pen),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_dots_make_a_cell_and_a_letter_lies_over_them() {
        let mut canvas = Canvas::new(3, 1);
        canvas.path(&[(0, 0), (0, 3)], false, 1, 'a');
        canvas.path(&[(2, 3), (3, 0)], true, 1, 'b');
        canvas.sign((4, 0), 'C');
        canvas.path(&[(4, 0), (4, 3)], false, 1, 'd');
        assert_eq!(canvas.row(0, false), "⡇⣸C");
        assert_eq!(canvas.row(0, true), "abC");
    }

    #[test]
    fn strokes_of_a_level_line_all_differ_and_go_on_from_one_piece_to_the_next() {
        let drawn = |stroke: Stroke, pieces: &[(i64, i64)]| {
            let mut canvas = Canvas::new(12, 1);
            canvas.set_stroke(stroke);
            canvas.path(pieces, false, 1, 'a');
            canvas.row(0, false)
        };
        let whole = Stroke::ALL.map(|stroke| drawn(stroke, &[(0, 1), (23, 1)]));
        for (k, row) in whole.iter().enumerate() {
            assert!(!whole[..k].contains(row), "{row}");
        }
        let pieces: Vec<(i64, i64)> = (0..24).map(|x| (x, 1)).collect();
        assert_eq!(Stroke::ALL.map(|stroke| drawn(stroke, &pieces)), whole);
    }

    #[test]
    fn what_lies_outside_is_not_drawn() {
        let mut canvas = Canvas::new(2, 1);
        canvas.line((-5, -5), (-1, -1), 1, 'a');
        canvas.sign((4, 0), 'b');
        assert_eq!(canvas.row(0, false), "  ");
    }
}
