//! Completing cards, from outside: races on record, real and invented tables, cards that contradict themselves.

mod contradictions;
mod invented;
mod races;
mod ridden;
mod scenarios;
mod support;
mod tables;
mod verifier;
