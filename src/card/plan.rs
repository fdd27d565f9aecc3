//! A plan of the race: when riders stop, who goes for a lap with whom, and when. Knows only what the sprints cost,
//! not who takes them.
//!
//! Groups are formed first (riders who need most laps go most often), then laid on the race one by one, each where it
//! disturbs least. Both steps draw; a plan that does not work out is thrown away and another is drawn.

use super::pace::{ABOUT, AWAY_LAPS, CONTACT_BEFORE, factors, may_end, may_start, quiet_laps};
use super::problem::Problem;
use super::timeline::{Slot, Timeline};
use super::{Fact, MoveKind};
use crate::rng::Stream;
use crate::rules::Status;

/// What it costs a rider to go for a lap alone, in the currency of [`Placing::cost`].
const ALONE: f64 = 2.0;

/// How much luck counts against cost.
const LUCK: f64 = 0.7;
/// Laps around a group within which moves may be in its way.
const NEAR: f64 = 12.0;
/// Tries to make room before a plan is thrown away.
const REPAIRS: usize = 24;

/// How far a plan may leave what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Liberty {
    /// Groups of two to five.
    Usual,
    /// Groups of up to eight, riders known apart may go apart, stops are late.
    Wide,
    /// A rider may gain a lap in company and lose it again, so that nobody has to go alone.
    Escorted,
}

/// Riders who do something together, not yet placed in time.
#[derive(Debug, Clone)]
struct Group {
    kind: MoveKind,
    riders: Vec<usize>,
    /// Laps between which the lap is completed.
    window: Option<(f64, f64)>,
    /// About when they leave and come back.
    stretch: Option<(f64, f64)>,
    /// Numbers of the known laps this group fulfils.
    known: Vec<usize>,
    /// How many of the riders, from the front, the card puts in this group.
    core: usize,
}

impl Group {
    /// A group the card knows nothing of.
    fn free(kind: MoveKind, riders: Vec<usize>) -> Self {
        Self { kind, riders, window: None, stretch: None, known: Vec::new(), core: 0 }
    }
}

/// A placed group with the known laps it fulfils.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub slot: Slot,
    pub known: Vec<usize>,
}

/// Who is away when.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub moves: Vec<Planned>,
    /// Lap at which each rider stops; infinite for those who finish, 0 for those who do not start.
    pub stops: Vec<f64>,
}

/// What the arithmetic settled before the plan.
pub(super) struct Needs<'a> {
    /// Gains and losses of every rider.
    pub laps: &'a [(i32, i32)],
    /// Sprint points every rider ends with, as far as known or guessed.
    pub points: &'a [i32],
    /// Points that laps had brought at each known score.
    pub lap_points_at: &'a [i32],
}

/// Draws a plan, or says which group found no place.
pub(super) fn draw(problem: &Problem, needs: &Needs, liberty: Liberty, stream: &mut Stream) -> Result<Plan, Fact> {
    let stops = draw_stops(problem, liberty, stream);
    let mut groups = known_groups(problem, liberty, stream);
    form_groups(problem, needs, liberty, stream, &mut groups);
    let timeline = Timeline {
        lap_m: problem.lap_m,
        speed_ms: problem.speed_ms,
        sprint_laps: &problem.sprint_laps,
        stops,
        slots: Vec::new(),
    };
    Placing { problem, needs, timeline, budget: budgets(problem, needs), notes: Vec::new(), luck: LUCK }
        .place_all(groups, stream)
}

fn draw_stops(problem: &Problem, liberty: Liberty, stream: &mut Stream) -> Vec<f64> {
    let laps = f64::from(problem.rules.laps);
    let stop = |r: usize, stream: &mut Stream| {
        let row = &problem.rows[r];
        match (row.status, row.stop) {
            (Status::Finished | Status::Racing, _) => f64::INFINITY,
            (Status::Dns, _) => 0.0,
            (_, Some((a, b))) => {
                let (a, b) = (a.max(0.5).min(laps - 0.5), b.min(laps - 0.5));
                if liberty == Liberty::Usual {
                    stream.between(a, b.max(a))
                } else {
                    a.max(b - 0.1 * (b - a) * stream.unit())
                }
            }
            // Riders who give up mostly do so in the body of the race.
            _ if liberty == Liberty::Usual => laps * stream.between(0.3, 0.9),
            _ => laps * stream.between(0.85, 0.95),
        }
    };
    (0..problem.rows.len()).map(|r| stop(r, stream)).collect()
}

