//! What a parameter changes, as one document: written as JSON, a table or CSV, and read again for charts. Does no counting
//! itself.

mod csv;
mod document;
mod list;
mod table;

pub use csv::csv;
pub use document::{MeanAt, Measured, MeasuredEffect, NotADocument, ParamAbout, SCHEMA, VariedRider, VaryDocument};
pub use list::list;
pub use table::table;
