//! The referee: a fold over facts, in integers. It does not ride, and knows neither physics nor screen.
//!
//! [`Edition`] is the rules of one era, as data; [`RaceRules`] is an edition applied to a course; [`Scoreboard`] turns facts
//! into [`Ruling`]s and [`Standings`].
//!
//! A rider's *race lap* is the number of laps ridden minus the balance of laps gained and lost. A sprint at race lap `n` is
//! contested by crossing the line and so completing race lap `n`; the race is over when its head completes the last one.
//! Which group is the bunch, and who reaches its tail or front, is judged on the track: here those are facts.
//!
#![doc = include_str!("cases.md")]

mod edition;
mod editions;
pub mod outlook;
mod race_rules;
mod ranking;
mod ruling;
mod scoreboard;
mod sprint_plan;
mod words;

pub use edition::{
    Confidence, Edition, EditionId, HeadRule, RankBy, Rule, StandsAfter, TieShare, Unfinished, UnknownEdition,
};
pub use outlook::Outlook;
pub use race_rules::{Overrides, RaceRules, Restart, RulesError};
pub use ranking::{Standing, Standings, Status, rank};
pub use ruling::{Reason, Ruling};
pub use scoreboard::{Counter, Imbalance, Scoreboard};
pub use sprint_plan::SprintPlan;
pub use words::EditionField;
