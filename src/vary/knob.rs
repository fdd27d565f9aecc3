//! The numbers of a scenario that can be varied: meaning, bounds, and how each is read and set. Rides nothing.

use crate::rules::{Edition, EditionId, Overrides, RaceRules, SprintPlan};
use crate::scenario::Scenario;

/// A number of the race or its rules, as opposed to the riders' legs and minds.
#[derive(Debug)]
pub struct Knob {
    /// The name that scenario files use, where they have it.
    pub name: &'static str,
    pub unit: &'static str,
    pub meaning: &'static str,
    pub whole: bool,
    /// Least and greatest value, as in scenario files.
    pub bounds: (f64, f64),
    /// Another value would change the past of a race on record.
    pub of_the_past: bool,
    pub get: fn(&Scenario, &RaceRules) -> f64,
    set: Set,
}

/// Where a number is stored.
#[derive(Debug)]
enum Set {
    Scenario(fn(&mut Scenario, f64)),
    /// Among the scenario's overrides of its edition.
    Rules(fn(&mut Overrides, f64)),
}

impl Knob {
    /// Sets it in `scenario`, which is ridden under `edition`.
    pub fn set(&self, scenario: &mut Scenario, edition: EditionId, value: f64) {
        match self.set {
            Set::Scenario(set) => set(scenario, value),
            Set::Rules(set) => set(own_rules(scenario, edition), value),
        }
    }
}

/// All of them, in the order in which they are listed.
pub const KNOBS: &[Knob] = &[
    Knob {
        name: "laps",
        unit: "laps",
        meaning: "Laps of the race.",
        whole: true,
        bounds: (1.0, 1000.0),
        of_the_past: true,
        get: |scenario, _| f64::from(scenario.track.laps),
        set: Set::Scenario(|scenario, value| scenario.track.laps = value as u32),
    },
    Knob {
        name: "sprint_every",
        unit: "laps",
        meaning: "Laps from one sprint to the next.",
        whole: true,
        bounds: (1.0, 1000.0),
        of_the_past: true,
        // Sprints at stated laps have no interval; this is their mean.
        get: |_, rules| f64::from(rules.sprint_plan.every().unwrap_or(rules.laps / rules.sprints())),
        set: Set::Scenario(|scenario, value| scenario.overrides.sprints = Some(SprintPlan::Every(value as u32))),
    },
    Knob {
        name: "lap_m",
        unit: "m",
        meaning: "Length of the track; the laps stay as many.",
        whole: false,
        bounds: (100.0, 1000.0),
        of_the_past: true,
        get: |scenario, _| scenario.track.lap_m,
        set: Set::Scenario(|scenario, value| scenario.track.lap_m = value),
    },
    Knob {
        name: "starters",
        unit: "riders",
        meaning: "Riders at the start: so many of the start list, from its top.",
        whole: true,
        bounds: (2.0, 150.0),
        of_the_past: true,
        get: |scenario, _| scenario.riders.len() as f64,
        set: Set::Scenario(|scenario, value| scenario.riders.truncate(value as usize)),
    },
    of_the_rules(
        ("last_factor", "", "Factor on the points of the last sprint."),
        (1.0, 10.0),
        |_, rules| f64::from(rules.last_factor),
        |rules, value| rules.last_factor = Some(value as u32),
    ),
    of_the_rules(
        ("gain_points", "points", "Points for a lap gained."),
        (0.0, 1000.0),
        |_, rules| f64::from(rules.gain_points),
        |rules, value| rules.gain_points = Some(value as i32),
    ),
    of_the_rules(
        ("loss_points", "points", "Points for a lap lost: nothing or less."),
        (-1000.0, 0.0),
        |_, rules| f64::from(rules.loss_points),
        |rules, value| rules.loss_points = Some(value as i32),
    ),
    Knob {
        name: "drag",
        unit: "",
        meaning: "Drag area of riders (or density of the air) as a share of the level's.",
        whole: false,
        bounds: (0.5, 1.5),
        of_the_past: false,
        get: |scenario, _| scenario.drag,
        set: Set::Scenario(|scenario, value| scenario.drag = value),
    },
    Knob {
        name: "chase",
        unit: "",
        meaning: "How ready the bunch is to chase; 1 as in men's races to 2016.",
        whole: false,
        bounds: (0.1, 10.0),
        of_the_past: false,
        get: |scenario, _| scenario.chase,
        set: Set::Scenario(|scenario, value| scenario.chase = value),
    },
];

/// A number of the edition that a scenario may override.
const fn of_the_rules(
    (name, unit, meaning): (&'static str, &'static str, &'static str),
    bounds: (f64, f64),
    get: fn(&Scenario, &RaceRules) -> f64,
    set: fn(&mut Overrides, f64),
) -> Knob {
    Knob { name, unit, meaning, whole: true, bounds, of_the_past: true, get, set: Set::Rules(set) }
}

/// The scenario's overrides, after switching it to `edition`. Under another edition only the spacing of the sprints is
/// kept, as in [`Scenario::rules`].
fn own_rules(scenario: &mut Scenario, edition: EditionId) -> &mut Overrides {
    if edition != scenario.edition {
        scenario.overrides = Overrides::sprints_of(&scenario.rules(None));
        scenario.edition = edition;
    }
    &mut scenario.overrides
}

/// Checks that the rules of `scenario` fit its course.
///
/// # Errors
/// Those of [`Edition::on`].
pub fn check(scenario: &Scenario) -> Result<(), crate::rules::RulesError> {
    let Scenario { edition, track, overrides, .. } = scenario;
    Edition::get(*edition).on(track.laps, track.lap_mm(), overrides).map(|_| ())
}
