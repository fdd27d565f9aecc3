//! The commentator at work: hears events in order of time, decides whether there is room for a line, and says it.

use super::events::Event;
use super::line::{Line, Remark, Topic};
use super::notes::Deed;
use super::phrase::Phrase;
use super::scene::{Past, SaidAway, Scene};
use super::table::Table;
use super::voice::Voice;
use super::{CommentaryLine, Story, bunch, points};
use crate::rules::{Scoreboard, Standings, Status};
use crate::units::{Bib, Micros};

/// How much a line is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// It changes the race.
    Must,
    /// It belongs to the story.
    Story,
    /// It is said if there is room.
    Colour,
}

/// Lines for each lap, and to begin with, beyond which only what changes the race is said; fewer for what only adds colour.
const ROOM: (f64, f64) = (0.86, 2.0);
const ROOM_COLOUR: (f64, f64) = (0.70, 1.0);
/// A line of colour does not follow another line sooner than this, µs.
const PAUSE: i64 = 6_000_000;
/// Laps without a line after which a quiet lap gets one.
const QUIET_LAPS: u32 = 3;
/// Bells and sprints are at most this share of the lines, as far as bells can be left out.
const CALLS: f64 = 0.36;

pub(super) struct Teller<'a> {
    story: &'a Story<'a>,
    board: Scoreboard,
    facts: usize,
    voice: Voice,
    past: Past,
    /// The table when it was spoken of last.
    spoken: Standings,
    pub lines: Vec<CommentaryLine>,
}

impl<'a> Teller<'a> {
    pub fn new(story: &'a Story<'a>) -> Self {
        let board = Scoreboard::new(story.rules.clone(), story.starters);
        Self {
            spoken: board.standings(),
            board,
            facts: 0,
            story,
            voice: Voice::new(story.seed),
            past: Past::default(),
            lines: Vec::new(),
        }
    }

    /// Says what there is to say of `event`, which happens at `at`.
    pub fn hear(&mut self, at: Micros, event: &Event) {
        while let Some(fact) = self.story.facts.get(self.facts).filter(|fact| fact.at() <= at) {
            self.board.apply(fact);
            self.facts += 1;
        }
        let mut now = self.board.standings();
        now.share(self.story.shared, self.story.rules.rank_by);
        let to_go = self.board.counter().to_go;
        if self.has_room(at, to_go, event) && !(self.past.over.is_some() && is_of_the_race(event)) {
            let rules = self.story.rules;
            let scene = Scene {
                story: self.story,
                at,
                to_go,
                now: Table { standings: &now, rules },
                before: Table { standings: &self.spoken, rules },
                view: (self.story.look)(at),
                past: &self.past,
            };
            let (line, result) = match event {
                Event::Result => (None, points::result(&scene)),
                _ => (say(&scene, &mut self.voice, event), Vec::new()),
            };
            let is_told = line.is_some();
            if let Some(line) = line {
                self.add(at, to_go, line);
            }
            for ways in result {
                let phrase = self.voice.must(ways);
                self.add(at, to_go, Line::new(Topic::Finish, phrase));
            }
            if is_told && changes_the_table(event) {
                self.spoken = now.clone();
            }
        }
        self.remember(at, event, &now);
    }

    fn add(&mut self, at: Micros, to_go: u32, line: Line) {
        self.voice.said(&line.phrase);
        let lap = self.story.rules.planned_laps().saturating_sub(to_go);
        self.past.line = Some((at, lap));
        self.past.lines += 1;
        self.past.calls += u32::from(matches!(line.topic, Topic::Bell | Topic::Sprint));
        for remark in line.remarks {
            match remark {
                Remark::Stake(bib, place) => self.past.stakes.push((bib, place, at)),
                Remark::Away(riders, gap_m) => {
                    self.past.named.extend(&riders);
                    self.past.moves = true;
                    self.past.away.push(SaidAway { riders, gap_m, at, line: self.past.lines });
                }
                Remark::Speed(kmh) => self.past.kmh = Some(kmh),
                Remark::Topic(topic) => self.past.topics.push((topic, at)),
                Remark::Safe(bib) => self.past.safe.push(bib),
                Remark::Across(riders) => self.past.bridging.retain(|(bib, _)| !riders.contains(bib)),
            }
        }
        let Phrase { text, frames, about: mut bibs } = line.phrase;
        bibs.sort_unstable();
        bibs.dedup();
        self.lines.push(CommentaryLine { at, to_go, text, topic: line.topic, bibs, frames });
    }

