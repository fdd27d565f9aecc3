//! Races that were stopped and went on in the same session, with points and laps kept and the counter one below the last sprint
//! held (UCI 3.2.133).

use velodrome::rules::{Edition, EditionId, Overrides, Restart, Ruling};
use velodrome::units::Micros;

use super::{file, refused, replayed, sheet, table};
use crate::own_rules::screens::{shown, shows};
use crate::program::{in_one_line, stdout};

const FILE: &str = "tests/sheets/restarted.toml";

#[test]
fn the_counter_goes_back_to_one_below_the_last_sprint_held() {
    let on = |laps, overrides| Edition::get(EditionId::E2023).on(laps, 250_000, &overrides).expect("a race");
    let whole = on(160, Overrides::default());
    // The example of the article: a sprint with 40 to go, stopped with 33 to go, restarted with 39.
    let restart = Restart::of(&whole, 127).expect("a restart");
    assert_eq!((restart.to_go, restart.ridden()), (39, 166));
    let rules = on(166, Overrides { restart: Some(restart), ..Overrides::default() });
    let laps: Vec<u32> = (1..=12).map(|n| 10 * n).chain([136, 146, 156, 166]).collect();
    assert_eq!((rules.sprint_laps(), rules.last_sprint()), (laps.clone(), Some(16)));
    let at: Vec<u32> = (1..=166).filter(|lap| rules.sprint_at(i64::from(*lap)).is_some()).collect();
    assert_eq!(at, laps, "no sprint at lap 130, which would have been one");
    assert_eq!([0, 120, 126, 127, 136, 166].map(|lap| rules.to_go(lap)), [160, 40, 34, 39, 30, 0]);
    assert_eq!((rules.points(16, 1), rules.points(12, 1)), (10, 5));
    // Stopped in the lap of a sprint: it had been held.
    assert_eq!(Restart::of(&whole, 120).map(|restart| (restart.to_go, restart.ridden())), Some((39, 159)));
    assert_eq!(Restart::of(&whole, 9), None, "no sprint had been held");
}

#[test]
fn a_race_that_was_restarted_is_ridden_on_as_one_group_and_comes_to_its_result() {
    for seed in 1..=4 {
        let replay = replayed(&file("restarted.toml"), seed);
        let expected = [
            "1 AARTS 28 +1 48",
            "2 BERG 19 +0 19",
            "3 CONTI 13 +0 13",
            "4 DUBOIS 9 +0 9",
            "5 EGGER 5 +0 5",
            "6 FUCHS 3 +0 3",
            "7 GOMEZ 0 +0 0",
            "8 IVERSEN 0 +0 0",
        ];
        assert_eq!(table(&replay), expected, "seed {seed}");
        let sprints = replay.sprints(replay.duration());
        assert_eq!(sprints.iter().map(|s| s.lap).collect::<Vec<_>>(), [10, 20, 30, 43, 53, 63], "seed {seed}");
        let restarts: Vec<_> = replay.rulings().iter().filter(|r| matches!(r, Ruling::Restart { .. })).collect();
        let [&Ruling::Restart { to_go: 29, at, because, .. }] = restarts[..] else { panic!("{restarts:?}") };
        assert_eq!(because.article, "UCI 3.2.133");
        let view = |micros: i64| replay.view(Micros(at.0 + micros));
        assert_eq!((view(-1).counter.to_go, view(0).counter.to_go), (27, 29), "seed {seed}");
        assert_eq!(view(0).groups.len(), 1, "seed {seed}: as one group");
        assert_eq!(view(-1).standings.rows[0].total, view(0).standings.rows[0].total, "points are kept");
    }
}

#[test]
fn outputs_say_where_it_was_stopped_and_how_it_went_on() {
    let text = stdout(&["result", FILE]);
    let header = "63 laps of 250 m, stopped after 34 of 60 and restarted with 29 to go · 6 sprints";
    assert!(text.contains(header), "{text}");
    assert!(text.contains("3.   30     30") && text.contains("4.   43     20"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&stdout(&["result", FILE, "--format", "json"])).expect("JSON");
    let restart = &json["race"]["restart"];
    assert_eq!((&restart["at_lap"], &restart["planned"], &restart["to_go"]), (&34.into(), &60.into(), &29.into()));
    let told = in_one_line(&["watch", FILE]);
    assert!(told.contains("ight riders") && told.contains("60 laps"), "{told}");
    assert!(told.contains("The race is stopped, and goes on as one group with 29 laps to go."), "{told}");
    let events = stdout(&["events", FILE]);
    let restarts = events.lines().filter(|line| line.contains(" restart ") && line.contains("29 laps to go")).count();
    assert_eq!(restarts, 1, "{events}");
    assert!(in_one_line(&["check", FILE]).contains("; stopped after 34 of 60 laps, and restarted"));
    let free = stdout(&["result", FILE, "--free-from", "0"]);
    assert!(
        free.contains("\n60 laps of 250 m · 6 sprints"),
        "riders who decide for themselves are not stopped: {free}"
    );
    stdout(&["result", FILE, "--check"]);
    stdout(&["chances", FILE, "--at", "20", "--races", "5"]);
}

#[test]
fn a_restart_that_no_rule_describes_is_refused() {
    let rows = ["rider = \"X A\"", "rider = \"X B\"", "rider = \"X C\"", "rider = \"X D\""];
    let said = refused(&sheet(40, "2019", &rows, "stopped = { at_lap = 30, restarted = true }"));
    let why = "record.stopped.restarted = true: edition 2019 does not say what the counter shows at a restart";
    assert!(said.contains(why), "{said}");
    let said = refused(&sheet(40, "2023", &rows, "stopped = { at_lap = 9, restarted = true }"));
    assert!(said.contains("record.stopped.at_lap = 9: no sprint had been held by then"), "{said}");
    // A move that is known to have been out at the stop cannot have been.
    let text = sheet(
        40,
        "2023",
        &rows,
        "stopped = { at_lap = 25, restarted = true }\naway = [{ riders = [\"A\"], from_lap = 22, to_lap = 28 }]",
    );
    let replay = velodrome::player::Replay::new(super::parsed(&text), None, 1);
    assert!(replay.is_err(), "nobody is away at a restart");
}

#[test]
fn the_restart_is_on_the_time_bar_and_one_of_the_events() {
    let before = shown(replayed(&file("restarted.toml"), 1), (120, 40), 33, " ");
    assert!(before.lines().nth(38).unwrap().contains('!'), "{before}");
    let there = shown(replayed(&file("restarted.toml"), 1), (120, 40), 33, " ]");
    shows(&there, "34 The race is stopped, and goes on as one group");
}
