//! Where output goes and how the program ends. All output of the command line is written here.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use crate::player::ReplayError;
use crate::report::words::{PAGE, fold};
use crate::scenario::Problems;
use crate::text::{Quoting, ascii, clean, quoted};
use crate::tui;

/// Done.
pub const DONE: u8 = 0;
/// Failed while running.
pub const FAILED: u8 = 1;
/// Wrong arguments or file.
pub const WRONG: u8 = 2;
/// Interrupted.
pub const INTERRUPTED: u8 = 130;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// Wrong arguments: what is wrong, and what to write instead.
    Wrong { what: String, remedy: String },
    /// Files that cannot be used.
    Files(Vec<Problems>),
    /// The race of this scenario cannot be ridden.
    Race(String, ReplayError),
    /// Something outside the program failed.
    Io(&'static str, io::Error),
    /// The reader of standard output has gone away. Not a failure.
    ReaderGone,
    /// A signal of this number ended the screen.
    Signal(i32),
}

impl Failure {
    /// Wrong arguments.
    pub fn wrong(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Wrong { what: what.into(), remedy: remedy.into() }
    }
}

/// Writes `text` to standard output.
pub fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// Writes `bytes` to standard output.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| match e.kind() {
        io::ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::Io("writing to standard output", e),
    })
}

/// The most bytes of a message that nobody asked for; of a longer one, the beginning is shown.
const LONGEST: usize = 2000;

/// Writes `text`, which may repeat what strangers wrote, to standard error: safe for any terminal, and not too long.
pub fn complain(text: &str) {
    let lines: Vec<String> = text.lines().map(clean).collect();
    write(&(bounded(&lines.join("\n"), LONGEST) + "\n"));
}

/// Writes `text` to standard error. If that fails, there is nowhere left to report it.
fn write(text: &str) {
    let _ = io::stderr().lock().write_all(shown(text).as_bytes());
}

/// `text`, or as much of it as is at most so many bytes long, with an ellipsis.
fn bounded(text: &str, bytes: usize) -> String {
    const CUT: char = '…';
    if text.len() <= bytes {
        return text.to_owned();
    }
    let mut end = bytes - CUT.len_utf8();
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end().to_owned() + "…"
}

/// Writes all problems of a file to standard error, as was asked for: drawn on a terminal, one line each in a pipe.
pub fn complain_of(problems: &Problems) {
    let drawn = io::stderr().is_terminal();
    write(&if drawn { problems.graphical(100, wants_colour()) } else { problems.plain() });
}

/// Writes the first problems of a file to standard error, as many as make a message that is not too long.
fn complain_briefly(problems: &Problems) {
    let few = problems.first(|few| few.plain().len() + REST <= LONGEST);
    complain_of(&few);
    if few.more > problems.more {
        let file = quoted(&problems.name, Quoting::Shell);
        complain(&format!("velodrome: all of them: velodrome check {file}"));
    }
}

/// Bytes for what follows the problems that are shown.
const REST: usize = 200;

/// Whether colour is wanted (no-color.org: any value that is not empty says no).
pub fn wants_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// Whether the program can draw a screen and read keys, so that a person uses it.
pub fn is_interactive() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// Whether plain characters were asked for.
static PLAIN: AtomicBool = AtomicBool::new(false);

/// From here on everything is written in plain characters.
pub fn ask_plain() {
    PLAIN.store(true, Ordering::Relaxed);
}

/// Whether to write plain characters only, because they were asked for or the terminal shows no others.
pub fn wants_ascii() -> bool {
    PLAIN.load(Ordering::Relaxed) || tui::wants_ascii()
}

/// `text` as the terminal can show it.
fn shown(text: &str) -> Cow<'_, str> {
    if wants_ascii() { ascii::text(text).into() } else { text.into() }
}

/// Writes `text`, which is for people, to standard output: in plain characters if need be, on lines that fit.
pub fn say(text: &str) -> Result<(), Failure> {
    print(&fold(&shown(text)))
}

