//! The program, and a folder of one's own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs, process};

/// A folder that goes when the test does.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("velodrome-sweep-{name}-{}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program with `args`, which are separated by blanks, and a file.
pub fn command(args: &str, file: Option<(&str, &Path)>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_velodrome"));
    command.args(args.split_whitespace()).stdin(Stdio::null()).env_remove("LC_ALL").env("LANG", "C.UTF-8");
    command.env_remove("TERM");
    if let Some((option, path)) = file {
        command.arg(option).arg(path);
    }
    command
}

pub fn run(args: &str, out: Option<&Path>) -> Output {
    command(args, out.map(|path| ("--out", path))).output().expect("the binary runs")
}

/// What is printed by a run that has to go well.
pub fn printed(args: &str, out: Option<&Path>) -> String {
    let output = run(args, out);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*said), (Some(0), ""), "{args}");
    String::from_utf8(output.stdout).expect("UTF-8")
}
