//! What the screen shows of such races: the table, and why somebody has these points.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use velodrome::player::Replay;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::tui::{Options, ThemeChoice};

use super::file;

/// The screen of 110 × 30 cells from lap `lap` on, after `keys` (`↓` for the arrow).
fn screen(name: &str, lap: u32, keys: &str) -> String {
    screen_of((110, 30), name, lap, keys)
}

fn screen_of(size: (u16, u16), name: &str, lap: u32, keys: &str) -> String {
    shown(Replay::new(file(name), None, 1).unwrap(), size, lap, keys)
}

/// The screen of so many cells on `replay` from lap `lap` on, after `keys`.
pub fn shown(replay: Replay, (width, height): (u16, u16), lap: u32, keys: &str) -> String {
    let options = Options { theme: ThemeChoice::Dark, start: When::Lap(f64::from(lap)), ..Options::default() };
    let mut app = App::new(replay, &options);
    app.update(Message::Resize(width, height));
    for key in keys.chars() {
        let code = match key {
            '↓' => KeyCode::Down,
            '\n' => KeyCode::Enter,
            key => KeyCode::Char(key),
        };
        app.update(app.message(KeyEvent::from(code)).expect("a key of the program"));
    }
    let mut cells = Buffer::empty(Rect::new(0, 0, width, height));
    app.view(cells.area, &mut cells);
    let row = |row: &[Cell]| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned() + "\n";
    cells.content.chunks(usize::from(width)).map(row).collect()
}

/// Asserts that a line of the screen has `words` in this order, whatever stands between and around them.
pub fn shows(screen: &str, words: &str) {
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
    shows(&screen, "40 laps");
    shows(&screen, "points; sprints at laps 8, 25 and 40; sprint 2");
    shows(&screen, "counts double.");
}

#[test]
fn the_parts_of_a_total_are_in_the_table_at_every_size() {
    for size in [(200, 60), (120, 40), (110, 30), (80, 24), (60, 20), (40, 12)] {
        let omnium = screen_of(size, "omnium", 0, "G");
        shows(&omnium, "rider start spr laps total");
        shows(&omnium, "1. ★ HASHIMOTO 118 11 +1 149");
        let penalty = screen_of(size, "points-taken-off", 0, "G");
        shows(&penalty, "rider spr laps off total");
        shows(&penalty, "2. TWO 14 +1 −17 17");
    }
    for size in [(200, 60), (120, 40), (110, 30), (80, 24), (60, 20)] {
        let other = screen_of(size, "points-taken-off", 0, "Gr");
        shows(&other, "rider spr laps off total");
        shows(&other, "TWO 14 +1 −17 17");
    }
    // What would not fit is left out whole.
    shows(&screen_of((40, 14), "points-taken-off", 0, "Gr"), "2. TWO 17 2.");
    let before = screen_of((40, 14), "points-taken-off", 39, " ");
    shows(&before, "rider spr laps total gap");
    let narrow = screen_of((34, 10), "omnium", 0, "G");
    shows(&narrow, "1. ★ HASHIMOTO 149");
    assert!(!narrow.contains("118"), "{narrow}");
}

#[test]
fn a_relegated_rider_stands_below_the_places_of_the_sprint() {
    let early = screen_of((120, 40), "relegation", 15, " ");
    assert!(!early.contains("r."), "nobody has been relegated yet:\n{early}");
    let late = screen_of((120, 40), "relegation", 25, " ");
    shows(&late, "r. ABL");
    shows(&late, "r. relegated: put last by the judges");
    let screen = screen_of((120, 40), "relegation", 0, "G");
    shows(&screen, "r. ABL GRA");
}

#[test]
fn figures_that_follow_from_others_are_marked_in_the_table() {
    shows(&screen("omnium", 0, "G"), "2. CHIKATANI 108 15= ·= 123");
    let page = screen_of((120, 40), "omnium", 0, "G↓↓\n");
    shows(&page, "2. 123 points: 108 from before, 15= in sprints, no");
    shows(&page, "laps=");
}
