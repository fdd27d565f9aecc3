//! The table of keys: dispatch, footer and help page all read it, so they always agree.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::message::{MarkKind, Message};
use super::page::{Page, RaceKeys};

/// A row of the help page: keys, where they work, what they do.
#[derive(Debug)]
pub struct Binding {
    /// Each key with its message.
    pub keys: &'static [(Key, Message)],
    /// Where they work.
    pub on: On,
    /// What one wants to do with them.
    pub group: Group,
    /// The keys as written on the help page.
    pub label: &'static str,
    pub help: &'static str,
    /// The keys and a word for the footer, if they belong there.
    pub footer: Option<(&'static str, &'static str)>,
}

/// What one wants to do: the parts of the help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Race,
    Rider,
    Understand,
    WhatIf,
    Screen,
    Leave,
}

impl Group {
    /// All of them, in the order of the help page.
    pub const ALL: [Self; 6] = [Self::Race, Self::Rider, Self::Understand, Self::WhatIf, Self::Screen, Self::Leave];

    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Race => "go through the race",
            Self::Rider => "look at one rider",
            Self::Understand => "see what is going on",
            Self::WhatIf => "ask what if",
            Self::Screen => "set the screen",
            Self::Leave => "find and leave",
        }
    }
}

/// The pages on which keys work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Every,
    /// Pages that take the keys for moving through the race.
    Play,
    /// Pages from which a rider is selected and other pages are opened.
    Race,
    /// Those, but not the page that the key opens.
    RaceBut(Page),
    /// Those, and the page that the key opens, which takes more keys of the same row.
    RaceAnd(Page),
    Only(Page),
}

impl On {
    /// Whether keys that work there work on `page`.
    #[must_use]
    pub fn includes(self, page: Page) -> bool {
        let keys = page.info().keys;
        match self {
            Self::Every => keys != RaceKeys::Typing,
            Self::Play => matches!(keys, RaceKeys::Play | RaceKeys::All),
            Self::Race => keys == RaceKeys::All,
            Self::RaceBut(other) => keys == RaceKeys::All && page != other,
            Self::RaceAnd(other) => keys == RaceKeys::All || page == other,
            Self::Only(other) => page == other,
        }
    }
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(pub KeyCode, pub KeyModifiers);

const fn ch(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::NONE)
}

const fn code(code: KeyCode) -> Key {
    Key(code, KeyModifiers::NONE)
}

const fn shift(code: KeyCode) -> Key {
    Key(code, KeyModifiers::SHIFT)
}

const fn ctrl(c: char) -> Key {
    Key(KeyCode::Char(c), KeyModifiers::CONTROL)
}

