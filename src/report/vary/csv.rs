//! The document as CSV: a line for each figure at each value, then its slope and difference.

use super::document::{Measured, MeasuredEffect, VaryDocument};
use crate::report::csv_table::CsvTable;

/// `document` as CSV. `statistic` is `at`, `slope` or `difference`; only `at` has a value of the parameter.
#[must_use]
pub fn csv(document: &VaryDocument) -> String {
    let mut table = CsvTable::new(["param", "value", "statistic", "bib", "name", "figure", "mean", "low", "high"]);
    let number = |x: Option<f64>| x.map_or_else(String::new, |x| x.to_string());
    let mut figure = |bib: &str, name: &str, figure: &Measured| {
        let mut row = |value: &str, statistic: &str, [mean, low, high]: [Option<f64>; 3]| {
            let [mean, low, high] = [mean, low, high].map(number);
            table.row([&document.param.name, value, statistic, bib, name, &figure.key, &mean, &low, &high]);
        };
        for (value, at) in document.values.iter().zip(&figure.at) {
            row(&value.to_string(), "at", [at.mean, at.low, at.high]);
        }
        for (statistic, effect) in [("slope", figure.slope), ("difference", figure.difference)] {
            if let Some(MeasuredEffect { mean, low, high, .. }) = effect {
                row("", statistic, [Some(mean), low, high]);
            }
        }
    };
    for rider in &document.riders {
        rider.figures.iter().for_each(|f| figure(&rider.bib.to_string(), &rider.name, f));
    }
    document.race.iter().for_each(|f| figure("", "", f));
    table.finish()
}
