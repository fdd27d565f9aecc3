//! What is still open at an instant of a race, and how one rider's question about it becomes one of handing out prizes.
//!
//! Knows the books of the race; does no searching.

use super::handout::{Handout, Prize, Rival, Score, SprintGroup};
use crate::rules::{RaceRules, RankBy, Scoreboard, Standing, Status};
use crate::units::{Bib, Micros};

/// A race at an instant: who is in it, their scores, and the sprints that are still open.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub rules: RaceRules,
    /// Everyone who is ranked, in the order of the table.
    pub riders: Vec<Contender>,
    /// In order, without those that give no more points, except the last, which decides ties.
    pub sprints: Vec<OpenSprint>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Contender {
    pub bib: Bib,
    pub place: u32,
    pub score: Score,
    /// Race laps and time at the finish; see [`Scoreboard::homecoming`].
    home: (u32, Option<Micros>),
    pub may_gain: bool,
}

#[derive(Debug, Clone)]
pub(super) struct OpenSprint {
    /// Number of the sprint, from 1.
    pub n: u32,
    /// The first place that is still open.
    pub from: u32,
    /// Indices of the riders who can still be placed; every one of them will be.
    pub to_come: Vec<usize>,
}

/// How the rider in question does in sprints where no place is settled for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Luck {
    /// Takes the best place left in every sprint.
    Good,
    /// Comes last in every sprint.
    Bad,
}

/// A place in a sprint that is taken as settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    /// Index in [`Open::sprints`].
    pub sprint: usize,
    /// Index in [`Open::riders`].
    pub rider: usize,
    pub place: u32,
}

impl Open {
    pub fn of(board: &Scoreboard) -> Self {
        let rules = board.race_rules().clone();
        let ranked =
            board.standings().rows.into_iter().filter(|row| matches!(row.status, Status::Racing | Status::Finished));
        let rider = |row: Standing| Contender {
            bib: row.bib,
            place: row.rank.unwrap_or(u32::MAX),
            score: match rules.rank_by {
                RankBy::Points => [0, i64::from(row.total), 0],
                RankBy::LapsThenPoints => {
                    [i64::from(row.laps), i64::from(row.points_beside_laps()), i64::from(row.sprints_won)]
                }
            },
            home: board.homecoming(row.bib),
            may_gain: board.may_gain(row.bib),
        };
        let riders: Vec<Contender> = ranked.map(rider).collect();
        let sprint = |n: u32| {
            let number = |bib: Bib| riders.iter().position(|rider| rider.bib == bib);
            OpenSprint { n, from: board.placed(n) + 1, to_come: board.to_come(n).filter_map(number).collect() }
        };
        let decides =
            |sprint: &OpenSprint| rules.points(sprint.n, sprint.from) > 0 || rules.last_sprint() == Some(sprint.n);
        let sprints = (1..=rules.sprints()).map(sprint).filter(|s| !s.to_come.is_empty() && decides(s)).collect();
        Self { riders, sprints, rules }
    }

    /// The same race after `hero` has gained `laps`.
    pub fn with_laps(&self, hero: usize, laps: i64) -> Self {
        let mut open = self.clone();
        let score = &mut open.riders[hero].score;
        match self.rules.rank_by {
            RankBy::Points => score[1] += laps * i64::from(self.rules.gain_points),
            RankBy::LapsThenPoints => score[0] += laps,
        }
        open
    }

