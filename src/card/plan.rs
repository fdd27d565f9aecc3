//! A plan of the race: when riders stop, who goes for a lap with whom, and when. Knows only what the sprints cost,
//! not who takes them.
//!
//! Groups are formed first (`groups`), then laid on the race one by one (`placing`). Both steps draw; a plan that does
//! not work out is thrown away and another is drawn.

use super::CardFact;
use super::groups;
use super::placing::Placing;
use super::problem::CardProblem;
use super::timeline::{Slot, Timeline};
use crate::rng::Stream;
use crate::rules::Status;

/// How far a plan may leave what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Liberty {
    /// Groups of two to five.
    Usual,
    /// Groups of up to eight, riders known apart may go apart, stops are late.
    Wide,
    /// A rider may gain a lap in company and lose it again, so that nobody has to go alone.
    Escorted,
}

/// A placed group with the known laps it fulfils.
#[derive(Debug, Clone)]
pub(super) struct PlannedMove {
    pub slot: Slot,
    pub known: Vec<usize>,
}

/// Who is away when.
#[derive(Debug, Clone)]
pub(super) struct RacePlan {
    pub moves: Vec<PlannedMove>,
    /// Lap at which each rider stops; infinite for those who finish, 0 for those who do not start.
    pub stops: Vec<f64>,
}

/// What the arithmetic settled before the plan.
pub(super) struct SettledSums<'a> {
    /// Gains and losses of every rider.
    pub laps: &'a [(i32, i32)],
    /// Sprint points every rider ends with, as far as known or guessed.
    pub points: &'a [i32],
    /// Points that laps had brought at each known score.
    pub lap_points_at: &'a [i32],
}

/// Draws a plan, or says which group found no place.
pub(super) fn draw(
    problem: &CardProblem,
    needs: &SettledSums,
    liberty: Liberty,
    stream: &mut Stream,
) -> Result<RacePlan, CardFact> {
    let stops = draw_stops(problem, liberty, stream);
    let groups = groups::form(problem, needs, liberty, stream);
    let timeline = Timeline {
        lap_m: problem.lap_m,
        speed_ms: problem.speed_ms,
        sprint_laps: &problem.sprint_laps,
        stops,
        slots: Vec::new(),
    };
    Placing::new(problem, needs, timeline).place_all(groups, stream)
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
            // Riders who give up mostly do so in the body of the race.
            _ if liberty == Liberty::Usual => laps * stream.between(0.3, 0.9),
            _ => laps * stream.between(0.85, 0.95),
        }
    };
    (0..problem.rows.len()).map(|r| stop(r, stream)).collect()
}
