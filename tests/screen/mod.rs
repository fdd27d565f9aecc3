//! The whole screen on a test backend: keys go in, text comes out.

mod chances;
mod charts;
mod fake;
mod glyphs;
mod hidden;
mod predict;
mod script;
mod spoilers;
mod sprints;
mod teach;
mod what_if;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use fake::{Fake, at_lap};
use script::{Script, key, keys};
use velodrome::commentary::CommentaryLine;
use velodrome::player::ReplayError;
use velodrome::rng::{Purpose, Stream};
use velodrome::rules::EditionId;
use velodrome::tactics::When;
use velodrome::tui::app::App;
use velodrome::tui::message::{LoopCommand, Message};
use velodrome::tui::page::Page;
use velodrome::tui::run::{Input, ScreenModel, run};
use velodrome::tui::show::Show;
use velodrome::tui::{Exit, MenuItem, Options, ThemeChoice, WatchError, footage::Footage, menu::Menu};
use velodrome::units::{Micros, Provenance};

/// The screen, paused when the bunch has ridden `lap` laps.
fn paused_at(lap: f64) -> App<Fake> {
    let mut app = app(Fake::new(), Options { start: When::Lap(libm::floor(lap)), ..Options::default() });
    let from = app.at();
    app.update(Message::Step(((at_lap(lap).0 - from.0) / 250_000) as i32));
    app
}

fn app(fake: Fake, options: Options) -> App<Fake> {
    let mut app = App::new(fake, &Options { theme: ThemeChoice::Dark, ..options });
    app.update(Message::Play);
    app
}

fn press(app: &mut App<Fake>, keys: &str) -> LoopCommand {
    let mut effect = LoopCommand::Nothing;
    for c in keys.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\u{1b}' => KeyCode::Esc,
            c => KeyCode::Char(c),
        };
        if let Some(message) = app.message(KeyEvent::new(code, KeyModifiers::NONE)) {
            effect = app.update(message);
        }
    }
    effect
}

fn text(app: &mut App<Fake>, width: u16, height: u16) -> String {
    app.update(Message::Resize(width, height));
    script::text(app, width, height)
}

#[test]
fn a_break_about_to_gain_its_lap() {
    let mut app = paused_at(124.0);
    insta::assert_snapshot!("race_120x40", text(&mut app, 120, 40));
    insta::assert_snapshot!("race_80x24", text(&mut app, 80, 24));
    insta::assert_snapshot!("race_40x12", text(&mut app, 40, 12));
}

#[test]
fn the_bell_of_a_sprint() {
    insta::assert_snapshot!("bell_100x30", text(&mut paused_at(139.4), 100, 30));
}

#[test]
fn the_final_result() {
    let mut app = paused_at(0.0);
    press(&mut app, "G");
    insta::assert_snapshot!("final_120x40", text(&mut app, 120, 40));
}

/// The sprint points and laps of every rider on a screen of 120 × 40, as the table writes them.
fn figures(screen: &str) -> Vec<(String, String, String)> {
    let row = |line: &str| {
        let line: String = line.chars().skip(66).collect();
        let mut words = line.split_whitespace().skip_while(|w| !w.chars().all(|c| c.is_ascii_uppercase()));
        let name = words.next()?.to_owned();
        let mut words = words.skip_while(|word| word.chars().all(|c| c.is_ascii_uppercase() || c == '†'));
        Some((name, words.next()?.to_owned(), words.next()?.to_owned()))
    };
    screen.lines().skip(4).take(23).filter_map(row).collect()
}

