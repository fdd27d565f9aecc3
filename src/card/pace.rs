//! How long a move takes, in laps of the bunch, and when it may begin and end. Knows nothing of cards. The figures are
//! guesses, not measurements.

use super::MoveKind;

/// Metres of track that the bunch takes up per rider.
const BUNCH_M_PER_RIDER: f64 = 2.0;
/// Smallest share of a lap that has to be made up, however long the bunch.
const LEAST_GAP: f64 = 1.0 / 3.0;
/// How much faster than the bunch riders are who gain a lap, in m/s: alone, two, three, four or more together.
const GAIN_MS: [f64; 4] = [0.9, 1.2, 1.4, 1.6];
/// How much faster than a dropped rider the bunch is, in m/s.
const LOSS_MS: f64 = 1.2;

/// A move never begins within this many laps before a sprint.
pub(super) const START_BEFORE: f64 = 1.5;
/// A move never begins within this many laps after a sprint.
pub(super) const START_AFTER: f64 = 0.3;
/// A lap is never completed within this many laps before a sprint.
pub(super) const CONTACT_BEFORE: f64 = 2.1;
/// A lap is never completed within this many laps after a sprint.
pub(super) const CONTACT_AFTER: f64 = 0.5;
/// Fewest laps a rider spends in the bunch between two moves.
pub(super) const REST: f64 = 1.5;
/// Fewest laps between the starts of two moves that are out together.
pub(super) const STARTS_APART: f64 = 3.0;
/// Fewest laps between the ends of two moves that are out together.
pub(super) const ENDS_APART: f64 = 1.5;
/// No move begins before this lap: the bunch has to be rolling.
pub(super) const FIRST_START: f64 = 1.0;
/// Shortest and longest attack that brings no lap, in laps.
pub(super) const AWAY_LAPS: (f64, f64) = (2.0, 9.0);
/// How far, in laps, a planned stretch may be from one that is known approximately.
pub(super) const ABOUT: f64 = 2.0;

/// Typical length of a move, in laps of the bunch.
///
/// `bunch` riders are left in the bunch, `size` are in the move, `speed_ms` is the speed of the bunch in m/s.
pub(super) fn nominal_laps(kind: MoveKind, bunch: usize, size: usize, lap_m: f64, speed_ms: f64) -> f64 {
    let gap_m = (lap_m - BUNCH_M_PER_RIDER * bunch as f64).max(lap_m * LEAST_GAP);
    let overspeed = match kind {
        MoveKind::Loss => LOSS_MS,
        MoveKind::Gain | MoveKind::Away => GAIN_MS[size.clamp(1, 4) - 1],
    };
    gap_m / overspeed * speed_ms / lap_m
}

/// The greatest difference in speed between a move and the bunch that can be ridden, in m/s, however large the move: 9 km/h.
/// Used only where nothing slower fits.
pub(super) const MOST_MS: f64 = 2.5;

/// Shortest and longest length of a move of this kind and size, as multiples of its typical length. `hard`: as fast as can be
/// ridden at all.
pub(super) fn factors(kind: MoveKind, size: usize, hard: bool) -> (f64, f64) {
    let (usual, least, most) = match kind {
        MoveKind::Loss => (LOSS_MS, 0.7, 2.0),
        MoveKind::Gain | MoveKind::Away => (GAIN_MS[size.clamp(1, 4) - 1], 0.7, 1.5),
    };
    (if hard { usual / MOST_MS } else { least }, most)
}

/// Fewest laps of the bunch that it takes anybody to gain or lose a lap, in a race of `riders`.
pub(super) fn least_laps(riders: usize, lap_m: f64, speed_ms: f64) -> f64 {
    let gap_m = (lap_m - BUNCH_M_PER_RIDER * riders.saturating_sub(1) as f64).max(lap_m * LEAST_GAP);
    gap_m / MOST_MS * speed_ms / lap_m
}

/// Whether a move may begin at `lap`, given the laps of the sprints.
pub(super) fn may_start(lap: f64, sprint_laps: &[u32]) -> bool {
    lap >= FIRST_START && clear_of(lap, sprint_laps, START_BEFORE, START_AFTER)
}

/// Whether a lap may be gained or lost at `lap`, given the laps of the sprints; never after the last of them.
pub(super) fn may_end(lap: f64, sprint_laps: &[u32]) -> bool {
    sprint_laps.last().is_some_and(|&end| lap <= f64::from(end) - CONTACT_BEFORE)
        && clear_of(lap, sprint_laps, CONTACT_BEFORE, CONTACT_AFTER)
}

fn clear_of(lap: f64, sprint_laps: &[u32], before: f64, after: f64) -> bool {
    sprint_laps.iter().all(|&l| lap <= f64::from(l) - before || lap >= f64::from(l) + after)
}

/// Laps before leaving the race in which a rider neither scores nor is away: four, or fewer in a short race.
pub(super) fn quiet_laps(laps: u32) -> f64 {
    (f64::from(laps) / 10.0).min(4.0)
}

/// Most riders that may be out of the bunch at once when `racing` are in the race.
pub(super) fn most_out(racing: usize) -> usize {
    racing.saturating_sub(1) / 2
}

/// Most riders that may be in one move when `racing` are in the race and `others` are out in other moves.
///
/// The bunch outnumbers the move by two where the field is large enough.
pub(super) fn most_in_group(racing: usize, others: usize) -> usize {
    let in_race = racing.saturating_sub(others);
    match in_race.saturating_sub(2) / 2 {
        0 => usize::from(in_race >= 3),
        most => most,
    }
}

/// Laps before and after a restart in which nobody is away. A guess: the riders start as one group.
const AROUND_A_HALT: f64 = 1.0;

/// Whether a move out from one race lap to another leaves everybody together at lap `halt`.
pub(super) fn together_at(halt: f64, from: f64, to: f64) -> bool {
    to <= halt - AROUND_A_HALT || from >= halt + AROUND_A_HALT
}
