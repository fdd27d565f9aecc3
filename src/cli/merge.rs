//! `velodrome merge`: the parts of a sweep made one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::rows::{self, Rows, cannot, failed};
use super::summary::{Format, Summary};
use crate::report::sweep::Header;
use crate::sweep::{Shard, Sweep};

const EXAMPLES: &str = "\
Examples:
  velodrome merge 1.csv 2.csv 3.csv --out all.csv
  velodrome merge parts/*.csv --format json
  velodrome merge men.csv                            the figures of a sweep that was kept

The file that is written is, byte for byte, the one that the sweep writes without --shard.";

/// Join the parts of a sweep
///
/// Takes the files of all parts ('velodrome sweep --shard 1/3 --out 1.csv' and so on) in any order, writes the file of the
/// whole sweep, and prints its figures.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Merge {
    /// The files of all parts
    #[arg(required = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Write the whole sweep to FILE, which must not exist
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    #[command(flatten)]
    summary: Summary,
}

/// A part, read and found complete.
struct Part<'a> {
    path: &'a Path,
    /// Bytes of its races.
    rows: Range<u64>,
}

impl Merge {
    pub fn run(self) -> Result<(), Failure> {
        if let Some(path) = self.out.as_ref().filter(|path| path.exists()) {
            return Err(cannot(path, "there is such a file already"));
        }
        let mut parts: Vec<(Shard, &Path)> = Vec::new();
        for path in &self.files {
            parts.push((header(path)?.plan.shard, path));
        }
        parts.sort();
        let of = parts[0].0.of();
        all_there(&parts, of)?;
        let whole = header(parts[0].1)?.part(Shard::WHOLE);
        let mut sweep = whole.sweep();
        let parts = parts.iter().map(|(_, path)| part(path, &whole, &mut sweep)).collect::<Result<Vec<_>, _>>()?;
        if let Some(path) = &self.out {
            let file = OpenOptions::new().write(true).create_new(true).open(path);
            let written = file.and_then(|mut file| write(&whole, &parts, &mut file));
            written.map_err(|e| {
                // Half a file would look like a sweep that can be resumed.
                let _ = fs::remove_file(path);
                failed("writing the whole sweep", e)
            })?;
        }
        if self.summary.format == Format::Csv {
            return match write(&whole, &parts, &mut io::stdout().lock()) {
                Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Err(Failure::ReaderGone),
                written => written.map_err(|e| failed("writing to standard output", e)),
            };
        }
        self.summary.print(&whole, &sweep)
    }
}

/// The header of a file.
fn header(path: &Path) -> Result<Header, Failure> {
    Ok(Rows::open(path, &open(path)?)?.ok_or_else(|| cut(path))?.header)
}

fn open(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|e| cannot(path, &e.to_string()))
}

fn cut(path: &Path) -> Failure {
    cannot(path, "it ends within its header")
}

/// Refuses a set of parts, sorted, with gaps or doubles.
fn all_there(parts: &[(Shard, &Path)], of: u32) -> Result<(), Failure> {
    let remedy = "give every part of one sweep once";
    for pair in parts.windows(2) {
        let [(a, one), (b, other)] = pair else { continue };
        if a == b {
            let what = format!("part {a} is there twice: {} and {}", one.display(), other.display());
            return Err(Failure::wrong(what, remedy));
        }
    }
    if let Some((shard, path)) = parts.iter().find(|(shard, _)| shard.of() != of) {
        return Err(Failure::wrong(format!("{}: part {shard}, and others are of {of}", path.display()), remedy));
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

/// Reads the part in `path` into `sweep`, which is at its beginning.
fn part<'a>(path: &'a Path, whole: &Header, sweep: &mut Sweep) -> Result<Part<'a>, Failure> {
    let before = sweep.tally().races();
    let same = |theirs: &Header| match whole.differs(theirs) {
        None => Ok(()),
        Some((key, others, here)) => {
            Err(cannot(path, &format!("it belongs to another sweep than the first part ({key}: {here}, not {others})")))
        }
    };
    let file = open(path)?;
    let mut rows = Rows::open(path, &file)?.ok_or_else(|| cut(path))?;
    same(&rows.header)?;
    while let Some(outcome) = rows.next()? {
        rows::take(path, sweep, &outcome)?;
    }
    let plan = rows.header.plan;
    let seeds = plan.seeds();
    let (races, asked) = (sweep.tally().races() - before, seeds.end - seeds.start);
    if races < asked && !sweep.is_done() {
        return Err(Failure::wrong(
            format!("{}: part {} has {races} of {asked} races", path.display(), plan.shard),
            "finish it: the command that began it goes on",
        ));
    }
    Ok(Part { path, rows: rows.first..rows.keep })
}

/// Writes the whole sweep.
fn write(whole: &Header, parts: &[Part], out: &mut impl Write) -> io::Result<()> {
    out.write_all(whole.text().as_bytes())?;
    for part in parts {
        let mut file = File::open(part.path)?;
        file.seek(SeekFrom::Start(part.rows.start))?;
        io::copy(&mut file.take(part.rows.end - part.rows.start), out)?;
    }
    out.flush()
}
