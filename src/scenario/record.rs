//! From the record of a file to a [`Card`]: looks up riders, sprints and sources, and reports statements that exclude each
//! other. If it reports nothing, the card holds every statement, in the order of the file.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{AwayTable, Cell, LapTable, LastLine, NamedAs, Record, Row, ScoreTable, SprintTable, StopTable};
use super::log::ProblemLog;
use super::number::{LapTime, SprintNumber};
use super::read::{Located, complain};
use super::roster::Roster;
use super::sources::Sources;
use super::word::{SourceKeys, Who};
use crate::card::{
    Card, KnownAway, KnownCell, KnownLap, KnownPenalty, KnownRelegation, KnownScore, KnownSprint, KnownStop, TableRow,
};
use crate::rules::{RaceRules, RankBy, Status};
use crate::units::{Bib, Provenance};

/// What the statements of a file refer to.
pub(super) struct Lookup {
    pub(super) roster: Roster,
    pub(super) sources: Sources,
    /// `None` if course or rules have problems.
    rules: Option<RaceRules>,
    sprint_laps: Vec<u32>,
}

impl Lookup {
    pub(super) fn new(roster: Roster, sources: Sources, rules: Option<&RaceRules>) -> Self {
        let sprint_laps = rules.map(RaceRules::sprint_laps).unwrap_or_default();
        Self { roster, sources, rules: rules.cloned(), sprint_laps }
    }

    /// The card of `record`. With `riders_from_table`, the table is the start list too.
    pub(super) fn card(&self, record: &Record, riders_from_table: bool, log: &mut ProblemLog) -> Card {
        let shared = &self.sources.check_all(record.source.as_ref(), log);
        let mut card = Card {
            table: self.table(&record.table, riders_from_table, shared, log),
            sprints: self.sprints(&record.sprint, shared, log),
            laps: record.lap.iter().filter_map(|l| self.lap(l, shared, log)).collect(),
            stops: self.stops(&record.stop, shared, log),
            away: record.away.iter().filter_map(|a| self.away(a, shared, log)).collect(),
            scores: record.score.iter().filter_map(|s| self.score(s, shared, log)).collect(),
            last_line: self.last_line(&record.last_line, log),
            together: Vec::new(),
            time_s: record.time.as_ref().map(|t| t.value.0),
        };
        if let Some(rules) = &self.rules {
            let off = |row: &TableRow| row.penalty.as_ref().map_or(0, |penalty| penalty.points);
            let beside = |row: &TableRow| self.roster.start_points(row.bib) - off(row);
            let named = self.roster.riders.iter().filter(|rider| rider.named).count();
            count_ranks(&mut card, named, rules, beside);
        }
        card
    }

    fn table(
        &self,
        rows: &[Located<Row>],
        riders_from_table: bool,
        shared: &[String],
        log: &mut ProblemLog,
    ) -> Vec<TableRow> {
        let mut seen: BTreeMap<Bib, &str> = BTreeMap::new();
        let mut table = Vec::new();
        for Located { value: row, place, .. } in rows {
            let sources = self.keys(row.source.as_ref(), shared, log);
            let status = row.status.as_ref().map_or(Status::Finished, |s| s.value);
            if let (Some(rank), false) = (&row.rank, matches!(status, Status::Finished | Status::Pul)) {
                rank.complain(log, "a rider who did not finish has no rank", "leave out rank or status");
            }
            let Some(who) = &row.rider else { continue };
            if riders_from_table && matches!(who.value, Who::Bib(_)) {
                continue;
            }
            let Some(bib) = self.roster.find(who, log) else { continue };
            if let Some(other) = seen.insert(bib, place) {
                who.complain(log, format!("has a row already, {other}"), "keep one of them");
            }
            if !riders_from_table {
                self.agree_with_start_list(row, bib, log);
            }
            table.push(TableRow {
                bib,
                rank: row.rank.as_ref().map(|r| r.value.0),
                sprint_points: row.sprint_points.as_ref().map(|p| p.value.0),
                laps: row.laps.as_ref().map(|l| l.value.0),
                total: row.total.as_ref().map(|t| t.value.0),
                penalty: self.penalty(row, status, log),
                status,
                sources,
            });
        }
        table
    }

