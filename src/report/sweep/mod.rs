//! A sweep as text: tables for people, JSON. Rides and reads no files itself; its races are [rows](super::rows).

mod json;
mod shapes;
mod table;

pub use super::rows::Header;
pub use json::json;
pub(super) use json::unit;
pub use shapes::Shapes;
pub use table::table;
