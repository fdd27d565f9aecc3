//! A sprint on the screen while it is being decided, riders who gain a lap together, and a page that holds the race.

use std::time::Duration;

use velodrome::player::Replay;
use velodrome::rules::Ruling;
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::tactics::When;
use velodrome::tui::Options;
use velodrome::tui::app::App;
use velodrome::tui::message::Message;
use velodrome::units::Micros;

use super::script::text;
use super::what_if::{press, screen};

fn athens() -> Replay {
    Replay::of(scenario::load("athens-2004-men").unwrap(), &Run::of_seed(1)).unwrap()
}

/// The screen of Athens at a time of the race, paused.
fn paused_at(at: Micros) -> App<Replay> {
    let mut app = App::new(athens(), &Options { start: When::Time(at), ..Options::default() });
    app.update(Message::Resize(120, 40));
    press(&mut app, ' ');
    app
}

/// When the places of sprint 14 are taken.
fn homecoming() -> Vec<Micros> {
    let place = |ruling: &Ruling| match *ruling {
        Ruling::Place { sprint: 14, at, .. } => Some(at),
        _ => None,
    };
    athens().rulings().iter().filter_map(place).collect()
}

#[test]
fn while_a_sprint_is_decided_the_title_counts_who_is_home_and_nobody_moves_up_or_down() {
    let home = homecoming();
    assert_eq!(home.len(), 4);
    for (k, at) in home[..3].iter().enumerate() {
        let shown = text(&paused_at(*at), 120, 40);
        assert!(shown.contains(&format!("sprint 14: {} of 4 home", k + 1)), "{shown}");
        let mut rows = shown.lines().filter(|line| line.contains(" (1) ") || line.contains(" (9) "));
        assert!(rows.all(|row| !row.contains('▲') && !row.contains('▼')), "{shown}");
    }
    assert!(text(&paused_at(home[3]), 120, 40).contains("after sprint 14 of 16"));
}

#[test]
fn a_jump_to_a_sprint_goes_to_its_last_scorer() {
    let mut app = paused_at(Micros(homecoming()[0].0 - 60_000_000));
    press(&mut app, '}');
    assert_eq!(app.at(), homecoming()[3]);
    let winner = athens().rulings().iter().find_map(|ruling| match *ruling {
        Ruling::Place { sprint: 14, place: 1, bib, .. } => Some(bib),
        _ => None,
    });
    let family = athens().scenario().riders.iter().find(|rider| Some(rider.bib) == winner).unwrap().family.clone();
    assert!(text(&app, 120, 40).contains(&format!("sprint 14 · {}", family.to_uppercase())));
}

#[test]
fn riders_who_gain_a_lap_together_are_all_announced() {
    let gains: Vec<(Micros, velodrome::units::Bib)> = athens()
        .rulings()
        .iter()
        .filter_map(|ruling| match *ruling {
            Ruling::Gain { bib, at, .. } => Some((at, bib)),
            _ => None,
        })
        .collect();
    let second = |pair: &[(Micros, velodrome::units::Bib)]| pair[1].0.0 - pair[0].0.0 < 1_000_000;
    let last = gains.windows(2).find(|pair| second(pair)).expect("two together")[1];
    let together = gains.iter().filter(|(at, _)| (0..5_000_000).contains(&(last.0.0 - at.0)));
    let names: Vec<String> = together.map(|(_, bib)| athens().scenario().name(*bib).to_owned()).collect();
    let mut app = paused_at(Micros(last.0.0 - 100_000));
    press(&mut app, ' ');
    app.update(Message::Tick(Duration::from_millis(50)));
    let shown = text(&app, 120, 40);
    let at = shown.find('▲').unwrap_or_else(|| panic!("{shown}"));
    // The announcement is broken over a few lines inside the track.
    let told: Vec<&str> = shown[at..].lines().take(3).collect();
    let told = told.join("\n");
    assert!(names.len() >= 2 && names.iter().all(|name| told.contains(name.as_str())), "{names:?}\n{shown}");
    assert!(told.contains("gain a lap"), "{shown}");
}

#[test]
fn the_page_of_orders_holds_the_race_and_names_its_moment() {
    let mut app = screen("athens-2004-men", 130);
    press(&mut app, ' ');
    assert!(app.playing());
    press(&mut app, '↓');
    press(&mut app, 'b');
    let at = app.at();
    assert!(!app.playing());
    let shown = text(&app, 120, 40);
    assert!(shown.contains(&format!("from here on: 30 to go, {}", at.clock())), "{shown}");
}
