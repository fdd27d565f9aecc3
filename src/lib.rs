//! Points races of track cycling, replayed from what is on record and scored by a referee who sees only the motion.
//!
//! A scenario file says what is known of a race: its [`card`]. A constraint solver completes the card, as a seed chooses, so
//! that every known cell, every total and the ranking hold. The [`director`] turns the completed card into demands for
//! motion, and the [`race`] rides them tick by tick, with the [`physics`] of air and track and the legs of each [`rider`].
//! Out come facts in integers: who crossed the line when, and who made contact with the bunch. The [`rules`] of an era turn
//! these into points, laps and a table. The [`player`] shows the race at any instant, on the screen ([`tui`]) and in print
//! ([`report`]) alike.
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
//! A free race follows no card: each rider of the [`field`] has legs and [`tactics`] of their own, and [`realism`] compares
//! the outcome with real races. A [`sweep`] rides thousands of races and counts the chances; [`vary`] shows what changing one
//! number does.
//!
//! ```
//! use velodrome::{player::Replay, scenario};
//!
//! let tiny = scenario::load("tiny").expect("a built-in field");
//! let race = Replay::free(tiny, None, 7);
//! assert!(race.standings().is_final);
//! ```
//!
//! The modules are listed from the ground up; each imports only from those above it in the list.

// Words and numbers.
pub mod event;
pub mod math;
pub mod params;
pub mod rng;
pub mod text;
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

// What is known of a race, files, a field's legs, any instant of a race.
pub mod card;
pub mod field;
pub mod free;
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
pub mod commentary;
pub mod lessons;
pub mod page;
pub mod report;
pub mod tui;
