//! Everything a pane may look at: the programme, this instant, and what the viewer has selected. Draws nothing.

use std::time::Duration;

use super::chances::Known;
use super::charts::ShownChart;
use super::clock::Playback;
use super::guessing::Guessing;
use super::palette::Palette;
use super::programme::{Programme, StopAt};
use super::theme::ScreenTheme;
use super::what_if::Offer;
use crate::card::{RowProvenance, Sprint, points_of};
use crate::lessons::AtStake;
use crate::player::Mode;
use crate::race::view::{GroupView, RaceView, RiderView};
use crate::report::result::status_word;
use crate::report::words::{figure, signed};
use crate::rules::{EditionId, Standing, Standings, Status};
use crate::scenario::Dispute;
use crate::units::{Bib, Micros, Provenance};

/// The race at the instant shown.
#[derive(Debug, Clone)]
pub struct RaceNow {
    pub view: RaceView,
    /// Sprints decided so far.
    pub sprints: Vec<Sprint>,
    /// When the last sprint was decided (or the gun), and the table just before it, for ▲ and ▼.
    pub before: (Micros, Standings),
}

/// Something that has just happened, flashed for a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    pub text: String,
    /// Real time for which it is still shown.
    pub left: Duration,
}

/// The table under the rules the race was ridden by, to compare with the one on the screen.
#[derive(Debug, Clone)]
pub struct Comparison {
    pub own: EditionId,
    pub standings: Standings,
}

/// The other of two runs, at the same race time.
#[derive(Debug, Clone)]
pub struct OtherRun {
    /// What makes them differ.
    pub what: String,
    /// When the two split.
    pub parts: Option<Micros>,
    pub standings: Standings,
}

/// What panes see.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub programme: &'a Programme,
    pub now: &'a RaceNow,
    pub playback: &'a Playback,
    pub theme: &'static ScreenTheme,
    pub selected: Option<Bib>,
    /// Gaps, jumps and commentary are about the selected rider.
    pub following: bool,
    pub spoiler_free: bool,
    pub flash: Option<&'a Flash>,
    pub comparison: Option<&'a Comparison>,
    pub offer: Option<&'a Offer>,
    pub rival: Option<&'a OtherRun>,
    /// Chances of winning, if they are shown; and whether they stand beside the names.
    pub chances: Option<&'a Known>,
    pub beside: bool,
    /// The chart, if one is shown.
    pub charts: Option<&'a ShownChart>,
    /// What must happen from now on, one sentence per line; filled when its page is open.
    pub outlook: &'a [String],
    pub scroll: usize,
    /// What is typed on the list of everything, while it is open.
    pub palette: Option<&'a Palette>,
    /// Since when the winner has led, in words; known when the race is over.
    pub decided: Option<&'a str>,
    /// Large figures, for a class.
    pub present: bool,
    /// At what the race stops by itself.
    pub stop_at: StopAt,
    /// While a question is asked: nothing tells who leads, and which group is what; only these riders are named.
    pub quiet: Option<&'a [Bib]>,
    /// What was explained last.
    pub explained: Option<&'a AtStake>,
    /// The viewer's guesses, if they make some.
    pub guessing: Option<&'a Guessing>,
    /// The screen will be reduced to ASCII: charts draw their lines with letters.
    pub ascii: bool,
}

impl<'a> Scene<'a> {
    #[must_use]
    pub fn at(&self) -> Micros {
        self.playback.at()
    }

