//! The log of a race: facts and rulings in order, each ruling with the fact and the article it rests on.
//!
//! One event a line, in fixed columns or as JSON, so that two races can be compared with `diff`.

use serde::Serialize;

use super::result::status_word;
use super::table::{Align, Table};
use super::words::{RiderNames, figure, signed};
use crate::card::{Card, Sprint};
use crate::event::{Fact, StopKind};
use crate::player::{LapChange, Replay};
use crate::rules::{EditionId, Ruling, Status};
use crate::text::clean;
use crate::units::{Bib, Micros, Provenance};

/// The version of the shape of a line.
pub const SCHEMA: &str = "velodrome.event/1";

/// What the log needs of a race; separate from [`Replay`] so that tests can make a log by hand.
#[derive(Debug, Clone, Copy)]
pub struct EventLog<'a> {
    pub names: RiderNames<'a>,
    pub facts: &'a [Fact],
    pub rulings: &'a [Ruling],
    pub sprints: &'a [Sprint],
    pub lap_changes: &'a [LapChange],
    /// What is on record of the race, for the reasons of rulings.
    pub card: Option<&'a Card>,
}

/// One event as data. Keys that do not apply to an event are left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine {
    pub schema: &'static str,
    /// `fact` or `ruling`.
    pub kind: &'static str,
    /// Facts: `start`, `line`, `tail`, `front`, `mishap`, `return`, `relegation`, `penalty`, `stop`.
    /// Rulings: `start`, `bell`, `bell again`, `place`, `relegated`, `moved`, `gain`, `loss`, `neutralised`, `back`, `penalty`, `out`, `restart`, `over`.
    pub what: &'static str,
    /// Microseconds since the gun.
    pub at_us: i64,
    pub bib: Bib,
    pub name: String,
    /// Number of the fact in the log, from 0; for a ruling, the fact it rests on.
    pub fact: usize,
    /// Whole laps the rider has ridden since the gun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ridden: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sprint: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i32>,
    /// Laps on the counter when the race goes on after a stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_go: Option<u32>,
    /// Laps gained minus laps lost after the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// Why the commissaires ruled so, in their words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<EditionId>,
}

/// The log as a table of fixed columns.
#[must_use]
pub fn text(replay: &Replay) -> String {
    with_log(replay, |log| render(&lines(log), log.names))
}

/// The log as NDJSON: one JSON object per line.
#[must_use]
pub fn ndjson(replay: &Replay) -> String {
    with_log(replay, |log| {
        let line = |l: &EventLine| serde_json::to_string(l).expect("an event is plain data") + "\n";
        lines(log).iter().map(line).collect()
    })
}

fn with_log<T>(replay: &Replay, f: impl FnOnce(&EventLog) -> T) -> T {
    f(&EventLog {
        names: RiderNames::of(replay.scenario()),
        facts: replay.facts(),
        rulings: replay.rulings(),
        sprints: &replay.sprints(replay.duration()),
        lap_changes: &replay.lap_changes(),
        card: replay.given().card.as_ref(),
    })
}

/// Every fact, each followed by the rulings that rest on it.
#[must_use]
pub fn lines(log: &EventLog) -> Vec<EventLine> {
    let mut rulings = log.rulings.iter().peekable();
    let mut out = Vec::with_capacity(log.facts.len() + log.rulings.len());
    for (i, fact) in log.facts.iter().enumerate() {
        out.push(fact_line(i, fact, log));
        while let Some(ruling) = rulings.next_if(|r| r.because().fact <= i) {
            out.push(ruling_line(ruling, log));
        }
    }
    out.extend(rulings.map(|r| ruling_line(r, log)));
    out
}

/// A line with only who, when and what.
fn bare(kind: &'static str, what: &'static str, fact: usize, bib: Bib, at: Micros, log: &EventLog) -> EventLine {
    EventLine {
        schema: SCHEMA,
        kind,
        what,
        at_us: at.0,
        bib,
        name: log.names.name(bib),
        fact,
        ridden: None,
        sprint: None,
        place: None,
        points: None,
        to_go: None,
        balance: None,
        status: None,
        provenance: None,
        reason: None,
        article: None,
        edition: None,
    }
}

