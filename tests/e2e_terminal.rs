//! The screen end to end in a pseudo-terminal: it plays, scrubs, resizes, suspends, and leaves the terminal as it was.

use portable_pty::CommandBuilder;

use crate::pty::{LEFT, RIGHT, Terminal};

const PROGRAM: &str = env!("CARGO_BIN_EXE_velodrome");
const WATCH: &[&str] = &["watch", "athens-2004-men"];

/// The race clock on the screen, in seconds: the first time of the shape `0:41:12`.
fn clock(screen: &vt100::Screen) -> Option<u32> {
    screen.contents().split_whitespace().find_map(|word| {
        let parts: Vec<&str> = word.split(':').collect();
        let [h, m, s] = parts[..] else { return None };
        Some(h.parse::<u32>().ok()? * 3600 + m.parse::<u32>().ok()? * 60 + s.parse::<u32>().ok()?)
    })
}

fn watching(columns: u16, rows: u16) -> Terminal {
    let mut terminal = Terminal::velodrome(WATCH, columns, rows);
    terminal.until_taken();
    terminal.start_race();
    terminal.until("the race clock", |s| clock(s).is_some());
    terminal
}

#[test]
fn the_race_plays_by_itself_and_q_gives_the_terminal_back() {
    let mut terminal = Terminal::velodrome(WATCH, 120, 40);
    terminal.until_shows("IGNATIEV");
    terminal.start_race();
    terminal.until("ten seconds of racing", |s| clock(s).is_some_and(|t| t >= 10));
    terminal.press("q");
    let ended = terminal.ends();
    assert_eq!((ended.code, &ended.killed), (0, &None));
    ended.assert_left_as_found();
}

#[test]
fn keys_pause_scrub_and_jump_to_the_official_result() {
    let mut terminal = watching(120, 40);
    terminal.press("5");
    terminal.until("the middle of the race", |s| clock(s).is_some_and(|t| (1440..1600).contains(&t)));
    terminal.press(" ");
    terminal.press("G");
    terminal
        .until("the winner's 93 points", |s| s.contents().lines().any(|l| l.contains("IGNATIEV") && l.contains("93")));
    let end = clock_of(&terminal);
    terminal.press(LEFT);
    terminal.until("five seconds earlier", |s| clock(s).is_some_and(|t| t < end));
    terminal.press(RIGHT);
    terminal.until("the end again", |s| clock(s) == Some(end));
    terminal.press("0");
    terminal.until("the gun", |s| clock(s).is_some_and(|t| t < 60));
    terminal.press("q");
    assert_eq!(terminal.ends().code, 0);
}

fn clock_of(terminal: &Terminal) -> u32 {
    let mut now = None;
    terminal.until("a clock that can be read", |s| clock(s).is_some());
    terminal.look(|s| now = clock(s));
    now.expect("a clock")
}

#[test]
fn the_screen_survives_a_terminal_of_one_cell() {
    let mut terminal = watching(120, 40);
    for (columns, rows) in [(80, 24), (40, 12), (1, 1), (2, 40), (300, 1), (200, 60), (0, 0), (80, 24)] {
        terminal.resize(columns, rows);
    }
    terminal.until("the race clock at 80 × 24", |s| s.size().1.get() == 80 && clock(s).is_some());
    terminal.press("q");
    let ended = terminal.ends();
    assert_eq!(ended.code, 0);
    ended.assert_left_as_found();
}

#[test]
fn a_terminal_without_rows_and_columns_is_told_of_plainly() {
    for args in [WATCH, &[]] {
        let ended = Terminal::velodrome(args, 0, 0).ends();
        assert_eq!(ended.code, 1);
        assert!(ended.written.contains("0 columns wide and 0 rows high; tell it its size"), "{}", ended.written);
        assert!(!ended.written.contains("\x1b[?1049h"), "the alternate screen was taken");
    }
}

