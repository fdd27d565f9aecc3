//! What the README shows is what the program prints, and the file it prints is a race.
//!
//! After a change of output: `README_UPDATE=1 cargo test readme` writes what the commands print now; read the difference.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use velodrome::player::Replay;
use velodrome::run::{Code, Run};
use velodrome::scenario;

use crate::program::Folder;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// What the shell prints for `command`, with this build first in the path and a place of its own for what it makes there.
fn shell(command: &str) -> String {
    let temporary = Folder::new("readme");
    let folder = Path::new(env!("CARGO_BIN_EXE_velodrome")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), env::var("PATH").unwrap_or_default());
    let output = Command::new("/bin/sh")
        .args(["-c", command])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("PATH", path)
        .env("TMPDIR", temporary.file(""))
        .output()
        .expect("a shell");
    assert!(output.stderr.is_empty(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn commands_print_what_the_readme_shows() {
    let shown = readme();
    let mut printed = String::new();
    let mut rest = shown.as_str();
    let mut commands = 0;
    while let Some((before, block)) = rest.split_once("```text\n$ ") {
        let (command, after) = block.split_once('\n').expect("a command line");
        let (_, after) = after.split_once("```\n").expect("the end of the block");
        printed += &format!("{before}```text\n$ {command}\n{}```\n", shell(command));
        rest = after;
        commands += 1;
    }
    printed += rest;
    assert!(commands > 5, "the README shows only {commands} commands");
    if env::var_os("README_UPDATE").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), &printed).unwrap();
        return;
    }
    for (i, (now, then)) in printed.lines().zip(shown.lines()).enumerate() {
        assert_eq!(now, then, "README.md:{}: printed (left) is not what is shown (right)", i + 1);
    }
    assert_eq!(printed.lines().count(), shown.lines().count());
}

#[test]
fn the_what_if_in_the_readme_can_be_ridden_and_the_saved_run_read() {
    let text = readme();
    let files: Vec<&str> = text.split("```toml\n").skip(1).map(|rest| rest.split("```\n").next().unwrap()).collect();
    let [_, question, saved] = files[..] else { panic!("{} files", files.len()) };
    let scenario = scenario::parse("question.toml", question).unwrap_or_else(|p| panic!("{p}"));
    let run = Run::of_file(&scenario, 1);
    assert_eq!((run.orders.len(), run.legs.len()), (1, 1));
    let race = Replay::of(scenario, &run).and_then(Replay::obeyed).unwrap_or_else(|e| panic!("{e}"));
    assert!(race.standings().is_final);
    let saved = scenario::parse_saved("saved.run.toml", saved).unwrap_or_else(|p| panic!("{p}"));
    let athens = scenario::load("athens-2004-men").unwrap();
    let run = Code::read(&saved.code).and_then(|code| code.run(&athens)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(run.orders.len(), 1);
}

#[test]
fn the_file_in_the_readme_is_ridden_to_its_table() {
    let text = readme();
    let (_, file) = text.split_once("```toml\n").expect("a file");
    let (file, _) = file.split_once("```\n").expect("its end");
    let scenario = scenario::parse("readme.toml", file).unwrap_or_else(|p| panic!("{p}"));
    let known = scenario.card.clone().expect("a table").table;
    let replay = Replay::new(scenario, None, 1).unwrap_or_else(|e| panic!("{e}"));
    for (row, seen) in known.iter().zip(replay.standings().rows) {
        assert_eq!((row.bib, row.rank, row.status), (seen.bib, seen.rank, seen.status));
        assert_eq!((row.sprint_points, row.laps), (Some(seen.sprint_points), Some(seen.laps)), "{}", row.bib);
    }
}
