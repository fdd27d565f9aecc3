//! The running commentary: a commentator who sees the race as it happens and says what it means.
//!
//! What happened (`events`) meets what is known at that moment (`scene`, `table`); from the ways in which it can be said
//! (`bunch` for any race that a bunch rides, `points` for the points race) the `voice` takes one that was not heard lately. A
//! line knows nothing of what comes after it, and changes no facts: the race knows nothing of the commentary.

mod bunch;
mod events;
mod grammar;
mod line;
mod notes;
mod page;
mod phrase;
mod points;
mod scene;
mod table;
mod teller;
mod voice;

pub use grammar::Pronoun;
pub use line::Topic;
pub use page::{begins, decisions, line};

use self::teller::Teller;
use crate::card::Card;
use crate::event::{Fact, Noted};
use crate::player::Replay;
use crate::race::view::RaceView;
use crate::report::words::RiderNames;
use crate::rules::{RaceRules, Scoreboard};
use crate::units::{Bib, Micros};

/// A line and its moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentaryLine {
    pub at: Micros,
    /// What the lap counter showed.
    pub to_go: u32,
    pub text: String,
    pub topic: Topic,
    /// Whom it is about, in order.
    pub bibs: Vec<Bib>,
    /// The frames of its sentences: what is left when names and numbers are taken out.
    pub frames: Vec<&'static str>,
}

/// What the commentator sees; separate from [`Replay`] so that tests can make a race by hand.
#[derive(Clone, Copy)]
pub struct Story<'a> {
    pub names: RiderNames<'a>,
    pub they: Pronoun,
    pub starters: &'a [Bib],
    pub rules: &'a RaceRules,
    pub facts: &'a [Fact],
    pub notes: &'a [Noted],
    pub seed: u64,
    /// The riders on the track at any moment; `None` if they cannot be seen.
    pub look: &'a dyn Fn(Micros) -> Option<RaceView>,
    /// What is on record of the race, for the reasons of rulings.
    pub card: Option<&'a Card>,
    /// Riders to whom the record gives one rank although the last line parts them.
    pub shared: &'a [Vec<Bib>],
}

/// The commentary on `replay`, in order of time.
#[must_use]
pub fn said(replay: &Replay) -> Vec<CommentaryLine> {
    let starters: Vec<Bib> = replay.scenario().riders.iter().map(|r| r.bib).collect();
    tell(&Story {
        names: RiderNames::of(replay.scenario()),
        they: Pronoun::of(replay.scenario()),
        starters: &starters,
        rules: replay.rules(),
        facts: replay.facts(),
        notes: replay.notes(),
        seed: replay.seed(),
        look: &|at| Some(replay.view(at)),
        card: replay.given().card.as_ref(),
        shared: replay.shared(),
    })
}

/// The commentary on a race, from what the commentator sees.
#[must_use]
pub fn tell(story: &Story) -> Vec<CommentaryLine> {
    let (_, rulings) = Scoreboard::score(story.rules.clone(), story.starters, story.facts);
    let mut teller = Teller::new(story);
    for (at, event) in events::events(story, &rulings) {
        teller.hear(at, &event);
    }
    teller.lines
}

#[cfg(test)]
mod tests;
