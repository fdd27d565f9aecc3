//! Sprints: who may score, what is left, what a lap gained in one gives.

use crate::lessons::answer::Answer;
use crate::lessons::confusion::Confusion;
use crate::lessons::question::{Misreading, Question};
use crate::lessons::stage::Stage;
use crate::race::view::GroupKind;
use crate::report::words::{count, ordinal};
use crate::rules::{EditionId, HeadRule, Ruling};
use crate::units::{Bib, Micros};

/// How long the race rides on after the last points of a sprint, µs.
const AFTER: i64 = 1_500_000;

pub(super) const BOTH: Question = Question {
    word: "lap and sprint",
    about: "what a rider gets who gains a lap between the bell and the line of a sprint, and is in front at that line",
    riders: 1,
    text: |stage| {
        let (rider, n) = (stage.rider()?, stage.sprint()?);
        let (points, line) = named(stage)?;
        let gains = |r: &&Ruling| matches!(**r, Ruling::Gain { bib, at, .. } if bib == rider && at <= line);
        let is_first = points == stage.race.rules().points(n, 1) as i32;
        (stage.board.counter().bell && is_first && stage.to_come().iter().any(|r| gains(&r))).then_some(())?;
        let name = stage.name(rider);
        Some(format!(
            "The bell for sprint {n} has rung, and {name} is about to reach the tail of the bunch: a lap gained. At the line \
             {name} is ahead of everybody else. What does {name} get, all told?"
        ))
    },
    right: |stage| {
        let (rider, until) = (stage.rider()?, seen(stage));
        let given = stage.to_come().iter().take_while(|ruling| ruling.at() <= until).map(|ruling| match *ruling {
            Ruling::Place { bib, points, .. } if bib == rider => points as i32,
            Ruling::Gain { bib, points, .. } if bib == rider => points,
            _ => 0,
        });
        let given: i32 = given.sum();
        (given > 0).then_some(Answer::Points(given))
    },
    detail: |_, _| String::new(),
    seen,
    shown: |stage| {
        let Some((rider, n)) = stage.rider().zip(stage.sprint()) else { return String::new() };
        let place = stage.places(n).find(|(_, points, bib)| *bib == rider && *points > 0);
        let name = stage.name(rider);
        match place {
            Some((1, points, _)) => {
                format!("{name} gets {} for the lap, and {points} for winning the sprint.", gain(stage))
            }
            Some((place, points, _)) => {
                let lap = gain(stage);
                format!("{name} gets {lap} for the lap, and {points} for {} place in the sprint.", ordinal(place))
            }
            None => {
                let winner = stage.places(n).next().map_or(String::new(), |(_, _, bib)| stage.name(bib));
                format!("{name} gets {} for the lap; the sprint goes to {winner}.", gain(stage))
            }
        }
    },
    lit: |stage| stage.rider(),
    misreadings: &[
        Misreading {
            word: "both",
            confusion: Confusion::LapInASprint,
            answer: |stage| Some(Answer::Points(gain(stage) + named(stage)?.0)),
            reply: "Both is the rule since August 2023. Before, the lap was gained, and the sprint went to those in front then.",
        },
        Misreading {
            word: "the lap alone",
            confusion: Confusion::LapInASprint,
            answer: |stage| Some(Answer::Points(gain(stage))),
            reply: "The lap alone was the rule until July 2023. Since then the bell says who sprints, and they get both.",
        },
        Misreading {
            word: "the sprint alone",
            confusion: Confusion::LapInASprint,
            answer: |stage| Some(Answer::Points(named(stage)?.0)),
            reply: "A lap gained always counts, whenever it is gained.",
        },
    ],
};

/// Points for a lap.
fn gain(stage: &Stage) -> i32 {
    stage.race.rules().gain_points
}

/// What the rider gets in the sprint, and when, where the bell names the head.
fn named(stage: &Stage) -> Option<(i32, Micros)> {
    let (rider, n) = (stage.rider()?, stage.sprint()?);
    let race;
    let race = if stage.race.rules().head == HeadRule::FixedAtBell {
        stage.race
    } else {
        race = stage.race.under(EditionId::E2023);
        &race
    };
    race.rulings().iter().find_map(|ruling| match *ruling {
        Ruling::Place { sprint, points: 1.., place, bib, at, .. } if sprint == n && bib == rider => {
            Some((stage.race.rules().points(n, place) as i32, at))
        }
        _ => None,
    })
}

