//! `velodrome completions`: what a shell needs to complete arguments.

use clap::Args;
use clap_complete::Shell;

use super::{Failure, out};

const EXAMPLES: &str = "\
Examples:
  velodrome completions bash > ~/.local/share/bash-completion/completions/velodrome
  velodrome completions zsh > ~/.zfunc/_velodrome
  velodrome completions fish > ~/.config/fish/completions/velodrome.fish";

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct CompletionsCommand {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl CompletionsCommand {
    pub fn run(self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::definition(), "velodrome", &mut script);
        out::print(&String::from_utf8_lossy(&script))
    }
}
