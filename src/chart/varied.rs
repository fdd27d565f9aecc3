//! Charts of an experiment: a figure over the values of one parameter, with 95 % intervals as bands. Counts nothing
//! itself.

use super::caption::capital;
use super::{Axis, Chart, Dot, Form, Guide, LEADS, NumberStyle, Panel, Series, Sign, Tone};
use crate::report::vary::{Measured, VaryDocument};
use crate::units::Bib;

/// The figure `key` over the values of `document`: one of the riders' (`wins`, `podiums`, `rank`, `points`) for `bibs`
/// or the riders the document is about, or one of the race. `None` if there is no such figure.
#[must_use]
pub fn chart(document: &VaryDocument, key: &str, bibs: &[Bib]) -> Option<Chart> {
    let shown = figures(document, key, bibs);
    let (_, figure) = shown.first()?;
    let scale = if figure.unit == "share" { 100.0 } else { 1.0 };
    let mut bands = Vec::new();
    let mut lines = Vec::new();
    for (i, (name, figure)) in shown.iter().enumerate() {
        let points = || document.values.iter().zip(&figure.at);
        let edge = |of: fn(&crate::report::vary::MeanAt) -> Option<f64>| {
            let edge: Vec<(f64, f64)> = points().filter_map(|(x, at)| Some((*x, of(at)? * scale))).collect();
            edge
        };
        let (low, high, means) = (edge(|at| at.low), edge(|at| at.high), edge(|at| at.mean));
        let around: Vec<(f64, f64)> = ordered(low).into_iter().chain(ordered(high).into_iter().rev()).collect();
        bands.push(Series::new(Form::Band, Tone::Lead(i), around));
        let dot = |&(x, y): &(f64, f64)| Dot { x, y, sign: Sign::Point { hollow: false } };
        let dots = means.iter().map(dot).collect();
        let means = ordered(means);
        let last = means.last().map_or_else(String::new, |last| written(figure, last.1));
        lines.push(Series { dots, ..Series::new(Form::Line, Tone::Lead(i), means) }.named(name.as_str(), last));
    }
    let all = || bands.iter().flat_map(|band| &band.pieces).chain(lines.iter().flat_map(|l| &l.pieces)).flatten();
    let (low, high) = all().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.1), high.max(p.1)));
    if low > high {
        return None;
    }
    // The axis of a share starts at 0.
    let low = if figure.unit == "share" { 0.0 } else { low };
    let y_figure = if figure.unit == "share" { NumberStyle::Percent } else { NumberStyle::Plain };
    let (x_from, x_to) = document.values.iter().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    let room = 0.02 * (x_to - x_from);
    let x_figure = if document.param.unit == "%" { NumberStyle::Signed } else { NumberStyle::Plain };
    let default = document.param.default;
    let guides = if (x_from..=x_to).contains(&default) {
        vec![Guide { x: default, label: "as it is".to_owned() }]
    } else {
        Vec::new()
    };
    let measured = match figure.key.as_str() {
        "wins" => "races won".to_owned(),
        "podiums" => "races among the first three".to_owned(),
        _ => figure.name.clone(),
    };
    let partial = if document.partial { " (partial)" } else { "" };
    Some(Chart {
        title: title(document, &shown),
        subtitle: format!(
            "{}: {} simulated races at each of {} values of {}{partial}, by the same luck. Band: 95 % interval. {}",
            document.title,
            document.races,
            document.values.len(),
            document.param.name,
            document.param.meaning
        ),
        key: Vec::new(),
        x: Axis::exact(
            with_unit(&document.param.name, &document.param.unit),
            (x_from - room, x_to + room),
            8,
            x_figure,
        ),
        guides,
        panels: vec![Panel::of(
            Axis::round(with_unit(&measured, &figure.unit), (low, high), 5, y_figure),
            bands.into_iter().chain(lines.into_iter().rev()).collect(),
        )],
        source: format!(
            "Simulated: the riders decided, by the seed; no source says any of it. Rules of {}. Again: {}",
            document.edition, document.command
        ),
    })
}

/// The figures shown, with the riders' names; a figure of the race is named "mean".
fn figures<'d>(document: &'d VaryDocument, key: &str, bibs: &[Bib]) -> Vec<(String, &'d Measured)> {
    if let Some(figure) = document.race.iter().find(|figure| figure.key == key) {
        return vec![("mean".to_owned(), figure)];
    }
    let asked = |bib: u16| if bibs.is_empty() { document.about.contains(&bib) } else { bibs.contains(&Bib(bib)) };
    let riders = document.riders.iter().filter(|rider| asked(rider.bib)).take(LEADS);
    riders.filter_map(|rider| Some((rider.family.clone(), rider.figures.iter().find(|f| f.key == key)?))).collect()
}

/// In order of x: the parameter may go up or down.
fn ordered(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points
}

fn title(document: &VaryDocument, shown: &[(String, &Measured)]) -> String {
    let at = |x: Option<&f64>| x.map_or_else(String::new, |x| value(document, *x));
    let (from, to) = (at(document.values.first()), at(document.values.last()));
    let [(name, figure)] = shown else {
        let what = match shown.first().map_or("", |(_, figure)| figure.key.as_str()) {
            "wins" => "How often each of them wins".to_owned(),
            "podiums" => "How often each of them is among the first three".to_owned(),
            _ => shown.first().map_or_else(String::new, |(_, figure)| format!("{} of each", capital(&figure.name))),
        };
        return format!("{what} as {} goes from {from} to {to}", document.param.name);
    };
    let end = |at: Option<&crate::report::vary::MeanAt>| {
        at.and_then(|at| at.mean).map_or_else(
            || "–".to_owned(),
            |mean| written(figure, if figure.unit == "share" { 100.0 * mean } else { mean }),
        )
    };
    let (first, last) = (end(figure.at.first()), end(figure.at.last()));
    let told = match figure.difference {
        Some(effect) if effect.from_zero => "",
        _ => "; chance alone may do as much",
    };
    let what = match figure.key.as_str() {
        "wins" => format!("{name} wins {first} of the races at {from}, and {last} at {to}"),
        "podiums" => {
            format!("{name} is among the first three in {first} of the races at {from}, and in {last} at {to}")
        }
        "rank" => format!("{name} comes to a mean rank of {first} at {from}, and of {last} at {to}"),
        "points" => format!("{name} comes to {first} points at {from}, and to {last} at {to}"),
        _ => format!("{}: {first} at {from}, {last} at {to}", capital(&figure.name)),
    };
    what + told
}

/// A value of the parameter with its unit.
fn value(document: &VaryDocument, x: f64) -> String {
    let plus = if document.param.unit == "%" && x > 0.0 { "+" } else { "" };
    let number = format!("{plus}{x}").replace('-', "−");
    if document.param.unit.is_empty() { number } else { format!("{number} {}", document.param.unit) }
}

/// A figure as text; shares in per cent.
fn written(figure: &Measured, x: f64) -> String {
    match figure.unit.as_str() {
        "share" => NumberStyle::Percent.write(x, 1),
        _ => NumberStyle::Plain.write(x, 1),
    }
}

fn with_unit(name: &str, unit: &str) -> String {
    match unit {
        "" | "share" => name.to_owned(),
        unit if name.contains(unit) => name.to_owned(),
        unit => format!("{name}, {unit}"),
    }
}
