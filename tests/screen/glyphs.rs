//! Signs that every font has, and plain characters where the screen is to have no others.

use velodrome::player::Replay;
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::tui::{Options, ThemeChoice};

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
