//! The words of any race that a bunch rides: moves, chases, mishaps. Knows places in the table and what a lap would change, and
//! no points and no sprints.

mod away;
mod mishaps;
mod moves;
mod stake;

pub(super) use away::{attacked, watch};
pub(super) use mishaps::{absent, out};
pub(super) use stake::stake;

use super::line::Line;
use super::notes::Deed;
use super::scene::Scene;
use super::voice::Voice;
use crate::units::Bib;

/// A line on what `bibs` do.
pub(super) fn deed(scene: &Scene, voice: &mut Voice, deed: Deed, bibs: &[Bib]) -> Option<Line> {
    match deed {
        Deed::Attack => moves::attack(scene, voice, bibs),
        Deed::Clear => moves::clear(scene, voice, bibs),
        Deed::Caught => moves::caught(scene, voice, bibs),
        Deed::HalfLap => moves::half_lap(scene, voice, bibs),
        Deed::Dropped => moves::dropped(scene, voice, bibs),
        Deed::Back => moves::back(scene, voice, bibs),
        Deed::Bridge => moves::bridge(scene, voice, bibs),
        Deed::Chase => moves::chase(scene, voice, bibs[0]),
        Deed::NobodyPulls => moves::nobody_pulls(scene, voice, bibs[0]),
        Deed::SitsUp => moves::sits_up(scene, voice, bibs),
        Deed::Falls => mishaps::falls(scene, voice, bibs),
        Deed::Puncture => mishaps::puncture(scene, voice, bibs[0]),
        Deed::Returns => mishaps::returns(scene, voice, bibs[0]),
        Deed::Withdrawn => mishaps::withdrawn(scene, voice, bibs[0]),
        Deed::GivesUp => mishaps::climbs_off(scene, voice, bibs[0]),
    }
}
