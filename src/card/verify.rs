//! Checks from scratch, slowly and plainly, that a completed card is a whole race and fits the card.
//!
//! Shares only the figures of `pace` with the completion; all arithmetic is done again, by bib.

use super::pace::{
    ABOUT, AWAY_LAPS, ENDS_APART, REST, STARTS_APART, factors, may_end, may_start, most_in_group, most_out,
    nominal_laps, quiet_laps, together_at,
};
use super::{Card, CardRace, Completed, Move, MoveKind, Sprint};
use crate::rules::{RankBy, Status};
use crate::units::Bib;

/// Tolerance for sums of rounded laps.
const EPS: f64 = 1e-6;

/// Checks that `completed` is a whole race and that everything `card` knows holds in it.
///
/// # Errors
/// Every broken rule, in words.
pub fn verify(card: &Card, field: &CardRace, completed: &Completed) -> Result<(), Vec<String>> {
    let mut check = Verifier { card, field, race: completed, broken: Vec::new() };
    check.sprints();
    check.moves();
    check.moves_together();
    check.riders();
    check.stops();
    check.last_line();
    check.record();
    check.table();
    if check.broken.is_empty() { Ok(()) } else { Err(check.broken) }
}

struct Verifier<'a> {
    card: &'a Card,
    field: &'a CardRace<'a>,
    race: &'a Completed,
    broken: Vec<String>,
}

