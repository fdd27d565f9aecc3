//! Races as CSV (RFC 4180), a line for each race and rider, and back. Reads and writes text only.

use super::header::Header;
use super::ridden::Ridden;
use super::starter::Starter;
use crate::report::result::status_word;
use crate::rules::Status;
use crate::sweep::{Line, Outcome};
use crate::units::Micros;

/// The first line after the header, where there is one run.
const COLUMNS: &str =
    "seed,time_s,attacks,bib,rank,status,sprint_points,sprints_won,gained,lost,laps,total,last_line,noc,name";

/// The first line after the header of so many runs: rows of several begin with the label of theirs.
pub fn columns(runs: usize) -> String {
    if runs == 1 { COLUMNS.to_owned() } else { format!("run,{COLUMNS}") }
}

impl Header {
    /// The lines of a race of the first run, appended to `out`.
    pub fn write(&self, outcome: &Outcome, out: &mut String) {
        self.write_all(std::slice::from_ref(outcome), out);
    }

    /// The lines of `races`, of which every luck has one of each run, appended to `out`.
    pub fn write_all(&self, races: &[Outcome], out: &mut String) {
        for (race, run) in races.iter().zip(self.runs.iter().cycle()) {
            for (rider, line) in self.riders.iter().zip(&race.riders) {
                *out += &row(&run.label, race, rider, line);
                out.push('\n');
            }
        }
    }

    /// Reads a line as that of the `nth` rider of the start list in a race of `run`.
    #[must_use]
    pub fn read_row(&self, run: &Ridden, nth: usize, text: &str) -> Option<Row> {
        let rider = self.riders.get(nth)?;
        let mut cells = text.split(',').skip(usize::from(!run.label.is_empty()));
        let mut next = || cells.next();
        let seed = next()?.parse().ok()?;
        let time = optional(next()?, micros)?;
        let attacks = next()?.parse().ok()?;
        let line = Line {
            bib: crate::units::Bib(next()?.parse().ok()?),
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
        // Whatever else is in the line has to be what would be written of this rider.
        let race = Outcome { seed, time, attacks, riders: Vec::new() };
        (line.bib == rider.bib && row(&run.label, &race, rider, &line) == text).then_some(Row { race, line })
    }
}

/// A line that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The race, without its riders.
    pub race: Outcome,
    pub line: Line,
}

fn row(label: &str, race: &Outcome, rider: &Starter, line: &Line) -> String {
    let optional = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    let time = race.time.map_or_else(String::new, |t| format!("{}.{:06}", t.0 / 1_000_000, t.0 % 1_000_000));
    let run = if label.is_empty() { String::new() } else { format!("{label},") };
    format!(
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
        quoted(rider.noc.as_deref().unwrap_or_default()),
        quoted(&rider.name),
    )
}

/// A cell, in quotes if it needs them. Names hold no line breaks.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// An empty cell says nothing; another one has to be read.
fn optional<T>(cell: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if cell.is_empty() { Some(None) } else { read(cell).map(Some) }
}

fn micros(cell: &str) -> Option<Micros> {
    let (seconds, millionths) = cell.split_once('.')?;
    let [seconds, millionths] = [seconds, millionths].map(|n| n.parse::<u32>().ok());
    // No race is over within a second; its speed would have no bounds.
    Some(Micros(i64::from(seconds.filter(|s| *s > 0)?) * 1_000_000 + i64::from(millionths?)))
}

fn status(word: &str) -> Option<Status> {
    use Status::{Abd, Dnf, Dns, Dsq, Finished, Pul, Racing};
    [Finished, Racing, Dnf, Pul, Abd, Dns, Dsq].into_iter().find(|status| status_word(*status) == word)
}

#[cfg(test)]
mod tests {
    use super::super::header::tests::header;
    use super::*;
    use crate::scenario;
    use crate::sweep;

    #[test]
    fn rows_are_read_as_they_were_written() {
        let tiny = scenario::load("tiny").unwrap();
        let mut header = header();
        header.riders[1].name = "Ann \"Rocket\" Smith, jr.".to_owned();
        for seed in 0..20 {
            let mut outcome = sweep::ride(&tiny, &tiny.rules(None), seed);
            if seed == 7 {
                (outcome.time, outcome.riders[2].rank, outcome.riders[2].total) = (None, None, -20);
            }
            let mut text = String::new();
            header.write(&outcome, &mut text);
            let rows: Vec<Row> =
                text.lines().enumerate().map(|(i, l)| header.read_row(header.run(), i, l).expect("a row")).collect();
            let race = Outcome { riders: Vec::new(), ..outcome.clone() };
            assert!(rows.iter().all(|row| row.race == race));
            assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), outcome.riders);
        }
    }

    #[test]
    fn a_quoted_name_is_one_cell_for_every_reader_of_csv() {
        assert_eq!(quoted("Smith, \"Ann\""), "\"Smith, \"\"Ann\"\"\"");
        let mut reader = csv::Reader::from_reader("name\n\"Smith, \"\"Ann\"\"\"\n".as_bytes());
        assert_eq!(&reader.records().next().unwrap().unwrap()[0], "Smith, \"Ann\"");
    }

    #[test]
    fn a_line_that_would_not_be_written_so_is_no_row() {
        let tiny = scenario::load("tiny").unwrap();
        let header = header();
        let mut text = String::new();
        header.write(&sweep::ride(&tiny, &tiny.rules(None), 1), &mut text);
        let line = text.lines().next().unwrap();
        assert!(header.read_row(header.run(), 0, line).is_some());
        assert!(header.read_row(header.run(), 1, line).is_none(), "another rider's");
        let another = line.replacen(&format!(",{},", header.riders[0].bib), ",9,", 1);
        for damaged in
            [another, format!("{line}x"), format!("0{line}"), format!("{line},1"), line.replacen(',', ";", 1)]
        {
            assert!(header.read_row(header.run(), 0, &damaged).is_none(), "{damaged}");
        }
        for cut in 0..line.len() {
            assert!(header.read_row(header.run(), 0, &line[..cut]).is_none(), "cut after {cut}");
        }
    }
}
