//! The numbers of the minds: each with its meaning, its value and the range it was sought in. One set for every field.

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

/// A struct of numbers that can also be named, listed and set one by one.
macro_rules! params {
    ($($(#[doc = $doc:literal])* $name:ident = $value:literal in $low:literal .. $high:literal;)*) => {
        /// What riders weigh, and how well. Values are in *laps*: the worth of a lap to a rider of an even field at the gun is 1.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct Params {
            $($(#[doc = $doc])* pub $name: f64,)*
            /// How a bunch answers a break.
            pub chase: ChaseModel,
        }

        impl Params {
            /// The calibrated set.
            pub const STANDARD: Self = Self { $($name: $value,)* chase: ChaseModel::Volunteers };

            /// Every number: its name and the range it was sought in.
            pub const RANGES: &[(&str, f64, f64)] = &[$((stringify!($name), $low, $high),)*];

            /// Every number: its name and what it means; nothing where the one before says it for both.
            pub const MEANINGS: &[(&str, &str)] = &[$((stringify!($name), concat!($($doc),*)),)*];

            /// The number called `name`.
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
    tempo = 0.9223 in 0.7..1.05;
    /// How much of that hangs on the freshness of whoever is at the front: the lull after a sprint.
    lull = 0.1954 in 0.0..0.6;
    /// Share of critical power added at the front towards a sprint.
    windup = 0.34 in 0.0..0.5;
    /// Share of the tempo that is left when a break is away and others should chase it.
    stall = 0.7941 in 0.75..1.0;
    /// What a chaser gives at the front, as a share of critical power.
    pull = 1.296 in 1.0..1.5;
    /// Seconds of a jump out of the bunch.
    jump_s = 5.656 in 4.0..12.0;
    /// Laps at the front of the bunch, and of a break.
    turn_laps = 0.8985 in 0.3..1.5;
    break_turn_laps = 1.457 in 0.4..1.5;
    /// Seconds over which riders who are away spend what they have, at most.
    horizon_s = 272.7 in 100.0..300.0;
    /// Share of what he could give to the catch that a rider gives who is away alone.
    alone = 0.6491 in 0.5..1.0;
    /// Optimism about gaining a lap: attempts per race.
    b0 = -4.373 in -6.0..0.0;
    /// Weight of the reserve an attempt leaves: who attacks.
    b1 = 3.234 in 1.0..8.0;
    /// Weight of the tiredness of the front of the bunch: attacks after sprints.
    b2 = 1.948 in 0.0..9.0;
    /// Weight of being marked: how often leaders get away.
    b3 = 0.0928 in 0.0..4.0;
    /// Weight of company, to a third companion.
    b4 = 0.5947 in 0.0..1.5;
    /// Weight of every rider beyond the fourth: a large break is a bunch, in which nobody pulls.
    crowd = 0.2851 in 0.0..2.0;
    /// Price of a kilojoule of a rider who has half his reserve left, in laps.
    price = 0.02 in 0.005..0.15;
    /// Price of an attempt that fails, beside its energy.
    fail = 0.4135 in 0.05..0.6;
    /// Share of W′ below which nobody attacks or follows.
    least_share = 0.8 in 0.2..0.8;
    /// Weight of being out of the wheels and up to speed already, as whoever has just sprinted is.
    head_start = 5.0 in 0.0..5.0;
    /// Share of W′ below which nobody goes on from a sprint.
    go_on_share = 0.1455 in 0.1..0.7;
    /// Laps before a rider who was brought back tries again.
    rest_laps = 7.674 in 0.5..10.0;
    /// Spread of optimism among riders.
    daring_sd = 0.4426 in 0.0..1.0;
    /// Stake in a break as riders see it when it is their turn to pull.
    coop = 5.0 in 0.2..5.0;
    /// Share of the way to a lap gained at which a chase is thought hopeless.
    give_up = 0.0229 in 0.02..0.9;
    /// Readiness to chase: factor on the cost of a turn as a rider sees it: laps gained.
    chi = 1.813 in 0.02..3.0;
    /// Share of the will to chase that is left when somebody else does.
    phi = 0.6989 in 0.05..0.9;
    /// Noise of choices, in laps; infinite: choices at random.
    noise = 0.0214 in 0.02..0.3;
    /// Weight of strength in the chances of a sprint, per 100 W at hand.
    sprint_beta = 0.6019 in 0.2..2.5;
    /// What a place farther back takes from the strength of a sprint.
    from_behind = 0.0288 in 0.0..0.06;
    /// Noise of choosing to sprint, as a share of that of other choices.
    sprint_noise = 1.764 in 0.05..3.0;
    /// Metres before the line at which a sprint opens, and its spread among riders.
    launch_m = 167.0 in 150.0..350.0;
    launch_sd_m = 51.8 in 0.0..80.0;
    /// Median seconds from seeing to doing.
    react_s = 1.393 in 0.6..2.5;
    /// Error in reading others' strength in a sprint.
    misread = 0.255 in 0.0..1.0;
}

impl Default for Params {
    fn default() -> Self {
        Self::STANDARD
    }
}
