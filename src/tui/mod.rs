//! The screen: plays a [`Replay`] in the terminal. Draws plain values; decides nothing about the race.
//!
//! One table ([`keys`]) turns keys into [`message::Message`]s, messages change the [`app::App`], and its `view` draws
//! the panes. [`clock`] is the only clock, [`terminal`] (with `reader` and `decoder`, its ears, and `paint` and `pace`, its
//! hand) the only module that touches the terminal, [`run`] the loop.

pub mod app;
pub mod ascii;
pub mod chances;
pub mod charts;
pub mod clock;
#[cfg(unix)]
mod decoder;
pub mod figures;
pub mod footage;
pub mod keys;
pub mod layout;
pub mod menu;
pub mod message;
pub mod options;
pub mod oval;
#[cfg_attr(not(unix), allow(dead_code, reason = "a Windows console is not asked"))]
mod pace;
pub mod page;
mod paint;
pub mod panes;
pub mod plot;
pub mod programme;
#[cfg(unix)]
mod reader;
pub mod run;
pub mod scene;
pub mod show;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod what_if;

use std::io;

use crate::player::{Replay, ReplayError};
use crate::scenario::Scenario;
pub use menu::{MenuChoice, MenuItem};
pub use options::{Exit, Options, WatchError};
pub use theme::ThemeChoice;

/// Columns and rows of the terminal; `None` if there is none.
#[must_use]
pub fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0)
}

/// Opens the screen on `scenario` at once, and plays the replay as soon as `build` has made it.
///
/// # Errors
/// If the terminal cannot be used, or `build` fails or panics. The terminal is restored in every case.
pub fn watch(
    scenario: &Scenario,
    build: impl FnOnce() -> Result<Replay, ReplayError> + Send + 'static,
    options: Options,
) -> Result<Exit, WatchError> {
    let options = options.resolve(|name| std::env::var(name).ok());
    let mut show = show::Show::new(scenario, build, options.clone());
    let exit = terminal::with(&options, |terminal, inputs| run::run(terminal, inputs, &mut show));
    // A race that could not be made explains more than the way the screen ended.
    show.failure().map_or_else(|| Ok(exit?), Err)
}

/// Lets the viewer choose a scenario; `None` if they leave without choosing.
///
/// # Errors
/// If the terminal cannot be used, and [`io::ErrorKind::Interrupted`] after ctrl-c or a signal.
pub fn menu(items: Vec<MenuItem>, options: &Options) -> io::Result<Option<MenuChoice>> {
    let options = options.clone().resolve(|name| std::env::var(name).ok());
    let mut menu = menu::Menu::new(items, &options);
    match terminal::with(&options, |terminal, inputs| run::run(terminal, inputs, &mut menu))? {
        Exit::Interrupted(_) => Err(io::ErrorKind::Interrupted.into()),
        Exit::Quit => Ok(menu.into_choice()),
    }
}
