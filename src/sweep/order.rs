//! Riding on all threads with results in order: what is there when it is stopped is a beginning, without gaps. Knows nothing
//! of races.

use std::ops::Range;

use rayon::prelude::*;

/// What `ride` makes of each of `seeds`, in their order; once it is `stopped` no other is begun, and those under way are ended.
pub fn in_order<T: Send>(
    seeds: Range<u64>,
    ride: &(dyn Fn(u64) -> T + Sync),
    stopped: &(dyn Fn() -> bool + Sync),
) -> Vec<T> {
    // Threads take one seed after the other, so what was begun when they stop is a beginning.
    let next = seeds.take_while(|_| !stopped());
    let mut ridden: Vec<(u64, T)> = next.par_bridge().map(|seed| (seed, ride(seed))).collect();
    ridden.sort_unstable_by_key(|(seed, _)| *seed);
    ridden.into_iter().map(|(_, result)| result).collect()
}
