//! Whether an outcome that was kept in a file can be that of a race: its points against its laps, its ranks against its points.
//! What this accepts may still be invented; only riding the race again shows that.

use serde::{Deserialize, Serialize};

use super::{RaceOutcome, RiderOutcome};
use crate::rules::{Edition, RaceRules, RankBy, Standing, Status, Unfinished, rank};
use crate::units::Micros;

/// The numbers of the rules that points and ranks follow from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scoring {
    /// Points of the first four in a sprint.
    scale: [u32; 4],
    /// How many times each sprint counts.
    factors: Vec<u32>,
    gain_points: i32,
    loss_points: i32,
    rank_by: RankBy,
    unfinished: Unfinished,
    /// Riders who were pulled out are ranked behind the finishers.
    rank_pulled: bool,
    /// The points that riders start with, in start-list order.
    starts: Vec<i32>,
    /// All races share a past: it may have dead heats, and points taken off.
    forked: bool,
}

/// So many times as many riders as score make a field of some size. A guess: more than any fall takes down.
const FIELD: usize = 4;

/// Dead heats that a free race is taken to have at most: riders are level to the microsecond in one race of several hundred.
const HEATS: usize = 2;

/// A line that cannot be: the place of the rider in the start list, and why.
pub type Misfit = (usize, String);

impl Scoring {
    /// Of races under `rules` whose riders start with these points; `forked` if they share a past.
    #[must_use]
    pub fn of(rules: &RaceRules, starts: Vec<i32>, forked: bool) -> Self {
        Self {
            scale: rules.scale,
            factors: (1..=rules.sprints()).map(|n| rules.factor(n)).collect(),
            gain_points: rules.gain_points,
            loss_points: rules.loss_points,
            rank_by: rules.rank_by,
            unfinished: Edition::get(rules.edition).unfinished.value,
            rank_pulled: rules.rank_pulled,
            starts,
            forked,
        }
    }

    /// Whether the numbers are in the bounds of rules, for so many riders.
    #[must_use]
    pub fn is_sound(&self, riders: usize) -> bool {
        let most = [RaceRules::MAX_POINTS, 10, RaceRules::MAX_LAPS];
        self.scale.iter().all(|points| *points <= most[0])
            && self.factors.iter().all(|factor| (1..=most[1]).contains(factor))
            && (1..=most[2] as usize).contains(&self.factors.len())
            && (0..=1000).contains(&self.gain_points)
            && (-1000..=0).contains(&self.loss_points)
            && self.starts.len() == riders
            && self.starts.iter().all(|points| points.unsigned_abs() <= 10_000)
    }

    /// Checks the outcome of a race.
    ///
    /// # Errors
    /// The first line that cannot be.
    pub fn audit(&self, race: &RaceOutcome) -> Result<(), Misfit> {
        for (nth, line) in race.riders.iter().enumerate() {
            self.adds_up(line, *self.starts.get(nth).unwrap_or(&0)).map_err(|why| (nth, why))?;
        }
        self.hands_out(race)?;
        self.ranks(race)
    }

    /// Whether a rider's points are those of their sprints and laps.
    fn adds_up(&self, line: &RiderOutcome, start: i32) -> Result<(), String> {
        let (won, sprints) = (line.sprints_won as usize, self.factors.len());
        if won > sprints {
            return Err(format!("{won} sprints won of {sprints}"));
        }
        let mut factors = self.factors.clone();
        factors.sort_unstable();
        let [first, second] = [self.scale[0], self.scale[1]].map(i64::from);
        let points = |factors: &[u32], each: i64| factors.iter().map(|factor| i64::from(*factor) * each).sum::<i64>();
        let (least, most) = (points(&factors[..won], first), {
            let (others, best) = factors.split_at(sprints - won);
            points(best, first) + points(others, second)
        });
        // Riders who share a first place have both won the sprint, so only the past of a fork can have more for less.
        if !(least..=most).contains(&i64::from(line.sprint_points)) {
            return Err(format!("{} sprint points with {won} sprints won", line.sprint_points));
        }
        let laps =
            i64::from(line.gained) * i64::from(self.gain_points) + i64::from(line.lost) * i64::from(self.loss_points);
        let total = i64::from(start) + i64::from(line.sprint_points) + laps;
        // Whoever did not start may have been given no points at the start.
        let is_absent = line.status == Status::Dns && line.total == 0;
        let is_right =
            if self.forked || is_absent { i64::from(line.total) <= total } else { i64::from(line.total) == total };
        if is_right { Ok(()) } else { Err(format!("total {}, and sprints and laps make {total}", line.total)) }
    }

