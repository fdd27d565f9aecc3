//! Carrying through: when what a rider is about is done, and what follows from it without weighing anything.

use super::Tactics;
use super::mind::Intent;
use super::sight::{Role, Sight};
use crate::event::Note;

/// Metres before he opens his sprint from which a rider looks up in every tick.
const WATCH_M: f64 = 50.0;

impl Tactics {
    /// Rider `r` looks up.
    pub(super) fn think(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) -> super::Wish {
        self.carry_on(r, sight);
        let now_s = sight.now_s;
        if let Some((attacker, at_s)) = self.minds[r].alarm
            && now_s >= at_s
        {
            self.answer(r, attacker, sight);
        }
        if now_s >= self.minds[r].round_s {
            self.round(r, sight, tell);
        }
        if now_s >= self.minds[r].weigh_s {
            self.minds[r].weigh_s = now_s + 0.5 * self.lap_s(&sight.riders[r]);
            self.weigh(r, sight, tell);
        }
        let mind = &mut self.minds[r];
        let due_s = mind.alarm.map_or(f64::INFINITY, |a| a.1);
        mind.due_s = mind.due_s.min(due_s);
        let (to_m, sprint) = self.next_sprint(sight.riders[r].race_m);
        let mind = &mut self.minds[r];
        if mind.intent != Intent::Sprint && mind.contests == sprint && to_m < mind.launch_m + WATCH_M {
            mind.due_s = now_s;
        }
        self.wish(r, sight)
    }

    pub(super) fn set(&mut self, r: usize, intent: Intent, now_s: f64) {
        if self.minds[r].intent != intent {
            self.minds[r].take_up(intent, now_s);
        }
    }

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
        let front_laps = self.minds[r].front_s.map_or(0.0, |at_s| now_s - at_s) / self.lap_s(me);
        let (to_m, sprint) = self.next_sprint(me.race_m);
        let to_laps = to_m / self.track.lap_m;
        let p = self.params;
        let next = match (self.minds[r].intent, me.role) {
            // The line has passed under him: his next sprint is another.
            (Intent::Sprint, _) if self.minds[r].contests != sprint => Intent::Ease,
            (Intent::Sprint, _) => return,
            (_, Role::Bunch | Role::Away) if self.opens_sprint(r, to_m, sprint, sight) => Intent::Sprint,
            (intent, Role::Away) if intent.is_attempt() && for_s > 4.0 && me.race_m > sight.front_m + 8.0 => {
                Intent::Away
            }
            // With the bunch on his wheel he would only tow it.
            (intent, Role::Bunch) if intent.is_attempt() && for_s > p.jump_s => Intent::Sit,
            (intent, Role::Off) if intent.is_attempt() => Intent::Back,
            (Intent::Away, Role::Bunch) => {
                self.minds[r].rested_s = now_s + p.rest_laps * self.lap_s(me);
                Intent::Sit
            }
            (Intent::Away, Role::Off) => Intent::Back,
            (Intent::Away, Role::Away) if front_laps > p.break_turn_laps && sight.mates(me) > 1 => Intent::Swing,
            (Intent::Swing, Role::Away) if for_s > 7.0 || usize::from(me.place) >= sight.mates(me) => Intent::Away,
            (Intent::Swing, Role::Bunch) if for_s > 15.0 || me.place >= self.minds[r].slot => Intent::Sit,
            (Intent::Chase, Role::Bunch) if front_laps > p.turn_laps => Intent::Swing,
            (Intent::Chase, _) if sight.away.is_empty() || for_s > 30.0 || me.role != Role::Bunch => Intent::Sit,
            (Intent::Sit | Intent::MoveUp, Role::Bunch) if front_laps > p.turn_laps && to_laps > 1.5 => Intent::Swing,
            (Intent::MoveUp, Role::Bunch) if me.place <= self.minds[r].slot || for_s > 25.0 => Intent::Sit,
            (Intent::Ease, _) if for_s > 5.0 => Intent::Sit,
            (Intent::Sit | Intent::MoveUp, Role::Off) => Intent::Back,
            (Intent::Sit | Intent::MoveUp, Role::Away) => Intent::Away,
            (Intent::Back, Role::Off) if front_laps > p.turn_laps && sight.mates(me) > 1 => Intent::Swing,
            (Intent::Swing, Role::Off) if for_s > 7.0 || usize::from(me.place) >= sight.mates(me) => Intent::Back,
            (Intent::Back, Role::Bunch) => Intent::Sit,
            (Intent::Back, Role::Away) => Intent::Away,
            _ => return,
        };
        if next == Intent::Swing {
            let drop = 4.0 + 8.0 * self.minds[r].stream.unit();
            self.minds[r].slot = drop as u16;
            self.minds[r].swing_mps = me.speed;
        }
        if self.minds[r].intent.is_attempt() && next != Intent::Away {
            self.minds[r].rested_s = now_s + p.rest_laps * self.lap_s(me);
        }
        self.set(r, next, now_s);
        if next == Intent::Away && me.place == 0 {
            self.take_turn(r, sight);
        }
    }

    /// Is this the moment to go for the line?
    fn opens_sprint(&self, r: usize, to_m: f64, sprint: u32, sight: &Sight) -> bool {
        let mind = &self.minds[r];
        let me = &sight.riders[r];
        if sprint == 0 || mind.contests != sprint || mind.intent == Intent::Swing {
            return false;
        }
        match me.role {
            Role::Bunch => {
                // Whoever is passed by a sprint that has been opened goes with it.
                let gone = me.near_m < 6.0 && self.minds[usize::from(me.near)].intent == Intent::Sprint;
                to_m < mind.launch_m + if gone { 40.0 } else { 0.0 }
            }
            Role::Away => to_m < 0.6 * mind.launch_m && me.share > 0.15 && sight.mates(me) > 1,
            Role::Off => false,
        }
    }
}
