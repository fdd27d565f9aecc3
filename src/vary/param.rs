//! What can be varied: a rider's legs, a number of the race, a number of the minds. Reads their names and knows what they
//! mean.

use super::error::VaryError;
use super::knob::{KNOBS, Knob};
use crate::run::{Change, LegPower, Run};
use crate::scenario::Scenario;
use crate::tactics::Params;
use crate::text::{nearest, visible};
use crate::units::Bib;

/// A number that can be varied.
#[derive(Debug, Clone, Copy)]
pub enum Param {
    /// A power of one rider: by how many per cent it is raised.
    Legs(Bib, LegPower),
    /// A number of the race or its rules.
    World(&'static Knob),
    /// A number of the riders' minds, by its name.
    Mind(&'static str),
}

impl Param {
    /// All that need no rider: those of the race, then those of the minds.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOBS.iter().map(Self::World).chain(Params::NUMBERS.iter().map(|number| Self::Mind(number.name)))
    }

    /// Reads a name (`laps`, `coop`), or a rider and one of their powers (`Ignatiev cp`).
    ///
    /// # Errors
    /// If the name or the rider is unknown; says what was probably meant.
    pub fn read(text: &str, scenario: &Scenario) -> Result<Self, VaryError> {
        let power = |word: &str| LegPower::ALL.into_iter().find(|power| power.name() == word.to_lowercase());
        if let Some((rider, power)) =
            text.trim().rsplit_once(char::is_whitespace).and_then(|(rider, word)| Some((rider, power(word)?)))
        {
            return scenario.find(rider).map(|bib| Self::Legs(bib, power)).map_err(VaryError::Rider);
        }
        let typed = text.trim().to_lowercase().replace('-', "_");
        let found = Self::all().find(|param| param.key() == typed);
        found.ok_or_else(|| VaryError::Unknown {
            typed: visible(text, 60),
            meant: match power(&typed) {
                Some(power) => Some(format!("RIDER {}", power.name())),
                None => nearest(&typed, Self::all().map(Self::key)).map(str::to_owned),
            },
        })
    }

    /// Its name, without the rider.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Legs(_, power) => power.name(),
            Self::World(knob) => knob.name,
            Self::Mind(name) => name,
        }
    }

    /// The name that [`Self::read`] reads.
    #[must_use]
    pub fn name(self, scenario: &Scenario) -> String {
        match self {
            Self::Legs(bib, power) => format!("{} {}", scenario.name(bib), power.name()),
            _ => self.key().to_owned(),
        }
    }

    /// `%`, `laps`, `m`; nothing for a pure number.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Legs(..) => "%",
            Self::World(knob) => knob.unit,
            Self::Mind(name) if name.ends_with("_laps") => "laps",
            Self::Mind(name) if name.ends_with("_sd_m") || name.ends_with("_m") => "m",
            Self::Mind(name) if name.ends_with("_s") => "s",
            Self::Mind(_) => "",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Legs(_, LegPower::Critical) => "Critical power of a rider, more than it is.",
            Self::Legs(_, LegPower::Reserve) => "Work above critical power of a rider, more than it is.",
            Self::Legs(_, LegPower::Peak) => "Peak power of a rider, more than it is.",
            Self::World(knob) => knob.meaning,
            Self::Mind(name) => {
                let number = Params::NUMBERS.iter().find(|number| number.name == name);
                number.map_or("", |number| number.meaning.trim())
            }
        }
    }

    /// Whether only whole numbers make sense.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(self, Self::World(Knob { whole: true, .. }))
    }

    /// The least and the greatest value; for numbers of the minds, the range in which they were fitted.
    #[must_use]
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Legs(..) => (*Change::PERCENT.start(), *Change::PERCENT.end()),
            Self::World(knob) => knob.bounds,
            Self::Mind(name) => {
                let number = Params::NUMBERS.iter().find(|number| number.name == name);
                number.map_or((f64::MIN, f64::MAX), |number| (number.low, number.high))
            }
        }
    }

    /// Its value in a `run` of `scenario` that does not vary it.
    #[must_use]
    pub fn default(self, scenario: &Scenario, run: &Run) -> f64 {
        match self {
            Self::Legs(..) => match &run.legs.iter().filter(|change| self.is(change)).collect::<Vec<_>>()[..] {
                [] => 0.0,
                [only] => only.percent,
                several => 100.0 * (several.iter().map(|c| 1.0 + c.percent / 100.0).product::<f64>() - 1.0),
            },
            Self::World(knob) => (knob.get)(scenario, &scenario.rules(run.edition)),
            Self::Mind(name) => {
                let mut standard = Params::STANDARD;
                *standard.by_name(name).expect("a name of the list")
            }
        }
    }

    /// Whether `change` changes these legs.
    pub(super) fn is(self, change: &Change) -> bool {
        matches!(self, Self::Legs(bib, power) if (change.rider, change.power) == (bib, power))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn every_number_has_a_meaning_and_its_value_lies_within_its_bounds() {
        let men = scenario::load("men-elite").unwrap();
        let run = Run::of_seed(1);
        for param in Param::all().chain(LegPower::ALL.map(|power| Param::Legs(men.riders[0].bib, power))) {
            let (low, high) = param.bounds();
            assert!((low..=high).contains(&param.default(&men, &run)), "{}", param.key());
            assert!(param.meaning().ends_with('.') || param.meaning().contains(':'), "{}", param.key());
        }
        assert_eq!(Param::Mind("launch_sd_m").meaning(), Param::Mind("launch_m").meaning(), "one sentence says both");
    }

    #[test]
    fn a_name_is_read_as_it_is_written() {
        let athens = scenario::load("athens-2004-men").unwrap();
        for text in ["IGNATIEV cp", "LLANERAS wprime", "laps", "sprint_every", "coop", "turn_laps"] {
            assert_eq!(Param::read(text, &athens).unwrap().name(&athens), text);
        }
        assert_eq!(Param::read("mikhail ignatiev CP", &athens).unwrap().name(&athens), "IGNATIEV cp");
        assert_eq!(Param::read("sprint-every", &athens).unwrap().key(), "sprint_every");
        let meant = |text: &str| match Param::read(text, &athens) {
            Err(VaryError::Unknown { meant, .. }) => meant,
            other => panic!("{other:?}"),
        };
        assert_eq!([meant("cop").as_deref(), meant("peak").as_deref()], [Some("coop"), Some("RIDER peak")]);
        assert!(matches!(Param::read("Merckx cp", &athens), Err(VaryError::Rider(_))));
    }

    #[test]
    fn no_two_numbers_share_a_name() {
        let mut names: Vec<&str> = Param::all().map(Param::key).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
