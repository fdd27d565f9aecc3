//! Arguments that several commands share: which race, under which rules, by which seed, on what screen.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Args};

use super::Failure;
use super::source;
use crate::player::{Replay, ReplayError};
use crate::report::Day;
use crate::rules::{Edition, EditionId, UnknownEdition};
use crate::scenario::{self, Scenario};
use crate::tui::{Options, ThemeChoice};

/// The seed of a run that names none.
pub const DEFAULT_SEED: u64 = 1;

/// A race: scenario, rules, seed, and who decides what the riders do.
#[derive(Debug, Clone, Args)]
pub struct Run {
    /// Id of a built-in scenario, or path of a scenario file
    #[arg(value_parser = ScenarioArg, hide_possible_values = true, value_hint = clap::ValueHint::FilePath)]
    pub scenario: String,
    /// Chooses what no source says: of a replay, who was where in the sprints and laps that are not on record; of a
    /// free race, the riders' days and minds
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    pub seed: u64,
    /// The rules of another era: a replay is scored under them, a free race is ridden under them [default: the
    /// scenario's own]
    #[arg(long, value_name = "EDITION", value_parser = EditionArg)]
    pub rules: Option<EditionId>,
    /// From LAP on riders decide for themselves, whatever is on record: 0, the gun [default: free from the gun without a
    /// record, else never]
    #[arg(long, value_name = "LAP")]
    pub free_from: Option<u32>,
    /// In a free race let nobody fall, puncture, be withdrawn or give up
    #[arg(long)]
    pub no_incidents: bool,
}

impl Run {
    /// Reads the scenario.
    pub fn scenario(&self) -> Result<Scenario, Failure> {
        let mut scenario = source::open(&self.scenario)?;
        scenario.incidents &= !self.no_incidents;
        match self.free_from {
            None | Some(0) => Ok(scenario),
            Some(lap) => Err(Failure::wrong(
                format!("--free-from {lap}: a race can be free from the gun, not from a later lap"),
                format!("riders free from the gun: {}", Self { free_from: Some(0), ..self.clone() }.again()),
            )),
        }
    }

    /// Riders decide for themselves: it was asked for, or there is no record to follow.
    pub fn is_free(&self, scenario: &Scenario) -> bool {
        self.free_from.is_some() || scenario.card.is_none()
    }

    /// Rides the race of `scenario`.
    pub fn ride(&self, scenario: Scenario) -> Result<Replay, Failure> {
        let id = scenario.id.clone();
        self.later(scenario)().map_err(|e| Failure::Race(id, e))
    }

    /// The ride as something to be done on another thread.
    pub fn later(&self, scenario: Scenario) -> impl FnOnce() -> Result<Replay, ReplayError> + Send + use<> {
        let (rules, seed, free) = (self.rules, self.seed, self.is_free(&scenario));
        move || {
            if !free {
                return Replay::new(scenario, rules, seed);
            }
            let replay = Replay::free(scenario, rules, seed);
            let board = replay.scoreboard(replay.duration());
            match board.standings().is_final {
                true => Ok(replay),
                false => Err(ReplayError::Endless { to_go: board.counter().to_go }),
            }
        }
    }

    /// The command that shows this race again.
    pub fn again(&self) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        let scenario = if self.scenario.chars().all(plain) {
            self.scenario.clone()
        } else {
            format!("'{}'", self.scenario.replace('\'', "'\\''"))
        };
        let free = self.free_from.map_or(String::new(), |lap| format!(" --free-from {lap}"));
        let rules = self.rules.map_or(String::new(), |id| format!(" --rules {id}"));
        let incidents = if self.no_incidents { " --no-incidents" } else { "" };
        format!("velodrome watch {scenario}{free} --seed {}{rules}{incidents}", self.seed)
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
    /// The day, unless the race had not been ridden yet, or is ridden only now.
    pub fn of(self, run: &Run, scenario: &Scenario) -> Result<Option<Day>, Failure> {
        if self.as_of.is_some() && run.is_free(scenario) {
            return Err(Failure::wrong(
                "--as-of: nothing has been decided after a free race",
                if scenario.card.is_some() { "leave out --as-of, or --free-from" } else { "leave it out" },
            ));
        }
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

/// Reads an id or a path: anything. The completions know the built-in ids.
#[derive(Debug, Clone, Copy)]
pub struct ScenarioArg;

impl TypedValueParser for ScenarioArg {
    type Value = String;

    fn parse_ref(&self, cmd: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(cmd, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(scenario::builtins().iter().map(|b| PossibleValue::new(b.id))))
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
        let run = |scenario: &str, free_from, rules| Run {
            scenario: scenario.into(),
            seed: 7,
            rules,
            free_from,
            no_incidents: false,
        };
        let again = |scenario: &str, free_from, rules| run(scenario, free_from, rules).again();
        assert_eq!(again("athens-2004-men", None, None), "velodrome watch athens-2004-men --seed 7");
        assert_eq!(again("athens-2004-men", Some(0), None), "velodrome watch athens-2004-men --free-from 0 --seed 7");
        assert_eq!(
            again("my race's.toml", None, Some(EditionId::E2019)),
            r"velodrome watch 'my race'\''s.toml' --seed 7 --rules 2019"
        );
        let quiet = Run { no_incidents: true, ..run("men-elite", None, None) };
        assert_eq!(quiet.again(), "velodrome watch men-elite --seed 7 --no-incidents");
    }
}
