//! The fold: facts in, rulings and standings out.

mod judges;

use std::cmp::Reverse;

use self::judges::PlacedRider;
use super::ranking::rank;
use super::{Edition, HeadRule, RaceRules, Reason, Ruling, Standing, Standings, Status};
use crate::event::Fact;
use crate::units::{Bib, Micros};

/// The article by which the last race of an omnium begins with the points so far.
const CARRIED_OVER: &str = "UCI 3.2.247–252";

/// A rider who crosses so long after the one before is the first of another group. No article of the track says when a group
/// is another; this is the second of the road (UCI 1.2.107).
const GROUP_US: i64 = 1_000_000;

/// No article that was read says how many points a fault costs.
const BY_DECISION: &str = "commissaires' decision";

/// What the lap counter shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    /// Laps to go for the head of the race. The same number shows twice when a gained lap takes the head back.
    pub to_go: u32,
    /// Whole race laps that the head has completed.
    pub head_laps: u32,
    /// The sprint (from 1) that is under way or comes next; `None` when all are decided.
    pub next_sprint: Option<u32>,
    /// The bell has rung: the head is in the lap of a sprint.
    pub bell: bool,
    /// The head has finished.
    pub over: bool,
}

/// What does not add up in the books of a race: a bug of this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Imbalance {
    /// Whose points they are; `None` where they are nobody's in particular.
    pub bib: Option<Bib>,
    pub what: String,
}

/// The commissaires' books of one race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoreboard {
    rules: RaceRules,
    riders: Vec<RiderBooks>,
    /// The bibs of `riders`, in the same order, for fast look-up.
    bibs: Vec<Bib>,
    /// For each sprint, who has completed its lap, in the order in which they did.
    sprints: Vec<Vec<PlacedRider>>,
    /// Riders put last in a sprint: number of the sprint, from 1, and rider.
    relegated: Vec<(u32, Bib)>,
    /// When the head completed the last race lap.
    over: Option<Micros>,
    /// From when on every crossing is a finish. Later than `over` only if the head took the last sprint while gaining a lap:
    /// the bunch it has joined then still rides its own last lap, for the places left.
    closed: Option<Micros>,
    /// When the head began the last part of the race, in which nobody returns after a mishap.
    last_km: Option<Micros>,
    /// The last sprint (from 1) whose lap was begun, and when a rider last began it.
    begun: Option<(u32, Micros)>,
    /// The race was stopped, and has gone on.
    restarted: bool,
    rulings: Vec<Ruling>,
    facts: usize,
}

/// The books of one rider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RiderBooks {
    bib: Bib,
    ridden: u32,
    balance: i32,
    /// The race lap that the next crossing completes although the rider has since gained a lap, because the bell fixed them as
    /// the head ([`HeadRule::FixedAtBell`]).
    named_for: Option<i64>,
    /// Neutralised after a mishap.
    is_out: bool,
    status: Status,
    /// When they left the race.
    left: Option<Micros>,
    /// Race laps completed, whether relegated in the last sprint, and time at the finish; sorts in the order across the last
    /// line.
    finish: Option<(Reverse<i64>, bool, Micros)>,
}

impl RiderBooks {
    fn race_lap(&self) -> i64 {
        i64::from(self.ridden) - i64::from(self.balance)
    }

    fn is_racing(&self) -> bool {
        self.status == Status::Racing
    }

    fn is_on_the_track(&self) -> bool {
        self.is_racing() && !self.is_out
    }
}

impl Scoreboard {
    /// Opens the books of a race for `starters`.
    #[must_use]
    pub fn new(rules: RaceRules, starters: &[Bib]) -> Self {
        let rider = |&bib| RiderBooks {
            bib,
            ridden: 0,
            balance: 0,
            named_for: None,
            is_out: false,
            status: Status::Racing,
            left: None,
            finish: None,
        };
        Self {
            riders: starters.iter().map(rider).collect(),
            bibs: starters.to_vec(),
            sprints: vec![Vec::new(); rules.sprints() as usize],
            relegated: Vec::new(),
            over: None,
            closed: None,
            last_km: None,
            begun: None,
            restarted: false,
            rulings: Vec::new(),
            facts: 0,
            rules,
        }
    }

    /// Scores a whole log: the same as [`Self::apply`] on each fact in turn.
    #[must_use]
    pub fn score(rules: RaceRules, starters: &[Bib], facts: &[Fact]) -> (Self, Vec<Ruling>) {
        let mut board = Self::new(rules, starters);
        let rulings = facts.iter().flat_map(|f| board.apply(f)).collect();
        (board, rulings)
    }

