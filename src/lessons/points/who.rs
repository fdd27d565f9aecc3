//! Who leads, who has won, who is ahead of two level riders.

use std::cmp::Ordering;

use crate::lessons::answer::Answer;
use crate::lessons::confusion::Confusion;
use crate::lessons::question::{Misreading, Question};
use crate::lessons::stage::Stage;
use crate::report::words::{count, figure, ordinal};
use crate::rules::{EditionId, RankBy, Ruling, Standing, Standings};
use crate::units::{Bib, Micros};

/// How long the race rides on before the table is shown, µs.
const RIDE: i64 = 6_000_000;

pub(super) const LEADER: Question = Question {
    word: "leader",
    about: "who leads the race at this moment",
    riders: 0,
    text: |_| Some("Who leads the race now?".to_owned()),
    right: |stage| Stage::first(stage.table()).map(Answer::Rider),
    detail: |stage, answer| facts(stage, stage.table(), answer),
    seen: |stage| Micros(stage.at.0 + RIDE).min(stage.race.duration()),
    shown: |stage| top(stage, stage.table()),
    lit: |stage| Stage::first(stage.table()),
    misreadings: &[
        Misreading {
            word: "front of the track",
            confusion: Confusion::FrontLeads,
            answer: |stage| stage.view.head.map(Answer::Rider),
            reply: "That is the rider in front. Being in front says who rides first, not who has the most points.",
        },
        Misreading {
            word: "winner of the last sprint",
            confusion: Confusion::FrontLeads,
            answer: |stage| stage.last_winner().map(Answer::Rider),
            reply: "That is the winner of the last sprint. One sprint is 5 points; the table adds up all of them.",
        },
        MOST_SPRINT_POINTS,
        Misreading {
            word: "this race alone",
            confusion: Confusion::StartsFromNothing,
            answer: |stage| Stage::most(stage.table(), |row| row.total - row.start_points).map(Answer::Rider),
            reply: "That is who has won the most points in this race. In an omnium the points of the races before it count too.",
        },
        Misreading {
            word: "starting points",
            confusion: Confusion::StartsFromNothing,
            answer: |stage| Stage::most(stage.table(), |row| row.start_points).map(Answer::Rider),
            reply: "That is who led before this race. Its own points are added to those.",
        },
        OTHER_ERA,
    ],
};

pub(super) const WINNER: Question = Question {
    word: "winner",
    about: "who has won, as the first rider crosses the last line",
    riders: 0,
    text: |stage| {
        let first = first_home(stage).filter(|_| stage.board.counter().over && !stage.table().is_final)?;
        Some(format!("{} is first across the last line. Who has won the race?", stage.name(first)))
    },
    right: |stage| Stage::first(&stage.race.standings()).map(Answer::Rider),
    detail: |stage, answer| facts(stage, &stage.race.standings(), answer),
    seen: |stage| stage.race.duration(),
    shown: |stage| top(stage, &stage.race.standings()),
    lit: |stage| Stage::first(&stage.race.standings()),
    misreadings: &[
        Misreading {
            word: "first home",
            confusion: Confusion::FirstHomeWins,
            answer: |stage| first_home(stage).map(Answer::Rider),
            reply: "That is who was first home. The last line is one more sprint; the points of the whole race decide.",
        },
        Misreading {
            word: "most sprint points",
            confusion: Confusion::SprintPointsDecide,
            answer: |stage| Stage::most(&stage.race.standings(), |row| row.sprint_points).map(Answer::Rider),
            reply: "That is who has the most points from sprints. Points for laps gained count as much.",
        },
        Misreading {
            word: "led before the last sprint",
            confusion: Confusion::LastSprint,
            answer: |stage| Stage::first(&before_the_last(stage)?).map(Answer::Rider),
            reply: "That is who led before it. The points of the last sprint count, and nobody is safe until they are given.",
        },
    ],
};

