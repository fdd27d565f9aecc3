//! Checks the plain arithmetic of a record: sums that are impossible, and statements that exclude each other. Whether a whole
//! race fits the record is for the card to find out.

use std::collections::{BTreeMap, BTreeSet};

use super::Scenario;
use super::file::{Record, SprintTable};
use super::log::ProblemLog;
use super::read::Located;
use super::record::{score, sum};
use super::roster::Roster;
use crate::card::{Card, KnownCell, KnownSprint, TableRow};
use crate::rules::{RaceRules, RankBy, Status};
use crate::units::Bib;

/// Mean speeds in km/h that a race time may come to; championships are ridden at 45 to 53.
const MEAN_KMH: std::ops::RangeInclusive<f64> = 25.0..=65.0;

/// Reports contradictions in the record of `scenario`, which was read from `record`.
pub(super) fn check(scenario: &Scenario, record: &Record, log: &mut ProblemLog) {
    let Some(card) = &scenario.card else { return };
    let roster = Roster::of(scenario.riders.clone());
    let sums = Sums { scenario, card, record, roster, rules: scenario.rules(None) };
    sums.time(log);
    sums.rows(log);
    sums.handed_out(log);
    sums.order(log);
    sums.cells(log);
    sums.last_sprint(log);
    sums.laps(log);
    sums.scores(log);
    sums.stops(log);
    sums.last_line(log);
    sums.absent(log);
    sums.pulled(log);
}

struct Sums<'s> {
    scenario: &'s Scenario,
    card: &'s Card,
    /// The statements of the card as they stand in the file, in the same order.
    record: &'s Record,
    roster: Roster,
    rules: RaceRules,
}

