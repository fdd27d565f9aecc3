//! What is said of a record: it rides, it contradicts itself, or it is beyond what can be ridden. Held against a brute force, and
//! the same for every seed and every command.

mod brute_force;
mod few_finishers;
mod small_world;

use std::fs;
use std::path::{Path, PathBuf};

use velodrome::card::most_riders;
use velodrome::field::class;
use velodrome::player::{Replay, ReplayError, witness};
use velodrome::report::{Sheet, result};
use velodrome::scenario::{Level, Scenario, builtins, parse};
use velodrome::units::Provenance;

use crate::program;

/// A scenario of `laps` laps with this table.
pub fn scenario(laps: u32, edition: &str, table: &str) -> Scenario {
    let text = format!(
        "schema = 1\ncourse = {{ laps = {laps} }}\nrules = {{ edition = \"{edition}\" }}\n\n[record]\ntable = [\n{table}]\n"
    );
    parse("test.toml", &text).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

/// The verdict in a word, and the message of a refusal.
pub fn verdict(scenario: &Scenario) -> (&'static str, String) {
    match witness(scenario) {
        Ok(()) => ("rides", String::new()),
        Err(why @ ReplayError::Contradiction { .. }) => ("contradicts itself", why.to_string()),
        Err(why @ ReplayError::Beyond(_)) => ("beyond", why.to_string()),
        Err(other) => panic!("{other}"),
    }
}

fn files() -> Vec<(String, PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts/files");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "{files:?}");
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let expected =
                text.lines().next().unwrap().strip_prefix("# verdict: ").expect("a verdict in the first line");
            (expected.to_owned(), path, text.clone())
        })
        .collect()
}

