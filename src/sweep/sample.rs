//! Chooses a few of many races. Rides none.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::rng::{Purpose, Stream};

/// `few` of the numbers in `all`, or all of them if there are not more, chosen by `seed`.
#[must_use]
pub fn sample(all: Range<u64>, few: u64, seed: u64) -> BTreeSet<u64> {
    let mut stream = Stream::of_race(seed, Purpose::Recheck);
    let (mut chosen, n) = (BTreeSet::new(), all.end.saturating_sub(all.start));
    // Floyd's way: as many draws as numbers, however few of many.
    for last in n - few.min(n)..n {
        let drawn = all.start + stream.below(last as usize + 1) as u64;
        let new = if chosen.contains(&drawn) { all.start + last } else { drawn };
        chosen.insert(new);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_chosen_as_are_asked_for_and_others_by_another_seed() {
        let chosen = sample(1000..3000, 20, 1);
        assert_eq!((chosen.len(), chosen.iter().all(|n| (1000..3000).contains(n))), (20, true));
        assert_eq!(chosen, sample(1000..3000, 20, 1));
        assert_ne!(chosen, sample(1000..3000, 20, 2));
        assert_eq!(sample(7..10, 5, 1), BTreeSet::from([7, 8, 9]));
        assert_eq!(sample(7..7, 5, 1), BTreeSet::new());
    }

    #[test]
    fn every_number_is_as_likely() {
        let mut counts = [0; 10];
        (0..4000).flat_map(|seed| sample(0..10, 3, seed)).for_each(|n| counts[n as usize] += 1);
        assert!(counts.iter().all(|count| (1080..1320).contains(count)), "{counts:?}");
    }
}
