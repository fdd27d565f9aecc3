//! The referee, from outside: rows that a commissaire can read, a small world exhausted, properties of random races, and a
//! second scorer that works in another way.

mod editions;
mod incidents;
mod logs;
mod outlook;
mod properties;
mod rows;
mod second_scorer;
pub mod small_world;