#[test]
fn a_terminal_that_answers_no_question_shows_the_race_and_answers_keys() {
    let mut terminal = Terminal::mute(WATCH, 80, 24);
    terminal.until("some of the race", |s| clock(s).is_some_and(|t| t >= 8));
    terminal.press("?");
    terminal.until_shows(" scroll");
    terminal.press("qq");
    let ended = terminal.ends();
    assert_eq!(ended.code, 0);
    ended.assert_left_as_found();
}

#[test]
fn ctrl_c_and_signals_end_the_program_in_a_terminal_that_takes_nothing() {
    for signal in [None, Some("TERM")] {
        // The first frames are larger than the buffers of the system.
        let mut terminal = Terminal::stuck(WATCH, 200, 60);
        terminal.until_raw();
        match signal {
            None => terminal.press("\x03"),
            Some(name) => terminal.signal(name),
        }
        assert_eq!(terminal.ends_unread(), if signal.is_some() { 143 } else { 130 });
    }
}

#[test]
fn no_answer_of_the_terminal_reaches_the_shell() {
    let mut shell = CommandBuilder::new("/bin/sh");
    shell.args([
        "-c",
        &format!("'{PROGRAM}' watch athens-2004-men; stty raw -echo; dd bs=1 count=1 2>/dev/null | od -c"),
    ]);
    let mut terminal = Terminal::start(shell, 80, 24);
    terminal.start_race();
    terminal.until("the race clock", |s| clock(s).is_some());
    terminal.press("q");
    terminal.until("the shell's screen", |s| !s.alternate_screen());
    terminal.press("z");
    terminal.until_shows("0000000");
    let ended = terminal.ends();
    assert!(ended.screen.contents().contains("   z"), "{}", ended.screen.contents());
}

#[test]
fn signals_end_the_program_and_give_the_terminal_back() {
    for (signal, number) in [("INT", 2), ("TERM", 15), ("HUP", 1), ("QUIT", 3), ("USR1", 10)] {
        let mut terminal = Terminal::velodrome(WATCH, 80, 24);
        terminal.until_taken();
        terminal.start_race();
        terminal.until("the race clock", |s| clock(s).is_some());
        assert!(terminal.is_raw(), "keys are read one by one");
        terminal.signal(signal);
        let ended = terminal.ends();
        assert_eq!((ended.code, &ended.killed), (128 + number, &None), "{signal}");
        ended.assert_left_as_found();
    }
}

#[test]
fn ctrl_c_is_an_interrupt() {
    let mut terminal = watching(80, 24);
    terminal.press("\x03");
    let ended = terminal.ends();
    assert_eq!(ended.code, 130);
    ended.assert_left_as_found();
}

#[test]
fn ctrl_c_is_heard_inside_an_unfinished_sequence_and_q_soon_after() {
    for (cut, key, code) in [("\x1b[<", "\x03", 130), ("\x1b[200~", "q", 0)] {
        let mut terminal = watching(80, 24);
        terminal.press(cut);
        if key == "q" {
            // At eight times the speed of the race, more than the half second that a sequence may take.
            let begun = clock_of(&terminal);
            terminal.until("some more of the race", |s| clock(s).is_some_and(|t| t >= begun + 8));
        }
        terminal.press(key);
        let ended = terminal.ends();
        assert_eq!(ended.code, code, "after {}", cut.escape_debug());
        ended.assert_left_as_found();
    }
}

#[test]
fn keys_are_heard_over_a_line_that_sends_a_byte_at_a_time() {
    let mut terminal = watching(80, 24);
    terminal.press(" 0");
    terminal.until("the gun", |s| clock(s) == Some(0));
    for byte in RIGHT.bytes() {
        terminal.type_bytes(&[byte]);
    }
    terminal.until("five seconds later", |s| clock(s) == Some(5));
    terminal.press("q");
    assert_eq!(terminal.ends().code, 0);
}

#[test]
fn an_interrupt_before_the_race_is_ready_gives_the_terminal_back() {
    let mut terminal = Terminal::velodrome(WATCH, 80, 24);
    terminal.until_taken();
    terminal.press("\x03");
    let ended = terminal.ends();
    assert_eq!(ended.code, 130);
    ended.assert_left_as_found();
}

