//! The three built-in races on record, completed from everything that their files know.

use std::sync::LazyLock;

use velodrome::card::{Completed, MoveKind};
use velodrome::scenario::{Scenario, load};
use velodrome::units::{Bib, Provenance};

use super::support::{Race, completes};

fn scenario(id: &str) -> Scenario {
    load(id).unwrap_or_else(|why| panic!("{}", why.plain()))
}

fn race(scenario: &Scenario) -> Race {
    let card = scenario.card.clone().unwrap_or_default();
    let mean_kmh = card.time_s.map_or(48.0, |t| scenario.track.race_m() / t * 3.6);
    let riders = scenario.riders.iter().map(|r| r.bib).collect();
    Race { riders, rules: scenario.rules(None), lap_m: scenario.track.lap_m, mean_kmh, card }
}

/// Beijing, which two tests look at.
static BEIJING: LazyLock<Vec<Completed>> = LazyLock::new(|| completed("beijing-2008-men"));

/// The race of a scenario, completed with seeds 1 to 25. Nothing is given up.
fn completed(id: &str) -> Vec<Completed> {
    let race = race(&scenario(id));
    let completed = |seed| {
        let completed = completes(id, &race, seed);
        assert_eq!(completed.given_up, [], "{id}, seed {seed}");
        completed
    };
    (1..=25).map(completed).collect()
}

/// Asserts that every sprint place on record is in every completion as known. Where the record names several riders, it is
/// one of them.
fn keeps_the_record(id: &str, completions: &[Completed]) {
    assert_eq!(completions.len(), 25);
    let scenario = scenario(id);
    let known = scenario.card.iter().flat_map(|c| &c.sprints).flat_map(|s| s.cells.iter().map(move |c| (s.n, c)));
    let known: Vec<_> = known.collect();
    assert!(known.len() >= 7, "{id}: {} known places", known.len());
    for completed in completions {
        for (n, cell) in &known {
            let place = &completed.sprints[*n as usize - 1].places[cell.place as usize - 1];
            assert!(cell.riders.contains(&place.bib), "{id}: sprint {n}, place {}", cell.place);
            // Which of several riders it was is reconstructed, unless arithmetic leaves only one.
            let known = cell.riders.len() == 1 || place.provenance != Provenance::Reconstructed;
            assert_eq!(place.provenance == cell.provenance, known, "{id}: sprint {n}, place {}", cell.place);
        }
    }
}

#[test]
fn athens_men_is_completed_from_all_that_is_known() {
    keeps_the_record("athens-2004-men", &completed("athens-2004-men"));
}

#[test]
fn beijing_men_is_completed_from_all_that_is_known() {
    keeps_the_record("beijing-2008-men", &BEIJING);
}

#[test]
fn athens_women_is_completed_from_all_that_is_known() {
    keeps_the_record("athens-2004-women", &completed("athens-2004-women"));
}

#[test]
fn kluge_holds_his_last_attack_to_the_line_in_beijing() {
    let scenario = scenario("beijing-2008-men");
    let kluge: Bib = scenario.find("Kluge").unwrap();
    for completed in BEIJING.iter() {
        let last = completed.moves.iter().find(|m| m.to_lap > 160.0).unwrap();
        assert_eq!((last.kind, last.riders.as_slice()), (MoveKind::Away, [kluge].as_slice()));
        assert_eq!(completed.last_line[0], kluge);
    }
}
