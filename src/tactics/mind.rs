//! A rider's mind: what he is like, what he is doing, and since when. Knows nobody else's.

use super::lead::Lead;
use super::order::Action;
use super::params::Params;
use super::sight::Role;
use crate::rng::Stream;

/// What a rider is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Intent {
    /// In the wheels.
    #[default]
    Sit,
    /// On the outside, towards the front of the bunch.
    MoveUp,
    /// A turn at the front to bring somebody back.
    Chase,
    /// Out of the bunch.
    Attack,
    /// After an attack, for its wheel.
    Follow,
    /// Across to riders who are away.
    Bridge,
    /// Away, taking turns.
    Away,
    /// For the line.
    Sprint,
    /// A turn is over: up the banking and back.
    Swing,
    /// Easing after an effort.
    Ease,
    /// Off the back, alone or with others.
    Back,
}

impl Intent {
    /// Every intent, in the order of their numbers on a tape.
    pub const ALL: [Self; 11] = [
        Self::Sit,
        Self::MoveUp,
        Self::Chase,
        Self::Attack,
        Self::Follow,
        Self::Bridge,
        Self::Away,
        Self::Sprint,
        Self::Swing,
        Self::Ease,
        Self::Back,
    ];

    /// In words, as one would say of him.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Sit => "sits in",
            Self::MoveUp => "moves up",
            Self::Chase => "chases",
            Self::Attack => "attacks",
            Self::Follow => "goes after an attack",
            Self::Bridge => "bridges across",
            Self::Away => "is away",
            Self::Sprint => "sprints",
            Self::Swing => "swings off",
            Self::Ease => "eases",
            Self::Back => "is off the back",
        }
    }

    /// Means to get away.
    #[must_use]
    pub fn is_attempt(self) -> bool {
        matches!(self, Self::Attack | Self::Follow | Self::Bridge)
    }

    /// In the middle of something that is carried through before another choice is made.
    #[must_use]
    pub fn is_busy(self) -> bool {
        !matches!(self, Self::Sit | Self::MoveUp | Self::Away | Self::Back)
    }
}

/// One mind.
#[derive(Debug, Clone)]
pub struct Mind {
    pub intent: Intent,
    /// Seconds since the gun at which the intent was taken up.
    pub since_s: f64,
    /// When he last meant to get away: when he attacked, followed or set out across.
    pub went_s: f64,
    /// How often he has.
    pub attempts: u32,
    /// Whom it is about, for [`Intent::Follow`].
    pub other: usize,
    /// Where he is and means to be, in the wheels, and no sprint is near that he means to contest: as most, most of the time.
    pub settled: Option<Role>,
    /// When he next looks up, next weighs things, and next asks himself whether to chase.
    pub due_s: f64,
    pub weigh_s: f64,
    pub round_s: f64,
    /// When he has got over his last attempt.
    pub rested_s: f64,
    /// Over the bunch, since he last left it.
    pub lead: Lead,
    /// When he came to the front of his group, and what he gives there, W.
    pub front_s: Option<f64>,
    pub turn_w: f64,
    /// How fast his line went when he swung off, m/s.
    pub swing_mps: f64,
    /// He is at the front, somebody is away, and he waits for others to pull.
    pub nobody_pulls: bool,
    /// The place in line to which he moves up or drops back.
    pub slot: u16,
    /// The sprint he has set his mind on, and the last one he has weighed, at how many laps from it.
    pub contests: u32,
    pub weighed: (u32, u8),
    /// Metres before the line at which he opens his sprint, and the race distance at which that is, m; infinite if he has
    /// set his mind on none.
    pub launch_m: f64,
    pub open_m: f64,
    /// The attack he sees coming, and when he will have reacted to it.
    pub alarm: Option<(usize, f64)>,
    /// What he has been told to do, and of which sprint he has been told whether to contest it.
    pub told: Option<Action<usize>>,
    pub told_sprint: Option<(u32, bool)>,
    /// More or less optimistic about attacking than others, and readier or less ready to work.
    pub daring: f64,
    pub will: f64,
}

impl Mind {
    /// A mind, drawn from `stream`.
    #[must_use]
    pub fn new(stream: &mut Stream, params: &Params) -> Self {
        let daring = params.daring_sd * stream.normal().clamp(-2.0, 2.0);
        let will = 1.0 + 0.25 * stream.normal().clamp(-2.0, 2.0);
        let launch_m = params.launch_m + params.launch_sd_m * stream.normal().clamp(-2.0, 2.0);
        let weigh_s = 8.0 * stream.unit();
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

    /// Makes up his mind for `sprint`, which is `line_m` from the gun, or (0 and infinity) for none.
    pub fn set_mind_on(&mut self, sprint: u32, line_m: f64) {
        self.contests = sprint;
        self.open_m = line_m - self.launch_m;
    }

    /// What he has been told of `sprint`: to contest it, or to let it go.
    #[must_use]
    pub fn told_to_sprint(&self, sprint: u32) -> Option<bool> {
        match (self.told_sprint, self.told) {
            (Some((n, goes)), _) if n == sprint => Some(goes),
            (_, Some(Action::SitIn)) => Some(false),
            _ => None,
        }
    }

    /// He is told to leave sprint number `sprint` to others.
    #[must_use]
    pub fn skips(&self, sprint: u32) -> bool {
        self.told_to_sprint(sprint) == Some(false)
    }

    /// Seconds at the present intent.
    #[must_use]
    pub fn for_s(&self, now_s: f64) -> f64 {
        now_s - self.since_s
    }
}

/// Seconds until somebody acts on what he sees: lognormal about `median_s`, between 0.6 and 2.5 s.
pub fn reaction_s(stream: &mut Stream, median_s: f64) -> f64 {
    (median_s * crate::math::exp(0.4 * stream.normal())).clamp(0.6, 2.5)
}
