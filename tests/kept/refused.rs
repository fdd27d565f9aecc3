//! What cannot be kept or continued is refused with a remedy, and nothing is overwritten.

use std::fs;

use super::{EXPERIMENTS, summed, with};
use crate::program::{Folder, refused, stdout};

/// Number, from 1, of the first line that begins with `begin`.
fn line_of(text: &str, begin: &str) -> usize {
    1 + text.lines().position(|line| line.starts_with(begin)).unwrap()
}

#[test]
fn a_file_that_holds_something_else_is_not_touched() {
    let folder = Folder::new("kept-foreign");
    let file = folder.path("a.rows");
    for args in EXPERIMENTS {
        let _ = fs::remove_file(&file);
        let ride = with(args, &["--races", "10", "--out", &file]);
        stdout(&ride);
        let ours = fs::read_to_string(&file).unwrap();
        let rows = line_of(&ours, if args[0] == "sweep" { "seed," } else { "run," });
        // The time of the last race: another one is what another version of the program would write.
        let column = if args[0] == "sweep" { 1 } else { 2 };
        let time = ours.trim_end().lines().last().unwrap().split(',').nth(column).unwrap();
        let of_another: &[(&str, &[&str], &str)] = &[
            (&ours, &["--no-incidents"], "--no-incidents asked for"),
            (&ours, &["--rules", "2019"], ": 2026 there, 2019 asked for"),
            (&ours, &["--shard", "1/2"], "shard: 1/1 there, 1/2 asked for"),
            ("shopping list\n- milk\n", &[], "does not hold the races"),
            ("shopping list", &[], "does not hold the races"),
            ("{\n  \"schema\": \"velodrome.vary/1\"\n}\n", &[], "does not hold the races"),
            ("# velodrome.rows/4\n# nothing known\nseed\n", &[], "another form, velodrome.rows/4, of a newer program"),
            ("# velodrome.rows/2\n# nothing known\nseed\n", &[], "another form, velodrome.rows/2, of an older program"),
            (&ours.replace("seed,time_s", "seed,time_h"), &[], &format!("line {rows} ")),
            (&ours.replace(",finished,", ",fished,"), &[], "is not as this program writes it"),
            (
                &summed(&ours.replace(&format!(",{time},"), ",1.000000,")),
                &[],
                "its last race is not as this program rides it",
            ),
            (&ours.replace("# races: 10", "# races:  10"), &[], "is damaged"),
            (&(ours.clone() + "\u{1b}[2J\n"), &[], &format!("line {} ", ours.lines().count() + 1)),
        ];
        for (text, more, said) in of_another {
            fs::write(&file, text).unwrap();
            let complaint = refused(&with(&ride, more));
            assert!(complaint.contains(said), "{args:?} should say {said}: {complaint}");
            assert_eq!(fs::read_to_string(&file).unwrap(), *text, "{said}: overwritten");
        }
    }
}

#[test]
fn a_file_of_an_older_form_is_refused_for_its_form() {
    let folder = Folder::new("kept-form");
    let file = folder.path("a.rows");
    // The form in which rows had neither attacks nor runs.
    let old = "# velodrome.sweep-rows/1\n# version: 0.1.0\n# scenario: tiny\n# title: Tiny\n# edition: 2026\n# options:\n\
               # laps: 20\n# lap_m: 250\n# seed: 1\n# races: 1\n# precision:\n# shard: 1/1\n# fingerprint: 0123456789abcdef\n\
               # watch: velodrome watch tiny --seed N\n# rider: 1\t\tRider 1\tRIDER 1\n\
               seed,time_s,bib,rank,status,sprint_points,sprints_won,gained,lost,laps,total,last_line,noc,name\n\
               1,349.750000,1,1,finished,13,1,0,0,0,13,1,,Rider 1\n";
    fs::write(&file, old).unwrap();
    let mut commands: Vec<Vec<&str>> =
        EXPERIMENTS.iter().map(|args| with(args, &["--races", "10", "--out", &file])).collect();
    commands.extend([vec!["merge", &*file], vec!["chart", "--sweep", &*file], vec!["chart", "--vary", &*file]]);
    for args in commands {
        let said = refused(&args);
        assert!(said.contains("another form, velodrome.sweep-rows/1, of an older program"), "{args:?}: {said}");
        assert!(said.contains("velodrome.rows/3") && !said.contains("damaged"), "{args:?}: {said}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), old);
}

#[test]
fn a_file_of_one_kind_of_experiment_is_refused_by_the_others() {
    let folder = Folder::new("kept-kinds");
    let file = |k: usize| folder.path(&k.to_string());
    for (k, args) in EXPERIMENTS[..3].iter().enumerate() {
        stdout(&with(args, &["--races", "3", "--out", &file(k)]));
    }
    let kinds = ["sweep", "comparison", "variation"];
    for (k, args) in EXPERIMENTS[..3].iter().enumerate() {
        for other in (0..3).filter(|other| *other != k) {
            let said = refused(&with(args, &["--races", "3", "--out", &file(other)]));
            let why = format!("another {} (holds: {} there, {} asked for)", kinds[k], kinds[other], kinds[k]);
            assert!(said.contains(&why), "{said}");
        }
    }
    for (option, k) in [("--sweep", 1), ("--sweep", 2), ("--vary", 0), ("--vary", 1)] {
        let said = refused(&["chart", option, &file(k)]);
        assert!(said.contains(&format!("it holds the races of a {}", kinds[k])), "{option}: {said}");
    }
}

#[test]
fn impossible_files_and_parts_are_refused_with_a_remedy() {
    let shown: &[(&[&str], &str)] = &[
        (&["--shard", "0/3", "--out", "x"], "3/7 is the third part of seven"),
        (&["--shard", "1/3"], "--out"),
        (&["--seed", "18446744073709551610"], "18446744073709551605 or less"),
        (&["--out", "/no/such/folder/x.rows"], "/no/such/folder/x.rows"),
        (&["--out", "/dev/null"], "leave out --out"),
    ];
    for args in [
        &["sweep", "tiny"][..],
        &["compare", "tiny", "--order-b", "2 1 abandon"],
        &["vary", "tiny", "--param", "coop", "--from", "1", "--to", "2"],
    ] {
        for (more, remedy) in shown {
            let said = refused(&with(args, &with(&["--races", "10"], more)));
            assert!(said.contains(remedy), "{args:?} {more:?} should mention {remedy}: {said}");
        }
    }
    let vary = &["vary", "tiny", "--param", "coop", "--from", "1", "--to", "2", "--races", "2", "--out"];
    for (name, remedy) in [("laps.json", "--format json > laps.json"), ("laps.TXT", "> laps.TXT")] {
        let said = refused(&with(vary, &[name]));
        assert!(said.contains(remedy), "{said}");
    }
    let one = refused(&["compare", "tiny", "--order-b", "2 1 abandon", "--out", "x.rows"]);
    assert!(one.contains("--races 1000"), "{one}");
}
