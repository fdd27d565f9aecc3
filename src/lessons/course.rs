//! The course: what comes next for a learner, what an answer means for them, and what they have gained.

use super::exercise::Asked;
use super::lesson::{Exercise, Lesson, Part};
use super::progress::{Given, LessonRecord, Progress, Sitting, TestForm, TestRecord};
use crate::text::{Quoting, quoted};

/// Right answers of twelve with which a test is passed. By chance, with three answers to each question, one in 260 has so many.
const PASS: usize = 9;

/// What a learner has asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    /// All lessons, from where they are.
    All,
    /// One lesson, by its index.
    One(usize),
    /// A test.
    Test,
}

/// A course, a learner's progress in it, and what they have asked for.
#[derive(Debug, Clone)]
pub struct Course {
    lessons: Vec<Lesson>,
    progress: Progress,
    asking: Asking,
}

/// What comes next.
#[derive(Debug, Clone, Copy)]
pub enum Next<'a> {
    /// A question: of which lesson, which part, and which of how many it is.
    Ask { lesson: &'a Lesson, exercise: &'a Exercise, n: usize, of: usize },
    /// Nothing more: what was asked for is done.
    Done,
}

/// What an answer was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub right: bool,
    /// What there is to say about it, a paragraph each: the answer, what is seen, why. In a test, nothing.
    pub said: Vec<String>,
}

/// How much was learnt: right answers before and after, and the normalised gain (after − before) / (all − before); Hake, Am. J.
/// Phys. 66, 1998, 64.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    pub before: usize,
    pub after: usize,
    pub of: usize,
    /// `None` where nothing was missed before.
    pub gain: Option<f64>,
}

impl Course {
    /// The whole course, from where the learner is.
    #[must_use]
    pub fn all(lessons: Vec<Lesson>, progress: Progress) -> Self {
        Self { lessons, progress, asking: Asking::All }
    }

    /// Lesson `index` (from 0) alone; one that is done is taken anew.
    #[must_use]
    pub fn one(lessons: Vec<Lesson>, mut progress: Progress, index: usize) -> Self {
        let id = lessons[index].id.clone();
        if progress.lessons.get(&id).is_some_and(|record| open_part(&lessons[index], record).is_none()) {
            progress.lessons.remove(&id);
        }
        Self { lessons, progress, asking: Asking::One(index) }
    }

    /// A test: the one under way, or else the form that was not taken last.
    #[must_use]
    pub fn test(lessons: Vec<Lesson>, mut progress: Progress) -> Self {
        let form = match progress.tests.last() {
            Some(TestRecord { form: TestForm::A, .. }) => TestForm::B,
            _ => TestForm::A,
        };
        progress.sitting.get_or_insert(Sitting { form, given: Vec::new() });
        Self { lessons, progress, asking: Asking::Test }
    }

    #[must_use]
    pub fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    #[must_use]
    pub fn is_test(&self) -> bool {
        self.asking == Asking::Test
    }

