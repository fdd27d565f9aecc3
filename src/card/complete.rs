//! Completes a card: arithmetic, plan, sprints, attacks, last line. Draws again until everything fits.

use super::effort::Effort;
use super::model::{Filled, FixedByPlan, Model, SolverOutcome};
use super::numbers::UNSEEN;
use super::pace::quiet_laps;
use super::plan::{Liberty, PlannedMove, RacePlan, SettledSums, Unplaced};
use super::problem::CardProblem;
use super::timeline::{Slot, Timeline};
use super::{
    Card, CardFact, CardRace, Completed, Conflict, Contradiction, Move, MoveKind, Place, Sprint, Stop, attacks,
    dead_heats, diagnose, line, planner, shares, splits, verify,
};
use crate::rng::{Purpose, Stream};
use crate::rules::Status;
use crate::units::{Bib, Provenance};

/// Plans drawn at each liberty before moving on to the next.
const PLANS: [(Liberty, u32); 4] =
    [(Liberty::Usual, 40), (Liberty::Wide, 40), (Liberty::Escorted, 60), (Liberty::Hard, 60)];
/// Step limits of the successive searches for the arithmetic alone. A fresh start usually finds at once what a long search
/// misses.
const ARITHMETIC_STEPS: [u32; 8] = [1_000, 1_000, 1_000, 1_000, 2_000, 2_000, 5_000, 10_000];
/// What finding the facts of a contradiction may cost, once it is certain that there is one.
const DIAGNOSIS: Effort = Effort::new(20_000, 1);
/// What is spent on finding a contradiction where a completion has not been found.
const LAST_RESORT: Effort = Effort::new(6_000, 1);
/// What [`complete`] may spend.
const PLENTY: Effort = Effort::new(100_000, 6_000);
/// Plans whose sprints may fail to work out before other sums are drawn.
const FILLED: u32 = 30;
/// What filling in the sprints of a plan costs, in plans: about as much time as drawing so many.
const FILLING: u32 = 10;
/// Plans in a row that find no place for a group even by itself before no more are drawn at that liberty.
const HOPELESS: u32 = 8;
/// Step limit for the sprints under one plan. Trying another plan is cheaper than a long search.
const SPRINT_STEPS: u32 = 3_000;
/// Laps a rider needs to get from the tail of the bunch to its front. A guess.
const TO_THE_FRONT: f64 = 2.6;
/// Relative spread of the race time where none is known. A guess on the low side: real finals differ more from day to day.
const TIME_SPREAD: f64 = 0.004;

/// Fills the unknown cells of `card` plausibly, as `seed` chooses, so that everything known still holds.
///
/// A fact that the card calls likely is given up only if nothing else fits; [`Completed::given_up`] names it.
///
/// # Errors
/// A [`Contradiction`] with the facts that cannot all be true, or with the laps for which no order of breaks was found.
pub fn complete(card: &Card, field: &CardRace, seed: u64) -> Result<Completed, Contradiction> {
    complete_within(card, field, seed, &mut PLENTY.clone())
}

/// The same, and spends no more than `effort`.
///
/// # Errors
/// As [`complete`].
pub fn complete_within(
    card: &Card,
    field: &CardRace,
    seed: u64,
    effort: &mut Effort,
) -> Result<Completed, Contradiction> {
    let mut card = card.clone();
    let mut given_up = Vec::new();
    loop {
        match dead_heats::complete(&card, field, effort, |reading, effort| attempt(reading, field, seed, effort)) {
            Ok(completed) => return Ok(Completed { given_up, ..completed }),
            // Nothing is left to try anything else with.
            Err(why @ Contradiction::Schedule(_)) if effort.is_spent() => return Err(why),
            Err(why) => match give_up(&mut card, &why) {
                Some(fact) => given_up.push(fact),
                None => return Err(why),
            },
        }
    }
}

/// Facts of the card that cannot all be true, as far as a longer search finds any: for cards of which no completion was found.
#[must_use]
pub fn contradiction(card: &Card, field: &CardRace) -> Option<Contradiction> {
    match CardProblem::new(card, field) {
        Ok(problem) => diagnose::contradiction(&problem, &mut LAST_RESORT.clone()),
        Err(contradiction) => Some(contradiction),
    }
}

