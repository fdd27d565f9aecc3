//! Who can be made to beat one rider by handing out prizes: an exact search. Knows prizes and scores, no sprint by name.
//!
//! A *group* is a number of sprints with the same prizes for the same riders. In each sprint of it, each prize goes to one
//! rider and nobody has two. What counts is only how many of each prize a rider has from the group (his *bundle*), by
//! König's theorem: draw riders and prizes as two rows of points and each prize a rider has as a line between; when no
//! point has more lines than the group has sprints, the lines can be coloured with that many colours so that no two of one
//! colour meet. A colour is a sprint. So bundles of at most as many prizes as there are sprints can always be ridden.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What decides between two riders, greatest first: laps, points, sprints won, as far as the edition counts them.
pub(super) type Score = [i64; 3];

/// What a place in a sprint is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prize {
    /// Added to the score.
    pub score: Score,
    /// The place is before the rider in question on the last line.
    pub ahead: bool,
}

/// Sprints with the same prizes for the same rivals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SprintGroup {
    pub times: u32,
    /// Best first; no more than rivals in `open_to`.
    pub prizes: Vec<Prize>,
    /// Rivals, by number.
    pub open_to: Vec<usize>,
}

/// Another rider, before any prize is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rival {
    pub score: Score,
    /// Before the rider in question on the last line unless a prize says so.
    pub ahead: bool,
}

/// The question: a rider whose score is settled, and what is left for the others.
#[derive(Debug, Clone)]
pub(super) struct Handout {
    pub hero: Score,
    pub rivals: Vec<Rival>,
    pub groups: Vec<SprintGroup>,
}

/// The search went further than [`STEPS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooFar;

/// Bundles looked at before a question is given up. Races on record need a few thousand; the bound is for races that
/// nobody rides, and counts bundles, not time, so that the answer is the same on every machine.
const STEPS: u32 = 400_000;

/// How many of each prize a rider has: all prizes of all groups in one row.
type Bundle = Vec<u32>;

/// What is asked of some of the rivals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// They beat the rider. Prizes that are left over do no harm.
    Beat,
    /// They do not, and yet every prize is handed out.
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

    /// The prizes can be handed out so that no more than `beaters` rivals beat the rider.
    pub fn at_most(&self, beaters: u32) -> Result<bool, TooFar> {
        self.some_split(beaters, |strong| {
            let weak: Vec<usize> = (0..self.rivals.len()).filter(|rival| !strong.contains(rival)).collect();
            Search::new(self, Aim::Spare, &weak).run()
        })
    }

    /// The prizes can be handed out so that `beaters` rivals or more beat the rider.
    pub fn at_least(&self, beaters: u32) -> Result<bool, TooFar> {
        self.some_split(beaters, |strong| Search::new(self, Aim::Beat, strong).run())
    }

    /// Whether `holds` for some choice of `count` rivals to beat the rider.
    ///
    /// Of rivals who may win the same prizes the strongest are chosen: with one chosen and a stronger one not, the two can
    /// exchange their prizes, for the stronger needs no more to beat the rider than the weaker does, and the weaker beats
    /// him with nothing that the stronger would not.
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

    /// `rival` is before the rider in the table.
    pub fn beats(&self, rival: Rival) -> bool {
        rival.score > self.hero || rival.score == self.hero && rival.ahead
    }

    /// `rival` with the best prize of every sprint he can be placed in.
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

/// Tries every way to take `count` riders from the heads of `classes`.
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
    /// Of each prize: its group and itself.
    slots: Vec<(usize, Prize)>,
    /// Rivals of whom something is asked that depends on what they get.
    bound: Vec<usize>,
    /// Of each group, how many prizes the other rivals can take.
    absorbed: Vec<u32>,
    /// Something asked is out of reach for one rival alone.
    hopeless: bool,
    /// Bundles to choose from for each of `bound`; those with the least choice first.
    choices: Vec<Vec<Bundle>>,
    /// Points that the bound rivals from each on need at least (to beat) or can take at most (to be spared).
    points_from: Vec<i64>,
    /// Rivals done and prizes left from which there is no way.
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

    /// Whether there is a way on when `done` of the bound rivals have their bundles and `left` is to be had.
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
            // Who is to be spared takes what is left of his bundle: fewer prizes never make him beat the rider.
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

    /// Nothing is left to ask of the bound rivals, and what is left has takers. (Those who are to beat the rider can have
    /// more than they need, and no sprint has more prizes than rivals; so then it always has.)
    fn is_done(&self, done: usize, left: &[u32]) -> bool {
        let in_group =
            |g: usize| self.slots.iter().zip(left).filter(|((of, _), _)| *of == g).map(|(_, n)| n).sum::<u32>();
        match self.aim {
            Aim::Beat => done == self.bound.len(),
            Aim::Spare => (0..self.absorbed.len()).all(|g| in_group(g) <= self.absorbed[g]),
        }
    }

    /// There is no way on, by the sum of the points alone.
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

    /// Bundles that are enough to choose from. To beat the rider: those of which no prize can be missed, for more helps
    /// nobody, cheapest first. To spare him: those to which no prize can be added, for who takes more leaves less to be
    /// placed, dearest first.
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

    /// Adds to `found` bundles that do what is asked and go on from `bundle`, of which `has` is the score, with prizes from
    /// `slot` on; `room` is how many more sprints of each group there are.
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

    /// A bound on what can still be made of `has` with prizes from `slot` on.
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
    /// With `times` such prizes more.
    pub(super) fn with(self, prize: Prize, times: u32) -> Self {
        let add = |k: usize| self.score[k] + prize.score[k] * i64::from(times);
        Self { score: [add(0), add(1), add(2)], ahead: self.ahead || prize.ahead && times > 0 }
    }
}
