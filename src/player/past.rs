//! A race with its past kept: still at any of its moments, and ridden on from there by other lucks. Counts nothing, and
//! knows no threads: whoever asks says when to stop.

use std::sync::Arc;

use super::Replay;
use crate::event::Fact;
use crate::free;
use crate::race::{Race, TICK_S};
use crate::rules::{RaceRules, Scoreboard, Standings};
use crate::run::Run;
use crate::scenario::Scenario;
use crate::tactics::Params;
use crate::units::{Bib, Micros};

/// Ticks between two looks at whether to go on: a few hundredths of a millisecond.
const LOOK_TICKS: u32 = 16;
/// The time in which a race has ended or never will: so many times that of a slow one, and its speed, m/s.
const TIMES: f64 = 3.0;
const SLOW_MPS: f64 = 11.0;

/// Says whether to go on.
pub type GoOn<'a> = &'a dyn Fn() -> bool;

/// States of the race that are kept, evenly over its time: from the nearest of them any moment is a few laps away.
const KEPT: u32 = 48;

/// The race of a [`Replay`], ridden once more.
#[derive(Debug)]
pub struct Past {
    scenario: Arc<Scenario>,
    run: Run,
    /// The rules that riders race by; it is scored by those of the replay.
    raced_by: RaceRules,
    /// Where riders began to decide, or another luck came: the tick.
    parts: Option<u32>,
    /// Every fact, in order of time.
    facts: Vec<Fact>,
    /// In order of time; the first is at the gun.
    stills: Vec<Still>,
}

/// A race at a moment: where everybody is, and the books.
#[derive(Debug, Clone)]
pub struct Still {
    race: Race,
    board: Scoreboard,
    /// Facts so far.
    facts: usize,
    /// It is past the moment from which riders decided, or another luck came.
    parted: bool,
}

impl Past {
    /// Rides the race of `replay` once more; `None` if told to stop. It is scored by the rules of `replay`; its riders go on
    /// racing by those of its run.
    #[must_use]
    pub fn of(replay: &Replay, go_on: GoOn) -> Option<Self> {
        let (scenario, run) = (replay.given.clone(), replay.run.clone());
        let raced_by = scenario.rules(run.edition);
        let race = match replay.script.as_deref() {
            Some((spec, director)) => Race::new(spec.clone(), director.clone()),
            None => {
                let (spec, tactics) = free::race_of(&scenario, &raced_by, &run, run.seed, Params::STANDARD);
                Race::new(spec, tactics)
            }
        };
        let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
        let board = Scoreboard::new(replay.rules.clone(), &starters);
        let gun = Still { race, board, facts: 0, parted: false };
        let parts = replay.fork.map(|fork| tick(fork.at));
        let facts = replay.facts().to_vec();
        let mut past = Self { scenario, run, raced_by, parts, facts, stills: vec![gun] };
        let end = tick(replay.duration());
        for k in 1..KEPT {
            let still = past.at_tick(end / KEPT * k, go_on)?;
            past.stills.push(still);
        }
        Some(past)
    }

    /// The race at `at`, at the end of the tick that has begun. `None` if told to stop.
    #[must_use]
    pub fn at(&self, at: Micros, go_on: GoOn) -> Option<Still> {
        self.at_tick(tick(at), go_on)
    }

    fn at_tick(&self, wanted: u32, go_on: GoOn) -> Option<Still> {
        let kept = self.stills.partition_point(|still| still.race.tick() <= wanted).max(1) - 1;
        let mut still = self.stills[kept].clone();
        self.part(&mut still);
        while still.race.tick() < wanted && !still.race.is_done() {
            if still.race.tick().is_multiple_of(LOOK_TICKS) && !go_on() {
                return None;
            }
            still.step();
            self.part(&mut still);
        }
        Some(still)
    }

    /// Lets riders decide, or another luck come, if it is the moment for that.
    fn part(&self, still: &mut Still) {
        if !still.parted && self.parts.is_some_and(|tick| still.race.tick() >= tick) {
            still.parted = true;
            // A free race that keeps its luck goes on as it is.
            if matches!(still.race, Race::Directed(_)) || self.run.luck() != self.run.seed {
                self.let_go(still, self.run.luck());
            }
        }
    }

    /// From here on riders decide for themselves, by `luck`.
    fn let_go(&self, still: &mut Still, luck: u64) {
        match still.race {
            Race::Directed(_) => {
                let (spec, tactics) = free::race_of(&self.scenario, &self.raced_by, &self.run, luck, Params::STANDARD);
                let (race, happened) = still.race.clone().let_go(spec, tactics, &self.facts[..still.facts]);
                still.race = race;
                still.hear(&happened.facts);
            }
            Race::Free(_) => {
                let incidents = free::incidents(&self.scenario, &self.raced_by, &self.run, luck);
                still.race.change_luck(luck, incidents);
            }
        }
    }

    /// What the race comes to if from `still` on riders decide for themselves by `luck`: those of a replay as if they had
    /// been let go there, the others as they did. `None` if told to stop. A replay that is over but for the riders who have
    /// yet to come in stays what it was.
    #[must_use]
    pub fn ride(&self, still: &Still, luck: u64, go_on: GoOn) -> Option<Standings> {
        let race_m = still.race.spec().track.race_m();
        let most = (TIMES * race_m / SLOW_MPS / TICK_S) as u32 + 1000;
        let mut still = still.clone();
        let over = matches!(still.race, Race::Directed(_)) && still.race.head_m() >= race_m;
        if !over && !still.race.is_done() {
            self.let_go(&mut still, luck);
        }
        while !still.race.is_done() && still.race.tick() < most {
            if still.race.tick().is_multiple_of(LOOK_TICKS) && !go_on() {
                return None;
            }
            still.step();
        }
        Some(still.board.standings())
    }
}

impl Still {
    /// When it is.
    #[must_use]
    pub fn at(&self) -> Micros {
        Micros::from_secs(f64::from(self.race.tick()) * TICK_S)
    }

    /// Laps that the head of the race has ridden.
    #[must_use]
    pub fn lap(&self) -> f64 {
        let track = &self.race.spec().track;
        (self.race.head_m() / track.lap_m).clamp(0.0, f64::from(track.laps))
    }

    /// The table as it stands.
    #[must_use]
    pub fn standings(&self) -> Standings {
        self.board.standings()
    }

    fn step(&mut self) {
        let happened = self.race.step();
        self.hear(&happened.facts);
    }

    fn hear(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.board.apply(fact);
        }
        self.facts += facts.len();
    }
}

/// The first tick that is not before `at`.
fn tick(at: Micros) -> u32 {
    const TICK: i64 = (TICK_S * 1e6) as i64;
    u32::try_from((at.0.max(0) + TICK - 1) / TICK).unwrap_or(u32::MAX)
}
