//! The race: the tick, groups, crossings.

pub mod view;
