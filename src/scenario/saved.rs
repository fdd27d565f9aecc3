//! Saved runs, `NAME.run.toml`: a run code with a title, and a fingerprint that shows whether the scenario has changed since.
//! Treats a code as plain text.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::file::HOMES;
use super::load::{self, Pipes};
use super::log::ProblemLog;
use super::problem::Problems;
use super::read::{Located, Node, Read, complain, tables};
use super::syntax::{parse_table, without_mark};
use super::word::{Sentence, TextLine, line, slug};
use crate::text::{Quoting, quoted};

/// The folder of the working directory where runs are saved and listed from.
pub const RUNS: &str = "runs";
/// How the file name of a saved run ends.
pub const ENDING: &str = ".run.toml";
/// The version of the format.
const SCHEMA: &str = "velodrome.run/1";
/// Longest file name without its ending, in characters.
const LONGEST_NAME: usize = 60;

/// A saved run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedRun {
    /// The code of the whole run.
    pub code: String,
    pub title: Option<String>,
    pub note: Option<String>,
    /// Fingerprint of the scenario's text when the run was saved.
    pub fingerprint: Option<String>,
}

tables! {
    homes: HOMES;

    /// A saved run.
    SavedTable {
        /// Version of this format: "velodrome.run/1".
        required schema: Option<Located<SavedSchema>>,
        /// The run code.
        required run: Option<Located<CodeText>>,
        /// The title.
        optional title: Option<Located<TextLine>>,
        /// Remarks.
        optional note: Option<Located<Sentence>>,
        /// Hash of the scenario's text, which shows whether that has changed since.
        optional fingerprint: Option<Located<TextLine>>,
    }
}

/// The format version of a saved run.
#[derive(Debug)]
pub(super) struct SavedSchema;

impl Read for SavedSchema {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        if node.get_ref().as_str() == Some(SCHEMA) {
            return Some(Self);
        }
        let remedy = format!("this program reads \"{SCHEMA}\"; open it with the program that saved it");
        complain(log, place, &node.span(), "a run of another version", remedy);
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"const": SCHEMA})
    }
}

/// A run code, in one line of at most 4000 characters.
#[derive(Debug)]
pub(super) struct CodeText(String);

impl Read for CodeText {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        line(node, place, 4000, log).map(Self)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^run:"})
    }
}

/// Whether `path` is named like a saved run.
#[must_use]
pub fn is_saved(path: &str) -> bool {
    path.ends_with(ENDING)
}

/// The saved run in `text`; `name` is the name of the file in messages.
///
/// # Errors
/// Every problem of the text.
pub fn parse_saved(name: &str, text: &str) -> Result<SavedRun, Problems> {
    let text = without_mark(text);
    let mut log = ProblemLog::new(text);
    let table: Option<SavedTable> = parse_table(text, &mut log);
    let saved = table.filter(|_| !log.has_problems()).and_then(|table| {
        table.schema?;
        Some(SavedRun {
            code: table.run?.value.0,
            title: table.title.map(|title| title.value.0),
            note: table.note.map(|note| note.value.0),
            fingerprint: table.fingerprint.map(|print| print.value.0),
        })
    });
    saved.ok_or_else(|| log.into_problems(name).0)
}

/// The saved run in the file at `path`, which may be a pipe if `pipes` are allowed.
///
/// # Errors
/// Every problem of the file.
pub fn load_saved(path: &str, pipes: Pipes) -> Result<SavedRun, Problems> {
    parse_saved(path, &load::read(Path::new(path), pipes)?)
}

/// The saved runs in `./runs`, sorted by name, or the problems of those that cannot be read.
#[must_use]
pub fn saved_runs() -> Vec<(PathBuf, Result<SavedRun, Problems>)> {
    let Ok(folder) = fs::read_dir(RUNS) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.to_str().is_some_and(is_saved));
    paths.sort_unstable();
    let read = |path: PathBuf| {
        let saved = load_saved(&path.display().to_string(), Pipes::Refused);
        (path, saved)
    };
    paths.into_iter().map(read).collect()
}

/// A hash of the `text` of a scenario that ignores comment lines, empty lines, and blanks at the ends of lines.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let lines = without_mark(text).lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    // 64-bit FNV-1a. Each line is followed by a line feed, whatever the file has.
    let bytes = lines.flat_map(|line| line.bytes().chain([b'\n']));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

