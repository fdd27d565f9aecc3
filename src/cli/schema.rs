//! `velodrome schema`: the JSON Schema of scenario files.

use clap::Args;

use super::{Failure, out};
use crate::scenario;

/// Print the JSON Schema of scenario files
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  velodrome schema > scenario.schema.json")]
pub struct SchemaCommand {}

impl SchemaCommand {
    pub fn run(self) -> Result<(), Failure> {
        out::print(&format!("{:#}\n", scenario::json_schema()))
    }
}
