//! From the tables of a file to a [`Scenario`]: references are looked up, defaults filled in, and statements
//! that cannot stand beside each other are noted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::file::{
    AdjudicationTable, Cell, DisputeTable, File, LapTable, Record, Row, ScoreTable, SourceTable, SprintTable,
};
use super::number::LapTime;
use super::problem::Log;
use super::race_rules::race_rules;
use super::read::At;
use super::roster::Roster;
use super::text::nearest;
use super::word::{Keys, Slug, Who, slug};
use super::{Adjudication, Claim, Dispute, Level, Scenario, Source};
use crate::card::{Card, KnownAway, KnownCell, KnownLap, KnownScore, KnownSprint, KnownStop, TableRow};
use crate::course::Track;
use crate::rules::{Overrides, RaceRules, RankBy, Status};
use crate::units::{Bib, Provenance};

/// A track of 250 m, and a surface as wide as tracks for championships are (UCI 3.6.074: at least 7 m).
const LAP_M: f64 = 250.0;
const WIDTH_M: f64 = 7.0;

/// The scenario that `file` describes; `None` only if a problem was noted.
pub(super) fn scenario(name: &str, file: File, log: &mut Log) -> Option<Scenario> {
    let roster = Roster::new(&file, log);
    let sources = Sources::new(&file.sources, log);
    let rules = rules(&file, log);
    let builder = Builder {
        roster,
        sources,
        rules: rules.as_ref().map(|r| r.2.clone()),
        sprint_laps: rules.as_ref().map(|r| r.2.sprint_laps()).unwrap_or_default(),
    };
    let card = file.record.as_ref().map(|record| builder.card(&record.value, file.riders.is_empty(), log));
    let disputes = file.disputes.iter().filter_map(|d| builder.dispute(&d.value, log)).collect();
    let adjudications = builder.adjudications(&file.adjudications, log);
    if log.has_problems() {
        return None;
    }
    assert_eq!(file.schema?.value.0, 1, "the reader lets only version 1 through");
    let (track, overrides, rules) = rules?;
    let id = file.id.map_or_else(|| id_of(name), |id| id.value.0);
    Some(Scenario {
        title: file.title.map_or_else(|| id.clone(), |title| title.value.0),
        id,
        date: file.date.map(|d| d.value.0),
        venue: file.venue.map(|v| v.value.0),
        about: file.about.into_iter().map(|s| s.value.0).collect(),
        edition: rules.edition,
        overrides,
        track,
        level: file.field.and_then(|f| f.value.level).map_or(Level::Men, |l| l.value),
        riders: builder.roster.riders,
        card,
        sources: builder.sources.list,
        disputes,
        adjudications,
    })
}

/// An identifier from the name of the file.
fn id_of(name: &str) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let id = slug(stem.strip_suffix(".toml").unwrap_or(stem));
    if id.is_empty() { "scenario".to_owned() } else { id }
}

/// The course and the rules on it.
fn rules(file: &File, log: &mut Log) -> Option<(Track, Overrides, RaceRules)> {
    let course = &file.course.as_ref()?.value;
    let laps = course.laps.as_ref()?;
    let track = Track {
        lap_m: course.lap_m.as_ref().map_or(LAP_M, |l| l.value.0),
        laps: laps.value.0,
        width_m: course.width_m.as_ref().map_or(WIDTH_M, |w| w.value.0),
    };
    let table = &file.rules.as_ref()?.value;
    let overrides = Overrides {
        sprint_every: table.sprint_every.as_ref().map(|v| v.value.0),
        last_factor: table.last_factor.as_ref().map(|v| v.value.0),
        gain_points: table.gain_points.as_ref().map(|v| v.value.0),
        loss_points: table.loss_points.as_ref().map(|v| v.value.0),
    };
    let rules = race_rules(table.edition.as_ref()?.value, &overrides, &track);
    if rules.sprint_every > rules.laps {
        let remedy = "make the race longer, or set sprint_every in [rules]";
        laps.complain(log, format!("a sprint every {} laps leaves none", rules.sprint_every), remedy);
        return None;
    }
    Some((track, overrides, rules))
}

/// The sources of a file, by key.
struct Sources {
    list: Vec<Source>,
}

