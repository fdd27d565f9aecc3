//! The end: riders whom only the last sprint parts, and the winner.

use crate::commentary::grammar::{counted, place};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::report::decisions;
use crate::report::words::{figure, list, ordinal};
use crate::rules::{RankBy, Standing, Status};

/// Lines on riders who end level: no more than this, and for no more riders at once than that.
const TIES: usize = 3;
const TOGETHER: usize = 4;

/// What there is to say of the result, the winner last, each in the ways in which it can be said.
pub(in crate::commentary) fn result(scene: &Scene) -> Vec<Vec<Phrase>> {
    shared(scene).into_iter().chain(ties(scene)).chain(winner(scene)).collect()
}

/// Riders to whom the record gives one rank.
fn shared(scene: &Scene) -> Vec<Vec<Phrase>> {
    let rank =
        |bib: &crate::units::Bib| scene.now.standings.rows.iter().find(|row| row.bib == *bib).and_then(|row| row.rank);
    let is_kept = |riders: &&Vec<_>| riders.iter().map(rank).is_sorted_by(|a, b| a == b);
    let said = |riders: &Vec<_>| {
        let rows = scene.now.standings.rows.iter().filter(|row| riders.contains(&row.bib));
        let names: Vec<String> = rows.map(|row| scene.name(row.bib)).collect();
        let way = Phrase::new("{names} share a rank on record", decisions::shared_rank(&names));
        vec![way.about(riders)]
    };
    scene.story.shared.iter().filter(is_kept).map(said).collect()
}

/// Riders level at the end whom only the order of the last sprint parts, best placed first.
fn ties(scene: &Scene) -> Vec<Vec<Phrase>> {
    let finished: Vec<&Standing> = scene.now.racing().filter(|row| row.status == Status::Finished).collect();
    let level = |a: &&Standing, b: &&Standing| {
        scene.now.is_level(a, b) && (scene.story.rules.rank_by == RankBy::Points || a.sprints_won == b.sprints_won)
    };
    let parted = |rows: &&[&Standing]| {
        (2..=TOGETHER).contains(&rows.len())
            && rows.windows(2).all(|pair| pair[0].rank != pair[1].rank)
            && has_score(rows[0])
    };
    let groups: Vec<&[&Standing]> = finished.chunk_by(level).filter(parted).collect();
    let bibs = |rows: &[&Standing]| rows.iter().map(|row| row.bib).collect::<Vec<_>>();
    groups.into_iter().take(TIES).map(|rows| about(&bibs(rows), tie(scene, rows))).collect()
}

fn has_score(row: &Standing) -> bool {
    row.total != 0 || row.laps != 0 || row.sprint_points != 0
}

fn tie(scene: &Scene, rows: &[&Standing]) -> Vec<Phrase> {
    let names: Vec<String> = rows.iter().map(|row| scene.name(row.bib)).collect();
    let (who, first) = (list(&names), &names[0]);
    let score = match scene.story.rules.rank_by {
        RankBy::Points => figure(rows[0].total),
        RankBy::LapsThenPoints => {
            let laps = counted(rows[0].laps.unsigned_abs(), "lap");
            format!("{}{laps} and {}", if rows[0].laps < 0 { "minus " } else { "" }, rows[0].points_beside_laps())
        }
    };
    let rank = place(rows[0].rank.unwrap_or_default());
    let takes = scene.story.they.does("take");
    let all = crate::commentary::grammar::form(rows.len() == 2, "both ", "all ");
    if rows.len() > 2 {
        // In figures, as the first of two would be in words and the other not.
        let (from, rank) = (rows[0].rank.unwrap_or_default(), ordinal);
        let (rank, to) = (rank(from), rank(from + rows.len() as u32 - 1));
        return vec![
            say!("{who} {all}end on {score}; the last sprint puts them in that order, {rank} to {to}."),
            say!("Level on {score} and parted by the last sprint: {who}, {rank} to {to}."),
        ];
    }
    let other = &names[1];
    vec![
        say!("{who} {all}end on {score}; {first} was ahead in the last sprint, so {takes} {rank}."),
        say!("{first} and {other} are level on {score}: the last sprint gives {rank} to {first}."),
        say!("Level on {score}, {first} beats {other} to {rank} in the last sprint."),
    ]
}

/// The winner, with the place across the last line and the score.
fn winner(scene: &Scene) -> Option<Vec<Phrase>> {
    let first = scene.now.standings.rows.first().filter(|row| row.rank == Some(1))?;
    let x = scene.name(first.bib);
    let line = match first.last_line {
        Some(1) => ", first across the line too".to_owned(),
        Some(n) => format!(", {} across the line", place(n)),
        None => String::new(),
    };
    let others: Vec<&Standing> =
        scene.now.standings.rows[1..].iter().filter(|row| row.rank.is_some()).take(2).collect();
    let rest: Vec<String> =
        others.iter().map(|row| format!("{} for {}", score(scene, row), scene.name(row.bib))).collect();
    let (own, rest) = (score(scene, first), list(&rest));
    let points = match scene.story.rules.rank_by {
        RankBy::Points if first.total != 1 => " points",
        RankBy::Points => " point",
        RankBy::LapsThenPoints => "",
    };
    let way = if rest.is_empty() {
        say!("{x} wins{line}, with {own}{points}.")
    } else {
        say!("{x} wins{line}: {own}{points}, to {rest}.")
    };
    let bibs: Vec<_> = others.iter().map(|row| row.bib).chain([first.bib]).collect();
    Some(about(&bibs, vec![way]))
}

fn score(scene: &Scene, row: &Standing) -> String {
    match scene.story.rules.rank_by {
        RankBy::Points => figure(row.total),
        RankBy::LapsThenPoints if row.laps < 0 => {
            format!("{} lost and {}", counted(row.laps.unsigned_abs(), "lap"), row.points_beside_laps())
        }
        RankBy::LapsThenPoints => {
            format!("{} and {}", counted(row.laps.unsigned_abs(), "lap"), row.points_beside_laps())
        }
    }
}
