//! The lessons and how far a learner is: for the learner, and for a teacher.

use serde_json::json;

use crate::cli::document::{Document, Form, Format};
use crate::lessons::{Course, Lesson, Part, Progress};
use crate::report::table::{Align, Table};

/// The course and a learner's progress.
pub struct Lessons(pub Vec<Lesson>, pub Progress);

/// The same for a teacher, with every answer.
pub struct Export(pub Lessons);

impl Document for Lessons {
    fn forms() -> Vec<Form<Self>> {
        vec![
            Form::text(Format::Table, "For people", table),
            Form::text(Format::Json, "One JSON document, velodrome.lessons/1", json),
        ]
    }
}

impl Document for Export {
    fn forms() -> Vec<Form<Self>> {
        vec![Form::text(Format::Json, "One JSON document, velodrome.learner/1", export)]
    }
}

/// How far a lesson is, in a word or two.
fn state(lesson: &Lesson, progress: &Progress) -> &'static str {
    match progress.lessons.get(&lesson.id) {
        None => "",
        Some(record) if record.known => "known",
        Some(record) if record.passed() => "done",
        Some(record) if record.third.is_some() => "to repeat",
        Some(_) => "begun",
    }
}

fn table(lessons: &Lessons) -> String {
    let mut table = Table::new(&[("", Align::Right), ("lesson", Align::Left), ("", Align::Left)]);
    for lesson in &lessons.0 {
        table.row([&lesson.id, &lesson.title, state(lesson, &lessons.1)]);
    }
    let test = lessons.1.tests.last().map(|test| {
        let verdict = if test.passed { "passed" } else { "not passed" };
        format!("The last test: {} of {} right, {verdict}.\n", test.right, test.of)
    });
    let next = "\nvelodrome learn goes on where you are; velodrome learn run N takes one.\n";
    table.render() + &test.map_or(String::new(), |test| format!("\n{test}")) + next
}

fn json(lessons: &Lessons) -> String {
    let lesson = |lesson: &Lesson| {
        json!({
            "lesson": lesson.id, "title": lesson.title, "confusion": lesson.confusion,
            "state": Some(state(lesson, &lessons.1)).filter(|state| !state.is_empty()),
        })
    };
    let lessons: Vec<_> = lessons.0.iter().map(lesson).collect();
    pretty(&json!({"schema": "velodrome.lessons/1", "lessons": lessons}))
}

fn export(export: &Export) -> String {
    let Lessons(all, progress) = &export.0;
    let lesson = |lesson: &Lesson| {
        let record = progress.lessons.get(&lesson.id)?;
        let given = |part| record.given(part);
        Some(json!({
            "lesson": lesson.id, "title": lesson.title, "confusion": lesson.confusion,
            "first": given(Part::First), "transfer": given(Part::Transfer), "third": given(Part::Third),
            "known": record.known, "passed": record.passed(),
        }))
    };
    let course = Course::all(all.clone(), progress.clone());
    let gain = course
        .gain()
        .map(|gain| json!({"before": gain.before, "after": gain.after, "of": gain.of, "normalised_gain": gain.gain}));
    pretty(&json!({
        "schema": "velodrome.learner/1",
        "lessons": all.iter().filter_map(lesson).collect::<Vec<_>>(),
        "tests": progress.tests,
        "gain": gain,
    }))
}

fn pretty(value: &serde_json::Value) -> String {
    let text = serde_json::to_string_pretty(value).expect("plain data");
    text + "\n"
}