    /// Whether the sprints hand out as many points as there are.
    fn hands_out(&self, race: &RaceOutcome) -> Result<(), Misfit> {
        let each: i64 = self.scale.iter().map(|points| i64::from(*points)).sum();
        let most: i64 = self.factors.iter().map(|factor| i64::from(*factor) * each).sum();
        let given: i64 = race.riders.iter().map(|line| i64::from(line.sprint_points)).sum();
        let won: u64 = race.riders.iter().map(|line| u64::from(line.sprints_won)).sum();
        // Whoever has lost a lap, is off the track after a mishap, or was not across the last line by the last may miss a sprint.
        // In a field of some size there are always as many others as score.
        let scoring = self.scale.iter().filter(|points| **points > 0).count();
        let crossed =
            |line: &&RiderOutcome| line.status == Status::Finished && line.lost == 0 && line.last_line.is_some();
        let all_given = race.riders.iter().filter(crossed).count() >= FIELD * scoring;
        let sprints = self.factors.len() as u64;
        let is_right = |&(firsts, more): &(u64, i64)| {
            firsts == won.saturating_sub(sprints) && if all_given { given == most + more } else { given <= most + more }
        };
        if !self.forked && ((all_given && won < sprints) || !self.dead_heats().iter().any(is_right)) {
            return Err((0, format!("{given} points from {won} sprints, and there are {most} from {sprints}")));
        }
        Ok(())
    }

    /// What up to [`HEATS`] dead heats of two riders make: how many of them are for first, and the points handed out beyond
    /// those of the scale. Both riders have the points of the better place, and the next place is skipped.
    fn dead_heats(&self) -> Vec<(u64, i64)> {
        let next = |place: usize| self.scale.get(place + 1).copied().unwrap_or(0);
        let more =
            |place: usize, factor: u32| i64::from(factor) * (i64::from(self.scale[place]) - i64::from(next(place)));
        let one: Vec<(u64, i64)> = (0..self.scale.len())
            .flat_map(|place| self.factors.iter().map(move |factor| (u64::from(place == 0), more(place, *factor))))
            .collect();
        let mut made = vec![(0, 0)];
        for _ in 0..HEATS {
            let with_one: Vec<_> = made.iter().flat_map(|a| one.iter().map(|b| (a.0 + b.0, a.1 + b.1))).collect();
            made.extend(with_one);
            made.sort_unstable();
            made.dedup();
        }
        made
    }

