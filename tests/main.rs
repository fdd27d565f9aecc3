//! All integration tests as one program, one module per subject.
//!
//! One program is linked once and shares its helpers. The price is that its tests share a process: none of them may change
//! the environment, the current directory or a signal handler. Tests of such things start the program and look at it from
//! outside ([`program`], [`pty`]). The golden values are a program of their own (`golden.rs`), so that a release build of
//! them stays small.

mod at_stake;
mod chances;
mod chart;
mod cli;
mod command_line;
mod commentary;
mod compare;
mod completion;
mod direction;
#[cfg(unix)]
mod docs;
mod e2e_free;
#[cfg(unix)]
mod e2e_learn;
mod e2e_official;
#[cfg(unix)]
mod e2e_teach;
#[cfg(unix)]
mod e2e_terminal;
mod forks;
mod free;
#[cfg(target_os = "linux")]
mod house;
mod kept;
mod layering;
mod lessons;
mod own_rules;
mod physics;
mod program;
#[cfg(unix)]
mod pty;
mod replays;
mod rules;
mod scenario_bad;
mod scenario_facts;
mod scenario_hostile;
mod scenario_local;
mod screen;
mod sheets;
mod sweep;
mod vary;
mod verdicts;
mod what_if_files;