/// The groups that the card knows of.
fn known_groups(problem: &Problem, liberty: Liberty, stream: &mut Stream) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (i, (known, riders)) in problem.laps.iter().enumerate() {
        let kind = if known.change > 0 { MoveKind::Gain } else { MoveKind::Loss };
        let alone = kind == MoveKind::Loss || (!known.together && liberty > Liberty::Usual && stream.chance(0.5));
        let parts: Vec<Vec<usize>> =
            if alone { riders.iter().map(|&r| vec![r]).collect() } else { vec![riders.clone()] };
        for riders in parts {
            let core = riders.len();
            groups.push(Group { kind, riders, window: known.between, stretch: None, known: vec![i], core });
        }
    }
    for (known, riders) in &problem.away {
        let fits = |g: &&mut Group| {
            g.kind == MoveKind::Gain
                && riders.iter().all(|r| g.riders.contains(r))
                && g.window.is_none_or(|(a, b)| a - ABOUT <= known.to_lap && known.to_lap <= b + ABOUT)
        };
        let (stretch, core) = (Some((known.from_lap, known.to_lap)), riders.len());
        match groups.iter_mut().find(fits) {
            Some(group) => group.stretch = stretch,
            None => {
                let riders = riders.clone();
                groups.push(Group { kind: MoveKind::Away, riders, window: None, stretch, known: vec![], core });
            }
        }
    }
    groups
}

/// Adds companions to known groups and new groups for the laps that are left.
fn form_groups(problem: &Problem, needs: &Needs, liberty: Liberty, stream: &mut Stream, groups: &mut Vec<Group>) {
    let mut left: Vec<i32> = needs.laps.iter().map(|l| l.0).collect();
    let mut falls: Vec<i32> = needs.laps.iter().map(|l| l.1).collect();
    for group in groups.iter() {
        let count = if group.kind == MoveKind::Loss { &mut falls } else { &mut left };
        group.riders.iter().filter(|_| group.kind != MoveKind::Away).for_each(|&r| count[r] -= 1);
    }
    let starters = problem.starters().count();
    let most = super::pace::most_in_group(starters, 0).min(if liberty == Liberty::Usual { 5 } else { 8 });
    for group in groups.iter_mut().filter(|g| g.kind == MoveKind::Gain && g.stretch.is_none() && g.riders.len() <= 2) {
        let companions = if group.riders.len() == 1 { 1 + stream.below(3) } else { stream.below(2) };
        for _ in 0..companions {
            let free =
                |r: &usize| left[*r] > 0 && !group.riders.contains(r) && !has_known_window(problem, *r, group.window);
            let candidates: Vec<usize> = (0..left.len()).filter(free).collect();
            if group.riders.len() < most && !candidates.is_empty() && stream.chance(0.6) {
                let r = candidates[stream.below(candidates.len())];
                left[r] -= 1;
                group.riders.push(r);
            }
        }
    }
    loop {
        let mut wanting: Vec<usize> = (0..left.len()).filter(|&r| left[r] > 0).collect();
        if wanting.is_empty() {
            break;
        }
        stream.shuffle(&mut wanting);
        wanting.sort_by_key(|&r| -left[r]);
        let total: i32 = left.iter().filter(|l| **l > 0).sum();
        let mut size = [2, 3, 3, 3, 4, 4, 5, 5][stream.below(8)];
        if liberty > Liberty::Usual {
            size += stream.below(3);
        }
        if total as usize <= size + 1 {
            size += 1;
        }
        wanting.truncate(size.min(most).max(1));
        wanting.iter().for_each(|&r| left[r] -= 1);
        // Nobody goes alone who could have gone with others.
        let host = match wanting[..] {
            [r] => groups.iter().position(|g| {
                let open = g.kind == MoveKind::Gain
                    && g.stretch.is_none()
                    && g.riders.len() < most.min(4)
                    && !g.riders.contains(&r);
                open && !has_known_window(problem, r, g.window)
            }),
            _ => None,
        };
        match host {
            Some(i) => groups[i].riders.extend(wanting),
            None => groups.push(Group::free(MoveKind::Gain, wanting)),
        }
    }
    if liberty == Liberty::Escorted {
        let few = |g: &&mut Group| g.kind == MoveKind::Gain && g.stretch.is_none() && g.riders.len() <= 3;
        for group in groups.iter_mut().filter(few) {
            let free: Vec<usize> = problem.finishers().filter(|r| !group.riders.contains(r)).collect();
            if group.riders.len() < most && !free.is_empty() && stream.chance(0.7) {
                let r = free[stream.below(free.len())];
                group.riders.push(r);
                falls[r] += 1;
            }
        }
    }
    for (r, &n) in falls.iter().enumerate() {
        for _ in 0..n {
            groups.push(Group::free(MoveKind::Loss, vec![r]));
        }
    }
}

