//! `velodrome realism`: simulated races beside real ones.

use clap::{Args, ValueEnum};

use super::args::DEFAULT_SEED;
use super::document::{Document, Form, Format};
use super::{Failure, crew};
use crate::realism::{self, Report};
use crate::report;
use crate::tactics::{ChaseModel, Params};

/// Print how simulated races stand beside real ones
///
/// Statistic by statistic: the real figure and its number of races, the simulated one, how often simulated races come out
/// as far from the middle as the real ones, and a verdict. The real races and their sources are part of the program.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  velodrome realism\n  velodrome realism --races 50          quicker and coarser\n  velodrome realism --format json"
)]
pub struct RealismCommand {
    /// Simulated races of each kind (length, starters and era of the real ones)
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    races: u32,
    /// The seed of the first race; the next has the next
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// Whose minds: null models show what the choices of riders are worth
    #[arg(long, value_enum, default_value_t = Minds::Weigh)]
    minds: Minds,
    /// How to write it
    #[arg(long, value_parser = Report::formats(), default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Minds {
    /// Riders weigh what they do
    Weigh,
    /// Whoever is at the front chases every break
    AlwaysChase,
    /// Nobody chases any
    NeverChase,
    /// Every choice at random
    Random,
}

impl Minds {
    fn params(self) -> Params {
        let standard = Params::STANDARD;
        match self {
            Self::Weigh => standard,
            Self::AlwaysChase => Params { chase: ChaseModel::Always, ..standard },
            Self::NeverChase => Params { chase: ChaseModel::Never, ..standard },
            Self::Random => Params { noise: f64::INFINITY, ..standard },
        }
    }
}

impl Document for Report {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Table, "For people", report::realism::text),
            Form::text(Format::Json, "One JSON document, velodrome.realism/1", report::realism::json),
        ]
    }
}

impl RealismCommand {
    pub fn run(self) -> Result<(), Failure> {
        let bar = crew::bar(0, 0);
        let progress = |done: usize, all: usize| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        };
        let params = self.minds.params();
        let ride = |scenario: &_, seed| realism::ride(scenario, seed, params);
        let report = realism::report(self.races as usize, self.seed, &ride, &progress);
        bar.finish_and_clear();
        report.print(self.format)
    }
}
