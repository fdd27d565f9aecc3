//! `velodrome check`: what is wrong with scenario files, and where their sources disagree.

use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{DEFAULT_SEED, RunArgs};
use super::{Failure, learn, out, source};
use crate::player::{Replay, ReplayError, witness};
use crate::report::check;
use crate::run::Run;
use crate::scenario::{self, Pipes, Problems, Scenario};
use crate::text::named;

/// Print the problems and disputes of scenario files
///
/// Every problem at once, with file, line, column and remedy; then what the sources of the file disagree on.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  velodrome check my-race.toml\n  velodrome check scenarios/*.toml\n  velodrome check athens-2004-men      what its sources disagree on"
)]
pub struct CheckCommand {
    /// Scenario files, saved runs, lessons, or ids of built-in scenarios
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    files: Vec<PathBuf>,
}

impl CheckCommand {
    pub fn run(self) -> Result<(), Failure> {
        let mut report = String::new();
        let mut unusable = Vec::new();
        for file in &self.files {
            if let Some(path) = file.to_str().filter(|path| scenario::is_saved(path)) {
                match saved(path) {
                    Ok(line) => report += &line,
                    Err(Failure::Files(problems)) => unusable.extend(problems),
                    Err(other) => return Err(other),
                }
                continue;
            }
            if let Some(path) = file.to_str().filter(|path| scenario::is_lesson(path)) {
                match learn::check_file(path, pipes_for(file)) {
                    Ok(line) => report += &line,
                    Err(problems) => unusable.push(problems),
                }
                continue;
            }
            match look_at(file) {
                Ok((problems, scenario)) => {
                    out::complain_of(&problems);
                    report += &check::text(&problems.name, &scenario);
                }
                Err(problems) => unusable.push(problems),
            }
        }
        out::say(&report)?;
        if unusable.is_empty() { Ok(()) } else { Err(Failure::Files(unusable)) }
    }
}

/// What there is to say of the saved run in the file at `path`.
fn saved(path: &str) -> Result<String, Failure> {
    scenario::load_saved(path, Pipes::Refused).map_err(|problems| Failure::Files(vec![problems]))?;
    let asked = RunArgs::of_id(path.to_owned()).open()?;
    asked.ride()?;
    Ok(format!("{}: a saved run, {}\n", named(path), asked.code()))
}

/// Whether the file at `path` may be a pipe: one that the shell hands over as an open file may, one that lies in a folder,
/// where `*.toml` finds it, may not.
fn pipes_for(path: &Path) -> Pipes {
    if path.starts_with("/dev") || path.starts_with("/proc") { Pipes::Allowed } else { Pipes::Refused }
}

/// The warnings and the scenario of a usable file, or the problems of an unusable one. An id stands for the built-in file.
fn look_at(file: &Path) -> Result<(Problems, Scenario), Problems> {
    let builtin = scenario::builtins().iter().find(|b| Path::new(b.id) == file);
    let text = builtin.map_or_else(|| scenario::read_text(file, pipes_for(file)), |b| Ok(b.text.to_owned()))?;
    let checked = scenario::check(&file.display().to_string(), &text);
    match checked.scenario {
        Some(scenario) => ridden(&scenario, &checked.problems.name, &text).map(|()| (checked.warnings, scenario)),
        None => Err(checked.problems),
    }
}

/// Rides the race that a file asks for: only the race shows whether its orders can be carried out.
fn ridden(scenario: &Scenario, name: &str, text: &str) -> Result<(), Problems> {
    if scenario.preset.is_empty() {
        let outcome = scenario.card.as_ref().map_or(Ok(()), |_| witness(scenario));
        return outcome.map_err(|error| {
            let placed = source::refusal(name, text, scenario, &error);
            placed.unwrap_or_else(|| Problems::of_file(name, error.to_string(), "leave out what is least certain"))
        });
    }
    let run = Run::of_file(scenario, DEFAULT_SEED);
    let Err(error) = Replay::of(scenario.clone(), &run).and_then(Replay::obeyed) else { return Ok(()) };
    let placed = match &error {
        ReplayError::Refused { number, why, .. } => scenario::refused(name, text, *number, &why.to_string()),
        _ => source::refusal(name, text, scenario, &error),
    };
    Err(placed
        .unwrap_or_else(|| Problems::of_file(name, error.to_string(), "change what [run] and [[orders]] ask for")))
}