impl Sources {
    fn new(tables: &[At<SourceTable>], log: &mut Log) -> Self {
        let mut list: Vec<Source> = Vec::new();
        for table in tables {
            let (Some(key), Some(title)) = (&table.value.key, &table.value.title) else { continue };
            if list.iter().any(|s| s.key == key.value.0) {
                key.complain(log, "is the key of two sources", "give each its own key");
            }
            list.push(Source {
                key: key.value.0.clone(),
                title: title.value.0.clone(),
                url: table.value.url.as_ref().map(|u| u.value.0.clone()),
            });
        }
        Self { list }
    }

    /// The key itself, once it is known to name a source.
    fn check(&self, key: &str, place: &str, span: &Range<usize>, log: &mut Log) -> String {
        if !self.list.iter().any(|s| s.key == key) && !log.has_problems_under("sources") {
            let remedy = match nearest(key, self.list.iter().map(|s| s.key.as_str())) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("add it under [[sources]] with key = \"{key}\""),
            };
            super::read::complain(log, place, span, "no source has this key", remedy);
        }
        key.to_owned()
    }

    fn check_all(&self, keys: Option<&At<Keys>>, log: &mut Log) -> Vec<String> {
        let keys = keys.map(|k| k.value.0.as_slice()).unwrap_or_default();
        keys.iter().map(|k| self.check(&k.value, &k.place, &k.span, log)).collect()
    }

    fn check_one(&self, key: &At<Slug>, log: &mut Log) -> String {
        self.check(&key.value.0, &key.place, &key.span, log)
    }
}

/// What the statements of a file are looked up in.
struct Builder {
    roster: Roster,
    sources: Sources,
    /// `None` where course or rules have problems.
    rules: Option<RaceRules>,
    sprint_laps: Vec<u32>,
}

impl Builder {
    fn card(&self, record: &Record, riders_from_table: bool, log: &mut Log) -> Card {
        let default_sources = self.sources.check_all(record.source.as_ref(), log);
        let mut card = Card {
            table: self.table(&record.table, riders_from_table, log),
            sprints: self.sprints(&record.sprint, log),
            laps: record.lap.iter().filter_map(|l| self.lap(l, log)).collect(),
            stops: record
                .stop
                .iter()
                .filter_map(|s| {
                    let bib = self.find(s.value.rider.as_ref(), log);
                    let between = self.between(&s.value.between, s, log);
                    Some(KnownStop { bib: bib?, between: between?, sources: self.keys(s.value.source.as_ref(), log) })
                })
                .collect(),
            away: record
                .away
                .iter()
                .filter_map(|a| {
                    let riders = self.riders(&a.value.riders, a, log);
                    let (from, to) = (a.value.from_lap.as_ref()?, a.value.to_lap.as_ref()?);
                    let (from_lap, to_lap) = self.window(from, to, log)?;
                    Some(KnownAway { riders, from_lap, to_lap, sources: self.keys(a.value.source.as_ref(), log) })
                })
                .collect(),
            scores: record.score.iter().filter_map(|s| self.score(s, log)).collect(),
            last_line: Vec::new(),
            time_s: record.time.as_ref().map(|t| t.value.0),
        };
        let mut places = BTreeMap::new();
        let mut placed = BTreeMap::new();
        for line in &record.last_line {
            let bib = self.find(line.value.rider.as_ref(), log);
            let (Some(place), Some(bib)) = (&line.value.place, bib) else { continue };
            if places.insert(place.value.0, bib).is_some() {
                place.complain(log, "two riders for this place", "keep one of them");
            }
            if placed.insert(bib, place.value.0).is_some() {
                place.complain(log, "this rider has a place already", "keep one of them");
            }
            if place.value.0 as usize > self.roster.riders.len().max(1) {
                place.complain(log, "more places than riders", "count from the first across the line");
            }
            card.last_line.push((place.value.0, bib));
        }
        card.last_line.sort_unstable();
        // What names no source of its own rests on those of the record.
        let sprint_cells =
            card.sprints.iter_mut().flat_map(|s| &mut s.cells).filter(|c| c.provenance != Provenance::Derived);
        for sources in sprint_cells
            .map(|c| &mut c.sources)
            .chain(card.laps.iter_mut().map(|l| &mut l.sources))
            .chain(card.stops.iter_mut().map(|s| &mut s.sources))
            .chain(card.away.iter_mut().map(|a| &mut a.sources))
            .chain(card.scores.iter_mut().map(|s| &mut s.sources))
            .chain(card.table.iter_mut().map(|r| &mut r.sources))
        {
            if sources.is_empty() {
                sources.clone_from(&default_sources);
            }
        }
        card
    }