    /// Enters one fact and returns the rulings that follow from it, in order.
    ///
    /// Facts must come in order of time, and those of the same microsecond in order of bib (although the table is the same in
    /// any order of these). Facts after the end of the race, or about riders who are not in it, change nothing. Only a
    /// disqualification, a relegation or a penalty affects a rider who has finished or left.
    pub fn apply(&mut self, fact: &Fact) -> Vec<Ruling> {
        let before = self.rulings.len();
        if let Some(i) = self.find(fact.bib()) {
            match *fact {
                Fact::Start { points, at, .. } => self.start(i, points, at),
                Fact::Line { ridden, at, .. } => self.line(i, ridden, at),
                Fact::Tail { at, .. } => self.lap(i, 1, at),
                Fact::Front { at, .. } => self.lap(i, -1, at),
                Fact::Mishap { at, .. } => self.mishap(i, at),
                Fact::Return { ridden, at, .. } => self.back(i, ridden, at),
                Fact::Relegation { sprint, at, .. } => self.relegate(i, sprint, at),
                Fact::Penalty { points, at, .. } => self.penalty(i, points, at),
                Fact::Stop { kind, at, .. } => self.stop(i, kind.into(), at),
            }
        }
        self.facts += 1;
        self.rulings[before..].to_vec()
    }

    /// Index of `bib` among the riders. The search runs to the end without a branch that depends on the place, which a
    /// processor would mispredict.
    fn find(&self, bib: Bib) -> Option<usize> {
        let mut found = usize::MAX;
        for (i, other) in self.bibs.iter().enumerate() {
            found = if *other == bib { i } else { found };
        }
        (found < self.bibs.len()).then_some(found)
    }

    /// The table as it stands now.
    #[must_use]
    pub fn standings(&self) -> Standings {
        let mut rows: Vec<Standing> = self.riders.iter().map(|rider| self.standing(rider)).collect();
        let pulled = self.riders.iter().filter(|rider| self.rules.rank_pulled && rider.status == Status::Pul);
        let pulled: Vec<(Bib, Micros)> = pulled.filter_map(|rider| Some((rider.bib, rider.left?))).collect();
        rank(&mut rows, self.rules.rank_by, self.edition().unfinished.value, &pulled);
        Standings {
            rows,
            sprints_done: self.sprints.iter().filter(|crossed| !crossed.is_empty()).count() as u32,
            is_final: self.over.is_some() && !self.riders.iter().any(RiderBooks::is_on_the_track),
        }
    }

    /// What the lap counter shows now.
    #[must_use]
    pub fn counter(&self) -> Counter {
        let over = self.over.is_some();
        // A head fixed by the bell stays the head until its next crossing, although a gained lap has lowered its race lap.
        let on_the_track = |rider: &RiderBooks| rider.named_for.map_or(rider.race_lap(), |lap| lap - 1);
        let foremost = self.riders.iter().filter(|rider| rider.is_on_the_track()).map(on_the_track).max().unwrap_or(0);
        // Only a crossing of the line completes the last lap.
        let last_begun = self.rules.laps - 1;
        let head_laps = if over { self.rules.laps } else { foremost.clamp(0, i64::from(last_begun)) as u32 };
        let to_come = self.rules.sprint_laps().partition_point(|lap| *lap <= head_laps) as u32 + 1;
        Counter {
            to_go: self.rules.to_go(head_laps),
            head_laps,
            next_sprint: Some(to_come).filter(|n| *n <= self.rules.sprints()),
            bell: self.rules.sprint_at(i64::from(head_laps) + 1).is_some(),
            over,
        }
    }

    /// Laps gained minus laps lost, as ruled so far; 0 for a bib that is not in the race.
    #[must_use]
    pub fn balance(&self, bib: Bib) -> i32 {
        self.find(bib).map_or(0, |i| self.riders[i].balance)
    }

    /// Whether `bib` has finished.
    #[must_use]
    pub fn has_finished(&self, bib: Bib) -> bool {
        self.find(bib).is_some_and(|i| self.riders[i].status == Status::Finished)
    }

