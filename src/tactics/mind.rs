//! One rider's mind: what they are like, what they are doing, and since when. Knows nobody else's.

use super::intent::Intent;
use super::lead::Lead;
use super::numbers::{FIRST_THOUGHT_S, REACT_LEAST_S, REACT_MOST_S, REACT_SD, TRAIT_SD, WILL_SD};
use super::order::Action;
use super::params::Params;
use super::sight::Role;
use crate::math::exp;
use crate::rng::Stream;

/// One mind. Times are seconds since the gun.
#[derive(Debug, Clone)]
pub struct Mind {
    pub intent: Intent,
    /// When the intent was taken up.
    pub since_s: f64,
    /// When the rider last attacked, followed or bridged.
    pub went_s: f64,
    /// How often they have.
    pub attempts: u32,
    /// Whom they follow, for [`Intent::Follow`].
    pub other: usize,
    /// Where the rider is, if that is where they mean to be, in the wheels, with no sprint near that they mean to
    /// contest: as most are most of the time.
    pub settled: Option<Role>,
    /// When the rider next looks up.
    pub due_s: f64,
    /// When the rider next weighs what to do.
    pub weigh_s: f64,
    /// When the rider next considers chasing.
    pub round_s: f64,
    /// When the rider has recovered from the last attempt.
    pub rested_s: f64,
    /// Lead over the bunch since the rider last left it.
    pub lead: Lead,
    /// When the rider came to the front of the group.
    pub front_s: Option<f64>,
    /// What the rider gives at the front, W.
    pub turn_w: f64,
    /// How fast the line went when the rider swung off, m/s.
    pub swing_mps: f64,
    /// The rider is at the front while somebody is away, and waits for others to pull.
    pub nobody_pulls: bool,
    /// The place in line to which the rider moves up or drops back.
    pub slot: u16,
    /// The sprint that the rider means to contest (0: none).
    pub contests: u32,
    /// The sprint that the rider weighed last, and at how many laps from it.
    pub weighed: (u32, u8),
    /// Metres before the line at which the rider opens a sprint.
    pub launch_m: f64,
    /// Race distance at which the rider opens the sprint they mean to contest, m; infinite without one.
    pub open_m: f64,
    /// An attack that the rider has seen, by whom, and when they will have reacted to it.
    pub alarm: Option<(usize, f64)>,
    /// The order that the rider carries out.
    pub told: Option<Action<usize>>,
    /// A sprint that the rider is told to contest (`true`) or to leave to others.
    pub told_sprint: Option<(u32, bool)>,
    /// Optimism about attacking, beside others' (0: as they are).
    pub daring: f64,
    /// Readiness to work, beside others' (1: as they are).
    pub will: f64,
}

impl Mind {
    /// A mind drawn from `stream`.
    #[must_use]
    pub fn new(stream: &mut Stream, params: &Params) -> Self {
        let mut trait_sd = || stream.normal().clamp(-TRAIT_SD, TRAIT_SD);
        let daring = params.daring_sd * trait_sd();
        let will = 1.0 + WILL_SD * trait_sd();
        let launch_m = params.launch_m + params.launch_sd_m * trait_sd();
        let weigh_s = FIRST_THOUGHT_S * stream.unit();
        Self {
            intent: Intent::Sit,
            since_s: 0.0,
            went_s: f64::NEG_INFINITY,
            attempts: 0,
            settled: None,
            other: 0,
            due_s: 0.0,
            weigh_s,
            round_s: 0.0,
            rested_s: 0.0,
            lead: Lead::of(0.0, 0.0),
            front_s: None,
            turn_w: 0.0,
            swing_mps: 0.0,
            nobody_pulls: false,
            slot: 0,
            contests: 0,
            weighed: (0, u8::MAX),
            launch_m,
            open_m: f64::INFINITY,
            alarm: None,
            told: None,
            told_sprint: None,
            daring,
            will,
        }
    }

    /// Takes up `intent`.
    pub fn take_up(&mut self, intent: Intent, now_s: f64) {
        self.intent = intent;
        self.since_s = now_s;
        if intent.is_attempt() {
            self.went_s = now_s;
            self.attempts += 1;
        }
        self.settled = None;
        self.alarm = None;
    }

    /// Means to contest `sprint`, whose line is at race distance `line_m`.
    pub fn set_mind_on(&mut self, sprint: u32, line_m: f64) {
        self.contests = sprint;
        self.open_m = line_m - self.launch_m;
    }

    /// Means to contest no sprint.
    pub fn forget_sprints(&mut self) {
        self.set_mind_on(0, f64::INFINITY);
    }

    /// What the rider is told about `sprint`: to contest it (`true`), or to leave it to others.
    #[must_use]
    pub fn told_to_sprint(&self, sprint: u32) -> Option<bool> {
        match (self.told_sprint, self.told) {
            (Some((n, goes)), _) if n == sprint => Some(goes),
            (_, Some(Action::SitIn)) => Some(false),
            _ => None,
        }
    }

    /// The rider is told to leave `sprint` to others.
    #[must_use]
    pub fn skips(&self, sprint: u32) -> bool {
        self.told_to_sprint(sprint) == Some(false)
    }

    /// Seconds since the intent was taken up.
    #[must_use]
    pub fn for_s(&self, now_s: f64) -> f64 {
        now_s - self.since_s
    }
}

/// Seconds until somebody acts on what they see: lognormal about `median_s`, within limits.
pub fn reaction_s(stream: &mut Stream, median_s: f64) -> f64 {
    (median_s * exp(REACT_SD * stream.normal())).clamp(REACT_LEAST_S, REACT_MOST_S)
}
