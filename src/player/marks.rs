//! The marks of the time bar: moments that viewers jump to.

use super::Replay;
use crate::event::Note;
use crate::rules::Ruling;
use crate::units::{Bib, Micros};

/// Something worth jumping to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The first rider crosses the line of a sprint.
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
            Ruling::Place { sprint, place: 1, at, .. } => Some((at, Mark::Sprint(sprint))),
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
        marks.sort_by_key(|&(at, _)| at);
        marks
    }
}
