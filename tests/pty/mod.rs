//! The program in a pseudo-terminal: keys and signals go in, what the screen shows comes out.
//!
//! Nothing here waits for time to pass: every wait is for something that the screen shows, with a deadline.

use std::env;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a slow machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Asks a terminal for its status.
const QUESTION: &[u8] = b"\x1b[5n";

/// Asks a terminal for its own ground.
const GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// The arrow keys as terminals send them.
pub const LEFT: &str = "\x1b[D";
pub const RIGHT: &str = "\x1b[C";

/// A program in a terminal of its own.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    seen: Arc<Seen>,
    /// The modes of the terminal driver before the program started.
    found: Modes,
}

/// What the terminal does besides showing things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behaviour {
    /// Answers questions, as terminals do.
    Talkative,
    /// The same, and has a ground of this colour, in the words of terminals: "ffff/ffff/ffff".
    OnGround(&'static str),
    Mute,
    /// Does not even show anything.
    Stuck,
}

/// What the program has written, and a bell that rings when there is more.
struct Seen {
    state: Mutex<State>,
    more: Condvar,
}

struct State {
    parser: vt100::Parser,
    /// Everything written, for messages that scroll away.
    raw: Vec<u8>,
    closed: bool,
}

/// The state folder of somebody who has never used the program.
pub const NOBODY: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody");

/// Modes of the terminal driver that a program may leave changed: raw or not, echo, signals.
type Modes = String;

impl Terminal {
    /// Starts the velodrome binary with `args` on a screen of `columns` × `rows`.
    pub fn velodrome(args: &[&str], columns: u16, rows: u16) -> Self {
        Self::start(Self::command(args), columns, rows)
    }

    /// The same in a terminal that answers no question.
    pub fn mute(args: &[&str], columns: u16, rows: u16) -> Self {
        Self::open(Self::command(args), columns, rows, Behaviour::Mute)
    }

    /// The same in a terminal whose ground has this colour: "ffff/ffff/ffff".
    pub fn on_ground(colour: &'static str, args: &[&str], columns: u16, rows: u16) -> Self {
        Self::open(Self::command(args), columns, rows, Behaviour::OnGround(colour))
    }

    /// The same in a terminal that takes nothing: its buffers fill.
    pub fn stuck(args: &[&str], columns: u16, rows: u16) -> Self {
        Self::open(Self::command(args), columns, rows, Behaviour::Stuck)
    }

    /// The same for a learner whose state folder is `home`, in the folder for temporary files of tests.
    pub fn learner(home: &Path, args: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = Self::command(args);
        command.env("XDG_STATE_HOME", home);
        Self::start(command, columns, rows)
    }

    fn command(args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_velodrome"));
        command.args(args);
        // When a session leader ends, the kernel hangs up its terminal and resets the modes. That would hide a program that
        // does not restore them itself.
        command.set_controlling_tty(false);
        command
    }