/// Removes one likely fact from the card: one that the contradiction names, or any if no order of breaks was found. Laps go
/// before cells, and the last before the first.
fn give_up(card: &mut Card, why: &Contradiction) -> Option<CardFact> {
    let (named, any) = match why {
        Contradiction::Facts(conflicts) => (conflicts.iter().flat_map(|c| c.facts.clone()).collect::<Vec<_>>(), false),
        Contradiction::Schedule(conflict) => (conflict.facts.clone(), true),
    };
    let is_named = |fact: &CardFact| any || named.contains(fact);
    let lap_fact =
        |l: &super::KnownLap| CardFact::Lap { riders: l.riders.clone(), change: l.change, between: l.between };
    if let Some(i) = card.laps.iter().rposition(|l| l.likely && is_named(&lap_fact(l))) {
        return Some(lap_fact(&card.laps.remove(i)));
    }
    for sprint in card.sprints.iter_mut().rev() {
        let n = sprint.n;
        let fact = |c: &super::KnownCell| CardFact::Cell { sprint: n, place: c.place, riders: c.riders.clone() };
        if let Some(i) = sprint.cells.iter().rposition(|c| c.likely && is_named(&fact(c))) {
            return Some(fact(&sprint.cells.remove(i)));
        }
    }
    None
}

fn attempt(card: &Card, field: &CardRace, seed: u64, effort: &mut Effort) -> Result<Completed, Contradiction> {
    let whole = CardProblem::new(card, field)?;
    let mut stream = Stream::of_race(seed, Purpose::Completion);
    let sums = arithmetic(&whole, &mut stream, effort)?;
    // Where few finish, the sums hold for riders who stop when they were drawn to.
    let problem = if whole.has_few_finishers() { whole.with_stops(&sums.contested) } else { whole.clone() };
    let settled = SettledSums { laps: &sums.laps, points: &sums.points, lap_points_at: &sums.lap_points_at };
    let symmetric = problem.rules.gain_points == -problem.rules.loss_points;
    let mut in_the_way: Vec<(CardFact, u32)> = Vec::new();
    let mut filled = 0..FILLED;
    for (liberty, plans) in PLANS {
        if liberty == Liberty::Escorted && !symmetric {
            continue;
        }
        let mut hopeless = 0;
        for k in 1..=plans {
            if filled.is_empty() || !effort.plans(1) {
                break;
            }
            let plan = match planner::draw(&problem, &settled, liberty, &mut stream) {
                Ok(plan) => plan,
                Err(Unplaced { fact, alone }) => {
                    match in_the_way.iter_mut().find(|f| f.0 == fact) {
                        Some(known) => known.1 += 1,
                        None => in_the_way.push((fact, 1)),
                    }
                    hopeless = if alone { hopeless + 1 } else { 0 };
                    if hopeless == HOPELESS {
                        effort.plans(plans - k);
                        break;
                    }
                    continue;
                }
            };
            filled.next();
            effort.plans(FILLING);
            if let Some(completed) = fill((&whole, &problem), &sums, plan, &mut stream, effort)
                && verify(card, field, &completed).is_ok()
            {
                return Ok(completed);
            }
        }
    }
    in_the_way.sort_by_key(|f| std::cmp::Reverse(f.1));
    let facts = in_the_way.into_iter().take(3).map(|f| f.0).collect();
    let remedy = "widen the laps between which these were gained or lost, or check the laps of the table";
    Err(Contradiction::Schedule(Conflict { facts, remedy }))
}

