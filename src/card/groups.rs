//! Who goes for a lap with whom: the groups the card knows of, and groups for the laps it leaves open. Places nothing in time.

use super::MoveKind;
use super::pace::{ABOUT, most_in_group};
use super::plan::{Liberty, SettledSums};
use super::problem::CardProblem;
use crate::rng::Stream;

/// Sizes of groups that gain a lap, each entry equally likely: breaks of two to five, mostly of three and four. A guess.
const SIZES: [usize; 8] = [2, 3, 3, 3, 4, 4, 5, 5];

/// Riders who do something together, not yet placed in time.
#[derive(Debug, Clone)]
pub(super) struct MoveGroup {
    pub kind: MoveKind,
    pub riders: Vec<usize>,
    /// Laps between which the lap is completed.
    pub window: Option<(f64, f64)>,
    /// Laps at about which they leave the bunch and meet it again.
    pub stretch: Option<(f64, f64)>,
    /// Indices of the known laps that this group accounts for.
    pub known: Vec<usize>,
    /// How many riders, from the start of `riders`, the card itself puts in this group.
    pub core: usize,
}

impl MoveGroup {
    /// A group that the card does not mention.
    pub fn free(kind: MoveKind, riders: Vec<usize>) -> Self {
        Self { kind, riders, window: None, stretch: None, known: Vec::new(), core: 0 }
    }
}

/// Forms the groups of a race: those the card knows of, with companions, and new ones for the laps that are left.
pub(super) fn form(problem: &CardProblem, sums: &SettledSums, liberty: Liberty, stream: &mut Stream) -> Vec<MoveGroup> {
    let groups = known_groups(problem, liberty, stream);
    let starters = problem.starters().count();
    let most = most_in_group(starters, 0).min(if liberty == Liberty::Usual { 5 } else { 8 });
    let gains = sums.laps.iter().map(|l| l.0).collect();
    let losses = sums.laps.iter().map(|l| l.1).collect();
    let mut forming = Forming { problem, liberty, most, gains, losses, groups };
    forming.count_known();
    forming.add_companions(stream);
    forming.add_groups(stream);
    if liberty == Liberty::Escorted {
        forming.add_escorts(stream);
    }
    forming.add_losses();
    forming.groups
}

/// Groups in the making, and the laps that each rider still has to gain and lose.
struct Forming<'a> {
    problem: &'a CardProblem,
    liberty: Liberty,
    /// Most riders in a group.
    most: usize,
    gains: Vec<i32>,
    losses: Vec<i32>,
    groups: Vec<MoveGroup>,
}

