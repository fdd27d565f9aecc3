//! Rides races of a kept file again, from what its header says of them. The header may be a stranger's: it names a scenario and
//! options, and nothing else of it is obeyed.

use std::path::Path;

use clap::Parser as _;

use super::rows::{Rows, cannot, open};
use super::{Cli, Command, Failure};
use crate::report::rows::{ANY_SEED, Experiment, Header, RunHeader};
use crate::sweep::{RaceOutcome, sample};
use crate::text::{named, visible};

/// Rides the race of one run with a seed.
pub type Ride = Box<dyn Fn(u64) -> RaceOutcome + Sync>;

/// Rides `few` of the races of the `whole` experiment again, chosen by `seed`, and returns how many. They are kept in the files
/// `parts`, `races` in all.
///
/// # Errors
/// The first line that is not what its race comes to.
pub fn check(parts: &[&Path], whole: &Header, races: u64, few: u64, seed: u64) -> Result<u64, Failure> {
    let rides = rides(parts[0], whole)?;
    let begin = whole.plan.seed;
    let chosen = sample(begin..begin + races, few, seed);
    for path in parts {
        let mut rows = Rows::of(path, open(path)?)?;
        while let Some(kept) = rows.next()? {
            let starters: usize = rows.header.runs.iter().map(|run| run.starters).sum();
            let mut line = rows.line() - starters;
            for (race, ride) in kept.iter().zip(&rides) {
                if chosen.contains(&kept[0].seed) {
                    let ridden = ride(race.seed);
                    let differs = race.riders.iter().zip(&ridden.riders).position(|(kept, ridden)| kept != ridden);
                    let whole = (ridden.time, ridden.attacks) == (race.time, race.attacks)
                        && ridden.riders.len() == race.riders.len();
                    if let Some(nth) = differs.or((!whole).then_some(0)) {
                        let why =
                            format!("line {} is not what the race of seed {} comes to", line + nth + 1, race.seed);
                        return Err(cannot(path, &why));
                    }
                }
                line += race.riders.len();
            }
        }
    }
    Ok(chosen.len() as u64)
}

/// One ride for each run of `header`, which stands in the file at `path`.
fn rides(path: &Path, header: &Header) -> Result<Vec<Ride>, Failure> {
    let strange = || cannot(path, "its header does not say how to ride its races again");
    if let Experiment::Variation(varying) = &header.experiment {
        let Some(Command::Vary(vary)) = command(&varying.command, header.plan.seed) else { return Err(strange()) };
        vary.reaches_from(path)?;
        let (theirs, rides) = vary.rides()?;
        same(path, header, &theirs)?;
        return Ok(rides);
    }
    let ride = |run: &RunHeader| {
        let Some(Command::Watch(watch)) = command(&run.watch, run.seed) else { return Err(strange()) };
        let args = watch.into_run();
        args.reaches_from(path)?;
        let asked = args.open()?;
        let rules = asked.scenario.rules(asked.run.edition);
        let ours = RunHeader::of(&asked.scenario, &rules, asked.first(), &asked.options(), "");
        if (&ours.fingerprint, &ours.scoring) != (&run.fingerprint, &run.scoring) {
            return Err(changed(path, &run.scenario));
        }
        Ok(Box::new(asked.outcomes()?) as Ride)
    };
    header.runs.iter().map(ride).collect()
}

/// Refuses races at values that are not those of the file.
fn same(path: &Path, header: &Header, theirs: &Header) -> Result<(), Failure> {
    let marks = |header: &Header| -> Vec<(String, u64)> {
        header.runs.iter().map(|run| (run.fingerprint.clone(), run.seed)).collect()
    };
    if marks(header) == marks(theirs) { Ok(()) } else { Err(changed(path, &header.run().scenario)) }
}

fn changed(path: &Path, scenario: &str) -> Failure {
    Failure::wrong(
        format!("{}: {} is not what it was when these races were ridden", named(path), visible(scenario, 60)),
        "they cannot be ridden again; without --check their points and ranks are checked all the same",
    )
}

/// The command in `line`, as the program writes one, with `seed` for the seed it leaves open.
fn command(line: &str, seed: u64) -> Option<Command> {
    let mut words = words(line)?;
    for at in 0..words.len() {
        if words[at].starts_with("run:") {
            let open = |field: &str| match field.split_at_checked(1) {
                Some((letter @ ("s" | "k"), ANY_SEED)) => format!("{letter}{seed}"),
                _ => field.to_owned(),
            };
            words[at] = words[at].split(':').map(open).collect::<Vec<_>>().join(":");
        } else if words[at] == ANY_SEED && at > 0 && ["--seed", "--luck"].contains(&words[at - 1].as_str()) {
            words[at] = seed.to_string();
        }
    }
    Cli::try_parse_from(words).ok()?.command
}

/// The words of a line in which those with special characters stand in single quotes, as `quoted` writes them.
fn words(line: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            '\\' if !quoted => word.get_or_insert_default().push(chars.next()?),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (!quoted).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::word;

    #[test]
    fn words_are_read_as_they_are_quoted() {
        for text in ["plain", "my race's.toml", "", "a  b", "'", "\\", "é 'x' \\"] {
            assert_eq!(
                words(&format!("velodrome {} --seed", word(text))),
                Some(vec!["velodrome".into(), text.into(), "--seed".into()])
            );
        }
        assert_eq!(words("velodrome 'open"), None);
    }
}
