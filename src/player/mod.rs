//! A finished race that can be viewed at any instant: what screens, results and reports read.
//!
//! `stage` rides a race on record (card, script, motion, check by the referee), `free` one in which riders decide, `look`
//! reads one instant from the tape, `marks` finds what is worth jumping to. Nothing here draws, prints or reads a clock.

mod bunch;
mod decisions;
mod effort;
mod free;
mod look;
mod many;
mod marks;
mod past;
mod refusal;
mod stage;

use std::sync::Arc;

use crate::card::{Completed, MoveKind, Place, RowProvenance, Sprint, points_of};
use crate::director::Director;
use crate::event::{Fact, Noted};
use crate::race::{RaceSpec, Tape, check};
use crate::rules::{EditionId, RaceRules, Ruling, Scoreboard, Standings};
use crate::run::{Code, Order, Origin, Run};
use crate::scenario::Scenario;
use crate::tactics::{Action, Refusal, When};
use crate::units::{Bib, Micros, Provenance};

pub use crate::free::race as free_race;
pub use crate::race::Checks;
pub use bunch::Bunch;
pub use effort::RiderEffort;
pub use free::Fork;
use free::TapedRace;
pub use many::Many;
pub use marks::Mark;
pub use past::{GoOn, Past, Still};
pub use refusal::{Beyond, ReplayError};
use stage::Staged;
pub use stage::witness;

/// Who decides what riders do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Riders follow a completed card.
    Directed,
    /// Riders follow their own tactics, within their own legs.
    Free,
    /// Riders follow a completed card up to a moment, and then their own tactics.
    Forked,
}

/// A lap gained or lost, as the referee ruled it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LapChange {
    pub at: Micros,
    /// Race lap of the front of the bunch.
    pub lap: f64,
    pub bib: Bib,
    /// +1 or −1.
    pub change: i32,
    pub provenance: Provenance,
}

/// A race that has been ridden to its end and scored under one edition of the rules.
#[derive(Debug, Clone)]
pub struct Replay {
    scenario: Arc<Scenario>,
    /// The scenario as it was given, with its record and riders who do not start.
    given: Arc<Scenario>,
    /// Where the scenario came from.
    origin: Origin,
    /// The card as completed; `None` in a free race.
    completed: Option<Arc<Completed>>,
    /// What riders follow the card with, so that the race can be ridden again.
    script: Option<Arc<(RaceSpec, Director)>>,
    /// How the figures of the table are known, in the order of the start list; `None` in a free race.
    stated: Option<Arc<[RowProvenance]>>,
    /// No draw of the seed could be ridden: this is the race that all such seeds share.
    witness: bool,
    spec: Arc<RaceSpec>,
    tape: Arc<Tape>,
    run: Run,
    fork: Option<Fork>,
    /// Orders that were refused, by index in the run.
    refused: Vec<(usize, Refusal)>,
    rules: RaceRules,
    starters: Vec<Bib>,
    rulings: Vec<Ruling>,
    /// The scoreboard after every [`PAGE`] facts, so that one is near to any instant.
    pages: Vec<Scoreboard>,
}

/// A completed card, and what riders followed it with.
struct Followed {
    card: Arc<Completed>,
    script: Arc<(RaceSpec, Director)>,
    stated: Arc<[RowProvenance]>,
    witness: bool,
}

impl Followed {
    fn of(staged: &Staged) -> Self {
        Self {
            card: Arc::new(staged.completed.clone()),
            script: Arc::new((staged.spec.clone(), staged.director.clone())),
            stated: staged.stated.clone().into(),
            witness: staged.witness,
        }
    }
}

/// Facts between two kept states of the scoreboard.
const PAGE: usize = 128;
/// Length of a tick.
const TICK: Micros = Micros((crate::race::TICK_S * 1e6) as i64);

impl Replay {
    /// Rides the `run` of `scenario` and scores it. Riders follow the card, completed by the run's seed, until the moment from
    /// which they decide for themselves: the gun, if there is no card.
    ///
    /// Riders know the rules, so a free race under another edition is a different race, with the same luck. Legs that are not
    /// on record are drawn from the level by the same seed.
    ///
    /// # Errors
    /// If the run does not suit the start list, the record contradicts itself, no motion reproduces it, or the race is over
    /// before riders would decide for themselves.
    pub fn of(scenario: Scenario, run: &Run) -> Result<Self, ReplayError> {
        let checks = Checks::of(&run.again(&scenario));
        Self::checked(scenario, run, checks)
    }

