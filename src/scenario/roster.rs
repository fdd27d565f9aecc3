//! The start list of a file: numbers for riders without one, unique family names, and the riders that statements refer to.
//! Knows nothing of results.

use std::collections::BTreeMap;

use super::RiderSpec;
use super::file::{File, Rider, Row};
use super::log::ProblemLog;
use super::names::{NameIndex, family_name, initial_of, suggest};
use super::read::Located;
use super::word::Who;
use crate::rules::Status;
use crate::text::fold;
use crate::units::Bib;

/// How many riders a race may have.
const RIDERS: std::ops::RangeInclusive<usize> = 2..=150;

/// The start list, and an index to find its riders.
#[derive(Debug)]
pub(super) struct Roster {
    pub(super) riders: Vec<RiderSpec>,
    names: NameIndex,
    /// The list itself has problems, so a rider who is not found may be one that could not be read.
    doubtful: bool,
}

/// What the file says about a rider, in `[[riders]]` or in the final table.
struct ListedRider<'f> {
    name: Located<&'f str>,
    family: Option<&'f str>,
    bib: Option<Located<u16>>,
    noc: Option<&'f str>,
    start_points: Option<i32>,
    /// The entry of the start list, for what only that states.
    rider: Option<&'f Rider>,
}

impl<'f> ListedRider<'f> {
    fn of_rider(rider: &'f Located<Rider>) -> Option<Self> {
        let rider = &rider.value;
        Some(Self {
            name: rider.name.as_ref()?.map(|name| name.0.as_str()),
            family: rider.family.as_ref().map(|family| family.value.0.as_str()),
            bib: rider.bib.as_ref().map(|bib| bib.map(|bib| bib.0)),
            noc: rider.noc.as_ref().map(|noc| noc.value.0.as_str()),
            start_points: rider.start_points.as_ref().map(|points| points.value.0),
            rider: Some(rider),
        })
    }

    /// A rider whom only the final table names.
    fn of_row(row: &'f Located<Row>, log: &mut ProblemLog) -> Option<Self> {
        let row = &row.value;
        let who = row.rider.as_ref()?;
        let Who::Name(name) = &who.value else {
            who.complain(log, "a number, and no start list to look it up", "write the name, or add [[riders]]");
            return None;
        };
        Some(Self {
            name: who.map(|_| name.as_str()),
            family: row.family.as_ref().map(|family| family.value.0.as_str()),
            bib: row.bib.as_ref().map(|bib| bib.map(|bib| bib.0)),
            noc: row.noc.as_ref().map(|noc| noc.value.0.as_str()),
            start_points: row.start_points.as_ref().map(|points| points.value.0),
            rider: None,
        })
    }
}

impl Roster {
    /// The start list of `file`; reports problems with it.
    pub(super) fn new(file: &File, log: &mut ProblemLog) -> Self {
        let from_table = file.riders.is_empty();
        let rows: &[Located<Row>] = match &file.record {
            Some(record) if from_table => &record.value.table,
            _ => &[],
        };
        let listed = if from_table { rows.len() } else { file.riders.len() };
        let (list, key) = if from_table { ("record.table", "rider") } else { ("riders", "name") };
        let doubtful = log.has_unread_items(list, key) || (from_table && log.has_unread_items("riders", "name"));
        if !RIDERS.contains(&listed) && !doubtful {
            note_size(listed, file, log);
        }
        if listed > *RIDERS.end() {
            return Self { riders: Vec::new(), names: NameIndex::default(), doubtful: true };
        }
        let entries: Vec<ListedRider> = if from_table {
            rows.iter().filter_map(|row| ListedRider::of_row(row, log)).collect()
        } else {
            file.riders.iter().filter_map(ListedRider::of_rider).collect()
        };
        let mut roster = Self::from_entries(&entries, doubtful, log);
        if let Some(record) = file.record.as_ref().filter(|_| !from_table) {
            roster.carry_over(&record.value.table, log);
        }
        roster.add_unnamed(file, if from_table { rows } else { &[] }, log);
        roster
    }

    /// Takes over starting points that only the final table states; reports those that the start list states otherwise.
    fn carry_over(&mut self, table: &[Located<Row>], log: &mut ProblemLog) {
        for Located { value: row, .. } in table {
            let (Some(who), Some(points)) = (&row.rider, &row.start_points) else { continue };
            let [one] = self.meant(&who.value)[..] else { continue };
            let listed = &mut self.riders[one].start_points;
            if *listed != 0 && *listed != points.value.0 {
                let why = format!("the start list has {listed}");
                points.complain(log, why, "correct one of them, or leave it out here");
            }
            *listed = points.value.0;
        }
    }

