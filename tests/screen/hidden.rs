//! What the screen offers: the list of everything, the footer, the mouse, the cards, large figures, and stops.

use std::time::Duration;

use velodrome::player::Replay;
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::keys::BINDINGS;
use velodrome::tui::message::Message;
use velodrome::tui::page::Page;
use velodrome::tui::show::Show;
use velodrome::tui::{Options, StopAt};
use velodrome::units::Micros;

use super::script::text;
use super::what_if::{press, screen};

fn type_all(app: &mut App<Replay>, keys: &str) {
    keys.chars().for_each(|key| press(app, key));
}

#[test]
fn the_list_finds_actions_by_their_names_and_riders_by_name_number_or_nation() {
    let mut app = screen("athens-2004-men", 100);
    for (typed, wanted) in [("llan", "Joan Llaneras"), ("NZL", "Greg Henderson"), ("kam wong", "Wong Kam Po")] {
        let before = app.selected();
        type_all(&mut app, &format!(":{typed}"));
        assert!(text(&app, 120, 40).contains(wanted), "{typed}");
        press(&mut app, '\n');
        assert_eq!(app.page(), Page::Race);
        let chosen = app.selected().and_then(|bib| app_name(&app, bib));
        assert!(chosen.as_deref() == Some(wanted) && app.selected() != before, "{typed}: {chosen:?}");
    }
    // Ratajczyk's number is on record.
    let mut app = screen("beijing-2008-men", 100);
    type_all(&mut app, ":7\n");
    assert_eq!(app.selected().and_then(|bib| app_name(&app, bib)).as_deref(), Some("Rafał Ratajczyk"));
    type_all(&mut app, ":what if\n");
    assert_eq!(app.page(), Page::Orders);
    type_all(&mut app, "\u{1b}:qqqq");
    assert!(text(&app, 80, 24).contains("nothing is called that, and nobody"), "letters are typed, and quit nothing");
    press(&mut app, '\u{1b}');
    assert_eq!(app.page(), Page::Race);
}

fn app_name(app: &App<Replay>, bib: velodrome::units::Bib) -> Option<String> {
    let id = if app.code()?.contains("beijing") { "beijing-2008-men" } else { "athens-2004-men" };
    let race = scenario::load(id).ok()?;
    race.rider(bib).map(|rider| rider.name.clone())
}

#[test]
fn a_wide_footer_shows_every_key_and_each_page_shows_its_own_first() {
    let app = screen("athens-2004-men", 100);
    let shown = text(&app, 250, 60);
    let footer = shown.lines().last().unwrap();
    for (key, word) in BINDINGS.iter().filter(|b| b.on.includes(Page::Race)).filter_map(|b| b.footer) {
        let word = if key == "space" { "play" } else { word };
        assert!(footer.contains(&format!("{key} {word}")), "{key} {word}: {footer}");
    }
    let mut app = app;
    press(&mut app, 'b');
    let shown = text(&app, 80, 24);
    assert!(shown.lines().last().unwrap().trim_start().starts_with("↑↓ order  enter fork here"), "{shown}");
}

#[test]
fn clicks_choose_names_wherever_they_stand_and_press_the_keys_of_the_footer() {
    let mut app = screen("athens-2004-men", 145);
    let click = |app: &mut App<Replay>, what: &str, nth: usize| {
        let shown = text(app, 120, 40);
        let hits =
            shown.lines().enumerate().filter_map(|(y, line)| Some((line[..line.find(what)?].chars().count(), y)));
        let (x, y) = hits.collect::<Vec<_>>()[nth];
        app.update(Message::Click(x as u16 + 1, y as u16));
    };
    // Somewhere above the table's rows: the groups, the commentary or the track.
    click(&mut app, "RENSHAW", 0);
    assert_eq!(app.selected().and_then(|bib| app_name(&app, bib)).as_deref(), Some("Mark Renshaw"));
    click(&mut app, "w why", 0);
    assert_eq!(app.page(), Page::Why);
    click(&mut app, "q back", 0);
    assert_eq!(app.page(), Page::Race);
    app.update(Message::Wheel(90, 10, 1));
    assert_ne!(
        app.selected().and_then(|bib| app_name(&app, bib)).as_deref(),
        Some("Mark Renshaw"),
        "the wheel chooses"
    );
    let at = app.at();
    app.update(Message::Wheel(60, 37, -1));
    assert_eq!(app.at(), Micros(at.0 - 5_000_000));
    for (x, y) in [(0, 0), (119, 39), (500, 500), (u16::MAX, 0)] {
        app.update(Message::Click(x, y));
        app.update(Message::Wheel(x, y, 1));
    }
}

