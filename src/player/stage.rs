//! From a scenario with a record to a race on tape: completes the card, directs and rides it, and lets the referee check it.

use super::decisions;
use super::refusal::{Beyond, Difference, Field, ReplayError};
use crate::card::{
    Card, CardRace, Completed, Contradiction, Effort, Limit, MoveKind, RowProvenance, complete_unnamed, contradiction,
    limit, short_of_the_last, stated, verify,
};
use crate::director::{Director, MoveEnd, MoveScript, Script, SprintScript, StopScript};
use crate::event::StopKind;
use crate::field::{self, class};
use crate::free::{CONTACT_M, breathe};
use crate::race::{Checks, Entrant, Incidents, Race, RaceSpec, TICK_S, Tape};
use crate::rider::Legs;
use crate::rules::{Edition, RaceRules, Ruling, Scoreboard, Status};
use crate::run::Run;
use crate::scenario::{RiderSpec, Scenario};
use crate::units::Bib;

/// Takes of one completed card before another completion is tried.
const TAKES: u32 = 5;
/// The first take in which riders come to every line in the order of the card.
const STRICT_TAKE: u32 = crate::director::LOOSE_TAKES;
/// Most completions that are tried for a seed.
const COMPLETIONS: u64 = 16;
/// Most takes of all completions of a seed.
const ALL_TAKES: u32 = 40;
/// What the takes of a seed may cost together, in ticks of a rider: forty races of 24 riders over 160 laps.
const DRAW_TICKS: u64 = 11_000_000;
/// The same for the takes of all `WITNESSES`.
const WITNESS_TICKS: u64 = 10_000_000;
/// Riders up to whom a field on any track is brought to its places: a field of 36 on 400 m rides within half a second.
const CROWD: usize = 36;
/// Ticks after which a ride is compared with its card: one lap or so.
const LOOK_TICKS: u32 = 80;
/// What the completions of a seed may cost together.
const EFFORT: Effort = Effort::new(5_000, 400);
/// The same for the completions of all `WITNESSES`.
const WITNESS_EFFORT: Effort = Effort::new(12_000, 800);
/// What the first of them may take.
const FIRST_WITNESS: Effort = Effort::new(3_000, 200);
/// What each of the others may take: they draw other sums, of which most can be planned at once if any can. The seed that is
/// ridden if nobody asks for another may take what any seed may, so that a check finds what is ridden.
const OTHER_WITNESS: Effort = Effort::new(1_000, 50);
const DEFAULT_SEED: u64 = 1;
/// Seeds that are tried for the race of whoever's own draws fail, in this order. The first is nobody's.
const WITNESSES: [u64; 6] = [0x5E_ED0F_7E57, 1, 2, 3, 4, 5];
/// Most seconds by which the race may miss the time on record.
const CLOCK_S: f64 = 0.4;

/// A race that is late by a larger share of its time than this is beyond mending by its clock.
const MOST_OFF: f64 = 0.5;

/// A race that came out as its card says.
pub(super) struct Staged {
    pub completed: Completed,
    pub spec: RaceSpec,
    pub rules: RaceRules,
    pub tape: Tape,
    /// Rides to the same tape again.
    pub director: Director,
    /// The draws of the seed could not be ridden: this is the race of all such seeds.
    pub witness: bool,
    /// How the figures of the table are known, in the order of the start list.
    pub stated: Vec<RowProvenance>,
}

/// Rides the race of `scenario` on record that the seed of `run` chooses, with these `checks`. If no draw of the seed can be
/// ridden, it is the witness: the race that all such seeds share.
pub(super) fn stage(scenario: &Scenario, run: &Run, checks: Checks) -> Result<Staged, ReplayError> {
    let staging = Staging::of(scenario)?;
    staging.within_limits()?;
    match staging.draw(run, checks.clone(), &mut EFFORT.clone(), &mut Ticks(DRAW_TICKS)) {
        Err(ReplayError::Beyond(_)) => staging.witness(run, Some(run.seed), checks),
        staged => staged,
    }
}