    /// The same with these checks on the way.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn checked(scenario: Scenario, run: &Run, checks: Checks) -> Result<Self, ReplayError> {
        run.check(&scenario)?;
        let rules = scenario.rules(run.edition);
        // Riders who decide for themselves do not know that a race was cut short.
        let planned = scenario.as_planned();
        let free_rules = planned.rules(run.edition);
        match run.free_from(&scenario) {
            None => {
                let staged = stage::stage(&scenario, run, checks)?;
                let followed = Followed::of(&staged);
                let ridden = TapedRace { spec: staged.spec, tape: staged.tape, fork: None, refused: Vec::new() };
                let own = run.edition.is_none_or(|edition| edition == scenario.edition);
                let rules = if own { staged.rules } else { rules };
                Ok(Self::ridden(scenario.clone(), scenario, run, rules, Some(followed), ridden))
            }
            Some(from) if scenario.card.is_none() || from.is_gun() => {
                let ridden = free::ride(&planned, &free_rules, run, checks)?;
                let shown = planned.off_the_record().without(&run.absent(&scenario));
                Ok(Self::ridden(shown, scenario, run, free_rules, None, ridden))
            }
            Some(from) => {
                let staged = stage::stage(&scenario, run, checks)?;
                let ridden = free::ride_from(&staged, &planned, &free_rules, run, from)?;
                let shown = planned.off_the_record();
                let followed = Followed::of(&staged);
                Ok(Self::ridden(shown, scenario, run, free_rules, Some(followed), ridden))
            }
        }
    }

    fn ridden(
        scenario: Scenario,
        given: Scenario,
        run: &Run,
        rules: RaceRules,
        followed: Option<Followed>,
        ridden: TapedRace,
    ) -> Self {
        let starters = scenario.riders.iter().map(|r| r.bib).collect();
        let (stated, witness) = followed.as_ref().map(|f| (f.stated.clone(), f.witness)).unzip();
        let (completed, script) = followed.map(|f| (f.card, f.script)).unzip();
        let replay = Self {
            scenario: Arc::new(scenario),
            origin: Origin::of_id(&given.id),
            given: Arc::new(given),
            completed,
            script,
            stated,
            witness: witness.unwrap_or(false),
            spec: Arc::new(ridden.spec),
            tape: Arc::new(ridden.tape),
            run: run.clone(),
            fork: ridden.fork,
            refused: ridden.refused,
            rules,
            starters,
            rulings: Vec::new(),
            pages: Vec::new(),
        };
        replay.scored()
    }

    /// Completes the card of `scenario` by `seed`, rides it, and scores it under `edition` (default: the scenario's own).
    ///
    /// # Errors
    /// If the scenario has no record, the record contradicts itself, or no motion reproduces it.
    pub fn new(scenario: Scenario, edition: Option<EditionId>, seed: u64) -> Result<Self, ReplayError> {
        if scenario.card.is_none() {
            return Err(ReplayError::NoRecord);
        }
        Self::of(scenario, &Run { edition, ..Run::of_seed(seed) })
    }

    /// Lets the riders of `scenario` race freely, by `seed`, under `edition` (default: the scenario's own). If there is a card,
    /// it only tells how good the riders' legs were.
    ///
    /// # Panics
    /// Never: a race that is free from the gun can always be ridden.
    #[must_use]
    pub fn free(scenario: Scenario, edition: Option<EditionId>, seed: u64) -> Self {
        let run = Run { edition, from: Some(When::GUN), ..Run::of_seed(seed) };
        Self::of(scenario, &run).expect("a race that is free from the gun follows no record")
    }

    /// The same motion scored under another edition.
    ///
    /// For a free race this is not the race that riders would have ridden under those rules. The sprints stay where they were
    /// ridden; all other deviations of the scenario from its own edition are dropped.
    #[must_use]
    pub fn under(&self, edition: EditionId) -> Self {
        Self { rules: self.scenario.rules(Some(edition)), ..self.clone() }.scored()
    }

    /// Scores the facts again.
    fn scored(mut self) -> Self {
        let mut board = Scoreboard::new(self.rules.clone(), &self.starters);
        self.pages = vec![board.clone()];
        self.rulings = Vec::new();
        for (k, fact) in self.tape.facts().iter().enumerate() {
            self.rulings.extend(board.apply(fact));
            if (k + 1) % PAGE == 0 {
                self.pages.push(board.clone());
            }
        }
        if board.standings().is_final {
            check::points(&board, &self.spec.checks, self.tape.ticks() as u32);
        }
        self
    }

    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The scenario as it was given, with its record and riders who do not start.
    #[must_use]
    pub fn given(&self) -> &Scenario {
        &self.given
    }

    /// The card as completed; `None` in a free race.
    #[must_use]
    pub fn completed(&self) -> Option<&Completed> {
        self.completed.as_deref()
    }

    /// How the sprint points and the laps of `bib` in the final table are known. Under rules that give other points for places,
    /// the points are known as far as the places are.
    #[must_use]
    pub fn row_provenance(&self, bib: Bib) -> RowProvenance {
        let simulated = RowProvenance { sprint_points: Provenance::Simulated, laps: Provenance::Simulated };
        let rider = self.starters.iter().position(|b| *b == bib);
        match (&self.stated, self.fork, rider) {
            (Some(stated), None, Some(r)) if self.gives_points_as_recorded() => stated[r],
            (Some(stated), None, Some(r)) => {
                let rows = self.given.card.iter().flat_map(|card| &card.table);
                // Without a place there are no points under any rules.
                let has_none = rows.into_iter().any(|row| row.bib == bib && row.sprint_points == Some(0));
                let by_places = || points_of(&self.sprints(self.duration()), bib, None).max(Provenance::Derived);
                let sprint_points = if has_none { Provenance::Derived } else { by_places() };
                RowProvenance { sprint_points, ..stated[r] }
            }
            _ => simulated,
        }
    }

    /// Whether the rules by which the race is scored give the points for places that those of the record give.
    fn gives_points_as_recorded(&self) -> bool {
        let own = self.given.rules(None);
        let same = |sprint| (1..=4).all(|place| self.rules.points(sprint, place) == own.points(sprint, place));
        (1..=self.rules.sprints()).all(same)
    }

    /// No draw of the seed could be ridden: this is the race that all such seeds share.
    #[must_use]
    pub fn is_witness(&self) -> bool {
        self.witness
    }

    /// Where the time of the race comes from.
    #[must_use]
    pub fn time_provenance(&self) -> Provenance {
        match (self.completed(), self.fork) {
            (Some(card), None) => card.time_provenance,
            _ => Provenance::Simulated,
        }
    }

    /// Sets where the scenario came from, which run codes and saved runs tell.
    #[must_use]
    pub fn named(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// Where the scenario came from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The run as a code.
    #[must_use]
    pub fn code(&self) -> String {
        Code::write(&self.origin.name, self.origin.hash, &self.run, &self.given)
    }

    /// Rides another run of the same scenario.
    ///
    /// # Errors
    /// As [`Self::of`], and if an order was refused.
    pub fn again(&self, run: &Run) -> Result<Self, ReplayError> {
        let code = Code::write(&self.origin.name, self.origin.hash, run, &self.given);
        let checks = Checks::of(&Code::again(&code)).closely(self.spec.checks.closely);
        let race = Self::checked(Scenario::clone(&self.given), run, checks)?.named(self.origin.clone());
        race.obeyed()
    }

    /// The race itself, if every order of its run was obeyed.
    ///
    /// # Errors
    /// The first order that was refused.
    pub fn obeyed(self) -> Result<Self, ReplayError> {
        let Some(&(number, why)) = self.refused.first() else { return Ok(self) };
        let order = self.run.orders[number].write(|bib| self.scenario.name(bib));
        Err(ReplayError::Refused { order, number, why })
    }

    /// A run that is the same up to `at`, where a rider is given an order (`told`). Without an order, riders decide for
    /// themselves from `at` on; if they do so already, their luck changes there.
    #[must_use]
    pub fn run_from(&self, at: Micros, told: Option<(Bib, Action<Bib>)>) -> Run {
        let mut run = self.run.clone();
        let at = Micros(at.0 / TICK.0 * TICK.0);
        let decided_before = match (self.mode(), self.fork) {
            (Mode::Directed, _) => false,
            (_, Some(fork)) => fork.at <= at,
            (_, None) => true,
        };
        if !decided_before {
            (run.from, run.luck) = (Some(When::Time(at)), None);
            run.orders.clear();
        } else if told.is_none() {
            run.luck = Some(run.luck().wrapping_add(1));
            run.from = Some(When::Time(at));
        } else if run.from.is_none() && self.completed.is_some() {
            // Keep the fork where it is, whatever order is added.
            run.from = self.fork.map(|fork| When::Time(fork.at));
        }
        run.orders.extend(told.map(|(rider, action)| Order { at: When::Time(at), rider, action }));
        run
    }

    /// The run that was ridden.
    #[must_use]
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Where riders began to decide for themselves, or where their luck changed; `None` if neither happened during the race.
    #[must_use]
    pub fn fork(&self) -> Option<Fork> {
        self.fork
    }

    /// Orders that were refused, and why.
    pub fn refused(&self) -> impl Iterator<Item = (&Order<Bib>, Refusal)> + '_ {
        self.refused.iter().map(|&(k, why)| (&self.run.orders[k], why))
    }

    #[must_use]
    pub fn edition(&self) -> EditionId {
        self.rules.edition
    }

    #[must_use]
    pub fn rules(&self) -> &RaceRules {
        &self.rules
    }

    #[must_use]
    pub fn seed(&self) -> u64 {
        self.run.seed
    }

    #[must_use]
    pub fn mode(&self) -> Mode {
        match (&self.completed, self.fork) {
            (None, _) => Mode::Free,
            (Some(_), None) => Mode::Directed,
            (Some(_), Some(_)) => Mode::Forked,
        }
    }

    /// What every rider did at every tick.
    #[must_use]
    pub fn tape(&self) -> &Tape {
        &self.tape
    }

    /// From the gun until the last rider has crossed the last line.
    #[must_use]
    pub fn duration(&self) -> Micros {
        self.tape.duration()
    }

    /// From the gun until the first rider crosses the last line.
    #[must_use]
    pub fn race_time(&self) -> Micros {
        let over = |ruling: &Ruling| match *ruling {
            Ruling::Over { at, .. } => Some(at),
            _ => None,
        };
        self.rulings.iter().find_map(over).unwrap_or_else(|| self.duration())
    }

    /// Every fact, in order of time.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        self.tape.facts()
    }

    /// Every note, in order of time.
    #[must_use]
    pub fn notes(&self) -> &[Noted] {
        self.tape.notes()
    }

    /// Every ruling, in order of time.
    #[must_use]
    pub fn rulings(&self) -> &[Ruling] {
        &self.rulings
    }

    /// The final table as the referee computed it from the motion.
    #[must_use]
    pub fn standings(&self) -> Standings {
        self.table_of(&self.scoreboard(self.duration()))
    }

    /// The table of `board`, with the ranks that the record shares although the last line parts the riders.
    fn table_of(&self, board: &Scoreboard) -> Standings {
        let mut standings = board.standings();
        standings.share(self.shared(), self.rules.rank_by);
        standings
    }

    /// Riders to whom the record gives one rank although they cross the last line one after the other.
    #[must_use]
    pub fn shared(&self) -> &[Vec<Bib>] {
        self.completed().filter(|_| self.fork.is_none()).map_or(&[], |card| &card.shared)
    }

    /// The scoreboard after all facts up to and including `at`.
    #[must_use]
    pub fn scoreboard(&self, at: Micros) -> Scoreboard {
        let count = self.facts().partition_point(|f| f.at() <= at);
        let page = count / PAGE;
        let mut board = self.pages[page].clone();
        for fact in &self.facts()[page * PAGE..count] {
            board.apply(fact);
        }
        board
    }

    /// Sprints as the referee placed them up to and including `at`, with the provenance of each place.
    #[must_use]
    pub fn sprints(&self, at: Micros) -> Vec<Sprint> {
        let laps = self.rules.sprint_laps();
        let mut sprints: Vec<Sprint> = Vec::new();
        for ruling in self.rulings.iter().take_while(|ruling| ruling.at() <= at) {
            match *ruling {
                Ruling::Place { sprint, place, points, bib, at: when, .. } if points > 0 => {
                    if sprints.last().is_none_or(|s| s.n != sprint) {
                        sprints.push(Sprint { n: sprint, lap: laps[sprint as usize - 1], places: Vec::new() });
                    }
                    let last = sprints.len() - 1;
                    sprints[last].places.push(self.cell(sprint, place, points, bib, when));
                }
                Ruling::Moved { sprint, place, bib, at: when, .. } => {
                    let Some(of) = sprints.iter_mut().find(|s| s.n == sprint) else { continue };
                    of.places.retain(|cell| cell.bib != bib);
                    let points = self.rules.points(sprint, place);
                    of.places.extend((points > 0).then(|| self.cell(sprint, place, points, bib, when)));
                    of.places.sort_by_key(|cell| cell.place);
                }
                _ => {}
            }
        }
        sprints
    }

    /// A place as ruled, with what the card says about it. Under other rules the card may have somebody else there.
    fn cell(&self, sprint: u32, place: u32, points: u32, bib: Bib, at: Micros) -> Place {
        let card = self.card_at(at).and_then(|card| card.sprints.iter().find(|s| s.n == sprint));
        let cell = card.and_then(|s| s.places.iter().find(|p| p.place == place && p.bib == bib));
        match cell {
            Some(cell) => Place { points, ..cell.clone() },
            None => {
                let provenance = self.otherwise(at);
                Place { place, points, bib, provenance, likely: false, sources: Vec::new() }
            }
        }
    }

    /// Laps gained and lost, as ruled, in order of time.
    #[must_use]
    pub fn lap_changes(&self) -> Vec<LapChange> {
        let changes = self.rulings.iter().filter_map(|ruling| match *ruling {
            Ruling::Gain { bib, at, .. } => Some((at, bib, 1)),
            Ruling::Loss { bib, at, .. } => Some((at, bib, -1)),
            _ => None,
        });
        changes
            .map(|(at, bib, change)| {
                let lap = self.bunch_lap(at);
                LapChange { at, lap, bib, change, provenance: self.provenance_of(bib, change, lap, at) }
            })
            .collect()
    }

    /// Where the bunch is at `at`; `None` if nobody is on the track.
    #[must_use]
    pub fn bunch(&self, at: Micros) -> Option<Bunch> {
        bunch::bunch(&self.tape, at, self.spec.track.lap_m)
    }

    /// Race lap of the front of the bunch at `at`.
    fn bunch_lap(&self, at: Micros) -> f64 {
        self.bunch(at).map_or(0.0, |b| b.front_m / self.spec.track.lap_m)
    }

    /// Provenance of the lap that `bib` gained or lost at `at`: that of the move on the card that ended nearest to `lap`.
    fn provenance_of(&self, bib: Bib, change: i32, lap: f64, at: Micros) -> Provenance {
        let kind = if change > 0 { MoveKind::Gain } else { MoveKind::Loss };
        let of = |m: &&crate::card::Move| m.kind == kind && m.riders.contains(&bib);
        let moves = self.card_at(at).map_or(&[][..], |card| &card.moves);
        let nearest = moves.iter().filter(of).min_by(|a, b| {
            let far = |m: &crate::card::Move| (m.to_lap - lap).abs();
            far(a).total_cmp(&far(b))
        });
        nearest
            .and_then(|m| m.riders.iter().position(|&r| r == bib).map(|i| m.provenance[i]))
            .unwrap_or(self.otherwise(at))
    }

    /// The card, if riders still follow it at `at`.
    fn card_at(&self, at: Micros) -> Option<&Completed> {
        self.completed().filter(|_| self.fork.is_none_or(|fork| at <= fork.at))
    }

    /// Provenance of what the card does not state.
    fn otherwise(&self, at: Micros) -> Provenance {
        if self.card_at(at).is_some() { Provenance::Reconstructed } else { Provenance::Simulated }
    }

    /// What the race demanded of `bib`; `None` for a rider who is not on the start list or did not start.
    #[must_use]
    pub fn effort(&self, bib: Bib) -> Option<RiderEffort> {
        let rider = self.spec.riders.iter().position(|r| r.bib == bib)?;
        RiderEffort::of(self.tape.rider(rider))
    }
}
