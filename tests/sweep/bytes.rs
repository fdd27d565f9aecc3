//! The same sweep gives the same bytes.

use std::fs;

use serde_json::Value;

use super::run::{Folder, printed};

#[test]
fn plain_csv_is_the_same_whether_races_are_ridden_or_read() {
    let folder = Folder::new("printed");
    let file = folder.file("a.rows");
    let alone = printed("sweep tiny --races 20 --format csv", None);
    assert_eq!(printed("sweep tiny --races 20 --format csv", Some(&file)), alone);
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.starts_with("# velodrome.rows/3\n") && !alone.contains('#'), "two forms");
    assert_eq!(printed("sweep tiny --races 20 --format csv", Some(&file)), alone, "read, not ridden");
    assert_eq!(printed(&format!("merge {} --format csv", file.display()), None), alone);
}

#[test]
fn a_sweep_with_a_precision_ends_at_the_same_race_for_any_number_of_threads() {
    let folder = Folder::new("precision");
    let sweep = |name: &str, threads: u32| {
        let file = folder.file(name);
        let args = format!("sweep tiny --races 5000 --precision 0.05 --format json --threads {threads}");
        (printed(&args, Some(&file)), fs::read(file).unwrap())
    };
    let (text, bytes) = sweep("a", 1);
    assert_eq!(sweep("b", 3), (text.clone(), bytes.clone()));
    assert_eq!(sweep("a", 2), (text.clone(), bytes), "nothing is left to ride");
    let json: Value = serde_json::from_str(&text).unwrap();
    // ± 5 % takes at most 1.96² / 4 / 0.05² = 385 races, and the sweep looks after every 200.
    let races = json["races"].as_u64().unwrap();
    assert!(races.is_multiple_of(200) && races <= 400, "{races}");
    let wins = &json["riders"][0]["wins"];
    assert!(wins["high"].as_f64().unwrap() - wins["low"].as_f64().unwrap() <= 0.1, "{wins}");
    assert_eq!((&json["partial"], &json["asked"]), (&false.into(), &5000.into()));
}
