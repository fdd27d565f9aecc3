//! Predict, then check: what is asked at the bell of a sprint, who may be the answer, and whether a guess was right.
//!
//! Candidates are chosen from what can be seen when the bell rings, and from nothing later. Draws nothing.

use crate::race::view::RaceView;
use crate::report::words::{RiderNames, count, figure, ordinal};
use crate::rules::{RaceRules, RankBy, Ruling, Standing, Standings, Status};
use crate::units::{Bib, Micros};

/// Riders to choose from.
pub const CANDIDATES: usize = 4;
/// Riders at the front of their group who are candidates for the sprint.
const FRONT: usize = 2;
/// A lap is in reach of a group with at most this part of it still to make up.
const IN_REACH: f64 = 0.4;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BellQuestion {
    /// Who takes the sprint?
    Takes,
    /// Who leads after it?
    Leads,
}

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    Rider(Bib),
    SomebodyElse,
}

/// A question about a sprint, with those to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAtBell {
    pub sprint: u32,
    pub question: BellQuestion,
    /// In the order of the table.
    pub candidates: Vec<Bib>,
    /// Whether it may also be somebody else.
    pub others: bool,
}

/// How many guesses were right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GuessScore {
    pub right: u32,
    pub of: u32,
}

impl GuessScore {
    pub fn enter(&mut self, right: bool) {
        self.right += u32::from(right);
        self.of += 1;
    }

    /// `3 of 8`
    #[must_use]
    pub fn words(self) -> String {
        format!("{} of {}", self.right, self.of)
    }
}

/// What came of a sprint.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub sprint: u32,
    /// Whether it was the last.
    pub is_last: bool,
    /// Place, points and rider, best first.
    pub places: Vec<(u32, u32, Bib)>,
    pub before: Standings,
    pub after: Standings,
}

/// The bells at which a question is asked: the first of each sprint, for the head of the race.
#[must_use]
pub fn bells(rulings: &[Ruling]) -> Vec<(Micros, u32, Bib)> {
    let mut bells: Vec<(Micros, u32, Bib)> = Vec::new();
    for ruling in rulings {
        if let Ruling::Bell { sprint, head, at, .. } = *ruling
            && bells.iter().all(|(_, other, _)| *other != sprint)
        {
            bells.push((at, sprint, head));
        }
    }
    bells
}

/// When the last scorer of `sprint` is home.
#[must_use]
pub fn decided(rulings: &[Ruling], sprint: u32) -> Option<Micros> {
    let scores = |ruling: &Ruling| match *ruling {
        Ruling::Place { sprint: n, points: 1.., at, .. } if n == sprint => Some(at),
        _ => None,
    };
    rulings.iter().filter_map(scores).next_back()
}

impl AskedAtBell {
    /// Who takes the sprint for which the bell rings for `head`? Those at the front of that group, whoever has won most of the
    /// sprints `ruled` so far, and the leader; then others of the group.
    #[must_use]
    pub fn takes(sprint: u32, head: Bib, view: &RaceView, ruled: &[Ruling]) -> Self {
        let group = view.groups.iter().find(|group| group.riders.contains(&head));
        let group = group.map_or_else(|| vec![head], |group| group.riders.clone());
        let mut rows: Vec<&Standing> = riding(view).filter(|row| row.sprints_won > 0).collect();
        let last_win = |bib: Bib| {
            let won = |ruling: &Ruling| matches!(*ruling, Ruling::Place { place: 1, bib: of, .. } if of == bib);
            ruled.iter().rposition(won)
        };
        // Of equally many, the one who won last.
        rows.sort_by_key(|row| std::cmp::Reverse((row.sprints_won, last_win(row.bib))));
        let winners = rows.iter().map(|row| row.bib);
        let leader = riding(view).map(|row| row.bib).next();
        let by_chance = group.iter().take(FRONT).copied().chain(winners.take(1)).chain(leader);
        let others = rows.iter().skip(1).take(1).map(|row| row.bib);
        let order = by_chance.chain(others).chain(group.iter().skip(FRONT).copied());
        Self::of(sprint, BellQuestion::Takes, order, view)
    }

