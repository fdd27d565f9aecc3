//! Learners who are scripts: one who knows all, one who holds one confusion, one who guesses.

use velodrome::lessons::{Confusion, Course, Next, Progress, Races, course};

/// Takes everything that `course` asks; `choose` gives the answer to each question. Returns the lessons that were asked about.
fn take(
    course: &mut Course,
    races: &mut Races,
    mut choose: impl FnMut(&velodrome::lessons::Asked) -> usize,
) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    loop {
        let (id, asked) = match course.next() {
            Next::Done => return taken,
            Next::Ask { lesson, exercise, .. } => (lesson.id.clone(), exercise.open(races).unwrap()),
        };
        if !taken.contains(&id) {
            taken.push(id);
        }
        let option = choose(&asked);
        course.answer(&asked, option);
    }
}

#[test]
fn one_who_knows_all_needs_only_the_test() {
    let mut races = Races::default();
    let mut test = Course::test(course(), Progress::default());
    assert_eq!(take(&mut test, &mut races, |asked| asked.right()).len(), 12);
    let result = test.result().unwrap();
    assert!(result.passed && result.right == 12 && result.missed.is_empty());
    assert_eq!(test.summary()[0], "12 of 12 right: passed.");
    let mut all = Course::all(course(), test.progress().clone());
    assert!(take(&mut all, &mut races, |asked| asked.right()).is_empty(), "nothing is left to be taught");
}

#[test]
fn one_who_holds_a_confusion_gets_its_lesson_alone_and_passes_after_it() {
    let mut races = Races::default();
    for confusion in Confusion::ALL {
        let mut test = Course::test(course(), Progress::default());
        take(&mut test, &mut races, |asked| asked.believed(confusion));
        let result = test.result().unwrap();
        assert_eq!(result.missed, [confusion], "{result:?}");
        assert!(result.passed, "{confusion:?}: {result:?}");
        let why = &test.lessons()[confusion.number() - 1].why;
        assert!(test.summary().iter().any(|said| said.ends_with(why.as_str())), "the summary says why");
        let mut lessons = Course::all(course(), test.progress().clone());
        // Answered on it once, they know better.
        let mut told = false;
        let taken = take(&mut lessons, &mut races, |asked| {
            if std::mem::replace(&mut told, true) { asked.right() } else { asked.believed(confusion) }
        });
        assert_eq!(taken, [confusion.number().to_string()]);
        let gain = lessons.gain().unwrap();
        assert_eq!((gain.before, gain.after, gain.gain), (0, 1, Some(1.0)));
        let mut again = Course::test(course(), lessons.progress().clone());
        take(&mut again, &mut races, |asked| asked.right());
        assert!(again.result().unwrap().passed);
        let forms: Vec<_> = again.progress().tests.iter().map(|test| test.form).collect();
        assert_ne!(forms[0], forms[1], "the second test is the other form");
    }
}

#[test]
fn what_a_test_shows_to_be_missed_is_taught_again() {
    let mut races = Races::default();
    let mut all = Course::all(course(), Progress::default());
    take(&mut all, &mut races, |asked| asked.right());
    let mut test = Course::test(course(), all.progress().clone());
    take(&mut test, &mut races, |asked| asked.believed(Confusion::PlacesLeft));
    let mut again = Course::all(course(), test.progress().clone());
    assert_eq!(take(&mut again, &mut races, |asked| asked.right()), ["6"]);
}

#[test]
fn whoever_leaves_is_told_the_command_that_goes_on_there() {
    let left = |course: Course| course.left().unwrap();
    let nothing = Progress::default;
    assert_eq!(left(Course::all(course(), nothing())), "Left at lesson 1; velodrome learn goes on there.");
    assert_eq!(left(Course::one(course(), nothing(), 3)), "Left at lesson 4; velodrome learn run 4 goes on there.");
    assert_eq!(left(Course::test(course(), nothing())), "Left at question 1; velodrome learn test goes on there.");
    let mut known = Course::test(course(), nothing());
    take(&mut known, &mut Races::default(), |asked| asked.right());
    assert_eq!(Course::all(course(), known.progress().clone()).left(), None);
}

