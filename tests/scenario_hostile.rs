//! Texts made to crash or hang the reader, or to exhaust memory: each is answered within a second of computing and 200 MB.

use std::fs;
use std::time::Duration;

use proptest::prelude::*;
use velodrome::scenario::{builtins, check, json_schema, load};

use crate::program::Folder;

/// The exit code of `velodrome check` on `text`, in a process that gets 200 MB of memory and no more.
#[cfg(unix)]
fn exit_code_in_200_mb(text: &str) -> Option<i32> {
    let folder = Folder::new("hostile");
    folder.write("hostile.toml", text);
    let limited = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 204800 && exec \"$0\" check \"$1\"", env!("CARGO_BIN_EXE_velodrome")])
        .arg(folder.file("hostile.toml"))
        .output()
        .expect("a shell");
    limited.status.code()
}

/// Time that this thread has spent computing, so that other tests on the same cores do not count. Only Linux says.
fn computed() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(stat.split_whitespace().next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
}

/// The number of problems of `text`, found within a second of computing and 200 MB. If it has none, it can be ridden.
fn bearable(what: &str, text: &str) -> usize {
    found(what, text, true)
}

/// As [`bearable`]; `rides` says whether a text without problems can be ridden.
fn found(what: &str, text: &str, rides: bool) -> usize {
    let start = computed();
    let checked = check(what, text);
    let (plain, drawn) = (checked.problems.plain(), checked.problems.graphical(100, true));
    let took = computed() - start;
    assert!(took < Duration::from_secs(1), "{what} took {took:?}");
    #[cfg(unix)]
    assert_eq!(exit_code_in_200_mb(text), Some(if rides && checked.problems.is_empty() { 0 } else { 2 }), "{what}");
    assert!(plain.len() < 1 << 20 && drawn.len() < 1 << 20, "{what}: the messages are a flood");
    assert!(!plain.chars().any(|c| c.is_control() && c != '\n'), "{what}");
    checked.problems.list.len()
}

/// As [`bearable`], for a text that must be refused.
fn refused(what: &str, text: &str) {
    assert!(bearable(what, text) > 0, "{what}: no problem found");
}

const HEAD: &str = "schema = 1\n[course]\nlaps = 40\n[rules]\nedition = \"2004\"\n";
const LARGE: usize = (1 << 20) - 200;

/// `unit` repeated up to nearly the largest size that is read at all.
fn filled(head: &str, unit: &str, tail: &str) -> String {
    format!("{head}{}{tail}", unit.repeat((LARGE - head.len() - tail.len()) / unit.len()))
}

#[test]
fn a_million_riders_are_refused() {
    let million = format!("{HEAD}{}", "[[riders]]\nname = \"A B\"\n".repeat(1_000_000));
    assert_eq!(bearable("a million riders", &million), 1);
    assert!(bearable("as many as fit", &filled(HEAD, "[[riders]]\nname = \"A B\"\n", "")) > 0);
    assert!(bearable("as many without a name", &filled(HEAD, "[[riders]]\n", "")) > 0);
    assert!(bearable("as many in a line", &filled("schema = 1\nriders = [", "{},", "]\n")) > 0);
}

#[test]
fn deep_nesting_is_refused() {
    let nested =
        |n: usize, open: &str, close: &str| format!("schema = 1\nabout = {}{}\n", open.repeat(n), close.repeat(n));
    refused("10,000 lists", &nested(10_000, "[", "]"));
    refused("500,000 lists", &nested(500_000, "[", "]"));
    refused("open lists", &nested(1_000_000, "[", ""));
    refused("10,000 tables", &nested(10_000, "{ a = ", " }"));
    refused("dotted keys", &format!("{} = 1\n", vec!["a"; 200_000].join(".")));
    refused("dotted headings", &format!("[{}]\n", vec!["a"; 200_000].join(".")));
}

