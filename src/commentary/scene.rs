//! What is known at the moment of a line: the tables then and before, the groups on the track, what was said. Nothing that
//! comes later.

use super::Story;
use super::grammar::number;
use super::table::Table;
use crate::race::view::{GroupKind, GroupView, RaceView};
use crate::units::{Bib, Micros};

/// Riders farther ahead of the bunch than this are away, m.
const CLEAR_M: f64 = 15.0;

/// The race at the moment of a line.
pub(super) struct Scene<'a> {
    pub story: &'a Story<'a>,
    pub at: Micros,
    pub to_go: u32,
    pub now: Table<'a>,
    /// The table when it was spoken of last.
    pub before: Table<'a>,
    /// The riders on the track, if they can be seen.
    pub view: Option<RaceView>,
    pub past: &'a Past,
}

/// What has happened and what was said of it, as far as later lines need it.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// When the last line was said, and on which lap of the head.
    pub line: Option<(Micros, u32)>,
    /// Lines so far.
    pub lines: u32,
    /// Winners of the sprints so far, with their points.
    pub winners: Vec<Bib>,
    /// Sprints in which each rider has scored: number of the sprint and rider.
    pub scored: Vec<(u32, Bib)>,
    /// What a lap would be worth, as it was said: to whom, which place, when.
    pub stakes: Vec<(Bib, u32, Micros)>,
    /// Who was said to be away, how far, and when, oldest first; without those who have been caught or have gained a lap.
    pub away: Vec<SaidAway>,
    /// Riders who were said to be away and are not caught.
    pub named: Vec<Bib>,
    /// Whether anybody has been said to be away so far.
    pub moves: bool,
    /// The speed of the bunch as it was said, km/h.
    pub kmh: Option<f64>,
    /// Topics of quiet laps, and when they were last spoken of.
    pub topics: Vec<(&'static str, Micros)>,
    /// Who was said to be safe on sprints.
    pub safe: Vec<Bib>,
    /// Riders whom the last crash put out of the race, and when; `None` if it put out none, or not all who fell.
    pub fallen: Option<(Micros, Vec<Bib>)>,
    /// Laps of riders at the moment of their mishap.
    pub mishaps: Vec<(Bib, i32)>,
    /// Riders who are trying to get across, and since when.
    pub bridging: Vec<(Bib, Micros)>,
    /// The sprint whose bell was told last.
    pub bell: u32,
    /// When the head of the race finished.
    pub over: Option<Micros>,
    /// Bells and sprints among the lines.
    pub calls: u32,
}

/// Riders who were said to be away.
#[derive(Debug, Clone)]
pub(super) struct SaidAway {
    pub riders: Vec<Bib>,
    pub gap_m: f64,
    pub at: Micros,
    /// The line that said it, from 1.
    pub line: u32,
}

/// More riders than this are not named again and again.
const NAMED: usize = 3;
/// Riders who were named in a line are `the three` in the lines after it for so long, µs.
const KNOWN: i64 = 45_000_000;

