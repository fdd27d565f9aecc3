//! Tables of the model's numbers, each with its meaning, unit, range and source. Holds no number itself.

/// One number of the model, as the manual lists it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Param {
    pub name: &'static str,
    /// What it is, in a sentence.
    pub meaning: &'static str,
    pub value: f64,
    /// Its unit; `1` for a share or a factor.
    pub unit: &'static str,
    /// The least value that would still make sense.
    pub low: f64,
    /// The greatest value that would still make sense.
    pub high: f64,
    /// The paper, article or measurement it comes from, or `guess:` and why this value.
    pub source: &'static str,
}

/// Defines constants, and a table that lists them. The first line is the name of the table; every other line is
/// `NAME: type = value, "unit", low..=high, "source";`.
macro_rules! params {
    ($(#[doc = $about:literal])* $seen:vis $table:ident;
     $($(#[doc = $doc:literal])* $vis:vis $name:ident: $kind:ty = $value:expr, $unit:literal, $low:literal..=$high:literal, $source:literal;)*) => {
        $(
            $(#[doc = $doc])*
            #[doc = concat!("\n\nUnit: ", $unit, ". Range: ", stringify!($low), " to ", stringify!($high), ". Source: ", $source, ".")]
            $vis const $name: $kind = $value;
        )*

        $(#[doc = $about])*
        $seen const $table: &[$crate::params::Param] = &[$($crate::params::Param {
            name: stringify!($name),
            meaning: concat!($($doc),*),
            value: $name as f64,
            unit: $unit,
            low: $low as f64,
            high: $high as f64,
            source: $source,
        }),*];
    };
}
pub(crate) use params;

#[cfg(test)]
mod tests {
    params! {
        /// Numbers of an example.
        TABLE;
        /// How long a whistle blows.
        WHISTLE_S: f64 = 1.5, "s", 1.0..=3.0, "a stopwatch";
        /// Riders who hear it.
        HEARERS: u16 = 4, "riders", 1..=8, "guess: the nearest";
    }

    #[test]
    fn a_number_is_a_constant_and_a_line_of_its_table() {
        assert_eq!((WHISTLE_S, HEARERS), (1.5, 4));
        let [whistle, hearers] = TABLE else { panic!("two lines") };
        assert_eq!((whistle.name, whistle.value, whistle.low, whistle.high), ("WHISTLE_S", 1.5, 1.0, 3.0));
        assert_eq!(
            (whistle.meaning.trim(), whistle.unit, whistle.source),
            ("How long a whistle blows.", "s", "a stopwatch")
        );
        assert_eq!((hearers.value, hearers.unit), (4.0, "riders"));
    }
}
