//! What a lap would be worth to riders who are away, as a sentence of its own. Knows no sprints.

use crate::commentary::grammar::place;
use crate::commentary::line::Remark;
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::units::Bib;

/// Places beyond this are nobody's reason to attack.
pub(super) const WORTH: u32 = 8;

/// The sentence for the best placed of `bibs`, if a lap lifts them and that was not said lately.
pub(in crate::commentary) fn stake(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<(Phrase, Remark)> {
    let (bib, rank) = scene.stake(bibs).filter(|(bib, rank)| *rank <= WORTH && scene.is_new_stake(*bib, *rank))?;
    if let [_] = bibs { alone(scene, voice, bib, rank) } else { said(scene, voice, bib, rank) }
}

/// The same where the line has just named the one rider whom it can be about.
fn alone(scene: &Scene, voice: &mut Voice, bib: Bib, rank: u32) -> Option<(Phrase, Remark)> {
    let (place, he, him) = (place(rank), scene.story.they.he(), scene.story.they.him());
    let ways = match rank {
        1 => vec![
            say!("A lap would give {him} the lead."),
            say!("A lap is worth the lead."),
            say!("With a lap {he} would lead."),
        ],
        _ => vec![
            say!("A lap would make {him} {place}."),
            say!("A lap is worth {place} place."),
            say!("With a lap {he} would be {place}."),
        ],
    };
    Some((voice.fresh(about(&[bib], ways))?, Remark::Stake(bib, rank)))
}

/// The sentence that a lap would put `bib` there.
pub(super) fn said(scene: &Scene, voice: &mut Voice, bib: Bib, rank: u32) -> Option<(Phrase, Remark)> {
    let (name, rank_word) = (scene.name(bib), place(rank));
    let ways = match rank {
        1 => vec![
            say!("A lap would put {name} in the lead."),
            say!("A lap here and {name} leads the race."),
            say!("A lap is worth the lead to {name}."),
            say!("With a lap, {name} would lead."),
            say!("For {name} a lap means the lead."),
        ],
        _ => vec![
            say!("A lap would put {name} {rank_word}."),
            say!("A lap would lift {name} to {rank_word}."),
            say!("For {name} a lap means {rank_word} place."),
            say!("With a lap, {name} would be {rank_word}."),
            say!("A lap is worth {rank_word} place to {name}."),
        ],
    };
    Some((voice.fresh(about(&[bib], ways))?, Remark::Stake(bib, rank)))
}