    /// Holds the points in the table against the places taken in the sprints.
    ///
    /// # Errors
    /// What does not add up, and whose points they are.
    pub fn audit(&self) -> Result<(), Imbalance> {
        let table = self.standings();
        let mut handed_out = 0;
        for (n, crossed) in (1..).zip(&self.sprints) {
            for (k, rider) in crossed.iter().enumerate() {
                if crossed[..k].iter().any(|earlier| earlier.bib == rider.bib) {
                    return Err(Imbalance { bib: Some(rider.bib), what: format!("placed twice in sprint {n}") });
                }
                handed_out += i64::from(self.rules.points(n, self.place_of(n, rider)));
            }
        }
        let ruled = |ruling: &Ruling| match *ruling {
            Ruling::Place { points, .. } => i64::from(points),
            Ruling::Moved { points, .. } => i64::from(points),
            _ => 0,
        };
        let ruled: i64 = self.rulings.iter().map(ruled).sum();
        let shown: i64 = table.rows.iter().map(|row| i64::from(row.sprint_points)).sum();
        if handed_out != ruled || shown != ruled {
            let what = format!("{handed_out} points for places in sprints, {ruled} ruled, {shown} in the table");
            return Err(Imbalance { bib: None, what });
        }
        let waits_for = |row: &&Standing| table.is_final && row.status == Status::Racing;
        match table.rows.iter().find(waits_for) {
            Some(row) => Err(Imbalance { bib: Some(row.bib), what: "the race is over, and yet they race".to_owned() }),
            None => Ok(()),
        }
    }

    pub(super) fn race_rules(&self) -> &RaceRules {
        &self.rules
    }

    /// Riders who can still complete the lap of `sprint` (from 1) if nobody gains or loses a lap.
    pub(super) fn to_come(&self, sprint: u32) -> impl Iterator<Item = Bib> {
        let lap = i64::from(self.rules.sprint_lap(sprint).unwrap_or(self.rules.laps));
        let may = move |rider: &&RiderBooks| {
            let next = rider.named_for.unwrap_or(rider.race_lap() + 1);
            // Once the head has finished, the next crossing is the finish, whichever lap it completes.
            let in_reach = if self.closed.is_some() { next == lap } else { next <= lap };
            // A neutralised rider counts as back in time for a sprint only if nobody has been placed in it yet.
            let back_in_time = !rider.is_out || self.placed(sprint) == 0;
            self.may_ride_on(rider) && in_reach && back_in_time && !self.is_placed(sprint, rider.bib)
        };
        self.riders.iter().filter(may).map(|rider| rider.bib)
    }

    /// Race laps with which `bib` finishes if nobody gains or loses a lap, and the time for a rider who has finished. More
    /// laps, then an earlier time, come first in the order across the last line. 0 laps for a rider who is placed without
    /// crossing the line.
    pub(super) fn homecoming(&self, bib: Bib) -> (u32, Option<Micros>) {
        let last_lap = i64::from(self.rules.laps);
        match self.find(bib).map(|i| &self.riders[i]) {
            Some(&RiderBooks { finish: Some((Reverse(laps), _, at)), .. }) => (laps as u32, Some(at)),
            Some(rider) if self.may_ride_on(rider) => {
                let next = rider.named_for.unwrap_or(rider.race_lap() + 1);
                let laps = if self.closed.is_some() { next.min(last_lap) } else { last_lap };
                (laps.max(0) as u32, None)
            }
            _ => (0, None),
        }
    }

    /// Whether `bib` can still gain a lap.
    pub(super) fn may_gain(&self, bib: Bib) -> bool {
        self.over.is_none() && self.find(bib).is_some_and(|i| self.may_ride_on(&self.riders[i]))
    }

    /// Whether `rider` is racing on the track, or may return to it.
    fn may_ride_on(&self, rider: &RiderBooks) -> bool {
        rider.is_racing() && (!rider.is_out || self.last_km.is_none())
    }

    /// Rider `i` starts with points from earlier races.
    fn start(&mut self, i: usize, points: i32, at: Micros) {
        let because = self.because(CARRIED_OVER);
        self.rulings.push(Ruling::Start { bib: self.riders[i].bib, points, at, because });
    }

    /// Rider `i` crosses the line.
    fn line(&mut self, i: usize, ridden: u32, at: Micros) {
        let rider = &mut self.riders[i];
        if !rider.is_on_the_track() {
            return;
        }
        rider.ridden = ridden;
        let RiderBooks { bib, named_for, .. } = *rider;
        rider.named_for = None;
        let race_lap = rider.race_lap();
        let completed = named_for.unwrap_or(race_lap);
        let last_lap = i64::from(self.rules.laps);
        if let Some(sprint) = self.rules.sprint_at(completed) {
            self.place(sprint, bib, named_for.is_some(), at);
        }
        if let Some(restart) = self.rules.restart.filter(|restart| completed == i64::from(restart.at_lap))
            && !self.restarted
        {
            self.restarted = true;
            let because = self.because(self.edition().stoppage.article);
            self.rulings.push(Ruling::Restart { head: bib, to_go: restart.to_go, at, because });
        }
        let finish = i64::from(self.rules.stopped_of.unwrap_or(self.rules.laps));
        if completed >= finish - i64::from(self.rules.no_return_laps) {
            self.last_km.get_or_insert(at);
        }
        if completed >= last_lap && self.over.is_none() {
            self.over = Some(at);
            let article = match self.rules.stopped_of {
                Some(_) => self.edition().stoppage.article,
                None => self.edition().bell.article,
            };
            self.rulings.push(Ruling::Over { head: bib, at, because: self.because(article) });
        }
        if race_lap >= last_lap {
            self.closed.get_or_insert(at);
        }
        if completed >= last_lap || self.closed.is_some_and(|closed| closed < at) {
            self.riders[i].status = Status::Finished;
            let relegated = self.rules.last_sprint().is_some_and(|sprint| self.is_relegated(sprint, bib));
            self.riders[i].finish = Some((Reverse(completed.min(last_lap)), relegated, at));
        } else {
            self.bell(bib, race_lap, at);
        }
    }

