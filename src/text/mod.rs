//! Text from strangers and for people: made safe to show, laid in lines, quoted, compared, and written in plain characters.
//! The one place of each. Knows nothing of races, files or screens.

pub mod ascii;
mod clean;
mod letters;
mod lines;
mod near;
mod quoted;

pub use clean::{Unsafe, clean, first_unsafe, hostile, named, visible};
pub use letters::fold;
pub use lines::{LongWord, cut, pad, width, wrap, wrap_where};
pub use near::{is_near, nearest};
pub use quoted::{Quoting, quoted};