#[test]
fn a_stop_signal_gives_the_terminal_back_until_the_program_continues() {
    let mut terminal = watching(80, 24);
    terminal.signal("TSTP");
    terminal.until("the shell's screen", |s| !s.alternate_screen() && !s.hide_cursor());
    assert!(!terminal.is_raw());
    terminal.until_stopped();
    terminal.signal("CONT");
    terminal.until_taken();
    terminal.until("the race clock again", |s| clock(s).is_some());
    terminal.press("q");
    let ended = terminal.ends();
    assert_eq!(ended.code, 0);
    ended.assert_left_as_found();
}

#[test]
fn a_scenario_that_does_not_exist_never_takes_the_screen() {
    let terminal = Terminal::velodrome(&["watch", "athens-2004-womn"], 80, 24);
    let ended = terminal.ends();
    assert_eq!(ended.code, 2);
    assert!(ended.written.contains("did you mean athens-2004-women?"), "{}", ended.written);
    assert!(!ended.written.contains("\x1b[?1049h"), "the alternate screen was taken");
}

#[test]
fn the_points_of_a_rider_can_be_asked_for_their_reasons() {
    let mut terminal = watching(120, 40);
    terminal.press("Gjw");
    terminal.until("the sprints and laps of a rider", |s| s.contents().contains("UCI 3.2.118"));
    terminal.press("qq");
    assert_eq!(terminal.ends().code, 0);
}

#[test]
fn a_key_opens_the_charts_of_the_race_so_far() {
    let mut terminal = watching(120, 40);
    for (key, what) in [("Gp", "IGNATIEV 93"), ("p", "laps ahead of the bunch"), ("p", "power of IGNATIEV")] {
        terminal.press(key);
        terminal.until_shows(what);
    }
    terminal.press("\x1b\x1b");
    terminal.until("the race", |s| s.contents().contains("after sprint") || s.contents().contains("final result"));
    terminal.press("q");
    assert_eq!(terminal.ends().code, 0);
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let mut shell = CommandBuilder::new("/bin/sh");
    shell.arg("-i");
    shell.env("PS1", "prompt> ");
    let mut terminal = Terminal::start(shell, 100, 30);
    terminal.until_shows("prompt>");
    terminal.press(&format!("'{PROGRAM}' watch athens-2004-men\n"));
    terminal.until_taken();
    terminal.start_race();
    terminal.until("the race clock", |s| clock(s).is_some());
    terminal.press("\x1a");
    terminal.until("the shell", |s| !s.alternate_screen() && !s.hide_cursor() && s.contents().contains("prompt>"));
    terminal.press("echo between $((6 * 7))\n");
    terminal.until_shows("between 42");
    terminal.press("fg\n");
    terminal.until_taken();
    terminal.until("the race clock again", |s| clock(s).is_some());
    terminal.press("q");
    terminal.until("the shell again", |s| !s.alternate_screen() && !s.hide_cursor());
    terminal.press("echo code $?\n");
    terminal.until_shows("code 0");
    terminal.press("exit\n");
    assert_eq!(terminal.ends().code, 0);
}

