//! Impossible sweeps are refused with a remedy.

use std::fs;

use crate::kept::summed;

use super::run::{Folder, printed, run};

#[test]
fn the_file_of_another_sweep_is_not_touched() {
    let folder = Folder::new("foreign");
    let file = folder.file("a.rows");
    printed("sweep tiny --races 10", Some(&file));
    let ours = fs::read_to_string(&file).unwrap();
    let of_another: &[(&str, &str, &str)] = &[
        (&ours, "--seed 2", "seed: 1 there, 2 asked for"),
        (&ours, "--precision 0.2", "precision: none there, 0.2 asked for"),
        (&summed(&ours.replace("\n2,", "\n22,")), "", "the race of seed 22 does not belong"),
    ];
    for (text, args, said) in of_another {
        fs::write(&file, text).unwrap();
        let output = run(&format!("sweep tiny --races 10 {args}"), Some(&file));
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}: {complaint}");
        assert!(complaint.contains(said) && output.stdout.is_empty(), "{said}: {complaint}");
        assert_eq!(fs::read_to_string(&file).unwrap(), *text, "{said}: overwritten");
    }
}

#[test]
fn impossible_sweeps_are_refused_with_a_remedy() {
    let wrong = [
        ("sweep athens-2004-men --races 10", "velodrome sweep athens-2004-men --free-from 0 --seed 1 --races 10"),
        ("sweep athens-2004-men --free-from 160 --races 10", "write 0 to 159"),
        ("sweep tiny", "--races"),
        ("sweep tiny --races 0", "--races"),
        ("sweep tiny --races 10 --threads 0", "--threads"),
        ("sweep tiny --races 10 --precision 0", "0.01 is plus or minus one per cent"),
        ("sweep tiny --races 10 --precision 5", "0.01 is plus or minus one per cent"),
        ("sweep tiny --races 10 --precision nan", "0.01 is plus or minus one per cent"),
        ("sweep tiny --races 10 --shard 1/3 --out x --precision 0.1", "--shard"),
        ("merge", "FILE"),
        ("merge Cargo.toml", "Cargo.toml"),
        ("merge no-such-file", "no-such-file"),
    ];
    for (args, remedy) in wrong {
        let output = run(args, None);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args}: {said}");
        assert!(output.stdout.is_empty() && said.contains(remedy), "{args} should mention {remedy}: {said}");
    }
}
