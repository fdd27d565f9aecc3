//! Which seeds a sweep rides, and which part of them this machine rides. Rides nothing.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// The sweep that was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SweepPlan {
    /// The seed of the first race; the next race has the next seed.
    pub seed: u64,
    /// Races of the whole sweep; with a `precision`, at most. `seed + races` fits in a `u64`.
    pub races: u64,
    /// The part to ride.
    pub shard: Shard,
    /// Stop once the leader's chance of winning is known to plus or minus this.
    pub precision: Option<f64>,
}

impl SweepPlan {
    /// The seeds to ride. Shards are consecutive blocks of seeds, so joining them means writing one after another.
    #[must_use]
    pub fn seeds(&self) -> Range<u64> {
        let Shard { number, of } = self.shard;
        let before = |shards: u32| (u128::from(self.races) * u128::from(shards) / u128::from(of)) as u64;
        self.seed + before(number - 1)..self.seed + before(number)
    }
}

/// One part of a sweep that is split into several: `3/7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    number: u32,
    of: u32,
}

/// A shard that is not of the form i/n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write i/n, from 1/n to n/n: 3/7 is the third part of seven")]
pub struct ShardError;

impl Shard {
    /// The only part.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Its number, from 1.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number
    }

    /// How many parts there are.
    #[must_use]
    pub fn of(self) -> u32 {
        self.of
    }

    /// Its name in data; `None` for the whole.
    #[must_use]
    pub fn name_of_part(self) -> Option<String> {
        (!self.is_whole()).then(|| self.to_string())
    }

    #[must_use]
    pub fn is_whole(self) -> bool {
        self.of == 1
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let (number, of) = text.split_once('/').ok_or(ShardError)?;
        let [number, of] = [number, of].map(|n| n.parse::<u32>().ok());
        match (number, of) {
            (Some(number), Some(of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err(ShardError),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_follow_each_other_without_gap_and_share_the_work_evenly() {
        for (races, of) in [(1000, 7), (7, 7), (3, 7), (1, 1), (1_000_000_000, 4_000_000)] {
            let plan = |number| SweepPlan { seed: 5, races, shard: Shard { number, of }, precision: None }.seeds();
            let mut next = 5;
            for number in (1..=of).step_by(if of > 100 { 1009 } else { 1 }) {
                let seeds = plan(number);
                if of <= 100 {
                    assert_eq!(seeds.start, next, "{number}/{of}");
                    next = seeds.end;
                }
                assert!((seeds.end - seeds.start).abs_diff(races / u64::from(of)) <= 1);
            }
            assert_eq!(plan(of).end, 5 + races);
        }
    }

    #[test]
    fn the_last_seeds_there_are_can_be_split() {
        let plan = SweepPlan { seed: u64::MAX - 10, races: 10, shard: "2/2".parse().unwrap(), precision: None };
        assert_eq!(plan.seeds(), u64::MAX - 5..u64::MAX);
    }

    #[test]
    fn a_shard_is_read_as_it_is_written() {
        assert_eq!("3/7".parse::<Shard>().unwrap().to_string(), "3/7");
        for wrong in ["", "3", "0/7", "8/7", "3/0", "-1/7", "3/7/9", "a/b", "99999999999/99999999999"] {
            assert_eq!(wrong.parse::<Shard>(), Err(ShardError), "{wrong}");
        }
    }
}
