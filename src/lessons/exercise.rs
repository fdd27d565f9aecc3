//! An exercise opened on its race: the question in words, and the answers on offer, one of them right.

use std::sync::Arc;

use super::Races;
use super::answer::Answer;
use super::confusion::Confusion;
use super::lesson::Exercise;
use super::question::Misreading;
use super::stage::Stage;
use crate::player::Replay;
use crate::scenario::{ExerciseFile, Wrong};
use crate::units::{Bib, Micros};

/// An exercise that can be asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub race: Arc<Replay>,
    /// When the race stops and the question is asked.
    pub at: Micros,
    /// When the answer is seen.
    pub seen: Micros,
    /// What has just happened, if that needs to be said.
    pub setting: Option<String>,
    pub question: String,
    pub options: Vec<AnswerOption>,
    /// What is seen then, in a sentence; whose row is lit; riders the question is about.
    pub shown: String,
    pub lit: Option<Bib>,
    pub riders: Vec<Bib>,
}

/// An answer on offer.
#[derive(Debug, Clone)]
pub struct AnswerOption {
    pub answer: Answer,
    /// The answer in words, and what there is to know about what it names.
    pub text: String,
    pub detail: String,
    /// What is behind it, if it is wrong.
    pub misreading: Option<&'static Misreading>,
}

/// Why an exercise cannot be asked as it is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("{0}")]
    Race(String),
    #[error("this moment does not come in the race")]
    Moment,
    #[error("{why}")]
    Rider { n: usize, why: String },
    #[error("this question makes no sense at this moment")]
    NoSense,
    #[error("there is no single right answer at this moment")]
    NoRight,
    #[error("this misreading gives no answer at this moment")]
    NoAnswer(usize),
    #[error("this misreading gives the right answer at this moment: {answer}")]
    Right { n: usize, answer: String },
    #[error("this misreading gives the same answer as another: {answer}")]
    Same { n: usize, answer: String },
}

impl Unfit {
    /// The same as a problem of the file.
    #[must_use]
    pub fn at(&self, file: &ExerciseFile) -> Wrong {
        let elsewhere = "choose another moment";
        match self {
            Self::Race(_) => file.race.wrong(self.to_string(), "name a scenario, a file or a run code"),
            Self::Moment => file.moment.wrong(self.to_string(), elsewhere),
            Self::Rider { n, .. } => file.riders[*n].wrong(self.to_string(), "name a rider of the start list"),
            Self::NoSense | Self::NoRight => file.moment.wrong(self.to_string(), elsewhere),
            Self::NoAnswer(n) | Self::Right { n, .. } | Self::Same { n, .. } => {
                file.misreadings[*n].wrong(self.to_string(), "choose another moment, or another misreading")
            }
        }
    }
}

impl Exercise {
    /// Rides the race up to the question.
    ///
    /// # Errors
    /// Why the question cannot be asked there.
    pub fn open(&self, races: &mut Races) -> Result<Asked, Unfit> {
        let race = races.get(&self.race, self.rules).map_err(Unfit::Race)?;
        let at = self.moment.at(&race).ok_or(Unfit::Moment)?;
        let find = |(n, name): (usize, &String)| race.scenario().find(name).map_err(|why| Unfit::Rider { n, why });
        let riders = self.riders.iter().enumerate().map(find).collect::<Result<Vec<Bib>, _>>()?;
        let stage = Stage::of(&race, at, &riders);
        let question = (self.question.text)(&stage).ok_or(Unfit::NoSense)?;
        let right = (self.question.right)(&stage).ok_or(Unfit::NoRight)?;
        let option = |answer: Answer, misreading| {
            let (text, detail) = (answer.write(stage.names), (self.question.detail)(&stage, &answer));
            AnswerOption { answer, text, detail, misreading }
        };
        let mut options = vec![option(right, None)];
        for (n, misreading) in self.misreadings.iter().enumerate() {
            let answer = (misreading.answer)(&stage).ok_or(Unfit::NoAnswer(n))?;
            let text = answer.write(stage.names);
            // Answers that read alike are the same to whoever reads them.
            match options.iter().position(|option| option.answer == answer || option.text == text) {
                Some(0) => return Err(Unfit::Right { n, answer: text }),
                Some(_) => return Err(Unfit::Same { n, answer: text }),
                None => options.push(option(answer, Some(misreading))),
            }
        }
        options.sort_by_cached_key(|option| option.answer.order(stage.names));
        let seen = (self.question.seen)(&stage).max(at);
        let (shown, lit) = ((self.question.shown)(&stage), (self.question.lit)(&stage));
        Ok(Asked {
            at,
            seen,
            setting: self.setting.clone(),
            question,
            options,
            shown,
            lit,
            riders,
            race: Arc::clone(&race),
        })
    }
}

impl Asked {
    /// Riders whom the question or an answer names.
    #[must_use]
    pub fn named(&self) -> Vec<Bib> {
        let of = |option: &AnswerOption| match option.answer {
            Answer::Rider(bib) => Some(bib),
            _ => None,
        };
        self.riders.iter().copied().chain(self.options.iter().filter_map(of)).collect()
    }

    /// Index of the right answer.
    #[must_use]
    pub fn right(&self) -> usize {
        self.options.iter().position(|option| option.misreading.is_none()).expect("one answer is right")
    }

    /// What whoever holds a belief answers: the answer that comes from it, if one is on offer, else the right one.
    #[must_use]
    pub fn believed(&self, confusion: Confusion) -> usize {
        let is = |option: &AnswerOption| option.misreading.is_some_and(|m| m.confusion == confusion);
        self.options.iter().position(is).unwrap_or_else(|| self.right())
    }
}
