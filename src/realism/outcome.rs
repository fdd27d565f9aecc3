//! The result of one simulated race, from its facts and the rulings on them. Does not know how it was ridden.

use crate::event::Fact;
use crate::rules::{RaceRules, Ruling, Scoreboard, Status};
use crate::units::{Bib, Micros};

/// The result of a race, in the figures that result tables give.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedRace {
    /// Ranked riders, in the order of the result.
    pub rows: Vec<SimulatedRow>,
    /// Riders who started.
    pub starters: usize,
    /// Points that the sprints handed out.
    pub given: u32,
    /// Riders who won a sprint.
    pub winners: usize,
    /// When each sprint was won.
    pub sprints: Vec<Micros>,
    /// Mean speed to the first crossing of the last line, km/h; 0 if the race did not end.
    pub kmh: f64,
}

/// A rider's line.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedRow {
    pub bib: Bib,
    pub total: i32,
    /// Laps gained minus lost.
    pub laps: i32,
    pub sprint_points: u32,
    /// Place in the order across the last line.
    pub last_line: Option<u32>,
    pub finished: bool,
    /// Their points, sprint by sprint.
    pub sheet: Vec<u8>,
}

impl SimulatedRace {
    /// Scores the `facts` of a race of `starters` over laps of `lap_m` metres.
    #[must_use]
    pub fn of(rules: &RaceRules, lap_m: f64, starters: &[Bib], facts: &[Fact]) -> Self {
        let (board, rulings) = Scoreboard::score(rules.clone(), starters, facts);
        let sheet = |bib: Bib| {
            let mut sheet = vec![0u8; rules.sprints() as usize];
            for ruling in &rulings {
                match *ruling {
                    Ruling::Place { bib: placed, sprint, points, .. } if placed == bib => {
                        sheet[sprint as usize - 1] = points as u8;
                    }
                    _ => {}
                }
            }
            sheet
        };
        let standings = board.standings();
        let row = |row: &crate::rules::Standing| SimulatedRow {
            bib: row.bib,
            total: row.total,
            laps: row.laps,
            sprint_points: row.sprint_points.max(0).unsigned_abs(),
            last_line: row.last_line,
            finished: row.status == Status::Finished,
            sheet: sheet(row.bib),
        };
        let over = rulings.iter().find_map(|ruling| match *ruling {
            Ruling::Over { at, .. } => Some(at.secs()),
            _ => None,
        });
        let won = rulings.iter().filter_map(|ruling| match *ruling {
            Ruling::Place { bib, place: 1, at, .. } => Some((bib, at)),
            _ => None,
        });
        let (mut winners, sprints): (Vec<Bib>, Vec<Micros>) = won.unzip();
        winners.sort_unstable();
        winners.dedup();
        Self {
            rows: standings.rows.iter().filter(|r| r.status != Status::Dns).map(row).collect(),
            starters: standings.rows.iter().filter(|r| r.status != Status::Dns).count(),
            given: (1..=rules.sprints()).map(|n| (1..=4).map(|place| rules.points(n, place)).sum::<u32>()).sum(),
            winners: winners.len(),
            sprints,
            kmh: over.map_or(0.0, |t| f64::from(rules.laps) * lap_m / t * 3.6),
        }
    }

    /// The first of the result; `None` if nobody finished.
    #[must_use]
    pub fn winner(&self) -> Option<&SimulatedRow> {
        self.rows.first().filter(|row| row.finished)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::StopKind;
    use crate::rules::{Edition, EditionId, Overrides};

    /// Two sprints over 20 laps of 250 m at 50 km/h (18 s a lap). Rider 1 gains a lap in lap 15; rider 3 stops in lap 5.
    fn race() -> SimulatedRace {
        let rules = Edition::get(EditionId::E2004).on(20, 250_000, &Overrides::default()).unwrap();
        let at = |secs: f64| Micros::from_secs(secs);
        let mut facts = Vec::new();
        for lap in 1..=20u32 {
            for (behind, bib) in [2u16, 1, 3].into_iter().enumerate() {
                if bib != 3 || lap < 5 {
                    let early = if bib == 1 && lap >= 15 { 4.0 } else { 0.0 };
                    let time = f64::from(lap) * 18.0 + behind as f64 * 0.1 - early;
                    facts.push(Fact::Line { bib: Bib(bib), ridden: lap, at: at(time) });
                }
            }
        }
        facts.push(Fact::Stop { bib: Bib(3), kind: StopKind::Dnf, at: at(80.0) });
        facts.push(Fact::Tail { bib: Bib(1), at: at(274.0) });
        facts.push(Fact::Line { bib: Bib(1), ridden: 21, at: at(378.0) });
        facts.sort_by_key(|f| (f.at(), f.bib()));
        SimulatedRace::of(&rules, 250.0, &[Bib(1), Bib(2), Bib(3)], &facts)
    }

    #[test]
    fn a_race_made_by_hand_gives_its_figures() {
        let outcome = race();
        let winner = outcome.winner().expect("somebody finished");
        assert_eq!((winner.bib, winner.laps, winner.sprint_points, winner.total), (Bib(1), 1, 6, 26));
        assert_eq!(winner.sheet, [3, 3], "second in both sprints");
        assert_eq!((outcome.starters, outcome.given, outcome.winners), (3, 22, 1));
        assert_eq!(outcome.rows.iter().filter(|r| !r.finished).count(), 1);
        assert!((outcome.kmh - 50.0).abs() < 1e-6, "{}", outcome.kmh);
    }
}
