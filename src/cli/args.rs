//! Arguments that several commands share: which race, under which rules, by which seed, on what screen.

use clap::{Args, ValueEnum};

use super::Failure;
use super::source;
use crate::player::Replay;
use crate::report::Day;
use crate::rules::EditionId;
use crate::scenario::Scenario;

/// The seed of a run that names none.
pub const DEFAULT_SEED: u64 = 1;

/// A race: scenario, rules and seed.
#[derive(Debug, Clone, Args)]
pub struct Run {
    /// Id of a built-in scenario, or path of a scenario file
    pub scenario: String,
    /// Chooses what no source says: who was where in the sprints and laps that are not on record
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    pub seed: u64,
    /// Score the race under the rules of another era [default: the scenario's own]
    #[arg(long, value_name = "EDITION", value_enum)]
    pub rules: Option<Rules>,
}

impl Run {
    /// Reads the scenario and rides the race.
    pub fn ride(&self) -> Result<Replay, Failure> {
        let scenario = source::open(&self.scenario)?;
        let title = scenario.id.clone();
        Replay::new(scenario, self.rules.map(Into::into), self.seed).map_err(|e| Failure::Race(title, e))
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

/// Editions as the command line names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rules {
    /// Laps first, then points
    #[value(name = "2000")]
    E2000,
    /// A lap is 20 points; the last sprint is like the others
    #[value(name = "2004")]
    E2004,
    /// The last sprint counts double
    #[value(name = "2016")]
    E2016,
    /// Sprint points wait for the new head of the race
    #[value(name = "2019")]
    E2019,
    /// The bell names the head: lap and sprint points
    #[value(name = "2023")]
    E2023,
    /// As 2023, with other intervals on long tracks
    #[value(name = "2026")]
    E2026,
}

impl From<Rules> for EditionId {
    fn from(rules: Rules) -> Self {
        match rules {
            Rules::E2000 => Self::E2000,
            Rules::E2004 => Self::E2004,
            Rules::E2016 => Self::E2016,
            Rules::E2019 => Self::E2019,
            Rules::E2023 => Self::E2023,
            Rules::E2026 => Self::E2026,
        }
    }
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, Args)]
pub struct Screen {
    /// Colours for a light terminal
    #[arg(long, conflicts_with = "dark")]
    pub light: bool,
    /// Colours for a dark terminal (the default)
    #[arg(long)]
    pub dark: bool,
    /// Plain characters only: for terminals without braille and blocks
    #[arg(long)]
    pub ascii: bool,
    /// Listen to the mouse (selecting text then needs Shift)
    #[arg(long)]
    pub mouse: bool,
}
