//! The course that is compiled into the program.

use super::Lesson;

/// The files of the course, in its order.
const FILES: [(&str, &str); 12] = [
    ("01-who-leads.lesson.toml", include_str!("../../scenarios/lessons/01-who-leads.lesson.toml")),
    ("02-first-home.lesson.toml", include_str!("../../scenarios/lessons/02-first-home.lesson.toml")),
    ("03-sprint-points.lesson.toml", include_str!("../../scenarios/lessons/03-sprint-points.lesson.toml")),
    ("04-the-bunch.lesson.toml", include_str!("../../scenarios/lessons/04-the-bunch.lesson.toml")),
    ("05-lap-in-a-sprint.lesson.toml", include_str!("../../scenarios/lessons/05-lap-in-a-sprint.lesson.toml")),
    ("06-what-is-left.lesson.toml", include_str!("../../scenarios/lessons/06-what-is-left.lesson.toml")),
    ("07-whose-bell.lesson.toml", include_str!("../../scenarios/lessons/07-whose-bell.lesson.toml")),
    ("08-lapped.lesson.toml", include_str!("../../scenarios/lessons/08-lapped.lesson.toml")),
    ("09-below-nothing.lesson.toml", include_str!("../../scenarios/lessons/09-below-nothing.lesson.toml")),
    ("10-last-sprint.lesson.toml", include_str!("../../scenarios/lessons/10-last-sprint.lesson.toml")),
    ("11-omnium.lesson.toml", include_str!("../../scenarios/lessons/11-omnium.lesson.toml")),
    ("12-another-era.lesson.toml", include_str!("../../scenarios/lessons/12-another-era.lesson.toml")),
];

/// The lessons of the course, in its order; each is called by its number.
///
/// # Panics
/// Never: that the files can be read is a test.
#[must_use]
pub fn course() -> Vec<Lesson> {
    let read = |(n, (name, text)): (usize, &(&str, &str))| Lesson::read(&n.to_string(), name, text);
    let lessons: Result<Vec<Lesson>, _> = (1..).zip(&FILES).map(read).collect();
    lessons.expect("the files of the course are lessons")
}
