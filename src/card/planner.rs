//! Draws a plan of the race: when riders stop, who goes for a lap with whom, and when.
//!
//! Groups are formed first (`groups`), then placed on the race one by one (`placing`). Both steps are random; a plan that
//! does not work out is thrown away and another is drawn.

use super::groups;
use super::placing::Placing;
use super::plan::{Liberty, RacePlan, SettledSums, Unplaced};
use super::problem::CardProblem;
use super::pulled;
use super::timeline::Timeline;
use crate::rng::Stream;
use crate::rules::Status;

/// Draws a plan, or says which group could not be placed.
pub(super) fn draw(
    problem: &CardProblem,
    sums: &SettledSums,
    liberty: Liberty,
    stream: &mut Stream,
) -> Result<RacePlan, Unplaced> {
    let stops = draw_stops(problem, liberty, stream);
    let groups = groups::form(problem, sums, liberty, stream);
    let timeline = Timeline {
        lap_m: problem.lap_m,
        speed_ms: problem.speed_ms,
        sprint_laps: &problem.sprint_laps,
        stops,
        slots: Vec::new(),
        hard: liberty == Liberty::Hard,
        halt: problem.halt(),
    };
    Placing::new(problem, sums, timeline).place_all(groups, stream)
}

fn draw_stops(problem: &CardProblem, liberty: Liberty, stream: &mut Stream) -> Vec<f64> {
    let laps = f64::from(problem.rules.laps);
    let stop = |r: usize, stream: &mut Stream| {
        let row = &problem.rows[r];
        match (row.status, row.stop) {
            (Status::Finished | Status::Racing, _) => f64::INFINITY,
            (Status::Dns, _) => 0.0,
            (_, Some((a, b))) => {
                let (a, b) = (a.max(0.5).min(laps - 0.5), b.min(laps - 0.5));
                if liberty == Liberty::Usual {
                    stream.between(a, b.max(a))
                } else {
                    a.max(b - 0.1 * (b - a) * stream.unit())
                }
            }
            // Riders who give up usually do so well before the end. The shares of the race are guesses.
            _ if liberty == Liberty::Usual => laps * stream.between(0.3, 0.9),
            _ => laps * stream.between(0.85, 0.95),
        }
    };
    let mut stops: Vec<f64> = (0..problem.rows.len()).map(|r| stop(r, stream)).collect();
    pulled::in_order(problem, &mut stops);
    stops
}