impl Sums<'_> {
    fn name(&self, bib: Bib) -> String {
        self.scenario.name(bib)
    }

    fn row(&self, bib: Bib) -> Option<&TableRow> {
        self.card.table.iter().find(|row| row.bib == bib)
    }

    fn time(&self, log: &mut ProblemLog) {
        let (Some(seconds), Some(time)) = (self.card.time_s, &self.record.time) else { return };
        let kmh = self.scenario.track.race_m() / seconds * 3.6;
        if !MEAN_KMH.contains(&kmh) {
            time.complain(log, format!("{kmh:.1} km/h in the mean"), "check time, laps and lap_m");
        }
    }

    /// Points from earlier races, and those that the commissaires took off.
    fn start_and_penalty(&self, bib: Bib) -> (i32, i32) {
        let start = self.scenario.rider(bib).map_or(0, |rider| rider.start_points);
        (start, self.card.penalty(bib).map_or(0, |penalty| penalty.points))
    }

    /// Points that count for a rider beside sprints and laps.
    fn beside(&self, bib: Bib) -> i32 {
        let (start, penalty) = self.start_and_penalty(bib);
        start - penalty
    }

    /// The total of each row is its starting points, its sprint points and the points for laps, less its penalty.
    fn rows(&self, log: &mut ProblemLog) {
        for (row, at) in self.card.table.iter().zip(&self.record.table) {
            let beside = self.beside(row.bib);
            let (Some(total), Some(sum)) = (row.total, sum(row, &self.rules, beside)) else { continue };
            let (Some(points), Some(laps)) = (row.sprint_points, row.laps) else { continue };
            if total == sum {
                continue;
            }
            let name = self.name(row.bib);
            let (start, penalty) = self.start_and_penalty(row.bib);
            let said = |n: i32, words: &str| if n == 0 { String::new() } else { words.to_owned() };
            let starts = said(start, &format!("starts with {start} points, "));
            let loses = said(penalty, &format!(" less {penalty}"));
            let why =
                format!("{name} {starts}has {points} points and {laps:+} laps{loses}, which make {sum}, not {total}");
            let meant = points + total - sum;
            // A difference that no misprint explains may be points from before, or points taken off.
            let other = match total - sum {
                more @ 1.. if start == 0 => format!("start_points = {more}"),
                less if less < 0 && penalty == 0 => format!("penalty_points = {}", -less),
                _ => String::new(),
            };
            let remedy = if (0..=points.max(30)).contains(&meant) {
                format!("is it sprint_points = {meant}, or total = {sum}?")
            } else if other.is_empty() {
                format!("is it total = {sum}?")
            } else {
                format!("is it total = {sum}, or {other}?")
            };
            log.problem(&at.place, at.span.clone(), format!("{}: {why}", at.place), remedy);
        }
    }

    /// The riders' sprint points add up to what the sprints hand out.
    fn handed_out(&self, log: &mut ProblemLog) {
        let Some(at) = self.record.table.first() else { return };
        let sprints = self.rules.sprint_laps().len() as u32;
        let given: i64 = (1..=sprints).map(|n| self.given(n, |place| self.tied(n, place))).sum();
        let scored: i64 = self.card.table.iter().filter_map(|r| r.sprint_points).map(i64::from).sum();
        let all_known = self.card.table.len() == self.scenario.riders.len()
            && self.card.table.iter().all(|r| r.sprint_points.is_some() || r.status == Status::Dns);
        let finished = || self.card.table.iter().filter(|r| r.status == Status::Finished);
        // Riders who gained a lap may finish a lap short of the last sprint, and leave its last places to nobody.
        let gained = finished().filter(|r| r.laps.map_or(r.total.is_some(), |laps| laps > 0)).count();
        let four_finish = finished().count() >= 4;
        let placed = finished().count().saturating_sub(gained).max(1);
        let nobodys = |placed: usize| placed as u32 + 1..=self.rules.scoring_places();
        let less = |placed| nobodys(placed).map(|place| i64::from(self.rules.points(sprints, place))).sum::<i64>();
        let is_short = (placed..finished().count()).any(|placed| scored == given - less(placed));
        // Riders who share a rank may have shared a place of the last sprint, which hands out more.
        let more = self.rules.last_sprint().map_or_else(|| BTreeSet::from([0]), |last| self.by_shared_ranks(last));
        let fits = |scored: i64| more.contains(&(scored - given));
        let most = given + more.last().copied().unwrap_or(0);
        if scored > most || (!fits(scored) && all_known && four_finish && !is_short) {
            let what =
                format!("record.table: the riders have {scored} sprint points, {sprints} sprints hand out {given}");
            let remedy = if scored > given {
                "check sprint_points, and laps, sprint_every and last_factor".to_owned()
            } else {
                let rest = given - scored;
                format!(
                    "correct sprint_points, or add who took the other {rest}: status = \"dnf\" and no points will do"
                )
            };
            log.problem("record.table", at.span.clone(), what, remedy);
        }
    }

    /// Points that sprint `n` hands out, if `tied(place)` riders share each place.
    fn given(&self, n: u32, tied: impl Fn(u32) -> usize) -> i64 {
        let places = self.rules.places_given(self.scenario.starters().count(), tied);
        places.into_iter().map(|place| i64::from(self.rules.points(n, place))).sum()
    }

    /// How many points more than usual the last sprint may hand out because riders who share a rank shared a place in it.
    fn by_shared_ranks(&self, last: u32) -> BTreeSet<i64> {
        let mut sharing: BTreeMap<u32, usize> = BTreeMap::new();
        let finished = self.card.table.iter().filter(|row| row.status == Status::Finished);
        finished.filter_map(|row| row.rank).for_each(|rank| *sharing.entry(rank).or_default() += 1);
        let usual = self.given(last, |place| self.tied(last, place));
        let mut more = BTreeSet::from([0]);
        for riders in sharing.into_values().filter(|riders| *riders > 1) {
            let places = 1..=self.rules.scoring_places();
            let at = |here: u32| {
                let tied = |place: u32| if place == here { riders } else { self.tied(last, place) };
                self.given(last, tied) - usual
            };
            let ways: Vec<i64> = places.map(at).chain([0]).collect();
            more = more.iter().flat_map(|so_far| ways.iter().map(move |way| so_far + way)).collect();
        }
        more
    }

    /// How many riders are known to have shared `place` of sprint `n`; 1 if it was one, or nobody is known.
    fn tied(&self, n: u32, place: u32) -> usize {
        let cells = self.card.sprints.iter().filter(|s| s.n == n).flat_map(|s| &s.cells);
        cells.filter(|c| c.tied && c.place == place).map(|c| c.riders.len()).max().unwrap_or(1)
    }

    /// Ranks follow the scores, none is greater than the number of finishers, and each has as many riders above as it says.
    fn order(&self, log: &mut ProblemLog) {
        let rows = self.card.table.iter().zip(&self.record.table);
        let finished = rows.filter(|(row, _)| row.status == Status::Finished);
        let mut ranked: Vec<_> = finished.filter_map(|(row, at)| Some((row.rank?, row, at))).collect();
        ranked.sort_by_key(|(rank, ..)| *rank);
        for pair in ranked.windows(2) {
            let [(rank_a, a, _), (rank_b, b, at)] = pair else { continue };
            let score = |row: &TableRow| score(row, &self.rules, self.beside(row.bib));
            let (Some(score_a), Some(score_b)) = (score(a), score(b)) else { continue };
            if score_b > score_a || (rank_a == rank_b && score_b != score_a) {
                let (first, second) = (self.name(a.bib), self.name(b.bib));
                let why = if rank_a == rank_b { "have one rank and not one score" } else { "stand in the wrong order" };
                let what = format!("{}: {first} and {second} {why}", at.place);
                log.problem(&at.place, at.span.clone(), what, "correct rank, sprint_points or laps");
            }
        }
        let complete = self.card.table.len() == self.scenario.riders.len();
        let finishers = self.card.table.iter().filter(|r| r.status == Status::Finished).count() as u32;
        for (row, at) in self.card.table.iter().zip(&self.record.table) {
            if let (Some(rank), Some(written)) = (row.rank, &at.value.rank)
                && complete
                && row.status == Status::Finished
                && rank > finishers
            {
                written.complain(log, format!("{finishers} riders finished"), "count ranks from 1");
            }
        }
        // Riders whose rank nobody states may fill ranks that are left out.
        let without = self.scenario.riders.len().saturating_sub(self.card.table.len())
            + self.card.table.iter().filter(|r| r.status == Status::Finished && r.rank.is_none()).count();
        for &(rank, row, at) in &ranked {
            let above = ranked.iter().filter(|other| other.0 < rank).count();
            let places = rank.saturating_sub(1) as usize;
            if let Some(written) = &at.value.rank
                && rank <= finishers
                && !(above..=above + without).contains(&places)
            {
                let (name, due) = (self.name(row.bib), above + 1);
                let what = if without == 0 {
                    format!("{above} of the table rank above {name}, which makes rank {due}")
                } else {
                    format!("{above} of the table rank above {name}, and {without} have no rank")
                };
                written.complain(log, what, "riders who share a rank all count for the next: 1, 1, 3");
            }
        }
        let no_ranks = self.card.table.iter().all(|r| r.rank.is_none());
        if let (true, true, Some(at)) = (complete && finishers > 1, no_ranks, self.record.table.first()) {
            let what = "record.table: not in the order of the result, and without ranks";
            log.warning("record.table", at.span.clone(), what, "put the rows in the order of the result, or add rank");
        }
    }

    /// Riders whom the last sprint parts do not share a rank, and riders it does not part do if they are level.
    fn last_sprint(&self, log: &mut ProblemLog) {
        let Some(last) = self.rules.last_sprint() else { return };
        let cells = self.card.sprints.iter().filter(|s| s.n == last).flat_map(|s| &s.cells);
        let placed: Vec<(u32, Bib)> = cells
            .filter(|c| c.tied || c.riders.len() == 1)
            .flat_map(|c| c.riders.iter().map(|&bib| (c.place, bib)))
            .collect();
        let place = |bib: Bib| placed.iter().find(|(_, other)| *other == bib).map(|(place, _)| *place);
        let rows: Vec<_> = self.card.table.iter().zip(&self.record.table).collect();
        for (i, (a, _)) in rows.iter().enumerate() {
            for (b, at) in &rows[i + 1..] {
                let (Some(rank_a), Some(rank_b)) = (a.rank, b.rank) else { continue };
                let (place_a, place_b) = (place(a.bib), place(b.bib));
                if place_a.is_none() && place_b.is_none() {
                    continue;
                }
                let of = |row: &TableRow| score(row, &self.rules, self.beside(row.bib));
                let level = of(a).is_some_and(|own| of(b) == Some(own));
                let (first, second) = (self.name(a.bib), self.name(b.bib));
                let why = match (rank_a == rank_b, place_a == place_b) {
                    (true, false) => format!("{first} and {second} share a rank, and the last sprint parts them"),
                    (false, true) if level && self.rules.rank_by == RankBy::Points => {
                        format!("{first} and {second} are level in everything, and do not share a rank")
                    }
                    _ => continue,
                };
                let what = format!("{}: {why}", at.place);
                log.problem(&at.place, at.span.clone(), what, "correct a rank, or a place of the last sprint");
            }
        }
    }

    fn cells(&self, log: &mut ProblemLog) {
        let mut known: BTreeMap<Bib, i64> = BTreeMap::new();
        for sprint in &self.card.sprints {
            let Some(table) =
                self.record.sprint.iter().find(|t| t.value.n.as_ref().is_some_and(|n| n.value.0 == sprint.n))
            else {
                continue;
            };
            self.relegated(sprint, table, log);
            let mut placed: BTreeMap<Bib, u32> = BTreeMap::new();
            let sure = sprint.cells.iter().filter(|cell| cell.tied || cell.riders.len() == 1);
            for (cell, bib) in sure.flat_map(|cell| cell.riders.iter().map(move |&bib| (cell, bib))) {
                let (place, span) = place_of(table, cell);
                let mut note =
                    |why: String, remedy: String| log.problem(&place, span.clone(), format!("{place}: {why}"), remedy);
                if let Some(before) = placed.insert(bib, cell.place) {
                    let why = format!("{} has place {before} of this sprint already", self.name(bib));
                    note(why, "correct one of the places".to_owned());
                }
                let points = known.entry(bib).or_default();
                *points += i64::from(self.rules.points(sprint.n, cell.place));
                let row = self.row(bib);
                if let Some(all) = row.and_then(|r| r.sprint_points).filter(|all| *points > i64::from(*all)) {
                    let why = format!("the places of {} make {points} points, the table has {all}", self.name(bib));
                    note(why, "correct a place or sprint_points".to_owned());
                }
                let stop = self.card.stops.iter().find(|s| s.bib == bib);
                let lap = f64::from(self.rules.sprint_laps()[sprint.n as usize - 1]);
                if let Some(stop) = stop.filter(|s| s.between.1 < lap) {
                    let why = format!("{} had stopped by lap {}", self.name(bib), stop.between.1);
                    note(why, "correct the place or the stop".to_owned());
                }
            }
        }
    }

    /// Relegated riders are in the race, finish it if the sprint is the last, and have no place that others could have.
    fn relegated(&self, sprint: &KnownSprint, table: &Located<SprintTable>, log: &mut ProblemLog) {
        let is_last = sprint.n == self.rules.sprints();
        let is_out = |bib: Bib| {
            self.row(bib).is_some_and(|row| row.status == Status::Dns || (is_last && row.status != Status::Finished))
        };
        let riders = self.scenario.riders.iter().filter(|rider| !is_out(rider.bib)).count();
        for (known, at) in sprint.relegated.iter().zip(&table.value.relegated) {
            let (bib, Some(who)) = (known.bib, &at.value.rider) else { continue };
            if is_out(bib) {
                who.complain(log, "is not in this sprint", "correct relegated, or the status in record.table");
            }
            let lap = f64::from(self.rules.sprint_laps()[sprint.n as usize - 1]);
            if let Some(stop) = self.card.stops.iter().find(|stop| stop.bib == bib && stop.between.1 < lap) {
                let why = format!("had stopped by lap {}", stop.between.1);
                who.complain(log, why, "correct relegated or the stop");
            }
            let place = sprint.cells.iter().find(|cell| cell.riders == [bib]).map(|cell| cell.place as usize);
            if let Some(place) = place.filter(|place| *place + sprint.relegated.len() <= riders) {
                let why = format!("has place {place} of this sprint, and was put last");
                who.complain(log, why, "write the places as awarded, with those behind moved up");
            }
        }
    }

    /// A rider with more gained laps on record than the table counts must have lost some that are not on record.
    fn laps(&self, log: &mut ProblemLog) {
        let mut counted: BTreeMap<Bib, i32> = BTreeMap::new();
        for (lap, at) in self.card.laps.iter().zip(&self.record.lap).filter(|(lap, _)| lap.change > 0) {
            for &bib in &lap.riders {
                let gained = counted.entry(bib).or_default();
                *gained += 1;
                let Some(laps) = self.row(bib).and_then(|r| r.laps) else { continue };
                if *gained > laps.max(0) + self.known_losses(bib) {
                    let what =
                        format!("{}: {gained} laps gained by {}, the table has {laps:+}", at.place, self.name(bib));
                    log.warning(
                        &at.place,
                        at.span.clone(),
                        what,
                        "correct the record, or add the lap lost with change = -1",
                    );
                }
            }
        }
    }

    fn known_losses(&self, bib: Bib) -> i32 {
        self.card.laps.iter().filter(|l| l.change < 0 && l.riders.contains(&bib)).count() as i32
    }

    /// Intermediate scores never fall, include the known places so far, and can still rise to the final score.
    fn scores(&self, log: &mut ProblemLog) {
        for (i, (known, at)) in self.card.scores.iter().zip(&self.record.score).enumerate() {
            let mut note = |why: String| {
                let what = format!("{}: {why}", at.place);
                log.problem(&at.place, at.span.clone(), what, "correct the score, or what it contradicts");
            };
            let name = self.name(known.bib);
            if let (Some(points), Some(total)) = (known.sprint_points, known.total) {
                let unit = self.rules.gain_points.max(1);
                let (start, penalty) = self.start_and_penalty(known.bib);
                let off = self.card.penalty(known.bib).filter(|p| p.after.is_some_and(|n| n < known.after));
                let rest = total - start + off.map_or(0, |_| penalty);
                if self.rules.gain_points == -self.rules.loss_points && (rest - points) % unit != 0 {
                    note(format!("{rest} less {points} is no number of laps at {unit} points"));
                }
            }
            let Some(points) = known.sprint_points else { continue };
            let so_far = self.known_points(known.bib, 1, known.after);
            if so_far > points {
                note(format!("{name} has {so_far} points by known places, more than {points}"));
            }
            let most: i32 = (1..=known.after).map(|n| self.rules.points(n, 1) as i32).sum();
            if points > most {
                note(format!("{} sprints bring at most {most} points", known.after));
            }
            if let Some(all) = self.row(known.bib).and_then(|r| r.sprint_points) {
                let sprints = self.rules.sprint_laps().len() as u32;
                let rest: i32 = (known.after + 1..=sprints).map(|n| self.rules.points(n, 1) as i32).sum();
                if points > all {
                    note(format!("more than the {all} points {name} ended with"));
                } else if all - points > rest {
                    note(format!("{name} ended with {all}, and the sprints left bring at most {rest}"));
                }
            }
            let before = self.card.scores[..i].iter().filter(|other| other.bib == known.bib);
            for (after, other) in before.filter_map(|o| Some((o.after, o.sprint_points?))) {
                let (early, late) = if after <= known.after { (other, points) } else { (points, other) };
                if early > late || (after == known.after && early != late) {
                    note(format!("{name} has {other} points after sprint {after}"));
                }
            }
        }
    }

    /// Points of the places that `bib` is known to have taken in sprints `from` to `to`.
    fn known_points(&self, bib: Bib, from: u32, to: u32) -> i32 {
        let sprints = self.card.sprints.iter().filter(|s| (from..=to).contains(&s.n));
        let cells = sprints.flat_map(|s| s.cells.iter().map(|c| (s.n, c)));
        cells
            .filter(|(_, c)| c.riders == [bib] || (c.tied && c.riders.contains(&bib)))
            .map(|(n, c)| self.rules.points(n, c.place) as i32)
            .sum()
    }

    fn stops(&self, log: &mut ProblemLog) {
        for (stop, at) in self.card.stops.iter().zip(&self.record.stop) {
            if self.row(stop.bib).is_some_and(|r| r.status == Status::Finished) {
                let what = format!("{}: {} finished", at.place, self.name(stop.bib));
                log.problem(&at.place, at.span.clone(), what, "add status = \"dnf\" to the row, or remove the stop");
            }
        }
    }

    fn last_line(&self, log: &mut ProblemLog) {
        for at in &self.record.last_line {
            let (Some(place), Some(who)) = (&at.value.place, &at.value.rider) else { continue };
            let Some((_, bib)) = self.card.last_line.iter().find(|(p, _)| *p == place.value.0) else { continue };
            if self.row(*bib).is_some_and(|r| r.status != Status::Finished) {
                who.complain(log, "did not finish", "correct the place or the status");
            }
            let out = self.card.table.iter().filter(|r| r.status != Status::Finished).count();
            let finishers = self.scenario.riders.len() - out;
            if place.value.0 as usize > finishers {
                place.complain(log, format!("{finishers} riders finished"), "count from the first across the line");
            }
        }
    }
}

