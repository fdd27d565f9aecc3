//! Takes the terminal and restores it on return, on error, on a signal, on ctrl-z and on a panic.

#[cfg(unix)]
use std::collections::VecDeque;
use std::io::{self, Write, stdout};
#[cfg(unix)]
use std::sync::MutexGuard;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
#[cfg(not(unix))]
use crossterm::event::{Event, MouseButton, MouseEventKind, poll, read};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size};
use ratatui::Terminal;

use super::clock::Stopwatch;
#[cfg(unix)]
use super::decoder::Decoder;
use super::options::Options;
use super::pace::{Pace, QUESTION};
use super::paint::Painter;
#[cfg(unix)]
use super::reader::{Reader, Report};
use super::run::{Input, InputSource};
#[cfg(unix)]
use super::theme::GROUND;
use super::theme::Ground;
use crate::scenario::SavedRun;

/// Whether we hold the terminal. Whoever clears this restores it, so that happens once.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether we hold its screen too.
static SCREEN: AtomicBool = AtomicBool::new(false);
/// Held while the terminal is restored: a second thread waits, and does not end the program half-way.
static GIVING: Mutex<()> = Mutex::new(());

/// Runs `body` on the terminal and restores it in every case.
///
/// # Errors
/// If the terminal cannot be taken, and those of `body`.
pub fn with<T>(
    options: &Options,
    body: impl FnOnce(&mut Terminal<Painter<Frames>>, &mut TerminalInput) -> io::Result<T>,
) -> io::Result<T> {
    let size = size()?;
    if size.0 == 0 || size.1 == 0 {
        let what = format!(
            "it says that it is {} columns wide and {} rows high; tell it its size (stty cols 80 rows 24), or ask for plain \
             lines (velodrome list, velodrome watch --plain)",
            size.0, size.1
        );
        return Err(io::Error::other(what));
    }
    let pace = Arc::new(Mutex::new(Pace::new()));
    let mut keys = Keys::listen(&pace)?;
    let signals = Signals::listen(&keys)?;
    let _panic = PanicHook::install(options.again.clone());
    let _guard = Guard::take(options.mouse)?;
    keys.start()?;
    let watch = keys.clock();
    let frames = Frames { bytes: Vec::new(), pace: Arc::clone(&pace), watch };
    // Dropped after the terminal, which shows the cursor again, and before the guard: whoever has the terminal next finds what
    // is typed then.
    let (lap, mouse, lines) = (Stopwatch::start(), options.mouse, false);
    let ground = if options.theme.is_open() { keys.ask_ground()? } else { None };
    let mut inputs = TerminalInput { keys, signals, pace, watch, lap, mouse, lines, size, ground };
    let mut terminal = Terminal::new(Painter::new(frames))?;
    body(&mut terminal, &mut inputs)
}

/// Whether the terminal on standard output edits its lines as UTF-8; `None` if there is no terminal, or it cannot say.
#[must_use]
pub fn is_utf8() -> Option<bool> {
    #[cfg(target_os = "linux")]
    {
        use rustix::termios::{InputModes, tcgetattr};
        tcgetattr(stdout()).ok().map(|modes| modes.input_modes.contains(InputModes::IUTF8))
    }
    #[cfg(not(target_os = "linux"))]
    None
}

/// Runs `body` with the keys of the terminal, whose screen is left as it is.
///
/// # Errors
/// If the keys cannot be had, and those of `body`.
pub fn keys<T>(options: &Options, body: impl FnOnce(&mut TerminalInput) -> io::Result<T>) -> io::Result<T> {
    let pace = Arc::new(Mutex::new(Pace::new()));
    let mut keys = Keys::listen(&pace)?;
    let signals = Signals::listen(&keys)?;
    let _panic = PanicHook::install(options.again.clone());
    let _guard = Guard;
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    keys.start()?;
    let (watch, lap, size) = (keys.clock(), Stopwatch::start(), size()?);
    body(&mut TerminalInput { keys, signals, pace, watch, lap, mouse: false, lines: true, size, ground: None })
}

/// Writes lines to a terminal of which only the keys are taken.
///
/// # Errors
/// If the terminal is gone.
pub fn write_lines(text: &str) -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.replace('\n', "\r\n").as_bytes())?;
    out.flush()
}

/// Buffers whole frames, asks the terminal after each whether it has shown it, and writes none once the terminal is restored,
/// whichever thread did that.
#[derive(Debug)]
pub struct Frames {
    bytes: Vec<u8>,
    pace: Arc<Mutex<Pace>>,
    watch: Stopwatch,
}

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut out = stdout().lock();
        if TAKEN.load(Ordering::SeqCst) && !self.bytes.is_empty() {
            let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
            if pace.asks() {
                self.bytes.extend_from_slice(QUESTION);
            }
            let begun = self.watch.elapsed();
            out.write_all(&self.bytes)?;
            out.flush()?;
            let done = self.watch.elapsed();
            pace.sent(self.bytes.len(), done - begun, done);
        }
        self.bytes.clear();
        Ok(())
    }
}