#[test]
fn ten_thousand_random_keys_never_break_the_screen() {
    const KEYS: usize = 10_000;
    // All that keyboards send, and some things they do not. No ctrl-z: nothing would wake the program again.
    let special: [&[u8]; 20] = [
        b"\x1b[A",
        b"\x1b[B",
        b"\x1b[C",
        b"\x1b[D",
        b"\x1b[1;2C",
        b"\x1b[1;2D",
        b"\x1b[5~",
        b"\x1b[6~",
        b"\x1b[H",
        b"\x1b[F",
        // Escape twice: once, it would make an escape sequence of whatever follows.
        b"\x1b\x1b",
        b"\r",
        b"\t",
        b"\x7f",
        // Cut short: what follows is another key or another sequence.
        b"\x1b[<0;1",
        b"\x1b[M ",
        b"\x1b[?",
        b"\x1b[1;",
        b"\x1bO",
        b"\xf0\x9f",
    ];
    let hammer = |seed: u64, (columns, rows): (u16, u16)| {
        let mut random = seed;
        let mut next = |n: usize| {
            // xorshift64: the test needs the same numbers every time, not good ones.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 11) as usize % n
        };
        let mut terminal = watching(columns, rows);
        for _ in 0..KEYS / 4 / 50 {
            let mut keys = Vec::new();
            for _ in 0..50 {
                match next(10) {
                    0..3 => keys.extend(special[next(special.len())]),
                    _ => keys.push(b' ' + next(95) as u8),
                }
            }
            // `q` would end the program early, `S` would fill the folder with saved runs.
            keys.retain(|b| !b"qS".contains(b));
            terminal.type_bytes(&keys);
            // It has read them all once it obeys these: leave every page, open the help, go back to the race.
            terminal.press("\x1b\x1b\x1b\x1b\x1b\x1b?");
            // While an explanation stands, the question mark opens the rule behind it.
            let is_open = |s: &vt100::Screen| {
                [" scroll", " of 12 ──", " of 12 --"].iter().any(|page| s.contents().contains(page))
            };
            terminal.until("the help, or a rule", is_open);
            terminal.press("q");
            terminal.until("the race", |s| !is_open(s));
        }
        terminal.press("qq");
        let ended = terminal.ends();
        assert_eq!((ended.code, &ended.killed), (0, &None), "{}", ended.written);
        ended.assert_left_as_found();
    };
    // Most of the time passes in waiting for keys that were cut short, so the four sizes wait side by side.
    let sizes = [(120, 40), (80, 24), (40, 12), (200, 60)];
    std::thread::scope(|scope| {
        for (seed, size) in (0x2004_0824_u64..).zip(sizes) {
            let hammer = &hammer;
            scope.spawn(move || hammer(seed, size));
        }
    });
}

#[test]
fn the_bare_program_shows_the_menu_plays_the_choice_and_returns_to_the_menu() {
    let mut terminal = Terminal::velodrome(&[], 100, 30);
    terminal.until_taken();
    terminal.until_shows("Beijing 2008");
    // The course stands first.
    terminal.press("j\r");
    terminal.start_race();
    terminal.until("the race clock", |s| clock(s).is_some());
    terminal.press("q");
    terminal.until_shows("Beijing 2008");
    terminal.press("q");
    let ended = terminal.ends();
    assert_eq!(ended.code, 0);
    ended.assert_left_as_found();
}

#[test]
fn a_signal_gives_the_terminal_back_on_every_screen_of_the_menu() {
    for (back, signal, code) in [
        (false, None, 130),
        (true, None, 130),
        (false, Some("TERM"), 143),
        (true, Some("INT"), 130),
        (true, Some("HUP"), 129),
    ] {
        let mut terminal = Terminal::velodrome(&[], 100, 30);
        terminal.until_shows("Beijing 2008");
        terminal.press("j\r");
        terminal.start_race();
        terminal.until("the race clock", |s| clock(s).is_some());
        if back {
            terminal.press("q");
            terminal.until_shows("Beijing 2008");
        }
        match signal {
            Some(name) => terminal.signal(name),
            None => terminal.press("\x03"),
        }
        let ended = terminal.ends();
        assert_eq!((ended.killed.clone(), ended.code), (None, code), "{signal:?}");
        ended.assert_left_as_found();
    }
}

#[test]
fn a_free_race_is_played_on_the_screen_with_intents_reasons_and_a_result() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let mut terminal = Terminal::velodrome(&["watch", "tiny", "--seed", "3"], columns, rows);
        terminal.until_taken();
        terminal.start_race();
        terminal.until_shows("simulated");
        terminal.press(" 5\r");
        for word in ["intent", "ready for", "reserve"] {
            terminal.until_shows(word);
        }
        terminal.press("qG");
        // The smallest screen has no room for the heading of the table.
        terminal.until_shows(if columns > 40 { "final result" } else { "over" });
        terminal.press("w");
        terminal.until_shows("simulated");
        terminal.press("qgr");
        terminal.until_shows("another era");
        terminal.press("qqq");
        let ended = terminal.ends();
        assert_eq!((ended.code, &ended.killed), (0, &None), "{}", ended.written);
        ended.assert_left_as_found();
    }
}

