//! The screen: plays a [`Replay`] in the terminal. Draws plain values; decides nothing about the race.
//!
//! Keys become [`message::Message`]s by one table ([`keys`]), messages change the [`app::App`], and its `view` draws the
//! panes. [`clock`] is the only clock, [`terminal`] the only module that touches the terminal, [`run`] the loop.

pub mod app;
pub mod ascii;
pub mod chances;
pub mod charts;
pub mod clock;
pub mod figures;
pub mod footage;
pub mod keys;
pub mod layout;
pub mod menu;
pub mod message;
pub mod oval;
pub mod panes;
pub mod plot;
pub mod programme;
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
pub use menu::{Choice, MenuItem};
pub use theme::ThemeChoice;

/// How the screen starts; every choice but the start can be changed by a key.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub theme: ThemeChoice,
    /// Plain characters only.
    pub ascii: bool,
    /// Take the mouse (which keeps the terminal from selecting text).
    pub mouse: bool,
    /// Times real time; the nearest of ¼, ½, 1, 2, 4 … 64 is taken.
    pub speed: f64,
    /// Hide what is still to come.
    pub spoiler_free: bool,
    /// Race laps the head has ridden when it begins; 0 is the gun.
    pub start_lap: u32,
    /// The command line that shows this again, printed if the program panics.
    pub again: String,
    /// What is said when the race begins.
    pub notice: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::Auto,
            ascii: false,
            mouse: false,
            speed: 8.0,
            spoiler_free: false,
            start_lap: 0,
            again: "velodrome".to_owned(),
            notice: None,
        }
    }
}

impl Options {
    /// Decides what was left open, by the environment: colours (`NO_COLOR`, `COLORFGBG`) and shapes (locale, `TERM`).
    #[must_use]
    pub fn resolve(mut self, env: impl Fn(&str) -> Option<String>) -> Self {
        self.ascii |= theme::wants_ascii(&env);
        self.theme = self.theme.resolve(&env);
        self
    }
}

/// How the viewer left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Quit,
    /// By ctrl-c or a signal of this number; exit status 128 + number.
    Interrupted(i32),
}

/// Why the screen could not be shown to the end.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    #[error(transparent)]
    Replay(#[from] ReplayError),
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// The thread that prepares the race panicked; the panic has said why.
    #[error("the race could not be prepared")]
    Panicked,
}

/// Columns and rows of the terminal; `None` without one.
#[must_use]
pub fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0)
}

/// Opens the screen on `scenario` at once and plays the replay as soon as `build` has made it.
///
/// # Errors
/// Where the terminal cannot be used, or `build` fails or panics. The terminal is as it was found in every case.
pub fn watch(
    scenario: &Scenario,
    build: impl FnOnce() -> Result<Replay, ReplayError> + Send + 'static,
    options: Options,
) -> Result<Exit, WatchError> {
    let options = options.resolve(|name| std::env::var(name).ok());
    let mut show = show::Show::new(scenario, build, options.clone());
    let exit = terminal::with(&options, |terminal, events| run::run(terminal, events, &mut show));
    // Where the race is why the screen ended, that is what to tell.
    show.failure().map_or_else(|| Ok(exit?), Err)
}

/// Lets the viewer choose a scenario; `None` if he leaves without one.
///
/// # Errors
/// Where the terminal cannot be used, and [`io::ErrorKind::Interrupted`] after ctrl-c or a signal.
pub fn menu(items: Vec<MenuItem>, options: &Options) -> io::Result<Option<Choice>> {
    let options = options.clone().resolve(|name| std::env::var(name).ok());
    let mut menu = menu::Menu::new(items, &options);
    match terminal::with(&options, |terminal, events| run::run(terminal, events, &mut menu))? {
        Exit::Interrupted(_) => Err(io::ErrorKind::Interrupted.into()),
        Exit::Quit => Ok(menu.into_choice()),
    }
}
