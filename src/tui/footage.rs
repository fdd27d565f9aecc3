//! What the screen shows: a race that can be looked at at any instant.
//!
//! [`Replay`] is one; tests of the screen make one by hand.

use crate::card::{RowProvenance, Sprint};
use crate::chances::{Event, Forks, Rides, events};
use crate::chart::so_far::SoFar;
use crate::commentary::{self, CommentaryLine};
use crate::event::Fact;
use crate::lessons::{AtStake, at_stake};
use crate::player::{LapChange, Mark, Mode, Replay, ReplayError};
use crate::race::view::RaceView;
use crate::report::outlook;
use crate::rules::{EditionId, Outlook, Ruling, Standings};
use crate::scenario::Scenario;
use crate::tactics::Action;
use crate::units::{Bib, Micros};

/// Rides a race on another thread, or says why it cannot.
pub type RideTask<F> = Box<dyn FnOnce() -> Result<F, String> + Send>;

/// A race from gun to finish. Times are since the gun; lists are in order of time.
pub trait Footage: Send + 'static {
    fn scenario(&self) -> &Scenario;
    /// Why the commissaires ruled so, in their words, if a source says.
    fn reason(&self, ruling: &Ruling) -> Option<String>;
    /// Whether the riders' legs are estimated from the result of the race on record, and so tell of it.
    fn legs_tell(&self) -> bool {
        false
    }
    fn edition(&self) -> EditionId;
    fn seed(&self) -> u64;
    /// The same race scored under other rules.
    #[must_use]
    fn under(&self, edition: EditionId) -> Self
    where
        Self: Sized;
    /// Who decides what the riders do.
    fn mode(&self) -> Mode;
    fn duration(&self) -> Micros;
    fn view(&self, at: Micros) -> RaceView;
    /// The table at `at`, as in the view, without working out the motion.
    fn standings(&self, at: Micros) -> Standings;
    /// Sprints decided by `at`.
    fn sprints(&self, at: Micros) -> Vec<Sprint>;
    fn facts(&self) -> &[Fact];
    fn rulings(&self) -> &[Ruling];
    fn lap_changes(&self) -> Vec<LapChange>;
    /// How the sprint points and the laps of a rider in the final table are known.
    fn row_provenance(&self, bib: Bib) -> RowProvenance;
    /// Whether no draw of the seed could be ridden, so that this is the race that all such seeds share.
    fn is_shared(&self) -> bool {
        false
    }
    fn marks(&self) -> Vec<(Micros, Mark)>;
    /// The running commentary.
    fn lines(&self) -> Vec<CommentaryLine>;
    /// The moments at which what newcomers get wrong is at stake.
    fn at_stake(&self) -> Vec<AtStake> {
        Vec::new()
    }
    /// Rides this race on from `at` in another way: with an order to one rider, or with all riders deciding for
    /// themselves. `None` if this race cannot be ridden on.
    fn otherwise(&self, _at: Micros, _told: Option<(Bib, Action<Bib>)>) -> Option<RideTask<Self>>
    where
        Self: Sized,
    {
        None
    }
    /// The run code, which opens the same run again.
    fn code(&self) -> Option<String> {
        None
    }
    /// The fingerprint of the scenario's text, for a saved run.
    fn fingerprint(&self) -> Option<String> {
        None
    }
    /// What may have moved the chances of winning, and how to ride the race on to count them; `None` if that is not
    /// possible.
    fn chances(&self) -> Option<(Vec<Event>, Box<dyn Rides>)> {
        None
    }
    /// The race as the charts need it; `None` if there are none.
    fn charts(&self) -> Option<SoFar> {
        None
    }
    /// What must happen from `at` on, one sentence per line.
    fn outlook(&self, _at: Micros) -> Vec<String> {
        Vec::new()
    }
}

impl Footage for Replay {
    fn reason(&self, ruling: &Ruling) -> Option<String> {
        self.given().card.as_ref()?.reason(ruling).map(str::to_owned)
    }
    fn scenario(&self) -> &Scenario {
        self.scenario()
    }
    fn legs_tell(&self) -> bool {
        self.given().card.is_some()
    }
    fn edition(&self) -> EditionId {
        self.edition()
    }
    fn seed(&self) -> u64 {
        self.seed()
    }
    fn under(&self, edition: EditionId) -> Self {
        self.under(edition)
    }
    fn mode(&self) -> Mode {
        self.mode()
    }
    fn duration(&self) -> Micros {
        self.duration()
    }
    fn view(&self, at: Micros) -> RaceView {
        self.view(at)
    }
    fn standings(&self, at: Micros) -> Standings {
        self.scoreboard(at).standings()
    }
    fn sprints(&self, at: Micros) -> Vec<Sprint> {
        self.sprints(at)
    }
    fn facts(&self) -> &[Fact] {
        self.facts()
    }
    fn rulings(&self) -> &[Ruling] {
        self.rulings()
    }
    fn lap_changes(&self) -> Vec<LapChange> {
        self.lap_changes()
    }
    fn row_provenance(&self, bib: Bib) -> RowProvenance {
        self.row_provenance(bib)
    }
    fn is_shared(&self) -> bool {
        self.is_witness()
    }
    fn marks(&self) -> Vec<(Micros, Mark)> {
        self.marks()
    }
    fn lines(&self) -> Vec<CommentaryLine> {
        commentary::said(self)
    }
    fn at_stake(&self) -> Vec<AtStake> {
        at_stake::at_stake(self)
    }
    fn otherwise(&self, at: Micros, told: Option<(Bib, Action<Bib>)>) -> Option<RideTask<Self>> {
        let (race, run) = (self.clone(), self.run_from(at, told));
        let why = |error| match error {
            // Leave out which order it was: the viewer has just given it.
            ReplayError::Refused { why, .. } => why.to_string(),
            error => error.to_string(),
        };
        Some(Box::new(move || race.again(&run).map_err(why)))
    }
    fn code(&self) -> Option<String> {
        Some(Replay::code(self))
    }
    fn fingerprint(&self) -> Option<String> {
        self.origin().fingerprint.clone()
    }
    fn chances(&self) -> Option<(Vec<Event>, Box<dyn Rides>)> {
        Some((events(self), Box::new(Forks::of(self.clone()))))
    }
    fn charts(&self) -> Option<SoFar> {
        Some(SoFar::of(self.clone()))
    }
    fn outlook(&self, at: Micros) -> Vec<String> {
        let family = |bib| Replay::scenario(self).rider(bib).map_or_else(|| bib.to_string(), |r| r.family.clone());
        outlook::lines(&Outlook::of(&self.scoreboard(at)), family)
    }
}
