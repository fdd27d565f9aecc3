//! Which group is the bunch.

use crate::lessons::answer::Answer;
use crate::lessons::confusion::Confusion;
use crate::lessons::question::{Misreading, Question};
use crate::lessons::stage::Stage;
use crate::race::view::{GroupKind, GroupView};
use crate::units::Micros;

/// How long the race rides on, µs.
const RIDE: i64 = 5_000_000;

pub(super) const BUNCH: Question = Question {
    word: "bunch",
    about: "which of the groups is the bunch, on which laps are gained and to which they are lost",
    riders: 0,
    text: |stage| {
        let many = stage.view.groups.len();
        (many > 1)
            .then(|| format!("The race is in {many} groups. On which of them are laps gained: which is the bunch?"))
    },
    right: |stage| place(stage, |group| group.kind == GroupKind::Bunch),
    detail: |_, _| String::new(),
    seen: |stage| Micros(stage.at.0 + RIDE).min(stage.race.duration()),
    shown: |stage| {
        let size = stage.group(GroupKind::Bunch).map_or(0, |bunch| bunch.riders.len());
        let others: Vec<String> = stage
            .view
            .groups
            .iter()
            .filter(|g| g.kind != GroupKind::Bunch)
            .map(|g| g.riders.len().to_string())
            .collect();
        format!("The bunch has {size} riders, the other groups {}.", crate::report::words::list(&others))
    },
    lit: |stage| stage.group(GroupKind::Bunch)?.riders.first().copied(),
    misreadings: &[
        Misreading {
            word: "behind the front",
            confusion: Confusion::FrontIsBreak,
            answer: |stage| nth(stage, 1),
            reply: "That group is behind the first one. Behind or in front makes no difference: the largest group is the bunch.",
        },
        Misreading {
            word: "last group",
            confusion: Confusion::FrontIsBreak,
            answer: |stage| nth(stage, stage.view.groups.len() - 1),
            reply: "That group is the last on the road. The largest is the bunch, wherever it rides.",
        },
        Misreading {
            word: "front group",
            confusion: Confusion::FrontIsBreak,
            answer: |stage| nth(stage, 0),
            reply: "That group is in front. The largest is the bunch, wherever it rides.",
        },
        Misreading {
            word: "none",
            confusion: Confusion::FrontIsBreak,
            answer: |_| Some(Answer::NoGroup),
            reply: "There is always a bunch: the largest group, even if the field is in pieces.",
        },
    ],
};

fn nth(stage: &Stage, n: usize) -> Option<Answer> {
    stage.view.groups.get(n).map(|group| Answer::Group(group.riders.clone(), n + 1))
}

fn place(stage: &Stage, is: impl Fn(&GroupView) -> bool) -> Option<Answer> {
    nth(stage, stage.view.groups.iter().position(is)?)
}
