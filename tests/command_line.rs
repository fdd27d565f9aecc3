//! What holds for every command: where options stand, how moments are written, how wide its tables are, and plain characters.

use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use crate::program::{Folder, command, refused, run, sentences, stdout};

/// Every table that is for people, from quick races.
const TABLES: [&[&str]; 13] = [
    &["list"],
    &["rules"],
    &["rules", "2019"],
    &["result", "athens-2004-men"],
    &["result", "athens-2004-men", "--power"],
    &["check", "athens-2004-men"],
    &["sweep", "tiny", "--races", "4"],
    &["sweep", "men-elite", "--races", "4"],
    &["compare", "tiny", "--order-b", "5 1 attack", "--races", "4"],
    &["compare", "tiny", "--order-b", "5 1 attack"],
    &["vary", "tiny", "--param", "gain_points", "--from", "0", "--to", "40", "--races", "4"],
    &["vary", "tiny", "--param", "list"],
    &["chances", "athens-2004-men", "--races", "2"],
];

#[test]
fn every_table_fits_on_80_columns() {
    for args in TABLES {
        let text = stdout(args);
        // What is to be copied stays whole.
        let wide =
            text.lines().filter(|line| line.width() > 80 && !line.contains("velodrome ") && !line.contains("run:"));
        let wide: Vec<&str> = wide.collect();
        assert!(text.lines().count() > 3 && wide.is_empty(), "{args:?}: {wide:#?}");
    }
}

#[test]
fn in_a_locale_without_utf8_every_command_writes_plain_characters() {
    for args in TABLES.into_iter().chain([
        &["watch", "tiny"][..],
        &["chart", "tiny"],
        &["events", "tiny"],
        &["list", "--format", "table"],
    ]) {
        let output = command(args).env("LC_ALL", "C").output().expect("the binary runs");
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(text.is_ascii() && text.len() > 40, "{args:?}: {text}");
        let asked = stdout(&[&["--ascii"], args].concat());
        assert_eq!(asked, text, "{args:?}: --ascii does the same");
    }
    let sweep = command(&["sweep", "tiny", "--races", "4"]).env("LC_ALL", "C").output().expect("the binary runs");
    let sweep = String::from_utf8(sweep.stdout).expect("text");
    assert!(sweep.contains("+/-") && !sweep.contains('~'), "~ means reconstructed: {sweep}");
    let wrong = command(&["check", "Łódź.toml"]).env("LC_ALL", "C").output().expect("the binary runs");
    assert!(wrong.stderr.is_ascii() && !wrong.stderr.is_empty(), "complaints too");
}

#[test]
fn options_of_the_program_stand_before_the_command_or_after_it() {
    let after = stdout(&["watch", "tiny", "--plain", "--ascii"]);
    assert_eq!(stdout(&["--ascii", "watch", "tiny", "--plain"]), after);
    assert_eq!(stdout(&["--light", "watch", "tiny", "--plain", "--ascii"]), after);
    let dark = stdout(&["chart", "tiny", "--format", "svg", "--dark"]);
    assert_eq!(stdout(&["--dark", "chart", "tiny", "--format", "svg"]), dark);
    assert!(refused(&["--mouse", "list"]).contains("--mouse is for the screen"));
}

