//! Any text as a scenario file: no crash, no hang, no control characters in messages, and no refusal without a reason.
//!
//! `cargo fuzz run scenario -- -dict=fuzz/scenario.dict -max_len=16384`. Start from the built-in races and the broken files:
//! `cp scenarios/*.toml tests/bad/*.toml fuzz/corpus/scenario/`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use velodrome::scenario::check;

fuzz_target!(|text: &str| {
    let checked = check("fuzz.toml", text);
    let (problems, warnings) = (&checked.problems, &checked.warnings);
    let messages = problems.plain() + &problems.graphical(80, false) + &warnings.plain();
    assert!(!messages.chars().any(|c| c.is_control() && c != '\n'), "control characters in {messages:?}");
    assert_eq!(checked.scenario.is_some(), problems.is_empty(), "{messages}");
    let Some(scenario) = checked.scenario else { return };
    assert!((2..=150).contains(&scenario.riders.len()));
    assert!(!scenario.rules(None).sprint_laps().is_empty());
    for rider in &scenario.riders {
        assert_eq!(scenario.find(&rider.family), Ok(rider.bib), "family names are unique");
    }
});
