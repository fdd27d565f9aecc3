//! `velodrome rules`: the editions side by side, or one with its articles.

use clap::Args;

use super::args::EditionArg;
use super::{Failure, out};
use crate::report::rules;
use crate::rules::{Edition, EditionId};

/// Print the rules of the points race by era
///
/// All editions side by side, or one with the article behind each value and how well it is known.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  velodrome rules\n  velodrome rules 2004")]
pub struct RulesCommand {
    /// One edition, with the article behind each value and how well it is known
    #[arg(value_name = "EDITION", value_parser = EditionArg)]
    edition: Option<EditionId>,
}

impl RulesCommand {
    pub fn run(self) -> Result<(), Failure> {
        out::say(&match self.edition {
            None => rules::side_by_side(Edition::all()),
            Some(id) => rules::one(Edition::get(id)),
        })
    }
}
