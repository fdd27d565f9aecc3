//! Files with mistakes, and files made to do harm: each gets messages that say where the problem is and what to do.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use velodrome::scenario::{Pipes, Problems, check, read_text};

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir("tests/bad").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_bad_file_gets_its_messages() {
    let files = files();
    assert!(files.len() >= 60, "{} files", files.len());
    let mut all = String::new();
    for path in files {
        let found = match read_text(&path, Pipes::Refused) {
            Ok(text) => {
                let checked = check(&path.display().to_string(), &text);
                [checked.problems, checked.warnings]
            }
            Err(problems) => [problems.clone(), Problems { list: Vec::new(), ..problems }],
        };
        let messages = found.iter().map(Problems::plain).collect::<String>().replace("tests/bad/", "");
        writeln!(all, "=== {}\n{messages}", path.file_stem().unwrap().display()).unwrap();
        assert!(!messages.is_empty(), "{} has no problem", path.display());
        for problem in found.iter().flat_map(|p| &p.list) {
            assert!(!problem.remedy.is_empty(), "{} has no remedy", problem.what);
        }
    }
    assert!(!all.chars().any(|c| c.is_control() && c != '\n'), "control characters in the messages");
    insta::assert_snapshot!(all);
}

#[test]
fn the_drawn_form_underlines_the_place_and_holds_no_control_characters() {
    let mut all = String::new();
    for path in files() {
        let Ok(text) = read_text(&path, Pipes::Refused) else { continue };
        let drawn = check(&path.display().to_string(), &text).problems.graphical(100, false);
        assert!(!drawn.chars().any(|c| c.is_control() && c != '\n'), "{}", path.display());
        if ["everything-at-once", "raw-escape-in-a-name", "line-very-long"]
            .contains(&path.file_stem().unwrap().to_str().unwrap())
        {
            all += &drawn.replace("tests/bad/", "");
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_file_with_only_warnings_is_usable_and_one_with_problems_is_not() {
    let (mut usable, mut refused) = (0, 0);
    for path in files() {
        let Ok(text) = read_text(&path, Pipes::Refused) else { continue };
        let checked = check("x", &text);
        assert_eq!(checked.scenario.is_some(), checked.problems.is_empty(), "{}", path.display());
        if checked.scenario.is_some() {
            assert!(!checked.warnings.is_empty(), "{} has nothing wrong", path.display());
            usable += 1;
        } else {
            refused += 1;
        }
    }
    assert!(usable >= 1 && refused >= 60, "{usable} usable, {refused} refused");
}
