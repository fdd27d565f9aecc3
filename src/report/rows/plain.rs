//! The races of a sweep as plain CSV (RFC 4180, with line feeds), a row for each race and rider, and back. Every row says of
//! which sweep it is, so that the rows of several can stand in one table. Handles text only, no files.
//!
//! Other programs may have written what is read here, so columns may stand in any order and others beside them. Nothing in it
//! shows whether a figure was changed: whoever wants to be believed keeps [rows](super) with their header.

use std::collections::BTreeSet;

use csv::{ReaderBuilder, Writer};

use super::row::{seconds, status};
use super::run_header::begins;
use super::{Header, Starter};
use crate::report::result::status_word;
use crate::sweep::{RaceOutcome, RiderOutcome, SweepTally};
use crate::text::clean;
use crate::units::{Bib, Micros};

/// The names of the columns, in the order in which they are written.
const COLUMNS: [&str; 20] = [
    "seed",
    "time_s",
    "attacks",
    "bib",
    "rank",
    "status",
    "sprint_points",
    "sprints_won",
    "gained",
    "lost",
    "laps",
    "total",
    "last_line",
    "noc",
    "name",
    "family",
    "race_m",
    "scenario",
    "rules",
    "options",
];
/// The most riders of a race, the longest race in metres, the longest time in seconds, and the most points, laps or attacks
/// that are read. All are far beyond any race.
const RIDERS: usize = 150;
const LONGEST_M: f64 = 1e6;
const LONGEST_S: f64 = 1e6;
const MOST: i64 = 1_000_000;

/// The line of the names of the columns.
#[must_use]
pub fn columns() -> String {
    COLUMNS.join(",") + "\n"
}

/// Whether `line` is that of the names of the columns.
#[must_use]
pub fn is_columns(line: &str) -> bool {
    PlainRaces::new(line).is_ok()
}

/// Appends a row for each rider of `races` to `out`; they are of the sweep with this `header`.
///
/// # Panics
/// If a race has other riders than the header.
pub fn write(header: &Header, races: &[RaceOutcome], out: &mut String) {
    let run = header.run();
    let race_m = run.race_m().to_string();
    let optional = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    let mut writer = Writer::from_writer(Vec::new());
    for race in races {
        let [seed, attacks] = [race.seed, race.attacks.into()].map(|n| n.to_string());
        let time = seconds(race.time);
        for (rider, line) in header.riders.iter().zip(&race.riders) {
            assert_eq!(rider.bib, line.bib, "race {}: riders in another order", race.seed);
            let cells: [&str; COLUMNS.len()] = [
                &seed,
                &time,
                &attacks,
                &line.bib.to_string(),
                &optional(line.rank),
                status_word(line.status),
                &line.sprint_points.to_string(),
                &line.sprints_won.to_string(),
                &line.gained.to_string(),
                &line.lost.to_string(),
                &line.laps().to_string(),
                &line.total.to_string(),
                &optional(line.last_line),
                rider.noc.as_deref().unwrap_or_default(),
                &rider.name,
                &rider.family,
                &race_m,
                &run.scenario,
                &run.edition,
                &run.options,
            ];
            writer.write_record(cells).expect("writing to memory cannot fail, and each column has a cell");
        }
    }
    let bytes = writer.into_inner().expect("writing to memory cannot fail");
    *out += std::str::from_utf8(&bytes).expect("cells are text");
}

/// The races of a sweep, read from plain CSV line by line.
#[derive(Debug)]
pub struct PlainRaces {
    /// Where each of [`COLUMNS`] stands.
    places: [usize; COLUMNS.len()],
    /// What all rows say of the sweep: metres, scenario, rules, options.
    of: Option<[String; 4]>,
    /// In the order of the first race.
    riders: Vec<Starter>,
    tally: Option<SweepTally>,
    seeds: BTreeSet<u64>,
    /// The race whose rows are being read, with the riders as they stand there.
    open: Option<(RaceOutcome, Vec<Starter>)>,
}

