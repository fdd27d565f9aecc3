//! The screen as a teacher: it explains what confuses when it happens, and asks at the bell what will.

use std::time::Duration;

use super::{App, FELT};
use crate::lessons::predict::{AskedAtBell, Outcome};
use crate::report::words::RiderNames;
use crate::rules::Standings;
use crate::tui::footage::Footage;
use crate::tui::guessing::{Bell, Guessing};
use crate::tui::message::Message;
use crate::tui::page::{Page, RaceKeys};
use crate::tui::scene::Flash;
use crate::tui::teach;
use crate::units::Micros;

impl<F: Footage> App<F> {
    /// What stands in the notice, with the key for the rule behind it.
    pub(super) fn notice_text(&self) -> Option<String> {
        // Nothing covers what there is to choose from.
        let notice = self.notice.as_ref().filter(|_| self.page != Page::Predict)?;
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
        let is_free = self.notice.is_none() && self.page != Page::Predict && self.page != Page::Rule;
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
        if self.explains() && !matches!(self.page, Page::Help | Page::Predict) {
            self.notice = None;
            return Page::Rule;
        }
        Page::Help
    }

    /// The footage is now another race, or is scored by other rules.
    pub(super) fn teach_anew(&mut self) {
        self.teaching.set_moments(self.footage.at_stake());
        self.guessing.set_rulings(self.footage.rulings());
    }

    /// Begins to ask, or asks no more.
    pub(super) fn toggle_guessing(&mut self) {
        self.guessing.toggle();
        // Marks of what is to come would answer the questions.
        self.spoiler_free |= self.guessing.is_on();
        let text = if self.guessing.is_on() {
            "at each bell: who takes the sprint, and who leads then?"
        } else {
            "no more guesses"
        };
        self.notice = Some(Flash { text: text.to_owned(), left: FELT });
    }

    /// The bell between `from` and now at which there is something to ask: the race stops there.
    pub(super) fn stop_at_bell(&mut self, from: Micros) -> Option<Bell> {
        // A choice that is open stays open.
        let is_free = matches!(self.page.info().keys, RaceKeys::Play | RaceKeys::All) && self.page != Page::Editions;
        let bell = self.guessing.bell_between(from, self.at()).filter(|_| is_free)?;
        self.playback.seek(bell.at);
        self.playback.pause();
        Some(bell)
    }

    /// Asks who takes the sprint for which the bell has rung, and who leads after it.
    pub(super) fn ask(&mut self, bell: Bell) {
        let view = self.footage.view(bell.at);
        let scenario = self.footage.scenario();
        let edition = self.footage.edition();
        let rules = scenario.rules((edition != scenario.edition).then_some(edition));
        let takes = AskedAtBell::takes(bell.sprint, bell.head, &view, self.programme.ruled(bell.at));
        let leads = AskedAtBell::leads(bell.sprint, &view, &rules);
        self.guessing.ask(bell, [takes, leads], view.standings);
        (self.page, self.scroll) = (Page::Predict, 0);
    }

    /// The sprint and the question, from 0, that wait for an answer.
    #[must_use]
    pub fn asks(&self) -> Option<(u32, usize)> {
        self.guessing.asks().filter(|_| self.page == Page::Predict)
    }

    /// The viewer's guesses, if they make some.
    #[must_use]
    pub fn guesses(&self) -> Option<&Guessing> {
        Some(&self.guessing).filter(|guessing| guessing.is_on())
    }

    /// An answer, or a step towards one.
    pub(super) fn guess(&mut self, message: Message) {
        match message {
            Message::Choose(by) => self.guessing.choose(by),
            Message::Take => self.guessing.take(),
            Message::Guess(n) => self.guessing.answer(usize::from(n)),
            _ => self.guessing.pass(),
        }
        if self.guessing.asks().is_none() {
            self.ride_on();
        }
    }

    /// Leaves the questions; those that have no answer are not asked again.
    pub(super) fn ride_on(&mut self) {
        self.guessing.leave();
        (self.page, self.scroll) = (Page::Race, 0);
        if !self.playing() {
            self.playback.toggle();
        }
    }

    /// Says whether guesses were right, as soon as the sprint they are about is decided.
    pub(super) fn check_guesses(&mut self) {
        let Some((sprint, due)) = self.guessing.due(self.at()) else { return };
        let after: Standings = self.footage.standings(due);
        let before = self.guessing.before().clone();
        let outcome = Outcome::of((sprint, self.now.view.sprints), self.programme.ruled(due), before, after);
        let names = RiderNames::of(self.footage.scenario());
        if let Some(text) = self.guessing.settle(&outcome, names) {
            if self.explains() {
                self.teaching.put_back();
            }
            self.notice = Some(Flash { text, left: teach::READ });
        }
    }
}
