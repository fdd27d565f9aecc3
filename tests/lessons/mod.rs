//! The course: what its lessons ask, who passes it, how long it takes.

mod learners;
mod screen;

use std::collections::BTreeMap;

use velodrome::lessons::{Asked, Confusion, Exercise, Lesson, Part, Races, course, find, questions};
use velodrome::scenario::Problems;

/// The text of every file of the course.
fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/lessons");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    assert_eq!(files.len(), 12);
    files
}

/// Every exercise of the course, opened.
fn opened() -> Vec<(Lesson, Vec<(Part, Asked)>)> {
    let mut races = Races::default();
    let open = |lesson: Lesson| {
        let asked = lesson.exercises.iter().map(|exercise| {
            let asked = exercise.open(&mut races).unwrap_or_else(|unfit| {
                let place = format!("lesson {}, {:?}", lesson.id, exercise.part);
                panic!("{place}: {unfit}; {}", another(&lesson, exercise))
            });
            (exercise.part, asked)
        });
        let asked = asked.collect();
        (lesson, asked)
    };
    course().into_iter().map(open).collect()
}

/// Another race and moment at which the question of an exercise can be asked, for when races have changed.
fn another(lesson: &Lesson, exercise: &Exercise) -> String {
    let id = exercise.race.split(':').nth(2).unwrap_or(&exercise.race);
    let codes = (1..60).map(|seed| format!("run:{}:{id}:s{seed}", velodrome::run::VERSION));
    let found = codes.into_iter().find_map(|code| {
        let fits = find(&mut Races::default(), &code, exercise.rules, Some(lesson.confusion));
        let fit = fits.into_iter().find(|fit| fit.question.word == exercise.question.word)?;
        let words: Vec<&str> = fit.misreadings.iter().map(|m| m.word).collect();
        Some(format!("{code}, moment {:?}, riders {:?}, misreadings {words:?}", fit.moment, fit.riders))
    });
    found.map_or("no other moment was found".to_owned(), |found| format!("this one would do: {found}"))
}

#[test]
fn when_races_change_another_moment_is_found() {
    let lessons = course();
    for (lesson, part) in [(&lessons[4], Part::First), (&lessons[6], Part::Transfer), (&lessons[9], Part::TestA)] {
        let found = another(lesson, lesson.part(part).unwrap());
        assert!(found.starts_with("this one would do: run:"), "{found}");
    }
}

/// What is wrong with a lesson, if anything is.
fn problems(text: &str) -> Option<Problems> {
    problems_on(text, &mut Races::default())
}

/// The same on races that may have been ridden already.
fn problems_on(text: &str, races: &mut Races) -> Option<Problems> {
    Lesson::read("x", "x.lesson.toml", text).and_then(|lesson| lesson.check(races)).err()
}

#[test]
fn there_is_a_lesson_for_each_confusion_in_order_with_two_races_and_a_third_and_two_tests() {
    let lessons = course();
    assert_eq!(lessons.len(), 12);
    for (lesson, confusion) in lessons.iter().zip(Confusion::ALL) {
        assert_eq!(lesson.confusion, confusion, "lesson {}", lesson.id);
        for (word, part) in Part::ALL {
            assert!(lesson.part(part).is_some(), "lesson {} has no {word}", lesson.id);
        }
        let race = |part| {
            let exercise = lesson.part(part).unwrap();
            (exercise.race.clone(), exercise.riders.clone(), exercise.question.word, format!("{:?}", exercise.moment))
        };
        let parts = [Part::First, Part::Transfer, Part::Third, Part::TestA, Part::TestB].map(race);
        for (i, part) in parts.iter().enumerate() {
            assert!(!parts[..i].contains(part), "lesson {} asks the same twice", lesson.id);
        }
        assert_ne!(parts[0].0, parts[1].0, "lesson {}: the transfer is on another race", lesson.id);
    }
}

