//! The whole comparison: rides races of every kind on all threads, and compares statistic by statistic.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::compare::{Compared, RealAndSimulated, Verdict, compare};
use super::outcome::SimulatedRace;
use super::patterns::{Patterns, Strength};
use super::races::{Column, Gained, RACES, RealRace};
use super::ride::ScenarioRide;
use super::statistics::{self, BY_COLUMN, POOLED, Statistic, StatisticUnit};
use crate::field;
use crate::rules::SprintPlan;
use crate::scenario::{Scenario, parse};
use crate::units::Bib;

/// Races that differ only in their seed.
#[derive(Debug, Clone, PartialEq)]
struct RaceKind {
    column: Column,
    scenario: Scenario,
}

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonLine {
    /// `None`: over the complete tables of all columns.
    pub column: Option<Column>,
    pub name: &'static str,
    pub unit: StatisticUnit,
    /// The real figure is a lower bound.
    pub bound: bool,
    pub compared: Compared,
}

/// A pattern over the simulated races of all kinds of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct PatternLine {
    pub column: Column,
    pub name: &'static str,
    /// What is said of real races.
    pub expected: &'static str,
    pub unit: StatisticUnit,
    /// How many attacks, breaks or races it is a share or mean of.
    pub n: usize,
    pub value: f64,
    /// Whether the value is as expected; `None` if no bound is known.
    pub holds: Option<bool>,
}

/// The whole comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Simulated races of each kind.
    pub races: usize,
    pub kinds: usize,
    pub seed: u64,
    pub lines: Vec<ComparisonLine>,
    pub patterns: Vec<PatternLine>,
}

impl Report {
    /// How many lines have this `verdict`.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.lines.iter().filter(|line| line.compared.verdict() == verdict).count()
    }
}

/// Rides `races` races of every kind and compares them with the real ones. `progress` is told how many are done, and of how
/// many.
///
/// The report depends only on `races`, `seed` and `ride`, not on the number of threads.
///
/// # Panics
/// If `races` is 0.
#[must_use]
pub fn report(races: usize, seed: u64, ride: ScenarioRide, progress: &(dyn Fn(usize, usize) + Sync)) -> Report {
    assert!(races > 0, "means of no races");
    let (kinds, of_race) = kinds();
    let all = kinds.len() * races;
    let done = AtomicUsize::new(0);
    let ridden: Vec<(SimulatedRace, Patterns)> = (0..all)
        .into_par_iter()
        .map(|k| {
            let one = one(&kinds[k / races], seed.wrapping_add((k % races) as u64), ride);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, all);
            one
        })
        .collect();
    let of_kind = |kind: usize| &ridden[kind * races..(kind + 1) * races];
    let line = |column: Option<Column>, statistic: &Statistic| {
        let included = |race: &RealRace| column.is_none_or(|c| c == race.column);
        let real = RACES.iter().zip(&of_race).filter(|(race, _)| included(race));
        let known: Vec<(&RealRace, usize, f64)> =
            real.filter_map(|(race, kind)| Some((race, *kind, (statistic.real)(race)?))).collect();
        let bound =
            statistic.name == statistics::GAINED && known.iter().any(|(r, ..)| matches!(r.gained, Gained::AtLeast(_)));
        let pairs: Vec<RealAndSimulated> = known
            .iter()
            .map(|&(race, kind, real)| {
                let simulated = of_kind(kind).iter().filter_map(|(outcome, _)| (statistic.simulated)(outcome, race));
                RealAndSimulated { real, simulated: simulated.collect() }
            })
            .filter(|pair| !pair.simulated.is_empty())
            .collect();
        let compared = compare(&pairs, statistic.pool, bound, seed)?;
        Some(ComparisonLine { column, name: statistic.name, unit: statistic.unit, bound, compared })
    };
    let by_column = Column::ALL.iter().flat_map(|&c| BY_COLUMN.iter().map(move |s| (Some(c), s)));
    let lines = by_column.chain(POOLED.iter().map(|s| (None, s))).filter_map(|(c, s)| line(c, s)).collect();
    let patterns = Column::ALL.iter().flat_map(|&column| {
        let of_column = (0..kinds.len()).filter(|&k| kinds[k].column == column).flat_map(of_kind);
        pattern_lines(column, &of_column.map(|(_, patterns)| *patterns).collect::<Vec<_>>())
    });
    Report { races, kinds: kinds.len(), seed, lines, patterns: patterns.collect() }
}

