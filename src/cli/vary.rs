//! `velodrome vary`: one number of the race, of a rider or of the minds at several values, and what it changes.

use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::again::Ride;
use super::args::{RequestedRun, RunArgs, word};
use super::crew::Threads;
use super::keep::Keep;
use super::summary::Summary;
use super::{Failure, out};
use crate::player::{Checks, Many};
use crate::report::rows::{Experiment, Header, RunHeader, Varying};
use crate::report::vary as report;
use crate::sweep::{self, SeedRide};
use crate::tactics::When;
use crate::text::named;
use crate::units::Bib;
use crate::vary::{Param, Setting, VaryError, values};

const EXAMPLES: &str = "\
Examples:
  velodrome vary men-elite --param list                      all that can be varied
  velodrome vary men-elite --param gain_points --from 0 --to 40
  velodrome vary athens-2004-men --free-from 0 --param 'Ignatiev cp' --from -4 --to 4
  velodrome vary athens-2004-men --free-from 130 --param chase --from 0.5 --to 2 --rider Ignatiev
  velodrome vary men-elite --param laps --from 80 --to 160 --steps 3 --races 1000 --out laps.rows
  velodrome chart --vary laps.rows                            the same as a picture
  velodrome vary men-elite --param coop --from 0.5 --to 4 --races 9000 --shard 2/3 --out 2.rows
  velodrome merge 1.rows 2.rows 3.rows --format json > coop.json

At every value the same lucks are ridden, so that what differs is the number and not chance:
race k has the seed --seed + k (from a fork on: the luck). The figures are the same for any number
of threads and parts. Ctrl-C keeps what is done, says that it is partial and exits with 130; with
--out, the same command goes on where it was.";

/// Say how sensitive races are to one number
///
/// The chances of riders and what races come to at several values of a number, each with its 95 % interval, and the slope:
/// what one more of it changes, and whether that can be told from chance.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct VaryCommand {
    #[command(flatten)]
    run: RunArgs,
    /// What is varied: a rider's legs ('Ignatiev cp', in per cent of cp, wprime or peak), or a number of the race or of the
    /// minds by its name; 'list' lists them
    #[arg(long, value_name = "NAME")]
    param: String,
    /// Its first value
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    from: Option<f64>,
    /// Its last value
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    to: Option<f64>,
    /// At how many values, evenly between them; whole numbers are rounded, and each is ridden once
    #[arg(long, value_name = "K", default_value_t = 5, value_parser = clap::value_parser!(u32).range(2..=100))]
    steps: u32,
    /// How many races at each value
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    races: u64,
    /// The rider to be shown, by bib or family name; repeatable [default: whose legs are varied, else the three who win most]
    #[arg(long, value_name = "RIDER")]
    rider: Vec<String>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    keep: Keep,
    #[command(flatten)]
    summary: Summary,
}

/// The races to ride: one run for each value.
struct VaryPlan {
    asked: RequestedRun,
    param: Param,
    values: Vec<f64>,
    settings: Vec<Setting>,
    riders: Vec<Bib>,
}

