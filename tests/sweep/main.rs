//! Sweeps from outside: the same bytes however they are ridden, and intervals that hold what they promise.

mod bytes;
mod charts;
mod coverage;
mod figures;
#[cfg(unix)]
mod interrupted;
mod parts;
mod refused;
mod run;