/// Whether the race of `scenario` on record can be ridden, whatever the seed.
///
/// # Errors
/// The record contradicts itself, or no race was found that comes to it.
pub fn witness(scenario: &Scenario) -> Result<(), ReplayError> {
    let staging = Staging::of(scenario)?;
    staging.within_limits()?;
    staging.witness(&Run::of_seed(WITNESSES[0]), None, Checks::default()).map(|_| ())
}

/// What takes may still cost, in ticks of a rider.
struct Ticks(u64);

impl Ticks {
    fn are_spent(&self) -> bool {
        self.0 == 0
    }

    fn spend(&mut self, tape: &Tape, riders: usize) {
        self.0 = self.0.saturating_sub((tape.ticks() * riders) as u64);
    }
}

/// A race on record, to be staged.
struct Staging<'s> {
    scenario: &'s Scenario,
    known: &'s Card,
    rules: RaceRules,
    bibs: Vec<Bib>,
    /// Points from earlier races, in the order of `bibs`.
    start_points: Vec<i32>,
    /// Riders whom nobody names.
    unnamed: Vec<Bib>,
    mean_kmh: f64,
}

impl<'s> Staging<'s> {
    fn of(scenario: &'s Scenario) -> Result<Self, ReplayError> {
        let Some(known) = &scenario.card else { return Err(ReplayError::NoRecord) };
        let track = scenario.track;
        let rules = Edition::get(scenario.edition)
            .on(track.laps, track.lap_mm(), &scenario.overrides)
            .map_err(|e| ReplayError::Contradiction { told: e.to_string(), conflicts: Vec::new() })?;
        let bibs = scenario.riders.iter().map(|r| r.bib).collect();
        let start_points = scenario.riders.iter().map(|r| r.start_points).collect();
        let mean_kmh = known.time_s.map_or(class(scenario.level).bunch_kmh, |t| track.race_m() / t * 3.6);
        let unnamed = scenario.riders.iter().filter(|rider| !rider.named).map(|rider| rider.bib).collect();
        Ok(Self { scenario, known, rules, bibs, start_points, unnamed, mean_kmh })
    }