/// The races of a sweep that plain CSV held.
#[derive(Debug)]
pub struct PlainSweep {
    pub tally: SweepTally,
    /// In the order of the first race.
    pub riders: Vec<Starter>,
    pub scenario: String,
    pub rules: String,
    /// From when riders decide, in words.
    pub begins: String,
}

impl PlainRaces {
    /// No races yet, under this line of names of columns.
    ///
    /// # Errors
    /// The name of a column that is missing.
    pub fn new(line: &str) -> Result<Self, &'static str> {
        let names = cells(line).unwrap_or_default();
        let mut places = [0; COLUMNS.len()];
        for (place, column) in places.iter_mut().zip(COLUMNS) {
            *place = names.iter().position(|name| name.trim() == column).ok_or(column)?;
        }
        Ok(Self { places, of: None, riders: Vec::new(), tally: None, seeds: BTreeSet::new(), open: None })
    }

    /// Reads a row.
    ///
    /// # Errors
    /// Why it cannot be one of these races, or the rows before it no race.
    pub fn read(&mut self, line: &str) -> Result<(), String> {
        let cells = cells(line).ok_or("it is no row of CSV")?;
        let column = |name: &str| COLUMNS.iter().position(|column| *column == name).expect("a column");
        let text = |name: &str| cells.get(self.places[column(name)]).map_or("", |cell| cell.trim());
        let bad = |name: &str| format!("{name} cannot be \"{}\"", crate::text::visible(text(name), 40));
        let number = |name: &str, least: i64, most: i64| {
            whole(text(name)).filter(|n| (least..=most).contains(n)).ok_or_else(|| bad(name))
        };
        let count = |name: &str| number(name, 0, MOST).map(|n| n as u32);
        let optional = |name: &str| match text(name) {
            "" => Ok(None),
            _ => number(name, 1, RIDERS as i64).map(|n| Some(n as u32)),
        };
        let seed = text("seed").parse().ok().or_else(|| u64::try_from(whole(text("seed"))?).ok());
        let seed = seed.ok_or_else(|| bad("seed"))?;
        let time = match text("time_s") {
            "" => None,
            cell => {
                let secs = cell.parse::<f64>().ok().filter(|secs| (1.0..=LONGEST_S).contains(secs));
                Some(Micros::from_secs(secs.ok_or_else(|| bad("time_s"))?))
            }
        };
        let race = RaceOutcome { seed, time, attacks: count("attacks")?, riders: Vec::new() };
        let rider = RiderOutcome {
            bib: Bib(number("bib", 1, u16::MAX.into())? as u16),
            rank: optional("rank")?,
            status: status(text("status")).ok_or_else(|| bad("status"))?,
            sprint_points: number("sprint_points", -MOST, MOST)? as i32,
            sprints_won: count("sprints_won")?,
            gained: count("gained")?,
            lost: count("lost")?,
            total: number("total", -MOST, MOST)? as i32,
            last_line: optional("last_line")?,
        };
        if number("laps", -MOST, MOST)? != rider.laps() {
            return Err(bad("laps"));
        }
        text("race_m").parse().ok().filter(|m: &f64| (1.0..=LONGEST_M).contains(m)).ok_or_else(|| bad("race_m"))?;
        let of = ["race_m", "scenario", "rules", "options"].map(|name| clean(text(name)));
        let starter = Starter {
            bib: rider.bib,
            noc: Some(clean(text("noc"))).filter(|noc| !noc.is_empty()),
            name: clean(text("name")),
            family: clean(text("family")),
        };
        if *self.of.get_or_insert_with(|| of.clone()) != of {
            return Err("it is of another sweep than the rows before it".to_owned());
        }
        if self.open.as_ref().is_some_and(|(open, _)| open.seed != seed) {
            self.close()?;
        }
        if self.seeds.contains(&seed) {
            return Err(format!("the rows of race {seed} do not stand together"));
        }
        let (open, starters) = self.open.get_or_insert_with(|| (race.clone(), Vec::new()));
        if (open.time, open.attacks) != (race.time, race.attacks) {
            return Err(format!("time or attacks are not those of the other rows of race {seed}"));
        }
        if open.riders.len() >= RIDERS || open.riders.iter().any(|line| line.bib == rider.bib) {
            return Err(format!("rider {} is in race {seed} already, or one too many", rider.bib));
        }
        open.riders.push(rider);
        starters.push(starter);
        Ok(())
    }

    /// The races, if there are any.
    ///
    /// # Errors
    /// Why the last rows are no race.
    pub fn finish(mut self) -> Result<Option<PlainSweep>, String> {
        self.close()?;
        let (Some(tally), Some([_, scenario, rules, options])) = (self.tally, self.of) else { return Ok(None) };
        Ok(Some(PlainSweep { tally, riders: self.riders, scenario, rules, begins: begins(&options) }))
    }

    /// Counts the race whose rows were read last.
    fn close(&mut self) -> Result<(), String> {
        let Some((mut race, starters)) = self.open.take() else { return Ok(()) };
        let seed = race.seed;
        can_be(&race).map_err(|why| format!("race {seed}, before it, is no outcome of a race: {why}"))?;
        let race_m = self.of.as_ref().and_then(|of| of[0].parse().ok()).unwrap_or_default();
        let tally = self.tally.get_or_insert_with(|| {
            let bibs: Vec<Bib> = starters.iter().map(|rider| rider.bib).collect();
            self.riders = starters.clone();
            SweepTally::new(race_m, &bibs)
        });
        // A table that was sorted by rank has the riders of each race in another order.
        let place = |bib: Bib| self.riders.iter().position(|rider| rider.bib == bib);
        race.riders.sort_by_key(|line| place(line.bib));
        let same = race.riders.iter().map(|line| line.bib).eq(self.riders.iter().map(|rider| rider.bib))
            && starters.iter().all(|rider| self.riders.contains(rider));
        if !same {
            return Err(format!("race {seed}, before it, has other riders than the first"));
        }
        tally.add(&race);
        self.seeds.insert(seed);
        Ok(())
    }
}

