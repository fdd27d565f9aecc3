//! Every rider's chance of winning at a moment of a race, and what moved it. Chances are counted from forks of the race at
//! that moment, each ridden to the end with random draws of its own. Knows no screen and no clock; threads are the caller's.
//!
//! A fork keeps the state of the race at the moment: positions and speeds, what is left in the riders' legs, points,
//! neutralised riders, and each rider's form on the day. What differs is what riders choose from there on, and the mishaps
//! still to come. In a replay, riders are set free at the moment as by `--free-from`: the chances are those of the model's
//! riders, not of the men and women of that day. The seeds of the forks come from a stream of the run's seed, one per fork
//! number, the same at every moment; the race's own seed is not among them.
//!
//! [`events`] are the sprints and lap gains that may have moved the chances, each with a moment before and after it;
//! [`leverage`] says how much one moved them; [`order`] says what to ride next while somebody waits; [`calibration`] checks
//! whether riders win as often as predicted.

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
