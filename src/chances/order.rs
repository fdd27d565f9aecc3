//! What to ride next while a viewer waits: first the moment they look at, then all moments coarsely, then all of them again
//! and again, more precisely each time. Rides nothing.

/// Forks ridden at a time: a unit of work takes a few hundredths of a second.
pub const UNIT: u32 = 8;
/// Forks after which the moment that is looked at has its first figures.
pub const FIRST: u32 = 48;
/// Forks that every moment has after each round.
pub const ROUNDS: [u32; 5] = [24, 64, 128, 256, 400];

/// How far the work on a moment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Forks ridden.
    pub races: u32,
    /// A thread is at work on it. Units of a moment are ridden one after another, so that what is known always comes from
    /// its first forks.
    pub busy: bool,
}

/// The moment to ride a unit for, or `None` if there is nothing to do now. The first of `moments` is the one that is looked
/// at; the others are in order of time.
#[must_use]
pub fn next(moments: &[Progress]) -> Option<usize> {
    let free = |k: &usize| !moments[*k].busy;
    if moments.first().is_some_and(|shown| shown.races < FIRST && !shown.busy) {
        return Some(0);
    }
    ROUNDS.into_iter().find_map(|round| {
        let wanting = (0..moments.len()).filter(|&k| moments[k].races < round).filter(free);
        wanting.min_by_key(|&k| (k > 0, moments[k].races, coarse(k)))
    })
}

/// A sorting key for 1, 2, 3 … that spreads any first few over the whole range: the bits of the number in reverse.
fn coarse(k: usize) -> usize {
    k.reverse_bits()
}

/// The forks of the next unit of a moment that has so many races.
#[must_use]
pub fn unit(races: u32) -> std::ops::Range<u32> {
    let most = ROUNDS[ROUNDS.len() - 1];
    races..(races + UNIT).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(races: u32) -> Progress {
        Progress { races, busy: false }
    }

    #[test]
    fn the_moment_that_is_looked_at_comes_first() {
        assert_eq!(next(&[at(0), at(0), at(0)]), Some(0));
        assert_eq!(next(&[at(FIRST), at(24), at(16)]), Some(2));
        assert_eq!(next(&[at(FIRST), at(24), at(24)]), Some(0), "and in every round");
        assert_eq!(next(&[Progress { races: 0, busy: true }, at(0)]), Some(1), "another thread goes on elsewhere");
    }

    #[test]
    fn all_moments_come_to_the_last_round_and_then_there_is_nothing_to_do() {
        let mut moments = vec![at(0); 9];
        let mut units = 0;
        while let Some(k) = next(&moments) {
            assert!(moments.iter().all(|m| m.races + 256 >= moments[k].races), "no moment runs ahead of the others");
            moments[k].races = unit(moments[k].races).end;
            units += 1;
        }
        assert!(moments.iter().all(|m| m.races == 400));
        assert_eq!(units, 9 * 400 / UNIT);
    }

    #[test]
    fn a_curve_is_coarse_first() {
        let mut moments = vec![at(0); 65];
        moments[0] = at(FIRST);
        let mut first = Vec::new();
        while first.len() < 16 {
            let k = next(&moments).expect("work");
            moments[k].races = unit(moments[k].races).end;
            first.push(k);
        }
        first.sort_unstable();
        assert!(first.windows(2).all(|w| w[1] - w[0] <= 8), "{first:?}");
    }
}