    /// What later lines need to know of `event`, whether it was told or not.
    fn remember(&mut self, at: Micros, event: &Event, now: &Standings) {
        let laps = |bib| now.rows.iter().find(|row| row.bib == bib).map_or(0, |row| row.laps);
        match event {
            Event::Sprint { n, places } => {
                self.past.winners.extend(places.first().map(|place| place.bib));
                self.past.scored.extend(places.iter().map(|place| (*n, place.bib)));
            }
            Event::Deed(Deed::Bridge, bibs) => {
                self.past.bridging.retain(|(bib, _)| !bibs.contains(bib));
                self.past.bridging.extend(bibs.iter().map(|bib| (*bib, at)));
            }
            Event::Deed(Deed::Caught | Deed::SitsUp, bibs) => {
                self.past.bridging.retain(|(bib, _)| !bibs.contains(bib));
                if matches!(event, Event::Deed(Deed::Caught, _)) {
                    self.past.named.retain(|bib| !bibs.contains(bib));
                    self.past.away.retain(|said| !said.riders.iter().all(|bib| bibs.contains(bib)));
                }
            }
            Event::Gain { bibs, .. } => {
                self.past.named.retain(|bib| !bibs.contains(bib));
                self.past.bridging.retain(|(bib, _)| !bibs.contains(bib));
                self.past.away.retain(|said| !said.riders.iter().any(|bib| bibs.contains(bib)));
            }
            Event::Deed(Deed::Falls | Deed::Puncture, bibs) => {
                self.past.mishaps.extend(bibs.iter().map(|bib| (*bib, laps(*bib))));
                let is_out = |bib: &Bib| {
                    !now.rows
                        .iter()
                        .any(|row| row.bib == *bib && matches!(row.status, Status::Racing | Status::Finished))
                };
                self.past.fallen = bibs.iter().all(is_out).then(|| (at, bibs.clone()));
            }
            // A bell rings again when a gained lap makes another rider the head; it is told once.
            Event::Bell { sprint, .. } if self.lines.last().is_some_and(|l| l.at == at && l.topic == Topic::Bell) => {
                self.past.bell = *sprint;
            }
            Event::Over { .. } => self.past.over = Some(at),
            _ => {}
        }
    }

    fn has_room(&self, at: Micros, to_go: u32, event: &Event) -> bool {
        let done = self.story.rules.planned_laps().saturating_sub(to_go);
        let room = |(each, first): (f64, f64)| f64::from(self.voice.lines()) < first + each * f64::from(done);
        let since = self.past.line.map_or(i64::MAX, |(before, _)| at.0 - before.0);
        match event {
            Event::Bell { sprint, .. } => {
                let sprints = self.story.rules.sprints();
                let share = f64::from(self.past.calls + 1) / f64::from(self.voice.lines() + 1);
                self.past.bell < *sprint
                    && ([1, sprints].contains(sprint) || share <= CALLS && room(ROOM_COLOUR) && since > PAUSE)
            }
            Event::Lap(lap) => {
                let quiet = self.past.line.is_some_and(|(_, before)| lap.saturating_sub(before) >= QUIET_LAPS);
                room(ROOM_COLOUR) && since > PAUSE && (quiet || self.past.moves)
            }
            Event::BellAgain { .. } => {
                let share = f64::from(self.past.calls + 1) / f64::from(self.voice.lines() + 1);
                share <= CALLS && room(ROOM_COLOUR)
            }
            _ => match weight(event) {
                Weight::Must => true,
                Weight::Story => room(ROOM),
                Weight::Colour => room(ROOM_COLOUR) && since > PAUSE,
            },
        }
    }
}