    /// The points that the commissaires took off.
    fn penalty(&self, row: &Row, status: Status, log: &mut ProblemLog) -> Option<KnownPenalty> {
        let after = row.after_sprint.as_ref().filter(|n| self.sprint_lap(n, log).is_some());
        let Some(points) = &row.penalty_points else {
            if let Some(reason) = &row.reason {
                reason.complain(log, "why, and no points taken off", "add penalty_points = …, or leave reason out");
            }
            if let Some(after) = &row.after_sprint {
                after.complain(log, "when, and no points taken off", "add penalty_points = …, or leave it out");
            }
            return None;
        };
        if status == Status::Dns {
            points.complain(log, "did not start, and so did nothing wrong", "correct penalty_points or status");
        }
        let reason = row.reason.as_ref().map(|reason| reason.value.0.clone());
        Some(KnownPenalty { points: points.value.0, reason, after: after.map(|n| n.value.0) })
    }

    /// Reports what a row says about a rider differently from the start list.
    fn agree_with_start_list(&self, row: &Row, bib: Bib, log: &mut ProblemLog) {
        let Some(rider) = self.roster.riders.iter().find(|r| r.bib == bib) else { return };
        if let Some(noc) = row.noc.as_ref().filter(|noc| rider.noc.as_ref() != Some(&noc.value.0)) {
            let listed = rider.noc.as_deref().unwrap_or("no nation");
            noc.complain(log, format!("the start list has {listed}"), "correct one of them, or leave it out here");
        }
        if let Some(number) = row.bib.as_ref().filter(|n| n.value.0 != bib.0 || !rider.bib_known) {
            number.complain(log, "not the number in the start list", "give numbers under [[riders]]");
        }
        if let Some(family) = &row.family {
            family.complain(log, "belongs to the start list", "give it under [[riders]]");
        }
    }

    fn sprints(&self, tables: &[Located<SprintTable>], shared: &[String], log: &mut ProblemLog) -> Vec<KnownSprint> {
        let mut sprints: BTreeMap<u32, KnownSprint> = BTreeMap::new();
        for Located { value: table, .. } in tables {
            let shared = &self.keys(table.source.as_ref(), shared, log);
            let places = [&table.first, &table.second, &table.third, &table.fourth].map(Option::as_ref);
            let mut cells = Vec::new();
            for (i, place) in (1..).enumerate().take(places.len()) {
                let Some(cell) = places[i] else { continue };
                let scoring = self.rules.as_ref().map_or(4, RaceRules::scoring_places);
                if place > scoring {
                    let why =
                        format!("by the scale of this race only {}", count(scoring, "place scores", "places score"));
                    cell.complain(log, why, "leave the place out; who crossed the last line when goes into last_line");
                }
                let tied = is_dead_heat(&places[i..]);
                if tied {
                    note_not_given(&places[i..], place, log);
                }
                cells.extend(self.cell(place, &cell.value, tied, shared, log));
            }
            let Some(n) = &table.n else { continue };
            if self.sprint_lap(n, log).is_none() {
                continue;
            }
            let relegated = self.relegated(table, log);
            if sprints.insert(n.value.0, KnownSprint { n: n.value.0, cells, relegated }).is_some() {
                n.complain(log, "this sprint is described twice", "put its places together");
            }
        }
        sprints.into_values().collect()
    }

    /// Riders who were put last in a sprint.
    fn relegated(&self, table: &SprintTable, log: &mut ProblemLog) -> Vec<KnownRelegation> {
        let mut relegated: Vec<KnownRelegation> = Vec::new();
        for Located { value, .. } in &table.relegated {
            let (Some(who), Some(bib)) = (&value.rider, self.find(value.rider.as_ref(), log)) else { continue };
            if relegated.iter().any(|other| other.bib == bib) {
                who.complain(log, "relegated twice", "name each rider once");
            }
            let reason = value.reason.as_ref().map(|reason| reason.value.0.clone());
            relegated.push(KnownRelegation { bib, reason });
        }
        relegated
    }

