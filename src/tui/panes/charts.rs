//! Charts of the race up to now: points, distance to the bunch, power. Nothing later than the moment shown.
//!
//! ```text
//! distance to the bunch · 2 of 3 ─────────── p next
//! laps ahead of the bunch
//! +2┤                     ⢀A⠒⠒⠒⠒ A IGNATIEV +2
//!   │                    ⡠⠃
//! +1┤      ⢀A⠒⠒⠒⠒⠒⠒⢒B⠒⠒⠒⠓⠒⠒⠒⠒⠒⠒⠒ B KADLEC +1
//!   │     ⡰⠁      ⡰⠁
//!  0┤⣀⣀⣀⣀⡰⣁⣀⣀⣀⣀⣀⡰⣁⡀
//!   └┴────┴────┴────┴────┴────┴────┴────┴────┴
//!    0        40        80       120     160 laps
//! a letter on a line: a lap gained or lost · ┴ sprint
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::parts::{empty, heading};
use crate::chart::so_far::RaceChart;
use crate::chart::text::has_laps;
use crate::tui::plot::Plot;
use crate::tui::scene::Scene;
use crate::tui::text::{put, put_right, width, wrap};

/// Rows from which on a last one explains the signs.
const NOTED: usize = 12;

/// Draws the chart on the screen.
pub fn view(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let Some(shown) = scene.charts else { return };
    let title = shown.chart.as_ref().map_or("charts", |chart| &chart.title);
    let nth = format!(" {} of {} ", shown.kind() as usize + 1, RaceChart::ALL.len());
    let next = " p next ";
    let below = heading(theme, title, area, buf);
    if below.y > area.y && usize::from(area.width) >= width(title) + width(&nth) + width(next) + 4 {
        put(buf, area, width(title) + 2, 0, &nth, theme.dim);
        put_right(buf, area, usize::from(area.width) - 1, 0, next, theme.dim);
    }
    let Some(chart) = &shown.chart else {
        return empty(theme, "there is nothing to draw", below, buf);
    };
    let plot = Plot { chart, marked: shown.marked(), ascii: scene.ascii, theme };
    let notes = if usize::from(below.height) >= NOTED {
        wrap(&note(shown.kind(), has_laps(&chart.panels[0])), usize::from(area.width))
    } else {
        Vec::new()
    };
    if !plot.view(Rect { height: below.height - notes.len() as u16, ..below }, buf) {
        return empty(theme, "there is no room for it here", below, buf);
    }
    for (k, line) in notes.iter().enumerate() {
        put(buf, below, 0, usize::from(below.height) - notes.len() + k, line, theme.dim);
    }
}

/// What the signs mean.
fn note(kind: RaceChart, laps: bool) -> String {
    let signs = match (kind, laps) {
        (RaceChart::Power, _) => "CP: critical power · 1 min: mean of a minute · ",
        (_, true) => "a letter on a line: a lap gained or lost · ",
        (_, false) => "",
    };
    format!("{signs}┴ sprint")
}
