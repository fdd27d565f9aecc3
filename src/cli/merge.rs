//! `velodrome merge`: joins the parts of a sweep, a comparison or a variation.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::DEFAULT_SEED;
use super::rows::{self, Rows, cannot, failed};
use super::summary::{Summarised, Summary};
use super::{Failure, again, out};
use crate::report::rows::{Experiment, Header, plain};
use crate::sweep::{Count, Shard, Sweep};
use crate::text::named;

const EXAMPLES: &str = "\
Examples:
  velodrome merge 1.rows 2.rows 3.rows --out all.rows
  velodrome merge parts/*.rows --format json
  velodrome merge men.rows                           the figures of races that were kept
  velodrome merge theirs.rows --check 20 --seed 7     and 20 of them ridden again: are they what the file says?

Every line is checked as it is read: its checksum, and whether its points and ranks can be those of a race. Whether
they are those of the race with this seed, only --check shows.

Only what --out kept can be joined: plain CSV (--format csv) does not say how its races were ridden.

What is printed and written is, byte for byte, what the run without --shard prints and writes.";

/// Join the parts of a sweep, a comparison or a variation
///
/// Takes the files of all parts ('velodrome sweep --shard 1/3 --out 1.rows' and so on, or 'compare', or 'vary') in any order,
/// writes the file of the whole, and prints its figures.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct MergeCommand {
    /// The files of all parts
    #[arg(required = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Write all races to FILE, which must not exist
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Ride K of the races again, and refuse files whose rows are not what they come to
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u64).range(1..))]
    check: Option<u64>,
    /// Chooses which races are ridden again
    #[arg(long, value_name = "S", requires = "check", default_value_t = DEFAULT_SEED)]
    seed: u64,
    #[command(flatten)]
    summary: Summary,
}

/// The file of a part that was read and found complete.
struct PartFile<'a> {
    path: &'a Path,
    /// The bytes that hold its races.
    rows: Range<u64>,
}

impl MergeCommand {
    pub fn run(self) -> Result<(), Failure> {
        if let Some(path) = self.out.as_ref().filter(|path| path.exists()) {
            return Err(cannot(path, "there is such a file already"));
        }
        let mut parts: Vec<(Shard, &Path)> = Vec::new();
        for path in &self.files {
            parts.push((header(path)?.plan.shard, path));
        }
        parts.sort();
        let first = header(parts[0].1)?;
        for (_, path) in &parts[1..] {
            same(path, &header(path)?, (parts[0].1, &first))?;
        }
        all_there(&parts, first.plan.shard.of())?;
        let whole = first.part(Shard::WHOLE);
        match whole.experiment {
            Experiment::Sweep => self.join(&parts, &whole, whole.sweep()),
            Experiment::Comparison(_) => self.join(&parts, &whole, whole.comparison()),
            Experiment::Variation(_) => self.join(&parts, &whole, whole.variation()),
        }
    }

    /// Reads all `parts` into `sweep`, which is empty, writes the file of the `whole`, and prints its figures.
    fn join<C: Summarised>(
        &self,
        parts: &[(Shard, &Path)],
        whole: &Header,
        mut sweep: Sweep<C>,
    ) -> Result<(), Failure> {
        let paths: Vec<&Path> = parts.iter().map(|(_, path)| *path).collect();
        let parts = paths.iter().map(|path| part(path, whole, &mut sweep)).collect::<Result<Vec<_>, _>>()?;
        if let Some(few) = self.check {
            let ridden = again::check(&paths, whole, sweep.races(), few, self.seed)?;
            out::complain(&format!("velodrome: {} ridden again, all as kept\n", whole.experiment.races(ridden)));
        }
        if let Some(path) = &self.out {
            rows::note_name(path);
            let file = OpenOptions::new().write(true).create_new(true).open(path);
            let written = file.and_then(|mut file| write(whole, &parts, &mut file));
            written.map_err(|e| {
                // Half a file would look like one that can be resumed.
                let _ = fs::remove_file(path);
                failed("writing the whole", e)
            })?;
        }
        if self.summary.prints_races::<C>() {
            return print_plain(&paths);
        }
        self.summary.print(whole, &sweep)
    }
}

/// The header of a file. A part is read several times, which a pipe cannot be.
fn header(path: &Path) -> Result<Header, Failure> {
    if fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
        let what = format!("{}: not a file that can be read again", named(path));
        return Err(Failure::wrong(what, "save what comes out of it in one"));
    }
    Ok(Rows::of(path, rows::open(path)?)?.header)
}

/// Refuses the part in `path`, whose header is `theirs`, unless it belongs to the same experiment as the `first`.
fn same(path: &Path, theirs: &Header, first: (&Path, &Header)) -> Result<(), Failure> {
    match first.1.differs(theirs) {
        None => Ok(()),
        Some((key, others, here)) => Err(Failure::wrong(
            format!("{}: it does not belong to {} ({key}: {here}, not {others})", named(path), named(first.0)),
            "nothing was written; give the parts of one run of the program",
        )),
    }
}

/// Refuses sorted parts of which some are missing or doubled.
fn all_there(parts: &[(Shard, &Path)], of: u32) -> Result<(), Failure> {
    let remedy = "give every part once";
    for pair in parts.windows(2) {
        let [(a, one), (b, other)] = pair else { continue };
        if a == b {
            let what = format!("part {a} is there twice: {} and {}", named(one), named(other));
            return Err(Failure::wrong(what, remedy));
        }
    }
    if let Some((shard, path)) = parts.iter().find(|(shard, _)| shard.of() != of) {
        return Err(Failure::wrong(format!("{}: part {shard}, and others are of {of}", named(path)), remedy));
    }
    let there = |number: &u32| parts.binary_search_by_key(number, |(shard, _)| shard.number()).is_ok();
    let missing: Vec<String> = (1..=of).filter(|n| !there(n)).take(20).map(|n| format!("{n}/{of}")).collect();
    match (missing.is_empty(), of as usize - parts.len()) {
        (true, _) => Ok(()),
        (false, all) => {
            let more = if all > missing.len() { format!(" and {} more", all - missing.len()) } else { String::new() };
            Err(Failure::wrong(format!("missing: part {}{more}", missing.join(", ")), remedy))
        }
    }
}

/// Reads the part in `path` into `sweep`, which has all the parts before it.
fn part<'a, C: Count>(path: &'a Path, whole: &Header, sweep: &mut Sweep<C>) -> Result<PartFile<'a>, Failure> {
    let before = sweep.races();
    let mut rows = Rows::of(path, rows::open(path)?)?;
    rows.read(sweep, &mut |_| Ok(()))?;
    let plan = rows.header.plan;
    let seeds = plan.seeds();
    let (races, asked) = (sweep.races() - before, seeds.end - seeds.start);
    if races < asked && !sweep.is_done() {
        return Err(Failure::wrong(
            format!("{}: part {} has {races} of {}", named(path), plan.shard, whole.experiment.races(asked)),
            "finish it: the command that began it goes on",
        ));
    }
    Ok(PartFile { path, rows: rows.first..rows.keep })
}

/// Prints the races of the parts in `paths`, in the order of their seeds, as plain CSV.
fn print_plain(paths: &[&Path]) -> Result<(), Failure> {
    out::print(&plain::columns())?;
    for path in paths {
        let mut rows = Rows::of(path, rows::open(path)?)?;
        while let Some(races) = rows.next()? {
            let mut text = String::new();
            plain::write(&rows.header, &races, &mut text);
            out::print(&text)?;
        }
    }
    Ok(())
}

/// Writes the file of the whole.
fn write(whole: &Header, parts: &[PartFile], out: &mut impl Write) -> io::Result<()> {
    out.write_all(whole.text().as_bytes())?;
    for part in parts {
        let mut file = File::open(part.path)?;
        file.seek(SeekFrom::Start(part.rows.start))?;
        io::copy(&mut file.take(part.rows.end - part.rows.start), out)?;
    }
    out.flush()
}
