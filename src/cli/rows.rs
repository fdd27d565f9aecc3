//! Files of rows: opened, resumed, read. The one place of the command line that trusts no byte of them.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::Failure;
use crate::report::sweep::Header;
use crate::sweep::{Outcome, Sweep};

/// No line is longer, in bytes: names are shorter.
const LONGEST: u64 = 1 << 16;
/// No header has more lines: one for each rider, and a few.
const MOST: usize = 1000;

/// The races of a file, one after another, up to its last complete one.
#[derive(Debug)]
pub struct Rows<'a> {
    pub header: Header,
    /// Bytes up to the first race, and up to the end of the last one that was read.
    pub first: u64,
    pub keep: u64,
    lines: Lines<'a, BufReader<&'a File>>,
}

impl<'a> Rows<'a> {
    /// Reads the header of `file`, which was opened as `path`; `None` if it ends before its first race could begin.
    pub fn open(path: &'a Path, file: &'a File) -> Result<Option<Self>, Failure> {
        let mut lines = Lines { path, reader: BufReader::new(file), at: 0, number: 0 };
        let mut head = Vec::new();
        let columns = loop {
            match lines.next()? {
                Some(line) if line.starts_with('#') && head.len() < MOST => head.push(line),
                Some(line) => break line,
                None => return Ok(None),
            }
        };
        let header = Header::read(&head).map_err(|why| cannot(path, &why.to_string()))?;
        let text = header.text();
        if text.len() as u64 != lines.at || !text.ends_with(&format!("{columns}\n")) {
            return Err(lines.damaged());
        }
        Ok(Some(Self { header, first: lines.at, keep: lines.at, lines }))
    }

    /// The next race; `None` where no other is complete.
    pub fn next(&mut self) -> Result<Option<Outcome>, Failure> {
        let mut race: Option<Outcome> = None;
        for nth in 0..self.header.riders.len() {
            let Some(line) = self.lines.next()? else { return Ok(None) };
            let row = self.header.read_row(nth, &line).ok_or_else(|| self.lines.damaged())?;
            let race = race.get_or_insert_with(|| row.race.clone());
            if (row.race.seed, row.race.time, row.race.attacks) != (race.seed, race.time, race.attacks) {
                return Err(self.lines.damaged());
            }
            race.riders.push(row.line);
        }
        self.keep = self.lines.at;
        Ok(race)
    }
}

/// Adds `outcome` to `sweep`, unless it is not the race that comes next.
pub fn take(path: &Path, sweep: &mut Sweep, outcome: &Outcome) -> Result<(), Failure> {
    if sweep.is_done() || outcome.seed != sweep.next_seed() {
        return Err(cannot(path, &format!("the race of seed {} does not belong where it stands", outcome.seed)));
    }
    sweep.take(outcome);
    Ok(())
}

/// Opens `path` to go on with the races of `header`, from its beginning or from where another run left it; `each` gets the
/// races that are there. `ride` tells whether this program rides them like that.
pub fn resume(
    path: &Path,
    header: &Header,
    ride: &dyn Fn(u64) -> Outcome,
    each: &mut dyn FnMut(&Outcome) -> Result<(), Failure>,
) -> Result<File, Failure> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = opened.map_err(|e| cannot(path, &e.to_string()))?;
    if !file.metadata().is_ok_and(|m| m.is_file()) {
        return Err(Failure::wrong(
            format!("{}: not a file that can be read again", path.display()),
            "for a pipe leave out --out and write --format csv",
        ));
    }
    // Where files cannot be locked, nobody is kept out.
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        return Err(Failure::wrong(
            format!("{}: another sweep is writing it", path.display()),
            "wait for its end, or name another file",
        ));
    }
    let mut keep = 0;
    match Rows::open(path, &file)? {
        Some(mut rows) => {
            same(path, header, &rows.header)?;
            let mut last = None;
            while let Some(outcome) = rows.next()? {
                each(&outcome)?;
                last = Some(outcome);
            }
            if last.is_some_and(|race| ride(race.seed) != race) {
                return Err(cannot(path, "its last race is not as this program rides it: another version wrote it"));
            }
            keep = rows.keep;
        }
        None => {
            let mut text = Vec::new();
            let read = file.rewind().and_then(|()| (&file).take(LONGEST).read_to_end(&mut text));
            read.map_err(|e| failed("reading", e))?;
            if !header.text().as_bytes().starts_with(&text) {
                return Err(cannot(path, "it does not hold the races of this sweep"));
            }
        }
    }
    let length = file.seek(SeekFrom::End(0)).map_err(|e| failed("reading", e))?;
    if length > keep {
        file.set_len(keep).map_err(|e| failed("cutting off an incomplete race", e))?;
    }
    file.seek(SeekFrom::Start(keep)).map_err(|e| failed("writing", e))?;
    if keep == 0 {
        file.write_all(header.text().as_bytes()).map_err(|e| failed("writing", e))?;
    }
    Ok(file)
}

