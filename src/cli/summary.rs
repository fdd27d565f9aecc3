//! Prints the figures of many races, whether they were just ridden or joined from files.

use clap::Args;

use super::document::{Document, Form, Format};
use super::{Failure, out};
use crate::report::rows::Header;
use crate::report::sweep::Shapes;
use crate::report::{compare, sweep as swept, vary};
use crate::sweep::{Count, Paired, Sweep, SweepTally};
use crate::vary::Varied;

/// What to print.
#[derive(Debug, Clone, Copy, Args)]
pub struct Summary {
    /// How to write it
    #[arg(long, value_parser = Figures::<SweepTally>::formats(), default_value = "table")]
    pub format: Format,
}

/// Counts whose figures can be printed.
pub trait Summarised: Count + Send + Sized {
    /// The figures as CSV; `None` if the CSV is the races themselves, as plain rows.
    const CSV: Option<fn(&Header, &Sweep<Self>) -> String>;

    fn table(header: &Header, sweep: &Sweep<Self>, shapes: Shapes) -> String;
    fn json(header: &Header, sweep: &Sweep<Self>) -> String;
}

impl Summarised for SweepTally {
    const CSV: Option<fn(&Header, &Sweep) -> String> = None;

    fn table(header: &Header, sweep: &Sweep, shapes: Shapes) -> String {
        swept::table(header, sweep, shapes)
    }

    fn json(header: &Header, sweep: &Sweep) -> String {
        swept::json(header, sweep)
    }
}

impl Summarised for Paired {
    const CSV: Option<fn(&Header, &Sweep<Self>) -> String> = Some(|header, sweep| compare::csv(header, sweep.counts()));

    fn table(header: &Header, sweep: &Sweep<Self>, _: Shapes) -> String {
        compare::many(header, sweep)
    }

    fn json(header: &Header, sweep: &Sweep<Self>) -> String {
        compare::json(header, sweep)
    }
}

impl Summarised for Varied {
    const CSV: Option<fn(&Header, &Sweep<Self>) -> String> =
        Some(|header, sweep| vary::csv(&vary::VaryDocument::of(header, sweep)));

    fn table(header: &Header, sweep: &Sweep<Self>, _: Shapes) -> String {
        vary::table(&vary::VaryDocument::of(header, sweep))
    }

    fn json(header: &Header, sweep: &Sweep<Self>) -> String {
        vary::VaryDocument::of(header, sweep).json()
    }
}

/// The figures of many races as a document.
struct Figures<'a, C> {
    header: &'a Header,
    sweep: &'a Sweep<C>,
}

impl<C: Summarised> Document for Figures<'_, C> {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Table, "For people", Self::table),
            Form::text(
                Format::Json,
                "One JSON document: velodrome.sweep/1, velodrome.compare/1 or velodrome.vary/1",
                |figures| C::json(figures.header, figures.sweep),
            ),
            Form::text(
                Format::Csv,
                "Plain CSV: of a sweep the races themselves, a row for each race and rider; else a row for each figure",
                // If the races themselves are the CSV, they were printed as they were ridden or read.
                |figures| C::CSV.map_or_else(String::new, |csv| csv(figures.header, figures.sweep)),
            ),
        ]
    }
}

impl<C: Summarised> Figures<'_, C> {
    fn table(&self) -> String {
        let shapes = if out::wants_ascii() { Shapes::Ascii } else { Shapes::Blocks };
        C::table(self.header, self.sweep, shapes)
    }
}

impl Summary {
    /// Prints the figures.
    pub fn print<C: Summarised>(self, header: &Header, sweep: &Sweep<C>) -> Result<(), Failure> {
        Figures { header, sweep }.print(self.format)
    }

    /// Whether the races themselves are to be printed rather than their figures.
    pub fn prints_races<C: Summarised>(self) -> bool {
        self.format == Format::Csv && C::CSV.is_none()
    }
}