    fn table(&self, rows: &[At<Row>], riders_from_table: bool, log: &mut Log) -> Vec<TableRow> {
        let mut seen: BTreeMap<Bib, &str> = BTreeMap::new();
        let mut table = Vec::new();
        for At { value: row, place, .. } in rows {
            let sources = self.keys(row.source.as_ref(), log);
            let Some(who) = &row.rider else { continue };
            let Some(bib) = self.roster.find(who, log) else { continue };
            if let Some(other) = seen.insert(bib, place) {
                who.complain(log, format!("has a row already: {other}"), "keep one of them");
            }
            if !riders_from_table {
                self.agree_with_start_list(row, bib, log);
            }
            let status = row.status.as_ref().map_or(Status::Finished, |s| s.value);
            if let (Some(rank), true) = (&row.rank, status != Status::Finished) {
                rank.complain(log, "a rider who did not finish has no rank", "leave out rank or status");
            }
            table.push(TableRow {
                bib,
                rank: row.rank.as_ref().map(|r| r.value.0),
                sprint_points: row.sprint_points.as_ref().map(|p| p.value.0),
                laps: row.laps.as_ref().map(|l| l.value.0),
                total: row.total.as_ref().map(|t| t.value.0),
                status,
                sources,
            });
        }
        if let Some(rules) = &self.rules {
            count_ranks(&mut table, self.roster.riders.len(), rules);
        }
        table
    }

    /// What a row says of a rider beside the start list must not say something else.
    fn agree_with_start_list(&self, row: &Row, bib: Bib, log: &mut Log) {
        let Some(rider) = self.roster.riders.iter().find(|r| r.bib == bib) else { return };
        if let Some(noc) = row.noc.as_ref().filter(|noc| rider.noc.as_ref() != Some(&noc.value.0)) {
            let listed = rider.noc.as_deref().unwrap_or("no nation");
            noc.complain(log, format!("the start list has {listed}"), "correct one of them, or leave it out here");
        }
        if let Some(number) = row.bib.as_ref().filter(|n| n.value.0 != bib.0 || !rider.bib_known) {
            number.complain(log, "not the number of the start list", "give numbers under [[riders]]");
        }
        if let Some(family) = &row.family {
            family.complain(log, "belongs to the start list", "give it under [[riders]]");
        }
    }

    fn sprints(&self, tables: &[At<SprintTable>], log: &mut Log) -> Vec<KnownSprint> {
        let mut sprints: BTreeMap<u32, KnownSprint> = BTreeMap::new();
        for At { value: table, .. } in tables {
            let shared = self.keys(table.source.as_ref(), log);
            let cells = [&table.first, &table.second, &table.third, &table.fourth];
            let cells = (1..).zip(cells).filter_map(|(place, cell)| {
                let cell = cell.as_ref()?;
                self.cell(place, &cell.value, &shared, log)
            });
            let cells: Vec<KnownCell> = cells.collect();
            let Some(n) = &table.n else { continue };
            if self.sprint_lap(n.value.0, &n.place, &n.span, log).is_none() {
                continue;
            }
            if sprints.insert(n.value.0, KnownSprint { n: n.value.0, cells }).is_some() {
                n.complain(log, "this sprint is described twice", "put its places together");
            }
        }
        sprints.into_values().collect()
    }

    fn cell(&self, place: u32, cell: &Cell, shared: &[String], log: &mut Log) -> Option<KnownCell> {
        let mut riders = Vec::new();
        for who in &cell.among {
            let Some(bib) = self.roster.find(who, log) else { continue };
            if riders.contains(&bib) {
                who.complain(log, "named twice", "name each rider once");
            }
            riders.push(bib);
        }
        let mut sources = self.keys(cell.source.as_ref(), log);
        if sources.is_empty() && !cell.derived {
            sources = shared.to_vec();
        }
        let provenance = if cell.derived { Provenance::Derived } else { Provenance::Recorded };
        (!riders.is_empty()).then_some(KnownCell { place, riders, provenance, likely: cell.likely, sources })
    }

