//! Scenario files of the working directory: the program is started in a folder that has some.

use std::fs;

use velodrome::scenario::builtins;

use crate::program::Folder;

const CLUB: &str = "schema = 1\nid = \"club-race\"\n[course]\nlaps = 40\n[rules]\nedition = 2004\n[record]\ntable = [\n\
    { rider = \"Anna Berg\", sprint_points = 20, laps = 0 },\n\
    { rider = \"Bea Costa\", sprint_points = 12, laps = 0 },\n\
    { rider = \"Cleo Durand\", sprint_points = 7, laps = 0 },\n\
    { rider = \"Dora Evans\", sprint_points = 5, laps = 0 },\n]\n";

#[test]
fn files_in_the_folder_scenarios_are_listed_and_loaded_by_id() {
    let folder = Folder::new("local");
    fs::create_dir(folder.file("scenarios")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.file("scenarios").join(name), text).unwrap();
    write("club.toml", CLUB);
    write("copy.toml", builtins()[0].text);
    write("broken.toml", "schema = 1\n");
    write("notes.txt", "not a scenario");

    // The broken file is complained of, and the copy of a built-in race is left out.
    let (listed, complaints) = folder.done(&["list", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let paths: Vec<&str> =
        listed["scenarios"].as_array().expect("scenarios").iter().filter_map(|s| s["path"].as_str()).collect();
    assert_eq!(paths, ["scenarios/club.toml"]);
    let broken = "scenarios/broken.toml:1:1: the file: course is missing";
    assert!(complaints.contains(broken) && !complaints.contains("notes.txt"), "{complaints}");

    let (result, _) = folder.done(&["result", "club-race", "--format", "csv"]);
    let rows: Vec<Vec<&str>> = result.lines().skip(1).map(|line| line.split(',').take(3).collect()).collect();
    assert_eq!(
        rows,
        [["1", "1", "Anna Berg"], ["2", "2", "Bea Costa"], ["3", "3", "Cleo Durand"], ["4", "4", "Dora Evans"]],
        "in the order of the file"
    );
    assert!(folder.refused(&["result", "broken"]).contains(broken));
    assert!(folder.refused(&["result", "club-rice"]).contains("did you mean club-race?"));
}
