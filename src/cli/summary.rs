//! How the figures of many races are wanted, whether they were ridden or joined.

use clap::{Args, ValueEnum};

use super::{Failure, out};
use crate::report::rows::Header;
use crate::report::sweep::Shapes;
use crate::report::{ascii, compare, sweep as swept, vary};
use crate::sweep::{Count, Paired, Sweep, SweepTally};
use crate::tui;
use crate::vary::Varied;

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
    /// One JSON document: velodrome.sweep/1, velodrome.compare/1 or velodrome.vary/1
    Json,
    /// Of a sweep the races themselves, a line for each race and rider; else a line for each figure
    Csv,
}

/// Counts that can be shown.
pub trait Shown: Count + Send + Sized {
    fn table(header: &Header, sweep: &Sweep<Self>, shapes: Shapes) -> String;
    fn json(header: &Header, sweep: &Sweep<Self>) -> String;
    /// The figures; `None` where it is the races themselves that are wanted.
    fn csv(header: &Header, sweep: &Sweep<Self>) -> Option<String>;
}

impl Shown for SweepTally {
    fn table(header: &Header, sweep: &Sweep, shapes: Shapes) -> String {
        swept::table(header, sweep, shapes)
    }

    fn json(header: &Header, sweep: &Sweep) -> String {
        swept::json(header, sweep)
    }

    fn csv(_: &Header, _: &Sweep) -> Option<String> {
        None
    }
}

impl Shown for Paired {
    fn table(header: &Header, sweep: &Sweep<Self>, _: Shapes) -> String {
        compare::many(header, sweep)
    }

    fn json(header: &Header, sweep: &Sweep<Self>) -> String {
        compare::json(header, sweep)
    }

    fn csv(header: &Header, sweep: &Sweep<Self>) -> Option<String> {
        Some(compare::csv(header, sweep.counts()))
    }
}

impl Shown for Varied {
    fn table(header: &Header, sweep: &Sweep<Self>, _: Shapes) -> String {
        vary::table(&vary::Document::of(header, sweep))
    }

    fn json(header: &Header, sweep: &Sweep<Self>) -> String {
        vary::Document::of(header, sweep).json()
    }

    fn csv(header: &Header, sweep: &Sweep<Self>) -> Option<String> {
        Some(vary::csv(&vary::Document::of(header, sweep)))
    }
}

impl Summary {
    /// Prints the figures; of the races themselves there is nothing left to print.
    pub fn print<C: Shown>(self, header: &Header, sweep: &Sweep<C>) -> Result<(), Failure> {
        match self.format {
            Format::Table if self.wants_ascii() => out::print(&ascii::text(&C::table(header, sweep, Shapes::Ascii))),
            Format::Table => out::print(&C::table(header, sweep, Shapes::Blocks)),
            Format::Json => out::print(&C::json(header, sweep)),
            Format::Csv => C::csv(header, sweep).map_or(Ok(()), |text| out::print(&text)),
        }
    }

    /// Plain characters are wanted, or all that can be shown.
    pub fn wants_ascii(self) -> bool {
        self.ascii || tui::theme::wants_ascii(|name| std::env::var(name).ok())
    }
}
