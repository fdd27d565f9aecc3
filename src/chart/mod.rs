//! Charts: numbers of a race as plain values, drawn as SVG, PNG or text. Knows neither files nor the terminal, and
//! never touches the race.
//!
//! A [`Chart`] is the picture as data. [`points`], [`gap`], [`power`] and [`chances`] make one from a race, [`counts`]
//! and [`spread`] from a sweep, [`varied`] from an experiment with one parameter; [`so_far`] makes those of a race up
//! to any moment. [`svg`], [`png`] and [`text`] draw any chart. Names in a chart may hold anything: whoever draws makes
//! them harmless.

mod axis;
mod bins;
pub mod braille;
pub mod calibration;
mod caption;
pub mod chances;
pub mod counts;
mod curves;
mod font;
pub mod gap;
mod ink;
mod labels;
mod laps;
mod line;
#[cfg(feature = "png")]
pub mod png;
pub mod points;
pub mod power;
mod rows;
pub mod so_far;
pub mod spread;
pub mod svg;
mod swept;
pub mod text;
mod theme;
pub mod varied;

pub use axis::{Axis, NumberStyle};
pub use swept::Swept;
pub use theme::{LEADS, Theme};

/// A picture of numbers before anything is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What the chart shows, as a sentence.
    pub title: String,
    /// What is plotted and how to read it.
    pub subtitle: String,
    /// Signs that the panels use, with their meanings.
    pub key: Vec<(Sign, String)>,
    /// The x axis, shared by all panels.
    pub x: Axis,
    /// Moments worth a thin vertical line through all panels, in order.
    pub guides: Vec<Guide>,
    /// From top to bottom; never empty.
    pub panels: Vec<Panel>,
    /// Where the numbers come from, and the command that shows the run again.
    pub source: String,
}

/// A thin vertical line with a word or number above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    pub x: f64,
    pub label: String,
}

/// One plot of a chart, with a y axis of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    pub y: Axis,
    /// Its part of the height, relative to the other panels.
    pub share: f64,
    /// Drawn in order: the last lies on top.
    pub series: Vec<Series>,
    /// Ranges of x that are shaded from top to bottom.
    pub spans: Vec<(f64, f64)>,
    /// Draw leads side by side where they would lie on each other, in the order of their tones.
    pub beside: bool,
}

impl Panel {
    /// A panel that fills its chart.
    #[must_use]
    pub fn of(y: Axis, series: Vec<Series>) -> Self {
        Self { y, share: 1.0, series, spans: Vec::new(), beside: false }
    }
}

/// Numbers that belong together: one line, or one set of bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Written at the end of the line; empty for what is only context.
    pub name: String,
    /// Written after the name: the last value, formatted.
    pub value: String,
    pub form: Form,
    pub tone: Tone,
    /// (x, y) in order of x; between one piece and the next there is a gap.
    pub pieces: Vec<Vec<(f64, f64)>>,
    pub dots: Vec<Dot>,
    /// The y on which bars and areas stand.
    pub base: f64,
    /// How much of the x axis each bar has to itself.
    pub room: f64,
}

impl Series {
    /// Points in one piece, without a name and dots.
    #[must_use]
    pub fn new(form: Form, tone: Tone, points: Vec<(f64, f64)>) -> Self {
        Self {
            name: String::new(),
            value: String::new(),
            form,
            tone,
            pieces: vec![points],
            dots: Vec::new(),
            base: 0.0,
            room: 1.0,
        }
    }

    /// The same series with a name and a value at its end.
    #[must_use]
    pub fn named(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), ..self }
    }

    /// The part up to `x`; a step is drawn on level to there.
    #[must_use]
    pub fn until(&self, x: f64) -> Self {
        let cut = |piece: &Vec<(f64, f64)>| piece[..piece.partition_point(|p| p.0 <= x)].to_vec();
        let mut pieces: Vec<_> = self.pieces.iter().map(cut).filter(|piece| !piece.is_empty()).collect();
        if let (Form::Step, Some(piece)) = (self.form, pieces.last_mut()) {
            piece.extend(piece.last().map(|&(_, y)| (x, y)));
        }
        let dots = self.dots.iter().filter(|dot| dot.x <= x).copied().collect();
        Self { name: self.name.clone(), value: self.value.clone(), pieces, dots, ..*self }
    }

    /// The same series with every x mapped by `other`, which must keep their order.
    #[must_use]
    pub fn along(mut self, other: impl Fn(f64) -> f64) -> Self {
        let points = self.pieces.iter_mut().flatten().map(|point| &mut point.0);
        points.chain(self.dots.iter_mut().map(|dot| &mut dot.x)).for_each(|x| *x = other(*x));
        self
    }

    /// The last point.
    #[must_use]
    pub fn end(&self) -> Option<(f64, f64)> {
        self.pieces.iter().rev().find_map(|piece| piece.last()).copied()
    }
}

/// How points become a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Straight from point to point.
    Line,
    /// Level until the next point.
    Step,
    /// The area under the line.
    Area,
    /// A vertical bar at each x, as wide as [`Series::room`] allows.
    Bars,
    /// The area within each piece: its points run along one edge and back along the other.
    Band,
    /// A thin line for each piece with a dot on it: a value and its interval.
    Whiskers,
}

/// How prominent a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// One of those the chart is about, each with a colour and a stroke of its own; from [`LEADS`] on they repeat.
    Lead(usize),
    /// There for comparison.
    Context,
    /// A level to compare with.
    Reference,
}

/// Something that happened at a point of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    pub x: f64,
    pub y: f64,
    pub sign: Sign,
}

/// The shape of a [`Dot`] or of an entry of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A round dot; hollow if it is not on record.
    Point { hollow: bool },
    /// A triangle pointing up; hollow if it is not on record.
    Up { hollow: bool },
    /// A triangle pointing down; hollow if it is not on record.
    Down { hollow: bool },
    /// The shade of [`Panel::spans`].
    Span,
    /// A line of [`Tone::Context`].
    Context,
    /// The area under such a line.
    Mass,
}

/// Width and height of a drawing: pixels, or columns and rows of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}