pub(super) const LEFT: Question = Question {
    word: "left for the bunch",
    about: "what the first of the bunch gets in a sprint while others are away",
    riders: 0,
    text: |stage| {
        let (n, away) = (stage.sprint()?, stage.away());
        (!away.is_empty()).then(|| {
            let are = if away.len() == 1 { "is" } else { "are" };
            format!(
                "{} {are} away as sprint {n} comes. What does the first rider of the bunch get in it?",
                stage.names.families(&away)
            )
        })
    },
    right: |stage| {
        let bunch = &stage.group(GroupKind::Bunch)?.riders;
        let best = stage.places(stage.sprint()?).find(|(_, _, bib)| bunch.contains(bib));
        Some(Answer::Points(best.map_or(0, |(_, points, _)| points as i32)))
    },
    detail: |_, _| String::new(),
    seen,
    shown: sprint_in_words,
    lit: |stage| {
        let bunch = &stage.group(GroupKind::Bunch)?.riders;
        stage.places(stage.sprint()?).find(|(_, points, bib)| bunch.contains(bib) && *points > 0).map(|(_, _, bib)| bib)
    },
    misreadings: &[
        Misreading {
            word: "the bunch sprints for first",
            confusion: Confusion::PlacesLeft,
            answer: |stage| Some(Answer::Points(stage.race.rules().points(stage.sprint()?, 1) as i32)),
            reply: "That is for the winner of the sprint, and those who are away cross the line first.",
        },
        Misreading {
            word: "nothing is left",
            confusion: Confusion::PlacesLeft,
            answer: |_| Some(Answer::Points(0)),
            reply: "Four riders score in a sprint. A break of fewer leaves the places it does not fill.",
        },
        Misreading {
            word: "one place for the break",
            confusion: Confusion::PlacesLeft,
            answer: |stage| Some(Answer::Points(stage.race.rules().points(stage.sprint()?, 2) as i32)),
            reply: "Each rider of the break takes a place of their own.",
        },
    ],
};

pub(super) const OPEN_AGAIN: Question = Question {
    word: "after lapping",
    about: "what the winner of the next sprint gets once a break has lapped the bunch",
    riders: 0,
    text: |stage| {
        let (n, riders) = (stage.sprint()?, lappers(stage));
        (!riders.is_empty() && stage.away().is_empty()).then(|| {
            let (have, ride) = if riders.len() == 1 { ("has", "rides") } else { ("have", "ride") };
            format!(
                "{} {have} lapped the bunch and {ride} in it now. What is sprint {n} worth to whoever is first across its line?",
                stage.names.families(&riders)
            )
        })
    },
    right: |stage| stage.places(stage.sprint()?).next().map(|(_, points, _)| Answer::Points(points as i32)),
    detail: |_, _| String::new(),
    seen,
    shown: sprint_in_words,
    lit: |stage| stage.places(stage.sprint()?).next().map(|(_, _, bib)| bib),
    misreadings: &[
        Misreading {
            word: "still away",
            confusion: Confusion::PlacesLeft,
            answer: |stage| {
                let taken = lappers(stage).len() as u32;
                Some(Answer::Points(stage.race.rules().points(stage.sprint()?, taken + 1) as i32))
            },
            reply: "Who has lapped the bunch is in it, and takes a place only by sprinting like all the others.",
        },
        Misreading {
            word: "a lap as well",
            confusion: Confusion::PlacesLeft,
            answer: |stage| Some(Answer::Points(stage.race.rules().points(stage.sprint()?, 1) as i32 + gain(stage))),
            reply: "The lap was counted when it was gained. A sprint gives sprint points.",
        },
        Misreading {
            word: "nothing is left",
            confusion: Confusion::PlacesLeft,
            answer: |_| Some(Answer::Points(0)),
            reply: "Every sprint gives points to four riders, whoever has gained laps before.",
        },
    ],
};

/// Who has gained a lap since the last sprint.
fn lappers(stage: &Stage) -> Vec<Bib> {
    let since = stage.past().iter().rev().take_while(|ruling| !matches!(ruling, Ruling::Place { points: 1.., .. }));
    let mut riders: Vec<Bib> = since
        .filter_map(|ruling| match *ruling {
            Ruling::Gain { bib, .. } => Some(bib),
            _ => None,
        })
        .collect();
    riders.reverse();
    riders.dedup();
    riders
}

