//! The rules a file's race is ridden under: its edition and overrides, on its course.

use crate::course::Track;
use crate::rules::{EditionId, HeadRule, Overrides, RaceRules, RankBy};

/// `edition` with `overrides` on `track`.
pub(super) fn race_rules(edition: EditionId, overrides: &Overrides, track: &Track) -> RaceRules {
    let (gain, loss, rank_by) = match edition {
        EditionId::E2000 => (0, 0, RankBy::LapsThenPoints),
        _ => (20, -20, RankBy::Points),
    };
    let last_factor = if matches!(edition, EditionId::E2000 | EditionId::E2004) { 1 } else { 2 };
    let head = match edition {
        EditionId::E2000 | EditionId::E2004 | EditionId::E2016 => HeadRule::BunchTakesSprint,
        EditionId::E2019 => HeadRule::NewHead,
        EditionId::E2023 | EditionId::E2026 => HeadRule::FixedAtBell,
    };
    let every = match track.lap_mm() {
        0..285_000 => 10,
        285_000..333_000 => 7,
        333_000..400_000 => 6,
        _ => 5,
    };
    RaceRules {
        edition,
        laps: track.laps,
        sprint_every: overrides.sprint_every.unwrap_or(every),
        scale: [5, 3, 2, 1],
        last_factor: overrides.last_factor.unwrap_or(last_factor),
        gain_points: overrides.gain_points.unwrap_or(gain),
        loss_points: overrides.loss_points.unwrap_or(loss),
        rank_by,
        head,
    }
}