    /// What is left to hand out among the others when `hero` has `luck` and the places in `settled` are taken.
    ///
    /// These are the extreme cases: when the hero moves up past rivals, each of them moves down a place, which never gives
    /// more. So with any other places of the hero, no rival does worse than with good luck, nor better than with bad luck.
    pub fn handout(&self, hero: usize, luck: Luck, settled: &[Settled]) -> Handout {
        let mut hero_score = self.riders[hero].score;
        let ahead = |rider: usize| self.is_home_before(rider, hero, luck);
        let rival = |rider: usize| Rival { score: self.riders[rider].score, ahead: ahead(rider) };
        let mut rivals: Vec<Rival> = (0..self.riders.len()).map(rival).collect();
        let mut groups: Vec<SprintGroup> = Vec::new();
        for (k, sprint) in self.sprints.iter().enumerate() {
            let fixed = |rider: usize| settled.iter().find(|s| s.sprint == k && s.rider == rider).map(|s| s.place);
            let taken: Vec<u32> = sprint.to_come.iter().filter_map(|rider| fixed(*rider)).collect();
            let mut places: Vec<u32> = sprint.places().filter(|place| !taken.contains(place)).collect();
            let mut hero_place = None;
            if sprint.to_come.contains(&hero) {
                let best = if luck == Luck::Good { 0 } else { places.len().saturating_sub(1) };
                let place = fixed(hero).unwrap_or_else(|| places.remove(best));
                add(&mut hero_score, self.prize(sprint.n, place));
                hero_place = Some(place);
            }
            let is_last = self.rules.last_sprint() == Some(sprint.n);
            let before_hero = |place: u32| is_last && hero_place.is_some_and(|at| place < at);
            let prize = |place: u32| Prize { score: self.prize(sprint.n, place), ahead: before_hero(place) };
            for &rider in sprint.to_come.iter().filter(|rider| **rider != hero) {
                if is_last && hero_place.is_some() {
                    // A rival without a prize is behind a hero who takes one, or who takes the first place without one.
                    let all_before = hero_place.is_some_and(|at| sprint.places().all(|place| place <= at));
                    rivals[rider].ahead = fixed(rider).map_or(all_before, before_hero);
                }
                if let Some(place) = fixed(rider) {
                    add(&mut rivals[rider].score, self.prize(sprint.n, place));
                }
            }
            let open_to = sprint.to_come.iter().filter(|r| **r != hero && fixed(**r).is_none()).copied().collect();
            let prizes =
                places.into_iter().filter(|place| self.rules.points(sprint.n, *place) > 0).map(prize).collect();
            let group = SprintGroup { times: 1, prizes, open_to };
            match groups.iter_mut().find(|other| (&other.prizes, &other.open_to) == (&group.prizes, &group.open_to)) {
                Some(same) => same.times += 1,
                None => groups.push(group),
            }
        }
        // The hero is not a rival: a score below every other keeps them out.
        rivals[hero] = Rival { score: [i64::MIN; 3], ahead: false };
        Handout { hero: hero_score, rivals, groups }
    }

    fn prize(&self, sprint: u32, place: u32) -> Score {
        [0, i64::from(self.rules.points(sprint, place)), i64::from(self.wins(place))]
    }

    /// Whether `place` counts as a sprint won, which breaks ties only where laps rank first.
    fn wins(&self, place: u32) -> bool {
        place == 1 && self.rules.rank_by == RankBy::LapsThenPoints
    }

    /// Whether `rider` finishes ahead of `hero`. If that is open, they do if the hero has bad luck.
    fn is_home_before(&self, rider: usize, hero: usize, luck: Luck) -> bool {
        let ((laps, at), (hero_laps, hero_at)) = (self.riders[rider].home, self.riders[hero].home);
        match (laps, at, hero_at) {
            _ if laps != hero_laps => laps > hero_laps,
            (0, ..) => false,
            (_, Some(at), Some(hero_at)) => at < hero_at,
            (_, at, hero_at) if at.is_some() || hero_at.is_some() => at.is_some(),
            _ => luck == Luck::Bad,
        }
    }
}

impl OpenSprint {
    /// Every place that is still open.
    pub fn places(&self) -> impl Iterator<Item = u32> + use<> {
        self.from..self.from + self.to_come.len() as u32
    }
}

fn add(score: &mut Score, prize: Score) {
    for (part, more) in score.iter_mut().zip(prize) {
        *part += more;
    }
}
