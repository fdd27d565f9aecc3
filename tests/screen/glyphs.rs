//! Signs that every font has, and plain characters where the screen is to have no others.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use velodrome::player::Replay;
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::tui::page::Page;
use velodrome::tui::{Options, Teach, ThemeChoice};

use super::script::text;
use super::what_if::press;

/// Signs beside letters, digits and braille that DejaVu, Terminus, Consolas and Menlo all have (Terminus 4.48 was read; the others
/// cover WGL4). The star, which Terminus lacks, has a style of its own: the leader is underlined.
const SIGNS: &str = "─━│┃┤├└┘┴┬┼┿┊█▶◆■●○▲▼†·…±×–—−°²≥≤←→↑↓★";

/// Every page of Athens, at a lap with something to see on it.
fn pages(options: &Options) -> Vec<String> {
    let replay = Replay::of(scenario::load("athens-2004-men").unwrap(), &Run::of_seed(1)).unwrap();
    let mut shown = Vec::new();
    for lap in [0.0, 59.8, 145.0, 159.9] {
        for keys in [" ", " \n", " w", " o", " p", " pp", " ppp", " r", " b", " ?", " fG"] {
            for (width, height) in [(200, 60), (120, 40), (80, 24), (40, 12)] {
                let options = Options { start: When::Lap(lap), ..options.clone() };
                let mut app = App::new(replay.clone(), &options);
                app.update(Message::Resize(width, height));
                keys.chars().for_each(|key| press(&mut app, key));
                shown.push(text(&app, width, height));
            }
        }
    }
    shown
}

#[test]
fn the_screen_uses_signs_that_common_fonts_have() {
    let is_plain = |c: char| c.is_ascii() || c.is_alphabetic() || ('\u{2800}'..='\u{28ff}').contains(&c);
    for screen in pages(&Options::default()) {
        let other: String = screen.chars().filter(|c| !is_plain(*c) && !SIGNS.contains(*c)).collect();
        assert!(other.is_empty(), "{other:?} on\n{screen}");
    }
}

#[test]
fn plain_characters_leave_no_question_mark_where_there_was_none_and_mark_one_thing_each() {
    let (full, plain) = (pages(&Options::default()), pages(&Options { ascii: true, ..Options::default() }));
    for (full, plain) in full.iter().zip(&plain) {
        let marks = |screen: &str| screen.matches('?').count();
        assert!(plain.is_ascii() && marks(plain) <= marks(full), "{plain}");
        assert!(!plain.contains('*'), "nothing is simulated here:\n{plain}");
    }
}

#[test]
fn without_colours_every_line_of_a_plot_has_a_stroke_and_a_letter_of_its_own() {
    let replay = Replay::of(scenario::load("athens-2004-men").unwrap(), &Run::of_seed(1)).unwrap();
    let options = Options { theme: ThemeChoice::Mono, start: When::Lap(145.0), ..Options::default() };
    let mut app = App::new(replay, &options);
    app.update(Message::Resize(120, 40));
    press(&mut app, ' ');
    press(&mut app, 'p');
    insta::assert_snapshot!("plot_mono_120x40", text(&app, 120, 40));
}

/// The cells of each row below the first that are reversed, of the rows that have some.
fn reversed(app: &mut App<Replay>, (width, height): (u16, u16)) -> Vec<Vec<u16>> {
    app.update(Message::Resize(width, height));
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    app.view(area, &mut buf);
    let is_reversed = |x: u16, y: u16| buf[(x, y)].modifier.contains(Modifier::REVERSED);
    // The clock is reversed too, in the first row.
    let rows = (1..height).map(|y| (0..width).filter(|x| is_reversed(*x, y)).collect::<Vec<u16>>());
    rows.filter(|cells| !cells.is_empty()).collect()
}

#[test]
fn without_colours_a_chosen_row_is_reversed_from_end_to_end() {
    let app = |lap: f64, predict: bool| {
        let replay = Replay::of(scenario::load("athens-2004-men").unwrap(), &Run::of_seed(1)).unwrap();
        let (theme, start, teach) = (ThemeChoice::Mono, When::Lap(lap), Teach::Never);
        App::new(replay, &Options { theme, start, predict, teach, ..Options::default() })
    };
    let mut asked = app(98.5, true);
    while asked.page() != Page::Predict {
        asked.update(Message::Tick(Duration::from_millis(50)));
    }
    let mut paused = app(95.0, false);
    paused.update(Message::Play);
    for size in [(120, 40), (80, 24), (40, 12)] {
        let check = |what: &str, rows: Vec<Vec<u16>>| {
            assert!(rows.iter().any(|cells| cells.len() >= 25), "{what} at {size:?}: nothing is chosen");
            for cells in rows {
                let is_whole = cells.windows(2).all(|pair| pair[1] == pair[0] + 1);
                assert!(is_whole, "{what} at {size:?}: {cells:?}");
            }
        };
        check("the guess", reversed(&mut asked, size));
        for (what, key) in [("the list of everything", ':'), ("the orders", 'b'), ("a rider of the table", '↓')] {
            press(&mut paused, key);
            let mut rows = reversed(&mut paused, size);
            // A rider is chosen in the sprint card too, a place at a time: there are fewer of these.
            if key == '↓' {
                rows = rows.into_iter().max_by_key(Vec::len).into_iter().collect();
            }
            check(what, rows);
            press(&mut paused, '\u{1b}');
        }
    }
}
