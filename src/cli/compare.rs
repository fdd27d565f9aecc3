//! `velodrome compare`: two runs of one race, side by side or over many races with common luck.

use clap::Args;

use super::args::{EditionArg, RequestedRun, RunArgs, legs, orders};
use super::crew::Threads;
use super::document::Format;
use super::keep::Keep;
use super::summary::Summary;
use super::{Failure, out};
use crate::report::compare;
use crate::report::rows::{ANY_SEED, Experiment, Header, RunHeader};
use crate::rules::EditionId;
use crate::run::Code;

const EXAMPLES: &str = "\
Examples:
  velodrome compare athens-2004-men --order-b '130 Ignatiev sit in'            the race that was, and that one
  velodrome compare athens-2004-men --free-from 130 --order-b '130 Ignatiev sit in' --races 1000
  velodrome compare athens-2004-men --free-from 0 --legs-b 'Ignatiev cp +3' --races 1000
  velodrome compare men-elite --rules-b 2004 --races 1000 --out eras.rows       keeps every race; can be resumed
  velodrome compare men-elite --rules-b 2004 --races 9000 --shard 2/3 --out 2.rows
  velodrome merge 1.rows 2.rows 3.rows
  velodrome compare athens-2004-men run:5:athens-2004-men:s1:f130
  velodrome compare run:5:athens-2004-men:s1:f130 run:5:athens-2004-men:s1:f130:o130.ignatiev.sit-in --races 1000

SCENARIO (or its code) is run A, with what the options say; B is the same with what the options
ending in -b say besides, or the run that is named: an id, the path of a file (scenario or saved
run), or a code. With --races both are ridden by the same lucks, so that they differ by what is
said and not by chance. The figures are the same for any number of threads and parts. Ctrl-C keeps
what is done, says that it is partial and exits with 130; with --out, the same command goes on
where it was.";

/// Compare two runs of one race
///
/// Where they part and both results; or, with --races, the differences of every figure over many pairs of races with common
/// luck, each with its 95 % interval, and how many races a claim of that size needs.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct CompareCommand {
    #[command(flatten)]
    run: RunArgs,
    /// The other run, if it is another scenario file or a code: by the same options, unless it is a code [default: A]
    #[arg(value_name = "B")]
    b: Option<String>,
    /// In B, tells a rider what to do besides
    #[arg(long, value_name = "'LAP RIDER ACTION'")]
    order_b: Vec<String>,
    /// In B, gives a rider other legs besides
    #[arg(long, value_name = "'RIDER POWER PERCENT'")]
    legs_b: Vec<String>,
    /// The rules of B
    #[arg(long, value_name = "EDITION", value_parser = EditionArg)]
    rules_b: Option<EditionId>,
    /// Ride so many races of each
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..=10_000_000))]
    races: Option<u64>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    keep: Keep,
    #[command(flatten)]
    summary: Summary,
}

impl CompareCommand {
    pub fn run(self) -> Result<(), Failure> {
        let [a, b] = self.both()?;
        let bibs =
            |asked: &RequestedRun| asked.scenario.riders.iter().map(|r| (r.bib, r.family.clone())).collect::<Vec<_>>();
        if bibs(&a) != bibs(&b) {
            return Err(Failure::wrong(
                "these are runs of two different fields",
                "compare two runs of one scenario: they have the same riders",
            ));
        }
        let Some(races) = self.races else {
            for (said, what) in [(self.summary.format != Format::Table, "--format"), (self.keep.out.is_some(), "--out")]
            {
                if said {
                    return Err(Failure::wrong(format!("{what}: one race is no statistics"), "add --races 1000"));
                }
            }
            out::end_on_interrupt();
            let text = compare::one(&a.ride()?, &b.ride()?, [&a.code(), &b.code()]);
            return out::say(&text);
        };
        if let Some(replay) = [&a, &b].into_iter().find(|asked| !asked.is_free()) {
            return Err(Failure::wrong(
                format!("{}: a replay ends in the official result by every luck", replay.code()),
                "compare runs in which riders decide: --free-from 130, run codes with f (what-if from a lap), or a scenario \
                 without a record",
            ));
        }
        let plan = self.keep.plan(&[a.first(), b.first()], races, None)?;
        let ridden = |asked: &RequestedRun| {
            let rules = asked.scenario.rules(asked.run.edition);
            RunHeader::of(&asked.scenario, &rules, asked.first(), &asked.options(), &asked.command("watch", &ANY_SEED))
        };
        let experiment = Experiment::Comparison([a.code(), b.code()]);
        let header = Header::of_runs(experiment, plan, vec![ridden(&a), ridden(&b)], &a.scenario);
        let crew = self.threads.crew()?;
        let (ride_a, ride_b) = (a.outcomes()?, b.outcomes()?);
        let ride_b = |seed: u64| ride_b(seed - a.first() + b.first());
        self.keep.ride(&header, header.comparison(), &[&ride_a, &ride_b], &crew, self.summary)
    }

    /// The two runs.
    fn both(&self) -> Result<[RequestedRun; 2], Failure> {
        let b_has_options = !self.order_b.is_empty() || !self.legs_b.is_empty() || self.rules_b.is_some();
        let mut a = self.run.open()?;
        let mut b = match &self.b {
            None if !b_has_options => {
                return Err(Failure::wrong(
                    "there is nothing to compare it with",
                    "say what is otherwise in B, as in --order-b '130 Ignatiev sit in', or name another run",
                ));
            }
            None => a.clone(),
            Some(code) if Code::is_one(code) => RunArgs::of_id(code.clone()).open()?,
            Some(id) => RunArgs { scenario: id.clone(), ..self.run.clone() }.open()?,
        };
        b.run.orders.extend(orders("--order-b", &self.order_b, &b.scenario)?);
        b.run.legs.extend(legs("--legs-b", &self.legs_b, &b.scenario)?);
        b.run.edition = self.rules_b.or(b.run.edition);
        let b = b.settled();
        // The options of B set the moment from which it differs. Over many races, A has to be free from the same moment.
        if self.b.is_none() && self.races.is_some() && !a.is_free() {
            a.run.from = b.run.from;
        }
        Ok([a, b])
    }
}
