//! When riders are pulled out whom the table ranks by that: the better the rank, the later. Knows nothing of other stops.

use super::problem::CardProblem;

/// Laps between one rider who is pulled out and the next. A guess: the commissaires take their time.
const APART: f64 = 0.2;

/// Puts the `stops` of riders who are ranked by when they were pulled out into the order of their ranks. Riders who share a
/// rank are pulled out together.
pub(super) fn in_order(problem: &CardProblem, stops: &mut [f64]) {
    let mut riders: Vec<(u32, usize)> =
        (0..problem.rows.len()).filter_map(|r| Some((problem.rows[r].pulled?, r))).collect();
    riders.sort_unstable();
    let mut drawn: Vec<f64> = riders.iter().map(|&(_, r)| stops[r]).collect();
    drawn.sort_by(f64::total_cmp);
    // From the first who was pulled out to the last; nobody goes before those behind them in the table.
    let mut before = 0.0_f64;
    for group in riders.chunk_by(|a, b| a.0 == b.0).rev() {
        let earliest = |r: usize| problem.rows[r].stop.map_or(0.0, |(from, _)| from);
        let from = group.iter().map(|&(_, r)| earliest(r)).fold(before, f64::max);
        let latest = |r: usize| problem.rows[r].stop.map_or(f64::INFINITY, |(_, to)| to);
        let to = group.iter().map(|&(_, r)| latest(r)).fold(f64::INFINITY, f64::min);
        let lap = drawn.drain(..group.len()).fold(0.0, f64::max).max(from).min(to);
        group.iter().for_each(|&(_, r)| stops[r] = lap);
        before = lap + APART;
    }
}
