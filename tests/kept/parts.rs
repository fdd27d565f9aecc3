//! Races ridden in parts and joined are the races of an experiment that was never split.

use std::fs;

use super::{EXPERIMENTS, FORMATS, summed, with};
use crate::program::{Folder, refused, run, stdout};

/// Rides `races` races in `of` parts; the files are named after `name`.
fn parts(folder: &Folder, name: &str, args: &[&str], races: &str, of: u32) -> Vec<String> {
    let part = |n: u32| {
        let file = folder.path(&format!("{name}-{n}.rows"));
        let shown = stdout(&with(args, &["--races", races, "--shard", &format!("{n}/{of}"), "--out", &file]));
        assert!(shown.contains(&format!("\npart {n}/{of} of ")), "{args:?}: {shown}");
        file
    };
    (1..=of).map(part).collect()
}

/// Another experiment, and why its part is refused.
type Other<'a> = (&'a [&'a str], &'a str);

fn merge<'a>(files: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    let files = files.iter().map(String::as_str);
    ["merge"].into_iter().chain(files).chain(more.iter().copied()).collect()
}

#[test]
fn seven_parts_joined_in_any_order_are_the_unsplit_experiment() {
    let folder = Folder::new("kept-parts");
    for (k, args) in EXPERIMENTS.iter().enumerate() {
        // With three races, four of seven parts are empty.
        for races in ["100", "3"] {
            let mut files = parts(&folder, &format!("{k}-{races}"), args, races, 7);
            files.reverse();
            files.swap(1, 4);
            let [whole, joined] = ["whole", "joined"].map(|name| folder.path(&format!("{k}-{races}-{name}")));
            let table = stdout(&with(args, &["--races", races, "--out", &whole]));
            assert_eq!(stdout(&merge(&files, &["--out", &joined])), table, "{args:?}");
            assert!(fs::read(&joined).unwrap() == fs::read(&whole).unwrap(), "{args:?}");
            for format in FORMATS {
                let unsplit = stdout(&with(args, &["--races", races, "--format", format]));
                assert_eq!(stdout(&merge(&files, &["--format", format])), unsplit, "{args:?}, {format}");
            }
            let said = refused(&merge(&files, &["--out", &joined]));
            assert!(said.contains("there is such a file already"), "{said}");
        }
    }
}

#[test]
fn a_part_is_completed_after_a_cut_and_its_json_says_which_part_it_is() {
    let folder = Folder::new("kept-part");
    for (k, args) in EXPERIMENTS.iter().enumerate() {
        let file = folder.path(&k.to_string());
        let ride = with(args, &["--races", "50", "--shard", "2/3", "--format", "json", "--out", &file]);
        let json = stdout(&ride);
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len() * 2 / 3]).unwrap();
        assert_eq!(stdout(&ride), json, "{args:?}");
        assert!(fs::read(&file).unwrap() == whole, "{args:?}");
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&json["shard"], &json["races"], &json["partial"]), (&"2/3".into(), &17.into(), &false.into()));
    }
}

