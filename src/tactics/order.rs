//! Orders: what a rider has been told to do instead of what he would choose, and what of it cannot be done. An order is
//! carried out with the legs and the places that he has; it moves nobody by itself.

use super::Tactics;
use super::choose::FRONT;
use super::mind::Intent;
use super::sight::{Role, Sight};
use crate::units::Micros;

/// Faster than the bunch by this, m/s, a rider who goes has found a way out of it.
const CLEAR: f64 = 1.0;

/// What a rider is told, about riders named by `R`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action<R> {
    /// Out of the group he is in, now; from the back of the bunch he comes up first, and boxed in he goes as soon as there
    /// is a way out.
    Attack,
    /// Across to those who are away.
    Bridge,
    /// Stays near this rider, goes when he goes, sprints when he sprints.
    Follow(R),
    /// In the wheels: no attack, no chase, no sprint, no turn longer than it takes to swing off.
    SitIn,
    /// To the front of his group, and does its work.
    Pull,
    /// To the front of the bunch until those who are away are caught.
    Chase,
    /// Contests the next sprint.
    Sprint,
    /// Lets the next sprint go.
    Skip,
    /// Sits up, until he is at the back of the bunch.
    Ease,
    /// Sits up, until this rider, who is behind, has come up to him.
    WaitFor(R),
    /// Leaves the race.
    Abandon,
    /// Does again as he likes.
    AsHeLikes,
}

impl<R> Action<R> {
    /// The same about riders named otherwise; `None` if one has no such name.
    pub fn about<S>(self, name: impl Fn(R) -> Option<S>) -> Option<Action<S>> {
        Some(match self {
            Self::Attack => Action::Attack,
            Self::Bridge => Action::Bridge,
            Self::Follow(other) => Action::Follow(name(other)?),
            Self::SitIn => Action::SitIn,
            Self::Pull => Action::Pull,
            Self::Chase => Action::Chase,
            Self::Sprint => Action::Sprint,
            Self::Skip => Action::Skip,
            Self::Ease => Action::Ease,
            Self::WaitFor(other) => Action::WaitFor(name(other)?),
            Self::Abandon => Action::Abandon,
            Self::AsHeLikes => Action::AsHeLikes,
        })
    }
}

/// A moment of a race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// When the head of the race has for the first time ridden so many laps; 0 is the gun.
    Lap(f64),
    /// So long after the gun.
    Time(Micros),
}

impl When {
    /// The gun.
    pub const GUN: Self = Self::Lap(0.0);

    /// It has come, `now`, with the head of the race `head_m` metres from where it started.
    #[must_use]
    pub fn has_come(self, now: Micros, head_m: f64, lap_m: f64) -> bool {
        match self {
            Self::Lap(laps) => head_m >= laps * lap_m || laps <= 0.0,
            Self::Time(at) => now >= at,
        }
    }

    /// It is the gun.
    #[must_use]
    pub fn is_gun(self) -> bool {
        match self {
            Self::Lap(laps) => laps <= 0.0,
            Self::Time(at) => at <= Micros::ZERO,
        }
    }
}

/// An order to a rider, by index in the start list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    pub at: When,
    pub rider: usize,
    pub action: Action<usize>,
}

/// Why an order was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("he is not on the track")]
    NotRiding,
    #[error("he has finished")]
    Finished,
    #[error("he is off the back")]
    IsOff,
    #[error("he is not in the bunch")]
    NotInTheBunch,
    #[error("nobody is away")]
    NobodyAway,
    #[error("that is himself")]
    Himself,
    #[error("the other is not on the track")]
    OtherNotRiding,
    #[error("the other is not behind him")]
    NotBehind,
    #[error("there is no sprint left")]
    NoSprint,
    #[error("it was never the time for it")]
    NeverCame,
}

/// The orders of a race, in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub(super) struct Orders {
    given: Vec<Order>,
    /// Of each, what has become of it: not yet its time, or taken, or refused.
    fate: Vec<Option<Result<(), Refusal>>>,
    /// Riders who are to leave the race now.
    leaving: Vec<usize>,
}

