//! What-ifs on the screen: orders at a keystroke, two runs side by side, and the outlook.

use std::thread;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use velodrome::player::Replay;
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::Options;
use velodrome::tui::app::App;
use velodrome::tui::message::{LoopCommand, Message};
use velodrome::tui::page::Page;
use velodrome::tui::run::{FRAME, ScreenModel, run};

use super::script::{Script, keys, terminal, text};

pub fn screen(id: &str, lap: u32) -> App<Replay> {
    let replay = Replay::of(scenario::load(id).expect("a built-in scenario"), &Run::of_seed(1)).expect("a replay");
    let mut app = App::new(replay, &Options { start: When::Lap(f64::from(lap)), ..Options::default() });
    app.update(Message::Resize(120, 40));
    press(&mut app, ' ');
    app
}

pub fn press(app: &mut impl ScreenModel, key: char) {
    let code = match key {
        '\n' => KeyCode::Enter,
        '↓' => KeyCode::Down,
        '\u{1b}' => KeyCode::Esc,
        c => KeyCode::Char(c),
    };
    let message = app.message(KeyEvent::new(code, KeyModifiers::NONE));
    app.update(message.unwrap_or_else(|| panic!("{key:?} means something on this page")));
}

/// Lets frames pass until the screen says `what`.
pub fn wait(app: &mut App<Replay>, what: &str) {
    for _ in 0..20_000 {
        if text(app, 120, 40).contains(what) {
            return;
        }
        app.update(Message::Tick(FRAME / 1000));
        thread::yield_now();
    }
    panic!("never: {what}\n{}", text(app, 120, 40));
}

#[test]
fn an_order_forks_the_race_at_a_keystroke_and_both_runs_are_shown_side_by_side() {
    let mut app = screen("athens-2004-men", 130);
    let at = app.at();
    press(&mut app, '↓');
    press(&mut app, 'b');
    assert_eq!(app.page(), Page::Orders);
    let shown = text(&app, 120, 40);
    assert!(shown.contains("IGNATIEV from here on: 30 to go") && shown.contains("run:5:athens-2004-men:s1"), "{shown}");
    "↓↓↓↓".chars().for_each(|key| press(&mut app, key));
    press(&mut app, '\n');
    wait(&mut app, "what-if");
    assert_eq!((app.page(), app.at(), app.playing()), (Page::Race, at, false), "paused at the moment of the order");
    press(&mut app, 'G');
    press(&mut app, 'v');
    let beside = text(&app, 120, 40);
    assert!(beside.contains("they split at 0:39:") && beside.contains("IGNATIEV: sit in"), "{beside}");
    assert!(beside.contains("93"), "the official total stands beside that of the fork: {beside}");
    assert!(beside.contains("run:5:athens-2004-men:s1:ft"), "the code of the run: {beside}");
    let begins = beside.lines().find(|l| l.contains("run:5:")).expect("a line with the code");
    assert!(!begins.contains('…'), "the code is not cut: {beside}");
    // Five seconds before the end of this run the other is over: each table has its own signs.
    app.update(app.message(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE)).expect("a key"));
    let running = text(&app, 120, 40);
    assert!(running.contains("(1)") && running.contains("  1. "), "{running}");
    press(&mut app, '\u{1b}');
    // The legend promises a mark for what was simulated, and the recorded sprints before the fork have none.
    let card = text(&app, 120, 40);
    assert!(card.contains("* simulated since the fork"), "{card}");
    let first =
        card.lines().find(|line| line.contains(" 1. ") && line.contains('*')).unwrap_or_else(|| panic!("{card}"));
    let starred = first.matches('*').count();
    assert!((2..=3).contains(&starred), "of sprints 14 to 16 those that have been ridden are simulated: {card}");
    press(&mut app, 'v');
    press(&mut app, 'x');
    assert!(text(&app, 120, 40).contains("replay"), "the other run is the replay");
}

#[test]
fn a_fork_without_an_order_lets_riders_decide_for_themselves() {
    let mut app = screen("beijing-2008-men", 100);
    press(&mut app, 'b');
    press(&mut app, '\n');
    wait(&mut app, "what-if");
}

#[test]
fn an_order_that_cannot_be_taken_is_refused_on_the_screen() {
    let mut app = screen("athens-2004-men", 2);
    press(&mut app, '↓');
    press(&mut app, 'b');
    "↓↓".chars().for_each(|key| press(&mut app, key));
    press(&mut app, '\n');
    wait(&mut app, "nobody is away");
    assert!(text(&app, 120, 40).contains("replay"), "the race has not changed");
}

#[test]
fn a_run_is_saved_at_a_keystroke_and_its_path_is_shown_whole_at_any_width() {
    let mut app = screen("athens-2004-men", 130);
    assert_eq!(
        app.update(app.message(KeyEvent::new(KeyCode::Char('S'), KeyModifiers::NONE)).expect("a key")),
        LoopCommand::Save
    );
    let saved = app.to_save().expect("a replay has a code");
    assert_eq!((saved.code.as_str(), saved.name().as_str()), ("run:5:athens-2004-men:s1", "athens-2004-men-s1"));
    assert!(saved.fingerprint.is_some());
    let mut events = Script::new(keys("S"));
    run(&mut terminal(80, 24), &mut events, &mut app).expect("a screen");
    assert_eq!(events.saved, [app.to_save().expect("a run")], "the loop hands over the run");
    let place = "runs/a-name-that-is-longer-than-the-screen-is-wide-in-any-case-s1.run.toml";
    app.saved(Ok(place.to_owned()));
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        app.update(Message::Resize(width, height));
        let shown = text(&app, width, height);
        let shown: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(shown.contains(&format!("saved:{place}")), "{width}: {shown}");
    }
    for _ in 0..400 {
        app.update(Message::Tick(FRAME));
    }
    assert!(!text(&app, 80, 24).contains("saved:"), "the message goes away");
    app.saved(Err("no \u{1b}[2J room".to_owned()));
    assert!(text(&app, 80, 24).contains("not saved: no"));
}

