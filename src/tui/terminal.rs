//! Takes the terminal and gives it back as it was found: on return, on error, on a signal, on ctrl-z, on a panic.

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

/// The terminal is ours at the moment. Whoever clears it gives the terminal back, so it happens once.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Held while the terminal is given back: whoever comes second waits, and does not end the program half-way.
static GIVING: Mutex<()> = Mutex::new(());

/// Runs `body` on the terminal and gives it back, whatever happens.
///
/// # Errors
/// Where the terminal cannot be taken, and those of `body`.
pub fn with<T>(
    options: &Options,
    body: impl FnOnce(&mut Terminal<CrosstermBackend<Frames>>, &mut TerminalEvents) -> io::Result<T>,
) -> io::Result<T> {
    let signals = Signals::listen()?;
    let _panic = PanicHook::install(options.again.clone());
    let _guard = Guard::take(options.mouse)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(Frames::default()))?;
    let mut events = TerminalEvents { signals, watch: Stopwatch::start(), mouse: options.mouse, size: size()? };
    body(&mut terminal, &mut events)
}

/// Writes whole frames, and none once the terminal is given back, whichever thread did that.
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

/// Gives the terminal back when dropped.
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

/// Errors are of no use here: there is nobody left to tell.
fn give_back() {
    let _giving = GIVING.lock().unwrap_or_else(PoisonError::into_inner);
    if TAKEN.swap(false, Ordering::SeqCst) {
        // The modes first: whoever sees the screen change finds the terminal as it was.
        let _ = disable_raw_mode();
        let _ = execute!(stdout(), DisableMouseCapture, LeaveAlternateScreen, Show);
    }
}

/// While it lives, a panic first gives the terminal back and last prints how to see it again.
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
        // A hook cannot be changed by a thread that is panicking.
        if !std::thread::panicking() {
            let before = Arc::clone(&self.0);
            std::panic::set_hook(Box::new(move |info| before(info)));
        }
    }
}

/// Inputs from the real terminal.
pub struct TerminalEvents {
    signals: Signals,
    watch: Stopwatch,
    mouse: bool,
    size: (u16, u16),
}

impl InputSource for TerminalEvents {
    fn next(&mut self, wait: Duration) -> io::Result<(Duration, Option<Input>)> {
        if !TAKEN.load(Ordering::SeqCst) {
            // Another thread panicked and the terminal is given back already: leave it alone.
            return Err(io::Error::other("the program is ending"));
        }
        let mut input = self.signals.pending();
        if input.is_none() && poll(wait)? {
            input = translate(&read()?);
        }
        let size = size()?;
        if std::mem::replace(&mut self.size, size) != size {
            // The size counts, not the news of it, which may come late or not at all.
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

/// Signals that ask the program to end or to stop; until it has, they only leave a word here.
struct Signals {
    /// Number of the last one that asks to end.
    end: Arc<AtomicUsize>,
    suspend: Arc<AtomicBool>,
    /// The screen is gone: signals do again what they do by default.
    over: Arc<AtomicBool>,
    #[cfg(unix)]
    _watch: Watchdog,
}

/// Ends the program after a signal if nobody else does: a terminal that has gone leaves whoever reads its keys
/// reading nothing for ever, and then nobody looks at the flags.
#[cfg(unix)]
struct Watchdog {
    signals: signal_hook::iterator::Handle,
    /// Dropped when the program ends by itself.
    _here: mpsc::Sender<()>,
}

/// How long after a signal the program may take to end by itself.
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

    /// Stops the process as ctrl-z would have, and returns when it goes on.
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
