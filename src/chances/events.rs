//! What may have moved the chances of a race: its sprints and lap gains, each with a moment before and after it. Reads what
//! happened; rides nothing.

use crate::player::Replay;
use crate::race::TICK_S;
use crate::rules::Ruling;
use crate::tactics::When;
use crate::units::{Bib, Micros};

/// The kind of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// The sprint of this number.
    Sprint(u32),
    /// These riders gained a lap together.
    Gain(Vec<Bib>),
}

/// Something that may have moved the chances.
///
/// A sprint lasts from its bell (the head of the race has a lap to ride) until its last points are given; the last sprint
/// until the race is over. A lap gain lasts from when the first of the riders left the bunch until the last of them reached
/// its tail. (Just before they reach it the lap is as good as gained, so that moment would be too late.) It includes any
/// sprint that is ridden while they are away.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub what: EventKind,
    /// Laps the bunch has ridden when the event is over; for a sprint, the lap of the sprint.
    pub lap: f64,
    pub before: Micros,
    pub after: Micros,
}

/// Lap gains closer together than this are one event.
const TOGETHER: Micros = Micros(5_000_000);
/// Up to this far ahead of the bunch a rider counts as still in it, m.
const CLEAR_M: f64 = 15.0;
/// Ticks in a second.
const SECOND: usize = (1.0 / TICK_S) as usize;

/// The sprints and lap gains of `replay`, in the order in which they ended.
#[must_use]
pub fn events(replay: &Replay) -> Vec<Event> {
    let mut events: Vec<Event> = sprints(replay).chain(gains(replay)).collect();
    events.sort_by_key(|event| event.after);
    events
}

/// The moments at which chances are worth knowing, in order: the gun, before and after every event, and the `end`.
#[must_use]
pub fn moments(events: &[Event], end: Micros) -> Vec<Micros> {
    let mut moments: Vec<Micros> = events.iter().flat_map(|event| [event.before, event.after]).collect();
    moments.extend([Micros::ZERO, end]);
    moments.sort_unstable();
    moments.dedup();
    moments
}

fn sprints(replay: &Replay) -> impl Iterator<Item = Event> {
    let last = replay.rules().sprints();
    let laps = head_laps(replay);
    let points = |n: u32| {
        let given = move |ruling: &Ruling| match *ruling {
            Ruling::Place { sprint, points, at, .. } if sprint == n && points > 0 => Some(at),
            _ => None,
        };
        replay.rulings().iter().filter_map(given).max()
    };
    let event = move |(n, lap): (u32, u32)| {
        let before = laps.get(lap as usize - 1).copied()?;
        let lap = f64::from(lap);
        let after = if n == last { replay.duration() } else { points(n)? };
        Some(Event { what: EventKind::Sprint(n), lap, before, after })
    };
    (1..).zip(replay.rules().sprint_laps()).filter_map(event).collect::<Vec<_>>().into_iter()
}

/// The moment of `replay` at a time, or when the head of the race has ridden so many laps; `None` if it is not in the race.
#[must_use]
pub fn moment(replay: &Replay, when: When) -> Option<Micros> {
    let lap_m = replay.scenario().track.lap_m;
    match when {
        When::Time(time) => Some(time).filter(|time| *time <= replay.duration()),
        When::Lap(laps) => heads(replay).find(|(_, head_m)| *head_m >= laps * lap_m).map(|(at, _)| at),
    }
}

/// When the head of the race had ridden 0, 1, 2 … laps.
fn head_laps(replay: &Replay) -> Vec<Micros> {
    let lap_m = replay.scenario().track.lap_m;
    let mut laps = vec![Micros::ZERO];
    for (at, head_m) in heads(replay) {
        while head_m >= laps.len() as f64 * lap_m {
            laps.push(at);
        }
    }
    laps
}

/// Race distance of the head of the race at every tick, m.
fn heads(replay: &Replay) -> impl Iterator<Item = (Micros, f64)> {
    let (tape, lap_m) = (replay.tape(), replay.scenario().track.lap_m);
    (0..tape.ticks()).map(move |tick| {
        let riding = tape.at(tick).iter().filter(|s| s.riding());
        let head_m = riding.map(|s| s.ridden_m - f64::from(s.balance) * lap_m).fold(0.0, f64::max);
        (Micros::from_secs(tick as f64 * TICK_S), head_m)
    })
}

fn gains(replay: &Replay) -> impl Iterator<Item = Event> {
    let mut gains: Vec<Event> = Vec::new();
    for ruling in replay.rulings() {
        let Ruling::Gain { bib, at, .. } = *ruling else { continue };
        let left = left_at(replay, bib, at);
        match gains.last_mut() {
            Some(Event { what: EventKind::Gain(riders), before, after, .. }) if at.0 - after.0 < TOGETHER.0 => {
                riders.push(bib);
                (*before, *after) = ((*before).min(left), at);
            }
            _ => {
                let lap = replay.bunch(at).map_or(0.0, |bunch| bunch.front_m / replay.scenario().track.lap_m);
                gains.push(Event { what: EventKind::Gain(vec![bib]), lap, before: left, after: at });
            }
        }
    }
    gains.into_iter()
}

/// When `bib`, who gains a lap at `at`, was last in the bunch, to the second.
fn left_at(replay: &Replay, bib: Bib, at: Micros) -> Micros {
    let track = replay.scenario().track;
    let Some(r) = replay.scenario().riders.iter().position(|rider| rider.bib == bib) else { return Micros::ZERO };
    let gained = (at.secs() / TICK_S) as usize;
    let moment = |tick: usize| Micros::from_secs(tick as f64 * TICK_S);
    let in_bunch = |tick: usize| {
        let s = &replay.tape().at(tick)[r];
        let race_m = s.ridden_m - f64::from(s.balance) * track.lap_m;
        replay.bunch(moment(tick)).is_some_and(|bunch| race_m - bunch.front_m < CLEAR_M)
    };
    (0..gained).rev().step_by(SECOND).find(|&tick| in_bunch(tick)).map_or(Micros::ZERO, moment)
}