impl Sums<'_> {
    /// Nobody who did not start has points, laps or places, and two riders start at least.
    fn absent(&self, log: &mut ProblemLog) {
        let Some(first) = self.record.table.first() else { return };
        if self.scenario.starters().count() < 2 {
            let what = "record.table: fewer than two riders start";
            log.problem("record.table", first.span.clone(), what, "correct the status of those who started");
        }
        for (row, at) in self.card.table.iter().zip(&self.record.table).filter(|(row, _)| row.status == Status::Dns) {
            let some = |figure: Option<i32>| figure.is_some_and(|figure| figure != 0);
            if some(row.sprint_points) || some(row.laps) || some(row.total) {
                let what = format!("{}: {} did not start, and has points or laps", at.place, self.name(row.bib));
                log.problem(&at.place, at.span.clone(), what, "leave the figures out, or correct the status");
            }
        }
        let Record { sprint, lap, away, stop, score, last_line, .. } = self.record;
        let cells = sprint.iter().flat_map(|s| [&s.value.first, &s.value.second, &s.value.third, &s.value.fourth]);
        let cells = cells.flatten().flat_map(|cell| &cell.value.among);
        let groups = lap.iter().flat_map(|l| &l.value.riders).chain(away.iter().flat_map(|a| &a.value.riders));
        let single = (stop.iter().filter_map(|s| s.value.rider.as_ref()))
            .chain(score.iter().filter_map(|s| s.value.rider.as_ref()))
            .chain(last_line.iter().filter_map(|l| l.value.rider.as_ref()));
        for who in cells.chain(groups).chain(single) {
            if self.roster.find(who, log).is_some_and(|bib| !self.card.starts(bib)) {
                who.complain(log, "did not start", "name another rider, or correct the status in the table");
            }
        }
    }
}

