//! `velodrome vary` from outside: what one number changes, over races that share their random draws.

use std::fs;

#[cfg(unix)]
use portable_pty::CommandBuilder;
use serde_json::Value;

use crate::program::{Folder, refused, stdout};
#[cfg(unix)]
use crate::pty::Terminal;

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&stdout(&[args, &["--format", "json"]].concat())).expect("JSON")
}

/// The arguments that vary `param` in the smallest field.
fn tiny<'a>(param: &'a str, from: &'a str, to: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["vary", "tiny", "--param", param, "--from", from, "--to", to], more].concat()
}

fn figure<'a>(of: &'a Value, key: &str) -> &'a Value {
    of.as_array().expect("figures").iter().find(|figure| figure["key"] == key).expect("a figure")
}

/// The default of a parameter as `--param list` prints it.
fn default(scenario: &str, param: &str) -> String {
    let list = stdout(&["vary", scenario, "--param", "list"]);
    let line = list.lines().find(|line| line.split_whitespace().next() == Some(param)).expect("in the list");
    line.split_whitespace().nth(1).expect("a default").to_owned()
}

#[test]
fn a_parameter_at_its_own_value_gives_the_sweep() {
    let sweep = json(&["sweep", "tiny", "--races", "60", "--seed", "4"]);
    let of = |rider: &Value| (rider["bib"].clone(), rider["wins"]["share"].clone(), rider["mean_points"].clone());
    // (parameter, its own value, another)
    for (param, own, other) in [
        ("1 cp", "0", "3"),
        ("2 wprime", "0", "-3"),
        ("laps", "20", "30"),
        ("sprint_every", "10", "5"),
        ("lap_m", "250", "333"),
        ("starters", "4", "3"),
        ("last_factor", "2", "1"),
        ("gain_points", "20", "0"),
        ("loss_points", "-20", "0"),
        ("drag", &default("tiny", "drag"), "1"),
        ("chase", &default("tiny", "chase"), "3"),
    ] {
        let varied = json(&tiny(param, own, other, &["--steps", "2", "--races", "60", "--seed", "4"]));
        assert_eq!(varied["param"]["default"], varied["values"][0], "{param}");
        let riders = varied["riders"].as_array().expect("riders");
        assert_eq!(riders.len(), if param == "starters" { 3 } else { 4 }, "{param}");
        for rider in riders {
            let swept = sweep["riders"].as_array().expect("riders").iter().find(|r| r["bib"] == rider["bib"]);
            let (_, wins, points) = of(swept.expect("a rider"));
            assert_eq!(figure(&rider["figures"], "wins")["at"][0]["mean"], wins, "{param}");
            let at = &figure(&rider["figures"], "points")["at"][0];
            assert_eq!([&at["mean"], &at["low"], &at["high"]], ["mean", "low", "high"].map(|k| &points[k]), "{param}");
        }
        for (key, swept) in sweep["race"].as_object().expect("figures") {
            assert_eq!(figure(&varied["race"], key)["at"][0]["mean"], swept["mean"], "{param}: {key}");
        }
    }
}

#[test]
fn a_parameter_of_the_riders_minds_at_its_own_value_gives_the_sweep() {
    let sweep = json(&["sweep", "men-elite", "--races", "3"]);
    for (name, to) in [("tempo", "0.9"), ("price", "0.15")] {
        let varied = json(&[
            "vary",
            "men-elite",
            "--param",
            name,
            "--from",
            &default("men-elite", name),
            "--to",
            to,
            "--races",
            "3",
        ]);
        let at = &figure(&varied["race"], "kmh")["at"];
        assert_eq!(at[0]["mean"], sweep["race"]["kmh"]["mean"]);
        assert_ne!(at[0], at[4], "{name} changes nothing");
    }
}

