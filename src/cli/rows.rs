//! Opens, resumes and reads files of races. Trusts no byte of them.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::{Failure, out};
use crate::report::rows::plain::{PlainRaces, PlainSweep, is_columns};
use crate::report::rows::{FORM, Header, NotAHeader};
use crate::sweep::{Count, RaceOutcome, SeedRide, Sweep};
use crate::text::named;

/// The longest line that is read, in bytes: names are bounded.
const LONGEST: u64 = 1 << 16;
/// The most lines of a header: eleven for each of 100 runs, one for each of 150 riders, and a few more.
const MOST: usize = 1300;

/// The races of a file, seed by seed, up to the last seed that every run has ridden.
#[derive(Debug)]
pub struct Rows<'a, R> {
    pub header: Header,
    /// Bytes before the first race.
    pub first: u64,
    /// Bytes up to the end of the last complete seed that was read.
    pub keep: u64,
    /// Lines up to there.
    good: usize,
    lines: LineReader<'a, R>,
}

/// Opens `path` to be read.
pub fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    if path.is_dir() {
        return Err(cannot_read(path, "it is a folder"));
    }
    File::open(path).map(BufReader::new).map_err(|e| cannot_read(path, &e.to_string()))
}

impl<'a, R: BufRead> Rows<'a, R> {
    /// Reads the header from `reader`, which was opened as `path`.
    pub fn of(path: &'a Path, reader: R) -> Result<Self, Failure> {
        Self::begun(path, reader)?.ok_or_else(|| cannot_read(path, "it ends within its header"))
    }

    /// The same; `None` if the file ends within the header.
    fn begun(path: &'a Path, reader: R) -> Result<Option<Self>, Failure> {
        let mut lines = LineReader::new(path, reader);
        let mut head = Vec::new();
        let columns = loop {
            match lines.next()? {
                Some(line) if line.starts_with('#') && head.len() < MOST => head.push(line),
                Some(line) => break line,
                None => return Ok(None),
            }
        };
        if head.is_empty() && is_columns(&columns) {
            return Err(cannot_read(path, &NotAHeader::Plain.to_string()));
        }
        let header = Header::read(&head).map_err(|why| cannot(path, &why.to_string()))?;
        if !header.text().lines().eq(head.iter().chain([&columns])) {
            return Err(lines.damaged());
        }
        Ok(Some(Self { header, first: lines.at, keep: lines.at, good: lines.number, lines }))
    }

    /// The races of the next seed, one of each run; `None` if no complete one is left.
    pub fn next(&mut self) -> Result<Option<Vec<RaceOutcome>>, Failure> {
        let mut races = Vec::with_capacity(self.header.runs.len());
        for run in &self.header.runs {
            let mut race: Option<RaceOutcome> = None;
            for nth in 0..run.starters {
                let Some(line) = self.lines.next()? else { return Ok(None) };
                let row = self.header.read_row(run, nth, &line).ok_or_else(|| self.lines.damaged())?;
                let race = race.get_or_insert_with(|| row.race.clone());
                if (row.race.seed, row.race.time, row.race.attacks) != (race.seed, race.time, race.attacks) {
                    return Err(self.lines.damaged());
                }
                race.riders.push(row.rider);
            }
            if let Some(Err((nth, why))) = race.as_ref().map(|race| run.scoring.audit(race)) {
                let line = self.lines.number + 1 - run.starters + nth;
                return Err(cannot(self.lines.path, &format!("line {line} is no outcome of a race: {why}")));
            }
            races.extend(race);
        }
        (self.keep, self.good) = (self.lines.at, self.lines.number);
        Ok(Some(races))
    }

    /// The number of the line that was read last, from 1.
    pub fn line(&self) -> usize {
        self.lines.number
    }

