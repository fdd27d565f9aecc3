//! `velodrome events`: the log of a race.

use clap::{Args, ValueEnum};

use super::args::RunArgs;
use super::{Failure, out};
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
    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Fixed columns
    Text,
    /// One JSON object a line, velodrome.event/1
    Ndjson,
}

impl EventsCommand {
    pub fn run(self) -> Result<(), Failure> {
        let replay = self.run.open()?.ride()?;
        out::print(&match self.format {
            Format::Text => events::text(&replay),
            Format::Ndjson => events::ndjson(&replay),
        })
    }
}
