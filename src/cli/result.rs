//! `velodrome result`: the result of a race, in five formats.

use clap::Args;

use super::Failure;
use super::args::{AsOf, Closely, RunArgs};
use super::document::{Document, Form, Format};
use crate::page;
use crate::player::Replay;
use crate::report::{Day, Sheet, result};

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
    closely: Closely,
    #[command(flatten)]
    as_of: AsOf,
    /// What the race took of each rider instead, in watts (JSON, Markdown and HTML always have it)
    #[arg(long)]
    power: bool,
    /// How to write it
    #[arg(long, value_parser = RaceResult::formats(), default_value = "table")]
    format: Format,
}

/// The result of a race as a document.
struct RaceResult {
    replay: Replay,
    as_of: Option<Day>,
    sheet: Sheet,
    /// The command that shows the race again.
    again: String,
    /// The table is that of the riders' power.
    power: bool,
}

impl Document for RaceResult {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Table, "For people", Self::table),
            Form::text(Format::Json, "One JSON document, velodrome.result/1", |r| result::json(&r.sheet)),
            Form::text(Format::Csv, "The final table, one rider a line", |r| result::csv(&r.sheet)),
            Form::text(Format::Markdown, "A document", |r| result::markdown(&r.sheet, &r.again)),
            Form::text(Format::Html, "A page of its own with charts, sprint card and sources", |r| {
                page::html(&r.replay, r.as_of, &r.again)
            }),
        ]
    }
}

impl RaceResult {
    fn table(&self) -> String {
        if self.power { result::powers(&self.sheet) } else { result::table(&self.sheet, &self.again) }
    }
}

impl ResultCommand {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?.checked(self.closely);
        let as_of = self.as_of.of(&asked)?;
        let again = asked.again() + &as_of.map_or(String::new(), |day| format!(" --as-of {day}"));
        let replay = asked.ride()?;
        let mut sheet = Sheet::of(&replay, as_of);
        sheet.run = Some(asked.code());
        RaceResult { replay, as_of, sheet, again, power: self.power }.print(self.format)
    }
}
