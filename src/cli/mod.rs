//! The command line: from arguments to an action to an exit code. Each command is one file; none of them computes a race.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 failed while running,
//! 2 wrong arguments or file, 130 interrupted.

mod again;
mod args;
mod bare;
mod chances;
mod chart;
mod chart_kind;
mod check;
mod compare;
mod completions;
mod counts;
mod crew;
mod document;
mod events;
mod field;
mod keep;
mod learn;
mod list;
mod man;
mod merge;
mod out;
mod realism;
mod result;
mod rows;
mod rules;
mod save;
mod schema;
mod source;
mod summary;
mod sweep;
mod vary;
mod watch;
mod words;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::text::{self, visible};
pub use out::Failure;

const EXAMPLES: &str = "\
Examples:
  velodrome                                        the menu
  velodrome watch athens-2004-men                  the replay
  velodrome watch athens-2004-men --plain          the same as running commentary, line by line
  velodrome result beijing-2008-men                the result, and what of it is known
  velodrome result athens-2004-men --rules 2019    the same race under other rules
  velodrome watch athens-2004-men --free-from 0    the same riders, who decide for themselves: another race
  velodrome watch men-elite --seed 7               a field of numbered riders
  velodrome events athens-2004-men --format ndjson | head
  velodrome sweep men-elite --races 1000           the chances of every rider
  velodrome vary men-elite --param gain_points --from 0 --to 40
  velodrome save men-elite --seed 7                keeps the run in a small file, which opens like a scenario
  velodrome chances athens-2004-men                who was likely to win when, and what moved it
  velodrome learn                                  the course: how to read a points race
  velodrome check my-race.toml                     what is wrong with a scenario file

A SCENARIO is the id of a built-in one (see 'velodrome list'), the path of a scenario file or of a saved run, or a
run code.
The same scenario, rules and seed give the same race on every machine.

Exit codes: 0 done, 1 failed while running, 2 wrong arguments or file, 130 interrupted.";

/// Replays points races of track cycling, says what is known of them and what is guessed, and simulates what might have been.
#[derive(Debug, Parser)]
#[command(name = "velodrome", version, max_term_width = 100)]
#[command(after_long_help = EXAMPLES, after_help = "More, with examples: velodrome --help")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    plain: args::PlainArg,
    #[command(flatten)]
    screen: args::ScreenArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::ListCommand),
    Watch(watch::WatchCommand),
    Result(result::ResultCommand),
    Events(events::EventsCommand),
    Chart(chart::ChartCommand),
    Chances(chances::ChancesCommand),
    Check(check::CheckCommand),
    Rules(rules::RulesCommand),
    Learn(learn::LearnCommand),
    Words(words::WordsCommand),
    Save(save::SaveCommand),
    Sweep(sweep::SweepCommand),
    Merge(merge::MergeCommand),
    Compare(compare::CompareCommand),
    Vary(vary::VaryCommand),
    Realism(realism::RealismCommand),
    Schema(schema::SchemaCommand),
    Field(field::FieldCommand),
    Completions(completions::CompletionsCommand),
    Man(man::ManCommand),
}

/// Runs the program with `args`, the first of which is its name, and returns the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Cli::try_parse_from(args) {
        Ok(cli) => out::exit_code(cli.run()),
        Err(error) => {
            // Help and version are results.
            let text = error.render();
            if error.use_stderr() {
                out::complain(message(error).trim_end());
                return ExitCode::from(out::WRONG);
            }
            let coloured = std::io::stdout().is_terminal() && out::wants_colour();
            out::exit_code(out::print(&if coloured { text.ansi().to_string() } else { text.to_string() }))
        }
    }
}

/// Whether `args` (the first is the name of the program) are a command line of this program. Opens no file and rides nothing.
///
/// # Errors
/// The message that the program would print.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<(), String> {
    match Cli::try_parse_from(args) {
        Err(error) if error.use_stderr() => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// The message for wrong arguments. What was typed is part of it, and may be anything: it is shown safely and shortened, and
/// nothing is suggested that is not close to it.
fn message(mut error: clap::Error) -> String {
    use clap::error::{ContextKind, ContextValue};
    /// Most characters of an argument that are repeated.
    const ECHO: usize = 200;
    for (typed, suggested) in [
        (ContextKind::InvalidSubcommand, ContextKind::SuggestedSubcommand),
        (ContextKind::InvalidArg, ContextKind::SuggestedArg),
        (ContextKind::InvalidValue, ContextKind::SuggestedValue),
    ] {
        let Some(ContextValue::String(text)) = error.get(typed) else { continue };
        let text = text.clone();
        let is_near = |meant: &String| text::is_near(&text, meant);
        let near = match error.get(suggested) {
            Some(ContextValue::String(meant)) => {
                Some(meant).filter(|meant| is_near(meant)).cloned().into_iter().collect()
            }
            Some(ContextValue::Strings(all)) => all.iter().filter(|meant| is_near(meant)).cloned().collect(),
            _ => Vec::new(),
        };
        let was = error.remove(suggested);
        if let (Some(was), Some(first)) = (was, near.first()) {
            let value = match was {
                ContextValue::Strings(_) => ContextValue::Strings(near.clone()),
                _ => ContextValue::String(first.clone()),
            };
            error.insert(suggested, value);
        }
        error.insert(typed, ContextValue::String(visible(&text, ECHO)));
    }
    error.render().to_string()
}

/// The definition of all commands, for completions and the manual page.
fn definition() -> clap::Command {
    Cli::command()
}

impl Cli {
    fn run(self) -> Result<(), Failure> {
        if !matches!(
            self.command,
            None | Some(
                Command::Watch(_) | Command::Learn(_) | Command::Sweep(_) | Command::Compare(_) | Command::Vary(_)
            )
        ) {
            out::end_on_interrupt();
        }
        if self.plain.ascii {
            out::ask_plain();
        }
        let before = self.screen;
        let has_looks = matches!(self.command, None | Some(Command::Watch(_) | Command::Learn(_) | Command::Chart(_)));
        if let Some(name) = before.given().filter(|_| !has_looks) {
            return Err(Failure::wrong(
                format!("{name} is for the screen, and this command has none"),
                "leave it out; --ascii is for every command",
            ));
        }
        match self.command {
            None => bare::run(before),
            Some(Command::List(c)) => c.run(),
            Some(Command::Watch(c)) => c.run(before),
            Some(Command::Result(c)) => c.run(),
            Some(Command::Events(c)) => c.run(),
            Some(Command::Chart(c)) => c.run(before),
            Some(Command::Chances(c)) => c.run(),
            Some(Command::Check(c)) => c.run(),
            Some(Command::Rules(c)) => c.run(),
            Some(Command::Learn(c)) => c.run(before),
            Some(Command::Words(c)) => c.run(),
            Some(Command::Save(c)) => c.run(),
            Some(Command::Sweep(c)) => c.run(),
            Some(Command::Merge(c)) => c.run(),
            Some(Command::Compare(c)) => c.run(),
            Some(Command::Vary(c)) => c.run(),
            Some(Command::Realism(c)) => c.run(),
            Some(Command::Schema(c)) => c.run(),
            Some(Command::Field(c)) => c.run(),
            Some(Command::Completions(c)) => c.run(),
            Some(Command::Man(c)) => c.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        definition().debug_assert();
    }

    #[test]
    fn every_command_has_a_short_and_a_long_help() {
        for command in definition().get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name} has no short help");
            assert!(command.get_after_long_help().is_some(), "{name} has no examples");
        }
    }
}
