//! The order across the last line. Whatever the last sprint, the record and the ties leave open is drawn at random.

use super::model::Filled;
use super::problem::CardProblem;
use crate::rng::Stream;

/// Draws an order of all finishers; `None` if the ties and the known places allow none.
pub(super) fn order(problem: &CardProblem, filled: &Filled, stream: &mut Stream) -> Option<Vec<usize>> {
    let mut riders: Vec<usize> = problem.finishers().collect();
    let mut fixed: Vec<Option<usize>> = vec![None; riders.len()];
    let sprint = filled.cells.last().into_iter().flatten().copied().enumerate();
    for (place, r) in problem.line.iter().copied().chain(sprint) {
        let slot = fixed.get_mut(place)?;
        if slot.is_some_and(|other| other != r) || !riders.contains(&r) {
            return None;
        }
        *slot = Some(r);
    }
    // Whoever was put last in the last sprint is last.
    let is_last = |r: usize| problem.relegated.iter().any(|&(n, of)| n + 1 == problem.sprints() && of == r);
    let last = riders.iter().copied().filter(|&r| is_last(r));
    for (k, r) in last.collect::<Vec<_>>().into_iter().enumerate() {
        let slot = fixed.len().checked_sub(k + 1)?;
        if fixed[slot].is_some_and(|other| other != r) || fixed[..slot].contains(&Some(r)) {
            return None;
        }
        fixed[slot] = Some(r);
    }
    // The fastest usually finish ahead: a draw whose odds grow with sprint points.
    let luck: Vec<f64> = (0..problem.rows.len()).map(|_| -libm::log(1.0 - stream.unit())).collect();
    let wait = |r: usize| luck[r] / f64::from(filled.points[r] + 4);
    riders.sort_by(|&a, &b| wait(a).total_cmp(&wait(b)));
    let later = |a: usize| riders.iter().copied().filter(move |&b| decided(problem, filled, a, b));
    let pairs: Vec<(usize, usize)> = riders.iter().flat_map(|&a| later(a).map(move |b| (a, b))).collect();
    let latest = latest_places(&riders, &fixed, &pairs)?;
    let mut order: Vec<usize> = Vec::new();
    for place in 0..riders.len() {
        let free = |r: &usize| {
            !order.contains(r)
                && (fixed[place] == Some(*r) || (fixed[place].is_none() && !fixed.contains(&Some(*r))))
                && pairs.iter().all(|(a, b)| b != r || order.contains(a))
        };
        // A rider who would otherwise get a place that is too late goes now; otherwise the draw decides.
        let urgent = |r: &&usize| {
            let rivals = riders.iter().filter(|o| !order.contains(o) && latest[**o] <= latest[**r]).count();
            place + rivals > latest[**r]
        };
        let next = riders.iter().filter(|r| free(r)).find(urgent).or_else(|| riders.iter().find(|r| free(r)))?;
        order.push(*next);
    }
    for riders in &problem.together {
        // Whoever has to be ahead of one of them has to be ahead of all, so the others may come up to the first.
        let first = order.iter().position(|r| riders.contains(r))?;
        order.retain(|r| !riders.contains(r));
        let mut riders = riders.clone();
        riders.sort_by_key(|&r| problem.bib(r));
        order.splice(first..first, riders);
    }
    let kept = fixed.iter().zip(&order).all(|(fixed, r)| fixed.is_none_or(|f| f == *r));
    kept.then_some(order)
}

/// Whether the table puts `a` before `b` although only the last line can separate them.
fn decided(problem: &CardProblem, filled: &Filled, a: usize, b: usize) -> bool {
    let key = |r: usize| {
        let (gains, losses) = filled.laps[r];
        let won = |n: &usize| {
            let (given, points) = (&problem.given[*n], &problem.points[*n]);
            (0..given.len()).any(|p| filled.cells[*n].get(p) == Some(&r) && given[p] == 1 && points[p] > 0)
        };
        let wins = (0..filled.cells.len()).filter(won).count();
        let points = filled.points[r] + problem.rows[r].beside;
        if problem.laps_first() {
            (gains - losses, points, wins)
        } else {
            (0, points + problem.lap_points(filled.laps[r]), 0)
        }
    };
    let before = match (problem.rows[a].rank, problem.rows[b].rank) {
        (Some(a), Some(b)) => a < b,
        (Some(_), None) => true,
        _ => false,
    };
    before && key(a) == key(b)
}

/// The last place each rider may take so that everybody who must follow still can. `None` if that is impossible.
fn latest_places(riders: &[usize], fixed: &[Option<usize>], pairs: &[(usize, usize)]) -> Option<Vec<usize>> {
    let most = riders.iter().max().map_or(0, |m| m + 1);
    let mut latest = vec![riders.len().saturating_sub(1); most];
    for (place, r) in fixed.iter().enumerate() {
        if let Some(r) = r {
            latest[*r] = place;
        }
    }
    for _ in riders {
        for &(a, b) in pairs {
            latest[a] = latest[a].min(latest[b].checked_sub(1)?);
        }
    }
    Some(latest)
}