#[test]
fn from_a_fork_on_a_parameter_at_its_own_value_gives_the_sweep_from_that_fork() {
    let forked = ["athens-2004-men", "--free-from", "150", "--races", "4"];
    let sweep = json(&[&["sweep"], &forked[..]].concat());
    for (param, other) in [("chase", "5"), ("Ignatiev cp", "20")] {
        let own = if param == "chase" { default("athens-2004-men", param) } else { "0".to_owned() };
        let varied = json(&[&["vary", "--param", param, "--from", &own, "--to", other], &forked[..]].concat());
        assert_eq!(varied["mode"], "forked");
        for (key, swept) in sweep["race"].as_object().expect("figures") {
            assert_eq!(figure(&varied["race"], key)["at"][0]["mean"], swept["mean"], "{param}: {key}");
        }
    }
}

#[test]
fn a_stronger_rider_scores_and_wins_more_within_the_intervals() {
    let varied = json(&["vary", "tiny", "--param", "1 cp", "--from", "-30", "--to", "30", "--races", "200"]);
    let rider = &varied["riders"][0];
    for (key, better) in [("wins", 1.0), ("podiums", 1.0), ("points", 1.0), ("rank", -1.0)] {
        let figure = figure(&rider["figures"], key);
        for pair in figure["at"].as_array().expect("values").windows(2) {
            let end = |at: &Value, upper: bool| {
                better * at[if upper == (better > 0.0) { "high" } else { "low" }].as_f64().expect("a number")
            };
            assert!(end(&pair[1], true) >= end(&pair[0], false), "{key} falls from {} to {}", pair[0], pair[1]);
        }
        let slope = &figure["slope"];
        assert!(
            slope["from_zero"] == true && better * slope["mean"].as_f64().expect("a number") > 0.0,
            "{key}: {slope}"
        );
        assert_eq!(figure["difference"]["from_zero"], true, "{key}");
    }
}

#[test]
fn an_effect_is_the_paired_difference_of_a_comparison() {
    let varied = json(&tiny("1 cp", "0", "6", &["--steps", "2", "--races", "80"]));
    let compared = json(&["compare", "run:5:tiny:s1", "run:5:tiny:s1:l1.cp+6", "--races", "80"]);
    let other = compared["riders"].as_array().expect("riders").iter().find(|r| r["bib"] == 1).expect("bib 1");
    for key in ["wins", "podiums", "rank", "points"] {
        let told = &figure(&varied["riders"][0]["figures"], key)["difference"];
        for (ours, theirs) in [("mean", "difference"), ("low", "low"), ("high", "high")] {
            let [ours, theirs] = [&told[ours], &other[key][theirs]].map(|x| x.as_f64().expect("a number"));
            assert!((ours - theirs).abs() < 1e-4, "{key}: {told} beside {}", other[key]);
        }
    }
}

#[test]
fn twice_the_laps_take_twice_the_time_and_a_greater_factor_brings_more_points() {
    let laps = json(&tiny("laps", "20", "40", &["--steps", "3", "--races", "20"]));
    let time: Vec<f64> =
        (0..3).map(|k| figure(&laps["race"], "time_s")["at"][k]["mean"].as_f64().expect("a time")).collect();
    assert!((time[2] / time[0] - 2.0).abs() < 0.15 && time[0] < time[1], "{time:?}");
    let factor = json(&tiny("last_factor", "1", "3", &["--steps", "3", "--races", "30"]));
    // A rider who wins both sprints has 5 points for the first and 5, 10 or 15 for the last.
    for (k, most) in [(0, 10.0), (1, 15.0), (2, 20.0)] {
        let mean = figure(&factor["race"], "winner_sprint_points")["at"][k]["mean"].as_f64().expect("points");
        assert!(mean <= most && mean > 0.5 * most, "{mean} of {most}");
    }
}

