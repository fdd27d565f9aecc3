//! Whether the sprint points of a table can be shared out at all: by their sum, and by how many places are worth so much.
//! Quick, exact and silent about everything else.

use super::problem::CardProblem;
use super::{CardFact, Conflict};
use crate::rules::Status;

/// Sprint points of a rider, as the table states them or as total and laps leave them.
fn known(problem: &CardProblem, r: usize) -> Option<i32> {
    let row = &problem.rows[r];
    if row.status == Status::Dns {
        return Some(0);
    }
    let by_total = || match (row.total, row.laps) {
        (Some(total), Some(laps)) => Some(total - problem.lap_points(problem.split(r, laps))),
        (Some(total), None) if !problem.laps_open(r) => {
            Some(total - problem.lap_points(problem.split(r, problem.net_laps(r))))
        }
        _ => None,
    };
    row.sprint_points.or_else(by_total)
}

/// Why the points of the table cannot be what the sprints hand out; `None` if nothing is wrong with the sums, or if a row does
/// not add up by itself, which usually makes the sums wrong too.
pub(super) fn conflict(problem: &CardProblem) -> Option<Conflict> {
    // Riders who share a rank may have shared a place in the last sprint, and its points, unless it is said how they crossed.
    let open = |pair: &[(u32, usize)]| pair[0].0 == pair[1].0 && !problem.level_on_the_line(pair[0].1, pair[1].1);
    let shared = problem.ranked().windows(2).any(open);
    if shared || (0..problem.rows.len()).any(|r| !problem.adds_up(r)) {
        return None;
    }
    sum(problem).or_else(|| places(problem))
}

/// All points against all that is handed out.
fn sum(problem: &CardProblem) -> Option<Conflict> {
    let (least, most) = (problem.handed_out_at_least(), problem.handed_out());
    let (mut table, mut open, mut unknown) = (0, 0, false);
    let gain = problem.rules.gain_points;
    let whole_laps = gain > 0 && gain == -problem.rules.loss_points;
    for r in problem.starters() {
        match (known(problem, r), problem.rows[r].total) {
            (Some(points), _) => table += points,
            // Sprint points and a number of laps: the remainder is certain, and each lap less is so many points more.
            (None, Some(total)) if whole_laps => {
                table += total.rem_euclid(gain);
                open += 1;
            }
            (None, _) => unknown = true,
        }
    }
    let missing = most - table;
    let fits = match (open > 0, unknown) {
        (_, true) => missing >= 0,
        (true, false) => (least.max(table)..=most).any(|all| (all - table) % gain == 0),
        (false, false) => (least..=most).contains(&table),
    };
    let handed_out = if table < least { least } else { most };
    let missing = handed_out - table;
    let off = |table: i32| {
        let remedy = if table > handed_out {
            "correct the points that are too many, or the number of sprints, or whether the last counts double, or state the \
             dead heat"
        } else {
            "add the missing riders, with sprint points left out: riders below the last of the table, or who did not finish"
        };
        let sprints = problem.sprints() as u32;
        Conflict { facts: vec![CardFact::Sum { sprints, handed_out, table }], remedy }
    };
    (!fits).then(|| {
        // Of the sums that the open laps allow, the one nearest to what is handed out.
        let nearest = if open > 0 && missing > 0 { table + (missing + gain / 2) / gain * gain } else { table };
        off(nearest)
    })
}

/// Fewest or most places of the sprints worth `counts` that a rider can have, who has so many points; by points from 0.
fn numbers(values: &[i32], counts: impl Fn(i32) -> bool, most: usize, pick: fn(i32, i32) -> i32) -> Vec<Option<i32>> {
    let mut best: Vec<Option<i32>> = vec![None; most + 1];
    best[0] = Some(0);
    for points in 1..=most {
        for &value in values.iter().filter(|v| (1..=points as i32).contains(*v)) {
            let Some(before) = best[points - value as usize] else { continue };
            let now = before + i32::from(counts(value));
            best[points] = Some(best[points].map_or(now, |b| pick(b, now)));
        }
    }
    best
}

