//! What is still open at an instant, and one rider's question about it as a matter of handing out prizes.
//!
//! Knows the books of the race; looks for nothing.

use super::handout::{Handout, Prize, Rival, Score, SprintGroup};
use crate::rules::{RaceRules, RankBy, Scoreboard, Standing, Status};
use crate::units::{Bib, Micros};

/// A race at an instant: who is in it, with what, and which sprints are still to be had.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub rules: RaceRules,
    /// Everyone who is ranked, in the order of the table.
    pub riders: Vec<Contender>,
    /// In order; those that give nobody points any more are left out, except the last, which decides between equals.
    pub sprints: Vec<OpenSprint>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Contender {
    pub bib: Bib,
    pub place: u32,
    pub score: Score,
    /// Race laps with which he comes home, and when, if he is home; see [`Scoreboard::homecoming`].
    home: (u32, Option<Micros>),
    pub may_gain: bool,
}

#[derive(Debug, Clone)]
pub(super) struct OpenSprint {
    /// Its number, from 1.
    pub n: u32,
    /// The first place that is not given yet.
    pub from: u32,
    /// Riders, by number, who can still be placed; each of them will be.
    pub to_come: Vec<usize>,
}

/// How the rider in question fares where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Luck {
    /// He takes the best place that is left in every sprint.
    Good,
    /// He comes last in every sprint.
    Bad,
}

/// A place in a sprint that is taken as settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    /// The sprint and the rider, by number in [`Open`].
    pub sprint: usize,
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
                    [i64::from(row.laps), i64::from(row.sprint_points), i64::from(row.sprints_won)]
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
        let decides = |sprint: &OpenSprint| rules.points(sprint.n, sprint.from) > 0 || sprint.n == rules.sprints();
        let sprints = (1..=rules.sprints()).map(sprint).filter(|s| !s.to_come.is_empty() && decides(s)).collect();
        Self { riders, sprints, rules }
    }

    /// `hero` after gaining `laps`.
    pub fn with_laps(&self, hero: usize, laps: i64) -> Self {
        let mut open = self.clone();
        let score = &mut open.riders[hero].score;
        match self.rules.rank_by {
            RankBy::Points => score[1] += laps * i64::from(self.rules.gain_points),
            RankBy::LapsThenPoints => score[0] += laps,
        }
        open
    }

    /// What is left to hand out among the others when `hero` has `luck` and `settled` has happened.
    ///
    /// With good luck no rival can be worse off, and with bad luck none better off, than with any other places of the
    /// hero: when he moves up past others, each of them moves down one place, which never gives more.
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
            let is_last = sprint.n == self.rules.sprints();
            let before_hero = |place: u32| is_last && hero_place.is_some_and(|at| place < at);
            let prize = |place: u32| Prize { score: self.prize(sprint.n, place), ahead: before_hero(place) };
            for &rider in sprint.to_come.iter().filter(|rider| **rider != hero) {
                if is_last && hero_place.is_some() {
                    // Without a prize he is behind a hero who is among the prizes, or the first after them.
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
        // The hero is no rival of his own: nobody is weaker.
        rivals[hero] = Rival { score: [i64::MIN; 3], ahead: false };
        Handout { hero: hero_score, rivals, groups }
    }

    fn prize(&self, sprint: u32, place: u32) -> Score {
        [0, i64::from(self.rules.points(sprint, place)), i64::from(self.wins(place))]
    }

    /// Sprints won decide where laps rank first.
    fn wins(&self, place: u32) -> bool {
        place == 1 && self.rules.rank_by == RankBy::LapsThenPoints
    }

    /// `rider` comes home before `hero`; where that is open, with bad luck he does.
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
    /// Every place that is still to be given.
    pub fn places(&self) -> impl Iterator<Item = u32> + use<> {
        self.from..self.from + self.to_come.len() as u32
    }
}

fn add(score: &mut Score, prize: Score) {
    for (part, more) in score.iter_mut().zip(prize) {
        *part += more;
    }
}