/// Every key, in the order of the help page.
pub const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[(ch(' '), Message::Play)],
        on: On::Play,
        group: Group::Race,
        label: "space",
        help: "play or pause",
        footer: Some(("space", "pause")),
    },
    Binding {
        keys: &[(code(KeyCode::Left), Message::Skip(-5)), (code(KeyCode::Right), Message::Skip(5))],
        on: On::Play,
        group: Group::Race,
        label: "← →  h l",
        help: "5 seconds back, on",
        footer: Some(("←→", "5 s")),
    },
    Binding {
        keys: &[(shift(KeyCode::Left), Message::Skip(-30)), (shift(KeyCode::Right), Message::Skip(30))],
        on: On::Play,
        group: Group::Race,
        label: "shift ← →  H L",
        help: "30 seconds back, on",
        footer: None,
    },
    Binding {
        keys: &[(ch('['), Message::Jump(MarkKind::Any, -1)), (ch(']'), Message::Jump(MarkKind::Any, 1))],
        on: On::Play,
        group: Group::Race,
        label: "[ ]",
        help: "previous, next event (of the rider you follow)",
        footer: Some(("[ ]", "event")),
    },
    Binding {
        keys: &[(ch('{'), Message::Jump(MarkKind::Sprint, -1)), (ch('}'), Message::Jump(MarkKind::Sprint, 1))],
        on: On::Play,
        group: Group::Race,
        label: "{ }",
        help: "previous, next sprint",
        footer: Some(("{ }", "sprint")),
    },
    Binding {
        keys: &[(ch('('), Message::Jump(MarkKind::Gain, -1)), (ch(')'), Message::Jump(MarkKind::Gain, 1))],
        on: On::Play,
        group: Group::Race,
        label: "( )",
        help: "previous, next lap gained or lost",
        footer: Some(("( )", "lap")),
    },
    Binding {
        keys: &[
            (ch('0'), Message::Tenth(0)),
            (ch('1'), Message::Tenth(1)),
            (ch('2'), Message::Tenth(2)),
            (ch('3'), Message::Tenth(3)),
            (ch('4'), Message::Tenth(4)),
            (ch('5'), Message::Tenth(5)),
            (ch('6'), Message::Tenth(6)),
            (ch('7'), Message::Tenth(7)),
            (ch('8'), Message::Tenth(8)),
            (ch('9'), Message::Tenth(9)),
        ],
        on: On::Play,
        group: Group::Race,
        label: "0 … 9",
        help: "to that tenth of the race",
        footer: None,
    },
    Binding {
        keys: &[
            (ch('g'), Message::Start),
            (ch('G'), Message::End),
            (code(KeyCode::Home), Message::Start),
            (code(KeyCode::End), Message::End),
        ],
        on: On::Play,
        group: Group::Race,
        label: "g G",
        help: "to the gun, to the result",
        footer: None,
    },
    Binding {
        keys: &[(ch(','), Message::Step(-1)), (ch('.'), Message::Step(1))],
        on: On::Play,
        group: Group::Race,
        label: ", .",
        help: "one tick back, on; pauses",
        footer: None,
    },
    Binding {
        keys: &[(ch('-'), Message::Speed(-1)), (ch('+'), Message::Speed(1)), (ch('='), Message::Speed(1))],
        on: On::Play,
        group: Group::Race,
        label: "- +",
        help: "slower, faster: 1/4× to 64×",
        footer: Some(("-+", "speed")),
    },
    Binding {
        keys: &[(ch('e'), Message::StopAt)],
        on: On::Play,
        group: Group::Race,
        label: "e",
        help: "stop at every sprint, at every lap gained or lost, at both, at nothing",
        footer: Some(("e", "stops")),
    },
    Binding {
        keys: &[(code(KeyCode::Up), Message::Select(-1)), (code(KeyCode::Down), Message::Select(1))],
        on: On::Race,
        group: Group::Rider,
        label: "↑ ↓  k j",
        help: "choose a rider",
        footer: Some(("↑↓", "rider")),
    },
    Binding {
        keys: &[(code(KeyCode::Enter), Message::Open(Page::Rider))],
        on: On::RaceBut(Page::Rider),
        group: Group::Rider,
        label: "enter",
        help: "the rider's page: speed, power, effort, reserve, points",
        footer: Some(("enter", "page")),
    },
    Binding {
        keys: &[(ch('w'), Message::Open(Page::Why))],
        on: On::RaceBut(Page::Why),
        group: Group::Rider,
        label: "w",
        help: "why these points?",
        footer: Some(("w", "why")),
    },
    Binding {
        keys: &[(ch('o'), Message::Open(Page::Outlook))],
        on: On::Race,
        group: Group::Understand,
        label: "o",
        help: "what must happen: who has won on sprints, who can still win, with what",
        footer: Some(("o", "outlook")),
    },
    Binding {
        keys: &[(ch('i'), Message::Open(Page::Words))],
        on: On::Race,
        group: Group::Understand,
        label: "i",
        help: "words: what the terms and signs mean, those in view first",
        footer: Some(("i", "words")),
    },
    Binding {
        keys: &[(ch('c'), Message::Open(Page::Chances)), (ch('C'), Message::Beside)],
        on: On::RaceAnd(Page::Chances),
        group: Group::Understand,
        label: "c C",
        help: "chances of winning, and what moved them; the same in the table",
        footer: Some(("c", "chances")),
    },
    Binding {
        keys: &[(ch('p'), Message::Chart(1)), (ch('P'), Message::Chart(-1))],
        on: On::RaceAnd(Page::Chances),
        group: Group::Understand,
        label: "p P",
        help: "plots of the race so far: points, distance to the bunch, power",
        footer: Some(("p", "plots")),
    },
    Binding {
        keys: &[(ch('T'), Message::Teach)],
        on: On::Play,
        group: Group::Understand,
        label: "T",
        help: "teach: explain what confuses once in a race, each time, or never; ? then gives the rule",
        footer: None,
    },
    Binding {
        keys: &[(ch('f'), Message::Follow)],
        on: On::Race,
        group: Group::Rider,
        label: "f",
        help: "follow the rider: gaps, events and lines are theirs",
        footer: Some(("f", "follow")),
    },
    Binding {
        keys: &[(ch('r'), Message::Open(Page::Editions))],
        on: On::Race,
        group: Group::Understand,
        label: "r",
        help: "score the race under the rules of another era",
        footer: Some(("r", "rules")),
    },
    Binding {
        keys: &[
            (ch('r'), Message::Edition(1)),
            (ch('R'), Message::Edition(-1)),
            (code(KeyCode::Down), Message::Edition(1)),
            (code(KeyCode::Up), Message::Edition(-1)),
        ],
        on: On::Only(Page::Editions),
        group: Group::Understand,
        label: "↑ ↓  r R",
        help: "choose an edition",
        footer: Some(("↑↓", "edition")),
    },
    Binding {
        keys: &[(code(KeyCode::Enter), Message::Keep)],
        on: On::Only(Page::Editions),
        group: Group::Understand,
        label: "enter",
        help: "go on under these rules (esc: under the ones before)",
        footer: Some(("enter", "keep")),
    },
    Binding {
        keys: &[(ch('b'), Message::Open(Page::Orders))],
        on: On::Race,
        group: Group::WhatIf,
        label: "b",
        help: "what if: tell the rider something, and let the race go on from here",
        footer: Some(("b", "what if")),
    },
    Binding {
        keys: &[(code(KeyCode::Down), Message::Choose(1)), (code(KeyCode::Up), Message::Choose(-1))],
        on: On::Only(Page::Orders),
        group: Group::WhatIf,
        label: "↑ ↓",
        help: "choose an order",
        footer: Some(("↑↓", "order")),
    },
    Binding {
        keys: &[(code(KeyCode::Enter), Message::Take)],
        on: On::Only(Page::Orders),
        group: Group::WhatIf,
        label: "enter",
        help: "give it; the race forks here, and rests",
        footer: Some(("enter", "fork here")),
    },
    Binding {
        keys: &[(ch('v'), Message::Open(Page::Rival)), (ch('x'), Message::Swap)],
        on: On::RaceAnd(Page::Rival),
        group: Group::WhatIf,
        label: "v x",
        help: "the last two runs side by side; the other of them, at the same time",
        footer: Some(("v", "side by side")),
    },
    Binding {
        keys: &[(code(KeyCode::Up), Message::Select(-1)), (code(KeyCode::Down), Message::Select(1))],
        on: On::Only(Page::Rival),
        group: Group::WhatIf,
        label: "↑ ↓",
        help: "choose a rider",
        footer: Some(("x", "swap")),
    },
    Binding {
        keys: &[(ch('s'), Message::SpoilerFree)],
        on: On::Play,
        group: Group::Screen,
        label: "s",
        help: "hide what is still to come",
        footer: Some(("s", "spoilers")),
    },
    Binding {
        keys: &[(ch('S'), Message::Save)],
        on: On::Play,
        group: Group::WhatIf,
        label: "S",
        help: "save the run on the screen, as a file in ./runs",
        footer: Some(("S", "save")),
    },
    Binding {
        keys: &[(ch('t'), Message::Theme), (ch('a'), Message::Ascii), (ch('m'), Message::Mouse)],
        on: On::Every,
        group: Group::Screen,
        label: "t a m",
        help: "colours; plain characters only; the mouse (off, so that text can be selected)",
        footer: None,
    },
    Binding {
        keys: &[(ch('z'), Message::Present)],
        on: On::Play,
        group: Group::Screen,
        label: "z",
        help: "large figures, to be read across a room",
        footer: Some(("z", "large")),
    },
    Binding {
        keys: &[(ch('y'), Message::Predict)],
        on: On::Play,
        group: Group::Understand,
        label: "y",
        help: "your guess: at each bell, who takes the sprint, and who leads after it?",
        footer: Some(("y", "guess")),
    },
    Binding {
        keys: &[
            (ch('1'), Message::Guess(0)),
            (ch('2'), Message::Guess(1)),
            (ch('3'), Message::Guess(2)),
            (ch('4'), Message::Guess(3)),
            (ch('5'), Message::Guess(4)),
        ],
        on: On::Only(Page::Predict),
        group: Group::Understand,
        label: "1 … 5",
        help: "the answer with this number",
        footer: Some(("1-5", "answer")),
    },
    Binding {
        keys: &[(code(KeyCode::Down), Message::Choose(1)), (code(KeyCode::Up), Message::Choose(-1))],
        on: On::Only(Page::Predict),
        group: Group::Understand,
        label: "↑ ↓",
        help: "choose an answer",
        footer: Some(("↑↓", "choose")),
    },
    Binding {
        keys: &[(code(KeyCode::Enter), Message::Take), (ch(' '), Message::Pass)],
        on: On::Only(Page::Predict),
        group: Group::Understand,
        label: "enter space",
        help: "give it; no answer to this question",
        footer: Some(("space", "skip")),
    },
    Binding {
        keys: &[(code(KeyCode::PageDown), Message::Scroll(5)), (code(KeyCode::PageUp), Message::Scroll(-5))],
        on: On::Every,
        group: Group::Screen,
        label: "page ↑ ↓",
        help: "scroll a page that is longer than the screen",
        footer: None,
    },
    Binding {
        keys: &[(code(KeyCode::Down), Message::Scroll(1)), (code(KeyCode::Up), Message::Scroll(-1))],
        on: On::Only(Page::Help),
        group: Group::Screen,
        label: "↑ ↓",
        help: "scroll this page",
        footer: Some(("↑↓", "scroll")),
    },
    Binding {
        keys: &[(ctrl('z'), Message::Suspend)],
        on: On::Every,
        group: Group::Leave,
        label: "ctrl z",
        help: "back to the shell for a while (fg returns)",
        footer: None,
    },
    Binding {
        keys: &[(code(KeyCode::Esc), Message::Back)],
        on: On::Every,
        group: Group::Leave,
        label: "esc",
        help: "one step back",
        footer: None,
    },
    Binding {
        keys: &[(ch('q'), Message::Quit), (ctrl('c'), Message::Interrupt)],
        on: On::Every,
        group: Group::Leave,
        label: "q",
        help: "back to the race; from there, quit",
        footer: Some(("q", "quit")),
    },
    Binding {
        keys: &[(ch('?'), Message::Open(Page::Help))],
        on: On::Every,
        group: Group::Leave,
        label: "?",
        help: "this page",
        footer: Some(("?", "help")),
    },
    Binding {
        keys: &[(ch(':'), Message::Open(Page::Palette))],
        on: On::Play,
        group: Group::Leave,
        label: ":",
        help: "everything by its name, and every rider: type a few letters",
        footer: Some((":", "find")),
    },
    Binding {
        keys: &[(code(KeyCode::Down), Message::Choose(1)), (code(KeyCode::Up), Message::Choose(-1))],
        on: On::Only(Page::Palette),
        group: Group::Leave,
        label: "↑ ↓",
        help: "choose",
        footer: Some(("↑↓", "choose")),
    },
    Binding {
        keys: &[(code(KeyCode::Enter), Message::Take), (code(KeyCode::Backspace), Message::Erase)],
        on: On::Only(Page::Palette),
        group: Group::Leave,
        label: "enter",
        help: "do it, or show the rider",
        footer: Some(("enter", "do it")),
    },
    Binding {
        keys: &[(code(KeyCode::Esc), Message::Back), (ctrl('c'), Message::Interrupt), (ctrl('z'), Message::Suspend)],
        on: On::Only(Page::Palette),
        group: Group::Leave,
        label: "esc",
        help: "back to the race",
        footer: Some(("esc", "back")),
    },
];

