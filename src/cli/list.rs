//! `velodrome list`: the scenarios there are.

use clap::Args;

use super::document::{Document, Form, Format};
use super::{Failure, out, source};
use crate::report::list::{self, ListEntry};

/// List the races there are
///
/// The scenarios that are part of the program, the files in ./scenarios, and the saved runs in ./runs.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  velodrome list\n  velodrome list --format json")]
pub struct ListCommand {
    /// How to write it
    #[arg(long, value_parser = Scenarios::formats(), default_value = "table")]
    format: Format,
}

/// The list as a document.
struct Scenarios(Vec<ListEntry>);

impl Document for Scenarios {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Table, "For people", |list| list::table(&list.0)),
            Form::text(Format::Json, "One JSON document, velodrome.list/1", |list| list::json(&list.0)),
        ]
    }
}

impl ListCommand {
    pub fn run(self) -> Result<(), Failure> {
        Scenarios(entries()).print(self.format)
    }
}

/// The list and how to run one.
pub fn print_with_advice() -> Result<(), Failure> {
    let entries = entries();
    out::say(&(list::table(&entries) + &list::how_to_run(&entries)))
}

fn entries() -> Vec<ListEntry> {
    source::all().into_iter().map(|(_, entry)| entry).collect()
}
