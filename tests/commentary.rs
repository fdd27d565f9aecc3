//! The commentary on whole races: replays, and free races of both sexes and several editions, heard as a listener hears them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use velodrome::commentary::{self, CommentaryLine, Pronoun, Story, Topic};
use velodrome::player::Replay;
use velodrome::race::view::{GroupKind, GroupView};
use velodrome::report::words::RiderNames;
use velodrome::rules::{EditionId, RankBy, Standing, Standings, Status};
use velodrome::scenario;
use velodrome::units::{Bib, Micros};

const REPLAYS: [&str; 3] = ["athens-2004-men", "athens-2004-women", "beijing-2008-men"];

/// Field, edition if it is not the field's own, seed.
const FREE: [(&str, Option<EditionId>, u64); 10] = [
    ("men-elite", None, 3),
    ("women-elite", None, 1),
    ("men-elite-2016", Some(EditionId::E2000), 2),
    ("women-elite-2016", None, 4),
    ("women-elite-2016", Some(EditionId::E2023), 5),
    ("junior-men", None, 6),
    ("junior-women", Some(EditionId::E2019), 7),
    ("athens-2004-men", None, 8),
    ("beijing-2008-men", Some(EditionId::E2016), 9),
    ("athens-2004-women", None, 10),
];

struct Heard {
    what: String,
    replay: Replay,
    lines: Vec<CommentaryLine>,
}

fn heard(replay: Replay, what: String) -> Heard {
    let lines = commentary::said(&replay);
    assert!(lines.len() > 20, "{what}: {} lines", lines.len());
    Heard { what, replay, lines }
}

static RACES: LazyLock<Vec<Heard>> = LazyLock::new(all);

fn races() -> &'static [Heard] {
    &RACES
}

fn all() -> Vec<Heard> {
    let replays = REPLAYS.into_iter().flat_map(|id| {
        (1..=2).map(move |seed| {
            let race = scenario::load(id).expect("a built-in race");
            heard(Replay::new(race, None, seed).expect("a record that holds"), format!("{id}, seed {seed}"))
        })
    });
    let free = FREE.into_iter().map(|(id, edition, seed)| {
        let race = scenario::load(id).expect("a built-in field");
        heard(Replay::free(race, edition, seed), format!("{id}, free, {edition:?}, seed {seed}"))
    });
    replays.chain(free).collect()
}

/// What is left of a sentence without names and numbers.
fn frame(sentence: &str) -> String {
    const NUMBERS: [&str; 36] = [
        "a",
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "points",
        "point",
    ];
    let mut words: Vec<String> = Vec::new();
    for word in sentence.split(' ') {
        let owner = word.strip_suffix("'s").unwrap_or(word);
        let bare: String = owner.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
        let is_name = bare.chars().filter(|c| c.is_alphabetic()).count() > 1 && !bare.chars().any(char::is_lowercase);
        let is_number =
            bare.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&bare.to_lowercase().as_str());
        let kept = if is_name || is_number { "#".to_owned() } else { word.to_owned() };
        // Several names in a row are one, whoever joins them.
        let joins = word == "and" && words.last().is_some_and(|last| last == "#");
        let goes_on = kept == "#" && words.last().is_some_and(|last| last == "#");
        if !(joins || goes_on) {
            words.push(kept);
        }
    }
    words.join(" ")
}

fn sentences(text: &str) -> impl Iterator<Item = String> {
    text.split_inclusive(". ").map(|sentence| frame(sentence.trim()))
}

/// Whether `text` has `words`, and not as part of a longer name or number.
fn has_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| !text[at + words.len()..].starts_with(|c: char| c.is_alphanumeric()))
}

fn score(by: RankBy, row: &Standing) -> (i32, i32) {
    match by {
        RankBy::Points => (row.total, 0),
        RankBy::LapsThenPoints => (row.laps, row.points_beside_laps()),
    }
}

/// Riders of the race at the top of the table: one, or those who are level.
fn leaders(heard: &Heard, at: Micros) -> BTreeSet<String> {
    let table = heard.replay.scoreboard(at).standings();
    let by = heard.replay.rules().rank_by;
    let racing = |row: &&Standing| matches!(row.status, Status::Racing | Status::Finished);
    let best = table.rows.iter().filter(racing).map(|row| score(by, row)).max();
    let top = table.rows.iter().filter(racing).filter(|row| Some(score(by, row)) == best);
    top.map(|row| heard.replay.scenario().name(row.bib)).collect()
}