/// The kinds of the real races, and which of them each of [`RACES`] is.
fn kinds() -> (Vec<RaceKind>, Vec<usize>) {
    let columns: Vec<Scenario> = Column::ALL
        .iter()
        .map(|c| parse(c.name(), c.scenario()).unwrap_or_else(|p| panic!("a ready scenario has no problems: {p}")))
        .collect();
    let mut kinds: Vec<RaceKind> = Vec::new();
    let of_race = RACES.iter().map(|race| {
        let ready = &columns[race.column as usize];
        let starters = race.starters.unwrap_or(ready.riders.len() as u16);
        let mut scenario = ready.clone();
        scenario.track.lap_m = race.lap_m;
        scenario.track.laps = race.laps;
        scenario.overrides.sprints = Some(SprintPlan::Every(race.sprint_every));
        scenario.riders = field::numbered(ready.level, starters, 0);
        let kind = RaceKind { column: race.column, scenario };
        kinds.iter().position(|k| *k == kind).unwrap_or_else(|| {
            kinds.push(kind);
            kinds.len() - 1
        })
    });
    let of_race = of_race.collect();
    (kinds, of_race)
}

/// One race of `kind`, with a field drawn by `seed`.
fn one(kind: &RaceKind, seed: u64, ride: ScenarioRide) -> (SimulatedRace, Patterns) {
    let mut scenario = kind.scenario.clone();
    scenario.riders = field::numbered(scenario.level, scenario.riders.len() as u16, seed);
    let ridden = ride(&scenario, seed);
    let rules = scenario.rules(None);
    let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
    let legs = field::legs(&scenario, seed);
    let strengths: Vec<Strength> =
        starters.iter().zip(&legs).map(|(&bib, legs)| Strength { bib, cp_w: legs.cp_w, peak_w: legs.peak_w }).collect();
    let outcome = SimulatedRace::of(&rules, scenario.track.lap_m, &starters, &ridden.facts);
    let patterns = Patterns::of(&outcome, &ridden.facts, &ridden.notes, &strengths);
    (outcome, Patterns { on_wheel: ridden.on_wheel, attempts: ridden.attempts, ..patterns })
}