impl Tactics {
    /// Gives `orders`, each for when its time comes; of two for the same moment the later one holds.
    pub fn give(&mut self, orders: impl IntoIterator<Item = Order>) {
        self.orders.given.extend(orders);
        self.orders.fate.resize(self.orders.given.len(), None);
    }

    /// Orders that were not taken, by their number, and why.
    pub fn refused(&self) -> impl Iterator<Item = (usize, Refusal)> + '_ {
        self.orders.fate.iter().enumerate().filter_map(|(k, fate)| match fate {
            None => Some((k, Refusal::NeverCame)),
            Some(Err(why)) => Some((k, *why)),
            Some(Ok(())) => None,
        })
    }

    /// Riders who have been told to leave the race and have not yet.
    pub fn take_leaving(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.orders.leaving)
    }

    /// Tells riders what it is time for.
    pub(super) fn pass_on_orders(&mut self, sight: &Sight) {
        let waiting = self.orders.fate.iter().any(Option::is_none);
        if !waiting {
            return;
        }
        let head_m = self.by_bib.iter().map(|&r| &sight.riders[r]).filter(|s| s.riding).map(|s| s.race_m);
        let head_m = head_m.fold(f64::NEG_INFINITY, f64::max);
        let now = Micros::from_secs(sight.now_s);
        for k in 0..self.orders.given.len() {
            let order = self.orders.given[k];
            if self.orders.fate[k].is_none() && order.at.has_come(now, head_m, self.track.lap_m) {
                self.orders.fate[k] = Some(self.tell_to(order, sight));
            }
        }
    }

    fn tell_to(&mut self, order: Order, sight: &Sight) -> Result<(), Refusal> {
        let (r, me) = (order.rider, &sight.riders[order.rider]);
        match () {
            () if !me.riding => return Err(Refusal::NotRiding),
            () if me.finished => return Err(Refusal::Finished),
            () => {}
        }
        let (_, sprint) = self.next_sprint(me.race_m);
        match order.action {
            Action::Attack if me.role == Role::Off => return Err(Refusal::IsOff),
            Action::Bridge | Action::Chase if me.role != Role::Bunch => return Err(Refusal::NotInTheBunch),
            Action::Bridge | Action::Chase if sight.away.is_empty() => return Err(Refusal::NobodyAway),
            Action::Follow(other) | Action::WaitFor(other) if other == r => return Err(Refusal::Himself),
            Action::Follow(other) | Action::WaitFor(other) if !sight.riders[other].races() => {
                return Err(Refusal::OtherNotRiding);
            }
            Action::WaitFor(other) if sight.riders[other].race_m >= me.race_m => return Err(Refusal::NotBehind),
            Action::Sprint | Action::Skip if sprint == 0 => return Err(Refusal::NoSprint),
            _ => {}
        }
        let mind = &mut self.minds[r];
        match order.action {
            Action::Sprint | Action::Skip => {
                mind.told_sprint = Some((sprint, order.action == Action::Sprint));
                mind.weighed = (0, u8::MAX);
            }
            Action::Abandon => self.orders.leaving.push(r),
            Action::AsHeLikes => (mind.told, mind.told_sprint) = (None, None),
            action => mind.told = Some(action),
        }
        let mind = &mut self.minds[r];
        (mind.settled, mind.due_s, mind.alarm) = (None, sight.now_s, None);
        Ok(())
    }

    /// Rider `r` does as he is told. Returns false where what follows by itself is not to follow.
    pub(super) fn obey(&mut self, r: usize, action: Action<usize>, sight: &Sight) -> bool {
        let (me, now_s) = (&sight.riders[r], sight.now_s);
        self.minds[r].alarm = None;
        let intent = self.minds[r].intent;
        let is_done = match action {
            Action::Attack => self.goes(r, Intent::Attack, sight),
            Action::Bridge => sight.away.is_empty() || self.goes(r, Intent::Bridge, sight),
            Action::Follow(other) => self.shadow(r, other, sight),
            Action::SitIn => {
                self.minds[r].set_mind_on(0, f64::INFINITY);
                if intent.is_attempt() || matches!(intent, Intent::Chase | Intent::Sprint | Intent::MoveUp) {
                    self.set(r, Intent::Sit, now_s);
                }
                let leads_s = self.minds[r].front_s.map_or(0.0, |at_s| now_s - at_s);
                if me.place == 0 && leads_s > 2.0 && sight.mates(me) > 1 && intent != Intent::Swing {
                    self.swing_off(r, sight);
                }
                false
            }
            Action::Pull => match me.role {
                Role::Bunch => {
                    let sprints = intent == Intent::Sprint;
                    if !sprints {
                        self.minds[r].turn_w = me.cp_w * if me.share > 0.3 { 1.08 } else { 0.95 };
                        self.set(r, Intent::Chase, now_s);
                    }
                    if me.place > 0 {
                        self.minds[r].front_s = None;
                    }
                    return sprints;
                }
                Role::Away | Role::Off => false,
            },
            Action::Chase => {
                if me.role == Role::Bunch && !sight.away.is_empty() && !intent.is_busy() {
                    self.minds[r].turn_w = me.cp_w * if me.share > 0.3 { self.params.pull } else { 1.05 };
                    self.set(r, Intent::Chase, now_s);
                }
                me.role != Role::Bunch || sight.away.is_empty()
            }
            Action::Ease => {
                let is_last = usize::from(me.place) + 2 >= sight.mates(me);
                let is_done = me.role == Role::Off || (me.role == Role::Bunch && is_last);
                self.sit_up(r, is_done, now_s)
            }
            Action::WaitFor(other) => {
                let other = &sight.riders[other];
                let is_done = !other.races() || other.race_m > me.race_m - 10.0;
                self.sit_up(r, is_done, now_s)
            }
            Action::Sprint | Action::Skip | Action::Abandon | Action::AsHeLikes => true,
        };
        if is_done {
            self.minds[r].told = None;
        }
        true
    }

    /// Goes off the front as soon as he is near enough to it and there is a way out; true when he is on his way.
    fn goes(&mut self, r: usize, intent: Intent, sight: &Sight) -> bool {
        let me = &sight.riders[r];
        if me.role == Role::Off {
            return true;
        }
        if me.role == Role::Bunch && me.place >= FRONT {
            self.minds[r].slot = 4;
            self.set(r, Intent::MoveUp, sight.now_s);
            return false;
        }
        // It is for a lap that he goes, not for the line of the next sprint.
        self.minds[r].set_mind_on(0, f64::INFINITY);
        if self.minds[r].intent != intent {
            self.set(r, intent, sight.now_s);
            self.alarm_others(r, sight);
        }
        // Boxed in, he has not jumped yet.
        self.minds[r].since_s = sight.now_s;
        me.role == Role::Away || me.speed > self.bunch_mps + CLEAR
    }

    /// Stays with `other`; true when there is nobody to stay with.
    fn shadow(&mut self, r: usize, other: usize, sight: &Sight) -> bool {
        let (me, him) = (&sight.riders[r], &sight.riders[other]);
        if !him.races() {
            return true;
        }
        let (to_m, sprint) = self.next_sprint(me.race_m);
        let line_m = if self.minds[other].contests == sprint && sprint > 0 { me.race_m + to_m } else { f64::INFINITY };
        self.minds[r].set_mind_on(if line_m.is_finite() { sprint } else { 0 }, line_m);
        if me.role != Role::Bunch || self.minds[r].intent.is_attempt() || self.minds[r].intent == Intent::Sprint {
            return false;
        }
        let gap_m = him.race_m - me.race_m;
        if self.minds[other].intent.is_attempt() && (-5.0..40.0).contains(&gap_m) {
            self.set(r, Intent::Follow, sight.now_s);
            self.minds[r].other = other;
        } else if him.role == Role::Away && (0.0..80.0).contains(&gap_m) {
            self.set(r, Intent::Bridge, sight.now_s);
        } else if him.role == Role::Bunch && me.place > him.place + 1 {
            self.minds[r].slot = him.place + 1;
            self.set(r, Intent::MoveUp, sight.now_s);
        }
        false
    }

    /// Eases for as long as it takes; returns whether it is done.
    fn sit_up(&mut self, r: usize, is_done: bool, now_s: f64) -> bool {
        if !is_done {
            self.minds[r].take_up(Intent::Ease, now_s);
        }
        is_done
    }
}