    /// Starts any command, in an environment without the settings of the person who runs the tests.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        Self::open(command, columns, rows, Behaviour::Talkative)
    }

    fn open(mut command: CommandBuilder, columns: u16, rows: u16, behaviour: Behaviour) -> Self {
        for name in ["NO_COLOR", "COLORFGBG", "LINES", "COLUMNS", "ENV", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        // What the person who runs the tests has learnt is neither read nor changed.
        if command.get_env("XDG_STATE_HOME") == env::var_os("XDG_STATE_HOME").as_deref() {
            command.env("XDG_STATE_HOME", NOBODY);
        }
        command.env("LC_ALL", "C.UTF-8");
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let found = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).expect("the program starts");
        // Kept open, it would keep the terminal open after the program has ended.
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("a reader");
        let keys = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        let answers = Arc::clone(&keys);
        let state =
            State { parser: vt100::Parser::new(cells(rows), cells(columns), 0), raw: Vec::new(), closed: false };
        let seen = Arc::new(Seen { state: Mutex::new(state), more: Condvar::new() });
        let writer = Arc::clone(&seen);
        let read = move || {
            let (mut buffer, mut asked) = ([0; 1 << 16], Vec::new());
            loop {
                let read = output.read(&mut buffer).unwrap_or(0);
                let mut state = writer.state.lock().unwrap();
                state.parser.process(&buffer[..read]);
                state.raw.extend_from_slice(&buffer[..read]);
                state.closed = read == 0;
                writer.more.notify_all();
                drop(state);
                if read == 0 {
                    break;
                }
                // As every terminal answers when it is asked how it is. A question may be cut in two by the end of a read.
                asked.extend_from_slice(&buffer[..read]);
                if let Behaviour::OnGround(colour) = behaviour
                    && asked.windows(GROUND.len()).any(|bytes| bytes == GROUND)
                {
                    let _ = answers.lock().unwrap().write_all(format!("\x1b]11;rgb:{colour}\x1b\\").as_bytes());
                }
                let questions = asked.windows(QUESTION.len()).filter(|bytes| *bytes == QUESTION).count();
                asked.drain(..asked.len().saturating_sub(QUESTION.len() - 1));
                if matches!(behaviour, Behaviour::Talkative | Behaviour::OnGround(_)) && questions > 0 {
                    let _ = answers.lock().unwrap().write_all(&b"\x1b[0n".repeat(questions));
                }
            }
        };
        if behaviour != Behaviour::Stuck {
            thread::spawn(read);
        }
        Self { master: pair.master, child, keys, seen, found }
    }

    /// Types `keys`.
    pub fn press(&mut self, keys: &str) {
        self.type_bytes(keys.as_bytes());
    }

    /// Types bytes that need not be text.
    pub fn type_bytes(&mut self, keys: &[u8]) {
        let mut to = self.keys.lock().unwrap();
        to.write_all(keys).and_then(|()| to.flush()).expect("keys can be typed");
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.seen.state.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(size).expect("a resize");
    }

    /// Sends a signal by name: `TERM`, `HUP`.
    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("a process");
        let sent = Command::new("/bin/sh").args(["-c", &format!("kill -s {name} {pid}")]).status().expect("a shell");
        assert!(sent.success());
    }

    /// Waits until the program has stopped, as a shell does before it continues one: `CONT` to a program that has not
    /// stopped yet is lost.
    pub fn until_stopped(&self) {
        let pid = self.child.process_id().expect("a process");
        // Some machines lack `ps`, others `/proc`.
        let ask =
            format!("if [ -r /proc/{pid}/stat ]; then sed 's/.*) //' /proc/{pid}/stat; else ps -o state= -p {pid}; fi");
        let state = || Command::new("/bin/sh").args(["-c", &ask]).output().expect("a shell").stdout;
        // Asking takes a millisecond or more.
        assert!((0..10_000).any(|_| state().trim_ascii().starts_with(b"T")), "the program never stops");
    }

    /// Waits until the screen satisfies `wanted`; `what` names it if it never does.
    pub fn until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let state = self.wait(what, |state| state.closed || wanted(state.parser.screen()));
        let screen = state.parser.screen();
        assert!(wanted(screen), "the program ended before {what}; the screen shows:\n{}", screen.contents());
    }

    #[expect(clippy::disallowed_methods, reason = "a wait ends by the clock of the machine if nothing else ends it")]
    fn wait(&self, what: &str, enough: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.seen.state.lock().unwrap();
        while !enough(&state) {
            let left = deadline.saturating_duration_since(Instant::now());
            let screen = state.parser.screen().contents();
            assert!(!left.is_zero(), "waited in vain for {what}; the screen shows:\n{screen}");
            state = self.seen.more.wait_timeout(state, left).unwrap().0;
        }
        state
    }

    /// Waits until `text` is on the screen.
    pub fn until_shows(&self, text: &str) {
        self.until(&format!("`{text}`"), |screen| screen.contents().contains(text));
    }

    /// Starts the race, without waiting until the start list has been read.
    pub fn start_race(&mut self) {
        self.until_shows("space starts");
        self.press(" ");
    }

    /// Waits until the program has taken the alternate screen.
    pub fn until_taken(&self) {
        self.until("the alternate screen", vt100::Screen::alternate_screen);
    }

    /// Shows the screen as it is now to `eye`.
    pub fn look(&self, eye: impl FnOnce(&vt100::Screen)) {
        eye(self.seen.state.lock().unwrap().parser.screen());
    }

    /// Everything the program has written so far.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(&self.seen.state.lock().unwrap().raw).into_owned()
    }

    /// Whether the terminal is in raw mode: keys reach the program one by one, unechoed.
    pub fn is_raw(&self) -> bool {
        modes(self.master.as_ref()) != self.found
    }

    /// Waits until the terminal is in raw mode.
    pub fn until_raw(&self) {
        // Asking takes a microsecond.
        assert!((0..100_000_000).any(|_| self.is_raw()), "the terminal is never taken");
    }

    /// Waits for the end of a program whose output nobody reads, and returns its exit code.
    pub fn ends_unread(mut self) -> u32 {
        let ended = (0..100_000_000).find_map(|_| self.child.try_wait().expect("a status"));
        ended.expect("the program never ends").exit_code()
    }

    /// Waits for the end of the program.
    pub fn ends(mut self) -> Ended {
        let screen = self.wait("the end of the program", |state| state.closed).parser.screen().clone();
        let status = self.child.wait().expect("an exit status");
        Ended {
            code: status.exit_code(),
            killed: status.signal().map(str::to_owned),
            modes_kept: !self.is_raw(),
            screen,
            written: self.written(),
        }
    }
}

fn modes(master: &dyn MasterPty) -> Modes {
    let t = master.get_termios().expect("a unix terminal");
    format!("{:?} {:?} {:?} {:?}", t.input_flags, t.output_flags, t.control_flags, t.local_flags)
}

/// At least one: the program may be told of none, but what it writes has to go somewhere.
fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A failed test leaves no program behind. Killing one that has ended fails, which does not matter.
        let _ = self.child.kill();
    }
}

/// A program that has ended.
pub struct Ended {
    pub code: u32,
    /// The signal that killed it.
    pub killed: Option<String>,
    /// The modes of the terminal driver are as before.
    pub modes_kept: bool,
    pub screen: vt100::Screen,
    pub written: String,
}

impl Ended {
    /// Asserts that the terminal is as a shell expects it: no alternate screen, a visible cursor, no mouse reports, no
    /// bracketed paste.
    pub fn assert_left_as_found(&self) {
        assert!(self.modes_kept, "the terminal driver is in another mode");
        assert!(!self.screen.alternate_screen(), "the alternate screen is still there");
        assert!(!self.screen.hide_cursor(), "the cursor is hidden");
        assert_eq!(self.screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert!(!self.screen.bracketed_paste());
        assert!(!self.written.contains("panicked"), "{}", self.written);
    }
}
