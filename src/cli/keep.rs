//! Rides many races of one or several runs, keeps them in a file, and prints their figures; for sweeps, comparisons and varied
//! numbers alike.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::crew::{self, Crew};
use super::rows::{self, failed};
use super::summary::{Summarised, Summary};
use super::{Failure, out};
use crate::report::rows::{Header, plain};
use crate::sweep::{RaceOutcome, SeedRide, Shard, Sweep, SweepPlan};

/// Which part of the races is ridden, and where they are kept.
#[derive(Debug, Args)]
pub struct Keep {
    /// Ride only the i-th of n parts, for 'velodrome merge'
    #[arg(long, value_name = "I/N", requires = "out")]
    shard: Option<Shard>,
    /// Keep every race in FILE as it is done, in a form that 'merge' and 'chart' read; what FILE has of this already is
    /// not ridden again
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub out: Option<PathBuf>,
}

impl Keep {
    /// The plan for `races` races of each run; `seeds` are those of the runs' first races.
    pub fn plan(&self, seeds: &[u64], races: u64, precision: Option<f64>) -> Result<SweepPlan, Failure> {
        match seeds.iter().find(|seed| seed.checked_add(races).is_none()) {
            Some(seed) => Err(Failure::wrong(
                format!("--seed {seed}: there are not {races} seeds from there on"),
                format!("write {} or less", u64::MAX - races),
            )),
            None => Ok(SweepPlan { seed: seeds[0], races, shard: self.shard.unwrap_or(Shard::WHOLE), precision }),
        }
    }

    /// Rides the experiment of `header`, with one of `rides` for each run, from where the file ends, and prints the figures of
    /// `sweep`.
    pub fn ride<C: Summarised>(
        &self,
        header: &Header,
        mut sweep: Sweep<C>,
        rides: &[SeedRide],
        crew: &Crew,
        summary: Summary,
    ) -> Result<(), Failure> {
        let runs = rides.len() as u64;
        let mut sink = Sink { file: None, header, prints: summary.prints_races::<C>() };
        sink.file = self.resume(rides, &mut sweep, &mut sink)?;
        let bar = crew::bar(runs * sweep.asked(), runs * sweep.races());
        let bar = if sink.prints { crew::hidden_on_a_terminal(bar) } else { bar };
        let counted = |ride: SeedRide<'_>, seed| {
            let outcome = ride(seed);
            bar.inc(1);
            outcome
        };
        let counted: Vec<_> = rides.iter().map(|ride| |seed| counted(*ride, seed)).collect();
        let rides: Vec<SeedRide> = counted.iter().map(|ride| ride as SeedRide).collect();
        let ridden = crew.work(|| sweep.ride_all(&rides, &|| crew.is_stopped(), &mut |races| sink.write(races)));
        bar.finish_and_clear();
        ridden?;
        summary.print(header, &sweep)?;
        let again = self.out.as_ref().map_or("", |_| "; the same command goes on");
        let partial = format!("{} of {}{again}", sweep.races(), header.experiment.races(sweep.asked()));
        crew.end((!sweep.is_done()).then_some(&partial))
    }

    /// Resumes `sweep` from the races that its file holds, and returns the file.
    fn resume<C: Summarised>(
        &self,
        rides: &[SeedRide],
        sweep: &mut Sweep<C>,
        sink: &mut Sink<'_>,
    ) -> Result<Option<File>, Failure> {
        let Some(path) = &self.out else { return sink.begin().map(|()| None) };
        // Print nothing before the header of the file is accepted.
        let mut begun = false;
        let file = rows::resume(path, sink.header, rides, sweep, &mut |races| {
            if !std::mem::replace(&mut begun, true) {
                sink.begin()?;
            }
            sink.write(races)
        })?;
        if !begun {
            sink.begin()?;
        }
        Ok(Some(file))
    }
}

/// Where finished races are written.
struct Sink<'a> {
    header: &'a Header,
    file: Option<File>,
    /// Also write them to standard output, as plain CSV.
    prints: bool,
}

impl Sink<'_> {
    /// Writes the names of the columns to standard output; the file has its header already.
    fn begin(&self) -> Result<(), Failure> {
        if self.prints { out::print(&plain::columns()) } else { Ok(()) }
    }

    fn write(&mut self, races: &[RaceOutcome]) -> Result<(), Failure> {
        if let Some(file) = &mut self.file {
            let mut text = String::new();
            self.header.write_all(races, &mut text);
            file.write_all(text.as_bytes()).map_err(|e| failed("writing the races", e))?;
        }
        if !self.prints {
            return Ok(());
        }
        let mut text = String::new();
        plain::write(self.header, races, &mut text);
        out::print(&text)
    }
}
