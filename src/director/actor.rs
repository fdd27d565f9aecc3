//! Where each rider and each move is in the script.

/// Where a rider is in the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScriptPart {
    Bunch,
    /// In move `.0`.
    Away(usize),
    /// Behind the bunch in move `.0`, until it comes round.
    Lapped(usize),
    /// Off the back before stop `.0`.
    Stopping,
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Actor {
    pub part: ScriptPart,
    /// Place in the bunch or in the break (0 first), moving smoothly towards the one he is sent to.
    pub place: f64,
    /// Metres behind the pace line, for riders off the back.
    pub lag_m: f64,
    /// Where the target was a tick ago; `None` when the part has just changed.
    pub last_target_m: Option<f64>,
}

/// State of a scripted move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flight {
    /// Metres of its first rider ahead of the pace line.
    pub lead_m: f64,
    pub started: bool,
    pub placed: bool,
    pub half_said: bool,
    /// The most it gets ahead if it is to be caught, m.
    pub peak_m: f64,
}