impl Scene<'_> {
    /// Whether the last line was about `bibs` being away, so that a pronoun can only mean them.
    pub fn just_named(&self, bibs: &[Bib]) -> bool {
        self.named_since(bibs).is_some_and(|lines| lines == 0)
    }

    /// What was said last of how far anybody of `bibs` is away.
    pub fn said_away(&self, bibs: &[Bib]) -> Option<&SaidAway> {
        self.past.away.iter().rev().find(|said| said.riders.iter().any(|bib| bibs.contains(bib)))
    }

    /// Lines since it was said of exactly `bibs` that they are away, if that is not long ago and nobody else was away since.
    fn named_since(&self, bibs: &[Bib]) -> Option<u32> {
        let said = self.past.away.last().filter(|said| self.at.0 - said.at.0 <= KNOWN)?;
        let same = said.riders.len() == bibs.len() && bibs.iter().all(|bib| said.riders.contains(bib));
        same.then(|| self.past.lines.saturating_sub(said.line))
    }

    /// Riders who were spoken of before, so that a listener knows who is meant: their names; of several who have just been
    /// named, `the four`; of many others, those in front if nobody else is away, or else the best placed of them.
    pub fn them(&self, bibs: &[Bib]) -> String {
        let many = number(bibs.len() as u32);
        let others_away = || self.away().iter().any(|bib| !bibs.contains(bib));
        match self.named_since(bibs) {
            Some(0) if bibs.len() > 2 => format!("the {many}"),
            Some(1) if bibs.len() > NAMED && !others_away() => format!("the {many}"),
            _ if bibs.len() <= NAMED => self.who(bibs),
            _ if !others_away() => format!("the {many} in front"),
            _ => format!("{} and company", self.name(self.best_placed(bibs))),
        }
    }

    fn best_placed(&self, bibs: &[Bib]) -> Bib {
        let rows = &self.now.standings.rows;
        rows.iter().map(|row| row.bib).find(|bib| bibs.contains(bib)).unwrap_or(bibs[0])
    }

    /// `the first sprint`, `sprint 7`, `the last sprint`.
    pub fn sprint(&self, n: u32) -> String {
        match n {
            _ if n == self.story.rules.sprints() => "the last sprint".to_owned(),
            1 => "the first sprint".to_owned(),
            _ => format!("sprint {n}"),
        }
    }

    pub fn who(&self, bibs: &[Bib]) -> String {
        super::grammar::named(&self.story.names, bibs)
    }

    /// The names with the best placed first, where not all are read out.
    pub fn who_matters(&self, bibs: &[Bib]) -> String {
        let rank = |bib: &Bib| self.now.standings.rows.iter().position(|row| row.bib == *bib);
        let mut bibs = bibs.to_vec();
        if bibs.len() > super::grammar::NAMES {
            bibs.sort_by_key(rank);
        }
        self.who(&bibs)
    }

    pub fn name(&self, bib: Bib) -> String {
        self.story.names.family(bib)
    }

    /// Whole laps that the head of the race has completed.
    pub fn laps_done(&self) -> u32 {
        self.story.rules.planned_laps().saturating_sub(self.to_go)
    }

    /// The next sprint, from 1, and the laps until it.
    pub fn next_sprint(&self) -> Option<(u32, u32)> {
        let done = self.laps_done();
        let laps = self.story.rules.sprint_laps();
        laps.iter().zip(1..).find(|(lap, _)| **lap > done).map(|(lap, n)| (n, lap - done))
    }

    fn groups(&self) -> &[GroupView] {
        self.view.as_ref().map_or(&[], |view| &view.groups)
    }

    /// The groups that are clear of the bunch, foremost first.
    pub fn breaks(&self) -> impl Iterator<Item = &GroupView> {
        self.groups()
            .iter()
            .filter(|group| matches!(group.kind, GroupKind::Break | GroupKind::Chase) && group.gap_m > CLEAR_M)
    }

    /// Riders who are clear of the bunch, foremost first.
    pub fn away(&self) -> Vec<Bib> {
        self.breaks().flat_map(|group| group.riders.iter().copied()).collect()
    }

    pub fn bunch(&self) -> Option<&GroupView> {
        self.groups().iter().find(|group| group.kind == GroupKind::Bunch)
    }

    /// Riders who are off in the same group as `bib`, clear of the bunch or not yet: they would gain a lap together.
    fn company(&self, bib: Bib) -> &[Bib] {
        let is_off = |group: &&GroupView| matches!(group.kind, GroupKind::Break | GroupKind::Chase);
        let group = self.groups().iter().filter(is_off).find(|group| group.riders.contains(&bib));
        group.map_or(&[], |group| &group.riders)
    }

    /// Of `bibs`, who are off together, the rider whom a lap would take highest, with the place it would give them, if it is a
    /// better one than now. Whoever is with them gains it too.
    pub fn stake(&self, bibs: &[Bib]) -> Option<(Bib, u32)> {
        self.lifted(bibs, bibs)
    }

    /// The same of `bibs` who need not be together, if `with` gain a lap beside whoever is in a group with each.
    fn lifted(&self, bibs: &[Bib], with: &[Bib]) -> Option<(Bib, u32)> {
        // Where a lap gives the lead to anybody, it says nothing about these riders.
        if self.now.racing().all(|row| self.now.place_with_a_lap(row.bib, &[]) == Some(1)) {
            return None;
        }
        let gaining = self.half_a_lap_up();
        let gained = |bib: &Bib| {
            let with = [with, self.company(*bib), &gaining].concat();
            let (now, then) = (self.now.place(*bib)?, self.now.place_with_a_lap(*bib, &with)?);
            (then < now).then_some((then, self.now.standings.rows.iter().position(|row| row.bib == *bib), *bib))
        };
        bibs.iter().filter_map(gained).min().map(|(place, _, bib)| (bib, place))
    }

    /// Riders who will soon have a lap, whatever others do.
    fn half_a_lap_up(&self) -> Vec<Bib> {
        let half = self.view.as_ref().map_or(f64::MAX, |view| 0.5 * view.lap_m);
        self.breaks().filter(|group| group.gap_m >= half).flat_map(|group| group.riders.iter().copied()).collect()
    }

    /// The same among riders who are away and whom a lap would take past `bib`.
    pub fn threat(&self, bib: Bib) -> Option<(Bib, u32)> {
        let company = self.company(bib);
        let passes = |other: &Bib| *other != bib && !company.contains(other) && self.now.would_pass(*other, bib);
        self.lifted(&self.away().into_iter().filter(passes).collect::<Vec<_>>(), &[])
    }

    /// Whether it was not said lately what a lap would be worth to `bib`.
    pub fn is_new_stake(&self, bib: Bib, place: u32) -> bool {
        /// µs.
        const LATELY: i64 = 200_000_000;
        !self.past.stakes.iter().any(|(of, said, at)| *of == bib && *said == place && self.at.0 - at.0 < LATELY)
    }

    /// Whether `topic` was not spoken of for so many seconds.
    pub fn is_new_topic(&self, topic: &str, seconds: i64) -> bool {
        !self.past.topics.iter().any(|(of, at)| *of == topic && self.at.0 - at.0 < seconds * 1_000_000)
    }
}