impl VaryCommand {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?;
        if self.param == "list" {
            return out::say(&report::list(&asked.scenario, &asked.run));
        }
        self.refuse_documents()?;
        let (header, rides) = self.rides_of(self.plan(asked)?)?;
        let crew = self.threads.crew()?;
        let rides: Vec<SeedRide> = rides.iter().map(|ride| ride.as_ref() as SeedRide).collect();
        self.keep.ride(&header, header.variation(), &rides, &crew, self.summary)
    }

    /// Checks that the scenario is one that the file at `path`, which names it, may lead to.
    pub fn reaches_from(&self, path: &Path) -> Result<(), Failure> {
        self.run.reaches_from(path)
    }

    /// The header of the experiment, and a ride for each of its values.
    pub fn rides(&self) -> Result<(Header, Vec<Ride>), Failure> {
        self.rides_of(self.plan(self.run.open()?)?)
    }

    fn rides_of(&self, plan: VaryPlan) -> Result<(Header, Vec<Ride>), Failure> {
        let header = self.header(&plan)?;
        let again = Arc::new(self.again(&plan.asked));
        let ride = |(many, value): (Many, f64)| {
            let again = Arc::clone(&again);
            let ride = move |luck| {
                let checks = Checks::of(&format!("{again} (by luck {luck} at {value})"));
                sweep::ride_checked(&many, luck, Some(checks))
            };
            Box::new(ride) as Ride
        };
        let many = plan.many()?;
        Ok((header, many.into_iter().zip(plan.values).map(ride).collect()))
    }

    /// Refuses an `--out` file that is named like a document: `--out` keeps the races, not the document.
    fn refuse_documents(&self) -> Result<(), Failure> {
        let Some(path) = &self.keep.out else { return Ok(()) };
        let (ending, shown) = (path.extension().unwrap_or_default().to_string_lossy().to_lowercase(), named(path));
        match ending.as_str() {
            "json" | "txt" => Err(Failure::wrong(
                format!("--out {shown}: it keeps the races, as CSV, so that they can be gone on with and joined"),
                match ending.as_str() {
                    "json" => format!("for the document: --format json > {shown}, and another name for the races"),
                    _ => format!("for the table: > {shown}, and another name for the races"),
                },
            )),
            _ => Ok(()),
        }
    }

    fn plan(&self, asked: RequestedRun) -> Result<VaryPlan, Failure> {
        let wrong = |e: VaryError| Failure::wrong(format!("--param: {e}"), e.remedy());
        let param = Param::read(&self.param, &asked.scenario).map_err(wrong)?;
        let (low, high) = param.bounds();
        let (Some(from), Some(to)) = (self.from, self.to) else {
            return Err(Failure::wrong(
                format!("--param {}: from where to where?", self.param),
                format!("add --from and --to, between {low} and {high}"),
            ));
        };
        if !(from.is_finite() && to.is_finite()) || from == to {
            return Err(Failure::wrong("--from and --to: one value is none to compare", "write two different numbers"));
        }
        if !asked.is_free() {
            let free = RunArgs { free_from: Some(When::GUN), ..self.run.clone() }.open()?;
            return Err(Failure::wrong(
                format!(
                    "{}: a replay ends in the official result whatever is varied; riders have to decide",
                    asked.scenario.id
                ),
                format!("the same riders simulated from the gun: {}", self.again(&free)),
            ));
        }
        let values = values(from, to, self.steps, param.is_whole());
        if values.len() < 2 {
            return Err(Failure::wrong(
                format!("--param {}: there is one whole number from {from} to {to}", self.param),
                "choose --from and --to at least 1 apart",
            ));
        }
        let setting = |value: &f64| Setting::of(&asked.scenario, &asked.run, param, *value).map_err(wrong);
        let settings: Vec<Setting> = values.iter().map(setting).collect::<Result<_, _>>()?;
        let find = |typed: &String| self.find(&asked, &settings, typed);
        let riders = self.rider.iter().map(find).collect::<Result<_, _>>()?;
        Ok(VaryPlan { asked, param, values, settings, riders })
    }

    /// The rider that was `typed`, who must start at every value.
    fn find(&self, asked: &RequestedRun, settings: &[Setting], typed: &str) -> Result<Bib, Failure> {
        let remedy = "a bib or a family name of the start list";
        let bib =
            asked.scenario.find(typed).map_err(|why| Failure::wrong(format!("--rider {typed}: {why}"), remedy))?;
        match settings.iter().all(|setting| setting.starters().contains(&bib)) {
            true => Ok(bib),
            false => Err(Failure::wrong(
                format!("--rider {typed}: does not start in the smallest field"),
                "name one from higher up the start list, or begin with a larger field",
            )),
        }
    }

    /// The command that rides the same experiment again.
    fn again(&self, asked: &RequestedRun) -> String {
        let mut line = asked.command("vary", &asked.first()) + &format!(" --param {}", word(&self.param));
        for (name, value) in [("from", self.from), ("to", self.to)] {
            line += &value.map_or(String::new(), |value| format!(" --{name} {value}"));
        }
        line += &format!(" --steps {} --races {}", self.steps, self.races);
        self.rider.iter().fold(line, |line, rider| line + " --rider " + &word(rider))
    }

    /// The header of the experiment, with a run for each value.
    fn header(&self, plan: &VaryPlan) -> Result<Header, Failure> {
        let VaryPlan { asked, param, values, settings, riders } = plan;
        let (first, options) = (asked.first(), asked.options());
        let ridden = |setting: &Setting| {
            let scenario = setting.scenario();
            // There may be no command that shows a race at this value.
            RunHeader::of(scenario, &scenario.rules(asked.run.edition), first, &options, "")
        };
        let about = match (param, &riders[..]) {
            (Param::Legs(bib, _), []) => vec![*bib],
            (_, riders) => riders.to_vec(),
        };
        let experiment = Experiment::Variation(Varying {
            name: param.name(&asked.scenario),
            unit: param.unit().to_owned(),
            meaning: param.meaning().to_owned(),
            default: param.default(&asked.scenario, &asked.run),
            values: values.clone(),
            about,
            command: self.again(asked),
        });
        let races = self.keep.plan(&[first], self.races, None)?;
        Ok(Header::of_runs(experiment, races, settings.iter().map(ridden).collect(), &asked.scenario))
    }
}

impl VaryPlan {
    /// The races at each value, ready to be ridden.
    fn many(&self) -> Result<Vec<Many>, Failure> {
        let failed = |e| Failure::Race(self.asked.scenario.id.clone(), e);
        self.settings.iter().map(|setting| setting.many().map_err(failed)).collect()
    }
}
