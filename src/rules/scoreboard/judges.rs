//! Places in sprints: who is where, and what a relegation changes. Knows nothing of laps gained and lost.

use super::Scoreboard;
use crate::rules::edition::AS_ANNOUNCED;
use crate::rules::{EditionId, Ruling};
use crate::units::{Bib, Micros};

/// Who has completed the lap of a sprint, and where the judges have placed them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlacedRider {
    pub bib: Bib,
    pub at: Micros,
    pub place: u32,
}

/// The article on conduct in sprints: those of the match sprint hold.
fn conduct(edition: EditionId) -> &'static str {
    match edition {
        EditionId::E2026 => "UCI 3.2.017quinquies",
        _ => "UCI 3.2.122",
    }
}

impl Scoreboard {
    /// Who scores in `sprint` (from 1) as the judges have it now, with their places, in order.
    #[must_use]
    pub fn scorers(&self, sprint: u32) -> Vec<(u32, Bib)> {
        let crossed = (sprint as usize).checked_sub(1).and_then(|k| self.sprints.get(k));
        let scores = |rider: &&PlacedRider| self.rules.points(sprint, rider.place) > 0;
        let mut scorers: Vec<&PlacedRider> = crossed.into_iter().flatten().filter(scores).collect();
        scorers.sort_by_key(|rider| rider.place);
        scorers.into_iter().map(|rider| (rider.place, rider.bib)).collect()
    }

    /// Who has completed the lap of `sprint` (from 1), in the order in which they crossed its line.
    #[must_use]
    pub fn crossed(&self, sprint: u32) -> Vec<Bib> {
        let crossed = (sprint as usize).checked_sub(1).and_then(|k| self.sprints.get(k));
        crossed.into_iter().flatten().map(|rider| rider.bib).collect()
    }

    /// Number of riders who have completed the lap of `sprint` (from 1), without those who are put last in it.
    pub(in crate::rules) fn placed(&self, sprint: u32) -> u32 {
        let in_order = |rider: &&PlacedRider| !self.is_relegated(sprint, rider.bib);
        self.sprints[sprint as usize - 1].iter().filter(in_order).count() as u32
    }

    /// Places `bib`, who has completed the lap of `sprint`; `named` if the bell had fixed them as the head. Nobody is placed
    /// twice, and riders who cross at the same moment share the place.
    pub(super) fn place(&mut self, sprint: u32, bib: Bib, named: bool, at: Micros) {
        if self.is_placed(sprint, bib) {
            return;
        }
        let mut rider = PlacedRider { bib, at, place: 0 };
        rider.place = self.place_of(sprint, &rider);
        let place = rider.place;
        self.sprints[sprint as usize - 1].push(rider);
        let points = self.rules.points(sprint, place);
        let is_last = self.rules.last_sprint() == Some(sprint);
        if points > 0 || is_last {
            let because = self.because(match self.edition() {
                edition if named => edition.head.article,
                edition if self.rules.scale != edition.scale.value => AS_ANNOUNCED,
                edition if is_last => edition.last_factor.article_for(&self.rules.last_factor),
                _ if self.rules.doubled.contains(&sprint) => AS_ANNOUNCED,
                edition => edition.scale.article,
            });
            self.rulings.push(Ruling::Place { sprint, place, points, bib, at, because });
        }
        // Riders who are put last make way.
        self.place_anew(sprint, None, at);
    }

    /// The place in `sprint` of a rider who has completed its lap. Riders who cross at the same moment share it, and riders who
    /// are put last come after all others.
    pub(super) fn place_of(&self, sprint: u32, rider: &PlacedRider) -> u32 {
        let last = self.is_relegated(sprint, rider.bib);
        let before = |other: &&PlacedRider| {
            let other_last = self.is_relegated(sprint, other.bib);
            (other_last, other.at) < (last, rider.at)
        };
        1 + self.sprints[sprint as usize - 1].iter().filter(before).count() as u32
    }

    pub(super) fn is_relegated(&self, sprint: u32, bib: Bib) -> bool {
        self.relegated.contains(&(sprint, bib))
    }

    /// The judges put rider `i` last in `sprint`, whether or not they have crossed its line yet.
    pub(super) fn relegate(&mut self, i: usize, sprint: u32, at: Micros) {
        let bib = self.riders[i].bib;
        if !(1..=self.rules.sprints()).contains(&sprint) || self.is_relegated(sprint, bib) {
            return;
        }
        self.relegated.push((sprint, bib));
        if let Some((_, relegated, _)) =
            self.riders[i].finish.as_mut().filter(|_| self.rules.last_sprint() == Some(sprint))
        {
            *relegated = true;
        }
        self.place_anew(sprint, Some(bib), at);
    }

    /// Rules who has another place in `sprint` than before, where some are put last; `relegated` is who has just been.
    fn place_anew(&mut self, sprint: u32, relegated: Option<Bib>, at: Micros) {
        if self.relegated.is_empty() {
            return;
        }
        let is_last = self.rules.last_sprint() == Some(sprint);
        let because = self.because(conduct(self.rules.edition));
        for k in 0..self.sprints[sprint as usize - 1].len() {
            let PlacedRider { bib, place: from, .. } = self.sprints[sprint as usize - 1][k];
            let place = self.place_of(sprint, &self.sprints[sprint as usize - 1][k]);
            let points = self.rules.points(sprint, place) as i32 - self.rules.points(sprint, from) as i32;
            let relegated = relegated == Some(bib);
            self.sprints[sprint as usize - 1][k].place = place;
            if relegated || (place != from && (points != 0 || is_last)) {
                self.rulings.push(Ruling::Moved { sprint, from, place, points, relegated, bib, at, because });
            }
        }
    }

    pub(super) fn is_placed(&self, sprint: u32, bib: Bib) -> bool {
        self.sprints[sprint as usize - 1].iter().any(|rider| rider.bib == bib)
    }
}
