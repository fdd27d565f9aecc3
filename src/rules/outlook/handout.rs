//! How many rivals beat a rider, over all ways to hand out prizes: an exact search. Knows prizes and scores, but not which
//! sprint they belong to.
//!
//! A *group* is a number of sprints with the same prizes for the same riders. In each of its sprints every prize goes to one
//! rider, and nobody gets two. All that counts is how many of each prize a rider gets from the group: the rider's *bundle*.
//! Bundles are possible if nobody gets more prizes than there are sprints, and no prize is given more often than that. This
//! is König's edge-colouring theorem: riders and prizes are the two sides of a bipartite graph, each prize a rider gets is
//! an edge, and a graph of maximum degree `n` can be coloured with `n` colours. Each colour is a sprint.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What riders are ranked by, most important first: laps, points, sprints won, as far as the edition counts them.
pub(super) type Score = [i64; 3];

/// What a place in a sprint is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prize {
    /// Added to the score.
    pub score: Score,
    /// The place is ahead of the rider in question across the last line.
    pub ahead: bool,
}

/// Sprints with the same prizes for the same rivals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SprintGroup {
    pub times: u32,
    /// Best first; no more than there are rivals in `open_to`.
    pub prizes: Vec<Prize>,
    /// Indices of the rivals who can get them.
    pub open_to: Vec<usize>,
}

/// Another rider, with the prizes handed out so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rival {
    pub score: Score,
    /// Ahead of the rider in question across the last line.
    pub ahead: bool,
}

/// The question: a rider whose score is settled, the rivals, and the prizes that are left for them.
#[derive(Debug, Clone)]
pub(super) struct Handout {
    pub hero: Score,
    pub rivals: Vec<Rival>,
    pub groups: Vec<SprintGroup>,
}

/// The search went further than [`STEPS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooFar;

/// Bundles examined before a question is given up. Races on record need a few thousand. The bound counts bundles and not
/// time, so that the answer is the same on every machine.
const STEPS: u32 = 400_000;

/// How many of each prize a rider gets, over all prizes of all groups.
type Bundle = Vec<u32>;

/// What some of the rivals have to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// Beat the rider. Prizes may be left over.
    Beat,
    /// Not beat the rider, although every prize is handed out.
    Spare,
}

impl Handout {
    /// The fewest rivals who beat the rider, however the prizes are handed out.
    pub fn fewest(&self) -> Result<u32, TooFar> {
        for beaters in 0..self.rivals.len() as u32 {
            if self.at_most(beaters)? {
                return Ok(beaters);
            }
        }
        Ok(self.rivals.len() as u32)
    }

    /// The most rivals who beat the rider, however the prizes are handed out.
    pub fn most(&self) -> Result<u32, TooFar> {
        let (mut sure, mut above) = (0, self.rivals.len() as u32 + 1);
        while above - sure > 1 {
            let middle = sure.midpoint(above);
            if self.at_least(middle)? { sure = middle } else { above = middle }
        }
        Ok(sure)
    }

    /// Whether the prizes can be handed out so that at most `beaters` rivals beat the rider.
    pub fn at_most(&self, beaters: u32) -> Result<bool, TooFar> {
        self.some_split(beaters, |strong| {
            let weak: Vec<usize> = (0..self.rivals.len()).filter(|rival| !strong.contains(rival)).collect();
            Search::new(self, Aim::Spare, &weak).run()
        })
    }

    /// Whether the prizes can be handed out so that at least `beaters` rivals beat the rider.
    pub fn at_least(&self, beaters: u32) -> Result<bool, TooFar> {
        self.some_split(beaters, |strong| Search::new(self, Aim::Beat, strong).run())
    }

