//! The referee, from outside: rows a commissaire can read, a small world exhausted, properties over random races, and a
//! second scorer that was written in another manner.

mod editions;
mod incidents;
mod logs;
mod outlook;
mod properties;
mod rows;
mod second_scorer;
mod small_world;