    fn lap(&self, lap: &At<LapTable>, log: &mut Log) -> Option<KnownLap> {
        let table = &lap.value;
        let riders = self.riders(&table.riders, lap, log);
        let sources = self.keys(table.source.as_ref(), log);
        if let Some(change) = table.change.as_ref().filter(|c| c.value.0 == 0) {
            change.complain(log, "neither gained nor lost", "write 1 for a lap gained, -1 for a lap lost");
        }
        let after = table.after_sprint.as_ref().map(|n| self.sprint_lap(n.value.0, &n.place, &n.span, log));
        let before = table.before_sprint.as_ref().map(|n| self.sprint_lap(n.value.0, &n.place, &n.span, log));
        let between = if table.between.is_empty() {
            let rules = self.rules.as_ref()?;
            let from = after.map_or(Some(0), |a| a)?;
            let to = before.map_or(Some(rules.laps), |b| b)?;
            if from >= to {
                let what = format!("{}: after lap {from} and before lap {to} is never", lap.place);
                log.problem(&lap.place, lap.span.clone(), what, "exchange after_sprint and before_sprint");
            }
            (after.is_some() || before.is_some()).then(|| (f64::from(from), f64::from(to)))
        } else {
            if after.is_some() || before.is_some() {
                let what = format!("{}: two ways to say when", lap.place);
                log.problem(&lap.place, lap.span.clone(), what, "keep between, or after_sprint and before_sprint");
            }
            Some(self.between(&table.between, lap, log)?)
        };
        Some(KnownLap {
            riders,
            change: table.change.as_ref().map_or(1, |c| c.value.0),
            between,
            together: table.together.as_ref().is_some_and(|t| t.value.0),
            likely: table.likely.as_ref().is_some_and(|l| l.value.0),
            sources,
        })
    }

    fn score(&self, score: &At<ScoreTable>, log: &mut Log) -> Option<KnownScore> {
        let table = &score.value;
        let bib = self.find(table.rider.as_ref(), log);
        let sources = self.keys(table.source.as_ref(), log);
        if table.sprint_points.is_none() && table.total.is_none() && !log.has_problems_under(&score.place) {
            let what = format!("{}: says no score", score.place);
            log.problem(&score.place, score.span.clone(), what, "add sprint_points, total or both");
        }
        let after = table.after.as_ref()?;
        self.sprint_lap(after.value.0, &after.place, &after.span, log)?;
        Some(KnownScore {
            bib: bib?,
            after: after.value.0,
            sprint_points: table.sprint_points.as_ref().map(|p| p.value.0),
            total: table.total.as_ref().map(|t| t.value.0),
            sources,
        })
    }

    fn dispute(&self, table: &DisputeTable, log: &mut Log) -> Option<Dispute> {
        let bib = table.rider.as_ref().map(|who| self.roster.find(who, log));
        let claims = table.claims.iter().filter_map(|At { value: claim, .. }| {
            let source = claim.source.as_ref().map(|s| self.sources.check_one(s, log));
            Some(Claim { value: claim.value.as_ref()?.value.0.clone(), source: source? })
        });
        let claims = claims.collect();
        Some(Dispute {
            bib: bib.flatten(),
            about: table.about.as_ref()?.value.0.clone(),
            claims,
            decided: table.decided.as_ref()?.value.0.clone(),
            because: table.because.as_ref()?.value.0.clone(),
        })
    }

    fn adjudications(&self, tables: &[At<AdjudicationTable>], log: &mut Log) -> Vec<Adjudication> {
        let mut list = Vec::new();
        for At { value: table, .. } in tables {
            let find = |who: &[At<Who>], log: &mut Log| who.iter().filter_map(|w| self.roster.find(w, log)).collect();
            let disqualified = find(&table.disqualified, log);
            let restored = find(&table.restored, log);
            let source = table.source.as_ref().map(|s| self.sources.check_one(s, log));
            let (Some(date), Some(text)) = (&table.date, &table.text) else { continue };
            let (date, text) = (date.value.0.clone(), text.value.0.clone());
            list.push(Adjudication { date, text, disqualified, restored, source });
        }
        list.sort_by(|a, b| a.date.cmp(&b.date));
        list
    }