impl Sums<'_> {
    /// Riders who were pulled out are all ranked, or none, behind the finishers and in the order in which they are known to
    /// have stopped.
    fn pulled(&self, log: &mut ProblemLog) {
        let rows = || self.card.table.iter().zip(&self.record.table).filter(|(row, _)| row.status == Status::Pul);
        if !self.card.ranks_pulled() {
            return;
        }
        let finishers = self.card.table.iter().filter(|r| r.status == Status::Finished).count() as u32;
        let pulled = rows().count() as u32;
        let window = |bib: Bib| self.card.stops.iter().find(|s| s.bib == bib).map(|s| s.between);
        for (row, at) in rows() {
            let Some(rank) = row.rank else {
                let what = format!("{}: was pulled out, and has no rank while others have", at.place);
                log.problem(&at.place, at.span.clone(), what, "rank everybody with status = \"pul\", or nobody");
                continue;
            };
            if let Some(written) =
                at.value.rank.as_ref().filter(|_| !(finishers + 1..=finishers + pulled).contains(&rank))
            {
                let why = format!("{finishers} riders finished, and {pulled} were pulled out behind them");
                written.complain(log, why, format!("write a rank from {} to {}", finishers + 1, finishers + pulled));
            }
            let too_early = |other: &TableRow| {
                let (own, others) = (window(row.bib)?, window(other.bib)?);
                (other.rank? > rank && own.1 <= others.0).then_some(others.0)
            };
            if let Some((other, from)) = rows().find_map(|(other, _)| Some((other.bib, too_early(other)?))) {
                let (who, other) = (self.name(row.bib), self.name(other));
                let what =
                    format!("{}: {other} is ranked behind {who} and was pulled out later, after lap {from}", at.place);
                log.problem(&at.place, at.span.clone(), what, "correct a rank, or the stops");
            }
        }
    }
}

/// Where a place of a sprint stands in the file.
fn place_of(table: &Located<SprintTable>, cell: &KnownCell) -> (String, std::ops::Range<usize>) {
    let t = &table.value;
    let written = [&t.first, &t.second, &t.third, &t.fourth][cell.place as usize - 1];
    written.as_ref().map_or((table.place.clone(), table.span.clone()), |at| (at.place.clone(), at.span.clone()))
}