/// Whether ranks follow from points, or from laps and then points, whatever the edition.
fn can_be(race: &RaceOutcome) -> Result<(), String> {
    let mut ranked: Vec<&RiderOutcome> = race.riders.iter().filter(|line| line.rank.is_some()).collect();
    if race.time.is_none() && !ranked.is_empty() {
        return Err("ranks in a race that did not end".to_owned());
    }
    let unranked =
        race.riders.iter().find(|line| race.time.is_some() && line.rank.is_none() && line.last_line.is_some());
    if let Some(line) = unranked.filter(|line| status_word(line.status) == "finished") {
        return Err(format!("rider {} finished without a rank", line.bib));
    }
    ranked.sort_by_key(|line| (line.rank, line.bib));
    let mut last = 0;
    for (nth, line) in (1..).zip(&ranked) {
        let shares = line.rank == Some(last) && ranked[nth as usize - 2].total == line.total;
        if line.rank != Some(nth) && !shares {
            return Err(format!("rank {} of rider {}", line.rank.unwrap_or_default(), line.bib));
        }
        last = line.rank.unwrap_or_default();
    }
    let placed: Vec<&&RiderOutcome> = ranked.iter().filter(|line| line.place().is_some()).collect();
    let by_points = placed.is_sorted_by_key(|line| -i64::from(line.total));
    let by_laps = placed.is_sorted_by_key(|line| (-line.laps(), -i64::from(line.total)));
    if !by_points && !by_laps {
        return Err("ranks follow neither from points nor from laps and points".to_owned());
    }
    Ok(())
}

/// The cells of a line.
fn cells(line: &str) -> Option<Vec<String>> {
    if !line.contains('"') {
        return Some(line.split(',').map(str::to_owned).collect());
    }
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(str::to_owned).collect())
}

