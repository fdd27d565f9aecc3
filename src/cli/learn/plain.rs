//! The course line by line: for pipes, and for whoever hears the screen instead of seeing it.

use std::io::{self, BufRead};

use super::store;
use crate::cli::{Failure, out};
use crate::commentary;
use crate::lessons::{Asked, Course, Next, Races};
use crate::report::words::count;
use crate::text::{LongWord, wrap};
use crate::units::Micros;

/// Columns before an answer.
const INDENT: usize = 5;
/// Longest line that is read as an answer.
const LONGEST: usize = 200;

/// Teaches `course`: a question, an answer from standard input, and what there is to say, until it is done or the input ends.
pub fn teach(mut course: Course) -> Result<(), Failure> {
    out::end_on_interrupt();
    let mut races = Races::default();
    let mut answers = io::stdin().lock();
    loop {
        let (title, exercise) = match course.next() {
            Next::Done => break,
            Next::Ask { exercise, n, of, .. } if course.is_test() => {
                (format!("Question {n} of {of}."), exercise.clone())
            }
            Next::Ask { lesson, exercise, n, of } => {
                (format!("Lesson {n} of {of}: {}", lesson.title), exercise.clone())
            }
        };
        let asked = match exercise.open(&mut races) {
            Ok(asked) => asked,
            Err(unfit) => return Err(Failure::wrong(format!("{title}: {unfit}"), "velodrome learn check says where")),
        };
        say(&title)?;
        ask(&asked)?;
        let Some(option) = answer(&mut answers, asked.options.len())? else {
            return say(&course.left().unwrap_or_default());
        };
        let verdict = course.answer(&asked, option);
        if !course.is_test() {
            ride(&asked)?;
        }
        for paragraph in verdict.said.iter().filter(|said| !said.is_empty()) {
            say(paragraph)?;
        }
        out::print("\n")?;
        if let Err(why) = store::keep(course.progress()) {
            out::complain(&format!("velodrome: what you have answered cannot be kept: {why}\n"));
        }
    }
    for paragraph in course.summary() {
        say(&paragraph)?;
    }
    Ok(())
}

fn ask(asked: &Asked) -> Result<(), Failure> {
    let moment = asked.race.scoreboard(asked.at).counter();
    let race = &asked.race.scenario().title;
    say(&format!("{race}, {}, {} to go.", asked.at.clock(), count(moment.to_go, "lap")))?;
    for said in asked.setting.iter().chain([&asked.question]) {
        say(said)?;
    }
    for (k, option) in (1..).zip(&asked.options) {
        let detail = if option.detail.is_empty() { String::new() } else { format!(" ({})", option.detail) };
        let text = format!("{}{detail}", option.text);
        let lines = wrap(&text, out::columns().saturating_sub(INDENT).max(INDENT), LongWord::Whole);
        out::say_lines(&format!("  {k}  {}\n", lines.join(&format!("\n{}", " ".repeat(INDENT)))))?;
    }
    say(&format!("Your answer, 1 to {}, or q to leave:", asked.options.len()))
}

/// What is said of the race between the question and its answer.
fn ride(asked: &Asked) -> Result<(), Failure> {
    let during = |at: Micros| (asked.at.0 + 1..=asked.seen.0).contains(&at.0);
    for line in commentary::said(&asked.race).into_iter().filter(|line| during(line.at)) {
        out::say_lines(&commentary::line(line.at, line.to_go, &line.text, out::columns()))?;
    }
    Ok(())
}

/// Reads the number of an answer; `None` at the end of the input, or when the learner leaves.
fn answer(input: &mut impl BufRead, options: usize) -> Result<Option<usize>, Failure> {
    loop {
        let mut line = Vec::new();
        let read = io::Read::take(&mut *input, LONGEST as u64).read_until(b'\n', &mut line);
        if read.map_err(|e| Failure::Io("reading your answer", e))? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let typed = line.trim().trim_end_matches('.');
        if matches!(typed, "q" | "Q" | "quit") {
            return Ok(None);
        }
        match typed.parse::<usize>() {
            Ok(n) if (1..=options).contains(&n) => return Ok(Some(n - 1)),
            _ => say(&format!("Write a number from 1 to {options}, or q to leave:"))?,
        }
    }
}

/// A paragraph on lines that fit.
fn say(text: &str) -> Result<(), Failure> {
    out::say(&format!("{text}\n"))
}
