//! `velodrome compare` from outside: two runs of one race, side by side and over many races with common luck.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::{env, fs, process};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_velodrome")).args(args).env_remove("TERM").output().expect("the binary runs")
}

fn stdout(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

const FREE: &str = "run:2:tiny:s1";
const TOLD: &str = "run:2:tiny:s1:o2.1.abandon";

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
    assert!(both.starts_with("A  run:2:tiny:s9:l2.cp+3\nB  run:2:tiny:s9:r2004:l2.cp+3:l1.peak-5\n"), "{both}");
}

#[test]
fn an_order_to_one_side_of_a_replay_frees_both_from_then_on() {
    let told = ["compare", "athens-2004-men", "--order-b", "150 Ignatiev sit in"];
    let once = stdout(&told);
    assert!(once.starts_with("A  run:2:athens-2004-men:s1\nB  run:2:athens-2004-men:s1:f150:o"), "{once}");
    let many = stdout(&[&told[..], &["--races", "3"]].concat());
    assert!(many.starts_with("A  run:2:athens-2004-men:s1:f150\nB  run:2:athens-2004-men:s1:f150:o"), "{many}");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for format in ["table", "json", "csv"] {
        let with = |threads: &str| {
            stdout(&["compare", FREE, TOLD, "--races", "430", "--format", format, "--threads", threads])
        };
        let one = with("1");
        assert!(["2", "3", "8"].iter().all(|threads| with(threads) == one), "{format}");
    }
}

/// A folder that goes when the test does.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("velodrome-compare-{name}-{}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_races_that_are_kept_are_two_sweeps_and_a_file_that_was_cut_is_gone_on_with() {
    let folder = Folder::new("kept");
    let args = ["compare", "tiny", "--order-b", "2 1 abandon", "--races", "250", "--format", "json", "--out"];
    let compare = || stdout(&[&args[..], &[&folder.file("x.csv")]].concat());
    let json = compare();
    assert_eq!(json, stdout(&args[..args.len() - 1]), "the same with files and without");
    let [a, b] = ["x.a.csv", "x.b.csv"].map(|name| folder.file(name));
    let whole = [&a, &b].map(|file| fs::read(file).unwrap());
    let sweep = |more: &[&str], name: &str| {
        let file = folder.file(name);
        stdout(&[&["sweep", "tiny", "--races", "250"], more, &["--out", &file]].concat());
        fs::read(file).unwrap()
    };
    assert!(whole[0] == sweep(&[], "a") && whole[1] == sweep(&["--order", "2 1 abandon"], "b"), "they are two sweeps");
    // (races of A left, of B left), in hundredths of the file
    for (of_a, of_b) in [(0, 0), (30, 80), (90, 0), (100, 55), (100, 100)] {
        for (file, bytes, part) in [(&a, &whole[0], of_a), (&b, &whole[1], of_b)] {
            fs::write(file, &bytes[..bytes.len() * part / 100]).unwrap();
        }
        assert_eq!(compare(), json, "{of_a} and {of_b}");
        assert!(fs::read(&a).unwrap() == whole[0] && fs::read(&b).unwrap() == whole[1], "{of_a} and {of_b}");
    }
    let other = run(&["compare", "tiny", "--order-b", "2 2 abandon", "--races", "250", "--out", &folder.file("x.csv")]);
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&other.stderr).contains("x.b.csv: it belongs to another sweep (options"));
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

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_is_done_and_the_same_command_goes_on() {
    let folder = Folder::new("interrupted");
    let file = folder.file("x.csv");
    let args = ["compare", FREE, TOLD, "--races", "4000", "--threads", "2", "--format", "json", "--out", &file];
    let child = Command::new(env!("CARGO_BIN_EXE_velodrome"))
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while fs::metadata(folder.file("x.b.csv")).map_or(0, |m| m.len()) < 20_000 {
        #[allow(clippy::disallowed_methods, reason = "another process writes the file; nothing can be waited for")]
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let sent = Command::new("/bin/sh").args(["-c", &format!("kill -s INT {}", child.id())]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("partial") && said.contains("of 4000 races of each; the same command goes on"), "{said}");
    let partial: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(partial["partial"] == true && partial["races"].as_u64() < Some(4000), "{}", partial["races"]);
    assert_eq!(stdout(&args), stdout(&args[..args.len() - 2]));
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_remedy() {
    let wrong: &[(&[&str], &str)] = &[
        (&["compare", "tiny", "men-elite"], "they have the same riders"),
        (&["compare", "athens-2004-men", "athens-2004-men", "--races", "10"], "run codes with f"),
        (&["compare", FREE, TOLD, "--format", "json"], "--races 1000"),
        (&["compare", FREE, "run:99:tiny:s1"], "version 99"),
        (&["compare", FREE, "run:2:tiny:s1:o2.1.dance"], "run code"),
        (&["compare", "tiny"], "--order-b"),
        (&["compare", "tiny", "--order-b", "2 1 dance"], "--order-b '130 Ignatiev sit in'"),
        (&["compare", "tiny", "--legs-b", "1 cp"], "--legs-b 'Ignatiev cp +3'"),
        (&["compare", "tiny", "--order-b", "2 1 attack", "--out", "x.csv"], "--races"),
        (&["compare", "tiny", "--order-b", "2 1 attack", "--format", "csv"], "--races 1000"),
        (&["compare", FREE, "--seed", "4", "--order-b", "2 1 attack"], "a run code says the whole run"),
        (
            &["compare", "tiny", "--order-b", "2 1 attack", "--races", "10", "--out", "/no/such/x.csv"],
            "/no/such/x.a.csv",
        ),
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
    assert_eq!(code, "run:2:tiny:s3:o3.2.attack");
    assert_eq!(stdout(&["result", &code, "--format", "json"]), result);
    assert!(stdout(&["watch", &code, "--plain"]).ends_with(&format!("This run: {code}\n")));
    let twice = run(&["result", &code, "--seed", "4"]);
    assert!(String::from_utf8_lossy(&twice.stderr).contains("a run code says the whole run"));
}