pub(super) const LEVEL: Question = Question {
    word: "level",
    about: "which of two riders who have the same total is ahead in the result",
    riders: 2,
    text: |stage| {
        let (x, y) = both(stage)?;
        (x.total == y.total && stage.board.counter().over && !stage.table().is_final).then(|| {
            let (a, b, n) = (stage.name(x.bib), stage.name(y.bib), Answer::Points(x.total).write(stage.names));
            format!("{a} and {b} both end with {n}. Who is placed higher?")
        })
    },
    right: |stage| {
        let (x, y) = both(stage)?;
        Some(if x.rank == y.rank { Answer::Level } else { Answer::Rider(if x.rank < y.rank { x.bib } else { y.bib }) })
    },
    detail: |stage, answer| {
        let Answer::Rider(bib) = *answer else { return String::new() };
        let Some(row) = stage.race.standings().rows.into_iter().find(|row| row.bib == bib) else {
            return String::new();
        };
        let won = count(row.sprints_won, "sprint");
        let line = row.last_line.map_or(String::new(), |n| format!(", {} across the last line", ordinal(n)));
        format!("scored in {}, won {won}{line}", scored(stage, bib))
    },
    seen: |stage| stage.race.duration(),
    shown: |stage| match both(stage) {
        Some((x, y)) => {
            let (ahead, other) = if x.rank <= y.rank { (x, y) } else { (y, x) };
            let place = |row: &Standing| row.last_line.map_or("not placed".to_owned(), ordinal);
            let (a, b) = (stage.name(ahead.bib), stage.name(other.bib));
            format!("{a} was {} across the last line, {b} {}.", place(&ahead), place(&other))
        }
        None => String::new(),
    },
    lit: |stage| {
        let (x, y) = both(stage)?;
        Some(if x.rank <= y.rank { x.bib } else { y.bib })
    },
    misreadings: &[
        Misreading {
            word: "level",
            confusion: Confusion::LastSprint,
            answer: |_| Some(Answer::Level),
            reply: "Level on points, yes. A points race has no shared places for that: the order across the last line decides.",
        },
        Misreading {
            word: "more sprints won",
            confusion: Confusion::LastSprint,
            answer: |stage| more(stage, |row| i64::from(row.sprints_won)),
            reply: "That rider has won more sprints. It is the last one alone that decides between level riders.",
        },
        Misreading {
            word: "ahead before",
            confusion: Confusion::LastSprint,
            answer: |stage| {
                let table = before_the_last(stage)?;
                let total = |bib: Bib| table.rows.iter().find(|row| row.bib == bib).map(|row| i64::from(row.total));
                let [x, y] = stage.riders else { return None };
                match total(*x)?.cmp(&total(*y)?) {
                    Ordering::Greater => Some(Answer::Rider(*x)),
                    Ordering::Less => Some(Answer::Rider(*y)),
                    Ordering::Equal => None,
                }
            },
            reply: "That rider was ahead before the last sprint. Level is level; the order of that sprint decides.",
        },
        Misreading {
            word: "scored more often",
            confusion: Confusion::LastSprint,
            answer: |stage| more(stage, |row| scored(stage, row.bib)),
            reply: "That rider has scored in more sprints. It is the last one alone that decides between level riders.",
        },
        Misreading {
            word: "scored first",
            confusion: Confusion::LastSprint,
            answer: |stage| {
                let first = stage.race.rulings().iter().find_map(|ruling| match *ruling {
                    Ruling::Place { points: 1.., bib, .. } if stage.riders.contains(&bib) => Some(bib),
                    _ => None,
                });
                first.map(Answer::Rider)
            },
            reply: "That rider scored first. When points were won does not matter; the last sprint decides between level riders.",
        },
    ],
};

pub(super) const MOST_SPRINT_POINTS: Misreading = Misreading {
    word: "most sprint points",
    confusion: Confusion::SprintPointsDecide,
    answer: |stage| Stage::most(stage.table(), |row| row.sprint_points).map(Answer::Rider),
    reply: "That is who has the most points from sprints. Points for laps gained count as much.",
};

