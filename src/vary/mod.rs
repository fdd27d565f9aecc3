//! What one parameter changes, be it a number of the race, of a rider or of the minds: races with the same random draws at
//! several of its values. Knows neither files nor terminals.
//!
//! [`Param`] is what can be varied, [`Setting`] the race at one value, [`Varied`] the figures at all of them. As in a
//! [`sweep`](crate::sweep), only counts and sums of integers are kept: the figures are the same for any number of threads.

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
