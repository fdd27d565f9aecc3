//! The race: rides all riders tick by tick, whoever decides what they want. Ranks nobody.
//!
//! What happened comes out as facts in integers; what it took, as samples. In a directed race a script has the last word, and
//! power is what the motion takes. In a free race riders ask for speed, and get what their legs can give. [`check`] holds
//! what is true of every race.

pub mod check;
mod decisions;
mod directed;
mod effort;
mod fork;
mod free;
mod groups;
mod habits;
mod happened;
mod incident;
mod incidents;
mod lanes;
mod midway;
mod mishap;
mod mishaps;
mod numbers;
mod pack;
mod ride;
mod sample;
mod spec;
mod stops;
mod tape;
mod under_way;
pub mod view;

pub use check::Checks;
pub use groups::NONE as NO_GROUP;
pub use habits::Habits;
pub use happened::Happened;
pub use incident::{Fate, Incident, IncidentKind};
pub use incidents::{Incidents, Rates};
pub use numbers::{NUMBERS, TICK_S};
pub use ride::{RiddenRace, finish, most_ticks, ride};
pub use sample::Sample;
pub use spec::{Entrant, RaceSpec};
pub use tape::Tape;
pub use under_way::{DemandSource, Race};
