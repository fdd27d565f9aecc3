//! What is known at the moment of a line: the tables then and before, the groups on the track, what was said. Nothing that
//! comes later.

use super::Story;
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
    /// Winners of the sprints so far, with their points.
    pub winners: Vec<Bib>,
    /// Sprints in which each rider has scored: number of the sprint and rider.
    pub scored: Vec<(u32, Bib)>,
    /// What a lap would be worth, as it was said: to whom, which place, when.
    pub stakes: Vec<(Bib, u32, Micros)>,
    /// Who was away, how far, and when, the last time that was said.
    pub away: Option<(Vec<Bib>, f64, Micros)>,
    /// Riders who were said to be away and are not caught.
    pub named: Vec<Bib>,
    /// The speed of the bunch as it was said, km/h.
    pub kmh: Option<f64>,
    /// Topics of quiet laps, and when they were last spoken of.
    pub topics: Vec<(&'static str, Micros)>,
    /// Who was said to be safe on sprints.
    pub safe: Vec<Bib>,
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

impl Scene<'_> {
    pub fn who(&self, bibs: &[Bib]) -> String {
        super::grammar::named(&self.story.names, bibs)
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
        let gained = |bib: &Bib| {
            let with = [with, self.company(*bib)].concat();
            let (now, then) = (self.now.place(*bib)?, self.now.place_with_a_lap(*bib, &with)?);
            (then < now).then_some((then, self.now.standings.rows.iter().position(|row| row.bib == *bib), *bib))
        };
        bibs.iter().filter_map(gained).min().map(|(place, _, bib)| (bib, place))
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
