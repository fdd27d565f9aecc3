//! The document for people: riders' and race figures at each value, and what the parameter changes.

use super::document::{MeanAt, Measured, MeasuredEffect, VaryDocument};
use crate::report::table::{Align, Table};
use crate::report::words::race_time;
use crate::units::Micros;

/// The most columns of values.
const COLUMNS: usize = 6;

/// The tables of `document`.
#[must_use]
pub fn table(document: &VaryDocument) -> String {
    let mut out = heading(document);
    if document.races == 0 {
        return out + "\nNo race was ridden.\n";
    }
    for rider in document.asked_riders() {
        out += &format!("\n{}", at_each_value(document, &rider.family, &rider.figures).render());
    }
    out += &format!("\n{}", race(document).render());
    out += &format!("\n{}", effects(document).render());
    let per = unit_of_slope(document);
    out += &format!(
        "\nIntervals of 95 % (Wilson's for chances, Student's for means; of slopes and differences over pairs of races with the same random draws). \
         Slope: {per}, of the straight line nearest to all values. Significant: the interval of the difference excludes zero.\n",
    );
    out
}

fn heading(document: &VaryDocument) -> String {
    let VaryDocument { title, edition, races, seed, values, param, .. } = document;
    let luck = if document.mode == "forked" { "luck" } else { "seed" };
    let begins = if document.mode == "forked" { "what-if" } else { "simulated from the gun" };
    let plural = if *races == 1 { "" } else { "s" };
    let (first, last) = (values.first().copied().unwrap_or_default(), values.last().copied().unwrap_or_default());
    let mut out = format!(
        "{title}\nedition {edition} · {begins} · {races} race{plural} at each value, {luck} {seed} on, the same at each\n\
         {} from {} to {} (otherwise {})\n",
        param.name,
        value(document, first),
        value(document, last),
        value(document, param.default)
    );
    if let Some(shard) = &document.shard {
        out += &format!("part {shard} of all races\n");
    }
    if document.partial {
        out += &format!("partial: {races} of {} races at each value\n", document.asked);
    }
    out
}

/// A value of the parameter with its unit.
fn value(document: &VaryDocument, value: f64) -> String {
    let number = number(value, document.param.unit == "%");
    match document.param.unit.as_str() {
        "" => number,
        unit => format!("{number} {unit}"),
    }
}

/// A number as people write it: no needless digits, a true minus sign, and a plus sign if it is a change.
fn number(x: f64, signed: bool) -> String {
    let plus = if signed && x > 0.0 { "+" } else { "" };
    format!("{plus}{x}").replace('-', "−")
}

fn unit_of_slope(document: &VaryDocument) -> String {
    match document.param.unit.as_str() {
        "" => format!("per 1 of {}", document.param.name),
        "%" => "per 1 %".to_owned(),
        unit if unit.len() > 1 => format!("per {}", unit.trim_end_matches('s')),
        unit => format!("per {unit}"),
    }
}

/// A rider's figures, a row for each value.
fn at_each_value(document: &VaryDocument, name: &str, figures: &[Measured]) -> Table {
    let mut columns = vec![(name, Align::Left)];
    for figure in figures {
        columns.extend([(figure.name.as_str(), Align::Right), ("95 %", Align::Right)]);
    }
    let mut table = Table::new(&columns);
    for (k, at) in document.values.iter().enumerate() {
        let cells = figures.iter().flat_map(|figure| [mean(figure, figure.at[k]), between(figure, figure.at[k])]);
        table.row([value(document, *at)].into_iter().chain(cells));
    }
    table
}

/// The figures of the race, with a column for each value, or for some of them if there are many.
fn race(document: &VaryDocument) -> Table {
    let n = document.values.len();
    let shown: Vec<usize> =
        if n <= COLUMNS { (0..n).collect() } else { (0..COLUMNS).map(|k| k * (n - 1) / (COLUMNS - 1)).collect() };
    let heads: Vec<String> = shown.iter().map(|&k| value(document, document.values[k])).collect();
    let mut columns = vec![("race", Align::Left)];
    columns.extend(heads.iter().map(|head| (head.as_str(), Align::Right)));
    let mut table = Table::new(&columns);
    for figure in &document.race {
        let cells = shown.iter().map(|&k| with_half(figure, figure.at[k]));
        table.row([name(figure)].into_iter().chain(cells));
    }
    table
}

