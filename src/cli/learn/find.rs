//! Moments of a race at which something can be asked: for whoever writes a lesson.

use clap::Args;

use crate::cli::args::{EditionArg, ScenarioArg};
use crate::cli::{Failure, out};
use crate::lessons::{Confusion, Fit, Races, find};
use crate::rules::EditionId;
use crate::text::nearest;

/// Where, and for which lesson.
#[derive(Debug, Args)]
pub struct FindMoments {
    /// The race: the id of a scenario, the path of a file, or a run code
    #[arg(value_parser = ScenarioArg, hide_possible_values = true, value_hint = clap::ValueHint::FilePath)]
    race: String,
    /// Only questions that this confusion gets wrong
    #[arg(long, value_name = "CONFUSION", value_parser = confusion)]
    confusion: Option<Confusion>,
    /// Score the race by the rules of another era
    #[arg(long, value_name = "EDITION", value_parser = EditionArg)]
    rules: Option<EditionId>,
}

impl FindMoments {
    pub fn run(self) -> Result<(), Failure> {
        let mut races = Races::default();
        races.get(&self.race, self.rules).map_err(|why| Failure::wrong(why, "all races: velodrome list"))?;
        let found = find(&mut races, &self.race, self.rules, self.confusion);
        if found.is_empty() {
            return out::say("Nothing can be asked there.\n");
        }
        out::print(&found.iter().map(exercise).collect::<String>())
    }
}

/// The exercise as a file writes it, ready to be copied.
fn exercise(fit: &Fit) -> String {
    let list = |words: &[&str]| format!("[\"{}\"]", words.join("\", \""));
    let riders: Vec<&str> = fit.riders.iter().map(String::as_str).collect();
    let riders = if riders.is_empty() { String::new() } else { format!("riders = {}\n", list(&riders)) };
    let words: Vec<&str> = fit.misreadings.iter().map(|m| m.word).collect();
    let right = &fit.asked.options[fit.asked.right()].text;
    format!(
        "# right: {right}\nmoment = \"{}\"\n{riders}question = \"{}\"\nmisreadings = {}\n\n",
        fit.moment,
        fit.question.word,
        list(&words)
    )
}

fn confusion(word: &str) -> Result<Confusion, String> {
    let all = Confusion::ALL.map(|confusion| confusion.cleared().word);
    Confusion::of_word(word).ok_or_else(|| match nearest(word, all) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("write one of {}", all.join(", ")),
    })
}
