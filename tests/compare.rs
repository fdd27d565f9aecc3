//! `velodrome compare` from outside: two runs of one race, side by side and over many races with common luck.

use crate::program::{refused, run, stdout};

const FREE: &str = "run:5:tiny:s1";
const TOLD: &str = "run:5:tiny:s1:o2.1.abandon";

#[test]
fn a_run_beside_itself_differs_in_nothing() {
    assert!(stdout(&["compare", FREE, FREE]).contains("Nothing differs."));
    let many: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", FREE, FREE, "--races", "20", "--format", "json"])).expect("JSON");
    for rider in many["riders"].as_array().expect("riders") {
        for figure in ["wins", "podiums", "rank", "points"] {
            assert_eq!(rider[figure]["difference"], 0.0, "{rider}");
            assert_eq!(rider[figure]["a"], rider[figure]["b"]);
            assert!(rider[figure]["races_needed"].is_null());
        }
    }
}

#[test]
fn one_who_abandons_wins_no_more_and_the_others_win_his_races() {
    let many: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", FREE, TOLD, "--races", "60", "--format", "json"])).expect("JSON");
    assert_eq!((&many["schema"], &many["races"]), (&"velodrome.compare/1".into(), &60.into()));
    let riders = many["riders"].as_array().expect("riders");
    let of = |bib: u64| riders.iter().find(|r| r["bib"] == bib).expect("a rider");
    assert_eq!(of(1)["wins"]["b"], 0.0);
    let more: f64 = (2..=4).map(|bib| of(bib)["wins"]["difference"].as_f64().expect("a number")).sum();
    let his = of(1)["wins"]["a"].as_f64().expect("a number");
    assert!((more - his).abs() < 1e-3, "{more} won more by the others, {his} by him");
    assert!(of(1)["rank"]["difference"].as_f64() >= Some(0.0), "he ranks last");
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    let args = ["compare", FREE, TOLD, "--races", "40"];
    assert_eq!(stdout(&args), stdout(&args));
    let one = stdout(&["compare", FREE, TOLD]);
    assert!(one.contains("differs first at 0:00:") && one.contains("RIDER 1"), "{one}");
    assert_eq!(one.lines().filter(|l| l.starts_with("RIDER")).count(), 4);
}

#[test]
fn options_say_what_codes_say() {
    let codes = stdout(&["compare", FREE, TOLD, "--races", "40", "--format", "json"]);
    let said = ["compare", "tiny", "--order-b", "2 1 abandon", "--races", "40", "--format", "json"];
    assert_eq!(stdout(&said), codes);
    assert_eq!(stdout(&["compare", FREE, "--order-b", "2 1 abandon", "--races", "40", "--format", "json"]), codes);
    // What is said of both is said of both.
    let both =
        stdout(&["compare", "tiny", "--seed", "9", "--legs", "2 cp +3", "--legs-b", "1 peak -5", "--rules-b", "2004"]);
    assert!(both.starts_with("A  run:5:tiny:s9:l2.cp+3\nB  run:5:tiny:s9:r2004:l2.cp+3:l1.peak-5\n"), "{both}");
}

#[test]
fn an_order_to_one_side_of_a_replay_frees_both_from_then_on() {
    let told = ["compare", "athens-2004-men", "--order-b", "150 Ignatiev sit in"];
    let once = stdout(&told);
    assert!(once.starts_with("A  run:5:athens-2004-men:s1\nB  run:5:athens-2004-men:s1:f150:o"), "{once}");
    let many = stdout(&[&told[..], &["--races", "3"]].concat());
    assert!(many.starts_with("A  run:5:athens-2004-men:s1:f150\nB  run:5:athens-2004-men:s1:f150:o"), "{many}");
}

#[test]
fn figures_are_a_line_each_for_programs() {
    let csv = stdout(&["compare", FREE, TOLD, "--races", "40", "--format", "csv"]);
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["compare", FREE, TOLD, "--races", "40", "--format", "json"])).expect("JSON");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("CSV");
    assert_eq!(rows.len(), 4 * 4 + json["figures"].as_object().expect("figures").len());
    let wins = rows.iter().find(|row| &row[0] == "1" && &row[2] == "wins").expect("his wins");
    let him = json["riders"].as_array().expect("riders").iter().find(|r| r["bib"] == 1).expect("him");
    assert_eq!(wins[5].parse::<f64>().ok(), him["wins"]["difference"].as_f64());
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_remedy() {
    let wrong: &[(&[&str], &str)] = &[
        (&["compare", "tiny", "men-elite"], "they have the same riders"),
        (&["compare", "athens-2004-men", "athens-2004-men", "--races", "10"], "run codes with f"),
        (&["compare", FREE, TOLD, "--format", "json"], "--races 1000"),
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
fn a_code_opens_everywhere_the_run_that_printed_it() {
    let result = stdout(&["result", "tiny", "--seed", "3", "--order", "3 2 attack", "--format", "json"]);
    let code =
        serde_json::from_str::<serde_json::Value>(&result).expect("JSON")["run"].as_str().expect("a code").to_owned();
    assert_eq!(code, "run:5:tiny:s3:o3.2.attack");
    assert_eq!(stdout(&["result", &code, "--format", "json"]), result);
    assert!(stdout(&["watch", &code, "--plain"]).ends_with(&format!("This run: {code}\n")));
    let twice = run(&["result", &code, "--seed", "4"]);
    assert!(String::from_utf8_lossy(&twice.stderr).contains("a run code says the whole run"));
}
