//! The rules that one race has of its own, in words: where its sprints are and what they give. Knows no riders.

use super::words::{count, list};
use crate::rules::{Edition, RaceRules, RankBy, SprintPlan};

/// The first sentence of a commentary: how many ride how far, and what for.
#[must_use]
pub fn gun(rules: &RaceRules, riders: u32) -> String {
    let lap = match rules.rank_by {
        RankBy::LapsThenPoints => "laps count before points".to_owned(),
        RankBy::Points => format!("a lap gained is worth {} points", rules.gain_points),
    };
    let sprints = match &rules.sprint_plan {
        SprintPlan::Every(every) => format!("a sprint every {}", count(*every, "lap")),
        SprintPlan::At(at) => sprints_at(at),
    };
    let doubled = doubled(rules).map_or(String::new(), |doubled| format!("; {doubled}"));
    let places: Vec<String> = places(rules).iter().map(u32::to_string).collect();
    let (riders, laps) = (count(riders, "rider"), count(rules.planned_laps(), "lap"));
    format!("The gun: {riders}, {laps}, {sprints}. {} points{doubled}; {lap}.", list(&places))
}

/// How the sprints of the race deviate from those of its edition, in one line; `None` if they do not.
#[must_use]
pub fn deviations(rules: &RaceRules) -> Option<String> {
    let scale = (rules.scale != Edition::get(rules.edition).scale.value).then(|| {
        let places: Vec<String> = places(rules).iter().map(u32::to_string).collect();
        format!("sprints for {} points", places.join("-"))
    });
    let at = match &rules.sprint_plan {
        SprintPlan::Every(_) => None,
        SprintPlan::At(at) => Some(sprints_at(at)),
    };
    let parts: Vec<String> = scale.into_iter().chain(at).chain(doubled(rules)).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The points of the places that score.
fn places(rules: &RaceRules) -> &[u32] {
    &rules.scale[..rules.scoring_places() as usize]
}

fn sprints_at(at: &[u32]) -> String {
    let laps: Vec<String> = at.iter().map(u32::to_string).collect();
    match at {
        [_] => format!("a sprint at lap {}", list(&laps)),
        _ => format!("sprints at laps {}", list(&laps)),
    }
}

/// The sprints before the last that count double.
fn doubled(rules: &RaceRules) -> Option<String> {
    let numbers: Vec<String> = rules.doubled.iter().map(u32::to_string).collect();
    match numbers.len() {
        0 => None,
        1 => Some(format!("sprint {} counts double", numbers[0])),
        _ => Some(format!("sprints {} count double", list(&numbers))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{EditionId, Overrides};

    fn rules(overrides: &Overrides) -> RaceRules {
        Edition::get(EditionId::E2004).on(40, 250_000, overrides).expect("a points race")
    }

    #[test]
    fn a_race_by_the_book_has_nothing_of_its_own() {
        let rules = rules(&Overrides::default());
        assert_eq!(deviations(&rules), None);
        let said = "The gun: 4 riders, 40 laps, a sprint every 10 laps. 5, 3, 2 and 1 points; a lap gained is worth 20 points.";
        assert_eq!(gun(&rules, 4), said);
    }

    #[test]
    fn what_a_race_has_of_its_own_is_said() {
        let rules = rules(&Overrides {
            sprints: Some(SprintPlan::At(vec![10, 25, 40])),
            scale: Some([6, 4, 0, 0]),
            doubled: vec![1, 2],
            ..Overrides::default()
        });
        let said = "sprints for 6-4 points · sprints at laps 10, 25 and 40 · sprints 1 and 2 count double";
        assert_eq!(deviations(&rules).as_deref(), Some(said));
        let said = "The gun: 4 riders, 40 laps, sprints at laps 10, 25 and 40. 6 and 4 points; sprints 1 and 2 count double; a \
                    lap gained is worth 20 points.";
        assert_eq!(gun(&rules, 4), said);
    }
}