/// The first key that asks for `message`, as it is written on the help page; `None` if no key does.
#[must_use]
pub fn key_of(message: Message) -> Option<String> {
    let found = BINDINGS.iter().flat_map(|b| b.keys).find(|(_, of)| *of == message);
    found.map(|(Key(code, modifiers), _)| {
        let name = match code {
            KeyCode::Char(' ') => "space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            other => format!("{other:?}").to_lowercase(),
        };
        let held = [(KeyModifiers::CONTROL, "ctrl "), (KeyModifiers::SHIFT, "shift ")];
        held.iter().filter(|(key, _)| modifiers.contains(*key)).map(|(_, name)| *name).collect::<String>() + &name
    })
}

/// The label of keys as the screen writes it: in ASCII, arrows by their names, since nearby signs are other keys.
#[must_use]
pub fn spelt(label: &str, ascii: bool) -> String {
    const ARROWS: [(&str, &str); 4] = [("←", "left"), ("→", "right"), ("↑", "up"), ("↓", "down")];
    if !ascii {
        return label.to_owned();
    }
    let joined = label.replace("←→", "← →").replace("↑↓", "↑ ↓");
    ARROWS.iter().fold(joined, |label, (arrow, name)| label.replace(arrow, name))
}

/// What `event` asks for on `page`. Releasing a key asks for nothing (Windows reports it too).
#[must_use]
pub fn message(event: KeyEvent, page: Page) -> Option<Message> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let typing = page.info().keys == RaceKeys::Typing;
    if let (true, KeyCode::Char(c)) = (typing, event.code)
        && !event.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
    {
        return Some(Message::Type(c));
    }
    let key = normal(event);
    let here = BINDINGS.iter().filter(|b| b.on.includes(page));
    here.flat_map(|b| b.keys).find(|(k, _)| *k == key).map(|(_, m)| *m)
}

