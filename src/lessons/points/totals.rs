//! Totals: what laps and starting points do to them, and how far a rider is behind.

use crate::lessons::answer::Answer;
use crate::lessons::confusion::Confusion;
use crate::lessons::question::{Misreading, Question};
use crate::lessons::stage::Stage;
use crate::report::words::count;
use crate::rules::{EditionId, RankBy, Standings};
use crate::units::{Bib, Micros};

/// How long the race rides on before the table is shown, µs.
const RIDE: i64 = 6_000_000;

pub(super) const TOTAL: Question = Question {
    word: "total",
    about: "what a rider's total is, from sprint points, laps and starting points",
    riders: 1,
    text: |stage| {
        let row = stage.row(stage.rider()?)?;
        let name = stage.name(row.bib);
        let sprints = match row.sprint_points {
            0 => "no sprint points".to_owned(),
            n => count(n.unsigned_abs(), "sprint point"),
        };
        let laps = match row.laps {
            0 => String::new(),
            n if n > 0 => format!(" and has gained {}", count(n.unsigned_abs(), "lap")),
            n => format!(" and has lost {}", count(n.unsigned_abs(), "lap")),
        };
        let start = match row.start_points {
            0 => String::new(),
            n => format!(" {name} came into this race with {}.", count(n.unsigned_abs(), "point")),
        };
        Some(format!("{name} has {sprints}{laps}.{start} What is the total?"))
    },
    right: |stage| Some(Answer::Points(stage.row(stage.rider()?)?.total)),
    detail: |_, _| String::new(),
    seen: |stage| Micros(stage.at.0 + RIDE).min(stage.race.duration()),
    shown: |stage| match stage.rider().and_then(|bib| stage.row(bib)) {
        Some(row) => format!("{}: {}.", stage.name(row.bib), Answer::Points(row.total).write(stage.names)),
        None => String::new(),
    },
    lit: |stage| stage.rider(),
    misreadings: &[
        Misreading {
            word: "a lost lap is free",
            confusion: Confusion::LostLapIsFree,
            answer: |stage| {
                let row = stage.row(stage.rider()?)?;
                let taken = row.laps.abs() * stage.race.rules().loss_points.abs();
                (row.laps < 0).then(|| Answer::Points(row.total + taken))
            },
            reply: "A lap lost to the bunch takes as many points off as a lap gained gives.",
        },
        Misreading {
            word: "not below nothing",
            confusion: Confusion::LostLapIsFree,
            answer: |stage| {
                let row = stage.row(stage.rider()?)?;
                (row.total < 0).then_some(Answer::Points(0))
            },
            reply: "A total may be less than nothing, and is ranked as such.",
        },
        Misreading {
            word: "a lap is one point",
            confusion: Confusion::LostLapIsFree,
            answer: |stage| {
                let row = stage.row(stage.rider()?)?;
                (row.laps != 0).then(|| Answer::Points(row.start_points + row.sprint_points + row.laps))
            },
            reply: "Laps are counted in laps and paid in points: 20 each.",
        },
        Misreading {
            word: "sprint points alone",
            confusion: Confusion::SprintPointsDecide,
            answer: |stage| {
                let row = stage.row(stage.rider()?)?;
                (row.laps > 0).then(|| Answer::Points(row.start_points + row.sprint_points))
            },
            reply: "Laps gained give points too: 20 each.",
        },
        Misreading {
            word: "this race alone",
            confusion: Confusion::StartsFromNothing,
            answer: |stage| {
                let row = stage.row(stage.rider()?)?;
                (row.start_points != 0).then(|| Answer::Points(row.total - row.start_points))
            },
            reply: "In an omnium the points of the races before this one count too.",
        },
        Misreading {
            word: "starting points",
            confusion: Confusion::StartsFromNothing,
            answer: |stage| {
                let row = stage.row(stage.rider()?)?;
                (row.start_points != 0).then_some(Answer::Points(row.start_points))
            },
            reply: "That is what the rider brought along. What this race gives is added to it.",
        },
    ],
};

pub(super) const BEHIND: Question = Question {
    word: "how far behind",
    about: "how far behind the leader a rider is, in the way of the edition",
    riders: 1,
    text: |stage| {
        let (rider, first) = (stage.row(stage.rider()?)?, stage.row(Stage::first(stage.table())?)?);
        let of = |row: &crate::rules::Standing| {
            format!("{} and {}", count(row.sprint_points.unsigned_abs(), "sprint point"), laps(row.laps))
        };
        let year =
            if is_laps_first(stage) { "Until 2001 laps were ranked first" } else { "Since 2004 a lap is 20 points" };
        (rider.bib != first.bib).then(|| {
            format!(
                "{year}. {} has {}, {} has {}. How far behind the leader, {}, is {} in the result?",
                stage.name(first.bib),
                of(first),
                stage.name(rider.bib),
                of(rider),
                stage.name(first.bib),
                stage.name(rider.bib)
            )
        })
    },
    right: |stage| behind(stage, stage.table(), is_laps_first(stage)),
    detail: |_, _| String::new(),
    seen: |stage| Micros(stage.at.0 + RIDE).min(stage.race.duration()),
    shown: |stage| match (stage.rider(), behind(stage, stage.table(), is_laps_first(stage))) {
        (Some(bib), Some(answer)) => format!("{}: {} behind.", stage.name(bib), answer.write(stage.names)),
        _ => String::new(),
    },
    lit: |stage| stage.rider(),
    misreadings: &[
        Misreading {
            word: "by the other era",
            confusion: Confusion::AnotherEra,
            answer: |stage| {
                let other = if is_laps_first(stage) { EditionId::E2004 } else { EditionId::E2000 };
                behind(stage, &stage.race.under(other).scoreboard(stage.at).standings(), !is_laps_first(stage))
            },
            reply: "That is how the same race would be counted at another time.",
        },
        Misreading {
            word: "by sprint points",
            confusion: Confusion::AnotherEra,
            answer: |stage| {
                let (rider, first) = (stage.row(stage.rider()?)?, stage.row(Stage::first(stage.table())?)?);
                Some(Answer::Behind { laps: 0, points: first.sprint_points - rider.sprint_points })
            },
            reply: "That leaves out the laps, which count at any time: once before all points, now as points.",
        },
    ],
};

fn is_laps_first(stage: &Stage) -> bool {
    stage.race.rules().rank_by == RankBy::LapsThenPoints
}

fn laps(n: i32) -> String {
    match n {
        0 => "no lap".to_owned(),
        n if n > 0 => format!("{} gained", count(n.unsigned_abs(), "lap")),
        n => format!("{} lost", count(n.unsigned_abs(), "lap")),
    }
}

/// How far the rider is behind the leader in `table`.
fn behind(stage: &Stage, table: &Standings, laps_first: bool) -> Option<Answer> {
    let leader: Bib = Stage::first(stage.table())?;
    let row = |bib: Bib| table.rows.iter().find(|row| row.bib == bib);
    let (first, rider) = (row(leader)?, row(stage.rider()?)?);
    Some(match first.laps - rider.laps {
        laps if laps_first && laps != 0 => Answer::Behind { laps, points: 0 },
        _ if laps_first => Answer::Behind { laps: 0, points: first.points_beside_laps() - rider.points_beside_laps() },
        _ => Answer::Behind { laps: 0, points: first.total - rider.total },
    })
}
