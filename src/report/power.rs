//! The power that the motion took of each rider, in watts: what it costs to reproduce a recorded result.

use super::Sheet;
use super::table::{Align, Table};

/// One rider a line, in the order of the result.
#[must_use]
pub fn table(sheet: &Sheet) -> Table {
    let mut table = Table::new(&[
        ("rider", Align::Left),
        ("mean W", Align::Right),
        ("5 min W", Align::Right),
        ("15 s W", Align::Right),
        ("fastest km/h", Align::Right),
        ("beyond s", Align::Right),
    ]);
    for row in &sheet.standings {
        let Some(e) = &row.effort else { continue };
        table.row([
            row.board.clone(),
            format!("{:.0}", e.mean_w),
            format!("{:.0}", e.best_5min_w),
            format!("{:.0}", e.best_15s_w),
            format!("{:.1}", e.max_kmh),
            format!("{:.0}", e.beyond_human_s),
        ]);
    }
    table
}

/// What the columns mean; stands under the table.
pub const LEGEND: &str = "mean power while racing, highest means over 5 minutes and 15 seconds, and the seconds in which \
the motion asked for more than the rider's legs have";