fn fact_line(i: usize, fact: &Fact, log: &EventLog) -> EventLine {
    let line = |what| bare("fact", what, i, fact.bib(), fact.at(), log);
    match *fact {
        Fact::Start { points, .. } => EventLine { points: Some(points), ..line("start") },
        Fact::Line { ridden, .. } => EventLine { ridden: Some(ridden), ..line("line") },
        Fact::Tail { .. } => line("tail"),
        Fact::Front { .. } => line("front"),
        Fact::Mishap { .. } => line("mishap"),
        Fact::Return { ridden, .. } => EventLine { ridden: Some(ridden), ..line("return") },
        Fact::Relegation { sprint, .. } => EventLine { sprint: Some(sprint), ..line("relegation") },
        Fact::Penalty { points, .. } => EventLine { points: Some(-(points as i32)), ..line("penalty") },
        Fact::Stop { kind, .. } => EventLine { status: Some(status_of(kind)), ..line("stop") },
    }
}

fn status_of(kind: StopKind) -> Status {
    kind.into()
}

fn ruling_line(ruling: &Ruling, log: &EventLog) -> EventLine {
    let because = ruling.because();
    let line = |what, bib, at| EventLine {
        reason: log.card.and_then(|card| card.reason(ruling)).map(clean),
        article: Some(because.article),
        edition: Some(because.edition),
        ..bare("ruling", what, because.fact, bib, at, log)
    };
    match *ruling {
        Ruling::Start { bib, points, at, .. } => EventLine { points: Some(points), ..line("start", bib, at) },
        Ruling::Bell { sprint, head, at, .. } => EventLine { sprint: Some(sprint), ..line("bell", head, at) },
        Ruling::BellAgain { sprint, head, at, .. } => {
            EventLine { sprint: Some(sprint), ..line("bell again", head, at) }
        }
        Ruling::Place { sprint, place, points, bib, at, .. } => EventLine {
            sprint: Some(sprint),
            place: Some(place),
            points: Some(points as i32),
            provenance: place_provenance(log, sprint, bib),
            ..line("place", bib, at)
        },
        Ruling::Gain { bib, points, balance, at, .. } => EventLine {
            points: Some(points),
            balance: Some(balance),
            provenance: lap_provenance(log, bib, at),
            ..line("gain", bib, at)
        },
        Ruling::Loss { bib, points, balance, at, .. } => EventLine {
            points: Some(points),
            balance: Some(balance),
            provenance: lap_provenance(log, bib, at),
            ..line("loss", bib, at)
        },
        Ruling::Mishap { bib, back, at, .. } => line(if back { "back" } else { "neutralised" }, bib, at),
        Ruling::Moved { sprint, place, points, relegated, bib, at, .. } => EventLine {
            sprint: Some(sprint),
            place: Some(place),
            points: Some(points),
            provenance: place_provenance(log, sprint, bib),
            ..line(if relegated { "relegated" } else { "moved" }, bib, at)
        },
        Ruling::Penalty { bib, points, at, .. } => EventLine { points: Some(points), ..line("penalty", bib, at) },
        Ruling::Out { bib, status, at, .. } => EventLine { status: Some(status), ..line("out", bib, at) },
        Ruling::Restart { head, at, to_go, .. } => EventLine { to_go: Some(to_go), ..line("restart", head, at) },
        Ruling::Over { head, at, .. } => line("over", head, at),
    }
}

fn place_provenance(log: &EventLog, n: u32, bib: Bib) -> Option<Provenance> {
    let sprint = log.sprints.iter().find(|s| s.n == n)?;
    sprint.places.iter().find(|p| p.bib == bib).map(|p| p.provenance)
}

fn lap_provenance(log: &EventLog, bib: Bib, at: Micros) -> Option<Provenance> {
    log.lap_changes.iter().find(|c| c.bib == bib && c.at == at).map(|c| c.provenance)
}

fn render(lines: &[EventLine], names: RiderNames) -> String {
    use Align::{Left, Right};
    let bib = names.has_numbers().then_some(("bib", Right));
    let before = [("fact", Right), ("time", Right), ("what", Left)];
    let columns = before.into_iter().chain(bib).chain([("rider", Left), ("", Left), ("because", Left)]);
    let mut table = Table::new(&columns.collect::<Vec<_>>());
    for l in lines {
        let before =
            [if l.kind == "fact" { l.fact.to_string() } else { String::new() }, precise(l.at_us), l.what.to_owned()];
        let bib = names.has_numbers().then(|| names.number(l.bib).map_or(String::new(), |bib| bib.to_string()));
        let because = l.article.map_or(String::new(), |a| format!("{a}, fact {}", l.fact));
        table.row(before.into_iter().chain(bib).chain([l.name.clone(), detail(l), because]));
    }
    table.render_lines()
}