    /// Whether the ranks are those that the rules give for these points, laps and places across the last line.
    fn ranks(&self, race: &RaceOutcome) -> Result<(), Misfit> {
        let standing = |line: &RiderOutcome| {
            let laps = i64::from(line.gained) * i64::from(self.gain_points)
                + i64::from(line.lost) * i64::from(self.loss_points);
            Standing {
                rank: None,
                bib: line.bib,
                start_points: (i64::from(line.total) - i64::from(line.sprint_points) - laps) as i32,
                penalty_points: 0,
                sprint_points: line.sprint_points,
                laps: line.laps() as i32,
                total: line.total,
                sprints_won: line.sprints_won,
                last_line: line.last_line,
                status: line.status,
            }
        };
        let mut rows: Vec<Standing> = race.riders.iter().map(standing).collect();
        // Nothing in a file says when a rider was pulled out, so the order among those is taken as it stands.
        let pulled = race.riders.iter().filter(|line| self.rank_pulled && line.status == Status::Pul);
        let pulled: Vec<_> = pulled.map(|line| (line.bib, Micros(-i64::from(line.rank.unwrap_or(u32::MAX))))).collect();
        rank(&mut rows, self.rank_by, self.unfinished, &pulled);
        for (nth, line) in race.riders.iter().enumerate() {
            let right =
                rows.iter().find(|row| row.bib == line.bib).and_then(|row| row.rank).filter(|_| race.time.is_some());
            if line.rank != right {
                let word = |rank: Option<u32>| rank.map_or("no rank".to_owned(), |rank| format!("rank {rank}"));
                return Err((nth, format!("{}, and points and laps make it {}", word(line.rank), word(right))));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EditionId;
    use crate::scenario;
    use crate::sweep;

    fn scoring(scenario: &scenario::Scenario, edition: Option<EditionId>) -> Scoring {
        let starts = scenario.riders.iter().map(|rider| rider.start_points).collect();
        Scoring::of(&scenario.rules(edition), starts, false)
    }

    #[test]
    fn every_race_that_was_ridden_is_right() {
        for id in ["tiny", "men-elite", "women-elite"] {
            let field = scenario::load(id).expect("a built-in field");
            for edition in [None, Some(EditionId::E2000), Some(EditionId::E2004), Some(EditionId::E2026)] {
                for seed in 0..if id == "tiny" { 40 } else { 5 } {
                    let race = sweep::ride(&field, &field.rules(edition), seed);
                    assert_eq!(scoring(&field, edition).audit(&race), Ok(()), "{id} {edition:?} {seed}: {race:?}");
                }
            }
        }
    }

    #[test]
    fn every_number_of_an_outcome_that_is_changed_alone_is_noticed() {
        let tiny = scenario::load("tiny").expect("a built-in field");
        let scoring = scoring(&tiny, None);
        let race = sweep::ride(&tiny, &tiny.rules(None), 1);
        type Change = fn(&mut RiderOutcome);
        let changes: [(&str, Change); 7] = [
            ("rank", |line| line.rank = Some(line.rank.unwrap_or(0) % 4 + 1)),
            ("no rank", |line| line.rank = None),
            ("sprint points", |line| line.sprint_points += 1),
            ("total", |line| line.total -= 1),
            ("gained", |line| line.gained += 1),
            ("lost", |line| line.lost += 1),
            ("won", |line| line.sprints_won += 3),
        ];
        for (what, change) in changes {
            for nth in 0..4 {
                let mut other = race.clone();
                change(&mut other.riders[nth]);
                assert!(scoring.audit(&other).is_err(), "{what} of rider {nth}");
            }
        }
        let unfinished = RaceOutcome { time: None, ..race };
        assert!(scoring.audit(&unfinished).is_err(), "ranks in a race that did not end");
    }

    #[test]
    fn a_dead_heat_hands_out_more_and_nothing_else_does() {
        let field = scenario::load("men-elite").expect("a built-in field");
        let scoring = scoring(&field, None);
        let race = sweep::ride(&field, &field.rules(None), 1);
        let given: i32 = race.riders.iter().map(|line| line.sprint_points).sum();
        let audited = |more: i32, won: u32| {
            let mut other = race.clone();
            let line = &mut other.riders[0];
            (line.sprint_points, line.total, line.sprints_won) =
                (line.sprint_points + more, line.total + more, line.sprints_won + won);
            scoring.hands_out(&other).is_ok()
        };
        assert_eq!(given, 11 * scoring.factors.iter().sum::<u32>() as i32, "no dead heat in this race");
        // 5, 3, 3, 1 is one point more than 5, 3, 2, 1; 5, 5, 2, 1 is two more, and has two winners.
        assert!(audited(0, 0) && audited(1, 0) && audited(2, 1));
        assert!(!audited(0, 1) && !audited(-1, 0) && !audited(20, 0));
    }
}
