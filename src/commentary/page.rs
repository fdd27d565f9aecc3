//! Lines of the commentary as they are printed, from where they are asked for, and what follows them. Says nothing of the race.

use crate::event::Fact;
use crate::player::Replay;
use crate::report::Sheet;
use crate::rules::Scoreboard;
use crate::text::wrap_where;
use crate::units::{Bib, Micros};

/// A sentence on lines of at most `width` cells: the time, the laps to go, the text. What is to be copied is not broken.
#[must_use]
pub fn line(at: Micros, to_go: u32, text: &str, width: usize) -> String {
    // To the nearest second, as times are told in sentences.
    let head = format!("{}  {to_go:>3} to go  ", Micros(at.0 + 500_000).clock());
    let indent = if width < 2 * head.len() { 2 } else { head.len() };
    let room = |nth: usize| width.saturating_sub(if nth == 0 { head.len() } else { indent });
    let lines = wrap_where(text, |nth, line| crate::text::width(line) <= room(nth));
    head + &lines.join(&format!("\n{}", " ".repeat(indent))) + "\n"
}

/// When the head of the race had ridden `lap` whole race laps; the gun for lap 0 and for a lap that nobody completed.
#[must_use]
pub fn begins(replay: &Replay, lap: u32) -> Micros {
    let starters: Vec<Bib> = replay.scenario().riders.iter().map(|r| r.bib).collect();
    let mut board = Scoreboard::new(replay.rules().clone(), &starters);
    let mut reached = |fact: &&Fact| {
        board.apply(fact);
        board.counter().head_laps >= lap
    };
    if lap == 0 { Micros::ZERO } else { replay.facts().iter().find(&mut reached).map_or(Micros::ZERO, Fact::at) }
}

/// Decisions after the race, one sentence a line, and the table they led to; empty if there were none.
#[must_use]
pub fn decisions(sheet: &Sheet) -> String {
    let mut out = String::new();
    for d in &sheet.adjudications {
        out += &format!("{}: {}\n", d.date, d.text);
    }
    if !out.is_empty() {
        let places = sheet.standings.iter().filter_map(|r| r.rank.map(|n| format!("{n}. {}", r.family)));
        let day = sheet.as_of.as_deref().unwrap_or("today");
        out += &format!("The table of {day}: {}.\n", places.take(5).collect::<Vec<_>>().join(", "));
    }
    out
}
