//! The menu of races, shown when the program is started without arguments on a terminal.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ascii;
use super::keys::spelt;
use super::message::{LoopCommand, Message};
use super::options::Options;
use super::run::ScreenModel;
use super::text::{cut, paint_row, put, put_all, put_right, width, wrap_whole};
use super::theme::ThemeChoice;

/// A scenario in the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// Returned when it is chosen.
    pub id: String,
    /// "Athens 2004 · men's points race"
    pub title: String,
    /// One line: "replay · 24 August 2004 · 160 laps · 23 riders".
    pub facts: String,
    /// Whether there is a record to replay; if so, the race can also be ridden free.
    pub recorded: bool,
    /// What is said about the race, a paragraph each.
    pub about: Vec<String>,
    /// How it went, which is a spoiler.
    pub story: Vec<String>,
}

/// What the viewer chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuChoice {
    /// The id of the item.
    pub id: String,
    /// The riders are to decide for themselves, although there is a record.
    pub free: bool,
    /// Nothing that is still to come is to be shown.
    pub spoiler_free: bool,
}

/// The menu screen.
#[derive(Debug)]
pub struct Menu {
    items: Vec<MenuItem>,
    at: usize,
    /// Set once a race is chosen; `true` to have it ridden free although there is a record.
    chosen: Option<bool>,
    area: Rect,
    theme: ThemeChoice,
    ascii: bool,
    spoiler_free: bool,
}

impl Menu {
    #[must_use]
    pub fn new(items: Vec<MenuItem>, options: &Options) -> Self {
        Self {
            items,
            at: 0,
            chosen: None,
            area: Rect::default(),
            theme: options.theme,
            ascii: options.ascii,
            spoiler_free: options.spoiler_free,
        }
    }

    /// What was chosen, if anything.
    #[must_use]
    pub fn into_choice(self) -> Option<MenuChoice> {
        let (free, spoiler_free) = (self.chosen?, self.spoiler_free);
        self.items.into_iter().nth(self.at).map(|item| MenuChoice { id: item.id, free, spoiler_free })
    }

    /// The row of the first item, and rows per item.
    const TOP: usize = 4;
    const EACH: usize = 3;
}

