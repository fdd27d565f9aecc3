//! Counter and bell: for whom they are, and when the race is over.

use crate::event::Fact;
use crate::lessons::answer::Answer;
use crate::lessons::confusion::Confusion;
use crate::lessons::question::{Misreading, Question};
use crate::lessons::stage::Stage;
use crate::race::view::GroupKind;
use crate::rules::Ruling;
use crate::units::{Bib, Micros};

/// How long the race rides on after what was asked, µs.
const AFTER: i64 = 3_000_000;

pub(super) const HEAD: Question = Question {
    word: "whose bell",
    about: "for whom the bell of the next sprint will ring first, and whose laps the counter counts",
    riders: 0,
    text: |stage| {
        let n = stage.sprint()?;
        (!stage.board.counter().bell)
            .then(|| format!("Sprint {n} comes. Who hears its bell first, and whose laps does the counter count?"))
    },
    right: |stage| rung(stage).map(|(bib, _)| Answer::Rider(bib)),
    detail: roles,
    seen: |stage| rung(stage).map_or(stage.at, |(_, at)| Micros(at.0 + AFTER)).min(stage.race.duration()),
    shown: |stage| match rung(stage) {
        Some((bib, _)) => format!("The bell rings as {} crosses the line.", stage.name(bib)),
        None => String::new(),
    },
    lit: |stage| rung(stage).map(|(bib, _)| bib),
    misreadings: &[
        LEADER,
        Misreading {
            word: "front of the bunch",
            confusion: Confusion::WhoseBell,
            answer: |stage| stage.group(GroupKind::Bunch)?.riders.first().copied().map(Answer::Rider),
            reply: "That is the front of the bunch. While others are away, the race is counted by them.",
        },
        Misreading {
            word: "last of the race",
            confusion: Confusion::WhoseBell,
            answer: |stage| stage.view.groups.last()?.riders.last().copied().map(Answer::Rider),
            reply: "Nobody waits for the last rider: counter and bell go by the first.",
        },
    ],
};

/// Who a rider is at this moment: on points, on the road, in the bunch.
fn roles(stage: &Stage, answer: &Answer) -> String {
    let Answer::Rider(bib) = *answer else { return String::new() };
    let group = stage.view.groups.iter().find(|group| group.riders.contains(&bib));
    let is = |of: Option<Bib>| of == Some(bib);
    let roles = [
        is(Stage::first(stage.table())).then(|| "leads on points".to_owned()),
        group.map(|group| match group.kind {
            GroupKind::Break | GroupKind::Chase => format!("{:.0} m ahead of the bunch", group.gap_m),
            GroupKind::Bunch if is(group.riders.first().copied()) => "at the front of the bunch".to_owned(),
            GroupKind::Bunch => "in the bunch".to_owned(),
            GroupKind::OffTheBack => "off the back".to_owned(),
        }),
    ];
    roles.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// For whom the next bell rings, and when.
fn rung(stage: &Stage) -> Option<(Bib, Micros)> {
    stage.to_come().iter().find_map(|ruling| match *ruling {
        Ruling::Bell { head, at, .. } => Some((head, at)),
        _ => None,
    })
}

const LEADER: Misreading = Misreading {
    word: "leader",
    confusion: Confusion::WhoseBell,
    answer: |stage| Stage::first(stage.table()).map(Answer::Rider),
    reply: "That is who leads on points. Counter and bell go by who is foremost on the road.",
};

pub(super) const AGAIN: Question = Question {
    word: "second bell",
    about: "for whom the bell rings a second time",
    riders: 0,
    text: |stage| {
        let (n, first) = first_bell(stage)?;
        again(stage)?;
        Some(format!("The bell for sprint {n} has rung for {}. Now it rings again. For whom?", stage.name(first)))
    },
    right: |stage| again(stage).map(Answer::Rider),
    detail: roles,
    seen: |stage| {
        let decided = first_bell(stage).and_then(|(n, _)| stage.decided(n)).unwrap_or(stage.at);
        Micros(decided.0 + AFTER).min(stage.race.duration())
    },
    shown: |stage| match again(stage) {
        Some(bib) => {
            format!("{} brings the next group into the lap of the sprint; places are left for it.", stage.name(bib))
        }
        None => String::new(),
    },
    lit: |stage| again(stage),
    misreadings: &[
        LEADER,
        Misreading {
            word: "the same rider",
            confusion: Confusion::WhoseBell,
            answer: |stage| first_bell(stage).map(|(_, bib)| Answer::Rider(bib)),
            reply: "That rider has heard the bell, and has begun the lap of the sprint already.",
        },
        Misreading {
            word: "last of the race",
            confusion: Confusion::WhoseBell,
            answer: |stage| stage.view.groups.last()?.riders.last().copied().map(Answer::Rider),
            reply: "The bell rings for whoever may still score, not for the last rider.",
        },
    ],
};

/// The sprint whose bell has rung last, and for whom it rang first.
fn first_bell(stage: &Stage) -> Option<(u32, Bib)> {
    stage.past().iter().rev().find_map(|ruling| match *ruling {
        Ruling::Bell { sprint, head, .. } => Some((sprint, head)),
        _ => None,
    })
}

/// For whom the bell rings again at this moment.
fn again(stage: &Stage) -> Option<Bib> {
    stage.past().last().and_then(|ruling| match *ruling {
        Ruling::BellAgain { head, at, .. } if at == stage.at => Some(head),
        _ => None,
    })
}

pub(super) const STILL_TO_RIDE: Question = Question {
    word: "still to ride",
    about: "how often a lapped rider still crosses the line once the head of the race has finished",
    riders: 1,
    text: |stage| {
        let rider = stage.rider()?;
        let lost = stage.board.balance(rider);
        let head = stage.race.rulings().iter().find(|ruling| matches!(ruling, Ruling::Over { .. }))?.bib();
        (lost < 0 && stage.board.counter().over && head != rider && !stage.board.has_finished(rider)).then(|| {
            format!(
                "{} has finished. {}, who has lost a lap, is still on the track. How often does {} cross the line from now on?",
                stage.name(head),
                stage.name(rider),
                stage.name(rider)
            )
        })
    },
    right: |stage| crossings(stage).map(Answer::Times),
    detail: |_, _| String::new(),
    seen: |stage| stage.race.duration(),
    shown: |stage| match stage.rider() {
        Some(bib) => format!("{} has finished with the next crossing.", stage.name(bib)),
        None => String::new(),
    },
    lit: |stage| stage.rider(),
    misreadings: &[
        Misreading {
            word: "the lost laps too",
            confusion: Confusion::WhoseBell,
            answer: |stage| Some(Answer::Times(crossings(stage)? + stage.board.balance(stage.rider()?).unsigned_abs())),
            reply: "A lost lap is paid for in points and not ridden afterwards: the race ends for everybody as the head finishes.",
        },
        Misreading {
            word: "not once",
            confusion: Confusion::WhoseBell,
            answer: |_| Some(Answer::Times(0)),
            reply: "The race is over, and yet the others ride on to the line: their order there decides between level riders.",
        },
    ],
};

/// How often the rider crosses the line from this moment on.
fn crossings(stage: &Stage) -> Option<u32> {
    let rider = stage.rider()?;
    let of = |fact: &&Fact| matches!(**fact, Fact::Line { bib, at, .. } if bib == rider && at > stage.at);
    Some(stage.race.facts().iter().filter(of).count() as u32)
}
