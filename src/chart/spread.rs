//! How a figure of a sweep's races is distributed: bars of the values it took. Counts nothing itself.

use super::bins::{bar_of, bin, binned, edges};
use super::caption::capital;
use super::swept::per_cent;
use super::{Axis, Chart, Form, Guide, NumberStyle, Panel, Series, Swept, Tone};
use crate::report::words::race_time;
use crate::sweep::{FigureUnit, RaceFigure};
use crate::units::Micros;

/// The distribution of `figure` over the races; `None` if no race has it.
#[must_use]
pub fn figure(swept: &Swept, figure: &RaceFigure) -> Option<Chart> {
    let (_, tally) = swept.tally.figures().find(|(f, _)| f.key == figure.key)?;
    let (histogram, parts) = (&tally.histogram, figure.unit.parts());
    let (least, most) = (tally.least?.value, tally.most?.value);
    let wide = bin(least, most);
    let share = |n: u64| 100.0 * n as f64 / histogram.n() as f64;
    let half = 0.5 * (wide - 1) as f64;
    let bars: Vec<(f64, f64)> =
        binned(histogram, wide).into_iter().map(|(start, n)| ((start as f64 + half) / parts, share(n))).collect();
    let highest = bars.iter().map(|bar| bar.1).fold(0.0, f64::max);
    let (from, to) = edges(least, most, wide);
    let mean = histogram.mean()? / parts;
    let interval = histogram.interval();
    let off = interval.map_or_else(String::new, |i| format!(" ± {}", NumberStyle::Plain.write(i.half() / parts, 2)));
    let mean_words = match figure.unit {
        FigureUnit::Seconds => race_time(Micros::from_secs(mean)),
        FigureUnit::Kmh => format!("{} km/h", number(mean)),
        _ => number(mean),
    };
    let title = match (figure.key, histogram.count(..=0)) {
        ("laps_gained", 0) => format!("{} laps are gained in the average race, and some in every one", number(mean)),
        ("laps_gained", none) => format!(
            "{} laps are gained in the average race, none at all in {} of them",
            number(mean),
            per_cent(share(none))
        ),
        _ => format!("{}: {mean_words} in the average race", capital(figure.name)),
    };
    let series = Series { room: wide as f64 / parts, ..Series::new(Form::Bars, Tone::Lead(0), bars) };
    let unit = match figure.unit {
        FigureUnit::Seconds => format!("{}, seconds", figure.name),
        FigureUnit::Kmh => format!("{}, km/h", figure.name),
        _ => figure.name.to_owned(),
    };
    Some(Chart {
        title,
        subtitle: format!("{}. How often it came, {}; mean {}{off}", swept.what, bar_of(wide, parts), number(mean)),
        key: Vec::new(),
        x: Axis::exact(unit, (from / parts, to / parts), 8, NumberStyle::Plain),
        guides: vec![Guide { x: mean, label: "mean".to_owned() }],
        panels: vec![Panel::of(Axis::round("races", (0.0, highest), 5, NumberStyle::Percent), vec![series])],
        source: swept.source.clone(),
    })
}

fn number(x: f64) -> String {
    NumberStyle::Plain.write(x, 1)
}
