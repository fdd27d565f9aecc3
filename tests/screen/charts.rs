//! Charts of the race so far on the screen: what they show, that they end at the moment shown, and that they fit any size.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use velodrome::player::Replay;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::tui::page::Page;
use velodrome::tui::{Options, ThemeChoice};
use velodrome::units::Micros;

use super::fake::Fake;
use super::script::text;
use super::what_if::{press, screen, wait};

fn type_all(app: &mut App<Replay>, keys: &str) {
    keys.chars().for_each(|key| press(app, key));
}

#[test]
fn a_key_steps_through_the_charts_and_escape_closes_them() {
    let mut app = screen("athens-2004-men", 130);
    press(&mut app, 'p');
    assert_eq!(app.page(), Page::Charts);
    insta::assert_snapshot!("charts_points_120x40", text(&app, 120, 40));
    insta::assert_snapshot!("charts_points_40x12", text(&app, 40, 12));
    press(&mut app, 'p');
    insta::assert_snapshot!("charts_gap_100x30", text(&app, 100, 30));
    press(&mut app, 'p');
    insta::assert_snapshot!("charts_power_80x24", text(&app, 80, 24));
    press(&mut app, 'p');
    assert!(text(&app, 80, 24).contains("1 of 3"));
    press(&mut app, 'P');
    assert!(text(&app, 80, 24).contains("3 of 3"));
    press(&mut app, '\u{1b}');
    assert_eq!(app.page(), Page::Race);
}

#[test]
fn plain_characters_draw_lines_of_letters() {
    let mut app = screen("athens-2004-men", 130);
    type_all(&mut app, "pa");
    let ascii = text(&app, 80, 24);
    assert!(ascii.is_ascii());
    insta::assert_snapshot!("charts_ascii_80x24", ascii);
}

/// The labels at the ends of the lines, from the top, such as "A IGNATIEV 93".
fn ends(app: &App<Replay>) -> Vec<String> {
    let shown = text(app, 120, 40);
    let names = ["IGNATIEV", "LLANERAS", "FULST", "HENDERSON", "KADLEC", "VAITKUS"];
    let field = shown.lines().filter(|line| line.contains(['│', '┤']));
    let end = |line: &str| names.iter().find_map(|name| line.find(name).map(|at| line[at - 2..].trim().to_owned()));
    field.filter_map(end).collect()
}

#[test]
fn the_lines_end_with_the_official_points_and_laps() {
    let mut app = screen("athens-2004-men", 130);
    type_all(&mut app, "Gp");
    assert_eq!(ends(&app), ["A IGNATIEV 93", "B LLANERAS 82", "C FULST 79", "D HENDERSON 68", "E KADLEC 65"]);
    press(&mut app, 'p');
    assert_eq!(ends(&app), ["A IGNATIEV +4", "B LLANERAS +3", "C FULST +3", "D HENDERSON +3", "E KADLEC +3"]);
}

#[test]
fn the_selected_rider_is_always_among_the_lines() {
    let mut app = screen("athens-2004-men", 130);
    type_all(&mut app, "G\u{1b}");
    // Select the last of the table, who did not finish and is not among the first five.
    (0..23).for_each(|_| press(&mut app, '↓'));
    press(&mut app, 'p');
    assert!(ends(&app).iter().any(|end| end.starts_with("E VAITKUS ")), "{:?}", ends(&app));
    type_all(&mut app, "pp");
    assert!(text(&app, 120, 40).contains("power of VAITKUS"));
}

#[test]
fn going_back_shows_the_same_chart_as_before() {
    for id in ["beijing-2008-men", "athens-2004-women", "men-elite"] {
        let replay = || {
            let scenario = scenario::load(id).unwrap();
            if scenario.card.is_some() {
                Replay::new(scenario, None, 1).unwrap()
            } else {
                Replay::free(scenario, None, 1)
            }
        };
        let mut app = App::new(replay(), &Options::default());
        press(&mut app, ' ');
        for _ in 0..3 {
            press(&mut app, 'p');
            press(&mut app, '4');
            let before = text(&app, 120, 40);
            press(&mut app, 'G');
            assert_ne!(text(&app, 120, 40), before);
            press(&mut app, '4');
            assert_eq!(text(&app, 120, 40), before, "{id}");
        }
    }
}

#[test]
fn the_chart_grows_while_the_race_plays() {
    let mut app = screen("tiny", 5);
    press(&mut app, 'p');
    // The column in which the label of the first line begins.
    let column = |app: &App<Replay>| {
        let shown = text(app, 120, 40);
        let line = shown.lines().find(|line| line.contains(" A ")).expect("the first");
        line[..line.find(" A ").unwrap()].chars().count()
    };
    let before = column(&app);
    press(&mut app, ' ');
    app.update(Message::Tick(std::time::Duration::from_secs(5)));
    assert!(column(&app) > before);
}

#[test]
fn under_other_rules_the_chart_shows_their_points() {
    let mut app = screen("athens-2004-men", 130);
    type_all(&mut app, "GrR\np");
    let shown = text(&app, 120, 40);
    assert!(shown.contains("sprint points") && shown.contains("IGNATIEV +4, 13"), "{shown}");
}

#[test]
fn each_of_two_runs_has_its_own_charts() {
    let mut app = screen("athens-2004-men", 130);
    type_all(&mut app, "Gp");
    let official = text(&app, 120, 40);
    let back = app.at();
    type_all(&mut app, "\u{1b}7");
    type_all(&mut app, "b\n");
    wait(&mut app, "what-if");
    type_all(&mut app, "pG");
    let forked = text(&app, 120, 40);
    press(&mut app, 'x');
    press(&mut app, 'G');
    assert_eq!(app.at(), back);
    let chart = |screen: &str| screen.lines().skip(1).take(34).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(chart(&text(&app, 120, 40)), chart(&official), "the replay has not changed");
    assert_ne!(chart(&forked), chart(&official));
}

#[test]
fn no_size_and_no_moment_is_too_small() {
    for (at, back) in [(Micros::ZERO, 1), (Micros::from_secs(60.0), 2), (Micros::from_secs(1e6), 3)] {
        let mut app = screen("tiny", 0);
        (0..back).for_each(|_| press(&mut app, 'p'));
        app.update(Message::Step((at.0 / 250_000).min(i64::from(i32::MAX)) as i32));
        for (width, height) in
            (1..=50).flat_map(|w| (1..=20).map(move |h| (w, h))).chain([(500, 9), (24, 200), (200, 60)])
        {
            text(&app, width, height);
        }
    }
}

#[test]
fn without_colours_there_are_none() {
    let replay = Replay::free(scenario::load("tiny").unwrap(), None, 1);
    let mut app = App::new(replay, &Options { theme: ThemeChoice::Mono, start: When::Lap(15.0), ..Options::default() });
    press(&mut app, ' ');
    press(&mut app, '↓');
    for _ in 0..3 {
        press(&mut app, 'p');
        let area = Rect::new(0, 0, 80, 24);
        let mut buf = Buffer::empty(area);
        app.view(area, &mut buf);
        assert!(buf.content.iter().filter(|cell| cell.symbol() != " ").count() > 200, "something is drawn");
        assert!(buf.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    }
}

#[test]
fn a_race_without_charts_says_so() {
    let mut app = super::app(Fake::new(), Options::default());
    super::press(&mut app, "p");
    assert!(text(&app, 80, 24).contains("there is nothing to draw"));
}
