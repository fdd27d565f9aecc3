//! The program with arguments as one line, and a file.

use std::path::Path;
use std::process::Output;

pub use crate::program::Folder;
use crate::program::{self, command};

/// `args`, which are separated by blanks, with `--out`.
fn with<'a>(args: &'a str, out: Option<&'a str>) -> Vec<&'a str> {
    args.split_whitespace().chain(out.into_iter().flat_map(|path| ["--out", path])).collect()
}

pub fn run(args: &str, out: Option<&Path>) -> Output {
    command(&with(args, out.and_then(Path::to_str))).output().expect("the binary runs")
}

/// What is printed by a run that has to go well.
pub fn printed(args: &str, out: Option<&Path>) -> String {
    program::stdout(&with(args, out.and_then(Path::to_str)))
}
