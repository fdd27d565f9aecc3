//! The three Olympic races against the official tables: from the command line with five seeds each here, and with 25 each
//! in [`super::replays`], which makes the same document from the same replays without the command line.
//!
//! Tables and sprint places are typed from reports of the races (Olympedia, the Financial Times, AS, Periódico de Ibiza,
//! the New Zealand Herald, British Cycling, Lidové noviny, Cycling Weekly, womenscycling.net, AP). They are not taken from
//! the scenario files, which the program itself reads.

use serde_json::Value;

use crate::program::stdout;

pub const RACES: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];

/// (name, sprint points, laps, total), in order of rank.
type Table = &'static [(&'static str, i64, i64, i64)];

const ATHENS_MEN: Table = &[
    ("Mikhail Ignatiev", 13, 4, 93),
    ("Joan Llaneras", 22, 3, 82),
    ("Guido Fulst", 19, 3, 79),
    ("Greg Henderson", 8, 3, 68),
    ("Milan Kadlec", 5, 3, 65),
    ("Mark Renshaw", 20, 2, 60),
    ("Peter Schep", 18, 2, 58),
    ("Angelo Ciccone", 9, 2, 49),
    ("Milton Wynants", 6, 2, 46),
    ("Franck Perque", 3, 2, 43),
    ("Marco Arriagada", 5, 1, 25),
    ("Yauheni Sobal", 4, 1, 24),
    ("Juan Curuchet", 3, 1, 23),
    ("Colby Pearce", 3, 1, 23),
    ("Alexey Kolessov", 2, 1, 22),
    ("Makoto Iijima", 13, 0, 13),
    ("Franz Stocher", 9, 0, 9),
    ("Matthew Gilmore", 7, 0, 7),
    ("Vasyl Yakovlev", 3, 0, 3),
    ("Wong Kam Po", 2, 0, 2),
];

const BEIJING_MEN: Table = &[
    ("Joan Llaneras", 20, 2, 60),
    ("Roger Kluge", 18, 2, 58),
    ("Chris Newton", 16, 2, 56),
    ("Cameron Meyer", 16, 1, 36),
    ("Vasil Kiryienka", 14, 1, 34),
    ("Daniel Kreutzfeldt", 9, 1, 29),
    ("Zachary Bell", 7, 1, 27),
    ("Makoto Iijima", 3, 1, 23),
    ("Milan Kadlec", 2, 1, 22),
    ("Greg Henderson", 13, 0, 13),
    ("Rafał Ratajczyk", 10, 0, 10),
    ("Iljo Keisse", 8, 0, 8),
    ("Angelo Ciccone", 8, 0, 8),
    ("Volodymyr Rybin", 8, 0, 8),
    ("Wong Kam Po", 5, 0, 5),
    ("Milton Wynants", 5, 0, 5),
    ("Mikhail Ignatiev", 4, 0, 4),
    ("Juan Curuchet", 1, 0, 1),
    ("Marco Arriagada", 1, 0, 1),
    ("Peter Schep", 0, 0, 0),
    ("Christophe Riblon", 3, -1, -17),
];

const ATHENS_WOMEN: Table = &[
    ("Olga Slyusareva", 20, 0, 20),
    ("Belem Guerrero", 14, 0, 14),
    ("María Luisa Calle", 12, 0, 12),
    ("Erin Mirabella", 9, 0, 9),
    ("Vera Carrara", 8, 0, 8),
    ("Sarah Ulmer", 8, 0, 8),
    ("Gema Pascual", 7, 0, 7),
    ("Katherine Bates", 7, 0, 7),
    ("Katrin Meinke", 5, 0, 5),
    ("Yoanka González", 5, 0, 5),
    ("Adrie Visser", 5, 0, 5),
    ("Emma Davies", 4, 0, 4),
    ("Sonia Huguet", 2, 0, 2),
    ("Meifang Li", 1, 0, 1),
    ("Lada Kozlíková", 0, 0, 0),
    ("Kyriaki Konstantinidou", 2, -1, -18),
    ("Kim Yong-Mi", 1, -1, -19),
    ("Liudmyla Vypyrailo", 0, -1, -20),
];

/// The result that the program prints, parsed.
fn result(scenario: &str, seed: u64, more: &[&str]) -> Value {
    let args = ["result", scenario, "--seed", &seed.to_string(), "--format", "json"];
    serde_json::from_str(&stdout(&[&args, more].concat())).expect("JSON")
}

