//! The head of a file of rows: which sweep they belong to and whose they are, in lines that begin with `#`.
//! What it takes to resume the sweep and to join its parts stands here, and nothing that differs from run to run.

use std::fmt::Debug;

use crate::report::words::{Names, clean};
use crate::rules::RaceRules;
use crate::scenario::Scenario;
use crate::sweep::{Plan, Shard, Sweep};
use crate::units::Bib;

/// The first line: the version of the form of these files.
const FORM: &str = "velodrome.sweep-rows/1";
/// In the command that shows a race of the sweep, stands for its seed.
pub const ANY_SEED: &str = "N";

/// Which sweep, and whose rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Of the program: another one's riders may ride otherwise.
    pub version: String,
    /// Id.
    pub scenario: String,
    pub title: String,
    /// Of everything in the scenario that decides a race.
    pub fingerprint: String,
    pub edition: String,
    /// Options of the run but scenario and seed: `--free-from 0 --no-incidents`.
    pub options: String,
    pub laps: u32,
    pub lap_m: f64,
    pub plan: Plan,
    /// The command that shows a race, with [`ANY_SEED`] for its seed.
    pub watch: String,
    /// In start-list order.
    pub riders: Vec<Starter>,
}

/// A rider of the start list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    pub bib: Bib,
    pub noc: Option<String>,
    pub name: String,
    pub family: String,
}

/// Why lines are no header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAHeader {
    #[error("it does not hold the races of a sweep")]
    Foreign,
    #[error("it was written by a newer program ({0})")]
    Newer(String),
    #[error("line {0} of its header is damaged")]
    Damaged(usize),
}

