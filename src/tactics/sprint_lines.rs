//! How far it is to the next sprint. Asked for every rider at every tick, so it searches nothing.

use crate::course::Track;
use crate::rules::{RaceRules, SprintPlan};

/// The lines at which sprints are decided.
#[derive(Debug, Clone)]
pub(super) struct SprintLines {
    race_m: f64,
    sprints: u32,
    spacing: Spacing,
}

#[derive(Debug, Clone)]
enum Spacing {
    /// Metres from one sprint to the next, and the reciprocal.
    Even { sprint_m: f64, per_sprint_m: f64 },
    /// For each lap of the race (from 0), the sprint that comes next and metres from the gun to its line.
    Stated { per_lap_m: f64, next: Vec<(f64, u32)> },
}

impl SprintLines {
    pub(super) fn new(track: &Track, rules: &RaceRules) -> Self {
        let spacing = match &rules.sprint_plan {
            SprintPlan::Every(every) => {
                let sprint_m = f64::from(*every) * track.lap_m;
                Spacing::Even { sprint_m, per_sprint_m: 1.0 / sprint_m }
            }
            SprintPlan::At(at) => {
                let line = |n: usize| (f64::from(at[n]) * track.lap_m, n as u32 + 1);
                let next = (0..rules.laps).map(|lap| line(at.partition_point(|sprint| *sprint <= lap)));
                Spacing::Stated { per_lap_m: 1.0 / track.lap_m, next: next.collect() }
            }
        };
        Self { race_m: track.race_m(), sprints: rules.sprints(), spacing }
    }

    /// Metres to the next sprint line for a rider with race distance `race_m`, and the sprint's number (0: none is left, or
    /// the line is no sprint).
    pub(super) fn next(&self, race_m: f64) -> (f64, u32) {
        let to_go = self.race_m - race_m;
        if to_go <= 0.0 {
            return (f64::INFINITY, 0);
        }
        match &self.spacing {
            Spacing::Even { sprint_m, per_sprint_m } => {
                // `as` rounds down here.
                let after = (to_go * per_sprint_m) as u32;
                (to_go - f64::from(after) * sprint_m, self.sprints.saturating_sub(after))
            }
            Spacing::Stated { per_lap_m, next } => {
                // `as` rounds down, and a rider who has yet to reach the first line is in lap 0.
                let lap = ((race_m * per_lap_m) as usize).min(next.len() - 1);
                let (line_m, sprint) = next[lap];
                // Rounding may put a rider who is on a line into the lap before.
                ((line_m - race_m).max(0.0), sprint)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Edition, EditionId, Overrides};

    fn lines(plan: SprintPlan, laps: u32) -> SprintLines {
        let overrides = Overrides { sprints: Some(plan), ..Overrides::default() };
        let rules = Edition::get(EditionId::E2026).on(laps, 250_000, &overrides).expect("a points race");
        SprintLines::new(&Track { lap_m: 250.0, laps, width_m: 7.0 }, &rules)
    }

    #[test]
    fn stated_laps_that_are_evenly_spaced_are_an_interval() {
        let (even, stated) = (lines(SprintPlan::Every(10), 40), lines(SprintPlan::At(vec![10, 20, 30, 40]), 40));
        for race_m in [0.5, 1.0, 249.0, 2499.0, 2501.0, 5000.5, 9999.0, 10_000.0, 10_001.0] {
            assert_eq!(even.next(race_m), stated.next(race_m), "{race_m} m");
        }
    }

    #[test]
    fn the_next_stated_sprint_may_be_near_or_far() {
        let lines = lines(SprintPlan::At(vec![3, 4, 40]), 40);
        assert_eq!(lines.next(-30.0), (780.0, 1), "behind the line at the gun");
        assert_eq!(lines.next(0.0), (750.0, 1));
        assert_eq!(lines.next(751.0), (249.0, 2));
        assert_eq!(lines.next(1001.0), (8999.0, 3));
        assert_eq!(lines.next(10_001.0), (f64::INFINITY, 0));
    }
}
