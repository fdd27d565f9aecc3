//! Takes the terminal and restores it on return, on error, on a signal, on ctrl-z and on a panic.

use std::io::{self, Write, stdout};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
#[cfg(unix)]
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableMouseCapture, EnableMouseCapture, Event, MouseButton, MouseEventKind, poll, read};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::clock::Stopwatch;
use super::options::Options;
use super::run::{Input, InputSource};
use crate::scenario::SavedRun;

/// Whether we hold the terminal. Whoever clears this restores it, so that happens once.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Held while the terminal is restored: a second thread waits, and does not end the program half-way.
static GIVING: Mutex<()> = Mutex::new(());

/// Runs `body` on the terminal and restores it in every case.
///
/// # Errors
/// If the terminal cannot be taken, and those of `body`.
pub fn with<T>(
    options: &Options,
    body: impl FnOnce(&mut Terminal<CrosstermBackend<Frames>>, &mut TerminalInput) -> io::Result<T>,
) -> io::Result<T> {
    let signals = Signals::listen()?;
    let _panic = PanicHook::install(options.again.clone());
    let _guard = Guard::take(options.mouse)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(Frames::default()))?;
    let mut inputs = TerminalInput { signals, watch: Stopwatch::start(), mouse: options.mouse, size: size()? };
    body(&mut terminal, &mut inputs)
}

/// Buffers whole frames, and writes none once the terminal is restored, whichever thread did that.
#[derive(Debug, Default)]
pub struct Frames(Vec<u8>);

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut out = stdout().lock();
        if TAKEN.load(Ordering::SeqCst) {
            out.write_all(&self.0)?;
            out.flush()?;
        }
        self.0.clear();
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
    execute!(stdout(), EnterAlternateScreen, Hide)?;
    if mouse {
        execute!(stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Errors are ignored: there is nobody left to tell.
fn give_back() {
    let _giving = GIVING.lock().unwrap_or_else(PoisonError::into_inner);
    if TAKEN.swap(false, Ordering::SeqCst) {
        // The modes first: whoever sees the screen change can rely on the modes being restored.
        let _ = disable_raw_mode();
        let _ = execute!(stdout(), DisableMouseCapture, LeaveAlternateScreen, Show);
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
    signals: Signals,
    watch: Stopwatch,
    mouse: bool,
    size: (u16, u16),
}

impl InputSource for TerminalInput {
    fn next(&mut self, wait: Duration) -> io::Result<(Duration, Option<Input>)> {
        if !TAKEN.load(Ordering::SeqCst) {
            // Another thread panicked and the terminal is already restored: leave it alone.
            return Err(io::Error::other("the program is ending"));
        }
        let mut input = self.signals.pending();
        if input.is_none() && poll(wait)? {
            input = translate(&read()?);
        }
        let size = size()?;
        if std::mem::replace(&mut self.size, size) != size {
            // Ask for the size each time: the resize event may come late or not at all.
            input = input.or(Some(Input::Resize(size.0, size.1)));
        }
        Ok((self.watch.lap(), input.or_else(|| self.signals.pending())))
    }

    fn suspend(&mut self) -> io::Result<()> {
        give_back();
        Signals::stop()?;
        take(self.mouse)?;
        self.watch.lap();
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

fn translate(event: &Event) -> Option<Input> {
    match event {
        Event::Key(key) => Some(Input::Key(*key)),
        Event::Resize(width, height) => Some(Input::Resize(*width, *height)),
        Event::Mouse(mouse) if mouse.kind == MouseEventKind::Down(MouseButton::Left) => {
            Some(Input::Click(mouse.column, mouse.row))
        }
        _ => None,
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

/// Ends the program after a signal if nothing else does. When the terminal has gone, the read for keys may block for
/// ever, and then nobody checks the flags.
#[cfg(unix)]
struct Watchdog {
    signals: signal_hook::iterator::Handle,
    /// Dropped when the program ends normally.
    _here: mpsc::Sender<()>,
}

/// How long the program may take to end by itself after a signal. A guess.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_millis(400);

#[cfg(unix)]
impl Watchdog {
    fn start(ending: &[i32]) -> io::Result<Self> {
        let mut signals = signal_hook::iterator::Signals::new(ending)?;
        let handle = signals.handle();
        let (here, gone) = mpsc::channel();
        std::thread::spawn(move || {
            for signal in signals.forever() {
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

impl Signals {
    #[cfg(unix)]
    fn listen() -> io::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
        use signal_hook::flag;
        let ending = [SIGINT, SIGTERM, SIGHUP];
        let watch = Watchdog::start(&ending)?;
        let this = Self { end: Arc::default(), suspend: Arc::default(), over: Arc::default(), _watch: watch };
        for signal in ending {
            flag::register_conditional_default(signal, Arc::clone(&this.over))?;
            flag::register_usize(signal, Arc::clone(&this.end), signal as usize)?;
        }
        flag::register_conditional_default(SIGTSTP, Arc::clone(&this.over))?;
        flag::register(SIGTSTP, Arc::clone(&this.suspend))?;
        Ok(this)
    }

    /// Stops the process as ctrl-z would, and returns when it continues.
    #[cfg(unix)]
    fn stop() -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
    }

    #[cfg(not(unix))]
    fn listen() -> io::Result<Self> {
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
