//! How the screen starts, and how it ends. Knows neither what is shown nor the terminal.

use std::io;

use super::theme::{self, ThemeChoice};
use crate::player::ReplayError;

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
