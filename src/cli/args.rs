//! Arguments that several commands share: which race, under which rules, by which seed, on what screen.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Args};

use super::Failure;
use super::source;
use crate::player::{Replay, ReplayError};
use crate::report::Day;
use crate::rules::{Edition, EditionId, UnknownEdition};
use crate::scenario::Scenario;
use crate::tui::{Options, ThemeChoice};

/// The seed of a run that names none.
pub const DEFAULT_SEED: u64 = 1;

/// A race: scenario, rules and seed.
#[derive(Debug, Clone, Args)]
pub struct Run {
    /// Id of a built-in scenario, or path of a scenario file
    #[arg(value_hint = clap::ValueHint::FilePath)]
    pub scenario: String,
    /// Chooses what no source says: who was where in the sprints and laps that are not on record
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    pub seed: u64,
    /// Score the race under the rules of another era [default: the scenario's own]
    #[arg(long, value_name = "EDITION", value_parser = EditionArg)]
    pub rules: Option<EditionId>,
}

impl Run {
    /// Reads the scenario.
    pub fn scenario(&self) -> Result<Scenario, Failure> {
        source::open(&self.scenario)
    }

    /// Rides the race of `scenario`.
    pub fn ride(&self, scenario: Scenario) -> Result<Replay, Failure> {
        let id = scenario.id.clone();
        self.later(scenario)().map_err(|e| Failure::Race(id, e))
    }

    /// The ride as something to be done on another thread.
    pub fn later(&self, scenario: Scenario) -> impl FnOnce() -> Result<Replay, ReplayError> + Send + use<> {
        let (rules, seed) = (self.rules, self.seed);
        move || Replay::new(scenario, rules, seed)
    }

    /// The command that shows this race again.
    pub fn again(&self) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        let scenario = if self.scenario.chars().all(plain) {
            self.scenario.clone()
        } else {
            format!("'{}'", self.scenario.replace('\'', "'\\''"))
        };
        let rules = self.rules.map_or(String::new(), |id| format!(" --rules {id}"));
        format!("velodrome watch {scenario} --seed {}{rules}", self.seed)
    }
}

/// The day whose table is wanted.
#[derive(Debug, Clone, Copy, Args)]
pub struct AsOf {
    /// The table as it stood on a day, before or after later decisions [default: as it stands now]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Day>,
}

impl AsOf {
    /// The day, unless the race had not been ridden yet.
    pub fn of(self, scenario: &Scenario) -> Result<Option<Day>, Failure> {
        let ridden = scenario.date.as_deref().and_then(|d| d.parse::<Day>().ok());
        match (self.as_of, ridden) {
            (Some(day), Some(ridden)) if day < ridden => Err(Failure::wrong(
                format!("there is no table as of {day}: the race was ridden on {ridden}"),
                format!("for the table as ridden: --as-of {ridden}"),
            )),
            (day, _) => Ok(day),
        }
    }
}

/// Reads an edition; the completions know the names, and an unknown one gets the hint that the rules give.
#[derive(Debug, Clone, Copy)]
pub struct EditionArg;

impl TypedValueParser for EditionArg {
    type Value = EditionId;

    fn parse_ref(&self, cmd: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<EditionId, clap::Error> {
        let text = value.to_string_lossy();
        text.parse().map_err(|unknown: UnknownEdition| {
            let arg = arg.map_or_else(String::new, |a| format!(" for '{a}'"));
            clap::Error::raw(ErrorKind::InvalidValue, format!("invalid value{arg}: {unknown}\n")).with_cmd(cmd)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |e: &Edition| PossibleValue::new(e.id.name()).help(format!("{}, {}", e.title, e.span));
        Some(Box::new(Edition::all().iter().map(value)))
    }
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, Args)]
pub struct Screen {
    /// Colours for a light terminal
    #[arg(long, conflicts_with = "dark")]
    pub light: bool,
    /// Colours for a dark terminal
    #[arg(long)]
    pub dark: bool,
    /// Plain characters only: for terminals without braille and blocks
    #[arg(long)]
    pub ascii: bool,
    /// Listen to the mouse (selecting text then needs Shift)
    #[arg(long)]
    pub mouse: bool,
}

impl Screen {
    /// The options of the screen, as far as these arguments go.
    pub fn options(self) -> Options {
        let theme = match self {
            Self { light: true, .. } => ThemeChoice::Light,
            Self { dark: true, .. } => ThemeChoice::Dark,
            _ => ThemeChoice::Auto,
        };
        Options { theme, ascii: self.ascii, mouse: self.mouse, ..Options::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_repeats_a_run_can_be_pasted_into_a_shell() {
        let again = |scenario: &str, rules| Run { scenario: scenario.into(), seed: 7, rules }.again();
        assert_eq!(again("athens-2004-men", None), "velodrome watch athens-2004-men --seed 7");
        assert_eq!(
            again("my race's.toml", Some(EditionId::E2019)),
            r"velodrome watch 'my race'\''s.toml' --seed 7 --rules 2019"
        );
    }
}
