//! The marks of the time bar: moments that viewers jump to.

use super::Replay;
use crate::event::Note;
use crate::rules::Ruling;
use crate::units::{Bib, Micros};

/// Something worth jumping to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The last rider who scores crosses the line of a sprint: it is decided.
    Sprint(u32),
    Gain(Bib),
    Loss(Bib),
    /// Riders leave the bunch.
    Attack,
    /// A rider is out of the race.
    Stop(Bib),
    /// A rider is relegated, or loses points by decision of the commissaires.
    Decision(Bib),
    /// The race is stopped, and goes on as one group.
    Restart,
    /// The first rider crosses the last line.
    Finish,
}

impl Replay {
    /// Marks in order of time.
    #[must_use]
    pub fn marks(&self) -> Vec<(Micros, Mark)> {
        let of = |ruling: &Ruling| match *ruling {
            Ruling::Gain { bib, at, .. } => Some((at, Mark::Gain(bib))),
            Ruling::Loss { bib, at, .. } => Some((at, Mark::Loss(bib))),
            Ruling::Out { bib, at, .. } => Some((at, Mark::Stop(bib))),
            Ruling::Penalty { bib, at, .. } | Ruling::Moved { relegated: true, bib, at, .. } => {
                Some((at, Mark::Decision(bib)))
            }
            Ruling::Restart { at, .. } => Some((at, Mark::Restart)),
            Ruling::Over { at, .. } => Some((at, Mark::Finish)),
            _ => None,
        };
        let attacks = self.notes().iter().filter(|n| matches!(n.note, Note::Attack { .. }));
        let mut marks: Vec<(Micros, Mark)> = self.rulings().iter().filter_map(of).collect();
        marks.extend(attacks.map(|n| (n.at, Mark::Attack)));
        marks.extend(decided(self.rulings()));
        marks.sort_by_key(|&(at, _)| at);
        marks
    }
}

/// When each sprint is decided: its last place that scores.
fn decided(rulings: &[Ruling]) -> Vec<(Micros, Mark)> {
    let mut decided: Vec<(Micros, Mark)> = Vec::new();
    for ruling in rulings {
        let Ruling::Place { sprint, at, .. } = *ruling else { continue };
        match decided.iter_mut().find(|(_, mark)| *mark == Mark::Sprint(sprint)) {
            Some(mark) => mark.0 = mark.0.max(at),
            None => decided.push((at, Mark::Sprint(sprint))),
        }
    }
    decided
}
