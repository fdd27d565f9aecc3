//! How the figures of a sweep are wanted, whether it was ridden or joined.

use clap::{Args, ValueEnum};

use super::{Failure, out};
use crate::report::ascii;
use crate::report::sweep::{Header, Shapes, json, table};
use crate::sweep::Sweep;
use crate::tui;

/// What to print.
#[derive(Debug, Clone, Copy, Args)]
pub struct Summary {
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Plain characters only: for terminals without blocks
    #[arg(long)]
    pub ascii: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// One JSON document, velodrome.sweep/1
    Json,
    /// The races themselves, a line for each race and rider
    Csv,
}

impl Summary {
    /// Prints the figures; of the races themselves there is nothing left to print.
    pub fn print(self, header: &Header, sweep: &Sweep) -> Result<(), Failure> {
        match self.format {
            Format::Table if self.wants_ascii() => out::print(&ascii::text(&table(header, sweep, Shapes::Ascii))),
            Format::Table => out::print(&table(header, sweep, Shapes::Blocks)),
            Format::Json => out::print(&json(header, sweep)),
            Format::Csv => Ok(()),
        }
    }

    /// Plain characters are wanted, or all that can be shown.
    pub fn wants_ascii(self) -> bool {
        self.ascii || tui::theme::wants_ascii(|name| std::env::var(name).ok())
    }
}