    /// Whether `holds` for some choice of `count` rivals to beat the rider.
    ///
    /// Of rivals who can get the same prizes, it is enough to try the strongest. If a weaker one beats the rider and a
    /// stronger one does not, the two can swap prizes: the stronger needs no more to beat the rider, and the weaker does not
    /// beat the rider with what the stronger could not.
    fn some_split(&self, count: u32, mut holds: impl FnMut(&[usize]) -> Result<bool, TooFar>) -> Result<bool, TooFar> {
        let mut classes: Vec<(Vec<bool>, Vec<usize>)> = Vec::new();
        let mut order: Vec<usize> = (0..self.rivals.len()).collect();
        order.sort_by_key(|rival| Reverse(self.rivals[*rival]));
        for rival in order {
            let may: Vec<bool> = self.groups.iter().map(|group| group.open_to.contains(&rival)).collect();
            match classes.iter_mut().find(|(other, _)| *other == may) {
                Some((_, class)) => class.push(rival),
                None => classes.push((may, vec![rival])),
            }
        }
        let classes: Vec<Vec<usize>> = classes.into_iter().map(|(_, class)| class).collect();
        splits(&classes, count as usize, &mut Vec::new(), &mut holds)
    }

    /// Whether `rival` is ahead of the rider in the table.
    pub fn beats(&self, rival: Rival) -> bool {
        rival.score > self.hero || rival.score == self.hero && rival.ahead
    }

    /// `rival` with the best prize of every sprint open to them.
    pub(super) fn at_best(&self, rival: usize) -> Rival {
        let mut best = self.rivals[rival];
        for group in self.groups.iter().filter(|group| group.open_to.contains(&rival)) {
            if let Some(prize) = group.prizes.first() {
                best = best.with(*prize, group.times);
            }
        }
        best
    }
}

