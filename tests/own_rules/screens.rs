//! What the screen shows of such races: the table, and why somebody has these points.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use velodrome::player::Replay;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::tui::{Options, ThemeChoice};

use super::file;

/// The screen of 110 × 30 cells from lap `lap` on, after `keys` (`↓` for the arrow).
fn screen(name: &str, lap: u32, keys: &str) -> String {
    let replay = Replay::new(file(name), None, 1).unwrap();
    let options = Options { theme: ThemeChoice::Dark, start_lap: lap, ..Options::default() };
    let mut app = App::new(replay, &options);
    app.update(Message::Resize(110, 30));
    for key in keys.chars() {
        let code = if key == '↓' { KeyCode::Down } else { KeyCode::Char(key) };
        app.update(app.message(KeyEvent::from(code)).expect("a key of the program"));
    }
    let mut cells = Buffer::empty(Rect::new(0, 0, 110, 30));
    app.view(cells.area, &mut cells);
    let row = |row: &[Cell]| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned() + "\n";
    cells.content.chunks(110).map(row).collect()
}

/// Asserts that a line of the screen has `words` in this order, whatever stands between and around them.
fn shows(screen: &str, words: &str) {
    let has = |line: &&str| {
        let mut rest = *line;
        words.split_whitespace().all(|word| match rest.split_once(word) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
    };
    assert!(screen.lines().any(|line| has(&line)), "no line with {words:?} on this screen:\n{screen}");
}

#[test]
fn the_table_begins_with_the_starting_points_and_has_a_column_for_them() {
    let screen = screen("omnium", 0, " ");
    shows(&screen, "rider start spr laps total gap");
    shows(&screen, "(1) ★ HASHIMOTO 118 0 · 118 —");
    shows(&screen, "(6) KUBOKI 82 0 · 82 −36");
    shows(&screen, "HASHIMOTO starts with most points: 118.");
    assert!(!screen.contains('▼'), "nobody has lost places at the gun:\n{screen}");
}

#[test]
fn why_somebody_has_these_points_begins_with_the_starting_points() {
    let screen = screen("omnium", 39, " ↓w");
    shows(&screen, "HASHIMOTO: why 143 points?");
    shows(&screen, "0 earlier races +118 UCI");
    shows(&screen, "rules of 2019 143");
}

#[test]
fn why_somebody_has_fewer_points_tells_the_reason() {
    let screen = screen("points-taken-off-midway", 25, " ↓↓w");
    shows(&screen, "BEST: why 5 points?");
    shows(&screen, "20 penalty −5 commis");
    shows(&screen, "Left the lane of the sprinters.");
}

#[test]
fn why_somebody_was_relegated_tells_the_reason() {
    let screen = screen("relegation", 25, " ↓↓w");
    shows(&screen, "ABLE: why 5 points?");
    shows(&screen, "20 relegated, spr. 2 − UCI");
    shows(&screen, "Left the lane of the sprinters");
}

#[test]
fn other_rules_of_a_race_are_told_at_the_gun() {
    let screen = screen("stated-sprints", 0, " ");
    shows(&screen, "sprint 1 of 3 in 8 laps");
    shows(&screen, "The gun: 6 riders, 40 laps, sprints at laps 8, 25 and");
    shows(&screen, "sprint 2 counts double; a lap");
}
