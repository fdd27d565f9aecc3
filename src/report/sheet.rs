//! The result as plain values, from which every format of `velodrome result` is written.
//!
//! A serialised [`Sheet`] is the contract `velodrome.result/1`: keys keep their names and order; new ones may be added.

use serde::Serialize;

use super::Day;
use super::amend;
use super::decisions::{self, RulingLine};
use super::words::{RiderNames, rounded};
use crate::card::{self, RowProvenance};
use crate::player::{self, Fork, Mode, Replay, RiderEffort};
use crate::rules::{EditionId, RaceRules, Restart, Ruling, Standing, Standings, Status};
use crate::run::Order;
use crate::scenario::{Dispute, Scenario};
use crate::text::clean;
use crate::units::{Bib, Micros, Provenance};

/// The note on riders who share a rank on record although the last line parts them.
pub(super) const SHARED_RANK: &str = "rank shared by the record, as the rules do not have it";

/// The version of the JSON.
pub const SCHEMA: &str = "velodrome.result/1";

/// An order of the run, as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderLine {
    pub order: String,
    /// Why it was refused; `null` if it was not.
    pub refused: Option<String>,
}

/// A whole result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet {
    pub schema: &'static str,
    pub scenario: String,
    pub edition: EditionId,
    pub seed: u64,
    pub mode: &'static str,
    /// Left out unless true: no draw of the seed could be ridden, and this is the race that all such seeds share.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub witness: bool,
    /// Race lap from which riders decide for themselves, 0 for the gun; `null` in a replay.
    pub free_from_lap: Option<u32>,
    pub race: RaceLine,
    /// In the order of the table, riders without a rank at the end.
    pub standings: Vec<StandingLine>,
    pub sprints: Vec<SprintLine>,
    pub lap_changes: Vec<LapChangeLine>,
    pub title: String,
    pub date: Option<String>,
    pub venue: Option<String>,
    /// The day whose table this is; `null` for the latest table.
    pub as_of: Option<String>,
    /// Decisions in force on that day, oldest first.
    pub adjudications: Vec<Decision>,
    pub disputes: Vec<Disputed>,
    /// Readings that the record calls likely but the replay had to give up to make everything fit, in words.
    pub given_up: Vec<String>,
    /// The sources that cells, claims and decisions refer to by key.
    pub sources: Vec<SourceLine>,
    pub rules: RaceRules,
    /// What the commissaires ruled beside laps and sprints; left out if they did not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<RulingLine>,
    /// In a forked race, seconds after the gun from which riders decide for themselves.
    pub free_from_s: Option<f64>,
    pub orders: Vec<OrderLine>,
    /// How else this run differs from the scenario, in words: riders who do not start, other legs, the air.
    pub conditions: Vec<String>,
    /// The run code, if the name of its scenario is known.
    pub run: Option<String>,
}

/// The course and the time of the race.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RaceLine {
    pub laps: u32,
    pub lap_m: f64,
    /// Seconds from the gun to the first rider across the last line, to the millisecond.
    pub time_s: f64,
    /// Race length divided by race time, km/h, to the hundredth.
    pub avg_kmh: f64,
    pub time_provenance: Provenance,
    /// Laps the race was to have, if it had fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_laps: Option<u32>,
    /// It was stopped for good; otherwise it was shortened, if it had fewer laps than planned.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stopped: bool,
    /// How it went on after a stop, if it did; `laps` are those that were ridden in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart: Option<Restart>,
}

/// A rider's line of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandingLine {
    /// `null` for riders who are not ranked.
    pub rank: Option<u32>,
    pub bib: Bib,
    pub name: String,
    pub noc: Option<String>,
    pub sprint_points: i32,
    /// Laps gained minus laps lost.
    pub laps: i32,
    pub total: i32,
    pub status: Status,
    /// Notes on this line: `disputed: sprint points`.
    pub marks: Vec<String>,
    /// How the sprint points are known.
    pub sprint_points_provenance: Provenance,
    /// How the laps are known.
    pub laps_provenance: Provenance,
    pub sprints_won: u32,
    /// Place in the order across the last line.
    pub last_line: Option<u32>,
    /// The bib is on record; otherwise riders are numbered in start-list order.
    pub bib_known: bool,
    /// Points from earlier races, in which the total begins; only in a race in which somebody has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_points: Option<i32>,
    /// Points that the commissaires took off; only in a race in which they did so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub penalty_points: Option<i32>,
    /// A source names the rider; the others are known only by how many started.
    pub named: bool,
    /// How it is known that the rider crossed the last line in a dead heat; `null` for one who crossed it alone.
    pub dead_heat: Option<Provenance>,
    /// The power the motion took of them; `null` for a rider who was never on the track.
    pub effort: Option<EffortLine>,
    /// The whole name with the family name in capitals, as boards show it.
    #[serde(skip)]
    pub board: String,
    #[serde(skip)]
    pub family: String,
}

