//! Races in the form that is kept, a row for each race and rider, and back. Handles text only, no files.
//!
//! Rows are written here by hand rather than by a CSV library, because a row that is read must be, byte for byte, what would
//! be written: that is how damage is found. [Plain CSV](super::plain) is for other programs.

use super::starter::Starter;
use crate::report::result::status_word;
use crate::rules::Status;
use crate::sweep::{RaceOutcome, RiderOutcome};
use crate::text::{Quoting, quoted};
use crate::units::{Bib, Micros};

/// The line of column names after the header, if there is one run.
const COLUMNS: &str =
    "seed,time_s,attacks,bib,rank,status,sprint_points,sprints_won,gained,lost,laps,total,last_line,noc,name,sum";

/// The line of column names for so many runs; with several runs, rows begin with the label of theirs.
pub fn columns(runs: usize) -> String {
    if runs == 1 { COLUMNS.to_owned() } else { format!("run,{COLUMNS}") }
}

/// Appends the rows of `race` to `out`. The race is of the run with `label`; `starters` are in start-list order.
pub fn write(label: &str, race: &RaceOutcome, starters: &[Starter], out: &mut String) {
    for (rider, line) in starters.iter().zip(&race.riders) {
        *out += &row(label, race, rider, line);
        out.push('\n');
    }
}

/// Reads a row as that of `rider` in a race of the run with `label`; `None` unless it is byte for byte what [`write`] writes.
#[must_use]
pub fn read(label: &str, rider: &Starter, text: &str) -> Option<RaceRow> {
    let mut cells = text.split(',').skip(usize::from(!label.is_empty()));
    let mut next = || cells.next();
    let seed = next()?.parse().ok()?;
    let time = optional(next()?, micros)?;
    let attacks = next()?.parse().ok()?;
    let line = RiderOutcome {
        bib: Bib(next()?.parse().ok()?),
        rank: optional(next()?, |cell| cell.parse().ok())?,
        status: status(next()?)?,
        sprint_points: next()?.parse().ok()?,
        sprints_won: next()?.parse().ok()?,
        gained: next()?.parse().ok()?,
        lost: next()?.parse().ok()?,
        total: {
            next()?;
            next()?.parse().ok()?
        },
        last_line: optional(next()?, |cell| cell.parse().ok())?,
    };
    let race = RaceOutcome { seed, time, attacks, riders: Vec::new() };
    // Writing the row again also checks the cells that were skipped.
    (line.bib == rider.bib && row(label, &race, rider, &line) == text).then_some(RaceRow { race, rider: line })
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaceRow {
    /// The race, without its riders.
    pub race: RaceOutcome,
    pub rider: RiderOutcome,
}

fn row(label: &str, race: &RaceOutcome, rider: &Starter, line: &RiderOutcome) -> String {
    let optional = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    let time = seconds(race.time);
    let run = if label.is_empty() { String::new() } else { format!("{label},") };
    let cells = format!(
        "{run}{},{time},{},{},{},{},{},{},{},{},{},{},{},{},{}",
        race.seed,
        race.attacks,
        line.bib,
        optional(line.rank),
        status_word(line.status),
        line.sprint_points,
        line.sprints_won,
        line.gained,
        line.lost,
        line.laps(),
        line.total,
        optional(line.last_line),
        quoted(rider.noc.as_deref().unwrap_or_default(), Quoting::Csv),
        quoted(&rider.name, Quoting::Csv),
    );
    let sum = sum(&cells);
    cells + "," + &sum
}

/// A time in seconds; empty for a race that did not end.
pub(super) fn seconds(time: Option<Micros>) -> String {
    time.map_or_else(String::new, |t| format!("{}.{:06}", t.0 / 1_000_000, t.0 % 1_000_000))
}

/// A checksum of a line, or of several: no single letter can be changed without changing it.
pub fn sum(text: &str) -> String {
    format!("{:08x}", crate::run::hash(text))
}

/// `Some(None)` for an empty cell; `None` for one that cannot be read.
fn optional<T>(cell: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if cell.is_empty() { Some(None) } else { read(cell).map(Some) }
}

fn micros(cell: &str) -> Option<Micros> {
    let (seconds, millionths) = cell.split_once('.')?;
    let [seconds, millionths] = [seconds, millionths].map(|n| n.parse::<u32>().ok());
    // No race ends within a second; a time of 0 would give an infinite speed.
    Some(Micros(i64::from(seconds.filter(|s| *s > 0)?) * 1_000_000 + i64::from(millionths?)))
}

pub(super) fn status(word: &str) -> Option<Status> {
    use Status::{Abd, Dnf, Dns, Dsq, Finished, Pul, Racing};
    [Finished, Racing, Dnf, Pul, Abd, Dns, Dsq].into_iter().find(|status| status_word(*status) == word)
}

#[cfg(test)]
mod tests {
    use super::super::starter;
    use super::*;
    use crate::scenario::{self, Scenario};
    use crate::sweep;

    /// The smallest scenario, and its start list.
    fn tiny() -> (Scenario, Vec<Starter>) {
        let tiny = scenario::load("tiny").unwrap();
        let starters = starter::of(&tiny, tiny.riders.len());
        (tiny, starters)
    }

    #[test]
    fn rows_are_read_as_they_were_written() {
        let (tiny, mut starters) = tiny();
        starters[1].name = "Ann \"Rocket\" Smith, jr.".to_owned();
        for (seed, label) in (0..20).zip(["", "A"].into_iter().cycle()) {
            let mut outcome = sweep::ride(&tiny, &tiny.rules(None), seed);
            if seed == 7 {
                (outcome.time, outcome.riders[2].rank, outcome.riders[2].total) = (None, None, -20);
            }
            let mut text = String::new();
            write(label, &outcome, &starters, &mut text);
            let rows: Vec<RaceRow> =
                text.lines().zip(&starters).map(|(line, rider)| read(label, rider, line).expect("a row")).collect();
            let race = RaceOutcome { riders: Vec::new(), ..outcome.clone() };
            assert!(rows.iter().all(|row| row.race == race));
            assert_eq!(rows.iter().map(|row| row.rider).collect::<Vec<_>>(), outcome.riders);
        }
    }

    #[test]
    fn a_line_that_would_not_be_written_like_this_is_refused() {
        let (tiny, starters) = tiny();
        let mut text = String::new();
        write("", &sweep::ride(&tiny, &tiny.rules(None), 1), &starters, &mut text);
        let line = text.lines().next().unwrap();
        assert!(read("", &starters[0], line).is_some());
        assert!(read("", &starters[1], line).is_none(), "another rider's");
        assert!(read("A", &starters[0], line).is_none(), "another run's");
        let another = line.replacen(&format!(",{},", starters[0].bib), ",9,", 1);
        for damaged in
            [another, format!("{line}x"), format!("0{line}"), format!("{line},1"), line.replacen(',', ";", 1)]
        {
            assert!(read("", &starters[0], &damaged).is_none(), "{damaged}");
        }
        for at in 0..line.len() {
            for byte in *b"0189,-a" {
                let mut bytes = line.as_bytes().to_vec();
                let was = std::mem::replace(&mut bytes[at], byte);
                let other = String::from_utf8(bytes).unwrap();
                assert!(was == byte || read("", &starters[0], &other).is_none(), "{other}");
            }
        }
        for cut in 0..line.len() {
            assert!(read("", &starters[0], &line[..cut]).is_none(), "cut after {cut}");
        }
    }
}
