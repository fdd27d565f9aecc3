//! `velodrome sweep`: many races of one scenario, and the chances of its riders.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use clap::Args;
use indicatif::ProgressBar;

use super::args::{Asked, RunArgs};
use super::rows::{self, failed};
use super::summary::{Format, Summary};
use super::{Failure, out, progress};
use crate::report::sweep::{ANY_SEED, Header};
use crate::sweep::{Outcome, Plan, Shard, Sweep};
use crate::tactics::When;

const EXAMPLES: &str = "\
Examples:
  velodrome sweep men-elite --races 1000
  velodrome sweep athens-2004-men --free-from 0 --races 500   the same riders, 500 other races
  velodrome sweep athens-2004-men --order '130 Ignatiev sit in' --races 500
  velodrome sweep men-elite --races 90000 --precision 0.01    until the leader is known to ± 1 %
  velodrome sweep men-elite --races 90000 --out men.csv       keeps every race; can be resumed
  velodrome sweep men-elite --races 1000 --format json
  velodrome sweep men-elite --races 9000 --shard 2/3 --out 2.csv
  velodrome merge 1.csv 2.csv 3.csv --out all.csv

Race k has the seed --seed + k, so any of them opens with 'velodrome watch'. The figures are the
same for any number of threads and parts. Ctrl-C keeps what is done, says that it is partial and
exits with 130; with --out, the same command goes on where it was.";

/// Ride many races, and say how likely it all is
///
/// Every race is ridden free, from the gun or from a fork on, with a seed of its own, on all cores. What comes out are the riders' chances of
/// winning and of the podium, their mean ranks and points, each with its 95 % interval, and what such races come to.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct SweepOf {
    #[command(flatten)]
    run: RunArgs,
    /// How many races; at most, with --precision
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    races: u64,
    /// Threads to ride them on [default: one for each core]
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Stop as soon as the leader's chance of winning is known to plus or minus P (0.01 is one per cent), to be seen after
    /// every 200 races
    #[arg(long, value_name = "P", value_parser = precision, conflicts_with = "shard")]
    precision: Option<f64>,
    /// Ride only the i-th of n parts, for 'velodrome merge'
    #[arg(long, value_name = "I/N", requires = "out")]
    shard: Option<Shard>,
    /// Write every race to FILE as it is done (CSV, a line for each rider); what FILE has of this sweep already is not
    /// ridden again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    #[command(flatten)]
    summary: Summary,
}

impl SweepOf {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?;
        if !asked.is_free() {
            let free = RunArgs { free_from: Some(When::GUN), ..self.run.clone() }.open()?;
            return Err(Failure::wrong(
                format!(
                    "{}: a replay ends in the official result by every seed; there are no chances to count",
                    asked.scenario.id
                ),
                format!(
                    "the same riders free from the gun: {} --races {}",
                    free.command("sweep", &free.first()),
                    self.races
                ),
            ));
        }
        let header = Header::of(
            &asked.scenario,
            &asked.scenario.rules(asked.run.edition),
            self.plan(&asked)?,
            &asked.options(),
            &asked.command("watch", &ANY_SEED),
        );
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads.map_or(0, usize::from)).build();
        let pool = pool.map_err(|e| failed("starting threads", io::Error::other(e)))?;
        let interrupted = out::hear_interrupts();
        let ride = asked.outcomes()?;
        let mut sweep = header.sweep();
        let mut sink = self.open(&header, &ride, &mut sweep)?;
        let bar = self.bar(&sweep);
        let ride = |seed| {
            let outcome = ride(seed);
            bar.inc(1);
            outcome
        };
        let stopped = || interrupted.load(Ordering::Relaxed) > 0;
        let ridden = pool.install(|| sweep.ride(&ride, &stopped, &mut |outcomes| sink.write(&header, outcomes)));
        bar.finish_and_clear();
        ridden?;
        self.summary.print(&header, &sweep)?;
        match interrupted.load(Ordering::Relaxed) {
            0 => Ok(()),
            _ if sweep.is_done() => Ok(()),
            signal => {
                let again = self.out.as_ref().map_or("", |_| "; the same command goes on");
                out::complain(&format!("partial: {} of {} races{again}\n", sweep.tally().races(), to_ride(&sweep)));
                Err(Failure::Signal(signal as i32))
            }
        }
    }

    fn plan(&self, asked: &Asked) -> Result<Plan, Failure> {
        let (seed, races) = (asked.first(), self.races);
        if seed.checked_add(races).is_none() {
            return Err(Failure::wrong(
                format!("--seed {seed}: there are not {races} seeds from there on"),
                format!("write {} or less", u64::MAX - races),
            ));
        }
        Ok(Plan { seed, races, shard: self.shard.unwrap_or(Shard::WHOLE), precision: self.precision })
    }

    /// Takes up the sweep where its file ends.
    fn open(&self, header: &Header, ride: &dyn Fn(u64) -> Outcome, sweep: &mut Sweep) -> Result<Sink, Failure> {
        let mut printing = Sink { file: None, prints: self.summary.format == Format::Csv };
        let mut begun = false;
        let file = match &self.out {
            None => None,
            Some(path) => Some(rows::resume(path, header, ride, &mut |outcome| {
                rows::take(path, sweep, outcome)?;
                if printing.prints && !begun {
                    begun = true;
                    out::print(&header.text())?;
                }
                printing.write(header, std::slice::from_ref(outcome))
            })?),
        };
        if printing.prints && !begun {
            out::print(&header.text())?;
        }
        Ok(Sink { file, ..printing })
    }

    /// Shows how far the sweep is, and the time left, where somebody looks.
    fn bar(&self, sweep: &Sweep) -> ProgressBar {
        if self.summary.format == Format::Csv && io::stdout().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = progress::bar(to_ride(sweep), self.summary.wants_ascii()).with_position(sweep.tally().races());
        bar.reset_eta();
        bar
    }
}

/// Races of this part, at most.
fn to_ride(sweep: &Sweep) -> u64 {
    let seeds = sweep.plan().seeds();
    seeds.end - seeds.start
}

/// Where races go.
struct Sink {
    file: Option<File>,
    /// To standard output too.
    prints: bool,
}

impl Sink {
    fn write(&mut self, header: &Header, outcomes: &[Outcome]) -> Result<(), Failure> {
        let mut text = String::new();
        outcomes.iter().for_each(|outcome| header.write(outcome, &mut text));
        if let Some(file) = &mut self.file {
            file.write_all(text.as_bytes()).map_err(|e| failed("writing the races", e))?;
        }
        if self.prints { out::print(&text) } else { Ok(()) }
    }
}

/// Reads half the width of an interval.
fn precision(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(half) if half > 0.0 && half < 0.5 => Ok(half),
        _ => Err("write a share between 0 and 0.5: 0.01 is plus or minus one per cent".to_owned()),
    }
}
