//! Who rides with whom: groups by place on the track, and which of them is the bunch.

use crate::physics::BIKE_M;

/// No group.
pub const NONE: u8 = u8::MAX;

/// Splits riders into groups by the gaps between wheels: a gap over `2 × join_m` parts a group, one under `join_m`
/// joins two. Between the two, what was together stays together.
///
/// `order` lists riders by place on the track, foremost first; `group` holds last tick's groups and receives the new
/// ones, numbered from 0 in no particular order.
pub fn split(order: &[usize], place_m: &[f64], lap_m: f64, join_m: f64, group: &mut [u8], count: &mut u8) {
    let n = order.len();
    *count = 0;
    if n == 0 {
        return;
    }
    let before = |k: usize| {
        let (ahead, me) = (order[(k + n - 1) % n], order[k]);
        let apart = place_m[ahead] - place_m[me];
        let gap = if apart < 0.0 { apart + lap_m } else { apart } - BIKE_M;
        (gap, group[ahead] == group[me] && group[me] != NONE)
    };
    let cut: Vec<bool> = (0..n)
        .map(|k| {
            let (gap, together) = before(k);
            gap > if together { 2.0 * join_m } else { join_m }
        })
        .collect();
    // Begin behind a gap, so that a group across the line is one; without any gap all are one.
    let start = cut.iter().position(|&c| c).unwrap_or(0);
    for k in 0..n {
        let at = (start + k) % n;
        if k > 0 && cut[at] {
            *count += 1;
        }
        group[order[at]] = *count;
    }
    *count += 1;
}

/// The bunch: the largest group (UCI 3.2.017quater leaves the choice to the president). Of equals, the one with most
/// riders of the last bunch; of equals again, the one with the lowest number in the start list.
#[must_use]
pub fn bunch(group: &[u8], was_bunch: &[bool], count: u8) -> u8 {
    let size = |g: u8| group.iter().filter(|&&x| x == g).count();
    let kept = |g: u8| group.iter().zip(was_bunch).filter(|&(&x, &b)| x == g && b).count();
    let first = |g: u8| group.iter().position(|&x| x == g).unwrap_or(usize::MAX);
    (0..count).max_by_key(|&g| (size(g), kept(g), std::cmp::Reverse(first(g)))).unwrap_or(NONE)
}
