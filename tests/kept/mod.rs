//! Races that are kept in a file, whether for a sweep, a comparison or a number that is varied: the same bytes for any number
//! of threads, in parts, and after whatever has ended the program.

mod bytes;
#[cfg(unix)]
mod ended;
mod parts;
mod refused;

/// One of each kind, and one whose fields are not of one size; without the number of races.
const EXPERIMENTS: &[&[&str]] = &[
    &["sweep", "tiny", "--seed", "5"],
    &["compare", "tiny", "--seed", "5", "--order-b", "2 1 abandon"],
    &["vary", "tiny", "--seed", "5", "--param", "gain_points", "--from", "0", "--to", "40", "--steps", "3"],
    &["vary", "tiny", "--seed", "5", "--param", "starters", "--from", "2", "--to", "4", "--rider", "2"],
];

const FORMATS: [&str; 3] = ["table", "json", "csv"];

/// `args` with `more`.
fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}
