//! Counts chances of winning on threads of its own while they are shown, and ends the threads when they no longer are.
//! Does not decide the order of the work and draws nothing.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::footage::Footage;
use crate::chances::order::{self, FIRST, Progress};
use crate::chances::{Curve, Event, ForkTally, Rides, moments};
use crate::race::TICK_S;
use crate::units::Micros;

/// Races from which on a figure is worth showing. A guess.
const ENOUGH: u32 = 24;

/// Half the 95 % interval of a chance that is known well enough: what a bar of the page can show. A guess.
const WELL_ENOUGH: f64 = 0.05;

/// What has been counted so far; nothing later than the moment on the screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    /// The moment shown and its chances, once there are enough races. While the race plays it may lag behind the screen
    /// a little.
    pub now: Option<(Micros, ForkTally)>,
    /// Earlier moments that have enough races, and what happened in between.
    pub curve: Curve,
}

/// Counting in progress, on threads of its own.
#[derive(Debug)]
pub struct Counting {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    events: Vec<Event>,
    known: Known,
    /// What `known` was made from: the number of changes, and the moment on the screen.
    read: (u64, Micros),
}

/// What the threads and the screen share.
struct Shared {
    rides: Box<dyn Rides>,
    desk: Mutex<Desk>,
    /// Signalled when there may be something to do.
    wake: Condvar,
    stop: AtomicBool,
}

/// The work: what is to be counted, and the counts so far.
#[derive(Debug)]
struct Desk {
    /// The moment on the screen first, then the moments of the curve in order of time.
    slots: Vec<MomentTally>,
    /// The moment on the screen: nothing later is counted.
    until: Micros,
    /// Goes up with every unit counted.
    changes: u64,
    /// Threads at work.
    busy: usize,
    /// The race stands still on the screen: whoever paused it has other things to do with the machine.
    paused: bool,
}

#[derive(Debug, Clone)]
struct MomentTally {
    at: Micros,
    tally: ForkTally,
    busy: bool,
}

impl Counting {
    /// Starts counting; `None` if the race cannot be ridden on.
    #[must_use]
    pub fn of(footage: &impl Footage) -> Option<Self> {
        let (events, rides) = footage.chances()?;
        let riders = footage.scenario().riders.len();
        let slot = |at| MomentTally { at, tally: ForkTally::new(riders), busy: false };
        let curve = moments(&events, footage.duration()).into_iter().map(slot);
        let slots = std::iter::once(slot(Micros(-1))).chain(curve).collect();
        let desk = Desk { slots, until: Micros(-1), changes: 0, busy: 0, paused: false };
        let shared =
            Arc::new(Shared { rides, desk: Mutex::new(desk), wake: Condvar::new(), stop: AtomicBool::new(false) });
        // Leave one core to the screen, if there is more than one.
        let threads = thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1));
        let worker = |_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.work())
        };
        let threads = (0..threads).map(worker).collect();
        Some(Self { shared, threads, events, known: Known::default(), read: (0, Micros(-1)) })
    }

    /// Tells the threads that the screen shows `at`. If the race is paused (`lag` is `None`), counting moves there at
    /// once. While it plays, counting moves on only when the previous moment has its first figures and the screen is
    /// `lag` ahead, so that the curve gets its share of the work.
    pub fn look(&mut self, at: Micros, lag: Option<Micros>) {
        const TICK: i64 = (TICK_S * 1e6) as i64;
        // Round down: a tick that has only begun is still to come.
        let at = Micros(at.0 / TICK * TICK);
        let mut desk = self.shared.desk();
        let shown = &desk.slots[0];
        let moves = match lag {
            None => shown.at != at,
            Some(_) if shown.at > at || shown.at < Micros::ZERO => true,
            Some(lag) => shown.tally.races() >= FIRST && at.0 - shown.at.0 >= lag.0,
        };
        if moves {
            let tally = ForkTally::new(shown.tally.riders());
            desk.slots[0] = MomentTally { at, tally, busy: false };
        }
        if (desk.until, desk.paused) != (at, lag.is_none()) {
            (desk.until, desk.paused) = (at, lag.is_none());
            self.shared.wake.notify_all();
        }
        if self.read != (desk.changes, at) {
            self.read = (desk.changes, at);
            let shown = &desk.slots[0];
            // While new figures are counted the last ones stay, unless the viewer has gone back before them.
            if shown.tally.races() >= ENOUGH {
                self.known.now = Some((shown.at, shown.tally.clone()));
            } else if lag.is_none() {
                self.known.now = None;
            }
            self.known.now.take_if(|(when, _)| *when > at);
            let enough = |slot: &&MomentTally| slot.at <= at && slot.tally.races() >= ENOUGH;
            let moments = desk.slots[1..].iter().filter(enough).map(|slot| (slot.at, slot.tally.clone()));
            let events = self.events.iter().filter(|event| event.after <= at);
            self.known.curve = Curve { moments: moments.collect(), events: events.cloned().collect() };
        }
    }

    /// What has been counted so far.
    #[must_use]
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Whether everything is counted and has been read.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let desk = self.shared.desk();
        desk.busy == 0 && desk.changes == self.read.0 && desk.next().is_none()
    }
}

