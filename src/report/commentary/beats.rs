//! What there is to say of a race, in order of time: rulings and notes, put together where one sentence is enough. Writes no
//! sentences.

use super::Story;
use crate::event::Note;
use crate::report::road::{self, RoadEvent};
use crate::rules::{Ruling, Status};
use crate::text::clean;
use crate::units::{Bib, Micros};

/// Lap gains this close together share a sentence, µs.
const TOGETHER: i64 = 5_000_000;

/// Something to say a sentence about.
pub(super) enum Beat {
    RoadEvent(RoadEvent),
    Bell {
        sprint: u32,
        head: Bib,
    },
    /// Places with points, best first: (place, points, rider).
    Sprint {
        n: u32,
        places: Vec<(u32, u32, Bib)>,
    },
    Gain {
        bibs: Vec<Bib>,
        points: i32,
    },
    Loss {
        bib: Bib,
        points: i32,
    },
    /// Put last in a sprint, and why; then who has moved up to which place.
    Relegation {
        sprint: u32,
        bib: Bib,
        reason: Option<String>,
        moved: Vec<(u32, Bib)>,
    },
    /// Points (negative) taken off, and why.
    Penalty {
        bib: Bib,
        points: i32,
        reason: Option<String>,
    },
    Out {
        bib: Bib,
        status: Status,
    },
    /// The race was stopped, and goes on with so many laps on the counter.
    Restart {
        to_go: u32,
    },
    Finish {
        head: Bib,
        at: Micros,
    },
    Result,
}

/// What there is to say, in order of time. A sprint is reported when its last points are given; riders who gain a lap
/// together are reported once.
pub(super) fn beats(story: &Story, rulings: &[Ruling]) -> Vec<(Micros, Beat)> {
    let mut out: Vec<(Micros, Beat)> =
        road::events(story.notes).into_iter().map(|(at, event)| (at, Beat::RoadEvent(event))).collect();
    for ruling in rulings {
        match *ruling {
            Ruling::Bell { sprint, head, at, .. } => out.push((at, Beat::Bell { sprint, head })),
            Ruling::Place { points: 0, .. } => {}
            Ruling::Place { sprint, place, points, bib, at, .. } => {
                let placed = (place, points, bib);
                let told = out.iter_mut().rev().find_map(|(when, beat)| match beat {
                    Beat::Sprint { n, places } if *n == sprint => Some((when, places)),
                    _ => None,
                });
                match told {
                    Some((when, places)) => {
                        *when = at;
                        places.push(placed);
                    }
                    None => out.push((at, Beat::Sprint { n: sprint, places: vec![placed] })),
                }
            }
            Ruling::Gain { bib, points, at, .. } => {
                let last = out.iter_mut().rev().find_map(|(when, beat)| match beat {
                    Beat::Gain { bibs, .. } => Some((when, bibs)),
                    _ => None,
                });
                match last {
                    Some((when, bibs)) if at.0 - when.0 <= TOGETHER && !bibs.contains(&bib) => {
                        *when = at;
                        bibs.push(bib);
                    }
                    _ => out.push((at, Beat::Gain { bibs: vec![bib], points })),
                }
            }
            Ruling::Loss { bib, points, at, .. } => out.push((at, Beat::Loss { bib, points })),
            Ruling::Moved { relegated: true, sprint, bib, at, .. } => {
                let reason = story.card.and_then(|card| card.reason(ruling)).map(clean);
                let moved = |other: &Ruling| match *other {
                    Ruling::Moved { relegated: false, place, points: 1.., bib, because, .. }
                        if because.fact == ruling.because().fact =>
                    {
                        Some((place, bib))
                    }
                    _ => None,
                };
                let mut moved: Vec<(u32, Bib)> = rulings.iter().filter_map(moved).collect();
                moved.sort_unstable();
                out.push((at, Beat::Relegation { sprint, bib, reason, moved }));
            }
            // Told with the relegation that is the reason for it.
            Ruling::Moved { .. } => {}
            Ruling::Penalty { bib, points, at, .. } => {
                let reason = story.card.and_then(|card| card.reason(ruling)).map(clean);
                out.push((at, Beat::Penalty { bib, points, reason }));
            }
            // A note reports this one already.
            Ruling::Out { bib, at, .. } if story.notes.iter().any(|n| n.at == at && sends_off(&n.note, bib)) => {}
            Ruling::Out { bib, status, at, .. } => out.push((at, Beat::Out { bib, status })),
            // Notes report mishaps, and the first sentence who starts with points.
            Ruling::Mishap { .. } | Ruling::Start { .. } => {}
            Ruling::Restart { to_go, at, .. } => out.push((at, Beat::Restart { to_go })),
            Ruling::Over { head, at, .. } => out.push((at, Beat::Finish { head, at })),
        }
    }
    if let Some(last) = story.facts.last().filter(|_| rulings.iter().any(|r| matches!(r, Ruling::Over { .. }))) {
        out.push((last.at(), Beat::Result));
    }
    for (_, beat) in &mut out {
        if let Beat::Sprint { places, .. } = beat {
            places.sort_unstable();
        }
    }
    // A stable sort: what happens at the same instant keeps the order above.
    out.sort_by_key(|(at, _)| *at);
    out
}

/// Whether `note` reports that `bib` leaves the race.
fn sends_off(note: &Note, bib: Bib) -> bool {
    matches!(note, Note::Withdrawn { bib: b } | Note::GivesUp { bib: b } if *b == bib)
}