#[test]
fn floods_of_anything_are_refused() {
    refused("equals signs", &filled("", "=\n", ""));
    refused("quotes", &filled("", "\"\n", ""));
    refused("newlines", &filled("", "\n", "x"));
    refused("carriage returns", &filled("", "\r", "x"));
    refused("hashes", &filled("", "#", ""));
    refused("headings", &filled("", "[a]\n", ""));
    refused("one key again and again", &filled("", "a=1\n", ""));
    refused("lists in a list", &filled("about = [", "[],", "]\n"));
    refused("numbers in a list", &filled("about = [", "1,", "]\n"));
    refused("a line without end", &filled("about = [\"", "x", "\"]\n"));
    refused("escapes", &filled("title = \"", "\\u001b", "\"\n"));
    refused("marks", &filled("title = \"", "\u{301}", "\"\n"));
    refused("digits", &filled("[course]\nlaps = ", "9", "\n"));
    refused("digits after the point", &filled("[course]\nlaps = 4.", "9", "\n"));
    let keys: String = (0..70_000).map(|i| format!("key{i:06} = 1\n")).collect();
    refused("unknown keys", &keys);
    let long_key = filled("", "k", " = 1\n");
    refused("a key without end", &long_key);
}

#[test]
fn floods_of_references_are_answered() {
    let riders: String = (0..150).map(|i| format!("[[riders]]\nname = \"Rider Family{i}\"\n")).collect();
    let head = format!("{HEAD}{riders}[record]\n");
    refused(
        "unknown riders",
        &filled(&format!("{head}away = ["), "{ riders = [\"Famly\"], from_lap = 1, to_lap = 2 },", "]\n"),
    );
    let named = vec!["\"Famly\""; 1900].join(",");
    refused(
        "lists of unknown riders",
        &filled(&head, &format!("[[record.away]]\nfrom_lap = 1\nto_lap = 2\nriders = [{named}]\n"), ""),
    );
    let known = (0..150).map(|i| format!("\"Family{i}\"")).collect::<Vec<_>>().join(",");
    // Nothing is wrong with these: any number of riders may gain a lap any number of times, for all the reader knows.
    let laps = filled(&head, &format!("[[record.lap]]\nriders = [{known}]\n"), "");
    // But 150 riders are more than a track of 250 m holds.
    assert_eq!(found("known riders", &laps, false), 0);
    refused("scores", &filled(&head, "[[record.score]]\nafter = 2\nrider = \"Family7\"\nsprint_points = 5\n", ""));
    let sources: String = (0..2000).map(|i| format!("[[sources]]\nkey = \"source-{i}\"\ntitle = \"T\"\n")).collect();
    let cited = vec!["\"sorce-7\""; 1900].join(",");
    refused(
        "unknown sources",
        &filled(
            &format!("{HEAD}{riders}{sources}"),
            &format!("[[record.away]]\nfrom_lap = 1\nto_lap = 2\nriders = [1]\nsource = [{cited}]\n"),
            "",
        ),
    );
}

#[test]
fn a_scenario_at_every_limit_is_read() {
    let riders: String = (0..150).map(|i| format!("[[riders]]\nname = \"Rider Family{i}\"\n")).collect();
    let sprints: String =
        (1..=800).map(|n| format!("[[record.sprint]]\nn = {n}\nfirst = \"Family{}\"\n", n % 150)).collect();
    let text = format!(
        "schema = 1\n[course]\nlaps = 800\n[rules]\nedition = \"2004\"\nsprint_every = 1\n{riders}[record]\n{sprints}"
    );
    assert_eq!(found("800 sprints of 150 riders", &text, false), 0);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    for b in builtins() {
        let plain = check(b.id, b.text).scenario;
        assert!(plain.is_some());
        assert_eq!(check(b.id, &b.text.replace('\n', "\r\n")).scenario, plain);
        assert_eq!(check(b.id, &format!("\u{feff}{}", b.text)).scenario, plain);
    }
}

