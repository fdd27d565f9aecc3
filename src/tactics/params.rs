//! The numbers of the minds: each with its meaning and the range it was sought in. One set for every field.

/// How a bunch answers a break; all but the first are null models, to show what the choice of riders is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChaseModel {
    /// Each weighs what the break takes from him against what a turn costs (Diekmann's volunteer's dilemma).
    #[default]
    Volunteers,
    /// Whoever is at the front chases, always.
    Always,
    /// Nobody ever does.
    Never,
}

/// What riders weigh, and how well. Values are in *laps*: the worth of a lap to a rider of an even field at the gun is 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Share of critical power given at the front when nothing is at stake (0.75–1.0): the mean speed.
    pub tempo: f64,
    /// How much of that hangs on the freshness of whoever is at the front (0–0.5): the lull after a sprint.
    pub lull: f64,
    /// Share of critical power added at the front towards a sprint (0–0.5).
    pub windup: f64,
    /// Laps at the front of the bunch (0.3–1.0), and of a break (0.5–1.5).
    pub turn_laps: f64,
    pub break_turn_laps: f64,
    /// Seconds over which riders who are away spend what they have (100–300).
    pub horizon_s: f64,
    /// Optimism about gaining a lap (−4–0): attempts per race.
    pub b0: f64,
    /// Weight of the reserve an attempt leaves (2–8): who attacks.
    pub b1: f64,
    /// Weight of the tiredness of the front of the bunch (0–4): attacks after sprints.
    pub b2: f64,
    /// Weight of being marked (0–4): how often leaders get away.
    pub b3: f64,
    /// Weight of company (0–1.5).
    pub b4: f64,
    /// Weight of every rider beyond the fifth: a large break is a bunch, in which nobody pulls (0.2–1.5).
    pub crowd: f64,
    /// Price of a kilojoule of a rider who has half his reserve left, in laps (0.006–0.06).
    pub price: f64,
    /// How steeply the price rises as the reserve falls (0.5–3).
    pub kappa: f64,
    /// Price of an attempt that fails, beside its energy (0.1–0.8).
    pub fail: f64,
    /// Readiness to chase: factor on the cost of a turn as a rider sees it (0.3–3): laps gained.
    pub chi: f64,
    /// Share of the will to chase that is left when somebody else does (0.1–0.6).
    pub phi: f64,
    /// Noise of choices, in laps (0.05–0.5); infinite: choices at random.
    pub noise: f64,
    /// Weight of strength in the chances of a sprint, per 100 W at hand (0.2–1.5).
    pub sprint_beta: f64,
    /// Metres before the line at which a sprint opens (150–350), and its spread among riders.
    pub launch_m: f64,
    pub launch_sd_m: f64,
    /// Median seconds from seeing to doing (0.6–2.5).
    pub react_s: f64,
    /// Error in reading another's freshness, as share of a full reserve (0.15–0.25).
    pub misread: f64,
    pub chase: ChaseModel,
}

impl Params {
    /// The calibrated set.
    pub const STANDARD: Self = Self {
        tempo: 0.92,
        lull: 0.30,
        windup: 0.30,
        turn_laps: 0.7,
        break_turn_laps: 0.8,
        horizon_s: 180.0,
        b0: -3.0,
        b1: 3.0,
        b2: 2.0,
        b3: 1.0,
        b4: 0.5,
        crowd: 0.8,
        price: 0.06,
        kappa: 0.8,
        fail: 0.8,
        chi: 0.2,
        phi: 0.35,
        noise: 0.06,
        sprint_beta: 0.8,
        launch_m: 230.0,
        launch_sd_m: 35.0,
        react_s: 1.2,
        misread: 0.2,
        chase: ChaseModel::Volunteers,
    };
}

impl Default for Params {
    fn default() -> Self {
        Self::STANDARD
    }
}