    /// Reads all races into `sweep`, and passes them to `each`.
    pub fn read<C: Count>(
        &mut self,
        sweep: &mut Sweep<C>,
        each: &mut dyn FnMut(&[RaceOutcome]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        while let Some(races) = self.next()? {
            let ours = (0..races.len()).map(|run| self.header.seed_of(run, sweep.next_seed()));
            let wrong = races.iter().zip(ours).find(|(race, seed)| sweep.is_done() || Some(race.seed) != *seed);
            if let Some((race, _)) = wrong {
                let why = format!("the race of seed {} does not belong where it stands", race.seed);
                return Err(cannot(self.lines.path, &why));
            }
            each(&races)?;
            sweep.take_all(&races);
        }
        if sweep.is_done() && self.lines.passed > self.keep {
            return Err(cannot(self.lines.path, &format!("line {} stands after the last race", self.good + 1)));
        }
        Ok(())
    }
}

/// Reads plain CSV of the races of a sweep from `reader`, which was opened as `path`; `None` if it holds none.
pub fn plain(path: &Path, reader: impl BufRead) -> Result<Option<PlainSweep>, Failure> {
    let mut lines = LineReader::new(path, reader);
    let foreign = |_| cannot_read(path, &NotAHeader::Foreign.to_string());
    let columns = lines.plain()?.unwrap_or_default();
    // Some programs begin UTF-8 text with a byte-order mark.
    let mut races = PlainRaces::new(columns.trim_start_matches('\u{feff}')).map_err(foreign)?;
    while let Some(line) = lines.plain()? {
        if !line.is_empty() {
            races.read(&line).map_err(|why| cannot_read(path, &lines.line(&format!("cannot be read: {why}"))))?;
        }
    }
    races.finish().map_err(|why| cannot_read(path, &lines.line(&format!("cannot be read: {why}"))))
}

/// Says on standard error that the races that begin to be kept in `path` are not plain CSV, if its name says that they are.
pub fn note_name(path: &Path) {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        let name = named(path);
        out::complain(&format!(
            "velodrome: {name} is kept in the form {FORM}, which is no plain CSV; a name that ends in .rows says so, and \
             --format csv prints plain CSV\n"
        ));
    }
}

/// Opens `path` to write the races of `sweep`, which `header` describes, from the beginning or from where an earlier run of the
/// program stopped. `each` gets the races that are there already. The last of them is ridden again by `rides`, to make sure
/// that this version of the program rides the same races.
pub fn resume<C: Count>(
    path: &Path,
    header: &Header,
    rides: &[SeedRide],
    sweep: &mut Sweep<C>,
    each: &mut dyn FnMut(&[RaceOutcome]) -> Result<(), Failure>,
) -> Result<File, Failure> {
    let what = header.experiment.name();
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = opened.map_err(|e| cannot(path, &e.to_string()))?;
    if !file.metadata().is_ok_and(|m| m.is_file()) {
        return Err(Failure::wrong(
            format!("{}: not a file that can be read again", named(path)),
            "leave out --out; what is printed can go into a pipe",
        ));
    }
    // Where files cannot be locked, two writers are not noticed.
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        return Err(Failure::wrong(
            format!("{}: another run of the program is writing it", named(path)),
            "wait for its end, or name another file",
        ));
    }
    let mut keep = 0;
    match Rows::begun(path, BufReader::new(&file))? {
        Some(mut rows) => {
            same(path, header, &rows.header)?;
            let (before, mut last) = (sweep.next_seed(), Vec::new());
            rows.read(sweep, &mut |races| {
                last = races.to_vec();
                each(races)
            })?;
            let seed = sweep.next_seed();
            if seed > before && rides.iter().zip(&last).any(|(ride, race)| ride(seed - 1) != *race) {
                return Err(cannot(path, "its last race is not as this program rides it: another version wrote it"));
            }
            keep = rows.keep;
        }
        None => {
            let mut text = Vec::new();
            let read = file.rewind().and_then(|()| (&file).take(LONGEST).read_to_end(&mut text));
            read.map_err(|e| failed("reading", e))?;
            if !header.text().as_bytes().starts_with(&text) {
                return Err(cannot(path, &format!("it does not hold the races of this {what}")));
            }
        }
    }
    let length = file.seek(SeekFrom::End(0)).map_err(|e| failed("reading", e))?;
    if length > keep {
        file.set_len(keep).map_err(|e| failed("cutting off an incomplete race", e))?;
    }
    file.seek(SeekFrom::Start(keep)).map_err(|e| failed("writing", e))?;
    if keep == 0 {
        note_name(path);
        file.write_all(header.text().as_bytes()).map_err(|e| failed("writing", e))?;
    }
    Ok(file)
}