/// Settles points and laps that the table leaves open, whatever the order of breaks, or says why that is impossible.
fn arithmetic(problem: &CardProblem, stream: &mut Stream, effort: &mut Effort) -> Result<Filled, Contradiction> {
    if let Some(conflict) = shares::conflict(problem) {
        return Err(Contradiction::Facts(vec![conflict]));
    }
    let setting = FixedByPlan { may: &|n, _, r| problem.still_in(n, r), laps: None, lap_points_by: None };
    let mut diagnosis = None;
    for (k, steps) in ARITHMETIC_STEPS.into_iter().enumerate() {
        if effort.is_spent() {
            break;
        }
        let laps = splits::draw(problem, stream);
        let wanted = wanted(problem, &laps, stream);
        let model = if k == 0 { Model::new(problem, &setting, false) } else { Model::thorough(problem, &setting) };
        match model.solve(&wanted, &laps, stream, effort, steps) {
            SolverOutcome::Filled(filled) => return Ok(filled),
            // What finding the reason takes is not taken from the search that goes on without a likely fact.
            SolverOutcome::Impossible => {
                diagnosis = Some(DIAGNOSIS);
                break;
            }
            SolverOutcome::Unknown => {}
        }
    }
    let found = match &mut diagnosis {
        Some(certain) => diagnose::contradiction(problem, certain),
        None => diagnose::contradiction(problem, effort),
    };
    Err(found.unwrap_or_else(|| {
        let remedy = "state fewer places, scores or ranks, or more of the laps and points";
        Contradiction::Schedule(Conflict { facts: Vec::new(), remedy })
    }))
}

/// Sprint points each rider should end with: the known ones, those that are left with the `laps` drawn, and random shares of
/// the rest for the others.
fn wanted(problem: &CardProblem, laps: &[Option<i32>], stream: &mut Stream) -> Vec<f64> {
    let known = |r: usize| {
        let row = &problem.rows[r];
        let net = laps[r].unwrap_or_else(|| problem.likely_laps(r));
        row.sprint_points.or_else(|| Some((row.total? - problem.lap_points(problem.split(r, net))).max(0)))
    };
    let points: Vec<Option<i32>> = (0..problem.rows.len()).map(known).collect();
    let missing = (problem.handed_out() - points.iter().flatten().sum::<i32>()).max(0);
    let shares: Vec<f64> = (0..problem.rows.len())
        .map(|r| {
            let luck = -libm::log(1.0 - stream.unit());
            match problem.rows[r].status {
                Status::Dns => 0.0,
                Status::Finished | Status::Racing => luck,
                _ => UNSEEN * luck,
            }
        })
        .collect();
    let all: f64 = shares.iter().zip(&points).filter(|(_, p)| p.is_none()).map(|(s, _)| s).sum();
    let share = |r: usize| f64::from(missing) * shares[r] / all.max(1e-9);
    points.iter().enumerate().map(|(r, p)| p.map_or_else(|| share(r), f64::from)).collect()
}

