//! `velodrome` alone: the menu on a terminal; otherwise the list of scenarios and how to run one.

use std::io;

use super::args::{RunArgs, ScreenArgs};
use super::{Failure, list, out, source, watch};
use crate::report::list::{ListEntry, facts};
use crate::scenario::Scenario;
use crate::tactics::When;
use crate::tui::{self, MenuChoice, MenuItem};

/// Shows the menu, and each race that the viewer chooses, until they leave the menu.
pub fn run(mut screen: ScreenArgs) -> Result<(), Failure> {
    if !out::is_interactive() {
        return list::print_with_advice();
    }
    let scenarios = source::all();
    let items: Vec<MenuItem> = scenarios.iter().map(|(s, entry)| item(entry, s)).collect();
    loop {
        let choice = tui::menu(items.clone(), &screen.options()).map_err(|e| match e.kind() {
            io::ErrorKind::Interrupted => Failure::Signal(2),
            _ => Failure::Io("using the terminal", e),
        })?;
        let Some(MenuChoice { id, free, spoiler_free }) = choice else { return Ok(()) };
        let run = RunArgs { free_from: free.then_some(When::GUN), ..RunArgs::of_id(id) };
        let asked = run.open()?;
        // The next menu is as the viewer left this one.
        screen.spoiler_free = spoiler_free;
        let options = tui::Options { again: asked.again(), ..screen.options() };
        watch::show(&asked, None, options)?;
    }
}

fn item(entry: &ListEntry, scenario: &Scenario) -> MenuItem {
    MenuItem {
        id: entry.id.clone(),
        title: entry.title.clone(),
        facts: facts(entry),
        recorded: entry.recorded && entry.run.is_none(),
        about: scenario.about.clone(),
        story: scenario.story.clone(),
    }
}
