//! A field of braille dots with signs over them: what lines are drawn on in text. Knows nothing of charts.

/// A field of dots, two across and four down in a cell, with signs over them.
#[derive(Debug, Clone)]
pub struct Canvas {
    columns: usize,
    rows: usize,
    /// Bits of the braille pattern.
    dots: Vec<u8>,
    /// The pen that drew in a cell last, and whether it left a sign there.
    pens: Vec<(char, bool)>,
}

impl Canvas {
    /// An empty field of so many cells.
    #[must_use]
    pub fn new(columns: usize, rows: usize) -> Self {
        Self { columns, rows, dots: vec![0; columns * rows], pens: vec![(' ', false); columns * rows] }
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
            // A sign stays that of its own line, whoever crosses it.
            if !self.pens[cell].1 {
                self.pens[cell].0 = pen;
            }
        }
    }

    /// A sign in the cell of a dot, over all dots.
    pub fn sign(&mut self, at: (i64, i64), pen: char) {
        if let Some(cell) = self.cell(at) {
            self.pens[cell] = (pen, true);
        }
    }

    /// Every `every`th dot of a straight line.
    pub fn line(&mut self, (x, y): (i64, i64), (to_x, to_y): (i64, i64), every: i64, pen: char) {
        let long = (to_x - x).abs().max((to_y - y).abs()).max(1);
        let part = |from: i64, to: i64, k: i64| from + libm::round((to - from) as f64 * k as f64 / long as f64) as i64;
        for k in (0..=long).step_by(every as usize) {
            self.dot((part(x, to_x, k), part(y, to_y, k)), pen);
        }
    }

    /// A path of points, in straight lines or in `steps`, level until the next.
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

    /// A row of cells as text: braille, or the letters of the pens.
    #[must_use]
    pub fn row(&self, row: usize, ascii: bool) -> String {
        self.cells(row, ascii).map(|(shape, _)| shape).collect()
    }

    /// The cells of a row: what each shows, and the pen that drew there last.
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
    fn eight_dots_make_a_cell_and_a_sign_lies_over_them() {
        let mut canvas = Canvas::new(3, 1);
        canvas.path(&[(0, 0), (0, 3)], false, 1, 'a');
        canvas.path(&[(2, 3), (3, 0)], true, 1, 'b');
        canvas.sign((4, 0), 'C');
        canvas.path(&[(4, 0), (4, 3)], false, 1, 'd');
        assert_eq!(canvas.row(0, false), "⡇⣸C");
        assert_eq!(canvas.row(0, true), "abC");
    }

    #[test]
    fn what_lies_outside_is_not_drawn() {
        let mut canvas = Canvas::new(2, 1);
        canvas.line((-5, -5), (-1, -1), 1, 'a');
        canvas.sign((4, 0), 'b');
        assert_eq!(canvas.row(0, false), "  ");
    }
}