#[test]
fn two_misses_bring_other_words_and_a_third_race() {
    let mut races = Races::default();
    let lessons = course();
    let mut one = Course::one(lessons.clone(), Progress::default(), 0);
    let mut said = Vec::new();
    while let Next::Ask { exercise, .. } = one.next() {
        let asked = exercise.open(&mut races).unwrap();
        let wrong = asked.believed(Confusion::FrontLeads);
        said.push(one.answer(&asked, wrong).said.join(" "));
    }
    assert_eq!(said.len(), 3, "a first race, another, and a third");
    assert!(said[0].contains(&lessons[0].why) && !said[0].contains(&lessons[0].in_other_words));
    assert!(said[1].contains(&lessons[0].in_other_words));
    assert_eq!(one.to_repeat().count(), 1);
    assert!(one.summary().join(" ").contains("0 of 12 lessons are done"));
}

#[test]
fn one_who_guesses_passes_less_than_once_in_a_hundred_tests() {
    // Exactly: at least 9 of 12 with one answer in three right.
    let mut races = Races::default();
    let mut chance = vec![1.0];
    let mut test = Course::test(course(), Progress::default());
    take(&mut test, &mut races, |asked| {
        let right = 1.0 / asked.options.len() as f64;
        let mut next = vec![0.0; chance.len() + 1];
        for (n, p) in chance.iter().enumerate() {
            next[n] += p * (1.0 - right);
            next[n + 1] += p * right;
        }
        chance = next;
        0
    });
    let passes: f64 = chance[9..].iter().sum();
    assert!(passes < 0.01, "{passes}");
    assert!((chance.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn the_gain_is_that_of_hake_and_there_is_none_where_nothing_was_missed() {
    let mut races = Races::default();
    let mut all = Course::all(course(), Progress::default());
    take(&mut all, &mut races, |asked| asked.right());
    let gain = all.gain().unwrap();
    assert_eq!((gain.before, gain.after, gain.of, gain.gain), (12, 12, 12, None));
    // Six of twelve before, nine after: (9 − 6) / (12 − 6).
    let mut n = 0;
    let mut all = Course::all(course(), Progress::default());
    let mut last = String::new();
    loop {
        let (id, asked) = match all.next() {
            Next::Done => break,
            Next::Ask { lesson, exercise, .. } => (lesson.id.clone(), exercise.open(&mut races).unwrap()),
        };
        let transfer = id == last;
        if !transfer {
            n += 1;
            last = id;
        }
        let right = if transfer { n <= 9 } else { n <= 6 };
        let wrong = (0..asked.options.len()).find(|k| *k != asked.right()).unwrap();
        all.answer(&asked, if right { asked.right() } else { wrong });
    }
    let gain = all.gain().unwrap();
    assert_eq!((gain.before, gain.after, gain.gain), (6, 9, Some(0.5)));
}

#[test]
fn progress_is_read_as_it_was_written_and_nothing_else_is() {
    let mut races = Races::default();
    let mut all = Course::all(course(), Progress::default());
    let mut left = 5;
    while left > 0 {
        let Next::Ask { exercise, .. } = all.next() else { break };
        let asked = exercise.open(&mut races).unwrap();
        all.answer(&asked, 0);
        left -= 1;
        let text = all.progress().write();
        assert_eq!(&Progress::read(&text).unwrap(), all.progress());
        for cut in [0, 1, text.len() / 2, text.len() - 3] {
            assert!(Progress::read(&text[..cut]).is_err(), "half a file is none");
        }
    }
    assert!(Progress::read("{\"schema\": \"velodrome.progress/9\"}").is_err());
    assert!(Progress::read("[]").is_err());
}
