//! From the first frame to the race: the start list while the replay is being made, then the race screen.

use std::fmt::Display;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::ascii;
use super::footage::Footage;
use super::keys;
use super::message::{LoopCommand, Message};
use super::options::{Options, WatchError};
use super::page::Page;
use super::programme::{RosterEntry, roster};
use super::run::ScreenModel;
use super::text::{pad, put, put_centre, width, wrap};
use crate::player::ReplayError;
use crate::scenario::SavedRun;
use crate::scenario::Scenario;

/// How long the start list stays if no key is pressed. A guess at a first look.
const READ: Duration = Duration::from_secs(4);
/// Keys remembered while the race is being made; a guess at more than anybody types.
const EARLY: usize = 32;

/// The screen of `watch`.
pub struct Show<F> {
    title: String,
    about: Vec<String>,
    story: Vec<String>,
    roster: Vec<RosterEntry>,
    options: Options,
    area: Rect,
    making: Receiver<Result<F, ReplayError>>,
    /// The race, if it is there before the start list has been read.
    made: Option<F>,
    app: Option<App<F>>,
    failure: Option<WatchError>,
    early: Vec<Message>,
    /// For how long the start list has been shown, and whether a key has asked for the race.
    shown: Duration,
    started: bool,
}

impl<F: Footage + Send + 'static> Show<F> {
    /// Shows the start list of `scenario` and builds the race on another thread.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        build: impl FnOnce() -> Result<F, ReplayError> + Send + 'static,
        options: Options,
    ) -> Self {
        let (sender, making) = channel();
        thread::spawn(move || sender.send(build()));
        Self {
            title: scenario.title.clone(),
            about: scenario.about.clone(),
            story: scenario.story.clone(),
            roster: roster(scenario),
            options,
            area: Rect::default(),
            making,
            made: None,
            app: None,
            failure: None,
            early: Vec::new(),
            shown: Duration::ZERO,
            started: false,
        }
    }

    /// Why there was no race to show, if there was none.
    #[must_use]
    pub fn failure(self) -> Option<WatchError> {
        let gone = || matches!(self.making.try_recv(), Err(TryRecvError::Disconnected));
        self.failure.or_else(|| (self.app.is_none() && gone()).then_some(WatchError::Panicked))
    }

    fn fetch(&mut self, elapsed: Duration) -> LoopCommand {
        self.shown += elapsed;
        if self.made.is_none() {
            match self.making.try_recv() {
                Ok(Ok(footage)) => self.made = Some(footage),
                Ok(Err(error)) => self.failure = Some(error.into()),
                Err(TryRecvError::Disconnected) => self.failure = Some(WatchError::Panicked),
                Err(TryRecvError::Empty) => return LoopCommand::Nothing,
            }
            if self.failure.is_some() {
                return LoopCommand::Quit;
            }
        }
        // The start list stays until it has been read.
        match self.made.take_if(|_| self.started || self.shown >= READ) {
            Some(footage) => {
                let mut app = App::new(footage, &self.options);
                app.update(Message::Resize(self.area.width, self.area.height));
                let effects: Vec<LoopCommand> = self.early.drain(..).map(|message| app.update(message)).collect();
                self.app = Some(app);
                if let Some(mouse) = effects.into_iter().rev().find(|e| matches!(e, LoopCommand::Mouse(_))) {
                    return mouse;
                }
                LoopCommand::Redraw
            }
            None => LoopCommand::Redraw,
        }
    }

    /// Draws title, introduction and start list: all that is known before the gun.
    fn start(&self, area: Rect, buf: &mut Buffer) {
        let theme = self.options.theme.theme();
        buf.set_style(area, theme.ground);
        let rows = usize::from(area.height);
        put_centre(buf, area, 0, &self.title, theme.strong);
        put_centre(buf, area, 1, "one neutralised lap, then the gun", theme.dim);
        let mut y = 3;
        let margin = 2.min(usize::from(area.width) / 20);
        // A number, the name, the nation; more apart where there is room.
        let numbers = 2 * self.roster.iter().filter(|entry| entry.bib_known).count() >= self.roster.len();
        let name = self.roster.iter().map(|entry| width(&entry.family)).max().unwrap_or(0).min(20);
        let least = name + if numbers { 12 } else { 7 };
        let columns = ((usize::from(area.width) - 2 * margin) / least).clamp(1, 3);
        let apart = ((usize::from(area.width) - 2 * margin) / columns).min(34);
        let story = if self.options.spoiler_free { &[][..] } else { &self.story };
        for line in
            self.about.iter().chain(story).flat_map(|l| wrap(l, usize::from(area.width).saturating_sub(2 * margin)))
        {
            if y + self.roster.len().div_ceil(columns) + 3 < rows {
                put(buf, area, margin, y, &line, theme.text);
                y += 1;
            }
        }
        y += 1;
        // The last row is for the hint, and the one before for the number of riders who have no room.
        let room = rows.saturating_sub(y + 2);
        let per_column = self.roster.len().div_ceil(columns).min(room).max(1);
        let shown = self.roster.len().min(per_column * columns);
        for (i, entry) in self.roster.iter().take(shown).enumerate() {
            let x = margin + i / per_column * apart;
            let bib = if entry.bib_known { entry.bib.to_string() } else { String::new() };
            let bib = if numbers { format!("{bib:>3}  ") } else { String::new() };
            let line = format!("{bib}{} {}", pad(&entry.family, name), entry.noc);
            put(buf, area, x, y + i % per_column, &line, theme.text);
        }
        if shown < self.roster.len() && rows > 4 {
            let more = format!("and {} more", self.roster.len() - shown);
            put(buf, area, margin, rows - 2, &more, theme.dim);
        }
        let hint = match (self.started, self.made.is_some()) {
            (false, _) if area.width < 44 => "space starts · ? keys · q quits",
            (false, _) => "space starts · ? shows every key · q quits",
            (true, false) => "the race is being ridden …",
            (true, true) => "",
        };
        if rows > 2 {
            put_centre(buf, area, rows - 1, hint, theme.strong);
        }
        if self.options.ascii {
            ascii::flatten(buf);
        }
    }
}

