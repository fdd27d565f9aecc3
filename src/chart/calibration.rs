//! Predicted chances against how often those riders won: a reliability diagram. Draws what was counted, and knows no
//! races.

use super::{Axis, Chart, Dot, Form, NumberStyle, Panel, Series, Sign, Tone};
use crate::chances::calibration::{Bin, Calibration};

/// `calibration` as a chart; `source` says where its numbers come from.
#[must_use]
pub fn chart(calibration: &Calibration, source: &str) -> Chart {
    let percent = |share: f64| 100.0 * share;
    let interval = |b: &Bin| vec![(b.said, b.interval.low), (b.said, b.interval.high)];
    let scaled = |points: Vec<(f64, f64)>| points.into_iter().map(|(x, y)| (percent(x), percent(y))).collect();
    let dot = |b: &Bin| Dot { x: percent(b.said), y: percent(b.won), sign: Sign::Point { hollow: false } };
    let as_said = Series::new(Form::Line, Tone::Reference, vec![(0.0, 0.0), (100.0, 100.0)]).named("as said", "");
    let won = Series {
        pieces: calibration.bins.iter().map(|b| scaled(interval(b))).collect(),
        dots: calibration.bins.iter().map(dot).collect(),
        ..Series::new(Form::Line, Tone::Lead(0), Vec::new()).named("won", "")
    };
    let off = calibration.bins.iter().filter(|b| !b.holds()).count();
    let title = match off {
        0 => "Chances are kept: the share that won is the share that was said".to_owned(),
        n => format!("In {n} of {} bins the share that won is not the share that was said", calibration.bins.len()),
    };
    let axis = |title| Axis::exact(title, (0.0, 100.0), 5, NumberStyle::Percent);
    Chart {
        title,
        subtitle: format!(
            "Riders of {} simulated races at several moments, by the chance of winning that was said of them. Bars: 95 % intervals",
            calibration.races
        ),
        key: vec![(Sign::Point { hollow: false }, "share that won, over the mean of what was said".to_owned())],
        x: axis("said"),
        guides: Vec::new(),
        panels: vec![Panel::of(axis("won"), vec![as_said, won])],
        source: source.to_owned(),
    }
}
