//! Lessons: what a file says, resolved into questions that can be asked. The right answer stands in no file.

use super::Races;
use super::confusion::Confusion;
use super::moment::{self, Moment};
use super::points;
use super::question::{Misreading, Question};
use crate::rules::EditionId;
use crate::scenario::{ExerciseFile, LessonFile, Problems, Written, Wrong, parse_lesson};
use crate::text::nearest;

/// Where an exercise comes in its lesson, or in which of the two tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The first question, which is the pre-test.
    First,
    /// The same on another race, without help: the post-test.
    Transfer,
    /// A third race, after two misses.
    Third,
    TestA,
    TestB,
}

impl Part {
    /// All of them, with their words in files.
    pub const ALL: [(&'static str, Self); 5] = [
        ("first", Self::First),
        ("transfer", Self::Transfer),
        ("third", Self::Third),
        ("test a", Self::TestA),
        ("test b", Self::TestB),
    ];
}

/// A lesson.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// What it is called in the progress of a learner: its number if it is one of the course, else its file.
    pub id: String,
    pub title: String,
    pub confusion: Confusion,
    /// Why the right answer is right, and the same in other words.
    pub why: String,
    pub in_other_words: String,
    pub article: String,
    pub exercises: Vec<Exercise>,
    file: LessonFile,
}

/// A question at a moment of a race.
#[derive(Debug, Clone)]
pub struct Exercise {
    pub part: Part,
    /// The race, as the file names it.
    pub race: String,
    pub rules: Option<EditionId>,
    pub moment: Moment,
    /// Riders as the file names them.
    pub riders: Vec<String>,
    pub question: &'static Question,
    pub misreadings: Vec<&'static Misreading>,
    pub setting: Option<String>,
}

/// Fewest and most wrong answers on offer.
const WRONG_ANSWERS: std::ops::RangeInclusive<usize> = 2..=3;

impl Lesson {
    /// The lesson in `text`, called `id`; `name` is the name of the file in messages.
    ///
    /// # Errors
    /// Every problem of the text. Whether the races can be ridden is for [`Self::check`] to find.
    pub fn read(id: &str, name: &str, text: &str) -> Result<Self, Problems> {
        Self::of(id, parse_lesson(name, text)?)
    }

    /// The lesson that `file` writes.
    ///
    /// # Errors
    /// Every word of it that means nothing.
    pub fn of(id: &str, file: LessonFile) -> Result<Self, Problems> {
        let mut wrong = Vec::new();
        let confusion = known(&file.confusion, Confusion::ALL.map(|c| (c.cleared().word, c)), &mut wrong);
        let mut exercises: Vec<Exercise> = Vec::new();
        for written in &file.exercises {
            let Some(exercise) = exercise(written, &mut wrong) else { continue };
            if exercises.iter().any(|other| other.part == exercise.part) {
                wrong.push(written.part.wrong("the lesson has this part already", "keep one of the two"));
            }
            if confusion.is_some_and(|c| !exercise.misreadings.iter().any(|m| m.confusion == c)) {
                let of: Vec<&str> = exercise
                    .question
                    .misreadings
                    .iter()
                    .filter(|m| Some(m.confusion) == confusion)
                    .map(|m| m.word)
                    .collect();
                let remedy = if of.is_empty() {
                    "ask a question that this confusion gets wrong".to_owned()
                } else {
                    format!("offer one of \"{}\" too", of.join("\", \""))
                };
                wrong.push(written.question.wrong("no answer on offer comes from the confusion of the lesson", remedy));
            }
            exercises.push(exercise);
        }
        if wrong.is_empty() && !exercises.iter().any(|exercise| exercise.part == Part::First) {
            wrong.push(
                file.confusion.wrong("the lesson has no first question", "add [[exercises]] with part = \"first\""),
            );
        }
        match confusion.filter(|_| wrong.is_empty()) {
            Some(confusion) => Ok(Self {
                id: id.to_owned(),
                title: file.title.clone(),
                confusion,
                why: file.why.clone(),
                in_other_words: file.in_other_words.clone(),
                article: file.article.clone(),
                exercises,
                file,
            }),
            None => Err(file.problems(&wrong)),
        }
    }

    /// The exercise of this part, if there is one.
    #[must_use]
    pub fn part(&self, part: Part) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.part == part)
    }

    /// Opens every exercise on its race: each must have one right answer, and no two answers on offer may be the same.
    ///
    /// # Errors
    /// Every exercise that cannot be asked as it is written, with its place and a remedy.
    pub fn check(&self, races: &mut Races) -> Result<(), Problems> {
        let mut wrong = Vec::new();
        for (exercise, written) in self.exercises.iter().zip(&self.file.exercises) {
            if let Err(unfit) = exercise.open(races) {
                wrong.push(unfit.at(written));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(self.file.problems(&wrong)) }
    }
}

fn exercise(file: &ExerciseFile, wrong: &mut Vec<Wrong>) -> Option<Exercise> {
    let part = known(&file.part, Part::ALL, wrong);
    let moment = Moment::read(&file.moment.value);
    if moment.is_none() {
        wrong.push(file.moment.wrong("a moment is expected", format!("write one of {}", moment::LIST)));
    }
    let question = known(&file.question, points::QUESTIONS.iter().map(|q| (q.word, q)), wrong)?;
    let words = question.misreadings.iter().map(|m| (m.word, m));
    let misreadings: Vec<&'static Misreading> =
        file.misreadings.iter().filter_map(|word| known(word, words.clone(), wrong)).collect();
    for (i, word) in file.misreadings.iter().enumerate() {
        if file.misreadings[..i].iter().any(|earlier| earlier.value == word.value) {
            wrong.push(word.wrong("on offer already", "leave one of the two out"));
        }
    }
    if misreadings.len() == file.misreadings.len() && !WRONG_ANSWERS.contains(&misreadings.len()) {
        let (least, most) = (WRONG_ANSWERS.start(), WRONG_ANSWERS.end());
        let why = format!("{} wrong answers on offer: between {least} and {most}", misreadings.len());
        let all: Vec<&str> = question.misreadings.iter().map(|m| m.word).collect();
        wrong.push(file.question.wrong(why, format!("choose among \"{}\"", all.join("\", \""))));
    }
    if file.riders.len() != question.riders {
        let why = format!("this question is about {} riders, and {} are named", question.riders, file.riders.len());
        wrong.push(file.question.wrong(why, "name them in riders = [\"…\"]"));
    }
    Some(Exercise {
        part: part?,
        race: file.race.value.clone(),
        rules: file.rules,
        moment: moment?,
        riders: file.riders.iter().map(|rider| rider.value.clone()).collect(),
        question,
        misreadings,
        setting: file.setting.clone(),
    })
}

/// What `written` means among `words`; otherwise it is added to what is wrong.
fn known<T>(
    written: &Written<String>,
    words: impl IntoIterator<Item = (&'static str, T)>,
    wrong: &mut Vec<Wrong>,
) -> Option<T> {
    let mut all = Vec::new();
    for (word, meaning) in words {
        if word.eq_ignore_ascii_case(written.value.trim()) {
            return Some(meaning);
        }
        all.push(word);
    }
    let list = format!("\"{}\"", all.join("\", \""));
    let remedy = match nearest(&written.value, all) {
        Some(near) => format!("did you mean \"{near}\"? (one of {list})"),
        None => format!("write one of {list}"),
    };
    wrong.push(written.wrong("not a known word here", remedy));
    None
}