/// Places worth so much against those that the riders' points need or allow for.
fn places(problem: &CardProblem) -> Option<Conflict> {
    if problem.handed_out_at_least() < problem.handed_out() {
        // How many places there are is for the search to find out.
        return None;
    }
    let starters: Vec<(usize, Option<i32>)> = problem.starters().map(|r| (r, known(problem, r))).collect();
    let handed_out = problem.handed_out();
    let all: Vec<i32> = (0..problem.sprints())
        .flat_map(|n| problem.points[n][..problem.places(n)].to_vec())
        .filter(|p| *p > 0)
        .collect();
    let mut values = all.clone();
    values.sort_unstable();
    values.dedup();
    let most = usize::try_from(handed_out).ok()?;
    let each_known = starters.iter().all(|(_, points)| points.is_none_or(|p| (0..=handed_out).contains(&p)));
    if !each_known {
        return None;
    }
    for &worth in &values {
        let dear = numbers(&values, |v| v >= worth, most, i32::max);
        let there = all.iter().filter(|v| **v >= worth).count() as i32;
        let allowed = |points: i32| dear.get(points.max(0) as usize).copied().flatten().unwrap_or(0);
        let fits =
            |of: &[(usize, i32)], free: i32| of.iter().map(|o| allowed(o.1)).sum::<i32>() + allowed(free) >= there;
        if let Some(named) = smallest(&starters, handed_out, &fits) {
            let table = named.iter().map(|(_, p)| allowed(*p)).sum::<i32>();
            return Some(told(problem, &named, CardFact::Places { worth, at_least: true, there, table }));
        }
        let cheap = numbers(&values, |v| v <= worth, most, i32::min);
        let there = all.iter().filter(|v| **v <= worth).count() as i32;
        let needed = |points: i32| cheap.get(points.max(0) as usize).copied().flatten().unwrap_or(0);
        let fits = |of: &[(usize, i32)], _: i32| of.iter().map(|o| needed(o.1)).sum::<i32>() <= there;
        if let Some(named) = smallest(&starters, handed_out, &fits) {
            let table = named.iter().map(|(_, p)| needed(*p)).sum::<i32>();
            return Some(told(problem, &named, CardFact::Places { worth, at_least: false, there, table }));
        }
    }
    None
}

/// A set of riders with their points that does not fit, from which nobody can be left out; `None` if all of them fit. What
/// is left of the points handed out is for the others, if there are any.
fn smallest(
    starters: &[(usize, Option<i32>)],
    handed_out: i32,
    fits: &impl Fn(&[(usize, i32)], i32) -> bool,
) -> Option<Vec<(usize, i32)>> {
    let mut named: Vec<(usize, i32)> = starters.iter().filter_map(|&(r, points)| Some((r, points?))).collect();
    let free = |named: &[(usize, i32)]| handed_out - named.iter().map(|n| n.1).sum::<i32>();
    if fits(&named, free(&named)) {
        return None;
    }
    let mut i = 0;
    while i < named.len() {
        let mut fewer = named.clone();
        fewer.remove(i);
        if fits(&fewer, free(&fewer)) {
            i += 1;
        } else {
            named = fewer;
        }
    }
    Some(named)
}

fn told(problem: &CardProblem, named: &[(usize, i32)], why: CardFact) -> Conflict {
    let stated = |&(r, points): &(usize, i32)| {
        let (row, bib) = (&problem.rows[r], problem.bib(r));
        match (row.sprint_points, row.total) {
            (None, Some(total)) => CardFact::Total { bib, total: total + row.beside },
            _ => CardFact::SprintPoints { bib, points },
        }
    };
    let facts = named.iter().map(stated).chain([why]).collect();
    Conflict { facts, remedy: "correct the points, the number of sprints, or whether the last counts double" }
}
