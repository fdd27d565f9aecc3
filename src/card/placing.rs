//! Decides when groups go: each is placed where it costs least, joins a move that is in place, or makes one give way.

use super::groups::MoveGroup;
use super::pace::{ABOUT, AWAY_LAPS, CONTACT_BEFORE, factors, may_end, may_start, quiet_laps};
use super::plan::{PlannedMove, RacePlan, SettledSums, Unplaced};
use super::problem::CardProblem;
use super::timeline::{Slot, Timeline};
use super::{CardFact, MoveKind};
use crate::rng::Stream;

/// Extra cost of a rider who goes for a lap alone, in the units of [`Placing::cost`]. A guess, as are the weights in there.
const ALONE: f64 = 2.0;

/// Weight of luck against cost.
const LUCK: f64 = 0.7;
/// A move within this many laps of a group may be in its way.
const NEAR: f64 = 12.0;
/// A rider off the back who takes the last place of a sprint is lapped no sooner than so many laps after it.
const LAPPED_AFTER: f64 = 1.1;
/// Attempts to make room for a group before the plan is thrown away.
const REPAIRS: usize = 24;

/// Which groups a move is made of, and what it costs their riders.
#[derive(Debug, Clone)]
struct MoveLedger {
    groups: Vec<MoveGroup>,
    /// Sprint points taken from the riders' budgets, as (rider, points).
    paid: Vec<(usize, i32)>,
}

/// A plan in the making: the moves in place so far, and what each rider can still afford.
#[derive(Clone)]
pub(super) struct Placing<'a> {
    problem: &'a CardProblem,
    sums: &'a SettledSums<'a>,
    timeline: Timeline<'a>,
    /// Sprint points each rider can still score while away.
    budget: Vec<i32>,
    /// One for each slot of `timeline`.
    ledgers: Vec<MoveLedger>,
    /// Weight of luck against cost.
    luck: f64,
    /// Most riders who may be placed in each sprint.
    places: Vec<usize>,
}

impl<'a> Placing<'a> {
    /// A race without any move.
    pub fn new(problem: &'a CardProblem, sums: &'a SettledSums<'a>, timeline: Timeline<'a>) -> Self {
        let places = (0..problem.sprints()).map(|n| problem.places(n)).collect();
        Self { problem, sums, timeline, budget: budgets(problem, sums), ledgers: Vec::new(), luck: LUCK, places }
    }

    /// Places all groups, or says which could not be placed.
    pub fn place_all(mut self, mut groups: Vec<MoveGroup>, stream: &mut Stream) -> Result<RacePlan, Unplaced> {
        stream.shuffle(&mut groups);
        // Groups with the narrowest window go first, then the small groups, which take longest to gain a lap.
        let width = |g: &MoveGroup| match (g.stretch, g.window) {
            (Some(_), _) => 0.0,
            (_, Some((a, b))) => b - a,
            _ => 1e6 + g.riders.len() as f64,
        };
        groups.sort_by(|a, b| width(a).total_cmp(&width(b)));
        let mut deferred = Vec::new();
        for group in groups {
            if let Err(fact) = self.place(&group, stream) {
                // What finds no place of its own in an empty race finds none later, when its riders have less to spend.
                if group.stretch.is_some() && self.is_placeless(&group, stream) {
                    return Err(Unplaced { fact, alone: true });
                }
                deferred.push(group);
            }
        }
        // A group that could not be placed may now find a move to join; otherwise another move has to give way.
        for group in deferred {
            if let Err(fact) = self.place(&group, stream) {
                self.make_room(&group, stream).ok_or(Unplaced { fact, alone: false })?;
            }
        }
        let known = |groups: Vec<MoveGroup>| groups.into_iter().flat_map(|g| g.known).collect();
        let moves = self.timeline.slots.into_iter().zip(self.ledgers);
        let moves = moves.map(|(slot, ledger)| PlannedMove { slot, known: known(ledger.groups) });
        Ok(RacePlan { moves: moves.collect(), stops: self.timeline.stops, hard: self.timeline.hard })
    }

