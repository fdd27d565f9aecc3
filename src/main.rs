//! The binary: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    velodrome::cli::run(std::env::args_os())
}