impl SavedRun {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("schema = \"{SCHEMA}\"\nrun = {}\n", quoted(&self.code, Quoting::Toml));
        for (key, value) in [("title", &self.title), ("note", &self.note), ("fingerprint", &self.fingerprint)] {
            if let Some(value) = value {
                out += &format!("{key} = {}\n", quoted(value, Quoting::Toml));
            }
        }
        out
    }

    /// A name for the file, without its ending, made of the code: `athens-2004-men-s1-f130-o130-ignatiev-sit-in`.
    #[must_use]
    pub fn name(&self) -> String {
        let mut fields = self.code.split(':').skip(2);
        let path = fields.next().unwrap_or_default();
        let scenario = path.rsplit('/').next().unwrap_or_default();
        let is_hash = |field: &&str| field.len() == 9 && field.starts_with('h');
        let said: Vec<&str> =
            std::iter::once(scenario.trim_end_matches(".toml")).chain(fields.filter(|field| !is_hash(field))).collect();
        let name: String = slug(&said.join("-")).chars().take(LONGEST_NAME).collect();
        if name.is_empty() { "race".to_owned() } else { name.trim_end_matches('-').to_owned() }
    }

    /// Saves the run in `./runs` and returns its path. Never overwrites a file, and does not save the same text twice.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self) -> io::Result<PathBuf> {
        fs::create_dir_all(RUNS)?;
        for n in 1.. {
            let number = if n == 1 { String::new() } else { format!("-{n}") };
            let path = Path::new(RUNS).join(format!("{}{number}{ENDING}", self.name()));
            match self.save_as(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    if load::read(&path, Pipes::Refused).is_ok_and(|text| text == self.text()) {
                        return Ok(path);
                    }
                }
                written => return written.map(|()| path),
            }
        }
        unreachable!("there is always another number")
    }

    /// Saves the run as `path`.
    ///
    /// # Errors
    /// If the file exists or cannot be written.
    pub fn save_as(&self, path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(self.text().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> SavedRun {
        SavedRun {
            code: "run:5:athens-2004-men:s1:f130:o130.ignatiev.sit-in".to_owned(),
            title: Some("Ignatiev \"sits\" in \\ waits".to_owned()),
            note: Some("He had three laps in hand.".to_owned()),
            fingerprint: Some(fingerprint("schema = 1\n")),
        }
    }

    #[test]
    fn a_run_is_read_as_it_was_saved() {
        assert_eq!(parse_saved("a.run.toml", &saved().text()), Ok(saved()));
        let bare = SavedRun { title: None, note: None, fingerprint: None, ..saved() };
        assert_eq!(parse_saved("a.run.toml", &bare.text()), Ok(bare));
    }

    #[test]
    fn a_saved_run_is_named_after_its_code() {
        assert_eq!(saved().name(), "athens-2004-men-s1-f130-o130-ignatiev-sit-in");
        let file = SavedRun { code: "run:5:races/mine.toml:h0badcafe:s1".to_owned(), ..saved() };
        assert_eq!(file.name(), "mine-s1");
        let odd = SavedRun { code: "run:5:../../%2e%2e%2fmine.toml:s1".to_owned(), ..saved() };
        assert_eq!(odd.name(), "2e-2e-2fmine-s1", "no name leaves the folder");
        assert_eq!(SavedRun { code: "::".to_owned(), ..saved() }.name(), "race");
        assert!(SavedRun { code: format!("run:5:{}", "x".repeat(500)), ..saved() }.name().len() <= LONGEST_NAME);
    }

    #[test]
    fn another_version_and_hostile_text_are_refused() {
        let why = |text: &str| parse_saved("a.run.toml", text).unwrap_err().plain();
        let later = why(&saved().text().replace("velodrome.run/1", "velodrome.run/2"));
        assert!(later.contains("a.run.toml:1:10:") && later.contains("another version"), "{later}");
        assert!(why("schema = \"velodrome.run/1\"\n").contains("run is missing"));
        assert!(why("").contains("schema is missing"));
        let hostile = why("schema = \"velodrome.run/1\"\nrun = \"run:5:x\\u001b[2J\"\nrum = 1\n");
        assert!(hostile.contains("control character") && hostile.contains("did you mean run?"), "{hostile}");
        assert!(!hostile.contains('\u{1b}'));
    }

    #[test]
    fn comments_and_blanks_do_not_change_the_fingerprint() {
        let first = fingerprint("schema = 1\n[course]\nlaps = 40\n");
        assert_eq!(first, fingerprint("# a race\r\n\r\nschema = 1\r\n  [course]  \r\nlaps = 40"));
        assert_ne!(first, fingerprint("schema = 1\n[course]\nlaps = 41\n"));
    }
}