#[test]
fn a_figure_that_no_source_states_is_marked_as_far_as_the_race_has_come() {
    let mut app = paused_at(100.5);
    let (fake, at) = (Fake::new(), app.at());
    let shown = figures(&text(&mut app, 120, 40));
    assert_eq!(shown.len(), 23, "{shown:?}");
    let (sprints, changes) = (Footage::sprints(&fake, at), fake.lap_changes());
    for (name, points, laps) in &shown {
        let bib = fake.scenario().riders.iter().find(|r| r.family == *name).unwrap().bib;
        // Three places of four of each sprint are reconstructed or derived, so that only whoever had all the others is known.
        let own = sprints.iter().map(|s| s.places.iter().find(|p| p.bib == bib));
        let all: Option<Vec<Provenance>> = own.map(|place| place.map(|p| p.provenance)).collect();
        let least = all.map_or(Provenance::Reconstructed, |all| all.into_iter().max().unwrap());
        assert!(points.ends_with(least.mark()), "{name} {points}");
        let lost = changes.iter().any(|c| c.bib == bib && c.at <= at && c.change < 0);
        // The race by hand knows who gained a lap, and derives who lost one.
        assert!(laps.ends_with('=') == lost && !laps.ends_with('~'), "{name} {laps}");
    }
}

#[test]
fn figures_of_the_final_table_are_marked_as_its_sources_state_them() {
    let mut app = paused_at(0.0);
    press(&mut app, "G");
    let fake = Fake::new();
    let shown = figures(&text(&mut app, 120, 40));
    assert_eq!(shown.len(), 23, "{shown:?}");
    for (name, points, laps) in shown {
        let known = fake.row_provenance(fake.scenario().riders.iter().find(|r| r.family == name).unwrap().bib);
        let mark =
            |figure: &str| figure.trim_start_matches(|c: char| c.is_ascii_digit() || "+−·".contains(c)).to_owned();
        let expected = (known.sprint_points.mark().to_owned(), known.laps.mark().to_owned());
        assert_eq!((mark(&points), mark(&laps)), expected, "{name}");
    }
}

#[test]
fn a_race_that_seeds_share_says_so() {
    let shared = || {
        let mut fake = Fake::new();
        fake.is_shared = true;
        app(fake, Options::default())
    };
    let header = |w, h| text(&mut shared(), w, h).lines().next().unwrap().to_owned();
    assert!(header(120, 40).contains("seed 1 · shared race"), "{}", header(120, 40));
    for (w, h) in [(80, 24), (60, 20), (40, 12)] {
        assert!(header(w, h).contains(" · shared"), "{}", header(w, h));
    }
    let said = text(&mut shared(), 80, 24);
    assert!(said.contains("the draws of") && said.contains("cannot"), "{said}");
    assert!(!text(&mut paused_at(0.0), 120, 40).contains("shared"));
}

#[test]
fn pages_of_a_rider() {
    let mut app = paused_at(137.2);
    press(&mut app, "jjj\n");
    insta::assert_snapshot!("rider_120x40", text(&mut app, 120, 40));
    press(&mut app, "w");
    insta::assert_snapshot!("why_80x24", text(&mut app, 80, 24));
}

#[test]
fn the_same_race_under_other_rules() {
    let mut app = paused_at(150.2);
    press(&mut app, "rR");
    insta::assert_snapshot!("editions_100x30", text(&mut app, 100, 30));
}

#[test]
fn help_explains_every_key() {
    let mut app = paused_at(10.0);
    press(&mut app, "?");
    let help = text(&mut app, 120, 80);
    for binding in velodrome::tui::keys::BINDINGS {
        assert!(help.contains(binding.help), "{}", binding.help);
    }
    insta::assert_snapshot!("help_120x40", text(&mut app, 120, 40));
}

#[test]
fn plain_characters_are_all_ascii() {
    let mut app = paused_at(124.0);
    press(&mut app, "a");
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        assert!(text(&mut app, width, height).is_ascii());
    }
    insta::assert_snapshot!("ascii_80x24", text(&mut app, 80, 24));
}

#[test]
fn space_plays_and_time_passes_at_the_speed_shown() {
    let mut app = paused_at(10.0);
    let from = app.at();
    app.update(Message::Tick(Duration::from_secs(1)));
    assert_eq!(app.at(), from, "paused");
    press(&mut app, " +");
    app.update(Message::Tick(Duration::from_secs(1)));
    assert_eq!(app.at().0 - from.0, 16_000_000);
    assert!(text(&mut app, 80, 24).contains("16×"));
}

