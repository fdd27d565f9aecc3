//! Who rides with whom: groups by place on the track, and which of them is the bunch.

use crate::physics::BIKE_M;

/// No group.
pub const NONE: u8 = u8::MAX;

/// Splits riders into groups by the gaps between wheels. A gap over `2 × join_m` splits a group, one under `join_m` joins two;
/// with a gap between the two, riders who were together stay together.
///
/// `order` lists riders by place on the track, foremost first. `group` holds the groups of the last tick and receives the new
/// ones, numbered from 0 in no particular order; `count` receives how many they are.
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
    // Begin behind a gap, so that a group across the finish line is one; without any gap all are one group.
    let start = cut.iter().position(|&c| c).unwrap_or(0);
    for k in 0..n {
        let at = (start + k) % n;
        if k > 0 && cut[at] {
            *count += 1;
        }
        group[order[at]] = *count;
    }
    *count += 1;
    assert!(usize::from(*count) <= n, "{count} groups of {n} riders");
}

/// The bunch: the largest group (UCI 3.2.017quater leaves the choice to the president). Of equal groups it is the one with the
/// most riders of the last bunch; if these are equal too, the one with the first rider of the start list.
#[must_use]
pub fn bunch(group: &[u8], was_bunch: &[bool], count: u8) -> u8 {
    let size = |g: u8| group.iter().filter(|&&x| x == g).count();
    let kept = |g: u8| group.iter().zip(was_bunch).filter(|&(&x, &b)| x == g && b).count();
    let first = |g: u8| group.iter().position(|&x| x == g).unwrap_or(usize::MAX);
    (0..count).max_by_key(|&g| (size(g), kept(g), std::cmp::Reverse(first(g)))).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups of riders at `places` (by rider), given who was together before.
    fn groups(places: &[f64], before: &[u8]) -> Vec<u8> {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by(|&a, &b| places[b].total_cmp(&places[a]));
        let (mut group, mut count) = (before.to_vec(), 0);
        split(&order, places, 250.0, 5.0, &mut group, &mut count);
        assert!(group.iter().all(|&g| g < count));
        group
    }

    #[test]
    fn a_gap_of_five_metres_between_wheels_joins_and_one_of_ten_parts() {
        // Eight metres from wheel to wheel is between the two: what was together stays so.
        let places = [100.0, 100.0 - BIKE_M - 8.0];
        let apart = groups(&places, &[0, 1]);
        assert_ne!(apart[0], apart[1]);
        let together = groups(&places, &[0, 0]);
        assert_eq!(together[0], together[1]);
        let parted = groups(&[100.0, 100.0 - BIKE_M - 10.1], &[0, 0]);
        assert_ne!(parted[0], parted[1]);
    }

    #[test]
    fn a_group_across_the_finish_line_is_one_group() {
        let group = groups(&[1.0, 249.0, 120.0], &[NONE; 3]);
        assert_eq!(group[0], group[1]);
        assert_ne!(group[0], group[2]);
    }

    #[test]
    fn the_bunch_is_the_largest_group_and_of_equals_the_one_that_was_the_bunch() {
        assert_eq!(bunch(&[0, 1, 1, 1, 0], &[true, false, false, false, true], 2), 1, "three are more than two");
        assert_eq!(bunch(&[0, 0, 1, 1], &[false, false, true, true], 2), 1, "two and two: it stays the bunch");
        assert_eq!(bunch(&[NONE; 2], &[false; 2], 0), NONE, "nobody on the track");
    }
}