fn weight(event: &Event) -> Weight {
    match event {
        Event::Deed(deed, _) => match deed {
            Deed::Attack | Deed::HalfLap | Deed::Caught | Deed::Dropped | Deed::Returns => Weight::Story,
            Deed::Falls | Deed::Puncture | Deed::Withdrawn | Deed::GivesUp => Weight::Must,
            Deed::Clear | Deed::Back | Deed::Bridge | Deed::Chase | Deed::NobodyPulls | Deed::SitsUp => Weight::Colour,
        },
        Event::Attacked(_) | Event::Lap(_) => Weight::Colour,
        Event::Bell { .. } | Event::BellAgain { .. } | Event::Sprinted { .. } => Weight::Story,
        _ => Weight::Must,
    }
}

/// Whether `event` is no news once the race is over.
fn is_of_the_race(event: &Event) -> bool {
    matches!(
        event,
        Event::Deed(..)
            | Event::Attacked(_)
            | Event::Lap(_)
            | Event::Bell { .. }
            | Event::BellAgain { .. }
            | Event::Sprinted { .. }
    )
}

/// Whether a line on `event` speaks of the table.
fn changes_the_table(event: &Event) -> bool {
    matches!(
        event,
        Event::Sprint { .. }
            | Event::Gain { .. }
            | Event::Loss { .. }
            | Event::Relegation { .. }
            | Event::Penalty { .. }
            | Event::Out { .. }
            | Event::Quarter(_)
            | Event::Starts { .. }
            | Event::Deed(Deed::Withdrawn | Deed::GivesUp, _)
    )
}

fn say(scene: &Scene, voice: &mut Voice, event: &Event) -> Option<Line> {
    match event {
        Event::Gun => Some(points::gun(scene, voice)),
        Event::Starts { bib, points } => Some(points::starts(scene, *bib, *points)),
        Event::Deed(deed, bibs) => bunch::deed(scene, voice, *deed, bibs),
        Event::Attacked(bibs) => bunch::attacked(scene, voice, bibs),
        Event::Bell { sprint, head } => points::bell(scene, voice, *sprint, *head),
        Event::BellAgain { sprint, head } => points::bell_again(scene, voice, *sprint, *head),
        Event::Sprint { n, places } => points::sprint(scene, voice, *n, places),
        Event::Sprinted { n } => points::needs(scene, voice, *n),
        Event::Gain { bibs, points } => Some(points::gain(scene, voice, bibs, *points)),
        Event::Loss { bib, points } => Some(points::loss(scene, voice, *bib, *points)),
        Event::Relegation { sprint, bib, reason, moved } => {
            Some(points::relegation(scene, voice, *bib, *sprint, reason.as_deref(), moved))
        }
        Event::Penalty { bib, points, reason } => Some(points::penalty(scene, voice, *bib, *points, reason.as_deref())),
        Event::Out { bib, status } => bunch::out(scene, voice, *bib, *status),
        Event::Absent(bibs) => Some(bunch::absent(scene, voice, bibs)),
        Event::Restart { to_go } => Some(points::restart(voice, *to_go)),
        Event::Quarter(quarter) => Some(points::recap(scene, voice, *quarter)),
        Event::Lap(_) => lap(scene, voice),
        Event::Over { head } => points::over(scene, voice, *head),
        Event::Result => None,
    }
}

/// A line as a lap is completed: on the break if there is one, else on a quiet lap.
fn lap(scene: &Scene, voice: &mut Voice) -> Option<Line> {
    // The lap of a sprint, and the moment of the line.
    let done = scene.laps_done();
    if scene.next_sprint().is_some_and(|(_, away)| away < 2) || scene.story.rules.sprint_laps().contains(&done) {
        return None;
    }
    let quiet = scene.past.line.is_some_and(|(_, before)| scene.laps_done().saturating_sub(before) >= QUIET_LAPS);
    match scene.breaks().next() {
        Some(_) => bunch::watch(scene, voice),
        None if quiet => points::quiet(scene, voice),
        None => None,
    }
}
