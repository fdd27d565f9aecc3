//! The chances of winning of every rider at a moment of a race, and what moved them: counted from forks of the race at that
//! moment, each ridden to its end by a luck of its own. Knows no screen and no clock; threads are the caller's.
//!
//! A fork keeps all that is there at the moment: where riders are and how fast, what is left in their legs, the points,
//! who is neutralised, what each rider is like on that day. Fresh are the choices riders make from there on and the mishaps
//! ahead. Riders of a replay are let go at the moment as by `--free-from`: their chances are those of the riders of the
//! model, not of the men and women of that day. The lucks of the forks are drawn by their number from a stream of the run's
//! seed, the same at every moment; the race's own is not among them.
//!
//! [`events`] are the sprints and lap gains that may have moved chances, each with a moment before and after; [`leverage`]
//! says how much one did; [`order`] what to ride next when somebody waits; [`calibration`] whether chances are kept.

pub mod calibration;
mod curve;
mod events;
mod forks;
mod leverage;
pub mod order;
mod tally;

pub use curve::Curve;
pub use events::{Event, EventKind, events, moment, moments};
pub use forks::{Forks, Rides};
pub use leverage::{Leverage, leverage};
pub use tally::{ForkTally, WinChance, leading};