/// The power that the motion took, to the watt, and for how long it was more than the rider has.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EffortLine {
    pub mean_w: f64,
    /// Highest mean over five minutes.
    pub best_5min_w: f64,
    /// Highest mean over fifteen seconds.
    pub best_15s_w: f64,
    pub max_kmh: f64,
    /// Seconds for which the motion took more than the rider's legs have.
    pub beyond_human_s: f64,
}

/// A sprint with its placed riders.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SprintLine {
    pub n: u32,
    pub lap: u32,
    pub to_go: u32,
    pub places: Vec<PlaceCell>,
}

/// A place in a sprint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceCell {
    pub place: u32,
    pub points: u32,
    pub bib: Bib,
    pub name: String,
    pub provenance: Provenance,
    /// The source allows another reading.
    pub likely: bool,
    /// Keys of the scenario's sources.
    pub sources: Vec<String>,
    #[serde(skip)]
    pub family: String,
}

/// A lap gained (+1) or lost (−1).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LapChangeLine {
    /// Race lap of the bunch, to the hundredth.
    pub lap: f64,
    pub bib: Bib,
    pub name: String,
    pub change: i32,
    pub provenance: Provenance,
    /// Seconds since the gun, to the millisecond.
    pub at_s: f64,
    #[serde(skip)]
    pub family: String,
}

/// A decision after the race.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    pub date: String,
    pub text: String,
}

/// Sources that contradict each other, and what decided between them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disputed {
    pub bib: Option<Bib>,
    pub name: Option<String>,
    pub about: String,
    pub decided: String,
    pub because: String,
    pub claims: Vec<ClaimLine>,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimLine {
    pub value: String,
    pub source: String,
}

/// A source of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceLine {
    pub key: String,
    pub title: String,
    pub url: Option<String>,
}

/// What the sheet needs of a race; separate from [`Replay`] so that tests can make a sheet by hand.
#[derive(Debug, Clone)]
pub struct SheetInput<'a> {
    pub scenario: &'a Scenario,
    pub rules: RaceRules,
    pub seed: u64,
    pub mode: Mode,
    pub fork: Option<Fork>,
    pub orders: Vec<OrderLine>,
    pub conditions: Vec<String>,
    pub race_time: Micros,
    pub time_provenance: Provenance,
    pub standings: Standings,
    /// No draw of the seed could be ridden: this is the race that all such seeds share.
    pub witness: bool,
    /// How each rider's figures in the table are known; simulated for whoever is not named.
    pub stated: Vec<(Bib, RowProvenance)>,
    pub sprints: Vec<card::Sprint>,
    pub lap_changes: Vec<player::LapChange>,
    /// What the commissaires ruled beside laps and sprints, and why.
    pub decisions: Vec<(Ruling, Option<String>)>,
    /// Likely readings that were given up.
    pub given_up: Vec<card::CardFact>,
    /// The power that the motion took of each rider.
    pub efforts: Vec<(Bib, RiderEffort)>,
    /// Riders to whom the record gives one rank although the last line parts them.
    pub shared: Vec<Vec<Bib>>,
}

impl Sheet {
    /// The result of `replay`, with the table as it stood on `as_of` (`None`: as it stands now).
    #[must_use]
    pub fn of(replay: &Replay, as_of: Option<Day>) -> Self {
        let input = SheetInput {
            scenario: replay.scenario(),
            rules: replay.rules().clone(),
            seed: replay.seed(),
            mode: replay.mode(),
            fork: replay.fork(),
            orders: orders(replay),
            conditions: conditions(replay),
            race_time: replay.race_time(),
            time_provenance: replay.time_provenance(),
            standings: replay.standings(),
            witness: replay.is_witness(),
            stated: replay.scenario().riders.iter().map(|r| (r.bib, replay.row_provenance(r.bib))).collect(),
            sprints: replay.sprints(replay.duration()),
            lap_changes: replay.lap_changes(),
            decisions: decisions::of(replay),
            given_up: replay.completed().map(|c| c.given_up.clone()).unwrap_or_default(),
            shared: replay.shared().to_vec(),
            efforts: replay.scenario().riders.iter().filter_map(|r| Some((r.bib, replay.effort(r.bib)?))).collect(),
        };
        Self::from_input(&input, as_of)
    }

