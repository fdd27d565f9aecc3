//! `velodrome compare` from outside: two runs of one race, once and over many races that share their random draws.

use crate::program::{refused, run, stdout};

const FREE: &str = "run:5:tiny:s1";
const ORDERED: &str = "run:5:tiny:s1:o2.1.abandon";

#[test]
fn a_run_compared_with_itself_differs_in_nothing() {
    assert!(stdout(&["compare", FREE, FREE]).contains("Nothing differs."));
    let many: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", FREE, FREE, "--races", "20", "--format", "json"])).expect("JSON");
    let riders = many["riders"].as_array().expect("riders");
    assert_eq!(riders.len(), 4);
    for rider in riders {
        for figure in ["wins", "podiums", "rank", "points"] {
            assert_eq!(rider[figure]["difference"], 0.0, "{rider}");
            assert_eq!(rider[figure]["a"], rider[figure]["b"]);
            assert!(rider[figure]["races_needed"].is_null());
        }
    }
}

#[test]
fn a_rider_who_abandons_wins_nothing_and_the_others_win_those_races() {
    let many: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", FREE, ORDERED, "--races", "60", "--format", "json"])).expect("JSON");
    assert_eq!((&many["schema"], &many["races"]), (&"velodrome.compare/1".into(), &60.into()));
    let riders = many["riders"].as_array().expect("riders");
    let of = |bib: u64| riders.iter().find(|r| r["bib"] == bib).expect("a rider");
    assert_eq!(of(1)["wins"]["b"], 0.0);
    let more: f64 = (2..=4).map(|bib| of(bib)["wins"]["difference"].as_f64().expect("a number")).sum();
    let lost = of(1)["wins"]["a"].as_f64().expect("a number");
    assert!(lost > 0.0 && (more - lost).abs() < 1e-3, "the others win {more} more, bib 1 won {lost} before");
    assert!(of(1)["rank"]["difference"].as_f64() >= Some(0.0), "the rider who abandons ranks last");
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    let args = ["compare", FREE, ORDERED, "--races", "40"];
    assert_eq!(stdout(&args), stdout(&args));
    let one = stdout(&["compare", FREE, ORDERED]);
    assert!(one.contains("differs first at 0:00:") && one.contains("RIDER 1"), "{one}");
    assert_eq!(one.lines().filter(|l| l.starts_with("RIDER")).count(), 4);
}

#[test]
fn options_mean_the_same_as_run_codes() {
    let codes = stdout(&["compare", FREE, ORDERED, "--races", "40", "--format", "json"]);
    let options = ["compare", "tiny", "--order-b", "2 1 abandon", "--races", "40", "--format", "json"];
    assert_eq!(stdout(&options), codes);
    assert_eq!(stdout(&["compare", FREE, "--order-b", "2 1 abandon", "--races", "40", "--format", "json"]), codes);
    // Options without -b change both runs.
    let both =
        stdout(&["compare", "tiny", "--seed", "9", "--legs", "2 cp +3", "--legs-b", "1 peak -5", "--rules-b", "2004"]);
    assert!(both.starts_with("A  run:5:tiny:s9:l2.cp+3\nB  run:5:tiny:s9:r2004:l2.cp+3:l1.peak-5\n"), "{both}");
}

#[test]
fn over_many_races_an_order_in_one_run_of_a_replay_frees_both_from_that_lap_on() {
    let ordered = ["compare", "athens-2004-men", "--order-b", "150 Ignatiev sit in"];
    let once = stdout(&ordered);
    assert!(once.starts_with("A  run:5:athens-2004-men:s1\nB  run:5:athens-2004-men:s1:f150:o"), "{once}");
    let many = stdout(&[&ordered[..], &["--races", "3"]].concat());
    assert!(many.starts_with("A  run:5:athens-2004-men:s1:f150\nB  run:5:athens-2004-men:s1:f150:o"), "{many}");
}

#[test]
fn csv_has_one_line_per_figure() {
    let csv = stdout(&["compare", FREE, ORDERED, "--races", "40", "--format", "csv"]);
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", FREE, ORDERED, "--races", "40", "--format", "json"])).expect("JSON");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("CSV");
    assert_eq!(rows.len(), 4 * 4 + json["figures"].as_object().expect("figures").len());
    let wins = rows.iter().find(|row| &row[0] == "1" && &row[2] == "wins").expect("wins of bib 1");
    let rider = json["riders"].as_array().expect("riders").iter().find(|r| r["bib"] == 1).expect("bib 1");
    assert_eq!(wins[5].parse::<f64>().ok(), rider["wins"]["difference"].as_f64());
}

#[test]
fn runs_that_cannot_be_compared_are_refused_with_a_remedy() {
    let wrong: &[(&[&str], &str)] = &[
        (&["compare", "tiny", "men-elite"], "they have the same riders"),
        (&["compare", "athens-2004-men", "athens-2004-men", "--races", "10"], "run codes with f"),
        (&["compare", FREE, ORDERED, "--format", "json"], "--races 1000"),
        (&["compare", FREE, "run:99:tiny:s1"], "version 99"),
        (&["compare", FREE, "run:5:tiny:s1:o2.1.dance"], "run code"),
        (&["compare", "tiny"], "--order-b"),
        (&["compare", "tiny", "--order-b", "2 1 dance"], "--order-b '130 Ignatiev sit in'"),
        (&["compare", "tiny", "--legs-b", "1 cp"], "--legs-b 'Ignatiev cp +3'"),
        (&["compare", "tiny", "--order-b", "2 1 attack", "--format", "csv"], "--races 1000"),
        (&["compare", FREE, "--seed", "4", "--order-b", "2 1 attack"], "a run code says the whole run"),
    ];
    for (args, remedy) in wrong {
        let said = refused(args);
        assert!(said.contains(remedy), "{args:?}: {said}");
    }
}

#[test]
fn a_run_code_opens_the_run_that_printed_it_in_every_command() {
    let result = stdout(&["result", "tiny", "--seed", "3", "--order", "3 2 attack", "--format", "json"]);
    let code =
        serde_json::from_str::<serde_json::Value>(&result).expect("JSON")["run"].as_str().expect("a code").to_owned();
    assert_eq!(code, "run:5:tiny:s3:o3.2.attack");
    assert_eq!(stdout(&["result", &code, "--format", "json"]), result);
    assert!(stdout(&["watch", &code, "--plain"]).ends_with(&format!("This run: {code}\n")));
    let twice = run(&["result", &code, "--seed", "4"]);
    assert!(String::from_utf8_lossy(&twice.stderr).contains("a run code says the whole run"));
}
