//! Sweeps from outside: the same bytes however they are ridden, and intervals that hold what they promise.

mod bytes;
mod charts;
mod coverage;
mod figures;
mod refused;
mod run;
