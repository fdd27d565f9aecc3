//! A second scorer: it works on the whole log at once, rider by rider, without a state that grows fact by fact.
//!
//! It first lists each rider's crossings with the race lap that each completes. From these it finds the end of the race,
//! and then everything else by counting who was earlier or better. It shares no code with the scoreboard, so the numbers
//! of the editions are written out here again.

use std::cmp::Ordering;

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use velodrome::event::{Fact, StopKind};
use velodrome::rules::{Edition, Scoreboard, Standing, Status};
use velodrome::units::Bib;

use super::logs::{Log, log};

#[test]
fn a_second_scorer_agrees_on_ten_thousand_random_races_per_edition() {
    let config = ProptestConfig {
        cases: 10_000,
        rng_seed: RngSeed::Fixed(2004),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let agree = |log: Log| {
        for edition in Edition::all() {
            let (board, _) = Scoreboard::score(log.rules(edition), &log.starters, &log.facts);
            let mut rows = board.standings().rows;
            rows.sort_by_key(|row| row.bib);
            prop_assert_eq!(rows, table(&log, edition.id.name()), "edition {}", edition.id);
        }
        Ok(())
    };
    TestRunner::new(config).run(&log(), agree).unwrap();
}

/// A crossing of the line.
#[derive(Clone, Copy)]
struct Crossing {
    at: i64,
    /// Race lap: laps ridden minus the balance.
    on_the_road: i64,
    /// Race lap for the sprint: one more where the bell named this rider before a lap gain.
    for_the_sprint: i64,
}

/// The table, in the order of the start list.
pub fn table(log: &Log, edition: &str) -> Vec<Standing> {
    let laps = i64::from(log.laps);
    let all = |until: i64, last_km: i64| -> Vec<(Bib, Vec<Crossing>)> {
        let of = |bib: &Bib| crossings(log, &seen(log, *bib, last_km), edition, until);
        log.starters.iter().map(|bib| (*bib, of(bib))).collect()
    };
    // From the last kilometre on, four laps of 250 m, nobody returns after a mishap. Later returns cannot move this moment.
    let last_km = earliest(&all(i64::MAX, i64::MAX), |c| c.for_the_sprint >= laps - 4);
    let of = |bib: Bib| seen(log, bib, last_km);
    // When the first rider completes the last lap. Laps gained or lost later do not count.
    let end = earliest(&all(i64::MAX, last_km), |c| c.for_the_sprint >= laps);
    let mut riders = all(end, last_km);
    // Riders stop after completing the last lap, and at the line once the bunch or a break has finished.
    riders.iter_mut().for_each(|(_, crossings)| cut_after(crossings, |c| c.for_the_sprint >= laps));
    let home = earliest(&riders, |c| c.on_the_road >= laps);
    let last = |c: &Crossing| c.for_the_sprint >= laps || c.at > home;
    riders.iter_mut().for_each(|(_, crossings)| cut_after(crossings, last));
    let finish = |crossings: &[Crossing]| crossings.last().copied().filter(last);
    // Race laps, relegated in the last sprint, when.
    let finishes: Vec<(Bib, i64, (bool, i64))> = riders
        .iter()
        .filter_map(|(bib, crossings)| {
            let last = finish(crossings)?;
            Some((*bib, last.for_the_sprint.min(laps), (is_relegated(log, *bib, laps), last.at)))
        })
        .collect();

    let factor = if edition == "2004" { 1 } else { 2 };
    let lap_points = if edition == "2000" { 0 } else { 20 };
    let mut rows: Vec<Standing> = riders
        .iter()
        .map(|(bib, crossings)| {
            let finish = finishes.iter().find(|(b, ..)| b == bib);
            let facts = of(*bib);
            let status = match status(facts.iter().copied(), finish.map(|f| f.2.1)) {
                Status::Racing if is_out(&facts) && end < i64::MAX => Status::Finished,
                status => status,
            };
            let (mut sprint_points, mut sprints_won) = (0, 0);
            for lap in (1..=laps).filter(|lap| is_sprint(log, *lap)) {
                let ahead = ahead_in_sprint(log, &riders, (*bib, crossings), lap).unwrap_or(usize::MAX);
                let points = [5, 3, 2, 1].get(ahead).copied().unwrap_or(0);
                sprint_points += if lap == laps { factor * points } else { points };
                sprints_won += u32::from(ahead == 0);
            }
            let balance = balance(facts.iter().copied(), end, finish.map_or(i64::MAX, |f| f.2.1));
            let last_line = finish.map(|(_, lap, at)| {
                let ahead = |(_, other, when): &&(Bib, i64, (bool, i64))| other > lap || other == lap && when < at;
                finishes.iter().filter(ahead).count() as u32 + 1
            });
            let (start_points, penalty_points) = beside(log, *bib);
            let (rank, bib, laps) = (None, *bib, balance);
            let total = start_points + sprint_points + lap_points * balance - penalty_points;
            Standing {
                rank,
                bib,
                start_points,
                penalty_points,
                sprint_points,
                laps,
                total,
                sprints_won,
                last_line,
                status,
            }
        })
        .collect();
    let ranks: Vec<Option<u32>> = rows.iter().map(|row| rank(row, &rows, edition)).collect();
    rows.iter_mut().zip(ranks).for_each(|(row, rank)| row.rank = rank);
    rows
}

/// Points with which a rider starts, and those taken off.
fn beside(log: &Log, bib: Bib) -> (i32, i32) {
    log.facts.iter().filter(|fact| fact.bib() == bib).fold((0, 0), |(start, off), fact| match fact {
        Fact::Start { points, .. } => (start + points, off),
        Fact::Penalty { points, .. } => (start, off + *points as i32),
        _ => (start, off),
    })
}

/// Whether there is a sprint: the interval divides the laps to go, and at least one interval has been ridden.
fn is_sprint(log: &Log, lap: i64) -> bool {
    let (laps, every) = (i64::from(log.laps), i64::from(log.every));
    (every..=laps).contains(&lap) && (laps - lap) % every == 0
}

/// How many riders completed `lap` before the one with these `crossings`; `None` if that rider did not.
///
/// Riders who are relegated in the sprint come after all others.
fn ahead_in_sprint(
    log: &Log,
    riders: &[(Bib, Vec<Crossing>)],
    (bib, crossings): (Bib, &[Crossing]),
    lap: i64,
) -> Option<usize> {
    let when = |bib: Bib, crossings: &[Crossing]| {
        let crossing = crossings.iter().find(|c| c.for_the_sprint == lap)?;
        Some((is_relegated(log, bib, lap), crossing.at))
    };
    let mine = when(bib, crossings)?;
    Some(riders.iter().filter(|(other, theirs)| when(*other, theirs).is_some_and(|theirs| theirs < mine)).count())
}

/// Whether a rider is relegated in the sprint at `lap`.
fn is_relegated(log: &Log, bib: Bib, lap: i64) -> bool {
    let number = (1..=lap).filter(|lap| is_sprint(log, *lap)).count() as u32;
    log.facts
        .iter()
        .any(|fact| matches!(*fact, Fact::Relegation { bib: of, sprint, .. } if (of, sprint) == (bib, number)))
}

/// One more than the number of riders who are better.
fn rank(row: &Standing, rows: &[Standing], edition: &str) -> Option<u32> {
    let in_race = |row: &Standing| matches!(row.status, Status::Racing | Status::Finished);
    let better = |other: &&Standing| in_race(other) && (!in_race(row) || beats(other, row, edition));
    let shares = matches!(row.status, Status::Dnf | Status::Pul) && matches!(edition, "2023" | "2026");
    (in_race(row) || shares).then(|| rows.iter().filter(better).count() as u32 + 1)
}

/// The moment of the first crossing of that kind.
fn earliest(riders: &[(Bib, Vec<Crossing>)], kind: impl Fn(&Crossing) -> bool) -> i64 {
    riders.iter().filter_map(|(_, crossings)| Some(crossings.iter().find(|c| kind(c))?.at)).min().unwrap_or(i64::MAX)
}

/// Cuts off the crossings after the first of that kind.
fn cut_after(crossings: &mut Vec<Crossing>, kind: impl Fn(&Crossing) -> bool) {
    let last = crossings.iter().position(kind).map_or(crossings.len(), |i| i + 1);
    crossings.truncate(last);
}

/// The facts about one rider that count. A neutralised rider neither crosses the line nor gains a lap, and returns before the
/// last kilometre or not at all.
fn seen(log: &Log, bib: Bib, last_km: i64) -> Vec<&Fact> {
    let mut seen: Vec<&Fact> = Vec::new();
    for fact in log.facts.iter().filter(|fact| fact.bib() == bib) {
        let counts = match fact {
            Fact::Line { .. } | Fact::Tail { .. } | Fact::Mishap { .. } => !is_out(&seen),
            Fact::Return { at, .. } => is_out(&seen) && at.0 <= last_km,
            Fact::Start { .. } | Fact::Relegation { .. } | Fact::Penalty { .. } => true,
            Fact::Front { .. } | Fact::Stop { .. } => true,
        };
        seen.extend(counts.then_some(fact));
    }
    seen
}

/// Whether a rider is out after a mishap: the last news of that kind is the mishap, not a return.
fn is_out(facts: &[&Fact]) -> bool {
    let word = facts.iter().rfind(|fact| matches!(fact, Fact::Mishap { .. } | Fact::Return { .. }));
    matches!(word, Some(Fact::Mishap { .. }))
}

/// The crossings of one rider before a stop. Laps gained or lost count until `end`.
fn crossings(log: &Log, facts: &[&Fact], edition: &str, end: i64) -> Vec<Crossing> {
    let stop = facts.iter().position(|fact| matches!(fact, Fact::Stop { .. })).unwrap_or(facts.len());
    let facts = &facts[..stop];
    let mut done: Vec<Crossing> = Vec::new();
    for (i, fact) in facts.iter().enumerate() {
        let Fact::Line { ridden, at, .. } = fact else { continue };
        // A return stands for the crossings that were excused.
        let line_before = facts[..i].iter().rposition(|fact| matches!(fact, Fact::Line { .. } | Fact::Return { .. }));
        let ridden_before = line_before.map_or(0, |j| match facts[j] {
            Fact::Line { ridden, .. } | Fact::Return { ridden, .. } => i64::from(*ridden),
            _ => 0,
        });
        let net = |upto: usize| -> i64 { facts[..upto].iter().map(|fact| change(fact, end)).sum() };
        // The last gain since that crossing in the lap of a sprint that this rider has not completed yet.
        let gains = (line_before.map_or(0, |j| j + 1)..i).filter(|k| change(facts[*k], end) > 0);
        let named = gains
            .map(|k| ridden_before - net(k) + 1)
            .rfind(|lap| is_sprint(log, *lap) && done.iter().all(|c| c.for_the_sprint != *lap))
            .filter(|_| matches!(edition, "2023" | "2026"));
        let on_the_road = i64::from(*ridden) - net(i);
        done.push(Crossing { at: at.0, on_the_road, for_the_sprint: named.unwrap_or(on_the_road) });
    }
    done
}

/// The change of the balance by a fact, if it is not after `end`.
fn change(fact: &Fact, end: i64) -> i64 {
    match fact {
        _ if fact.at().0 > end => 0,
        Fact::Tail { .. } => 1,
        Fact::Front { .. } => -1,
        Fact::Start { .. } | Fact::Relegation { .. } | Fact::Penalty { .. } => 0,
        Fact::Line { .. } | Fact::Mishap { .. } | Fact::Return { .. } | Fact::Stop { .. } => 0,
    }
}

/// Laps gained minus laps lost before the rider finished or stopped, or the race ended.
fn balance<'a>(facts: impl Iterator<Item = &'a Fact>, end: i64, finish: i64) -> i32 {
    let finished = |fact: &&Fact| !matches!(fact, Fact::Line { at, .. } if at.0 == finish);
    let stopped = |fact: &&Fact| !matches!(fact, Fact::Stop { .. });
    facts.take_while(finished).take_while(stopped).map(|fact| change(fact, end) as i32).sum()
}

