//! Confidence intervals: how far a sample's figure may be from the long-run figure. Knows nothing about races.

/// The 97.5th percentile of the normal distribution: 95 % of it lies between −Z and Z.
pub const Z: f64 = 1.959_963_984_540_054;

/// A 95 % confidence interval: in 95 of 100 sweeps it contains the long-run value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// Half its width.
    #[must_use]
    pub fn half(&self) -> f64 {
        0.5 * (self.high - self.low)
    }
}

/// The 95 % interval for the probability of something that happened `hits` times in `n`: the score interval (Wilson, J. Am.
/// Stat. Assoc. 22, 1927), which also holds near 0 and 1 (Brown, Cai and DasGupta, Statist. Sci. 16, 2001). `None` if `n`
/// is 0.
#[must_use]
pub fn proportion(hits: u64, n: u64) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    Some(score(hits as f64 / n as f64, n as f64))
}

/// The same for a share `p` known as precisely as from `n` independent cases; `n` need not be a whole number.
#[must_use]
pub fn score(p: f64, n: f64) -> Interval {
    let zz = Z * Z;
    let middle = (n * p + 0.5 * zz) / (n + zz);
    let half = Z / (n + zz) * libm::sqrt(n * p * (1.0 - p) + 0.25 * zz);
    // The exact result at the ends is 0 and 1; rounding would miss it.
    let low = if p <= 0.0 { 0.0 } else { middle - half };
    let high = if p >= 1.0 { 1.0 } else { middle + half };
    Interval { low, high }
}

/// The 97.5th percentile of Student's t with `freedom` degrees of freedom, to 0.001: from the table up to 10, then by the
/// expansion around the normal distribution (Abramowitz and Stegun 26.7.5).
#[must_use]
pub fn student(freedom: u64) -> f64 {
    const TABLE: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
    if let Some(t) = usize::try_from(freedom).ok().and_then(|f| TABLE.get(f.max(1) - 1)) {
        return *t;
    }
    let v = freedom as f64;
    let z3 = Z * Z * Z;
    let (z5, z7) = (z3 * Z * Z, z3 * z3 * Z);
    let terms = [
        (z3 + Z) / 4.0,
        (5.0 * z5 + 16.0 * z3 + 3.0 * Z) / 96.0,
        (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * Z) / 384.0,
    ];
    Z + terms[0] / v + terms[1] / (v * v) + terms[2] / (v * v * v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_interval_has_its_published_values() {
        // Newcombe, Statist. Med. 17 (1998), table I, method 3.
        let published =
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
        for (hits, n, low, high) in published {
            let interval = proportion(hits, n).unwrap();
            let near = |a: f64, b: f64| (a - b).abs() < 0.000_051;
            assert!(near(interval.low, low) && near(interval.high, high), "{hits} of {n}: {interval:?}");
        }
    }

    #[test]
    fn never_and_always_are_mirror_images_and_nothing_has_no_interval() {
        let (never, always) = (proportion(0, 50).unwrap(), proportion(50, 50).unwrap());
        assert_eq!((never.low, always.high), (0.0, 1.0));
        assert!((never.high - (1.0 - always.low)).abs() < 1e-12);
        assert_eq!(proportion(0, 0), None);
    }

    #[test]
    fn student_s_t_has_the_values_of_the_tables() {
        let published = [
            (1, 12.706),
            (5, 2.571),
            (10, 2.228),
            (11, 2.201),
            (15, 2.131),
            (20, 2.086),
            (30, 2.042),
            (60, 2.000),
            (120, 1.980),
        ];
        for (freedom, t) in published {
            assert!((student(freedom) - t).abs() < 0.001, "{freedom}: {}", student(freedom));
        }
        assert!((student(u64::MAX) - Z).abs() < 1e-12);
    }
}
