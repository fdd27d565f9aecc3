//! Carrying through: when a rider is done with what they are doing, and what follows from it without weighing anything.

use super::intent::Intent;
use super::lead::Lead;
use super::numbers::{
    AWAY_M, AWAY_S, AWAY_SPRINT, AWAY_SPRINT_SHARE, CHASE_S, EASE_S, FRONT, GLANCE_S, GO_ON_S, GOES_WITH_EARLIER_M,
    GOES_WITH_M, MOVE_UP_S, NO_SWING_LAPS, SWING_BUNCH_S, SWING_S, WATCH_M,
};
use super::sight::{Role, Sight};
use super::state::Tactics;
use super::wish::Wish;
use crate::event::Note;

impl Tactics {
    /// Rider `r` looks up: returns what they wish.
    pub(super) fn think(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) -> Wish {
        let now_s = sight.now_s;
        if sight.riders[r].finished {
            self.minds[r].due_s = f64::INFINITY;
            return Wish::ROLL;
        }
        self.minds[r].due_s = self.looked_s + GLANCE_S;
        let told = self.minds[r].told;
        if told.is_none_or(|action| self.obey(r, action, sight)) {
            self.carry_on(r, sight);
        }
        if let Some((attacker, at_s)) = self.minds[r].alarm
            && now_s >= at_s
        {
            self.answer(r, attacker, sight);
        }
        if now_s >= self.minds[r].round_s && told.is_none() {
            self.round(r, sight, tell);
        }
        if now_s >= self.minds[r].weigh_s {
            self.minds[r].weigh_s = now_s + self.lap_s(&sight.riders[r]);
            self.weigh(r, sight, tell);
        }
        let mind = &mut self.minds[r];
        if let Some((_, at_s)) = mind.alarm {
            mind.due_s = mind.due_s.min(at_s);
        }
        if mind.intent != Intent::Sprint && sight.riders[r].race_m > mind.open_m - WATCH_M {
            mind.due_s = now_s;
        }
        let is_settled = self.is_settled(r, sight);
        let mind = &mut self.minds[r];
        if is_settled {
            mind.due_s = mind.alarm.map_or(f64::INFINITY, |a| a.1);
        }
        mind.settled = is_settled.then_some(sight.riders[r].role);
        self.wish(r, sight)
    }

    /// Rider `r` has reason to think.
    pub(super) fn stirs(&self, r: usize, sight: &Sight) -> bool {
        let (me, mind, now_s) = (&sight.riders[r], &self.minds[r], sight.now_s);
        let Some(role) = mind.settled else { return now_s >= mind.due_s };
        // All conditions are evaluated without branching, since mostly none holds.
        let moved = (me.role != role) | (me.place == 0) | me.has_lost_a_wheel();
        let minded = (now_s >= mind.due_s) | (now_s >= mind.weigh_s) | (me.race_m > mind.open_m - WATCH_M);
        let asked = !sight.away.is_empty() & (me.place < FRONT) & (now_s >= mind.round_s);
        moved | minded | asked
    }

    /// Rider `r` is where they mean to be, in the wheels, with no order to carry out and no sprint near that they mean
    /// to contest.
    fn is_settled(&self, r: usize, sight: &Sight) -> bool {
        let (me, mind) = (&sight.riders[r], &self.minds[r]);
        let home = match me.role {
            Role::Bunch => Intent::Sit,
            Role::Away => Intent::Away,
            Role::Off => Intent::Back,
        };
        let in_line = (me.place > 0) & !me.has_lost_a_wheel();
        in_line & mind.told.is_none() & (mind.intent == home) & (me.race_m < mind.open_m - WATCH_M)
    }

