//! Teaching: what newcomers get wrong, and how a race clears it up. Draws and prints nothing.

mod confusion;

pub use confusion::{Cleared, Confusion};