#[test]
fn every_question_has_one_right_answer_and_each_wrong_one_its_confusion() {
    for (lesson, exercises) in opened() {
        for (part, asked) in exercises {
            let place = format!("lesson {}, {part:?}", lesson.id);
            let right = asked.options.iter().filter(|option| option.misreading.is_none()).count();
            assert_eq!(right, 1, "{place}");
            assert!((3..=4).contains(&asked.options.len()), "{place}");
            let mut texts: Vec<&str> = asked.options.iter().map(|option| option.text.as_str()).collect();
            texts.sort_unstable();
            texts.dedup();
            assert_eq!(texts.len(), asked.options.len(), "{place}: answers that read alike");
            assert_ne!(
                asked.believed(lesson.confusion),
                asked.right(),
                "{place}: whoever is confused is not found out"
            );
            assert!(!asked.shown.is_empty(), "{place}");
        }
    }
}

#[test]
fn whoever_holds_one_confusion_answers_by_it_wherever_that_is_on_offer_and_errs_nowhere_else() {
    let opened = opened();
    for confusion in Confusion::ALL {
        let mut found_out = 0;
        for (_, exercises) in &opened {
            for (_, asked) in exercises {
                let chosen = &asked.options[asked.believed(confusion)];
                let offered = asked.options.iter().any(|o| o.misreading.is_some_and(|m| m.confusion == confusion));
                assert_eq!(chosen.misreading.map(|m| m.confusion), offered.then_some(confusion));
                found_out += usize::from(offered);
            }
        }
        assert!(found_out >= 5, "{confusion:?}");
    }
}

#[test]
fn a_lesson_whose_moment_answers_or_confusion_are_altered_is_refused() {
    let mut races = Races::default();
    for (name, text) in files() {
        assert_eq!(problems_on(&text, &mut races), None, "{name}");
        let line = |key: &str| text.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
        let (moment, confusion, question) = (line("moment"), line("confusion"), line("question"));
        let altered = [
            (&moment, "moment = \"0:20\"".to_owned()),
            (&moment, "moment = \"sprint 99\"".to_owned()),
            (&question, "question = \"who is fastest\"".to_owned()),
        ];
        for (from, to) in altered {
            let changed = text.replacen(from.as_str(), &to, 1);
            assert!(problems_on(&changed, &mut races).is_some(), "{name}: {to}");
        }
        for other in Confusion::ALL.map(|c| c.cleared().word).into_iter().filter(|word| !confusion.contains(word)) {
            let changed = text.replace(confusion.as_str(), &format!("confusion = \"{other}\""));
            assert!(problems_on(&changed, &mut races).is_some(), "{name} would pass as a lesson on {other}");
        }
        // A right answer cannot be written down.
        let answer = text.replacen(question.as_str(), &format!("{question}\nanswer = \"IGNATIEV\""), 1);
        let plain = problems_on(&answer, &mut races).unwrap().plain();
        assert!(plain.contains("exercises[1].answer: unknown key"), "{plain}");
        // One wrong answer alone is a coin that is tossed.
        let misreadings = line("misreadings");
        let first = misreadings.split(',').next().unwrap();
        assert!(
            problems_on(&text.replacen(misreadings.as_str(), &format!("{first}]"), 1), &mut races).is_some(),
            "{name}"
        );
    }
}

#[test]
fn a_misreading_that_gives_the_right_answer_is_refused_with_its_place() {
    let text = files()[1].1.replacen("athens-2004-men", "athens-2004-women", 1);
    let plain = problems(&text).expect("in that race the same rider has most sprint points and has won").plain();
    assert!(plain.contains("x.lesson.toml:15:") && plain.contains("misreading"), "{plain}");
}

#[test]
fn mistakes_in_a_file_are_named_with_place_and_remedy() {
    let text = &files()[0].1;
    let plain = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        problems(&text.replacen(from, to, 1)).unwrap().plain()
    };
    let typo = plain("question = \"leader\"", "question = \"leeder\"");
    assert!(typo.contains(":14:") && typo.contains("did you mean \"leader\"?"), "{typo}");
    let moment = plain("sprint 13 + 1 s", "after the sprint");
    assert!(moment.contains("a moment is expected") && moment.contains("\"sprint 13\""), "{moment}");
    let race = plain("athens-2004-men", "athens-2004-man");
    assert!(race.contains("did you mean athens-2004-men?"), "{race}");
    let schema = plain("velodrome.lesson/1", "velodrome.lesson/9");
    assert!(schema.contains("another version"), "{schema}");
    let rider = problems(&files()[8].1.replacen("VYPYRAILO", "VIPIRAILLO", 1)).unwrap().plain();
    assert!(rider.contains("VYPYRAILO") || rider.contains("start list"), "{rider}");
}

