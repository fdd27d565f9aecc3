//! The screen: plays a [`Replay`] in the terminal. Draws plain values; decides nothing about the race.
//!
//! One table ([`keys`]) turns keys into [`message::Message`]s, messages change the [`app::App`], and its `view` draws
//! the panes. [`clock`] is the only clock, [`terminal`] (with `reader` and `decoder`, its ears, and `paint` and `pace`, its
//! hand) the only module that touches the terminal, [`run`] the loop.

pub mod app;
pub mod ascii;
pub mod block;
pub mod chances;
pub mod charts;
pub mod clock;
#[cfg(unix)]
mod decided;
mod decoder;
pub mod figures;
pub mod footage;
pub mod guessing;
pub mod keys;
pub mod label;
pub mod layout;
pub mod learn;
pub mod menu;
pub mod message;
pub mod options;
pub mod oval;
#[cfg_attr(not(unix), allow(dead_code, reason = "a Windows console is not asked"))]
mod pace;
pub mod page;
mod paint;
pub mod palette;
pub mod panes;
pub mod plain;
pub mod plot;
pub mod programme;
#[cfg(unix)]
mod reader;
pub mod run;
pub mod scene;
pub mod show;
pub mod teach;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod what_if;

use std::io;

use crate::lessons::Course;
use crate::player::{Replay, ReplayError};
use crate::scenario::Scenario;
pub use menu::{MenuChoice, MenuItem};
pub use options::{Exit, Options, WatchError};
pub use plain::EXPLAINED;
pub use programme::StopAt;
pub use teach::Teach;
pub use theme::ThemeChoice;

/// Columns and rows of the terminal; `None` if there is none.
#[must_use]
pub fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0)
}

/// Whether to write plain characters only, if nobody says: by the locale, and by what the terminal says of itself.
#[must_use]
pub fn wants_ascii() -> bool {
    theme::wants_ascii(|name| std::env::var(name).ok(), terminal::is_utf8())
}

/// Opens the screen on `scenario` at once, and plays the replay as soon as `build` has made it. Returns how the viewer left, and
/// the code of the run on the screen.
///
/// # Errors
/// If the terminal cannot be used, or `build` fails or panics. The terminal is restored in every case.
pub fn watch(
    scenario: &Scenario,
    build: impl FnOnce() -> Result<Replay, ReplayError> + Send + 'static,
    options: Options,
) -> Result<(Exit, Option<String>), WatchError> {
    let options = options.resolve(|name| std::env::var(name).ok());
    let mut show = show::Show::new(scenario, build, options.clone());
    let exit = terminal::with(&options, |terminal, inputs| run::run(terminal, inputs, &mut show));
    let code = run::ScreenModel::to_save(&show).map(|run| run.code);
    // A race that could not be made explains more than the way the screen ended.
    show.failure().map_or_else(|| Ok((exit?, code)), Err)
}

/// Tells `replay` in plain lines at its own pace, and answers the keys of the screen. `say` makes a text what the terminal can
/// show. Returns the code of the run that was told last.
///
/// # Errors
/// If the terminal cannot be used.
pub fn tell(replay: Replay, options: Options, say: fn(&str) -> String) -> Result<(Exit, Option<String>), WatchError> {
    let options =
        Options { ascii: false, theme: ThemeChoice::Mono, ..options.resolve(|name| std::env::var(name).ok()) };
    let width = size().map_or(80, |(columns, _)| usize::from(columns));
    let mut app = app::App::new(replay, &options);
    let mut write = |text: &str| terminal::write_lines(&say(text));
    let exit = terminal::keys(&options, |inputs| plain::tell(&mut app, inputs, width, &mut write))?;
    // At its end the race has told its code.
    Ok((exit, app.code().filter(|_| !app.is_at_end())))
}

/// Teaches `course` on the screen; `keep` keeps the progress after every answer. Returns how the learner left, and the course as
/// far as it has come.
///
/// # Errors
/// If the terminal cannot be used.
pub fn learn(course: Course, keep: learn::Keep, options: &Options) -> io::Result<(Exit, Course)> {
    let options = options.clone().resolve(|name| std::env::var(name).ok());
    let mut screen = learn::LearnScreen::new(course, keep, options.clone());
    let exit = terminal::with(&options, |terminal, inputs| run::run(terminal, inputs, &mut screen))?;
    Ok((exit, screen.into_course()))
}

/// Lets the viewer choose a scenario. Returns how they left, and what they chose, if anything.
///
/// # Errors
/// If the terminal cannot be used.
pub fn menu(items: Vec<MenuItem>, options: &Options) -> io::Result<(Exit, Option<MenuChoice>)> {
    let options = options.clone().resolve(|name| std::env::var(name).ok());
    let mut menu = menu::Menu::new(items, &options);
    let exit = terminal::with(&options, |terminal, inputs| run::run(terminal, inputs, &mut menu))?;
    Ok((exit, menu.into_choice()))
}