    fn field(&self) -> CardRace<'_> {
        CardRace {
            riders: &self.bibs,
            rules: &self.rules,
            lap_m: self.scenario.track.lap_m,
            mean_kmh: self.mean_kmh,
            start_points: &self.start_points,
        }
    }

    /// Refuses a record that is certain to be more than can be ridden, before a race is searched for.
    fn within_limits(&self) -> Result<(), ReplayError> {
        let name = |bib| self.name(bib);
        match limit(self.known, &self.field()) {
            Ok(None) => Ok(()),
            Ok(Some(limit @ (Limit::Track { .. } | Limit::Riders { .. }))) => {
                Err(ReplayError::Beyond(Beyond::limit(&limit, &name)))
            }
            // A record that contradicts itself is beyond no limit.
            Ok(Some(limit)) => match contradiction(self.known, &self.field()) {
                Some(found @ Contradiction::Facts(_)) => Err(self.refused(found)),
                _ => Err(ReplayError::Beyond(Beyond::limit(&limit, &name))),
            },
            Err(contradiction) => Err(self.refused(contradiction)),
        }
    }

    /// The first race that can be ridden of a row of seeds, the same for everybody; `tried` is one that cannot.
    fn witness(&self, run: &Run, tried: Option<u64>, checks: Checks) -> Result<Staged, ReplayError> {
        let mut failed = ReplayError::NoRecord;
        let (mut ticks, mut all) = (Ticks(WITNESS_TICKS), WITNESS_EFFORT);
        for seed in WITNESSES.into_iter().filter(|seed| Some(*seed) != tried) {
            let mut effort = all.lend(match seed {
                DEFAULT_SEED => EFFORT,
                seed if seed == WITNESSES[0] => FIRST_WITNESS,
                _ => OTHER_WITNESS,
            });
            let drawn = self.draw(&Run { seed, ..run.clone() }, checks.clone(), &mut effort, &mut ticks);
            all.put_back(effort);
            match drawn {
                Ok(staged) => return Ok(Staged { witness: true, ..staged }),
                // What names facts tells more than what does not.
                Err(ReplayError::Beyond(why)) if why.facts.is_empty() && names_facts(&failed) => {}
                Err(ReplayError::Beyond(why)) => failed = ReplayError::Beyond(why),
                Err(other) => return Err(other),
            }
            if ticks.are_spent() || all.is_spent() {
                break;
            }
        }
        // Whoever is refused is told facts, if there are any.
        match contradiction(self.known, &self.field()) {
            Some(found @ Contradiction::Facts(_)) => Err(self.refused(found)),
            _ => Err(self.crowded(failed)),
        }
    }

    /// What failed, with the size of a field in which it is what fails as a rule.
    fn crowded(&self, failed: ReplayError) -> ReplayError {
        match failed {
            ReplayError::Beyond(why) if self.bibs.len() > CROWD => {
                ReplayError::Beyond(why.crowded(&self.size(&|bib| self.name(bib))))
            }
            other => other,
        }
    }

    /// A race of the draws of one seed, completed within `effort` and ridden within `ticks`.
    fn draw(&self, run: &Run, checks: Checks, effort: &mut Effort, ticks: &mut Ticks) -> Result<Staged, ReplayError> {
        let field = self.field();
        let spec = spec(self.scenario, run, checks);
        let name = |bib| self.name(bib);
        let mut wrong: Option<Beyond> = None;
        let mut takes = 0..ALL_TAKES;
        for again in 0..COMPLETIONS {
            if effort.is_spent() || takes.is_empty() || ticks.are_spent() {
                break;
            }
            let sub_seed = run.seed.wrapping_add(again << 32);
            let (known, completed) = match complete_unnamed(self.known, &field, &self.unnamed, sub_seed, effort) {
                Ok(completed) => completed,
                Err(contradiction) => {
                    match contradiction {
                        Contradiction::Facts(_) => return Err(self.refused(contradiction)),
                        // What was ridden tells more, and so does a search that found facts in its way.
                        Contradiction::Schedule(conflict)
                            if wrong.is_none() || (takes.start == 0 && !conflict.facts.is_empty()) =>
                        {
                            wrong = Some(Beyond::unplanned(&conflict, &name));
                        }
                        Contradiction::Schedule(_) => {}
                    }
                    continue;
                }
            };
            let mut outline = script(&completed, &self.bibs);
            decisions::add(&mut outline, self.known, &completed, &self.bibs, sub_seed);
            let mut take = 0;
            while take < TAKES && !ticks.are_spent() && takes.next().is_some() {
                match self.take((&known, &field), &spec, &completed, &mut outline, (sub_seed, take), ticks) {
                    Ok((completed, tape)) => {
                        let director = director(&spec, &outline, sub_seed, take);
                        let rules = self.rules.clone();
                        let stated = stated(self.known, &field);
                        return Ok(Staged { completed, spec, rules, tape, director, witness: false, stated });
                    }
                    Err(difference) => {
                        // Only takes in which riders come to the line in the order of the card can mend the last line.
                        let strict = matches!(difference, Difference::LastLine(_)) && take < STRICT_TAKE;
                        take = if strict { STRICT_TAKE } else { take + 1 };
                        wrong = Some(Beyond::motion(&difference, takes.start, &self.size(&name)));
                    }
                }
            }
        }
        Err(ReplayError::Beyond(wrong.unwrap_or_else(Beyond::unsearched)))
    }

    /// Rides the outline of a completed card. If only the time is wrong, it is ridden again with the clock set right.
    fn take(
        &self,
        (known, field): (&Card, &CardRace),
        spec: &RaceSpec,
        completed: &Completed,
        outline: &mut Script,
        (seed, take): (u64, u32),
        ticks: &mut Ticks,
    ) -> Result<(Completed, Tape), Difference> {
        let (rules, bibs) = (&self.rules, &self.bibs);
        let mut tape = ride(spec, outline, completed, rules, seed, take);
        ticks.spend(&tape, bibs.len());
        let mut outcome = compare(completed, outline, rules, bibs, &tape);
        if let Err(Difference::Time(seconds)) = outcome
            && seconds < MOST_OFF * outline.time_s
        {
            // For example because the winner is away.
            outline.time_s -= seconds;
            tape = ride(spec, outline, completed, rules, seed, take);
            ticks.spend(&tape, bibs.len());
            outcome = compare(completed, outline, rules, bibs, &tape);
        }
        match outcome {
            Ok(()) => Ok((completed.clone(), tape)),
            Err(Difference::LastLine(places)) => {
                // Where the card leaves it open, the motion decides the order across the last line.
                let other = completed.clone().with_line(&places);
                match verify(known, field, &other) {
                    Ok(()) => Ok((other, tape)),
                    Err(_) => Err(Difference::LastLine(places)),
                }
            }
            Err(difference) => Err(difference),
        }
    }

    /// A contradiction as an error, unless it is none for riders who finish a lap short.
    fn refused(&self, contradiction: Contradiction) -> ReplayError {
        let name = |bib| self.name(bib);
        if let Some(limit) = short_of_the_last(self.known, &self.field()) {
            return ReplayError::Beyond(Beyond::limit(&limit, &name));
        }
        let told = contradiction.words(&name);
        let conflicts = match contradiction {
            Contradiction::Facts(conflicts) => conflicts,
            Contradiction::Schedule(conflict) => vec![conflict],
        };
        ReplayError::Contradiction { told, conflicts }
    }

    fn size<'a>(&'a self, name: &'a dyn Fn(Bib) -> String) -> Field<'a> {
        let track = self.scenario.track;
        Field { riders: self.bibs.len(), laps: track.laps, lap_m: track.lap_m, known: self.known, name }
    }

    fn name(&self, bib: Bib) -> String {
        self.scenario.riders.iter().find(|r| r.bib == bib).map_or_else(|| bib.to_string(), |r| r.family.clone())
    }
}