/// Refuses a file whose header `theirs` belongs to another experiment or part.
fn same(path: &Path, ours: &Header, theirs: &Header) -> Result<(), Failure> {
    let shards = (ours.plan.shard, theirs.plan.shard);
    let shard = (shards.0 != shards.1).then(|| ("shard".to_owned(), shards.0.to_string(), shards.1.to_string()));
    match ours.differs(theirs).or(shard) {
        None => Ok(()),
        Some((key, asked, there)) => {
            let what = ours.experiment.name();
            Err(cannot(path, &format!("it belongs to another {what} ({key}: {there} there, {asked} asked for)")))
        }
    }
}

/// The failure for a file that was not written to.
pub fn cannot(path: &Path, why: &str) -> Failure {
    Failure::wrong(format!("{}: {why}", named(path)), "nothing was written; name another file")
}

/// The failure for a file that cannot be read.
pub fn cannot_read(path: &Path, why: &str) -> Failure {
    Failure::wrong(
        format!("{}: {why}", named(path)),
        "name a file that 'velodrome sweep', 'compare' or 'vary' wrote with --out",
    )
}

/// A failure of the operating system.
pub fn failed(doing: &'static str, error: std::io::Error) -> Failure {
    Failure::Io(doing, error)
}

/// Reads the complete lines of a file.
#[derive(Debug)]
struct LineReader<'a, R> {
    path: &'a Path,
    reader: R,
    /// Bytes read in complete lines.
    at: u64,
    /// Bytes read.
    passed: u64,
    /// Lines read.
    number: usize,
}

impl<'a, R: BufRead> LineReader<'a, R> {
    fn new(path: &'a Path, reader: R) -> Self {
        Self { path, reader, at: 0, passed: 0, number: 0 }
    }

    /// The next line without its line feed; `None` if no complete one is left. (The last line may have been cut short by an
    /// interrupt.)
    fn next(&mut self) -> Result<Option<String>, Failure> {
        let Some(mut bytes) = self.bytes()?.filter(|bytes| bytes.ends_with(b"\n")) else { return Ok(None) };
        bytes.pop();
        self.at = self.passed;
        String::from_utf8(bytes).map(Some).map_err(|_| self.damaged())
    }