/// A whole number, which some programs write with a decimal point (`3.0`) when a column has empty cells.
fn whole(cell: &str) -> Option<i64> {
    let fraction = || cell.parse().ok().filter(|x: &f64| libm::trunc(*x) == *x && x.abs() < 1e15).map(|x| x as i64);
    cell.parse().ok().or_else(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;
    use crate::sweep::{self, Shard, SweepPlan};

    /// Five races of the smallest field, their header and their rows.
    fn five() -> (Header, Vec<RaceOutcome>, String) {
        let mut tiny = scenario::load("tiny").unwrap();
        tiny.riders[1].name = "Ann \"Rocket\" Smith, jr.".to_owned();
        let plan = SweepPlan { seed: 3, races: 5, shard: Shard::WHOLE, precision: None };
        let header = Header::of(&tiny, &tiny.rules(None), plan, "--free-from 12", "");
        let races: Vec<RaceOutcome> = (3..8).map(|seed| sweep::ride(&tiny, &tiny.rules(None), seed)).collect();
        let mut text = String::new();
        write(&header, &races, &mut text);
        (header, races, text)
    }

    fn read<'l>(columns: &str, lines: impl IntoIterator<Item = &'l str>) -> Result<Option<PlainSweep>, String> {
        let mut races = PlainRaces::new(columns)?;
        lines.into_iter().try_for_each(|line| races.read(line))?;
        races.finish()
    }

    #[test]
    fn races_are_counted_as_they_were_ridden() {
        let (header, races, text) = five();
        let read = read(&columns(), text.lines()).unwrap().unwrap();
        let mut sweep = header.sweep();
        races.iter().for_each(|race| sweep.take_all(std::slice::from_ref(race)));
        assert_eq!(&read.tally, sweep.tally());
        assert_eq!(read.riders, header.riders);
        let said = [read.scenario.as_str(), &read.rules, &read.begins];
        assert_eq!(said, ["tiny", "2026", "what-if from lap 12"]);
    }

    #[test]
    fn another_program_may_order_rows_and_columns_and_write_whole_numbers_with_a_point() {
        let (_, _, text) = five();
        let shuffled = |line: &str| {
            let mut cells = cells(line).unwrap();
            if let Some(rank) = cells.get_mut(4).filter(|rank| rank.parse::<u32>().is_ok()) {
                *rank += ".0";
            }
            cells.reverse();
            let cells: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            format!("7,{}", cells.join(","))
        };
        let mut lines: Vec<String> = text.lines().map(shuffled).collect();
        lines.swap(4, 7);
        let other = read(&shuffled(columns().trim_end()), lines.iter().map(String::as_str)).unwrap().unwrap();
        assert_eq!(other.tally, read(&columns(), text.lines()).unwrap().unwrap().tally);
    }

    #[test]
    fn rows_that_no_sweep_has_are_refused_with_the_reason() {
        let (_, _, text) = five();
        let all = |change: fn(&mut Vec<String>)| -> String {
            let changed = |line: &str| {
                let mut cells = cells(line).unwrap();
                change(&mut cells);
                cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
            };
            text.lines().map(changed).collect::<Vec<_>>().join("\n")
        };
        let twice = format!("{text}{text}");
        let another = text.replacen(",tiny,", ",large,", 6).replacen(",large,", ",tiny,", 5);
        let (first, rest) = text.split_at(text.match_indices('\n').nth(3).expect("four riders").0);
        let renamed = first.to_owned() + &rest.replace("Rider 3", "Rider 33");
        for (text, why) in [
            (all(|cells| cells[4] = "1".to_owned()), "rank 1 of rider"),
            (all(|cells| cells[4] = "\u{1b}[2J".to_owned()), "rank cannot be \"\\u{1b}[2J\""),
            (all(|cells| cells[10] += "7"), "laps cannot be"),
            (all(|cells| cells[1].clear()), "ranks in a race that did not end"),
            (all(|cells| cells[11] = cells[4].clone()), "ranks follow neither"),
            (all(|cells| cells[0] = "3".to_owned()), "of race 3"),
            (twice, "the rows of race 3 do not stand together"),
            (another, "of another sweep"),
            (renamed, "has other riders"),
        ] {
            let said = read(&columns(), text.lines()).unwrap_err();
            assert!(said.contains(why), "{why}: {said}");
        }
        assert!(read(&columns(), []).unwrap().is_none(), "no races");
        assert_eq!(PlainRaces::new("seed,bib").unwrap_err(), "time_s");
    }
}