impl ScreenModel for Menu {
    fn message(&self, key: KeyEvent) -> Option<Message> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
            (KeyCode::Char('c'), true) => Some(Message::Interrupt),
            (KeyCode::Char('z'), true) => Some(Message::Suspend),
            (KeyCode::Up | KeyCode::Char('k'), false) => Some(Message::Select(-1)),
            (KeyCode::Down | KeyCode::Char('j'), false) => Some(Message::Select(1)),
            (KeyCode::Enter | KeyCode::Char(' ' | 'l'), false) => Some(Message::Keep),
            (KeyCode::Char('f'), false) => Some(Message::Follow),
            (KeyCode::Char('t' | 'c'), false) => Some(Message::Theme),
            (KeyCode::Char('a'), false) => Some(Message::Ascii),
            (KeyCode::Char('s'), false) => Some(Message::SpoilerFree),
            (KeyCode::Char('q') | KeyCode::Esc, false) => Some(Message::Quit),
            _ => None,
        }
    }

    fn update(&mut self, message: Message) -> LoopCommand {
        match message {
            Message::Select(by) => {
                self.at = self.at.saturating_add_signed(by as isize).min(self.items.len().saturating_sub(1));
            }
            Message::Click(_, y) => {
                let row = usize::from(y).checked_sub(Self::TOP).map(|r| r / Self::EACH);
                self.at = row.filter(|r| *r < self.items.len()).unwrap_or(self.at);
            }
            Message::Keep | Message::Follow if !self.items.is_empty() => {
                // A race without a record is free whichever key starts it.
                self.chosen = Some(message == Message::Follow && self.items[self.at].recorded);
                return LoopCommand::Quit;
            }
            Message::Theme => self.theme = self.theme.next(),
            Message::Ground(ground) => self.theme = self.theme.on(ground),
            Message::Ascii => self.ascii = !self.ascii,
            Message::SpoilerFree => self.spoiler_free = !self.spoiler_free,
            Message::Resize(width, height) => self.area = Rect::new(0, 0, width, height),
            Message::Quit => return LoopCommand::Quit,
            Message::Interrupt => return LoopCommand::Interrupt,
            Message::Suspend => return LoopCommand::Suspend,
            _ => return LoopCommand::Nothing,
        }
        LoopCommand::Redraw
    }

    fn animated(&self) -> bool {
        false
    }

    fn view(&self, area: Rect, buf: &mut Buffer) {
        let theme = self.theme.theme();
        buf.set_style(area, theme.ground);
        let inner = Rect { x: area.x + u16::from(area.width > 40), width: area.width.saturating_sub(2), ..area };
        put(buf, inner, 1, 1, "velodrome", theme.figures);
        let about = ["points races, as they were ridden or might be", "points races"];
        let room = usize::from(inner.width).saturating_sub(12);
        if let Some(about) = about.into_iter().find(|about| width(about) <= room) {
            put(buf, inner, 12, 1, about, theme.dim);
        }
        let rows = usize::from(inner.height);
        let list =
            if inner.width >= 92 { (usize::from(inner.width) * 52 / 100).max(54) } else { usize::from(inner.width) };
        let shown = rows.saturating_sub(Self::TOP + 2) / Self::EACH;
        let skip = self.at.saturating_sub(shown.saturating_sub(1));
        if shown < self.items.len() {
            let part = format!(" {}–{} of {}", skip + 1, skip + shown.max(1), self.items.len());
            put_right(buf, inner, list.saturating_sub(1), 2, &part, theme.dim);
        }
        for (i, item) in self.items.iter().enumerate().skip(skip).take(shown.max(1)) {
            let y = Self::TOP + (i - skip) * Self::EACH;
            let here = i == self.at;
            put(buf, inner, 1, y, if here { "▶" } else { " " }, theme.leader);
            put(
                buf,
                inner,
                3,
                y,
                &cut(&item.title, list.saturating_sub(4)),
                if here { theme.strong } else { theme.text },
            );
            put(buf, inner, 3, y + 1, &cut(&item.facts, list.saturating_sub(4)), theme.dim);
            if here {
                let row = Rect { width: list as u16, ..inner };
                paint_row(buf, row, y, theme.selected);
                paint_row(buf, row, y + 1, theme.selected);
            }
        }
        if self.items.is_empty() {
            put(buf, inner, 1, Self::TOP, "there is no scenario to choose from", theme.dim);
        }
        if list < usize::from(inner.width) {
            let x = list + 3;
            let room = usize::from(inner.width).saturating_sub(x + 1);
            let [about, story] = self.items.get(self.at).map_or([&[][..]; 2], |item| [&item.about, &item.story]);
            let story = if self.spoiler_free { &[][..] } else { story };
            let mut y = Self::TOP;
            for paragraph in about.iter().chain(story) {
                for line in wrap_whole(paragraph, room) {
                    put(buf, inner, x, y, &line, theme.text);
                    y += 1;
                }
                y += 1;
            }
        }
        let replay = self.items.get(self.at).is_some_and(|item| item.recorded);
        let free = replay.then_some(("f", "let the riders decide"));
        let spoilers = if self.spoiler_free { "show all" } else { "spoiler-free" };
        let keys = [
            Some(("↑↓", "choose")),
            Some(("enter", "open")),
            free,
            Some(("s", spoilers)),
            Some(("t", "theme")),
            Some(("q", "quit")),
        ];
        let mut x = 1;
        for (key, word) in keys.into_iter().flatten() {
            let key = &*spelt(key, self.ascii);
            if x + width(key) + width(word) < usize::from(inner.width) {
                x = put_all(
                    buf,
                    inner,
                    x,
                    rows.saturating_sub(1),
                    &[(key, theme.text), (" ", theme.dim), (word, theme.dim), ("  ", theme.dim)],
                );
            }
        }
        if self.ascii {
            ascii::flatten(buf);
        }
    }
}
