//! `velodrome field`: the riders of a scenario with their legs, as a file writes them.

use clap::Args;

use super::args::DEFAULT_SEED;
use super::{Failure, out, source};
use crate::field;
use crate::report;
use crate::scenario::{Level, Pipes};

const EXAMPLES: &str = "\
Examples:
  velodrome field men --riders 24 --seed 2026      numbered riders, drawn from the level
  velodrome field athens-2004-men                  a historic field, estimated from its result";

const LEVELS: [(&str, Level); 4] =
    [("men", Level::Men), ("women", Level::Women), ("junior", Level::Junior), ("junior-women", Level::JuniorWomen)];

/// Print a start list with the riders' powers, for a scenario file
///
/// For a level (men, women, junior, junior-women): numbered riders with powers drawn by seed. For a scenario: its riders,
/// with powers from the file, else estimated from the result, else drawn.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct FieldCommand {
    /// A level, or a scenario
    #[arg(value_name = "LEVEL|SCENARIO")]
    of: String,
    /// How many riders, for a level
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u16).range(2..=150))]
    riders: u16,
    /// Chooses what is drawn
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
}

impl FieldCommand {
    pub fn run(self) -> Result<(), Failure> {
        let level = LEVELS.iter().find(|(word, _)| *word == self.of);
        out::print(&match level {
            Some((_, level)) => {
                let riders = field::numbered(*level, self.riders, self.seed);
                let legs: Vec<_> = riders.iter().map(|r| field::written(*level, r)).collect();
                report::field::toml(&riders, &legs)
            }
            None => {
                let scenario = source::open(&self.of, Pipes::Allowed)?.scenario;
                report::field::toml(&scenario.riders, &field::legs(&scenario, self.seed))
            }
        })
    }
}
