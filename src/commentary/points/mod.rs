//! The words of the points race: what is said of the gun, sprints, laps, the table, and the end. Another kind of race brings a
//! folder like this one.

mod bell;
mod decisions;
mod finish;
mod gun;
mod laps;
mod meaning;
mod needs;
mod quiet;
mod recap;
mod sprint;

pub(super) use bell::{bell, bell_again};
pub(super) use decisions::{over, penalty, relegation, restart};
pub(super) use finish::result;
pub(super) use gun::{gun, starts};
pub(super) use laps::{gain, loss};
pub(super) use needs::needs;
pub(super) use quiet::quiet;
pub(super) use recap::recap;
pub(super) use sprint::sprint;
