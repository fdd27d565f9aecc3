//! Rides on all threads and returns the results in order. If stopped early, the results are the first ones, without gaps.
//! Knows nothing about races.

use std::ops::Range;

use rayon::prelude::*;

/// The result of `ride` for each of `seeds`, in order. Once `stopped`, no new seed is begun; those under way are finished.
pub fn in_order<T: Send>(
    seeds: Range<u64>,
    ride: &(dyn Fn(u64) -> T + Sync),
    stopped: &(dyn Fn() -> bool + Sync),
) -> Vec<T> {
    // Threads take seeds one after another, so whatever they have begun when they stop has no gaps.
    let next = seeds.take_while(|_| !stopped());
    let mut ridden: Vec<(u64, T)> = next.par_bridge().map(|seed| (seed, ride(seed))).collect();
    ridden.sort_unstable_by_key(|(seed, _)| *seed);
    ridden.into_iter().map(|(_, result)| result).collect()
}