    /// Whether `group` finds no place in a race without any other move.
    fn is_placeless(&self, group: &MoveGroup, stream: &Stream) -> bool {
        if self.timeline.slots.is_empty() {
            return true;
        }
        let empty = Timeline { slots: Vec::new(), ..self.timeline.clone() };
        Self::new(self.problem, self.sums, empty).place(group, &mut stream.clone()).is_err()
    }

    /// Takes out a random move near `group`, places the group, and then places the riders of that move again.
    fn make_room(&mut self, group: &MoveGroup, stream: &mut Stream) -> Option<()> {
        let around = group.stretch.or(group.window).unwrap_or((0.0, f64::INFINITY));
        let near = |s: &Slot| s.from < around.1 + NEAR && around.0 - NEAR < s.to;
        let near: Vec<usize> = (0..self.ledgers.len()).filter(|&i| near(&self.timeline.slots[i])).collect();
        for _ in 0..if near.is_empty() { 0 } else { REPAIRS } {
            let mut other = self.clone();
            other.luck = 4.0 * self.luck;
            let i = near[stream.below(near.len())];
            other.refund(i);
            other.timeline.slots.remove(i);
            let taken_out = other.ledgers.remove(i).groups;
            let placed = std::iter::once(group).chain(&taken_out).all(|g| other.place(g, stream).is_ok());
            if placed {
                *self = Self { luck: self.luck, ..other };
                return Some(());
            }
        }
        None
    }

    /// Gives the group a move of its own or lets it join one, whichever costs less; if neither is possible, splits it.
    fn place(&mut self, group: &MoveGroup, stream: &mut Stream) -> Result<(), CardFact> {
        let own = self.own_move(group, stream);
        let joined = self.joined_move(group, stream);
        match (own, joined) {
            (own, Some((cost, i, slot))) if own.as_ref().is_none_or(|o| cost < o.0) => {
                self.refund(i);
                self.ledgers[i].groups.push(group.clone());
                self.ledgers[i].paid = self.spend(&slot);
                self.timeline.slots[i] = slot;
                Ok(())
            }
            (Some((_, slot)), _) => {
                let paid = self.spend(&slot);
                self.ledgers.push(MoveLedger { groups: vec![group.clone()], paid });
                self.timeline.slots.push(slot);
                Ok(())
            }
            (None, _) => self.split(group, stream),
        }
    }

    /// Keeps together the riders who have to be, and places the others one by one.
    fn split(&mut self, group: &MoveGroup, stream: &mut Stream) -> Result<(), CardFact> {
        let bound = group.stretch.is_some() || group.known.iter().any(|&i| self.problem.laps[i].0.together);
        let kept = if bound { group.core } else { 0 };
        if group.riders.len() < 2 || kept == group.riders.len() || group.kind != MoveKind::Gain {
            return Err(self.unplaced(group));
        }
        let mut other = self.clone();
        let (core, others) = group.riders.split_at(kept);
        if kept > 0 {
            other.place(&MoveGroup { riders: core.to_vec(), ..group.clone() }, stream)?;
        }
        for (i, &r) in others.iter().enumerate() {
            let apart = if kept + i < group.core {
                MoveGroup { riders: vec![r], core: 1, ..group.clone() }
            } else {
                MoveGroup::free(MoveKind::Gain, vec![r])
            };
            other.place(&apart, stream)?;
        }
        *self = other;
        Ok(())
    }

    fn unplaced(&self, group: &MoveGroup) -> CardFact {
        let riders = self.problem.bibs(&group.riders);
        match (group.kind, group.stretch) {
            (MoveKind::Away, Some((from_lap, to_lap))) => CardFact::Away { riders, from_lap, to_lap },
            (kind, _) => {
                let change = if kind == MoveKind::Loss { -1 } else { 1 };
                CardFact::Lap { riders, change, between: group.window }
            }
        }
    }

