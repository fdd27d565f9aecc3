//! Scenarios by id or by path. The one place of this layer that reads files.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::log::ProblemLog;
use super::problem::Problems;
use super::syntax::{LARGEST, too_large};
use super::text::{nearest, visible};
use super::{Builtin, Scenario, builtins, parse};

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

/// The scenario called `id_or_path`: a built-in id, else the path of a file, else the id of a file in `./scenarios`.
///
/// # Errors
/// All problems of the file, or the name that was probably meant.
pub fn load(id_or_path: &str) -> Result<Scenario, LoadError> {
    if let Some(Builtin { id, text }) = builtins().iter().find(|b| b.id == id_or_path) {
        return Ok(parse(id, text)?);
    }
    let path = Path::new(id_or_path);
    if path.exists() {
        return Ok(parse(id_or_path, &read(path)?)?);
    }
    let locals = local();
    if let Some(found) = locals.iter().find(|l| l.id == id_or_path) {
        return Ok(parse(&found.path.display().to_string(), &read(&found.path)?)?);
    }
    let ids: Vec<&str> = builtins().iter().map(|b| b.id).chain(locals.iter().map(|l| l.id.as_str())).collect();
    let remedy = match nearest(id_or_path, ids.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("the scenarios are {}", ids.join(", ")),
    };
    Err(LoadError::Unknown { typed: visible(id_or_path, 80), remedy })
}

/// The text of the file that `id_or_path` means; `None` for a built-in scenario and for a file that cannot be read.
#[must_use]
pub fn text_of(id_or_path: &str) -> Option<String> {
    if builtins().iter().any(|b| b.id == id_or_path) {
        return None;
    }
    let path = Path::new(id_or_path);
    let found = || local().into_iter().find(|l| l.id == id_or_path).map(|l| l.path);
    let path = if path.exists() { path.to_owned() } else { found()? };
    read(&path).ok()
}

/// The text of the file at `path`.
///
/// # Errors
/// One problem: the file cannot be read, is too large, or is not UTF-8.
pub fn read(path: &Path) -> Result<String, Problems> {
    let name = path.display().to_string();
    let cannot = |why: std::io::Error| Problems::of_file(&name, format!("cannot be read: {why}"), "check the path");
    if path.is_dir() {
        return Err(Problems::of_file(&name, "is a folder", "name a file in it"));
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
            let text = match read(&path) {
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