#[test]
fn keys_move_the_replay() {
    let mut app = paused_at(50.0);
    let seconds = |app: &App<Fake>| app.at().secs().round() as i64;
    let from = seconds(&app);
    press(&mut app, "l");
    assert_eq!(seconds(&app), from + 5);
    press(&mut app, "hH");
    assert_eq!(seconds(&app), from - 30);
    app.update(app.message(KeyEvent::new(KeyCode::Right, KeyModifiers::SHIFT)).unwrap());
    assert_eq!(seconds(&app), from);
    press(&mut app, "5");
    assert_eq!(app.at(), Micros(Fake::new().duration().0 / 2));
    press(&mut app, "g");
    assert_eq!(app.at(), Micros::ZERO);
    press(&mut app, "G");
    assert_eq!(app.at(), Fake::new().duration());
    press(&mut app, ",");
    assert_eq!(Fake::new().duration().0 - app.at().0, 250_000);
}

#[test]
fn a_step_pauses() {
    let mut app = paused_at(50.0);
    press(&mut app, " .");
    assert!(!app.playing());
}

#[test]
fn jumps_stop_at_sprints_and_at_laps_gained_together_once() {
    let mut app = paused_at(0.0);
    press(&mut app, "}}}");
    assert!(text(&mut app, 120, 40).contains("after sprint 3 of 16"));
    press(&mut app, "{");
    assert!(text(&mut app, 120, 40).contains("after sprint 2 of 16"));
    press(&mut app, ")");
    let first = app.at();
    press(&mut app, ")");
    assert!(app.at() > Micros(first.0 + 60_000_000), "four riders gained the first lap together");
    press(&mut app, "(");
    assert_eq!(app.at(), first);
}

#[test]
fn a_sprint_animates_the_screen_for_two_seconds() {
    let mut app = paused_at(0.0);
    press(&mut app, "}");
    assert!(app.animated());
    assert!(text(&mut app, 80, 24).contains("sprint 1 ·"));
    app.update(Message::Tick(Duration::from_millis(2100)));
    assert!(!app.animated(), "paused, so nothing moves any more");
    assert_eq!(app.update(Message::Tick(Duration::from_secs(1))), LoopCommand::Nothing);
}

#[test]
fn following_a_rider_filters_gaps_and_commentary() {
    let mut app = paused_at(100.0);
    press(&mut app, "jj");
    let rider = app.selected().unwrap();
    press(&mut app, "f");
    let name = Fake::new().scenario().riders.iter().find(|r| r.bib == rider).unwrap().family.clone();
    let screen = text(&mut app, 120, 40);
    assert!(screen.contains(&format!("gaps from {name}")) && screen.contains(&format!("commentary on {name}")));
    press(&mut app, "\u{1b}\u{1b}");
    assert_eq!(app.selected(), None);
}

#[test]
fn a_line_about_a_followed_rider_is_shown_although_it_does_not_name_them() {
    let fake = Fake::new();
    let family = |bib| fake.scenario().rider(bib).expect("a starter").family.clone();
    let unnamed = |line: &CommentaryLine| line.bibs.iter().copied().find(|bib| !line.text.contains(&family(*bib)));
    let lines = fake.lines();
    let (line, bib) = lines.iter().find_map(|line| Some((line, unnamed(line)?))).expect("a line on a group");
    let mut app = app(fake.clone(), Options { start: When::Time(line.at), ..Options::default() });
    while app.selected() != Some(bib) {
        press(&mut app, "j");
    }
    press(&mut app, "f");
    let screen = text(&mut app, 200, 60);
    assert!(screen.contains(&line.text), "{}\n{screen}", line.text);
}

#[test]
fn the_reasons_of_every_rider_add_up_to_the_total_of_the_table() {
    let fake = Fake::new();
    let at = at_lap(149.0);
    let table = fake.view(at).standings;
    let mut app = paused_at(149.0);
    let scored = table.rows.iter().take(21).filter(|row| row.total != 0).count();
    assert!(scored >= 12, "only {scored} riders have points to explain");
    for row in table.rows.iter().take(21) {
        press(&mut app, "jw");
        assert_eq!(app.selected(), Some(row.bib));
        let screen = text(&mut app, 120, 60);
        let sum =
            screen.lines().find_map(|l| l.split("rules of 2004 ").nth(2).or(l.split("     rules of 2004").nth(1)));
        let sum: String = sum.unwrap_or("0").chars().filter(|c| c.is_ascii_digit() || *c == '−').collect();
        let sum: i32 = sum.replace('−', "-").parse().unwrap_or(0);
        assert_eq!(sum, row.total, "{screen}");
        press(&mut app, "q");
    }
}

