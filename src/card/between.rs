//! Two statements about one rider that leave no time for both: a lap gained while the rider is known to be away with others,
//! or two moves too close together. Needs no search, and is silent about everything else.

use super::limit::Limit;
use super::pace::{
    ABOUT, CONTACT_AFTER, CONTACT_BEFORE, FIRST_START, REST, START_BEFORE, least_laps, may_end, may_start,
};
use super::problem::CardProblem;
use super::{CardFact, KnownAway, KnownLap};

/// A move on record, as early and as late as it can be.
struct KnownMove<'a> {
    fact: CardFact,
    riders: &'a [usize],
    /// First race lap at which it can be over.
    over: f64,
    /// Last race lap at which it can begin.
    begun: f64,
    /// The laps within which a lap is completed.
    gained: Option<(f64, f64)>,
    /// About the lap at which an attack was caught.
    caught: Option<f64>,
}

/// Two moves on record for which a rider has no time.
pub(super) fn limit(problem: &CardProblem) -> Option<Limit> {
    let riders = problem.starters().count();
    let least = least_laps(riders, problem.lap_m, problem.speed_ms);
    let laps = problem.laps.iter().filter_map(|(known, riders)| lap(problem, known, riders, least));
    let away = problem.away.iter().filter_map(|(known, riders)| away(problem, known, riders));
    let moves: Vec<KnownMove> = laps.chain(away).collect();
    moves.iter().enumerate().find_map(|(i, a)| {
        let b = moves[i + 1..].iter().find(|b| clash(a, b))?;
        let both = a.riders.iter().find(|r| b.riders.contains(r))?;
        Some(Limit::Between { bib: problem.bib(*both), least, facts: [a.fact.clone(), b.fact.clone()] })
    })
}

fn lap<'a>(problem: &CardProblem, known: &KnownLap, riders: &'a [usize], least: f64) -> Option<KnownMove<'a>> {
    let (from, to) = known.between.filter(|_| !known.likely)?;
    let over = first_end(problem, (from.max(FIRST_START + least), to))?;
    let begun = last_end(problem, (from, to))? - least;
    let fact = CardFact::Lap { riders: problem.bibs(riders), change: known.change, between: known.between };
    Some(KnownMove { fact, riders, over, begun, gained: (known.change > 0).then_some((from, to)), caught: None })
}

fn away<'a>(problem: &CardProblem, known: &KnownAway, riders: &'a [usize]) -> Option<KnownMove<'a>> {
    let KnownAway { from_lap, to_lap, .. } = *known;
    let finish = f64::from(problem.rules.laps);
    let over = match to_lap > finish - CONTACT_BEFORE {
        true => finish,
        false => first_end(problem, (to_lap - ABOUT, to_lap + ABOUT))?,
    };
    let begun = last_start(problem, (from_lap - ABOUT, from_lap + ABOUT))?;
    let fact = CardFact::Away { riders: problem.bibs(riders), from_lap, to_lap };
    Some(KnownMove { fact, riders, over, begun, gained: None, caught: Some(to_lap) })
}

/// Whether some rider is in both, and one cannot be over before the other begins.
fn clash(a: &KnownMove, b: &KnownMove) -> bool {
    let shared = a.riders.iter().any(|r| b.riders.contains(r));
    shared && !is_one(a, b) && !is_one(b, a) && a.over + REST > b.begun && b.over + REST > a.begun
}

/// Whether `away` may be how the lap of `gain` was gained.
fn is_one(gain: &KnownMove, away: &KnownMove) -> bool {
    let (Some((from, to)), Some(caught)) = (gain.gained, away.caught) else { return false };
    let about = (from - ABOUT..=to + ABOUT).contains(&caught);
    about && away.riders.iter().all(|r| gain.riders.contains(r))
}

/// The first lap of a stretch at which a lap may be gained or lost.
fn first_end(problem: &CardProblem, (from, to): (f64, f64)) -> Option<f64> {
    let after = problem.sprint_laps.iter().map(|lap| f64::from(*lap) + CONTACT_AFTER);
    let ends = std::iter::once(from).chain(after.filter(|end| (from..=to).contains(end)));
    ends.filter(|end| may_end(*end, &problem.sprint_laps)).min_by(f64::total_cmp)
}

/// The last such lap.
fn last_end(problem: &CardProblem, (from, to): (f64, f64)) -> Option<f64> {
    let before = problem.sprint_laps.iter().map(|lap| f64::from(*lap) - CONTACT_BEFORE);
    let ends = std::iter::once(to).chain(before.filter(|end| (from..=to).contains(end)));
    ends.filter(|end| may_end(*end, &problem.sprint_laps)).max_by(f64::total_cmp)
}

/// The last lap of a stretch at which a move may begin.
fn last_start(problem: &CardProblem, (from, to): (f64, f64)) -> Option<f64> {
    let before = problem.sprint_laps.iter().map(|lap| f64::from(*lap) - START_BEFORE);
    let starts = std::iter::once(to).chain(before.filter(|start| (from..=to).contains(start)));
    starts.filter(|start| may_start(*start, &problem.sprint_laps)).max_by(f64::total_cmp)
}