#[test]
fn every_option_takes_the_same_moments_and_refuses_what_can_be_read_in_two_ways() {
    let both = "it can be lap 12.30 or the time 12:30: write 12.300 or 12:30";
    let lines: [&[&str]; 5] = [
        &["watch", "athens-2004-men", "--plain", "--at", "12.30"],
        &["chances", "athens-2004-men", "--races", "2", "--at", "12.30"],
        &["result", "athens-2004-men", "--free-from", "12.30"],
        &["result", "athens-2004-men", "--order", "12.30 Ignatiev attack"],
        &["watch", "athens-2004-men", "--free-from", "12.30"],
    ];
    for args in lines {
        assert!(refused(args).contains(both), "{args:?}: {}", refused(args));
        for moment in ["12", "12.3", "12.300", "3:40", "0:03:40.5"] {
            let args: Vec<String> = args.iter().map(|arg| arg.replace("12.30", moment)).collect();
            let output = run(&args.iter().map(String::as_str).collect::<Vec<_>>());
            assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let late = stdout(&["watch", "athens-2004-men", "--plain", "--at", "47:00"]);
    assert!(late.starts_with("0:47:"), "{late}");
    assert!(refused(&["watch", "athens-2004-men", "--plain", "--at", "2:47:00"]).contains("the race is over by then"));
    let whom = refused(&["result", "athens-2004-men", "--order", "130 Ignatiev follow"]);
    assert!(whom.contains("does not say whom: write follow and a rider"), "{whom}");
}

#[test]
fn plain_lines_are_paced_if_a_speed_is_given() {
    let mut child = command(&["watch", "tiny", "--plain", "--at", "19", "--speed", "64"]);
    let mut child = child.stdout(Stdio::piped()).spawn().expect("the binary runs");
    let mut out = child.stdout.take().expect("a pipe");
    #[expect(clippy::disallowed_methods, reason = "the pace is what is tested")]
    let (from, mut first) = (Instant::now(), [0; 1]);
    out.read_exact(&mut first).expect("a line");
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("text");
    // The last lap takes some seventeen seconds.
    assert!(from.elapsed() > Duration::from_millis(150), "{:?}", from.elapsed());
    assert!(child.wait().expect("an end").success() && rest.contains("This run: run:"), "{rest}");
    assert_eq!(
        String::from_utf8_lossy(&first).into_owned() + &rest,
        stdout(&["watch", "tiny", "--plain", "--at", "19"])
    );
}

#[test]
fn what_was_typed_is_shown_without_control_characters_by_every_complaint() {
    let bad = "x\u{1b}[31m\u{7}\u{202e}y";
    let lines: [&[&str]; 5] =
        [&[bad], &["result", bad], &["watch", "tiny", bad], &["watch", "tiny", "--at", bad], &["rules", bad]];
    for args in lines {
        let said = refused(args);
        let hostile = said.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert!(hostile.is_none() && said.contains("x"), "{args:?}: {said:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn help_that_cannot_be_written_is_a_failure() {
    for args in [&["--help"][..], &["sweep", "--help"], &["--version"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let output = command(args).stdout(full).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(1), "{args:?}");
    }
}

#[test]
fn a_folder_is_no_file_of_races() {
    let folder = Folder::new("races");
    let said = folder.refused(&["merge", "."]);
    assert!(said.contains("velodrome: .: it is a folder"), "{said}");
    assert!(folder.refused(&["chart", "--sweep", "."]).contains("it is a folder"));
}

#[test]
fn a_wrong_base_is_the_only_fault_that_is_told() {
    let folder = Folder::new("base");
    folder.write("my.toml", "schema = 1\nbase = \"\"\n");
    let said = folder.refused(&["check", "my.toml"]);
    assert_eq!(said.lines().filter(|line| line.starts_with("my.toml:")).count(), 1, "{said}");
    assert!(said.starts_with("my.toml:2:8: base"), "{said}");
}

#[test]
fn one_event_has_one_time() {
    let told = sentences(&["watch", "athens-2004-men"]);
    let end = told.lines().find(|line| line.contains("last sprint") && line.contains("48:3")).expect("an end");
    // The race time on record; the line is said when the last points are given, a few seconds later.
    assert!(end.starts_with("0:48:3") && end.contains("48:32"), "{end}");
}

#[cfg(unix)]
#[test]
fn what_is_quoted_for_a_shell_is_one_word_of_it() {
    use velodrome::text::{Quoting, quoted};
    for text in ["", "plain-1.toml", "my race's.toml", "a  $b `c` \\", "'\u{1b}[2J\n\u{202e}\u{e0001}é\\"] {
        let line = format!("LC_ALL=C.UTF-8; printf %s {}", quoted(text, Quoting::Shell));
        let Ok(out) = std::process::Command::new("bash").args(["-c", &line]).output() else { return };
        assert_eq!(String::from_utf8_lossy(&out.stdout), text);
    }
}

#[test]
fn no_complaint_is_longer_than_two_thousand_bytes() {
    let folder = Folder::new("long");
    let long = "ab/é\u{1b}".repeat(2_000);
    let lines: [&[&str]; 7] = [
        &[&long],
        &["result", &long],
        &["watch", "tiny", &long],
        &["watch", "tiny", "--at", &long],
        &["result", "tiny", "--order", &long],
        &["merge", &long],
        &["rules", &long],
    ];
    for args in lines {
        let said = folder.refused(args);
        assert!(!said.trim().is_empty() && said.len() <= 2_000, "{args:.40?}: {} bytes", said.len());
    }
    let faults: String = (0..400).map(|n| format!("no_such_key_{n} = \"{}\"\n", "x".repeat(90))).collect();
    folder.write("my race.toml", &format!("schema = 1\n{faults}"));
    let said = folder.refused(&["result", "my race.toml"]);
    assert!(said.len() <= 2_000, "{} bytes: {said}", said.len());
    assert!(said.starts_with("my race.toml:"), "the first faults: {said}");
    assert!(said.ends_with("all of them: velodrome check 'my race.toml'\n"), "where the others are: {said}");
}

#[test]
fn nothing_is_suggested_that_is_not_close_to_what_was_typed() {
    for args in [&["lesson"][..], &["chase"], &["swap"], &["result", "tiny", "--former", "x"]] {
        let said = refused(args);
        assert!(!said.contains("similar"), "{args:?}: {said}");
    }
    for (args, meant) in [
        (&["resutl"][..], "result"),
        (&["result", "tiny", "--pwoer"], "--power"),
        (&["result", "tiny", "--format", "tabel"], "table"),
    ] {
        let said = refused(args);
        assert!(said.contains(&format!("'{meant}'")), "{args:?}: {said}");
    }
}

#[test]
fn what_is_for_the_screen_is_refused_where_there_is_none() {
    for option in [&["--present"][..], &["--stop-at", "sprints"]] {
        let args = [&["watch", "tiny"], option].concat();
        assert_eq!(run(&args).status.code(), Some(2), "{args:?}");
        let told = refused(&args);
        assert!(told.contains(option[0]) && told.contains("not a terminal"), "{told}");
    }
}
