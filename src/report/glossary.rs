//! The glossary: every term and sign of the screen in a sentence or two.

use serde::Serialize;

use super::words::{PAGE, fold as fold_lines};
use crate::text::{LongWord, fold, nearest, visible, wrap};

/// A term, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Term {
    pub term: &'static str,
    /// The sign on the screen, if it has one.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub sign: &'static str,
    /// Other words for it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub also: &'static [&'static str],
    pub means: &'static str,
}

const fn term(term: &'static str, sign: &'static str, also: &'static [&'static str], means: &'static str) -> Term {
    Term { term, sign, also, means }
}

/// The race first, then what the screen shows, then what this program adds.
#[rustfmt::skip]
pub const TERMS: &[Term] = &[
    term("points race", "", &[], "A bunch race on the track in which points decide, not who is first home: points from sprints on the way, and since 2002 for laps gained."),
    term("sprint", "", &["intermediate sprint"], "Every so many laps the first four across the line get 5, 3, 2 and 1 points. The race does not stop for it."),
    term("last sprint", "", &["doubled sprint", "double points", "final sprint"], "The finish is a sprint too. Since October 2016 it counts double: 10, 6, 4 and 2 points (UCI 3.2.118)."),
    term("bell", "", &[], "Rung when the head of the race begins the lap of a sprint, and the last lap. Since 2025 it is rung again for each group that can still score (UCI 3.2.017 bis)."),
    term("laps to go", "", &["counter", "lap counter"], "The laps that the head of the race still has to ride. It can show a number twice: when a break has just gained its lap, the head is the bunch again, which is a lap behind."),
    term("head of the race", "▶", &["head", "first on the road"], "The rider who has covered the greatest distance with laps gained taken off. For whom the counter counts and the bell rings; not the same as who leads on points."),
    term("leader", "★", &["leader on points", "first on points"], "Whoever has most points at the moment (in races under the rules up to 2001: most laps, then most points)."),
    term("bunch", "●", &["field", "peloton", "main bunch"], "The largest group on the track, wherever it is. Laps are gained and lost on it."),
    term("break", "◆", &["breakaway", "escape"], "Riders ahead of the bunch. If they come all the way round to its tail, they have gained a lap."),
    term("chase", "■", &["chasing group"], "Riders between a break and the bunch, on the way to the one or back to the other."),
    term("off the back", "○", &["dropped"], "Behind the bunch, having lost the wheels. If the bunch comes round to them they lose a lap."),
    term("lap gained", "▲", &["gain a lap", "lapping the field", "+20"], "On reaching the tail of the bunch from behind, a rider has a lap more than it: 20 points since 2002. Until 2001 laps ranked before points, and gave none."),
    term("lap lost", "▼", &["lose a lap", "lapped"], "When the bunch reaches a rider: 20 points less, so that a total can be below nought."),
    term("laps", "", &["net laps", "balance"], "In the table: laps gained minus laps lost so far."),
    term("spr", "", &["sprint points"], "In the table: points from sprints alone, without those for laps."),
    term("total", "", &["points"], "Sprint points, and 20 for each lap gained less 20 for each lap lost; with starting points and points taken off, where there are some."),
    term("gap", "", &[], "In the table: points behind the leader, or behind the rider whom you follow. With groups: metres and seconds to the bunch."),
    term("tie", "", &["level"], "Riders with equal points are ranked by the order across the last line."),
    term("places in parentheses", "(3)", &["provisional"], "A rank so far. When the race is over it has a full stop: 3."),
    term("arrows beside the gap", "▲1", &[], "Places won or lost since just before the last sprint."),
    term("dead heat", "&", &[], "Two riders whom the judge cannot separate: both have the place and its points, and the next place is not given."),
    term("relegated", "r.", &["relegation"], "Put last in a sprint by the commissaires, for a fault in it."),
    term("points taken off", "off", &["penalty"], "By the commissaires, for a fault; the reason is told with it."),
    term("starting points", "start", &["omnium"], "In the last race of an omnium riders start with the points of the races before."),
    term("dnf", "×", &["did not finish", "abandoned"], "Left the race. In the table without a rank; under the rules since 2023 all who did so share the place after the last finisher."),
    term("dns", "", &["did not start"], "On the start list, and not at the start."),
    term("pul", "", &["pulled", "withdrawn"], "Taken out of the race by the commissaires."),
    term("dsq", "", &["disqualified"], "Excluded from the result."),
    term("neutralised", "", &["mishap", "recognised mishap"], "After a crash or a mechanical a rider may miss some laps and come back into the group, without losing one."),
    term("edition", "", &["rules", "era"], "The rules of one era. The key r scores the race on the screen under another: velodrome rules has them all."),
    term("replay", "", &["directed race", "directed"], "A race that was ridden, put together again from what sources say and filled in where they are silent, so that it ends in the official result."),
    term("simulated race", "", &["free race", "simulation"], "A race whose riders decide for themselves, by the model. Every seed is another race."),
    term("what-if", "", &["fork", "forked race"], "A race that goes on otherwise from some moment: with an order to a rider, or with all deciding for themselves."),
    term("seed", "", &[], "The number from which all draws come. The same scenario, rules and seed give the same race on every machine."),
    term("run code", "run:", &["code"], "The whole of a run in one word, to open it again or to hand it on."),
    term("derived", "=", &[], "No source states it, but it follows from what sources state."),
    term("reconstructed", "~", &[], "No source states it: filled in by the seed so that everything that is stated holds."),
    term("simulated", "*", &[], "The riders of the model decided it; no source says any of it."),
    term("likely", "?", &[], "What a source probably means; another reading is possible."),
    term("disputed", "†", &["dispute"], "Sources disagree about this rider: the rider's page tells how, and what was taken."),
    term("chance of winning", "", &["chances"], "How many of the races ridden on from here this rider wins, by the model's riders; with the range in which it lies with 95 % confidence."),
    term("what moved them", "", &["leverage"], "By how much a sprint or a lap gained changed who wins, in per cent of races."),
    term("effort", "", &["critical power", "cp"], "Power in per cent of critical power, the power that can be held for a long time."),
    term("reserve", "", &["w prime", "w'"], "What is left of the work that can be done above critical power; it comes back below it."),
    term("sheltered", "", &["shelter", "in the wind"], "Behind a wheel the air takes less power: about 39 % less at 30 cm."),
];

