//! Kept files are not believed: every line is checked, and a few races are ridden again on request.

use std::fs;

use super::{EXPERIMENTS, summed, with};
use crate::program::{Folder, refused, run, stdout};

/// The columns that a row has after the label of its run: rank, sprint points, total.
const RANK: usize = 4;

/// The kept races of a sweep of the smallest field.
fn kept(folder: &Folder, name: &str, more: &[&str]) -> (String, String) {
    let file = folder.path(name);
    stdout(&with(&["sweep", "tiny", "--races", "10", "--out", &file], more));
    let text = fs::read_to_string(&file).unwrap();
    (file, text)
}

/// `line` with `change` made to its cells.
fn changed(line: &str, change: impl FnOnce(&mut Vec<String>)) -> String {
    let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
    change(&mut cells);
    cells.join(",") + "\n"
}

/// The rows of `text` and what stands before them.
fn parts(text: &str) -> (String, Vec<&str>) {
    let first = text.lines().position(|line| line.starts_with("seed,")).expect("columns") + 1;
    let head = text.lines().take(first).map(|line| format!("{line}\n")).collect();
    (head, text.lines().skip(first).collect())
}

#[test]
fn a_file_in_which_everybody_wins_is_refused_with_the_line() {
    let folder = Folder::new("checked-wins");
    let (file, text) = kept(&folder, "a.rows", &[]);
    let (head, rows) = parts(&text);
    let rows: String = rows.iter().map(|row| changed(row, |cells| cells[RANK] = "1".to_owned())).collect();
    fs::write(&file, summed(&(head.clone() + &rows))).unwrap();
    let line = head.lines().count() + 1;
    for args in
        [&["merge", &file][..], &["chart", "--sweep", &file], &["sweep", "tiny", "--races", "10", "--out", &file]]
    {
        let said = refused(args);
        let right =
            (line..line + 4).any(|line| said.contains(&format!("line {line} is no outcome of a race: rank 1, and")));
        assert!(right, "{said}");
    }
}

#[test]
fn a_changed_line_without_its_checksum_is_refused_with_its_number() {
    let folder = Folder::new("checked-sum");
    let (file, text) = kept(&folder, "a.rows", &[]);
    for (from, to) in
        [("0.1.0", "0.2.0"), ("races: 10", "races: 20"), ("\n1,3", "\n1,4"), (",finished,7,", ",finished,8,")]
    {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text);
        fs::write(&file, &damaged).unwrap();
        let at = 1 + damaged.lines().zip(text.lines()).position(|(damaged, line)| damaged != line).expect("a line");
        let is_row = !damaged.lines().nth(at - 1).expect("a line").starts_with('#');
        // Of the header, the checksum does not fit.
        let line =
            if is_row { at } else { 1 + text.lines().position(|line| line.starts_with("# sum")).expect("a sum") };
        let said = refused(&["merge", &file]);
        assert!(said.contains(&format!("line {line} ")), "{from}: {said}");
    }
}

#[test]
fn races_that_were_never_ridden_are_found_by_riding_some_again() {
    let folder = Folder::new("checked-again");
    let (file, text) = kept(&folder, "a.rows", &["--seed", "5"]);
    let (head, rows) = parts(&text);
    // Two riders of one race change places: points and ranks still fit.
    let (one, other): (Vec<&str>, Vec<&str>) = (rows[8].split(',').collect(), rows[9].split(',').collect());
    let swap = |cells: &mut Vec<String>, with: &[&str]| {
        (RANK..12).for_each(|column| cells[column] = with[column].to_owned());
        cells[12] = with[12].to_owned();
    };
    let mut lines: Vec<String> = rows.iter().map(|row| format!("{row}\n")).collect();
    lines[8] = changed(rows[8], |cells| swap(cells, &other));
    lines[9] = changed(rows[9], |cells| swap(cells, &one));
    assert_ne!(lines[8], format!("{}\n", rows[8]), "two riders with different results");
    fs::write(&file, summed(&(head.clone() + &lines.concat()))).unwrap();
    stdout(&["merge", &file]);
    let said = refused(&["merge", &file, "--check", "10"]);
    let line = head.lines().count() + 9;
    assert!(said.contains(&format!("line {line} is not what the race of seed 7 comes to")), "{said}");
    // Few races are chosen by the seed.
    let found = (1..20)
        .filter(|seed| run(&["merge", &file, "--check", "3", "--seed", &seed.to_string()]).status.code() == Some(2));
    assert!((2..13).contains(&found.count()), "three of ten races find one in ten about every third time");
    assert!(refused(&["merge", &file, "--seed", "3"]).contains("--check"), "a seed alone says nothing");
}

#[test]
fn races_of_every_experiment_can_be_ridden_again() {
    let folder = Folder::new("checked-kinds");
    for (k, args) in EXPERIMENTS.iter().enumerate() {
        let file = folder.path(&format!("{k}.rows"));
        stdout(&with(args, &["--races", "6", "--out", &file]));
        let output = run(&["merge", &file, "--check", "4", "--seed", "2"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
        assert!(said.contains("velodrome: 4 races") && said.contains(" ridden again, all as kept"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_kept_file_leads_to_nothing_but_a_scenario_and_is_no_pipe() {
    let folder = Folder::new("checked-leads");
    let (file, text) = kept(&folder, "a.rows", &[]);
    fs::write(&file, summed(&text.replace("velodrome watch tiny", "velodrome watch /dev/tty"))).unwrap();
    stdout(&["merge", &file]);
    let said = refused(&["merge", &file, "--check", "1"]);
    assert!(said.contains("its run leads to /dev/tty, which is a terminal or another device"), "{said}");
    assert!(refused(&["merge", "/dev/tty"]).contains("not a file that can be read again"));
}
