//! A race stopped at the moment of a question: what questions and misreadings look at.

use crate::player::Replay;
use crate::race::view::{GroupKind, GroupView, RaceView};
use crate::report::words::RiderNames;
use crate::rules::{Ruling, Scoreboard, Standing, Standings};
use crate::units::{Bib, Micros};

/// A race at a moment, and the riders a question is about.
#[derive(Debug)]
pub struct Stage<'a> {
    pub race: &'a Replay,
    pub at: Micros,
    pub riders: &'a [Bib],
    pub names: RiderNames<'a>,
    pub view: RaceView,
    pub board: Scoreboard,
}

impl<'a> Stage<'a> {
    /// `race` at `at`, for a question about `riders`.
    #[must_use]
    pub fn of(race: &'a Replay, at: Micros, riders: &'a [Bib]) -> Self {
        let names = RiderNames::of(race.scenario());
        Self { race, at, riders, names, view: race.view(at), board: race.scoreboard(at) }
    }

    pub(super) fn name(&self, bib: Bib) -> String {
        self.names.family(bib)
    }

    /// The rider the question is about, if it is about one.
    pub(super) fn rider(&self) -> Option<Bib> {
        self.riders.first().copied()
    }

    pub(super) fn table(&self) -> &Standings {
        &self.view.standings
    }

    pub(super) fn row(&self, bib: Bib) -> Option<&Standing> {
        self.table().rows.iter().find(|row| row.bib == bib)
    }

    /// Who is first in `table`, if one rider is.
    pub(super) fn first(table: &Standings) -> Option<Bib> {
        match table.rows.as_slice() {
            [first] => Some(first.bib),
            [first, second, ..] if second.rank != first.rank => Some(first.bib),
            _ => None,
        }
    }

    /// The rider with the most of something, if one rider has it.
    pub(super) fn most<K: Ord>(table: &Standings, of: impl Fn(&Standing) -> K) -> Option<Bib> {
        let best = table.rows.iter().map(&of).max()?;
        let mut with = table.rows.iter().filter(|row| of(row) == best);
        with.next().filter(|_| with.next().is_none()).map(|row| row.bib)
    }

    /// The sprint whose bell has rung, or that comes next.
    pub(super) fn sprint(&self) -> Option<u32> {
        self.board.counter().next_sprint
    }

    /// The rulings made up to now, and those still to come.
    pub(super) fn past(&self) -> &'a [Ruling] {
        &self.race.rulings()[..self.ruled()]
    }

    pub(super) fn to_come(&self) -> &'a [Ruling] {
        &self.race.rulings()[self.ruled()..]
    }

    fn ruled(&self) -> usize {
        self.race.rulings().partition_point(|ruling| ruling.at() <= self.at)
    }

    /// The places with points of sprint `n` as they are given in the race, with who takes them.
    pub(super) fn places(&self, n: u32) -> impl Iterator<Item = (u32, u32, Bib)> + use<'a> {
        self.race.rulings().iter().filter_map(move |ruling| match *ruling {
            Ruling::Place { sprint, place, points, bib, .. } if sprint == n => Some((place, points, bib)),
            _ => None,
        })
    }

    /// When the last points of sprint `n` are given; `None` if it is not held.
    pub(super) fn decided(&self, n: u32) -> Option<Micros> {
        let given = self.race.rulings().iter().filter_map(|ruling| match *ruling {
            Ruling::Place { sprint, points: 1.., at, .. } if sprint == n => Some(at),
            _ => None,
        });
        given.max()
    }

    pub(super) fn group(&self, kind: GroupKind) -> Option<&GroupView> {
        self.view.groups.iter().find(|group| group.kind == kind)
    }

    /// Riders in groups ahead of the bunch, foremost first.
    pub(super) fn away(&self) -> Vec<Bib> {
        let ahead = |group: &&GroupView| matches!(group.kind, GroupKind::Break | GroupKind::Chase);
        self.view.groups.iter().filter(ahead).flat_map(|group| group.riders.iter().copied()).collect()
    }

    /// Who won the last sprint that is decided.
    pub(super) fn last_winner(&self) -> Option<Bib> {
        self.past().iter().rev().find_map(|ruling| match *ruling {
            Ruling::Place { place: 1, points: 1.., bib, .. } => Some(bib),
            _ => None,
        })
    }
}