#[test]
fn bells_and_sprints_are_at_most_two_lines_of_five() {
    for race in races() {
        let calls = race.lines.iter().filter(|l| matches!(l.topic, Topic::Bell | Topic::Sprint)).count();
        assert!(10 * calls <= 4 * race.lines.len(), "{}: {calls} of {}", race.what, race.lines.len());
    }
}

#[test]
fn no_sentence_sounds_like_one_of_the_last_five_lines() {
    for race in races() {
        for pair in (0..race.lines.len()).flat_map(|i| (i.saturating_sub(4)..i).map(move |k| (k, i))) {
            let [before, after] = [pair.0, pair.1].map(|i| &race.lines[i]);
            let same = before.frames.iter().find(|frame| after.frames.contains(frame));
            assert_eq!(same, None, "{}: {} / {}", race.what, before.text, after.text);
            let heard: Vec<String> = sentences(&before.text).collect();
            let again = sentences(&after.text).find(|sentence| heard.contains(sentence));
            assert_eq!(again, None, "{}: {} / {}", race.what, before.text, after.text);
        }
    }
}

#[test]
fn every_sprint_has_one_line_which_names_a_change_of_rank_or_the_margin() {
    /// Words for places, for being level, and for what lies between riders.
    const MEANS: [&str; 14] = [
        "lead", "level", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "first",
        "podium", "top", "point",
    ];
    for race in races() {
        let lines: Vec<&CommentaryLine> = race.lines.iter().filter(|l| l.topic == Topic::Sprint).collect();
        assert_eq!(lines.len(), race.replay.rules().sprints() as usize, "{}", race.what);
        for line in lines {
            let meaning = line.text.split_inclusive(". ").skip(1).collect::<String>();
            assert!(MEANS.iter().any(|word| meaning.contains(word)), "{}: {}", race.what, line.text);
        }
    }
}

#[test]
fn a_race_of_160_laps_has_at_most_150_lines_and_a_shorter_one_in_proportion() {
    for race in races() {
        let (lines, laps) = (race.lines.len() as u32, race.replay.rules().planned_laps());
        assert!(lines * 160 <= 150 * laps, "{}: {lines} lines in {laps} laps", race.what);
    }
}

#[test]
fn whoever_is_called_the_leader_leads_the_table_at_that_moment() {
    let mut told = 0;
    for race in races() {
        let names: Vec<String> = race.replay.scenario().riders.iter().map(|r| r.family.clone()).collect();
        for line in &race.lines {
            let top = leaders(race, line.at);
            for name in &names {
                let says = [
                    format!("{name}, the leader"),
                    format!("{name} leads"),
                    format!("{name} still leads"),
                    format!("{name} takes the lead"),
                    format!("New leader: {name}"),
                    format!("The lead passes to {name}"),
                    format!("{name}'s lead"),
                    format!("{name} has the lead"),
                    format!("{name} goes to the top"),
                    format!("{name}, who leads"),
                    format!("{name} adds"),
                    format!("more for {name}"),
                    format!("stays as it is; {name}"),
                    format!("with them: {name}"),
                ];
                let claims = says.iter().any(|says| has_word(&line.text, says)) && !line.text.contains("With a lap");
                let hopes = ["A lap", "lap here", "For third"].iter().any(|hope| line.text.contains(hope));
                if claims && !hopes {
                    told += 1;
                    assert!(top.contains(name), "{}: {} but {top:?}", race.what, line.text);
                }
            }
        }
    }
    assert!(told > 100, "only {told} lines name a leader");
}

#[test]
fn riders_of_womens_races_are_never_he() {
    let mut heard = 0;
    for race in races().iter().filter(|race| race.what.contains("women")) {
        for line in &race.lines {
            let words = line.text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            for word in words {
                assert!(!["he", "his", "him", "himself"].contains(&word.as_str()), "{}: {}", race.what, line.text);
                heard += u32::from(["she", "her", "herself"].contains(&word.as_str()));
            }
        }
    }
    assert!(heard > 5, "she was named {heard} times");
}