const OTHER_ERA: Misreading = Misreading {
    word: "another era",
    confusion: Confusion::AnotherEra,
    answer: |stage| {
        let laps_first = stage.race.rules().rank_by == RankBy::LapsThenPoints;
        let other = if laps_first { EditionId::E2004 } else { EditionId::E2000 };
        Stage::first(&stage.race.under(other).scoreboard(stage.at).standings()).map(Answer::Rider)
    },
    reply: "That is who would lead under the rules of another time.",
};

/// "IGNATIEV leads with 71 (11 from sprints, 3 laps); FULST has 57."
fn top(stage: &Stage, table: &Standings) -> String {
    let [first, second, ..] = table.rows.as_slice() else { return String::new() };
    let verb = if table.is_final { "has won" } else { "leads" };
    let (name, other) = (stage.name(first.bib), stage.name(second.bib));
    let (total, theirs) = (figure(first.total), figure(second.total));
    format!("{name} {verb} with {total} ({}); {other} has {theirs}.", parts(first, "from sprints"))
}

/// "13 sprint points, 3 laps gained, in front": what a rider's place in the table, and the wrong ideas of it, rest on.
fn facts(stage: &Stage, table: &Standings, answer: &Answer) -> String {
    let Answer::Rider(bib) = *answer else { return String::new() };
    let Some(row) = table.rows.iter().find(|row| row.bib == bib) else { return String::new() };
    let over = stage.board.counter().over;
    let front = if stage.view.head == Some(bib) && !over { ", in front" } else { "" };
    let won = if stage.last_winner() == Some(bib) && !over { ", has won the last sprint" } else { "" };
    format!("{}{front}{won}", parts(row, "from sprints"))
}

/// "13 from sprints, 3 laps gained": what a total is made of.
fn parts(row: &Standing, sprints: &str) -> String {
    let laps = match row.laps {
        0 => String::new(),
        n if n > 0 => format!(", {} gained", count(n.unsigned_abs(), "lap")),
        n => format!(", {} lost", count(n.unsigned_abs(), "lap")),
    };
    let start = if row.start_points == 0 { String::new() } else { format!(", {} from before", row.start_points) };
    format!("{} {sprints}{laps}{start}", row.sprint_points)
}

fn first_home(stage: &Stage) -> Option<Bib> {
    stage.race.rulings().iter().find_map(|ruling| match *ruling {
        Ruling::Over { head, .. } => Some(head),
        _ => None,
    })
}

/// The table before the first rider crossed the last line.
fn before_the_last(stage: &Stage) -> Option<Standings> {
    let last = stage.race.rules().last_sprint()?;
    let is_in_it = |ruling: &&Ruling| matches!(**ruling, Ruling::Place { sprint, .. } if sprint == last);
    let first = stage.race.rulings().iter().find(is_in_it)?;
    Some(stage.race.scoreboard(Micros(first.at().0 - 1)).standings())
}

/// The rows of the two riders in the result.
fn both(stage: &Stage) -> Option<(Standing, Standing)> {
    let table = stage.race.standings();
    let row = |bib: Bib| table.rows.iter().find(|row| row.bib == bib).copied();
    let [x, y] = stage.riders else { return None };
    Some((row(*x)?, row(*y)?))
}

/// The one of the two who has more of something.
fn more(stage: &Stage, of: impl Fn(&Standing) -> i64) -> Option<Answer> {
    let (x, y) = both(stage)?;
    match of(&x).cmp(&of(&y)) {
        Ordering::Greater => Some(Answer::Rider(x.bib)),
        Ordering::Less => Some(Answer::Rider(y.bib)),
        Ordering::Equal => None,
    }
}

/// In how many sprints a rider has scored.
fn scored(stage: &Stage, bib: Bib) -> i64 {
    let of = |r: &&Ruling| matches!(**r, Ruling::Place { points: 1.., bib: who, .. } if who == bib);
    stage.race.rulings().iter().filter(of).count() as i64
}
