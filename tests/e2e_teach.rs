//! A whole race with guesses in a pseudo-terminal, on the screen and in plain lines.

use crate::program::refused;
use crate::pty::Terminal;

#[test]
fn a_viewer_guesses_through_a_whole_race() {
    let mut terminal = Terminal::velodrome(&["watch", "tiny", "--predict", "--speed", "64"], 120, 40);
    terminal.start_race();
    for question in ["Who takes sprint 1?", "Who leads after it?", "Who takes the last sprint?", "Who wins the race?"] {
        terminal.until_shows(question);
        terminal.press("1");
    }
    terminal.until_shows("Of your guesses");
    terminal.until_shows(" of 4 were right");
    terminal.press("qq");
    let ended = terminal.ends();
    assert_eq!((ended.code, &ended.killed), (0, &None), "{}", ended.written);
    ended.assert_left_as_found();
}

#[test]
fn a_viewer_guesses_in_plain_lines() {
    let mut terminal = Terminal::velodrome(&["watch", "tiny", "--plain", "--predict", "--speed", "64"], 80, 24);
    for question in ["Who takes sprint 1?", "Who leads after it?", "Who takes the last sprint?", "Who wins the race?"] {
        terminal.until_shows(question);
        terminal.press("2");
    }
    let ended = terminal.ends();
    assert_eq!((ended.code, &ended.killed), (0, &None), "{}", ended.written);
    assert!(
        ended.written.contains("Of your guesses ") && ended.written.contains(" of 4 were right"),
        "{}",
        ended.written
    );
}

#[test]
fn questions_need_a_terminal() {
    for args in [&["watch", "tiny", "--predict"][..], &["watch", "tiny", "--plain", "--predict"]] {
        let said = refused(args);
        assert!(said.contains("--predict") && said.contains("not a terminal"), "{said}");
    }
}
