//! What the forks from one moment came to: who won how many. Knows no races, only numbers.

use crate::sweep::{Interval, proportion};

/// Races won, rider by rider in the order of the start list. Kept apart for forks of even and odd number, so that one half
/// can be asked what the other suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkTally {
    races: [u32; 2],
    wins: Vec<[u32; 2]>,
    /// Nothing was left to ride: the winner is known.
    decided: bool,
}

/// A chance and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WinChance {
    /// Share of the races.
    pub share: f64,
    /// 95 % of such intervals hold the long run's share.
    pub interval: Interval,
}

impl ForkTally {
    /// No race yet, of so many riders.
    #[must_use]
    pub fn new(riders: usize) -> Self {
        Self { races: [0; 2], wins: vec![[0; 2]; riders], decided: false }
    }

    /// Fork number `fork` was won by a rider of the start list, or by nobody.
    pub fn add(&mut self, fork: u32, winner: Option<usize>) {
        let half = (fork % 2) as usize;
        self.races[half] += 1;
        if let Some(rider) = winner {
            self.wins[rider][half] += 1;
        }
    }

    /// The same of a race that is over.
    pub fn decide(&mut self) {
        self.decided = true;
    }

    /// Takes the forks of another tally of the same moment.
    pub fn join(&mut self, other: &Self) {
        for half in 0..2 {
            self.races[half] += other.races[half];
            for (mine, its) in self.wins.iter_mut().zip(&other.wins) {
                mine[half] += its[half];
            }
        }
        self.decided |= other.decided;
    }

    /// Races ridden.
    #[must_use]
    pub fn races(&self) -> u32 {
        self.races[0] + self.races[1]
    }

    /// Riders of the start list.
    #[must_use]
    pub fn riders(&self) -> usize {
        self.wins.len()
    }

    /// Races that `rider` won.
    #[must_use]
    pub fn wins(&self, rider: usize) -> u32 {
        self.wins[rider][0] + self.wins[rider][1]
    }

    /// The winner is known.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.decided
    }

    /// The chance of `rider`; `None` before the first race.
    #[must_use]
    pub fn chance(&self, rider: usize) -> Option<WinChance> {
        let interval = proportion(self.wins(rider).into(), self.races().into())?;
        let share = f64::from(self.wins(rider)) / f64::from(self.races());
        let interval = if self.decided { Interval { low: share, high: share } } else { interval };
        Some(WinChance { share, interval })
    }

    /// The share of `rider` in the forks of even (0) or odd (1) number; `None` without any.
    #[must_use]
    pub fn share_in(&self, half: usize, rider: usize) -> Option<f64> {
        (self.races[half] > 0).then(|| f64::from(self.wins[rider][half]) / f64::from(self.races[half]))
    }

    /// Riders from the likeliest winner on; of equals, the first of the start list.
    #[must_use]
    pub fn by_chance(&self) -> Vec<usize> {
        let mut riders: Vec<usize> = (0..self.riders()).collect();
        riders.sort_by_key(|&r| (std::cmp::Reverse(self.wins(r)), r));
        riders
    }
}

/// Riders by the best chance they had in any of `tallies`: whom a curve is about.
#[must_use]
pub fn leading<'a>(tallies: impl Iterator<Item = &'a ForkTally> + Clone) -> Vec<usize> {
    let riders = tallies.clone().map(ForkTally::riders).max().unwrap_or(0);
    let share = |tally: &ForkTally, r: usize| tally.chance(r).map_or(0.0, |chance| chance.share);
    let best = |r: usize| tallies.clone().map(|tally| share(tally, r)).fold(0.0, f64::max);
    let mut order: Vec<(usize, f64)> = (0..riders).map(|r| (r, best(r))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    order.into_iter().map(|(r, _)| r).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(winners: &[usize]) -> ForkTally {
        let mut tally = ForkTally::new(3);
        winners.iter().enumerate().for_each(|(k, &r)| tally.add(k as u32, Some(r)));
        tally
    }

    #[test]
    fn chances_are_shares_and_sum_to_one() {
        let tally = tally(&[0, 0, 1, 0]);
        let shares: Vec<f64> = (0..3).filter_map(|r| tally.chance(r)).map(|c| c.share).collect();
        assert_eq!(shares, [0.75, 0.25, 0.0]);
        assert_eq!((tally.share_in(0, 0), tally.share_in(1, 0)), (Some(0.5), Some(1.0)));
        assert_eq!(tally.by_chance(), [0, 1, 2]);
        assert_eq!(ForkTally::new(3).chance(0), None);
    }

    #[test]
    fn parts_join_to_the_whole_in_any_order() {
        let (mut one, mut other) = (ForkTally::new(3), ForkTally::new(3));
        [0, 0].iter().enumerate().for_each(|(k, &r)| one.add(k as u32, Some(r)));
        [1, 0].iter().enumerate().for_each(|(k, &r)| other.add(2 + k as u32, Some(r)));
        let (a, b) = (one.clone(), other.clone());
        one.join(&b);
        other.join(&a);
        assert_eq!(one, other);
        assert_eq!(one, tally(&[0, 0, 1, 0]));
    }

    #[test]
    fn what_is_decided_is_known_exactly() {
        let mut tally = tally(&[1; 4]);
        assert!(tally.chance(1).unwrap().interval.low < 0.9);
        tally.decide();
        assert_eq!(tally.chance(1).unwrap().interval, Interval { low: 1.0, high: 1.0 });
    }

    #[test]
    fn a_curve_is_about_those_who_once_had_a_chance() {
        let (then, now) = (tally(&[2, 2, 2, 0]), tally(&[0, 0, 0, 1]));
        assert_eq!(leading([&then, &now].into_iter()), [0, 2, 1]);
    }
}
