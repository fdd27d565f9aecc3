//! Points races of track cycling: replayed from what is on record, scored by a referee who sees only the motion.
//!
//! A scenario file says what is known of a race. Its [`card`] is completed by a constraint solver, by seed, so that every
//! known cell, every total and the ranking hold. The [`director`] turns the completed card into demands for motion; the
//! [`race`] rides them tick by tick, with the [`physics`] of air and wood and the legs of each [`rider`]. Crossings of the
//! line and contacts with the bunch come out as facts in integers; the [`rules`] of an era make points, laps and a table
//! of them. The [`player`] opens the race at any instant, for the screen ([`tui`]) and the printed page ([`report`]) alike.
//!
//! ```
//! use velodrome::{player::Replay, rules::EditionId, scenario};
//!
//! let athens = scenario::load("athens-2004-men").expect("a built-in race");
//! let race = Replay::new(athens, None, 1).expect("a record that holds");
//! let winner = race.standings().rows[0];
//! assert_eq!((winner.laps, winner.total), (4, 93)); // Ignatiev, four laps up
//!
//! let laps_first = race.under(EditionId::E2000);
//! assert_eq!(laps_first.standings().rows[0].bib, winner.bib);
//! ```
//!
//! In a free race no card is followed: a [`field`] of riders with legs of their own and minds ([`tactics`]) rides as it sees
//! fit, and [`realism`] holds what comes of it against real races. A [`sweep`] rides thousands and counts the
//! chances; [`vary`] asks what one number of it all changes.
//!
//! ```
//! use velodrome::{player::Replay, scenario};
//!
//! let tiny = scenario::load("tiny").expect("a built-in field");
//! let race = Replay::free(tiny, None, 7);
//! assert!(race.standings().is_final);
//! ```
//!
//! Modules from the ground up; each imports only from above it in this list.

// Words and numbers.
pub mod event;
pub mod math;
pub mod params;
pub mod rng;
pub mod units;

// Metres and watts; rules.
pub mod course;
pub mod physics;
pub mod rules;

// Legs.
pub mod rider;

// What riders did and what they want; the tick.
pub mod director;
pub mod race;
pub mod tactics;
pub mod told;

// What is known, files, a field's legs, any instant of a race.
pub mod card;
pub mod field;
pub mod free;
pub mod gain;
pub mod player;
pub mod realism;
pub mod run;
pub mod scenario;
pub mod sweep;
pub mod vary;

// The chances of riders while a race is ridden.
pub mod chances;

// Print, draw, answer the command line.
pub mod chart;
pub mod cli;
pub mod page;
pub mod report;
pub mod tui;