/// `text` as the terminal can show it.
pub fn shown_text(text: &str) -> String {
    shown(text).into_owned()
}

/// Writes lines that already fit to standard output: in plain characters if need be.
pub fn say_lines(text: &str) -> Result<(), Failure> {
    print(&shown(text))
}

/// Columns of the terminal on standard output; in a pipe, those of a page.
pub fn columns() -> usize {
    let terminal = tui::size().filter(|_| io::stdout().is_terminal());
    terminal.map_or(PAGE, |(columns, _)| usize::from(columns))
}

/// Waits for so many seconds.
pub fn wait(seconds: f64) {
    // Nobody ever sends anything.
    let (_silent, clock) = mpsc::channel::<()>();
    let _ = clock.recv_timeout(Duration::from_secs_f64(seconds.clamp(0.0, 3600.0)));
}

/// Writes a drawing of characters to standard output: in plain ones if need be.
pub fn draw(text: &str) -> Result<(), Failure> {
    print(&shown(text))
}

/// From here on an interrupt ends the program with its exit code. (The screen does this itself, after tidying up.)
pub fn end_on_interrupt() {
    #[cfg(unix)]
    {
        let now = Arc::new(AtomicBool::new(true));
        // If the handler cannot be set, the signal ends the program by default.
        let _ = signal_hook::flag::register_conditional_shutdown(signal_hook::consts::SIGINT, INTERRUPTED.into(), now);
    }
    #[cfg(windows)]
    at_interrupts(|| std::process::exit(INTERRUPTED.into()));
}

/// Does `act` at every ctrl-c and ctrl-break, on a thread of its own. A program has one such handler, and sets it once.
#[cfg(windows)]
fn at_interrupts(act: impl FnMut() + Send + 'static) {
    // If the handler cannot be set, the system ends the program.
    let _ = ctrlc::set_handler(act);
}

/// From here on an interrupt (or the end of the terminal or of the job) only stores the number of the signal in what is
/// returned, which is 0 until then, so that finished work can be kept. A second one ends the program at once.
pub fn hear_interrupts() -> Arc<AtomicUsize> {
    let heard = Arc::new(AtomicUsize::new(0));
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let once = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // The order matters: the first signal must find `once` unset. If handlers cannot be set, signals end the program
            // by default.
            let _ = signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&once));
            let _ = signal_hook::flag::register(signal, Arc::clone(&once));
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(&heard), signal as usize);
        }
    }
    #[cfg(windows)]
    {
        use std::sync::atomic::Ordering;
        const SIGINT: usize = 2;
        let heard = Arc::clone(&heard);
        at_interrupts(move || {
            if heard.swap(SIGINT, Ordering::SeqCst) != 0 {
                std::process::exit(INTERRUPTED.into());
            }
        });
    }
    heard
}

/// Reports what went wrong, if anything, and returns the exit code.
pub fn exit_code(outcome: Result<(), Failure>) -> ExitCode {
    let Err(failure) = outcome else { return ExitCode::from(DONE) };
    ExitCode::from(match failure {
        Failure::ReaderGone => DONE,
        // The code that a shell gives a program ended by a signal; 130 for an interrupt.
        Failure::Signal(number) => 128 + number as u8,
        Failure::Wrong { what, remedy } => {
            // What is wrong may be long, and the remedy must be seen.
            let what = bounded(&what, LONGEST / 2);
            complain(&format!("velodrome: {what}\n  {remedy}"));
            WRONG
        }
        Failure::Files(files) => {
            files.iter().for_each(complain_briefly);
            WRONG
        }
        Failure::Race(scenario, error) => {
            complain(&format!("velodrome: {scenario}: {error}\n"));
            WRONG
        }
        Failure::Io(doing, error) => {
            complain(&format!("velodrome: {doing}: {error}\n"));
            FAILED
        }
    })
}