/// Words a minute: silent reading of non-fiction (Brysbaert, J. Mem. Lang. 109, 2019, 104047).
const WORDS_PER_MINUTE: f64 = 238.0;

#[test]
fn a_lesson_takes_a_minute_at_most_and_the_course_a_quarter_of_an_hour() {
    let words = |text: &str| text.split_whitespace().count();
    let mut all = 0.0;
    for (lesson, exercises) in opened() {
        let mut seconds = 0.0;
        for (part, asked) in exercises.iter().filter(|(part, _)| matches!(part, Part::First | Part::Transfer)) {
            let read = words(asked.setting.as_deref().unwrap_or_default())
                + words(&asked.question)
                + asked.options.iter().map(|option| words(&option.text) + words(&option.detail)).sum::<usize>()
                + words(&asked.shown)
                + words(&asked.options[asked.right()].text)
                + if *part == Part::First { words(&lesson.why) + words(&lesson.article) } else { 0 };
            seconds += read as f64 / WORDS_PER_MINUTE * 60.0 + velodrome::tui::learn::ride(asked.at, asked.seen).1;
        }
        assert!(seconds <= 60.0, "lesson {} takes {seconds:.0} s", lesson.id);
        all += seconds;
    }
    assert!(all <= 15.0 * 60.0, "{all:.0} s");
}

#[test]
fn whatever_is_found_in_a_race_can_be_asked() {
    let mut races = Races::default();
    let mut by_question: BTreeMap<&str, usize> = BTreeMap::new();
    for (race, confusion) in [("athens-2004-women", None), ("run:5:tiny:s3", None), ("beijing-2008-men", Some(4))] {
        let confusion = confusion.map(|n: usize| Confusion::ALL[n - 1]);
        let found = find(&mut races, race, None, confusion);
        assert!(!found.is_empty(), "{race}");
        for fit in found {
            assert!(fit.misreadings.len() >= 2);
            assert!(confusion.is_none_or(|c| fit.misreadings.iter().any(|m| m.confusion == c)));
            *by_question.entry(fit.question.word).or_default() += 1;
        }
    }
    assert!(by_question.len() >= 6, "{by_question:?}");
}

#[test]
fn every_question_knows_at_least_two_misreadings_and_every_word_is_its_own() {
    let words: Vec<&str> = questions().iter().map(|question| question.word).collect();
    for (i, question) in questions().iter().enumerate() {
        assert!(!words[..i].contains(&question.word));
        assert!(question.misreadings.len() >= 2, "{}", question.word);
        for (k, misreading) in question.misreadings.iter().enumerate() {
            assert!(question.misreadings[..k].iter().all(|other| other.word != misreading.word), "{}", misreading.word);
        }
    }
}

#[test]
fn the_manual_tells_every_question_and_every_misreading() {
    const HEADING: &str = "| question | about | misreadings |\n|---|---|---|\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/lessons.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, _) = text.split_once(HEADING).expect("a table of questions");
    let row = |question: &velodrome::lessons::Question| {
        let misreadings = question.misreadings.iter().map(|m| format!("`{}` ({})", m.word, m.confusion.cleared().word));
        let riders = match question.riders {
            0 => String::new(),
            1 => "; one rider".to_owned(),
            n => format!("; {n} riders"),
        };
        format!(
            "| `{}` | {}{riders} | {} |\n",
            question.word,
            question.about,
            misreadings.collect::<Vec<_>>().join(", ")
        )
    };
    let wanted = before.to_owned() + HEADING + &questions().iter().map(row).collect::<String>();
    if std::env::var_os("DOCS_UPDATE").is_some() && wanted != text {
        std::fs::write(path, &wanted).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), wanted, "DOCS_UPDATE=1 cargo test lessons writes it");
    for confusion in Confusion::ALL {
        assert!(text.contains(&format!("`{}`", confusion.cleared().word)), "{confusion:?}");
    }
}
