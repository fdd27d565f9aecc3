//! Axes: their bounds, their ticks, and numbers as people write them. Knows nothing of drawing.

use libm::{ceil, floor, round};

/// One axis of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// What is measured, with its unit.
    pub title: String,
    pub from: f64,
    pub to: f64,
    /// Distance between ticks; one of them stands at 0.
    pub step: f64,
    pub numbers: NumberStyle,
    /// Written at 1, 2, 3 … instead of numbers, if there are any.
    pub names: Vec<String>,
}

/// How the numbers of an axis are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberStyle {
    /// `1,250`, `−3`, `0.5`
    Plain,
    /// `+3`, `0`, `−1`
    Signed,
    /// `35 %` for the value 35
    Percent,
}

impl Axis {
    /// An axis over `low..high`, widened to whole steps of 1, 2 or 5 (times a power of ten), with about `ticks` of
    /// them.
    #[must_use]
    pub fn round(title: impl Into<String>, (low, high): (f64, f64), ticks: u32, numbers: NumberStyle) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        let step = step((high - low) / f64::from(ticks.max(1)));
        Self {
            title: title.into(),
            from: floor(low / step) * step,
            to: ceil(high / step) * step,
            step,
            numbers,
            names: Vec::new(),
        }
    }

    /// An axis that ends exactly at `low` and `high`.
    #[must_use]
    pub fn exact(title: impl Into<String>, (low, high): (f64, f64), ticks: u32, numbers: NumberStyle) -> Self {
        let round = Self::round(title, (low, high), ticks, numbers);
        Self { from: low, to: if high > low { high } else { low + 1.0 }, ..round }
    }

    /// An axis with `names` at 1, 2, 3 …, and so much room `before` the first and `after` the last.
    #[must_use]
    pub fn named(title: impl Into<String>, names: Vec<String>, (before, after): (f64, f64)) -> Self {
        let (from, to) = (1.0 - before, names.len() as f64 + after);
        Self { title: title.into(), from, to, step: 1.0, numbers: NumberStyle::Plain, names }
    }

    /// Values of the ticks, lowest first.
    #[must_use]
    pub fn ticks(&self) -> Vec<f64> {
        let slack = 1e-6;
        let (first, last) = (ceil(self.from / self.step - slack) as i64, floor(self.to / self.step + slack) as i64);
        (first..=last).map(|k| k as f64 * self.step).collect()
    }

    /// How far `value` lies along the axis: 0 at its start, 1 at its end, clamped.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }

    /// The text of a tick.
    #[must_use]
    pub fn label(&self, value: f64) -> String {
        if !self.names.is_empty() {
            let nth = round(value) as i64 - 1;
            return usize::try_from(nth).ok().and_then(|nth| self.names.get(nth)).cloned().unwrap_or_default();
        }
        let places = if self.step >= 1.0 {
            0
        } else if self.step >= 0.1 {
            1
        } else {
            2
        };
        self.numbers.write(value, places)
    }
}

/// The smallest of 1, 2, 5, 10, 20 … (and 0.5, 0.2, 0.1 …) that is at least `wanted`.
fn step(wanted: f64) -> f64 {
    let mut unit = 1.0;
    while unit > wanted && unit > 1e-9 {
        unit /= 10.0;
    }
    while unit * 10.0 <= wanted && unit < 1e15 {
        unit *= 10.0;
    }
    [1.0, 2.0, 5.0].into_iter().map(|n| n * unit).find(|s| *s >= wanted).unwrap_or(10.0 * unit)
}

impl NumberStyle {
    /// `value` with `places` decimals, a true minus sign and commas between thousands.
    #[must_use]
    pub fn write(self, value: f64, places: usize) -> String {
        let unit = [1.0, 10.0, 100.0][places.min(2)];
        let value = round(value * unit) / unit;
        let digits = format!("{:.*}", places.min(2), libm::fabs(value));
        let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
        let mut out = String::new();
        match self {
            _ if value < 0.0 => out.push('−'),
            Self::Signed if value > 0.0 => out.push('+'),
            _ => {}
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out.push_str(rest);
        if self == Self::Percent {
            out.push_str(" %");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_numbers_that_enclose_the_data() {
        let ticks = |low, high| Axis::round("", (low, high), 5, NumberStyle::Plain).ticks();
        assert_eq!(ticks(0.0, 93.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(-17.0, 60.0), [-20.0, 0.0, 20.0, 40.0, 60.0]);
        assert_eq!(ticks(0.0, 0.9), [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]);
        assert_eq!(ticks(3.0, 3.0), [3.0, 3.2, 3.4000000000000004, 3.6, 3.8000000000000003, 4.0]);
    }

    #[test]
    fn an_exact_axis_keeps_its_ends_and_has_ticks_at_round_numbers() {
        let axis = Axis::exact("", (0.0, 93.0), 5, NumberStyle::Plain);
        assert_eq!((axis.to, axis.ticks().last()), (93.0, Some(&80.0)));
        assert_eq!((axis.share(93.0), axis.share(-5.0)), (1.0, 0.0));
    }

    #[test]
    fn names_stand_where_their_numbers_would_and_nowhere_else() {
        let axis = Axis::named("", vec!["A".into(), "B".into()], (0.5, 1.5));
        assert_eq!((axis.ticks(), axis.share(1.0)), (vec![1.0, 2.0, 3.0], 0.5 / 3.0));
        assert_eq!([0.0, 1.0, 2.0, 3.0].map(|x| axis.label(x)), ["", "A", "B", ""]);
    }

    #[test]
    fn numbers_are_written_as_a_newspaper_writes_them() {
        let write = |numbers: NumberStyle, x: f64, places| numbers.write(x, places);
        assert_eq!(write(NumberStyle::Plain, 1_234_567.4, 0), "1,234,567");
        assert_eq!(write(NumberStyle::Plain, -1000.0, 0), "−1,000");
        assert_eq!([write(NumberStyle::Signed, 3.0, 0), write(NumberStyle::Signed, -0.2, 0)], ["+3", "0"]);
        assert_eq!([write(NumberStyle::Percent, 35.0, 0), write(NumberStyle::Plain, 0.25, 1)], ["35 %", "0.3"]);
    }
}