#[test]
fn every_quarter_of_a_race_has_the_first_three_of_the_table() {
    for race in races() {
        let recaps: Vec<&CommentaryLine> = race.lines.iter().filter(|l| l.topic == Topic::Recap).collect();
        assert_eq!(recaps.len(), 3, "{}: {recaps:#?}", race.what);
        let laps = race.replay.rules().planned_laps();
        for (line, quarter) in recaps.into_iter().zip(1..) {
            let done = laps - line.to_go;
            assert!((0..=1).contains(&(done - (laps * quarter).div_ceil(4))), "{}: {line:?}", race.what);
            let table: Standings = race.replay.scoreboard(line.at).standings();
            let names = table.rows.iter().take(3).map(|row| race.replay.scenario().name(row.bib));
            let table = line.text.split(". ").next().unwrap_or_default();
            let named: Vec<&str> = table.split(", ").collect();
            let holds = names.zip(&named).all(|(name, part)| has_word(part, &name));
            assert!(holds && named.len() == 3, "{}: {}", race.what, line.text);
        }
    }
}

#[test]
fn riders_level_at_the_end_are_told_apart_where_only_the_last_sprint_does() {
    // Beijing 2008 ended with three riders on 8 points, in the order Keisse, Ciccone, Rybin from twelfth place on.
    let race = &races()[4];
    let lines: Vec<&str> = race.lines.iter().map(|l| l.text.as_str()).collect();
    let tie = lines.iter().find(|l| l.contains("KEISSE, CICCONE and RYBIN") && l.contains("12th to 14th"));
    assert!(tie.is_some_and(|tie| tie.contains("last sprint") && tie.contains('8')), "{lines:#?}");
    // Athens 2004: Carrara and Ulmer both had 8 points, and Carrara was fifth.
    let race = &races()[2];
    let tie =
        race.lines.iter().find(|l| l.text.contains("CARRARA") && l.text.contains("ULMER") && l.topic == Topic::Finish);
    assert!(tie.is_some_and(|tie| tie.text.contains("fifth") && tie.text.contains("last sprint")));
}

#[test]
fn a_line_knows_nothing_of_what_comes_after_it() {
    for race in [&races()[0], &races()[6], &races()[9]] {
        let replay = &race.replay;
        let starters: Vec<Bib> = replay.scenario().riders.iter().map(|r| r.bib).collect();
        for part in 1..8 {
            let until = Micros(replay.duration().0 * part / 8);
            let facts = &replay.facts()[..replay.facts().partition_point(|fact| fact.at() <= until)];
            let notes = &replay.notes()[..replay.notes().partition_point(|note| note.at <= until)];
            let said = commentary::tell(&Story {
                names: RiderNames::of(replay.scenario()),
                they: Pronoun::of(replay.scenario()),
                starters: &starters,
                rules: replay.rules(),
                facts,
                notes,
                seed: replay.seed(),
                look: &|at| Some(replay.view(at.min(until))),
                card: None,
                shared: &[],
            });
            // What is told together (a sprint, a lap of several riders) may not be complete in the last lap.
            let complete = Micros(until.0 - 20_000_000);
            let known =
                |lines: &[CommentaryLine]| lines.iter().filter(|l| l.at <= complete).cloned().collect::<Vec<_>>();
            assert_eq!(known(&said), known(&race.lines), "{}, up to {until}", race.what);
        }
    }
}

#[test]
fn quiet_laps_get_a_line_now_and_then() {
    for race in races() {
        let done = |line: &CommentaryLine| race.replay.rules().planned_laps() - line.to_go;
        let longest = race.lines.windows(2).map(|pair| done(&pair[1]).saturating_sub(done(&pair[0]))).max();
        assert!(longest <= Some(9), "{}: {longest:?} laps without a line", race.what);
    }
}

#[test]
fn lines_begin_with_a_capital_end_with_a_full_stop_and_are_short() {
    for race in races() {
        for line in &race.lines {
            let text = &line.text;
            assert!(text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()), "{text}");
            assert!(text.ends_with('.') && !text.contains("..") && !text.contains("  "), "{text}");
            assert!(text.chars().count() <= 190, "{} characters: {text}", text.chars().count());
        }
    }
}

#[test]
fn the_winner_comes_last_with_the_scores_of_the_first_three() {
    for race in races() {
        let table = race.replay.standings();
        let last = &race.lines.last().expect("lines").text;
        let names: Vec<String> = table.rows.iter().take(3).map(|row| race.replay.scenario().name(row.bib)).collect();
        assert!(last.starts_with(&format!("{} wins", names[0])), "{}: {last}", race.what);
        assert!(names[1..].iter().all(|name| last.contains(name.as_str())), "{}: {last}", race.what);
    }
}