    /// Rings the bell if `bib`, who has completed `race_lap`, begins the lap of a sprint as the head of the race, or as the first
    /// of a later group that may still score, where the edition rings for those.
    fn bell(&mut self, bib: Bib, race_lap: i64, at: Micros) {
        let Some(sprint) = self.rules.sprint_at(race_lap + 1) else { return };
        let others = || self.riders.iter().filter(|rider| rider.bib != bib);
        let level = |rider: &&RiderBooks| rider.is_on_the_track() && rider.race_lap() >= race_lap;
        let is_head = !others().any(|rider| level(&rider));
        let before = self.begun.replace((sprint, at));
        let is_group = before.is_some_and(|(of, last)| of == sprint && at.0 - last.0 >= GROUP_US);
        let may_score = || {
            let ahead = others().filter(|rider| level(rider) || self.is_placed(sprint, rider.bib)).count();
            ahead < self.rules.scoring_places() as usize && !self.is_placed(sprint, bib)
        };
        if is_head {
            let because = self.because(self.edition().bell.article);
            self.rulings.push(Ruling::Bell { sprint, head: bib, at, because });
        } else if self.edition().bell_again.value && is_group && may_score() {
            let because = self.because(self.edition().bell_again.article);
            self.rulings.push(Ruling::BellAgain { sprint, head: bib, at, because });
        }
    }

    /// Rider `i` gains (`change` = 1) or loses (−1) a lap.
    fn lap(&mut self, i: usize, change: i32, at: Micros) {
        let rider = self.riders[i];
        // A neutralised rider gains no laps, but loses them beyond the allowance.
        let cannot = !rider.is_racing() || (rider.is_out && change > 0);
        if cannot || self.over.is_some_and(|over| over < at) {
            return;
        }
        let bib = rider.bib;
        let begun = rider.race_lap() + 1;
        let sprints_now = self.rules.sprint_at(begun).is_some_and(|sprint| !self.is_placed(sprint, bib));
        if change > 0 && sprints_now && self.rules.head == HeadRule::FixedAtBell {
            self.riders[i].named_for = Some(begun);
        }
        let balance = rider.balance + change;
        self.riders[i].balance = balance;
        let RaceRules { gain_points, loss_points, .. } = self.rules;
        let Edition { gain_points: gain, loss_points: loss, .. } = self.edition();
        self.rulings.push(if change > 0 {
            let because = self.because(gain.article_for(&gain_points));
            Ruling::Gain { bib, points: gain_points, balance, at, because }
        } else {
            let because = self.because(loss.article_for(&loss_points));
            Ruling::Loss { bib, points: loss_points, balance, at, because }
        });
    }

    /// Rider `i` has a recognised mishap, and is neither head nor placed until they return.
    fn mishap(&mut self, i: usize, at: Micros) {
        let because = self.because(self.edition().mishap_m.article);
        let rider = &mut self.riders[i];
        if rider.is_on_the_track() {
            (rider.is_out, rider.named_for) = (true, None);
            self.rulings.push(Ruling::Mishap { bib: rider.bib, back: false, at, because });
        }
    }

    /// Rider `i` returns, unless the race is in its last kilometre. `ridden` includes the laps they were excused from.
    fn back(&mut self, i: usize, ridden: u32, at: Micros) {
        let because = self.because(self.edition().mishap_m.article);
        let too_late = self.last_km.is_some_and(|begun| begun < at);
        let rider = &mut self.riders[i];
        if rider.is_racing() && rider.is_out && !too_late {
            (rider.is_out, rider.ridden) = (false, ridden);
            self.rulings.push(Ruling::Mishap { bib: rider.bib, back: true, at, because });
        }
    }

