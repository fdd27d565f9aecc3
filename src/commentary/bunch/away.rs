//! What has become of a move, and how its gap changes, as the laps go by. Knows no sprints.

use crate::commentary::grammar::{capital, form, number};
use crate::commentary::line::{Line, Remark, Topic};
use crate::commentary::phrase::{about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::race::view::GroupView;
use crate::units::Bib;

/// A gap that changes by less than this is the same, m.
const SAME_M: f64 = 12.0;
/// A gap is not spoken of again within this time, s.
const AGAIN_S: i64 = 48;
/// The same gap is not spoken of again within this time, s.
const SAME_AGAIN_S: i64 = 110;
/// A smaller gap is spoken of only as it comes down, m.
const GAP_M: f64 = 35.0;
/// So near to the tail of the bunch they can soon reach it, and nearer they are as good as there, m.
const NEAR_M: std::ops::Range<f64> = 25.0..70.0;
/// About half a lap: that is told when it is reached.
const HALF: std::ops::Range<f64> = 0.38..0.62;
/// So far clear a moment after an attack, nobody has answered it, m.
const GONE_M: f64 = 30.0;

/// Riders who are not across by then have given it up, µs.
const TRYING: i64 = 90_000_000;

/// The gap as it is spoken: to the nearest ten metres.
fn metres(gap_m: f64) -> u32 {
    (libm::round(gap_m / 10.0) * 10.0) as u32
}

/// What has come of an attack by `bibs` a moment ago.
pub(in crate::commentary) fn attacked(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let group = scene.breaks().find(|group| bibs.iter().all(|bib| group.riders.contains(bib)))?;
    let joined: Vec<Bib> = group.riders.iter().copied().filter(|bib| !bibs.contains(bib)).collect();
    let just = scene.just_named(bibs);
    let him = match bibs {
        [_] if just => scene.story.they.him().to_owned(),
        _ if just => "them".to_owned(),
        _ => scene.them(bibs),
    };
    let gap = metres(group.gap_m);
    let ways = if joined.is_empty() {
        if group.gap_m < GONE_M {
            return None;
        }
        let mut ways = vec![say!("Nobody goes with {him}."), say!("The bunch lets {him} go.")];
        if just {
            ways.extend([
                say!("No answer from the bunch: {gap} metres."),
                say!("The gap is {gap} metres already."),
                say!("Nobody has followed; {gap} metres."),
            ]);
        }
        ways
    } else {
        let (who, one) = (scene.who(&joined), joined.len() == 1);
        let (goes, is, has) = (form(one, "goes", "go"), form(one, "is", "are"), form(one, "has", "have"));
        let all = number(group.riders.len() as u32);
        vec![
            say!("{who} {goes} with {him}: {all} in front."),
            say!("{who} {is} with {him}, which makes {all}."),
            say!("{who} {has} gone with {him}: {all} clear."),
        ]
    };
    let remark = Remark::Away(group.riders.clone(), group.gap_m);
    Some(Line::new(Topic::Move, voice.fresh(about(&group.riders, ways))?).remark([remark]))
}

/// How it stands with the break, as a lap is completed.
pub(in crate::commentary) fn watch(scene: &Scene, voice: &mut Voice) -> Option<Line> {
    let group = scene.breaks().next()?;
    contact(scene, voice, group).or_else(|| gap(scene, voice, group))
}

/// Riders who were trying to get across have arrived.
fn contact(scene: &Scene, voice: &mut Voice, group: &GroupView) -> Option<Line> {
    let trying = scene.past.bridging.iter().filter(|(_, since)| scene.at.0 - since.0 < TRYING);
    let across: Vec<Bib> = trying.map(|(bib, _)| *bib).filter(|bib| group.riders.contains(bib)).collect();
    if across.is_empty() || across.len() == group.riders.len() {
        return None;
    }
    let (who, one, all) = (scene.who(&across), across.len() == 1, number(group.riders.len() as u32));
    let (makes, is, gets) = (form(one, "makes", "make"), form(one, "is", "are"), form(one, "gets", "get"));
    let ways = vec![
        say!("{who} {makes} contact: {all} in front."),
        say!("{who} {is} across: {all} away now."),
        say!("{who} {gets} there, and it is {all} in front."),
    ];
    let remarks = [Remark::Across(across), Remark::Away(group.riders.clone(), group.gap_m)];
    Some(Line::new(Topic::Move, voice.fresh(about(&group.riders, ways))?).remark(remarks))
}

fn gap(scene: &Scene, voice: &mut Voice, group: &GroupView) -> Option<Line> {
    let (them, one) = (scene.them(&group.riders), group.riders.len() == 1);
    let (has, is, many, gap) = (form(one, "has", "have"), form(one, "is", "are"), capital(&them), metres(group.gap_m));
    let left = group.to_lap_m.map_or(f64::MAX, |left| left);
    let before = scene.said_away(&group.riders);
    let since_s = before.map_or(i64::MAX, |said| (scene.at.0 - said.at.0) / 1_000_000);
    let lap_m = scene.view.as_ref().map_or(f64::MAX, |view| view.lap_m);
    let grown = before.map_or(SAME_M, |said| group.gap_m - said.gap_m);
    if since_s < AGAIN_S || left < NEAR_M.start || HALF.contains(&(group.gap_m / lap_m)) {
        return None;
    }
    if group.gap_m < NEAR_M.start
        || grown > -SAME_M && (group.gap_m < GAP_M || grown < SAME_M && since_s < SAME_AGAIN_S)
    {
        return None;
    }
    // Whose gap it is goes without saying if nobody else is away, and they have just been spoken of.
    let is_the_gap = scene.breaks().count() == 1 && before.is_some_and(|said| said.line == scene.past.lines);
    let mut ways = if left < NEAR_M.end {
        let left = metres(left).max(10);
        vec![
            say!("{many} {is} {left} metres from the back of the bunch."),
            say!("The tail of the bunch is {left} metres ahead of {them}."),
            say!("Only {left} metres now between {them} and the lap."),
        ]
    } else if grown >= SAME_M {
        let mut ways =
            vec![say!("It is {gap} metres now for {them}."), say!("{many} {has} {gap} metres on the bunch.")];
        if before.is_some() {
            ways.push(say!("{many} {has} {gap} metres, and it is growing."));
            ways.push(say!("{many} {is} out to {gap} metres."));
        }
        ways
    } else if grown <= -SAME_M {
        vec![
            say!("{gap} metres and falling for {them}."),
            say!("The bunch is taking {them} back: {gap} metres."),
            say!("Down to {gap} metres for {them}."),
        ]
    } else {
        vec![
            say!("Stalemate: {them} still {gap} metres clear."),
            say!("The gap to {them} holds at {gap} metres."),
            say!("{many} {has} {gap} metres, and it has stopped growing."),
        ]
    };
    if is_the_gap && left >= NEAR_M.end {
        ways.push(match grown {
            grown if grown >= SAME_M => say!("The gap goes out to {gap} metres."),
            grown if grown <= -SAME_M => say!("The gap is coming down: {gap} metres."),
            _ => say!("No change in the gap, {gap} metres."),
        });
    }
    let remark = Remark::Away(group.riders.clone(), group.gap_m);
    Some(Line::new(Topic::Move, voice.fresh(about(&group.riders, ways))?).remark([remark]))
}
