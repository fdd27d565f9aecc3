//! `velodrome words`: the glossary.

use clap::Args;

use super::Failure;
use super::document::{Document, Form, Format};
use crate::report::glossary::{self, TERMS, Term};

/// Explain a term or a sign of the screen
///
/// Every term and sign in a sentence or two, or those asked for.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  velodrome words\n  velodrome words bunch\n  velodrome words '~'")]
pub struct WordsCommand {
    /// A term, another word for it, or a sign
    #[arg(value_name = "TERM", num_args = 0..)]
    term: Vec<String>,
    /// How to write it
    #[arg(long, value_parser = Glossary::formats(), default_value = "table")]
    format: Format,
}

struct Glossary(Vec<&'static Term>);

impl Document for Glossary {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Table, "For people", |terms| glossary::text(&terms.0)),
            Form::text(Format::Json, "One JSON document, velodrome.words/1", |terms| glossary::json(&terms.0)),
        ]
    }
}

impl WordsCommand {
    pub fn run(self) -> Result<(), Failure> {
        let terms = if self.term.is_empty() {
            TERMS.iter().collect()
        } else {
            glossary::find(&self.term.join(" ")).map_err(|[what, remedy]| Failure::wrong(what, remedy))?
        };
        Glossary(terms).print(self.format)
    }
}