/// Whether `holds` for some choice of `count` riders that takes the first ones of each of `classes`.
fn splits(
    classes: &[Vec<usize>],
    count: usize,
    chosen: &mut Vec<usize>,
    holds: &mut impl FnMut(&[usize]) -> Result<bool, TooFar>,
) -> Result<bool, TooFar> {
    let Some((class, rest)) = classes.split_first() else {
        return if count == 0 { holds(chosen) } else { Ok(false) };
    };
    let room: usize = rest.iter().map(Vec::len).sum();
    for from_here in count.saturating_sub(room)..=count.min(class.len()) {
        let before = chosen.len();
        chosen.extend(&class[..from_here]);
        let found = splits(rest, count - from_here, chosen, holds)?;
        chosen.truncate(before);
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A search for bundles.
struct Search<'a> {
    handout: &'a Handout,
    aim: Aim,
    /// Every prize, with the index of its group.
    slots: Vec<(usize, Prize)>,
    /// Rivals who do or do not do what `aim` asks, depending on their prizes.
    bound: Vec<usize>,
    /// For each group, how many prizes the other rivals can take.
    absorbed: Vec<u32>,
    /// At least one rival cannot do what `aim` asks with any prizes.
    hopeless: bool,
    /// Bundles to choose from for each of `bound`, the rival with the fewest first.
    choices: Vec<Vec<Bundle>>,
    /// Points that the rivals from each index of `choices` on need at least (to beat) or can take at most (to spare).
    points_from: Vec<i64>,
    /// States known to lead nowhere: number of rivals served, and prizes left.
    dead_ends: BTreeSet<(usize, Bundle)>,
    steps: u32,
}

impl<'a> Search<'a> {
    fn new(handout: &'a Handout, aim: Aim, asked: &[usize]) -> Self {
        let of_group = |(g, group): (usize, &'a SprintGroup)| group.prizes.iter().map(move |prize| (g, *prize));
        let mut search = Self {
            handout,
            aim,
            slots: handout.groups.iter().enumerate().flat_map(of_group).collect(),
            bound: Vec::new(),
            absorbed: Vec::new(),
            hopeless: false,
            choices: Vec::new(),
            points_from: Vec::new(),
            dead_ends: BTreeSet::new(),
            steps: 0,
        };
        for &rival in asked {
            let at_worst = handout.beats(handout.rivals[rival]);
            let at_best = handout.beats(handout.at_best(rival));
            match aim {
                Aim::Beat if !at_best => search.hopeless = true,
                Aim::Spare if at_worst => search.hopeless = true,
                _ if at_worst == at_best => {}
                _ => search.bound.push(rival),
            }
        }
        let is_bound = |rival: &&usize| search.bound.contains(rival);
        let takers = |group: &SprintGroup| group.open_to.len() - group.open_to.iter().filter(is_bound).count();
        search.absorbed = handout.groups.iter().map(|group| group.times * takers(group) as u32).collect();
        search
    }

    fn run(mut self) -> Result<bool, TooFar> {
        let supply: Bundle = self.slots.iter().map(|(g, _)| self.handout.groups[*g].times).collect();
        if self.hopeless {
            return Ok(false);
        }
        if self.is_done(0, &supply) {
            return Ok(true);
        }
        let free: Vec<u32> = self.handout.groups.iter().zip(&self.absorbed).map(|(g, n)| n / g.times).collect();
        if self.handout.is_ruled_out(self.aim, &self.bound, &free) {
            return Ok(false);
        }
        if self.handout.is_easy(self.aim, &self.bound, &free) {
            return Ok(true);
        }
        for k in 0..self.bound.len() {
            let bundles = self.bundles(self.bound[k])?;
            self.choices.push(bundles);
        }
        self.choices.sort_by_key(Vec::len);
        self.points_from = vec![0; self.choices.len() + 1];
        for (k, bundles) in self.choices.iter().enumerate().rev() {
            self.points_from[k] = self.points_from[k + 1] + bundles.first().map_or(0, |bundle| self.points(bundle));
        }
        self.from(0, &supply)
    }

    /// Whether the search can succeed when `done` of the bound rivals have their bundles and the prizes `left` remain.
    fn from(&mut self, done: usize, left: &Bundle) -> Result<bool, TooFar> {
        if self.is_done(done, left) {
            return Ok(true);
        }
        if done == self.choices.len() || self.is_short(done, left) || self.dead_ends.contains(&(done, left.clone())) {
            return Ok(false);
        }
        for k in 0..self.choices[done].len() {
            self.step()?;
            let bundle = &self.choices[done][k];
            // To spare, a rival takes whatever is left of the bundle: fewer prizes never make them beat the rider.
            let all_there = left.iter().zip(bundle).all(|(left, wanted)| wanted <= left);
            if self.aim == Aim::Spare || all_there {
                let rest = left.iter().zip(bundle).map(|(left, wanted)| left.saturating_sub(*wanted)).collect();
                if self.from(done + 1, &rest)? {
                    return Ok(true);
                }
            }
        }
        self.dead_ends.insert((done, left.clone()));
        Ok(false)
    }

    /// Whether the search has succeeded: the rest of the bound rivals need nothing, and somebody can take the prizes left.
    /// (If the aim is to beat, somebody always can: rivals may have more than they need, and no sprint has more prizes than
    /// rivals.)
    fn is_done(&self, done: usize, left: &[u32]) -> bool {
        let in_group =
            |g: usize| self.slots.iter().zip(left).filter(|((of, _), _)| *of == g).map(|(_, n)| n).sum::<u32>();
        match self.aim {
            Aim::Beat => done == self.bound.len(),
            Aim::Spare => (0..self.absorbed.len()).all(|g| in_group(g) <= self.absorbed[g]),
        }
    }

    /// Whether the sum of the points alone shows that the search cannot succeed.
    fn is_short(&self, done: usize, left: &[u32]) -> bool {
        let points = self.points(left);
        match self.aim {
            Aim::Beat => points < self.points_from[done],
            Aim::Spare => {
                let best = |group: &SprintGroup| group.prizes.first().map_or(0, |prize| prize.score[1]);
                let absorbed = self.handout.groups.iter().zip(&self.absorbed).map(|(g, n)| best(g) * i64::from(*n));
                points > self.points_from[done] + absorbed.sum::<i64>()
            }
        }
    }

    fn step(&mut self) -> Result<(), TooFar> {
        self.steps += 1;
        if self.steps > STEPS { Err(TooFar) } else { Ok(()) }
    }

    fn points(&self, bundle: &[u32]) -> i64 {
        self.slots.iter().zip(bundle).map(|((_, prize), n)| prize.score[1] * i64::from(*n)).sum()
    }

    /// The bundles that `rival` has to choose from. To beat: the smallest ones that are enough, fewest points first. To spare:
    /// the largest ones that are not too much, most points first, so that as little as possible is left for others.
    fn bundles(&mut self, rival: usize) -> Result<Vec<Bundle>, TooFar> {
        let rooms = |group: &SprintGroup| if group.open_to.contains(&rival) { group.times } else { 0 };
        let mut room: Vec<u32> = self.handout.groups.iter().map(rooms).collect();
        let mut bundle = vec![0; self.slots.len()];
        let mut found = Vec::new();
        self.extend(self.handout.rivals[rival], 0, &mut bundle, &mut room, &mut found)?;
        found.retain(|bundle| self.is_of_use(rival, bundle));
        match self.aim {
            Aim::Beat => found.sort_by_key(|bundle| self.points(bundle)),
            Aim::Spare => found.sort_by_key(|bundle| Reverse(self.points(bundle))),
        }
        Ok(found)
    }

    /// Adds to `found` the bundles that do what `aim` asks and extend `bundle` with prizes from `slot` on. `has` is the rival
    /// with `bundle`; `room` is the number of sprints of each group in which the rival has no prize yet.
    fn extend(
        &mut self,
        has: Rival,
        slot: usize,
        bundle: &mut Bundle,
        room: &mut [u32],
        found: &mut Vec<Bundle>,
    ) -> Result<(), TooFar> {
        self.step()?;
        let beats = self.handout.beats(has);
        match self.aim {
            Aim::Beat if !beats && !self.handout.beats(self.at_most_from(has, slot, room)) => return Ok(()),
            Aim::Beat if !beats => {}
            Aim::Spare if slot < self.slots.len() => {}
            _ => {
                found.push(bundle.clone());
                return Ok(());
            }
        }
        let (group, prize) = self.slots[slot];
        let all = room[group];
        let mut has = has;
        for n in 0..=all {
            (bundle[slot], room[group]) = (n, all - n);
            self.extend(has, slot + 1, bundle, room, found)?;
            let enough = self.handout.beats(has);
            has = has.with(prize, 1);
            if enough || self.aim == Aim::Spare && self.handout.beats(has) {
                break;
            }
        }
        (bundle[slot], room[group]) = (0, all);
        Ok(())
    }

    /// An upper bound on `has` after prizes from `slot` on.
    fn at_most_from(&self, has: Rival, slot: usize, room: &[u32]) -> Rival {
        let first_of_its_group = |k: &usize| *k == slot || self.slots[*k].0 != self.slots[*k - 1].0;
        let best = (slot..self.slots.len()).filter(first_of_its_group);
        best.fold(has, |has, k| has.with(self.slots[k].1, room[self.slots[k].0]))
    }

    fn is_of_use(&self, rival: usize, bundle: &Bundle) -> bool {
        let beats_with = |slot: usize, n: u32| {
            let counts = bundle.iter().enumerate().map(|(k, count)| if k == slot { n } else { *count });
            let all = self.slots.iter().zip(counts).fold(self.handout.rivals[rival], |r, ((_, p), n)| r.with(*p, n));
            self.handout.beats(all)
        };
        let has_room = |slot: usize| {
            let of = self.slots[slot].0;
            let taken: u32 = self.slots.iter().zip(bundle).filter(|((g, _), _)| *g == of).map(|(_, n)| n).sum();
            let group = &self.handout.groups[of];
            taken < group.times && group.open_to.contains(&rival)
        };
        (0..bundle.len()).all(|slot| match self.aim {
            Aim::Beat => bundle[slot] == 0 || !beats_with(slot, bundle[slot] - 1),
            Aim::Spare => !has_room(slot) || beats_with(slot, bundle[slot] + 1),
        })
    }
}

impl Rival {
    /// The rival with `times` more of `prize`.
    pub(super) fn with(self, prize: Prize, times: u32) -> Self {
        let add = |k: usize| self.score[k] + prize.score[k] * i64::from(times);
        Self { score: [add(0), add(1), add(2)], ahead: self.ahead || prize.ahead && times > 0 }
    }
}
