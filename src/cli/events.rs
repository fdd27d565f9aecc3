//! `velodrome events`: the log of a race.

use clap::Args;

use super::Failure;
use super::args::{Closely, RunArgs};
use super::document::{Document, Form, Format};
use crate::player::Replay;
use crate::report::events;

const EXAMPLES: &str = "\
Examples:
  velodrome events athens-2004-men | less
  velodrome events athens-2004-men --format ndjson | grep '\"ruling\"'
  diff <(velodrome events athens-2004-men --rules 2019) <(velodrome events athens-2004-men --rules 2023)";

/// Print what happened and what was ruled
///
/// Facts and rulings in order, each ruling with the fact and the article it rests on.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct EventsCommand {
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    closely: Closely,
    /// How to write them
    #[arg(long, value_parser = Log::formats(), default_value = "text")]
    format: Format,
}

/// The log of a race as a document.
struct Log(Replay);

impl Document for Log {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Text, "Fixed columns", |log| events::text(&log.0)),
            Form::text(Format::Ndjson, "One JSON object a line, velodrome.event/1", |log| events::ndjson(&log.0)),
        ]
    }
}

impl EventsCommand {
    pub fn run(self) -> Result<(), Failure> {
        Log(self.run.open()?.checked(self.closely).ride()?).print(self.format)
    }
}
