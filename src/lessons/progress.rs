//! What a learner has answered so far, as it is kept in a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::confusion::Confusion;
use super::lesson::Part;

/// The version of the format.
const SCHEMA: &str = "velodrome.progress/1";

/// The answers of a learner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    schema: String,
    /// Lessons begun, by their ids.
    #[serde(default)]
    pub lessons: BTreeMap<String, LessonRecord>,
    /// The lesson that was under way last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// A test under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting: Option<Sitting>,
    /// Tests that were finished, oldest first.
    #[serde(default)]
    pub tests: Vec<TestRecord>,
}

/// What was answered in a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Given>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third: Option<Given>,
    /// Nothing of it was missed in a test that was passed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub known: bool,
}

/// An answer that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub right: bool,
    /// The confusion behind a wrong answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confusion: Option<Confusion>,
}

/// One of the two tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TestForm {
    A,
    B,
}

impl TestForm {
    /// The part of a lesson that has its question.
    #[must_use]
    pub fn part(self) -> Part {
        match self {
            Self::A => Part::TestA,
            Self::B => Part::TestB,
        }
    }
}

/// A test under way: one answer a lesson, in the order of the course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    pub form: TestForm,
    pub given: Vec<Given>,
}

/// A test that was finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestRecord {
    pub form: TestForm,
    pub right: usize,
    pub of: usize,
    pub passed: bool,
    /// The confusions behind the wrong answers, without repetition.
    pub missed: Vec<Confusion>,
}

/// Why kept progress cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

impl Default for Progress {
    fn default() -> Self {
        Self { schema: SCHEMA.to_owned(), lessons: BTreeMap::new(), at: None, sitting: None, tests: Vec::new() }
    }
}

impl Progress {
    /// Reads what [`Self::write`] has written.
    ///
    /// # Errors
    /// If it is something else, or of another version.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let progress: Self =
            serde_json::from_str(text).map_err(|e| Unreadable(format!("not the progress of a learner: {e}")))?;
        if progress.schema == SCHEMA {
            Ok(progress)
        } else {
            Err(Unreadable(format!("progress of another version than {SCHEMA}")))
        }
    }

    /// The text of the file.
    ///
    /// # Panics
    /// Never: it has nothing that JSON cannot say.
    #[must_use]
    pub fn write(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("progress is plain data");
        text + "\n"
    }

    /// Forgets a lesson, or everything.
    pub fn reset(&mut self, lesson: Option<&str>) {
        match lesson {
            Some(id) => {
                self.lessons.remove(id);
                self.at.take_if(|at| at == id);
            }
            None => *self = Self::default(),
        }
    }

    /// Whether nothing was answered yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        *self == Self::default()
    }
}

impl LessonRecord {
    /// The answer to a part of it.
    #[must_use]
    pub fn given(&self, part: Part) -> Option<Given> {
        match part {
            Part::First => self.first,
            Part::Transfer => self.transfer,
            Part::Third => self.third,
            Part::TestA | Part::TestB => None,
        }
    }

    pub(super) fn give(&mut self, part: Part, given: Given) {
        match part {
            Part::First => self.first = Some(given),
            Part::Transfer => self.transfer = Some(given),
            Part::Third => self.third = Some(given),
            Part::TestA | Part::TestB => {}
        }
    }

    /// Whether the last word was right, or a test has shown that it is known.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.known || [self.transfer, self.third].into_iter().flatten().any(|given| given.right)
    }
}
