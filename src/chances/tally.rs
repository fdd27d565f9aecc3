//! The forks from one moment: who won how many. Knows no races, only numbers.

use crate::sweep::{Interval, proportion};

/// Races won by each rider, in start-list order. Even and odd forks are kept apart, so that one half can test what the other
/// suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkTally {
    races: [u32; 2],
    wins: Vec<[u32; 2]>,
    /// The race was over: the winner is known.
    decided: bool,
}

/// A chance of winning and how precisely it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WinChance {
    /// Share of the races.
    pub share: f64,
    /// The 95 % interval.
    pub interval: Interval,
}

impl ForkTally {
    /// A tally without races, for so many riders.
    #[must_use]
    pub fn new(riders: usize) -> Self {
        Self { races: [0; 2], wins: vec![[0; 2]; riders], decided: false }
    }

    /// Adds fork number `fork`, won by the rider at this place of the start list, or by nobody.
    pub fn add(&mut self, fork: u32, winner: Option<usize>) {
        let half = (fork % 2) as usize;
        self.races[half] += 1;
        if let Some(rider) = winner {
            self.wins[rider][half] += 1;
        }
    }

    /// Says that the race was over at this moment, so that the winner is known for certain.
    pub fn decide(&mut self) {
        self.decided = true;
    }

    /// Adds the forks of another tally of the same moment.
    pub fn join(&mut self, other: &Self) {
        for half in 0..2 {
            self.races[half] += other.races[half];
            for (own, others) in self.wins.iter_mut().zip(&other.wins) {
                own[half] += others[half];
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

    /// Whether the winner is known for certain.
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

    /// Whether the 95 % interval of every rider's chance reaches at most so far to either side.
    #[must_use]
    pub fn is_known_within(&self, half: f64) -> bool {
        let width = |rider| self.chance(rider).map_or(1.0, |chance| chance.interval.high - chance.interval.low);
        self.races() > 0 && (0..self.riders()).all(|rider| width(rider) <= 2.0 * half)
    }

    /// The share that `rider` won of the even (0) or odd (1) forks; `None` without any.
    #[must_use]
    pub fn share_in(&self, half: usize, rider: usize) -> Option<f64> {
        (self.races[half] > 0).then(|| f64::from(self.wins[rider][half]) / f64::from(self.races[half]))
    }

    /// Riders, likeliest winner first; of equals, the one higher up the start list.
    #[must_use]
    pub fn by_chance(&self) -> Vec<usize> {
        let mut riders: Vec<usize> = (0..self.riders()).collect();
        riders.sort_by_key(|&r| (std::cmp::Reverse(self.wins(r)), r));
        riders
    }
}

/// Riders sorted by the best chance they have in any of `tallies`.
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
    fn a_decided_race_has_exact_chances() {
        let mut tally = tally(&[1; 4]);
        assert!(tally.chance(1).unwrap().interval.low < 0.9);
        tally.decide();
        assert_eq!(tally.chance(1).unwrap().interval, Interval { low: 1.0, high: 1.0 });
    }

    #[test]
    fn riders_who_once_had_a_chance_lead() {
        let (then, now) = (tally(&[2, 2, 2, 0]), tally(&[0, 0, 0, 1]));
        assert_eq!(leading([&then, &now].into_iter()), [0, 2, 1]);
    }
}
