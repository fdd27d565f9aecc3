//! `velodrome result`: the result of a race, in five formats.

use clap::{Args, ValueEnum};

use super::args::{AsOf, RunArgs};
use super::{Failure, out};
use crate::page;
use crate::report::{Sheet, result};

const EXAMPLES: &str = "\
Examples:
  velodrome result athens-2004-men
  velodrome result athens-2004-men --seed 7 --format json
  velodrome result athens-2004-men --rules 2000
  velodrome result athens-2004-men --free-from 0           the same riders, another race
  velodrome result athens-2004-men --order '130 Ignatiev sit in'
  velodrome result athens-2004-women --as-of 2004-08-29    the table of that day
  velodrome result athens-2004-men --power                 what it took
  velodrome result beijing-2008-men --format csv > beijing.csv
  velodrome result athens-2004-men --format html > athens.html    a page with charts";

/// Print the result of a race
///
/// The final table as the referee computed it, the sprints, the laps gained and lost, and where each cell comes from:
/// recorded in a source, derived by arithmetic, reconstructed by the seed, or simulated.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ResultCommand {
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    as_of: AsOf,
    /// What the race took of each rider instead, in watts (JSON, Markdown and HTML always have it)
    #[arg(long)]
    power: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One JSON document, velodrome.result/1
    Json,
    /// The final table, one rider a line
    Csv,
    /// A document
    Markdown,
    /// A page of its own with charts, sprint card and sources
    Html,
}

impl ResultCommand {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?;
        let as_of = self.as_of.of(&asked)?;
        let again = asked.again() + &as_of.map_or(String::new(), |day| format!(" --as-of {day}"));
        let replay = asked.ride()?;
        let mut sheet = Sheet::of(&replay, as_of);
        sheet.run = Some(asked.code());
        out::print(&match self.format {
            Format::Table if self.power => result::powers(&sheet),
            Format::Table => result::table(&sheet, &again),
            Format::Json => result::json(&sheet),
            Format::Csv => result::csv(&sheet),
            Format::Markdown => result::markdown(&sheet, &again),
            Format::Html => page::html(&replay, as_of, &again),
        })
    }
}
