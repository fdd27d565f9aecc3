//! Bars of a histogram: how many values share one, and where each begins. Knows nothing of drawing.

use crate::sweep::Histogram;

/// Most bars in a distribution.
const BARS: i64 = 40;

/// How many neighbouring values share a bar, so that [`BARS`] are enough.
pub fn bin(least: i64, most: i64) -> i64 {
    let fits = |wide: &i64| most.div_euclid(*wide) - least.div_euclid(*wide) < BARS;
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000].into_iter().find(fits).unwrap_or(100_000)
}

/// The first value of each bar, and how many races fell into it.
pub fn binned(histogram: &Histogram, wide: i64) -> Vec<(i64, u64)> {
    let mut bars: Vec<(i64, u64)> = Vec::new();
    for (value, n) in histogram.iter() {
        let start = value.div_euclid(wide) * wide;
        match bars.last_mut() {
            Some(bar) if bar.0 == start => bar.1 += n,
            _ => bars.push((start, n)),
        }
    }
    bars
}

/// The ends of the axis: half a value before the first bar and after the last.
pub fn edges(least: i64, most: i64, wide: i64) -> (f64, f64) {
    let (first, last) = (least.div_euclid(wide) * wide, most.div_euclid(wide) * wide + wide);
    (first as f64 - 0.5, last as f64 - 0.5)
}

/// Says in words which values share a bar; `parts` of them make one unit.
pub fn bar_of(wide: i64, parts: f64) -> String {
    if wide == 1 { "a bar for each value".to_owned() } else { format!("a bar for every {}", wide as f64 / parts) }
}