#[test]
fn other_rules_are_previewed_and_then_kept_or_dropped() {
    let mut app = paused_at(150.2);
    press(&mut app, "rr");
    assert_eq!((app.page(), app.edition()), (Page::Editions, EditionId::E2016));
    press(&mut app, "\u{1b}");
    assert_eq!((app.page(), app.edition()), (Page::Race, EditionId::E2004));
    press(&mut app, "rR\n");
    assert_eq!((app.page(), app.edition()), (Page::Race, EditionId::E2000));
    assert!(text(&mut app, 120, 40).contains("rules of 2000"));
}

#[test]
fn spoiler_free_shows_nothing_of_the_future() {
    let mut app = paused_at(50.0);
    let open = text(&mut app, 120, 40);
    press(&mut app, "s");
    let closed = text(&mut app, 120, 40);
    let bar = |screen: &str| screen.lines().skip(36).take(3).map(str::to_owned).collect::<Vec<_>>();
    assert!(open.contains("/ 0:48:55") && !closed.contains("0:48:55"));
    assert!(bar(&open)[2].contains('▼') && !bar(&closed)[2].contains('▼'));
    assert!(bar(&open)[0].contains("16") && !bar(&closed)[0].contains("16"));
    assert!(!bar(&closed)[1].contains('┃'));
}

#[test]
fn the_mouse_is_off_until_asked_for_and_then_chooses_riders_and_moments() {
    let mut app = paused_at(100.0);
    let screen = text(&mut app, 120, 40);
    assert_eq!(press(&mut app, "m"), LoopCommand::Mouse(true));
    let row = screen.lines().position(|l| l.contains("★")).unwrap();
    let leader = Fake::new().view(app.at()).standings.rows[0].bib;
    let line = screen.lines().position(|l| l.contains(&format!(" {leader} ★"))).unwrap_or(row);
    app.update(Message::Click(90, line as u16));
    assert_eq!(app.selected(), Some(leader));
    app.update(Message::Click(60, 37));
    assert!((app.at().secs() / Fake::new().duration().secs() - 0.5).abs() < 0.01);
}

#[test]
fn names_from_strangers_stay_in_their_cells() {
    let fake = Fake::new().with_name("\u{1b}[31m\u{202e}EVIL\u{7}\nNAME 王王王王王王王王王王王");
    let mut app = app(fake, Options { start: When::Lap(124.0), ..Options::default() });
    let screen = text(&mut app, 120, 40);
    assert!(!screen.contains(['\u{1b}', '\u{202e}', '\u{7}']));
    assert!(screen.contains("[31mEVIL NAME"), "a line feed parts words");
}

#[test]
fn no_size_is_too_small_for_any_page() {
    // Charts, orders and the comparison need a replay: their tests do the same with one.
    const PAGES: [(&str, Page); 7] = [
        ("", Page::Race),
        ("j\n", Page::Rider),
        ("w", Page::Why),
        ("r", Page::Editions),
        ("o", Page::Outlook),
        ("c", Page::Chances),
        ("?", Page::Help),
    ];
    for (keys, page) in PAGES {
        let mut app = paused_at(124.0);
        press(&mut app, keys);
        assert_eq!(app.page(), page, "{keys:?}");
        for (width, height) in (1..=50).flat_map(|w| (1..=20).map(move |h| (w, h))) {
            text(&mut app, width, height);
        }
    }
    for (keys, _) in PAGES {
        let mut app = paused_at(139.4);
        press(&mut app, keys);
        for (width, height) in [(60, 20), (78, 20), (80, 24), (100, 28), (116, 36), (200, 60), (500, 9), (24, 200)] {
            text(&mut app, width, height);
        }
    }
}

