//! `velodrome chances`: how likely each rider was to win, moment by moment, and what moved it.

use std::ops::Range;

use clap::Args;
use rayon::prelude::*;

use super::args::RunArgs;
use super::document::{Document, Form, Format};
use super::{Failure, crew};
use crate::chances::{Curve, ForkTally, Forks, Rides, events, moment, moments};
use crate::player::Replay;
use crate::report::chances;
use crate::tactics::When;
use crate::units::Micros;

const EXAMPLES: &str = "\
Examples:
  velodrome chances athens-2004-men                  over the race, and what moved the chances
  velodrome chances athens-2004-men --at 100         every rider, after 100 laps
  velodrome chances men-elite --seed 7 --races 1000
  velodrome chances athens-2004-men --format csv > chances.csv
  velodrome chart athens-2004-men --kind chances --out chances.svg

At each moment the race is ridden on --races times, each time with a luck of its own. Riders of a
replay are let go at the moment as by --free-from: their chances are those of the model's riders.
The figures are the same for any number of threads.";

/// Say how likely each rider was to win, over the race
///
/// At the gun, after every sprint and every lap gained, the race is ridden on to its end many times, each time with a luck of
/// its own; the share of races that a rider wins is their chance, with its 95 % interval. The leverage of a sprint or a lap gain is
/// how much it moved the chances.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ChancesCommand {
    #[command(flatten)]
    run: RunArgs,
    /// At one moment only: laps of the head of the race, or a time such as 41:12
    #[arg(long, value_name = "LAP", value_parser = super::args::moment)]
    at: Option<When>,
    #[command(flatten)]
    effort: ForkArgs,
    /// How to write it
    #[arg(long, value_parser = Chances::formats(), default_value = "table")]
    format: Format,
}

/// How much is ridden, and on what.
#[derive(Debug, Clone, Copy, Args)]
pub struct ForkArgs {
    /// Races from each moment
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub races: u32,
    /// Threads to ride them on [default: one for each core]
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// The chances of winning as a document.
struct Chances {
    replay: Replay,
    curve: Curve,
    /// Races ridden from each moment.
    races: u32,
    /// The run.
    code: String,
    /// The curve is that of one moment only.
    one_moment: bool,
}

impl Document for Chances {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Table, "For people", Self::table),
            Form::text(Format::Json, "One JSON document, velodrome.chances/1", |c| {
                chances::json(&c.replay, &c.curve, c.races, &c.code)
            }),
            Form::text(Format::Csv, "A line for each moment and rider", |c| chances::csv(&c.replay, &c.curve)),
        ]
    }
}

impl Chances {
    fn table(&self) -> String {
        let table = if self.one_moment { chances::at } else { chances::over };
        table(&self.replay, &self.curve, self.races, &self.code)
    }
}

impl ChancesCommand {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?;
        let replay = asked.ride()?;
        let curve = match self.at {
            None => whole(&replay, self.effort)?,
            Some(when) => {
                let at = moment(&replay, when).ok_or_else(|| {
                    let laps = replay.scenario().track.laps;
                    Failure::wrong(
                        "--at: the race is over by then",
                        format!("write a lap from 0 to {laps}, or a time in it"),
                    )
                })?;
                Curve { moments: count(&replay, &[at], self.effort)?, events: Vec::new() }
            }
        };
        let code = asked.code();
        let one_moment = self.at.is_some();
        Chances { replay, curve, races: self.effort.races, code, one_moment }.print(self.format)
    }
}

/// The chances over the whole of `replay`.
pub fn whole(replay: &Replay, effort: ForkArgs) -> Result<Curve, Failure> {
    let events = events(replay);
    let moments = count(replay, &moments(&events, replay.duration()), effort)?;
    Ok(Curve { moments, events })
}

/// How many forks of a moment a thread rides at a time.
const PART: u32 = 25;

/// Rides `replay` on from each of `moments` and counts who wins.
fn count(replay: &Replay, moments: &[Micros], effort: ForkArgs) -> Result<Vec<(Micros, ForkTally)>, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(effort.threads.map_or(0, usize::from)).build();
    let pool = pool.map_err(|e| Failure::Io("starting threads", std::io::Error::other(e)))?;
    let forks = Forks::of(replay.clone());
    let parts = |&at: &Micros| {
        let from = (0..effort.races).step_by(PART as usize);
        from.map(move |from| (at, from..effort.races.min(from + PART)))
    };
    let work: Vec<(Micros, Range<u32>)> = moments.iter().flat_map(parts).collect();
    let bar = crew::bar(u64::from(effort.races) * moments.len() as u64, 0);
    let ride = |(at, races): (Micros, Range<u32>)| {
        let ridden = u64::from(races.end - races.start);
        let tally = forks.count(at, races, &|| true).expect("nobody says stop");
        bar.inc(ridden);
        (at, tally)
    };
    let tallies: Vec<(Micros, ForkTally)> = pool.install(|| work.into_par_iter().map(ride).collect());
    bar.finish_and_clear();
    let mut joined: Vec<(Micros, ForkTally)> = Vec::new();
    for (at, tally) in tallies {
        match joined.last_mut() {
            Some((last, whole)) if *last == at => whole.join(&tally),
            _ => joined.push((at, tally)),
        }
    }
    Ok(joined)
}
