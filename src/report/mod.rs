//! Reports: a race, a scenario or a rule book as text and data. Pure functions that know neither the terminal nor the clock.
//!
//! [`Sheet`] is the result as plain values: the JSON is its serialisation, and the tables are made from it.

pub mod amend;
pub mod chances;
pub mod check;
pub mod compare;
mod csv_table;
pub mod day;
pub mod decisions;
pub mod events;
pub mod field;
pub mod glossary;
pub mod list;
pub mod outlook;
pub mod own_rules;
pub mod power;
pub mod realism;
pub mod result;
pub mod rows;
pub mod rules;
#[cfg(test)]
pub(crate) mod sample;
pub mod sheet;
pub mod sweep;
pub mod table;
pub mod vary;
pub mod words;

pub use day::Day;
pub use sheet::Sheet;
