//! What the table asks of riders: who is safe on sprints, who must take a lap, who can still reach what.

use crate::commentary::grammar::{counted, number, number_first};
use crate::commentary::line::{Line, Remark, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::rules::{RankBy, Standing};

/// A line after sprint `n`, if it is new that nobody can catch the leader on sprints.
pub(in crate::commentary) fn needs(scene: &Scene, voice: &mut Voice, n: u32) -> Option<Line> {
    let rules = scene.story.rules;
    if rules.rank_by != RankBy::Points || n >= rules.sprints() || rules.gain_points <= 0 {
        return None;
    }
    let (first, second) = (scene.now.leader()?, scene.now.at(2)?);
    let (left, margin) = (scene.now.points_left(n), first.total - second.total);
    let (x, y) = (scene.name(first.bib), scene.name(second.bib));
    if margin > left as i32 {
        let (to_come, lead) = (counted(left, "point"), number(margin.unsigned_abs()));
        if scene.past.safe.contains(&first.bib) {
            return None;
        }
        let ways = vec![
            say!("{x} can't be caught on sprints any more; only a lap would do it."),
            say!("{y} must take a lap now; sprints alone won't catch {x}."),
            say!("On sprints {x} is safe: {to_come} to come, and a lead of {lead}."),
        ];
        return Some(
            Line::new(Topic::Needs, voice.fresh(about(&[first.bib, second.bib], ways))?)
                .remark([Remark::Safe(first.bib)]),
        );
    }
    third(scene, voice, left)
}

/// The podium can't change on sprints any more.
fn third(scene: &Scene, voice: &mut Voice, left: u32) -> Option<Line> {
    let (third, fourth) = (scene.now.at(3)?, scene.now.at(4)?);
    if third.total - fourth.total <= left as i32 || scene.past.safe.contains(&third.bib) {
        return None;
    }
    let (x, y) = (scene.name(third.bib), scene.name(fourth.bib));
    let ways = vec![
        say!("Sprints won't change who is on the podium now: {x}, third, is out of reach of {y}."),
        say!("{y} needs a lap to reach third; sprints won't do it."),
    ];
    Some(Line::new(Topic::Needs, voice.fresh(about(&[third.bib, fourth.bib], ways))?).remark([Remark::Safe(third.bib)]))
}

/// At the bell for the last sprint: who can still win on it, or take third.
pub(super) fn within_reach(scene: &Scene, voice: &mut Voice) -> Option<Phrase> {
    let rules = scene.story.rules;
    if rules.rank_by != RankBy::Points {
        return None;
    }
    let best = rules.points(rules.sprints(), 1) as i32;
    let (first, second, third) = (scene.now.at(1)?, scene.now.at(2)?, scene.now.at(3));
    let (x, y) = (scene.name(first.bib), scene.name(second.bib));
    let reaches = |target: &Standing| scene.now.racing().filter(|row| row.total + best >= target.total).count() as u32;
    if first.total - second.total <= best {
        let many = number_first(reaches(first));
        let margin = first.total - second.total;
        let both = [first.bib, second.bib];
        return voice.fresh(match (reaches(first), margin) {
            (2, 0) => about(&both, vec![say!("{x} and {y} are level: it is one of these two.")]),
            (2, _) => {
                let margin = crate::commentary::table::Gap::Points(margin.unsigned_abs()).full();
                about(&both, vec![say!("It is {x} or {y}, with {margin} between them.")])
            }
            _ => vec![say!("{many} riders can still win.")],
        });
    }
    if let Some((third, gap)) = third
        .zip(third.map(|third| second.total - third.total))
        .filter(|(third, gap)| *gap <= best && reaches(third) == 3)
    {
        let z = scene.name(third.bib);
        let gap = crate::commentary::table::Gap::Points(gap.unsigned_abs());
        let apart = if gap.is_nothing() { "who are level".to_owned() } else { format!("{} apart", gap.full()) };
        let way = say!("{x} is out of reach; second is between {y} and {z}, {apart}.");
        return voice.fresh(vec![way.about(&[first.bib, second.bib, third.bib])]);
    }
    let contenders = third.map_or(0, reaches).saturating_sub(2);
    let way = if contenders > 1 {
        let many = number(contenders);
        say!("{x} is out of reach; {many} riders can still be third.")
    } else {
        say!("{x} is out of reach, and the podium is settled.")
    };
    voice.fresh(vec![way.about(&[first.bib])])
}
