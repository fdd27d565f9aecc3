//! The header of a file of races, in lines that begin with `#`: everything needed to resume the experiment, join its parts and
//! show its figures, and nothing that changes from one time to the next, such as a date.

use super::experiment::{Experiment, Varying};
use super::lines::{HeaderLine, HeaderLines};
use super::not_a_header::{FORM, NotAHeader};
use super::row::{self, RaceRow};
use super::run_header::RunHeader;
use super::starter::{self, Starter};
use crate::rules::RaceRules;
use crate::run::VERSION;
use crate::scenario::Scenario;
use crate::sweep::{Count, Paired, RaceOutcome, Shard, Sweep, SweepPlan};
use crate::text::clean;
use crate::units::Bib;
use crate::vary::Varied;

/// How the first line of the previous form begins.
const BEFORE: &str = "velodrome.sweep-rows/";
/// The key of the last line of the header, the checksum of those before it.
const SUM: &str = "sum";
/// The longest race that is read, in metres.
const LONGEST_M: f64 = 1e6;
/// Lines that may differ between parts of one experiment: the part itself, the paths of scenario files, what is shown.
const OWN: &[&str] = &["shard", "watch", "code", "about", "command"];

/// The experiment, its races, and its riders.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Version of the program and of the race model: riders of another version may ride differently.
    pub version: String,
    pub experiment: Experiment,
    pub plan: SweepPlan,
    /// The runs that are ridden with every seed; the seeds of the plan are those of the first run.
    pub runs: Vec<RunHeader>,
    /// In start-list order.
    pub riders: Vec<Starter>,
}

impl Header {
    /// The header of a sweep of `scenario` under `rules` with these `options`; `watch` is the command that shows a race.
    #[must_use]
    pub fn of(scenario: &Scenario, rules: &RaceRules, plan: SweepPlan, options: &str, watch: &str) -> Self {
        Self::of_runs(
            Experiment::Sweep,
            plan,
            vec![RunHeader::of(scenario, rules, plan.seed, options, watch)],
            scenario,
        )
    }

    /// The header of an experiment with several `runs`, whose riders are the first ones of `scenario`.
    ///
    /// # Panics
    /// Unless there are as many runs as the experiment has.
    #[must_use]
    pub fn of_runs(experiment: Experiment, plan: SweepPlan, runs: Vec<RunHeader>, scenario: &Scenario) -> Self {
        let labels = experiment.labels();
        assert_eq!(runs.len(), labels.len(), "a label for each run");
        let most = runs.iter().map(|run| run.starters).max().unwrap_or(0);
        Self {
            version: format!("{}, race {VERSION}", env!("CARGO_PKG_VERSION")),
            experiment,
            plan,
            runs: runs.into_iter().zip(labels).map(|(run, label)| RunHeader { label, ..run }).collect(),
            riders: starter::of(scenario, most),
        }
    }

    /// The only run, or the first.
    #[must_use]
    pub fn run(&self) -> &RunHeader {
        &self.runs[0]
    }

    /// The sweep, with no race ridden.
    #[must_use]
    pub fn sweep(&self) -> Sweep {
        Sweep::new(self.plan, self.run().race_m(), &self.bibs(self.riders.len()))
    }

    /// The comparison, with no race ridden.
    ///
    /// # Panics
    /// Unless there are two runs.
    #[must_use]
    pub fn comparison(&self) -> Sweep<Paired> {
        let [a, b] = &self.runs[..] else { panic!("a comparison of {} runs", self.runs.len()) };
        Sweep::of(self.plan, Paired::new([a.race_m(), b.race_m()], &self.bibs(self.riders.len())))
    }

    /// The variation, with no race ridden.
    ///
    /// # Panics
    /// If no number is varied.
    #[must_use]
    pub fn variation(&self) -> Sweep<Varied> {
        let starters: Vec<Vec<Bib>> = self.runs.iter().map(|run| self.bibs(run.starters)).collect();
        let race_m = self.runs.iter().map(RunHeader::race_m).collect();
        Sweep::of(self.plan, Varied::new(self.varying().values.clone(), race_m, &starters))
    }

    /// The number that is varied.
    ///
    /// # Panics
    /// If no number is varied.
    #[must_use]
    pub fn varying(&self) -> &Varying {
        match &self.experiment {
            Experiment::Variation(varying) => varying,
            experiment => panic!("a {} varies nothing", experiment.name()),
        }
    }

    /// The bibs of the first `n` riders.
    fn bibs(&self, n: usize) -> Vec<Bib> {
        self.riders.iter().take(n).map(|rider| rider.bib).collect()
    }