    /// Who leads after it? Whoever leads, and those who can reach that with the points of the sprint, or with a lap they are
    /// about to gain.
    #[must_use]
    pub fn leads(sprint: u32, view: &RaceView, rules: &RaceRules) -> Self {
        let points = rules.points(sprint, 1) as i32;
        let about_to_lap = |bib: Bib| {
            let group = view.groups.iter().find(|group| group.riders.contains(&bib));
            group.and_then(|group| group.to_lap_m).is_some_and(|left| left < IN_REACH * view.lap_m)
        };
        let mut rows: Vec<&Standing> = riding(view).collect();
        let lap = |row: &Standing| i32::from(about_to_lap(row.bib));
        // A stable sort: riders with as much in reach stay in the order of the table.
        match rules.rank_by {
            RankBy::Points => rows.sort_by_key(|row| -(row.total + points + lap(row) * rules.gain_points)),
            RankBy::LapsThenPoints => rows.sort_by_key(|row| (-(row.laps + lap(row)), -row.points_beside_laps())),
        }
        let leader = riding(view).map(|row| row.bib).next();
        let order = leader.into_iter().chain(rows.iter().map(|row| row.bib));
        Self::of(sprint, BellQuestion::Leads, order, view)
    }

    /// The first four of `order` who ride, each once, in the order of the table.
    fn of(sprint: u32, question: BellQuestion, order: impl Iterator<Item = Bib>, view: &RaceView) -> Self {
        let mut candidates: Vec<Bib> = Vec::new();
        for bib in order.chain(riding(view).map(|row| row.bib)) {
            let rides = riding(view).any(|row| row.bib == bib);
            if rides && candidates.len() < CANDIDATES && !candidates.contains(&bib) {
                candidates.push(bib);
            }
        }
        candidates.sort_by_key(|bib| view.standings.rows.iter().position(|row| row.bib == *bib));
        Self { sprint, question, others: riding(view).count() > candidates.len(), candidates }
    }

    /// Choices, with somebody else as the last.
    #[must_use]
    pub fn choices(&self) -> usize {
        self.candidates.len() + usize::from(self.others)
    }

    /// The choice with number `n`, from 0.
    #[must_use]
    pub fn guess(&self, n: usize) -> Option<Guess> {
        let rider = self.candidates.get(n).map(|bib| Guess::Rider(*bib));
        rider.or((self.others && n == self.candidates.len()).then_some(Guess::SomebodyElse))
    }

    /// "Who takes sprint 7?"
    #[must_use]
    pub fn words(&self, sprints: u32) -> String {
        match (self.question, self.sprint == sprints) {
            (BellQuestion::Takes, false) => format!("Who takes sprint {}?", self.sprint),
            (BellQuestion::Takes, true) => "Who takes the last sprint?".to_owned(),
            (BellQuestion::Leads, false) => "Who leads after it?".to_owned(),
            (BellQuestion::Leads, true) => "Who wins the race?".to_owned(),
        }
    }

    /// Whether `guess` came true.
    #[must_use]
    pub fn is_right(&self, guess: Guess, outcome: &Outcome) -> bool {
        let answer = outcome.answer(self.question);
        match guess {
            Guess::Rider(bib) => answer.contains(&bib),
            Guess::SomebodyElse => !answer.iter().any(|bib| self.candidates.contains(bib)),
        }
    }

    /// The answer in words: "sprint 7 goes to FULST", "FULST leads".
    #[must_use]
    pub fn answer(&self, outcome: &Outcome, names: RiderNames) -> String {
        let answer = outcome.answer(self.question);
        let who = names.families(&answer);
        match (self.question, answer.len()) {
            (BellQuestion::Takes, _) => format!("{} goes to {who}", outcome.name()),
            (BellQuestion::Leads, 2..) => format!("{who} lead"),
            (BellQuestion::Leads, _) if outcome.is_last => format!("{who} wins"),
            (BellQuestion::Leads, _) => format!("{who} leads"),
        }
    }

