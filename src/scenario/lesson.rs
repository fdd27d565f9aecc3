//! Lesson files, `NAME.lesson.toml`: what a lesson is about, and the moments at which it asks. Knows neither what can be asked
//! nor the answers: the words for both are given by whoever teaches.

use std::ops::Range;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::file::HOMES;
use super::load::{self, Pipes};
use super::log::ProblemLog;
use super::problem::Problems;
use super::read::{Located, Node, Read, complain, document_schema, tables};
use super::syntax::{parse_table, without_mark};
use super::word::{Name, Sentence, TextLine, Who, line};
use crate::rules::EditionId;

/// How the file name of a lesson ends.
pub const LESSON_ENDING: &str = ".lesson.toml";
/// The version of the format.
const SCHEMA: &str = "velodrome.lesson/1";

tables! {
    homes: HOMES;

    /// A lesson: one confusion, and the moments of races that clear it up.
    LessonTable {
        /// Version of this format: "velodrome.lesson/1".
        required schema: Option<Located<LessonSchema>>,
        /// The title, as a question or a short sentence.
        required title: Option<Located<TextLine>>,
        /// The confusion it is about, by its word.
        required confusion: Option<Located<Name>>,
        /// Why the right answer is right, in one sentence.
        required why: Option<Located<Sentence>>,
        /// The same in other words, for whoever misses the second question too.
        required in_other_words: Option<Located<Sentence>>,
        /// What the rule rests on, as "UCI 3.2.118".
        required article: Option<Located<TextLine>>,
        /// The questions.
        required exercises: Vec<Located<ExerciseTable>>,
    }

    /// A moment of a race, and what is asked there.
    ExerciseTable {
        /// Where it comes in the lesson: "first", "transfer", "third", "test a" or "test b".
        required part: Option<Located<Name>>,
        /// The race: the id of a scenario, the path of a file, or a run code.
        required race: Option<Located<RaceText>>,
        /// The edition by which the race is scored, if not its own.
        optional rules: Option<Located<EditionId>>,
        /// When the race stops and the question is asked: "sprint 13", "bell 7", "gain 2", "loss 1", "finish", a lap or a time; then + or - so many seconds, as "bell 7 + 2 s".
        required moment: Option<Located<Name>>,
        /// The riders whom the question is about, if it is about any.
        optional riders: Vec<Located<Who>>,
        /// What is asked, by its word.
        required question: Option<Located<Name>>,
        /// The wrong answers on offer, by their words.
        required misreadings: Vec<Located<Name>>,
        /// What has just happened, for whoever has not seen the race so far.
        optional setting: Option<Located<Sentence>>,
    }
}

/// The format version of a lesson.
#[derive(Debug)]
pub(super) struct LessonSchema;

impl Read for LessonSchema {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        if node.get_ref().as_str() == Some(SCHEMA) {
            return Some(Self);
        }
        complain(log, place, &node.span(), "a lesson of another version", format!("this program reads \"{SCHEMA}\""));
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"const": SCHEMA})
    }
}

/// How a file names a race: an id, a path or a run code.
#[derive(Debug)]
pub(super) struct RaceText(String);

impl Read for RaceText {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        line(node, place, 4000, log).map(Self)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "minLength": 1, "maxLength": 4000})
    }
}

/// A word or text of a lesson, and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    pub value: T,
    place: String,
    span: Range<usize>,
}

impl<T> Written<T> {
    fn of<S>(from: Located<S>, value: impl FnOnce(S) -> T) -> Self {
        Self { value: value(from.value), place: from.place, span: from.span }
    }

    /// That something is wrong with it: why, and the remedy.
    #[must_use]
    pub fn wrong(&self, why: impl Into<String>, remedy: impl Into<String>) -> Wrong {
        Wrong { place: self.place.clone(), span: self.span.clone(), why: why.into(), remedy: remedy.into() }
    }
}

/// What is wrong with one place of a lesson file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    place: String,
    span: Range<usize>,
    pub why: String,
    pub remedy: String,
}

/// A lesson as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonFile {
    /// The file, as it is named in messages.
    name: String,
    text: String,
    pub title: String,
    pub confusion: Written<String>,
    pub why: String,
    pub in_other_words: String,
    pub article: String,
    pub exercises: Vec<ExerciseFile>,
}

/// An exercise as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseFile {
    pub part: Written<String>,
    pub race: Written<String>,
    pub rules: Option<EditionId>,
    pub moment: Written<String>,
    pub riders: Vec<Written<String>>,
    pub question: Written<String>,
    pub misreadings: Vec<Written<String>>,
    pub setting: Option<String>,
}

/// Whether `path` is named like a lesson.
#[must_use]
pub fn is_lesson(path: &str) -> bool {
    path.ends_with(LESSON_ENDING)
}

/// The lesson in `text`; `name` is the name of the file in messages.
///
/// # Errors
/// Every problem of the text.
pub fn parse_lesson(name: &str, text: &str) -> Result<LessonFile, Problems> {
    let text = without_mark(text);
    let mut log = ProblemLog::new(text);
    let table: Option<LessonTable> = parse_table(text, &mut log);
    let lesson = table.filter(|_| !log.has_problems()).and_then(|table| {
        table.schema?;
        Some(LessonFile {
            name: name.to_owned(),
            text: text.to_owned(),
            title: table.title?.value.0,
            confusion: Written::of(table.confusion?, |word| word.0),
            why: table.why?.value.0,
            in_other_words: table.in_other_words?.value.0,
            article: table.article?.value.0,
            exercises: table.exercises.into_iter().map(|e| exercise(e.value)).collect::<Option<_>>()?,
        })
    });
    lesson.ok_or_else(|| log.into_problems(name).0)
}

fn exercise(table: ExerciseTable) -> Option<ExerciseFile> {
    let who = |who| match who {
        Who::Bib(bib) => bib.to_string(),
        Who::Name(name) => name,
    };
    Some(ExerciseFile {
        part: Written::of(table.part?, |word| word.0),
        race: Written::of(table.race?, |race| race.0),
        rules: table.rules.map(|rules| rules.value),
        moment: Written::of(table.moment?, |word| word.0),
        riders: table.riders.into_iter().map(|rider| Written::of(rider, who)).collect(),
        question: Written::of(table.question?, |word| word.0),
        misreadings: table.misreadings.into_iter().map(|word| Written::of(word, |word| word.0)).collect(),
        setting: table.setting.map(|setting| setting.value.0),
    })
}

/// The lesson in the file at `path`, which may be a pipe if `pipes` are allowed.
///
/// # Errors
/// Every problem of the file.
pub fn load_lesson(path: &str, pipes: Pipes) -> Result<LessonFile, Problems> {
    parse_lesson(path, &load::read(Path::new(path), pipes)?)
}

impl LessonFile {
    /// The file, as it is named in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The problems of the file, with their places.
    #[must_use]
    pub fn problems(&self, wrong: &[Wrong]) -> Problems {
        let mut log = ProblemLog::new(&self.text);
        for Wrong { place, span, why, remedy } in wrong {
            complain(&mut log, place, span, why, remedy.clone());
        }
        log.into_problems(&self.name).0
    }
}

/// The JSON Schema of lesson files (draft 2020-12).
#[must_use]
pub fn lesson_schema() -> Value {
    document_schema::<LessonTable>("velodrome lesson", "LessonTable")
}
