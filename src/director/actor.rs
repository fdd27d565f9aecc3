//! Where each rider and each move is in the script.

/// What a rider does in the script at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScriptPart {
    /// In the bunch.
    Bunch,
    /// In move `.0`.
    Away(usize),
    /// Behind the bunch in move `.0`, until it comes round.
    Lapped(usize),
    /// Off the back before stop `.0`.
    Stopping,
    /// Out of the race.
    Gone,
}

/// Where a rider is in the script.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Actor {
    pub part: ScriptPart,
    /// Place in the bunch or in the break (0 is first), moving smoothly towards the one they are sent to.
    pub place: f64,
    /// Metres behind the pace line, for riders off the back.
    pub lag_m: f64,
    /// Where the target was a tick ago; `None` when the part has just changed.
    pub last_target_m: Option<f64>,
}

/// State of a scripted move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flight {
    /// How far its first rider is ahead of the pace line, m.
    pub lead_m: f64,
    pub started: bool,
    /// Its riders have been sent to the front of the bunch.
    pub placed: bool,
    /// It has been said that it has half a lap.
    pub half_said: bool,
    /// The most that it gets ahead if it is to be caught, m.
    pub peak_m: f64,
}