    fn cell(&self, place: u32, cell: &Cell, tied: bool, shared: &[String], log: &mut ProblemLog) -> Option<KnownCell> {
        let riders = self.riders(&cell.among, log);
        // A derived place needs no source, but may name what it is derived from.
        let shared = if cell.derived { &[] } else { shared };
        let sources = self.keys(cell.source.as_ref(), shared, log);
        let provenance = if cell.derived { Provenance::Derived } else { Provenance::Recorded };
        let tied = tied && riders.len() > 1;
        (!riders.is_empty()).then_some(KnownCell { place, riders, tied, provenance, likely: cell.likely, sources })
    }

    fn lap(&self, lap: &Located<LapTable>, shared: &[String], log: &mut ProblemLog) -> Option<KnownLap> {
        let table = &lap.value;
        let riders = self.some_riders(&table.riders, lap, log);
        let sources = self.keys(table.source.as_ref(), shared, log);
        if let Some(change) = table.change.as_ref().filter(|c| c.value.0 == 0) {
            change.complain(log, "neither gained nor lost", "write 1 for a lap gained, -1 for a lap lost");
        }
        let between = self.lap_window(lap, log)?;
        Some(KnownLap {
            riders,
            change: table.change.as_ref().map_or(1, |c| c.value.0),
            between,
            together: table.together.as_ref().is_some_and(|t| t.value.0),
            likely: table.likely.as_ref().is_some_and(|l| l.value.0),
            sources,
        })
    }

    /// Between which race laps a lap was completed, if the file says so: by two laps, or by a sprint before and one after it.
    #[expect(clippy::option_option, reason = "not said, and said wrongly, are different")]
    fn lap_window(&self, lap: &Located<LapTable>, log: &mut ProblemLog) -> Option<Option<(f64, f64)>> {
        let table = &lap.value;
        let after = table.after_sprint.as_ref().map(|n| self.sprint_lap(n, log));
        let before = table.before_sprint.as_ref().map(|n| self.sprint_lap(n, log));
        let by_sprints = after.is_some() || before.is_some();
        if !table.between.is_empty() {
            if by_sprints {
                let what = format!("{}: two ways to say when", lap.place);
                log.problem(&lap.place, lap.span.clone(), what, "keep between, or after_sprint and before_sprint");
            }
            return self.between(&table.between, lap, log).map(Some);
        }
        let from = after.unwrap_or(Some(0))?;
        let to = before.unwrap_or(self.rules.as_ref().map(|r| r.laps))?;
        if from >= to {
            let what = format!("{}: after lap {from} and before lap {to} is never", lap.place);
            log.problem(
                &lap.place,
                lap.span.clone(),
                what,
                "name an earlier sprint in after_sprint than in before_sprint",
            );
        }
        Some(by_sprints.then(|| (f64::from(from), f64::from(to))))
    }

    fn stops(&self, tables: &[Located<StopTable>], shared: &[String], log: &mut ProblemLog) -> Vec<KnownStop> {
        let mut stops: Vec<KnownStop> = Vec::new();
        for stop in tables {
            let bib = self.find(stop.value.rider.as_ref(), log);
            let between = self.between(&stop.value.between, stop, log);
            let sources = self.keys(stop.value.source.as_ref(), shared, log);
            let (Some(bib), Some(between)) = (bib, between) else { continue };
            if stops.iter().any(|s| s.bib == bib) {
                let what = format!("{}: this rider has stopped already", stop.place);
                log.problem(&stop.place, stop.span.clone(), what, "keep one of the two");
            }
            stops.push(KnownStop { bib, between, sources });
        }
        stops
    }

    fn away(&self, away: &Located<AwayTable>, shared: &[String], log: &mut ProblemLog) -> Option<KnownAway> {
        let riders = self.some_riders(&away.value.riders, away, log);
        let sources = self.keys(away.value.source.as_ref(), shared, log);
        let (from_lap, to_lap) = self.window(away.value.from_lap.as_ref()?, away.value.to_lap.as_ref()?, log)?;
        Some(KnownAway { riders, from_lap, to_lap, sources })
    }