    /// The rider with `bib`.
    ///
    /// # Panics
    /// If there is none on the start list.
    #[must_use]
    pub fn rider(&self, bib: Bib) -> &Starter {
        self.riders.iter().find(|rider| rider.bib == bib).expect("a rider of the header")
    }

    /// A line saying that this is a part, and one saying that `sweep` is not complete, as far as they apply.
    #[must_use]
    pub fn how_much<C: Count>(&self, sweep: &Sweep<C>) -> String {
        let (shard, experiment) = (self.plan.shard, &self.experiment);
        let mut out = String::new();
        if !shard.is_whole() {
            out += &format!("part {shard} of a {} of {}\n", experiment.name(), experiment.races(self.plan.races));
        }
        if !sweep.is_done() {
            out += &format!("partial: {} of {}\n", sweep.races(), experiment.races(sweep.asked()));
        }
        out
    }

    /// The seed of the race of `run` that belongs with the first run's race of `seed`.
    #[must_use]
    pub fn seed_of(&self, run: usize, seed: u64) -> Option<u64> {
        self.runs[run].seed.checked_add(seed.checked_sub(self.plan.seed)?)
    }

    /// The header of another part of the same experiment.
    #[must_use]
    pub fn part(&self, shard: Shard) -> Self {
        Self { plan: SweepPlan { shard, ..self.plan }, ..self.clone() }
    }

    /// The first line in which `other` differs: its key, and the values here and there. `None` for parts of the same
    /// experiment, even if their scenario files were opened by different paths.
    #[must_use]
    pub fn differs(&self, other: &Self) -> Option<(String, String, String)> {
        let [ours, theirs] = [self, other].map(|header| {
            let lines = header.lines().into_iter();
            lines.filter(|(key, _)| !OWN.contains(key)).collect::<Vec<_>>()
        });
        let mut run = String::new();
        for ((key, here), (_, there)) in ours.iter().zip(&theirs) {
            match *key {
                "run" if !here.is_empty() => run = format!(" of {here}"),
                "rider" => run.clear(),
                _ => {}
            }
            if here != there {
                return Some((format!("{key}{run}"), shown(here), shown(there)));
            }
        }
        let lengths = (ours.len() != theirs.len()).then(|| [&ours, &theirs].map(|lines| lines.len().to_string()));
        lengths.map(|[here, there]| ("lines of the header".to_owned(), here, there))
    }

    /// The text of the header, including the names of the columns.
    #[must_use]
    pub fn text(&self) -> String {
        let lines = self.lines().into_iter().map(|(key, value)| format!("# {key}: {value}"));
        let lines = [format!("# {FORM}")].into_iter().chain(lines).map(|line| line.trim_end().to_owned() + "\n");
        let lines: String = lines.collect();
        format!("{lines}# {SUM}: {}\n{}\n", row::sum(&lines), row::columns(self.runs.len()))
    }

    /// Reads the lines that begin with `#`.
    ///
    /// # Errors
    /// If they are not a header of this form.
    pub fn read(lines: &[String]) -> Result<Self, NotAHeader> {
        let form = lines.first().and_then(|line| line.strip_prefix("# ")).ok_or(NotAHeader::Foreign)?;
        let (name, _) = FORM.split_at(FORM.len() - 1);
        let (own, number) = (FORM.strip_prefix(name), form.strip_prefix(name));
        match number.and_then(|number| number.parse::<u32>().ok()) {
            Some(_) if form == FORM => {}
            Some(number) if own.and_then(|own| own.parse().ok()).is_some_and(|own: u32| number < own) => {
                return Err(NotAHeader::Older(clean(form)));
            }
            Some(_) => return Err(NotAHeader::Newer(clean(form))),
            None if form.starts_with(BEFORE) => return Err(NotAHeader::Older(clean(form))),
            None => return Err(NotAHeader::Foreign),
        }
        let ([head @ .., last], at) = (lines, lines.len()) else { return Err(NotAHeader::Foreign) };
        let text: String = head.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        let is_whole = last.strip_prefix(&format!("# {SUM}: ")).is_some_and(|sum| sum == row::sum(&text));
        let mut lines = HeaderLines::after_the_first(head);
        let version = lines.next("version")?;
        let experiment = Experiment::read(&mut lines)?;
        let (races, precision) = (lines.parse("races")?, lines.optional("precision")?);
        let shard = lines.parse("shard")?;
        let mut runs = Vec::new();
        for label in experiment.labels() {
            let run = RunHeader::read(&mut lines)?;
            if run.label != label || run.seed.checked_add(races).is_none() {
                return Err(lines.damaged());
            }
            runs.push(run);
        }
        let riders = starter::read(&mut lines)?;
        let fits = |run: &RunHeader| match experiment {
            Experiment::Variation(_) => (1..=riders.len()).contains(&run.starters),
            _ => run.starters == riders.len(),
        };
        let can_be = |run: &RunHeader| {
            fits(run) && (0.0..=LONGEST_M).contains(&run.race_m()) && run.scoring.is_sound(run.starters)
        };
        if riders.is_empty() || !runs.iter().all(can_be) {
            return Err(lines.damaged());
        }
        if !is_whole {
            return Err(NotAHeader::Damaged(at));
        }
        Ok(Self { version, experiment, plan: SweepPlan { seed: runs[0].seed, races, shard, precision }, runs, riders })
    }