#[test]
fn paths_that_are_no_scenario_files_are_refused() {
    for (path, says) in
        [("src", "folder"), ("/dev/zero", "device"), ("/dev/null", "device"), ("no/such/file", "no file")]
    {
        let error = load(path).expect_err(path).plain();
        assert!(error.contains(says), "{path}: {error}");
    }
    let error = load("beijing2008men").expect_err("a slip").plain();
    assert!(error.contains("did you mean beijing-2008-men?"), "{error}");
    let error = load("\u{1b}[31mathens").expect_err("no such id").plain();
    assert!(!error.contains('\u{1b}'), "{error:?}");
}

#[test]
fn the_schema_explains_every_key_of_the_built_in_races() {
    let schema = json_schema();
    let mut unexplained = Vec::new();
    for (name, table) in schema["$defs"].as_object().unwrap() {
        for (key, about) in table["properties"].as_object().unwrap() {
            if about["description"].as_str().is_none_or(str::is_empty) {
                unexplained.push(format!("{name}.{key}"));
            }
        }
    }
    assert_eq!(unexplained, Vec::<String>::new());
    assert_eq!(schema["required"], serde_json::json!(["schema"]));
    let either = serde_json::json!([{"required": ["base"]}, {"required": ["course", "rules"]}]);
    assert_eq!(schema["anyOf"], either, "based on a built-in race, or with a course of its own");
    assert_eq!(schema["properties"]["riders"]["items"]["$ref"], "#/$defs/Rider");
}

/// A file that asks for every kind of change to its run.
const ASKS: &str = "schema = 1\nbase = \"athens-2004-men\"\n[run]\nseed = 7\nedition = \"2019\"\nfree_from = 0\n\
    without = [\"Kadlec\", 9]\nlegs = [{ rider = 1, cp_percent = 3, peak_percent = -2.5, w_prime_percent = 1 }]\n\
    [[orders]]\nfrom = \"lap 4\"\nrider = \"Ignatiev\"\naction = \"follow Llaneras\"\n\
    [[orders]]\nfrom = 00:02:10.5\nrider = 2\naction = \"sit in\"\n";

#[test]
fn a_file_that_asks_for_everything_is_read() {
    let checked = check("asks.toml", ASKS);
    assert!(checked.scenario.is_some(), "{}", checked.problems);
}

/// A race on record or [`ASKS`], with pieces cut out and put in.
fn mutated() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just("{".to_owned()),
        Just("\"".to_owned()),
        Just("\n".to_owned()),
        Just("=".to_owned()),
        Just("-1".to_owned()),
        Just("nan".to_owned()),
        Just("99999999999".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("[[record.sprint]]\n".to_owned()),
        Just("between = [1, 2]\n".to_owned()),
        Just("\"Kadlec\"".to_owned()),
        any::<char>().prop_map(String::from),
        "[a-z_]{1,12}",
        "-?[0-9]{1,4}",
    ];
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, piece), 1..12);
    (0usize..5, edits).prop_map(|(race, edits)| {
        let mut text: Vec<char> = builtins()[..3].get(race).map_or(ASKS, |b| b.text).chars().collect();
        for (at, cut, piece) in edits {
            let at = at.index(text.len());
            let end = (at + cut).min(text.len());
            text.splice(at..end, piece.chars());
            if text.is_empty() {
                text.push('\n');
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_race_is_read_or_refused_with_a_reason(text in mutated()) {
        let checked = check("mutated.toml", &text);
        let messages = checked.problems.plain() + &checked.problems.graphical(80, false);
        prop_assert!(!messages.chars().any(|c| c.is_control() && c != '\n'));
        prop_assert!(checked.scenario.is_some() || !checked.problems.list.is_empty(), "refused without a reason");
    }

    #[test]
    fn random_text_is_refused_with_a_reason(text in any::<String>()) {
        let checked = check("any.toml", &text);
        prop_assert!(!checked.problems.list.is_empty() && checked.scenario.is_none());
    }
}
