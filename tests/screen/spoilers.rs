//! Nothing that is still to come shows on a screen that is to be free of spoilers.

use velodrome::player::{Replay, ReplayError};
use velodrome::run::Run;
use velodrome::scenario::{Scenario, builtins, parse};
use velodrome::tui::app::App;
use velodrome::tui::menu::Menu;
use velodrome::tui::message::Message;
use velodrome::tui::show::Show;
use velodrome::tui::{MenuItem, Options};

use super::script::text;
use super::what_if::press;

const SIZES: [(u16, u16); 5] = [(200, 60), (120, 40), (100, 30), (80, 24), (40, 12)];

/// A built-in race, and the same in which two riders have each other's results.
fn swapped(id: &str, [one, other]: [&str; 2]) -> [Scenario; 2] {
    let text = builtins().iter().find(|builtin| builtin.id == id).expect("a built-in race").text;
    let (head, record) = text.split_once("[record]").expect("a race on record");
    let record = record.replace(one, "\0").replace(other, one).replace('\0', other);
    let swapped = format!("{head}[record]{record}");
    [text, &swapped].map(|text| parse(id, text).unwrap_or_else(|why| panic!("{why}")))
}

fn races() -> [[Scenario; 2]; 3] {
    [
        swapped("athens-2004-men", ["Ignatiev", "Llaneras"]),
        swapped("athens-2004-women", ["Slyusareva", "Guerrero"]),
        swapped("beijing-2008-men", ["Llaneras", "Kluge"]),
    ]
}

fn options() -> Options {
    Options { spoiler_free: true, ..Options::default() }
}

#[test]
fn at_the_gun_every_page_is_the_same_whoever_wins() {
    // Each page by its key, and the plots one after the other.
    let pages = ["", "\n", "w", "o", "c", "C", "p", "pp", "ppp", "r", "b", "?", "↓↓↓\n", "fw"];
    for pair in races() {
        let screens = pair.map(|race| {
            let replay = Replay::of(race, &Run::of_seed(1)).unwrap_or_else(|why| panic!("{why}"));
            let shown = |keys: &str, (width, height)| {
                let mut app = App::new(replay.clone(), &options());
                app.update(Message::Resize(width, height));
                keys.chars().filter(|c| *c != ' ').for_each(|key| press(&mut app, key));
                text(&app, width, height)
            };
            pages.map(|keys| (keys, SIZES.map(|size| shown(keys, size))))
        });
        let [one, other] = screens;
        for ((keys, one), (_, other)) in one.into_iter().zip(other) {
            for (one, other) in one.into_iter().zip(other) {
                assert_eq!(one, other, "after {keys:?}");
            }
        }
    }
}

#[test]
fn the_menu_and_the_start_list_are_the_same_whoever_wins() {
    for pair in races() {
        let starts = pair.clone().map(|race| {
            let show = Show::<Replay>::new(&race, || Err(ReplayError::NoRecord), options());
            SIZES.map(|(width, height)| text(&show, width, height))
        });
        assert_eq!(starts[0], starts[1]);
        let [race, _] = pair;
        let winner =
            race.card.as_ref().and_then(|card| card.table.first()).map(|row| race.name(row.bib)).expect("a winner");
        let item = MenuItem {
            id: race.id.clone(),
            title: race.title.clone(),
            facts: String::new(),
            recorded: true,
            about: race.about.clone(),
            story: race.story.clone(),
        };
        let mut menu = Menu::new(vec![item], &Options::default());
        let tells = |menu: &Menu| text(menu, 160, 40).to_uppercase().contains(&winner);
        assert!(tells(&menu), "the story names {winner}");
        press(&mut menu, 's');
        assert!(!tells(&menu));
    }
}
