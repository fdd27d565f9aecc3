//! `velodrome vary`: one number of the world, a rider or the minds at several values, and what it changes.

use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{Asked, RunArgs, quoted};
use super::crew::{self, Threads};
use super::{Failure, out};
use crate::player::Many;
use crate::report::ascii;
use crate::report::vary::{self as report, Document};
use crate::sweep::{self, Outcome};
use crate::tactics::When;
use crate::tui;
use crate::units::Bib;
use crate::vary::{Param, Setting, Varied, VaryError, values};

const EXAMPLES: &str = "\
Examples:
  velodrome vary men-elite --param list                      all that can be varied
  velodrome vary men-elite --param gain_points --from 0 --to 40
  velodrome vary athens-2004-men --free-from 0 --param 'Ignatiev cp' --from -4 --to 4
  velodrome vary athens-2004-men --free-from 130 --param chase --from 0.5 --to 2 --rider Ignatiev
  velodrome vary men-elite --param laps --from 80 --to 160 --steps 3 --races 1000 --out laps.json
  velodrome chart --vary laps.json                           the same as a picture

At every value the same lucks are ridden, so that what differs is the number and not chance: race k has the seed
--seed + k (from a fork on: the luck). Ctrl-C keeps what is done, says that it is partial and exits with 130.";

/// Riders a table is about that nobody asked for.
const FAVOURITES: usize = 3;
/// Lucks that are kept at once.
const BLOCK: u64 = 200;

/// Say how sensitive races are to one number
///
/// The chances of riders and what races come to at several values of a number, each with its 95 % interval, and the slope:
/// what one more of it changes, and whether that can be told from chance.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Vary {
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
    /// How to write it [default: by the ending of --out, else table]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Where to write it: .json, .csv or .txt [default: standard output]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Plain characters only
    #[arg(long)]
    ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One JSON document, velodrome.vary/1, of all riders; 'velodrome chart --vary' draws it
    Json,
    /// A line for each figure at each value
    Csv,
}

/// What is ridden.
struct Plan {
    asked: Asked,
    param: Param,
    values: Vec<f64>,
    settings: Vec<Setting>,
    riders: Vec<Bib>,
}

impl Vary {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?;
        if self.param == "list" {
            return out::print(&report::list(&asked.scenario, &asked.run));
        }
        let format = self.format()?;
        let plan = self.plan(asked)?;
        let crew = self.threads.crew()?;
        let many = plan.many()?;
        let bar = crew::bar(self.races * many.len() as u64, 0, self.wants_ascii());
        let ride = |luck: u64| -> Vec<Outcome> {
            let race = |many: &Many| {
                let outcome = sweep::ride_again(many, luck);
                bar.inc(1);
                outcome
            };
            many.iter().map(race).collect()
        };
        let mut varied = Varied::new(plan.values.clone(), &plan.settings);
        let first = plan.asked.first();
        let end = first + self.races;
        while varied.races() < self.races && !crew.is_stopped() {
            let next = first + varied.races();
            let block = crew.work(|| sweep::in_order(next..end.min(next + BLOCK), &ride, &|| crew.is_stopped()));
            block.iter().for_each(|races| varied.add(races));
        }
        bar.finish_and_clear();
        let document = self.document(&plan, &varied);
        self.write(&document, format)?;
        let partial = format!("{} of {} races at each value", document.races, self.races);
        crew.end(document.partial.then_some(&partial))
    }

    fn format(&self) -> Result<Format, Failure> {
        let ending = |path: &PathBuf| path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match (self.format, self.out.as_ref().map(ending).as_deref()) {
            (Some(format), _) => Ok(format),
            (None, None | Some("txt")) => Ok(Format::Table),
            (None, Some("json")) => Ok(Format::Json),
            (None, Some("csv")) => Ok(Format::Csv),
            (None, Some(_)) => Err(Failure::wrong(
                "--out: its ending says nothing about how to write",
                "let it end in .json, .csv or .txt, or add --format json",
            )),
        }
    }

    fn plan(&self, asked: Asked) -> Result<Plan, Failure> {
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
                format!("the same riders free from the gun: {}", self.again(&free)),
            ));
        }
        if asked.first().checked_add(self.races).is_none() {
            return Err(Failure::wrong(
                format!("--seed {}: there are not {} seeds from there on", asked.first(), self.races),
                format!("write {} or less", u64::MAX - self.races),
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
        Ok(Plan { asked, param, values, settings, riders })
    }

    /// The rider `typed`, who has to start at every value.
    fn find(&self, asked: &Asked, settings: &[Setting], typed: &str) -> Result<Bib, Failure> {
        let remedy = "a bib or a family name of the start list";
        let bib =
            asked.scenario.find(typed).map_err(|why| Failure::wrong(format!("--rider {typed}: {why}"), remedy))?;
        match settings.iter().all(|setting| setting.starters().contains(&bib)) {
            true => Ok(bib),
            false => Err(Failure::wrong(
                format!("--rider {typed}: he does not start in the smallest field"),
                "name one from higher up the start list, or begin with a larger field",
            )),
        }
    }

    /// The command that rides the same again.
    fn again(&self, asked: &Asked) -> String {
        let mut line = asked.command("vary", &asked.first()) + &format!(" --param {}", quoted(&self.param));
        for (name, value) in [("from", self.from), ("to", self.to)] {
            line += &value.map_or(String::new(), |value| format!(" --{name} {value}"));
        }
        line + &format!(" --steps {} --races {}", self.steps, self.races)
    }

    fn document(&self, plan: &Plan, varied: &Varied) -> Document {
        let Plan { asked, param, riders, .. } = plan;
        let riders = match (param, &riders[..]) {
            (Param::Legs(bib, _), []) => vec![*bib],
            (_, []) => varied.favourites(FAVOURITES),
            (_, riders) => riders.to_vec(),
        };
        let default = param.default(&asked.scenario, &asked.run);
        Document {
            edition: asked.scenario.rules(asked.run.edition).edition.name().to_owned(),
            mode: if asked.is_forked() { "forked" } else { "free" }.to_owned(),
            options: asked.options(),
            seed: asked.first(),
            asked: self.races,
            partial: varied.races() < self.races,
            command: self.again(asked),
            ..Document::of(&asked.scenario, varied, *param, default, &riders)
        }
    }

    fn write(&self, document: &Document, format: Format) -> Result<(), Failure> {
        let text = match format {
            Format::Table if self.wants_ascii() => ascii::text(&report::table(document)),
            Format::Table => report::table(document),
            Format::Json => document.json(),
            Format::Csv => report::csv(document),
        };
        match &self.out {
            Some(path) => fs::write(path, text).map_err(|e| Failure::Io("writing what was varied", e)),
            None => out::print(&text),
        }
    }

    fn wants_ascii(&self) -> bool {
        self.ascii || tui::theme::wants_ascii(|name| std::env::var(name).ok())
    }
}

impl Plan {
    /// What all races at each value share.
    fn many(&self) -> Result<Vec<Many>, Failure> {
        let failed = |e| Failure::Race(self.asked.scenario.id.clone(), e);
        self.settings.iter().map(|setting| setting.many().map_err(failed)).collect()
    }
}