    /// The next line without its end, which the last line need not have.
    fn plain(&mut self) -> Result<Option<String>, Failure> {
        let Some(bytes) = self.bytes()? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| cannot_read(self.path, &self.line("is not UTF-8 text")))?;
        Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned()))
    }

    /// The next line with its end.
    fn bytes(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
        self.passed += read.map_err(|e| failed("reading", e))? as u64;
        self.number += 1;
        let is_endless = bytes.len() as u64 == LONGEST && !bytes.ends_with(b"\n");
        if is_endless { Err(self.damaged()) } else { Ok(Some(bytes).filter(|bytes| !bytes.is_empty())) }
    }

    /// Says something of the line that was read last.
    fn line(&self, what: &str) -> String {
        format!("line {} {what}", self.number)
    }

    fn damaged(&self) -> Failure {
        cannot(self.path, &self.line("is not as this program writes it"))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::report::compare;
    use crate::report::rows::{Experiment, RunHeader, Varying};
    use crate::report::vary::{self, VaryDocument};
    use crate::rules::EditionId;
    use crate::scenario;
    use crate::sweep::{self, Shard, SweepPlan};

    /// Four races of two runs with different seeds and editions.
    fn kept(experiment: Experiment) -> (Header, Vec<RaceOutcome>) {
        let tiny = scenario::load("tiny").unwrap();
        let runs = [(None, 9), (Some(EditionId::E2004), 70)].map(|(edition, seed)| (tiny.rules(edition), seed));
        let plan = SweepPlan { seed: 9, races: 4, shard: Shard::WHOLE, precision: None };
        let ridden = runs.iter().map(|(rules, seed)| RunHeader::of(&tiny, rules, *seed, "", "")).collect();
        let seeds = (0..4).flat_map(|k| runs.iter().map(move |(rules, seed)| (rules, seed + k)));
        let races = seeds.map(|(rules, seed)| sweep::ride(&tiny, rules, seed)).collect();
        (Header::of_runs(experiment, plan, ridden, &tiny), races)
    }

    fn comparison() -> Experiment {
        Experiment::Comparison(["run:a", "run:b"].map(str::to_owned))
    }

    fn variation() -> Experiment {
        let [name, unit, meaning, command] = ["chase", "", "A number.", "velodrome vary"].map(str::to_owned);
        Experiment::Variation(Varying {
            name,
            unit,
            meaning,
            default: 1.0,
            values: vec![1.0, 2.5],
            about: vec![],
            command,
        })
    }

    /// Reads `text` as a file and shows everything that can be shown of it.
    fn read(text: &[u8]) -> Result<(), Failure> {
        let mut rows = Rows::of(Path::new("a.rows"), text)?;
        let header = rows.header.clone();
        match &header.experiment {
            Experiment::Sweep => rows.read(&mut header.sweep(), &mut |_| Ok(()))?,
            Experiment::Comparison(_) => {
                let mut sweep = header.comparison();
                rows.read(&mut sweep, &mut |_| Ok(()))?;
                assert!(compare::many(&header, &sweep).starts_with("A  "));
            }
            Experiment::Variation(_) => {
                let mut sweep = header.variation();
                rows.read(&mut sweep, &mut |_| Ok(()))?;
                let document = VaryDocument::of(&header, &sweep);
                assert!(vary::table(&document).contains(" at each value, seed "));
                let _ = document.drawable();
            }
        }
        Ok(())
    }

    #[test]
    fn a_file_with_any_byte_changed_is_read_or_refused_without_a_panic() {
        for experiment in [comparison(), variation()] {
            let (header, races) = kept(experiment);
            let mut whole = header.text();
            header.write_all(&races, &mut whole);
            assert!(read(whole.as_bytes()).is_ok());
            for at in 0..whole.len() {
                for byte in [b'0', b'9', b',', b'\n', b'-', 0xff] {
                    let mut bytes = whole.clone().into_bytes();
                    bytes[at] = byte;
                    // A last line that does not end was cut off, and is ridden again.
                    let is_cut = at + 1 == whole.len() && byte != b'\n';
                    let is_same = bytes == whole.as_bytes();
                    assert_eq!(read(&bytes).is_ok(), is_same || is_cut, "{byte} at {at}");
                }
            }
        }
    }

    #[test]
    fn a_file_that_is_cut_anywhere_is_resumed_to_the_same_bytes() {
        let (header, races) = kept(comparison());
        let (a, b) = (
            |seed: u64| races[2 * (seed as usize - 9)].clone(),
            |seed: u64| races[2 * (seed as usize - 9) + 1].clone(),
        );
        let mut whole = header.text();
        header.write_all(&races, &mut whole);
        let path = std::env::temp_dir().join(format!("velodrome-cut-{}.rows", std::process::id()));
        for cut in 0..=whole.len() {
            fs::write(&path, &whole.as_bytes()[..cut]).unwrap();
            let mut kept = header.comparison();
            let file = resume(&path, &header, &[&a, &b], &mut kept, &mut |_| Ok(()));
            let mut file = file.unwrap_or_else(|e| panic!("cut after {cut} bytes: {e:?}"));
            let mut rest = String::new();
            header.write_all(&races[2 * kept.races() as usize..], &mut rest);
            file.write_all(rest.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), whole, "cut after {cut} bytes");
        }
        fs::remove_file(&path).unwrap();
    }
}
