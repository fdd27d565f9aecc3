//! Scenarios by id or by path. The one place of this layer that reads files.

use std::fs::{self, File, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::log::ProblemLog;
use super::problem::Problems;
use super::saved::RUNS;
use super::syntax::{LARGEST, too_large};
use super::{Builtin, Scenario, builtins, parse};
use crate::text::{named, nearest, visible};

/// The folder of the working directory whose scenarios are listed along with the built-in ones.
const LOCAL: &str = "scenarios";

/// Why a scenario could not be loaded. Safe to print.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// No scenario has this id and no file has this path.
    #[error("no scenario and no file is called \"{typed}\"; {remedy}")]
    Unknown { typed: String, remedy: String },
    /// The file cannot be used.
    #[error(transparent)]
    Problems(#[from] Problems),
}

impl LoadError {
    /// The message for a pipe, as [`Problems::plain`].
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Unknown { .. } => format!("{self}\n"),
            Self::Problems(problems) => problems.plain(),
        }
    }

    /// The message for a screen, as [`Problems::graphical`].
    #[must_use]
    pub fn graphical(&self, width: usize, colour: bool) -> String {
        match self {
            Self::Unknown { .. } => self.plain(),
            Self::Problems(problems) => problems.graphical(width, colour),
        }
    }
}

/// A scenario file of the working directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// The id in the file; the name of the file if it cannot be used.
    pub id: String,
    pub path: PathBuf,
    /// Why the file cannot be used, if it cannot.
    pub error: Option<Problems>,
}

/// A scenario with the text that it was read from. A pipe can be read only once, so whoever needs the text keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub scenario: Scenario,
    pub text: String,
    /// Whether it is part of the program.
    pub is_builtin: bool,
}

/// Whether what is read may be a pipe. A pipe without a writer blocks the reader for ever, so only one that somebody names
/// on the command line is opened, and nothing that a folder or a file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pipes {
    Allowed,
    Refused,
}

/// The scenario called `id_or_path`: a built-in id, else the path of a regular file, else the id of a file in `./scenarios`.
///
/// # Errors
/// All problems of the file, or the name that was probably meant.
pub fn load(id_or_path: &str) -> Result<Scenario, LoadError> {
    find(id_or_path, Pipes::Refused).map(|found| found.scenario)
}

/// The same with its text; a path may name a pipe if `pipes` are allowed.
///
/// # Errors
/// All problems of the file, or the name that was probably meant.
pub fn find(id_or_path: &str, pipes: Pipes) -> Result<Found, LoadError> {
    if let Some(Builtin { id, text }) = builtins().iter().find(|b| b.id == id_or_path) {
        return Ok(Found { scenario: parse(id, text)?, text: (*text).to_owned(), is_builtin: true });
    }
    let parsed = |name: &str, text: String| {
        let scenario = parse(name, &text)?;
        Ok(Found { scenario, text, is_builtin: false })
    };
    let path = Path::new(id_or_path);
    if path.exists() {
        return parsed(id_or_path, read(path, pipes)?);
    }
    let locals = local();
    if let Some(found) = locals.iter().find(|l| l.id == id_or_path) {
        return parsed(&found.path.display().to_string(), read(&found.path, Pipes::Refused)?);
    }
    let ids: Vec<&str> = builtins().iter().map(|b| b.id).chain(locals.iter().map(|l| l.id.as_str())).collect();
    let remedy = match nearest(id_or_path, ids.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("the scenarios are {}", ids.join(", ")),
    };
    Err(LoadError::Unknown { typed: visible(id_or_path, 80), remedy })
}

