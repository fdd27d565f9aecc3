//! A race that can be taken up at any of its moments and ridden on from there with different luck. Counts nothing, and knows
//! no threads: the caller says when to stop.

use std::sync::Arc;

use super::Replay;
use crate::event::Fact;
use crate::free;
use crate::race::{Checks, Race, RaceSpec, TICK_S, most_ticks};
use crate::rules::{RaceRules, Scoreboard, Standings};
use crate::run::Run;
use crate::scenario::Scenario;
use crate::tactics::Params;
use crate::units::{Bib, Micros};

/// Ticks between two calls of [`GoOn`]: a few hundredths of a millisecond.
const LOOK_TICKS: u32 = 16;

/// Returns whether to go on.
pub type GoOn<'a> = &'a dyn Fn() -> bool;

/// Number of states that are kept, evenly spread over the race, so that one is within a few laps before any moment.
const KEPT: u32 = 48;

/// The race of a [`Replay`], ridden again.
#[derive(Debug)]
pub struct Past {
    scenario: Arc<Scenario>,
    run: Run,
    /// The rules that riders race under; the race is scored by those of the replay.
    raced_by: RaceRules,
    /// The tick of the fork.
    parts: Option<u32>,
    /// Every fact, in order of time.
    facts: Vec<Fact>,
    /// The final table of a race that was stopped, which no fact tells of.
    stopped: Option<Standings>,
    /// In order of time; the first is at the gun.
    stills: Vec<Still>,
}

/// A race at a moment: where everybody is, and the scoreboard.
#[derive(Debug, Clone)]
pub struct Still {
    race: Race,
    board: Scoreboard,
    /// Number of facts so far.
    facts: usize,
    /// The race is past the fork.
    parted: bool,
}

impl Past {
    /// Rides the race of `replay` again; `None` if told to stop. It is scored under the rules of `replay`, while riders race
    /// under those of its run.
    #[must_use]
    pub fn of(replay: &Replay, go_on: GoOn) -> Option<Self> {
        let (scenario, run) = (Arc::new(replay.given.as_planned()), replay.run.clone());
        let raced_by = scenario.rules(run.edition);
        let race = match replay.script.as_deref() {
            Some((spec, director)) => Race::new(spec.clone(), director.clone()),
            None => {
                let (spec, tactics) = free::race_of(&scenario, &raced_by, &run, run.seed, Params::STANDARD);
                Race::new(RaceSpec { checks: replay.spec.checks.clone(), ..spec }, tactics)
            }
        };
        // A race from the gun has no fact about riders who are not in it, and the referee would wait for them.
        let absent = run.absent(&scenario);
        let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).filter(|bib| !absent.contains(bib)).collect();
        // Until a race was stopped, it is scored as it was to be.
        let rules = match replay.rules.stopped_of {
            Some(planned) => RaceRules { laps: planned, stopped_of: None, ..replay.rules.clone() },
            None => replay.rules.clone(),
        };
        let board = Scoreboard::new(rules, &starters);
        let gun = Still { race, board, facts: 0, parted: false };
        let parts = replay.fork.map(|fork| tick(fork.at));
        let facts = replay.facts().to_vec();
        let stopped = replay.rules.stopped_of.map(|_| replay.standings());
        let mut past = Self { scenario, run, raced_by, parts, facts, stopped, stills: vec![gun] };
        let end = tick(replay.duration());
        for k in 1..KEPT {
            let still = past.at_tick(end / KEPT * k, go_on)?;
            past.stills.push(still);
        }
        Some(past)
    }

    /// The race at the end of the tick in which `at` falls; `None` if told to stop.
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

    /// Lets riders decide for themselves, or changes their luck, once the fork is reached.
    fn part(&self, still: &mut Still) {
        if !still.parted && self.parts.is_some_and(|tick| still.race.tick() >= tick) {
            still.parted = true;
            // A free race whose luck does not change just goes on.
            if matches!(still.race, Race::Directed(_)) || self.run.luck() != self.run.seed {
                self.let_go(still, self.run.luck());
            }
        }
    }

    /// Lets riders decide for themselves from here on, with `luck`.
    fn let_go(&self, still: &mut Still, luck: u64) {
        let Checks { again, closely } = &still.race.spec().checks;
        let checks =
            Checks::of(&format!("{again}, by luck {luck} from tick {} on", still.race.tick())).closely(*closely);
        match still.race {
            Race::Directed(_) => {
                let (spec, tactics) = free::race_of(&self.scenario, &self.raced_by, &self.run, luck, Params::STANDARD);
                let spec = RaceSpec { checks, ..spec };
                let (race, happened) = still.race.clone().let_go(spec, tactics, &self.facts[..still.facts]);
                still.race = race;
                still.hear(&happened.facts);
            }
            Race::Free(_) => {
                let incidents = free::incidents(&self.scenario, &self.raced_by, &self.run, luck);
                still.race.change_luck(luck, incidents, checks);
            }
        }
    }

    /// The final table if riders decide for themselves from `still` on, with `luck`; `None` if told to stop. A replay whose head
    /// has already finished keeps its result.
    #[must_use]
    pub fn ride(&self, still: &Still, luck: u64, go_on: GoOn) -> Option<Standings> {
        let race_m = still.race.spec().track.race_m();
        let most = most_ticks(still.race.spec());
        let mut still = still.clone();
        let over = matches!(still.race, Race::Directed(_)) && still.race.head_m() >= race_m;
        if let Some(table) = self.stopped.as_ref().filter(|_| over) {
            return Some(table.clone());
        }
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
    /// The time of the race.
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

    /// The table at this moment.
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

/// The first tick at or after `at`.
fn tick(at: Micros) -> u32 {
    const TICK: i64 = (TICK_S * 1e6) as i64;
    u32::try_from((at.0.max(0) + TICK - 1) / TICK).unwrap_or(u32::MAX)
}
