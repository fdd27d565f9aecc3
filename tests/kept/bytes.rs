//! The same races give the same bytes, in files and on standard output.

use std::fs;

use super::{EXPERIMENTS, FORMATS, with};
use crate::program::{Folder, stdout};

#[test]
fn any_number_of_threads_writes_the_same_file_and_prints_the_same_text() {
    let folder = Folder::new("kept-threads");
    for (k, args) in EXPERIMENTS.iter().enumerate() {
        let ride = |threads: &str| {
            let file = folder.path(&format!("{k}-{threads}.rows"));
            let text = stdout(&with(args, &["--races", "230", "--threads", threads, "--out", &file]));
            (text, fs::read_to_string(file).unwrap())
        };
        let one = ride("1");
        assert!(["2", "3"].iter().all(|threads| ride(threads) == one), "{args:?}");
        assert_eq!(one.0, stdout(&with(args, &["--races", "230"])), "the same with a file and without");
    }
}

#[test]
fn a_finished_file_prints_again_what_was_printed() {
    let folder = Folder::new("kept-read");
    for args in EXPERIMENTS {
        let file = folder.path(&format!("{}.rows", args.join("-").replace(' ', "-")));
        for format in FORMATS {
            let args = with(args, &["--races", "20", "--format", format]);
            let alone = stdout(&args);
            assert_eq!(stdout(&with(&args, &["--out", &file])), alone, "{args:?}");
            assert_eq!(stdout(&["merge", &file, "--format", format]), alone, "{args:?}");
        }
    }
}

#[test]
fn a_file_is_a_table_that_other_programs_read() {
    let folder = Folder::new("kept-csv");
    // (experiment, its runs, rows per luck)
    for (which, runs, riders) in [(0, [].as_slice(), 4), (1, &["A", "B"], 8), (3, &["2", "3", "4"], 9)] {
        let file = folder.path(&format!("{which}.rows"));
        stdout(&with(EXPERIMENTS[which], &["--races", "6", "--out", &file]));
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(&file).unwrap();
        let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), 6 * riders);
        let column = |name: &str| heads.iter().position(|head| head == name);
        assert_eq!(column("run").is_some(), !runs.is_empty());
        let mut seen: Vec<&str> = column("run").map_or(Vec::new(), |at| rows.iter().map(|row| &row[at]).collect());
        seen.dedup();
        assert_eq!(seen, runs.repeat(6));
        let seeds: Vec<&str> = rows.iter().map(|row| &row[column("seed").unwrap()]).collect();
        assert_eq!((seeds[0], seeds[riders - 1], seeds[riders]), ("5", "5", "6"), "rows stand luck by luck");
    }
}

#[test]
fn the_races_of_each_run_are_those_of_its_sweep() {
    let folder = Folder::new("kept-sweeps");
    let rows = |args: &[&str], run: Option<&str>| -> Vec<String> {
        let file = folder.path("rows.rows");
        let _ = fs::remove_file(&file);
        stdout(&with(args, &["--races", "40", "--out", &file]));
        let text = fs::read_to_string(&file).unwrap();
        let rows = text.lines().skip_while(|line| line.starts_with('#')).skip(1);
        let of_run = |line: &str| match run {
            None => Some(line.to_owned()),
            Some(run) => line.split_once(',').filter(|(label, _)| *label == run).map(|(_, row)| row.to_owned()),
        };
        // The checksum is of the label, too.
        rows.filter_map(of_run).filter_map(|row| Some(row.rsplit_once(',')?.0.to_owned())).collect()
    };
    let [sweep, compare, vary, ..] = EXPERIMENTS else { panic!("one of each") };
    let plain = rows(sweep, None);
    assert_eq!(plain.len(), 160);
    assert_eq!(rows(compare, Some("A")), plain);
    assert_eq!(rows(compare, Some("B")), rows(&with(sweep, &["--order", "2 1 abandon"]), None));
    assert_eq!(rows(vary, Some("20")), plain, "a lap gained is worth 20 points by default");
}