impl Verifier<'_> {
    fn hold(&mut self, holds: bool, rule: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(rule());
        }
    }

    fn stop(&self, bib: Bib) -> f64 {
        self.race.stops.iter().find(|s| s.bib == bib).map_or(f64::INFINITY, |s| s.lap)
    }

    fn racing(&self, lap: f64) -> usize {
        self.field.riders.iter().filter(|&&b| self.stop(b) > lap).count()
    }

    fn finishers(&self) -> Vec<Bib> {
        self.field.riders.iter().copied().filter(|&b| self.stop(b).is_infinite()).collect()
    }

    fn moves_of(&self, bib: Bib, kind: MoveKind) -> impl Iterator<Item = &Move> {
        self.race.moves.iter().filter(move |m| m.kind == kind && m.riders.contains(&bib))
    }

    fn points(&self, bib: Bib, sprints: u32) -> i32 {
        let places = self.race.sprints.iter().filter(|s| s.n <= sprints).flat_map(|s| &s.places);
        places.filter(|p| p.bib == bib).map(|p| p.points as i32).sum()
    }

    fn laps(&self, bib: Bib, by: f64) -> (i32, i32) {
        let count = |kind| self.moves_of(bib, kind).filter(|m| m.to_lap <= by).count() as i32;
        (count(MoveKind::Gain), count(MoveKind::Loss))
    }

    /// Points from earlier races, less those that the commissaires had taken off before `sprints` sprints were decided.
    fn beside(&self, bib: Bib, sprints: u32) -> i32 {
        let start = self.field.riders.iter().position(|b| *b == bib).map_or(0, |r| self.field.starts_with(r));
        let all = self.race.sprints.len() as u32;
        let off = self.card.penalty(bib).filter(|p| p.after.map_or(sprints > all, |after| after < sprints));
        start - off.map_or(0, |penalty| penalty.points)
    }

    fn total(&self, bib: Bib, sprints: u32, by: f64) -> i32 {
        let (gains, losses) = self.laps(bib, by);
        let for_laps = gains * self.field.rules.gain_points + losses * self.field.rules.loss_points;
        self.beside(bib, sprints) + self.points(bib, sprints) + for_laps
    }

    fn sprints(&mut self) {
        let (race, rules) = (self.race, self.field.rules);
        let laps: Vec<u32> = race.sprints.iter().map(|s| s.lap).collect();
        self.hold(laps == rules.line_laps(), || format!("sprints at laps {laps:?}"));
        let last = race.sprints.len() as u32;
        for sprint in &race.sprints {
            let contestants =
                if sprint.n == last { self.finishers().len() } else { self.racing(f64::from(sprint.lap)) };
            let places: Vec<u32> = sprint.places.iter().map(|p| p.place).collect();
            let mut due: Vec<u32> = Vec::new();
            while due.len() < rules.scoring_places() as usize {
                let place = due.len() as u32 + 1;
                due.extend(std::iter::repeat_n(place, self.level(sprint, place)));
            }
            due.truncate(contestants);
            self.hold(places == due, || format!("sprint {}: places {places:?}", sprint.n));
            for (i, place) in sprint.places.iter().enumerate() {
                let twice = sprint.places[..i].iter().any(|p| p.bib == place.bib);
                self.hold(!twice, || format!("sprint {}: rider {} is placed twice", sprint.n, place.bib));
                let known = self.field.riders.contains(&place.bib);
                self.hold(known, || format!("sprint {}: rider {} does not ride", sprint.n, place.bib));
                let mut put_last = self.card.relegated().filter(|(n, _)| *n == sprint.n);
                let behind = put_last.clone().count();
                let is_last = place.place as usize + behind > contestants;
                let holds = is_last || !put_last.any(|(_, known)| known.bib == place.bib);
                self.hold(holds, || format!("sprint {}: rider {} is put last, and yet placed", sprint.n, place.bib));
                let due = rules.points(sprint.n, place.place);
                self.hold(place.points == due, || {
                    format!("sprint {}: {} points for place {}", sprint.n, place.points, place.place)
                });
            }
        }
    }

    /// How many riders share `place` of `sprint` because the card, or a dead heat on the last line, has them level; or 1.
    fn level(&self, sprint: &Sprint, place: u32) -> usize {
        let there: Vec<Bib> = sprint.places.iter().filter(|p| p.place == place).map(|p| p.bib).collect();
        let cells = self.card.sprints.iter().filter(|s| s.n == sprint.n).flat_map(|s| &s.cells);
        let known = cells.filter(|c| c.tied && c.place == place).map(|c| &c.riders);
        let is_last = self.race.sprints.last() == Some(sprint);
        let on_the_line = self.race.together.iter().filter(|_| is_last);
        if known.chain(on_the_line).any(|riders| same_riders(riders, &there)) { there.len() } else { 1 }
    }

    fn moves(&mut self) {
        let sprint_laps = self.field.rules.line_laps();
        let finish = f64::from(self.field.rules.laps);
        for m in &self.race.moves {
            let what = || format!("{:?} of {:?} from {:.2} to {:.2}", m.kind, m.riders, m.from_lap, m.to_lap);
            self.hold(!m.riders.is_empty() && m.riders.len() == m.provenance.len(), || format!("{}: riders", what()));
            self.hold(may_start(m.from_lap, &sprint_laps), || format!("{}: begins near a sprint or too early", what()));
            if let Some(restart) = self.field.rules.restart {
                let together = together_at(f64::from(restart.at_lap), m.from_lap, m.to_lap);
                self.hold(together, || format!("{}: out when the race is stopped", what()));
            }
            let held = m.kind == MoveKind::Away && m.to_lap > finish;
            self.hold(held || may_end(m.to_lap, &sprint_laps), || {
                format!("{}: ends near a sprint or too late", what())
            });
            let length = m.to_lap - m.from_lap;
            if m.kind == MoveKind::Away {
                let recorded =
                    self.card.away.iter().filter(|a| same_riders(&a.riders, &m.riders)).map(|a| a.to_lap - a.from_lap);
                let longest = recorded.fold(AWAY_LAPS.1, f64::max) + EPS;
                self.hold((AWAY_LAPS.0 - EPS..=longest).contains(&length), || format!("{}: length", what()));
            } else {
                let out: usize = self
                    .race
                    .moves
                    .iter()
                    .filter(|o| o.from_lap <= m.from_lap && m.from_lap < o.to_lap)
                    .map(|o| o.riders.len())
                    .sum();
                let bunch = self.racing(m.from_lap).saturating_sub(out);
                let nominal = nominal_laps(m.kind, bunch, m.riders.len(), self.field.lap_m, self.field.mean_kmh / 3.6);
                let (least, most) = factors(m.kind, m.riders.len(), true);
                let fits = length >= least * nominal - EPS && length <= most * nominal + EPS;
                self.hold(fits, || format!("{}: nominal length {nominal:.2}", what()));
            }
            self.hold(m.kind != MoveKind::Loss || m.riders.len() == 1, || format!("{}: a loss is one rider's", what()));
            for sprint in &self.race.sprints {
                let lap = f64::from(sprint.lap);
                if m.kind == MoveKind::Loss {
                    let out = |m: &&Move| m.kind == MoveKind::Loss && m.from_lap < lap && lap < m.to_lap;
                    let behind: usize = self.race.moves.iter().filter(out).map(|m| m.riders.len()).sum();
                    let in_front = self.racing(lap).saturating_sub(behind) as u32;
                    let scores =
                        out(&m) && sprint.places.iter().any(|p| p.place <= in_front && m.riders.contains(&p.bib));
                    self.hold(!scores, || format!("{}: scores in sprint {}", what(), sprint.n));
                } else if m.from_lap + 1.4 <= lap && lap <= m.to_lap - 0.4 {
                    let first = sprint.places.iter().take(m.riders.len()).all(|p| m.riders.contains(&p.bib));
                    self.hold(first, || format!("{}: does not take sprint {}", what(), sprint.n));
                }
            }
        }
        for sprint in &self.race.sprints {
            let lap = f64::from(sprint.lap);
            let out = |m: &&Move| m.kind != MoveKind::Loss && m.from_lap < lap && lap < m.to_lap;
            let groups = self.race.moves.iter().filter(out).count();
            self.hold(groups <= 1, || format!("sprint {}: {groups} groups ahead", sprint.n));
        }
    }

    fn moves_together(&mut self) {
        let moves = &self.race.moves;
        for (i, a) in moves.iter().enumerate() {
            let at_once = moves.iter().filter(|m| m.from_lap <= a.from_lap && a.from_lap < m.to_lap);
            let (groups, out) = at_once.fold((0, 0), |(n, r), m| (n + 1, r + m.riders.len()));
            let until = moves
                .iter()
                .filter(|m| m.from_lap <= a.from_lap && a.from_lap < m.to_lap)
                .map(|m| m.to_lap)
                .fold(f64::INFINITY, f64::min);
            let racing = self.racing(until);
            self.hold(groups <= 2, || format!("lap {:.2}: {groups} moves are out", a.from_lap));
            self.hold(out <= most_out(racing), || format!("lap {:.2}: {out} of {racing} riders are out", a.from_lap));
            let size = a.riders.len();
            self.hold(size <= most_in_group(racing, out.saturating_sub(size)), || {
                format!("lap {:.2}: a group of {size}", a.from_lap)
            });
            for b in &moves[i + 1..] {
                if a.from_lap < b.to_lap && b.from_lap < a.to_lap {
                    let apart = (a.from_lap - b.from_lap).abs() >= STARTS_APART - EPS
                        && (a.to_lap - b.to_lap).abs() >= ENDS_APART - EPS;
                    self.hold(apart, || format!("laps {:.2} and {:.2}: moves too close", a.from_lap, b.from_lap));
                }
            }
        }
    }

    fn riders(&mut self) {
        for &bib in self.field.riders {
            let mut own: Vec<&Move> = self.race.moves.iter().filter(|m| m.riders.contains(&bib)).collect();
            own.sort_by(|a, b| a.from_lap.total_cmp(&b.from_lap));
            for pair in own.windows(2) {
                let rested = pair[1].from_lap - pair[0].to_lap >= REST - EPS;
                self.hold(rested, || format!("rider {bib}: no rest after lap {:.2}", pair[0].to_lap));
            }
        }
    }

    fn stops(&mut self) {
        let laps = f64::from(self.field.rules.laps);
        let quiet = quiet_laps(self.field.rules.laps);
        for stop in &self.race.stops {
            let bib = stop.bib;
            let status = self.card.table.iter().find(|t| t.bib == bib).map_or(Status::Dnf, |t| t.status);
            let as_known = stop.status == status || (status == Status::Finished && stop.status == Status::Dnf);
            self.hold(as_known, || format!("rider {bib} is {:?}", stop.status));
            self.hold((stop.status == Status::Dns) == (stop.lap == 0.0), || {
                format!("rider {bib} stops at lap {}", stop.lap)
            });
            self.hold(stop.lap < laps, || format!("rider {bib} stops after the finish"));
            // Where few finish, even whoever is about to stop is placed.
            let few = self.finishers().len() < self.race.sprints.iter().map(|s| s.places.len()).max().unwrap_or(0);
            let until = if few { stop.lap } else { stop.lap - quiet };
            let scores = self
                .race
                .sprints
                .iter()
                .filter(|s| f64::from(s.lap) > until + EPS)
                .flat_map(|s| &s.places)
                .any(|p| p.bib == bib);
            self.hold(!scores, || format!("rider {bib} scores just before he stops, or later"));
            let away = self.race.moves.iter().any(|m| m.riders.contains(&bib) && m.to_lap > stop.lap - quiet + EPS);
            self.hold(!away, || format!("rider {bib} is in a move when he stops"));
        }
        for row in self.card.table.iter().filter(|t| !matches!(t.status, Status::Finished | Status::Racing)) {
            self.hold(self.stop(row.bib).is_finite(), || format!("rider {} does not stop", row.bib));
        }
        let pulled = self.card.table.iter().filter(|t| self.field.rules.rank_pulled && t.status == Status::Pul);
        let mut pulled: Vec<(u32, Bib)> = pulled.filter_map(|t| Some((t.rank?, t.bib))).collect();
        pulled.sort_unstable();
        for pair in pulled.windows(2) {
            let [(rank, bib), (other_rank, other)] = [pair[0], pair[1]];
            let (at, other_at) = (self.stop(bib), self.stop(other));
            let holds = if rank == other_rank { at == other_at } else { at > other_at };
            self.hold(holds, || format!("rider {bib} is pulled out at lap {at}, and {other} at {other_at}"));
        }
        for known in &self.card.stops {
            let lap = self.stop(known.bib);
            let holds = known.between.0 - EPS <= lap && lap <= known.between.1.max(0.5) + EPS;
            self.hold(holds, || format!("rider {} stops at {lap}", known.bib));
        }
        let finish = self.finishers().len();
        let starters = self.racing(0.0);
        let least = if starters < 6 { 2 } else { 3 };
        self.hold(finish >= least.min(starters), || format!("{finish} riders finish"));
    }

    fn last_line(&mut self) {
        let line = &self.race.last_line;
        let mut sorted = line.clone();
        sorted.sort_unstable();
        let mut finishers = self.finishers();
        finishers.sort_unstable();
        self.hold(sorted == finishers, || "last line: not every finisher once".into());
        for riders in &self.race.together {
            let ranks: Vec<_> = riders.iter().map(|bib| self.card.table.iter().find(|t| t.bib == *bib)?.rank).collect();
            let cells = self.card.sprints.iter().flat_map(|s| &s.cells).filter(|c| c.tied);
            let known = cells.map(|c| &c.riders).chain(&self.card.together).any(|known| same_riders(known, riders));
            let due = known || ranks.iter().all(|rank| rank.is_some() && *rank == ranks[0]);
            self.hold(due, || format!("last line: nothing has {riders:?} level"));
            let in_a_row = riders.len() > 1 && line.windows(riders.len()).any(|there| there == riders);
            self.hold(in_a_row, || format!("last line: {riders:?} do not cross it together"));
        }
        if let Some(last) = self.race.sprints.last() {
            let first: Vec<(u32, Bib)> = last.places.iter().map(|p| (p.place, p.bib)).collect();
            let there = self.race.line_places();
            self.hold(there.starts_with(&first), || "last line: disagrees with the last sprint".into());
        }
        for &(place, bib) in &self.card.last_line {
            let at = (place as usize).checked_sub(1).and_then(|i| line.get(i));
            self.hold(at == Some(&bib), || format!("last line: rider {bib} is not at place {place}"));
        }
        let finish = f64::from(self.field.rules.laps);
        for m in self.race.moves.iter().filter(|m| m.to_lap > finish) {
            let first = line.iter().take(m.riders.len()).all(|b| m.riders.contains(b));
            self.hold(first, || "last line: riders who are away do not come first".into());
        }
    }

    fn record(&mut self) {
        let race = self.race;
        for sprint in &self.card.sprints {
            for cell in &sprint.cells {
                let placed = race.sprints.iter().filter(|s| s.n == sprint.n).flat_map(|s| &s.places);
                let there: Vec<Bib> = placed.filter(|p| p.place == cell.place).map(|p| p.bib).collect();
                let holds = match cell.tied {
                    true => same_riders(&there, &cell.riders),
                    false => there.iter().any(|bib| cell.riders.contains(bib)),
                };
                self.hold(holds || cell.likely, || format!("sprint {} place {} is not as known", sprint.n, cell.place));
            }
        }
        for lap in &self.card.laps {
            let kind = if lap.change > 0 { MoveKind::Gain } else { MoveKind::Loss };
            let (a, b) = lap.between.unwrap_or((0.0, f64::INFINITY));
            let fits = |m: &&Move| m.kind == kind && a - EPS <= m.to_lap && m.to_lap <= b + EPS;
            let all = if lap.together && kind == MoveKind::Gain {
                race.moves.iter().filter(fits).any(|m| lap.riders.iter().all(|r| m.riders.contains(r)))
            } else {
                lap.riders.iter().all(|r| race.moves.iter().filter(fits).any(|m| m.riders.contains(r)))
            };
            self.hold(all || lap.likely, || format!("the known lap of {:?} is missing", lap.riders));
        }
        for away in &self.card.away {
            let about = |a: f64, b: f64| (a - b).abs() <= ABOUT + 0.5 + EPS;
            let finish = f64::from(self.field.rules.laps);
            let holds = race.moves.iter().any(|m| {
                let end = m.to_lap.min(finish);
                let held = away.to_lap < finish - EPS || m.to_lap > finish;
                m.kind != MoveKind::Loss
                    && held
                    && away.riders.iter().all(|r| m.riders.contains(r))
                    && about(m.from_lap, away.from_lap)
                    && about(end, away.to_lap)
            });
            self.hold(holds, || {
                format!("{:?} are not away about laps {} to {}", away.riders, away.from_lap, away.to_lap)
            });
        }
        for score in &self.card.scores {
            let lap =
                score.after.checked_sub(1).and_then(|i| race.sprints.get(i as usize)).map_or(0.0, |s| f64::from(s.lap));
            let points = self.points(score.bib, score.after);
            self.hold(score.sprint_points.is_none_or(|p| p == points), || {
                format!("rider {} has {points} after sprint {}", score.bib, score.after)
            });
            let total = self.total(score.bib, score.after, lap);
            self.hold(score.total.is_none_or(|t| t == total), || {
                format!("rider {} has {total} in all after sprint {}", score.bib, score.after)
            });
        }
        self.hold(self.card.time_s.is_none_or(|t| t == race.time_s), || format!("time {}", race.time_s));
    }

    /// Checks every row of the table, with ranks computed over all finishers.
    fn table(&mut self) {
        let n = self.race.sprints.len() as u32;
        let end = f64::INFINITY;
        let mut keys: Vec<_> = Vec::new();
        for (place, bib) in self.race.line_places() {
            let (gains, losses) = self.laps(bib, end);
            let wins = self
                .race
                .sprints
                .iter()
                .filter(|s| s.places.iter().any(|p| p.place == 1 && p.points > 0 && p.bib == bib))
                .count() as i32;
            let key = match self.field.rules.rank_by {
                RankBy::LapsThenPoints => [gains - losses, self.beside(bib, n + 1) + self.points(bib, n), wins],
                RankBy::Points => [self.total(bib, n + 1, end), 0, 0],
            };
            keys.push((key.map(|k| -k), place, bib));
        }
        keys.sort_unstable();
        for &bib in self.field.riders {
            let row = self.card.table.iter().find(|t| t.bib == bib);
            let (gains, losses) = self.laps(bib, end);
            let known = self.card.laps.iter().filter(|l| !l.likely && l.riders.contains(&bib)).map(|l| l.change).sum();
            let likely = self.card.laps.iter().any(|l| l.likely && l.riders.contains(&bib));
            let finished = self.stop(bib).is_infinite();
            let total_known = row.is_some_and(|r| r.total.is_some());
            let open = if total_known { self.field.rules.gain_points != 0 } else { finished };
            let due = row.and_then(|r| r.laps).or((!open && !likely).then_some(known));
            self.hold(due.is_none_or(|d| d == gains - losses), || {
                format!("rider {bib}: {gains} laps gained, {losses} lost")
            });
            let Some(row) = row else { continue };
            let points = self.points(bib, n);
            self.hold(row.sprint_points.is_none_or(|p| p == points), || format!("rider {bib}: {points} sprint points"));
            let total = self.total(bib, n + 1, end);
            self.hold(row.total.is_none_or(|t| t == total), || format!("rider {bib}: {total} in all"));
            if let (Some(rank), Status::Finished) = (row.rank, row.status) {
                let sharing = self.card.table.iter().filter(|t| t.rank == Some(rank)).count() as u32;
                let own = keys.iter().find(|k| k.2 == bib).map(|k| (k.0, k.1));
                let at = 1 + keys.iter().filter(|k| own.is_some_and(|own| (k.0, k.1) < own)).count() as u32;
                // A rank that the table alone shares takes up as many ranks as it has riders.
                let by_table = self.race.shared.iter().any(|riders| riders.contains(&bib));
                let last = if by_table { rank + sharing } else { rank + 1 };
                self.hold((rank..last).contains(&at), || format!("rider {bib} is ranked {at}, not {rank}"));
            }
        }
    }
}

fn same_riders(a: &[Bib], b: &[Bib]) -> bool {
    a.len() == b.len() && a.iter().all(|x| b.contains(x))
}
