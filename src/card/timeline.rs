//! Who is away when: the moves of a race by laps, and whether one more fits among them. Chooses nothing.

use super::MoveKind;
use super::pace::{ENDS_APART, REST, STARTS_APART, factors, most_in_group, most_out, nominal_laps, together_at};

/// A move in its place: who is out from which race lap to which.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slot {
    pub kind: MoveKind,
    pub riders: Vec<usize>,
    pub from: f64,
    pub to: f64,
}

impl Slot {
    /// Whether the move is out when the front of the bunch has ridden `lap` laps.
    pub fn is_out(&self, lap: f64) -> bool {
        self.from < lap && lap < self.to
    }

    /// Whether its riders are ahead of the bunch, so that they take a sprint they are out at.
    pub fn leads(&self) -> bool {
        self.kind != MoveKind::Loss
    }

    fn meets(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// The moves of a race so far, and what is needed to judge whether another one fits.
#[derive(Debug, Clone)]
pub(super) struct Timeline<'a> {
    pub lap_m: f64,
    pub speed_ms: f64,
    pub sprint_laps: &'a [u32],
    /// Lap at which each rider stops; infinite for those who finish, 0 for those who do not start.
    pub stops: Vec<f64>,
    pub slots: Vec<Slot>,
    /// Laps may be gained and lost as fast as can be ridden at all.
    pub hard: bool,
    /// Race lap at which the race is stopped and goes on as one group, if it is.
    pub halt: Option<f64>,
}

impl Timeline<'_> {
    /// Number of riders in the race at `lap`.
    pub fn racing(&self, lap: f64) -> usize {
        self.stops.iter().filter(|&&s| s > lap).count()
    }

    /// Number of riders out in moves just after `lap`.
    fn out_after(&self, lap: f64) -> usize {
        self.slots.iter().filter(|s| s.from <= lap && lap < s.to).map(|s| s.riders.len()).sum()
    }

    /// Typical length in laps of a move of `size` riders that begins at `from`, if no other move is added.
    pub fn nominal(&self, kind: MoveKind, size: usize, from: f64) -> f64 {
        let bunch = self.racing(from).saturating_sub(self.out_after(from) + size);
        nominal_laps(kind, bunch, size, self.lap_m, self.speed_ms)
    }

    /// Sprints (from 0) that fall into a stretch.
    pub fn sprints_in(&self, from: f64, to: f64) -> impl Iterator<Item = usize> + '_ {
        let laps = self.sprint_laps.iter().enumerate();
        laps.filter(move |(_, l)| from < f64::from(**l) && f64::from(**l) < to).map(|(n, _)| n)
    }

    /// Whether `new` is possible beside the moves in place.
    pub fn fits(&self, new: &Slot) -> bool {
        let beside = self.slots.iter().filter(|s| s.meets(new)).collect::<Vec<_>>();
        self.halt.is_none_or(|lap| together_at(lap, new.from, new.to))
            && self.riders_rest(new)
            && self.stand_apart(new, &beside)
            && self.bunch_outnumbers(new, &beside)
            && self.lengths_hold(new, &beside)
    }

    fn riders_rest(&self, new: &Slot) -> bool {
        let far = |s: &Slot| s.from >= new.to + REST || new.from >= s.to + REST;
        self.slots.iter().filter(|s| s.riders.iter().any(|r| new.riders.contains(r))).all(far)
    }

    fn stand_apart(&self, new: &Slot, beside: &[&Slot]) -> bool {
        let apart = |s: &&Slot| {
            let no_shared_sprint =
                !(s.leads() && new.leads()) || self.sprints_in(s.from.max(new.from), s.to.min(new.to)).next().is_none();
            // Two groups ahead of the bunch reach its tail in the order in which they left.
            let in_order = !(s.leads() && new.leads()) || (s.from < new.from) == (s.to < new.to);
            (s.from - new.from).abs() >= STARTS_APART
                && (s.to - new.to).abs() >= ENDS_APART
                && no_shared_sprint
                && in_order
        };
        let third = |(i, a): (usize, &&Slot)| {
            beside[i + 1..].iter().any(|b| a.from.max(b.from).max(new.from) < a.to.min(b.to).min(new.to))
        };
        beside.iter().all(apart) && !beside.iter().enumerate().any(third)
    }

    fn bunch_outnumbers(&self, new: &Slot, beside: &[&Slot]) -> bool {
        let size = new.riders.len();
        let alone = size <= most_in_group(self.racing(new.to), 0);
        alone
            && beside.iter().all(|s| {
                let (others, racing) = (s.riders.len(), self.racing(s.to.min(new.to)));
                size + others <= most_out(racing)
                    && size <= most_in_group(racing, others)
                    && others <= most_in_group(racing, size)
            })
    }

    fn lengths_hold(&self, new: &Slot, beside: &[&Slot]) -> bool {
        let new_changes = |s: &&&Slot| s.kind != MoveKind::Away && new.from <= s.from;
        beside.iter().filter(new_changes).all(|s| {
            let others = self.out_after(s.from) + new.riders.len();
            let bunch = self.racing(s.from).saturating_sub(others);
            length_holds(s, nominal_laps(s.kind, bunch, s.riders.len(), self.lap_m, self.speed_ms), self.hard)
        })
    }
}

/// Whether the length of `slot` is within the range allowed around `nominal`, its typical length in laps.
pub(super) fn length_holds(slot: &Slot, nominal: f64, hard: bool) -> bool {
    let (least, most) = factors(slot.kind, slot.riders.len(), hard);
    let laps = slot.to - slot.from;
    slot.kind == MoveKind::Away || (least * nominal <= laps && laps <= most * nominal)
}
