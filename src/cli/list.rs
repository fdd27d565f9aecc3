//! `velodrome list`: the scenarios there are.

use clap::{Args, ValueEnum};

use super::{Failure, out, source};
use crate::report::list;

/// List the races there are
///
/// The scenarios that are part of the program, the files in ./scenarios, and the saved runs in ./runs.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  velodrome list\n  velodrome list --format json")]
pub struct ListCommand {
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One JSON document, velodrome.list/1
    Json,
}

impl ListCommand {
    pub fn run(self) -> Result<(), Failure> {
        let entries = entries();
        out::print(&match self.format {
            Format::Table => list::table(&entries),
            Format::Json => list::json(&entries),
        })
    }
}

/// The list and how to run one.
pub fn print_with_advice() -> Result<(), Failure> {
    let entries = entries();
    out::print(&(list::table(&entries) + &list::how_to_run(&entries)))
}

fn entries() -> Vec<list::ListEntry> {
    source::all().into_iter().map(|(_, entry)| entry).collect()
}