    fn find(&self, who: Option<&At<Who>>, log: &mut Log) -> Option<Bib> {
        self.roster.find(who?, log)
    }

    fn keys(&self, keys: Option<&At<Keys>>, log: &mut Log) -> Vec<String> {
        self.sources.check_all(keys, log)
    }

    /// The riders of a statement, each named once.
    fn riders<T>(&self, named: &[At<Who>], of: &At<T>, log: &mut Log) -> Vec<Bib> {
        let mut riders = Vec::new();
        for who in named {
            let Some(bib) = self.roster.find(who, log) else { continue };
            if riders.contains(&bib) {
                who.complain(log, "named twice", "name each rider once");
            } else {
                riders.push(bib);
            }
        }
        if named.is_empty() && !log.has_problems_under(&of.place) {
            log.problem(&of.place, of.span.clone(), format!("{}: names no rider", of.place), "add riders = [ … ]");
        }
        riders
    }

    /// The race lap of sprint `n`; notes a problem if there is no such sprint.
    fn sprint_lap(&self, n: u32, place: &str, span: &Range<usize>, log: &mut Log) -> Option<u32> {
        let sprints = self.sprint_laps.len();
        let lap = self.sprint_laps.get(n as usize - 1).copied();
        if lap.is_none() && sprints > 0 {
            let why = format!("the race has {sprints} sprints");
            super::read::complain(log, place, span, &why, format!("write a number from 1 to {sprints}"));
        }
        lap
    }

    /// The two ends of a stretch given as a list.
    fn between<T>(&self, ends: &[At<LapTime>], of: &At<T>, log: &mut Log) -> Option<(f64, f64)> {
        if let [from, to] = ends {
            return self.window(from, to, log);
        }
        if !log.has_problems_under(&of.place) {
            let what = format!("{}.between: two laps are expected", of.place);
            log.problem(&of.place, of.span.clone(), what, "write between = [from, to]");
        }
        None
    }

    fn window(&self, from: &At<LapTime>, to: &At<LapTime>, log: &mut Log) -> Option<(f64, f64)> {
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

/// A table that holds every rider in an order its scores allow, without a rank written anywhere, is in the order
/// of the result: its finishers are ranked as they stand.
fn count_ranks(table: &mut [TableRow], riders: usize, rules: &RaceRules) {
    let finished = || table.iter().filter(|r| r.status == Status::Finished);
    if table.len() != riders || table.iter().any(|r| r.rank.is_some()) {
        return;
    }
    let scores: Option<Vec<(i32, i32)>> = finished().map(|r| score(r, rules)).collect();
    if scores.is_some_and(|scores| scores.is_sorted_by(|a, b| a >= b)) {
        let finishers = table.iter_mut().filter(|r| r.status == Status::Finished);
        for (rank, row) in (1..).zip(finishers) {
            row.rank = Some(rank);
        }
    }
}

/// What ranks a row first and second, if it is known: points alone, or laps before points.
pub(super) fn score(row: &TableRow, rules: &RaceRules) -> Option<(i32, i32)> {
    match rules.rank_by {
        RankBy::Points => Some((total(row, rules)?, 0)),
        RankBy::LapsThenPoints => Some((row.laps?, row.sprint_points?)),
    }
}

/// The total of a row as written, or as its points and laps make it where a lap gained and a lap lost weigh the same.
pub(super) fn total(row: &TableRow, rules: &RaceRules) -> Option<i32> {
    row.total.or_else(|| from_parts(row, rules))
}

/// Sprint points plus points for laps.
pub(super) fn from_parts(row: &TableRow, rules: &RaceRules) -> Option<i32> {
    let (points, laps) = (row.sprint_points?, row.laps?);
    let symmetric = rules.gain_points == -rules.loss_points;
    (symmetric || laps == 0).then(|| points + laps * rules.gain_points)
}