#[test]
fn orders_are_not_cut_on_the_narrowest_screen() {
    let mut app = screen("athens-2004-men", 90);
    app.update(Message::Resize(40, 12));
    press(&mut app, 'b');
    for _ in 0..13 {
        let shown = text(&app, 40, 12);
        assert!(
            !shown
                .lines()
                .skip(1)
                .any(|line| line.contains('…') && !line.contains("follow …") && !line.contains("wait for …")),
            "{shown}"
        );
        press(&mut app, '↓');
    }
}

#[test]
fn the_order_to_follow_asks_whom() {
    let mut app = screen("athens-2004-men", 90);
    press(&mut app, '↓');
    press(&mut app, 'b');
    "↓↓↓\n".chars().for_each(|key| press(&mut app, key));
    let shown = text(&app, 120, 40);
    assert!(shown.contains("follow whom?") && shown.contains("LLANERAS"), "{shown}");
    press(&mut app, '↓');
    press(&mut app, '\n');
    wait(&mut app, "what-if");
}

#[test]
fn llaneras_could_not_be_caught_on_sprints_before_the_last_one_in_beijing() {
    let mut app = screen("beijing-2008-men", 151);
    press(&mut app, 'o');
    let shown = text(&app, 120, 40);
    assert!(shown.contains("what must happen") && shown.contains("LLANERAS has won, whatever"), "{shown}");
    press(&mut app, 'g');
    let shown = text(&app, 120, 40);
    assert!(shown.contains("can still win on sprints"), "{shown}");
}

#[test]
fn no_size_is_too_small_for_orders_or_for_two_runs_side_by_side() {
    let mut app = screen("athens-2004-women", 90);
    let all_sizes = |app: &App<Replay>| {
        for (width, height) in (1..=50).flat_map(|w| (1..=20).map(move |h| (w, h))).chain([(500, 9), (24, 200)]) {
            text(app, width, height);
        }
    };
    press(&mut app, 'b');
    assert_eq!(app.page(), Page::Orders);
    all_sizes(&app);
    press(&mut app, '\n');
    wait(&mut app, "what-if");
    press(&mut app, 'v');
    assert_eq!(app.page(), Page::Rival);
    all_sizes(&app);
}

/// The only text of a row of the screen, if it is alone there.
fn stands_alone(shown: &str, words: &str) -> bool {
    shown.lines().any(|line| line.trim() == words)
}

#[test]
fn the_code_of_the_run_is_on_the_race_screen_on_its_result_and_alone_on_the_pages_of_what_ifs() {
    let code = "run:5:athens-2004-men:s1";
    let mut app = screen("athens-2004-men", 90);
    assert!(stands_alone(&text(&app, 120, 40), code), "{}", text(&app, 120, 40));
    for (width, height) in [(120, 40), (100, 30), (80, 24), (60, 20), (40, 12)] {
        app.update(Message::Resize(width, height));
        press(&mut app, 'b');
        assert!(stands_alone(&text(&app, width, height), code), "{}", text(&app, width, height));
        press(&mut app, 'q');
        press(&mut app, 'G');
        // A column that is too narrow breaks the code, and loses none of it.
        let shown: String = text(&app, width, height).split_whitespace().collect();
        assert!(height < 30 || shown.contains(code), "{shown}");
        press(&mut app, 'g');
    }
    app.update(Message::Resize(120, 40));
    press(&mut app, '5');
    press(&mut app, 'b');
    press(&mut app, '\n');
    wait(&mut app, "what-if");
    press(&mut app, 'v');
    let shown = text(&app, 120, 40);
    assert!(
        shown.lines().any(|line| line.trim().starts_with("run:5:athens-2004-men:s1:f") && !line.trim().contains(' ')),
        "{shown}"
    );
}

#[test]
fn the_card_at_the_end_has_the_code_of_the_run_whole_or_says_nothing_of_it() {
    let mut app = screen("athens-2004-men", 159);
    press(&mut app, ' ');
    for _ in 0..40 {
        app.update(Message::Tick(std::time::Duration::from_secs(1)));
    }
    let mut with_code = 0;
    for (width, height) in [(120, 40), (80, 24), (60, 16), (40, 12), (30, 8)] {
        app.update(Message::Resize(width, height));
        let shown = text(&app, width, height);
        assert!(shown.contains("the end"), "{shown}");
        let says = shown.contains("to open or to share");
        with_code += u32::from(says);
        assert!(!says || shown.matches("run:5:athens-2004-men:s1").count() > usize::from(width >= 116), "{shown}");
    }
    assert!(with_code >= 2);
}
