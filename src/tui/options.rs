//! How the screen starts and how it ends. Knows neither what is shown nor the terminal.

use std::io;

use super::programme::StopAt;
use super::teach::Teach;
use super::theme::{self, ThemeChoice};
use crate::player::ReplayError;
use crate::tactics::When;

/// How the screen starts; everything but the start can be changed by a key later.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub theme: ThemeChoice,
    /// Use ASCII only.
    pub ascii: bool,
    /// Capture the mouse (the terminal can then no longer select text with it).
    pub mouse: bool,
    /// Speed, as a multiple of real time; the nearest of ¼, ½, 1, 2, 4 … 64 is taken.
    pub speed: f64,
    /// Hide what is still to come.
    pub spoiler_free: bool,
    /// Large figures, for a class.
    pub present: bool,
    /// At what the race stops by itself.
    pub stop_at: StopAt,
    /// How often what confuses is explained.
    pub teach: Teach,
    /// At each bell, ask who takes the sprint.
    pub predict: bool,
    /// Where the replay starts.
    pub start: When,
    /// The command that shows this run again, printed if the program panics.
    pub again: String,
    /// Shown as a notice when the race begins.
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
            present: false,
            stop_at: StopAt::Nothing,
            teach: Teach::default(),
            predict: false,
            start: When::GUN,
            again: "velodrome".to_owned(),
            notice: None,
        }
    }
}

impl Options {
    /// Settles what was left open, from the environment: colours (`NO_COLOR`, `COLORFGBG`) and ASCII (locale, `TERM`).
    #[must_use]
    pub fn resolve(mut self, env: impl Fn(&str) -> Option<String>) -> Self {
        self.ascii |= theme::wants_ascii(&env, None);
        self.theme = self.theme.resolve(&env);
        self
    }
}

/// How the viewer left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Quit,
    /// By ctrl-c or a signal; holds the signal's number. The exit status is 128 + number.
    Interrupted(i32),
}

/// Why the screen could not be shown to the end.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    #[error(transparent)]
    Replay(#[from] ReplayError),
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// The thread that makes the race panicked; its message has said why.
    #[error("the race could not be prepared")]
    Panicked,
}