#[test]
fn whoever_a_lap_would_put_in_the_lead_is_not_away_with_somebody_who_stays_ahead() {
    let mut told = 0;
    for race in races() {
        let by = race.replay.rules().rank_by;
        for line in &race.lines {
            let named = race.replay.scenario().riders.iter().find(|rider| {
                let name = &rider.family;
                let forms = [
                    format!("a lap would put {name} in the lead"),
                    format!("a lap here and {name} leads the race"),
                    format!("lap is worth the lead to {name}"),
                    format!("with a lap, {name} would lead"),
                    format!("for {name} a lap means the lead"),
                ];
                forms.iter().any(|form| has_word(&line.text.to_lowercase(), &form.to_lowercase()))
            });
            let Some(rider) = named else { continue };
            let view = race.replay.view(line.at);
            let away = |group: &&GroupView| matches!(group.kind, GroupKind::Break | GroupKind::Chase);
            let with = view.groups.iter().filter(away).find(|group| group.riders.contains(&rider.bib));
            let of = |bib: Bib| {
                view.standings.rows.iter().find(|row| row.bib == bib).map(|row| score(by, row)).expect("a starter")
            };
            let company = with.iter().flat_map(|group| &group.riders).filter(|bib| **bib != rider.bib);
            told += 1;
            for other in company {
                assert!(of(*other) < of(rider.bib), "{} at {}: {}", race.what, line.at.clock(), line.text);
            }
        }
    }
    assert!(told > 3, "only {told} lines say so");
}

#[test]
fn a_line_is_about_everybody_whom_it_names_and_about_riders_whom_it_only_counts() {
    const MANY: [(&str, usize); 5] = [("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7)];
    let mut counted = 0;
    for race in races() {
        let riders = &race.replay.scenario().riders;
        for line in &race.lines {
            let words = line.text.split(|c: char| !(c.is_alphanumeric() || "-'".contains(c)));
            let words: Vec<&str> = words.map(|word| word.strip_suffix("'s").unwrap_or(word)).collect();
            let named = riders.iter().filter(|rider| words.contains(&rider.family.as_str()));
            for rider in named {
                assert!(line.bibs.contains(&rider.bib), "{}: {} is not about {}", race.what, line.text, rider.family);
            }
            let text = line.text.to_lowercase();
            for (word, many) in MANY.into_iter().filter(|(word, _)| {
                [" have", " are", " hear"].iter().any(|verb| text.contains(&format!("the {word}{verb}")))
            }) {
                counted += 1;
                assert!(line.bibs.len() >= many, "{}: {} is about {:?}, not {word}", race.what, line.text, line.bibs);
            }
            assert!(line.bibs.is_sorted_by(|a, b| a < b), "{}: {:?}", race.what, line.bibs);
        }
    }
    assert!(counted > 5, "only {counted} lines speak of riders by their number");
}

#[test]
fn riders_are_counted_only_right_after_they_were_named_or_if_nobody_else_is_away() {
    const MANY: [&str; 8] = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let mut told = 0;
    for race in races() {
        for (i, line) in race.lines.iter().enumerate() {
            let text = line.text.to_lowercase();
            let said = MANY.iter().find(|many| {
                let after = |at: usize| text[at..].split([' ', '.', ':', ';', ',']).nth(2).unwrap_or_default();
                text.match_indices(&format!("the {many}"))
                    .any(|(at, _)| !["sprints", "who", "laps", "points"].contains(&after(at)))
            });
            let Some(many) = said else { continue };
            told += 1;
            let view = race.replay.view(line.at);
            let away = |group: &&GroupView| matches!(group.kind, GroupKind::Break | GroupKind::Chase);
            if text.contains(&format!("the {many} in front")) {
                let company = view.groups.iter().filter(away).filter(|group| group.gap_m > 15.0);
                assert!(company.flat_map(|g| &g.riders).all(|bib| line.bibs.contains(bib)), "{}: {text}", race.what);
            } else {
                let before = &race.lines[i.saturating_sub(2)..i];
                let known = |bib: &Bib| before.iter().any(|before| before.bibs.contains(bib));
                let them = MANY.iter().position(|word| word == many).map_or(0, |at| at + 2);
                let known = line.bibs.iter().filter(|bib| known(bib)).count();
                assert!(known >= them, "{} at {}: {text} after {before:#?}", race.what, line.at.clock());
            }
        }
    }
    assert!(told > 10, "only {told} lines count riders");
}
