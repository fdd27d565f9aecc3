//! The course end to end: begun, left, killed, resumed and reset in a pseudo-terminal; line by line in a pipe.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use crate::program::{Folder, command};
use crate::pty::Terminal;

/// The progress of the learner whose state folder is `home`.
fn progress(home: &Path) -> PathBuf {
    home.join("velodrome").join("progress.json")
}

/// `velodrome` with `args` and these lines as its input, for the learner whose state folder is `home`.
fn learn(home: &Path, args: &[&str], input: &str) -> Output {
    let mut learner = command(args);
    learner.env("XDG_STATE_HOME", home).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut learner = learner.spawn().expect("the program starts");
    // The program may be done before it has read everything.
    let _ = learner.stdin.take().unwrap().write_all(input.as_bytes());
    learner.wait_with_output().expect("the program ends")
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_course_is_begun_left_resumed_and_reset() {
    let folder = Folder::new("learn-screen");
    let home = folder.file("");
    let mut terminal = Terminal::learner(&home, &["learn"], 100, 30);
    terminal.until_shows("Lesson 1 of 12");
    terminal.until_shows("Who leads the race now?");
    terminal.press("2");
    terminal.until_shows("You said: IGNATIEV");
    terminal.press("\r");
    terminal.until_shows("Right: IGNATIEV");
    terminal.press("\r");
    terminal.until_shows("KLUGE");
    terminal.press("q");
    let ended = terminal.ends();
    assert_eq!(ended.code, 0);
    ended.assert_left_as_found();
    assert!(ended.written.contains("Left at lesson 1; velodrome learn goes on there."));

    // The first question is not asked again.
    let mut terminal = Terminal::learner(&home, &["learn"], 100, 30);
    terminal.until_shows("KLUGE");
    terminal.press("1");
    terminal.until_shows("You said: KLUGE");
    // Killed in the middle of the ride, before it was told whether that is right: the question is asked again.
    terminal.signal("KILL");
    terminal.ends();
    let list = said(&learn(&home, &["learn", "list"], ""));
    assert!(list.contains("1 Who leads? begun"), "{list}");
    let mut terminal = Terminal::learner(&home, &["learn"], 100, 30);
    terminal.until_shows("KLUGE");
    terminal.press("1\r");
    terminal.until_shows("Right: KLUGE");
    // Killed after it: it is not.
    terminal.signal("KILL");
    terminal.ends();
    let list = said(&learn(&home, &["learn", "list"], ""));
    assert!(list.contains("1 Who leads? done"), "{list}");

    let mut terminal = Terminal::learner(&home, &["learn"], 100, 30);
    terminal.until_shows("Lesson 2 of 12");
    terminal.press("\x03");
    assert_eq!(terminal.ends().code, 130);

    let reset = said(&learn(&home, &["learn", "reset", "1"], ""));
    assert_eq!(reset, "Lesson 1 is forgotten.");
    assert!(!said(&learn(&home, &["learn", "list"], "")).contains("done"));
    said(&learn(&home, &["learn", "reset"], ""));
    assert!(!fs::read_to_string(progress(&home)).unwrap().contains("front-leads"));
}

#[test]
fn the_menu_offers_the_course_first_and_returns_from_it() {
    let folder = Folder::new("learn-menu");
    let mut terminal = Terminal::learner(&folder.file(""), &[], 100, 30);
    terminal.until_shows("Learn to read a points race");
    terminal.press("\r");
    terminal.until_shows("Lesson 1 of 12");
    terminal.press("q");
    terminal.until_shows("Learn to read a points race");
    terminal.press("q");
    assert_eq!(terminal.ends().code, 0);
}

#[test]
fn line_by_line_the_course_is_the_same_and_goes_on_where_it_was_left() {
    let folder = Folder::new("learn-plain");
    let home = folder.file("");
    let text = said(&learn(&home, &["learn", "--plain"], "nobody\n7\n3\n"));
    assert!(text.contains("Lesson 1 of 12: Who leads?") && text.contains("2 IGNATIEV (13 from sprints"), "{text}");
    assert_eq!(text.matches("Write a number from 1 to 3, or q to leave:").count(), 2);
    assert!(text.contains("You said: LLANERAS. That is the rider in front."), "{text}");
    assert!(text.ends_with("Left at lesson 1; velodrome learn goes on there."), "{text}");
    let text = said(&learn(&home, &["learn"], "q\n"));
    assert!(text.starts_with("Lesson 1 of 12: Who leads? Beijing 2008"), "{text}");
    // Lines fit, and hold nothing but text.
    let output = learn(&home, &["learn"], "1\n1\n1\n1\n1\n1\n1\n1\n");
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        assert!(line.chars().count() <= 80 && !line.contains(char::is_control), "{line}");
    }
}