impl Header {
    /// The header of `plan`'s races of `scenario` under `rules`, with these `options`; `watch` shows one of them.
    #[must_use]
    pub fn of(scenario: &Scenario, rules: &RaceRules, plan: Plan, options: &str, watch: &str) -> Self {
        let names = Names::of(scenario);
        let starter = |bib: Bib| Starter { bib, noc: names.noc(bib), name: names.name(bib), family: names.family(bib) };
        let Scenario { track, level, incidents, drag, chase, air, riders, card, .. } = scenario;
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: clean(&scenario.id),
            title: clean(&scenario.title),
            fingerprint: fingerprint(&(rules, track, level, incidents, drag, chase, air, riders, card)),
            edition: rules.edition.name().to_owned(),
            options: options.to_owned(),
            laps: rules.laps,
            lap_m: scenario.track.lap_m,
            plan,
            watch: clean(watch),
            riders: scenario.riders.iter().map(|rider| starter(rider.bib)).collect(),
        }
    }

    /// From when on riders decide, as an option says it: a lap or a time.
    fn free_from(&self) -> Option<&str> {
        let mut words = self.options.split(' ');
        words.find(|word| *word == "--free-from")?;
        words.next().filter(|from| *from != "0")
    }

    /// The past of all races is the same, up to a moment.
    #[must_use]
    pub fn is_forked(&self) -> bool {
        self.free_from().is_some()
    }

    /// In words, from when on riders decide.
    #[must_use]
    pub fn begins(&self) -> String {
        match self.free_from() {
            None => "free from the gun".to_owned(),
            Some(time) if time.contains(':') => format!("free from {time}"),
            Some(lap) => format!("free from lap {lap}"),
        }
    }

    /// The sweep at its beginning.
    #[must_use]
    pub fn sweep(&self) -> Sweep {
        let bibs: Vec<Bib> = self.riders.iter().map(|rider| rider.bib).collect();
        Sweep::new(self.plan, f64::from(self.laps) * self.lap_m, &bibs)
    }

    /// The header of another part of the same sweep.
    #[must_use]
    pub fn part(&self, shard: Shard) -> Self {
        Self { plan: Plan { shard, ..self.plan }, ..self.clone() }
    }

    /// The first line in which `other` belongs to another sweep: what it is about, here and there. Parts of one sweep do
    /// not differ; nor does the path by which its file was opened.
    #[must_use]
    pub fn differs(&self, other: &Self) -> Option<(&'static str, String, String)> {
        let ours = self.lines().into_iter().filter(|(key, _)| !["shard", "watch"].contains(key));
        let theirs =
            other.part(self.plan.shard).lines().into_iter().filter(|(key, _)| !["shard", "watch"].contains(key));
        let mut pairs = ours.zip(theirs);
        pairs.find(|(a, b)| a != b).map(|((key, a), (_, b))| (key, shown(&a), shown(&b)))
    }

    /// The text of the header, with the names of the columns.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = self.lines().into_iter().map(|(key, value)| format!("# {key}: {value}"));
        let lines = [format!("# {FORM}")].into_iter().chain(lines).chain([super::rows::COLUMNS.to_owned()]);
        lines.map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// Reads the lines that begin with `#`.
    ///
    /// # Errors
    /// If no version of this program wrote them so.
    pub fn read(lines: &[String]) -> Result<Self, NotAHeader> {
        let form = lines.first().and_then(|line| line.strip_prefix("# ")).ok_or(NotAHeader::Foreign)?;
        match form.strip_prefix("velodrome.sweep-rows/").map(str::parse::<u32>) {
            Some(Ok(1)) => {}
            Some(Ok(_)) => return Err(NotAHeader::Newer(clean(form))),
            _ => return Err(NotAHeader::Foreign),
        }
        let mut lines = Lines { lines, at: 1 };
        let header = Self {
            version: lines.next("version")?,
            scenario: lines.next("scenario")?,
            title: lines.next("title")?,
            edition: lines.next("edition")?,
            options: lines.next("options")?,
            laps: lines.parse("laps")?,
            lap_m: lines.parse("lap_m")?,
            plan: Plan {
                seed: lines.parse("seed")?,
                races: lines.parse("races")?,
                precision: match lines.next("precision")?.as_str() {
                    "" => None,
                    half => Some(half.parse().map_err(|_| lines.damaged())?),
                },
                shard: lines.parse("shard")?,
            },
            fingerprint: lines.next("fingerprint")?,
            watch: lines.next("watch")?,
            riders: lines.riders()?,
        };
        header.plan.seed.checked_add(header.plan.races).ok_or(NotAHeader::Damaged(10))?;
        Ok(header)
    }

    /// What it says, line by line.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let Plan { seed, races, shard, precision } = self.plan;
        let mut lines = vec![
            ("version", self.version.clone()),
            ("scenario", self.scenario.clone()),
            ("title", self.title.clone()),
            ("edition", self.edition.clone()),
            ("options", self.options.clone()),
            ("laps", self.laps.to_string()),
            ("lap_m", self.lap_m.to_string()),
            ("seed", seed.to_string()),
            ("races", races.to_string()),
            ("precision", precision.map_or_else(String::new, |half| half.to_string())),
            ("shard", shard.to_string()),
            ("fingerprint", self.fingerprint.clone()),
            ("watch", self.watch.clone()),
        ];
        let noc = |rider: &Starter| rider.noc.clone().unwrap_or_default();
        let rider = |r: &Starter| ("rider", format!("{}\t{}\t{}\t{}", r.bib, noc(r), r.name, r.family));
        lines.extend(self.riders.iter().map(rider));
        lines
    }
}

/// A value for a message.
fn shown(value: &str) -> String {
    if value.is_empty() { "none".to_owned() } else { clean(value) }
}

/// Lines of a header that are read one after another.
struct Lines<'a> {
    lines: &'a [String],
    /// Lines read.
    at: usize,
}

impl<'a> Lines<'a> {
    /// The value of `key`, safe to show.
    fn next(&mut self, key: &str) -> Result<String, NotAHeader> {
        self.raw(key).map(clean)
    }

