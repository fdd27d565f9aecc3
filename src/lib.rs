//! Points races on the track, replayed and simulated tick by tick.

pub mod card;
pub mod cli;
pub mod course;
pub mod director;
pub mod event;
pub mod math;
pub mod physics;
pub mod player;
pub mod race;
pub mod report;
pub mod rider;
pub mod rng;
pub mod rules;
pub mod scenario;
pub mod tui;
pub mod units;