fn names_facts(error: &ReplayError) -> bool {
    matches!(error, ReplayError::Beyond(limit) if !limit.facts.is_empty())
}

fn spec(scenario: &Scenario, run: &Run, checks: Checks) -> RaceSpec {
    let entrant = |(rider, mut legs): (&RiderSpec, Legs)| {
        breathe(scenario, run, &mut legs);
        Entrant { bib: rider.bib, legs, start_points: rider.start_points }
    };
    let riders = scenario.riders.iter().zip(field::legs(scenario, run.seed)).map(entrant).collect();
    RaceSpec { track: scenario.track, riders, contact_m: CONTACT_M, incidents: Incidents::none(), checks }
}

/// The director's outline of a completed card.
fn script(completed: &Completed, bibs: &[Bib]) -> Script {
    let index =
        |bib: &Bib| bibs.iter().position(|b| b == bib).expect("a completed card names riders of the start list");
    let last = completed.sprints.len().saturating_sub(1);
    let sprints = completed.sprints.iter().enumerate().map(|(k, s)| SprintScript {
        lap: s.lap,
        order: if k == last {
            completed.last_line.iter().map(index).collect()
        } else {
            s.places.iter().map(|p| index(&p.bib)).collect()
        },
        heats: if k == last {
            completed.together.iter().map(|riders| riders.iter().map(index).collect()).collect()
        } else {
            let level = s.places.chunk_by(|a, b| a.place == b.place).filter(|places| places.len() > 1);
            level.map(|places| places.iter().map(|p| index(&p.bib)).collect()).collect()
        },
    });
    let moves = completed.moves.iter().map(|m| MoveScript {
        end: match m.kind {
            MoveKind::Gain => MoveEnd::Gain,
            MoveKind::Away => MoveEnd::Caught,
            MoveKind::Loss => MoveEnd::Loss,
        },
        riders: m.riders.iter().map(index).collect(),
        from_lap: m.from_lap,
        to_lap: m.to_lap,
    });
    let stops = completed.stops.iter().filter_map(|s| {
        let kind = match s.status {
            Status::Dns => StopKind::Dns,
            Status::Dnf => StopKind::Dnf,
            Status::Abd => StopKind::Abd,
            Status::Dsq => StopKind::Dsq,
            Status::Pul => StopKind::Pul,
            Status::Racing | Status::Finished => return None,
        };
        Some(StopScript { rider: index(&s.bib), kind, lap: s.lap })
    });
    Script {
        sprints: sprints.collect(),
        moves: moves.collect(),
        stops: stops.collect(),
        decisions: Vec::new(),
        time_s: completed.time_s,
    }
}