    /// Adds the riders of whom only their number is known: as many as started beside those who are listed.
    fn add_unnamed(&mut self, file: &File, rows: &[Located<Row>], log: &mut ProblemLog) {
        let Some(started) = file.field.as_ref().and_then(|field| field.value.starters.as_ref()) else { return };
        let record = file.record.iter().flat_map(|record| &record.value.table);
        let rows = if rows.is_empty() { record.collect::<Vec<_>>() } else { rows.iter().collect() };
        let absent =
            rows.iter().filter(|row| row.value.status.as_ref().is_some_and(|s| s.value == Status::Dns)).count();
        let listed = self.riders.len().saturating_sub(absent);
        let Some(unnamed) = usize::from(started.value.0).checked_sub(listed) else {
            let why = format!("{listed} riders are listed who started");
            started.complain(log, why, format!("write {listed} or more, or leave it out"));
            return;
        };
        let most = self.riders.iter().map(|rider| rider.bib.0).max().unwrap_or(0);
        for n in 1..=unnamed as u16 {
            self.riders.push(RiderSpec {
                bib: Bib(most + n),
                bib_known: false,
                name: format!("unnamed {n}"),
                family: format!("UNNAMED {n}"),
                noc: None,
                start_points: 0,
                starts: true,
                named: false,
                height_cm: None,
                mass_kg: None,
                cp_w: None,
                w_prime_j: None,
                peak_w: None,
                cda_m2: None,
            });
        }
        self.names = NameIndex::new(&self.riders);
    }

    /// A start list that is known to be sound.
    pub(super) fn of(riders: Vec<RiderSpec>) -> Self {
        Self { names: NameIndex::new(&riders), riders, doubtful: false }
    }

    fn from_entries(entries: &[ListedRider], doubtful: bool, log: &mut ProblemLog) -> Self {
        let order = start_order(entries);
        let bibs = number(entries, &order, log);
        let families = families(entries, log);
        let mut roster = Self { riders: Vec::new(), names: NameIndex::default(), doubtful };
        for i in order {
            let entry = &entries[i];
            let r = entry.rider;
            roster.riders.push(RiderSpec {
                bib: bibs[i],
                bib_known: entry.bib.is_some(),
                name: entry.name.value.to_owned(),
                family: families[i].clone(),
                noc: entry.noc.map(str::to_owned),
                starts: true,
                named: true,
                height_cm: r.and_then(|r| r.height_cm.as_ref()).map(|v| v.value.0),
                mass_kg: r.and_then(|r| r.mass_kg.as_ref()).map(|v| v.value.0),
                cp_w: r.and_then(|r| r.cp_w.as_ref()).map(|v| v.value.0),
                w_prime_j: r.and_then(|r| r.w_prime_kj.as_ref()).map(|v| v.value.0 * 1000.0),
                peak_w: r.and_then(|r| r.peak_w.as_ref()).map(|v| v.value.0),
                cda_m2: r.and_then(|r| r.cda_m2.as_ref()).map(|v| v.value.0),
                start_points: entry.start_points.unwrap_or(0),
            });
        }
        roster.names = NameIndex::new(&roster.riders);
        roster
    }

    /// The rider meant by `who`, of whom a source says something; reports a problem if there is none, or more than one.
    pub(super) fn find(&self, who: &Located<Who>, log: &mut ProblemLog) -> Option<Bib> {
        let bib = self.find_any(who, log)?;
        if self.riders.iter().any(|rider| rider.bib == bib && !rider.named) {
            who.complain(log, "an unnamed rider, of whom no source says anything", "list the rider by name");
            return None;
        }
        Some(bib)
    }

    /// The rider meant by `who`, named or not; reports a problem if there is none, or more than one.
    pub(super) fn find_any(&self, who: &Located<Who>, log: &mut ProblemLog) -> Option<Bib> {
        let found = self.meant(&who.value);
        match found[..] {
            [one] => return Some(self.riders[one].bib),
            _ if self.doubtful || log.is_full() => {}
            [] => who.complain(log, "no such rider", self.suggestion(&who.value)),
            [..] => {
                let choices: Vec<_> = found.iter().map(|&i| self.riders[i].family.as_str()).collect();
                who.complain(log, "more than one rider", format!("write {}", choices.join(" or ")));
            }
        }
        None
    }

    /// Everyone who may be meant by `who`.
    fn meant(&self, who: &Who) -> Vec<usize> {
        match who {
            Who::Bib(bib) => self.riders.iter().position(|r| r.bib.0 == *bib).into_iter().collect(),
            Who::Name(name) => self.names.find(name),
        }
    }

    /// Points with which `bib` starts.
    pub(super) fn start_points(&self, bib: Bib) -> i32 {
        self.riders.iter().find(|r| r.bib == bib).map_or(0, |r| r.start_points)
    }