/// The status of a rider: disqualified at any time, or else the first stop if it came before the finish.
fn status<'a>(facts: impl Iterator<Item = &'a Fact>, finish: Option<i64>) -> Status {
    let (mut stops, mut home) = (Vec::new(), finish.is_none());
    for fact in facts {
        match fact {
            Fact::Stop { kind: StopKind::Dsq, .. } => return Status::Dsq,
            Fact::Stop { kind, .. } if finish.is_none() || !home => stops.push(*kind),
            Fact::Line { at, .. } if Some(at.0) == finish => home = true,
            _ => {}
        }
    }
    match stops.first() {
        Some(StopKind::Dns) => Status::Dns,
        Some(StopKind::Dnf) => Status::Dnf,
        Some(StopKind::Abd) => Status::Abd,
        Some(StopKind::Pul) => Status::Pul,
        Some(StopKind::Dsq) => Status::Dsq,
        None if finish.is_some() => Status::Finished,
        None => Status::Racing,
    }
}

fn points_beside_laps(row: &Standing) -> i32 {
    row.start_points + row.sprint_points - row.penalty_points
}

/// Whether `a` is ranked before `b`.
fn beats(a: &Standing, b: &Standing, edition: &str) -> bool {
    let last_line = || match (a.last_line, b.last_line) {
        (Some(a), Some(b)) => b.cmp(&a),
        (a, b) => a.is_some().cmp(&b.is_some()),
    };
    let order = if edition == "2000" {
        (a.laps.cmp(&b.laps))
            .then(points_beside_laps(a).cmp(&points_beside_laps(b)))
            .then(a.sprints_won.cmp(&b.sprints_won))
            .then_with(last_line)
    } else {
        a.total.cmp(&b.total).then_with(last_line)
    };
    order == Ordering::Greater
}
