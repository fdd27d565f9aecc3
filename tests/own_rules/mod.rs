//! Races with rules of their own, from the file to the result: each `NAME.toml` here beside `NAME.rows`, in which a person
//! has written down the result.
//!
//! ```text
//! standing 1 Ann Able   10 +1 30     rank, rider, sprint points, laps, total; `118 + 10`: starting points, sprint points;
//!                                    `+1 -17 30`: 17 points taken off
//! sprint   2 lap 25   10 6           number of the sprint, its race lap, points of its places
//! ```

pub mod screens;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use velodrome::commentary;
use velodrome::event::Fact;
use velodrome::player::{Past, Replay};
use velodrome::report::{Sheet, events, result};
use velodrome::rules::outlook::WinChance;
use velodrome::rules::{Edition, EditionId, Outlook, Overrides, Scoreboard};
use velodrome::scenario::{self, Scenario};
use velodrome::units::{Bib, Micros};

fn files(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/own_rules");
    let all = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.extension().is_some_and(|end| end == ending)).collect();
    files.sort();
    files
}

fn read(path: &Path) -> Scenario {
    scenario::load(path.to_str().unwrap()).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn file(name: &str) -> Scenario {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/own_rules/{name}.toml")))
}

/// The result as a row file writes it.
fn rows(sheet: &Value) -> Vec<String> {
    let signed = |n: &Value| format!("{:+}", n.as_i64().unwrap());
    let standing = |row: &Value| {
        let rank = row["rank"].as_u64().map_or(row["status"].as_str().unwrap().to_owned(), |rank| rank.to_string());
        let name = row["name"].as_str().unwrap();
        let start = row.get("start_points").map_or(String::new(), |points| format!("{points} + "));
        let (points, laps, total) = (&row["sprint_points"], signed(&row["laps"]), &row["total"]);
        let off = row.get("penalty_points").filter(|points| **points != 0);
        let off = off.map_or(String::new(), |points| format!("-{points} "));
        format!("standing {rank} {name} {start}{points} {laps} {off}{total}")
    };
    let sprint = |sprint: &Value| {
        let places = sprint["places"].as_array().unwrap();
        let points: Vec<String> = places.iter().map(|place| place["points"].to_string()).collect();
        format!("sprint {} lap {} {}", sprint["n"], sprint["lap"], points.join(" "))
    };
    let of = |key: &str| sheet[key].as_array().unwrap().clone();
    of("standings").iter().map(standing).chain(of("sprints").iter().map(sprint)).collect()
}

#[test]
fn every_file_ends_in_the_result_that_is_written_beside_it() {
    let files = files("toml");
    assert!(files.len() >= 2, "{} files", files.len());
    assert_eq!(files.len(), self::files("rows").len(), "a row file for each");
    for path in files {
        let text = fs::read_to_string(path.with_extension("rows")).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let wanted: Vec<String> = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for seed in 1..=5 {
            let replay = Replay::new(read(&path), None, seed).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
            let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
            assert_eq!(rows(&sheet), wanted, "{} with seed {seed}", path.display());
        }
    }
}

#[test]
fn a_race_keeps_its_stated_sprints_under_another_edition_and_nothing_else() {
    let race = file("stated-sprints");
    let later = race.rules(Some(EditionId::E2016));
    assert_eq!(later.sprint_laps(), [8, 25, 40]);
    assert_eq!((later.scale, later.factor(2), later.factor(3)), ([5, 3, 2, 1], 1, 2));
    let replay = Replay::new(race, Some(EditionId::E2016), 1).unwrap();
    let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
    assert_eq!(sheet["sprints"][2]["places"][0]["points"], 10);
    assert_eq!(sheet["sprints"][1]["places"].as_array().unwrap().len(), 4);
}

#[test]
fn the_rules_of_the_race_are_in_every_output() {
    let replay = Replay::new(file("stated-sprints"), None, 1).unwrap();
    let sheet = Sheet::of(&replay, None);
    let json = serde_json::to_value(&sheet).unwrap();
    assert_eq!(json["rules"]["sprint_every"], Value::Null);
    assert_eq!(json["rules"]["sprint_laps"], serde_json::json!([8, 25, 40]));
    assert_eq!(json["rules"]["scale"], serde_json::json!([5, 3, 0, 0]));
    assert_eq!(json["rules"]["doubled"], serde_json::json!([2]));
    let said = "sprints for 5-3 points · sprints at laps 8, 25 and 40 · sprint 2 counts double";
    assert!(velodrome::report::result::table(&sheet, "").contains(said));
    let by_the_book = scenario::load("athens-2004-men").unwrap();
    let rules = serde_json::to_value(by_the_book.rules(None)).unwrap();
    assert_eq!(rules["sprint_every"], 10);
    assert!(rules.get("sprint_laps").is_none() && rules.get("doubled").is_none(), "{rules}");
}

#[test]
fn riders_of_a_free_race_contest_the_sprints_where_they_are() {
    let text = fs::read_to_string("scenarios/tiny.toml").unwrap();
    let plan = "sprint_laps = [5, 9, 20]\nscale = [9, 1]\ndoubled = [2]\n";
    let text = text.replace("[rules]\n", &format!("[rules]\n{plan}"));
    let race = scenario::parse("tiny.toml", &text).unwrap_or_else(|why| panic!("{why}"));
    let mut sprinted = [0; 4];
    for seed in 1..=20 {
        let replay = Replay::free(race.clone(), None, seed);
        let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
        let sprints: Vec<String> = rows(&sheet).into_iter().filter(|row| row.starts_with("sprint")).collect();
        assert_eq!(sprints, ["sprint 1 lap 5 9 1", "sprint 2 lap 9 18 2", "sprint 3 lap 20 18 2"], "seed {seed}");
        for (lap, sprinted) in [5, 9, 14, 20].into_iter().zip(&mut sprinted) {
            let at = Micros::from_secs(commentary::begins(&replay, lap).secs() - 1.0);
            *sprinted += i32::from(replay.view(at).riders.iter().any(|rider| rider.intent == Some("sprints")));
        }
    }
    // A rider who is away takes a sprint without sprinting. Lap 14 has none.
    let said = format!("races with somebody sprinting a second before the line: {sprinted:?}");
    let [first, second, none, last] = sprinted;
    assert!(first.min(second).min(last) >= 10 && none == 0, "{said}");
}

#[test]
fn starting_points_are_in_every_output_and_only_where_riders_have_some() {
    let replay = Replay::new(file("omnium"), None, 1).unwrap();
    let sheet = Sheet::of(&replay, None);
    let text = result::table(&sheet, "");
    let row =
        |name: &str| text.lines().find(|line| line.contains(name)).unwrap().split_whitespace().collect::<Vec<_>>();
    assert_eq!(row("rider"), ["rider", "noc", "start", "sprints", "laps", "total", "gap", "line"]);
    assert_eq!(row("HASHIMOTO")[4..8], ["118", "11", "+1", "149"]);
    let csv = result::csv(&sheet);
    let header = csv.lines().next().unwrap();
    assert!(header.starts_with("rank,bib,name,noc,sprint_points,laps,total,status,"), "{header}");
    assert!(header.ends_with(",start_points"), "{header}");
    assert!(csv.contains(",Eiya Hashimoto,JPN,11,1,149,finished,") && csv.contains(",118\n"), "{csv}");
    let log = events::text(&replay);
    assert!(log.contains("start") && log.contains("UCI 3.2.247–252"), "{log}");
    let by_the_book = Sheet::of(&Replay::new(file("another-scale"), None, 1).unwrap(), None);
    assert!(!result::csv(&by_the_book).contains("start_points"));
    assert!(!serde_json::to_string(&by_the_book).unwrap().contains("start_points"));
}

#[test]
fn the_table_begins_with_the_starting_points() {
    let replay = Replay::new(file("omnium"), None, 1).unwrap();
    let at_the_gun = replay.scoreboard(Micros::ZERO).standings();
    let totals: Vec<(i32, i32)> = at_the_gun.rows.iter().map(|row| (row.start_points, row.total)).collect();
    assert_eq!(totals, [(118, 118), (108, 108), (108, 108), (92, 92), (88, 88), (82, 82)]);
}

#[test]
fn who_can_still_win_counts_the_starting_points() {
    let rules = Edition::get(EditionId::E2019).on(20, 250_000, &Overrides::default()).unwrap();
    let mut board = Scoreboard::new(rules, &[Bib(3), Bib(4), Bib(5)]);
    for (bib, points) in [(3, 118), (4, 110), (5, 80)] {
        board.apply(&Fact::Start { bib: Bib(bib), points, at: Micros::ZERO });
    }
    // Two sprints bring 15 points at most. 4 has 110 + 15 against 118 + 3 + 6, or less if 3 is last; 5 needs two laps.
    let outlook = Outlook::of(&board);
    let chance = |bib: u16| outlook.chances.iter().find(|(of, _)| *of == Bib(bib)).unwrap().1;
    assert_eq!((chance(3), chance(4), chance(5)), (WinChance::Sprints, WinChance::Sprints, WinChance::Laps(2)));
}

#[test]
fn a_free_race_starts_with_the_points_and_every_race_of_a_sweep_too() {
    let text = fs::read_to_string("scenarios/tiny.toml").unwrap();
    let text = text.replace("name = \"Rider 2\",", "name = \"Rider 2\", start_points = 100,");
    let race = scenario::parse("tiny.toml", &text).unwrap_or_else(|why| panic!("{why}"));
    let rules = race.rules(None);
    for seed in 1..=5 {
        let replay = Replay::free(race.clone(), None, seed);
        let standings = replay.standings();
        let row = standings.rows.iter().find(|row| row.bib == Bib(2)).unwrap();
        let for_laps = row.laps * rules.gain_points;
        assert_eq!((row.start_points, row.total), (100, 100 + row.sprint_points + for_laps), "seed {seed}");
        let outcome = velodrome::sweep::ride(&race, &rules, seed);
        let totals: Vec<(Bib, i32)> = outcome.riders.iter().map(|line| (line.bib, line.total)).collect();
        let shown: Vec<(Bib, i32)> = race
            .riders
            .iter()
            .map(|r| standings.rows.iter().find(|row| row.bib == r.bib).unwrap())
            .map(|r| (r.bib, r.total))
            .collect();
        assert_eq!(totals, shown, "seed {seed}");
    }
}

/// When the points were taken off, seconds since the gun.
fn penalised_s(sheet: &Value) -> f64 {
    sheet["decisions"][0]["at_s"].as_f64().unwrap()
}

#[test]
fn points_are_taken_off_when_the_commissaires_ruled_and_by_default_after_the_finish() {
    for seed in 1..=3 {
        let replay = Replay::new(file("points-taken-off"), None, seed).unwrap();
        let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
        assert_eq!(penalised_s(&sheet), replay.duration().secs(), "seed {seed}");
        let before = replay.scoreboard(Micros(replay.duration().0 - 1)).standings();
        assert_eq!(
            (before.rows[0].bib, before.rows[0].total),
            (replay.scenario().find("Two").unwrap(), 34),
            "seed {seed}: B leads until then"
        );
        let replay = Replay::new(file("points-taken-off-midway"), None, seed).unwrap();
        let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
        let lap_s = |lap: u32| commentary::begins(&replay, lap).secs();
        assert!((lap_s(20)..lap_s(21)).contains(&penalised_s(&sheet)), "seed {seed}");
    }
}

#[test]
fn a_penalty_and_its_reason_are_in_every_output() {
    let replay = Replay::new(file("points-taken-off"), None, 1).unwrap();
    let sheet = Sheet::of(&replay, None);
    let json = serde_json::to_value(&sheet).unwrap();
    let decision = &json["decisions"][0];
    assert_eq!(
        (&decision["ruling"], &decision["name"], &decision["points"]),
        (&"penalty".into(), &"B Two".into(), &(-17).into())
    );
    assert_eq!(decision["reason"], "lap gained with help of a lapped rider");
    let said = "The commissaires take 17 points off TWO: lap gained with help of a lapped rider.";
    let text = result::table(&sheet, "");
    assert!(text.contains(said) && text.lines().any(|line| line.contains("off") && line.contains("total")), "{text}");
    assert!(result::csv(&sheet).contains(",penalty_points\n") && result::csv(&sheet).contains(",17\n"));
    let lines: Vec<String> = commentary::said(&replay).into_iter().map(|said| said.text).collect();
    assert!(lines.iter().any(|line| line.starts_with(said)), "{lines:?}");
    let log = events::ndjson(&replay);
    let ruling = log.lines().find(|line| line.contains("penalty") && line.contains("ruling")).unwrap();
    assert!(ruling.contains("\"points\":-17") && ruling.contains("\"reason\":\"lap gained with"), "{ruling}");
    assert!(ruling.contains("commissaires' decision"), "{ruling}");
}

#[test]
fn the_chances_of_a_race_are_ridden_on_from_its_penalties_too() {
    let replay = Replay::new(file("points-taken-off-midway"), None, 1).unwrap();
    let past = Past::of(&replay, &|| true).unwrap();
    let at = replay.duration();
    let still = past.at(at, &|| true).unwrap();
    assert_eq!(still.standings(), replay.standings());
}

/// Who crossed the line of the sprint at `lap`, in the order in which they did. Nobody in the race gains a lap.
fn across(replay: &Replay, lap: u32) -> Vec<Bib> {
    let crossing = |fact: &Fact| match *fact {
        Fact::Line { bib, ridden, .. } if ridden == lap => Some(bib),
        _ => None,
    };
    replay.facts().iter().filter_map(crossing).collect()
}

#[test]
fn a_relegated_rider_is_seen_to_cross_among_the_first_and_then_put_last() {
    let mut places = Vec::new();
    for seed in 1..=8 {
        let replay = Replay::new(file("relegation"), None, seed).unwrap();
        let sheet = serde_json::to_value(Sheet::of(&replay, None)).unwrap();
        let decisions = sheet["decisions"].as_array().unwrap();
        let shown: Vec<(&Value, &Value)> = decisions.iter().map(|d| (&d["sprint"], &d["name"])).collect();
        assert_eq!(shown, [(&2.into(), &"Ann Able".into()), (&4.into(), &"Gil Gray".into())], "seed {seed}");
        for (sprint, lap, bib) in [(2, 20, Bib(1)), (4, 40, Bib(7))] {
            let across = across(&replay, lap);
            let crossed = across.iter().position(|b| *b == bib).unwrap();
            assert!(crossed < 4, "seed {seed}: {bib} crosses as number {crossed} in sprint {sprint}");
            places.push(crossed);
            let awarded: Vec<Bib> = across.iter().copied().filter(|b| *b != bib).take(4).collect();
            let judged = &replay.sprints(replay.duration())[sprint - 1];
            assert_eq!(judged.places.iter().map(|place| place.bib).collect::<Vec<_>>(), awarded, "seed {seed}");
            // Until the judges have ruled, the rider has the place.
            let ruled = decisions[sprint / 2 - 1]["at_s"].as_f64().unwrap();
            let before = &replay.sprints(Micros::from_secs(ruled - 0.001))[sprint - 1];
            assert_eq!(before.places[crossed].bib, bib, "seed {seed}");
        }
        let last = replay.standings().rows.iter().find(|row| row.bib == Bib(7)).unwrap().last_line;
        assert_eq!(last, Some(7), "seed {seed}");
    }
    places.sort_unstable();
    places.dedup();
    assert!(places.len() > 1, "they do not always cross as the same: {places:?}");
}

#[test]
fn a_relegation_and_its_reason_are_in_every_output() {
    let replay = Replay::new(file("relegation"), None, 1).unwrap();
    let sheet = Sheet::of(&replay, None);
    let said = "ABLE is relegated in sprint 2: Left the lane of the sprinters.";
    assert!(result::table(&sheet, "").contains(said));
    let lines: Vec<String> = commentary::said(&replay).into_iter().map(|said| said.text).collect();
    assert!(lines.iter().any(|line| line.starts_with(said) && line.contains("Moved up: ")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("GRAY is relegated in sprint 4.")), "{lines:?}");
    let log = events::ndjson(&replay);
    let of = |what: &str| log.lines().filter(|line| line.contains(&format!("\"what\":\"{what}\""))).collect::<Vec<_>>();
    assert_eq!((of("relegation").len(), of("relegated").len()), (2, 2));
    assert!(of("relegated")[0].contains("UCI 3.2.122") && of("relegated")[0].contains("Left the lane"), "{log}");
    assert!(!of("moved").is_empty());
}

#[test]
fn a_relegation_that_leaves_no_way_to_the_points_is_named_with_them() {
    let text = fs::read_to_string("tests/own_rules/relegation.toml").unwrap();
    // 20 points are three sprints won, the last among them, or the last and nearly everything else.
    let text = text.replace("n = 2\nfirst = \"Best\"", "n = 4\nfirst = \"Best\"").replacen(
        "n = 4\nrelegated",
        "n = 2\nrelegated",
        1,
    );
    let race = scenario::parse("relegation.toml", &text).unwrap_or_else(|why| panic!("{why}"));
    let why = Replay::new(race, None, 1).unwrap_err().to_string();
    assert!(why.contains("sprint 4: ABLE is put last") && why.contains("ABLE has 20 sprint points"), "{why}");
}