    fn suggestion(&self, who: &Who) -> String {
        match who {
            Who::Bib(_) => {
                let known = self.riders.iter().filter(|r| r.bib_known).count();
                format!("write a number of the start list, or a family name ({known} numbers are given in the file)")
            }
            Who::Name(name) => suggest(name, &self.riders).map_or_else(
                || "write a family name of the start list".to_owned(),
                |near| format!("did you mean {near}?"),
            ),
        }
    }
}

fn note_size(listed: usize, file: &File, log: &mut ProblemLog) {
    let span = file.riders.first().map_or(0..0, |r| r.span.clone());
    if listed == 0 {
        let remedy = "list them under [[riders]], or in the table of [record]";
        log.problem("riders", span, "riders: none", remedy);
    } else if listed < *RIDERS.start() {
        log.problem("riders", span, "riders: one rider is no race", "list at least two");
    } else {
        let what = format!("riders: {listed}, more than {}", RIDERS.end());
        log.problem("riders", span, what, format!("list at most {}", RIDERS.end()));
    }
}

/// The entries in the order of the start list: by nation, then by family name, then by full name. A file may list its riders in
/// the order of the result, which nobody knows at the gun.
fn start_order(entries: &[ListedRider]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_cached_key(|&i| {
        let entry = &entries[i];
        (entry.noc.is_none(), entry.noc, numbered(&family_of(entry)), numbered(entry.name.value))
    });
    order
}

/// `name` for sorting: its letters, and the number at its end, so that "Rider 2" stands before "Rider 10".
fn numbered(name: &str) -> (String, Option<u64>) {
    let folded = fold(name);
    let letters = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    (letters.to_owned(), folded[letters.len()..].parse().ok())
}

/// Numbers for all riders: those on record, and the smallest free ones for the others in `order`.
fn number(entries: &[ListedRider], order: &[usize], log: &mut ProblemLog) -> Vec<Bib> {
    let mut taken: BTreeMap<u16, &str> = BTreeMap::new();
    for entry in entries {
        let Some(bib) = &entry.bib else { continue };
        if let Some(other) = taken.insert(bib.value, entry.name.value) {
            bib.complain(log, format!("is also the number of {other}"), "correct one of them, or leave it out");
        }
    }
    let mut free = (1..).filter(|n| !taken.contains_key(n));
    let mut bibs: Vec<Bib> = entries.iter().map(|entry| Bib(entry.bib.as_ref().map_or(0, |bib| bib.value))).collect();
    for &i in order.iter().filter(|&&i| entries[i].bib.is_none()) {
        bibs[i] = Bib(free.next().unwrap_or(u16::MAX));
    }
    bibs
}

/// The family name as given, or else the one at the end of the name, with its particles.
fn family_of(entry: &ListedRider) -> String {
    entry.family.unwrap_or(family_name(entry.name.value)).to_owned()
}

/// Family names in capitals; with an initial, or the full name, where they would not be unique.
fn families(entries: &[ListedRider], log: &mut ProblemLog) -> Vec<String> {
    note_odd_names(entries, log);
    let forms: Vec<[String; 3]> = entries
        .iter()
        .map(|entry| {
            let family = family_of(entry).to_uppercase();
            let initial = initial_of(entry.name.value, &family);
            let with_initial = initial.map_or_else(|| family.clone(), |c| format!("{}. {family}", c.to_uppercase()));
            [family, with_initial, entry.name.value.to_uppercase()]
        })
        .collect();
    // Riders who share a form take the next longer one, until all differ or are full names.
    let mut chosen = vec![0; entries.len()];
    loop {
        let mut shared: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, form) in chosen.iter().enumerate() {
            shared.entry(fold(&forms[i][*form])).or_default().push(i);
        }
        let longer: Vec<usize> =
            shared.into_values().filter(|group| group.len() > 1).flatten().filter(|i| chosen[*i] < 2).collect();
        if longer.is_empty() {
            return forms.into_iter().zip(chosen).map(|(forms, form)| forms[form].clone()).collect();
        }
        longer.into_iter().for_each(|i| chosen[i] += 1);
    }
}

/// Reports names that cannot be told apart or cannot be shown.
fn note_odd_names(entries: &[ListedRider], log: &mut ProblemLog) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for entry in entries {
        let folded = fold(entry.name.value);
        if folded.is_empty() || entry.family.is_some_and(|f| fold(f).is_empty()) {
            entry.name.complain(log, "holds no letter", "write a name");
        } else if let Some(other) = seen.insert(folded, &entry.name.place) {
            let why = format!("is also {other}");
            entry.name.complain(log, why, "remove one, or tell them apart by a second name");
        }
        if let Some(family) = entry.family.filter(|f| !fold(entry.name.value).contains(&fold(f))) {
            entry.name.complain(log, format!("does not hold the family name {family}"), "correct name or family");
        }
    }
}