pub(super) const SCORES: Question = Question {
    word: "lapped rider scores",
    about: "what a rider gets in a sprint who has lost a lap",
    riders: 1,
    text: |stage| {
        let (rider, n) = (stage.rider()?, stage.sprint()?);
        let lost = stage.board.balance(rider);
        let place =
            stage.race.scoreboard(stage.decided(n)?).crossed(n).iter().position(|bib| *bib == rider)? as u32 + 1;
        (lost < 0).then(|| {
            let (name, laps) = (stage.name(rider), count(lost.unsigned_abs(), "lap"));
            format!("{name} has lost {laps} and rides in the bunch. In sprint {n} {name} crosses the line {}. What does that give?", ordinal(place))
        })
    },
    right: |stage| {
        let (rider, n) = (stage.rider()?, stage.sprint()?);
        let points = stage.places(n).find(|(_, _, bib)| *bib == rider).map_or(0, |(_, points, _)| points as i32);
        Some(Answer::Points(points))
    },
    detail: |_, _| String::new(),
    seen,
    shown: sprint_in_words,
    lit: |stage| stage.rider(),
    misreadings: &[
        Misreading {
            word: "lapped riders score nothing",
            confusion: Confusion::LappedScoreNothing,
            answer: |_| Some(Answer::Points(0)),
            reply: "A lapped rider in the bunch sprints like everybody else.",
        },
        Misreading {
            word: "gives way",
            confusion: Confusion::LappedScoreNothing,
            answer: |stage| {
                let (rider, n) = (stage.rider()?, stage.sprint()?);
                let (place, _, _) = stage.places(n).find(|(_, _, bib)| *bib == rider)?;
                Some(Answer::Points(stage.race.rules().points(n, place + 1) as i32))
            },
            reply: "Nobody gives way to riders who have more laps: the order across the line counts.",
        },
        Misreading {
            word: "the lap is back",
            confusion: Confusion::LappedScoreNothing,
            answer: |stage| {
                let (rider, n) = (stage.rider()?, stage.sprint()?);
                let (_, points, _) = stage.places(n).find(|(_, _, bib)| *bib == rider)?;
                Some(Answer::Points(points as i32 + gain(stage)))
            },
            reply: "A sprint gives sprint points. A lap comes back only by riding round to the tail of the bunch again.",
        },
    ],
};

pub(super) const WORTH: Question = Question {
    word: "last sprint",
    about: "what the winner of the last sprint gets",
    riders: 0,
    text: |stage| {
        let last = stage.race.rules().last_sprint()?;
        (stage.sprint() == Some(last)).then(|| "The last sprint comes. What does its winner get?".to_owned())
    },
    right: |stage| {
        stage.places(stage.race.rules().last_sprint()?).next().map(|(_, points, _)| Answer::Points(points as i32))
    },
    detail: |_, _| String::new(),
    seen: |stage| stage.race.duration(),
    shown: sprint_in_words,
    lit: |stage| stage.places(stage.sprint()?).next().map(|(_, _, bib)| bib),
    misreadings: &[
        Misreading {
            word: "as any other",
            confusion: Confusion::LastSprint,
            answer: |stage| Some(Answer::Points(stage.race.rules().scale[0] as i32)),
            reply: "That is what every other sprint gives. Since October 2016 the last one gives twice as much.",
        },
        Misreading {
            word: "doubled",
            confusion: Confusion::LastSprint,
            answer: |stage| Some(Answer::Points(2 * stage.race.rules().scale[0] as i32)),
            reply: "The last sprint was doubled in October 2016 only, not yet in this race.",
        },
        Misreading {
            word: "a lap",
            confusion: Confusion::LastSprint,
            answer: |stage| Some(Answer::Points(gain(stage))),
            reply: "That is what a lap gives. No sprint is worth that much.",
        },
    ],
};

/// When the next sprint is decided, and a moment more.
fn seen(stage: &Stage) -> Micros {
    let decided = stage.sprint().and_then(|n| stage.decided(n)).unwrap_or(stage.at);
    Micros(decided.0 + AFTER).min(stage.race.duration())
}

/// "Sprint 7: 5 GUTIERREZ, 3 CARRARA, 2 SLYUSAREVA, 1 ULMER."
fn sprint_in_words(stage: &Stage) -> String {
    let Some(n) = stage.sprint() else { return String::new() };
    let places = stage.places(n).filter(|(_, points, _)| *points > 0);
    let places: Vec<String> = places.map(|(_, points, bib)| format!("{points} {}", stage.name(bib))).collect();
    format!("Sprint {n}: {}.", places.join(", "))
}
