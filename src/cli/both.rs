//! One side of a comparison: its races in order, first those that its file has, then those that are ridden.

use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Failure;
use super::args::Asked;
use super::crew::Crew;
use super::rows::{self, Rows, cannot_read, failed};
use crate::report::sweep::{ANY_SEED, Header};
use crate::sweep::{Outcome, Plan, Shard, in_order};

/// One of two runs, ridden many times.
pub struct Side<'r> {
    /// The seed of the first race.
    first: u64,
    ride: &'r (dyn Fn(u64) -> Outcome + Sync),
    kept: Option<Kept>,
}

/// The file of a side: that of a sweep, so that everything that reads one reads it.
struct Kept {
    path: PathBuf,
    header: Header,
    /// Where further races go.
    sink: File,
    /// Races that were there.
    races: u64,
}

impl<'r> Side<'r> {
    /// `races` races of a run, each ridden by `ride`; what `path` has of them is not ridden again.
    pub fn new(
        asked: &Asked,
        races: u64,
        ride: &'r (dyn Fn(u64) -> Outcome + Sync),
        path: Option<PathBuf>,
    ) -> Result<Self, Failure> {
        let first = asked.first();
        if first.checked_add(races).is_none() {
            return Err(Failure::wrong(
                format!("seed {first}: there are not {races} seeds from there on"),
                format!("begin at {} or less", u64::MAX - races),
            ));
        }
        let keep = |path: PathBuf| {
            let plan = Plan { seed: first, races, shard: Shard::WHOLE, precision: None };
            let rules = asked.scenario.rules(asked.run.edition);
            let watch = asked.command("watch", &ANY_SEED);
            let header = Header::of(&asked.scenario, &rules, plan, &asked.options(), &watch);
            let mut sweep = header.sweep();
            let sink = rows::resume(&path, &header, ride, &mut |outcome| rows::take(&path, &mut sweep, outcome))?;
            Ok(Kept { races: sweep.tally().races(), path, header, sink })
        };
        Ok(Self { first, ride, kept: path.map(keep).transpose()? })
    }

    /// Races that need not be ridden.
    pub fn done(&self) -> u64 {
        self.kept.as_ref().map_or(0, |kept| kept.races)
    }

    /// The races with these numbers, from 0; fewer, if the crew was stopped. `rows` has read those before.
    pub fn races(
        &mut self,
        numbers: Range<u64>,
        rows: &mut Option<Rows<'_>>,
        crew: &Crew,
    ) -> Result<Vec<Outcome>, Failure> {
        let there = self.done().clamp(numbers.start, numbers.end);
        let mut races = Vec::new();
        for _ in numbers.start..there {
            let race = rows.as_mut().map_or(Ok(None), Rows::next)?;
            races.push(race.ok_or_else(|| cannot_read(self.path(), "it has become shorter"))?);
        }
        let seeds = self.first + there..self.first + numbers.end;
        let ridden = crew.work(|| in_order(seeds, self.ride, &|| crew.is_stopped()));
        if let Some(kept) = &mut self.kept {
            let mut text = String::new();
            ridden.iter().for_each(|race| kept.header.write(race, &mut text));
            kept.sink.write_all(text.as_bytes()).map_err(|e| failed("writing the races", e))?;
        }
        races.extend(ridden);
        Ok(races)
    }

    /// The file, if there is one.
    pub fn path(&self) -> &Path {
        self.kept.as_ref().map_or(Path::new(""), |kept| &kept.path)
    }

    /// The file opened for reading, if it has any race.
    pub fn open(&self) -> Result<Option<File>, Failure> {
        let kept = self.kept.as_ref().filter(|kept| kept.races > 0);
        kept.map(|kept| File::open(&kept.path).map_err(|e| cannot_read(&kept.path, &e.to_string()))).transpose()
    }
}

/// The files of both sides: `x.csv` stands for `x.a.csv` and `x.b.csv`.
pub fn paths(path: &Path) -> [PathBuf; 2] {
    ["a", "b"].map(|side| match path.extension() {
        Some(ending) => path.with_extension(format!("{side}.{}", ending.to_string_lossy())),
        None => path.with_extension(side),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_named_after_one() {
        assert_eq!(paths(Path::new("to/x.csv")), [PathBuf::from("to/x.a.csv"), PathBuf::from("to/x.b.csv")]);
        assert_eq!(paths(Path::new("x")), [PathBuf::from("x.a"), PathBuf::from("x.b")]);
    }
}