#[test]
fn every_file_gets_the_verdict_in_its_first_line_by_every_command_and_seed() {
    for (expected, path, text) in files() {
        let scenario = parse(&path.display().to_string(), &text).unwrap_or_else(|problems| panic!("{problems}"));
        let (word, why) = verdict(&scenario);
        assert!(expected.starts_with(word), "{}: {word}, {why}", path.display());
        for seed in 1..=3 {
            let ridden = Replay::new(scenario.clone(), None, seed);
            assert_eq!(ridden.is_ok(), word == "rides", "{}, seed {seed}: {:?}", path.display(), ridden.err());
        }
        let file = path.to_str().unwrap();
        let mut words: Option<String> = None;
        for command in [&["check", file][..], &["result", file], &["watch", "--plain", file]] {
            let output = program::run(command);
            assert_eq!(output.status.success(), word == "rides", "{command:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(*words.get_or_insert_with(|| said.clone()), said, "{command:?}");
            if word != "rides" {
                let place = said.strip_prefix(&format!("{file}:")).unwrap_or_else(|| panic!("{command:?}: {said}"));
                let numbers: Vec<&str> = place.splitn(3, ':').collect();
                assert!(
                    numbers[0] != "1" && numbers[..2].iter().all(|n| n.parse::<u32>().is_ok()),
                    "{command:?}: {said}"
                );
            }
            for fact in expected.split(" · ").skip(1) {
                assert!(said.contains(fact), "{command:?}: {fact} in\n{said}");
            }
        }
    }
}

#[test]
fn contradicting_facts_have_line_and_column_in_a_check() {
    let found = files().into_iter().find(|(_, path, _)| path.ends_with("score-against-a-place.toml"));
    let (_, path, text) = found.expect("the file is there");
    let said = String::from_utf8(program::run(&["check", path.to_str().unwrap()]).stderr).unwrap();
    let row = 1 + text.lines().position(|line| line.contains("sprint_points = 8")).unwrap();
    assert!(said.contains(&format!("({row}:")) && said.contains(":14:"), "{said}");
}

#[test]
fn whoever_named_fact_is_taken_away_the_rest_is_accepted() {
    // Nobody but the first rider has the points of a win, and they cannot have won every sprint.
    let points = [46, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1];
    let table = |without: &[usize]| -> String {
        let row = |(i, p): (usize, &i32)| {
            let points = if without.contains(&i) { String::new() } else { format!("sprint_points = {p}, ") };
            format!("  {{ rider = \"R{i:02}\", {points}laps = 0 }},\n")
        };
        points.iter().enumerate().map(row).collect()
    };
    let (word, why) = verdict(&scenario(100, "2004", &table(&[])));
    assert_eq!(word, "contradicts itself");
    assert!(why.contains("the sprints have 10 places of 5 points or more"), "{why}");
    let named: Vec<usize> = (0..points.len()).filter(|i| why.contains(&format!("R{i:02}"))).collect();
    let unnamed: Vec<usize> = (0..points.len()).filter(|i| !named.contains(i)).collect();
    assert!(named.len() > 2, "{why}");
    for &one in &named {
        let mut without = unnamed.clone();
        without.push(one);
        // The named facts but one, without those that were not named.
        assert_eq!(verdict(&scenario(100, "2004", &table(&without))).0, "rides", "without {one}: {why}");
    }
}

#[test]
fn limits_can_be_computed_again() {
    let two =
        "  { rank = 1, rider = \"One\", sprint_points = 20, laps = 1 },\n  { rank = 2, rider = \"Two\", laps = 0 },\n";
    let (word, why) = verdict(&scenario(40, "2004", two));
    assert!(word == "beyond" && why.contains("2 ride"), "{word}: {why}");
    // Twelve laps in forty: each is 250 m less four metres of riders, at 2.5 m/s more than the bunch.
    let rows: String = (0..3)
        .map(|i| format!("  {{ rank = {}, rider = \"R{i}\", laps = {} }},\n", i + 1, 12 - 12 * i.min(1)))
        .collect();
    let (word, why) = verdict(&scenario(40, "2004", &rows));
    assert!(word == "beyond" && why.contains("R0 gains and loses 12 laps"), "{word}: {why}");
    let bunch_mps = class(Level::Men).bunch_kmh / 3.6;
    let least = (250.0 - 4.0) / 2.5 * bunch_mps / 250.0;
    let needed = 12.0 * (least + 1.5) - 1.5;
    assert!(why.contains(&format!("takes {least:.1} laps of the bunch at least: {needed:.1} laps")), "{why}");
    assert_eq!((most_riders(250.0), most_riders(200.0)), (60, 48));
    let crowd: String = (0..61).map(|i| format!("  {{ rank = {}, rider = \"R{i:02}\" }},\n", i + 1)).collect();
    let (word, why) = verdict(&scenario(40, "2004", &crowd));
    assert!(word == "beyond" && why.contains("61 riders, and a track of this length holds 60"), "{word}: {why}");
}

/// `riders` of whom nineteen scored, with all places across the line that points alone do not tell.
fn large(riders: usize) -> Scenario {
    const POINTS: [u32; 19] = [20, 18, 16, 14, 13, 12, 11, 10, 9, 9, 8, 8, 7, 6, 5, 4, 3, 2, 1];
    let row = |i: usize| {
        let points = POINTS.get(i).unwrap_or(&0);
        format!("  {{ rank = {}, rider = \"R{i:02}\", sprint_points = {points}, laps = 0 }},\n", i + 1)
    };
    scenario(160, "2004", &(0..riders).map(row).collect::<String>())
}

#[test]
fn fields_of_up_to_sixty_ride_on_250_m() {
    for riders in [46, 60] {
        let scenario = large(riders);
        assert_eq!(verdict(&scenario).0, "rides", "{riders} riders");
        let replay = Replay::new(scenario, None, 1).unwrap_or_else(|e| panic!("{riders} riders: {e}"));
        let ranks: Vec<u32> = replay.standings().rows.iter().filter_map(|row| row.rank).collect();
        assert_eq!(ranks, (1..=riders as u32).collect::<Vec<_>>());
    }
}

/// Totals as a public table of Beijing 2008 gives them: nothing says how many points are from laps.
const TOTALS: [i32; 21] = [60, 58, 56, 36, 34, 29, 27, 23, 22, 13, 10, 8, 8, 8, 5, 5, 4, 1, 1, 0, -17];

fn totals_only() -> Scenario {
    let row = |(i, total): (usize, &i32)| format!("  {{ rank = {}, rider = \"R{i:02}\", total = {total} }},\n", i + 1);
    let rows: String = TOTALS.iter().enumerate().map(row).collect();
    let dnf = "  { rider = \"Lea\", status = \"dnf\" },\n  { rider = \"Feng\", status = \"dnf\" },\n";
    scenario(160, "2004", &(rows + dnf))
}

#[test]
fn totals_are_split_in_more_than_one_way_and_the_splits_are_marked() {
    let mut winners = Vec::new();
    for seed in 1..=12 {
        let replay = Replay::new(totals_only(), None, seed).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        let sheet = Sheet::of(&replay, None);
        let row = &sheet.standings[0];
        assert_eq!((row.total, row.sprint_points + 20 * row.laps), (60, 60));
        assert_eq!(row.sprint_points_provenance, Provenance::Reconstructed);
        assert_eq!(row.laps_provenance, Provenance::Reconstructed);
        winners.push(row.laps);
        let text = result::table(&sheet, "");
        let shown = text.lines().find(|line| line.starts_with(" 1.")).unwrap();
        assert!(shown.contains(&format!("{}~", row.sprint_points)), "{shown}");
        let csv = result::csv(&sheet);
        assert!(csv.lines().next().unwrap().contains("sprint_points_provenance,laps_provenance"), "{csv}");
        assert!(csv.lines().nth(1).unwrap().contains("reconstructed,reconstructed"), "{csv}");
    }
    winners.sort_unstable();
    winners.dedup();
    assert!(winners.len() > 1, "{winners:?}");
}

#[test]
fn what_follows_from_a_total_is_marked_as_derived() {
    let table = "  { rank = 1, rider = \"Able\", laps = 1, total = 29 },\n  { rank = 2, rider = \"Best\", sprint_points = 13, total = 13 },
  { rank = 3, rider = \"Cope\", sprint_points = 6, laps = 0 },\n  { rank = 4, rider = \"Dark\", sprint_points = 5, laps = 0 },
  { rank = 5, rider = \"Eves\", laps = 0 },\n  { rank = 6, rider = \"Fair\", sprint_points = 0, laps = 0 },\n";
    let replay = Replay::new(scenario(30, "2004", table), None, 1).unwrap_or_else(|why| panic!("{why}"));
    let sheet = Sheet::of(&replay, None);
    let how = |i: usize| (sheet.standings[i].sprint_points_provenance, sheet.standings[i].laps_provenance);
    use Provenance::{Derived, Recorded};
    assert_eq!(how(0), (Derived, Recorded));
    assert_eq!(how(1), (Recorded, Derived));
    assert_eq!(how(2), (Recorded, Recorded));
    // The sprints hand out 33, and the others have them all.
    assert_eq!((how(4), sheet.standings[4].sprint_points), ((Derived, Recorded), 0));
}

#[test]
fn a_check_accepts_what_the_default_seed_rides() {
    let beijing = builtins().iter().find(|builtin| builtin.id == "beijing-2008-men").expect("a built-in race").text;
    let (wide, narrow) = ("[\"Kiryienka\"], between = [90, 110]", "[\"Kiryienka\"], between = [90, 100]");
    assert!(beijing.contains(wide));
    let scenario = parse("beijing.toml", &beijing.replace(wide, narrow)).expect("a race");
    assert!(Replay::new(scenario.clone(), None, 1).is_ok_and(|replay| !replay.is_witness()), "its own draws ride");
    assert!(witness(&scenario).is_ok());
}