fn detail(l: &EventLine) -> String {
    let parts = [
        l.ridden.map(|n| format!("lap {n} of their own")),
        l.sprint.map(|n| format!("sprint {n}")),
        l.place.map(|n| format!("{n}.")),
        l.points.map(signed),
        l.to_go.map(|n| format!("{n} laps to go")),
        l.balance.map(|n| format!("balance {}", figure(n))),
        l.status.map(|s| status_word(s).to_owned()),
        l.provenance.map(|p| p.word().to_owned()),
        l.reason.as_ref().map(|reason| format!("({reason})")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A time to the microsecond, `0:12:34.567890`, so that only simultaneous events look simultaneous.
fn precise(at_us: i64) -> String {
    format!("{}.{:06}", Micros(at_us).clock(), at_us.max(0) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::rules::Scoreboard;

    /// Eleven laps of the sample race: a sprint, a lap gained and a rider who stops.
    fn with_log<T>(f: impl FnOnce(&EventLog) -> T) -> T {
        let scenario = sample::scenario();
        let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
        let at = |s: i64| Micros(s * 1_000_000 + 5);
        let mut facts: Vec<Fact> =
            (1..=10).map(|n| Fact::Line { bib: Bib(7), ridden: n, at: at(20 * i64::from(n)) }).collect();
        facts.push(Fact::Tail { bib: Bib(7), at: at(205) });
        facts.push(Fact::Stop { bib: Bib(9), kind: StopKind::Abd, at: at(206) });
        let (_, rulings) = Scoreboard::score(sample::rules(), &starters, &facts);
        let laps =
            [LapChange { at: at(205), lap: 10.2, bib: Bib(7), change: 1, provenance: Provenance::Reconstructed }];
        let sprints = sample::sheet_input(&scenario).sprints;
        f(&EventLog {
            names: RiderNames::of(&scenario),
            facts: &facts,
            rulings: &rulings,
            sprints: &sprints,
            lap_changes: &laps,
            card: None,
        })
    }

    #[test]
    fn each_ruling_follows_the_fact_it_rests_on() {
        with_log(|log| {
            let lines = lines(log);
            assert_eq!(lines.iter().filter(|l| l.kind == "fact").count(), log.facts.len());
            assert_eq!(lines.iter().filter(|l| l.kind == "ruling").count(), log.rulings.len());
            let mut last_fact = 0;
            for line in lines {
                if line.kind == "fact" {
                    last_fact = line.fact;
                } else {
                    assert_eq!(line.fact, last_fact, "{line:?}");
                    assert!(line.article.is_some_and(|a| !a.is_empty()));
                }
            }
        });
    }

    #[test]
    fn a_line_of_ndjson_has_only_the_keys_that_apply() {
        with_log(|log| {
            let find = |what: &str| {
                let line = lines(log).into_iter().find(|l| l.what == what).unwrap();
                serde_json::to_value(&line).unwrap()
            };
            let stop = serde_json::json!({
                "schema": "velodrome.event/1", "kind": "fact", "what": "stop", "at_us": 206_000_005, "bib": 9,
                "name": "Di De", "fact": 11, "status": "abd",
            });
            assert_eq!(find("stop"), stop);
            let place = find("place");
            assert_eq!((&place["sprint"], &place["place"], &place["points"]), (&1.into(), &1.into(), &5.into()));
            assert_eq!(place["provenance"], "recorded");
            assert_eq!(find("gain")["provenance"], "reconstructed");
            assert_eq!(find("gain")["balance"], 1);
        });
    }

    #[test]
    fn the_columns_of_the_text_say_the_same() {
        with_log(|log| {
            let text = render(&lines(log), log.names);
            let line =
                |what: &str| text.lines().find(|l| l.contains(what)).unwrap().split_whitespace().collect::<Vec<_>>();
            assert_eq!(line(" stop ")[..6], ["11", "0:03:26.000005", "stop", "9", "Di", "De"]);
            assert_eq!(line(" gain ")[1..8], ["gain", "7", "Ada", "Ám", "+20", "balance", "1"]);
        });
    }
}