    /// Why a wrong `guess` was wrong, in a sentence: what the winner got, or what moved the table.
    #[must_use]
    pub fn why(&self, guess: Guess, outcome: &Outcome, names: RiderNames) -> String {
        let Some(&right) = outcome.answer(self.question).first() else { return String::new() };
        let name = |bib| names.family(bib);
        let wins = if outcome.is_last { "wins" } else { "leads" };
        match (self.question, guess) {
            (BellQuestion::Takes, guess) => {
                let got = count(outcome.points(right), "point");
                let goes = format!("{} goes to {} for {got}", outcome.name(), name(right));
                match guess {
                    Guess::SomebodyElse => format!("{goes}, who was one of the four."),
                    Guess::Rider(bib) => match outcome.places.iter().find(|(.., of)| *of == bib) {
                        Some((place, points, _)) => {
                            format!("{goes}; {} was {}, for {points}.", name(bib), ordinal(*place))
                        }
                        None => format!("{goes}; {} got none.", name(bib)),
                    },
                }
            }
            (BellQuestion::Leads, guess) => {
                let (got, score) =
                    (figure(outcome.moved(right)), points(outcome.row(right).map_or(0, |row| row.total)));
                let leads = match outcome.moved(right) {
                    0 if outcome.led(right) => format!("{} stays in front with {score}", name(right)),
                    0 => format!("{} {wins} with {score}", name(right)),
                    _ => format!("{} got {got} and {wins} with {score}", name(right)),
                };
                match guess {
                    Guess::Rider(bib) => {
                        let yours = outcome.row(bib).map_or(0, |row| row.total);
                        format!("{leads}; {} has {}.", name(bib), figure(yours))
                    }
                    Guess::SomebodyElse => format!("{leads}."),
                }
            }
        }
    }
}

fn points(n: i32) -> String {
    format!("{} point{}", figure(n), if n == 1 { "" } else { "s" })
}

/// The rows of riders on the track or home, in the order of the table.
fn riding(view: &RaceView) -> impl Iterator<Item = &Standing> {
    view.standings.rows.iter().filter(|row| matches!(row.status, Status::Racing | Status::Finished))
}

impl Outcome {
    /// What came of `sprint` by the moment of `after`; `ruled` are the rulings by then.
    #[must_use]
    pub fn of((sprint, sprints): (u32, u32), ruled: &[Ruling], before: Standings, after: Standings) -> Self {
        let scored = |ruling: &Ruling| match *ruling {
            Ruling::Place { sprint: n, place, points: points @ 1.., bib, .. } if n == sprint => {
                Some((place, points, bib))
            }
            _ => None,
        };
        let mut places: Vec<(u32, u32, Bib)> = ruled.iter().filter_map(scored).collect();
        places.sort_unstable();
        Self { sprint, is_last: sprint == sprints, places, before, after }
    }

    /// "sprint 7", "the last sprint"
    #[must_use]
    pub fn name(&self) -> String {
        if self.is_last { "the last sprint".to_owned() } else { format!("sprint {}", self.sprint) }
    }

    /// The right answers: more than one after a dead heat, or where riders lead together.
    #[must_use]
    pub fn answer(&self, question: BellQuestion) -> Vec<Bib> {
        match question {
            BellQuestion::Takes => self.places.iter().filter(|(place, ..)| *place == 1).map(|(.., bib)| *bib).collect(),
            BellQuestion::Leads => {
                self.after.rows.iter().filter(|row| row.rank == Some(1)).map(|row| row.bib).collect()
            }
        }
    }

    fn row(&self, bib: Bib) -> Option<&Standing> {
        self.after.rows.iter().find(|row| row.bib == bib)
    }

    fn points(&self, bib: Bib) -> u32 {
        self.places.iter().find(|(.., of)| *of == bib).map_or(0, |(_, points, _)| *points)
    }

    /// Points that `bib` has gained since the bell.
    fn moved(&self, bib: Bib) -> i32 {
        let total = |table: &Standings| table.rows.iter().find(|row| row.bib == bib).map_or(0, |row| row.total);
        total(&self.after) - total(&self.before)
    }

