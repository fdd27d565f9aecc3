//! `velodrome learn`: the course, on the screen or line by line, and what belongs to it.

mod check;
mod find;
mod list;
mod plain;
mod store;

use clap::{Args, Subcommand};

use self::check::CheckLessons;
pub use self::check::check_file;
use self::find::FindMoments;
use self::list::{Export, Lessons};
use super::args::ScreenArgs;
use super::document::{Document, Format};
use super::{Failure, out};
use crate::lessons::{self, Course, Lesson, Progress};
use crate::scenario::{Pipes, is_lesson, load_lesson};
use crate::tui::{self, Exit, Options};

const EXAMPLES: &str = "\
Examples:
  velodrome learn                       the course, from where you are
  velodrome learn 4                     lesson 4 alone
  velodrome learn list                  the lessons, and how far you are
  velodrome learn test                  twelve questions: what do you know already?
  velodrome learn --plain               line by line: for pipes and screen readers
  velodrome learn run mine.lesson.toml  a lesson of your own
  velodrome learn find men-elite        moments of a race that a lesson may use
  velodrome learn check mine.lesson.toml
  velodrome learn export                your answers, as JSON, for a teacher

What you have answered is kept in a file of your own; 'velodrome learn reset' forgets it.";

/// Learn to read a points race
///
/// Twelve lessons, one for each thing that newcomers get wrong: a moment of a race, a question, your answer, and what then
/// happened. Without a terminal, or with --plain, line by line.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct LearnCommand {
    #[command(subcommand)]
    what: Option<What>,
    /// A lesson by its number, or a lesson file [default: the course, from where you are]
    #[arg(value_name = "LESSON")]
    lesson: Option<String>,
    #[command(flatten)]
    how: How,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the lessons and how far you are in each
    List {
        /// How to write it
        #[arg(long, value_parser = Lessons::formats(), default_value = "table")]
        format: Format,
    },
    /// Take one lesson
    Run {
        /// Its number, or a lesson file
        #[arg(value_name = "LESSON")]
        lesson: String,
        #[command(flatten)]
        how: How,
    },
    /// Take the test: twelve questions, passed with nine right
    ///
    /// There are two forms, taken in turn. Lessons whose confusion does not show in a test that is passed are skipped by the
    /// course.
    Test {
        #[command(flatten)]
        how: How,
    },
    /// Forget what was answered
    Reset {
        /// In this lesson only
        #[arg(value_name = "LESSON")]
        lesson: Option<String>,
    },
    /// Print what was answered, for a teacher
    Export {
        /// How to write it
        #[arg(long, value_parser = Export::formats(), default_value = "json")]
        format: Format,
    },
    /// Check lessons: each question has one right answer, and each wrong one its confusion
    Check(CheckLessons),
    /// Find moments of a race at which something can be asked
    Find(FindMoments),
}

/// How the course is taken.
#[derive(Debug, Clone, Copy, Args)]
struct How {
    /// Line by line, without boxes, colour or animation
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    screen: ScreenArgs,
}

impl LearnCommand {
    /// Does what was asked for; `before` are the looks that were asked for before the command.
    pub fn run(self, before: ScreenArgs) -> Result<(), Failure> {
        let (lesson, how) = match self.what {
            None => (self.lesson, self.how),
            Some(What::Run { lesson, how }) => (Some(lesson), how),
            Some(What::Test { how }) => {
                let course = Course::test(lessons::course(), store::read());
                return teach(course, how, before);
            }
            Some(What::List { format }) => return Lessons(lessons::course(), store::read()).print(format),
            Some(What::Export { format }) => return Export(Lessons(lessons::course(), store::read())).print(format),
            Some(What::Reset { lesson }) => return reset(lesson.as_deref()),
            Some(What::Check(check)) => return check.run(),
            Some(What::Find(find)) => return find.run(),
        };
        let progress = store::read();
        let course = match lesson {
            None => Course::all(lessons::course(), progress),
            Some(path) if is_lesson(&path) => {
                let file = load_lesson(&path, Pipes::Allowed).and_then(|file| Lesson::of(&path, file));
                Course::one(vec![file.map_err(|problems| Failure::Files(vec![problems]))?], progress, 0)
            }
            Some(number) => {
                let lessons = lessons::course();
                let index = number_of(&lessons, &number)?;
                Course::one(lessons, progress, index)
            }
        };
        teach(course, how, before)
    }
}

/// Index of the lesson with this number.
fn number_of(lessons: &[Lesson], number: &str) -> Result<usize, Failure> {
    lessons.iter().position(|lesson| lesson.id == number).ok_or_else(|| {
        let typed = crate::text::visible(number, 60);
        let remedy = format!("write 1 to {}, or a file that ends in {}", lessons.len(), crate::scenario::LESSON_ENDING);
        Failure::wrong(format!("no lesson is called \"{typed}\""), remedy)
    })
}

fn reset(lesson: Option<&str>) -> Result<(), Failure> {
    let mut progress = store::read();
    if let Some(number) = lesson {
        number_of(&lessons::course(), number)?;
    }
    progress.reset(lesson);
    store::keep(&progress).map_err(|why| Failure::Io("keeping what you have answered", std::io::Error::other(why)))?;
    out::say(&match lesson {
        Some(number) => format!("Lesson {number} is forgotten.\n"),
        None => "All that you have answered is forgotten.\n".to_owned(),
    })
}

fn teach(course: Course, how: How, before: ScreenArgs) -> Result<(), Failure> {
    if how.plain || !out::is_interactive() {
        return plain::teach(course);
    }
    let options = Options { again: "velodrome learn".to_owned(), ..how.screen.or(before).options() };
    on_the_screen(course, &options).map(|_| ())
}

/// Teaches on the screen, and says afterwards where the learner is.
fn on_the_screen(course: Course, options: &Options) -> Result<Course, Failure> {
    let (exit, course) =
        tui::learn(course, Box::new(store::keep), options).map_err(|e| Failure::Io("using the terminal", e))?;
    match exit {
        Exit::Interrupted(signal) => Err(Failure::Signal(signal)),
        Exit::Quit => {
            if let Some(left) = course.left() {
                out::say(&(left + "\n"))?;
            }
            Ok(course)
        }
    }
}

/// The whole course from the menu.
pub fn from_the_menu(options: &Options) -> Result<(), Failure> {
    on_the_screen(Course::all(lessons::course(), store::read()), options).map(|_| ())
}

/// How far a learner is.
pub struct Standing {
    /// Lessons that are done or known.
    pub done: usize,
    pub of: usize,
}

/// How far the learner is, for the menu.
pub fn so_far() -> Standing {
    let (lessons, progress): (Vec<Lesson>, Progress) = (lessons::course(), store::read());
    let is_done = |lesson: &&Lesson| progress.lessons.get(&lesson.id).is_some_and(|record| record.passed());
    Standing { done: lessons.iter().filter(is_done).count(), of: lessons.len() }
}
