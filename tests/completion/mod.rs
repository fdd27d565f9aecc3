//! Completing cards, seen from outside: races on record, real and invented tables, cards that cannot be.

mod contradictions;
mod invented;
mod races;
mod ridden;
mod scenarios;
mod support;
mod tables;
mod verifier;
