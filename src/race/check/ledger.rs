//! A ledger of facts: what they say of laps and riders, to be compared with where the riders are.

use super::Checks;
use crate::event::Fact;
use crate::race::spec::Entrant;
use crate::units::Micros;

/// What the facts so far say of each rider, and when the last of them was.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Laps gained minus laps lost, in start-list order.
    told: Vec<i32>,
    /// Whether each rider is in the race, beside the track, or out of the race.
    presence: Vec<Presence>,
    /// Time of the last fact: none to come is earlier.
    heard: Micros,
}

/// Where a rider is, as far as the facts say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Unknown,
    Racing,
    /// Off the track after a mishap.
    Beside,
    Out,
}

impl Presence {
    /// Where `fact` puts a rider.
    fn after(fact: &Fact) -> Self {
        match fact {
            Fact::Mishap { .. } => Self::Beside,
            Fact::Return { .. } => Self::Racing,
            Fact::Stop { .. } => Self::Out,
            Fact::Start { .. } | Fact::Relegation { .. } | Fact::Penalty { .. } => Self::Unknown,
            Fact::Line { .. } | Fact::Tail { .. } | Fact::Front { .. } => Self::Unknown,
        }
    }
}

impl Ledger {
    /// A ledger without facts, for riders with these balances.
    pub fn new(balances: impl Iterator<Item = i32>) -> Self {
        let told: Vec<i32> = balances.collect();
        Self { presence: vec![Presence::Unknown; told.len()], told, heard: Micros(i64::MIN) }
    }

    /// Enters `news`, facts of the tick that ends at `until`; `balance` gives that of a rider of the start list.
    ///
    /// # Panics
    /// If facts are not in order of time, or the laps they tell of are not those that riders have gained or lost.
    pub fn enter(
        &mut self,
        news: &[Fact],
        until: Micros,
        riders: &[Entrant],
        balance: impl Fn(usize) -> i32,
        checks: &Checks,
        tick: u32,
    ) {
        let mut is_plain = true;
        for fact in news {
            assert!(
                (self.heard..=until).contains(&fact.at()),
                "{}: {fact:?} is not between {} and {} µs",
                checks.at(tick, fact.bib()),
                self.heard.0,
                until.0
            );
            self.heard = fact.at();
            is_plain &= matches!(fact, Fact::Line { .. });
        }
        if !is_plain {
            self.enter_changes(news, riders, balance, checks, tick);
        }
    }

    /// Enters `news` that has more in it than crossings of the line.
    #[cold]
    fn enter_changes(
        &mut self,
        news: &[Fact],
        riders: &[Entrant],
        balance: impl Fn(usize) -> i32,
        checks: &Checks,
        tick: u32,
    ) {
        let find = |fact: &Fact| riders.iter().position(|entrant| entrant.bib == fact.bib());
        for fact in news {
            let r = find(fact);
            assert!(r.is_some(), "{}: not on the start list, and yet {fact:?}", checks.at(tick, fact.bib()));
            let Some(r) = r else { continue };
            match fact {
                Fact::Start { .. } | Fact::Relegation { .. } | Fact::Penalty { .. } | Fact::Line { .. } => {}
                Fact::Tail { .. } => self.told[r] += 1,
                Fact::Front { .. } => self.told[r] -= 1,
                Fact::Mishap { .. } | Fact::Return { .. } | Fact::Stop { .. } => {
                    self.leave_or_return(r, fact, checks, tick);
                }
            }
        }
        for r in news.iter().filter_map(find) {
            self.compare(r, balance(r), riders, checks, tick);
        }
    }

    /// Enters a `fact` of rider `r`, who leaves the track or comes back to it.
    fn leave_or_return(&mut self, r: usize, fact: &Fact, checks: &Checks, tick: u32) {
        let (before, after) = (self.presence[r], Presence::after(fact));
        let may = match after {
            Presence::Beside => matches!(before, Presence::Unknown | Presence::Racing),
            Presence::Racing => matches!(before, Presence::Unknown | Presence::Beside),
            Presence::Out => before != Presence::Out,
            Presence::Unknown => false,
        };
        assert!(may, "{}: {fact:?} of a rider who is {before:?}", checks.at(tick, fact.bib()));
        self.presence[r] = after;
    }

    /// Checks that `balance` is what the facts say of rider `r`.
    ///
    /// # Panics
    /// If it is not.
    pub fn compare(&self, r: usize, balance: i32, riders: &[Entrant], checks: &Checks, tick: u32) {
        assert!(
            balance == self.told[r],
            "{}: a balance of {balance:+} laps, and the facts say {:+}",
            checks.at(tick, riders[r].bib),
            self.told[r]
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::check::message;
    use crate::rider::MEN;
    use crate::units::Bib;

    fn riders() -> [Entrant; 2] {
        [4, 9].map(|bib| Entrant::new(Bib(bib), MEN.legs(None)))
    }

    /// What is said of `facts`, after which riders have these `balances`.
    fn said(facts: &[Fact], balances: [i32; 2]) -> String {
        let checks = Checks::of("velodrome watch men-elite --seed 7");
        let mut ledger = Ledger::new([0, 0].into_iter());
        message(|| ledger.enter(facts, Micros(500_000), &riders(), |r| balances[r], &checks, 2))
    }

    #[test]
    fn facts_come_in_order_of_time_and_within_their_tick() {
        let line = |at| Fact::Line { bib: Bib(9), ridden: 1, at: Micros(at) };
        assert_eq!(
            said(&[line(300_000), line(200_000)], [0, 0]),
            "velodrome watch men-elite --seed 7: tick 2, bib 9: Line { bib: Bib(9), ridden: 1, at: Micros(200000) } is not \
             between 300000 and 500000 µs"
        );
        assert!(said(&[line(500_001)], [0, 0]).ends_with("and 500000 µs"), "after the end of the tick");
    }

    #[test]
    fn laps_are_gained_and_lost_by_facts_alone() {
        let (tail, front) = (Fact::Tail { bib: Bib(4), at: Micros(1) }, Fact::Front { bib: Bib(9), at: Micros(2) });
        let checks = Checks::default();
        let mut ledger = Ledger::new([0, 0].into_iter());
        ledger.enter(&[tail, front], Micros(3), &riders(), |r| [1, -1][r], &checks, 2);
        assert_eq!(
            said(&[tail, front], [1, 0]),
            "velodrome watch men-elite --seed 7: tick 2, bib 9: a balance of +0 laps, and the facts say -1"
        );
        assert_eq!(
            message(|| ledger.compare(0, 2, &riders(), &checks, 3)),
            "tick 3, bib 4: a balance of +2 laps, and the facts say +1"
        );
        assert_eq!(
            said(&[Fact::Tail { bib: Bib(5), at: Micros(1) }], [0, 0]),
            "velodrome watch men-elite --seed 7: tick 2, bib 5: not on the start list, and yet Tail { bib: Bib(5), at: Micros(1) }"
        );
    }

    #[test]
    fn nobody_comes_back_who_has_not_left() {
        let (mishap, back) =
            (Fact::Mishap { bib: Bib(4), at: Micros(1) }, Fact::Return { bib: Bib(4), ridden: 3, at: Micros(2) });
        assert_eq!(
            said(&[mishap, back, back], [0, 0]),
            "velodrome watch men-elite --seed 7: tick 2, bib 4: Return { bib: Bib(4), ridden: 3, at: Micros(2) } of a rider who \
             is Racing"
        );
    }
}
