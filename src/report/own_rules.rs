//! The rules that one race has of its own, in words: where its sprints are and what they give. Knows no riders.

use super::words::list;
use crate::rules::{Edition, RaceRules, SprintPlan};

/// How the sprints of the race deviate from those of its edition, in one line; `None` if they do not.
#[must_use]
pub fn deviations(rules: &RaceRules) -> Option<String> {
    let is_own = rules.scale != Edition::get(rules.edition).scale.value;
    let scale = is_own.then(|| format!("sprints for {}", points(rules, |places| places.join("-"))));
    let at = match &rules.sprint_plan {
        SprintPlan::Every(_) => None,
        SprintPlan::At(at) => Some(sprints_at(at)),
    };
    let parts: Vec<String> = scale.into_iter().chain(at).chain(doubled(rules)).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The points of the places that score, put together by `join`: `6-4-2-1 points`, `1 point`.
fn points(rules: &RaceRules, join: impl Fn(&[String]) -> String) -> String {
    let places: Vec<String> = rules.scale.iter().filter(|points| **points > 0).map(u32::to_string).collect();
    let plural = if rules.scale == [1, 0, 0, 0] { "" } else { "s" };
    format!("{} point{plural}", join(&places))
}

/// More sprints than this are not told one by one, if there is a shorter way.
const MANY: usize = 8;

fn sprints_at(at: &[u32]) -> String {
    let laps: Vec<String> = at.iter().map(u32::to_string).collect();
    let step = at.windows(2).map(|pair| pair[1] - pair[0]).min();
    let is_even = |step: u32| at.windows(2).all(|pair| pair[1] - pair[0] == step);
    match (at, step) {
        ([lap], _) => format!("a sprint at lap {lap}"),
        ([first, ..], Some(1)) if at.len() > MANY && is_even(1) => format!("a sprint every lap from lap {first} on"),
        ([first, ..], Some(step)) if at.len() > MANY && is_even(step) => {
            format!("a sprint every {step} laps from lap {first} on")
        }
        ([.., last], _) if at.len() > MANY => format!("sprints at laps {}, … and {last}", laps[..MANY - 2].join(", ")),
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
    }

    #[test]
    fn many_sprints_are_told_in_few_words() {
        let said = |at: Vec<u32>| {
            let laps = *at.last().expect("a sprint");
            let overrides =
                Overrides { sprints: Some(SprintPlan::At(at)), scale: Some([1, 0, 0, 0]), ..Overrides::default() };
            deviations(&Edition::get(EditionId::E2004).on(laps, 250_000, &overrides).expect("a points race")).unwrap()
        };
        assert_eq!(said(vec![40]), "sprints for 1 point · a sprint at lap 40");
        assert_eq!(said((5..=40).collect()), "sprints for 1 point · a sprint every lap from lap 5 on");
        let every_third = (2..=14).map(|n| 3 * n).collect();
        assert_eq!(said(every_third), "sprints for 1 point · a sprint every 3 laps from lap 6 on");
        let odd = vec![1, 2, 4, 8, 16, 17, 18, 20, 24, 32, 40];
        assert_eq!(said(odd), "sprints for 1 point · sprints at laps 1, 2, 4, 8, 16, 17, … and 40");
    }
}