#[test]
fn the_whole_course_line_by_line_ends_with_what_was_gained() {
    let folder = Folder::new("learn-whole");
    let home = folder.file("");
    let all: String = "1\n".repeat(60);
    let text = said(&learn(&home, &["learn"], &all));
    assert!(text.contains("of 12 lessons are done.") && text.contains("Right before the lesson:"), "{text}");
    let export: serde_json::Value = serde_json::from_str(&said(&learn(&home, &["learn", "export"], ""))).unwrap();
    assert_eq!(export["schema"], "velodrome.learner/1");
    assert_eq!(export["lessons"].as_array().unwrap().len(), 12);
    assert!(export["gain"]["of"] == 12, "{export}");
    let test = said(&learn(&home, &["learn", "test"], &all));
    assert!(test.contains("Question 12 of 12.") && test.contains("of 12 right:"), "{test}");
    let list: serde_json::Value =
        serde_json::from_str(&said(&learn(&home, &["learn", "list", "--format", "json"], ""))).unwrap();
    assert_eq!(list["lessons"].as_array().unwrap().len(), 12);
}

#[test]
fn progress_that_cannot_be_read_is_set_aside_with_a_notice() {
    let folder = Folder::new("learn-aside");
    let home = folder.file("");
    fs::create_dir_all(home.join("velodrome")).unwrap();
    fs::write(progress(&home), "{ half a fi").unwrap();
    let output = learn(&home, &["learn", "list"], "");
    let notice = String::from_utf8_lossy(&output.stderr);
    assert!(notice.contains("progress.unreadable.json") && notice.contains("you begin anew"), "{notice}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read_to_string(home.join("velodrome").join("progress.unreadable.json")).unwrap(), "{ half a fi");
    let quiet = learn(&home, &["learn", "list"], "");
    assert!(quiet.stderr.is_empty());
}

#[test]
fn a_teachers_own_lesson_runs_and_a_broken_one_is_refused_with_its_place() {
    let folder = Folder::new("learn-own");
    let home = folder.file("");
    let own = "schema = \"velodrome.lesson/1\"\ntitle = \"Our club race\"\nconfusion = \"front-leads\"\nwhy = \"Points.\"\n\
               in_other_words = \"Still points.\"\narticle = \"UCI 3.2.114\"\n\n[[exercises]]\npart = \"first\"\n\
               race = \"athens-2004-men\"\nmoment = \"sprint 13 + 1 s\"\nquestion = \"leader\"\n\
               misreadings = [\"front of the track\", \"most sprint points\"]\n";
    folder.write("own.lesson.toml", own);
    folder.write("broken.lesson.toml", &own.replace("\"leader\"", "\"leeder\""));
    let path = folder.path("own.lesson.toml");
    let text = said(&learn(&home, &["learn", "run", &path], "2\n"));
    assert!(text.contains("Lesson 1 of 1: Our club race") && text.contains("Right: IGNATIEV."), "{text}");
    for check in [&["check", path.as_str()][..], &["learn", "check", path.as_str()]] {
        assert!(said(&learn(&home, check, "")).contains("1 question, each with one right answer"));
    }
    let broken = folder.path("broken.lesson.toml");
    for args in [&["check", broken.as_str()][..], &["learn", "check", &broken], &["learn", "run", &broken]] {
        let output = learn(&home, args, "");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(complaint.contains("broken.lesson.toml:12:12") && complaint.contains("did you mean"), "{complaint}");
    }
    let none = learn(&home, &["learn", "13"], "");
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("write 1 to 12"));
}

#[test]
fn the_course_passes_its_own_check() {
    let report = said(&learn(&Folder::new("learn-check").file(""), &["learn", "check"], ""));
    assert_eq!(report.matches("each with one right answer").count(), 12, "{report}");
}

#[test]
fn ten_thousand_random_keys_never_break_the_course() {
    const KEYS: usize = 10_000;
    let mut random = 0x2004_0825_u64;
    let mut next = |n: usize| {
        // xorshift64: the test needs the same numbers every time, not good ones.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random >> 11) as usize % n
    };
    let folder = Folder::new("learn-keys");
    for (n, (columns, rows)) in [(120, 40), (80, 24), (40, 12)].into_iter().enumerate() {
        let home = folder.file(&format!("learner-{n}"));
        let mut terminal = Terminal::learner(&home, &["learn"], columns, rows);
        terminal.until_shows("Who leads the race now?");
        for _ in 0..KEYS / 3 / 50 {
            let mut keys: Vec<u8> = Vec::new();
            for _ in 0..50 {
                match next(12) {
                    0 | 1 => keys.push(b'\r'),
                    2 => keys.push(b'1' + next(4) as u8),
                    3 => keys.extend([&b"\x1b[A"[..], b"\x1b[B", b"\x1b[5~", b"\x1b\x1b"][next(4)]),
                    _ => keys.push(b' ' + next(95) as u8),
                }
            }
            // `q` would leave the course.
            keys.retain(|key| *key != b'q');
            terminal.type_bytes(&keys);
        }
        // So many keys answer many questions.
        let is_kept = |_: &vt100::Screen| {
            fs::read_to_string(progress(&home)).is_ok_and(|kept| kept.matches("\"transfer\"").count() > 1)
        };
        terminal.until("answers that are kept", is_kept);
        terminal.press("\x03");
        let ended = terminal.ends();
        assert_eq!((ended.code, &ended.killed), (130, &None), "{}", ended.written);
        ended.assert_left_as_found();
    }
}
