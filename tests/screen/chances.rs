//! Chances of winning on the screen: what is shown, that it tells nothing of the future, and that counting ends when nobody
//! looks.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use velodrome::chances::{ForkTally, Rides};
use velodrome::player::GoOn;
use velodrome::tactics::When;
use velodrome::tui::Options;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::tui::page::Page;
use velodrome::tui::run::FRAME;
use velodrome::units::Micros;

use super::fake::{Fake, at_lap};
use super::{app, paused_at, press, text};

/// Lets frames pass until everything is counted.
fn counted(app: &mut App<Fake>) {
    for _ in 0..2_000_000 {
        if !app.animated() {
            return;
        }
        app.update(Message::Tick(FRAME / 1000));
        thread::yield_now();
    }
    panic!("counting does not end");
}

#[test]
fn the_page_shows_chances_their_history_and_what_moved_them() {
    let mut app = paused_at(124.0);
    press(&mut app, "c");
    assert_eq!(app.page(), Page::Chances);
    counted(&mut app);
    insta::assert_snapshot!("chances_120x40", text(&mut app, 120, 40));
    insta::assert_snapshot!("chances_80x24", text(&mut app, 80, 24));
    insta::assert_snapshot!("chances_40x12", text(&mut app, 40, 12));
    press(&mut app, "a");
    let ascii = text(&mut app, 80, 24);
    assert!(ascii.is_ascii());
    insta::assert_snapshot!("chances_ascii_80x24", ascii);
}

#[test]
fn chances_stand_beside_the_names_if_asked_for_and_there_is_room() {
    let mut app = paused_at(124.0);
    assert!(!text(&mut app, 120, 40).contains("wins"));
    press(&mut app, "C");
    counted(&mut app);
    insta::assert_snapshot!("chances_beside_120x40", text(&mut app, 120, 40));
    assert!(text(&mut app, 80, 24).contains("wins"));
    assert!(!text(&mut app, 40, 12).contains("wins"));
    press(&mut app, "C");
    assert!(!text(&mut app, 120, 40).contains("wins"));
}

#[test]
fn after_going_back_the_page_shows_nothing_of_the_future() {
    let mut app = paused_at(155.0);
    press(&mut app, "c");
    counted(&mut app);
    let then = text(&mut app, 120, 60);
    assert!(then.contains("sprint 15") && then.contains("▲ lap 142"), "{then}");
    let back = (at_lap(55.0).0 - app.at().0) / 250_000;
    app.update(Message::Step(back as i32));
    counted(&mut app);
    let now = text(&mut app, 120, 60);
    let page: Vec<&str> = now.lines().filter_map(|line| line.split_once("biggest swings").map(|_| line)).collect();
    assert_eq!(page.len(), 1, "{now}");
    for later in ["sprint 6 ", "sprint 15", "▲ lap 91", "▲ lap 142"] {
        let moved = now.lines().filter(|l| l.contains('±'));
        assert!(moved.clone().count() > 3 && moved.clone().all(|l| !l.contains(later)), "{later}: {now}");
    }
}

/// Counts until it is told to stop; holds how many threads are counting.
struct Endless(AtomicUsize);

impl Rides for Endless {
    fn count(&self, _: Micros, _: Range<u32>, go_on: GoOn) -> Option<ForkTally> {
        self.0.fetch_add(1, Ordering::SeqCst);
        while go_on() {
            thread::yield_now();
        }
        self.0.fetch_sub(1, Ordering::SeqCst);
        None
    }
}

#[test]
fn keys_are_answered_while_forks_are_ridden_and_closing_the_page_ends_the_riding() {
    let endless = Arc::new(Endless(AtomicUsize::new(0)));
    let mut fake = Fake::new();
    fake.rides = Arc::clone(&endless) as Arc<dyn Rides>;
    let mut app = app(fake, Options { start: When::Lap(100.0), ..Options::default() });
    press(&mut app, "c");
    while endless.0.load(Ordering::SeqCst) == 0 {
        thread::yield_now();
    }
    let from = app.at();
    press(&mut app, "l");
    assert_eq!(app.at(), Micros(from.0 + 5_000_000));
    assert!(text(&mut app, 80, 24).contains("riding on from here"));
    press(&mut app, "?");
    assert!(endless.0.load(Ordering::SeqCst) > 0, "opening the help does not end the counting");
    press(&mut app, "\u{1b}\u{1b}");
    assert_eq!((app.page(), endless.0.load(Ordering::SeqCst)), (Page::Race, 0));
    assert_eq!(Arc::strong_count(&endless), 2, "only the footage and this test still know it");
    assert!(!app.animated());
    // Dropping the screen ends the counting, too.
    press(&mut app, "C");
    while endless.0.load(Ordering::SeqCst) == 0 {
        thread::yield_now();
    }
    drop(app);
    assert_eq!(endless.0.load(Ordering::SeqCst), 0);
}
