//! Races that had fewer laps than planned: shortened, or stopped for good.

use velodrome::rules::{RaceRules, Ruling};
use velodrome::scenario::CutShort;

use super::{file, parsed, refused, replayed, sheet, table};
use crate::own_rules::screens::{shown, shows};
use crate::program::{Folder, in_one_line, stdout};

const STOPPED: &str = "tests/sheets/stopped.toml";
const SHORTENED: &str = "tests/sheets/shortened.toml";

#[test]
fn a_race_that_was_stopped_is_ridden_to_there_and_its_result_stands() {
    for seed in 1..=3 {
        let replay = replayed(&file("stopped.toml"), seed);
        let expected = [
            "1 AARTS 30 +1 50",
            "2 BERG 28 +0 28",
            "3 CONTI 20 +0 20",
            "4 DUBOIS 16 +0 16",
            "5 EGGER 12 +0 12",
            "6 FUCHS 10 +0 10",
            "7 GOMEZ 8 +0 8",
            "8 IVERSEN 5 +0 5",
            "9 JANSEN 3 +0 3",
            "10 KOVAR 0 +0 0",
            "11 LENZ 0 +0 0",
            "dnf MAREK",
        ];
        assert_eq!(table(&replay), expected, "seed {seed}");
        let sprints = replay.sprints(replay.duration());
        assert_eq!(sprints.iter().map(|s| s.lap).collect::<Vec<_>>(), (1..=12).map(|n| 10 * n).collect::<Vec<_>>());
        assert!(sprints.iter().all(|s| s.places.iter().map(|p| p.points).eq([5, 3, 2, 1])), "no sprint at the end");
        let over = replay.rulings().iter().find(|ruling| matches!(ruling, Ruling::Over { .. })).expect("an end");
        assert_eq!(over.because().article, "UCI 3.2.133");
        assert!((over.at().secs() - 2380.0).abs() < 0.5, "at 39:40: {}", over.at().secs());
        let view = replay.view(replay.duration());
        assert!(view.counter.over && view.counter.to_go == 33, "33 laps were left: {:?}", view.counter);
        let early = replay.view(velodrome::units::Micros(1_000_000));
        assert_eq!((early.counter.to_go, early.counter.next_sprint), (160, Some(1)));
    }
}

