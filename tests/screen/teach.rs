//! What confuses is explained on the screen when it happens, with its rule a key away.

use std::time::Duration;

use velodrome::player::Replay;
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

/// Sprint 2 of Athens is decided at six minutes: whoever wins it does not lead.
fn athens(teach: Teach) -> App<Replay> {
    let replay = Replay::of(scenario::load("athens-2004-men").unwrap(), &Run::of_seed(1)).unwrap();
    let start = When::Time(Micros(355_000_000));
    let mut app = App::new(replay, &Options { start, teach, theme: ThemeChoice::Dark, ..Options::default() });
    app.update(Message::Resize(120, 40));
    app
}

fn ride(app: &mut App<Replay>, seconds: u32) {
    for _ in 0..seconds * 10 {
        app.update(Message::Tick(Duration::from_millis(100)));
    }
}

fn shown(app: &mut App<Replay>, (width, height): (u16, u16)) -> String {
    app.update(Message::Resize(width, height));
    text(app, width, height)
}

#[test]
fn an_explanation_stands_below_the_race_and_a_question_mark_gives_the_rule() {
    let mut app = athens(Teach::Once);
    assert!(!app.explains());
    ride(&mut app, 1);
    assert!(app.explains(), "{:?}", app.notice());
    for size in [(120, 40), (80, 24), (40, 12)] {
        let screen = shown(&mut app, size);
        insta::assert_snapshot!(format!("teach_{}x{}", size.0, size.1), screen);
    }
    press(&mut app, '?');
    assert_eq!(app.page(), Page::Rule);
    assert!(!app.explains());
    for size in [(120, 40), (80, 24), (40, 12)] {
        let screen = shown(&mut app, size);
        insta::assert_snapshot!(format!("rule_{}x{}", size.0, size.1), screen);
    }
    press(&mut app, '?');
    assert_eq!(app.page(), Page::Help, "else it is help");
    press(&mut app, 'q');
    press(&mut app, 'q');
    assert_eq!(app.page(), Page::Race);
}

#[test]
fn explanations_come_one_after_the_other_and_go() {
    let mut app = athens(Teach::Once);
    let mut told: Vec<String> = Vec::new();
    let mut since = 100;
    for _ in 0..60 * 10 {
        let before = app.explains();
        app.update(Message::Tick(Duration::from_millis(100)));
        since += 1;
        match (before, app.explains()) {
            (false, true) => {
                assert!(since > 30, "some seconds lie between {told:?} and {:?}", app.notice());
                told.push(app.notice().unwrap().to_owned());
            }
            (true, _) => since = 0,
            _ => {}
        }
    }
    assert!((3..=8).contains(&told.len()), "{told:#?}");
}

#[test]
fn a_key_says_how_often_and_never_is_never() {
    let mut app = athens(Teach::Never);
    ride(&mut app, 60);
    assert!(!app.explains());
    let said = ["once in a race", "each time", "nothing is explained"];
    for said in said {
        press(&mut app, 'T');
        assert!(shown(&mut app, (80, 24)).contains(said), "{said}");
    }
}

#[test]
fn a_jump_to_a_sprint_explains_it() {
    let mut app = athens(Teach::Once);
    press(&mut app, ' ');
    press(&mut app, '}');
    assert!(app.explains(), "{:?}", app.notice());
    assert!(!app.playing());
}