/// Refuses a file whose header `theirs` is of another sweep.
fn same(path: &Path, ours: &Header, theirs: &Header) -> Result<(), Failure> {
    let shards = (ours.plan.shard, theirs.plan.shard);
    let shard = (shards.0 != shards.1).then(|| ("shard", shards.0.to_string(), shards.1.to_string()));
    match ours.differs(theirs).or(shard) {
        None => Ok(()),
        Some((key, asked, there)) => {
            Err(cannot(path, &format!("it belongs to another sweep ({key}: {there} there, {asked} asked for)")))
        }
    }
}

/// A file that is left as it is.
pub fn cannot(path: &Path, why: &str) -> Failure {
    Failure::wrong(format!("{}: {why}", path.display()), "nothing was written; name another file")
}

/// A file that was to be read.
pub fn cannot_read(path: &Path, why: &str) -> Failure {
    Failure::wrong(
        format!("{}: {why}", path.display()),
        "name a file that 'velodrome sweep' or 'vary' wrote with --out",
    )
}

/// A failure of the machine.
pub fn failed(doing: &'static str, error: std::io::Error) -> Failure {
    Failure::Io(doing, error)
}

/// The complete lines of a file.
#[derive(Debug)]
struct Lines<'a, R> {
    path: &'a Path,
    reader: R,
    /// Bytes read, and lines.
    at: u64,
    number: usize,
}

impl<R: BufRead> Lines<'_, R> {
    /// The next line without its end; `None` where no other ends.
    fn next(&mut self) -> Result<Option<String>, Failure> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
        read.map_err(|e| failed("reading", e))?;
        self.number += 1;
        if bytes.pop() != Some(b'\n') {
            // Cut short, unless it only seems to be: no line is so long.
            return if bytes.len() as u64 + 1 < LONGEST { Ok(None) } else { Err(self.damaged()) };
        }
        self.at += bytes.len() as u64 + 1;
        String::from_utf8(bytes).map(Some).map_err(|_| self.damaged())
    }

    fn damaged(&self) -> Failure {
        cannot(self.path, &format!("line {} is not as a sweep writes it", self.number))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::scenario;
    use crate::sweep::{self, Plan, Shard};

    #[test]
    fn a_file_that_is_cut_anywhere_is_resumed_to_the_same_bytes() {
        let tiny = scenario::load("tiny").unwrap();
        let rules = tiny.rules(None);
        let plan = Plan { seed: 9, races: 4, shard: Shard::WHOLE, precision: None };
        let header = Header::of(&tiny, &rules, plan, "", "velodrome watch tiny --seed N");
        let races: Vec<Outcome> = plan.seeds().map(|seed| sweep::ride(&tiny, &rules, seed)).collect();
        let ride = |seed: u64| races[(seed - 9) as usize].clone();
        let mut whole = header.text();
        races.iter().for_each(|race| header.write(race, &mut whole));
        let path = std::env::temp_dir().join(format!("velodrome-cut-{}.csv", std::process::id()));
        for cut in 0..=whole.len() {
            fs::write(&path, &whole.as_bytes()[..cut]).unwrap();
            let mut kept = header.sweep();
            let file = resume(&path, &header, &ride, &mut |race| take(&path, &mut kept, race));
            let mut file = file.unwrap_or_else(|e| panic!("cut after {cut} bytes: {e:?}"));
            let mut rest = String::new();
            (kept.next_seed()..plan.seeds().end).for_each(|seed| header.write(&ride(seed), &mut rest));
            file.write_all(rest.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), whole, "cut after {cut} bytes");
        }
        fs::remove_file(&path).unwrap();
    }
}