    /// The same from the input that a race gives.
    #[must_use]
    pub fn from_input(o: &SheetInput, as_of: Option<Day>) -> Self {
        let (scenario, names) = (o.scenario, RiderNames::of(o.scenario));
        let out = amend::disqualified(&scenario.adjudications, as_of);
        let laps = o.rules.laps;
        let sprint = |s: &card::Sprint| SprintLine {
            n: s.n,
            lap: s.lap,
            to_go: match o.rules.restart {
                // The sprint at the lap of the stop was held before it.
                Some(restart) if s.lap == restart.at_lap => restart.planned - s.lap,
                _ => o.rules.to_go(s.lap),
            },
            places: s.places.iter().map(|p| place(p, &names)).collect(),
        };
        let change = |&player::LapChange { at, lap, bib, change, provenance }: &player::LapChange| LapChangeLine {
            lap: rounded(lap, 2),
            bib,
            name: names.name(bib),
            change,
            provenance,
            at_s: rounded(at.secs(), 3),
            family: names.family(bib),
        };
        let row = |r: &Standing| row(r, &names, o);
        let decision = |a: &crate::scenario::Adjudication| Decision { date: clean(&a.date), text: clean(&a.text) };
        let time_s = o.race_time.secs();
        Self {
            schema: SCHEMA,
            scenario: clean(&scenario.id),
            edition: o.rules.edition,
            seed: o.seed,
            mode: mode_word(o.mode),
            witness: o.witness,
            free_from_lap: match o.mode {
                Mode::Directed => None,
                Mode::Free => Some(0),
                Mode::Forked => Some(o.fork.map_or(0.0, |fork| fork.lap) as u32),
            },

            race: RaceLine {
                laps,
                lap_m: scenario.track.lap_m,
                time_s: rounded(time_s, 3),
                avg_kmh: if time_s > 0.0 { rounded(scenario.track.race_m() / time_s * 3.6, 2) } else { 0.0 },
                time_provenance: o.time_provenance,
                planned_laps: scenario.cut.map(|cut| cut.planned),
                stopped: scenario.cut.is_some_and(|cut| cut.stopped),
                restart: o.rules.restart,
            },
            standings: amend::without(&o.standings, &out).rows.iter().map(row).collect(),
            sprints: o.sprints.iter().map(sprint).collect(),
            lap_changes: o.lap_changes.iter().map(change).collect(),
            title: clean(&scenario.title),
            date: scenario.date.as_deref().map(clean),
            venue: scenario.venue.as_deref().map(clean),
            as_of: as_of.map(|d| d.to_string()),
            adjudications: amend::in_force(&scenario.adjudications, as_of).map(decision).collect(),
            disputes: scenario.disputes.iter().map(|d| disputed(d, &names)).collect(),
            given_up: o.given_up.iter().map(|fact| clean(&fact.words(&|bib| names.family(bib)))).collect(),
            sources: scenario.sources.iter().map(source).collect(),
            rules: o.rules.clone(),
            decisions: o
                .decisions
                .iter()
                .filter_map(|(ruling, why)| RulingLine::of(ruling, why.as_deref(), &names))
                .collect(),
            free_from_s: o.fork.map(|fork| rounded(fork.at.secs(), 3)),
            orders: o.orders.clone(),
            conditions: o.conditions.clone(),
            run: None,
        }
    }
}

/// The orders of a run, with the reasons for those that were refused.
fn orders(replay: &Replay) -> Vec<OrderLine> {
    let names = RiderNames::of(replay.scenario());
    let line = |told: &Order<Bib>| OrderLine {
        order: told.write(|bib| names.family(bib)),
        refused: replay.refused().find(|(refused, _)| *refused == told).map(|(_, why)| why.to_string()),
    };
    replay.run().orders.iter().map(line).collect()
}