    /// What comes next.
    #[must_use]
    pub fn next(&self) -> Next<'_> {
        let of = self.lessons.len();
        let ask = |i: usize| {
            let lesson = &self.lessons[i];
            let exercise = lesson.part(self.open(i)?)?;
            Some(Next::Ask { lesson, exercise, n: i + 1, of })
        };
        let next = match self.asking {
            Asking::Test => self.progress.sitting.as_ref().and_then(|sitting| {
                let mut asked =
                    self.lessons.iter().filter_map(|lesson| Some((lesson, lesson.part(sitting.form.part())?)));
                let of = asked.clone().count();
                let n = sitting.given.len();
                asked.nth(n).map(|(lesson, exercise)| Next::Ask { lesson, exercise, n: n + 1, of })
            }),
            Asking::One(i) => ask(i),
            Asking::All => {
                let at = self.progress.at.as_ref().and_then(|id| self.lessons.iter().position(|l| l.id == *id));
                at.and_then(ask).or_else(|| (0..of).find_map(ask))
            }
        };
        next.unwrap_or(Next::Done)
    }

    /// Where a learner is who leaves before the end, and the command that goes on there; `None` at the end.
    #[must_use]
    pub fn left(&self) -> Option<String> {
        let Next::Ask { lesson, n, .. } = self.next() else { return None };
        let id = quoted(&lesson.id, Quoting::Shell);
        Some(match self.asking {
            Asking::Test => format!("Left at question {n}; velodrome learn test goes on there."),
            Asking::All => format!("Left at lesson {id}; velodrome learn goes on there."),
            Asking::One(_) => format!("Left at lesson {id}; velodrome learn run {id} goes on there."),
        })
    }

    /// The part of lesson `i` that is to be asked next.
    fn open(&self, i: usize) -> Option<Part> {
        let lesson = &self.lessons[i];
        match self.progress.lessons.get(&lesson.id) {
            Some(record) => open_part(lesson, record),
            None => Some(Part::First),
        }
    }

    /// Takes the answer `option` to the question that is next, which was opened as `asked`.
    pub fn answer(&mut self, asked: &Asked, option: usize) -> Verdict {
        let chosen = &asked.options[option];
        let given = Given { right: chosen.misreading.is_none(), confusion: chosen.misreading.map(|m| m.confusion) };
        let Next::Ask { lesson, exercise, .. } = self.next() else {
            return Verdict { right: given.right, said: Vec::new() };
        };
        let (id, part) = (lesson.id.clone(), exercise.part);
        let said = if self.is_test() { Vec::new() } else { said(lesson, part, asked, option) };
        if self.is_test() {
            self.sit(given);
        } else {
            self.progress.lessons.entry(id.clone()).or_default().give(part, given);
            self.progress.at = Some(id);
        }
        Verdict { right: given.right, said }
    }

    /// Enters an answer of a test, and its result with the last one.
    fn sit(&mut self, given: Given) {
        let Some(sitting) = &mut self.progress.sitting else { return };
        sitting.given.push(given);
        let part = sitting.form.part();
        if sitting.given.len() < self.lessons.iter().filter(|lesson| lesson.part(part).is_some()).count() {
            return;
        }
        let Sitting { form, given } = self.progress.sitting.take().expect("a test is under way");
        let right = given.iter().filter(|given| given.right).count();
        let mut missed: Vec<_> = given.iter().filter_map(|given| given.confusion).collect();
        missed.sort_unstable();
        missed.dedup();
        let passed = right * 12 >= PASS * given.len();
        for lesson in self.lessons.iter().filter(|lesson| passed && !missed.contains(&lesson.confusion)) {
            self.progress.lessons.entry(lesson.id.clone()).or_default().known = true;
        }
        // What was missed is taught again, even to whoever has had the lesson.
        for lesson in self.lessons.iter().filter(|lesson| missed.contains(&lesson.confusion)) {
            self.progress.lessons.remove(&lesson.id);
        }
        self.progress.tests.push(TestRecord { form, right, of: given.len(), passed, missed });
    }

    /// The result of the test that was finished last.
    #[must_use]
    pub fn result(&self) -> Option<&TestRecord> {
        self.progress.tests.last()
    }

    /// What there is to say when what was asked for is done, a paragraph each.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        if self.is_test() { self.summary_of_test() } else { self.summary_of_lessons() }
    }

    fn summary_of_test(&self) -> Vec<String> {
        let Some(test) = self.result() else { return vec!["There is no test in these lessons.".to_owned()] };
        let verdict = if test.passed { "passed" } else { "not passed" };
        let mut said = vec![format!("{} of {} right: {verdict}.", test.right, test.of)];
        if test.missed.is_empty() {
            said.push("You read a points race: there is no lesson you need.".to_owned());
            return said;
        }
        said.push("What you missed:".to_owned());
        let missed = self.lessons.iter().filter(|lesson| test.missed.contains(&lesson.confusion));
        let missed = missed.map(|lesson| format!("Lesson {}, {} {}", lesson.id, ended(&lesson.title), lesson.why));
        said.extend(missed);
        said.push(if test.passed {
            "velodrome learn teaches these lessons, and no others.".to_owned()
        } else {
            "velodrome learn goes through the lessons; the next test is another.".to_owned()
        });
        said
    }

    fn summary_of_lessons(&self) -> Vec<String> {
        let passed = |lesson: &&Lesson| self.progress.lessons.get(&lesson.id).is_some_and(LessonRecord::passed);
        let (done, of) = (self.lessons.iter().filter(passed).count(), self.lessons.len());
        let mut said = vec![match (done, of) {
            (1, 1) => "The lesson is done.".to_owned(),
            (_, 1) => "The lesson has ended, and is worth taking again.".to_owned(),
            _ if done == of => format!("All {of} lessons are done: you can read a points race."),
            _ => format!("{done} of {of} lessons are done."),
        }];
        if let Some(Gain { before, after, of, gain }) = self.gain().filter(|_| of > 1) {
            let gained = gain.map_or("nothing was missed before".to_owned(), |g| format!("normalised gain {g:.2}"));
            said.push(format!(
                "Right before the lesson: {before} of {of}. Right after it, on another race: {after} of {of}; {gained}."
            ));
        }
        let again: Vec<String> = self.to_repeat().map(|lesson| format!("{} ({})", lesson.id, lesson.title)).collect();
        if !again.is_empty() && of > 1 {
            said.push(format!("Worth taking again: {}. velodrome learn run N takes one.", again.join(", ")));
        }
        if of > 1 {
            said.push("velodrome learn test asks twelve questions, one a lesson.".to_owned());
        }
        said
    }

    /// Lessons that were taken to their end, or asked about in a test, without being passed.
    pub fn to_repeat(&self) -> impl Iterator<Item = &Lesson> {
        self.lessons.iter().filter(|lesson| {
            let record = self.progress.lessons.get(&lesson.id);
            record.is_some_and(|record| open_part(lesson, record).is_none() && !record.passed())
        })
    }

    /// What was gained over the lessons that were taken: first questions before, transfer questions after.
    #[must_use]
    pub fn gain(&self) -> Option<Gain> {
        let taken: Vec<(Given, Given)> = self
            .lessons
            .iter()
            .filter_map(|lesson| self.progress.lessons.get(&lesson.id))
            .filter_map(|r| Some((r.first?, r.transfer?)))
            .collect();
        let of = taken.len();
        let before = taken.iter().filter(|(first, _)| first.right).count();
        let after = taken.iter().filter(|(_, transfer)| transfer.right).count();
        let gain = (before < of).then(|| (after as f64 - before as f64) / (of - before) as f64);
        (of > 0).then_some(Gain { before, after, of, gain })
    }
}

