//! Races kept in a file, for a sweep, a comparison or a variation: the same bytes for any number of threads, in parts, and
//! after whatever ended the program.

mod bytes;
#[cfg(unix)]
mod ended;
mod parts;
mod refused;

/// One experiment of each kind, and one whose fields differ in size, each without its number of races.
const EXPERIMENTS: &[&[&str]] = &[
    &["sweep", "tiny", "--seed", "5"],
    &["compare", "tiny", "--seed", "5", "--order-b", "2 1 abandon"],
    &["vary", "tiny", "--seed", "5", "--param", "gain_points", "--from", "0", "--to", "40", "--steps", "3"],
    &["vary", "tiny", "--seed", "5", "--param", "starters", "--from", "2", "--to", "4", "--rider", "2"],
];

const FORMATS: [&str; 3] = ["table", "json", "csv"];

/// `args` followed by `more`.
fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}
