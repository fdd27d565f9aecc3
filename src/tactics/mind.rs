//! A rider's mind: what he is like, what he is doing, and since when. Knows nobody else's.

use super::params::Params;
use crate::rng::{Purpose, Stream};
use crate::units::Bib;

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
    pub stream: Stream,
    pub intent: Intent,
    /// Seconds since the gun at which the intent was taken up.
    pub since_s: f64,
    /// Whom it is about, for [`Intent::Follow`].
    pub other: usize,
    /// When he next looks up, next weighs things, and next asks himself whether to chase.
    pub due_s: f64,
    pub weigh_s: f64,
    pub round_s: f64,
    /// When he has got over his last attempt.
    pub rested_s: f64,
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
    /// Metres before the line at which he opens his sprint.
    pub launch_m: f64,
    /// The attack he sees coming, and when he will have reacted to it.
    pub alarm: Option<(usize, f64)>,
    /// More or less optimistic about attacking than others, and readier or less ready to work.
    pub daring: f64,
    pub will: f64,
}

impl Mind {
    /// The mind of rider `bib`.
    #[must_use]
    pub fn new(seed: u64, bib: Bib, params: &Params) -> Self {
        let mut stream = Stream::of_rider(seed, Purpose::Mind, bib);
        let daring = params.daring_sd * stream.normal().clamp(-2.0, 2.0);
        let will = 1.0 + 0.25 * stream.normal().clamp(-2.0, 2.0);
        let launch_m = params.launch_m + params.launch_sd_m * stream.normal().clamp(-2.0, 2.0);
        let weigh_s = 8.0 * stream.unit();
        Self {
            stream,
            intent: Intent::Sit,
            since_s: 0.0,
            other: 0,
            due_s: 0.0,
            weigh_s,
            round_s: 0.0,
            rested_s: 0.0,
            front_s: None,
            turn_w: 0.0,
            swing_mps: 0.0,
            nobody_pulls: false,
            slot: 0,
            contests: 0,
            weighed: (0, u8::MAX),
            launch_m,
            alarm: None,
            daring,
            will,
        }
    }

    /// Takes up `intent`.
    pub fn take_up(&mut self, intent: Intent, now_s: f64) {
        self.intent = intent;
        self.since_s = now_s;
        self.due_s = now_s;
        self.alarm = None;
    }

    /// Seconds at the present intent.
    #[must_use]
    pub fn for_s(&self, now_s: f64) -> f64 {
        now_s - self.since_s
    }

    /// Seconds until he acts on what he sees: lognormal about `median_s`, between 0.6 and 2.5 s.
    pub fn reaction_s(&mut self, median_s: f64) -> f64 {
        (median_s * crate::math::exp(0.4 * self.stream.normal())).clamp(0.6, 2.5)
    }
}