    /// The commissaires take `points` off what rider `i` has, in the race or after it.
    fn penalty(&mut self, i: usize, points: u32, at: Micros) {
        let because = self.because(BY_DECISION);
        self.rulings.push(Ruling::Penalty { bib: self.riders[i].bib, points: -(points as i32), at, because });
    }

    /// Rider `i` leaves the race. A disqualification also applies to one who has finished or left.
    fn stop(&mut self, i: usize, status: Status, at: Micros) {
        let RiderBooks { bib, status: before, .. } = self.riders[i];
        if before == Status::Racing || (status == Status::Dsq && before != Status::Dsq) {
            self.riders[i].status = status;
            self.riders[i].left = Some(at);
            let because = self.because(self.edition().unfinished.article);
            self.rulings.push(Ruling::Out { bib, status, at, because });
        }
    }

    /// The sum of the rulings about `rider`. Once the race is over, a neutralised rider is placed by points and laps so far.
    fn standing(&self, rider: &RiderBooks) -> Standing {
        let placed = rider.is_racing() && rider.is_out && self.over.is_some();
        let mut row = Standing {
            rank: None,
            bib: rider.bib,
            start_points: 0,
            penalty_points: 0,
            sprint_points: 0,
            laps: rider.balance,
            total: 0,
            sprints_won: 0,
            last_line: self.last_line(rider),
            status: if placed { Status::Finished } else { rider.status },
        };
        for ruling in self.rulings.iter().filter(|ruling| ruling.bib() == rider.bib) {
            match *ruling {
                Ruling::Place { place, points, .. } => {
                    row.sprint_points += points as i32;
                    row.total += points as i32;
                    row.sprints_won += u32::from(place == 1);
                }
                Ruling::Moved { from, place, points, .. } => {
                    row.sprint_points += points;
                    row.total += points;
                    row.sprints_won = row.sprints_won + u32::from(place == 1) - u32::from(from == 1);
                }
                Ruling::Start { points, .. } => {
                    row.start_points += points;
                    row.total += points;
                }
                Ruling::Penalty { points, .. } => {
                    row.penalty_points -= points;
                    row.total += points;
                }
                Ruling::Gain { points, .. } | Ruling::Loss { points, .. } => row.total += points,
                Ruling::Bell { .. }
                | Ruling::BellAgain { .. }
                | Ruling::Mishap { .. }
                | Ruling::Out { .. }
                | Ruling::Over { .. } => {}
                Ruling::Restart { .. } => {}
            }
        }
        row
    }

    /// Place in the order across the last line: by race laps completed, then by time.
    fn last_line(&self, rider: &RiderBooks) -> Option<u32> {
        let finish = rider.finish?;
        Some(1 + self.riders.iter().filter_map(|other| other.finish).filter(|other| *other < finish).count() as u32)
    }

    fn edition(&self) -> &'static Edition {
        Edition::get(self.rules.edition)
    }

    fn because(&self, article: &'static str) -> Reason {
        Reason { fact: self.facts, article, edition: self.rules.edition }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{EditionId, Overrides};

    #[test]
    fn points_that_do_not_add_up_are_found() {
        let rules = Edition::get(EditionId::E2026).on(20, 250_000, &Overrides::default()).expect("a points race");
        let bibs = [Bib(4), Bib(9)];
        let line = |bib, ridden, at| Fact::Line { bib, ridden, at: Micros(at) };
        let facts: Vec<Fact> = (1..=20)
            .flat_map(|lap| [line(bibs[0], lap, i64::from(10 * lap)), line(bibs[1], lap, i64::from(10 * lap + 1))])
            .collect();
        let (board, _) = Scoreboard::score(rules, &bibs, &facts);
        assert_eq!(board.audit(), Ok(()));
        let said = |damage: fn(&mut Scoreboard)| {
            let mut board = board.clone();
            damage(&mut board);
            board.audit().map_err(|wrong| (wrong.bib, wrong.what))
        };
        let twice = said(|board| {
            let first = board.sprints[0][0];
            board.sprints[0].push(first);
        });
        assert_eq!(twice, Err((Some(Bib(4)), "placed twice in sprint 1".to_owned())));
        let taken = said(|board| {
            board.sprints[0].pop();
        });
        assert_eq!(taken, Err((None, "21 points for places in sprints, 24 ruled, 24 in the table".to_owned())));
        let racing = said(|board| {
            let rider = &mut board.riders[1];
            (rider.status, rider.is_out) = (Status::Racing, true);
            board.over = None;
        });
        assert_eq!(racing, Ok(()), "a race that is not over waits for whoever is out");
    }
}
