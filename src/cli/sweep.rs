//! `velodrome sweep`: many races of one scenario, and the chances of its riders.

use clap::Args;

use super::Failure;
use super::args::{Closely, RunArgs};
use super::crew::Threads;
use super::keep::Keep;
use super::summary::Summary;
use crate::report::rows::{ANY_SEED, Header};
use crate::tactics::When;

const EXAMPLES: &str = "\
Examples:
  velodrome sweep men-elite --races 1000
  velodrome sweep athens-2004-men --free-from 0 --races 500   the same riders, 500 other races
  velodrome sweep athens-2004-men --order '130 Ignatiev sit in' --races 500
  velodrome sweep men-elite --races 90000 --precision 0.01    until the leader is known to ± 1 %
  velodrome sweep men-elite --races 90000 --out men.rows       keeps every race; can be resumed
  velodrome sweep men-elite --races 1000 --format json
  velodrome sweep men-elite --races 1000 --format csv > men.csv   a row for each race and rider
  velodrome sweep men-elite --races 9000 --shard 2/3 --out 2.rows
  velodrome merge 1.rows 2.rows 3.rows --out all.rows

Race k has the seed --seed + k, so any of them opens with 'velodrome watch'. The figures are the
same for any number of threads and parts. Ctrl-C keeps what is done, says that it is partial and
exits with 130; with --out, the same command goes on where it was.";

/// Ride many races, and say how likely it all is
///
/// Every race is ridden free, from the gun or from a fork on, with a seed of its own, on all cores. What comes out are the riders' chances of
/// winning and of the podium, their mean ranks and points, each with its 95 % interval, and what such races come to.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct SweepCommand {
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    closely: Closely,
    /// How many races; at most, with --precision
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    races: u64,
    #[command(flatten)]
    threads: Threads,
    /// Stop as soon as the leader's chance of winning is known to plus or minus P (0.01 is one per cent), to be seen after
    /// every 200 races
    #[arg(long, value_name = "P", value_parser = precision, conflicts_with = "shard")]
    precision: Option<f64>,
    #[command(flatten)]
    keep: Keep,
    #[command(flatten)]
    summary: Summary,
}

impl SweepCommand {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?.checked(self.closely);
        if !asked.is_free() {
            let free = RunArgs { free_from: Some(When::GUN), ..self.run.clone() }.open()?;
            return Err(Failure::wrong(
                format!(
                    "{}: a replay ends in the official result by every seed; there are no chances to count",
                    asked.scenario.id
                ),
                format!(
                    "the same riders simulated from the gun: {} --races {}",
                    free.command("sweep", &free.first()),
                    self.races
                ),
            ));
        }
        let header = Header::of(
            &asked.scenario,
            &asked.scenario.rules(asked.run.edition),
            self.keep.plan(&[asked.first()], self.races, self.precision)?,
            &asked.options(),
            &asked.command("watch", &ANY_SEED),
        );
        let crew = self.threads.crew()?;
        let ride = asked.outcomes()?;
        self.keep.ride(&header, header.sweep(), &[&ride], &crew, self.summary)
    }
}

/// Reads half the width of an interval, as a share of 1.
fn precision(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(half) if half > 0.0 && half < 0.5 => Ok(half),
        _ => Err("write a share between 0 and 0.5: 0.01 is plus or minus one per cent".to_owned()),
    }
}
