//! The program with its arguments in one line, and perhaps a file.

use std::path::Path;
use std::process::Output;

pub use crate::program::Folder;
use crate::program::{self, command};

/// `args`, which are separated by blanks, and `--out`.
fn with<'a>(args: &'a str, out: Option<&'a str>) -> Vec<&'a str> {
    args.split_whitespace().chain(out.into_iter().flat_map(|path| ["--out", path])).collect()
}

pub fn run(args: &str, out: Option<&Path>) -> Output {
    command(&with(args, out.and_then(Path::to_str))).output().expect("the binary runs")
}

/// What a run prints that must succeed.
pub fn printed(args: &str, out: Option<&Path>) -> String {
    program::stdout(&with(args, out.and_then(Path::to_str)))
}
