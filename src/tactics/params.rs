//! The numbers of the minds that the fit may set: each with its meaning, value, unit and the range it was sought in.
//! One set serves every field. What no fit sets stands in `numbers`.

use crate::params::Param;

/// How a bunch answers a break. All but the first are null models, to show what the riders' choices are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChaseModel {
    /// Each rider weighs what the break takes from them against what a turn costs (Diekmann's volunteer's dilemma).
    #[default]
    Volunteers,
    /// Riders at the front always chase.
    Always,
    /// Nobody ever chases.
    Never,
}

/// Source of every number here.
const FITTED: &str = "fitted to real races: see the manual's page on the model";

/// A struct of numbers that can also be named, listed and set one by one. Each line is
/// `name = value, "unit", low..=high, source;`.
macro_rules! params {
    ($($(#[doc = $doc:literal])* $name:ident = $value:literal, $unit:literal, $low:literal..=$high:literal, $source:ident;)*) => {
        /// What riders weigh, and how well. Values are in *laps*: a lap is worth 1 to a rider of an even field at the
        /// gun.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct Params {
            $($(#[doc = $doc])* #[doc = concat!("\n\nUnit: ", $unit, ".")] pub $name: f64,)*
            /// How a bunch answers a break.
            pub chase: ChaseModel,
        }

        impl Params {
            /// The fitted set.
            pub const STANDARD: Self = Self { $($name: $value,)* chase: ChaseModel::Volunteers };

            /// Every number with its value in [`Self::STANDARD`] and the range it was sought in.
            pub const NUMBERS: &[Param] = &[$(Param {
                name: stringify!($name),
                meaning: concat!($($doc),*),
                value: $value,
                unit: $unit,
                low: $low,
                high: $high,
                source: $source,
            },)*];

            /// The number called `name`, to be set.
            pub fn by_name(&mut self, name: &str) -> Option<&mut f64> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

params! {
    /// Share of critical power given at the front when nothing is at stake: the mean speed.
    tempo = 0.9223, "1", 0.7..=1.05, FITTED;
    /// How much of that hangs on the freshness of whoever is at the front: the lull after a sprint.
    lull = 0.1954, "1", 0.0..=0.6, FITTED;
    /// Share of critical power added at the front towards a sprint.
    windup = 0.34, "1", 0.0..=0.5, FITTED;
    /// Share of the tempo that is left when a break is away and others should chase it.
    stall = 0.7941, "1", 0.75..=1.0, FITTED;
    /// What a chaser gives at the front, as a share of critical power.
    pull = 1.296, "1", 1.0..=1.5, FITTED;
    /// Seconds of a jump out of the bunch.
    jump_s = 5.656, "s", 4.0..=12.0, FITTED;
    /// Laps at the front of the bunch, and of a break.
    turn_laps = 0.8985, "laps", 0.3..=1.5, FITTED;
    /// Laps at the front of the bunch, and of a break.
    break_turn_laps = 1.457, "laps", 0.4..=1.5, FITTED;
    /// Seconds over which riders who are away spend what they have, at most.
    horizon_s = 272.7, "s", 100.0..=300.0, FITTED;
    /// What a rider who is away alone gives, as a share of what they could give until the lap is gained.
    alone = 0.6491, "1", 0.5..=1.0, FITTED;
    /// Optimism about gaining a lap: attempts per race.
    b0 = -4.373, "log-odds", -6.0..=0.0, FITTED;
    /// Weight of the reserve an attempt leaves: who attacks.
    b1 = 3.234, "log-odds per W′", 1.0..=8.0, FITTED;
    /// Weight of the tiredness of the front of the bunch: attacks after sprints.
    b2 = 1.948, "log-odds", 0.0..=9.0, FITTED;
    /// Weight of being marked: how often leaders get away.
    b3 = 0.0928, "log-odds", 0.0..=4.0, FITTED;
    /// Weight of company, to a third companion.
    b4 = 0.5947, "log-odds per rider", 0.0..=1.5, FITTED;
    /// Weight of every rider beyond the fourth: a large break is a bunch, in which nobody pulls.
    crowd = 0.2851, "log-odds per rider", 0.0..=2.0, FITTED;
    /// Price of a kilojoule of a rider who has half the reserve left, in laps.
    price = 0.02, "laps/kJ", 0.005..=0.15, FITTED;
    /// Price of an attempt that fails, beside its energy.
    fail = 0.4135, "laps", 0.05..=0.6, FITTED;
    /// Share of W′ below which nobody attacks or follows.
    least_share = 0.8, "1", 0.2..=0.8, FITTED;
    /// Weight of being out of the wheels and up to speed already, as whoever has just sprinted is.
    head_start = 5.0, "log-odds", 0.0..=5.0, FITTED;
    /// Share of W′ below which nobody goes on from a sprint.
    go_on_share = 0.1455, "1", 0.1..=0.7, FITTED;
    /// Laps before a rider who was brought back tries again.
    rest_laps = 7.674, "laps", 0.5..=10.0, FITTED;
    /// Spread of optimism among riders.
    daring_sd = 0.4426, "log-odds", 0.0..=1.0, FITTED;
    /// Stake in a break as riders see it when it is their turn to pull.
    coop = 5.0, "1", 0.2..=5.0, FITTED;
    /// Share of the way to a lap gained at which a chase is thought hopeless.
    give_up = 0.0229, "1", 0.02..=0.9, FITTED;
    /// Readiness to chase: factor on the cost of a turn as a rider sees it: laps gained.
    chi = 1.813, "1", 0.02..=3.0, FITTED;
    /// Share of the will to chase that is left when somebody else does.
    phi = 0.6989, "1", 0.05..=0.9, FITTED;
    /// Noise of choices, in laps; infinite: choices at random.
    noise = 0.0214, "laps", 0.02..=0.3, FITTED;
    /// Weight of strength in the chances of a sprint, per 100 W at hand.
    sprint_beta = 0.6019, "1/(100 W)", 0.2..=2.5, FITTED;
    /// What a place farther back takes from the strength of a sprint.
    from_behind = 0.0288, "1 per place", 0.0..=0.06, FITTED;
    /// Noise of choosing to sprint, as a share of that of other choices.
    sprint_noise = 1.764, "1", 0.05..=3.0, FITTED;
    /// Metres before the line at which a sprint opens, and its spread among riders.
    launch_m = 167.0, "m", 150.0..=350.0, FITTED;
    /// Metres before the line at which a sprint opens, and its spread among riders.
    launch_sd_m = 51.8, "m", 0.0..=80.0, FITTED;
    /// Median seconds from seeing to doing.
    react_s = 1.393, "s", 0.6..=2.5, FITTED;
    /// Error in reading others' strength in a sprint.
    misread = 0.255, "log-odds", 0.0..=1.0, FITTED;
}

impl Default for Params {
    fn default() -> Self {
        Self::STANDARD
    }
}
