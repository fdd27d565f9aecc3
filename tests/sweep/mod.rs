//! Sweeps from outside: the same bytes however they are ridden, figures that add up, and intervals that hold.

mod bytes;
mod charts;
mod coverage;
mod figures;
mod refused;
mod run;