#[test]
fn the_start_list_stays_until_a_key_or_four_seconds_and_says_which_key_starts() {
    let race = scenario::load("tiny").unwrap();
    let build = || Ok(Replay::free(scenario::load("tiny").unwrap(), None, 1));
    let waited = |seconds: u64, key: Option<Message>| {
        let mut show = Show::new(&race, build, Options::default());
        show_update(&mut show, Message::Resize(80, 24));
        assert!(text(&show, 80, 24).contains("space starts"));
        key.into_iter().for_each(|key| show_update(&mut show, key));
        for _ in 0..seconds * 10 {
            show_update(&mut show, Message::Tick(Duration::from_millis(100)));
        }
        // The race is made on another thread: no time passes on the screen until it is there, or long could have been.
        for _ in 0..20_000 {
            show_update(&mut show, Message::Tick(Duration::ZERO));
            if text(&show, 80, 24).contains("before sprint") {
                break;
            }
            std::thread::yield_now();
        }
        text(&show, 80, 24)
    };
    assert!(waited(3, None).contains("space starts"), "there is time to read");
    assert!(waited(5, None).contains("before sprint 1 of 2"));
    let started = waited(1, Some(Message::Play));
    assert!(
        started.contains("before sprint 1 of 2") && started.contains("▶"),
        "space starts, and does not pause: {started}"
    );
}

fn show_update(show: &mut Show<Replay>, message: Message) {
    velodrome::tui::run::ScreenModel::update(show, message);
}

#[test]
fn a_race_that_is_told_to_stops_when_each_sprint_is_decided() {
    let replay = Replay::of(scenario::load("athens-2004-men").unwrap(), &Run::of_seed(1)).unwrap();
    let stops = |stop_at| {
        let mut app = App::new(replay.clone(), &Options { stop_at, speed: 64.0, ..Options::default() });
        let mut at = Vec::new();
        for _ in 0..20_000 {
            app.update(Message::Tick(Duration::from_millis(100)));
            if app.is_at_end() {
                break;
            }
            if !app.playing() {
                at.push(app.at());
                app.update(Message::Play);
            }
        }
        at
    };
    let sprints = stops(StopAt::Sprints);
    let (gains, all) = (stops(StopAt::Gains), stops(StopAt::All));
    assert_eq!(sprints.len(), 16);
    assert!(sprints.iter().chain(&gains).all(|at| all.contains(at)) && gains.len() >= 9);
    for (n, at) in sprints.iter().enumerate() {
        assert_eq!(replay.scoreboard(*at).standings().sprints_done as usize, n + 1, "decided, and no later one");
    }
    assert_eq!(stops(StopAt::Nothing), []);
}

#[test]
fn the_end_has_a_card_with_the_podium_what_decided_and_what_to_try_next() {
    let mut app = screen("athens-2004-men", 159);
    press(&mut app, ' ');
    for _ in 0..600 {
        app.update(Message::Tick(Duration::from_millis(100)));
    }
    assert_eq!(app.page(), Page::Finish);
    let shown = text(&app, 120, 40);
    for said in ["Mikhail Ignatiev", "93 points", "Joan Llaneras", "Guido Fulst", "IGNATIEV has led since lap", "run:"]
    {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    insta::assert_snapshot!("finish_120x40", shown);
    insta::assert_snapshot!("finish_80x24", text(&app, 80, 24));
    press(&mut app, 'q');
    assert_eq!(app.page(), Page::Race, "the table is back");
}

#[test]
fn large_figures_show_the_first_eight_across_a_room() {
    let options = Options { present: true, start: When::Lap(145.0), ..Options::default() };
    let replay = Replay::of(scenario::load("athens-2004-men").unwrap(), &Run::of_seed(1)).unwrap();
    let mut app = App::new(replay, &options);
    press(&mut app, ' ');
    for (name, (width, height)) in
        [("large_120x40", (120, 40)), ("large_80x24", (80, 24)), ("large_200x60", (200, 60)), ("large_40x12", (40, 12))]
    {
        app.update(Message::Resize(width, height));
        insta::assert_snapshot!(name, text(&app, width, height));
    }
}

#[test]
fn tall_and_narrow_and_wide_and_low_screens_all_have_a_track() {
    let mut app = screen("athens-2004-men", 145);
    for (name, (width, height)) in [
        ("shape_60x16", (60, 16)),
        ("shape_160x24", (160, 24)),
        ("shape_80x50", (80, 50)),
        ("shape_40x12", (40, 12)),
        ("shape_50x40", (50, 40)),
        ("shape_200x60", (200, 60)),
    ] {
        app.update(Message::Resize(width, height));
        insta::assert_snapshot!(name, text(&app, width, height));
    }
}
