//! Scenario files of the working directory. A test program of its own, since it changes that directory.

use std::fs;

use velodrome::scenario::{builtins, load, local};

#[test]
fn files_beside_the_program_are_listed_and_loaded_by_id() {
    let folder = std::env::temp_dir().join(format!("velodrome-local-{}", std::process::id()));
    fs::create_dir_all(folder.join("scenarios")).unwrap();
    std::env::set_current_dir(&folder).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join("scenarios").join(name), text).unwrap();
    let club = "schema = 1\nid = \"club-race\"\n[course]\nlaps = 40\n[rules]\nedition = 2004\n[record]\ntable = [\n\
                { rider = \"Anna Berg\", sprint_points = 20, laps = 1 },\n\
                { rider = \"Bea Costa\", sprint_points = 24, laps = 0 },\n]\n";
    write("club.toml", &club.replace("sprint_points = 20", "sprint_points = 5").replace("24", "3"));
    write("copy.toml", builtins()[0].text);
    write("broken.toml", "schema = 1\n");
    write("notes.txt", "not a scenario");

    let found: Vec<(String, bool)> = local().into_iter().map(|l| (l.id, l.error.is_some())).collect();
    assert_eq!(
        found,
        [("broken".to_owned(), true), ("club-race".to_owned(), false)],
        "without the copy of a built-in race"
    );

    let race = load("club-race").unwrap();
    assert_eq!(race.riders.iter().map(|r| r.family.as_str()).collect::<Vec<_>>(), ["BERG", "COSTA"]);
    assert_eq!(
        race.card.unwrap().table.iter().map(|r| r.rank).collect::<Vec<_>>(),
        [Some(1), Some(2)],
        "as they stand"
    );
    assert!(load("broken").unwrap_err().plain().contains("broken.toml:1:1: the file: course is missing"));
    assert!(load("club-rice").unwrap_err().plain().contains("did you mean club-race?"));
    fs::remove_dir_all(folder).unwrap();
}