/// The completed card under a plan; `None` if the sprints or the last line do not work out. `whole` is the card as it is known,
/// `problem` the same with stops drawn where that is needed.
fn fill(
    (whole, problem): (&CardProblem, &CardProblem),
    sums: &Filled,
    plan: RacePlan,
    stream: &mut Stream,
    effort: &mut Effort,
) -> Option<Completed> {
    let RacePlan { moves, stops, hard } = plan;
    let quiet = quiet_laps(problem.rules.laps);
    // A relegated rider has to be there to cross the line among the first.
    let misses = |&(n, r): &(usize, usize)| {
        let lap = f64::from(problem.sprint_laps[n]);
        let dropped = |m: &PlannedMove| !m.slot.leads() && m.slot.is_out(lap) && m.slot.riders.contains(&r);
        lap > stops[r] - quiet || moves.iter().any(dropped)
    };
    if problem.relegated.iter().any(misses) {
        return None;
    }
    let may = |n: usize, p: usize, r: usize| {
        let lap = f64::from(problem.sprint_laps[n]);
        let ahead = moves.iter().find(|m| m.slot.leads() && m.slot.is_out(lap));
        let behind = || moves.iter().filter(|m| !m.slot.leads() && m.slot.is_out(lap));
        // Riders off the back take what places the others leave, which is none but in a tiny field.
        let in_front = stops
            .iter()
            .filter(|s| **s > lap)
            .count()
            .saturating_sub(behind().map(|m| m.slot.riders.len()).sum::<usize>());
        let free = p >= in_front || !behind().any(|m| m.slot.riders.contains(&r));
        let fits = |m: &PlannedMove| {
            let size = m.slot.riders.len();
            m.slot.riders.contains(&r) == (p < size) && !problem.parts(n, size)
        };
        // Of few riders even one who is about to stop is placed.
        let quiet = if problem.has_few_finishers() { 0.0 } else { quiet };
        free && lap <= stops[r] - quiet && ahead.is_none_or(fits)
    };
    // A rider who has just gained a lap sits at the tail with a whole bunch to pass, and takes the next sprint only if the
    // record says so.
    let at_the_tail = |n: usize, r: usize| {
        let lap = f64::from(problem.sprint_laps[n]);
        let round = |m: &&PlannedMove| m.slot.kind == MoveKind::Gain && (lap - TO_THE_FRONT..lap).contains(&m.slot.to);
        moves.iter().filter(round).any(|m| m.slot.riders.contains(&r))
    };
    let recorded = |n: usize, p: usize, r: usize| problem.cell(n, p).is_some_and(|c| c.riders.contains(&r));
    let likely = |n: usize, p: usize, r: usize| may(n, p, r) && (recorded(n, p, r) || !at_the_tail(n, r));
    let lap_points_by = |r: usize, after: usize| {
        let lap = problem.lap_after(after);
        let count = |kind| {
            moves.iter().filter(|m| m.slot.kind == kind && m.slot.to <= lap && m.slot.riders.contains(&r)).count()
                as i32
        };
        problem.lap_points((count(MoveKind::Gain), count(MoveKind::Loss)))
    };
    let wanted: Vec<f64> = sums.points.iter().map(|&p| f64::from(p)).collect();
    let mut solve = |may: &dyn Fn(usize, usize, usize) -> bool| {
        let setting = FixedByPlan { may, laps: Some(&sums.laps), lap_points_by: Some(&lap_points_by) };
        match Model::new(problem, &setting, false).solve(&wanted, &[], stream, effort, SPRINT_STEPS) {
            SolverOutcome::Filled(filled) => Some(filled),
            SolverOutcome::Impossible | SolverOutcome::Unknown => None,
        }
    };
    // Nobody is at the tail who would have to score: then there is nothing else to try.
    let riders = 0..problem.rows.len();
    let all = (0..problem.sprints()).all(|n| riders.clone().all(|r| !at_the_tail(n, r)));
    let filled = solve(&likely).or_else(|| if all { None } else { solve(&may) })?;
    let mut timeline = Timeline {
        lap_m: problem.lap_m,
        speed_ms: problem.speed_ms,
        sprint_laps: &problem.sprint_laps,
        stops: stops.clone(),
        slots: moves.iter().map(|m| m.slot.clone()).collect(),
        hard,
        halt: problem.halt(),
    };
    let extra = attacks::draw(problem, &timeline, &filled.cells, stream);
    timeline.slots.extend(extra.iter().cloned());
    let last_line = line::order(problem, &filled, stream)?;
    let mut moves: Vec<Move> = moves.iter().map(|m| recorded_move(problem, m)).collect();
    moves.extend(extra.iter().map(|slot| reconstructed_move(problem, slot)));
    moves.sort_by(|a, b| a.from_lap.total_cmp(&b.from_lap));
    let race_m = problem.lap_m * f64::from(problem.rules.laps);
    let drawn_s = race_m / problem.speed_ms * (1.0 + TIME_SPREAD * stream.normal().clamp(-2.0, 2.0));
    Some(Completed {
        sprints: sprints(problem, &forced(whole, sums, &filled, stream, effort), &filled),
        moves,
        stops: stops_of(problem, &stops),
        together: together(problem, &filled),
        shared: dead_heats::parted(problem),
        last_line: problem.bibs(&last_line),
        time_s: problem.time_s.unwrap_or(drawn_s),
        time_provenance: if problem.time_s.is_some() { Provenance::Recorded } else { Provenance::Reconstructed },
        given_up: Vec::new(),
    })
}

fn reconstructed_move(problem: &CardProblem, slot: &Slot) -> Move {
    Move {
        kind: slot.kind,
        riders: problem.bibs(&slot.riders),
        from_lap: slot.from,
        to_lap: slot.to,
        provenance: vec![Provenance::Reconstructed; slot.riders.len()],
        sources: Vec::new(),
    }
}

