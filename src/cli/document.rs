//! Documents that commands write, and the formats each of them has. The one place that reads `--format`.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ValueEnum};

use super::{Failure, out};

/// A format that a document can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Text,
    Json,
    Ndjson,
    Csv,
    Markdown,
    Html,
    Svg,
    Png,
}

/// One format of the documents `D`.
pub struct Form<D> {
    format: Format,
    /// What the help says about it.
    help: &'static str,
    writer: Writer<D>,
}

enum Writer<D> {
    Text(fn(&D) -> String),
    Bytes(fn(&D) -> Result<Vec<u8>, Failure>),
}

impl<D> Form<D> {
    pub fn text(format: Format, help: &'static str, writer: fn(&D) -> String) -> Self {
        Self { format, help, writer: Writer::Text(writer) }
    }

    /// A format that is not text, or that cannot always be written.
    pub fn bytes(format: Format, help: &'static str, writer: fn(&D) -> Result<Vec<u8>, Failure>) -> Self {
        Self { format, help, writer: Writer::Bytes(writer) }
    }
}

/// What a command writes.
pub trait Document: Sized {
    /// The formats it has, in the order of the help.
    fn forms() -> Vec<Form<Self>>;

    /// Reads `--format`: the parser for an argument of type [`Format`].
    fn formats() -> FormatParser {
        let value = |form: Form<Self>| form.format.to_possible_value().map(|value| value.help(form.help));
        FormatParser(Self::forms().into_iter().filter_map(value).collect())
    }

    /// The document in `format`.
    ///
    /// # Panics
    /// If it does not have this format.
    fn write(&self, format: Format) -> Result<Vec<u8>, Failure> {
        let form = Self::forms().into_iter().find(|form| form.format == format);
        match form.expect("the command line offers no other format").writer {
            Writer::Text(writer) => Ok(writer(self).into_bytes()),
            Writer::Bytes(writer) => writer(self),
        }
    }

    /// Writes it to standard output.
    fn print(&self, format: Format) -> Result<(), Failure> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        match format {
            Format::Table => out::say(&text(self.write(format)?)),
            Format::Text => out::draw(&text(self.write(format)?)),
            _ => out::print_bytes(&self.write(format)?),
        }
    }
}

/// Reads one of the formats of a document. (The derived parser of [`Format`] would offer all of them, with one help for all
/// commands.)
#[derive(Clone)]
pub struct FormatParser(Vec<PossibleValue>);

impl TypedValueParser for FormatParser {
    type Value = Format;

    fn parse_ref(&self, cmd: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<Format, clap::Error> {
        let text = value.to_string_lossy();
        let name = PossibleValuesParser::new(self.0.clone()).parse_ref(cmd, arg, OsStr::new(&*text))?;
        Ok(Format::from_str(&name, false).expect("every form has a format"))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().cloned()))
    }
}
