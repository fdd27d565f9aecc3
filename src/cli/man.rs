//! `velodrome man`: the manual page.

use clap::Args;
use clap_mangen::Man as Page;

use super::{Failure, out};

/// Print the manual page
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  velodrome man | man -l -\n  velodrome man > ~/.local/share/man/man1/velodrome.1"
)]
pub struct Man {}

impl Man {
    pub fn run(self) -> Result<(), Failure> {
        let mut page = Vec::new();
        Page::new(super::definition()).render(&mut page).map_err(|e| Failure::Io("writing the manual page", e))?;
        out::print(&String::from_utf8_lossy(&page))
    }
}