impl<F: Footage + Send + 'static> ScreenModel for Show<F> {
    fn message(&self, key: KeyEvent) -> Option<Message> {
        match &self.app {
            Some(app) => app.message(key),
            None => keys::message(key, Page::Race),
        }
    }

    fn update(&mut self, message: Message) -> LoopCommand {
        match (&mut self.app, message) {
            (Some(app), message) => app.update(message),
            (None, Message::Tick(elapsed)) => self.fetch(elapsed),
            (None, Message::Resize(width, height)) => {
                self.area = Rect::new(0, 0, width, height);
                LoopCommand::Redraw
            }
            (None, Message::Ground(ground)) => {
                self.options.theme = self.options.theme.on(ground);
                LoopCommand::Redraw
            }
            (None, Message::Quit) => LoopCommand::Quit,
            (None, Message::Interrupt) => LoopCommand::Interrupt,
            (None, Message::Suspend) => LoopCommand::Suspend,
            // The key that starts a race which would start anyhow.
            (None, Message::Play | Message::Open(Page::Rider)) if !self.started => {
                self.started = true;
                LoopCommand::Redraw
            }
            // Other keys pressed before the race is there take effect later.
            (None, message) => {
                self.started = true;
                self.early.truncate(EARLY);
                self.early.push(message);
                LoopCommand::Nothing
            }
        }
    }

    fn animated(&self) -> bool {
        self.app.as_ref().is_none_or(App::animated)
    }

    fn to_save(&self) -> Option<SavedRun> {
        self.app.as_ref()?.to_save()
    }

    fn saved(&mut self, place: Result<String, String>) {
        if let Some(app) = &mut self.app {
            app.saved(place);
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer) {
        match &self.app {
            Some(app) => app.view(area, buf),
            None => self.start(area, buf),
        }
    }
}

impl<F> std::fmt::Debug for Show<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Display::fmt(&self.title, f)
    }
}
