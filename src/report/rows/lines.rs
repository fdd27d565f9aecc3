//! The lines of a head, each a key and its value, read one after another. Knows none of the keys.

use std::str::FromStr;

use super::not_a_header::NotAHeader;
use crate::report::words::clean;

/// A line: what it is about, and what it says.
pub type HeaderLine = (&'static str, String);

/// Lines of a head that are read one after another.
pub struct HeaderLines<'a> {
    lines: &'a [String],
    /// Lines read.
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

    /// The value of `key` with its tabs.
    pub fn raw(&mut self, key: &str) -> Result<&'a str, NotAHeader> {
        self.at += 1;
        self.value(key, self.at - 1).ok_or_else(|| self.damaged())
    }

    /// The value of `key` as what it stands for.
    pub fn parse<T: FromStr>(&mut self, key: &str) -> Result<T, NotAHeader> {
        self.next(key)?.parse().map_err(|_| self.damaged())
    }

    /// The same; an empty value says nothing.
    pub fn optional<T: FromStr>(&mut self, key: &str) -> Result<Option<T>, NotAHeader> {
        let text = self.next(key)?;
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| self.damaged()) }
    }

    /// Why the line that was read last is none.
    pub fn damaged(&self) -> NotAHeader {
        NotAHeader::Damaged(self.at)
    }

    fn value(&self, key: &str, at: usize) -> Option<&'a str> {
        let value = self.lines.get(at)?.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':')?;
        Some(value.strip_prefix(' ').unwrap_or(value))
    }

    /// Nothing is left to be read.
    pub fn is_over(&self) -> bool {
        self.at >= self.lines.len()
    }
}

/// `text` as a line can hold it: safe to show, without blanks at its ends.
pub fn plain(text: &str) -> String {
    clean(text).trim().to_owned()
}
