//! `velodrome save`: saves a run in a small file, which opens wherever a scenario does.

use std::io::ErrorKind;
use std::path::PathBuf;

use clap::Args;

use super::args::RunArgs;
use super::{Failure, out};
use crate::scenario::{self, SavedRun};
use crate::text::{named, visible};

const EXAMPLES: &str = "\
Examples:
  velodrome save athens-2004-men --order '130 Ignatiev sit in' --note 'Three laps in hand: does he need to work?'
  velodrome save run:5:men-elite:s7 --out seven.run.toml
  velodrome watch runs/athens-2004-men-s1-f130-o130-ignatiev-sit-in.run.toml

Without --out it is saved in ./runs, under a name made of its code; 'velodrome list' and the menu show
what is there. Nothing is written over.";

/// Save a run in a file
///
/// A few lines: the run as a code, a title, a note, and a fingerprint of the scenario, by which it is told if that has
/// changed since. The file opens wherever a scenario or a run code does. On the screen, S does the same.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct SaveCommand {
    #[command(flatten)]
    run: RunArgs,
    /// Where to; a name that ends in .run.toml [default: a new file in ./runs]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// What to call it [default: the title of the scenario]
    #[arg(long, value_name = "TEXT", value_parser = text)]
    title: Option<String>,
    /// What there is to say of it
    #[arg(long, value_name = "TEXT", value_parser = text)]
    note: Option<String>,
}

impl SaveCommand {
    pub fn run(self) -> Result<(), Failure> {
        let asked = self.run.open()?;
        // A run that cannot be ridden is not saved.
        asked.ride()?;
        let saved = asked.to_save();
        let saved = SavedRun { title: self.title.or(saved.title), note: self.note.or(saved.note), ..saved };
        let path = match self.out {
            None => saved.save().map_err(|e| Failure::Io("saving the run", e))?,
            Some(path) => {
                let name = named(&path);
                if !path.to_str().is_some_and(scenario::is_saved) {
                    let ending = scenario::ENDING;
                    return Err(Failure::wrong(
                        format!("--out {name}: the name of a saved run ends in {ending}"),
                        format!("write --out {name}{ending}"),
                    ));
                }
                saved.save_as(&path).map_err(|e| match e.kind() {
                    ErrorKind::AlreadyExists => Failure::wrong(
                        format!("{name} is there already"),
                        "choose another name: nothing is written over",
                    ),
                    _ => Failure::Io("saving the run", e),
                })?;
                path
            }
        };
        out::print(&format!("{}\n", named(&path)))
    }
}

/// Reads a title or note: one line that is safe to show.
fn text(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        1..=300 if visible(text, 300) == text => Ok(text.to_owned()),
        _ => Err("write one line of 1 to 300 characters".to_owned()),
    }
}
