//! `velodrome man`: the manual, all commands on one page.

use std::io;

use clap::{Args, Command};
use clap_mangen::Man as Page;

use super::{Failure, out};

const EXAMPLES: &str = "\
Examples:
  velodrome man | man -l -
  velodrome man > ~/.local/share/man/man1/velodrome.1";

/// Print the manual page
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ManCommand {}

impl ManCommand {
    pub fn run(self) -> Result<(), Failure> {
        out::print(&manual(super::definition()).map_err(|e| Failure::Io("writing the manual page", e))?)
    }
}

/// The manual page: the program, then each command with its sections one level down.
fn manual(mut program: Command) -> io::Result<String> {
    // Building sets the full names of the commands, such as "velodrome list".
    program.build();
    let page = Page::new(program.clone());
    let mut roff = Vec::new();
    page.render_title(&mut roff)?;
    page.render_name_section(&mut roff)?;
    page.render_synopsis_section(&mut roff)?;
    page.render_description_section(&mut roff)?;
    page.render_options_section(&mut roff)?;
    let mut text = written(roff);
    for command in program.get_subcommands().filter(|c| c.get_name() != "help") {
        let page = Page::new(command.clone());
        let mut roff = Vec::new();
        page.render_synopsis_section(&mut roff)?;
        page.render_description_section(&mut roff)?;
        page.render_options_section(&mut roff)?;
        let name = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
        text += &format!(".SH \"{name}\"\n{}", written(roff).replace("\n.SH ", "\n.SS ").replace(".SH SYNOPSIS\n", ""));
        text += &examples(&page)?.replace(".SH ", ".SS ");
    }
    Ok(text + &examples(&page)?)
}

/// The examples under the help of a command, with their line breaks.
fn examples(page: &Page) -> io::Result<String> {
    let mut roff = Vec::new();
    page.render_extra_section(&mut roff)?;
    Ok(written(roff).replace(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n.nf\n") + ".fi\n")
}

/// Roff as text.
fn written(roff: Vec<u8>) -> String {
    String::from_utf8_lossy(&roff).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_has_every_command_with_its_options_and_examples() {
        let text = manual(crate::cli::definition()).unwrap();
        let definition = crate::cli::definition();
        let names: Vec<String> = definition.get_subcommands().map(|c| c.get_name().to_uppercase()).collect();
        assert!(names.len() > 8);
        for name in &names {
            assert_eq!(text.matches(&format!(".SH \"VELODROME {name}\"\n")).count(), 1, "{name}");
        }
        assert_eq!(text.matches("EXAMPLES\n.nf\n").count(), names.len() + 1, "each, and the program");
        assert_eq!(text.matches("\n.nf\n").count(), text.matches("\n.fi\n").count());
    }
}
