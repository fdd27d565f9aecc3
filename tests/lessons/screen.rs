//! The screen of the course: what it shows while it asks, and that no key breaks it.

use std::cell::RefCell;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use velodrome::lessons::{Course, Progress, course};
use velodrome::rng::{Purpose, Stream};
use velodrome::tui::learn::LearnScreen;
use velodrome::tui::message::{LoopCommand, Message};
use velodrome::tui::run::ScreenModel;
use velodrome::tui::{Options, ThemeChoice};

fn screen<'k>(course: Course, width: u16, height: u16) -> LearnScreen<'k> {
    let options = Options { theme: ThemeChoice::Mono, ..Options::default() };
    let mut screen = LearnScreen::new(course, Box::new(|_| Ok(())), options);
    screen.update(Message::Resize(width, height));
    screen
}

fn text(screen: &LearnScreen, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    screen.view(area, &mut buf);
    let row = |y| (0..width).map(|x| buf[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(row).collect::<Vec<_>>().join("\n")
}

fn press(screen: &mut LearnScreen, code: KeyCode) -> LoopCommand {
    let message = screen.message(KeyEvent::new(code, KeyModifiers::NONE));
    message.map_or(LoopCommand::Nothing, |message| screen.update(message))
}

fn lesson<'k>(n: usize, width: u16, height: u16) -> LearnScreen<'k> {
    screen(Course::one(course(), Progress::default(), n - 1), width, height)
}

#[test]
fn a_question_the_ride_and_what_there_is_to_say() {
    for (width, height) in [(120, 40), (80, 24), (60, 16), (40, 12)] {
        let mut screen = lesson(1, width, height);
        insta::assert_snapshot!(format!("asking_{width}x{height}"), text(&screen, width, height));
        press(&mut screen, KeyCode::Char('1'));
        screen.update(Message::Tick(Duration::from_secs(2)));
        insta::assert_snapshot!(format!("riding_{width}x{height}"), text(&screen, width, height));
        press(&mut screen, KeyCode::Enter);
        insta::assert_snapshot!(format!("told_{width}x{height}"), text(&screen, width, height));
    }
}

/// The screen at another size.
fn resized(screen: &mut LearnScreen, width: u16, height: u16) -> String {
    screen.update(Message::Resize(width, height));
    text(screen, width, height)
}

#[test]
fn every_question_is_whole_at_every_size() {
    for n in 1..=12 {
        let mut screen = lesson(n, 80, 24);
        for _ in 0..3 {
            for (width, height) in [(120, 40), (80, 24), (60, 16), (40, 12)] {
                let seen = resized(&mut screen, width, height);
                if seen.contains("lessons are done") {
                    continue;
                }
                let words: Vec<&str> = seen.split_whitespace().collect();
                assert!(words.iter().any(|word| word.ends_with('?')), "lesson {n} at {width}x{height}:\n{seen}");
                assert!(["1", "2", "3"].iter().all(|k| words.contains(k)), "lesson {n} at {width}x{height}:\n{seen}");
                // A name on the track may be cut; the question and the answers may not.
                let seen = seen.replace("KONSTANTINI…", "");
                assert!(!seen.contains('…'), "lesson {n} at {width}x{height}:\n{seen}");
            }
            press(&mut screen, KeyCode::Char('1'));
            press(&mut screen, KeyCode::Enter);
            press(&mut screen, KeyCode::Enter);
        }
    }
}

#[test]
fn nothing_tells_the_answer_before_it_is_given() {
    for n in 1..=12 {
        let mut screen = lesson(n, 80, 24);
        for (width, height) in [(200, 60), (120, 40), (80, 24), (60, 16), (40, 12)] {
            let seen = resized(&mut screen, width, height);
            for sign in ['★', '◆', '■', '○'] {
                assert!(!seen.contains(sign), "lesson {n} at {width}x{height}: {sign}\n{seen}");
            }
            assert!(!seen.contains("(1)") && !seen.contains("on points\n"), "lesson {n}:\n{seen}");
            press(&mut screen, KeyCode::Char('i'));
            let words = text(&screen, width, height);
            for pane in ["groups ─", "commentary ─", "after sprint"] {
                assert!(!words.contains(pane), "lesson {n} at {width}x{height}, words: {pane}\n{words}");
            }
            press(&mut screen, KeyCode::Esc);
        }
    }
}

#[test]
fn no_key_winds_the_race_past_a_question() {
    let mut screen = lesson(1, 80, 24);
    let before = text(&screen, 80, 24);
    press(&mut screen, KeyCode::Char('i'));
    for key in ['G', ']', '}', '9', ' ', 'r', 'b', 'w'] {
        press(&mut screen, KeyCode::Char(key));
    }
    press(&mut screen, KeyCode::Esc);
    for key in ['G', ']', '}', '9', ' ', 'w', '?', ':'] {
        press(&mut screen, KeyCode::Char(key));
    }
    assert_eq!(text(&screen, 80, 24), before);
}

#[test]
fn the_row_that_was_asked_about_is_lit_when_it_is_told() {
    let mut screen = lesson(1, 80, 24);
    press(&mut screen, KeyCode::Char('2'));
    press(&mut screen, KeyCode::Enter);
    let told = text(&screen, 80, 24);
    assert!(told.contains("Right: IGNATIEV.") && told.contains("★ IGNATIEV"), "{told}");
}

#[test]
fn after_every_answer_progress_is_kept_and_what_cannot_be_kept_is_said() {
    let kept = RefCell::new(Vec::new());
    {
        let keep = |progress: &Progress| {
            kept.borrow_mut().push(progress.clone());
            if kept.borrow().len() > 1 { Err("the disk is full".to_owned()) } else { Ok(()) }
        };
        let options = Options { theme: ThemeChoice::Mono, ..Options::default() };
        let mut screen = LearnScreen::new(Course::all(course(), Progress::default()), Box::new(keep), options);
        screen.update(Message::Resize(80, 24));
        for key in [KeyCode::Char('1'), KeyCode::Enter, KeyCode::Enter, KeyCode::Char('1'), KeyCode::Enter] {
            press(&mut screen, key);
        }
        assert!(text(&screen, 80, 24).contains("the disk is full"));
    }
    let kept = kept.into_inner();
    assert_eq!(kept.len(), 2);
    assert!(kept[0].lessons["1"].first.is_some() && kept[0].lessons["1"].transfer.is_none());
    assert!(kept[1].lessons["1"].transfer.is_some());
}

#[test]
fn ten_thousand_random_keys_never_break_the_course() {
    let keys = [
        KeyCode::Char('1'),
        KeyCode::Char('2'),
        KeyCode::Char('3'),
        KeyCode::Char('4'),
        KeyCode::Char('9'),
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Char(' '),
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Esc,
        KeyCode::Char('?'),
        KeyCode::Char('w'),
        KeyCode::Char('i'),
        KeyCode::Char('t'),
        KeyCode::Char('a'),
        KeyCode::Char('+'),
        KeyCode::Char(']'),
        KeyCode::Char('b'),
        KeyCode::Char('o'),
        KeyCode::Tab,
        KeyCode::PageDown,
    ];
    let mut luck = Stream::of_race(15, Purpose::Commentary);
    let mut screen = screen(Course::all(course(), Progress::default()), 80, 24);
    let (mut width, mut height) = (80, 24);
    let mut answered = 0;
    for n in 0..10_000 {
        if n % 50 == 0 {
            (width, height) = [(120, 40), (80, 24), (60, 16), (40, 12), (20, 5), (1, 1)][luck.below(6)];
            screen.update(Message::Resize(width, height));
        }
        let key = keys[luck.below(keys.len())];
        press(&mut screen, key);
        screen.update(Message::Tick(Duration::from_millis(100)));
        if n % 10 == 0 {
            let seen = text(&screen, width, height);
            answered += usize::from(seen.contains("lessons are done"));
        }
    }
    assert!(answered > 0, "so many keys answer every question");
}
