//! A sweep as tables for people and as JSON. Rides nothing and reads no files; the races themselves are [rows](super::rows).

mod json;
mod shapes;
mod table;

pub use super::rows::Header;
pub use json::json;
pub(super) use json::unit;
pub use shapes::Shapes;
pub use table::table;