impl Drop for Counting {
    /// Ends the threads and waits for them: each checks the flag every few hundredths of a millisecond.
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        // Taking the lock ensures that no thread is between checking the flag and going to sleep.
        drop(self.shared.desk());
        self.shared.wake.notify_all();
        for thread in self.threads.drain(..) {
            // A thread that panicked has already said so.
            let _ = thread.join();
        }
    }
}

impl Desk {
    /// Which slot one more thread is to count for. While the race is paused, one thread counts.
    fn next_for_one_more(&self) -> Option<usize> {
        if self.paused && self.busy > 0 { None } else { self.next() }
    }

    /// Which slot to count for next.
    fn next(&self) -> Option<usize> {
        let open = self.slots.iter().enumerate().take_while(|(k, slot)| *k == 0 || slot.at <= self.until);
        let progress: Vec<Progress> = open.map(|(_, slot)| Progress { races: slot.races(), busy: slot.busy }).collect();
        if self.slots[0].at < Micros::ZERO { None } else { order::next(&progress) }
    }
}

impl MomentTally {
    /// Races so far; a moment whose chances are known well enough counts as finished.
    fn races(&self) -> u32 {
        let is_known = self.tally.is_decided() || self.tally.is_known_within(WELL_ENOUGH);
        if is_known && self.tally.races() >= FIRST { u32::MAX } else { self.tally.races() }
    }
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one unit after another until told to stop.
    fn work(&self) {
        let go_on = || !self.stop.load(Ordering::Relaxed);
        let mut desk = self.desk();
        while go_on() {
            let Some(k) = desk.next_for_one_more() else {
                desk = self.wake.wait(desk).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let slot = &mut desk.slots[k];
            slot.busy = true;
            let (at, races) = (slot.at, slot.tally.races());
            desk.busy += 1;
            drop(desk);
            let tally = self.rides.count(at, order::unit(races), &go_on);
            desk = self.desk();
            desk.busy -= 1;
            let Some(tally) = tally else { return };
            // The screen may have moved to another moment meanwhile.
            if let Some(slot) = desk.slots.get_mut(k).filter(|slot| slot.at == at && slot.tally.races() == races) {
                slot.tally.join(&tally);
                slot.busy = false;
                desk.changes += 1;
            }
        }
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("desk", &self.desk).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A desk with moments of so many races, `won` per cent of them by one rider.
    fn desk(races: &[u32], won: u32) -> Desk {
        let slot = |(at, races): (usize, &u32)| {
            let mut tally = ForkTally::new(2);
            (0..*races).for_each(|fork| tally.add(fork, Some(usize::from(fork % 100 >= won))));
            MomentTally { at: Micros(at as i64), tally, busy: false }
        };
        let slots = races.iter().enumerate().map(slot).collect();
        Desk { slots, until: Micros(races.len() as i64), changes: 0, busy: 0, paused: false }
    }

    #[test]
    fn while_the_race_is_paused_one_thread_counts() {
        let mut desk = desk(&[0, 0], 50);
        assert_eq!(desk.next_for_one_more(), Some(0));
        (desk.busy, desk.slots[0].busy) = (1, true);
        assert_eq!(desk.next_for_one_more(), Some(1));
        desk.paused = true;
        assert_eq!(desk.next_for_one_more(), None);
        desk.busy = 0;
        assert_eq!(desk.next_for_one_more(), Some(1));
    }

    #[test]
    fn counting_ends_when_chances_are_known_well_enough() {
        assert_eq!(desk(&[200, 200], 50).next(), Some(0), "within seven points");
        assert_eq!(desk(&[400, 400], 50).next(), None);
        assert_eq!(desk(&[100, 100], 97).next(), None, "the nearly certain is known soon");
        assert_eq!(desk(&[FIRST - 1, 400], 100).next(), Some(0));
    }
}