#[test]
fn the_menu_simulates_a_race_on_record_on_request() {
    let mut terminal = Terminal::velodrome(&[], 120, 40);
    terminal.until_shows("Beijing 2008");
    terminal.press("j");
    terminal.until_shows("let the riders decide");
    terminal.press("f");
    terminal.start_race();
    terminal.until_shows("rules of 2004 · simulated · seed 1");
    terminal.press("q");
    terminal.until_shows("Beijing 2008");
    terminal.press("q");
    assert_eq!(terminal.ends().code, 0);
}

#[test]
fn plain_commentary_on_a_terminal_has_no_escape_sequences() {
    let terminal = Terminal::velodrome(&["watch", "athens-2004-men", "--plain"], 80, 24);
    let ended = terminal.ends();
    assert_eq!(ended.code, 0);
    assert!(!ended.written.contains('\x1b'), "an escape sequence in plain lines");
    assert!(ended.written.contains("IGNATIEV"));
}

#[test]
fn whoever_quits_is_told_the_code_of_the_run() {
    let mut terminal = watching(120, 40);
    terminal.press("q");
    terminal.until_shows("This run: run:5:athens-2004-men:s1");
    assert_eq!(terminal.ends().code, 0);
}

#[test]
fn plain_lines_have_the_keys_of_the_screen() {
    let mut terminal = Terminal::velodrome(&["watch", "athens-2004-men", "--plain", "--speed", "8"], 80, 30);
    terminal.until_shows("23 riders");
    terminal.press(" ");
    terminal.until_shows("paused");
    for (key, said) in [
        ("]", "now at 0:0"),
        ("}", "print 1"),
        ("w", "why"),
        ("o", "what must happen"),
        ("c", "chances"),
        ("+", "paused"),
        (" ", "on at 16×"),
    ] {
        terminal.press(key);
        terminal.until_shows(said);
    }
    terminal.press("q");
    terminal.until_shows("This run: run:5:athens-2004-men:s1");
    let ended = terminal.ends();
    assert_eq!((ended.code, &ended.killed), (0, &None));
    ended.assert_left_as_found();
}

#[test]
fn a_terminal_that_does_not_say_it_is_utf8_gets_plain_characters() {
    let program = env!("CARGO_BIN_EXE_velodrome");
    for (mode, plain) in [("-iutf8", true), ("iutf8", false)] {
        let mut shell = CommandBuilder::new("/bin/sh");
        shell.args(["-c", &format!("stty {mode}; unset LC_ALL LC_CTYPE LANG; {program} list; echo listed")]);
        let terminal = Terminal::start(shell, 100, 30);
        terminal.until_shows("listed");
        let mut text = String::new();
        terminal.look(|screen| text = screen.contents());
        assert_eq!(text.is_ascii(), plain, "{mode}: {text}");
    }
}

#[test]
fn the_ground_of_the_terminal_decides_the_colours_and_stays_as_it_is_where_they_read_well() {
    use vt100::Color::{Default, Idx};
    // The ground, and the colours of the title before and behind the letters.
    let white = ("ffff/ffff/ffff", Idx(16), Default);
    let grey = ("5050/5050/5050", Idx(255), Idx(234));
    for (ground, letters, behind) in [white, ("0000/0000/0000", Idx(255), Default), grey] {
        let mut terminal = Terminal::on_ground(ground, &["watch", "tiny"], 80, 24);
        terminal.start_race();
        terminal.until("the race clock", |screen| clock(screen).is_some());
        terminal.look(|screen| {
            let cell = screen.cell(0, 1).expect("a cell");
            assert_eq!((cell.fgcolor(), cell.bgcolor()), (letters, behind), "on {ground}");
        });
        terminal.press("q");
        terminal.ends();
    }
}
