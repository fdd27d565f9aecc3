//! `velodrome compare` from outside: two runs of one race, side by side and over many races with common luck.

use std::process::{Command, Output};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_velodrome")).args(args).env_remove("TERM").output().expect("the binary runs")
}

fn stdout(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

const FREE: &str = "run:1:tiny:s1";
const TOLD: &str = "run:1:tiny:s1:o2.1.abandon";

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
fn what_cannot_be_compared_is_refused_with_the_remedy() {
    let wrong: &[(&[&str], &str)] = &[
        (&["compare", "tiny", "men-elite"], "they have the same riders"),
        (&["compare", "athens-2004-men", "athens-2004-men", "--races", "10"], "run codes with f"),
        (&["compare", FREE, TOLD, "--format", "json"], "--races 1000"),
        (&["compare", FREE, "run:99:tiny:s1"], "version 99"),
        (&["compare", FREE, "run:1:tiny:s1:o2.1.dance"], "run code"),
        (&["compare", "tiny"], "<B>"),
    ];
    for (args, remedy) in wrong {
        let output = run(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(output.stdout.is_empty() && said.contains(remedy), "{args:?}: {said}");
    }
}

#[test]
fn a_code_opens_everywhere_the_run_that_printed_it() {
    let result = stdout(&["result", "tiny", "--seed", "3", "--order", "3 2 attack", "--format", "json"]);
    let code =
        serde_json::from_str::<serde_json::Value>(&result).expect("JSON")["run"].as_str().expect("a code").to_owned();
    assert_eq!(code, "run:1:tiny:s3:o3.2.attack");
    assert_eq!(stdout(&["result", &code, "--format", "json"]), result);
    assert!(stdout(&["watch", &code, "--plain"]).ends_with(&format!("This run: {code}\n")));
    let twice = run(&["result", &code, "--seed", "4"]);
    assert!(String::from_utf8_lossy(&twice.stderr).contains("a run code says the whole run"));
}