#[test]
fn ten_thousand_random_keys_never_crash_the_screen() {
    let mut dice = Stream::of_race(7, Purpose::Commentary);
    let mut app = paused_at(80.0);
    let codes: Vec<KeyCode> = (' '..='~')
        .filter(|c| *c != 'q')
        .map(KeyCode::Char)
        .chain([KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::Enter, KeyCode::Esc])
        .chain([KeyCode::PageUp, KeyCode::PageDown, KeyCode::Home, KeyCode::End, KeyCode::Tab, KeyCode::F(1)])
        .collect();
    for i in 0..10_000 {
        let code = codes[dice.below(codes.len())];
        if let Some(message) = app.message(KeyEvent::new(code, KeyModifiers::NONE)) {
            app.update(message);
        }
        app.update(Message::Tick(Duration::from_millis(40)));
        if i % 50 == 0 {
            text(&mut app, 1 + dice.below(130) as u16, 1 + dice.below(45) as u16);
        }
    }
}

#[test]
fn the_start_list_is_there_before_the_race_is() {
    let (release, wait) = std::sync::mpsc::channel::<()>();
    let build = move || {
        wait.recv().ok();
        Ok(Fake::new())
    };
    let show: Show<Fake> = Show::new(Fake::new().scenario(), build, Options::default());
    let first = script::text(&show, 80, 24);
    drop(release);
    assert!(first.contains("Testville 2004") && first.contains("WHISKEY"), "{first}");
    insta::assert_snapshot!("start_80x24", first);
}

#[test]
fn a_start_list_without_room_counts_who_is_left_out_and_nobody_is_under_the_hint() {
    let (release, wait) = std::sync::mpsc::channel::<()>();
    let build = move || {
        wait.recv().ok();
        Ok(Fake::new())
    };
    let show: Show<Fake> = Show::new(Fake::new().scenario(), build, Options::default());
    for (width, height) in [(40, 12), (60, 16), (80, 24), (120, 40)] {
        let shown = script::text(&show, width, height);
        let riders = Fake::new().scenario().riders.iter().filter(|r| shown.contains(&r.family)).count();
        let hint = shown.lines().find(|line| line.contains("space starts")).expect("the hint");
        assert!(!hint.contains("RUS") && hint.trim().starts_with("space starts"), "{shown}");
        let rest = 23 - riders;
        assert!(rest == 0 || shown.contains(&format!("and {rest} more")), "{width}x{height}: {rest} in\n{shown}");
    }
    assert!(script::text(&show, 80, 24).contains("WHISKEY"), "all fit on 80 columns");
    drop(release);
}

#[test]
fn nothing_on_a_page_is_cut_on_80_columns() {
    for page in ["w", "o", "i", "r", "b", "?", "\n", ":"] {
        let mut app = paused_at(133.0);
        press(&mut app, "jj");
        press(&mut app, page);
        let shown = text(&mut app, 80, 24);
        let cut = shown.lines().find(|line| line.trim_end().ends_with('…'));
        assert_eq!(cut, None, "{page}\n{shown}");
    }
    let mut app = paused_at(133.0);
    press(&mut app, "C");
    assert!(text(&mut app, 80, 24).contains("NOVEMBER"), "chances leave room for names");
    let mut app = paused_at(133.0);
    press(&mut app, "jf");
    let name = Fake::new().scenario().rider(app.selected().unwrap()).unwrap().family.clone();
    assert!(text(&mut app, 80, 24).contains(&format!("gaps from {name} ")), "a heading is not cut either");
}

#[test]
fn before_anybody_has_points_nobody_is_marked_as_leader_and_after_the_first_sprint_nobody_has_fallen() {
    let mut app = paused_at(5.0);
    assert!(!text(&mut app, 120, 40).contains('★'));
    let mut app = paused_at(12.0);
    let shown = text(&mut app, 120, 40);
    assert!(shown.contains("after sprint 1 of 16"), "{shown}");
    let mut table = shown.lines().skip(4).take(23).flat_map(|line| line.chars().skip(66));
    assert!(!table.any(|c| c == '▼'), "{shown}");
}

