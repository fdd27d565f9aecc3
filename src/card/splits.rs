//! Draws how totals fall into sprint points and laps where the table states neither. Knows sums, not sprints.

use super::numbers::{BEST_SHARE, BEYOND, LAPS_ALONE, LOST, NOTHING, UNSEEN, VACANT};
use super::problem::CardProblem;
use crate::rng::Stream;
use crate::rules::Status;

/// A way in which a rider's total may have come about.
#[derive(Debug, Clone, Copy)]
struct Way {
    laps: i32,
    points: usize,
    weight: f64,
}

/// Laps of every rider whose total is known and whose laps are open, drawn so that sprint points add up to what the sprints
/// hand out; `None` for all other riders.
///
/// Every way to divide the totals is as likely as the product of the weights of its parts, and no way that adds up is left out.
/// Riders of whom only the rank is known, or who fill a rank that the table leaves out, are given the laps of whoever is
/// ranked next. Draws nothing where no laps are open.
pub(super) fn draw(problem: &CardProblem, stream: &mut Stream) -> Vec<Option<i32>> {
    let open = |r: &usize| problem.laps_open(*r) && problem.rows[*r].total.is_some();
    let riders: Vec<usize> = (0..problem.rows.len()).filter(open).collect();
    let mut drawn = by_rank(problem, stream);
    if riders.is_empty() {
        return drawn;
    }
    let all = problem.handed_out().max(0) as usize;
    let ways: Vec<Vec<Way>> = riders.iter().map(|&r| ways(problem, r)).collect();
    let left = left_over(problem, all);
    // `after[i][s]`: the weight of all ways in which the riders from `i` on, and those of whom nothing is known, score `s`.
    let mut after = vec![left];
    for rider in ways.iter().rev() {
        let next = &after[after.len() - 1];
        let mut sums = vec![0.0; all + 1];
        for way in rider {
            for s in way.points..=all {
                sums[s] += way.weight * next[s - way.points];
            }
        }
        after.push(sums);
    }
    after.reverse();
    let mut to_come = all;
    for (i, &r) in riders.iter().enumerate() {
        let luck = stream.unit();
        if after[i][to_come] <= 0.0 {
            // Nothing adds up; the search finds out why.
            continue;
        }
        let weight = |w: &Way| to_come.checked_sub(w.points).map_or(0.0, |s| w.weight * after[i + 1][s]);
        let mut rest = luck * after[i][to_come];
        let mut chosen = None;
        for way in ways[i].iter().filter(|w| weight(w) > 0.0) {
            chosen = Some(*way);
            rest -= weight(way);
            if rest <= 0.0 {
                break;
            }
        }
        if let Some(way) = chosen {
            to_come -= way.points;
            drawn[r] = Some(way.laps);
        }
    }
    drawn
}

/// Laps of riders of whom neither laps nor total are known, where somebody ranked behind them has gained some.
fn by_rank(problem: &CardProblem, stream: &mut Stream) -> Vec<Option<i32>> {
    let mut drawn = vec![None; problem.rows.len()];
    let open = |r: usize| problem.laps_open(r) && problem.rows[r].total.is_none();
    let ranked = problem.ranked();
    let stated = |r: usize| {
        let by_total = || Some(problem.rows[r].total?.div_euclid(problem.rules.gain_points.max(1)));
        problem.rows[r].laps.or_else(by_total)
    };
    let behind = |rank: u32| ranked.iter().filter(|(of, _)| *of > rank).find_map(|&(_, r)| stated(r));
    for &(rank, r) in ranked.iter().filter(|(_, r)| open(*r)) {
        drawn[r] = behind(rank).filter(|laps| *laps > problem.net_laps(r));
    }
    let left_out: Vec<u32> = problem.ranks_left_out().collect();
    if !left_out.is_empty() {
        let mut unranked: Vec<usize> =
            problem.finishers().filter(|&r| problem.rows[r].rank.is_none() && open(r)).collect();
        stream.shuffle(&mut unranked);
        for (&rank, &r) in left_out.iter().zip(&unranked) {
            drawn[r] = behind(rank).filter(|laps| *laps > problem.net_laps(r));
        }
    }
    drawn
}