/// The slopes and differences of the riders to be shown and of the race.
fn effects(document: &VaryDocument) -> Table {
    let per = unit_of_slope(document);
    let ends = format!(
        "{} → {}",
        value(document, document.values.first().copied().unwrap_or_default()),
        value(document, document.values.last().copied().unwrap_or_default())
    );
    use Align::{Left, Right};
    let mut table = Table::new(&[
        ("what it changes", Left),
        (&per, Right),
        ("95 %", Right),
        (&ends, Right),
        ("95 %", Right),
        ("significant", Left),
    ]);
    let mut row = |name: String, figure: &Measured| {
        let cells = |effect: Option<MeasuredEffect>| match effect {
            None => ["–".to_owned(), String::new()],
            Some(effect) => [signed(figure, effect.mean), ends_of(figure, effect)],
        };
        let told = match figure.difference {
            Some(effect) if effect.from_zero && effect.mean > 0.0 => "more",
            Some(effect) if effect.from_zero => "less",
            _ => "",
        };
        let [slope, slope_ends] = cells(figure.slope);
        let [difference, difference_ends] = cells(figure.difference);
        table.row([name, slope, slope_ends, difference, difference_ends, told.to_owned()]);
    };
    for rider in document.asked_riders() {
        rider.figures.iter().for_each(|figure| row(format!("{}, {}", rider.family, name(figure)), figure));
    }
    document.race.iter().for_each(|figure| row(name(figure), figure));
    table
}

fn name(figure: &Measured) -> String {
    match figure.unit.as_str() {
        "km/h" | "s" => format!("{}, {}", figure.name, figure.unit),
        _ => figure.name.clone(),
    }
}

fn is_share(figure: &Measured) -> bool {
    figure.unit == "share"
}

fn mean(figure: &Measured, at: MeanAt) -> String {
    match at.mean {
        None => "–".to_owned(),
        Some(mean) if is_share(figure) => format!("{:.1} %", 100.0 * mean),
        Some(mean) => format!("{mean:.1}").replace('-', "−"),
    }
}

fn between(figure: &Measured, at: MeanAt) -> String {
    let scale = if is_share(figure) { 100.0 } else { 1.0 };
    match (at.low, at.high) {
        (Some(low), Some(high)) => format!("{:.1} – {:.1}", low * scale, high * scale).replace('-', "−"),
        _ => String::new(),
    }
}

/// A mean, with half its interval.
fn with_half(figure: &Measured, at: MeanAt) -> String {
    let Some(mean) = at.mean else { return "–".to_owned() };
    let half = at.low.zip(at.high).map(|(low, high)| 0.5 * (high - low));
    if figure.unit == "s" {
        let half = half.map_or_else(String::new, |half| format!(" ± {half:.0} s"));
        return race_time(Micros::from_secs(mean)) + &half;
    }
    match half {
        None => format!("{mean:.1}"),
        Some(half) if half < 0.095 => format!("{mean:.2} ± {half:.2}"),
        Some(half) => format!("{mean:.1} ± {half:.1}"),
    }
    .replace('-', "−")
}

/// A change with its sign, to about three figures; a share in per cent.
fn signed(figure: &Measured, x: f64) -> String {
    if is_share(figure) { format!("{} %", three(100.0 * x)) } else { three(x) }
}

fn ends_of(figure: &Measured, effect: MeasuredEffect) -> String {
    let scale = if is_share(figure) { 100.0 } else { 1.0 };
    match (effect.low, effect.high) {
        (Some(low), Some(high)) => format!("{} – {}", three(low * scale), three(high * scale)),
        _ => String::new(),
    }
}

/// A number with its sign, to about three figures: +12.3, −0.0451, 0.
fn three(x: f64) -> String {
    let places = match x.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        size if size >= 0.9995 => 2,
        size if size >= 0.09995 => 3,
        _ => 4,
    };
    let text = format!("{x:+.places$}");
    if text[1..].chars().all(|c| "0.".contains(c)) { "0".to_owned() } else { text.replace('-', "−") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_written_to_three_figures_with_their_sign() {
        let shown = [123.4, -12.34, 1.234, -0.1234, 0.01234, 0.00001, 0.0].map(three);
        assert_eq!(shown, ["+123", "−12.3", "+1.23", "−0.123", "+0.0123", "0", "0"]);
    }
}