    fn score(&self, score: &Located<ScoreTable>, shared: &[String], log: &mut ProblemLog) -> Option<KnownScore> {
        let table = &score.value;
        let bib = self.find(table.rider.as_ref(), log);
        let sources = self.keys(table.source.as_ref(), shared, log);
        if table.sprint_points.is_none() && table.total.is_none() && !log.has_problems_under(&score.place) {
            let what = format!("{}: says no score", score.place);
            log.problem(&score.place, score.span.clone(), what, "add sprint_points, total or both");
        }
        let after = table.after.as_ref()?;
        self.sprint_lap(after, log)?;
        Some(KnownScore {
            bib: bib?,
            after: after.value.0,
            sprint_points: table.sprint_points.as_ref().map(|p| p.value.0),
            total: table.total.as_ref().map(|t| t.value.0),
            sources,
        })
    }

    fn last_line(&self, tables: &[Located<LastLine>], log: &mut ProblemLog) -> Vec<(u32, Bib)> {
        let mut places: BTreeMap<u32, Bib> = BTreeMap::new();
        let mut placed = BTreeSet::new();
        for Located { value: line, .. } in tables {
            let bib = self.find(line.rider.as_ref(), log);
            let (Some(place), Some(bib), Some(who)) = (&line.place, bib, &line.rider) else { continue };
            if !placed.insert(bib) {
                who.complain(log, "has a place already", "keep one of them");
            }
            if places.insert(place.value.0, bib).is_some() {
                place.complain(log, "two riders for this place", "keep one of them");
            }
        }
        places.into_iter().collect()
    }

    fn find(&self, who: Option<&Located<Who>>, log: &mut ProblemLog) -> Option<Bib> {
        self.roster.find(who?, log)
    }

    /// The sources of a statement: its own, or else those of the statements around it.
    fn keys(&self, own: Option<&Located<SourceKeys>>, shared: &[String], log: &mut ProblemLog) -> Vec<String> {
        let own = self.sources.check_all(own, log);
        if own.is_empty() { shared.to_vec() } else { own }
    }

    /// The riders of a statement; reports any who is named twice.
    fn riders(&self, named: &[Located<Who>], log: &mut ProblemLog) -> Vec<Bib> {
        let mut riders = Vec::new();
        for who in named {
            let Some(bib) = self.roster.find(who, log) else { continue };
            if riders.contains(&bib) {
                who.complain(log, "named twice", "name each rider once");
            } else {
                riders.push(bib);
            }
        }
        riders
    }

    /// The riders of a statement that must name at least one.
    fn some_riders<T>(&self, named: &[Located<Who>], of: &Located<T>, log: &mut ProblemLog) -> Vec<Bib> {
        if named.is_empty() && !log.has_problems_under(&of.place) {
            log.problem(&of.place, of.span.clone(), format!("{}: names no rider", of.place), "add riders = [ … ]");
        }
        self.riders(named, log)
    }

    /// The race lap of a sprint; reports a problem if there is no such sprint.
    fn sprint_lap(&self, n: &Located<SprintNumber>, log: &mut ProblemLog) -> Option<u32> {
        let sprints = self.sprint_laps.len();
        let lap = self.sprint_laps.get(n.value.0 as usize - 1).copied();
        if lap.is_none() && sprints > 0 {
            let why = if sprints == 1 {
                "the race has one sprint".to_owned()
            } else {
                format!("the race has {sprints} sprints")
            };
            n.complain(log, why, format!("write a number from 1 to {sprints}"));
        }
        lap
    }

    /// The two ends of a stretch given as a list.
    fn between<T>(&self, ends: &[Located<LapTime>], of: &Located<T>, log: &mut ProblemLog) -> Option<(f64, f64)> {
        if let [from, to] = ends {
            return self.window(from, to, log);
        }
        if !log.has_problems_under(&of.place) {
            let what = format!("{}.between: two laps are expected", of.place);
            log.problem(&of.place, of.span.clone(), what, "write between = [from, to]");
        }
        None
    }

    fn window(&self, from: &Located<LapTime>, to: &Located<LapTime>, log: &mut ProblemLog) -> Option<(f64, f64)> {
        if from.value.0 >= to.value.0 {
            to.complain(log, format!("not after lap {}", from.value.0), "write the earlier lap first");
            return None;
        }
        let laps = f64::from(self.rules.as_ref()?.laps);
        if to.value.0 > laps {
            to.complain(log, format!("the race has {laps} laps"), format!("write a lap up to {laps}"));
            return None;
        }
        Some((from.value.0, to.value.0))
    }
}

