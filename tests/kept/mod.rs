//! Races kept in a file, for a sweep, a comparison or a variation: the same bytes for any number of threads, in parts, and
//! after whatever ended the program.

mod bytes;
mod checked;
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

/// `text`, a kept file that was changed, with checksums that fit: as somebody would change it who knows how.
pub fn summed(text: &str) -> String {
    let sum = |text: &str| format!("{:08x}", velodrome::run::hash(text));
    let (mut out, mut in_rows) = (String::new(), false);
    for line in text.lines() {
        let line = match line.rsplit_once(',') {
            Some((cells, _)) if in_rows => format!("{cells},{}", sum(cells)),
            _ if line.starts_with("# sum: ") => format!("# sum: {}", sum(&out)),
            _ => line.to_owned(),
        };
        in_rows |= !line.starts_with('#');
        out += &(line + "\n");
    }
    out
}

const FORMATS: [&str; 3] = ["table", "json", "csv"];

/// `args` followed by `more`.
fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}
