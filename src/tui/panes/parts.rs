//! Parts that several panes share: headings, gauges, notices, and what an empty pane says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use crate::tui::text::{paint_row, put, width, wrap, wrap_whole};
use crate::tui::theme::ScreenTheme;

/// Draws a heading with a rule after it and returns the area below; an area of less than four rows gets none.
pub fn heading(theme: &ScreenTheme, title: &str, area: Rect, buf: &mut Buffer) -> Rect {
    if area.height < 4 {
        return area;
    }
    let x = put(buf, area, 0, 0, title, theme.title) + 1;
    put(buf, area, x, 0, &"─".repeat(usize::from(area.width).saturating_sub(x)), theme.faint);
    Rect { y: area.y + 1, height: area.height - 1, ..area }
}

/// Draws a gauge of `cells` cells, filled to `part` (0 to 1), with the rest as a thin line.
pub fn gauge(buf: &mut Buffer, area: Rect, x: usize, y: usize, cells: usize, part: f64, style: (Style, Style)) {
    let full = libm::round(part.clamp(0.0, 1.0) * cells as f64) as usize;
    // Blocks would run into those of the row below.
    let x = put(buf, area, x, y, &"━".repeat(full), style.0);
    put(buf, area, x, y, &"─".repeat(cells - full), style.1);
}

/// Writes a notice over the last rows of the screen, without shortening it.
pub fn notice(theme: &ScreenTheme, text: &str, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(2);
    // A path may be longer than a row, and is useless if it is cut.
    let lines = wrap_whole(text, room);
    let rows = (lines.len() as u16).min(area.height);
    let area = Rect { y: area.bottom() - rows, height: rows, ..area };
    Clear.render(area.intersection(buf.area), buf);
    for (y, line) in lines.iter().enumerate() {
        paint_row(buf, area, y, theme.flash);
        put(buf, area, 1, y, line, theme.flash);
    }
}

/// Says in an empty pane why it is empty.
pub fn empty(theme: &ScreenTheme, why: &str, area: Rect, buf: &mut Buffer) {
    if usize::from(area.width) >= width(why) {
        put(buf, area, 0, 0, why, theme.dim);
    } else {
        for (y, line) in wrap(why, usize::from(area.width)).iter().enumerate() {
            put(buf, area, 0, y, line, theme.dim);
        }
    }
}