/// The patterns of a column's races; those that no race shows are left out.
fn pattern_lines(column: Column, races: &[Patterns]) -> Vec<PatternLine> {
    let sum = |of: fn(&Patterns) -> u32| races.iter().map(|p| of(p) as usize).sum::<usize>();
    let share = |name, expected, part: usize, n: usize, holds: &dyn Fn(f64) -> Option<bool>| {
        let value = part as f64 / n as f64;
        (n > 0).then(|| PatternLine {
            column,
            name,
            expected,
            unit: StatisticUnit::Share,
            n,
            value,
            holds: holds(value),
        })
    };
    let mean = |name, expected, unit, of: fn(&Patterns) -> Option<f64>, holds: &dyn Fn(f64) -> Option<bool>| {
        let known: Vec<f64> = races.iter().filter_map(of).collect();
        let (n, value) = (known.len(), known.iter().sum::<f64>() / known.len() as f64);
        (n > 0).then(|| PatternLine { column, name, expected, unit, n, value, holds: holds(value) })
    };
    let (stuck, breaks, solos) = (sum(|p| p.stuck), sum(|p| p.breaks), sum(|p| p.solos));
    let (attacks, said) = (sum(|p| p.attacks), |_: f64| None);
    [
        mean("attempts to get away, a race", "", StatisticUnit::Count, |p| p.attempts.map(f64::from), &said),
        mean("attacks a race", "", StatisticUnit::Count, |p| Some(f64::from(p.attacks)), &said),
        mean("clear without an attack", "", StatisticUnit::Count, |p| Some(f64::from(p.drifts)), &said),
        share("attacks within two laps after a sprint", "20 % by chance", sum(|p| p.attacks_after), attacks, &said),
        share("of those that stick", "over 50 %", sum(|p| p.stuck_after), stuck, &|v| Some(v > 0.5)),
        share("attacks that stick", "", stuck, attacks, &said),
        share("breaks that gain have 2 to 5 riders", "over 50 %", sum(|p| p.usual_breaks), breaks, &|v| Some(v > 0.5)),
        share("solos that gain alone", "at most 10 %", sum(|p| p.solos_alone), solos, &|v| Some(v <= 0.1)),
        share("solos that gain, company included", "", sum(|p| p.solos_gained), solos, &said),
        mean("time within 3 m of a wheel", "over 90 %", StatisticUnit::Share, |p| p.on_wheel, &|v| Some(v > 0.9)),
        mean("critical power and place", "above 0", StatisticUnit::Correlation, |p| p.engine, &|v| Some(v > 0.0)),
        mean("peak power and sprint points", "above 0", StatisticUnit::Correlation, |p| p.sprint, &|v| Some(v > 0.0)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::RideLog;
    use super::*;
    use crate::event::{Fact, Note};
    use crate::rng::{Purpose, Stream};
    use crate::units::Micros;

    /// No racing at all: riders cross the line in random order on every lap, and now and then one of them gains a lap.
    fn dice(scenario: &Scenario, seed: u64) -> RideLog {
        let mut stream = Stream::of_race(seed, Purpose::Staging);
        let mut ridden = RideLog { on_wheel: Some(0.95), ..RideLog::default() };
        let mut bonus = vec![0; scenario.riders.len()];
        for lap in 1..=scenario.track.laps {
            let begun = f64::from(lap) * 17.0;
            let mut order: Vec<usize> = (0..bonus.len()).collect();
            stream.shuffle(&mut order);
            for (k, &r) in order.iter().enumerate() {
                let at = Micros::from_secs(begun + 0.05 * k as f64);
                ridden.facts.push(Fact::Line { bib: scenario.riders[r].bib, ridden: lap + bonus[r], at });
            }
            if lap % 10 == 5 && stream.chance(0.2) {
                let r = stream.below(bonus.len());
                let (bib, at) = (scenario.riders[r].bib, Micros::from_secs(begun + 5.0));
                ridden.notes.push(crate::event::Noted {
                    at: Micros::from_secs(begun - 60.0),
                    note: Note::Attack { bibs: vec![bib] },
                });
                ridden.facts.push(Fact::Tail { bib, at });
                bonus[r] += 1;
            }
        }
        ridden.facts.sort_by_key(|f| (f.at(), f.bib()));
        ridden
    }

    fn line<'r>(report: &'r Report, column: Option<Column>, name: &str) -> &'r ComparisonLine {
        report.lines.iter().find(|l| l.column == column && l.name == name).expect(name)
    }

    #[test]
    fn races_of_dice_fail_where_the_strong_should_score() {
        let report = report(20, 1, &dice, &|_, _| {});
        let first = line(&report, None, "points of the first scorer");
        assert_eq!(first.compared.n, 9);
        assert_eq!(first.compared.verdict(), Verdict::Off, "real sprints have favourites: {first:?}");
        let speed = line(&report, Some(Column::MenFrom2017), "mean speed");
        assert!((speed.compared.real - 52.2).abs() < 0.2 && speed.compared.n == 2);
        let total = line(&report, Some(Column::MenTo2016), "winner's total");
        assert!((total.compared.real - 50.9).abs() < 0.01 && total.compared.n == 10);
        assert!(line(&report, Some(Column::MenFrom2017), "riders with a net lap").bound);
        assert!(!line(&report, Some(Column::MenTo2016), "riders with a net lap").bound);
        assert!(report.patterns.iter().any(|p| p.name == "solos that gain alone" && p.holds == Some(false)));
    }

    #[test]
    fn the_report_is_the_same_on_one_thread_and_on_four() {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| report(4, 7, &dice, &|_, _| {}))
        };
        assert_eq!(on(1), on(4));
    }

    #[test]
    fn every_real_race_has_a_kind_as_long_and_as_large_as_itself() {
        let (kinds, of_race) = kinds();
        assert_eq!(of_race.len(), RACES.len());
        for (race, kind) in RACES.iter().zip(of_race) {
            let RaceKind { column, scenario } = &kinds[kind];
            assert_eq!((*column, scenario.track.laps, scenario.track.lap_m), (race.column, race.laps, race.lap_m));
            assert!(race.starters.is_none_or(|s| usize::from(s) == scenario.riders.len()));
            assert!(scenario.card.is_none());
        }
    }

    #[test]
    fn progress_ends_when_all_races_are_done() {
        let most = AtomicUsize::new(0);
        let all = report(1, 1, &dice, &|done, all| {
            assert!(done <= all);
            most.fetch_max(done, Ordering::Relaxed);
        });
        assert_eq!(most.into_inner(), all.kinds * all.races);
    }
}