/// The part of `lesson` that comes next for whoever has this record; `None` when it is done.
fn open_part(lesson: &Lesson, record: &LessonRecord) -> Option<Part> {
    let is_there = |part: &Part| lesson.part(*part).is_some();
    match (record.known, record.first, record.transfer, record.third) {
        (true, None, ..) => None,
        (_, None, ..) => Some(Part::First),
        (_, Some(_), None, _) => Some(Part::Transfer).filter(is_there),
        (_, _, Some(transfer), None) if !transfer.right => Some(Part::Third).filter(is_there),
        _ => None,
    }
}

/// A title with a full stop, unless it has an end already.
fn ended(title: &str) -> String {
    if title.ends_with(['?', '!', '.']) { title.to_owned() } else { format!("{title}.") }
}

/// What there is to say about an answer.
fn said(lesson: &Lesson, part: Part, asked: &Asked, option: usize) -> Vec<String> {
    let right = &asked.options[asked.right()].text;
    let chosen = &asked.options[option];
    let verdict = match chosen.misreading {
        None => format!("Right: {right}."),
        Some(misreading) => format!("You said: {}. {} Right is: {right}.", chosen.text, misreading.reply),
    };
    // Whoever missed the second question too has heard the reason already, and now hears it in other words.
    let why = match (part, chosen.misreading) {
        (Part::Transfer | Part::Third, Some(_)) => &lesson.in_other_words,
        _ => &lesson.why,
    };
    let mut said = vec![verdict, asked.shown.clone()];
    // Once heard, the reason need not be heard again by whoever is right.
    if part == Part::First || chosen.misreading.is_some() {
        said.push(format!("{why} ({})", lesson.article));
    }
    said
}
