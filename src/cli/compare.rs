//! `velodrome compare`: two runs of one race, side by side or over many races with common luck.

use std::fs::File;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{Asked, EditionArg, RunArgs, legs, orders};
use super::both::{self, Side};
use super::crew::{self, Crew, Threads};
use super::rows::Rows;
use super::{Failure, out};
use crate::report::compare;
use crate::rules::EditionId;
use crate::run::Code;
use crate::sweep::{Outcome, Paired};
use crate::tui;

const EXAMPLES: &str = "\
Examples:
  velodrome compare athens-2004-men --order-b '130 Ignatiev sit in'            the race that was, and that one
  velodrome compare athens-2004-men --free-from 130 --order-b '130 Ignatiev sit in' --races 1000
  velodrome compare athens-2004-men --free-from 0 --legs-b 'Ignatiev cp +3' --races 1000
  velodrome compare men-elite --rules-b 2004 --races 1000 --out eras.csv       keeps every race; can be resumed
  velodrome compare athens-2004-men run:2:athens-2004-men:s1:f130
  velodrome compare run:2:athens-2004-men:s1:f130 run:2:athens-2004-men:s1:f130:o130.ignatiev.sit-in --races 1000

SCENARIO (or its code) is run A, with what the options say; B is the same with what the options ending in -b say
besides, or the run that is named: an id, the path of a file (scenario or
saved run), or a code. With --races both are ridden by the same lucks, so that they differ by what is said
and not by chance. Ctrl-C keeps what is done, says that it is partial and exits with 130.";

/// Compare two runs of one race
///
/// Where they part and both results; or, with --races, the differences of every figure over many pairs of races with common
/// luck, each with its 95 % interval, and how many races a claim of that size needs.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Compare {
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
    /// Write every race to two files as it is done, as 'velodrome sweep' does (x.csv: x.a.csv and x.b.csv); what they have
    /// already is not ridden again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, requires = "races")]
    out: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One JSON document, velodrome.compare/1 (with --races)
    Json,
    /// A line for each figure (with --races)
    Csv,
}

/// Pairs of races that are kept at once.
const BLOCK: u64 = 200;

impl Compare {
    pub fn run(self) -> Result<(), Failure> {
        let [a, b] = self.both()?;
        let bibs = |asked: &Asked| asked.scenario.riders.iter().map(|r| (r.bib, r.family.clone())).collect::<Vec<_>>();
        if bibs(&a) != bibs(&b) {
            return Err(Failure::wrong(
                "these are runs of two different fields",
                "compare two runs of one scenario: they have the same riders",
            ));
        }
        let Some(races) = self.races else {
            if self.format != Format::Table {
                return Err(Failure::wrong("--format: one race is no statistics", "add --races 1000"));
            }
            out::end_on_interrupt();
            return out::print(&compare::one(&a.ride()?, &b.ride()?, [&a.code(), &b.code()]));
        };
        if let Some(replay) = [&a, &b].into_iter().find(|asked| !asked.is_free()) {
            return Err(Failure::wrong(
                format!("{}: a replay ends in the official result by every luck", replay.code()),
                "compare runs in which riders decide: --free-from 130, run codes with f (free from a lap), or a scenario \
                 without a record",
            ));
        }
        let crew = self.threads.crew()?;
        let paired = self.ride([&a, &b], races, &crew)?;
        let codes = [a.code(), b.code()];
        let codes = [codes[0].as_str(), codes[1].as_str()];
        out::print(&match self.format {
            Format::Table => compare::many(&a.scenario, &paired, codes, races),
            Format::Json => compare::json(&a.scenario, &paired, codes, races),
            Format::Csv => compare::csv(&a.scenario, &paired),
        })?;
        let again = self.out.as_ref().map_or("", |_| "; the same command goes on");
        let partial = format!("{} of {races} races of each{again}", paired.races());
        crew.end((paired.races() < races).then_some(&partial))
    }

    /// The two runs.
    fn both(&self) -> Result<[Asked; 2], Failure> {
        let says_more = !self.order_b.is_empty() || !self.legs_b.is_empty() || self.rules_b.is_some();
        let mut a = self.run.open()?;
        let mut b = match &self.b {
            None if !says_more => {
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
        // What is said of B alone says from when on it is another race; by many lucks that is when A begins to be free, too.
        if self.b.is_none() && self.races.is_some() && !a.is_free() {
            a.run.from = b.run.from;
        }
        Ok([a, b])
    }

    /// Rides pairs of races by common luck, until there are `races` of them or the crew is stopped.
    fn ride(&self, asked: [&Asked; 2], races: u64, crew: &Crew) -> Result<Paired, Failure> {
        let wants_ascii = tui::theme::wants_ascii(|name| std::env::var(name).ok());
        let bar = crew::bar(2 * races, 0, wants_ascii);
        let counted = |ride: &dyn Fn(u64) -> Outcome, luck: u64| {
            let outcome = ride(luck);
            bar.inc(1);
            outcome
        };
        let (ride_a, ride_b) = (asked[0].outcomes()?, asked[1].outcomes()?);
        let (ride_a, ride_b) = (|luck: u64| counted(&ride_a, luck), |luck: u64| counted(&ride_b, luck));
        let [path_a, path_b] = self.out.as_deref().map_or([None, None], |path| both::paths(path).map(Some));
        let mut a = Side::new(asked[0], races, &ride_a, path_a)?;
        let mut b = Side::new(asked[1], races, &ride_b, path_b)?;
        bar.set_position(a.done() + b.done());
        bar.reset_eta();
        let scenario = &asked[0].scenario;
        let mut paired =
            Paired::new(scenario.track.race_m(), &scenario.riders.iter().map(|r| r.bib).collect::<Vec<_>>());
        let (files, paths) = ([a.open()?, b.open()?], [a.path().to_owned(), b.path().to_owned()]);
        let rows = |of: usize| -> Result<Option<Rows<'_>>, Failure> {
            files[of].as_ref().map_or(Ok(None), |file: &File| Rows::open(&paths[of], file))
        };
        let (mut rows_a, mut rows_b) = (rows(0)?, rows(1)?);
        while paired.races() < races && !crew.is_stopped() {
            let numbers = paired.races()..races.min(paired.races() + BLOCK);
            let one = a.races(numbers.clone(), &mut rows_a, crew)?;
            let other = b.races(numbers, &mut rows_b, crew)?;
            one.into_iter().zip(other).for_each(|(one, other)| paired.add(&[one, other]));
        }
        bar.finish_and_clear();
        Ok(paired)
    }
}
