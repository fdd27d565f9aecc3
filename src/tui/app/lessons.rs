//! The screen as a teacher: it explains what confuses when it happens.

use std::time::Duration;

use super::{App, FELT};
use crate::tui::footage::Footage;
use crate::tui::page::Page;
use crate::tui::scene::Flash;
use crate::tui::teach;
use crate::units::Micros;

impl<F: Footage> App<F> {
    /// What stands in the notice, with the key for the rule behind it.
    pub(super) fn notice_text(&self) -> Option<String> {
        let notice = self.notice.as_ref()?;
        let hint = if self.explains() { " · ? gives the rule" } else { "" };
        Some(format!("{}{hint}", notice.text))
    }

    /// What stands in the notice.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_ref().map(|notice| notice.text.as_str())
    }

    /// Laps that the counter shows to go.
    #[must_use]
    pub fn to_go(&self) -> u32 {
        self.now.view.counter.to_go
    }

    /// Whether the notice explains what confuses.
    #[must_use]
    pub fn explains(&self) -> bool {
        let shown = self.teaching.shown().map(|moment| moment.text.as_str());
        shown.is_some() && shown == self.notice()
    }

    /// Explains what the race from `from` to now calls for, when it is its turn.
    pub(super) fn explain(&mut self, from: Micros, elapsed: Duration) {
        self.teaching.pass(from, self.at());
        let is_free = self.notice.is_none() && self.page != Page::Rule;
        if let Some(moment) = self.teaching.turn(elapsed, is_free) {
            self.notice = Some(Flash { text: moment.text, left: teach::READ });
        }
    }

    /// Explanations that still wait when the race is over.
    pub fn left_to_explain(&mut self) -> Vec<String> {
        self.teaching.rest().into_iter().map(|moment| moment.text).collect()
    }

    /// To how often it explains next, with a word about it.
    pub(super) fn teach_otherwise(&mut self) {
        self.teaching.next_how();
        self.notice = Some(Flash { text: self.teaching.how.words().to_owned(), left: FELT });
    }

    /// The page that `?` asks for: the rule, while its explanation stands, and else help.
    pub(super) fn rule_or_help(&mut self) -> Page {
        if self.explains() && self.page != Page::Help {
            self.notice = None;
            return Page::Rule;
        }
        Page::Help
    }

    /// The footage is now another race, or is scored by other rules.
    pub(super) fn teach_anew(&mut self) {
        self.teaching.set_moments(self.footage.at_stake());
    }
}