/// How a run differs from the scenario, apart from orders.
fn conditions(replay: &Replay) -> Vec<String> {
    let (run, given) = (replay.run(), replay.given());
    let names = RiderNames::of(given);
    let without = run.without.iter().map(|bib| format!("without {}", names.family(*bib)));
    let legs = run.legs.iter().map(|change| format!("legs: {} %", change.write(|bib| names.family(bib))));
    let air = run.air.map(|air| format!("air: {air} kg/m³"));
    let calm = run.calm.then(|| "nobody falls, punctures, is withdrawn or gives up".to_owned());
    without.chain(legs).chain(air).chain(calm).collect()
}

/// The word for a mode on screens and in text.
#[must_use]
pub fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Directed => "replay",
        Mode::Free => "simulated",
        Mode::Forked => "what-if",
    }
}

/// The word for a mode in data.
#[must_use]
pub fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Directed => "directed",
        Mode::Free => "free",
        Mode::Forked => "forked",
    }
}

fn row(r: &Standing, names: &RiderNames, o: &SheetInput) -> StandingLine {
    let mark = |d: &Dispute| format!("disputed: {}", clean(&d.about));
    let stated = o.stated.iter().find(|(bib, _)| *bib == r.bib).map(|(_, stated)| *stated);
    let mut marks: Vec<String> = o.scenario.disputes.iter().filter(|d| d.bib == Some(r.bib)).map(mark).collect();
    let dead_heat = dead_heat(r, o);
    marks.extend(dead_heat.map(|known| format!("dead heat across the last line: {}", known.word())));
    if o.shared.iter().any(|riders| riders.contains(&r.bib)) {
        marks.push(SHARED_RANK.to_owned());
    }
    StandingLine {
        rank: r.rank,
        bib: r.bib,
        name: names.name(r.bib),
        noc: names.noc(r.bib),
        sprint_points: r.sprint_points,
        laps: r.laps,
        total: r.total,
        status: r.status,
        sprint_points_provenance: stated.map_or(Provenance::Simulated, |s| s.sprint_points),
        laps_provenance: stated.map_or(Provenance::Simulated, |s| s.laps),
        marks,
        sprints_won: r.sprints_won,
        last_line: r.last_line,
        named: o.scenario.rider(r.bib).is_none_or(|rider| rider.named),
        dead_heat,
        bib_known: o.scenario.riders.iter().any(|rider| rider.bib == r.bib && rider.bib_known),
        start_points: o.standings.rows.iter().any(|row| row.start_points != 0).then_some(r.start_points),
        penalty_points: o.standings.rows.iter().any(|row| row.penalty_points != 0).then_some(r.penalty_points),
        effort: o.efforts.iter().find(|(bib, _)| *bib == r.bib).map(|(_, e)| effort(e)),
        board: names.board(r.bib),
        family: names.family(r.bib),
    }
}

/// How it is known that `r` crossed the last line with somebody else; `None` if they crossed it alone.
fn dead_heat(r: &Standing, o: &SheetInput) -> Option<Provenance> {
    let place = r.last_line?;
    let level = |other: &&Standing| other.bib != r.bib && other.last_line == Some(place);
    o.standings.rows.iter().find(level)?;
    let last = o.sprints.last().filter(|sprint| Some(sprint.n) == o.rules.last_sprint());
    let cell = last.and_then(|sprint| sprint.places.iter().find(|p| p.bib == r.bib));
    let otherwise = if o.mode == Mode::Directed { Provenance::Reconstructed } else { Provenance::Simulated };
    Some(cell.map_or(otherwise, |cell| cell.provenance))
}

fn effort(e: &RiderEffort) -> EffortLine {
    EffortLine {
        mean_w: rounded(e.mean_w, 0),
        best_5min_w: rounded(e.best_5min_w, 0),
        best_15s_w: rounded(e.best_15s_w, 0),
        max_kmh: rounded(e.max_kmh, 1),
        beyond_human_s: rounded(e.beyond_s, 1),
    }
}

fn place(p: &card::Place, names: &RiderNames) -> PlaceCell {
    PlaceCell {
        place: p.place,
        points: p.points,
        bib: p.bib,
        name: names.name(p.bib),
        provenance: p.provenance,
        likely: p.likely,
        sources: p.sources.iter().map(|s| clean(s)).collect(),
        family: names.family(p.bib),
    }
}

fn source(s: &crate::scenario::Source) -> SourceLine {
    SourceLine { key: clean(&s.key), title: clean(&s.title), url: s.url.as_deref().map(clean) }
}

