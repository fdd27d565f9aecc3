//! The program on a pseudo-terminal, as a person has it: what it shows, and how it leaves the terminal behind.
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use velodrome::rng::{Purpose, Stream};

/// Longer than any machine is silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal with the program on it.
struct Seat {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    /// Modes of the terminal before the program ran.
    modes: String,
}

impl Seat {
    fn watching(args: &[&str], rows: u16, cols: u16) -> Self {
        let pair = native_pty_system().openpty(size(rows, cols)).unwrap();
        let modes = format!("{:?}", pair.master.get_termios());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_velodrome"));
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env_remove("NO_COLOR");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        // The other end stays open, so that what is shown last can be read after the program has gone.
        std::mem::forget(pair.slave);
        Self {
            master: pair.master,
            keys,
            output,
            screen: vt100::Parser::new(cells(rows), cells(cols), 0),
            child,
            modes,
        }
    }

    /// Reads until the screen is as wanted.
    fn wait(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        while !wanted(self.screen.screen()) {
            let Ok(bytes) = self.output.recv_timeout(PATIENCE) else {
                panic!("never came to {what}:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
        }
    }

    fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Presses ctrl-c until the screen is gone: of a long burst of keys, some are only read when another follows.
    fn interrupt(&mut self) {
        while self.screen.screen().alternate_screen() {
            self.press("\u{3}");
            while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
                self.screen.process(&bytes);
            }
        }
    }

    fn resize(&mut self, rows: u16, cols: u16) {
        self.screen.screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(size(rows, cols)).unwrap();
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits for the end; the terminal has to be as it was. Returns the exit status.
    fn leaves_the_terminal_as_it_was(mut self) -> u32 {
        self.wait("the terminal given back", |screen| !screen.alternate_screen() && !screen.hide_cursor());
        let status = self.child.wait().unwrap().exit_code();
        assert_eq!(format!("{:?}", self.master.get_termios()), self.modes, "modes of the terminal");
        status
    }
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

fn race() -> Seat {
    let mut seat = Seat::watching(&["watch", "athens-2004-women"], 40, 120);
    seat.wait_for("laps to go");
    seat
}

#[test]
fn it_plays_scrubs_explains_and_quits() {
    let mut seat = race();
    seat.press(" }}}");
    seat.wait_for("after sprint 3 of 10");
    seat.press("jw");
    seat.wait_for("why has");
    seat.press("qG");
    seat.wait_for("final result");
    seat.press("q");
    assert_eq!(seat.leaves_the_terminal_as_it_was(), 0);
}

#[test]
fn it_bears_being_made_tiny_and_large_again() {
    let mut seat = race();
    seat.press(" ");
    for (rows, cols) in [(1, 1), (12, 40), (3, 200), (24, 80)] {
        seat.resize(rows, cols);
    }
    seat.wait_for("before sprint 1 of 10");
    seat.press("q");
    assert_eq!(seat.leaves_the_terminal_as_it_was(), 0);
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    for (name, status) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let seat = race();
        seat.signal(name);
        assert_eq!(seat.leaves_the_terminal_as_it_was(), status, "{name}");
    }
}

#[test]
fn ctrl_c_while_the_race_is_being_made_is_an_interruption() {
    let mut seat = Seat::watching(&["watch", "athens-2004-women"], 40, 120);
    seat.wait_for("one neutralised lap");
    seat.press("\u{3}");
    assert_eq!(seat.leaves_the_terminal_as_it_was(), 130);
}

#[test]
fn ctrl_z_gives_the_terminal_back_until_it_goes_on() {
    let mut seat = race();
    for stop in ["\u{1a}", ""] {
        match stop {
            "" => seat.signal("-TSTP"),
            key => seat.press(key),
        }
        seat.wait("the shell's screen", |screen| !screen.alternate_screen() && !screen.hide_cursor());
        assert_eq!(format!("{:?}", seat.master.get_termios()), seat.modes);
        seat.signal("-CONT");
        seat.wait("the race again", |screen| screen.alternate_screen() && screen.contents().contains("laps to go"));
    }
    seat.press("q");
    assert_eq!(seat.leaves_the_terminal_as_it_was(), 0);
}

#[test]
fn ten_thousand_random_keys_do_not_bring_it_down() {
    let mut seat = race();
    let mut dice = Stream::of_race(11, Purpose::Commentary);
    let keys: Vec<String> = (' '..='~').filter(|c| *c != 'q').map(String::from).collect();
    let keys: Vec<String> =
        keys.into_iter().chain(["\r", "\u{1b}[A", "\u{1b}[B", "\u{1b}[C", "\u{1b}[D"].map(String::from)).collect();
    for _ in 0..100 {
        let some: String = (0..100).map(|_| keys[dice.below(keys.len())].as_str()).collect();
        seat.press(&some);
    }
    seat.interrupt();
    assert_eq!(seat.leaves_the_terminal_as_it_was(), 130);
}

#[test]
fn a_race_that_cannot_be_had_is_told_after_the_terminal_is_back() {
    let mut seat = Seat::watching(&["watch", "athens-2004-womn"], 24, 80);
    seat.wait_for("athens-2004-women");
    assert_eq!(seat.leaves_the_terminal_as_it_was(), 2);
}
