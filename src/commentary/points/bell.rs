//! The bell: who has the front of the group that sprints, and what the sprint may change. Never who leads the race.

use super::needs::within_reach;
use crate::commentary::grammar::{capital, form, number, number_first};
use crate::commentary::line::{Line, Remark, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::table::Gap;
use crate::commentary::voice::Voice;
use crate::units::Bib;

/// That a sprint may turn the table round is not said again within this time, s.
const STAKE: &str = "bell";
const AGAIN_S: i64 = 300;

pub(in crate::commentary) fn bell(scene: &Scene, voice: &mut Voice, n: u32, head: Bib) -> Option<Line> {
    if n == scene.story.rules.sprints() {
        return Some(Line::new(Topic::Bell, last(scene, voice)));
    }
    let (phrase, topic) = called(scene, voice, n, head)?;
    Some(Line::new(Topic::Bell, phrase).remark(topic))
}

/// The bell for the bunch behind a break, since 2025: what is left for its first rider.
pub(in crate::commentary) fn bell_again(scene: &Scene, voice: &mut Voice, n: u32, head: Bib) -> Option<Line> {
    scene.bunch().filter(|bunch| bunch.riders.contains(&head))?;
    let left = scene.story.rules.points(n, scene.away().len() as u32 + 1);
    let points = format!("{} point{}", number(left), if left == 1 { "" } else { "s" });
    let ways = vec![
        say!("The bell again, for the bunch: {points} for the best of them."),
        say!("A second bell: now it is the bunch, with {points} for whoever leads it home."),
        say!("And the bell for the bunch, which sprints for {points}."),
    ];
    (left > 0).then(|| voice.fresh(about(&[head], ways)))?.map(|phrase| Line::new(Topic::Bell, phrase))
}

fn called(scene: &Scene, voice: &mut Voice, n: u32, head: Bib) -> Option<(Phrase, Option<Remark>)> {
    let away = scene.away();
    let scoring = scene.story.rules.scoring_places() as usize;
    if let Some(group) = scene.breaks().next().filter(|group| group.riders.contains(&head)) {
        let (them, one) = (scene.them(&group.riders), group.riders.len() == 1);
        let (hears, many) = (form(one, "hears", "hear"), capital(&them));
        let ways = if away.len() >= scoring {
            vec![
                say!("Bell for {them}; nothing will be left for the bunch."),
                say!("{many} {hears} the bell, and there is nothing left for the bunch."),
                say!("Bell for sprint {n}, and the points are all for {them}."),
            ]
        } else if one && away.len() == 1 {
            vec![
                say!("Bell for {them} alone; the bunch will sprint for what is left."),
                say!("{many} hears the bell first; the bunch will fight for second."),
                say!("Bell for sprint {n}: {them} out front, then the bunch."),
            ]
        } else {
            vec![
                say!("Bell for {them}; the bunch will sprint for what is left."),
                say!("{many} {hears} the bell first; the bunch gets what is left."),
                say!("Bell for sprint {n}: {them} first, then the bunch for the rest."),
            ]
        };
        return voice.fresh(about(&away, ways)).map(|phrase| (phrase, None));
    }
    let stake = at_stake(scene, n).filter(|_| scene.is_new_topic(STAKE, AGAIN_S));
    let bunch = scene.bunch().filter(|bunch| bunch.riders.len() > 2 && bunch.riders[0] == head);
    let (front, who) = match bunch {
        Some(bunch) => {
            let (first, second) = (scene.name(bunch.riders[0]), scene.name(bunch.riders[1]));
            let his = scene.story.they.his();
            let ways = vec![
                say!("Bell. {first} has the front, {second} on {his} wheel."),
                say!("Bell for sprint {n}: {first} on the front, {second} next."),
                say!("{first} brings them to the bell, {second} behind."),
                say!("One lap to sprint {n}: {first} and {second} at the front of the bunch."),
                say!("The bell rings with {first} on the front."),
                say!("Bell: it is {first} on the front."),
            ];
            (ways, &bunch.riders[..2])
        }
        None => {
            let first = scene.name(head);
            let ways =
                vec![say!("Bell for sprint {n}: {first} on the front."), say!("Bell, with {first} on the front.")];
            (ways, &[head][..])
        }
    };
    let stake = stake.and_then(|ways| voice.fresh(ways));
    let topic = stake.is_some().then_some(Remark::Topic(STAKE));
    Some((voice.fresh(about(who, front))?.then(stake), topic))
}

/// What the sprint may change at the top of the table, if it is close.
fn at_stake(scene: &Scene, n: u32) -> Option<Vec<Phrase>> {
    let best = scene.story.rules.points(n, 1);
    let first = scene.now.at(1).filter(|_| !scene.now.is_blank())?;
    let second = scene.now.at(2)?;
    let (x, y) = (scene.name(first.bib), scene.name(second.bib));
    let ways = match scene.now.gap(first, second) {
        Gap::Points(0) if scene.now.top().len() > 2 => {
            let many = number_first(scene.now.top().len() as u32);
            let ways = vec![say!("{many} riders are level at the top."), say!("{many} of them are level in front.")];
            return Some(about(&scene.now.top(), ways));
        }
        Gap::Points(0) => {
            vec![say!("{x} and {y} are level at the top."), say!("Nothing between {x} and {y} for the lead.")]
        }
        Gap::Points(points) if points < best => {
            let gap = Gap::Points(points).full();
            vec![
                say!("{x} leads {y} by {gap}: this sprint can change that."),
                say!("Only {gap} between {x} and {y} for the lead."),
                say!("{y} can take the lead here."),
            ]
        }
        Gap::Points(points) if points == best => {
            let gap = Gap::Points(points).full();
            vec![
                say!("{y}, {gap} behind {x}, can draw level here."),
                say!("The sprint could bring {y} level with {x}."),
            ]
        }
        _ => return None,
    };
    Some(about(&[first.bib, second.bib], ways))
}

/// The bell for the last lap: what the last sprint is worth, and who can still change what.
fn last(scene: &Scene, voice: &mut Voice) -> Phrase {
    let rules = scene.story.rules;
    let best = number(rules.points(rules.sprints(), 1));
    let news = if rules.factor(rules.sprints()) > 1 {
        vec![
            say!("Last sprint, double points: {best} for the win."),
            say!("The last bell: double points, {best} to win."),
        ]
    } else {
        vec![say!("Last lap, last sprint: {best} for the win."), say!("The last bell: {best} points for the winner.")]
    };
    let news = voice.must(news);
    news.then(within_reach(scene, voice))
}