#[test]
fn outputs_say_that_it_was_stopped_and_where() {
    let text = stdout(&["result", STOPPED]);
    assert!(text.contains("127 of 160 laps of 250 m, then stopped · 12 sprints"), "{text}");
    assert!(text.contains("12.  120     40"), "sprints are counted from the planned finish: {text}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&["result", STOPPED, "--format", "json"])).expect("JSON");
    let race = &json["race"];
    assert_eq!((&race["laps"], &race["planned_laps"], &race["stopped"]), (&127.into(), &160.into(), &true.into()));
    let told = in_one_line(&["watch", STOPPED]);
    assert!(told.contains("welve riders") && told.contains("160 laps"), "nobody knew: {told}");
    assert!(told.contains("The race is stopped after 127 of 160 laps, at 39:40, and the result stands"), "{told}");
    assert!(in_one_line(&["check", STOPPED]).contains("; stopped after 127 of 160 laps"));
    // Under other rules it was stopped as well.
    let other = stdout(&["result", STOPPED, "--rules", "2016"]);
    assert!(other.contains("127 of 160 laps"), "{other}");
    stdout(&["result", STOPPED, "--check"]);
}

#[test]
fn riders_who_decide_for_themselves_ride_the_planned_distance() {
    let free = stdout(&["result", STOPPED, "--free-from", "0"]);
    assert!(free.contains("\n160 laps of 250 m · 16 sprints"), "{free}");
    let forked = stdout(&["result", STOPPED, "--free-from", "100"]);
    assert!(forked.contains("\n160 laps of 250 m · 16 sprints"), "{forked}");
    let swept = stdout(&["sweep", STOPPED, "--free-from", "100", "--races", "2", "--format", "csv"]);
    assert_eq!(swept.lines().filter(|line| line.contains(",finished,")).count(), 22, "{swept}");
    let chances = stdout(&["chances", STOPPED, "--at", "60", "--races", "10"]);
    assert!(chances.contains("AARTS"), "{chances}");
}

#[test]
fn a_shortened_race_has_its_last_sprint_at_its_end_and_says_what_was_planned() {
    for seed in 1..=3 {
        let replay = replayed(&file("shortened.toml"), seed);
        assert_eq!(table(&replay)[..2], ["1 AUNE 30 +0 30", "2 BAUER 18 +0 18"]);
        let sprints = replay.sprints(replay.duration());
        assert_eq!(sprints.last().map(|s| (s.n, s.lap, s.places[0].points)), Some((5, 50, 10)), "doubled");
    }
    let text = stdout(&["result", SHORTENED]);
    assert!(text.contains("50 of 60 laps of 250 m, shortened · 5 sprints"), "{text}");
    assert!(in_one_line(&["check", SHORTENED]).contains("; shortened to 50 of 60 laps"));
    assert_eq!(parsed(&file("shortened.toml")).cut, Some(CutShort { planned: 60, stopped: false }));
}

#[test]
fn riders_level_at_the_stop_are_ranked_by_the_line_there() {
    let rows: Vec<String> = [("A", 11), ("B", 11), ("C", 5), ("D", 3), ("E", 3)]
        .iter()
        .zip(1..)
        .map(|((name, points), rank)| {
            format!("rank = {rank}, rider = \"X {name}\", sprint_points = {points}, laps = 0")
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    for edition in ["2000", "2004", "2026"] {
        let replay = replayed(&sheet(40, edition, &rows, "stopped = { at_lap = 35 }"), 2);
        let names: Vec<String> = replay.standings().rows.iter().map(|row| replay.scenario().name(row.bib)).collect();
        assert_eq!(names, ["A", "B", "C", "D", "E"], "{edition}");
        let line = |row: usize| replay.standings().rows[row].last_line;
        // Of the oldest edition sprints won come first.
        assert!(edition == "2000" || (line(0) < line(1) && line(3) < line(4)), "{edition}");
    }
}

#[test]
fn what_cannot_be_ridden_is_refused_and_too_few_laps_are_warned_of() {
    let rows = ["rider = \"X A\"", "rider = \"X B\"", "rider = \"X C\"", "rider = \"X D\""];
    let cases = [
        ("stopped = { at_lap = 40 }", "record.stopped.at_lap = 40: the race was to have 40 laps"),
        ("stopped = { at_lap = 9 }", "record.stopped.at_lap = 9: no sprint had been held by then"),
        ("stopped = {}", "record.stopped: at_lap is missing"),
        ("planned_laps = 40", "record.planned_laps = 40: the race had 40 laps"),
        ("planned_laps = 50\nstopped = { at_lap = 35 }", "record.planned_laps = 50: beside stopped"),
        (
            "stopped = { at_lap = 35 }\nsprint = [{ n = 4, first = \"A\" }]",
            "record.sprint[1].n = 4: the race has 3 sprints",
        ),
        ("stopped = { at_lap = 35 }\nstop = [{ rider = \"A\", between = [30, 38] }]", "the race has 35 laps"),
    ];
    for (more, message) in cases {
        let said = refused(&sheet(40, "2026", &rows, more));
        assert!(said.contains(message), "{more}: {said}");
    }
    let folder = Folder::new("stopped");
    for (edition, more, warned) in [
        ("2026", "stopped = { at_lap = 32 }", true),
        ("2026", "stopped = { at_lap = 33 }", false),
        ("2004", "stopped = { at_lap = 32 }", true),
        ("2026", "planned_laps = 50", true),
        ("2026", "planned_laps = 49", false),
    ] {
        folder.write("race.toml", &sheet(40, edition, &rows, more));
        let (out, said) = folder.done(&["check", "race.toml"]);
        let warning = format!("{out}{said}").contains("the result stands after more than");
        assert_eq!(warning, warned, "{edition}, {more}: {out}{said}");
    }
}

#[test]
fn sprints_of_a_stopped_race_are_those_of_the_planned_one_up_to_the_stop() {
    let rules = |more: &str| -> RaceRules {
        parsed(&sheet(160, "2026", &["rider = \"X A\"", "rider = \"X B\""], more)).rules(None)
    };
    let whole = rules("");
    for at_lap in [10, 15, 127, 130, 159] {
        let stopped = rules(&format!("stopped = {{ at_lap = {at_lap} }}"));
        let held: Vec<u32> = whole.sprint_laps().into_iter().filter(|lap| *lap <= at_lap).collect();
        assert_eq!((stopped.sprint_laps(), stopped.last_sprint()), (held, None), "{at_lap}");
        assert_eq!((stopped.laps, stopped.planned_laps()), (at_lap, 160));
        for lap in 1..=160 {
            let due = whole.sprint_at(lap).filter(|_| lap <= i64::from(at_lap));
            assert_eq!(stopped.sprint_at(lap), due, "stopped at {at_lap}, lap {lap}");
        }
        assert_eq!(stopped.points(stopped.sprints(), 1), 5, "nothing is doubled");
        assert_eq!(stopped.line_laps().last(), Some(&at_lap));
    }
    assert_eq!((whole.line_laps(), whole.last_sprint()), (whole.sprint_laps(), Some(16)));
}

#[test]
fn a_screen_of_any_size_says_that_the_race_was_stopped() {
    let replay = || replayed(&file("stopped.toml"), 1);
    shows(&shown(replay(), (120, 40), 0, "G"), "the race was stopped");
    shows(&shown(replay(), (40, 12), 0, "G"), "stopped, 33 to go · no sprint to come");
    shows(&shown(replay(), (20, 4), 0, "G"), "stopped · AARTS 50");
}