/// Whether rider `r` has a lap of his own on record about the same time.
fn has_known_window(problem: &Problem, r: usize, window: Option<(f64, f64)>) -> bool {
    let Some((a, b)) = window else { return false };
    problem
        .laps
        .iter()
        .filter(|(_, riders)| riders.contains(&r))
        .any(|(known, _)| known.between.is_some_and(|(c, d)| c < b + 8.0 && a < d + 8.0))
}

/// Points each rider can spend on sprints while away: what he ends with, less what known cells give him.
fn budgets(problem: &Problem, needs: &Needs) -> Vec<i32> {
    let mut budget = needs.points.to_vec();
    for cell in problem.cells.iter().filter(|c| c.riders.len() == 1) {
        budget[cell.riders[0]] -= problem.points[cell.sprint][cell.place];
    }
    budget
}

/// What there is to know of a move in place.
#[derive(Debug, Clone)]
struct Note {
    groups: Vec<Group>,
    /// Points its riders paid for sprints.
    paid: Vec<(usize, i32)>,
}

/// Laying groups on the race.
#[derive(Clone)]
struct Placing<'a> {
    problem: &'a Problem,
    needs: &'a Needs<'a>,
    timeline: Timeline<'a>,
    budget: Vec<i32>,
    /// One for each move in place.
    notes: Vec<Note>,
    /// How much luck counts against cost.
    luck: f64,
}