/// The terms that `typed` means: one by its name, its sign or another word for it, or else all in whose names it occurs.
///
/// # Errors
/// If there is none: what is wrong, and the nearest term.
pub fn find(typed: &str) -> Result<Vec<&'static Term>, [String; 2]> {
    let (sign, wanted) = (typed.trim(), fold(typed));
    let names = |term: &'static Term| std::iter::once(term.term).chain(term.also.iter().copied());
    let has_sign = |term: &Term| term.sign.split(' ').any(|of| !of.is_empty() && of == sign);
    let is_called = |term, is: &dyn Fn(&str) -> bool| !wanted.is_empty() && names(term).any(|name| is(&fold(name)));
    let all = |is: &dyn Fn(&'static Term) -> bool| TERMS.iter().filter(|term| is(term)).collect::<Vec<_>>();
    let exact = all(&|term| has_sign(term) || is_called(term, &|name| name == wanted));
    let found = if exact.is_empty() { all(&|term| is_called(term, &|name| name.contains(&wanted))) } else { exact };
    if !found.is_empty() {
        return Ok(found);
    }
    let near = nearest(typed, TERMS.iter().flat_map(names));
    let remedy =
        near.map_or_else(|| "velodrome words lists them all".to_owned(), |near| format!("did you mean \"{near}\"?"));
    Err([format!("\"{}\" is not in the glossary", visible(typed, 60)), remedy])
}

/// The terms as text: each with its sign, and what it means below.
#[must_use]
pub fn text(terms: &[&Term]) -> String {
    let mut out = String::new();
    for term in terms {
        let sign = if term.sign.is_empty() { String::new() } else { format!("  {}", term.sign) };
        out += &fold_lines(&format!("{}{sign}\n", term.term));
        for line in wrap(term.means, PAGE - 4, LongWord::Whole) {
            out += &format!("    {line}\n");
        }
    }
    out
}

/// The terms as one JSON document.
#[must_use]
pub fn json(terms: &[&Term]) -> String {
    // Cannot fail: all keys are text.
    let document = serde_json::json!({ "schema": "velodrome.words/1", "terms": terms });
    serde_json::to_string_pretty(&document).expect("terms are plain data") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_by_name_sign_or_other_words_in_any_spelling() {
        let found = |typed: &str| find(typed).map(|terms| terms.iter().map(|t| t.term).collect::<Vec<_>>());
        assert_eq!(found("Bell"), Ok(vec!["bell"]));
        assert_eq!(found("★"), Ok(vec!["leader"]));
        assert_eq!(found("~"), Ok(vec!["reconstructed"]));
        assert_eq!(found("peloton"), Ok(vec!["bunch"]));
        assert_eq!(found("double points"), Ok(vec!["last sprint"]));
        assert_eq!(found("starting"), Ok(vec!["starting points"]));
        assert_eq!(find("bnch").unwrap_err(), ["\"bnch\" is not in the glossary", "did you mean \"bunch\"?"]);
        assert!(find("\u{1b}[2J").is_err());
    }

    #[test]
    fn no_word_means_two_things_and_each_is_explained_in_a_sentence_or_two() {
        let mut words: Vec<String> =
            TERMS.iter().flat_map(|t| t.also.iter().chain([&t.term])).map(|w| fold(w)).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        for term in TERMS {
            assert!(term.means.ends_with('.') && term.means.len() < 260, "{}", term.term);
            assert!(!term.means.contains("  "), "{}", term.term);
        }
    }
}
