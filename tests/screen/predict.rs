//! Predict, then check: the race stops at the bell, asks, rides on, and says what came of it.

use std::time::Duration;

use velodrome::player::Replay;
use velodrome::rules::Ruling;
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::tui::page::Page;
use velodrome::tui::{Options, Teach, ThemeChoice};
use velodrome::units::Micros;

use super::script::text;
use super::what_if::press;

/// The screen of `id` just before the bell of sprint `sprint`, playing.
fn before_the_bell(id: &str, sprint: u32, present: bool) -> App<Replay> {
    let replay = Replay::of(scenario::load(id).unwrap(), &Run::of_seed(1)).unwrap();
    let bell = |ruling: &Ruling| match *ruling {
        Ruling::Bell { sprint: n, at, .. } if n == sprint => Some(at),
        _ => None,
    };
    let at = replay.rulings().iter().find_map(bell).expect("a bell");
    let options = Options {
        start: When::Time(Micros(at.0 - 3_000_000)),
        predict: true,
        present,
        teach: Teach::Never,
        theme: ThemeChoice::Dark,
        ..Options::default()
    };
    let mut app = App::new(replay, &options);
    app.update(Message::Resize(120, 40));
    app
}

fn shown(app: &mut App<Replay>, (width, height): (u16, u16)) -> String {
    app.update(Message::Resize(width, height));
    text(app, width, height)
}

/// Lets the race ride until `done`.
fn ride(app: &mut App<Replay>, done: impl Fn(&App<Replay>) -> bool) {
    for _ in 0..20_000 {
        if done(app) {
            return;
        }
        app.update(Message::Tick(Duration::from_millis(50)));
    }
    panic!("never");
}

#[test]
fn the_race_stops_at_the_bell_asks_twice_and_says_what_came_of_it() {
    let mut app = before_the_bell("athens-2004-men", 14, false);
    ride(&mut app, |app| app.asks().is_some());
    assert!(!app.playing() && app.page() == Page::Predict);
    let at = app.at();
    for size in [(120, 40), (80, 24), (40, 12)] {
        let screen = shown(&mut app, size);
        assert!(screen.contains("Who takes sprint 14?"), "{screen}");
        insta::assert_snapshot!(format!("predict_{}x{}", size.0, size.1), screen);
    }
    press(&mut app, '↓');
    press(&mut app, '\n');
    assert_eq!((app.asks(), app.at()), (Some((14, 1)), at), "the race still waits");
    assert!(shown(&mut app, (80, 24)).contains("Who leads after it?"));
    press(&mut app, '5');
    assert!(app.playing() && app.page() == Page::Race);
    ride(&mut app, |app| app.notice().is_some());
    assert!(app.notice().unwrap().contains("sprint 14 goes to LLANERAS"), "{:?}", app.notice());
    for size in [(120, 40), (80, 24), (40, 12)] {
        let screen = shown(&mut app, size);
        insta::assert_snapshot!(format!("predicted_{}x{}", size.0, size.1), screen);
    }
}

#[test]
fn a_class_reads_the_question_across_the_room() {
    let mut app = before_the_bell("athens-2004-men", 14, true);
    ride(&mut app, |app| app.asks().is_some());
    for size in [(120, 40), (80, 24), (40, 12)] {
        let screen = shown(&mut app, size);
        insta::assert_snapshot!(format!("predict_present_{}x{}", size.0, size.1), screen);
    }
}

#[test]
fn questions_can_be_skipped_and_are_asked_once() {
    let mut app = before_the_bell("athens-2004-men", 14, false);
    let from = app.at();
    ride(&mut app, |app| app.asks().is_some());
    press(&mut app, ' ');
    assert_eq!(app.asks(), Some((14, 1)));
    press(&mut app, '\u{1b}');
    assert!(app.asks().is_none() && app.playing());
    ride(&mut app, |app| app.at() > Micros(from.0 + 60_000_000));
    assert_eq!(app.guesses().unwrap().score().of, 0);
    assert_eq!(app.notice(), None, "there is nothing to judge");
    while app.at() > from {
        press(&mut app, 'h');
    }
    ride(&mut app, |app| app.at() > Micros(from.0 + 60_000_000));
    assert!(app.asks().is_none());
}

#[test]
fn the_score_is_kept_to_the_end_and_the_key_ends_the_questions() {
    let mut app = before_the_bell("tiny", 1, false);
    for _ in 0..4 {
        ride(&mut app, |app| app.asks().is_some());
        press(&mut app, '1');
    }
    ride(&mut app, App::is_at_end);
    assert_eq!(app.guesses().unwrap().score().of, 4);
    let end = shown(&mut app, (120, 40));
    assert!(end.contains("Of your guesses ") && end.contains(" of 4 "), "{end}");
    insta::assert_snapshot!("predict_end_120x40", end);
    press(&mut app, 'y');
    assert!(app.guesses().is_none());
    assert!(!shown(&mut app, (120, 40)).contains("Of your guesses"));
}

#[test]
fn no_size_is_too_small_for_a_question_or_a_rule() {
    for present in [false, true] {
        let mut app = before_the_bell("tiny", 2, present);
        ride(&mut app, |app| app.asks().is_some());
        for (width, height) in (1..=130).step_by(7).flat_map(|w| (1..=45).step_by(3).map(move |h| (w, h))) {
            shown(&mut app, (width, height));
        }
    }
}

#[test]
fn help_is_there_during_a_question_and_returns_to_it() {
    let mut app = before_the_bell("tiny", 1, false);
    ride(&mut app, |app| app.asks().is_some());
    press(&mut app, '?');
    assert_eq!(app.page(), Page::Help);
    press(&mut app, '?');
    assert_eq!((app.page(), app.asks()), (Page::Predict, Some((1, 0))));
}
