//! Orders as they are carried out: with the legs and from the place that the rider has. An order moves nobody by
//! itself.

use super::intent::Intent;
use super::numbers::{
    ATTACK_SLOT, BRIDGE_MOST_M, CLEAR, FOLLOW_BEHIND_M, FRONT, JOINED_M, LAST_RIDERS, PULL_SHARE, SHADOW_MOST_M,
    SIT_IN_S, TOLD_PULL, TOLD_PULL_TIRED,
};
use super::order::{Action, Order, Refusal};
use super::sight::{Role, Sight};
use super::state::Tactics;
use crate::units::Micros;

impl Tactics {
    /// Gives `orders`, each for when its time comes. Of two for the same moment, the later one holds.
    pub fn give(&mut self, orders: impl IntoIterator<Item = Order<usize>>) {
        self.orders.given.extend(orders);
        self.orders.fate.resize(self.orders.given.len(), None);
    }

    /// Orders that were not carried out, by their number, and why.
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

    /// Tells riders the orders whose time has come.
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

    fn tell_to(&mut self, order: Order<usize>, sight: &Sight) -> Result<(), Refusal> {
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
            Action::Follow(other) | Action::WaitFor(other) if other == r => return Err(Refusal::SameRider),
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
            Action::Release => (mind.told, mind.told_sprint) = (None, None),
            action => mind.told = Some(action),
        }
        let mind = &mut self.minds[r];
        (mind.settled, mind.due_s, mind.alarm) = (None, sight.now_s, None);
        Ok(())
    }

    /// Rider `r` carries out `action`. Returns `false` to skip the default transition (`carry_on`).
    pub(super) fn obey(&mut self, r: usize, action: Action<usize>, sight: &Sight) -> bool {
        let (me, now_s) = (&sight.riders[r], sight.now_s);
        self.minds[r].alarm = None;
        let intent = self.minds[r].intent;
        let is_done = match action {
            Action::Attack => self.goes(r, Intent::Attack, sight),
            Action::Bridge => sight.away.is_empty() || self.goes(r, Intent::Bridge, sight),
            Action::Follow(other) => self.shadow(r, other, sight),
            Action::SitIn => {
                self.minds[r].forget_sprints();
                if intent.is_attempt() || matches!(intent, Intent::Chase | Intent::Sprint | Intent::MoveUp) {
                    self.set(r, Intent::Sit, now_s);
                }
                let leads_s = self.minds[r].front_s.map_or(0.0, |at_s| now_s - at_s);
                if me.place == 0 && leads_s > SIT_IN_S && sight.mates(me) > 1 && intent != Intent::Swing {
                    self.swing_off(r, sight);
                }
                false
            }
            Action::Pull => match me.role {
                Role::Bunch => {
                    let sprints = intent == Intent::Sprint;
                    if !sprints {
                        self.minds[r].turn_w =
                            me.cp_w * if me.share > PULL_SHARE { TOLD_PULL } else { TOLD_PULL_TIRED };
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
                    self.minds[r].turn_w = self.chase_w(me);
                    self.set(r, Intent::Chase, now_s);
                }
                me.role != Role::Bunch || sight.away.is_empty()
            }
            Action::Ease => {
                let is_last = usize::from(me.place) + LAST_RIDERS >= sight.mates(me);
                let is_done = me.role == Role::Off || (me.role == Role::Bunch && is_last);
                self.sit_up(r, is_done, now_s)
            }
            Action::WaitFor(other) => {
                let other = &sight.riders[other];
                let is_done = !other.races() || other.race_m > me.race_m - JOINED_M;
                self.sit_up(r, is_done, now_s)
            }
            Action::Sprint | Action::Skip | Action::Abandon | Action::Release => true,
        };
        if is_done {
            self.minds[r].told = None;
        }
        true
    }

    /// Goes off the front as soon as the rider is near enough to it and has a way out; `true` once they are on their
    /// way.
    fn goes(&mut self, r: usize, intent: Intent, sight: &Sight) -> bool {
        let me = &sight.riders[r];
        if me.role == Role::Off {
            return true;
        }
        if me.role == Role::Bunch && me.place >= FRONT {
            self.minds[r].slot = ATTACK_SLOT;
            self.set(r, Intent::MoveUp, sight.now_s);
            return false;
        }
        // The rider goes for a lap, not for the line of the next sprint.
        self.minds[r].forget_sprints();
        if self.minds[r].intent != intent {
            self.set(r, intent, sight.now_s);
            self.alarm_others(r, sight);
        }
        // While boxed in, the rider has not jumped yet.
        self.minds[r].since_s = sight.now_s;
        me.role == Role::Away || me.speed > self.bunch_mps + CLEAR
    }

    /// Stays with rider `other`; `true` when there is nobody to stay with.
    fn shadow(&mut self, r: usize, other: usize, sight: &Sight) -> bool {
        let (me, marked) = (&sight.riders[r], &sight.riders[other]);
        if !marked.races() {
            return true;
        }
        let (to_m, sprint) = self.next_sprint(me.race_m);
        if self.minds[other].contests == sprint && sprint > 0 {
            self.minds[r].set_mind_on(sprint, me.race_m + to_m);
        } else {
            self.minds[r].forget_sprints();
        }
        if me.role != Role::Bunch || self.minds[r].intent.is_attempt() || self.minds[r].intent == Intent::Sprint {
            return false;
        }
        let gap_m = marked.race_m - me.race_m;
        if self.minds[other].intent.is_attempt() && (-FOLLOW_BEHIND_M..SHADOW_MOST_M).contains(&gap_m) {
            self.set(r, Intent::Follow, sight.now_s);
            self.minds[r].other = other;
        } else if marked.role == Role::Away && (0.0..BRIDGE_MOST_M).contains(&gap_m) {
            self.set(r, Intent::Bridge, sight.now_s);
        } else if marked.role == Role::Bunch && me.place > marked.place + 1 {
            self.minds[r].slot = marked.place + 1;
            self.set(r, Intent::MoveUp, sight.now_s);
        }
        false
    }

    /// Eases until `is_done`, which it returns.
    fn sit_up(&mut self, r: usize, is_done: bool, now_s: f64) -> bool {
        if !is_done {
            self.minds[r].take_up(Intent::Ease, now_s);
        }
        is_done
    }
}
