//! A command that was killed or interrupted continues where it was.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{EXPERIMENTS, with};
use crate::program::{Folder, begun, ended, refused, stdout};

/// Races of all runs together: too many to be done before the signal arrives.
const RACES: u64 = 2000;
/// Size of a file that holds some races for certain.
const SOME: u64 = 40_000;

#[test]
fn after_a_kill_or_an_interrupt_the_same_command_ends_in_the_same_bytes() {
    let folder = Folder::new("kept-ended");
    for (k, args) in EXPERIMENTS.iter().enumerate() {
        let asked = RACES / [1, 2, 3, 3][k];
        let races = asked.to_string();
        let ride = with(args, &["--races", &races, "--format", "json"]);
        let [whole, killed, stopped] = ["whole", "killed", "stopped"].map(|name| folder.path(&format!("{k}-{name}")));
        let into = |threads: &'static str, file: &str| {
            [&ride[..], &["--threads", threads, "--out", file]].concat().iter().map(|s| (*s).to_owned()).collect()
        };
        let end = |file: &str, signal: &str| {
            let args: Vec<String> = into("2", file);
            ended(begun(&strs(&args), Path::new(file), SOME), signal)
        };
        let resume = |threads, file: &str| stdout(&strs(&into(threads, file)));
        let json = resume("3", &whole);
        let bytes = fs::read(&whole).unwrap();

        assert_eq!(end(&killed, "KILL").status.code(), None, "{args:?}");
        assert!(fs::read(&killed).unwrap().len() < bytes.len(), "{args:?}: killed too late, all is done");
        assert_eq!(resume("1", &killed), json, "{args:?}");
        assert!(fs::read(&killed).unwrap() == bytes, "{args:?}");

        let output = end(&stopped, "INT");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{args:?}: {said}");
        assert!(said.contains("partial") && said.contains(&format!("of {asked} races")), "{args:?}: {said}");
        assert!(said.contains("the same command goes on"), "{args:?}: {said}");
        let partial: Value = serde_json::from_slice(&output.stdout).unwrap();
        let races = partial["races"].as_u64().unwrap();
        assert_eq!((&partial["partial"], &partial["asked"]), (&true.into(), &asked.into()));
        let kept = fs::read(&stopped).unwrap();
        let rows = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count() - heads(text);
        assert!((1..asked).contains(&races), "{args:?}: {races}");
        assert_eq!(
            rows(&kept) as u64 * asked,
            rows(&bytes) as u64 * races,
            "{args:?}: a luck is kept with all its runs or not at all"
        );
        assert_eq!(resume("2", &stopped), json, "{args:?}");
        assert!(fs::read(&stopped).unwrap() == bytes, "{args:?}");
    }
}

fn strs(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

/// How many lines stand before the first race.
fn heads(text: &[u8]) -> usize {
    text.split(|byte| *byte == b'\n').take_while(|line| line.starts_with(b"#")).count() + 1
}

#[test]
fn a_file_that_was_cut_anywhere_is_completed() {
    let folder = Folder::new("kept-cut");
    for (k, args) in EXPERIMENTS.iter().enumerate() {
        let file = folder.path(&k.to_string());
        let ride = with(args, &["--races", "25", "--out", &file]);
        let text = stdout(&ride);
        let whole = fs::read(&file).unwrap();
        for hundredths in [0, 1, 9, 30, 55, 80, 99, 100] {
            fs::write(&file, &whole[..whole.len() * hundredths / 100]).unwrap();
            assert_eq!(stdout(&ride), text, "{args:?}: {hundredths}");
            assert!(fs::read(&file).unwrap() == whole, "{args:?}: {hundredths}");
        }
    }
}

#[test]
fn a_file_that_is_being_written_is_refused() {
    let folder = Folder::new("kept-twice");
    for (k, args) in EXPERIMENTS.iter().enumerate() {
        let other = fs::File::create(folder.file(&k.to_string())).unwrap();
        other.lock().unwrap();
        let said = refused(&with(args, &["--races", "2", "--out", &folder.path(&k.to_string())]));
        assert!(said.contains("another run of the program is writing it"), "{said}");
    }
}
