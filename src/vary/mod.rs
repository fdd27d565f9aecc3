//! What a parameter of the world, of a rider or of the minds changes: the same lucks ridden at several of its values. Knows
//! neither files nor terminals.
//!
//! [`Param`] is what can be varied, [`Setting`] the race at one value, [`Varied`] what comes of all of them. As in a
//! [`sweep`](crate::sweep), what is kept are counts and sums of integers: the figures are the same for any number of threads.

mod error;
mod joint;
mod knob;
mod param;
mod setting;
mod values;
mod varied;

pub use error::VaryError;
pub use joint::{Joint, PairedEffect};
pub use param::Param;
pub use setting::Setting;
pub use values::values;
pub use varied::{RiderJoint, Varied};
