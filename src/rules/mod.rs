//! The referee: a fold over facts, in integers. It does not ride, and knows neither physics nor screen.
//!
//! [`Edition`] is a set of rules of one era, as data; [`RaceRules`] is an edition on a course;
//! [`Scoreboard`] turns facts into [`Ruling`]s and [`Standings`].

mod edition;
mod ranking;
mod ruling;
mod scoreboard;

pub use edition::{Confidence, Edition, EditionId, Entry, HeadRule, Overrides, RaceRules, RankBy, TieShare};
pub use ranking::{Standing, Standings, Status};
pub use ruling::{Reason, Ruling};
pub use scoreboard::{Counter, Scoreboard};
