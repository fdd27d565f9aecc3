//! A race with one parameter set to another value, ready to be ridden with any seed.

use super::error::{LONGEST_M, VaryError};
use super::knob;
use super::param::Param;
use crate::player::{Many, ReplayError};
use crate::run::{Change, Run};
use crate::scenario::Scenario;
use crate::tactics::Params;
use crate::units::Bib;

/// A race at one value of a parameter.
#[derive(Debug, Clone)]
pub struct Setting {
    scenario: Scenario,
    run: Run,
    params: Params,
}

impl Setting {
    /// The `run` of `scenario` with `param` at `value`.
    ///
    /// # Errors
    /// If there can be no such race.
    pub fn of(scenario: &Scenario, run: &Run, param: Param, value: f64) -> Result<Self, VaryError> {
        let name = || param.name(scenario);
        let (low, high) = param.bounds();
        // There cannot be more starters than riders in the scenario.
        let high = if param.key() == "starters" { scenario.riders.len() as f64 } else { high };
        if !(low..=high).contains(&value) {
            return Err(VaryError::Outside { name: name(), value, low, high });
        }
        let mut set = Self { scenario: scenario.clone(), run: run.clone(), params: Params::STANDARD };
        match param {
            Param::Legs(rider, power) => {
                set.run.legs.retain(|change| !param.is(change));
                set.run.legs.push(Change { rider, power, percent: value });
            }
            Param::Mind(key) => *set.params.by_name(key).expect("a name of the list") = value,
            Param::World(knob) => {
                let forked = run.free_from(scenario).is_none_or(|from| !from.is_gun());
                if knob.of_the_past && scenario.card.is_some() && forked {
                    return Err(VaryError::Past(name()));
                }
                if knob.name == "starters" && scenario.card.is_some() {
                    return Err(VaryError::OnRecord(name()));
                }
                knob.set(&mut set.scenario, run.edition.unwrap_or(scenario.edition), value);
                set.check(&name(), value)?;
            }
        }
        Ok(set)
    }

    fn check(&self, name: &str, value: f64) -> Result<(), VaryError> {
        let Self { scenario, run, .. } = self;
        knob::check(scenario).map_err(|why| VaryError::Rules { name: name.to_owned(), value, why })?;
        if scenario.track.race_m() > LONGEST_M {
            let km = scenario.track.race_m() / 1000.0;
            return Err(VaryError::TooLong { name: name.to_owned(), value, km });
        }
        let starts = |bib: Bib| scenario.rider(bib).map(|rider| rider.bib);
        let all = run.orders.iter().all(|told| starts(told.rider).and(told.action.about(starts)).is_some())
            && run.legs.iter().all(|change| starts(change.rider).is_some());
        if all { Ok(()) } else { Err(VaryError::Absent { value }) }
    }

    /// The scenario at this value.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The start list.
    #[must_use]
    pub fn starters(&self) -> Vec<Bib> {
        self.scenario.riders.iter().map(|rider| rider.bib).collect()
    }

    /// Prepares the races at this value: rides the past that they share.
    ///
    /// # Errors
    /// Those of [`Many::of`].
    pub fn many(&self) -> Result<Many, ReplayError> {
        Many::with_minds(self.scenario.clone(), &self.run, self.params)
    }
}
