//! Places of the last sprint that go to nobody: a rider who has gained a lap may finish a lap short of the others, and then in a
//! small field there are fewer to be placed. No race in which that happens is ridden here, but its table adds up.

use super::effort::Effort;
use super::limit::Limit;
use super::model::{FixedByPlan, Model, SolverOutcome};
use super::problem::CardProblem;
use super::{Card, CardRace};
use crate::rng::{Purpose, Stream};

/// What is spent on each number of places.
const EFFORT: u32 = 2_000;

/// The limit that `card` is beyond if it adds up only with riders who finish a lap short.
#[must_use]
pub fn short_of_the_last(card: &Card, field: &CardRace) -> Option<Limit> {
    let problem = CardProblem::new(card, field).ok()?;
    let last = problem.rules.last_sprint()? as usize - 1;
    let finishers = problem.finishers().count();
    // Whoever completes the last lap first is not short of it.
    let gained = problem.finishers().filter(|&r| problem.laps_range(r).1 > 0 && problem.gains_are_stated(r)).count();
    let fewest = finishers.saturating_sub(gained).max(1);
    let all = problem.places(last);
    (fewest..all)
        .rev()
        .find(|&placed| adds_up(&problem.with_placed(last, placed)))
        .map(|placed| Limit::Short { places: all - placed, riders: finishers - placed })
}

fn adds_up(problem: &CardProblem) -> bool {
    let setting = FixedByPlan { may: &|n, _, r| problem.still_in(n, r), laps: None, lap_points_by: None };
    let mut stream = Stream::of_race(0, Purpose::Completion);
    let wanted = vec![1.0; problem.rows.len()];
    let mut effort = Effort::new(EFFORT, 1);
    let solved = Model::new(problem, &setting, false).solve(&wanted, &[], &mut stream, &mut effort, EFFORT);
    matches!(solved, SolverOutcome::Filled(_))
}
