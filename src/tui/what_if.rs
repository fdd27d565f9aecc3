//! What if: choosing an order for a rider, and riding the race that follows from it.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use super::footage::RideTask;
use super::programme::Programme;
use crate::run::action_words;
use crate::tactics::Action;
use crate::units::Bib;

/// Every order, as listed on the page.
const ACTIONS: [Action<()>; 12] = [
    Action::Attack,
    Action::Bridge,
    Action::Follow(()),
    Action::SitIn,
    Action::Pull,
    Action::Chase,
    Action::Sprint,
    Action::Skip,
    Action::Ease,
    Action::WaitFor(()),
    Action::Abandon,
    Action::Release,
];

/// How far the viewer is in choosing: first the order, then, for some orders, the other rider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderChoice {
    /// Row on the page: 0 gives no order (all riders decide for themselves), then come [`ACTIONS`].
    at: usize,
    /// The other rider, as a row of the roster, once the page asks for one.
    other: Option<usize>,
}

/// What the page of orders shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub heading: String,
    /// Each row in full and in few words, for a narrow screen.
    pub rows: Vec<[String; 2]>,
    pub at: usize,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing yet: the page asks for the other rider.
    Not,
    /// Ride on, with this order for the rider.
    Told(Option<Action<Bib>>),
}

impl OrderChoice {
    /// Moves the choice by so many rows, wrapping round.
    pub fn step(&mut self, by: i32, riders: usize) {
        let (at, rows) = match &mut self.other {
            Some(other) => (other, riders),
            None => (&mut self.at, ACTIONS.len() + 1),
        };
        *at = (*at as i32 + by).rem_euclid(rows.max(1) as i32) as usize;
    }

    /// Takes the chosen row.
    pub fn take(&mut self, programme: &Programme) -> Chosen {
        let Some(action) = self.at.checked_sub(1).map(|k| ACTIONS[k]) else { return Chosen::Told(None) };
        let asks = matches!(action, Action::Follow(()) | Action::WaitFor(()));
        if asks && self.other.is_none() {
            self.other = Some(0);
            return Chosen::Not;
        }
        let other = self.other.and_then(|k| programme.roster.get(k)).map(|e| e.bib);
        Chosen::Told(action.about(|()| other))
    }

    /// The rows to choose from for rider `bib` at `moment` (in words); `decides` says that riders already decide for themselves.
    #[must_use]
    pub fn offer(&self, bib: Option<Bib>, programme: &Programme, (moment, decides): (&str, bool)) -> Offer {
        let name = bib.map_or_else(|| "nobody".to_owned(), |bib| programme.family(bib));
        if let Some(at) = self.other {
            let plain = self.at.checked_sub(1).map_or("", |k| words(ACTIONS[k])[0].trim_end_matches(" …"));
            let rows = programme.roster.iter().map(|e| [e.family.clone(), e.family.clone()]).collect();
            return Offer { heading: format!("{name} · {plain} whom?"), rows, at };
        }
        let plainly = if decides { "nothing: only another luck" } else { "nothing: all decide for themselves" };
        let row = |action: Action<()>| {
            let [word, long, short] = words(action);
            [format!("{word:<13}{long}"), format!("{word:<13}{short}")]
        };
        let rows = std::iter::once([plainly.to_owned(), plainly.to_owned()]).chain(ACTIONS.map(row)).collect();
        Offer { heading: format!("{name} from here on: {moment}"), rows, at: self.at }
    }
}

/// An order in one word, and what it means: in full, and for a narrow screen.
fn words(action: Action<()>) -> [&'static str; 3] {
    match action {
        Action::Attack => ["attack", "out of the group", "out of the group"],
        Action::Bridge => ["bridge", "across to those who are away", "to those who are away"],
        Action::Follow(()) => ["follow …", "goes when the other goes", "goes when the other goes"],
        Action::SitIn => ["sit in", "no attack, no chase, no sprint", "stays in the wheels"],
        Action::Pull => ["pull", "does the work of the group", "works for the group"],
        Action::Chase => ["chase", "until those away are caught", "until they are caught"],
        Action::Sprint => ["sprint", "contests the next sprint", "contests the next"],
        Action::Skip => ["skip", "lets the next sprint go", "lets the next go"],
        Action::Ease => ["ease", "to the back of the bunch", "to the back"],
        Action::WaitFor(()) => ["wait for …", "until the other has come up", "until the other is there"],
        Action::Abandon => ["abandon", "leaves the race", "leaves the race"],
        Action::Release => ["release", "rides their own race", "rides their own race"],
    }
}

/// The order in words: "IGNATIEV: sit in".
#[must_use]
pub fn told(told: Option<(Bib, Action<Bib>)>, programme: &Programme) -> String {
    match told {
        None => "the riders decide from here on".to_owned(),
        Some((bib, Action::Release)) => format!("{}: release", programme.family(bib)),
        Some((bib, action)) => {
            format!("{}: {}", programme.family(bib), action_words(action, |bib| programme.family(bib)))
        }
    }
}

/// A race that is being ridden on another thread.
#[derive(Debug)]
pub struct Making<F> {
    what: String,
    race: Receiver<Result<F, String>>,
}

/// How far it is.
#[derive(Debug)]
pub enum Made<F> {
    NotYet,
    Race(String, F),
    Refused(String),
}

impl<F: Send + 'static> Making<F> {
    /// Starts riding; `what` says what for.
    #[must_use]
    pub fn begin(what: String, ride: RideTask<F>) -> Self {
        let (sender, race) = channel();
        thread::spawn(move || sender.send(ride()));
        Self { what, race }
    }

    /// Checks whether it is done.
    #[must_use]
    pub fn look(&self) -> Made<F> {
        match self.race.try_recv() {
            Ok(Ok(race)) => Made::Race(self.what.clone(), race),
            Ok(Err(why)) => Made::Refused(why),
            Err(TryRecvError::Empty) => Made::NotYet,
            Err(TryRecvError::Disconnected) => Made::Refused("the race could not be ridden".to_owned()),
        }
    }
}