impl Forming<'_> {
    fn count_known(&mut self) {
        for group in &self.groups {
            let left = match group.kind {
                MoveKind::Gain => &mut self.gains,
                MoveKind::Loss => &mut self.losses,
                MoveKind::Away => continue,
            };
            group.riders.iter().for_each(|&r| left[r] -= 1);
        }
    }

    /// One or two riders known to have gained a lap usually had company that no report names.
    fn add_companions(&mut self, stream: &mut Stream) {
        let (problem, most, left) = (self.problem, self.most, &mut self.gains);
        let small = |g: &&mut MoveGroup| g.kind == MoveKind::Gain && g.stretch.is_none() && g.riders.len() <= 2;
        for group in self.groups.iter_mut().filter(small) {
            let companions = if group.riders.len() == 1 { 1 + stream.below(3) } else { stream.below(2) };
            for _ in 0..companions {
                let free = |r: &usize| {
                    left[*r] > 0 && !group.riders.contains(r) && !has_known_window(problem, *r, group.window)
                };
                let candidates: Vec<usize> = (0..left.len()).filter(free).collect();
                if group.riders.len() < most && !candidates.is_empty() && stream.chance(0.6) {
                    let r = candidates[stream.below(candidates.len())];
                    left[r] -= 1;
                    group.riders.push(r);
                }
            }
        }
    }

    /// Forms groups until every lap is in one. Riders with most laps to gain go first, so that nobody is left to go alone.
    fn add_groups(&mut self, stream: &mut Stream) {
        loop {
            let mut wanting: Vec<usize> = (0..self.gains.len()).filter(|&r| self.gains[r] > 0).collect();
            if wanting.is_empty() {
                break;
            }
            stream.shuffle(&mut wanting);
            wanting.sort_by_key(|&r| -self.gains[r]);
            let total: i32 = self.gains.iter().filter(|l| **l > 0).sum();
            let mut size = SIZES[stream.below(SIZES.len())];
            if self.liberty > Liberty::Usual {
                size += stream.below(3);
            }
            if total as usize <= size + 1 {
                size += 1;
            }
            wanting.truncate(size.min(self.most).max(1));
            wanting.iter().for_each(|&r| self.gains[r] -= 1);
            match wanting[..] {
                [r] => self.add_one(r),
                _ => self.groups.push(MoveGroup::free(MoveKind::Gain, wanting)),
            }
        }
    }

    /// Adds a rider who is left over to a group that can take one more; only if there is none do they go alone.
    fn add_one(&mut self, r: usize) {
        let (problem, most) = (self.problem, self.most.min(4));
        let open = |g: &&mut MoveGroup| {
            g.kind == MoveKind::Gain
                && g.stretch.is_none()
                && g.riders.len() < most
                && !g.riders.contains(&r)
                && !has_known_window(problem, r, g.window)
        };
        match self.groups.iter_mut().find(open) {
            Some(group) => group.riders.push(r),
            None => self.groups.push(MoveGroup::free(MoveKind::Gain, vec![r])),
        }
    }

    /// Adds riders who help a small group to gain the lap and then lose theirs again.
    fn add_escorts(&mut self, stream: &mut Stream) {
        let few = |g: &&mut MoveGroup| g.kind == MoveKind::Gain && g.stretch.is_none() && g.riders.len() <= 3;
        for group in self.groups.iter_mut().filter(few) {
            let free: Vec<usize> = self.problem.finishers().filter(|r| !group.riders.contains(r)).collect();
            if group.riders.len() < self.most && !free.is_empty() && stream.chance(0.7) {
                let r = free[stream.below(free.len())];
                group.riders.push(r);
                self.losses[r] += 1;
            }
        }
    }

    fn add_losses(&mut self) {
        for (r, &n) in self.losses.iter().enumerate() {
            self.groups.extend((0..n).map(|_| MoveGroup::free(MoveKind::Loss, vec![r])));
        }
    }
}

/// The groups the card knows of.
fn known_groups(problem: &CardProblem, liberty: Liberty, stream: &mut Stream) -> Vec<MoveGroup> {
    let mut groups: Vec<MoveGroup> = Vec::new();
    for (i, (known, riders)) in problem.laps.iter().enumerate() {
        let kind = if known.change > 0 { MoveKind::Gain } else { MoveKind::Loss };
        let alone = kind == MoveKind::Loss || (!known.together && liberty > Liberty::Usual && stream.chance(0.5));
        let parts: Vec<Vec<usize>> =
            if alone { riders.iter().map(|&r| vec![r]).collect() } else { vec![riders.clone()] };
        for riders in parts {
            let core = riders.len();
            groups.push(MoveGroup { kind, riders, window: known.between, stretch: None, known: vec![i], core });
        }
    }
    for (known, riders) in &problem.away {
        let fits = |g: &&mut MoveGroup| {
            g.kind == MoveKind::Gain
                && riders.iter().all(|r| g.riders.contains(r))
                && g.window.is_none_or(|(a, b)| a - ABOUT <= known.to_lap && known.to_lap <= b + ABOUT)
        };
        let (stretch, core) = (Some((known.from_lap, known.to_lap)), riders.len());
        match groups.iter_mut().find(fits) {
            Some(group) => group.stretch = stretch,
            None => {
                let riders = riders.clone();
                groups.push(MoveGroup { kind: MoveKind::Away, riders, window: None, stretch, known: vec![], core });
            }
        }
    }
    groups
}

/// Whether another lap of rider `r` is on record at about the same time.
fn has_known_window(problem: &CardProblem, r: usize, window: Option<(f64, f64)>) -> bool {
    let Some((a, b)) = window else { return false };
    problem
        .laps
        .iter()
        .filter(|(_, riders)| riders.contains(&r))
        .any(|(known, _)| known.between.is_some_and(|(c, d)| c < b + 8.0 && a < d + 8.0))
}
