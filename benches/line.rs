//! The screen over slow lines: bytes it sends, and how long a key takes until its answer has come: `cargo bench --bench line`.
//!
//! A pseudo-terminal is read as fast as a line of so many baud would take it, ten bits a byte. `VELODROME` in the environment
//! names another program to measure, an older one for instance. No test depends on what it prints.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark prints what the clock of the machine says, and a slow line sleeps between its bytes"
)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const SIZE: (u16, u16) = (120, 40);
const SPEEDS: [&str; 3] = ["1", "8", "64"];
const BAUDS: [u32; 3] = [115_200, 38_400, 19_200];
/// Until the screen is up and its first frames have been taken, over the slowest line.
const SETTLED: Duration = Duration::from_secs(12);
/// How long bytes are counted.
const COUNTED: Duration = Duration::from_secs(10);
/// Keys that are pressed while the race plays, and the time after each.
const KEYS: u32 = 11;
const BETWEEN: Duration = Duration::from_millis(1000);
/// Status, as a terminal is asked for it, and as it answers.
const QUESTION: &[u8] = b"\x1b[5n";
const ANSWER: &[u8] = b"\x1b[0n";
const PAUSED: &str = "┃┃";

fn main() {
    println!("| bytes a second at {}×{} | {} |", SIZE.0, SIZE.1, SPEEDS.map(|s| format!("{s}×")).join(" | "));
    println!("|---|{}", "--:|".repeat(SPEEDS.len()));
    let bytes = SPEEDS.map(|speed| Line::of(speed, None, true).bytes_a_second().to_string());
    println!("| any line | {} |\n", bytes.join(" | "));
    println!(
        "| a key that pauses the race at 8×, median and worst of 11 | {} |",
        BAUDS.map(|b| format!("{b} baud")).join(" | ")
    );
    println!("|---|{}", "--:|".repeat(BAUDS.len()));
    for (name, answers) in [("a terminal that answers", true), ("one that does not", false)] {
        let delays = BAUDS.map(|baud| {
            let mut delays = Line::of("8", Some(baud), answers).delays();
            delays.sort();
            match (delays.get(delays.len() / 2), delays.last()) {
                (Some(median), Some(worst)) => format!("{} – {} ms", median.as_millis(), worst.as_millis()),
                _ => "never".to_owned(),
            }
        });
        println!("| {name} | {} |", delays.join(" | "));
    }
}

/// The program at the other end of a line.
struct Line {
    child: Box<dyn Child + Send + Sync>,
    keys: Sender<Vec<u8>>,
    /// Bytes that have come, and whether the race stands still by what they show.
    shown: Receiver<(usize, bool)>,
    _master: Box<dyn MasterPty + Send>,
}

impl Line {
    fn of(speed: &str, baud: Option<u32>, answers: bool) -> Self {
        let program = std::env::var("VELODROME").unwrap_or_else(|_| env!("CARGO_BIN_EXE_velodrome").to_owned());
        let mut command = CommandBuilder::new(program);
        command.args(["watch", "athens-2004-men", "--at", "20", "--speed", speed]);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        let size = PtySize { cols: SIZE.0, rows: SIZE.1, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let (mut from, mut to) =
            (pair.master.try_clone_reader().expect("a reader"), pair.master.take_writer().expect("a writer"));
        let (keys, typed) = channel::<Vec<u8>>();
        thread::spawn(move || typed.into_iter().all(|keys| to.write_all(&keys).is_ok()));
        let (said, shown) = channel();
        let answer = keys.clone();
        thread::spawn(move || {
            let cells = |n| NonZeroU16::new(n).expect("cells");
            let mut parser = vt100::Parser::new(cells(SIZE.1), cells(SIZE.0), 0);
            let (began, mut taken, mut asked, mut buffer) = (Instant::now(), 0_f64, Vec::new(), [0; 1 << 16]);
            loop {
                // Whoever has not read for a while may not read more at once for it.
                let most = baud.map_or(buffer.len(), |baud| {
                    let rate = f64::from(baud) / 10.0;
                    taken = taken.max(began.elapsed().as_secs_f64() * rate - rate / 100.0);
                    let free = began.elapsed().as_secs_f64() * rate - taken;
                    (free as usize).min(buffer.len())
                });
                if most == 0 {
                    thread::sleep(Duration::from_millis(1));
                    continue;
                }
                let Ok(read @ 1..) = from.read(&mut buffer[..most]) else { return };
                taken += read as f64;
                parser.process(&buffer[..read]);
                asked.extend_from_slice(&buffer[..read]);
                let questions = asked.windows(QUESTION.len()).filter(|bytes| *bytes == QUESTION).count();
                asked.drain(..asked.len().saturating_sub(QUESTION.len() - 1));
                let answered = !answers || questions == 0 || answer.send(ANSWER.repeat(questions)).is_ok();
                let is_paused = parser.screen().contents().contains(PAUSED);
                if !answered || said.send((read, is_paused)).is_err() {
                    return;
                }
            }
        });
        Self { child, keys, shown, _master: pair.master }
    }

    /// Looks at what comes until `end`, or until the race stands still or not as wanted; returns how many bytes came.
    fn look(&self, end: Instant, wanted: Option<bool>) -> Option<usize> {
        let mut bytes = 0;
        loop {
            match self.shown.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok((read, _)) if wanted.is_none() => bytes += read,
                Ok((read, is_paused)) if wanted == Some(is_paused) => return Some(bytes + read),
                Ok((read, _)) => bytes += read,
                Err(_) => return wanted.is_none().then_some(bytes),
            }
        }
    }

    fn bytes_a_second(&self) -> u64 {
        self.look(Instant::now() + SETTLED / 6, None);
        let bytes = self.look(Instant::now() + COUNTED, None).unwrap_or_default();
        bytes as u64 / COUNTED.as_secs()
    }

    /// How long each key takes that pauses the race. Another sets it going again.
    fn delays(&self) -> Vec<Duration> {
        self.look(Instant::now() + SETTLED, None);
        let press = |pauses| {
            let pressed = Instant::now();
            self.keys.send(b" ".to_vec()).ok()?;
            self.look(pressed + Duration::from_secs(60), Some(pauses))?;
            let delay = pressed.elapsed();
            self.look(Instant::now() + BETWEEN, None);
            Some(delay)
        };
        (0..KEYS).map_while(|_| press(true).filter(|_| press(false).is_some())).collect()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
