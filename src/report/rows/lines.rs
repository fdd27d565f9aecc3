//! The lines of a header, each a key and its value, read one after another. Does not know the keys.

use std::str::FromStr;

use super::not_a_header::NotAHeader;
use crate::text::clean;

/// A line: key and value.
pub type HeaderLine = (&'static str, String);

/// Reads the lines of a header one after another.
pub struct HeaderLines<'a> {
    lines: &'a [String],
    /// How many lines have been read.
    at: usize,
}

impl<'a> HeaderLines<'a> {
    /// All lines after the first.
    pub fn after_the_first(lines: &'a [String]) -> Self {
        Self { lines, at: 1 }
    }

    /// The value of `key`, safe to show.
    pub fn next(&mut self, key: &str) -> Result<String, NotAHeader> {
        self.raw(key).map(clean)
    }

    /// The value of `key` as it stands, with its tabs.
    pub fn raw(&mut self, key: &str) -> Result<&'a str, NotAHeader> {
        self.at += 1;
        self.value(key, self.at - 1).ok_or_else(|| self.damaged())
    }

    /// The value of `key`, parsed.
    pub fn parse<T: FromStr>(&mut self, key: &str) -> Result<T, NotAHeader> {
        self.next(key)?.parse().map_err(|_| self.damaged())
    }

    /// The value of `key`, parsed; `None` if it is empty.
    pub fn optional<T: FromStr>(&mut self, key: &str) -> Result<Option<T>, NotAHeader> {
        let text = self.next(key)?;
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| self.damaged()) }
    }

    /// The error for the line that was read last.
    pub fn damaged(&self) -> NotAHeader {
        NotAHeader::Damaged(self.at)
    }

    fn value(&self, key: &str, at: usize) -> Option<&'a str> {
        let value = self.lines.get(at)?.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':')?;
        Some(value.strip_prefix(' ').unwrap_or(value))
    }

    /// Whether all lines have been read.
    pub fn is_over(&self) -> bool {
        self.at >= self.lines.len()
    }
}

/// `text` fit for a line: safe to show and without spaces at its ends.
pub fn plain(text: &str) -> String {
    clean(text).trim().to_owned()
}