impl Placing<'_> {
    fn place_all(mut self, mut groups: Vec<Group>, stream: &mut Stream) -> Result<Plan, Fact> {
        stream.shuffle(&mut groups);
        // What is known most narrowly is placed first, then the small groups, which take longest.
        let width = |g: &Group| match (g.stretch, g.window) {
            (Some(_), _) => 0.0,
            (_, Some((a, b))) => b - a,
            _ => 1e6 + g.riders.len() as f64,
        };
        groups.sort_by(|a, b| width(a).total_cmp(&width(b)));
        let mut deferred = Vec::new();
        for group in groups {
            if self.place(&group, stream).is_err() {
                deferred.push(group);
            }
        }
        // What found no place may find company now; else something has to move.
        for group in deferred {
            if let Err(unplaced) = self.place(&group, stream) {
                self.make_room(&group, stream).ok_or(unplaced)?;
            }
        }
        let known = |groups: Vec<Group>| groups.into_iter().flat_map(|g| g.known).collect();
        let moves = self.timeline.slots.into_iter().zip(self.notes);
        let moves = moves.map(|(slot, note)| Planned { slot, known: known(note.groups) });
        Ok(Plan { moves: moves.collect(), stops: self.timeline.stops })
    }

    /// Takes out a move that is in the way of `group`, places the group by luck, and what was taken out after it.
    fn make_room(&mut self, group: &Group, stream: &mut Stream) -> Option<()> {
        let around = group.stretch.or(group.window).unwrap_or((0.0, f64::INFINITY));
        let near = |s: &Slot| s.from < around.1 + NEAR && around.0 - NEAR < s.to;
        let near: Vec<usize> = (0..self.notes.len()).filter(|&i| near(&self.timeline.slots[i])).collect();
        for _ in 0..if near.is_empty() { 0 } else { REPAIRS } {
            let mut other = self.clone();
            other.luck = 4.0 * self.luck;
            let i = near[stream.below(near.len())];
            other.refund(i);
            other.timeline.slots.remove(i);
            let taken_out = other.notes.remove(i).groups;
            let placed = std::iter::once(group).chain(&taken_out).all(|g| other.place(g, stream).is_ok());
            if placed {
                *self = Self { luck: self.luck, ..other };
                return Some(());
            }
        }
        None
    }

    /// Gives the group a move of its own or takes it into one in place, whichever disturbs less; else splits it.
    fn place(&mut self, group: &Group, stream: &mut Stream) -> Result<(), Fact> {
        let own = self.own_move(group, stream);
        let joined = self.joined_move(group, stream);
        match (own, joined) {
            (own, Some((cost, i, slot))) if own.as_ref().is_none_or(|o| cost < o.0) => {
                self.refund(i);
                self.notes[i].groups.push(group.clone());
                self.notes[i].paid = self.spend(&slot);
                self.timeline.slots[i] = slot;
                Ok(())
            }
            (Some((_, slot)), _) => {
                let paid = self.spend(&slot);
                self.notes.push(Note { groups: vec![group.clone()], paid });
                self.timeline.slots.push(slot);
                Ok(())
            }
            (None, _) => self.split(group, stream),
        }
    }

    /// Tries the riders who may be apart one by one.
    fn split(&mut self, group: &Group, stream: &mut Stream) -> Result<(), Fact> {
        let bound = group.stretch.is_some() || group.known.iter().any(|&i| self.problem.laps[i].0.together);
        let kept = if bound { group.core } else { 0 };
        if group.riders.len() < 2 || kept == group.riders.len() || group.kind != MoveKind::Gain {
            return Err(self.unplaced(group));
        }
        let mut other = self.clone();
        let (core, others) = group.riders.split_at(kept);
        if kept > 0 {
            other.place(&Group { riders: core.to_vec(), ..group.clone() }, stream)?;
        }
        for (i, &r) in others.iter().enumerate() {
            let apart = if kept + i < group.core {
                Group { riders: vec![r], core: 1, ..group.clone() }
            } else {
                Group::free(MoveKind::Gain, vec![r])
            };
            other.place(&apart, stream)?;
        }
        *self = other;
        Ok(())
    }

    fn unplaced(&self, group: &Group) -> Fact {
        let riders = self.problem.bibs(&group.riders);
        match (group.kind, group.stretch) {
            (MoveKind::Away, Some((from_lap, to_lap))) => Fact::Away { riders, from_lap, to_lap },
            (kind, _) => {
                let change = if kind == MoveKind::Loss { -1 } else { 1 };
                Fact::Lap { riders, change, between: group.window }
            }
        }
    }

    /// The place where the group disturbs least, with some luck.
    fn own_move(&self, group: &Group, stream: &mut Stream) -> Option<(f64, Slot)> {
        let mut best: Option<(f64, Slot)> = None;
        for (from, to) in self.stretches(group, stream) {
            let luck = self.luck(stream);
            let slot = Slot { kind: group.kind, riders: group.riders.clone(), from, to };
            let Some(cost) = self.cost(group, &slot) else { continue };
            if best.as_ref().is_none_or(|b| cost + luck < b.0) && self.timeline.fits(&slot) {
                best = Some((cost + luck, slot));
            }
        }
        let alone = if group.kind == MoveKind::Gain && group.riders.len() == 1 { ALONE } else { 0.0 };
        best.map(|(cost, slot)| (cost + alone, slot))
    }

    /// The move in place that takes the group in best, as it would then be.
    fn joined_move(&mut self, group: &Group, stream: &mut Stream) -> Option<(f64, usize, Slot)> {
        if group.kind != MoveKind::Gain || group.stretch.is_some() {
            return None;
        }
        let mut best: Option<(f64, usize, Slot)> = None;
        for i in 0..self.timeline.slots.len() {
            let luck = self.luck(stream);
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
            self.notes[i].paid = self.spend(&host);
            let crowd = 0.5 * slot.riders.len().saturating_sub(4) as f64;
            if let Some(cost) = cost.map(|c| c + luck + crowd)
                && best.as_ref().is_none_or(|b| cost < b.0)
            {
                best = Some((cost, i, slot));
            }
        }
        best
    }

    /// A little luck for every choice, so that seeds differ.
    fn luck(&self, stream: &mut Stream) -> f64 {
        -self.luck * libm::log(1.0 - stream.unit())
    }

    /// Gives back what the riders of move `i` paid.
    fn refund(&mut self, i: usize) {
        for (r, price) in std::mem::take(&mut self.notes[i].paid) {
            self.budget[r] += price;
        }
    }

    /// Stretches of the right length on a grid of laps, shifted by luck.
    fn stretches(&self, group: &Group, stream: &mut Stream) -> Vec<(f64, f64)> {
        let sprint_laps = &self.problem.sprint_laps;
        let laps = f64::from(self.problem.rules.laps);
        let shift = stream.unit();
        if let Some((from, to)) = group.stretch {
            let offsets: Vec<f64> = (-8..=8).map(|i| f64::from(i) * ABOUT / 8.0).collect();
            let longest = AWAY_LAPS.1.max(to - from);
            let away = group.kind == MoveKind::Away;
            // What is known to have held to the finish holds to the finish.
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
        let (least, most) = factors(group.kind);
        let mut stretches = Vec::new();
        for to in ends.into_iter().filter(|&e| may_end(e, sprint_laps)) {
            for step in 0..=8 {
                let factor = least + 0.02 + (most.min(1.6) - least - 0.04) * f64::from(step) / 8.0;
                // The bunch at the start decides the length; one step back from a first guess finds it.
                let guess = to - factor * self.timeline.nominal(group.kind, group.riders.len(), to);
                let from = to - factor * self.timeline.nominal(group.kind, group.riders.len(), guess);
                if may_start(from, sprint_laps) {
                    stretches.push((from, to));
                }
            }
        }
        stretches
    }

    /// What it costs to put the group there; `None` when its riders cannot be there.
    fn cost(&self, group: &Group, slot: &Slot) -> Option<f64> {
        let quiet = quiet_laps(self.problem.rules.laps);
        if slot.riders.iter().any(|&r| slot.to > self.timeline.stops[r] - quiet) || !self.on_schedule(slot) {
            return None;
        }
        let mut cost = 0.0;
        if slot.kind != MoveKind::Away {
            let nominal = self.timeline.nominal(slot.kind, slot.riders.len(), slot.from);
            let factor = (slot.to - slot.from) / nominal;
            let (least, most) = factors(slot.kind);
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

    /// What it costs the riders to be out at sprint `n`; `None` when the card forbids it.
    fn sprint_cost(&self, slot: &Slot, n: usize) -> Option<f64> {
        let problem = self.problem;
        let is_in = |r: &usize| slot.riders.contains(r);
        if !slot.leads() {
            let scores = problem.cells.iter().any(|c| c.sprint == n && c.riders.iter().all(is_in));
            return (!scores).then_some(0.2);
        }
        let places = problem.places(n).min(slot.riders.len());
        let mut purses: Vec<i32> = slot.riders.iter().map(|&r| self.budget[r]).collect();
        for p in 0..problem.places(n) {
            if let Some(cell) = problem.cell(n, p) {
                let possible = if p < places { cell.riders.iter().any(is_in) } else { !cell.riders.iter().all(is_in) };
                if !possible {
                    return None;
                }
                // A known cell is paid for already.
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

    /// Whether laps gained by the known scores are as many as the scores say.
    fn on_schedule(&self, slot: &Slot) -> bool {
        let problem = self.problem;
        if slot.kind != MoveKind::Gain {
            return true;
        }
        problem.scores.iter().zip(self.needs.lap_points_at).filter(|(s, _)| s.total.is_some()).all(|(score, &worth)| {
            let r = score.rider;
            if !slot.riders.contains(&r) || problem.rules.gain_points == 0 || self.needs.laps[r].1 > 0 {
                return true;
            }
            let early = |to: f64| to < f64::from(problem.sprint_laps[score.after.max(1) - 1]);
            let by_then = worth / problem.rules.gain_points;
            let most = if early(slot.to) { by_then } else { self.needs.laps[r].0 - by_then };
            let same = |s: &&Slot| s.kind == MoveKind::Gain && s.riders.contains(&r) && early(s.to) == early(slot.to);
            (self.timeline.slots.iter().filter(same).count() as i32) < most
        })
    }

    /// Takes the points of the sprints the move is out at from its riders: the dearest place from the richest.
    fn spend(&mut self, slot: &Slot) -> Vec<(usize, i32)> {
        let mut paid = Vec::new();
        if !slot.leads() {
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
