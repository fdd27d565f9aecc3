//! Where a learner's progress is kept: one file in the folder for the state of programs, written whole or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::choose_native_strategy;

use crate::cli::out;
use crate::lessons::Progress;
use crate::scenario::{Pipes, read_text};
use crate::text::named;

/// The file; `None` on a machine that gives users no folder.
fn file() -> Option<PathBuf> {
    let folders = choose_native_strategy().ok()?;
    let state = folders.state_dir().unwrap_or_else(|| folders.data_dir());
    Some(state.join("velodrome").join("progress.json"))
}

/// What is kept. A file that cannot be read is set aside, with a notice, and the learner begins anew.
pub fn read() -> Progress {
    let Some(path) = file().filter(|path| path.symlink_metadata().is_ok()) else { return Progress::default() };
    let why = match read_text(&path, Pipes::Refused) {
        Ok(text) => match Progress::read(&text) {
            Ok(progress) => return progress,
            Err(unreadable) => unreadable.to_string(),
        },
        Err(problems) => problems.list.first().map_or(String::new(), |problem| problem.what.clone()),
    };
    let aside = set_aside(&path);
    let kept = aside.map_or_else(|| "it stays where it is".to_owned(), |to| format!("it is kept as {}", named(&to)));
    out::complain(&format!("velodrome: {}: {why}; {kept}, and you begin anew\n", named(&path)));
    Progress::default()
}

/// Moves `path` out of the way, over nothing that is there.
fn set_aside(path: &Path) -> Option<PathBuf> {
    let name = |n: u32| {
        path.with_extension(if n == 1 { "unreadable.json".to_owned() } else { format!("unreadable-{n}.json") })
    };
    let to = (1..1000).map(name).find(|to| to.symlink_metadata().is_err())?;
    fs::rename(path, &to).ok().map(|()| to)
}

/// Keeps `progress`, whole or not at all.
///
/// # Errors
/// Why not, in words.
pub fn keep(progress: &Progress) -> Result<(), String> {
    let path = file().ok_or("this machine has no folder for it")?;
    let folder = path.parent().expect("the file is in a folder");
    let written = fs::create_dir_all(folder).and_then(|()| {
        let fresh = path.with_extension(format!("{}.tmp", std::process::id()));
        let written = File::create(&fresh)
            .and_then(|mut file| file.write_all(progress.write().as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&fresh, &path));
        if written.is_err() {
            // Half a file helps nobody; that it cannot be removed either is no further news.
            let _ = fs::remove_file(&fresh);
        }
        written
    });
    written.map_err(|error| format!("{}: {error}", named(&path)))
}
