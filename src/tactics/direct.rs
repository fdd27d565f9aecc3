//! Asks everybody in turn: looks at the field as a whole, passes on orders, and lets riders think who have reason to.

use super::intent::Intent;
use super::lead::Lead;
use super::numbers::{AFTER_SPRINT_S, FRESH_HEADS, GLANCE_S, PACE_S};
use super::sight::{NOBODY, Sight};
use super::state::Tactics;
use super::wish::Wish;
use crate::event::Note;

impl Tactics {
    /// Calls `ask` with what each rider wishes from what there is to see, and `tell` with what is worth a sentence.
    ///
    /// Riders think at every glance, but those who are settled in the wheels only when they have reason to. Until then
    /// they go on with what they asked for.
    pub fn direct(&mut self, sight: &Sight, mut ask: impl FnMut(usize, Wish), mut tell: impl FnMut(Note)) {
        if sight.now_s - self.looked_s >= GLANCE_S {
            self.look(sight, &mut tell);
            self.pass_on_orders(sight);
        }
        let mut due_s = self.looked_s + GLANCE_S;
        for k in 0..self.by_bib.len() {
            let r = self.by_bib[k];
            if !sight.riders[r].riding {
                continue;
            }
            if self.stirs(r, sight) {
                ask(r, self.think(r, sight, &mut tell));
            }
            due_s = due_s.min(self.minds[r].due_s);
        }
        self.due_s = due_s;
    }

    /// Seconds since the gun at which somebody next looks up.
    #[must_use]
    pub fn due_s(&self) -> f64 {
        self.due_s
    }

    /// Looks at the field as a whole.
    fn look(&mut self, sight: &Sight, tell: &mut impl FnMut(Note)) {
        self.looked_s = sight.now_s;
        self.books.refresh((1.0 - sight.front_m / self.track.race_m()).clamp(0.0, 1.0));
        self.chasing = self.minds.iter().filter(|m| m.intent == Intent::Chase).count() as u32;
        let heads = sight.heads.len().min(usize::from(FRESH_HEADS));
        if heads > 0 {
            let of = |r: &u16| &sight.riders[usize::from(*r)];
            self.fresh = sight.heads[..heads].iter().map(|r| of(r).share).sum::<f64>() / heads as f64;
            let v = of(&sight.heads[0]).speed;
            self.bunch_mps += if self.bunch_mps > 0.0 { (v - self.bunch_mps) * GLANCE_S / PACE_S } else { v };
        }
        self.watch_lead(sight);
        let (_, sprint) = self.next_sprint(sight.front_m);
        if sprint != self.sprint {
            // A sprint is over: everybody looks who is spent and who is not.
            self.sprint = sprint;
            for k in 0..self.by_bib.len() {
                let r = self.by_bib[k];
                let soon_s = sight.now_s + AFTER_SPRINT_S * self.streams[r].unit();
                self.minds[r].weigh_s = self.minds[r].weigh_s.min(soon_s);
            }
        }
        self.teller.watch(sight, &self.minds, self.track.lap_m, &self.by_bib, tell);
    }

    /// Notes whether the rider who is farthest ahead gains on the bunch.
    fn watch_lead(&mut self, sight: &Sight) {
        let now_s = sight.now_s;
        let Some(&first) = sight.away.first() else {
            self.ahead = (NOBODY, Lead::of(0.0, now_s));
            return;
        };
        let lead_m = sight.riders[usize::from(first)].race_m - sight.front_m;
        // Another rider with a much smaller lead means that the one who was ahead is caught, or back a lap up. Another
        // with about the same lead has only taken a turn.
        if first != self.ahead.0 && self.ahead.1.is_beyond(lead_m) {
            self.ahead = (first, Lead::of(lead_m, now_s));
        }
        self.ahead.1.becomes(lead_m, now_s);
    }
}