    /// The cheapest place for a move of the group's own, with some luck, and its cost.
    fn own_move(&self, group: &MoveGroup, stream: &mut Stream) -> Option<(f64, Slot)> {
        let mut best: Option<(f64, Slot)> = None;
        for (from, to) in self.stretches(group, stream) {
            let drawn = stream.unit();
            let slot = Slot { kind: group.kind, riders: group.riders.clone(), from, to };
            let Some(cost) = self.cost(group, &slot) else { continue };
            let luck = self.luck(drawn);
            if best.as_ref().is_none_or(|b| cost + luck < b.0) && self.timeline.fits(&slot) {
                best = Some((cost + luck, slot));
            }
        }
        let alone = if group.kind == MoveKind::Gain && group.riders.len() == 1 { ALONE } else { 0.0 };
        best.map(|(cost, slot)| (cost + alone, slot))
    }

    /// The move that the group can join at least cost: the cost, the index of the move, and the move with the group in it.
    fn joined_move(&mut self, group: &MoveGroup, stream: &mut Stream) -> Option<(f64, usize, Slot)> {
        if group.kind != MoveKind::Gain || group.stretch.is_some() {
            return None;
        }
        let mut best: Option<(f64, usize, Slot)> = None;
        for i in 0..self.timeline.slots.len() {
            let luck = self.luck(stream.unit());
            let host = self.timeline.slots[i].clone();
            let in_window = group.window.is_none_or(|(a, b)| a <= host.to && host.to <= b);
            if host.kind != MoveKind::Gain || !in_window || host.riders.iter().any(|r| group.riders.contains(r)) {
                continue;
            }
            self.refund(i);
            let mut slot = self.timeline.slots.remove(i);
            slot.riders.extend(&group.riders);
            let cost = self.cost(group, &slot).filter(|_| self.timeline.fits(&slot));
            self.timeline.slots.insert(i, host.clone());
            self.ledgers[i].paid = self.spend(&host);
            let crowd = 0.5 * slot.riders.len().saturating_sub(4) as f64;
            if let Some(cost) = cost.map(|c| c + luck + crowd)
                && best.as_ref().is_none_or(|b| cost < b.0)
            {
                best = Some((cost, i, slot));
            }
        }
        best
    }

    /// A random cost added to each choice, so that seeds differ.
    fn luck(&self, drawn: f64) -> f64 {
        -self.luck * libm::log(1.0 - drawn)
    }

    /// Gives the riders of move `i` back what they paid.
    fn refund(&mut self, i: usize) {
        for (r, price) in std::mem::take(&mut self.ledgers[i].paid) {
            self.budget[r] += price;
        }
    }

    /// Candidate stretches of about the right length, on a grid of laps with a random offset.
    fn stretches(&self, group: &MoveGroup, stream: &mut Stream) -> Vec<(f64, f64)> {
        let sprint_laps = &self.problem.sprint_laps;
        let laps = f64::from(self.problem.rules.laps);
        let shift = stream.unit();
        if let Some((from, to)) = group.stretch {
            let offsets: Vec<f64> = (-8..=8).map(|i| f64::from(i) * ABOUT / 8.0).collect();
            let longest = AWAY_LAPS.1.max(to - from);
            let away = group.kind == MoveKind::Away;
            // An attack known to have stayed away to the finish does so.
            let held = away && to > laps - CONTACT_BEFORE;
            let pairs = offsets.iter().flat_map(|a| offsets.iter().map(move |b| (from + a, to + b)));
            let fits = |&(f, t): &(f64, f64)| {
                may_start(f, sprint_laps)
                    && (may_end(t, sprint_laps) || held)
                    && (!away || (AWAY_LAPS.0..=longest).contains(&(t - f)))
                    && (away || group.window.is_none_or(|(a, b)| a <= t && t <= b))
            };
            return pairs.map(|(f, t)| (f, if held { laps + 0.5 } else { t })).filter(fits).collect();
        }
        let mut ends: Vec<f64> = (0..self.problem.rules.laps).map(|lap| f64::from(lap) + shift).collect();
        if let Some((a, b)) = group.window {
            ends.retain(|&e| a <= e && e <= b);
            ends.extend((0..=4).map(|i| a + (b - a) * f64::from(i) / 4.0));
        }
        let (least, most) = factors(group.kind, group.riders.len(), self.timeline.hard);
        let mut stretches = Vec::new();
        for to in ends.into_iter().filter(|&e| may_end(e, sprint_laps)) {
            for step in 0..=8 {
                let factor = least + 0.02 + (most.min(1.6) - least - 0.04) * f64::from(step) / 8.0;
                // The typical length depends on the bunch at the start, which is not known yet: one guess gets close enough.
                let guess = to - factor * self.timeline.nominal(group.kind, group.riders.len(), to);
                let from = to - factor * self.timeline.nominal(group.kind, group.riders.len(), guess);
                if may_start(from, sprint_laps) {
                    stretches.push((from, to));
                }
            }
        }
        stretches
    }

