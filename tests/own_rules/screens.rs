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

#[test]
fn the_table_begins_with_the_starting_points_and_has_a_column_for_them() {
    insta::assert_snapshot!(screen("omnium", 0, " "));
}

#[test]
fn why_somebody_has_these_points_begins_with_the_starting_points() {
    insta::assert_snapshot!(screen("omnium", 39, " ↓w"));
}

#[test]
fn why_somebody_has_fewer_points_tells_the_reason() {
    insta::assert_snapshot!(screen("points-taken-off-midway", 25, " ↓↓w"));
}

#[test]
fn why_somebody_was_relegated_tells_the_reason() {
    insta::assert_snapshot!(screen("relegation", 25, " ↓↓w"));
}

#[test]
fn other_rules_of_a_race_are_told_at_the_gun() {
    insta::assert_snapshot!(screen("stated-sprints", 0, " "));
}
