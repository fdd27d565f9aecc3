//! The program from outside, and a folder of one's own.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use std::{env, fs, process, thread};

/// The program with `args`, in the folder of the sources, on a terminal that knows UTF-8 and with nobody at the keys.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_velodrome"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for name in ["TERM", "NO_COLOR", "LC_ALL", "LC_CTYPE"] {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8");
    command
}

pub fn run(args: &[&str]) -> Output {
    command(args).output().expect("the binary runs")
}

/// What is printed by a run that has to go well, and without complaint.
pub fn stdout(args: &[&str]) -> String {
    let output = run(args);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*said), (Some(0), ""), "{args:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What is complained of by a run that is refused: it prints nothing.
pub fn refused(args: &[&str]) -> String {
    let output = run(args);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}: {said}");
    said
}

/// Begins a run and lets it write `bytes` of `file`.
pub fn begun(args: &[&str], file: &Path, bytes: u64) -> Child {
    let child = command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    while fs::metadata(file).map_or(0, |m| m.len()) < bytes {
        #[allow(clippy::disallowed_methods, reason = "another process writes the file; nothing can be waited for")]
        thread::sleep(Duration::from_millis(2));
    }
    child
}

/// Sends `child` a `signal` by its name.
#[cfg(unix)]
pub fn send(signal: &str, child: &Child) {
    let sent = Command::new("/bin/sh").args(["-c", &format!("kill -s {signal} {}", child.id())]).status().unwrap();
    assert!(sent.success());
}

/// The same, and how it ended.
#[cfg(unix)]
pub fn ended(child: Child, signal: &str) -> Output {
    send(signal, &child);
    child.wait_with_output().unwrap()
}

/// A folder that goes when the test does.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("velodrome-{name}-{}", process::id()));
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
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