#[test]
fn parts_that_do_not_belong_together_are_named_and_nothing_is_written() {
    let folder = Folder::new("kept-missing");
    let [sweep, compare, vary, ..] = EXPERIMENTS else { panic!("one of each") };
    // For each experiment: others whose second part is put in, and the complaint about it.
    let other_compare = with(&compare[..4], &["--order-b", "2 2 abandon"]);
    let other_seed_b = with(compare, &["--legs-b", "1 cp +1"]);
    let other_values = with(&vary[..6], &["--from", "0", "--to", "30", "--steps", "3"]);
    let other_param = with(&vary[..4], &["--param", "loss_points", "--from", "-40", "--to", "0", "--steps", "3"]);
    let cases: [(&[&str], &[Other]); 3] = [
        (
            sweep,
            &[
                (&["sweep", "tiny", "--seed", "6"], "seed: 6, not 5"),
                (&["sweep", "tiny", "--seed", "5", "--rules", "2004"], "edition: 2004, not 2026"),
                (vary, "1.rows (holds: variation, not sweep)"),
            ],
        ),
        (
            compare,
            &[
                (&other_compare, "options of B: --order '2 RIDER"),
                (&other_seed_b, "options of B"),
                (sweep, "holds: sweep, not comparison"),
            ],
        ),
        (
            vary,
            &[
                (&other_values, "values: 0 15 30, not 0 20 40"),
                (&other_param, "param: loss_points, not gain_points"),
                (compare, "holds: comparison, not variation"),
            ],
        ),
    ];
    for (k, (args, others)) in cases.iter().enumerate() {
        let files = parts(&folder, &k.to_string(), args, "100", 3);
        let joined = folder.path("joined");
        let merged_with = |second: Option<&str>| {
            let list: Vec<String> =
                [Some(&*files[0]), second, Some(&*files[2])].into_iter().flatten().map(str::to_owned).collect();
            let said = refused(&merge(&list, &["--out", &joined]));
            assert!(!folder.file("joined").exists());
            said
        };
        let named = |second: Option<&str>, why: &str| {
            let said = merged_with(second);
            assert!(
                said.contains(why) && second.is_none_or(|path| said.contains(path)),
                "{args:?} should say {why}: {said}"
            );
        };
        named(None, "missing: part 2/3");
        named(Some(&files[0]), "part 1/3 is there twice");
        let text = fs::read_to_string(&files[1]).unwrap();
        let changed = |name: &str, text: &str| {
            fs::write(folder.file(name), text).unwrap();
            folder.path(name)
        };
        named(Some(&changed("cut", &text[..text.len() - 10])), "part 2/3 has 32 of 33 races");
        named(Some(&changed("old", &summed(&text.replacen("# version: 0", "# version: 9", 1)))), "version: 9");
        let legs = text.lines().find(|line| line.starts_with("# fingerprint")).unwrap();
        named(Some(&changed("legs", &summed(&text.replacen(legs, "# fingerprint: 0", 1)))), "fingerprint");
        let of_two = folder.path(&format!("{k}-two"));
        stdout(&with(args, &["--races", "100", "--shard", "2/2", "--out", &of_two]));
        named(Some(&of_two), "part 2/2, and others are of 3");
        named(Some(&parts(&folder, &format!("{k}-101"), args, "101", 3)[1]), "races: 101, not 100");
        for (n, (other, why)) in others.iter().enumerate() {
            named(Some(&parts(&folder, &format!("{k}-other-{n}"), other, "100", 3)[1]), why);
        }
        assert!(refused(&["merge", &folder.path("none.rows")]).contains("none.rows"));
    }
}

#[test]
fn plain_csv_is_no_part_and_the_refusal_says_why() {
    let folder = Folder::new("parts-plain");
    let (plain, kept) = (folder.path("tiny.csv"), folder.path("tiny.rows"));
    fs::write(&plain, stdout(&["sweep", "tiny", "--races", "4", "--format", "csv"])).unwrap();
    stdout(&["sweep", "tiny", "--races", "4", "--out", &kept]);
    let resumed = ["sweep", "tiny", "--races", "4", "--out", &plain];
    for args in [&["merge", &plain][..], &["merge", &kept, &plain], &resumed] {
        let said = refused(args);
        let why = "it is plain CSV, which has no checksums and does not say how";
        assert!(said.contains(why) && said.contains("wrote with --out"), "{args:?}: {said}");
    }
}

#[test]
fn a_row_after_the_last_race_is_not_passed_over() {
    let folder = Folder::new("parts-after");
    for args in EXPERIMENTS {
        let file = folder.path("a.rows");
        let args = with(args, &["--races", "2", "--out", &file]);
        let table = stdout(&args);
        let text = fs::read_to_string(&file).unwrap();
        let first = text.lines().find(|line| line.ends_with(",sum")).expect("columns");
        let row = text.lines().skip_while(|line| *line != first).nth(1).expect("a row");
        for more in [format!("{row}\n"), row[..7].to_owned()] {
            fs::write(&file, format!("{text}{more}")).unwrap();
            let line = text.lines().count() + 1;
            for args in [&["merge", &file][..], &args] {
                let said = refused(args);
                assert!(said.contains(&format!("line {line} stands after the last race")), "{said}");
            }
        }
        fs::write(&file, text).unwrap();
        assert_eq!(stdout(&args), table);
        fs::remove_file(&file).unwrap();
    }
}

#[test]
fn a_name_that_promises_plain_csv_is_noted_when_a_file_begins() {
    let folder = Folder::new("parts-named");
    let (csv, rows) = (folder.path("a.CSV"), folder.path("a.rows"));
    let said =
        |file: &str| String::from_utf8(run(&["sweep", "tiny", "--races", "2", "--out", file]).stderr).expect("text");
    assert!(said(&csv).contains("kept in the form velodrome.rows/3, which is no plain CSV"), "{}", said(&csv));
    assert_eq!((said(&csv), said(&rows)), (String::new(), String::new()), "resumed, and well named");
}
