//! Teaching: what newcomers get wrong, and the course that clears it up.
//!
//! A lesson is a file: moments of races, a question at each, and the wrong answers on offer. Questions and misreadings are
//! rows of a table that a kind of race brings (`points`), each a function of what the referee rules; no file holds a right
//! answer. [`Course`] says what comes next for a learner whose [`Progress`] is kept.
//!
//! In any race, [`at_stake`] finds the moments at which one of the confusions is at stake, and [`predict`] has questions at
//! every bell. Draws and prints nothing.

mod answer;
pub mod at_stake;
mod builtin;
mod confusion;
mod course;
mod exercise;
mod find;
mod lesson;
mod moment;
mod points;
pub mod predict;
mod progress;
mod question;
mod races;
mod stage;

pub use answer::Answer;
pub use at_stake::AtStake;
pub use builtin::course;
pub use confusion::{Cleared, Confusion};
pub use course::{Course, Gain, Next, Verdict};
pub use exercise::{AnswerOption, Asked, Unfit};
pub use find::{Fit, find};
pub use lesson::{Exercise, Lesson, Part};
pub use moment::{LIST as MOMENTS, Moment};
pub use progress::{Progress, TestForm, Unreadable};
pub use question::{Misreading, Question};
pub use races::Races;
pub use stage::Stage;

/// Every question that can be asked, for the manual.
#[must_use]
pub fn questions() -> &'static [Question] {
    points::QUESTIONS
}
