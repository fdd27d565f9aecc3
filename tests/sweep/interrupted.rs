//! A sweep that is ended, by whomever, goes on where it was.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

use serde_json::Value;

use crate::run::{Folder, command, printed, run};

const SWEEP: &str = "sweep tiny --races 3000 --format json --threads 2";

/// Begins the sweep, lets it write some races and sends it `signal`; how it ended, what it printed and complained of.
fn ended(file: &Path, signal: &str) -> std::process::Output {
    let mut command = command(SWEEP, Some(("--out", file)));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while fs::metadata(file).map_or(0, |m| m.len()) < 20_000 {
        #[allow(clippy::disallowed_methods, reason = "another process writes the file; nothing can be waited for")]
        thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("/bin/sh").args(["-c", &format!("kill -s {signal} {}", child.id())]).status().unwrap();
    assert!(sent.success());
    child.wait_with_output().unwrap()
}

#[test]
fn killed_or_interrupted_it_ends_in_the_same_bytes() {
    let folder = Folder::new("ended");
    let (whole, killed, stopped) = (folder.file("whole"), folder.file("killed"), folder.file("stopped"));
    let json = printed(SWEEP, Some(&whole));
    let bytes = fs::read(&whole).unwrap();

    assert_eq!(ended(&killed, "KILL").status.code(), None);
    assert!(fs::read(&killed).unwrap().len() < bytes.len(), "killed too late to tell");
    assert_eq!(printed(SWEEP, Some(&killed)), json);
    assert_eq!(fs::read(&killed).unwrap(), bytes);

    let output = ended(&stopped, "INT");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("partial") && said.contains("of 3000 races"), "{said}");
    let partial: Value = serde_json::from_slice(&output.stdout).unwrap();
    let races = partial["races"].as_u64().unwrap();
    assert_eq!(partial["partial"], true);
    let rows = fs::read_to_string(&stopped).unwrap().lines().filter(|l| !l.starts_with('#')).count() as u64 - 1;
    assert!((1..3000).contains(&races) && rows == races * 4, "{races} races, {rows} rows");
    assert_eq!(printed(SWEEP, Some(&stopped)), json);
    assert_eq!(fs::read(&stopped).unwrap(), bytes);
}

#[test]
fn two_at_a_time_do_not_write_one_file() {
    let folder = Folder::new("twice");
    let file = folder.file("a.csv");
    let other = fs::File::create(&file).unwrap();
    other.lock().unwrap();
    let output = run("sweep tiny --races 2", Some(&file));
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("another sweep is writing it"));
}