    /// Whether `bib` led when the bell rang.
    fn led(&self, bib: Bib) -> bool {
        self.before.rows.iter().any(|row| row.bib == bib && row.rank == Some(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::player::Replay;
    use crate::run::Run;
    use crate::scenario;

    fn ride(id: &str, seed: u64) -> Replay {
        Replay::of(scenario::load(id).expect("a built-in race"), &Run::of_seed(seed)).expect("a race")
    }

    fn ruled(race: &Replay, at: Micros) -> &[Ruling] {
        &race.rulings()[..race.rulings().partition_point(|ruling| ruling.at() <= at)]
    }

    fn asked(race: &Replay, (at, sprint, head): (Micros, u32, Bib)) -> [AskedAtBell; 2] {
        let view = race.view(at);
        [AskedAtBell::takes(sprint, head, &view, ruled(race, at)), AskedAtBell::leads(sprint, &view, race.rules())]
    }

    fn outcome(race: &Replay, (at, sprint, _): (Micros, u32, Bib)) -> Outcome {
        let due = decided(race.rulings(), sprint).expect("a sprint");
        Outcome::of(
            (sprint, race.rules().sprints()),
            ruled(race, due),
            race.view(at).standings,
            race.scoreboard(due).standings(),
        )
    }

    #[test]
    fn there_are_four_candidates_who_ride_each_once_and_the_leader_is_one() {
        for (id, seed) in [("athens-2004-men", 1), ("beijing-2008-men", 2), ("men-elite", 3), ("tiny", 1)] {
            let race = ride(id, seed);
            for bell in bells(race.rulings()) {
                let rows = race.view(bell.0).standings.rows;
                for asked in asked(&race, bell) {
                    let mut candidates = asked.candidates.clone();
                    candidates.sort_unstable();
                    candidates.dedup();
                    assert_eq!(candidates.len(), CANDIDATES, "{id} {asked:?}");
                    assert!(candidates.contains(&rows[0].bib), "{id} {asked:?}");
                    let racing = |bib| rows.iter().any(|row| row.bib == bib && row.status == Status::Racing);
                    assert!(candidates.iter().all(|bib| racing(*bib)), "{id} {asked:?}");
                    assert_eq!(asked.choices(), CANDIDATES + usize::from(asked.others));
                    assert_eq!(asked.others, id != "tiny");
                }
                let takes = &asked(&race, bell)[0];
                assert!(takes.candidates.contains(&bell.2), "whoever the bell is for: {id} {takes:?}");
            }
        }
    }

    #[test]
    fn each_sprint_is_asked_about_once_and_before_it_is_decided() {
        let race = ride("omnium-men", 1);
        let bells = bells(race.rulings());
        assert_eq!(bells.iter().map(|(_, sprint, _)| *sprint).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
        assert!(bells.iter().all(|(at, sprint, _)| decided(race.rulings(), *sprint).is_some_and(|due| *at < due)));
    }

    #[test]
    fn exactly_one_choice_is_right_unless_riders_are_level() {
        let (mut named, mut all) = (0, 0);
        for (id, seed) in [("athens-2004-men", 1), ("athens-2004-women", 1), ("men-elite", 1), ("women-elite", 2)] {
            let race = ride(id, seed);
            for bell in bells(race.rulings()) {
                let outcome = outcome(&race, bell);
                for asked in asked(&race, bell) {
                    let guesses: Vec<Guess> = (0..asked.choices()).filter_map(|n| asked.guess(n)).collect();
                    let right: Vec<&Guess> = guesses.iter().filter(|guess| asked.is_right(**guess, &outcome)).collect();
                    let level = outcome.answer(asked.question).len();
                    assert!((1..=level).contains(&right.len()), "{id} {asked:?} {right:?}");
                    (named, all) = (named + u32::from(*right[0] != Guess::SomebodyElse), all + 1);
                }
            }
        }
        // Questions whose answer is hardly ever named would teach nothing.
        assert!(named * 2 > all, "{named} of {all}");
    }

    #[test]
    fn a_wrong_guess_is_told_what_the_winner_got_or_what_moved_the_table() {
        let race = ride("athens-2004-men", 1);
        let names = RiderNames::of(race.scenario());
        for bell in bells(race.rulings()) {
            let outcome = outcome(&race, bell);
            for asked in asked(&race, bell) {
                for guess in (0..asked.choices()).filter_map(|n| asked.guess(n)) {
                    if asked.is_right(guess, &outcome) {
                        continue;
                    }
                    let why = asked.why(guess, &outcome, names);
                    let right = names.families(&outcome.answer(asked.question)[..1]);
                    assert!(why.contains(&right) && why.ends_with('.'), "{why}");
                    if let Guess::Rider(bib) = guess {
                        assert!(why.contains(&names.family(bib)), "{why}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_score_counts_what_was_answered() {
        let mut score = GuessScore::default();
        [true, false, true].into_iter().for_each(|right| score.enter(right));
        assert_eq!(score.words(), "2 of 3");
    }

    #[test]
    fn the_last_questions_are_about_the_last_sprint_and_the_race() {
        let race = ride("tiny", 1);
        let words = bells(race.rulings()).into_iter().map(|bell| asked(&race, bell).map(|asked| asked.words(2)));
        let expected = [
            ["Who takes sprint 1?", "Who leads after it?"].map(str::to_owned),
            ["Who takes the last sprint?", "Who wins the race?"].map(str::to_owned),
        ];
        assert_eq!(words.collect::<Vec<_>>(), expected);
    }
}
