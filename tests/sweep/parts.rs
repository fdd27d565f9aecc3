//! A sweep in parts is the sweep.

use std::fs;
use std::path::PathBuf;

use crate::run::{Folder, printed, run};

/// The files of `of` parts of one sweep.
fn parts(folder: &Folder, of: u32) -> Vec<PathBuf> {
    let part = |n: u32| {
        let file = folder.file(&format!("{n}.csv"));
        printed(&format!("sweep tiny --races 100 --seed 5 --shard {n}/{of}"), Some(&file));
        file
    };
    (1..=of).map(part).collect()
}

fn merge(files: &[PathBuf]) -> String {
    files.iter().fold("merge".to_owned(), |args, file| args + " " + &file.display().to_string())
}

#[test]
fn seven_parts_joined_in_any_order_are_the_sweep_that_was_never_split() {
    let folder = Folder::new("parts");
    let mut files = parts(&folder, 7);
    files.reverse();
    files.swap(1, 4);
    let (whole, joined) = (folder.file("whole"), folder.file("joined"));
    let table = printed("sweep tiny --races 100 --seed 5", Some(&whole));
    assert_eq!(printed(&merge(&files), Some(&joined)), table);
    assert_eq!(fs::read(&joined).unwrap(), fs::read(&whole).unwrap());
    let json = printed("sweep tiny --races 100 --seed 5 --format json", None);
    assert_eq!(printed(&(merge(&files) + " --format json"), None), json);
    let again = run(&merge(&files), Some(&joined));
    assert_eq!(again.status.code(), Some(2), "a file that is there is not written again");
}

#[test]
fn what_is_missing_or_twice_is_named_and_nothing_is_written() {
    let folder = Folder::new("missing");
    let files = parts(&folder, 3);
    let cut = folder.file("cut.csv");
    let text = fs::read_to_string(&files[1]).unwrap();
    fs::write(&cut, &text[..text.len() - 10]).unwrap();
    let other = folder.file("other.csv");
    printed("sweep tiny --races 101 --seed 5 --shard 2/3", Some(&other));
    let of_two = folder.file("two.csv");
    printed("sweep tiny --races 100 --seed 5 --shard 2/2", Some(&of_two));
    let with = |second: Option<&PathBuf>| {
        let list = [Some(&files[0]), second, Some(&files[2])];
        let out = folder.file("joined");
        let output = run(&merge(&list.into_iter().flatten().cloned().collect::<Vec<_>>()), Some(&out));
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty() && !out.exists());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(with(None).contains("missing: part 2/3"));
    assert!(with(Some(&files[0])).contains("part 1/3 is there twice"));
    assert!(with(Some(&cut)).contains("part 2/3 has 32 of 33 races"), "{}", with(Some(&cut)));
    assert!(with(Some(&other)).contains("races: 101"), "{}", with(Some(&other)));
    assert!(with(Some(&of_two)).contains("part 2/2"), "{}", with(Some(&of_two)));
    assert!(with(Some(&folder.file("none.csv"))).contains("none.csv"));
}
