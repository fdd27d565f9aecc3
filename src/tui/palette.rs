//! Everything the screen can do, by its name, and every rider: what the letters typed so far leave of them.

use super::keys::key_of;
use super::message::{MarkKind, Message};
use super::page::Page;
use super::programme::Programme;
use crate::text::fold;
use crate::units::Bib;

/// Every action, by the name that the list shows.
pub const ACTIONS: &[(&str, Message)] = &[
    ("play or pause", Message::Play),
    ("5 seconds back", Message::Skip(-5)),
    ("5 seconds on", Message::Skip(5)),
    ("30 seconds back", Message::Skip(-30)),
    ("30 seconds on", Message::Skip(30)),
    ("previous event", Message::Jump(MarkKind::Any, -1)),
    ("next event", Message::Jump(MarkKind::Any, 1)),
    ("previous sprint", Message::Jump(MarkKind::Sprint, -1)),
    ("next sprint", Message::Jump(MarkKind::Sprint, 1)),
    ("previous lap gained or lost", Message::Jump(MarkKind::Gain, -1)),
    ("next lap gained or lost", Message::Jump(MarkKind::Gain, 1)),
    ("go to the gun", Message::Start),
    ("go to the result", Message::End),
    ("one tick back", Message::Step(-1)),
    ("one tick on", Message::Step(1)),
    ("slower", Message::Speed(-1)),
    ("faster", Message::Speed(1)),
    ("stop at sprints, at laps gained, at both", Message::StopAt),
    ("choose the rider above", Message::Select(-1)),
    ("choose the rider below", Message::Select(1)),
    ("follow the rider: gaps, events and commentary", Message::Follow),
    ("rider: speed, power, effort, reserve", Message::Open(Page::Rider)),
    ("why these points?", Message::Open(Page::Why)),
    ("outlook: who can still win, with what", Message::Open(Page::Outlook)),
    ("words: what the terms and signs mean", Message::Open(Page::Words)),
    ("teach: explain what confuses once, each time, never", Message::Teach),
    ("your guess: be asked at each bell, or not", Message::Predict),
    ("chances of winning, and what moved them", Message::Open(Page::Chances)),
    ("chances beside the names", Message::Beside),
    ("plots of the race so far", Message::Chart(1)),
    ("rules: the same race under other rules", Message::Open(Page::Editions)),
    ("what if: tell the rider something", Message::Open(Page::Orders)),
    ("two runs side by side", Message::Open(Page::Rival)),
    ("swap the two runs", Message::Swap),
    ("save the run as a file", Message::Save),
    ("spoilers: hide or show what is to come", Message::SpoilerFree),
    ("large figures for a class", Message::Present),
    ("colours: dark, light, none", Message::Theme),
    ("plain characters only", Message::Ascii),
    ("mouse on or off", Message::Mouse),
    ("help: every key", Message::Open(Page::Help)),
    ("suspend: back to the shell for a while", Message::Suspend),
    ("quit", Message::Quit),
];

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub text: String,
    /// The key that does the same, if there is one.
    pub key: String,
    pub what: Meant,
}

/// What an entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    Action(Message),
    Rider(Bib),
}

/// The letters typed so far, and the entry that is chosen.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    pub typed: String,
    at: usize,
}

/// Most letters that are kept; longer than any name of an action.
const LONGEST: usize = 60;

impl Palette {
    pub fn type_letter(&mut self, letter: char) {
        if self.typed.chars().count() < LONGEST && !letter.is_control() {
            self.typed.push(letter);
            self.at = 0;
        }
    }

    pub fn erase(&mut self) {
        self.typed.pop();
        self.at = 0;
    }

    pub fn step(&mut self, by: i32, programme: &Programme) {
        let last = self.entries(programme).len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by as isize).min(last);
    }

    /// The chosen line.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// What the chosen line stands for.
    #[must_use]
    pub fn chosen(&self, programme: &Programme) -> Option<Meant> {
        self.entries(programme).get(self.at).map(|entry| entry.what)
    }

    /// Riders and actions with all the words typed, in any order and spelling; riders first if something was typed.
    #[must_use]
    pub fn entries(&self, programme: &Programme) -> Vec<Entry> {
        let words: Vec<String> = self.typed.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        let has_all = |text: &str| {
            let text = fold(text);
            words.iter().all(|word| text.contains(word))
        };
        let riders = programme.roster.iter().map(|rider| {
            let bib = if rider.bib_known { format!("{} ", rider.bib) } else { String::new() };
            let text = format!("{bib}{} {} {}", rider.name, rider.family, rider.noc);
            let shown = [rider.name.as_str(), &rider.noc].join(" ");
            (
                text,
                Entry { text: format!("{bib}{}", shown.trim_end()), key: String::new(), what: Meant::Rider(rider.bib) },
            )
        });
        let actions = ACTIONS.iter().map(|&(name, message)| {
            let key = key_of(message).unwrap_or_default();
            (name.to_owned(), Entry { text: name.to_owned(), key, what: Meant::Action(message) })
        });
        let riders = riders.filter(|(text, _)| has_all(text)).map(|(_, entry)| entry);
        let actions = actions.filter(|(text, _)| has_all(text)).map(|(_, entry)| entry);
        if words.is_empty() { actions.chain(riders).collect() } else { riders.chain(actions).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::BINDINGS;

    #[test]
    fn every_key_of_the_race_is_on_the_list_by_a_name() {
        let on_race = BINDINGS.iter().filter(|b| b.on.includes(Page::Race)).flat_map(|b| b.keys);
        for (key, message) in on_race {
            let is_obvious = matches!(
                message,
                Message::Tenth(_) | Message::Scroll(_) | Message::Back | Message::Interrupt | Message::Chart(-1)
            ) || *message == Message::Open(Page::Palette);
            assert!(is_obvious || ACTIONS.iter().any(|(_, m)| m == message), "{key:?}");
        }
        for (name, message) in ACTIONS {
            assert!(key_of(*message).is_some(), "{name} has no key");
        }
    }
}