/// The text of the file at `path`.
///
/// # Errors
/// One problem: the file cannot be read, is no regular file (nor a pipe, if `pipes` are allowed), is too large, or is not
/// UTF-8.
pub fn read(path: &Path, pipes: Pipes) -> Result<String, Problems> {
    let name = path.display().to_string();
    let cannot = |why: std::io::Error| Problems::of_file(&name, format!("cannot be read: {why}"), "check the path");
    // Asked before opening: opening a pipe waits for its writer, and opening a device may set it in motion.
    let metadata = fs::metadata(path).map_err(cannot)?;
    if let Some((kind, remedy)) = other_kind(&metadata, pipes) {
        return Err(Problems::of_file(&name, format!("is {kind}"), remedy));
    }
    if metadata.len() > LARGEST as u64 {
        return Err(too_large(&name));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(cannot)?;
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() > LARGEST {
        return Err(too_large(&name));
    }
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let lossy = String::from_utf8_lossy(e.as_bytes());
        let mut log = ProblemLog::new(&lossy);
        log.problem("", at..at + '\u{fffd}'.len_utf8(), "not UTF-8 text from here on", "save the file as UTF-8");
        log.into_problems(&name).0
    })
}

/// What a file is that cannot be read as text, and what to do; `None` for a regular file and for an allowed pipe.
fn other_kind(metadata: &Metadata, pipes: Pipes) -> Option<(&'static str, &'static str)> {
    if metadata.is_file() {
        return None;
    }
    if metadata.is_dir() {
        return Some(("a folder", "name a file in it"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if metadata.file_type().is_fifo() {
            let remedy = "only regular files are read here; save what comes out of it in one";
            return (pipes == Pipes::Refused).then_some(("a pipe", remedy));
        }
        if metadata.file_type().is_socket() {
            return Some(("a socket", "name a file"));
        }
    }
    #[cfg(not(unix))]
    let _ = pipes;
    Some(("a terminal or another device", "name a file"))
}

/// Checks that a saved run in the file `saved`, which anybody may have written, leads to nothing but a scenario: `id_or_path`
/// must be a built-in one, or a regular file in the working directory or the folder of `saved`. Opens nothing.
///
/// # Errors
/// What it leads to instead.
pub fn check_reach(saved: &Path, id_or_path: &str) -> Result<(), Problems> {
    let path = Path::new(id_or_path);
    let is_builtin = builtins().iter().any(|b| b.id == id_or_path);
    let Some(metadata) = fs::metadata(path).ok().filter(|_| !is_builtin) else { return Ok(()) };
    let refuse = |what: &str| {
        let what = format!("its run leads to {}, {what}", named(id_or_path));
        Problems::of_file(
            &saved.display().to_string(),
            what,
            "it may lead to a built-in scenario or a file in its folder",
        )
    };
    if let Some((kind, _)) = other_kind(&metadata, Pipes::Refused) {
        return Err(refuse(&format!("which is {kind}")));
    }
    // The folder of a run in ./runs is the one that ./runs is in.
    let folder = saved.canonicalize().ok().and_then(|file| file.parent().map(Path::to_owned));
    let folder = folder.map(|f| if f.ends_with(RUNS) { f.parent().unwrap_or(&f).to_owned() } else { f });
    let homes = [std::env::current_dir().ok().and_then(|here| here.canonicalize().ok()), folder];
    let file = path.canonicalize().ok();
    match file.is_some_and(|file| homes.iter().flatten().any(|home| file.starts_with(home))) {
        true => Ok(()),
        false => Err(refuse("outside its folder")),
    }
}

/// The scenario files in `./scenarios`, sorted by name, without exact copies of built-in ones.
#[must_use]
pub fn local() -> Vec<Local> {
    let Ok(folder) = fs::read_dir(LOCAL) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort_unstable();
    paths
        .into_iter()
        .filter_map(|path| {
            let stem = path.file_stem().map(|s| visible(&s.to_string_lossy(), 60)).unwrap_or_default();
            let text = match read(&path, Pipes::Refused) {
                Ok(text) if builtins().iter().any(|b| b.text == text) => return None,
                Ok(text) => text,
                Err(problems) => return Some(Local { id: stem, path, error: Some(problems) }),
            };
            Some(match parse(&path.display().to_string(), &text) {
                Ok(scenario) => Local { id: scenario.id, path, error: None },
                Err(problems) => Local { id: stem, path, error: Some(problems) },
            })
        })
        .collect()
}