    /// Appends the rows of `races` to `out`; every seed has one race of each run.
    pub fn write_all(&self, races: &[RaceOutcome], out: &mut String) {
        for (race, run) in races.iter().zip(self.runs.iter().cycle()) {
            row::write(&run.label, race, &self.riders, out);
        }
    }

    /// Reads a row as that of the `nth` rider of the start list in a race of `run`.
    #[must_use]
    pub fn read_row(&self, run: &RunHeader, nth: usize, text: &str) -> Option<RaceRow> {
        row::read(&run.label, self.riders.get(nth)?, text)
    }

    /// The lines of the header after the first.
    fn lines(&self) -> Vec<HeaderLine> {
        let SweepPlan { races, shard, precision, .. } = self.plan;
        let mut lines = vec![("version", self.version.clone())];
        lines.extend(self.experiment.lines());
        lines.extend([
            ("races", races.to_string()),
            ("precision", precision.map_or_else(String::new, |half| half.to_string())),
            ("shard", shard.to_string()),
        ]);
        lines.extend(self.runs.iter().flat_map(RunHeader::lines));
        lines.extend(self.riders.iter().map(Starter::line));
        lines
    }
}

/// A value as messages show it.
fn shown(value: &str) -> String {
    if value.is_empty() { "none".to_owned() } else { clean(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    /// The header of a sweep of the smallest field.
    fn header() -> Header {
        let tiny = scenario::load("tiny").unwrap();
        let plan = SweepPlan { seed: 3, races: 10, shard: Shard::WHOLE, precision: Some(0.01) };
        Header::of(&tiny, &tiny.rules(None), plan, "--no-incidents", "velodrome watch tiny --seed N --no-incidents")
    }

    fn lines(header: &Header) -> Vec<String> {
        header.text().lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    }

    #[test]
    fn a_header_is_read_as_it_was_written() {
        assert_eq!(Header::read(&lines(&header())), Ok(header()));
        let mut other = header().part("2/3".parse().unwrap());
        other.runs[0].options.clear();
        assert_eq!(Header::read(&lines(&other)), Ok(other));
    }

    #[test]
    fn lines_that_are_not_a_header_are_refused_with_the_reason() {
        assert_eq!(Header::read(&[]), Err(NotAHeader::Foreign));
        assert_eq!(Header::read(&["# shopping list".to_owned()]), Err(NotAHeader::Foreign));
        assert!(matches!(Header::read(&["# velodrome.rows/4".to_owned()]), Err(NotAHeader::Newer(_))));
        assert!(matches!(Header::read(&["# velodrome.rows/2".to_owned()]), Err(NotAHeader::Older(_))));
        assert!(matches!(Header::read(&["# velodrome.sweep-rows/1".to_owned()]), Err(NotAHeader::Older(_))));
        for damaged in 1..lines(&header()).len() {
            let mut lines = lines(&header());
            lines[damaged] = "# \u{1b}[31m: x".to_owned();
            assert_eq!(Header::read(&lines), Err(NotAHeader::Damaged(damaged + 1)));
        }
    }

    #[test]
    fn parts_of_one_sweep_do_not_differ_and_other_sweeps_do() {
        let ours = header();
        let mut elsewhere = ours.clone();
        elsewhere.runs[0].watch = "velodrome watch /elsewhere/tiny.toml --seed N".into();
        assert_eq!(ours.differs(&elsewhere.part("2/3".parse().unwrap())), None);
        let mut seed = ours.clone();
        seed.runs[0].seed = 4;
        assert_eq!(ours.differs(&seed), Some(("seed".into(), "3".into(), "4".into())));
        let mut legs = scenario::load("tiny").unwrap();
        legs.riders[0].cp_w = Some(431.0);
        let legs = Header::of(&legs, &legs.rules(None), ours.plan, "--no-incidents", "");
        assert_eq!(
            ours.differs(&legs).map(|d| d.0).as_deref(),
            Some("fingerprint"),
            "one watt more makes another sweep"
        );
    }
}