fn table_is_official(json: &Value, scenario: &str, laps: u64, table: Table, unranked: &[(&str, Option<i64>)]) {
    let seed = &json["seed"];
    assert_eq!((&json["schema"], &json["scenario"]), (&"velodrome.result/1".into(), &scenario.into()));
    assert_eq!((&json["mode"], &json["race"]["laps"]), (&"directed".into(), &laps.into()));
    let rows = json["standings"].as_array().unwrap();
    assert_eq!(rows.len(), table.len() + unranked.len(), "{scenario} seed {seed}");
    for (i, (row, (name, points, laps, total))) in rows.iter().zip(table).enumerate() {
        let seen = (&row["rank"], &row["name"], &row["sprint_points"], &row["laps"], &row["total"], &row["status"]);
        let rank: Value = (i + 1).into();
        let official =
            (&rank, &(*name).into(), &(*points).into(), &(*laps).into(), &(*total).into(), &"finished".into());
        assert_eq!(seen, official, "{scenario} seed {seed}");
    }
    for (name, points) in unranked {
        let row = rows.iter().find(|r| r["name"] == *name).unwrap_or_else(|| panic!("{name} is not in the table"));
        assert_eq!((&row["rank"], &row["status"]), (&Value::Null, &"dnf".into()), "{scenario} seed {seed}: {name}");
        assert!(points.is_none_or(|p| row["sprint_points"] == p), "{scenario} seed {seed}: {row}");
    }
}

/// Who took `place` in sprint `n`.
fn placed(json: &Value, n: usize, place: usize) -> &str {
    let cell = &json["sprints"][n - 1]["places"][place - 1];
    assert_eq!((&json["sprints"][n - 1]["n"], &cell["place"]), (&n.into(), &place.into()));
    cell["name"].as_str().unwrap()
}

/// Asserts that each (sprint, place, family name) is as recorded.
fn cells_are_kept(json: &Value, cells: &[(usize, usize, &str)]) {
    for (n, place, family) in cells {
        let name = placed(json, *n, *place);
        assert!(name.ends_with(family), "seed {}: sprint {n}, {place}.: {name}, on record: {family}", json["seed"]);
    }
}

/// Laps of the bunch at which `family` gained (+1) or lost (−1) a lap, in order.
fn changes(json: &Value, family: &str, change: i64) -> Vec<f64> {
    let all = json["lap_changes"].as_array().unwrap().iter();
    let of_rider = all.filter(|c| c["name"].as_str().unwrap().ends_with(family) && c["change"] == change);
    of_rider.map(|c| c["lap"].as_f64().unwrap()).collect()
}

/// Reports give the sprint nearest to a lap gain, so it must have been completed within ten laps of that sprint.
fn gained_about(json: &Value, family: &str, laps: &[f64]) {
    let gains = changes(json, family, 1);
    let near = gains.len() == laps.len() && gains.iter().zip(laps).all(|(a, b)| (a - b).abs() <= 10.0);
    assert!(near, "seed {}: {family} gained at {gains:?}, reported about {laps:?}", json["seed"]);
}

/// Asserts that `json` is the official result of `scenario`, with every sprint place and lap that is on record.
pub fn is_official(scenario: &str, json: &Value) {
    match scenario {
        "athens-2004-men" => athens_men(json),
        "beijing-2008-men" => beijing_men(json),
        "athens-2004-women" => athens_women(json),
        other => panic!("{other} is not on record"),
    }
}

#[test]
fn replays_from_the_command_line_end_in_the_official_tables() {
    use rayon::prelude::*;
    let runs: Vec<(&str, u64)> = RACES.iter().flat_map(|id| (1..=5).map(move |seed| (*id, seed))).collect();
    runs.into_par_iter().for_each(|(id, seed)| is_official(id, &result(id, seed, &[])));
}

fn athens_men(json: &Value) {
    let unranked = [("Chris Newton", None), ("Mahdi Sohrabi", None), ("Tomas Vaitkus", None)];
    table_is_official(json, "athens-2004-men", 160, ATHENS_MEN, &unranked);
    // The 20 finishers have 174 of the 16 × 11 points, so the three who stopped have two.
    let rows = json["standings"].as_array().unwrap();
    let given: i64 = rows.iter().map(|r| r["sprint_points"].as_i64().unwrap()).sum();
    assert_eq!(given, 176);
    // "48:32; Renshaw crossed the line first, Ignatyev eighth" (Financial Times, 25 August 2004).
    assert!((json["race"]["time_s"].as_f64().unwrap() - 2912.0).abs() <= 1.0, "{}", json["race"]);
    let line = |name: &str| rows.iter().find(|r| r["name"] == name).unwrap()["last_line"].as_i64();
    assert_eq!((line("Mark Renshaw"), line("Mikhail Ignatiev")), (Some(1), Some(8)), "seed {}", json["seed"]);
    cells_are_kept(
        json,
        &[
            (2, 1, "Schep"),
            (5, 2, "Llaneras"),
            (8, 1, "Henderson"),
            (13, 1, "Llaneras"),
            (14, 1, "Llaneras"),
            (15, 1, "Llaneras"),
            (16, 1, "Renshaw"),
        ],
    );
    gained_about(json, "Ignatiev", &[50.0, 90.0, 110.0, 140.0]);
    gained_about(json, "Llaneras", &[50.0, 80.0, 150.0]);
}