/// One form for equal keys: shift is part of a character already, so only arrows and the like keep it, and vi's letters
/// for the arrows become arrows.
fn normal(event: KeyEvent) -> Key {
    let relevant = KeyModifiers::SHIFT | KeyModifiers::CONTROL | KeyModifiers::ALT;
    let mut modifiers = event.modifiers & relevant;
    if matches!(event.code, KeyCode::Char(_)) {
        modifiers -= KeyModifiers::SHIFT;
    }
    match event.code {
        KeyCode::Char('h') => Key(KeyCode::Left, modifiers),
        KeyCode::Char('j') => Key(KeyCode::Down, modifiers),
        KeyCode::Char('k') => Key(KeyCode::Up, modifiers),
        KeyCode::Char('l') => Key(KeyCode::Right, modifiers),
        KeyCode::Char('H') => Key(KeyCode::Left, modifiers | KeyModifiers::SHIFT),
        KeyCode::Char('L') => Key(KeyCode::Right, modifiers | KeyModifiers::SHIFT),
        code => Key(code, modifiers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::page::PAGES;

    fn pages() -> impl Iterator<Item = Page> {
        PAGES.iter().filter(|row| row.keys != RaceKeys::Typing).map(|row| row.page)
    }

    #[test]
    fn no_key_means_two_things_on_one_page() {
        for page in PAGES.iter().map(|row| row.page) {
            let keys: Vec<Key> =
                BINDINGS.iter().filter(|b| b.on.includes(page)).flat_map(|b| b.keys).map(|(k, _)| *k).collect();
            for (i, key) in keys.iter().enumerate() {
                assert!(!keys[..i].contains(key), "{key:?} twice on {page:?}");
            }
        }
    }

    #[test]
    fn releasing_a_key_does_nothing() {
        let mut event = KeyEvent::new(KeyCode::Char(' '), KeyModifiers::NONE);
        assert_eq!(message(event, Page::Race), Some(Message::Play));
        event.kind = KeyEventKind::Release;
        assert_eq!(message(event, Page::Race), None);
    }

    #[test]
    fn characters_typed_with_shift_are_the_same_characters() {
        let event = KeyEvent::new(KeyCode::Char('?'), KeyModifiers::SHIFT);
        assert_eq!(message(event, Page::Race), Some(Message::Open(Page::Help)));
    }

    #[test]
    fn vi_letters_are_arrows_on_every_page() {
        let pairs = [('h', KeyCode::Left), ('j', KeyCode::Down), ('k', KeyCode::Up), ('l', KeyCode::Right)];
        for (page, (letter, arrow)) in pages().flat_map(|page| pairs.map(|pair| (page, pair))) {
            let typed = message(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE), page);
            assert_eq!(typed, message(KeyEvent::new(arrow, KeyModifiers::NONE), page), "{letter} on {page:?}");
        }
        let far = message(KeyEvent::new(KeyCode::Char('L'), KeyModifiers::SHIFT), Page::Race);
        assert_eq!(far, Some(Message::Skip(30)));
        assert_eq!(message(KeyEvent::new(KeyCode::Char('h'), KeyModifiers::CONTROL), Page::Race), None);
    }

    #[test]
    fn help_and_quit_are_everywhere() {
        for page in pages() {
            let press = |c| message(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), page);
            assert!(press('?').is_some() && press('q').is_some());
        }
    }
}