fn disputed(d: &Dispute, names: &RiderNames) -> Disputed {
    let claim = |c: &crate::scenario::Claim| ClaimLine { value: clean(&c.value), source: clean(&c.source) };
    Disputed {
        bib: d.bib,
        name: d.bib.map(|b| names.name(b)),
        about: clean(&d.about),
        decided: clean(&d.decided),
        because: clean(&d.because),
        claims: d.claims.iter().map(claim).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    /// The keys of the JSON object after `opening`, in order: streaming parsers rely on it.
    fn keys(text: &str, opening: &str) -> Vec<String> {
        let at = text.find(opening).unwrap() + opening.len();
        let (mut depth, mut out) = (0, Vec::new());
        for part in text[at..].split_inclusive(['{', '}', '[', ']', ',', ':']) {
            match part.chars().next_back().unwrap() {
                ':' if depth == 0 => out.push(part.trim().trim_matches([':', '"']).to_owned()),
                '{' | '[' => depth += 1,
                '}' | ']' if depth == 0 => break,
                '}' | ']' => depth -= 1,
                _ => {}
            }
        }
        out
    }

    #[test]
    fn keys_are_in_the_order_of_the_contract_and_new_ones_come_after() {
        let scenario = sample::scenario();
        let text = serde_json::to_string(&Sheet::from_input(&sample::sheet_input(&scenario), None)).unwrap();
        let begins = |opening: &str, contract: &[&str]| assert_eq!(keys(&text, opening)[..contract.len()], *contract);
        begins(
            "{",
            &[
                "schema",
                "scenario",
                "edition",
                "seed",
                "mode",
                "free_from_lap",
                "race",
                "standings",
                "sprints",
                "lap_changes",
            ],
        );
        begins("\"race\":{", &["laps", "lap_m", "time_s", "avg_kmh"]);
        begins(
            "\"standings\":[{",
            &["rank", "bib", "name", "noc", "sprint_points", "laps", "total", "status", "marks"],
        );
        begins("\"sprints\":[{", &["n", "lap", "to_go", "places"]);
        begins("\"places\":[{", &["place", "points", "bib", "name", "provenance"]);
        begins("\"lap_changes\":[{", &["lap", "bib", "name", "change", "provenance"]);
    }

    #[test]
    fn values_are_what_the_contract_shows() {
        let scenario = sample::scenario();
        let sheet = Sheet::from_input(&sample::sheet_input(&scenario), None);
        let json: serde_json::Value = serde_json::to_value(&sheet).unwrap();
        assert_eq!(json["schema"], "velodrome.result/1");
        assert_eq!((&json["edition"], &json["mode"]), (&"2004".into(), &"directed".into()));
        assert!(json["free_from_lap"].is_null() && json["as_of"].is_null());
        // 5 km in 360.0004 s.
        assert_eq!((&json["race"]["time_s"], &json["race"]["avg_kmh"]), (&360.0.into(), &50.0.into()));
        assert_eq!(json["standings"][1]["marks"][0], "disputed: sprint points");
        assert!(json["standings"][3]["rank"].is_null());
        assert_eq!(json["standings"][3]["status"], "dnf");
        assert_eq!(json["sprints"][0]["to_go"], 10);
        assert_eq!(json["lap_changes"][0]["lap"], 12.0);
    }

    #[test]
    fn the_table_of_a_day_follows_the_decisions_and_the_sprints_stay_as_ridden() {
        let scenario = sample::scenario();
        let on = |day: &str| Sheet::from_input(&sample::sheet_input(&scenario), Some(day.parse().unwrap()));
        let (ridden, out, back) = (on("2004-08-25"), on("2004-08-29"), on("2005-10-27"));
        assert_eq!(ridden.standings, back.standings);
        let ranks: Vec<_> = out.standings.iter().map(|r| (r.name.as_str(), r.rank, r.status)).collect();
        let expected = [
            ("Ada Ám", Some(1), Status::Finished),
            ("Cy Ce", Some(2), Status::Finished),
            ("Di De", None, Status::Dnf),
            ("Bo Be", None, Status::Dsq),
        ];
        assert_eq!(ranks, expected);
        assert_eq!(out.sprints, ridden.sprints);
        assert_eq!((ridden.adjudications.len(), out.adjudications.len(), back.adjudications.len()), (0, 1, 2));
    }
}
