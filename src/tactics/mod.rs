//! What riders want. Each weighs what they see: sit in, move up, pull, attack, follow, bridge, chase, sprint or ease;
//! and asks their legs for a speed. Nothing here moves or ranks anybody: the race rides what riders ask for.
//!
//! From the ground up: `sight` is what there is to see, `worth` what points are worth now, `mind` what one rider
//! remembers, `state` all of the minds together; `choose` weighs, `obey` carries out orders instead, `follow` carries
//! through, `wish` turns an intent into watts, and `direct` asks everybody in turn. Numbers that a fit may set are in
//! [`Params`], all others in [`NUMBERS`].

mod choose;
mod direct;
mod follow;
mod intent;
mod lead;
mod mind;
mod numbers;
mod obey;
mod order;
mod params;
mod sight;
mod sprint_lines;
mod state;
mod tell;
mod wish;
mod worth;

pub use intent::Intent;
pub use numbers::{LOST_M, NUMBERS};
pub use order::{Action, Order, Refusal, When};
pub use params::{ChaseModel, Params};
pub use sight::{NOBODY, RiderInSight, Role, Sight};
pub use state::Tactics;
pub use wish::Wish;
