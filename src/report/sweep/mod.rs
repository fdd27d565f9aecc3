//! A sweep as text: rows that it can be resumed and joined from, tables for people, JSON. Rides and reads no files itself.

mod header;
mod json;
mod rows;
mod shapes;
mod table;

pub use header::{ANY_SEED, Header, NotAHeader, Starter};
pub use json::json;
pub(super) use json::unit;
pub use shapes::Shapes;
pub use table::table;
