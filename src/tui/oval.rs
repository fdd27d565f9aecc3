//! The shape of the track on the screen: from metres past the finish line to a place in an area. Knows no riders.
//!
//! Seen from above, with the home straight at the bottom. Riders go anticlockwise, so left to right there, and
//! the finish line is near the end of that straight, as on most tracks.

use ratatui::layout::Rect;

use crate::math::{cos, sin, wrap};

/// Share of the lap that each straight takes, as on a 250 m track; the two bends take the rest.
const STRAIGHT: f64 = 0.19;
const BEND: f64 = 0.5 - STRAIGHT;
/// Heights at which the lowest and the highest lane are drawn, as shares of the banking: clear of its edges.
pub const LOW: f64 = 0.3;
pub const HIGH: f64 = 0.9;
/// Where the finish line is, as a share of the home straight.
const LINE: f64 = 0.7;

/// An oval fitted to an area, in braille dots: two across and four down in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oval {
    area: Rect,
    centre: (f64, f64),
    /// Half the length of a straight.
    half: f64,
    /// Semi-axes of the bends at the inner edge.
    rx: f64,
    ry: f64,
    /// Width of the riding surface.
    band: f64,
}

impl Oval {
    /// The largest oval that fits; `None` if it would be unreadable.
    #[must_use]
    pub fn fit(area: Rect) -> Option<Self> {
        if area.width < 24 || area.height < 8 {
            return None;
        }
        let (w, h) = (f64::from(area.width) * 2.0, f64::from(area.height) * 4.0);
        let band = (h * 0.1).clamp(3.5, 12.0);
        let ry = h / 2.0 - band - 2.0;
        let rx = (ry * 1.05).min(w / 2.0 - band - 2.0);
        let half = w / 2.0 - band - 2.0 - rx;
        Some(Self { area, centre: (w / 2.0, h / 2.0), half, rx, ry, band })
    }

    /// The dot at `part` of the lap past the line and `height` of the way up the banking (0 to 1).
    #[must_use]
    pub fn dot(&self, part: f64, height: f64) -> (f64, f64) {
        use std::f64::consts::PI;
        let out = height * self.band;
        let s = wrap(part + LINE * STRAIGHT, 1.0);
        let (cx, cy) = self.centre;
        let bend = |centre_x: f64, from: f64, s: f64| {
            let angle = from + s / BEND * PI;
            (centre_x + (self.rx + out) * cos(angle), cy - (self.ry + out) * sin(angle))
        };
        if s < STRAIGHT {
            (cx - self.half + s / STRAIGHT * 2.0 * self.half, cy + self.ry + out)
        } else if s < STRAIGHT + BEND {
            bend(cx + self.half, -PI / 2.0, s - STRAIGHT)
        } else if s < 2.0 * STRAIGHT + BEND {
            (cx + self.half - (s - STRAIGHT - BEND) / STRAIGHT * 2.0 * self.half, cy - self.ry - out)
        } else {
            bend(cx - self.half, PI / 2.0, s - 2.0 * STRAIGHT - BEND)
        }
    }

    /// Whether the place is on a straight.
    #[must_use]
    pub fn is_straight(&self, part: f64) -> bool {
        wrap(part + LINE * STRAIGHT, 0.5) < STRAIGHT
    }

    /// The cell of a dot, in columns and rows of the area.
    #[must_use]
    pub fn cell(&self, (x, y): (f64, f64)) -> (usize, usize) {
        let column = (x.max(0.0) / 2.0) as usize;
        let row = (y.max(0.0) / 4.0) as usize;
        (column.min(usize::from(self.area.width) - 1), row.min(usize::from(self.area.height) - 1))
    }

    /// The rectangle inside the track that is free for text.
    #[must_use]
    pub fn infield(&self) -> Rect {
        let dx = ((self.band + 2.0 + self.rx * 0.5) / 2.0) as u16 + 1;
        let dy = ((self.band * 1.2 + 2.0) / 4.0) as u16 + 1;
        let (w, h) = (self.area.width.saturating_sub(2 * dx), self.area.height.saturating_sub(2 * dy));
        Rect::new(self.area.x + dx, self.area.y + dy, w, h)
    }
}

/// A grid of braille dots over an area.
#[derive(Debug)]
pub struct Dots {
    area: Rect,
    cells: Vec<u8>,
}

impl Dots {
    #[must_use]
    pub fn new(area: Rect) -> Self {
        Self { area, cells: vec![0; usize::from(area.width) * usize::from(area.height)] }
    }

    /// Sets the dot at (`x`, `y`), if it is inside.
    pub fn set(&mut self, (x, y): (f64, f64)) {
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let (w, h) = (f64::from(self.area.width) * 2.0, f64::from(self.area.height) * 4.0);
        if x >= 0.0 && y >= 0.0 && x < w && y < h {
            let (x, y) = (x as usize, y as usize);
            self.cells[y / 4 * usize::from(self.area.width) + x / 2] |= BITS[y % 4][x % 2];
        }
    }

    /// Every cell with a dot in it: (column, row, braille character).
    pub fn drawn(&self) -> impl Iterator<Item = (usize, usize, char)> + '_ {
        let w = usize::from(self.area.width);
        let braille = |bits: u8| char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ');
        self.cells.iter().enumerate().filter(|(_, b)| **b != 0).map(move |(i, &b)| (i % w, i / w, braille(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oval() -> Oval {
        Oval::fit(Rect::new(0, 0, 64, 20)).unwrap()
    }

    #[test]
    fn the_lap_closes_on_itself_without_a_jump() {
        let o = oval();
        for i in 0..1000 {
            let (a, b) = (o.dot(f64::from(i) / 1000.0, 0.5), o.dot(f64::from(i + 1) / 1000.0, 0.5));
            let step = ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt();
            assert!(step < 0.6, "{step} dots at {i}");
        }
    }

    #[test]
    fn riders_go_anticlockwise_from_a_line_on_the_bottom_straight() {
        let o = oval();
        let (line, after, half) = (o.dot(0.0, 0.0), o.dot(0.02, 0.0), o.dot(0.5, 0.0));
        assert!(after.0 > line.0, "left to right on the home straight");
        assert!(half.1 < line.1, "the back straight is above");
        assert!(o.dot(0.15, 0.0).0 > line.0, "the first bend is on the right");
    }

    #[test]
    fn riders_are_drawn_inside_the_area_and_outside_the_infield() {
        for (w, h) in [(24, 8), (46, 14), (64, 20), (120, 30), (30, 40)] {
            let area = Rect::new(3, 2, w, h);
            let o = Oval::fit(area).unwrap();
            for i in 0..400 {
                for height in [LOW, 0.6, HIGH] {
                    let dot = o.dot(f64::from(i) / 400.0, height);
                    assert!(dot.0 >= 0.0 && dot.0 < f64::from(w) * 2.0 && dot.1 >= 0.0 && dot.1 < f64::from(h) * 4.0);
                    let (x, y) = o.cell(dot);
                    let at = (area.x + x as u16, area.y + y as u16);
                    assert!(!o.infield().contains(at.into()), "{w}x{h}: {at:?} in {:?}", o.infield());
                }
            }
        }
    }
}