    /// The default transition: what rider `r` does next, unless they go on as they are.
    fn carry_on(&mut self, r: usize, sight: &Sight) {
        let now_s = sight.now_s;
        let me = &sight.riders[r];
        let for_s = self.minds[r].for_s(now_s);
        if me.place > 0 {
            self.minds[r].front_s = None;
            self.minds[r].nobody_pulls = false;
        } else if self.minds[r].front_s.is_none() {
            self.minds[r].front_s = Some(now_s);
            self.minds[r].round_s = now_s;
            self.take_turn(r, sight);
        }
        let front_laps = self.minds[r].front_s.map_or(0.0, |at_s| (now_s - at_s) / self.lap_s(me));
        let (to_m, sprint) = self.next_sprint(me.race_m);
        if self.minds[r].contests != sprint {
            self.minds[r].open_m = f64::INFINITY;
        }
        let lap_m = self.track.lap_m;
        let p = self.params;
        let next = match (self.minds[r].intent, me.role) {
            // The rider has crossed the line: the next sprint is another one.
            (Intent::Sprint, _) if self.minds[r].contests != sprint => {
                if self.goes_on(r, sight) {
                    Intent::Attack
                } else {
                    Intent::Ease
                }
            }
            (Intent::Sprint, _) => return,
            // A rider who is told to leave the sprint to others does not lead them to it.
            (Intent::Sit | Intent::Chase, Role::Bunch)
                if me.place == 0 && to_m < lap_m && self.minds[r].skips(sprint) =>
            {
                Intent::Swing
            }
            (_, Role::Bunch | Role::Away) if self.opens_sprint(r, to_m, sprint, sight) => Intent::Sprint,
            (intent, Role::Away) if intent.is_attempt() && for_s > AWAY_S && me.race_m > sight.front_m + AWAY_M => {
                self.minds[r].lead = Lead::of(0.0, now_s);
                Intent::Away
            }
            // With the bunch on their wheel they would only tow it.
            (intent, Role::Bunch) if intent.is_attempt() && for_s > p.jump_s => Intent::Sit,
            (intent, Role::Off) if intent.is_attempt() => Intent::Back,
            (Intent::Away, Role::Bunch) => {
                self.minds[r].rested_s = now_s + p.rest_laps * self.lap_s(me);
                Intent::Sit
            }
            (Intent::Away, Role::Off) => Intent::Back,
            (Intent::Away, Role::Away) if front_laps > p.break_turn_laps && sight.mates(me) > 1 => Intent::Swing,
            (Intent::Swing, Role::Away) if for_s > SWING_S || usize::from(me.place) >= sight.mates(me) => Intent::Away,
            (Intent::Swing, Role::Bunch) if for_s > SWING_BUNCH_S || me.place >= self.minds[r].slot => Intent::Sit,
            (Intent::Chase, Role::Bunch) if front_laps > p.turn_laps => Intent::Swing,
            (Intent::Chase, _) if sight.away.is_empty() || for_s > CHASE_S || me.role != Role::Bunch => Intent::Sit,
            (Intent::Sit | Intent::MoveUp, Role::Bunch) if front_laps > p.turn_laps && to_m > NO_SWING_LAPS * lap_m => {
                Intent::Swing
            }
            (Intent::MoveUp, Role::Bunch) if me.place <= self.minds[r].slot || for_s > MOVE_UP_S => Intent::Sit,
            // Away, they wait for the bunch, unless those they are with are worth going on with.
            (Intent::Ease, Role::Away) if for_s > EASE_S => {
                self.minds[r].since_s = now_s;
                if self.goes_on(r, sight) { Intent::Away } else { Intent::Ease }
            }
            (Intent::Ease, _) if for_s > EASE_S => Intent::Sit,
            (Intent::Sit | Intent::MoveUp, Role::Off) => Intent::Back,
            (Intent::Sit | Intent::MoveUp, Role::Away) => Intent::Away,
            (Intent::Back, Role::Off) if front_laps > p.turn_laps && sight.mates(me) > 1 => Intent::Swing,
            (Intent::Swing, Role::Off) if for_s > SWING_S || usize::from(me.place) >= sight.mates(me) => Intent::Back,
            (Intent::Back, Role::Bunch) => Intent::Sit,
            (Intent::Back, Role::Away) => Intent::Away,
            _ => return,
        };
        if next == Intent::Swing {
            self.swing_off(r, sight);
            return;
        }
        if self.minds[r].intent == Intent::Swing {
            // If nobody has come by, another turn begins.
            self.minds[r].front_s = None;
        }
        if self.minds[r].intent.is_attempt() && next != Intent::Away {
            self.minds[r].rested_s = now_s + p.rest_laps * self.lap_s(me);
        }
        if self.minds[r].intent == Intent::MoveUp && next == Intent::Sit && me.place < FRONT {
            // The rider moved up for a reason: weigh at once.
            self.minds[r].weigh_s = now_s;
        }
        self.set(r, next, now_s);
        if next == Intent::Attack {
            self.minds[r].since_s = now_s + GO_ON_S - p.jump_s;
            self.alarm_others(r, sight);
        }
        if next == Intent::Away && me.place == 0 {
            self.take_turn(r, sight);
        }
    }

    /// This is the moment for rider `r` to go for the line.
    fn opens_sprint(&self, r: usize, to_m: f64, sprint: u32, sight: &Sight) -> bool {
        let mind = &self.minds[r];
        let me = &sight.riders[r];
        if sprint == 0 || mind.contests != sprint || mind.intent == Intent::Swing {
            return false;
        }
        match me.role {
            Role::Bunch => {
                // A sprint that opens just ahead takes the rider along.
                let gone = me.near_m < GOES_WITH_M && self.minds[usize::from(me.near)].intent == Intent::Sprint;
                to_m < mind.launch_m + if gone { GOES_WITH_EARLIER_M } else { 0.0 }
            }
            Role::Away => to_m < AWAY_SPRINT * mind.launch_m && me.share > AWAY_SPRINT_SHARE && sight.mates(me) > 1,
            Role::Off => false,
        }
    }
}
