//! Whether lessons can be taught: every question has one right answer, and every wrong one its confusion.

use clap::Args;

use crate::cli::{Failure, out};
use crate::lessons::{self, Lesson, Races};
use crate::report::words::count;
use crate::scenario::{Pipes, Problems, load_lesson};
use crate::text::named;

/// Which lessons are checked.
#[derive(Debug, Args)]
pub struct CheckLessons {
    /// Lesson files [default: the course]
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    files: Vec<String>,
}

impl CheckLessons {
    pub fn run(self) -> Result<(), Failure> {
        let mut races = Races::default();
        let (mut report, mut wrong) = (String::new(), Vec::new());
        let mut enter = |outcome: Result<String, Problems>| match outcome {
            Ok(line) => report += &line,
            Err(problems) => wrong.push(problems),
        };
        if self.files.is_empty() {
            lessons::course().iter().for_each(|l| enter(line(&format!("lesson {}", l.id), l, &mut races)));
        }
        self.files.iter().for_each(|path| enter(check_file(path, Pipes::Refused)));
        out::say(&report)?;
        if wrong.is_empty() { Ok(()) } else { Err(Failure::Files(wrong)) }
    }
}

/// What there is to say of the lesson in the file at `path`, which may be a pipe if `pipes` are allowed.
pub fn check_file(path: &str, pipes: Pipes) -> Result<String, Problems> {
    let lesson = load_lesson(path, pipes).and_then(|file| Lesson::of(path, file))?;
    line(&named(path), &lesson, &mut Races::default())
}

/// What there is to say of a lesson that can be taught.
fn line(name: &str, lesson: &Lesson, races: &mut Races) -> Result<String, Problems> {
    lesson.check(races)?;
    let questions = count(lesson.exercises.len() as u32, "question");
    let wrong: usize = lesson.exercises.iter().map(|exercise| exercise.misreadings.len()).sum();
    Ok(format!("{name}: {}: {questions}, each with one right answer, and {wrong} wrong ones\n", lesson.title))
}