fn beijing_men(json: &Value) {
    let unranked = [("Bobby Lea", Some(5)), ("Feng Chun-Kai", Some(0))];
    table_is_official(json, "beijing-2008-men", 160, BEIJING_MEN, &unranked);
    cells_are_kept(
        json,
        &[
            (1, 1, "Lea"),
            (1, 2, "Henderson"),
            (1, 3, "Newton"),
            (2, 1, "Ratajczyk"),
            (5, 2, "Newton"),
            (5, 4, "Curuchet"),
            (6, 3, "Kadlec"),
            (9, 1, "Llaneras"),
            (10, 1, "Llaneras"),
            (13, 1, "Llaneras"),
            (16, 1, "Kluge"),
            (16, 2, "Newton"),
        ],
    );
    // Ciccone and Rybin took first and second in sprints 3 and 4; in which order is not on record.
    for n in [3, 4] {
        let mut pair = [placed(json, n, 1), placed(json, n, 2)];
        pair.sort_unstable();
        assert_eq!(pair, ["Angelo Ciccone", "Volodymyr Rybin"], "seed {} sprint {n}", json["seed"]);
    }
    assert_eq!(changes(json, "Riblon", -1).len(), 1);
}

fn athens_women(json: &Value) {
    table_is_official(json, "athens-2004-women", 100, ATHENS_WOMEN, &[("Santia Tri Kusuma", Some(0))]);
    cells_are_kept(
        json,
        &[
            (1, 1, "Bates"),
            (1, 2, "Mirabella"),
            (2, 1, "Guerrero"),
            (5, 1, "Carrara"),
            (5, 2, "Mirabella"),
            (5, 3, "Bates"),
            (6, 1, "Slyusareva"),
            (7, 1, "Ulmer"),
            (7, 2, "Davies"),
            (7, 3, "Slyusareva"),
            (8, 1, "Slyusareva"),
            (8, 4, "Mirabella"),
            (9, 1, "Slyusareva"),
            (9, 3, "Mirabella"),
            (10, 3, "Guerrero"),
            (10, 4, "Slyusareva"),
        ],
    );
    // "Nobody gained a lap, three lost one."
    let changes = json["lap_changes"].as_array().unwrap();
    assert_eq!(changes.len(), 3);
    assert!(changes.iter().all(|c| c["change"] == -1));
}

#[test]
fn the_bronze_of_athens_changes_hands_with_the_date() {
    let third = |day: &str| {
        let json = result("athens-2004-women", 1, &["--as-of", day]);
        let name = json["standings"][2]["name"].as_str().unwrap().to_owned();
        let calle = json["standings"].as_array().unwrap().iter().find(|r| r["name"] == "María Luisa Calle").cloned();
        (name, calle.unwrap()["status"].as_str().unwrap().to_owned())
    };
    let seen = |name: &str, status: &str| (name.to_owned(), status.to_owned());
    assert_eq!(third("2004-08-25"), seen("María Luisa Calle", "finished"));
    assert_eq!(third("2004-08-29"), seen("Erin Mirabella", "dsq"));
    assert_eq!(third("2005-10-26"), seen("Erin Mirabella", "dsq"));
    assert_eq!(third("2005-10-27"), seen("María Luisa Calle", "finished"));
}

#[test]
fn totals_that_sources_print_wrong_are_right_and_marked() {
    let shown = |scenario: &str, name: &str| {
        let json = result(scenario, 1, &[]);
        let row = json["standings"].as_array().unwrap().iter().find(|r| r["name"] == name).expect("a starter").clone();
        let marked = row["marks"].as_array().unwrap().iter().any(|mark| mark == "disputed: sprint points");
        (row["sprint_points"].as_i64(), row["total"].as_i64(), marked)
    };
    // Lists in circulation print 18, 15 and 0.
    assert_eq!(shown("athens-2004-men", "Greg Henderson"), (Some(8), Some(68), true));
    assert_eq!(shown("athens-2004-men", "Milan Kadlec"), (Some(5), Some(65), true));
    assert_eq!(shown("beijing-2008-men", "Milan Kadlec"), (Some(2), Some(22), true));
}
