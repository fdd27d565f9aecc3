//! The viewer's guesses: what is asked at a bell, what was answered, and how many were right. Draws nothing.

use crate::lessons::predict::{AskedAtBell, Guess, GuessScore, Outcome, bells, decided};
use crate::report::words::RiderNames;
use crate::rules::{Ruling, Standings};
use crate::units::{Bib, Micros};

/// A bell at which there is something to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bell {
    pub at: Micros,
    pub sprint: u32,
    pub head: Bib,
    /// When the last scorer of the sprint is home.
    due: Micros,
}

/// The questions at one bell.
#[derive(Debug, Clone)]
struct Round {
    bell: Bell,
    asked: [AskedAtBell; 2],
    guesses: [Option<Guess>; 2],
    /// The question that waits for an answer; 2 when none does.
    step: usize,
    /// The answer that is chosen and not yet given.
    chosen: usize,
    before: Standings,
}

/// All that is asked in one race.
#[derive(Debug, Default)]
pub struct Guessing {
    on: bool,
    bells: Vec<Bell>,
    /// Sprints that were asked about: nobody is asked twice.
    past: Vec<u32>,
    round: Option<Round>,
    score: GuessScore,
}

impl Guessing {
    #[must_use]
    pub fn new(on: bool, rulings: &[Ruling]) -> Self {
        let mut guessing = Self { on, ..Self::default() };
        guessing.set_rulings(rulings);
        guessing
    }

    /// The race goes otherwise from now on. What is open cannot be judged any more.
    pub fn set_rulings(&mut self, rulings: &[Ruling]) {
        let bell = |(at, sprint, head)| Some(Bell { at, sprint, head, due: decided(rulings, sprint)? });
        self.bells = bells(rulings).into_iter().filter_map(bell).collect();
        self.round = None;
    }

    #[must_use]
    pub fn is_on(&self) -> bool {
        self.on
    }

    pub fn toggle(&mut self) {
        self.on = !self.on;
        self.round = None;
    }

    #[must_use]
    pub fn score(&self) -> GuessScore {
        self.score
    }

    /// The score in a sentence, for the end.
    #[must_use]
    pub fn result(&self) -> String {
        match self.score.of {
            0 => "You have made no guess.".to_owned(),
            _ => format!("Of your guesses {} were right.", self.score.words()),
        }
    }

    /// The first bell after `from`, up to `to`, that nobody was asked at.
    #[must_use]
    pub fn bell_between(&self, from: Micros, to: Micros) -> Option<Bell> {
        let new = |bell: &&Bell| from < bell.at && bell.at <= to && !self.past.contains(&bell.sprint);
        self.bells.iter().find(new).copied().filter(|_| self.on)
    }

    /// Asks at `bell`; `before` is the table then.
    pub fn ask(&mut self, bell: Bell, asked: [AskedAtBell; 2], before: Standings) {
        self.past.push(bell.sprint);
        self.round = Some(Round { bell, asked, guesses: [None; 2], step: 0, chosen: 0, before });
    }

    /// The sprint and the question, from 0, that wait for an answer.
    #[must_use]
    pub fn asks(&self) -> Option<(u32, usize)> {
        let round = self.round.as_ref()?;
        (round.step < 2).then_some((round.bell.sprint, round.step))
    }

    /// The question that waits for an answer, and the answer that is chosen.
    #[must_use]
    pub fn question(&self) -> Option<(&AskedAtBell, usize)> {
        let round = self.round.as_ref()?;
        Some((round.asked.get(round.step)?, round.chosen))
    }

    pub fn choose(&mut self, by: i32) {
        let Some((asked, chosen)) = self.question() else { return };
        let choices = asked.choices().max(1) as i32;
        let next = (chosen as i32 + by).rem_euclid(choices) as usize;
        self.round.iter_mut().for_each(|round| round.chosen = next);
    }

    /// Gives the chosen answer.
    pub fn take(&mut self) {
        if let Some((_, chosen)) = self.question() {
            self.answer(chosen);
        }
    }

    /// Gives the answer with number `n`, if there is one.
    pub fn answer(&mut self, n: usize) {
        if let Some(guess) = self.question().and_then(|(asked, _)| asked.guess(n)) {
            self.go_on(Some(guess));
        }
    }

    /// Gives no answer to this question.
    pub fn pass(&mut self) {
        self.go_on(None);
    }

    fn go_on(&mut self, guess: Option<Guess>) {
        if let Some(round) = self.round.as_mut().filter(|round| round.step < 2) {
            round.guesses[round.step] = guess;
            (round.step, round.chosen) = (round.step + 1, 0);
        }
    }

    /// Gives no answer to what is left.
    pub fn leave(&mut self) {
        self.round.iter_mut().for_each(|round| round.step = 2);
        self.round.take_if(|round| round.guesses == [None; 2]);
    }

    /// The sprint with guesses to be judged at `at`, and when it was decided.
    #[must_use]
    pub fn due(&self, at: Micros) -> Option<(u32, Micros)> {
        let round = self.round.as_ref().filter(|round| round.step == 2 && round.bell.due <= at)?;
        Some((round.bell.sprint, round.bell.due))
    }

    /// The table when the bell rang.
    #[must_use]
    pub fn before(&self) -> &Standings {
        static NOBODY: Standings = Standings { rows: Vec::new(), sprints_done: 0, is_final: false };
        self.round.as_ref().map_or(&NOBODY, |round| &round.before)
    }

    /// Judges what was answered, and says it: who took the sprint and who leads, what was right, and the score.
    pub fn settle(&mut self, outcome: &Outcome, names: RiderNames) -> Option<String> {
        let round = self.round.take()?;
        let mut told: Vec<String> = Vec::new();
        for (asked, guess) in round.asked.iter().zip(round.guesses) {
            let right = guess.map(|guess| asked.is_right(guess, outcome));
            right.into_iter().for_each(|right| self.score.enter(right));
            told.push(match guess {
                Some(guess) if right == Some(false) => format!("Wrong: {}", asked.why(guess, outcome, names)),
                Some(_) => format!("Right: {}.", asked.answer(outcome, names)),
                None => format!("{}.", asked.answer(outcome, names)),
            });
        }
        Some(format!("{} {} right.", told.join(" "), self.score.words()))
    }
}