#[test]
fn the_loop_shows_the_race_and_q_ends_it() {
    let mut show = Show::new(Fake::new().scenario(), || Ok(Fake::new()), Options::default());
    while show.update(Message::Tick(Duration::ZERO)) == LoopCommand::Nothing {
        std::thread::yield_now();
    }
    let mut terminal = script::terminal(120, 40);
    let exit = run(&mut terminal, &mut Script::new(keys(" 5j}q")), &mut show).unwrap();
    assert_eq!(exit, Exit::Quit);
    assert!(script::read(terminal.backend().buffer()).contains("after sprint 9 of 16"));
    assert!(show.failure().is_none());
}

#[test]
fn signals_and_ctrl_c_end_the_loop_and_ctrl_z_suspends_it() {
    let ending = |inputs: Vec<Input>| {
        let mut app = paused_at(10.0);
        let mut events = Script::new(inputs);
        let exit = run(&mut script::terminal(80, 24), &mut events, &mut app).unwrap();
        (exit, events.suspended)
    };
    let ctrl = |c| Input::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
    assert_eq!(ending(vec![Input::Signal(15)]), (Exit::Interrupted(15), 0));
    assert_eq!(ending(vec![ctrl('c')]), (Exit::Interrupted(2), 0));
    assert_eq!(ending(vec![ctrl('z'), Input::Suspend, key('q')]), (Exit::Quit, 2));
}

#[test]
fn a_race_that_cannot_be_made_ends_the_screen_with_the_reason() {
    let build = || {
        Err::<Fake, _>(ReplayError::Contradiction {
            told: "sprint 3 hands out 12 points".into(),
            conflicts: Vec::new(),
        })
    };
    let mut show = Show::new(Fake::new().scenario(), build, Options::default());
    run(&mut script::terminal(80, 24), &mut Script::idle(), &mut show).unwrap();
    assert!(matches!(show.failure(), Some(WatchError::Replay(ReplayError::Contradiction { .. }))));
}

#[test]
fn a_panic_while_the_race_is_made_ends_the_screen() {
    let build = || -> Result<Fake, ReplayError> { panic!("meant to happen") };
    let mut show = Show::new(Fake::new().scenario(), build, Options::default());
    run(&mut script::terminal(80, 24), &mut Script::idle(), &mut show).unwrap();
    assert!(matches!(show.failure(), Some(WatchError::Panicked)));
}

#[test]
fn the_menu_returns_the_choice() {
    let item = |id: &str, title: &str, recorded| MenuItem {
        id: id.into(),
        title: title.into(),
        facts: "160 laps · 23 riders".into(),
        recorded,
        about: vec!["What the race was.".into()],
        story: vec!["Who won it.".into()],
    };
    let items = vec![item("first", "The first race", true), item("second", "The second race", false)];
    let choose = |pressed: &str| {
        let mut menu = Menu::new(items.clone(), &Options::default());
        run(&mut script::terminal(100, 30), &mut Script::new(keys(pressed)), &mut menu).unwrap();
        menu.into_choice().map(|choice| (choice.id, choice.free))
    };
    assert_eq!(choose("j\n"), Some(("second".to_owned(), false)));
    assert_eq!(choose("jjjjk\n"), Some(("first".to_owned(), false)));
    assert_eq!(choose("f"), Some(("first".to_owned(), true)));
    assert_eq!(
        choose("jf"),
        Some(("second".to_owned(), false)),
        "without a record there is nothing to simulate instead of"
    );
    assert_eq!(choose("q"), None);
    let menu = Menu::new(items.clone(), &Options::default());
    insta::assert_snapshot!("menu_100x30", script::text(&menu, 100, 30));
    for (width, height) in (1..=50).flat_map(|w| (1..=12).map(move |h| (w, h))) {
        script::text(&menu, width, height);
    }
    assert!(script::text(&menu, 60, 10).contains("1–1 of 2"), "what has no room is counted");
}

#[test]
fn only_key_presses_count_not_releases() {
    let app = paused_at(0.0);
    let key = |kind| KeyEvent::new_with_kind(KeyCode::Char('q'), KeyModifiers::NONE, kind);
    assert!(ScreenModel::message(&app, key(KeyEventKind::Press)).is_some());
    assert_eq!(ScreenModel::message(&app, key(KeyEventKind::Release)), None);
}