/// `1 place scores`, `2 places score`.
fn count(n: u32, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

/// Whether the first of `places`, as they are written from some place on, is a dead heat: it says so, or it is a bare list of
/// one rider more than places are missing right after it, and every place after those is given.
fn is_dead_heat(places: &[Option<&Located<Cell>>]) -> bool {
    let Some(Some(first)) = places.first() else { return false };
    let riders = first.value.among.len();
    match first.value.named_as {
        NamedAs::OneOf => false,
        NamedAs::Tied => true,
        NamedAs::BareList => {
            let (taken_up, after) = places.split_at(riders.min(places.len()));
            taken_up[1..].iter().all(Option::is_none) && !after.is_empty() && after.iter().all(Option::is_some)
        }
    }
}

/// Reports places that are given although riders in a dead heat for the first of `places`, which is `place`, take them up.
fn note_not_given(places: &[Option<&Located<Cell>>], place: u32, log: &mut ProblemLog) {
    let riders = places.first().copied().flatten().map_or(0, |cell| cell.value.among.len());
    for (n, cell) in (place + 1..).zip(&places[1..]).take(riders.saturating_sub(1)) {
        let Some(cell) = cell else { continue };
        let why = format!("{riders} riders share place {place}, so place {n} is not given");
        let next = place + riders as u32;
        let remedy = if next <= 4 { format!("the next rider has place {next}") } else { "leave it out".to_owned() };
        complain(log, &cell.place, &cell.span, &why, remedy);
    }
}

/// Ranks the finishers as they stand in the table, if it has no ranks, lists every rider, and is in an order that the scores
/// allow. Riders who are level and in a dead heat in the last sprint share a rank.
fn count_ranks(card: &mut Card, riders: usize, rules: &RaceRules, beside: impl Fn(&TableRow) -> i32) {
    if card.table.len() != riders || card.table.iter().any(|r| r.rank.is_some()) {
        return;
    }
    let finishers = || card.table.iter().filter(|r| r.status == Status::Finished);
    let Some(scores) = finishers().map(|r| score(r, rules, beside(r))).collect::<Option<Vec<(i32, i32)>>>() else {
        return;
    };
    if !scores.is_sorted_by(|a, b| a >= b) {
        return;
    }
    let last = card.sprints.iter().filter(|s| Some(s.n) == rules.last_sprint()).flat_map(|s| &s.cells);
    let heats: Vec<&KnownCell> = last.filter(|c| c.tied).collect();
    let bibs: Vec<Bib> = finishers().map(|r| r.bib).collect();
    let level = |i: usize| {
        let both = |c: &&&KnownCell| c.riders.contains(&bibs[i - 1]) && c.riders.contains(&bibs[i]);
        scores[i - 1] == scores[i] && heats.iter().any(|c| both(&c))
    };
    let mut ranks: Vec<u32> = Vec::new();
    for i in 0..bibs.len() {
        ranks.push(if i > 0 && level(i) { ranks[i - 1] } else { i as u32 + 1 });
    }
    let finishers = card.table.iter_mut().filter(|r| r.status == Status::Finished);
    for (rank, row) in ranks.into_iter().zip(finishers) {
        row.rank = Some(rank);
    }
}

/// What a row is ranked by, if known: points alone, or laps and then points. `beside` is what counts beside sprints and laps.
pub(super) fn score(row: &TableRow, rules: &RaceRules, beside: i32) -> Option<(i32, i32)> {
    match rules.rank_by {
        RankBy::Points => Some((row.total.or_else(|| sum(row, rules, beside))?, 0)),
        RankBy::LapsThenPoints => Some((row.laps?, row.sprint_points? + beside)),
    }
}

/// Sprint points and points for laps, and what counts `beside` them. `None` if that depends on how many laps were gained and lost again, because gains and
/// losses are worth different points.
pub(super) fn sum(row: &TableRow, rules: &RaceRules, beside: i32) -> Option<i32> {
    let (points, laps) = (row.sprint_points?, row.laps?);
    (rules.gain_points == -rules.loss_points || laps == 0).then(|| beside + points + laps * rules.gain_points)
}