fn director(spec: &RaceSpec, script: &Script, seed: u64, take: u32) -> Director {
    Director::new(spec.track, script.clone(), spec.riders.len(), seed, take)
}

/// Rides the script of `completed` onto a tape, to the end or until a sprint has come out otherwise.
fn ride(spec: &RaceSpec, script: &Script, completed: &Completed, rules: &RaceRules, seed: u64, take: u32) -> Tape {
    let director = director(spec, script, seed, take);
    // A race that takes twice the time has gone wrong; the comparison will find that it does not end.
    let most = (2.0 * script.time_s / TICK_S) as u32 + 1000;
    let bibs: Vec<Bib> = spec.riders.iter().map(|r| r.bib).collect();
    let mut board = Scoreboard::new(rules.clone(), &bibs);
    let mut race = Race::new(spec.clone(), director);
    let mut tape = Tape::begin(&race, most);
    let mut seen = 0;
    while !race.is_done() && race.tick() < most {
        let until = (race.tick() + LOOK_TICKS).min(most);
        tape.run(&mut race, |race| race.tick() < until);
        let news: Vec<Ruling> = tape.facts()[seen..].iter().flat_map(|fact| board.apply(fact)).collect();
        seen = tape.facts().len();
        if news.iter().any(|ruling| strays(ruling, completed, script)) {
            break;
        }
    }
    tape
}

/// Whether a ruling gives a place of a sprint, before the last, to another rider than the card does. Where judges put riders
/// last, places change after the line.
fn strays(ruling: &Ruling, completed: &Completed, script: &Script) -> bool {
    let Ruling::Place { sprint, place, points, bib, .. } = *ruling else { return false };
    let judged = || script.decisions.iter().any(|decision| decision.after == Some(sprint as usize - 1));
    let last = completed.sprints.last().is_none_or(|s| s.n == sprint);
    let as_due = |s: &crate::card::Sprint| s.n == sprint && s.places.iter().any(|p| p.place == place && p.bib == bib);
    points > 0 && !last && !completed.sprints.iter().any(as_due) && !judged()
}

/// Checks that the referee, reading the motion, arrives at the card. The error is the first difference.
fn compare(
    completed: &Completed,
    outline: &Script,
    rules: &RaceRules,
    bibs: &[Bib],
    tape: &Tape,
) -> Result<(), Difference> {
    let (board, rulings) = Scoreboard::score(rules.clone(), bibs, tape.facts());
    let standings = board.standings();
    for sprint in completed.sprints.iter().filter(|sprint| sprint.n <= rules.sprints()) {
        let wanted: Vec<(u32, Bib)> = sprint.places.iter().map(|p| (p.place, p.bib)).collect();
        let got = board.scorers(sprint.n);
        if got != wanted {
            return Err(Difference::Sprint { n: sprint.n, lap: sprint.lap });
        }
    }
    if !standings.is_final {
        return Err(Difference::Endless);
    }
    decisions::are_seen(outline, bibs, &board).map_err(|(n, got)| Difference::Relegated { n, got })?;
    for &bib in bibs {
        let count = |kind: MoveKind| {
            completed.moves.iter().filter(|m| m.kind == kind && m.riders.contains(&bib)).count() as i32
        };
        let wanted = count(MoveKind::Gain) - count(MoveKind::Loss);
        if board.balance(bib) != wanted {
            return Err(Difference::Laps { bib, got: board.balance(bib), wanted });
        }
    }
    let over = rulings.iter().find_map(|r| match *r {
        Ruling::Over { at, .. } => Some(at.secs()),
        _ => None,
    });
    let more = over.ok_or(Difference::Endless)? - completed.time_s;
    if more.abs() > CLOCK_S {
        return Err(Difference::Time(more));
    }
    let mut across: Vec<(u32, Bib)> =
        standings.rows.iter().filter_map(|row| row.last_line.map(|place| (place, row.bib))).collect();
    across.sort_unstable();
    if across == completed.line_places() { Ok(()) } else { Err(Difference::LastLine(across)) }
}
