//! Why a number cannot be varied as asked, and what to do instead.

use crate::rules::RulesError;

/// No scenario file may hold a longer race, in metres.
pub(super) const LONGEST_M: f64 = 200_000.0;

/// Why a parameter cannot be varied as asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum VaryError {
    #[error("'{typed}' is nothing that can be varied")]
    Unknown { typed: String, meant: Option<String> },
    #[error("{0}")]
    Rider(String),
    #[error("{name} = {value}: outside {low} to {high}")]
    Outside { name: String, value: f64, low: f64, high: f64 },
    #[error("{name} = {value}: {why}")]
    Rules { name: String, value: f64, why: RulesError },
    #[error("{name} = {value}: a race of {km} km, above {most} km", most = LONGEST_M / 1000.0)]
    TooLong { name: String, value: f64, km: f64 },
    #[error("{0}: what is on record up to the fork was ridden with another")]
    Past(String),
    #[error("{0}: the legs of riders on record follow from the whole table")]
    OnRecord(String),
    #[error("starters = {value}: somebody is named in the orders or legs who would not start")]
    Absent { value: f64 },
}

impl VaryError {
    /// What to do instead.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Unknown { meant: Some(meant), .. } => format!("did you mean '{meant}'? all of them: --param list"),
            Self::Unknown { meant: None, .. } => "all that can be: --param list".to_owned(),
            Self::Rider(_) => "a bib or a family name of the start list, then cp, wprime or peak".to_owned(),
            Self::Outside { low, high, .. } => format!("choose --from and --to between {low} and {high}"),
            Self::Rules { .. } | Self::TooLong { .. } => "choose other --from and --to".to_owned(),
            Self::Past(_) => "vary it in a race that is free from the gun: --free-from 0".to_owned(),
            Self::OnRecord(_) => "vary it in a field without a record, such as men-elite".to_owned(),
            Self::Absent { .. } => "begin with a larger field, or leave out what is said of the rider".to_owned(),
        }
    }
}