/// Laps of every rider whose total is known and whose laps are open, if sprint points add up in one way only; `None` for all
/// other riders.
pub(super) fn only(problem: &CardProblem) -> Vec<Option<i32>> {
    let open = |r: &usize| problem.laps_open(*r) && problem.rows[*r].total.is_some();
    let riders: Vec<usize> = (0..problem.rows.len()).filter(open).collect();
    let mut only = vec![None; problem.rows.len()];
    let all = problem.handed_out().max(0) as usize;
    let ways: Vec<Vec<Way>> = riders.iter().map(|&r| ways(problem, r)).collect();
    for (i, &r) in riders.iter().enumerate() {
        // What all others can score together.
        let mut others: Vec<bool> = left_over(problem, all).iter().map(|w| *w > 0.0).collect();
        for (_, rider) in ways.iter().enumerate().filter(|(k, _)| *k != i) {
            let may = |s: usize| rider.iter().any(|w| s.checked_sub(w.points).is_some_and(|s| others[s]));
            others = (0..=all).map(may).collect();
        }
        let mut fits = ways[i].iter().filter(|w| all.checked_sub(w.points).is_some_and(|s| others[s]));
        if let (Some(way), None) = (fits.next(), fits.next()) {
            only[r] = Some(way.laps);
        }
    }
    only
}

/// The ways in which the total of rider `r` may have come about, few laps first.
fn ways(problem: &CardProblem, r: usize) -> Vec<Way> {
    let (low, high) = problem.laps_range(r);
    let total = problem.rows[r].total.unwrap_or(0);
    let most = f64::from(problem.handed_out().max(1)) * BEST_SHARE;
    let way = |laps: i32| {
        let (gains, losses) = problem.split(r, laps);
        let points = total - problem.lap_points((gains, losses));
        let points_known = problem.rows[r].sprint_points.is_none_or(|p| p == points);
        if !(0..=problem.most_points()).contains(&points) || !points_known {
            return None;
        }
        let beyond = (f64::from(points) / most - 1.0).max(0.0);
        let nothing = match points {
            0 if gains > 0 => LAPS_ALONE,
            0 => NOTHING,
            _ => 1.0,
        };
        let weight = nothing * libm::pow(LOST, f64::from(losses - problem.rows[r].losses)) * libm::pow(BEYOND, beyond);
        Some(Way { laps, points: points as usize, weight })
    };
    (low..=high).filter_map(way).collect()
}

/// The weight of every score from 0 to `all` for those whose sprint points are known, or of whom nothing is known, together.
fn left_over(problem: &CardProblem, all: usize) -> Vec<f64> {
    let mut weights = vec![0.0; all + 1];
    let settled = |r: usize| {
        let row = &problem.rows[r];
        row.sprint_points.or_else(|| Some(row.total? - problem.lap_points(problem.split(r, problem.net_laps(r)))))
    };
    let others = (0..problem.rows.len()).filter(|&r| !(problem.laps_open(r) && problem.rows[r].total.is_some()));
    let (mut known, mut unknown) = (0, 0.0);
    for r in others.filter(|&r| problem.rows[r].status != Status::Dns) {
        match settled(r) {
            Some(points) => known += points.max(0) as usize,
            // Riders who stop, and those whom a table leaves out, score less than the others.
            None => unknown += UNSEEN,
        }
    }
    if known > all {
        return weights;
    }
    if problem.handed_out_at_least() < problem.handed_out() {
        // Some places may not be there to be taken.
        unknown += VACANT;
    }
    if unknown == 0.0 {
        weights[known] = 1.0;
        return weights;
    }
    let mean = unknown * (all as f64) / problem.rows.len() as f64;
    for (s, weight) in weights.iter_mut().enumerate().skip(known) {
        *weight = libm::exp(-((s - known) as f64) / mean.max(0.5));
    }
    weights
}
