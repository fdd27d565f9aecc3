//! The figures of a sweep are those of its single races.

use serde_json::Value;
use velodrome::player::Replay;
use velodrome::{scenario, sweep};

use super::run::printed;

#[test]
fn every_race_of_a_sweep_is_the_race_of_its_seed() {
    for (id, seeds) in [("tiny", 0..20), ("women-elite", 1..3), ("athens-2004-men", 7..8)] {
        let scenario = scenario::load(id).unwrap();
        for seed in seeds {
            let outcome = sweep::ride(&scenario, &scenario.rules(None), seed);
            let race = Replay::free(scenario.clone(), None, seed);
            assert_eq!(outcome.time, Some(race.race_time()), "{id} {seed}");
            for row in race.standings().rows {
                let line = outcome.riders.iter().find(|line| line.bib == row.bib).unwrap();
                let swept = (line.rank, line.status, line.sprint_points, line.total, line.last_line, line.laps());
                let shown = (row.rank, row.status, row.sprint_points, row.total, row.last_line, i64::from(row.laps));
                assert_eq!(swept, shown, "{id} {seed}: {}", row.bib);
            }
        }
    }
}

#[test]
fn the_json_of_a_sweep_adds_up() {
    let json: Value = serde_json::from_str(&printed("sweep tiny --races 300 --seed 4 --format json", None)).unwrap();
    assert_eq!((&json["schema"], &json["seed"]), (&"velodrome.sweep/1".into(), &4.into()));
    assert_eq!((&json["races"], &json["partial"]), (&300.into(), &false.into()));
    let riders = json["riders"].as_array().unwrap();
    let sum = |key: &str| riders.iter().map(|r| r[key]["races"].as_u64().unwrap()).sum::<u64>();
    assert_eq!((riders.len(), sum("wins")), (4, 300), "every race has a winner, and no tie is left");
    for rider in riders {
        for key in ["wins", "podiums", "finishes"] {
            let chance = &rider[key];
            let [low, share, high] = ["low", "share", "high"].map(|k| chance[k].as_f64().unwrap());
            assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{chance}");
        }
        for key in ["mean_rank", "mean_points"] {
            let [low, mean, high] = ["low", "mean", "high"].map(|k| rider[key][k].as_f64().unwrap());
            assert!(low < mean && mean < high, "{}", rider[key]);
        }
        let places: u64 = rider["places"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).sum();
        assert_eq!(places, rider["finishes"]["races"].as_u64().unwrap());
    }
    // The winner of both sprints has 5 points and, doubled, 10.
    assert!(json["race"]["winner_sprint_points"]["most"]["value"].as_f64().unwrap() <= 15.0);
    let kmh = &json["race"]["kmh"];
    assert!((35.0..65.0).contains(&kmh["mean"].as_f64().unwrap()), "{kmh}");
    let counts: u64 = kmh["counts"].as_array().unwrap().iter().map(|c| c[1].as_u64().unwrap()).sum();
    assert_eq!(counts, 300);
}

#[test]
fn the_table_prints_in_ascii_and_says_how_to_open_a_race() {
    let ascii = printed("sweep athens-2004-women --free-from 0 --races 5 --ascii", None);
    assert!(ascii.is_ascii(), "{ascii}");
    assert!(ascii.contains("velodrome watch athens-2004-women --free-from 0 --seed N, N from 1 to 5"), "{ascii}");
    let table = printed("sweep athens-2004-women --free-from 0 --races 5", None);
    assert!(table.contains('█') && table.lines().all(|line| line.chars().count() <= 130), "{table}");
}