/// A move of the plan, with the provenance and sources that the card gives it.
fn recorded_move(problem: &CardProblem, planned: &PlannedMove) -> Move {
    let mut completed = reconstructed_move(problem, &planned.slot);
    for &i in &planned.known {
        let (known, riders) = &problem.laps[i];
        for (r, provenance) in planned.slot.riders.iter().zip(&mut completed.provenance) {
            if riders.contains(r) && !known.likely {
                *provenance = Provenance::Recorded;
            }
        }
        completed.sources.extend(known.sources.iter().cloned());
    }
    if planned.slot.kind == MoveKind::Away {
        for (known, _) in problem.away.iter().filter(|(_, riders)| *riders == planned.slot.riders) {
            completed.provenance.fill(Provenance::Recorded);
            completed.sources.extend(known.sources.iter().cloned());
        }
    }
    completed.sources.dedup();
    completed
}

/// Cells that no completion could fill in another way.
///
/// Cells that the two solutions at hand fill differently are free, so only the few others are put to the solver.
fn forced(
    problem: &CardProblem,
    sums: &Filled,
    filled: &Filled,
    stream: &mut Stream,
    effort: &mut Effort,
) -> Vec<(usize, usize)> {
    let setting = FixedByPlan { may: &|n, _, r| problem.still_in(n, r), laps: None, lap_points_by: None };
    let both = sums.cells.iter().zip(&filled.cells).enumerate();
    let agreed = both.flat_map(|(n, (a, b))| {
        a.iter().zip(b).enumerate().filter(|(_, (a, b))| a == b).map(move |(p, (&r, _))| (n, p, r))
    });
    let asked: Vec<_> = agreed.filter(|&(n, p, _)| problem.cell(n, p).is_none_or(|c| c.riders.len() > 1)).collect();
    let mut model = Model::new(problem, &setting, false);
    let forces = |&(n, p, r): &(usize, usize, usize)| {
        if model.stuck {
            model = Model::new(problem, &setting, false);
        }
        model.forces((n, p, r), stream, effort).then_some((n, p))
    };
    asked.iter().filter_map(forces).collect()
}

fn sprints(problem: &CardProblem, forced: &[(usize, usize)], filled: &Filled) -> Vec<Sprint> {
    let place = |n: usize, p: usize, r: usize| {
        let known = problem.cells.iter().find(|c| (c.sprint, c.place) == (n, p) && c.riders.contains(&r));
        let provenance = match known {
            Some(cell) if cell.riders.len() == 1 => cell.provenance,
            _ if forced.contains(&(n, p)) => Provenance::Derived,
            _ => Provenance::Reconstructed,
        };
        Place {
            place: problem.given[n][p],
            points: problem.points[n][p] as u32,
            bib: problem.bib(r),
            provenance,
            likely: known.is_some_and(|c| c.likely),
            sources: known.map(|c| c.sources.clone()).unwrap_or_default(),
        }
    };
    let sprint = |(n, riders): (usize, &Vec<usize>)| Sprint {
        n: n as u32 + 1,
        lap: problem.sprint_laps[n],
        places: riders.iter().enumerate().map(|(p, &r)| place(n, p, r)).collect(),
    };
    filled.cells.iter().enumerate().map(sprint).collect()
}

/// Riders who cross the last line in a dead heat: for a place of the last sprint, or behind those who score.
fn together(problem: &CardProblem, filled: &Filled) -> Vec<Vec<Bib>> {
    let (Some(riders), Some(given)) = (filled.cells.last(), problem.given.last()) else { return Vec::new() };
    let sorted = |mut riders: Vec<usize>| {
        riders.sort_by_key(|&r| problem.bib(r));
        problem.bibs(&riders)
    };
    let placed: Vec<(usize, u32)> = riders.iter().copied().zip(given.iter().copied()).collect();
    let groups = placed.chunk_by(|a, b| a.1 == b.1).filter(|group| group.len() > 1);
    let groups = groups.map(|group| group.iter().map(|&(r, _)| r).collect());
    groups.chain(problem.together.iter().cloned()).map(sorted).collect()
}

fn stops_of(problem: &CardProblem, stops: &[f64]) -> Vec<Stop> {
    let stopped = problem.rows.iter().zip(stops).filter(|(row, _)| row.status != Status::Finished);
    stopped
        .map(|(row, &lap)| Stop {
            bib: row.bib,
            status: row.status,
            lap,
            provenance: if row.status == Status::Dns { Provenance::Recorded } else { Provenance::Reconstructed },
        })
        .collect()
}
