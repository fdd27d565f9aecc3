//! Which facts of a card contradict each other: unsatisfiable cores, shrunk until nothing can be left out.

use super::model::{Model, Setting};
use super::problem::Problem;
use super::{Conflict, Contradiction, Fact};
use crate::rng::{Purpose, Stream};

/// Conflicts reported at once, at most; more would not be read.
const MOST_CONFLICTS: usize = 6;
/// Steps of each search; the arithmetic of a table takes hundreds.
const STEPS: u32 = 20_000;
/// A core that names the points of more riders than this is told as a sum.
const LONG: usize = 4;

/// The contradictions of a card, none sharing a fact with another; `None` if the arithmetic holds.
pub(super) fn contradiction(problem: &Problem) -> Option<Contradiction> {
    let setting = Setting { may: &|_, _, _| true, laps: None, lap_points_by: None };
    let mut model = Model::new(problem, &setting, true);
    let mut stream = Stream::of_race(0, Purpose::Completion);
    let mut on: Vec<usize> = (0..model.facts.len()).collect();
    let mut conflicts = Vec::new();
    while conflicts.len() < MOST_CONFLICTS {
        let Some(core) = model.conflict(&on, &mut stream, STEPS) else { break };
        let core = shrink(&mut model, core, &mut stream);
        if core.is_empty() {
            break;
        }
        on.retain(|i| !core.contains(i));
        let facts = core.iter().map(|&i| model.facts[i].0.clone()).collect();
        conflicts.push(told(problem, facts));
    }
    (!conflicts.is_empty()).then_some(Contradiction::Facts(conflicts))
}

/// Leaves out one fact after another as long as the rest still contradicts itself.
fn shrink(model: &mut Model, mut core: Vec<usize>, stream: &mut Stream) -> Vec<usize> {
    let mut kept = 0;
    while kept < core.len() {
        let mut without = core.clone();
        without.remove(kept);
        match model.conflict(&without, stream, STEPS) {
            Some(smaller) => core.retain(|i| smaller.contains(i)),
            None => kept += 1,
        }
    }
    core
}

fn told(problem: &Problem, facts: Vec<Fact>) -> Conflict {
    let points = |f: &Fact| matches!(f, Fact::SprintPoints { .. } | Fact::Total { .. } | Fact::Laps { .. });
    if facts.len() > LONG && facts.iter().all(points) {
        let sprints = problem.sprints() as u32;
        let table = problem.rows.iter().enumerate().map(|(r, row)| match (row.sprint_points, row.total) {
            (Some(points), _) => points,
            (None, Some(total)) => total - problem.lap_points(problem.split(r, problem.net_laps(r))),
            (None, None) => 0,
        });
        let (handed_out, table) = (problem.handed_out(), table.sum());
        let remedy = if table > handed_out {
            "correct the sprint points that are too many, or the number of sprints, or whether the last counts double"
        } else {
            "list the riders who took the rest in the start list, with their sprint points left out, or correct the table"
        };
        return Conflict { facts: vec![Fact::Sum { sprints, handed_out, table }], remedy };
    }
    let is = |test: fn(&Fact) -> bool| facts.iter().any(test);
    let remedy = if is(|f| matches!(f, Fact::Cell { .. } | Fact::PointsAfter { .. })) {
        "correct one of these, or leave out the place that is least certain"
    } else if is(|f| matches!(f, Fact::Rank { .. })) {
        "correct the rank or the points; level riders are ranked by the last sprint"
    } else {
        "correct one of these, or leave one out and it follows from the others"
    };
    Conflict { facts, remedy }
}
