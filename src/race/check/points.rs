//! The points of a race that is over: what was handed out in sprints is what stands in the table.

use super::Checks;
use crate::rules::Scoreboard;

/// Checks the books of a race at its end.
///
/// # Panics
/// If sprint points were handed out that no rider has, or the other way round, or somebody was placed twice in a sprint.
pub fn points(board: &Scoreboard, checks: &Checks, tick: u32) {
    if let Err(wrong) = board.audit() {
        panic!("{}: {wrong}", wrong.bib.map_or(checks.at_tick(tick), |bib| checks.at(tick, bib)));
    }
}
