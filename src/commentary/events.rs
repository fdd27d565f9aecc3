//! What there is to say of a race, in order of time: rulings, deeds, and looks at the race as the laps go by. Writes no
//! sentences.

use std::cmp::Reverse;

use super::Story;
use super::notes::{Deed, deeds};
use crate::event::{Fact, Note};
use crate::rules::{Ruling, Scoreboard, Status};
use crate::text::clean;
use crate::units::{Bib, Micros};

/// Lap gains this close together share a sentence, µs.
const TOGETHER: i64 = 5_000_000;
/// From an attack until it is seen what has come of it, µs.
const SEEN: i64 = 12_000_000;
/// From a sprint until its consequences are spoken of, µs.
const AFTER: i64 = 6_000_000;

/// Something to say a sentence about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    Gun,
    /// The rider who has most points from earlier races.
    Starts {
        bib: Bib,
        points: i32,
    },
    Deed(Deed, Vec<Bib>),
    /// Riders attacked a moment ago.
    Attacked(Vec<Bib>),
    Bell {
        sprint: u32,
        head: Bib,
    },
    /// The bell for a later group; `head` is its first rider.
    BellAgain {
        sprint: u32,
        head: Bib,
    },
    /// Places with points, best first.
    Sprint {
        n: u32,
        places: Vec<SprintPlace>,
    },
    /// A sprint was decided a moment ago.
    Sprinted {
        n: u32,
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
    /// Riders who do not start.
    Absent(Vec<Bib>),
    /// The race was stopped, and goes on with so many laps on the counter.
    Restart {
        to_go: u32,
    },
    /// So many quarters of the race are over.
    Quarter(u32),
    /// The head of the race has completed a lap.
    Lap(u32),
    /// The head of the race has finished.
    Over {
        head: Bib,
    },
    Result,
}

/// A place that gives points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SprintPlace {
    pub place: u32,
    pub points: u32,
    pub bib: Bib,
}

/// What there is to say, in order of time. A sprint is reported when its last points are given; riders who gain a lap
/// together are reported once.
pub(super) fn events(story: &Story, rulings: &[Ruling]) -> Vec<(Micros, Event)> {
    let mut out = vec![(Micros::ZERO, Event::Gun)];
    let points = |fact: &Fact| match *fact {
        Fact::Start { bib, points, .. } => Some((points, Reverse(bib))),
        _ => None,
    };
    if let Some((points, Reverse(bib))) = story.facts.iter().filter_map(points).max() {
        out.push((Micros::ZERO, Event::Starts { bib, points }));
    }
    for (at, deed, bibs) in deeds(story.notes) {
        if deed == Deed::Attack {
            out.push((Micros(at.0 + SEEN), Event::Attacked(bibs.clone())));
        }
        out.push((at, Event::Deed(deed, bibs)));
    }
    for ruling in rulings {
        enter(story, rulings, ruling, &mut out);
    }
    let mut sprints: Vec<(u32, Micros)> = Vec::new();
    for (at, event) in &mut out {
        if let Event::Sprint { n, places } = event {
            places.sort_unstable();
            sprints.push((*n, *at));
        }
    }
    laps(story, &sprints, &mut out);
    let is_over = |ruling: &Ruling| matches!(ruling, Ruling::Over { .. });
    let over = rulings.iter().find(|ruling| is_over(ruling)).map(Ruling::at);
    let before_the_end = |at: i64| over.is_none_or(|over| at < over.0);
    for (n, at) in sprints {
        if before_the_end(at.0 + AFTER) {
            out.push((Micros(at.0 + AFTER), Event::Sprinted { n }));
        }
    }
    if let Some(last) = story.facts.last().filter(|_| over.is_some()) {
        out.push((last.at(), Event::Result));
    }
    // A stable sort: what happens at the same instant keeps the order above.
    out.sort_by_key(|(at, _)| *at);
    out
}