    /// The cost of placing the group there; `None` if its riders cannot be there.
    fn cost(&self, group: &MoveGroup, slot: &Slot) -> Option<f64> {
        let quiet = quiet_laps(self.problem.rules.laps);
        if slot.riders.iter().any(|&r| slot.to > self.timeline.stops[r] - quiet) || !self.on_schedule(slot) {
            return None;
        }
        let mut cost = 0.0;
        if slot.kind != MoveKind::Away {
            let nominal = self.timeline.nominal(slot.kind, slot.riders.len(), slot.from);
            let factor = (slot.to - slot.from) / nominal;
            let (least, most) = factors(slot.kind, slot.riders.len(), self.timeline.hard);
            if factor < least + 0.005 || factor > most - 0.005 {
                return None;
            }
            cost += 8.0 * (factor - 1.0) * (factor - 1.0);
        }
        if let Some((from, to)) = group.stretch {
            cost += (from - slot.from).abs() + (to - slot.to).abs();
        }
        for n in self.timeline.sprints_in(slot.from, slot.to) {
            cost += self.sprint_cost(slot, n)?;
        }
        let beside = self.timeline.slots.iter().filter(|s| s.from < slot.to && slot.from < s.to).count();
        let near = self.timeline.slots.iter().filter(|s| (s.to - slot.to).abs() < 8.0).count();
        let told = if group.window.is_some() { 0.0 } else { 0.6 };
        Some(cost + 1.5 * beside as f64 + told * near as f64)
    }

    /// The cost of the riders being out at sprint `n`; `None` if the card rules it out.
    fn sprint_cost(&self, slot: &Slot, n: usize) -> Option<f64> {
        let problem = self.problem;
        let is_in = |r: &usize| slot.riders.contains(r);
        if !slot.leads() {
            // In a tiny field the last place is for whoever is off the back, if they complete the lap before they are lapped.
            let in_front = self.in_front(slot, n);
            let lap = f64::from(problem.sprint_laps[n]);
            let scores =
                problem.cells.iter().any(|c| c.sprint == n && c.place < in_front && c.riders.iter().all(is_in));
            let last = (in_front..self.places[n]).all(|p| {
                slot.to > lap + LAPPED_AFTER && slot.riders.iter().any(|&r| self.budget[r] >= problem.points[n][p])
            });
            return (!scores && last).then_some(0.2);
        }
        if problem.parts(n, slot.riders.len()) {
            return None;
        }
        let places = self.places[n].min(slot.riders.len());
        let mut purses: Vec<i32> = slot.riders.iter().map(|&r| self.budget[r]).collect();
        for p in 0..self.places[n] {
            if let Some(cell) = problem.cell(n, p) {
                let possible = if p < places { cell.riders.iter().any(is_in) } else { !cell.riders.iter().all(is_in) };
                if !possible {
                    return None;
                }
                // The budgets already leave out the points of known cells.
                if let (true, [r]) = (p < places, &cell.riders[..]) {
                    purses[slot.riders.iter().position(|x| x == r)?] += problem.points[n][p];
                }
            }
        }
        purses.sort_unstable_by_key(|p| -p);
        let prices = &problem.points[n][..places];
        let paid = purses.iter().zip(prices).all(|(purse, price)| purse >= price);
        let easy = purses.iter().zip(prices).all(|(purse, price)| *purse >= 2 * price);
        let known_poor = problem.scores.iter().any(|s| {
            let least = prices.last().copied().unwrap_or(0);
            is_in(&s.rider) && n < s.after && slot.riders.len() <= 4 && s.sprint_points.is_some_and(|p| p < least)
        });
        (paid && !known_poor).then_some(if easy { 0.3 } else { 1.5 })
    }

