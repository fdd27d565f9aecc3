//! Finds the facts of a card that contradict each other: unsatisfiable cores, shrunk until no fact can be left out.

use super::effort::Effort;
use super::model::{FixedByPlan, Model};
use super::problem::CardProblem;
use super::{CardFact, Conflict, Contradiction, shares};
use crate::rng::{Purpose, Stream};
use crate::units::Bib;

/// Most conflicts reported at once; nobody would read more.
const MOST_CONFLICTS: usize = 6;
/// A core that names the points of more riders than this is reported as a sum.
const LONG: usize = 4;

/// The conflicts of a card, no two of which share a fact; `None` if `effort` does not find any.
pub(super) fn contradiction(problem: &CardProblem, effort: &mut Effort) -> Option<Contradiction> {
    if let Some(conflict) = shares::conflict(problem) {
        return Some(Contradiction::Facts(vec![conflict]));
    }
    let mut model = switchable(problem);
    let mut stream = Stream::of_race(0, Purpose::Completion);
    let mut on: Vec<usize> = (0..model.facts.len()).collect();
    let mut conflicts = Vec::new();
    // Rows that do not add up by themselves come first: a wrong row usually makes the sums wrong too.
    let mut suspects = suspects(problem, &model);
    while conflicts.len() < MOST_CONFLICTS {
        let among = suspects.pop().map(|facts| facts.into_iter().filter(|i| on.contains(i)).collect::<Vec<_>>());
        let Some(core) = conflict(&mut model, among.as_ref().unwrap_or(&on), &mut stream, effort) else {
            if among.is_some() {
                continue;
            }
            break;
        };
        let core = shrink(&mut model, core, &mut stream, effort);
        if core.is_empty() {
            break;
        }
        on.retain(|i| !core.contains(i));
        let facts = core.iter().map(|&i| model.facts[i].0.clone()).collect();
        conflicts.push(reported(problem, facts));
    }
    (!conflicts.is_empty()).then_some(Contradiction::Facts(conflicts))
}

fn switchable(problem: &CardProblem) -> Model<'_> {
    let setting = FixedByPlan { may: &|_, _, _| true, laps: None, lap_points_by: None };
    Model::new(problem, &setting, true)
}

/// Facts among those `on` that contradict each other, asked of a solver that is ready for the question.
fn conflict(model: &mut Model, on: &[usize], stream: &mut Stream, effort: &mut Effort) -> Option<Vec<usize>> {
    if effort.is_spent() {
        return None;
    }
    if model.stuck {
        *model = switchable(model.problem);
    }
    model.conflict(on, stream, effort)
}

/// Facts that are asked about by themselves, so that no long sum is told where a few facts say it; the last first. They are
/// those of each row whose points, laps and total do not add up, and of the riders of each stretch away.
fn suspects(problem: &CardProblem, model: &Model) -> Vec<Vec<usize>> {
    let of = |riders: &[Bib], away: Option<&CardFact>| {
        let own = |fact: &CardFact| matches!(fact, CardFact::SprintPoints { bib, .. } | CardFact::Laps { bib, .. } | CardFact::Total { bib, .. } if riders.contains(bib));
        let asked = |i: &usize| own(&model.facts[*i].0) || Some(&model.facts[*i].0) == away;
        (0..model.facts.len()).filter(asked).collect()
    };
    let in_front = model.facts.iter().filter_map(|(fact, _)| match fact {
        CardFact::Away { riders, .. } => Some(of(riders, Some(fact))),
        _ => None,
    });
    let wrong = (0..problem.rows.len()).rev().filter(|&r| !problem.adds_up(r));
    in_front.chain(wrong.map(|r| of(&[problem.bib(r)], None))).collect()
}

/// Leaves out every fact without which the rest still contradicts itself.
fn shrink(model: &mut Model, mut core: Vec<usize>, stream: &mut Stream, effort: &mut Effort) -> Vec<usize> {
    let mut kept = 0;
    while kept < core.len() {
        let mut without = core.clone();
        without.remove(kept);
        match conflict(model, &without, stream, effort) {
            Some(smaller) => core.retain(|i| smaller.contains(i)),
            None => kept += 1,
        }
    }
    core
}

/// The core as it is reported. The points of many riders become one fact, their sum, if it is not what is handed out.
fn reported(problem: &CardProblem, facts: Vec<CardFact>) -> Conflict {
    let is_points = |f: &CardFact| matches!(f, CardFact::SprintPoints { .. } | CardFact::Total { .. });
    let (handed_out, table) = (problem.handed_out(), accounted(problem));
    // Whoever the table says nothing of may have taken what it leaves.
    let all_listed = problem.starters().all(|r| problem.rows[r].sprint_points.or(problem.rows[r].total).is_some());
    let is_certain = problem.handed_out_at_least() == handed_out && (table > handed_out || all_listed);
    if facts.iter().filter(|f| is_points(f)).count() > LONG && table != handed_out && is_certain {
        let sum = CardFact::Sum { sprints: problem.sprints() as u32, handed_out, table };
        let remedy = if table > handed_out {
            "correct the points that are too many, or the number of sprints, or whether the last counts double"
        } else {
            "list who took the rest, with sprint points left out: riders below the last of the table, or who did not finish"
        };
        let others = facts.into_iter().filter(|f| !is_points(f) && !matches!(f, CardFact::Laps { .. }));
        return Conflict { facts: std::iter::once(sum).chain(others).collect(), remedy };
    }
    let is = |test: fn(&CardFact) -> bool| facts.iter().any(test);
    let remedy = if is(|f| matches!(f, CardFact::Cell { .. } | CardFact::PointsAfter { .. })) {
        "correct one of these, or leave out the place that is least certain"
    } else if is(|f| matches!(f, CardFact::Rank { .. })) {
        "correct the rank or the points; level riders are ranked by the last sprint"
    } else {
        "correct one of these, or leave one out: it follows from the others, a total being sprint points and whole laps"
    };
    Conflict { facts, remedy }
}

/// Sprint points that the table accounts for. Open laps are counted so that the sum comes nearest to the points handed out.
fn accounted(problem: &CardProblem) -> i32 {
    let gain = problem.rules.gain_points;
    let (mut sum, mut open) = (0, 0);
    for (r, row) in problem.rows.iter().enumerate() {
        sum += match (row.sprint_points, row.total) {
            (Some(points), _) => points,
            (None, Some(total)) if problem.laps_open(r) => {
                open += total.div_euclid(gain).max(0);
                total.rem_euclid(gain)
            }
            (None, Some(total)) => total - problem.lap_points(problem.split(r, problem.net_laps(r))),
            (None, None) => 0,
        };
    }
    let near = |laps: &i32| (sum + laps * gain - problem.handed_out()).abs();
    sum + (0..=open).min_by_key(near).unwrap_or(0) * gain
}
