//! `velodrome schema`: the JSON Schemas of the files that people write.

use clap::{Args, ValueEnum};

use super::{Failure, out};
use crate::scenario;

/// Print the JSON Schema of scenario files, or of lessons
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  velodrome schema > scenario.schema.json
  velodrome schema lesson > lesson.schema.json")]
pub struct SchemaCommand {
    /// The kind of file
    #[arg(value_name = "KIND", default_value = "scenario")]
    of: FileKind,
}

/// A kind of file that people write.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FileKind {
    Scenario,
    Lesson,
}

impl SchemaCommand {
    pub fn run(self) -> Result<(), Failure> {
        let schema = match self.of {
            FileKind::Scenario => scenario::json_schema(),
            FileKind::Lesson => scenario::lesson_schema(),
        };
        out::print(&format!("{schema:#}\n"))
    }
}