/// Restores the terminal when dropped.
struct Guard;

impl Guard {
    fn take(mouse: bool) -> io::Result<Self> {
        let guard = Self;
        take(mouse)?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

fn take(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    SCREEN.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, Hide)?;
    if mouse {
        execute!(stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// How long the first frame waits for the terminal to tell its ground. A guess at what nobody notices.
#[cfg(unix)]
const BEFORE_THE_FIRST: Duration = Duration::from_millis(120);

/// How long the program may take to end by itself after a signal, and the terminal to take what gives it back. A guess.
const PATIENCE: Duration = Duration::from_millis(400);

/// Errors are ignored: there is nobody left to tell.
fn give_back() {
    let _giving = GIVING.lock().unwrap_or_else(PoisonError::into_inner);
    if TAKEN.swap(false, Ordering::SeqCst) {
        // The modes first: whoever sees the screen change can rely on the modes being restored.
        let _ = disable_raw_mode();
        if SCREEN.swap(false, Ordering::SeqCst) {
            let (done, told) = mpsc::channel();
            std::thread::spawn(move || {
                let _ = execute!(stdout(), DisableMouseCapture, Print("\x1b[m"), LeaveAlternateScreen, Show);
                let _ = done.send(());
            });
            // Writing to a terminal that takes nothing would take for ever.
            let _ = told.recv_timeout(PATIENCE);
        }
    }
}

/// While it lives, a panic first restores the terminal and finally prints the command that reproduces the run.
struct PanicHook(Arc<dyn Fn(&std::panic::PanicHookInfo<'_>) + Send + Sync>);

impl PanicHook {
    fn install(again: String) -> Self {
        let before: Arc<dyn Fn(&std::panic::PanicHookInfo<'_>) + Send + Sync> = Arc::from(std::panic::take_hook());
        let next = Arc::clone(&before);
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            next(info);
            let _ = writeln!(io::stderr(), "this shows it again: {again}");
        }));
        Self(before)
    }
}

impl Drop for PanicHook {
    fn drop(&mut self) {
        // A thread that is panicking must not change the hook.
        if !std::thread::panicking() {
            let before = Arc::clone(&self.0);
            std::panic::set_hook(Box::new(move |info| before(info)));
        }
    }
}

/// Inputs from the real terminal.
pub struct TerminalInput {
    keys: Keys,
    signals: Signals,
    pace: Arc<Mutex<Pace>>,
    /// The clock of keys and frames.
    watch: Stopwatch,
    /// Measures the time between inputs.
    lap: Stopwatch,
    mouse: bool,
    /// Only the keys are taken, not the screen.
    lines: bool,
    size: (u16, u16),
    ground: Option<Ground>,
}

impl InputSource for TerminalInput {
    fn ground(&mut self) -> Option<Ground> {
        self.ground.take()
    }

    fn next(&mut self, wait: Duration) -> io::Result<(Duration, Option<Input>)> {
        if !TAKEN.load(Ordering::SeqCst) {
            // Another thread panicked and the terminal is already restored: leave it alone.
            return Err(io::Error::other("the program is ending"));
        }
        let mut input = self.signals.pending();
        if input.is_none() {
            // When the terminal goes, a signal says so too, and says more.
            input = self.keys.next(wait).or_else(|gone| self.signals.pending().map(Some).ok_or(gone))?;
        }
        let size = size()?;
        if std::mem::replace(&mut self.size, size) != size {
            // Ask for the size each time: the resize event may come late or not at all.
            input = input.or(Some(Input::Resize(size.0, size.1)));
        }
        Ok((self.lap.lap(), input.or_else(|| self.signals.pending())))
    }

    fn until_ready(&mut self, urgent: bool) -> Duration {
        let now = self.watch.elapsed();
        self.pace.lock().unwrap_or_else(PoisonError::into_inner).wait(urgent, now)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.keys.stop();
        give_back();
        Signals::stop()?;
        if self.lines {
            TAKEN.store(true, Ordering::SeqCst);
            enable_raw_mode()?;
        } else {
            take(self.mouse)?;
        }
        self.keys.start()?;
        self.lap.lap();
        Ok(())
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
    }

    fn save(&mut self, run: &SavedRun) -> Result<String, String> {
        run.save().map(|path| path.display().to_string()).map_err(|e| e.to_string())
    }
}

/// Keys and clicks.
#[cfg(unix)]
struct Keys {
    reader: Reader,
    decoder: Decoder,
    /// Decoded and not yet asked for.
    inputs: VecDeque<Input>,
    pace: Arc<Mutex<Pace>>,
}

#[cfg(unix)]
impl Keys {
    fn listen(pace: &Arc<Mutex<Pace>>) -> io::Result<Self> {
        let (reader, decoder) = (Reader::of_stdin()?, Decoder::default());
        Ok(Self { reader, decoder, inputs: VecDeque::new(), pace: Arc::clone(pace) })
    }

    fn start(&mut self) -> io::Result<()> {
        self.reader.start()
    }

    fn clock(&self) -> Stopwatch {
        self.reader.clock()
    }

    /// Leaves what is typed to others, once the terminal has answered: to them, an answer would be keys.
    fn stop(&mut self) {
        let end = self.reader.now() + self.pace().patience();
        while self.pace().is_waiting() {
            let left = end.saturating_sub(self.reader.now());
            match self.reader.next(left) {
                Ok(Some(Report::Bytes(bytes, at))) => _ = self.hear(&bytes, at),
                Ok(None) if left.is_zero() => break,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        self.pace().forget();
        self.reader.stop();
    }

    /// Asks the terminal for its ground, and waits a little for the answer: what is drawn first should have the right colours.
    /// A later answer is an input. Any terminal answers to the question for its status, so one that has done only that has no
    /// more to say.
    fn ask_ground(&mut self) -> io::Result<Option<Ground>> {
        let mut out = stdout().lock();
        out.write_all(&[GROUND, QUESTION].concat())?;
        out.flush()?;
        drop(out);
        let end = self.reader.now() + BEFORE_THE_FIRST;
        loop {
            let left = end.saturating_sub(self.reader.now());
            let answered = match self.reader.next(left) {
                Ok(Some(Report::Bytes(bytes, at))) => self.hear(&bytes, at),
                Ok(Some(_)) => true,
                Ok(None) => left.is_zero(),
                Err(_) => true,
            };
            let is_ground = |input: &Input| matches!(input, Input::Ground(_));
            if let Some(Input::Ground(ground)) =
                self.inputs.iter().position(is_ground).and_then(|i| self.inputs.remove(i))
            {
                return Ok(Some(ground));
            }
            if answered {
                return Ok(None);
            }
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decodes bytes; returns whether there was an answer among them.
    fn hear(&mut self, bytes: &[u8], at: Duration) -> bool {
        self.decoder.feed(bytes, at, &mut self.inputs);
        let answers = self.decoder.take_answers();
        (0..answers).for_each(|_| self.pace().answered(at));
        answers > 0
    }

    /// The next one; `None` after `wait`, or earlier if there is something else to look at.
    fn next(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        let end = self.reader.now() + wait;
        loop {
            if let Some(input) = self.inputs.pop_front() {
                return Ok(Some(input));
            }
            let until = self.decoder.due().map_or(end, |due| due.min(end));
            let left = until.saturating_sub(self.reader.now());
            match self.reader.next(left)? {
                Some(Report::Bytes(bytes, at)) => {
                    if self.hear(&bytes, at) && self.inputs.is_empty() {
                        return Ok(None);
                    }
                }
                Some(_) => return Ok(None),
                None => {
                    let now = self.reader.now();
                    self.decoder.settle(now, &mut self.inputs);
                    if self.inputs.is_empty() && now >= end {
                        return Ok(None);
                    }
                }
            }
        }
    }
}

#[cfg(unix)]
impl Drop for Keys {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Keys and clicks.
#[cfg(not(unix))]
struct Keys;

#[cfg(not(unix))]
impl Keys {
    #[expect(clippy::unnecessary_wraps, reason = "the other one can fail")]
    fn listen(_: &Arc<Mutex<Pace>>) -> io::Result<Self> {
        Ok(Self)
    }

    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "the other one can fail")]
    fn start(&mut self) -> io::Result<()> {
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "the other one asks")]
    fn ask_ground(&mut self) -> io::Result<Option<Ground>> {
        Ok(None)
    }

    #[expect(clippy::unused_self, reason = "the other one has a clock")]
    fn clock(&self) -> Stopwatch {
        Stopwatch::start()
    }

    #[expect(clippy::unused_self, reason = "the other one has something to stop")]
    fn stop(&mut self) {}

    fn next(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        if !poll(wait)? {
            return Ok(None);
        }
        Ok(match read()? {
            Event::Key(key) => Some(Input::Key(key)),
            Event::Resize(width, height) => Some(Input::Resize(width, height)),
            Event::Mouse(mouse) if mouse.kind == MouseEventKind::Down(MouseButton::Left) => {
                Some(Input::Click(mouse.column, mouse.row))
            }
            Event::Mouse(mouse) if mouse.kind == MouseEventKind::ScrollDown => {
                Some(Input::Wheel(mouse.column, mouse.row, 1))
            }
            Event::Mouse(mouse) if mouse.kind == MouseEventKind::ScrollUp => {
                Some(Input::Wheel(mouse.column, mouse.row, -1))
            }
            _ => None,
        })
    }
}

/// Signals that ask the program to end or to suspend. They only set a flag here until it does.
struct Signals {
    /// Number of the last signal that asked to end; 0 for none.
    end: Arc<AtomicUsize>,
    suspend: Arc<AtomicBool>,
    /// Set when the screen is gone: signals then do what they do by default.
    over: Arc<AtomicBool>,
    #[cfg(unix)]
    _watch: Watchdog,
}

/// Wakes the loop at a signal, and ends the program after one that ends it if nothing else does: writing to a terminal that
/// takes nothing may block for ever, and then nobody checks the flags.
#[cfg(unix)]
struct Watchdog {
    signals: signal_hook::iterator::Handle,
    /// Dropped when the program ends normally.
    _here: mpsc::Sender<()>,
}

/// Signals that end a program unless it hears them.
#[cfg(unix)]
const ENDING: &[i32] = {
    use signal_hook::consts::*;
    &[SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU]
};

#[cfg(unix)]
impl Watchdog {
    fn start(ending: &'static [i32], others: &[i32], loop_of: mpsc::Sender<Report>) -> io::Result<Self> {
        let mut signals = signal_hook::iterator::Signals::new(ending.iter().chain(others))?;
        let handle = signals.handle();
        let (here, gone) = mpsc::channel();
        std::thread::spawn(move || {
            for signal in signals.forever() {
                // If the loop is gone, there is nobody to wake.
                let _ = loop_of.send(Report::Wake);
                if !ending.contains(&signal) {
                    continue;
                }
                if gone.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                    give_back();
                    std::process::exit(128 + signal);
                }
            }
        });
        Ok(Self { signals: handle, _here: here })
    }
}

#[cfg(unix)]
impl Drop for Watchdog {
    fn drop(&mut self) {
        self.signals.close();
    }
}

/// The flags that signals set. A handler cannot be taken out again without leaving its signal unheard, so all screens of a
/// process, one after the other, have the same flags.
#[cfg(unix)]
#[derive(Clone, Default)]
struct Flags {
    end: Arc<AtomicUsize>,
    suspend: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

#[cfg(unix)]
impl Flags {
    fn shared() -> io::Result<Self> {
        use signal_hook::consts::SIGTSTP;
        use signal_hook::flag;
        static SHARED: Mutex<Option<Flags>> = Mutex::new(None);
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flags) = &*shared {
            return Ok(flags.clone());
        }
        let flags = Self::default();
        for signal in ENDING {
            flag::register_conditional_default(*signal, Arc::clone(&flags.over))?;
            flag::register_usize(*signal, Arc::clone(&flags.end), *signal as usize)?;
        }
        flag::register_conditional_default(SIGTSTP, Arc::clone(&flags.over))?;
        flag::register(SIGTSTP, Arc::clone(&flags.suspend))?;
        *shared = Some(flags.clone());
        Ok(flags)
    }
}

impl Signals {
    #[cfg(unix)]
    fn listen(keys: &Keys) -> io::Result<Self> {
        use signal_hook::consts::{SIGTSTP, SIGWINCH};
        let Flags { end, suspend, over } = Flags::shared()?;
        end.store(0, Ordering::SeqCst);
        suspend.store(false, Ordering::SeqCst);
        over.store(false, Ordering::SeqCst);
        // After the flags: whoever is woken finds them set.
        let watch = Watchdog::start(ENDING, &[SIGTSTP, SIGWINCH], keys.reader.sender())?;
        Ok(Self { end, suspend, over, _watch: watch })
    }

    /// Stops the process as ctrl-z would, and returns when it continues.
    #[cfg(unix)]
    fn stop() -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }

    #[cfg(not(unix))]
    fn listen(_: &Keys) -> io::Result<Self> {
        Ok(Self { end: Arc::default(), suspend: Arc::default(), over: Arc::default() })
    }

    #[cfg(not(unix))]
    fn stop() -> io::Result<()> {
        Ok(())
    }

    fn pending(&self) -> Option<Input> {
        match self.end.swap(0, Ordering::SeqCst) {
            0 => self.suspend.swap(false, Ordering::SeqCst).then_some(Input::Suspend),
            signal => Some(Input::Signal(signal as i32)),
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
    }
}
