//! `velodrome compare`: two runs of one race, side by side or over many races with common luck.

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::args::{Asked, RunArgs};
use super::{Failure, out};
use crate::report::compare;
use crate::sweep::{Outcome, Paired};

const EXAMPLES: &str = "\
Examples:
  velodrome compare athens-2004-men run:1:athens-2004-men:s1:f130
  velodrome compare run:1:athens-2004-men:s1:f130 run:1:athens-2004-men:s1:f130:o130.ignatiev.sit-in --races 1000

A run is the id of a scenario, the path of a file (scenario or saved run), or a run code as 'velodrome result' prints it.
With --races both are ridden by the same lucks, so that they differ by what is said and not by chance.";

/// Compare two runs of one race
///
/// Where they part and both results; or, with --races, the differences of every figure over many pairs of races with common
/// luck, each with its 95 % interval, and how many races a claim of that size needs.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Compare {
    /// The one run
    #[arg(value_name = "A")]
    a: String,
    /// The other
    #[arg(value_name = "B")]
    b: String,
    /// Ride so many races of each
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..=10_000_000))]
    races: Option<u64>,
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
}

impl Compare {
    pub fn run(self) -> Result<(), Failure> {
        let [a, b] = [&self.a, &self.b].map(|text| RunArgs::of_id(text.clone()).open());
        let (a, b) = (a?, b?);
        let bibs = |asked: &Asked| asked.scenario.riders.iter().map(|r| (r.bib, r.family.clone())).collect::<Vec<_>>();
        if bibs(&a) != bibs(&b) {
            return Err(Failure::wrong(
                "these are runs of two different fields",
                "compare two runs of one scenario: they have the same riders",
            ));
        }
        let codes = [a.code(), b.code()];
        let codes = [codes[0].as_str(), codes[1].as_str()];
        let Some(races) = self.races else {
            if self.format == Format::Json {
                return Err(Failure::wrong("--format json: one race is no statistics", "add --races 1000"));
            }
            return out::print(&compare::one(&a.ride()?, &b.ride()?, codes));
        };
        if let Some(replay) = [&a, &b].into_iter().find(|asked| !asked.is_free()) {
            return Err(Failure::wrong(
                format!("{}: a replay ends in the official result by every luck", replay.code()),
                "compare runs in which riders decide: run codes with f (free from a lap), or a scenario without a record",
            ));
        }
        let (ride_a, ride_b) = (a.outcomes()?, b.outcomes()?);
        let first = [a.first(), b.first()];
        let mut paired =
            Paired::new(a.scenario.track.race_m(), &a.scenario.riders.iter().map(|r| r.bib).collect::<Vec<_>>());
        // In blocks, so that memory does not grow with the number of races.
        for from in (0..races).step_by(BLOCK as usize) {
            let both = |k: u64| [ride_a(first[0] + k), ride_b(first[1] + k)];
            let block: Vec<[Outcome; 2]> = (from..races.min(from + BLOCK)).into_par_iter().map(both).collect();
            block.iter().for_each(|race| paired.add(race));
        }
        out::print(&match self.format {
            Format::Table => compare::many(&a.scenario, &paired, codes),
            Format::Json => compare::json(&a.scenario, &paired, codes),
        })
    }
}

/// Pairs of races that are kept at once.
const BLOCK: u64 = 1000;
