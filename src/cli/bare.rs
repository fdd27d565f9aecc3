//! `velodrome` alone: the menu on a terminal; otherwise the list of scenarios and how to run one.

use super::args::{RunArgs, ScreenArgs};
use super::{Failure, learn, list, out, source, watch};
use crate::report::list::{ListEntry, facts};
use crate::scenario::Scenario;
use crate::tactics::When;
use crate::tui::{self, Exit, MenuChoice, MenuItem};

/// Shows the menu, and each race that the viewer chooses, until they leave the menu.
pub fn run(mut screen: ScreenArgs) -> Result<(), Failure> {
    if !out::is_interactive() {
        return list::print_with_advice();
    }
    let scenarios = source::all();
    let races: Vec<MenuItem> = scenarios.iter().map(|(s, entry)| item(entry, s)).collect();
    loop {
        let items = with_the_course(races.clone());
        let (exit, choice) = tui::menu(items, &screen.options()).map_err(|e| Failure::Io("using the terminal", e))?;
        if let Exit::Interrupted(signal) = exit {
            return Err(Failure::Signal(signal));
        }
        let Some(MenuChoice { id, free, spoiler_free }) = choice else { return Ok(()) };
        // The next menu is as the viewer left this one.
        screen.spoiler_free = spoiler_free;
        if id == COURSE {
            learn::from_the_menu(&screen.options())?;
            continue;
        }
        let run = RunArgs { free_from: free.then_some(When::GUN), ..RunArgs::of_id(id) };
        let asked = run.open()?;
        let options = tui::Options { again: asked.again(), ..screen.options() };
        watch::show(&asked, None, options)?;
    }
}

/// What stands for the course in the menu; no scenario is called so.
const COURSE: &str = "learn/";

/// The races, and the course: first for a newcomer, and for whoever is in the middle of it.
fn with_the_course(mut races: Vec<MenuItem>) -> Vec<MenuItem> {
    let learn::Standing { done, of } = learn::so_far();
    let facts = match done {
        0 => format!("{of} lessons of a minute each"),
        n => format!("{n} of {of} lessons done"),
    };
    let course = MenuItem {
        id: COURSE.to_owned(),
        title: "Learn to read a points race".to_owned(),
        facts,
        recorded: false,
        about: vec![
            "Who leads, and why is it not whoever is in front? What is left for the bunch, whose bell is it, and what does a lap \
             cost? A moment of a race, a question, your answer, and what then happened."
                .to_owned(),
        ],
        story: Vec::new(),
    };
    races.insert(if done < of { 0 } else { races.len() }, course);
    races
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