fn enter(story: &Story, rulings: &[Ruling], ruling: &Ruling, out: &mut Vec<(Micros, Event)>) {
    let reason = || story.card.and_then(|card| card.reason(ruling)).map(clean);
    let at = ruling.at();
    match *ruling {
        Ruling::Bell { sprint, head, .. } => out.push((at, Event::Bell { sprint, head })),
        Ruling::BellAgain { sprint, head, .. } => out.push((at, Event::BellAgain { sprint, head })),
        Ruling::Place { points: 0, .. } => {}
        Ruling::Place { sprint, place, points, bib, .. } => {
            let placed = SprintPlace { place, points, bib };
            let told = out.iter_mut().rev().find_map(|(when, event)| match event {
                Event::Sprint { n, places } if *n == sprint => Some((when, places)),
                _ => None,
            });
            match told {
                Some((when, places)) => {
                    *when = at;
                    places.push(placed);
                }
                None => out.push((at, Event::Sprint { n: sprint, places: vec![placed] })),
            }
        }
        Ruling::Gain { bib, points, .. } => {
            let last = out.iter_mut().rev().find_map(|(when, event)| match event {
                Event::Gain { bibs, .. } => Some((when, bibs)),
                _ => None,
            });
            match last {
                Some((when, bibs)) if at.0 - when.0 <= TOGETHER && !bibs.contains(&bib) => {
                    *when = at;
                    bibs.push(bib);
                }
                _ => out.push((at, Event::Gain { bibs: vec![bib], points })),
            }
        }
        Ruling::Loss { bib, points, .. } => out.push((at, Event::Loss { bib, points })),
        Ruling::Moved { relegated: true, sprint, bib, .. } => {
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
            out.push((at, Event::Relegation { sprint, bib, reason: reason(), moved }));
        }
        // Told with the relegation that is the reason for it.
        Ruling::Moved { .. } => {}
        Ruling::Penalty { bib, points, .. } => out.push((at, Event::Penalty { bib, points, reason: reason() })),
        // A note reports this one already.
        Ruling::Out { bib, .. } if story.notes.iter().any(|n| n.at == at && sends_off(&n.note, bib)) => {}
        Ruling::Out { bib, status: Status::Dns, .. } => match out.last_mut() {
            Some((_, Event::Absent(bibs))) => bibs.push(bib),
            _ => out.push((at, Event::Absent(vec![bib]))),
        },
        Ruling::Out { bib, status, .. } => out.push((at, Event::Out { bib, status })),
        // Notes report mishaps, and the first line who starts with points.
        Ruling::Mishap { .. } | Ruling::Start { .. } => {}
        Ruling::Restart { to_go, .. } => out.push((at, Event::Restart { to_go })),
        Ruling::Over { head, .. } => out.push((at, Event::Over { head })),
    }
}

/// The laps of the head of the race as they are completed, and the quarters of the planned distance. A quarter that is over
/// with a sprint is spoken of after it.
fn laps(story: &Story, sprints: &[(u32, Micros)], out: &mut Vec<(Micros, Event)>) {
    let planned = story.rules.planned_laps();
    let plan = story.rules.sprint_laps();
    let mut board = Scoreboard::new(story.rules.clone(), story.starters);
    let mut done = 0;
    for fact in story.facts {
        board.apply(fact);
        let counter = board.counter();
        if counter.over {
            break;
        }
        while done < counter.head_laps && matches!(fact, Fact::Line { .. }) {
            done += 1;
            let at = fact.at();
            out.push((at, Event::Lap(done)));
            let Some(quarter) = (1..=3).find(|quarter| done == (planned * quarter).div_ceil(4)) else { continue };
            let sprint = plan.iter().position(|lap| *lap == done).map(|n| n as u32 + 1);
            let decided = sprints.iter().find(|(n, _)| Some(*n) == sprint).map(|(_, decided)| *decided);
            let at = decided.map_or(at, |decided| Micros(decided.0 + AFTER));
            out.push((at, Event::Quarter(quarter)));
        }
    }
}

/// Whether `note` reports that `bib` leaves the race.
fn sends_off(note: &Note, bib: Bib) -> bool {
    matches!(note, Note::Withdrawn { bib: b } | Note::GivesUp { bib: b } if *b == bib)
}
