//! What a rider can be doing. Knows nobody's reasons.

/// What a rider is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Intent {
    /// Sits in the wheels.
    #[default]
    Sit,
    /// Moves up on the outside towards the front of the bunch.
    MoveUp,
    /// Takes a turn at the front to bring somebody back.
    Chase,
    /// Jumps out of the bunch.
    Attack,
    /// Goes after an attack, for its wheel.
    Follow,
    /// Rides across to riders who are away.
    Bridge,
    /// Is away, taking turns.
    Away,
    /// Sprints for the line.
    Sprint,
    /// Has ended a turn: up the banking and back into the line.
    Swing,
    /// Eases after an effort.
    Ease,
    /// Is off the back, alone or with others.
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

    /// In words that follow a rider's name.
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

    /// The rider means to get away.
    #[must_use]
    pub fn is_attempt(self) -> bool {
        matches!(self, Self::Attack | Self::Follow | Self::Bridge)
    }

    /// The rider is in the middle of something that is carried through before another choice is made.
    #[must_use]
    pub fn is_busy(self) -> bool {
        !matches!(self, Self::Sit | Self::MoveUp | Self::Away | Self::Back)
    }
}
