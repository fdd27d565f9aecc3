//! The values that a parameter takes, evenly spaced. Knows nothing about parameters.

/// `steps` values from `from` to `to`, both included; if `whole`, rounded to whole numbers without repeats.
#[must_use]
pub fn values(from: f64, to: f64, steps: u32, whole: bool) -> Vec<f64> {
    let last = steps.max(2) - 1;
    let between = |k: u32| match k {
        0 => from,
        k if k == last => to,
        // Rounded to nine decimals: 0.3, not 0.30000000000000004.
        k => libm::round((from + (to - from) * f64::from(k) / f64::from(last)) * 1e9) / 1e9,
    };
    let mut values: Vec<f64> = (0..=last).map(between).map(|x| if whole { libm::round(x) } else { x }).collect();
    values.dedup();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_even_and_as_people_write_them() {
        assert_eq!(values(-4.0, 4.0, 5, false), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        assert_eq!(values(0.1, 0.5, 5, false), [0.1, 0.2, 0.3, 0.4, 0.5]);
        assert_eq!(values(3.0, 1.0, 2, false), [3.0, 1.0]);
    }

    #[test]
    fn whole_numbers_occur_once_each() {
        assert_eq!(values(1.0, 4.0, 5, true), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(values(80.0, 160.0, 4, true), [80.0, 107.0, 133.0, 160.0]);
    }
}