    /// Whether the laps gained by the time of each known score are no more than that score allows.
    fn on_schedule(&self, slot: &Slot) -> bool {
        let problem = self.problem;
        if slot.kind != MoveKind::Gain {
            return true;
        }
        problem.scores.iter().zip(self.sums.lap_points_at).filter(|(s, _)| s.total.is_some()).all(|(score, &worth)| {
            let r = score.rider;
            if !slot.riders.contains(&r) || problem.rules.gain_points == 0 || self.sums.laps[r].1 > 0 {
                return true;
            }
            let early = |to: f64| to < problem.lap_after(score.after);
            let by_then = worth / problem.rules.gain_points;
            let most = if early(slot.to) { by_then } else { self.sums.laps[r].0 - by_then };
            let same = |s: &&Slot| s.kind == MoveKind::Gain && s.riders.contains(&r) && early(s.to) == early(slot.to);
            (self.timeline.slots.iter().filter(same).count() as i32) < most
        })
    }

    /// Riders in the race at sprint `n` who are not in `slot`.
    fn in_front(&self, slot: &Slot, n: usize) -> usize {
        let lap = f64::from(self.problem.sprint_laps[n]);
        self.timeline.racing(lap).saturating_sub(slot.riders.len())
    }

    /// Takes the points of the sprints that the move is out at from its riders' budgets, the best place from the rider who
    /// has most left. Returns what each paid.
    fn spend(&mut self, slot: &Slot) -> Vec<(usize, i32)> {
        let mut paid = Vec::new();
        if !slot.leads() {
            for n in self.timeline.sprints_in(slot.from, slot.to) {
                for (p, &r) in (self.in_front(slot, n)..self.places[n]).zip(&slot.riders) {
                    if self.problem.cell(n, p).is_none_or(|c| c.riders.len() != 1) {
                        let price = self.problem.points[n][p];
                        self.budget[r] -= price;
                        paid.push((r, price));
                    }
                }
            }
            return paid;
        }
        for n in self.timeline.sprints_in(slot.from, slot.to) {
            let known = |r: usize| self.problem.cells.iter().any(|c| c.sprint == n && c.riders == [r]);
            let mut riders: Vec<usize> = slot.riders.iter().copied().filter(|&r| !known(r)).collect();
            riders.sort_by_key(|&r| -self.budget[r]);
            let is_open = |p: &usize| self.problem.cell(n, *p).is_none_or(|c| c.riders.len() != 1);
            let open = (0..slot.riders.len().min(4)).filter(is_open);
            for (r, p) in riders.into_iter().zip(open) {
                let price = self.problem.points[n][p];
                self.budget[r] -= price;
                paid.push((r, price));
            }
        }
        paid
    }
}

/// Sprint points each rider can still score: the final number less what known cells account for.
fn budgets(problem: &CardProblem, sums: &SettledSums) -> Vec<i32> {
    let mut budget = sums.points.to_vec();
    for cell in problem.cells.iter().filter(|c| c.riders.len() == 1) {
        budget[cell.riders[0]] -= problem.points[cell.sprint][cell.place];
    }
    budget
}