    #[must_use]
    pub fn view(&self) -> &'a RaceView {
        &self.now.view
    }

    #[must_use]
    pub fn standings(&self) -> &'a Standings {
        &self.now.view.standings
    }

    /// Whether the gun has gone; the pace of the neutralised lap before it is on no record, and shown nowhere.
    #[must_use]
    pub fn has_started(&self) -> bool {
        self.at() > Micros::ZERO
    }

    /// Whether legs that tell of a result which is still to come are hidden.
    #[must_use]
    pub fn hides_legs(&self) -> bool {
        self.spoiler_free && self.programme.legs_tell && !self.standings().is_final
    }

    /// The code of the run; not while spoilers are hidden, since that of a file has a fingerprint of all that is in it.
    #[must_use]
    pub fn code(&self) -> Option<&'a str> {
        let is_over = self.standings().is_final;
        self.programme.code.as_deref().filter(|_| is_over || !self.spoiler_free)
    }

    /// What sources disagree about, of what has happened.
    pub fn disputes(&self, bib: Bib) -> impl Iterator<Item = &'a Dispute> {
        let (programme, at, is_final) = (self.programme, self.at(), self.standings().is_final);
        let has_come = move |lap: u32| programme.lap_end(lap) <= at;
        let known =
            move |dispute: &&Dispute| dispute.bib == Some(bib) && (is_final || dispute.lap.is_some_and(has_come));
        programme.disputes.iter().filter(known)
    }

    /// First on points; nobody until there are points or laps.
    #[must_use]
    pub fn leader(&self) -> Option<Bib> {
        if self.quiet.is_some() {
            return None;
        }
        let first = self.standings().rows.first()?;
        (self.standings().rows.iter().any(|r| r.total != 0 || r.laps != 0)).then_some(first.bib)
    }

    /// First on the road, until the race is over.
    #[must_use]
    pub fn head(&self) -> Option<Bib> {
        self.view().head.filter(|_| !self.view().counter.over && self.quiet.is_none())
    }

    /// The rider a page is about: the selected one, or else the leader.
    #[must_use]
    pub fn subject(&self) -> Option<Bib> {
        self.selected.or_else(|| self.standings().rows.first().map(|r| r.bib))
    }

    #[must_use]
    pub fn followed(&self) -> Option<Bib> {
        self.selected.filter(|_| self.following)
    }

    #[must_use]
    pub fn rider(&self, bib: Bib) -> Option<&'a RiderView> {
        self.now.view.riders.iter().find(|r| r.bib == bib)
    }

    #[must_use]
    pub fn standing(&self, bib: Bib) -> Option<&'a Standing> {
        self.standings().rows.iter().find(|r| r.bib == bib)
    }

    #[must_use]
    pub fn group_of(&self, rider: &RiderView) -> Option<&'a GroupView> {
        self.now.view.groups.get(rider.group?)
    }

    /// "(3)" while the race runs, "3." when it is final, or the status of a rider who is out and not ranked.
    #[must_use]
    pub fn rank(&self, row: &Standing) -> String {
        self.rank_of(row, self.standings().is_final)
    }

    /// The same for a row of a table that is or is not final: the other run may be over while this one is not.
    #[must_use]
    pub fn rank_of(&self, row: &Standing, is_final: bool) -> String {
        match row.rank {
            _ if is_out(row) && !self.is_ranked_pulled(row) => status_word(row.status).to_owned(),
            Some(n) if is_final => format!("{n}."),
            Some(n) => format!("({n})"),
            None => String::new(),
        }
    }

    /// Whether the rider was pulled out and is ranked by when. Where all who left have one place, others have it too.
    #[must_use]
    pub fn is_ranked_pulled(&self, row: &Standing) -> bool {
        let gave_up = |other: &Standing| other.status == Status::Dnf && other.rank == row.rank;
        row.status == Status::Pul && row.rank.is_some() && !self.standings().rows.iter().any(gave_up)
    }

    /// What decides the rank: "71", or "+3 laps 11" if laps rank first.
    #[must_use]
    pub fn score(&self, row: &Standing) -> String {
        match row.laps {
            laps if self.programme.laps_first && laps != 0 => format!("{} {}", lap_count(laps), figure(row.total)),
            _ => figure(row.total),
        }
    }

    /// The mark of a dead heat across the last line that `bib` was in: that of the place in the last sprint, or else what the
    /// race fills in itself.
    #[must_use]
    pub fn dead_heat_mark(&self, bib: Bib) -> &'static str {
        let last = self.now.sprints.last().filter(|sprint| sprint.n == self.view().sprints);
        let cell = last.and_then(|sprint| sprint.places.iter().find(|place| place.bib == bib));
        let otherwise =
            if self.programme.mode == Mode::Directed { Provenance::Reconstructed } else { Provenance::Simulated };
        cell.map_or(otherwise, |cell| cell.provenance).mark()
    }

    /// How the sprint points and laps of the table are known: of the final one as its sources state them, of one on the way as
    /// the places and laps so far are known, so that nothing later shows in it. Laps that nobody tells of need no mark.
    #[must_use]
    pub fn provenance(&self, bib: Bib) -> RowProvenance {
        let stated = self.programme.stated(bib).filter(|_| self.standings().is_final);
        let so_far = || {
            let after = self.programme.scored_after(self.standings().sprints_done, bib);
            let changes = &self.programme.lap_changes;
            let changes = changes.iter().filter(|change| change.bib == bib && change.at <= self.at());
            let laps = changes.map(|change| change.provenance).max().unwrap_or(Provenance::Recorded);
            RowProvenance { sprint_points: points_of(&self.now.sprints, bib, after), laps }
        };
        stated.unwrap_or_else(so_far)
    }

    /// The marks beside the sprint points and the laps of a row. What is simulated is so in the whole table, which the header
    /// says; a rider who did not start has no figures.
    #[must_use]
    pub fn marks(&self, row: &Standing) -> (&'static str, &'static str) {
        let known = self.provenance(row.bib);
        let mark = |of: Provenance| if of == Provenance::Simulated { "" } else { of.mark() };
        if row.status == Status::Dns { ("", "") } else { (mark(known.sprint_points), mark(known.laps)) }
    }

    /// Places won (positive) or lost since just before the last sprint.
    #[must_use]
    pub fn places_won(&self, row: &Standing) -> i32 {
        let rows = &self.now.before.1.rows;
        // As long as nobody had anything, all were first.
        if rows.iter().all(|r| r.total == 0 && r.laps == 0) {
            return 0;
        }
        let before = rows.iter().find(|r| r.bib == row.bib).and_then(|r| r.rank);
        match (before, row.rank) {
            (Some(was), Some(is)) => was as i32 - is as i32,
            _ => 0,
        }
    }
}

/// "+3 laps", "−1 lap".
#[must_use]
pub fn lap_count(laps: i32) -> String {
    format!("{} lap{}", signed(laps), if laps.abs() == 1 { "" } else { "s" })
}

/// Whether the rider has left the race. They get no rank on the screen, although some editions give all who left one
/// place, unless they are ranked by when they were pulled out.
#[must_use]
pub fn is_out(row: &Standing) -> bool {
    !matches!(row.status, Status::Racing | Status::Finished)
}