#[test]
fn impossible_variations_are_refused_with_a_remedy() {
    let wrong: &[(&[&str], &str)] = &[
        (&["vary", "tiny", "--param", "cop", "--from", "1", "--to", "2"], "did you mean 'coop'"),
        (&["vary", "tiny", "--param", "cp", "--from", "1", "--to", "2"], "did you mean 'RIDER cp'"),
        (&["vary", "tiny", "--param", "Merckx cp", "--from", "1", "--to", "2"], "family name"),
        (&["vary", "tiny", "--param", "coop", "--from", "1", "--to", "9"], "between 0.2 and 5"),
        (&["vary", "tiny", "--param", "coop", "--from", "1", "--to", "nan"], "two different numbers"),
        (&["vary", "tiny", "--param", "coop", "--from", "1", "--to", "1"], "two different numbers"),
        (&["vary", "tiny", "--param", "coop", "--from", "1"], "add --from and --to, between 0.2 and 5"),
        (&["vary", "tiny", "--param", "laps", "--from", "20.1", "--to", "20.4"], "at least 1 apart"),
        (&["vary", "tiny", "--param", "laps", "--from", "5", "--to", "20"], "choose other --from and --to"),
        (&["vary", "tiny", "--param", "starters", "--from", "2", "--to", "9"], "between 2 and 4"),
        (&["vary", "tiny", "--param", "starters", "--from", "2", "--to", "4", "--rider", "4"], "larger field"),
        (
            &["vary", "tiny", "--param", "starters", "--from", "2", "--to", "4", "--legs", "4 cp +3"],
            "begin with a larger field",
        ),
        (&["vary", "tiny", "--param", "coop", "--from", "1", "--to", "2", "--rider", "Merckx"], "start list"),
        (&["vary", "men-elite", "--param", "laps", "--from", "160", "--to", "1000"], "200 km"),
        (
            &["vary", "athens-2004-men", "--param", "coop", "--from", "1", "--to", "2"],
            "--free-from 0 --seed 1 --param coop",
        ),
        (
            &["vary", "athens-2004-men", "--free-from", "130", "--param", "laps", "--from", "140", "--to", "160"],
            "--free-from 0",
        ),
        (
            &["vary", "athens-2004-men", "--free-from", "0", "--param", "starters", "--from", "10", "--to", "20"],
            "men-elite",
        ),
        (&["vary", "tiny", "--from", "1", "--to", "2"], "--param"),
        (&["vary", "tiny", "--param", "coop", "--from", "1", "--to", "2", "--steps", "1"], "--steps"),
    ];
    for (args, remedy) in wrong {
        let said = refused(args);
        assert!(said.contains(remedy), "{args:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_prints_what_is_done_and_says_that_it_is_partial() {
    let folder = Folder::new("vary");
    let printed = folder.path("partial.json");
    let args = tiny("coop", "1", "5", &["--races", "1000000", "--threads", "2", "--format", "json"]);
    // The result goes to a file, the progress bar to a terminal: it shows when races have been ridden.
    let mut shell = CommandBuilder::new("/bin/sh");
    shell.args(["-c", "exec \"$0\" \"$@\" > \"$OUT\"", env!("CARGO_BIN_EXE_velodrome")]);
    shell.args(args);
    shell.env("OUT", &printed);
    let terminal = Terminal::start(shell, 120, 24);
    // A luck is counted when it has been ridden at all five values, which is certain after more than one chunk of 200.
    let ridden = |screen: &vt100::Screen| -> Option<u64> {
        let text = screen.contents();
        text.split_once(" of 5000000 races")?.0.rsplit(' ').next()?.parse().ok()
    };
    terminal.until("1500 races", |screen| ridden(screen) >= Some(1500));
    terminal.signal("INT");
    let ended = terminal.ends();
    assert_eq!(ended.code, 130, "{}", ended.written);
    let said = &ended.written;
    assert!(said.contains("partial") && said.contains("of 1000000 races at each value"), "{said}");
    let partial: Value = serde_json::from_str(&fs::read_to_string(printed).unwrap()).unwrap();
    let races = partial["races"].as_u64().unwrap();
    assert!(partial["partial"] == true && (1..1_000_000).contains(&races), "{races}");
    assert_eq!(partial["asked"], 1_000_000);
}
