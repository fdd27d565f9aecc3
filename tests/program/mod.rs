//! The program seen from outside, and temporary folders to run it in.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, fs, process, thread};

/// The program with `args`, run in the source folder with a UTF-8 locale, no settings of the user's terminal and no input.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_velodrome"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for name in ["TERM", "NO_COLOR", "LC_ALL", "LC_CTYPE"] {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8");
    // What the person who runs the tests has learnt is neither read nor changed.
    command.env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"));
    command
}

pub fn run(args: &[&str]) -> Output {
    command(args).output().expect("the binary runs")
}

/// What a run prints that must succeed and complain of nothing.
pub fn stdout(args: &[&str]) -> String {
    let output = run(args);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*said), (Some(0), ""), "{args:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What such a run prints, with the sentences that were wrapped in one line each: continued lines begin with a blank.
pub fn sentences(args: &[&str]) -> String {
    let mut text = String::new();
    for line in stdout(args).lines() {
        let joint = if line.starts_with(' ') { " " } else { "\n" };
        text += &format!("{joint}{}", line.trim_start());
    }
    text.trim_start().to_owned()
}

/// What such a run prints, in one line.
pub fn in_one_line(args: &[&str]) -> String {
    stdout(args).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The complaint of a run that must be refused as wrong, without printing a result.
pub fn refused(args: &[&str]) -> String {
    complaint(args, run(args))
}

fn complaint(args: &[&str], output: Output) -> String {
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}: {said}");
    said
}

/// Starts a run and waits until it has written `bytes` of `file`.
pub fn begun(args: &[&str], file: &Path, bytes: u64) -> Child {
    let mut child = command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    while fs::metadata(file).map_or(0, |m| m.len()) < bytes {
        let ended = child.try_wait().expect("a status");
        assert_eq!(ended, None, "{args:?} ended before it had written {bytes} bytes");
        #[expect(clippy::disallowed_methods, reason = "a file of another process gives no signal when it grows")]
        thread::sleep(Duration::from_millis(2));
    }
    child
}

/// Sends `child` the signal of that name.
#[cfg(unix)]
pub fn send(signal: &str, child: &Child) {
    let sent = Command::new("/bin/sh").args(["-c", &format!("kill -s {signal} {}", child.id())]).status().unwrap();
    assert!(sent.success());
}

/// Ends `child` with `signal`, and says how it ended.
#[cfg(unix)]
pub fn ended(child: Child, signal: &str) -> Output {
    send(signal, &child);
    child.wait_with_output().unwrap()
}

/// A temporary folder that is removed with the value.
pub struct Folder(PathBuf);

impl Folder {
    /// Another folder at every call; `name` only tells a reader whose it is.
    pub fn new(name: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("velodrome-{name}-{}-{number}", process::id()));
        // A run that was killed may have left one of that name.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The path of a file as an argument.
    pub fn path(&self, name: &str) -> String {
        self.file(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    /// What the program prints and what it says on standard error, run in this folder; it must succeed.
    pub fn done(&self, args: &[&str]) -> (String, String) {
        let output = command(args).current_dir(&self.0).output().expect("the binary runs");
        let [out, said] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
        (out, said)
    }

    /// As [`refused`], in this folder.
    pub fn refused(&self, args: &[&str]) -> String {
        complaint(args, command(args).current_dir(&self.0).output().expect("the binary runs"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