    fn raw(&mut self, key: &str) -> Result<&'a str, NotAHeader> {
        self.at += 1;
        let line = self.lines.get(self.at - 1).ok_or_else(|| self.damaged())?;
        let value = line.strip_prefix("# ").and_then(|line| line.strip_prefix(key)?.strip_prefix(':'));
        value.map(|value| value.trim_start_matches(' ')).ok_or_else(|| self.damaged())
    }

    fn parse<T: std::str::FromStr>(&mut self, key: &str) -> Result<T, NotAHeader> {
        self.next(key)?.parse().map_err(|_| self.damaged())
    }

    fn riders(&mut self) -> Result<Vec<Starter>, NotAHeader> {
        let mut riders: Vec<Starter> = Vec::new();
        while self.at < self.lines.len() {
            let line = self.raw("rider")?;
            let cells: Vec<&str> = line.split('\t').collect();
            let [bib, noc, name, family] = cells[..] else { return Err(self.damaged()) };
            let bib = Bib(bib.parse().map_err(|_| self.damaged())?);
            let noc = Some(noc.to_owned()).filter(|noc| !noc.is_empty());
            riders.push(Starter { bib, noc, name: clean(name), family: clean(family) });
        }
        if riders.is_empty() { Err(self.damaged()) } else { Ok(riders) }
    }

    fn damaged(&self) -> NotAHeader {
        NotAHeader::Damaged(self.at)
    }
}

/// 64 bits of `value` as it is written for programmers (FNV-1a).
fn fingerprint(value: &impl Debug) -> String {
    let hash = format!("{value:?}")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::scenario;

    /// A sweep of the smallest field.
    pub fn header() -> Header {
        let tiny = scenario::load("tiny").unwrap();
        let plan = Plan { seed: 3, races: 10, shard: Shard::WHOLE, precision: Some(0.01) };
        Header::of(&tiny, &tiny.rules(None), plan, "--no-incidents", "velodrome watch tiny --seed N --no-incidents")
    }

    fn lines(header: &Header) -> Vec<String> {
        header.text().lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    }

    #[test]
    fn a_header_is_read_as_it_was_written() {
        assert_eq!(Header::read(&lines(&header())), Ok(header()));
        let other = Header { options: String::new(), ..header().part("2/3".parse().unwrap()) };
        assert_eq!(Header::read(&lines(&other)), Ok(other));
    }

    #[test]
    fn what_is_no_header_is_told_apart() {
        assert_eq!(Header::read(&[]), Err(NotAHeader::Foreign));
        assert_eq!(Header::read(&["# shopping list".to_owned()]), Err(NotAHeader::Foreign));
        assert!(matches!(Header::read(&["# velodrome.sweep-rows/2".to_owned()]), Err(NotAHeader::Newer(_))));
        for damaged in 1..lines(&header()).len() {
            let mut lines = lines(&header());
            lines[damaged] = "# \u{1b}[31m: x".to_owned();
            assert_eq!(Header::read(&lines), Err(NotAHeader::Damaged(damaged + 1)));
        }
    }

    #[test]
    fn parts_of_one_sweep_do_not_differ_and_other_sweeps_do() {
        let ours = header();
        let elsewhere = Header { watch: "velodrome watch /elsewhere/tiny.toml --seed N".into(), ..ours.clone() };
        assert_eq!(ours.differs(&elsewhere.part("2/3".parse().unwrap())), None);
        let seed = Header { plan: Plan { seed: 4, ..ours.plan }, ..ours.clone() };
        assert_eq!(ours.differs(&seed), Some(("seed", "3".into(), "4".into())));
        let mut legs = scenario::load("tiny").unwrap();
        legs.riders[0].cp_w = Some(431.0);
        let legs = Header::of(&legs, &legs.rules(None), ours.plan, "--no-incidents", "");
        assert_eq!(ours.differs(&legs).map(|d| d.0), Some("fingerprint"), "a watt more is another sweep");
    }
}
