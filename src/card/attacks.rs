//! Attacks that bring no lap, which real races are full of. Adds them where the sprints and lap gains leave room.

use super::MoveKind;
use super::pace::{AWAY_LAPS, START_AFTER, START_BEFORE, may_end, may_start, quiet_laps};
use super::problem::CardProblem;
use super::timeline::{Slot, Timeline};
use crate::rng::Stream;

/// Share of the sprints at which nobody is away that an attack takes. A guess.
const FROM_AN_ATTACK: f64 = 0.4;
/// Share of the intervals between sprints that see an attack which is over before the next sprint. A guess.
const FOR_NOTHING: f64 = 0.15;
/// Attempts to place an attack before it is dropped.
const TRIES: usize = 6;

/// Draws attacks that agree with the sprints in `cells` (riders by sprint and place). Returns only these, not the moves that
/// `timeline` holds already.
pub(super) fn draw(problem: &CardProblem, timeline: &Timeline, cells: &[Vec<usize>], stream: &mut Stream) -> Vec<Slot> {
    let mut timeline = timeline.clone();
    let before = timeline.slots.len();
    for (n, placed) in cells.iter().enumerate() {
        let lap = f64::from(problem.sprint_laps[n]);
        let since = n.checked_sub(1).map_or(0.0, |i| f64::from(problem.sprint_laps[i]));
        let (takes, tries) = (stream.chance(FROM_AN_ATTACK), stream.chance(FOR_NOTHING));
        let size = [1, 1, 2, 2, 2, 3][stream.below(6)];
        let free = !timeline.slots.iter().any(|s| s.leads() && s.is_out(lap));
        for _ in 0..TRIES {
            let slot = if takes && free {
                let size = (size..=placed.len()).find(|&size| !problem.parts(n, size)).unwrap_or(size);
                taking(problem, placed, size, since, lap, stream)
            } else if tries {
                for_nothing(problem, size, since, lap, stream)
            } else {
                break;
            };
            if allowed(problem, &timeline, &slot) {
                timeline.slots.push(slot);
                break;
            }
        }
    }
    timeline.slots.split_off(before)
}

/// An attack that leaves after the previous sprint and takes this one. At the finish it stays away to the line.
fn taking(problem: &CardProblem, placed: &[usize], size: usize, since: f64, lap: f64, stream: &mut Stream) -> Slot {
    let earliest = (since + START_AFTER).max(lap - AWAY_LAPS.1 + 1.0);
    let from = stream.between(earliest, (lap - START_BEFORE).max(earliest));
    let is_finish = lap >= f64::from(problem.rules.laps);
    let to = if is_finish { lap + 0.5 } else { lap + stream.between(0.6, 2.5) };
    Slot { kind: MoveKind::Away, riders: placed[..size.min(placed.len())].to_vec(), from, to }
}

fn for_nothing(problem: &CardProblem, size: usize, since: f64, lap: f64, stream: &mut Stream) -> Slot {
    let mut riders: Vec<usize> = problem.finishers().collect();
    stream.shuffle(&mut riders);
    riders.truncate(size);
    let from = since + stream.between(START_AFTER, 2.5);
    Slot { kind: MoveKind::Away, riders, from, to: (from + stream.between(2.2, 5.0)).min(lap - 2.0) }
}

fn allowed(problem: &CardProblem, timeline: &Timeline, slot: &Slot) -> bool {
    let (laps, length) = (f64::from(problem.rules.laps), slot.to - slot.from);
    let quiet = quiet_laps(problem.rules.laps);
    may_start(slot.from, &problem.sprint_laps)
        && (may_end(slot.to, &problem.sprint_laps) || slot.to > laps)
        && (AWAY_LAPS.0..=AWAY_LAPS.1).contains(&length)
        && slot.riders.iter().all(|&r| slot.to <= timeline.stops[r] - quiet)
        && timeline.fits(slot)
}
